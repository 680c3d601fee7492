/// What one person answered about one item, as much of it as was asked.
public struct ItemAnswer: Equatable, Sendable {
    public let person: String
    public let item: String
    /// On the survey's scale; `nil` is not answered, which is no 0.
    public var expectation: Double?
    public var perception: Double?
    public var importance: Double?
    public var satisfaction: Double?
    /// What they want exactly, when the survey asked: a standard of its own, beside what they
    /// expect.
    public var wanted: Double?
    /// "How close was this to exactly what you wanted?", 0…10.
    public var closeness: Double?

    public init(person: String, item: String) {
        self.person = person
        self.item = item
    }

    var gap: Double? {
        expectation.flatMap { expected in
            perception.map { SatisfactionGap.item(expected: expected, perceived: $0) }
        }
    }

    var isSilent: Bool {
        [expectation, perception, importance, satisfaction, wanted, closeness]
            .allSatisfy { $0 == nil }
    }
}

/// A survey of items: what was expected, perceived, important and satisfying, person by person.
///
/// Source: Parasuraman, Zeithaml and Berry 1988, J. Retailing 64:12-40 (its form).
public struct ItemSurvey: Sendable {
    /// A group of items with a name.
    public struct Dimension: Equatable, Sendable {
        public let name: String
        public let items: [String]

        public init(name: String, items: [String]) {
            self.name = name
            self.items = items
        }
    }

    /// At most one a person and item.
    public let answers: [ItemAnswer]
    /// The lowest and the highest answer; wider than nothing.
    public let scale: ClosedRange<Double>
    public let dimensions: [Dimension]
    /// Whether what is wanted was read from the column of what is expected.
    public let wantsAreExpectations: Bool

    let items: [String]
    let people: [[ItemAnswer]]
    let byItem: [String: [ItemAnswer]]

    /// O(answers).
    public init(
        answers: [ItemAnswer], scale: ClosedRange<Double>, dimensions: [Dimension] = [],
        wantsAreExpectations: Bool = false
    ) {
        precondition(scale.upperBound > scale.lowerBound, "a scale has a width")
        // A row in which nothing was answered is silence.
        let spoken = answers.filter { !$0.isSilent }
        self.answers = spoken
        self.scale = scale
        self.dimensions = dimensions
        self.wantsAreExpectations = wantsAreExpectations
        items = spoken.map(\.item).inOrder
        let grouped = Dictionary(grouping: spoken, by: \.person)
        people = spoken.map(\.person).inOrder.map { grouped[$0] ?? [] }
        byItem = Dictionary(grouping: spoken, by: \.item)
    }

    var width: Double { scale.upperBound - scale.lowerBound }

    /// The numbers of this survey. O(answers log answers + opportunity's draws by item).
    public var report: SurveyReport {
        let sections = [
            gaps, means("perception", \.perception), means("importance", \.importance),
            means("satisfaction", \.satisfaction), opportunity, sacrifice, lackOfBetter,
        ].compactMap { $0 }
        return SurveyReport(
            people: people.count, answers: answers.count, sections: sections,
            doesNotFind: limits(sections.map(\.name)))
    }

    private var gaps: SurveySection? {
        guard answers.contains(where: { $0.gap != nil }) else { return nil }
        let all = gapRow("all people", of: nil)
        let parts = dimensions.map { gapRow($0.name, of: $0.items) }
        return SurveySection(
            name: "gap", unit: "perceived − expected, in points of the scale",
            rows: [all] + parts + items.map { gapRow($0, of: [$0]) })
    }

    /// Over people, each by the mean of their items: who answered less than half says nothing.
    private func gapRow(_ name: String, of items: [String]?) -> SurveyRow {
        let wanted = items ?? self.items
        let places = Set(wanted)
        let asked = people.map { answers in
            let known = answers.filter { places.contains($0.item) }
            let missing = Array(repeating: Double?.none, count: wanted.count - known.count)
            return (answers: known, gaps: known.map(\.gap) + missing)
        }
        let gaps = asked.compactMap { SatisfactionGap.dimension($0.gaps) }
        let known = asked.flatMap { $0.answers.filter { $0.gap != nil } }
        let spread = SurveySpread(gaps)
        let below = gaps.count { $0 < 0 }
        let share = wilsonInterval(successes: Double(below), of: Double(gaps.count))
        return SurveyRow(
            name, spread.published(of: people.count, width: width),
            [
                "p10": spread.quantile(0.1), "p25": spread.quantile(0.25),
                "median": spread.quantile(0.5), "p75": spread.quantile(0.75),
                "p90": spread.quantile(0.9), "shareBelowZero": spread.shareBelow(0),
                "shareBelowZeroLow": gaps.isEmpty ? nil : share.low,
                "shareBelowZeroHigh": gaps.isEmpty ? nil : share.high,
                "expectation": known.isEmpty ? nil : Moments(known.compactMap(\.expectation)).mean,
                "perception": known.isEmpty ? nil : Moments(known.compactMap(\.perception)).mean,
            ])
    }

    private func means(_ name: String, _ part: KeyPath<ItemAnswer, Double?>) -> SurveySection? {
        guard answers.contains(where: { $0[keyPath: part] != nil }) else { return nil }
        let rows = items.map { item in
            let spread = SurveySpread((byItem[item] ?? []).compactMap { $0[keyPath: part] })
            return SurveyRow(
                item, spread.published(of: people.count, width: width),
                [
                    "p10": spread.quantile(0.1), "p25": spread.quantile(0.25),
                    "median": spread.quantile(0.5), "p75": spread.quantile(0.75),
                    "p90": spread.quantile(0.9),
                    "shareBelowMiddle": spread.shareBelow(
                        (scale.lowerBound + scale.upperBound) / 2),
                ])
        }
        return SurveySection(name: name, unit: "points of the scale", rows: rows)
    }

    /// 0…10, as opportunity is counted.
    private func ofTen(_ value: Double) -> Double { 10 * (value - scale.lowerBound) / width }

    private var opportunity: SurveySection? {
        let hasSatisfaction = answers.contains { $0.satisfaction != nil }
        let rows = items.compactMap { item -> SurveyRow? in
            let pairs = (byItem[item] ?? []).map { answer in
                let satisfaction = hasSatisfaction ? answer.satisfaction : answer.perception
                return (
                    importance: answer.importance.map(ofTen), satisfaction: satisfaction.map(ofTen)
                )
            }
            guard let found = OpportunityOfPeople(pairs) else { return nil }
            let scores = SurveySpread(
                pairs.compactMap { pair in
                    pair.importance.flatMap { importance in
                        pair.satisfaction.map {
                            opportunityScore(importance: importance, satisfaction: $0)
                        }
                    }
                })
            return SurveyRow(
                item,
                Published(
                    value: found.meanOfScores, count: found.count,
                    coverage: Double(found.count) / Double(people.count),
                    interval: found.interval, posteriorSD: scores.standardError.map { $0 / 20 }),
                [
                    "p10": scores.quantile(0.1), "median": scores.quantile(0.5),
                    "p90": scores.quantile(0.9), "scoreOfMean": found.scoreOfMean,
                ], words: ["satisfactionIs": hasSatisfaction ? "satisfaction" : "perception"])
        }
        guard !rows.isEmpty else { return nil }
        return SurveySection(
            name: "opportunity", unit: "0…20, each person first", rows: rows)
    }
}
