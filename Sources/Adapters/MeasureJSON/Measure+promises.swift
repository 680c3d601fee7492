import ExactJSON
import Measures

extension Measure {
    static let promises: [Measure] = [
        wilson, wilsonSided, jeffreys, clusteredRate, keptBounds, newcombe, agrestiCaffo,
        keptPrior, unequalKeptPrior, promiseAdvice,
    ]

    private static let wilson = Measure(
        "wilson-95-interval",
        formula: "(p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2))/(1 + z^2/n), z of 1 - alpha/2",
        units: "kept of total in counts; [low, high] in shares; alpha 0.05 unless given",
        source: "Wilson 1927, Journal of the American Statistical Association 22:209-212",
        ofEach: { (input) throws(MeasureProblem) in
            let (kept, total) = try share(input, "kept", of: "total")
            let z = try StandardNormal.quantile(1 - input.alpha / 2)
            let interval = wilsonInterval(successes: kept, of: total, z: z)
            return [("intervals", try input.answer(interval))]
        })

    private static let wilsonSided = Measure(
        "wilson-interval-100-200-two-sided-and",
        formula: "two sides: z of 1 - alpha/2; one side: z of 1 - alpha, and 0 or 1 at the other",
        units: "kept of total in counts; [low, high] in shares",
        source: "Wilson 1927, Journal of the American Statistical Association 22:209-212",
        ofEach: { (input) throws(MeasureProblem) in
            let (kept, total) = try share(input, "kept", of: "total")
            let alpha = try input.alpha
            let both = wilsonInterval(
                successes: kept, of: total, z: StandardNormal.quantile(1 - alpha / 2))
            // An alpha above one half would turn the sides about.
            let z = max(0, StandardNormal.quantile(1 - alpha))
            let one = wilsonInterval(successes: kept, of: total, z: z)
            return [
                ("two_sided", try input.answer(both)),
                ("upper_only", try input.answer(Interval(0, one.high))),
                ("lower_only", try input.answer(Interval(one.low, 1))),
            ]
        })

    private static let jeffreys = Measure(
        "jeffreys-interval-posterior-equal-tails",
        formula: "alpha/2 and 1 - alpha/2 quantiles of Beta(k + 1/2, n - k + 1/2); low 0 at "
            + "k = 0, high 1 at k = n",
        units: "kept of total in counts; [low, high] in shares; alpha 0.05 unless given",
        source: "Brown, Cai & DasGupta 2001, Statistical Science 16:101-133",
        ofEach: { (input) throws(MeasureProblem) in
            let (kept, total) = try share(input, "kept", of: "total")
            let interval = jeffreysInterval(
                successes: kept, of: total, alpha: try input.alpha)
            return [("intervals", try input.answer(interval))]
        })

    private static let clusteredRate = Measure(
        "promise-kept-rate-with-person-clusters",
        formula: "p = sum k/sum n; se = sqrt(N/(N-1) sum(k - pn)^2)/sum n; naive "
            + "sqrt(p(1-p)/sum n); design effect (se/naive)^2",
        units: "kept and due by person, counts; rate and se in shares",
        source: "Cochran 1977, Sampling Techniques, 6.4 and 9A"
    ) { (input) throws(MeasureProblem) in
        let kept = try input["kept"].items
        let due = try input["due"].items
        guard kept.count == due.count else {
            throw input.problem("\"kept\" and \"due\" need as many people each")
        }
        var people: [(kept: Double, due: Double)] = []
        for (one, other) in zip(kept, due) {
            let most = try other.notBelowZero
            people.append((try one.number(in: 0...most), most))
        }
        guard let rate = ClusteredRate(people) else {
            throw input.problem("at least two people are needed, and one promise that is due")
        }
        guard let effect = rate.designEffect else {
            throw input.problem(
                "all were kept, or none: there is no spread, so use wilson-95-interval")
        }
        return .object([
            ("rate", try input.answer(rate.rate)),
            ("se_cluster", try input.answer(rate.standardError)),
            ("se_naive", try input.answer(rate.naiveStandardError)),
            ("design_effect", try input.answer(effect)),
        ])
    }

