/// Kano pairs that were asked already.
public struct KanoSurvey: Sendable {
    /// What one person answered about one item; at most once.
    public struct Answer: Equatable, Sendable {
        public let person: String
        public let item: String
        public let pair: KanoPair

        public init(person: String, item: String, pair: KanoPair) {
            self.person = person
            self.item = item
            self.pair = pair
        }
    }

    public let answers: [Answer]

    public init(answers: [Answer]) { self.answers = answers }

    /// The distribution of each item, and whether its letter is told apart. O(answers).
    public var report: SurveyReport {
        let people = Set(answers.map(\.person)).count
        let grouped = Dictionary(grouping: answers, by: \.item)
        let rows = answers.map(\.item).inOrder.map { item in
            row(item, (grouped[item] ?? []).map(\.pair), of: people)
        }
        return SurveyReport(
            people: people, answers: answers.count,
            sections: [
                SurveySection(
                    name: "kano", unit: "share of people in the largest category", rows: rows)
            ],
            doesNotFind: [
                "A letter is of the largest group, not of anybody: read the counts beside it.",
                "Where the letter is not told apart, two groups are there, or too few people.",
                "What is exciting now will be taken for granted later; this is of one day.",
                "A category is no sacrifice: it says what would matter, not what was given up.",
            ])
    }

    private func row(_ item: String, _ pairs: [KanoPair], of people: Int) -> SurveyRow {
        let counts = KanoDistribution(pairs)
        let amounts = KanoCategory.allCases.map { counts[$0] }.sorted(by: >)
        let fong = FongTest(first: amounts[0], second: amounts[1], of: counts.total)
        let summary = KanoSummary(pairs)
        return SurveyRow(
            item,
            publishedShare(
                Int(amounts[0]), of: pairs.count,
                coverage: Double(pairs.count) / Double(max(1, people))),
            [
                "M": counts[.must], "O": counts[.oneDimensional], "A": counts[.attractive],
                "I": counts[.indifferent], "R": counts[.reverse], "Q": counts[.questionable],
                "satisfactionWhenThere": counts.satisfactionWhenThere,
                "dissatisfactionWhenMissing": counts.dissatisfactionWhenMissing,
                "functional": summary?.functional.mean,
                "functionalError": summary?.functional.standardError,
                "dysfunctional": summary?.dysfunctional.mean,
                "dysfunctionalError": summary?.dysfunctional.standardError,
                "fongDifference": fong.difference, "fongCritical": fong.critical,
            ],
            words: [
                "category": counts.modal?.rawValue ?? "",
                "toldApart": fong.isDistinguishable ? "yes" : "no",
            ])
    }
}

/// Whether people would recommend, how satisfied they are and how easy it was, as other houses
/// ask it.
public struct RecommendationSurvey: Sendable {
    /// What one person answered.
    public struct Answer: Equatable, Sendable {
        /// 0…10.
        public var score: Int?
        /// On ``RecommendationSurvey/scale``.
        public var satisfaction: Double?
        /// 1…7, 7 the easiest.
        public var effort: Double?

        public init() {}
    }

    public let answers: [Answer]
    /// Of satisfaction; its two highest answers count as satisfied.
    public let scale: ClosedRange<Double>

    public init(answers: [Answer], scale: ClosedRange<Double>) {
        self.answers = answers
        self.scale = scale
    }

    /// O(answers).
    public var report: SurveyReport {
        SurveyReport(
            people: answers.count, answers: answers.count,
            sections: [recommendation, satisfaction, effort].compactMap { $0 },
            doesNotFind: [
                "Who would recommend may still be settling for something: this tells nothing of "
                    + "what people want.",
                "Three groups of eleven answers hide the rest; the counts of each stand beside.",
                "Moved by who was asked and when; never steer by it, and never pay by it.",
            ])
    }

    private var recommendation: SurveySection? {
        let scores = answers.compactMap(\.score)
        let promoters = scores.count { $0 >= 9 }
        let detractors = scores.count { $0 <= 6 }
        guard
            let net = NetPromoter(
                promoters: promoters, passives: scores.count - promoters - detractors,
                detractors: detractors)
        else { return nil }
        var row = SurveyRow(
            "NPS",
            Published(
                value: net.score, count: net.count,
                coverage: Double(net.count) / Double(answers.count),
                interval: net.adjustedWald, posteriorSD: net.standardError / 200),
            [
                "promoters": Double(promoters), "detractors": Double(detractors),
                "passives": Double(scores.count - promoters - detractors),
                "waldLow": net.wald.low, "waldHigh": net.wald.high, "adjusted": net.adjusted,
            ])
        row = row.adding(
            (0...10).map { answer in
                .init(name: "answered\(answer)", value: Double(scores.count { $0 == answer }))
            })
        return SurveySection(name: "recommendation", unit: "−100…100", rows: [row])
    }

    private var satisfaction: SurveySection? {
        let known = answers.compactMap(\.satisfaction)
        guard !known.isEmpty else { return nil }
        let top = known.count { $0 >= scale.upperBound - 1 }
        let spread = SurveySpread(known)
        return SurveySection(
            name: "satisfaction", unit: "share of the two highest answers",
            rows: [
                SurveyRow(
                    "CSAT",
                    publishedShare(
                        top, of: known.count,
                        coverage: Double(known.count) / Double(answers.count)),
                    [
                        "mean": spread.moments.mean, "p10": spread.quantile(0.1),
                        "median": spread.quantile(0.5), "p90": spread.quantile(0.9),
                    ])
            ])
    }

    private var effort: SurveySection? {
        let known = answers.compactMap(\.effort)
        guard let found = CustomerEffort(known) else { return nil }
        let spread = SurveySpread(known)
        return SurveySection(
            name: "effort", unit: "1…7, 7 the easiest",
            rows: [
                SurveyRow(
                    "CES", spread.published(of: answers.count, width: 6),
                    [
                        "topShare": found.top.share, "topShareLow": found.top.interval.low,
                        "topShareHigh": found.top.interval.high, "p10": spread.quantile(0.1),
                        "median": spread.quantile(0.5), "p90": spread.quantile(0.9),
                    ])
            ])
    }
}

extension SurveyRow {
    func adding(_ more: [Figure]) -> SurveyRow {
        SurveyRow(name: name, published: published, figures: figures + more, words: words)
    }

    private init(name: String, published: Published, figures: [Figure], words: [Word]) {
        self.name = name
        self.published = published
        self.figures = figures
        self.words = words
    }
}
