// What people give up, where a survey asked what they want or how close it came. Never made of
// expectations: those are another standard. measures.md 0, 1.3 and 1.4.

extension ItemSurvey {
    /// What somebody gives up on one item; `nil` when the survey does not say.
    func sacrifice(_ answer: ItemAnswer) -> Double? {
        if let closeness = answer.closeness { return sacrificeOfCloseness(closeness) }
        guard let wanted = answer.wanted, let got = answer.perception else { return nil }
        // Who wants the least there is gives nothing up.
        return sacrificeOfMore(want: wanted, got: got, floor: scale.lowerBound) ?? 0
    }

    /// What one person gives up over their items, and how sure that is.
    private func person(_ answers: [ItemAnswer]) -> (found: PersonSacrifice, isWeighed: Bool)? {
        let isWeighed = answers.allSatisfy { $0.importance != nil }
        let unasked = Array(
            repeating: WeighedWish(importance: 1, sacrifice: nil),
            count: isWeighed ? 0 : items.count - answers.count)
        let wishes = answers.map { answer in
            WeighedWish(
                importance: isWeighed ? (answer.importance ?? 0) - scale.lowerBound : 1,
                sacrifice: sacrifice(answer))
        }
        return PersonSacrifice(wishes + unasked).map { ($0, isWeighed) }
    }

    /// `nil` when the survey says nothing of it.
    var sacrifice: SurveySection? {
        guard answers.contains(where: { sacrifice($0) != nil }) else { return nil }
        let found = people.compactMap { person($0)?.found }
        let spread = SurveySpread(found.compactMap(\.observedOnly))
        let known = found.filter { $0.observedOnly != nil }
        let all = SurveyRow(
            "all people", spread.published(of: people.count, width: 1),
            [
                "p10": spread.quantile(0.1), "median": spread.quantile(0.5),
                "p90": spread.quantile(0.9),
                "shareFromThreshold": spread.shareBelow(LackOfBetter.threshold).map { 1 - $0 },
                "meanOfWorst": known.isEmpty ? nil : Moments(known.compactMap(\.worst)).mean,
                "meanCoverage": found.isEmpty ? nil : Moments(found.map(\.coverage)).mean,
            ])
        let rows = items.map { item in
            let spread = SurveySpread((byItem[item] ?? []).compactMap(sacrifice))
            return SurveyRow(
                item, spread.published(of: people.count, width: 1),
                [
                    "p10": spread.quantile(0.1), "median": spread.quantile(0.5),
                    "p90": spread.quantile(0.9),
                    "shareFromThreshold": spread.shareBelow(LackOfBetter.threshold).map { 1 - $0 },
                ])
        }
        return SurveySection(
            name: "sacrifice", unit: "0 exactly what was wanted … 1 nothing of it",
            rows: [all] + rows)
    }

    /// Satisfied is: perceived at least what was expected, over a person's items.
    var lackOfBetter: SurveySection? {
        guard answers.contains(where: { sacrifice($0) != nil }) else { return nil }
        let judged = people.compactMap { answers -> (isSatisfied: Bool?, probability: Double?)? in
            guard let found = person(answers)?.found else { return nil }
            let spread = SurveySpread(answers.compactMap(sacrifice))
            let gap = SatisfactionGap.dimension(answers.map(\.gap))
            return (
                gap.map { $0 >= 0 },
                found.observedOnly.flatMap { mean in
                    spread.standardError.flatMap {
                        LackOfBetter.probability(mean: mean, posteriorSD: $0)
                    }
                }
            )
        }
        guard let share = LackOfBetterShare(judged) else { return nil }
        let row = SurveyRow(
            "all people",
            Published(
                value: share.hard, count: share.satisfied,
                coverage: Double(share.satisfied) / Double(share.satisfied + share.unknown),
                interval: share.interval,
                posteriorSD: share.interval.width / (2 * StandardNormal.z95)),
            [
                "soft": share.soft, "hard": share.hard, "satisfied": Double(share.satisfied),
                "lacking": Double(share.lacking), "unknown": Double(share.unknown),
            ], words: ["satisfiedMeans": "perceived at least what was expected"])
        return SurveySection(
            name: "lackOfBetter", unit: "share of the satisfied", rows: [row])
    }

    /// What these numbers do not say.
    func limits(_ sections: [String]) -> [String] {
        var limits: [String] = []
        if sections.contains("gap") {
            limits.append(
                "The gap is against what people expect, not against what they want: it is no "
                    + "sacrifice, and only holds where more is better.")
            limits.append(
                "Expectation and perception asked in one sitting colour one another; a difference "
                    + "of two answers is less reliable than either.")
        } else {
            limits.append("No expectation was asked with a perception: there is no gap to tell.")
        }
        if !sections.contains("sacrifice") {
            limits.append(
                "What people want exactly was not asked, so what they give up is unknown, not 0; "
                    + "and nobody can be told to be satisfied for lack of better.")
        } else if wantsAreExpectations {
            limits.append(
                "What is wanted was read from the column of what is expected: this sacrifice is "
                    + "the gap again with more than enough cut off, and no second finding.")
        }
        if sections.contains("opportunity") {
            limits.append("Noise makes opportunity larger, most for the largest; it has no cause.")
        }
        limits.append("Who did not answer is not in it, and may think otherwise.")
        return limits
    }
}
