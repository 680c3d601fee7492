import ExactJSON
import Measures

/// measures.md 1.9: how fast expectations move, and the two of them side by side.
extension Measure {
    static let expectationFit = Measure(
        "expectation-variances-by-innovation-likelihood",
        formula: "max over q, R of sum -(ln(2 pi F) + v^2/F)/2 after each person's first y (mean = "
            + "y, P = R); v = y - mean, F = P + q dt + R; interval: 2(max - profile) <= 3.84",
        units:
            "people: lists of {dt days, y}, y null where nothing was answered; R in y squared, q "
            + "in y squared a day; chance_without_drift 0...1, half a chi squared with 1 degree",
        source: "Durbin & Koopman 2012, Time Series Analysis by State Space Methods, 2.10; Self & "
            + "Liang 1987, J. Am. Stat. Assoc. 82:605-610"
    ) { (input) throws(MeasureProblem) in
        let place = try input["people"]
        var people: [[(days: Double, experience: Double?)]] = []
        for person in try place.someItems {
            var occasions: [(days: Double, experience: Double?)] = []
            for item in try person.items { occasions.append(try occasion(item)) }
            people.append(occasions)
        }
        guard let fit = ExpectationFit(people) else {
            throw place.problem(
                "two experiences or more must follow on somebody's first, not all the same")
        }
        let gains = [fit.signalToNoise.low, fit.signalToNoise.high].map {
            $0.isFinite ? ExpectationFilter.steadyGain(signalToNoise: $0) : 1
        }
        return .object([
            ("obs_var", try input.answer(fit.observationVariance)),
            ("drift_var_per_day", try input.answer(fit.driftVariancePerDay)),
            ("loglik", try input.answer(fit.logLikelihood)),
            ("loglik_without_drift", try input.answer(fit.logLikelihoodWithoutDrift)),
            ("chance_without_drift", try input.answer(fit.chanceWithoutDrift)),
            ("steady_gain", try input.answer(fit.filter.steadyGain)),
            ("steady_gain_ci95", try input.answer(gains)),
            ("n", ExactJSON(fit.count)),
        ])
    }

    /// A number alone is one a day after the one before.
    private static func occasion(
        _ item: MeasureInput
    ) throws(MeasureProblem) -> (days: Double, experience: Double?) {
        let most = 1e60
        guard case .object = item.value else {
            return (1, item.isNull ? nil : try item.number(in: -most...most))
        }
        let days = try item["dt"].number(in: 0...1e9)
        return (days, try item["y"].isNull ? nil : try item["y"].number(in: -most...most))
    }

    static let twoExpectations = Measure(
        "will-and-should-expectations",
        formula: "experience: gap_will = y - will, gap_should = y - should, then will += K(y - "
            + "will); promise, competitor: should += K(y - should); P- = P + q dt for both",
        units: "events {dt days, kind, y}; will and should: {prior_mean, prior_var, obs_var, "
            + "drift_var_per_day}; gaps null unless experienced; the two are never netted",
        source: "Boulding, Kalra, Staelin & Zeithaml 1993, J. Marketing Research 30:7-27"
    ) { (input) throws(MeasureProblem) in
        let will = try filter(input["will"])
        let should = try filter(input["should"])
        var both = TwoExpectations(
            will: will.start, movedBy: will.filter, should: should.start, movedBy: should.filter)
        var steps: [ExactJSON] = []
        for item in try input["events"].someItems {
            let kind = try item["kind"]
            guard let event = ExpectationEvent(rawValue: try kind.text) else {
                throw kind.problem("experience, promise or competitor belongs here")
            }
            let gaps = both.add(
                event, try item["y"].number(in: -1e60...1e60),
                after: try item["dt"].number(in: 0...1e9))
            steps.append(
                .object([
                    ("gap_will", try item.answer(orUnknown: gaps?.will)),
                    ("gap_should", try item.answer(orUnknown: gaps?.should)),
                    ("will_mean", try item.answer(both.will.mean)),
                    ("will_var", try item.answer(both.will.variance)),
                    ("should_mean", try item.answer(both.should.mean)),
                    ("should_var", try item.answer(both.should.variance)),
                ]))
        }
        return .object([("steps", .array(steps))])
    }

    private static func filter(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> (start: Expectation, filter: ExpectationFilter) {
        let most = 1e60
        return (
            Expectation(
                mean: try input["prior_mean"].number(in: -most...most),
                variance: try input["prior_var"].number(in: 0...most)),
            ExpectationFilter(
                observationVariance: try input["obs_var"].number(in: 1e-60...most),
                driftVariancePerDay: try input["drift_var_per_day"].number(in: 0...most))
        )
    }
}
