import ExactJSON
import Measures

/// measures.md 1.14: may a change ship?
extension Measure {
    static let experiments: [Measure] = [
        nonInferiority, scoreInterval, twoScoreIntervals, sampleSize, sampleRatio, cuped,
        decisionTable, holm, madeWorse,
    ]

    private static let nonInferiority = Measure(
        "non-inferiority-score-test-of-two-proportions",
        formula: "z = (p1 - p2 + margin) / sqrt(q1(1-q1)/n1 + q2(1-q2)/n2), q the restricted MLE "
            + "with q1 - q2 = -margin; mn_z = z sqrt((N-1)/N)",
        units: "x, n people; margin in 0…1; z standard errors; p one-sided, of p1 - p2 <= -margin",
        source: "Farrington & Manning 1990, Stat. Med. 9:1447; Miettinen & Nurminen 1985, "
            + "Stat. Med. 4:213",
        ofEach: { (input) throws(MeasureProblem) in
            let arms = try input.arms
            let margin = try input["margin"].number(in: 0...0.999_999)
            let rates = arms.restrictedRates(difference: -margin)
            let plain = arms.score(difference: -margin, variance: .plain)
            let corrected = arms.score(difference: -margin, variance: .miettinenNurminen)
            guard plain.isFinite, corrected.isFinite else {
                throw input.problem("no rate varies: a score needs people in both arms who differ")
            }
            return [
                ("fm_z", ExactJSON(plain)),
                ("fm_p_one_sided", ExactJSON(StandardNormal.upper(plain))),
                ("mn_z", ExactJSON(corrected)),
                ("mn_p_one_sided", ExactJSON(StandardNormal.upper(corrected))),
                ("restricted_p1", ExactJSON(rates.rate1)),
                ("restricted_p2", ExactJSON(rates.rate2)),
            ]
        })

    private static let scoreInterval = Measure(
        "miettinen-nurminen-score-interval-for-a-difference",
        formula: "{d: |z(d)| <= z_(1-(1-conf)/2)}, z the score of p1 - p2 = d with variance times "
            + "N/(N-1)",
        units: "x, n people; conf in 0…1, 0.95 unless said; an interval of p1 - p2",
        source: "Miettinen & Nurminen 1985, Stat. Med. 4:213",
        ofEach: { (input) throws(MeasureProblem) in
            let arms = try input.arms
            let factor = try input.optional("variance_factor")?.text ?? "N/(N-1)"
            guard factor == "N/(N-1)" || factor == "1" else {
                throw try input["variance_factor"].problem(
                    "say \"N/(N-1)\" (Miettinen and Nurminen) or \"1\" (Mee)")
            }
            let interval = arms.interval(
                z: try input.standardErrors,
                variance: factor == "1" ? .plain : .miettinenNurminen)
            return [("ci95", interval.json), ("ci", interval.json)]
        })

    private static let twoScoreIntervals = Measure(
        "mee-and-miettinen-nurminen-intervals-56-70",
        formula: "{d: |z(d)| <= z_(1-(1-conf)/2)}; Mee with the plain variance, "
            + "Miettinen-Nurminen with it times N/(N-1)",
        units: "x, n people; conf in 0…1, 0.95 unless said; intervals of p1 - p2",
        source: "Newcombe 1998, Stat. Med. 17:873, methods 5 and 6",
        ofEach: { (input) throws(MeasureProblem) in
            let arms = try input.arms
            let z = try input.standardErrors
            return [
                ("mee", arms.interval(z: z, variance: .plain).json),
                ("miettinen_nurminen", arms.interval(z: z, variance: .miettinenNurminen).json),
            ]
        })

    private static let sampleSize = Measure(
        "sample-size-per-arm-for-a-proportion",
        formula: "n = (z_(1-alpha) + z_power)^2 2p(1-p) / margin^2",
        units: "p, margin, alpha (one side), power in 0…1; n people in each arm",
        source: "closed form, as in Farrington & Manning 1990, Stat. Med. 9:1447, equal rates",
        ofEach: { (input) throws(MeasureProblem) in
            let size = nonInferioritySampleSize(
                rate: try input["p"].share, margin: try input["margin"].number(in: 1e-6...1),
                alpha: try input["alpha"].strictShare, power: try input["power"].strictShare)
            guard let whole = Int(exactly: size.rounded(.up)) else {
                throw input.problem("nobody has so many people: take a larger margin or alpha")
            }
            return [("n", ExactJSON(size)), ("ceil", ExactJSON(whole))]
        })