    private static let keptBounds = Measure(
        "bounds-with-pending-overdue-unknown-promises",
        formula: "due = kept + broken + overdue_unknown; [kept, kept + overdue_unknown]/due",
        units: "counts in; shares of the promises that are due; excluded counts those not yet due",
        source: "Manski 1989, Journal of Human Resources 24:343-360",
        ofEach: { (input) throws(MeasureProblem) in
            let bounds = KeptBounds(
                kept: try input["kept"].notBelowZero, broken: try input["broken"].notBelowZero,
                overdueUnknown: try input["overdue_unknown"].notBelowZero)
            guard let bounds else { throw input.problem("no promise is due, so there is no rate") }
            return [
                ("lower", try input.answer(bounds.lower)),
                ("upper", try input.answer(bounds.upper)),
                ("excluded", ExactJSON(try input["not_yet_due"].count)),
            ]
        })

    private static let newcombe = Measure(
        "difference-of-two-proportions-newcombe-hybrid-score",
        formula: "d = p1 - p2; [d - hypot(p1 - l1, u2 - p2), d + hypot(u1 - p1, p2 - l2)], l and "
            + "u Wilson's",
        units: "k of n in counts; difference of shares, -1...1",
        source: "Newcombe 1998, Statistics in Medicine 17:873-890, method 10",
        ofEach: { (input) throws(MeasureProblem) in
            let groups = try groups(input)
            return [
                ("diff", try input.answer(groups.difference)),
                ("ci95", try input.answer(groups.newcombe())),
            ]
        })

    private static let agrestiCaffo = Measure(
        "difference-of-two-proportions",
        formula: "Wald: d -+ z sqrt(p1 q1/n1 + p2 q2/n2); Agresti-Caffo: the same with "
            + "(k+1)/(n+2), held to -1...1",
        units: "k of n in counts; difference of shares; 95 %",
        source: "Agresti & Caffo 2000, The American Statistician 54:280-288",
        ofEach: { (input) throws(MeasureProblem) in
            let groups = try groups(input)
            return [
                ("diff", try input.answer(groups.difference)),
                ("agresti_caffo", try input.answer(groups.agrestiCaffo())),
                ("wald", try input.answer(groups.wald())),
            ]
        })

    private static let keptPrior = Measure(
        "beta-binomial-empirical-bayes-prior-by-moments",
        formula: "M = (m(1-m) - s2)/(s2 - m(1-m)/n); a = mM, b = (1-m)M; posterior "
            + "(a + x)/(M + n); weight n/(n+M); everyone m when M <= 0 or s2 <= m(1-m)/n",
        units: "successes by person of n each; shares; prior_strength in trials, null with "
            + "alpha and beta when complete_pooling",
        source: "Kleinman 1973, Journal of the American Statistical Association 68:46-54"
    ) { (input) throws(MeasureProblem) in
        let count = try input["n"].positive
        var kept: [Double] = []
        for item in try input["successes"].items { kept.append(try item.number(in: 0...count)) }
        guard let prior = KeptPrior(kept: kept, ofEach: count) else {
            throw try input["successes"].problem("at least two people belong here")
        }
        var strength = (ExactJSON.null, ExactJSON.null, ExactJSON.null)
        if let beta = prior.distribution {
            strength = (
                try input.answer(beta.a + beta.b), try input.answer(beta.a),
                try input.answer(beta.b)
            )
        }
        let posteriors = kept.map { prior.estimate(kept: $0, of: count) }
        return .object([
            ("mean", try input.answer(prior.mean)),
            ("sample_var", try input.answer(prior.variance)),
            ("prior_strength", strength.0), ("alpha", strength.1), ("beta", strength.2),
            ("complete_pooling", .bool(prior.strength == nil)),
            ("posterior_first", try input.answer(posteriors[0])),
            ("posterior_last", try input.answer(posteriors[posteriors.count - 1])),
            ("posterior", try input.answer(posteriors)),
            ("shrink_weight_on_data", try input.answer(prior.weightOnOwn)),
        ])
    }

    private static func share(
        _ input: MeasureInput, _ kept: String, of total: String
    ) throws(MeasureProblem) -> (Double, Double) {
        let all = try input[total].positive
        return (try input[kept].number(in: 0...all), all)
    }

    private static func groups(_ input: MeasureInput) throws(MeasureProblem) -> RateDifference {
        let first = try share(input, "k1", of: "n1")
        let second = try share(input, "k2", of: "n2")
        return RateDifference(first: (first.0, first.1), second: (second.0, second.1))
    }
}
