public import Measures

/// What a house's promises came to, as pictures, sentences and tables in one language.
///
/// By the letter and by people's readings stand beside one another: neither fills in for the
/// other, and where nobody was asked that is what it says.
public struct LedgerBook: SpokenBook, Sendable {
    /// A page, by the word in its address.
    public enum Page: String, CaseIterable, Sendable {
        case promises, owners, channels, people, nobody, calendar, changed, expectations
        case catalogue

        /// Whether it tells how promises were kept, group by group.
        public var isLedger: Bool { self == .promises || self == .owners || self == .channels }
    }

    /// Promises of one sort that fall due together, as the reader calls the sort.
    public struct Due: Equatable, Sendable {
        public let what: String
        public let channel: String
        public let owner: String
        public let count: Int

        public init(what: String, channel: String, owner: String, count: Int) {
            self.what = what
            self.channel = channel
            self.owner = owner
            self.count = count
        }
    }

    /// A day, as the reader writes it, and what falls due on it.
    public struct Day: Equatable, Sendable {
        public let name: String
        public let items: [Due]
        var count: Int { items.reduce(0) { $0 + $1.count } }

        public init(name: String, items: [Due]) {
            self.name = name
            self.items = items
        }
    }

    /// A group, or all, and what became of its promises.
    public struct Line: Equatable, Sendable {
        public let name: String
        /// `nil`: of fewer than ten people, or shown it would tell of so few elsewhere.
        public let count: PromiseCount?
        /// Fewer than ten people told their reading, and some did.
        public let isReadingFew: Bool
        /// Fewer than ten people were asked and did not say, or were not asked, and some were.
        public let isAskingFew: Bool

        public init(
            name: String, count: PromiseCount?, isReadingFew: Bool = false,
            isAskingFew: Bool = false
        ) {
            self.name = name
            self.count = count
            self.isReadingFew = isReadingFew
            self.isAskingFew = isAskingFew
        }
    }

    /// A standing promise with one value in one wording, between two changes of it.
    public struct Edition: Equatable, Sendable {
        /// Its name is the value, and since when it was promised.
        public let line: Line
        /// How much more is kept than in the one before; `nil`: not known, or of too few.
        public let change: RateDifference?
        /// What the entry said; `nil`: it never said anything else.
        public let words: String?
        /// Since when, as the reader writes it.
        public let since: String

        public init(
            line: Line, change: RateDifference? = nil, words: String? = nil, since: String = ""
        ) {
            self.line = line
            self.change = change
            self.words = words
            self.since = since
        }
    }

    /// How many would have been kept at one value.
    public struct Held: Equatable, Sendable {
        public let seconds: Int64
        public let kept: Int
        public let all: Int
        public let interval: Interval

        public init(seconds: Int64, kept: Int, of all: Int, interval: Interval) {
            self.seconds = seconds
            self.kept = kept
            self.all = all
            self.interval = interval
        }

        var share: Double { all > 0 ? Double(kept) / Double(all) : 0 }
    }

    /// The most lines in one picture; the table has them all.
    static let lineCountMax = 30

    let words: BookWords

    public init(people: String, isDutch: Bool) {
        words = BookWords(people: people, isDutch: isDutch)
    }

    // MARK: Words

    func between(_ interval: Interval?) -> String {
        guard let interval else { return text("in-noRange") }
        return say("in-between", points(interval.low), points(interval.high))
    }

    /// The same, with the name of how it was found: one interval stands beside a number, and what
    /// others there are stand in its table.
    func byWilson(_ interval: Interval?) -> String {
        guard let interval else { return text("in-noRange") }
        return say("pl-wilson", points(interval.low), points(interval.high))
    }

    // MARK: The ledger

    /// How promises were kept, over all and group by group.
    public func ledger(_ page: Page, all: Line, _ groups: [Line]) -> InsightFigure {
        let whole = Line(
            name: text("pl-all"), count: all.count, isReadingFew: all.isReadingFew,
            isAskingFew: all.isAskingFew)
        let lines = (all.count == nil ? [] : [whole]) + groups
        let drawn = lines.filter { line in
            line.count.map { $0.rate != nil || told(line) != nil } ?? false
        }
        let few = groups.count { $0.count == nil }
        var notes = drawn.isEmpty ? [] : [text("pl-key")]
        if few > 0 { notes.append(say("pl-fewGroups", "\(few)", people)) }
        if let count = all.count { notes += doubts(count) }
        if drawn.count > Self.lineCountMax { notes.append(say("pl-moreLines", "\(drawn.count)")) }
        let picture = picture(drawn)
        return InsightFigure(
            name: page.rawValue, title: text("pl-by-\(page.rawValue)"),
            sentence: all.count == nil ? say("pl-few", people) : sentence(whole),
            standing: all.count.flatMap { count in
                count.rate.map { _ in text("in-\(count.published.standing.rawValue)") }
            },
            notes: notes, size: (320, picture.height), marks: picture.marks,
            table: InsightTable(
                columns: columns("pl-head-\(page.rawValue)"), rows: lines.map(row)))
    }

