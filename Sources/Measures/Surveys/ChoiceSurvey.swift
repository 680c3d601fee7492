import RealModule

/// Choice tasks that people were given: which of some options they took.
public struct ChoiceSurvey: Sendable {
    public let attributes: [String]
    /// One person's tasks, in the order of the table; as many as people.
    public let people: [[OptionTask]]

    /// As wide as to leave the choices alone to speak, in standard deviations of an attribute.
    static let wide = 100.0

    public init(attributes: [String], people: [[OptionTask]]) {
        self.attributes = attributes
        self.people = people
    }

    /// Each attribute's spread over all options; 1 of one that never differs.
    private var deviations: [Double] {
        let options = people.joined().flatMap(\.options)
        return attributes.indices.map { one in
            let deviation = Moments(options.map { $0[one] }).standardDeviation ?? 1
            return deviation > 0 ? deviation : 1
        }
    }

    /// The tasks with every attribute in its own standard deviations.
    private func scaled(_ deviations: [Double]) -> [[OptionTask]] {
        people.map { tasks in
            tasks.map { task in
                OptionTask(
                    options: task.options.map { zip($0, deviations).map { $0 / $1 } },
                    chosen: task.chosen)
            }
        }
    }

    private func plain(_ tasks: [OptionTask]) throws(ChoiceRefusal) -> ChoiceBelief {
        try OptionChoices(attributeCount: attributes.count, tasks: tasks).belief(
            means: attributes.map { _ in 0 }, variances: attributes.map { _ in Self.wide })
    }

    private func each(
        _ people: [[OptionTask]], from plain: ChoiceBelief
    ) throws(ChoiceRefusal) -> PeoplesChoices {
        let own = people.map { OptionChoices(attributeCount: attributes.count, tasks: $0) }
        return try PeoplesChoices(
            count: people.count, start: plain.utilities, isOneVariance: false
        ) { person, means, variances throws(ChoiceRefusal) in
            try own[person].belief(means: means, variances: variances)
        }
    }

    /// What choices say of what is important: of all, and of each person.
    ///
    /// - Throws: ``ChoiceRefusal`` when they tell nothing.
    ///
    /// Cost: ``PeoplesChoices/turnCount`` beliefs a person, twice.
    public func report() throws(ChoiceRefusal) -> SurveyReport {
        let deviations = deviations
        let scaled = scaled(deviations)
        let plain = try plain(scaled.flatMap { $0 })
        let each = try each(scaled, from: plain)
        return SurveyReport(
            people: people.count, answers: people.reduce(0) { $0 + $1.count },
            sections: [
                utilities(plain, each, deviations), importance(each, scaled),
                try held(scaled),
            ],
            doesNotFind: [
                "Only what was varied in the tasks has an importance; what people want and was "
                    + "never offered is not in it.",
                "Importance depends on how far each attribute was varied: a price that hardly "
                    + "moved looks unimportant.",
                "Choices in a survey cost nothing; they are no promise to buy.",
                "One person's weights lean on everybody's: they tell people apart on average, and "
                    + "are provisional for anyone.",
            ])
    }

    private func utilities(
        _ plain: ChoiceBelief, _ each: PeoplesChoices, _ deviations: [Double]
    ) -> SurveySection {
        let rows = attributes.indices.map { one -> SurveyRow in
            let error = max(0, plain.covariance[one, one]).squareRoot()
            let scale = deviations[one]
            let value = plain.utilities[one]
            let reach = StandardNormal.z95 * error
            let own = SurveySpread(each.beliefs.map { $0.utilities[one] / scale })
            let against = each.beliefs.count { $0.utilities[one] * value < 0 }
            return SurveyRow(
                attributes[one],
                Published(
                    value: value / scale, count: people.count, coverage: 1,
                    interval: Interval((value - reach) / scale, (value + reach) / scale),
                    posteriorSD: error),
                [
                    "standardError": error / scale, "perDeviation": value,
                    "peopleMean": own.moments.mean,
                    "betweenPeople": each.variances[one].squareRoot() / scale,
                    "p10": own.quantile(0.1), "median": own.quantile(0.5),
                    "p90": own.quantile(0.9),
                    "shareAgainst": Double(against) / Double(max(1, people.count)),
                ])
        }
        return SurveySection(
            name: "utilities", unit: "logit for one unit of the column", rows: rows)
    }

    /// Of each person: how far an attribute could move their choice, of all attributes together.
    private func importance(_ each: PeoplesChoices, _ scaled: [[OptionTask]]) -> SurveySection {
        let options = scaled.joined().flatMap(\.options)
        let ranges = attributes.indices.map { one in
            let values = options.map { $0[one] }
            return (values.max() ?? 0) - (values.min() ?? 0)
        }
        let shares = each.beliefs.compactMap { belief in
            normalizedWeights(zip(belief.utilities, ranges).map { $0.magnitude * $1 })
        }
        return SurveySection(
            importance: attributes, shares: shares, people: people.count,
            unit: "share of what moves a person's choices")
    }

    private func held(_ scaled: [[OptionTask]]) throws(ChoiceRefusal) -> SurveySection {
        let parted = scaled.map(HeldChoices.parted)
        let learnt = parted.map(\.learn)
        let plain = try plain(learnt.flatMap { $0 })
        let each = try each(learnt, from: plain)
        func told(_ utilities: (Int) -> [Double]) -> [(right: Int, of: Int)] {
            parted.enumerated().map { person, parts in
                let weights = utilities(person)
                let right = parts.held.count {
                    OptionChoices.likeliest($0, weights) == $0.chosen
                }
                return (right, parts.held.count)
            }
        }
        let tasks = parted.flatMap(\.held)
        let chance =
            tasks.reduce(0) { $0 + 1 / Double($1.options.count) } / Double(max(1, tasks.count))
        return SurveySection(
            name: "heldOut", unit: "share of choices kept apart that are told rightly",
            rows: [
                HeldChoices.row("everybody alike", told { _ in plain.utilities }, chance: chance),
                HeldChoices.row(
                    "each person", told { each.beliefs[$0].utilities }, chance: chance),
            ])
    }
}
