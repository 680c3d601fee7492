import ExactJSON
import Measures

extension Measure {
    /// measures.md 1.8: Kano without asking.
    static let penaltyReward = Measure(
        "kano-without-asking",
        formula:
            "overall = b0 + sum over attributes of penalty [rating <= low] + reward [rating >= "
            + "high]; b -+ t se; M penalty only, A reward only, O both, I neither beyond its interval",
        units:
            "attributes: ratings by person, null not rated (the person is left out); penalty and "
            + "reward in units of overall; r2 0...1, null when overall does not vary",
        source: "Brandt 1987, in Surprenant (ed.), Add Value to Your Service, AMA, 61-65"
    ) { (input) throws(MeasureProblem) in
        let place = try input["attributes"]
        let attributes = try place.fields
        guard (1...50).contains(attributes.count) else {
            throw place.problem("1 to 50 attributes belong here")
        }
        let (low, high) = (try input["low"].number, try input["high"].number)
        guard low < high else { throw try input["high"].problem("it must lie above \"low\"") }
        var people: [(overall: Double, ratings: [Double?])] = []
        for item in try input["overall"].someItems {
            people.append((try item.number(in: -1e60...1e60), []))
        }
        for (_, list) in attributes {
            let ratings = try list.numbersOrMissing
            guard ratings.count == people.count else {
                throw list.problem(
                    "\(people.count) ratings belong here, one for each of \"overall\"")
            }
            for (person, rating) in ratings.enumerated() { people[person].ratings.append(rating) }
        }
        let found: PenaltyReward
        let alpha = try input.alpha
        do throws(PenaltyReward.Refusal) {
            found = try PenaltyReward(people, low: low, high: high, alpha: alpha)
        } catch {
            throw refused(error, attributes: attributes, at: place)
        }
        var effects: [(name: String, value: ExactJSON)] = []
        for ((name, _), effect) in zip(attributes, found.effects) {
            effects.append(
                (
                    name,
                    .object([
                        ("penalty", try input.answer(effect.penalty)),
                        ("penalty_ci95", try input.answer(effect.penaltyInterval)),
                        ("reward", try input.answer(effect.reward)),
                        ("reward_ci95", try input.answer(effect.rewardInterval)),
                        ("category", .string(effect.category.rawValue)),
                    ])
                ))
        }
        return .object([
            ("level", try input.answer(found.level)),
            ("r2", try input.answer(orUnknown: found.explained)), ("n", ExactJSON(found.count)),
            ("attributes", .object(effects)),
        ])
    }

    private static func refused(
        _ refusal: PenaltyReward.Refusal, attributes: [(name: String, value: MeasureInput)],
        at place: MeasureInput
    ) -> MeasureProblem {
        switch refusal {
        case .fewPeople:
            place.problem("more people who rated everything belong here than two an attribute")
        case .lowDoesNotVary(let attribute):
            attributes[attribute].value.problem(
                "all ratings are low, or none is: move \"low\", or leave it out")
        case .highDoesNotVary(let attribute):
            attributes[attribute].value.problem(
                "all ratings are high, or none is: move \"high\", or leave it out")
        case .alike:
            place.problem("attributes are rated alike, so they cannot be told apart: leave one out")
        }
    }
}
