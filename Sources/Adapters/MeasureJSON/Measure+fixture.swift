import ExactJSON
import Measures

extension Measure {
    /// Many people at once, from their wishes to the share who are satisfied for lack of better.
    static let fixture: [Measure] = [
        Measure(
            "end-to-end-fixture",
            formula: "per person: coverage, L, U, L/coverage, gap = perceived - expected; "
                + "for lack of better: gap >= 0 and L/coverage >= tau; Wilson's interval",
            units: "0…1, the gap -1…1; null where nothing is known",
            source: manski + "Wilson 1927, J. American Statistical Association 22:209-212; "
                + "measures.md 1.1 to 1.4",
            computing: { (input) throws(MeasureProblem) in
                let threshold = try input.optional("tau")?.share ?? LackOfBetter.threshold
                var people: [FixturePerson] = []
                for field in try input["people"].fields {
                    people.append(
                        try FixturePerson(field.name, field.value, threshold: threshold))
                }
                guard !people.isEmpty else { throw input.problem("\"people\" names nobody") }
                return try summary(of: people, input)
            })
    ]

    private static func summary(
        of people: [FixturePerson], _ input: MeasureInput
    ) throws(MeasureProblem) -> ExactJSON {
        var each: [(name: String, value: ExactJSON)] = []
        for person in people { each.append((person.name, try person.answer(input))) }
        let told = people.filter { $0.isSatisfied == true }
        let judged = told.filter { $0.lackOfBetter != .unknown }
        let lacking = judged.filter { $0.lackOfBetter == .yes }
        let interval = wilsonInterval(
            successes: Double(lacking.count), of: Double(judged.count))
        let isShare = !judged.isEmpty
        return .object([
            ("people", .object(each)),
            ("mean_gap", try input.answer(orUnknown: mean(people.compactMap(\.gap)))),
            (
                "mean_sacrifice_observed",
                try input.answer(orUnknown: mean(people.compactMap(\.sacrifice.observedOnly)))
            ),
            ("satisfied", .array(told.map { .string($0.name) })),
            ("satisfied_for_lack_of_better", .array(lacking.map { .string($0.name) })),
            (
                "share",
                try input.answer(
                    orUnknown: isShare ? Double(lacking.count) / Double(judged.count) : nil)
            ),
            ("wilson95", isShare ? try input.answer(interval) : .null),
            ("satisfied_unknown", ExactJSON(told.count - judged.count)),
        ])
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}

private struct FixturePerson {
    let name: String
    let sacrifice: PersonSacrifice
    let gap: Double?
    let isSatisfied: Bool?
    let lackOfBetter: LackOfBetter

    init(
        _ name: String, _ input: MeasureInput, threshold: Double
    ) throws(MeasureProblem) {
        let seen = try input["sacrifice"].fields
        let importances = try input["importance"].weightsByName
        for field in seen where !importances.contains(where: { $0.name == field.name }) {
            throw field.value.problem("\"importance\" says nothing of this wish")
        }
        var wishes: [WeighedWish] = []
        for importance in importances {
            let field = seen.first { $0.name == importance.name }?.value
            let isSeen = field.map { !$0.isNull } ?? false
            wishes.append(
                WeighedWish(
                    importance: importance.value, sacrifice: isSeen ? try field?.share : nil))
        }
        self.name = name
        sacrifice = try input.demand(
            PersonSacrifice(wishes), or: "no wish weighs anything: give one an importance")
        // Null when they were not asked.
        let expected = try input["expected"].isNull ? nil : try input["expected"].share
        let perceived = try input["perceived"].isNull ? nil : try input["perceived"].share
        if let expected, let perceived {
            gap = SatisfactionGap.item(expected: expected, perceived: perceived)
            isSatisfied = perceived >= expected
        } else {
            gap = nil
            isSatisfied = nil
        }
        lackOfBetter = LackOfBetter(
            isSatisfied: isSatisfied, sacrifice: sacrifice.observedOnly, threshold: threshold)
    }

    func answer(_ input: MeasureInput) throws(MeasureProblem) -> ExactJSON {
        .object([
            ("coverage", try input.answer(sacrifice.coverage)),
            ("lower", try input.answer(sacrifice.bounds.low)),
            ("upper", try input.answer(sacrifice.bounds.high)),
            ("observed_only", try input.answer(orUnknown: sacrifice.observedOnly)),
            ("gap", try input.answer(orUnknown: gap)),
            ("satisfied", isSatisfied.map(ExactJSON.bool) ?? .null),
        ])
    }
}
