import ExactJSON
import Measures

extension Measure {
    static let expectations: [Measure] = [
        levelFilter, steadyGain, irregularFilter, discountedBeta, expectationFit, twoExpectations,
        personExpectation, expectationPrior,
    ]

    private static let levelFilter = Measure(
        "kalman-local-level-filter-exact-diffuse-start",
        formula: "first: mean = y, var = R; then P- = P + Q; K = P-/(P-+R); "
            + "mean += K(y - mean); P = (1-K)P-; missing (null): only P grows",
        units: "series one a step; filtered values by place from 1; q = Q/R",
        source: "Durbin & Koopman 2012, Time Series Analysis by State Space Methods, 2.2 and 2.9"
    ) { (input) throws(MeasureProblem) in
        let noise = try input["sigma2_obs"].positive
        let drift = try input["sigma2_state"].notBelowZero
        let filter = ExpectationFilter(observationVariance: noise, driftVariancePerDay: drift)
        let series = try input["series"].numbersOrMissing
        var means: [(name: String, value: ExactJSON)] = []
        var variances = means
        var last: Expectation?
        for (place, experience) in series.enumerated() {
            switch (last, experience) {
            case (nil, nil): continue
            case (nil, .some(let y)): last = filter.first(y)
            case (.some(let before), nil): last = filter.waited(before, days: 1)
            case (.some(let before), .some(let y)):
                last = filter.met(y, after: 1, since: before).expectation
            }
            guard let last else { continue }
            means.append(("\(place + 1)", try input.answer(last.mean)))
            variances.append(("\(place + 1)", try input.answer(last.variance)))
        }
        guard last != nil else {
            throw input.problem("\"series\" needs at least one number that is not missing")
        }
        return .object([
            ("filtered_mean", .object(means)), ("filtered_var", .object(variances)),
            ("steady_state_gain", try input.answer(filter.steadyGain)),
            ("q", try input.answer(drift / noise)),
        ])
    }

    private static let steadyGain = Measure(
        "steady-state-kalman-gain-equals-ewma-weight",
        formula: "alpha = (-q + sqrt(q^2 + 4q))/2",
        units: "q = drift variance a step over noise variance; alpha 0...1",
        source: "Muth 1960, Journal of the American Statistical Association 55:299-306"
    ) { (input) throws(MeasureProblem) in
        var gains: [ExactJSON] = []
        let ratios = try input["q"]
        for ratio in ratios.isList ? try ratios.someItems : [ratios] {
            let gain = ExpectationFilter.steadyGain(signalToNoise: try ratio.notBelowZero)
            gains.append(try ratio.answer(gain))
        }
        return .object([("gain", ratios.isList ? .array(gains) : gains[0])])
    }

    private static let irregularFilter = Measure(
        "kalman-expectation-with-irregular-gaps-missing-occasions",
        formula: "P- = P + q dt; K = P-/(P-+R); mean += K(y - mean); P = (1-K)P-; missing y "
            + "(null): K = 0; obs_var_below, when given, is R where y < mean",
        units: "dt in days, y on its own scale, variances in its square",
        source: "Durbin & Koopman 2012, Time Series Analysis by State Space Methods, 2.2 and 2.7"
    ) { (input) throws(MeasureProblem) in
        let filter = ExpectationFilter(
            observationVariance: try input["obs_var"].positive,
            driftVariancePerDay: try input["drift_var_per_day"].notBelowZero,
            below: try input.optional("obs_var_below")?.positive)
        var last = Expectation(
            mean: try input["prior_mean"].number, variance: try input["prior_var"].notBelowZero)
        var steps: [ExactJSON] = []
        for item in try input["observations"].someItems {
            let days = try item["dt"].notBelowZero
            var gain = 0.0
            if try item["y"].isNull {
                last = filter.waited(last, days: days)
            } else {
                let step = filter.met(try item["y"].number, after: days, since: last)
                gain = step.gain
                last = step.expectation
            }
            steps.append(
                .object([
                    ("gain", try item.answer(gain)), ("mean", try item.answer(last.mean)),
                    ("var", try item.answer(last.variance)),
                ]))
        }
        return .object([("steps", .array(steps))])
    }

    private static let discountedBeta = Measure(
        "discounted-beta-bernoulli",
        formula: "a = a0 + lambda^dt (a - a0) + y; b = b0 + lambda^dt (b - b0) + 1 - y; "
            + "mean = a/(a+b)",
        units: "steps [days, outcome 0...1]; lambda_per_day 0...1",
        source: "West & Harrison 1997, Bayesian Forecasting and Dynamic Models, 14.3 (discount); "
            + "measures.md 1.9 (towards the prior)"
    ) { (input) throws(MeasureProblem) in
        let prior = try input["prior"].items
        guard prior.count == 2 else {
            throw try input["prior"].problem("two numbers belong here: alpha, beta")
        }
        var filter = DiscountedBeta(
            prior: BetaDistribution(a: try prior[0].positive, b: try prior[1].positive),
            keptPerDay: try input["lambda_per_day"].share)
        var states: [ExactJSON] = []
        for item in try input["steps"].someItems {
            let step = try item.items
            guard step.count == 2 else {
                throw item.problem("two numbers belong here: days, outcome")
            }
            filter.add(try step[1].share, after: try step[0].notBelowZero)
            states.append(
                .object([
                    ("alpha", try item.answer(filter.belief.a)),
                    ("beta", try item.answer(filter.belief.b)),
                    ("mean", try item.answer(filter.belief.mean)),
                ]))
        }
        return .object([("states", .array(states))])
    }
}