    /// "Of 100 promises that came due and of which we know, 71.6 were kept to the letter …"
    func sentence(_ line: Line) -> String {
        guard let count = line.count else { return say("pl-few", people) }
        guard let rate = count.rate else {
            return say("pl-noneJudged", "\(count.made)", "\(count.unknown)") + " "
                + reading(line)
        }
        return say(
            "pl-letterSay", points(rate), byWilson(count.interval), "\(count.judged)")
            + " " + reading(line)
    }

    /// What people say of it, never the letter's figure: of those who said so; who was asked and
    /// did not say stands apart from who was not asked.
    private func reading(_ line: Line) -> String {
        let asking = asking(line)
        if let count = line.count, count.asked == 0, !line.isReadingFew {
            if count.silent == 0 { return text("pl-notAskedSay") }
            return asking.map { say("pl-notToldSay", "\($0.silent)") } ?? text("pl-askedFewSay")
        }
        guard let count = told(line), let rate = count.rateByReading else {
            return text("pl-askedFewSay")
        }
        var said = [
            say(
                "pl-readingSay", points(rate), byWilson(count.intervalByReading),
                "\(count.asked)")
        ]
        if let gap = gap(line) {
            said.append(
                say(
                    "pl-gapSay", points(gap), byWilson(count.gapInterval),
                    "\(count.judgedTwice)"))
        }
        if let asking, asking.silent + asking.unasked > 0 {
            said.append(say("pl-restSay", "\(asking.silent)", "\(asking.unasked)"))
        }
        return said.joined(separator: " ")
    }

    /// Of how many nobody knows the reading: they were asked and did not say, or were not asked;
    /// `nil`: one of these, or those who said so, are few.
    private func asking(_ line: Line) -> (silent: Int, unasked: Int)? {
        guard let count = line.count, !line.isReadingFew, !line.isAskingFew else { return nil }
        let parts = [count.asked, count.silent, count.notAsked]
        guard parts.allSatisfy({ $0 == 0 || $0 >= Suppression.least }) else { return nil }
        return (count.silent, count.notAsked)
    }

    /// The count, where what people said may be told.
    private func told(_ line: Line) -> PromiseCount? {
        guard let count = line.count, !line.isReadingFew, count.asked >= Suppression.least else {
            return nil
        }
        return count
    }

    /// Kept by the letter and broken by the reading, 0…1.
    private func gap(_ line: Line) -> Double? {
        told(line).flatMap { $0.judgedTwice >= Suppression.least ? $0.gapShare : nil }
    }

    /// What else it may be, of those nobody knows of.
    private func doubts(_ count: PromiseCount) -> [String] {
        guard count.unknown > 0, let bounds = count.bounds else { return [] }
        return [
            say("pl-boundsSay", "\(count.unknown)", points(bounds.lower), points(bounds.upper))
        ]
    }

    // MARK: Lines with dots

    private static let left = 12.0
    /// Short of where the numbers stand.
    private static let wide = 256.0
    private static let rowHeight = 54.0

    private func across(_ share: Double) -> Double { Self.left + share * Self.wide }

    /// A line a group: its name, and below it each share with how far it may lie off and its
    /// number. Shapes tell them apart, not colours alone.
    func picture(_ lines: [Line]) -> (marks: [InsightMark], height: Int) {
        var marks: [InsightMark] = []
        let lines = lines.prefix(Self.lineCountMax)
        for (place, line) in lines.enumerated() {
            let top = Double(place) * Self.rowHeight
            marks.append(.text(2, top + 13, Self.short(line.name), "name"))
            if let count = line.count, let rate = count.rate {
                marks += dot(rate, count.interval, at: top + 25, "little")
                marks.append(.text(318, top + 29, points(rate), "end"))
            }
            if let count = told(line), let rate = count.rateByReading {
                marks += square(rate, count.intervalByReading, at: top + 41, "good")
                marks.append(.text(318, top + 45, points(rate), "end"))
            }
        }
        guard !lines.isEmpty else { return ([], 0) }
        let bottom = Double(lines.count) * Self.rowHeight
        marks.append(.line(Self.left, bottom, to: Self.left + Self.wide, bottom, "axis"))
        for part in [0, 25, 50, 75, 100] {
            marks.append(
                .text(across(Double(part) / 100), bottom + 15, "\(part)", "middle"))
        }
        return (marks, Int(bottom) + 22)
    }

