import ExactJSON
import Measures

/// measures.md 1.14: tests that may be looked at as often as liked, and one that may not.
extension Measure {
    static let sequential: [Measure] = [
        peeking, oneSample, twoSamples, radius, anytime,
    ]

    private static let peeking = Measure(
        "false-positive-rate-of-peeking-k-times",
        formula: "1 - P(|S_k| <= z_(1-alpha/2) sqrt(k) for every look k), by Gauss-Legendre "
            + "integration of the density of S_k look by look",
        units: "looks: 1…500, after equal groups of people; alpha of one look; type1 in 0…1",
        source: "Armitage, McPherson & Rowe 1969, J. R. Stat. Soc. A 132:235",
        ofEach: { (input) throws(MeasureProblem) in
            let alpha = try input["alpha"].number(in: 1e-9...0.999_999)
            var looks: [Int] = []
            for item in try input["looks"].items {
                _ = try item.number(in: 1...Double(peekingLookMax))
                looks.append(try item.integer)
            }
            let chances = peekingFalsePositives(looks: looks.max() ?? 0, alpha: alpha)
            return [("type1", ExactJSON(looks.map { chances[$0 - 1] }))]
        })

    private static let oneSample = Measure(
        "msprt-one-sample-normal",
        formula: "L_n = sqrt(s2/(s2+n t2)) exp(n^2 t2 (mean - theta0)^2 / (2 s2 (s2+n t2))); "
            + "p_n = min(p_(n-1), 1/L_n)",
        units: "x observations in their order; sigma2, tau2 variances of one observation and of "
            + "the mixture; p holds at every n at once",
        source: "Robbins 1970, Ann. Math. Stat. 41:1397; Johari, Koomen, Pekelis & Walsh 2022, "
            + "Oper. Res. 70:1806",
        computing: { (input) throws(MeasureProblem) in
            try input.eachAlone(path)
        })

    private static func path(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        var run = MixtureRun(
            MixtureTest(
                variance: try input["sigma2"].variance, mixtureVariance: try input["tau2"].variance),
            supposed: try input.optional("theta0")?.number(in: -1e100...1e100) ?? 0)
        var (ratios, values): ([Double], [Double]) = ([], [])
        for item in try input["x"].items {
            run.take(try item.number(in: -1e100...1e100))
            ratios.append(run.ratio)
            values.append(run.p.value)
        }
        return [("lambda_path", ExactJSON(ratios)), ("p_always_valid", ExactJSON(values))]
    }

    private static let twoSamples = Measure(
        "msprt-two-sample-normal-and-bernoulli",
        formula: "L = sqrt(V/(V+n t2)) exp(n^2 t2 (diff - theta0)^2 / (2 V (V+n t2))); "
            + "V = 2 sigma2, or pa(1-pa) + pb(1-pb) with diff = pb - pa; p = min(1, 1/L)",
        units: "n people in each arm; tau2 the variance of the mixture, not its root",
        source: "Johari, Koomen, Pekelis & Walsh 2022, Oper. Res. 70:1806",
        computing: { (input) throws(MeasureProblem) in try input.eachAlone(pair) })

    private static func pair(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        guard input.optional("normal") != nil || input.optional("bernoulli") != nil else {
            throw input.problem("\"normal\", \"bernoulli\" or both belong here")
        }
        var answer: [(name: String, value: ExactJSON)] = []
        if let normal = input.optional("normal") {
            let test = MixtureTest.twoSample(
                variance: try normal["sigma2"].variance,
                mixtureVariance: try normal["tau2"].variance)
            let difference = try normal["diff"].number(in: -1e100...1e100)
            answer += try looked(at: normal, test, difference, named: "normal")
        }
        if let rates = input.optional("bernoulli") {
            let (rateA, rateB) = (try rates["pa"].share, try rates["pb"].share)
            guard
                let test = MixtureTest.rates(
                    rateA, rateB, mixtureVariance: try rates["tau2"].variance)
            else { throw rates.problem("neither rate varies: one must be above 0 and below 1") }
            answer += try looked(at: rates, test, rateB - rateA, named: "bernoulli")
        }
        return answer
    }

    private static func looked(
        at input: MeasureInput, _ test: MixtureTest, _ difference: Double, named name: String
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        let supposed = try input.optional("theta0")?.number(in: -1e100...1e100) ?? 0
        let ratio = test.ratio(
            count: Double(try input["n_per_arm"].people), distance: difference - supposed)
        var p = AlwaysValidP()
        p.take(ratio: ratio)
        return [("\(name)_lambda", ExactJSON(ratio)), ("\(name)_p", ExactJSON(p.value))]
    }

    private static let radius = Measure(
        "confidence-sequence-radius",
        formula: "sqrt(2 s2 (s2+n t2) / (n^2 t2) ln(sqrt((s2+n t2)/s2) / alpha)); fixed: "
            + "z_(1-alpha/2) sqrt(s2/n)",
        units: "half a width around the mean, in its unit; holds at every n at once",
        source: "Robbins 1970, Ann. Math. Stat. 41:1397; Waudby-Smith, Arbour, Sinha, Kennedy & "
            + "Ramdas 2024, Ann. Stat. 52:2613",
        ofEach: { (input) throws(MeasureProblem) in
            let test = MixtureTest(
                variance: try input["sigma2"].variance, mixtureVariance: try input["tau2"].variance)
            let count = Double(try input["n"].people)
            let alpha = try input["alpha"].strictShare
            return try input.finite([
                ("radius", test.radius(count: count, alpha: alpha)),
                ("fixed_n_radius", test.fixedRadius(count: count, alpha: alpha)),
            ])
        })

    private static let anytime = Measure(
        "anytime-valid-interval-for-a-promise-kept",
        formula: "{p: B(k+1, n-k+1) / (p^k (1-p)^(n-k)) <= 1/alpha}",
        units: "kept of total; an interval of the rate that holds at every total at once; wilson "
            + "holds at one fixed before",
        source: "Robbins 1970, Ann. Math. Stat. 41:1397; Wilson 1927, JASA 22:209",
        ofEach: { (input) throws(MeasureProblem) in
            let (kept, total) = (try input["kept"].count, try input["total"].people)
            let alpha = try input.optional("alpha")?.strictShare ?? 0.05
            guard kept <= total else {
                throw try input["kept"].problem("at most \(total), as many as there were")
            }
            let interval = anytimeInterval(
                successes: Double(kept), of: Double(total), alpha: alpha)
            let wilson = wilsonInterval(
                successes: Double(kept), of: Double(total),
                z: -StandardNormal.quantile(alpha / 2))
            return [
                ("interval", ExactJSON([interval.low, interval.high])),
                ("wilson", ExactJSON([wilson.low, wilson.high])),
            ]
        })
}

extension MeasureInput {
    /// A count of at least 1.
    var people: Int {
        get throws(MeasureProblem) {
            let count = try count
            guard count >= 1 else { throw problem("at least 1 belongs here") }
            return count
        }
    }

    /// Within what arithmetic bears.
    fileprivate var variance: Double {
        get throws(MeasureProblem) { try number(in: 1e-100...1e100) }
    }
}
