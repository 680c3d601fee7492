import ExactJSON
import Measures

/// measures.md 1.14: the single figures of `senang experiment`.
extension Measure {
    static let experimentPlans: [Measure] = [
        armDifference, madeWorseBounds, anytimeRatio, experimentSize, assignment,
    ]

    private static let armDifference = Measure(
        "difference-of-two-arms",
        formula: "once: Welch, d +- t_(1-alpha/2) sqrt(va/na + vb/nb); anytime: "
            + "d +- sqrt(2V(V+n t2)/(n^2 t2) ln(sqrt((V+n t2)/V)/alpha)), n = 1/(1/na+1/nb), "
            + "V = n(va/na+vb/nb), from 500 people a side on",
        units: "control and treatment {n, mean, variance}, variance over n - 1; effect (tau) as "
            + "the mean; d = treatment - control; p of two sides; anytime p holds at this look: "
            + "keep the least of all",
        source: "Welch 1947, Biometrika 34:28; Robbins 1970, Ann. Math. Stat. 41:1397",
        ofEach: { (input) throws(MeasureProblem) in
            let (one, other) = (try input["control"].arm, try input["treatment"].arm)
            let (alpha, effect) = (try input.alpha, try input["effect"].positive)
            guard let fixed = FixedDifference(means: one, other, alpha: alpha) else {
                throw input.problem("nobody differs: give arms of which one has a variance above 0")
            }
            let anytime = AnytimeDifference(one, other, effect: effect, alpha: alpha)
            return [
                ("difference", try input.answer(fixed.difference)),
                ("standard_error", try input.answer(fixed.standardError)),
                ("low", try input.answer(fixed.interval.low)),
                ("high", try input.answer(fixed.interval.high)),
                ("p", try input.answer(fixed.p)),
                ("anytime_low", try input.answer(orUnknown: anytime?.interval.low)),
                ("anytime_high", try input.answer(orUnknown: anytime?.interval.high)),
                ("anytime_p", try input.answer(orUnknown: anytime?.p)),
            ]
        })

    private static let madeWorseBounds = Measure(
        "bounds-of-the-share-made-worse",
        formula: "sup_y (F1(y) - F0(y+m))+ ... 1 - sup_y (F0(y+m) - F1(y-))+",
        units: "control and treatment a list of values, a person each; margin (m) as the values, "
            + "0 unless said; good higher unless lower is said; shares 0…1 of these people",
        source: "Makarov 1982, Theory Probab. Appl. 26:803; Fan & Park 2010, Econom. Theory 26:931",
        ofEach: { (input) throws(MeasureProblem) in
            let word = try input.optional("good")?.text ?? "higher"
            guard word == "higher" || word == "lower" else {
                throw try input["good"].problem("say higher or lower")
            }
            let bounds = MadeWorseBounds(
                control: try input["control"].numbers(least: 1),
                treatment: try input["treatment"].numbers(least: 1),
                margin: try input.optional("margin")?.notBelowZero ?? 0,
                good: word == "higher" ? .higher : .lower)
            guard let bounds else { throw input.problem("both arms need people") }
            return [("least", ExactJSON(bounds.least)), ("most", ExactJSON(bounds.most))]
        })

    private static let anytimeRatio = Measure(
        "sample-ratio-at-any-time",
        formula: "p = min(1, prod ratio^count / (DirMult(counts; 1000 ratio) without its "
            + "coefficient))",
        units: "counts of people, an arm each; ratio meant, in any unit; p holds at this look: "
            + "keep the least of all; below 0.001 the data are unsound",
        source: "Lindon & Malek 2022, NeurIPS, Anytime-valid inference for multinomial count data",
        ofEach: { (input) throws(MeasureProblem) in
            var counts: [Double] = []
            for item in try input["counts"].someItems {
                counts.append(try item.number(in: 0...1e15))
            }
            var ratio: [Double] = []
            for item in try input["ratio"].someItems {
                ratio.append(try item.number(in: 1e-9...1e9))
            }
            guard counts.count == ratio.count, counts.count >= 2 else {
                throw input.problem("a share belongs to each count: two arms or more")
            }
            return [
                ("p", try input.answer(anytimeSampleRatioP(counts: counts, ratio: ratio)))
            ]
        })

    private static let experimentSize = Measure(
        "people-an-experiment-needs",
        formula: "N = (z_(1-alpha/2) + z_power)^2 (v0/s0 + v1/s1) / aim^2; anytime: the least N "
            + "with radius(N) + z_power sqrt((v0/s0 + v1/s1)/N) <= aim",
        units: "aim: the effect or the margin; variances of one person in control and treatment; "
            + "shares of the two, 1 and 1 unless said; power above 1/2; tau: aim unless said; "
            + "people in both arms, not rounded",
        source: "closed form; the sequence by Robbins 1970, Ann. Math. Stat. 41:1397",
        ofEach: { (input) throws(MeasureProblem) in
            let aim = try input["aim"].number(in: 1e-12...1e12)
            var shares = (1.0, 1.0)
            if let field = input.optional("shares") { shares = try field.two(in: 1e-6...1e6) }
            let size = ExperimentSize(
                .effect(aim), variances: try input["variances"].two(in: 0...1e24),
                shares: shares, alpha: try input.alpha,
                power: try input.optional("power")?.number(in: 0.500_001...0.999_999) ?? 0.8,
                tau: try input.optional("tau")?.number(in: 1e-12...1e12) ?? aim)
            guard let size else { throw input.problem("nobody differs: give a variance above 0") }
            return [
                ("once", try input.answer(size.once)), ("anytime", try input.answer(size.anytime)),
            ]
        })

    private static let assignment = Measure(
        "arm-of-a-person",
        formula: "slot = floor(10000 SipHash-2-4(person; key)/2^64), key = SipHash-2-4 of the salt "
            + "under (0, 1) and (2, 3); arms hold slots in their order",
        units: "person and salt texts; shares in ten-thousandths, an arm each; arm from 0, null: "
            + "in none",
        source: "Aumasson & Bernstein 2012, INDOCRYPT; Kohavi, Tang & Xu 2020, chapter 4",
        ofEach: { (input) throws(MeasureProblem) in
            var shares: [Int] = []
            for item in try input["shares"].someItems { shares.append(try item.count) }
            guard let assignment = Assignment(salt: try input["salt"].text, shares: shares) else {
                throw input.problem(
                    "a salt that is not empty and at most \(Assignment.armCountMax) shares, "
                        + "together at most \(Assignment.slotCount), belong here")
            }
            let person = try input["person"].text
            return [
                ("slot", ExactJSON(assignment.slot(of: person))),
                ("arm", assignment.arm(of: person).map { ExactJSON($0) } ?? .null),
            ]
        })
}

extension MeasureInput {
    fileprivate func two(
        in range: ClosedRange<Double>
    ) throws(MeasureProblem) -> (Double, Double) {
        let items = try items
        guard items.count == 2 else { throw problem("two numbers belong here") }
        return (try items[0].number(in: range), try items[1].number(in: range))
    }

    fileprivate var arm: ArmSummary {
        get throws(MeasureProblem) {
            let count = try self["n"].number(in: 2...1e15)
            let mean = try self["mean"].number(in: -1e12...1e12)
            let variance = try self["variance"].number(in: 0...1e24)
            guard let arm = ArmSummary(count: count, mean: mean, variance: variance) else {
                throw problem("two people or more, a mean and a variance belong here")
            }
            return arm
        }
    }
}
