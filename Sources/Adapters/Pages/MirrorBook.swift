public import Measures

/// How a house decides and what people heard of it, as pictures, sentences and tables in one
/// language. It has no target: it is a mirror.
public struct MirrorBook: SpokenBook, Sendable {
    /// What was decided in a quarter, or in all.
    public struct Decided: Equatable, Sendable {
        /// `2026-Q3`; `nil`: all of them.
        public let quarter: String?
        public let asAsked: Int
        public let ourWay: Int
        public let declined: Int
        public let forCustomer: Int
        public let forBoth: Int
        public let forHouse: Int
        /// How much more often exactly what was asked was done than in the quarter before.
        public let asAskedChange: RateDifference?
        public let declinedChange: RateDifference?

        public init(
            quarter: String?, kinds: (asAsked: Int, ourWay: Int, declined: Int),
            interests: (customer: Int, both: Int, house: Int),
            asAskedChange: RateDifference? = nil, declinedChange: RateDifference? = nil
        ) {
            self.quarter = quarter
            (asAsked, ourWay, declined) = kinds
            (forCustomer, forBoth, forHouse) = interests
            self.asAskedChange = asAskedChange
            self.declinedChange = declinedChange
        }

        var all: Int { asAsked + ourWay + declined }
    }

    /// How well stewards agree by one principle.
    public struct Clarity: Equatable, Sendable {
        public let quarter: String?
        public let words: String
        /// Options that two stewards or more scored.
        public let options: Int
        public let scores: Int
        /// 0…1; `nil`: none was.
        public let agreement: Double?
        /// −1…1.
        public let fit: Double?

        public init(
            quarter: String?, words: String, options: Int, scores: Int, agreement: Double?,
            fit: Double?
        ) {
            self.quarter = quarter
            self.words = words
            self.options = options
            self.scores = scores
            self.agreement = agreement
            self.fit = fit
        }
    }

    /// People who heard so in a quarter; `nil`: hidden.
    public struct Heard: Equatable, Sendable {
        public let quarter: String?
        public let asAsked: Int?
        public let ourWay: Int?
        public let declined: Int?
        public let said: Int?
        /// In milliseconds; `nil`: of fewer than ten people.
        public let times: AnswerBins?

        public init(
            quarter: String?, asAsked: Int?, ourWay: Int?, declined: Int?, said: Int?,
            times: AnswerBins?
        ) {
            self.quarter = quarter
            self.asAsked = asAsked
            self.ourWay = ourWay
            self.declined = declined
            self.said = said
            self.times = times
        }
    }

    /// A part of people; `nil` where one side is few.
    public struct Part: Equatable, Sendable {
        public let part: Int?
        public let whole: Int?

        public init(_ part: Int?, of whole: Int?) {
            self.part = part
            self.whole = whole
        }

        var share: Double? {
            guard let part, let whole, whole > 0 else { return nil }
            return Double(part) / Double(whole)
        }

        var interval: Interval? {
            guard let part, let whole, whole > 0 else { return nil }
            return wilsonInterval(successes: Double(part), of: Double(whole))
        }
    }

    static let dayMilliseconds = 86_400_000.0

    let words: BookWords

    public init(people: String, isDutch: Bool) {
        words = BookWords(people: people, isDutch: isDutch)
    }

    func between(_ interval: Interval) -> String {
        say("in-between", points(interval.low), points(interval.high))
    }

    /// `2026-Q3` as the reader writes it.
    func name(_ quarter: String?) -> String {
        guard let quarter else { return text("id-allQuarters") }
        let parts = quarter.split(separator: "-Q", maxSplits: 1)
        guard parts.count == 2 else { return quarter }
        return say("id-q\(parts[1])", String(parts[0]))
    }

    // MARK: Decisions

    /// Exactly as asked, our own way, declined: decision by decision.
    public func decisions(_ quarters: [Decided], all: Decided) -> InsightFigure {
        let sentence =
            all.all > 0
            ? ([
                say(
                    "id-decisionsSay", "\(all.all)", "\(all.asAsked)", "\(all.ourWay)",
                    "\(all.declined)")
            ] + drift(quarters)).joined(separator: " ") : text("id-decisionsNone")
        let drawn = bars(
            quarters.map { (name($0.quarter), [$0.asAsked, $0.ourWay, $0.declined]) })
        return InsightFigure(
            name: "decisions", title: text("id-decisions"), sentence: sentence,
            notes: all.all > 0 ? [text("id-decisionsKey"), text("id-noTarget")] : [],
            size: (320, drawn.height), marks: drawn.marks,
            table: InsightTable(
                columns: [
                    "id-quarter", "id-decided", "id-asAsked", "id-ourWay", "id-declined",
                    "id-asAskedMore", "id-low", "id-high",
                ].map(text),
                rows: (quarters + [all]).map { each in
                    let reach = each.asAskedChange?.newcombe()
                    return [
                        .text(name(each.quarter)), .count(each.all), .count(each.asAsked),
                        .count(each.ourWay), .count(each.declined),
                        .points(each.asAskedChange?.difference), .points(reach?.low),
                        .points(reach?.high),
                    ]
                }))
    }

