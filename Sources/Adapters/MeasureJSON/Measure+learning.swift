import ExactJSON
import Measures

extension Measure {
    static let learning: [Measure] = [
        jamesStein, randomEffects, powerLaw, powerFactors, gammaMean, learningLine,
        survivorship, sameWishIndex, logisticCurve,
    ]

    private static let powerLaw = Measure(
        "power-law-learning-rate",
        formula: "value = first n^exponent; exponent = log2(learning_rate)",
        units: "value in the unit of first; of a population, never of one person",
        source: "Wright 1936, Journal of the Aeronautical Sciences 3:122-128"
    ) { (input) throws(MeasureProblem) in
        let law = PowerLaw(
            first: try input["first"].number, rate: try input["learning_rate"].positive)
        var values: [Double] = []
        for count in try input["n"].someItems { values.append(law.value(at: try count.positive)) }
        return .object([
            ("value", try input.answer(values)), ("exponent", try input.answer(law.exponent)),
        ])
    }

    private static let powerFactors = Measure(
        "unit-learning-curve-factors",
        formula: "factor = n^(log2 L)",
        units: "the nth over the first; L what a doubling leaves",
        source: "Stevenson, Operations Management, table 7S.1; Wright 1936, Journal of the "
            + "Aeronautical Sciences 3:122-128",
        ofEach: { (input) throws(MeasureProblem) in
            let law = PowerLaw(first: 1, rate: try input["L"].positive)
            return [("factor", try input.answer(law.value(at: try input["n"].positive)))]
        })

    private static let gammaMean = Measure(
        "averaging-individual-exponential-curves-with-gamma-rates",
        formula: "E exp(-l n) = (b/(b+n))^a with l ~ Gamma(shape a, rate b)",
        units: "share of the first value, 0...1; n not below 0",
        source: "Murre & Chessa 2011, Psychonomic Bulletin & Review 18:592-597"
    ) { (input) throws(MeasureProblem) in
        let shape = try input["shape"].positive
        let rate = try input["rate"].positive
        var means: [Double] = []
        for count in try input["n"].someItems {
            means.append(meanOfExponentials(shape: shape, rate: rate, at: try count.notBelowZero))
        }
        return .object([("population_mean", try input.answer(means))])
    }

    private static let logisticCurve = Measure(
        "logistic-learning-curve",
        formula: "s(n) = 1/(1 + exp(-(beta0 + beta log2 n))); odds ratio exp(beta)",
        units: "sacrifice 0...1 at the nth occasion; beta a doubling, below 0 when it falls",
        source: "measures.md 1.11; Papke & Wooldridge 1996, Journal of Applied Econometrics "
            + "11:619-632"
    ) { (input) throws(MeasureProblem) in
        let curve = LogisticLearning(
            line: LearningLine(
                level: try input["beta0"].number,
                perDoubling: try input["beta_per_doubling"].number))
        var values: [Double] = []
        for occasion in try input["n"].someItems {
            values.append(curve.sacrifice(at: try occasion.positive))
        }
        return .object([
            ("sacrifice", try input.answer(values)),
            ("odds_ratio_per_doubling", try input.answer(curve.oddsPerDoubling)),
        ])
    }

    // MARK: One person

    private static let learningLine = Measure(
        "hierarchical-shrinkage-of-a-person-learning-curve",
        formula: "ols of s on [1, log2 n]; V = sigma^2 (X'X)^-1; shrunk = m + S(S+V)^-1(ols - m); "
            + "cov = (S^-1 + V^-1)^-1; P = Phi(-slope/sd)",
        units: "[level at the first occasion, change a doubling]; sacrifice 0...1; learning when "
            + "P >= 0.95",
        source: "Lindley & Smith 1972, Journal of the Royal Statistical Society B 34:1-41"
    ) { (input) throws(MeasureProblem) in
        let sigma = try input["sigma"].positive
        let population = try population(input)
        let own = try learned(input, from: population, sigma: sigma)
        var answer: [(name: String, value: ExactJSON)] = [
            ("ols", own.ols), ("shrunk", own.shrunk), ("posterior_sd_slope", own.deviation),
            ("prob_slope_negative", own.chance), ("learning", own.isLearning),
        ]
        if let second = input.optional("second_person") {
            let other = try learned(second, from: population, sigma: sigma)
            answer += [
                ("second_ols", other.ols), ("second_shrunk", other.shrunk),
                ("second_sd_slope", other.deviation), ("second_prob_negative", other.chance),
                ("second_learning", other.isLearning),
            ]
        }
        return .object(answer)
    }

    private static func population(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> LearningBelief {
        let mean = try input["population_mean"].numbers
        let place = try input["population_cov"]
        var rows: [[Double]] = []
        for row in try place.items { rows.append(try row.numbers) }
        guard mean.count == 2 else {
            throw try input["population_mean"].problem("two numbers belong here: level, change")
        }
        guard rows.count == 2, rows.allSatisfy({ $0.count == 2 }) else {
            throw place.problem("two rows of two numbers belong here")
        }
        let (level, slope, both) = (rows[0][0], rows[1][1], rows[0][1])
        // Compared with a share of its own size, for the products are rounded.
        guard both == rows[1][0], level >= 0, slope >= 0,
            both * both <= level * slope * (1 + 1e-12)
        else { throw place.problem("must be symmetric, with no variance below 0") }
        return LearningBelief(
            mean: LearningLine(level: mean[0], perDoubling: mean[1]), levelVariance: level,
            slopeVariance: slope, covariance: both)
    }

    private struct Learned {
        let ols: ExactJSON
        let shrunk: ExactJSON
        let deviation: ExactJSON
        let chance: ExactJSON
        let isLearning: ExactJSON
    }

    private static func learned(
        _ person: MeasureInput, from population: LearningBelief, sigma: Double
    ) throws(MeasureProblem) -> Learned {
        let occasions = try person["n"].items
        let sacrifices = try person["sacrifice"].items
        guard occasions.count == sacrifices.count else {
            throw person.problem("\"n\" and \"sacrifice\" need as many values each")
        }
        var points: [LearningPoint] = []
        for (occasion, sacrifice) in zip(occasions, sacrifices) {
            let place = try occasion.number
            guard place >= 1 else { throw occasion.problem("an occasion is 1 or more") }
            points.append(LearningPoint(occasion: place, sacrifice: try sacrifice.share))
        }
        guard let line = LearningLine(points) else {
            throw person.problem("at least two different occasions are needed for a line")
        }
        var belief = population
        for point in points { belief.add(point, noiseVariance: sigma * sigma) }
        return Learned(
            ols: try person.answer([line.level, line.perDoubling]),
            shrunk: try person.answer([belief.mean.level, belief.mean.perDoubling]),
            deviation: try person.answer(belief.slopeDeviation),
            chance: try person.answer(belief.chanceOfFalling),
            isLearning: .bool(belief.isLearning))
    }
}
