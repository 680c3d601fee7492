import ExactJSON
import Measures

/// What one person expects, as a house folds it, and what somebody new starts from.
extension Measure {
    /// In days since 1970, and as far as a day has whole milliseconds.
    private static let dayMax = 1e6
    private static let dayLength = 86_400_000.0

    static let personExpectation = Measure(
        "expectation-course-of-a-person",
        formula: "expects: will = y, P = R; deserves: should = y, P = R; met: will += K(y - will); "
            + "promised: should += K(y - should); between: P += q dt; gaps of what is met: y less "
            + "either as it was; drift: |now - 90 days ago|/sqrt(P + P'), alarm > 3",
        units: "heard: list of {day, kind, y 0...1}; R 0.02, q 0.0002 a day; will, should and gaps "
            + "to the millionth; gaps and drift null when nothing was heard before",
        source: "Boulding, Kalra, Staelin & Zeithaml 1993, J. Marketing Research 30:7-27; "
            + "measures.md 1.9"
    ) { (input) throws(MeasureProblem) in
        let place = try input["heard"]
        var heard: [ExpectationHeard] = []
        for item in try place.someItems { heard.append(try heardThing(item)) }
        let course = PersonExpectation(
            heard, will: try prior(input.optional("prior_will")),
            should: try prior(input.optional("prior_should")))
        var at = heard.map(\.at).max() ?? 0
        if let day = input.optional("at_day") { at = try moment(day) }
        var steps: [ExactJSON] = []
        for moment in course.moments {
            steps.append(
                .object([
                    ("will", try place.answer(share(moment.will.level))),
                    ("should", try place.answer(share(moment.should.level))),
                    ("gap_will", try place.answer(orUnknown: moment.gapToWill.map(share))),
                    ("gap_should", try place.answer(orUnknown: moment.gapToShould.map(share))),
                ]))
        }
        let (will, should) = (course.will(at: at), course.should(at: at))
        let (willDrift, shouldDrift) = (course.willDrift(at: at), course.shouldDrift(at: at))
        return .object([
            ("steps", .array(steps)),
            ("will", try place.answer(share(will.level))),
            ("will_sd", try place.answer(share(will.deviation))),
            ("will_n", ExactJSON(will.heardCount)),
            ("should", try place.answer(share(should.level))),
            ("should_sd", try place.answer(share(should.deviation))),
            ("should_n", ExactJSON(should.heardCount)),
            ("will_drift", try place.answer(orUnknown: willDrift?.deviations)),
            ("should_drift", try place.answer(orUnknown: shouldDrift?.deviations)),
        ])
    }

    static let expectationPrior = Measure(
        "expectation-prior-of-a-house",
        formula: "ten or more: mean = sum y/n, var = max(sum (y - mean)^2/(n - 1) - R, R/10); "
            + "fewer: mean 1/2, var 1/12",
        units: "first: what each person first expected, 0...1; own: of whom it is for, left out; "
            + "R 0.02",
        source: "Morris 1983, Journal of the American Statistical Association 78:47-55"
    ) { (input) throws(MeasureProblem) in
        var sums = ExpectationPrior()
        let place = try input["first"]
        for item in try place.items { sums.add(millionths(try item.share)) }
        var own: Int32?
        if let item = input.optional("own") {
            own = millionths(try item.share)
            var isThere = false
            for other in try place.items where millionths(try other.share) == own {
                isThere = true
            }
            guard isThere else { throw item.problem("it must be one of \"first\"") }
        }
        let prior = sums.expectation(without: own)
        return .object([
            ("mean", try place.answer(prior.mean)), ("var", try place.answer(prior.variance)),
            ("n", ExactJSON(sums.count - (own == nil ? 0 : 1))),
        ])
    }

    private static func heardThing(_ item: MeasureInput) throws(MeasureProblem) -> ExpectationHeard
    {
        let word = try item["kind"]
        guard let kind = ExpectationHeard.Kind(rawValue: try word.text) else {
            throw word.problem("expects, deserves, promised or met belongs here")
        }
        return ExpectationHeard(
            kind, millionths: millionths(try item["y"].share), at: try moment(item["day"]))
    }

    private static func moment(_ day: MeasureInput) throws(MeasureProblem) -> Int64 {
        Int64((try day.number(in: -dayMax...dayMax) * dayLength).rounded())
    }

    private static func prior(_ input: MeasureInput?) throws(MeasureProblem) -> Expectation {
        guard let input else { return .wide }
        return Expectation(
            mean: try input["mean"].share, variance: try input["var"].number(in: 1e-9...1e3))
    }

    private static func millionths(_ share: Double) -> Int32 {
        Int32((share * Double(HeldExpectation.whole)).rounded())
    }

    private static func share(_ millionths: Int32) -> Double {
        Double(millionths) / Double(HeldExpectation.whole)
    }
}