    func dot(
        _ share: Double, _ interval: Interval?, at height: Double, _ look: String
    ) -> [InsightMark] {
        reach(interval, at: height) + [
            InsightMark(.dot(x: across(share), y: height, radius: 5), look)
        ]
    }

    func square(
        _ share: Double, _ interval: Interval?, at height: Double, _ look: String
    ) -> [InsightMark] {
        reach(interval, at: height) + [.bar(across(share) - 5, height - 5, 10, 10, look)]
    }

    private func reach(_ interval: Interval?, at height: Double) -> [InsightMark] {
        interval.map { [.line(across($0.low), height, to: across($0.high), height, "reach")] } ?? []
    }

    /// As much of a name as stands on one line of a picture.
    private static func short(_ name: String) -> String {
        name.count > 38 ? name.prefix(37) + "…" : name
    }

    // MARK: Tables

    func columns(_ head: String) -> [String] {
        [
            head, "pl-made", "pl-due", "pl-letter", "pl-letterShare", "pl-letterLow",
            "pl-letterHigh", "pl-anyLow", "pl-anyHigh", "pl-unknown", "pl-asked", "pl-silent",
            "pl-unasked", "pl-readingShare", "pl-readingLow", "pl-readingHigh", "pl-gap",
            "in-people",
        ].map(text)
    }

    /// Of fewer than ten people only that they are few.
    func row(_ line: Line) -> [InsightTable.Cell] {
        guard let count = line.count else {
            return [.text(line.name), .text(text("pl-fewCell"))]
                + [InsightTable.Cell](repeating: .none, count: 16)
        }
        let (told, asking) = (told(line), asking(line))
        return [
            .text(line.name), .count(count.made), .count(count.due), .count(count.kept),
            .points(count.rate), .points(count.interval?.low), .points(count.interval?.high),
            .points(count.anytime?.low), .points(count.anytime?.high), .count(count.unknown),
            asked(line, count), .people(asking?.silent), .people(asking?.unasked),
            .points(told?.rateByReading), .points(told?.intervalByReading?.low),
            .points(told?.intervalByReading?.high), .points(gap(line)),
            .count(count.personCount),
        ]
    }

    /// How many said how they took it, or why that is not there.
    private func asked(_ line: Line, _ count: PromiseCount) -> InsightTable.Cell {
        if let told = told(line) { return .count(told.asked) }
        guard count.asked == 0, !line.isReadingFew else { return .text(text("pl-askedFew")) }
        if count.silent == 0 { return .text(text("pl-notAsked")) }
        return .text(text(asking(line) == nil ? "pl-askedFew" : "pl-notTold"))
    }

    /// What stands behind the numbers of one promise: each with the interval that is named beside
    /// it, and the one for who looks every day.
    ///
    /// - Parameter past: What the past says of its own value.
    /// - Returns: `nil`: no number is told.
    public func behind(_ line: Line, _ past: Held?) -> InsightTable? {
        var rows: [[InsightTable.Cell]] = []
        func add(_ name: String, _ share: Double?, _ reach: (Interval?, Interval?), _ count: Int) {
            guard let share else { return }
            rows.append([
                .text(name), .points(share), .points(reach.0?.low), .points(reach.0?.high),
                .points(reach.1?.low), .points(reach.1?.high), .count(count),
            ])
        }
        if let count = line.count {
            add(text("pl-letter"), count.rate, (count.interval, count.anytime), count.judged)
        }
        if let count = told(line) {
            add(
                text("pl-readingShare"), count.rateByReading,
                (count.intervalByReading, count.anytimeByReading), count.asked)
            add(text("pl-gap"), gap(line), (count.gapInterval, nil), count.judgedTwice)
        }
        if let past, past.all > 0 {
            add(
                "\(text("pl-past")): \(length(past.seconds))", past.share,
                (
                    past.interval,
                    anytimeInterval(
                        successes: Double(past.kept), of: Double(past.all), alpha: 0.05)
                ), past.all)
        }
        guard !rows.isEmpty else { return nil }
        return InsightTable(
            columns: [
                "pl-what", "pl-share", "pl-low", "pl-high", "pl-everLow", "pl-everHigh",
                "pl-judged",
            ].map(text), rows: rows)
    }
}
