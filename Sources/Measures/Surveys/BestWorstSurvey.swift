import RealModule

/// Questions after the best and the worst of a few items: MaxDiff.
public struct BestWorstSurvey: Sendable {
    public let items: [String]
    /// One person's tasks, in the order of the table; as many as people.
    public let people: [[BestWorstTask]]

    public init(items: [String], people: [[BestWorstTask]]) {
        self.items = items
        self.people = people
    }

    private func all(_ people: [[BestWorstTask]]) throws(ChoiceRefusal) -> ChoiceBelief {
        // A wide prior: an item that was always best does not become endlessly important.
        try BestWorstChoices(itemCount: items.count, tasks: people.flatMap { $0 }).belief(
            prior: ChoicePrior(means: items.map { _ in 0 }, variance: ChoiceSurvey.wide))
    }

    private func each(
        _ people: [[BestWorstTask]], from all: ChoiceBelief
    ) throws(ChoiceRefusal) -> PeoplesChoices {
        let own = people.map { BestWorstChoices(itemCount: items.count, tasks: $0) }
        return try PeoplesChoices(
            count: people.count, start: all.utilities, isOneVariance: true
        ) { person, means, variances throws(ChoiceRefusal) in
            try own[person].belief(
                prior: ChoicePrior(means: means, variance: variances.first ?? 1))
        }
    }

    /// How important the items are: of all, and of each person.
    ///
    /// - Throws: ``ChoiceRefusal`` when the answers tell nothing.
    ///
    /// Cost: ``PeoplesChoices/turnCount`` beliefs a person, twice.
    public func report() throws(ChoiceRefusal) -> SurveyReport {
        let all = try all(people)
        let each = try each(people, from: all)
        return SurveyReport(
            people: people.count, answers: people.reduce(0) { $0 + $1.count },
            sections: [
                counts(all),
                SurveySection(
                    importance: items, shares: each.beliefs.map(\.shares), people: people.count,
                    unit: "share of a person's importance"),
                try held(),
            ],
            doesNotFind: [
                "Importance here is beside the other items asked only: an item left out has none.",
                "The least important of good things may still be wanted; nobody said it is not.",
                "It does not say how well any of it is met: nothing here is a sacrifice.",
                "One person's weights lean on everybody's, and are provisional for anyone.",
            ])
    }

    private func counts(_ all: ChoiceBelief) -> SurveySection {
        let choices = BestWorstChoices(itemCount: items.count, tasks: people.flatMap { $0 })
        let (best, worst, shown) = (choices.best, choices.worst, choices.shown)
        let middle = all.utilities.reduce(0, +) / Double(max(1, items.count))
        let standardised = choices.standardised
        let size = Double(items.count)
        let rows = items.indices.map { item -> SurveyRow in
            // Of the distance to the mean of them all.
            var variance = 0.0
            for one in items.indices {
                for other in items.indices {
                    let left = (one == item ? 1 : 0) - 1 / size
                    let right = (other == item ? 1 : 0) - 1 / size
                    variance += left * right * all.covariance[one, other]
                }
            }
            let error = max(0, variance).squareRoot()
            let value = all.utilities[item] - middle
            let reach = StandardNormal.z95 * error
            return SurveyRow(
                items[item],
                Published(
                    value: value, count: people.count, coverage: 1,
                    interval: Interval(value - reach, value + reach), posteriorSD: error),
                [
                    "best": Double(best[item]), "worst": Double(worst[item]),
                    "shown": Double(shown[item]), "bestMinusWorst": standardised[item],
                    "share": all.shares[item],
                ])
        }
        return SurveySection(
            name: "utilities", unit: "logit, from the mean of all items", rows: rows)
    }

    private func held() throws(ChoiceRefusal) -> SurveySection {
        let parted = people.map(HeldChoices.parted)
        let learnt = parted.map(\.learn)
        let all = try all(learnt)
        let each = try each(learnt, from: all)
        func told(
            _ isRight: (BestWorstTask, [Double]) -> Bool, _ utilities: (Int) -> [Double]
        ) -> [(right: Int, of: Int)] {
            parted.enumerated().map { person, parts in
                let weights = utilities(person)
                return (parts.held.count { isRight($0, weights) }, parts.held.count)
            }
        }
        let tasks = parted.flatMap(\.held)
        let chance =
            tasks.reduce(0) { $0 + 1 / Double($1.shown.count) } / Double(max(1, tasks.count))
        let best = { (task: BestWorstTask, weights: [Double]) in
            task.best == task.shown.max { weights[$0] < weights[$1] }
        }
        let worst = { (task: BestWorstTask, weights: [Double]) in
            task.worst == task.shown.min { weights[$0] < weights[$1] }
        }
        let everybody = { (_: Int) in all.utilities }
        let own = { (person: Int) in each.beliefs[person].utilities }
        return SurveySection(
            name: "heldOut", unit: "share of answers kept apart that are told rightly",
            rows: [
                HeldChoices.row("best, everybody alike", told(best, everybody), chance: chance),
                HeldChoices.row("best, each person", told(best, own), chance: chance),
                HeldChoices.row("worst, everybody alike", told(worst, everybody), chance: chance),
                HeldChoices.row("worst, each person", told(worst, own), chance: chance),
            ])
    }
}