    /// Whether the last quarter that has a decision is like the one before it.
    private func drift(_ quarters: [Decided]) -> [String] {
        guard let last = quarters.last(where: { $0.all > 0 }) else { return [] }
        let changes = [
            ("id-driftAsked", last.asAskedChange), ("id-driftDeclined", last.declinedChange),
        ]
        return changes.compactMap { key, change in
            guard let change else { return nil }
            let range = change.newcombe()
            let way = change.difference < 0 ? "Less" : "More"
            return say(
                key + (range.contains(0) ? "Same" : way), name(last.quarter),
                points(abs(change.difference)), between(range))
        }
    }

    /// Whose interest prevailed.
    public func interests(_ quarters: [Decided], all: Decided) -> InsightFigure {
        let drawn = bars(
            quarters.map { (name($0.quarter), [$0.forCustomer, $0.forBoth, $0.forHouse]) })
        return InsightFigure(
            name: "interests", title: text("id-interests"),
            sentence: all.all > 0
                ? say(
                    "id-interestsSay", "\(all.all)", "\(all.forCustomer)", "\(all.forBoth)",
                    "\(all.forHouse)", people) : text("id-decisionsNone"),
            notes: all.all > 0 ? [say("id-interestsKey", people)] : [],
            size: (320, drawn.height), marks: drawn.marks,
            table: InsightTable(
                columns: [
                    text("id-quarter"), text("id-decided"), say("id-forCustomer", people),
                    text("id-forBoth"), text("id-forHouse"),
                ],
                rows: (quarters + [all]).map { each in
                    [
                        .text(name(each.quarter)), .count(each.all), .count(each.forCustomer),
                        .count(each.forBoth), .count(each.forHouse),
                    ]
                }))
    }

    // MARK: People

    /// How many people heard what.
    public func heard(_ quarters: [Heard], all: Heard) -> InsightFigure {
        let shown = [all.asAsked, all.ourWay, all.declined]
        let isTold = shown.contains { $0 != nil }
        func count(_ count: Int?) -> String { count.map { "\($0)" } ?? text("id-few") }
        let drawn = bars(
            quarters.map { (name($0.quarter), [$0.asAsked, $0.ourWay, $0.declined]) })
        return InsightFigure(
            name: "heard", title: say("id-heard", people),
            sentence: isTold
                ? say("id-heardSay", count(shown[0]), count(shown[1]), count(shown[2]), people)
                : say("id-heardFew", people),
            notes: isTold ? [text("id-heardKey")] : [],
            size: (320, drawn.height), marks: isTold ? drawn.marks : [],
            table: InsightTable(
                columns: [
                    "id-quarter", "id-asAsked", "id-ourWay", "id-declined", "id-said",
                    "id-voices", "id-medianDays",
                ].map(text),
                rows: (quarters + [all]).map { each in
                    [
                        .text(name(each.quarter)), .people(each.asAsked), .people(each.ourWay),
                        .people(each.declined), .people(each.said),
                        .people(each.times.map { Int($0.count) }),
                        each.times?.curve.median.map { .decimal($0 / Self.dayMilliseconds) }
                            ?? .none,
                    ]
                }))
    }

    // MARK: A line a quarter

    /// Parts of one line beside one another, with their numbers at its end: no colour is needed to
    /// read it. Of a line with a hidden part only what may be shown is drawn.
    func bars(_ lines: [(name: String, parts: [Int?])]) -> (marks: [InsightMark], height: Int) {
        let looks = ["little", "plum", "faint"]
        let most = lines.map { $0.parts.reduce(0) { $0 + ($1 ?? 0) } }.max() ?? 0
        guard most > 0 else { return ([], 0) }
        var marks: [InsightMark] = []
        for (place, line) in lines.enumerated() {
            let top = Double(place) * 46
            marks.append(.text(2, top + 14, line.name, "name"))
            let numbers = line.parts.map { $0.map { "\($0)" } ?? "–" }
            marks.append(.text(318, top + 14, numbers.joined(separator: " · "), "end"))
            var left = 2.0
            for (part, look) in zip(line.parts, looks) {
                guard let part, part > 0 else { continue }
                let wide = Double(part) / Double(most) * 316
                marks.append(.bar(left, top + 22, max(1, wide - 2), 14, look))
                left += wide
            }
        }
        return (marks, lines.count * 46)
    }
}