    private static let sampleRatio = Measure(
        "sample-ratio-mismatch-chi-square",
        formula: "chi2 = sum (count - e)^2 / e, e = all * ratio / sum(ratio); k - 1 degrees",
        units: "counts people an arm; ratio shares meant, any unit; not sound when p < 0.001",
        source: "Kohavi, Tang & Xu 2020, Trustworthy Online Controlled Experiments, ch. 21",
        ofEach: { (input) throws(MeasureProblem) in
            var (counts, ratio): ([Double], [Double]) = ([], [])
            for item in try input["counts"].items { counts.append(Double(try item.count)) }
            for item in try input["ratio"].items { ratio.append(try item.number(in: 1e-9...1e9)) }
            guard counts.count >= 2 else {
                throw try input["counts"].problem("at least 2 arms belong here")
            }
            guard ratio.count == counts.count else {
                throw try input["ratio"].problem("one share for each of the counts belongs here")
            }
            guard counts.contains(where: { $0 > 0 }) else {
                throw try input["counts"].problem("there are no people in any arm")
            }
            let mismatch = sampleRatioMismatch(counts: counts, ratio: ratio)
            return [
                ("chi2", ExactJSON(mismatch.chiSquared)), ("p", ExactJSON(mismatch.p)),
                ("sound", .bool(mismatch.p >= sampleRatioLeastP)),
            ]
        })

    private static let cuped = Measure(
        "cuped-variance-reduction",
        formula: "theta = cov(pre, post) / var(pre); var_after = var(post) (1 - r^2)",
        units: "pre, post: one value a person, in the same order; variances over n - 1; r2 in 0…1",
        source: "Deng, Xu, Kohavi & Walker 2013, WSDM",
        ofEach: { (input) throws(MeasureProblem) in
            let before = try input["pre"].numbers(least: 2)
            let after = try input["post"].numbers(least: 2)
            guard before.count == after.count else {
                throw try input["post"].problem(
                    "\(before.count) values belong here, one for each of \"pre\"")
            }
            var pairs = PairMoments()
            for (x, y) in zip(before, after) { pairs.add(x, y) }
            guard let adjustment = PriorAdjustment(pairs) else {
                throw input.problem("all values of \"pre\" or of \"post\" are the same")
            }
            return try input.finite([
                ("theta", adjustment.slope), ("var_before", adjustment.varianceBefore),
                ("var_after", adjustment.varianceAfter), ("r2", adjustment.explained),
            ])
        })

    private static let holm = Measure(
        "holm-adjusted-p-values",
        formula: "p_(i) adjusted = max over j <= i of min(1, (m - j + 1) p_(j))",
        units: "p in 0…1; compare each adjusted one with alpha",
        source: "Holm 1979, Scand. J. Stat. 6:65",
        ofEach: { (input) throws(MeasureProblem) in
            var values: [Double] = []
            for item in try input["p"].items { values.append(try item.share) }
            return [("adjusted", ExactJSON(holmAdjusted(values)))]
        })

    private static let madeWorse = Measure(
        "share-of-people-made-worse",
        formula: "share = #(change < -margin) / n; #(change > margin) / n where lower is better",
        units: "changes: after less before, one a person; margin 0 or above, 0 unless said",
        source: "measures.md 1.14",
        ofEach: { (input) throws(MeasureProblem) in
            let changes = try input["changes"].numbers(least: 1)
            let margin = try input.optional("margin")?.number(in: 0...1e300) ?? 0
            guard
                let share = shareMadeWorse(
                    changes: changes, margin: margin, good: try input.direction)
            else { throw input.problem("there is nobody") }
            return [("share_made_worse", ExactJSON(share)), ("n", ExactJSON(changes.count))]
        })
}

// MARK: The decision table

extension Measure {
    private static let decisionTable = Measure(
        "decision-table",
        formula:
            "ship: primary superior and every guardrail non-inferior (ci_low > -margin); stop: "
            + "veto, SRM p < 0.001, primary harmed, or a failed guardrail with proven harm "
            + "(ci_high < 0); else continue",
        units: "differences with their intervals, any unit; margins fixed before the start; sides "
            + "swap where direction is \"lower is better\"",
        source: "measures.md 1.14; non-inferiority after Farrington & Manning 1990, "
            + "Stat. Med. 9:1447",
        computing: { (input) throws(MeasureProblem) in try input.eachAlone(decision) })

