import ExactJSON
import Measures

extension Measure {
    /// How much there is to gain by meeting a wish better: measures.md 1.7.
    static let opportunity: [Measure] = [
        score("opportunity-score"),
        score("opportunity-score-satisfaction-above-importance-is-floored"),
        score("opportunity-score-03"),
        expectedMax, ofPeople, ofAnswers,
    ]

    private static let ulwick = "Ulwick 2002, Harvard Business Review 80(1):91-97"
    private static let scale = 0.0...10.0

    private static func score(_ name: String) -> Measure {
        Measure(
            name, formula: "O = I + max(I - S, 0); sd given: less E[max] - max(I - S, 0)",
            units: "0…20, of importance and satisfaction 0…10; sd of I - S", source: ulwick,
            ofEach: { (input) throws(MeasureProblem) in
                let importance = try input["importance"].number(in: scale)
                let satisfaction = try input["satisfaction"].number(in: scale)
                let error = try input.numberIfThere("sd", in: 0...1_000) ?? 0
                let corrected = opportunityWithoutNoise(
                    importance: importance, satisfaction: satisfaction, deviation: error)
                let score = opportunityScore(importance: importance, satisfaction: satisfaction)
                return [
                    ("score", try input.answer(score)),
                    ("without_noise", try input.answer(corrected ?? score)),
                ]
            })
    }

    private static let expectedMax = Measure(
        "expected-value-of-max-under-gaussian-error",
        formula: "E[max(D, 0)] = delta Phi(delta/sd) + sd phi(delta/sd)",
        units: "points, as delta; bias = E[max(D, 0)] - max(delta, 0)",
        source: "Clark 1961, Operations Research 9:145-162",
        ofEach: { (input) throws(MeasureProblem) in
            let delta = try input["delta"].number
            let expected = expectedPositivePart(
                mean: delta, deviation: try input["sd"].number(in: 0...1e300))
            let found = try input.demand(expected, or: "\"sd\" must not be below 0")
            return [
                ("expected_max", try input.answer(found)),
                ("bias", try input.answer(found - max(delta, 0))),
            ]
        })

    /// Who told only one of the two is there with a null.
    private static func people(
        _ name: String, of input: MeasureInput, in range: ClosedRange<Double>
    ) throws(MeasureProblem) -> [(importance: Double?, satisfaction: Double?)] {
        var people: [(importance: Double?, satisfaction: Double?)] = []
        for item in try input[name].items {
            guard case .object = item.value else {
                throw item.problem(
                    "an object with \"importance\" and \"satisfaction\" belongs here")
            }
            people.append(
                (
                    try item.numberIfThere("importance", in: range),
                    try item.numberIfThere("satisfaction", in: range)
                ))
        }
        return people
    }

    private static let ofPeople = Measure(
        "average-hides-people",
        formula: "score of mean = O(mean I, mean S); mean of scores = mean of O(I, S)",
        units: "0…20; the interval is of the mean of scores, 95 %, people drawn again",
        source: ulwick + "; Efron 1979, Annals of Statistics 7:1-26 (interval); measures.md 1.7",
        computing: { (input) throws(MeasureProblem) in
            let people = try people("people", of: input, in: scale)
            let found = try input.demand(
                OpportunityOfPeople(people), or: "nobody told both importance and satisfaction")
            return .object([
                ("score_of_mean", try input.answer(found.scoreOfMean)),
                ("mean_of_scores", try input.answer(found.meanOfScores)),
                ("interval95", try input.answer(found.interval)), ("n", ExactJSON(found.count)),
                ("coverage", try input.answer(found.coverage)),
            ])
        })

    private static let ofAnswers = Measure(
        "opportunity-of-answers",
        formula: "I, S = 10 x share who answered 4 or 5; O = I + max(I - S, 0)",
        units: "0…20, of answers 1…5; Wilson's intervals by ten",
        source: "Ulwick 2005, What Customers Want, McGraw-Hill",
        computing: { (input) throws(MeasureProblem) in
            let people = try people("answers", of: input, in: 1...5)
            let found = try input.demand(
                OpportunityOfAnswers(people), or: "nobody answered both")
            return .object([
                ("score", try input.answer(found.score)),
                ("importance", try input.answer(found.importance)),
                ("satisfaction", try input.answer(found.satisfaction)),
                ("importance_wilson95", try input.answer(found.importanceInterval)),
                ("satisfaction_wilson95", try input.answer(found.satisfactionInterval)),
                ("n", ExactJSON(found.count)),
            ])
        })
}