    private static func decision(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        let primary = try input["primary"]
        let rule = try primary.optional("rule")?.text ?? "lower>0"
        guard ["lower>0", "upper<0"].contains(rule) else {
            throw try primary["rule"].problem("say \"lower>0\" or \"upper<0\"")
        }
        var guardrails: [Guardrail] = []
        for item in try input["guardrails"].items {
            guardrails.append(
                Guardrail(
                    name: try item["name"].text, interval: try item.interval,
                    margin: try item["margin"].number(in: 0...1e300),
                    good: try item.direction))
        }
        guard Set(guardrails.map(\.name)).count == guardrails.count else {
            throw try input["guardrails"].problem("no two guardrails have the same name")
        }
        let experiment = Experiment(
            primary: try primary.interval, good: rule == "lower>0" ? .higher : .lower,
            guardrails: guardrails, sampleRatioP: try input.optional("srm_p")?.share,
            isVetoed: try input.optional("veto")?.flag ?? false)
        var answer: [(name: String, value: ExactJSON)] = [
            ("primary_pass", .bool(experiment.isPrimarySuperior))
        ]
        for (guardrail, name) in zip(guardrails, shortNames(guardrails.map(\.name))) {
            answer.append(("\(name)_noninferior", .bool(guardrail.isNonInferior)))
            answer.append(("\(name)_harm_proven", .bool(guardrail.isHarmProven)))
        }
        answer.append(("decision", .string(experiment.decision.rawValue)))
        return answer
    }

    /// `identity` of `identity_fit`, where no other begins so; else the whole name.
    private static func shortNames(_ names: [String]) -> [String] {
        func first(_ name: String) -> Substring { name.prefix { $0 != "_" } }
        return names.map { name in
            names.count { first($0) == first(name) } == 1 ? String(first(name)) : name
        }
    }
}

extension MeasureInput {
    /// Above 0 and below 1.
    var strictShare: Double {
        get throws(MeasureProblem) {
            let number = try number
            guard number > 0, number < 1 else {
                throw problem("\(value.shown) must be above 0 and below 1")
            }
            return number
        }
    }

    /// One answer, or a list of answers to a list of cases: where their fields may differ.
    func eachAlone(
        _ work: (MeasureInput) throws(MeasureProblem) -> [(name: String, value: ExactJSON)]
    ) throws(MeasureProblem) -> ExactJSON {
        guard isList else { return .object(try work(self)) }
        let cases = try items
        guard !cases.isEmpty else { throw problem("at least one case belongs here") }
        var answers: [ExactJSON] = []
        for item in cases { answers.append(.object(try work(item))) }
        return .array(answers)
    }

    /// The numbers as fields, each of which must be a number.
    func finite(
        _ fields: [(name: String, value: Double)]
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        if let bad = fields.first(where: { !$0.value.isFinite }) {
            throw problem("\(bad.name) is too large for a number: check the inputs")
        }
        return fields.map { ($0.name, ExactJSON($0.value)) }
    }

    /// x1 of n1 and x2 of n2.
    fileprivate var arms: TwoProportions {
        get throws(MeasureProblem) {
            let (x1, n1) = (try self["x1"].count, try self["n1"].count)
            let (x2, n2) = (try self["x2"].count, try self["n2"].count)
            guard n1 > 0 else { throw try self["n1"].problem("an arm has at least 1 person") }
            guard n2 > 0 else { throw try self["n2"].problem("an arm has at least 1 person") }
            guard x1 <= n1 else { throw try self["x1"].problem("at most \(n1), as many as n1") }
            guard x2 <= n2 else { throw try self["x2"].problem("at most \(n2), as many as n2") }
            guard
                let arms = TwoProportions(
                    successes1: Double(x1), of: Double(n1), successes2: Double(x2), of: Double(n2))
            else { throw problem("these are no two arms") }
            return arms
        }
    }

    /// Of a confidence of two sides.
    fileprivate var standardErrors: Double {
        get throws(MeasureProblem) {
            guard let confidence = optional("conf") else { return StandardNormal.z95 }
            return -StandardNormal.quantile((1 - (try confidence.strictShare)) / 2)
        }
    }

    /// From ci_low to ci_high.
    fileprivate var interval: Interval {
        get throws(MeasureProblem) {
            let (low, high) = (try self["ci_low"].number, try self["ci_high"].number)
            guard low <= high else {
                throw try self["ci_high"].problem("this must not be below ci_low")
            }
            return Interval(low, high)
        }
    }

    fileprivate var direction: GoodDirection {
        get throws(MeasureProblem) {
            guard let said = optional("direction") else { return .higher }
            switch try said.text {
            case "higher is better": return .higher
            case "lower is better": return .lower
            default: throw said.problem("say \"higher is better\" or \"lower is better\"")
            }
        }
    }
}

extension Interval {
    fileprivate var json: ExactJSON { ExactJSON([low, high]) }
}
