public import Measures

/// What people expect, as pictures, sentences and tables in one language.
///
/// What they think will happen and what they think is right stand beside one another, and neither
/// is taken off the other.
public struct ExpectationBook: SpokenBook, Sendable {
    /// The most moments in one picture and its table: the last.
    public static let momentCountMax = 100

    let words: BookWords
    /// Whether the reader is whom it is about.
    let isOwn: Bool

    public init(people: String, isDutch: Bool, isOwn: Bool = false) {
        words = BookWords(people: people, isDutch: isDutch)
        self.isOwn = isOwn
    }

    /// Of ten, with one decimal.
    func tenths(_ millionths: Int32) -> String {
        InsightNumber.decimal(Self.ofTen(millionths), point: point)
    }

    private static func ofTen(_ millionths: Int32) -> Double { Double(millionths) / 100_000 }

    // MARK: One person

    /// One thing that somebody expects something of, over the time that they are a customer.
    public struct Course: Sendable {
        /// What the venue has no two of: `quiet`.
        public let name: String
        public let title: String
        public let course: PersonExpectation
        /// In milliseconds since 1970.
        public let now: Int64

        public init(name: String, title: String, course: PersonExpectation, now: Int64) {
            self.name = name
            self.title = title
            self.course = course
            self.now = now
        }
    }

    /// - Parameter day: How the reader writes a moment, in milliseconds since 1970.
    public func figure(_ shown: Course, day: (Int64) -> String) -> InsightFigure {
        let all = shown.course.moments
        let moments = Array(all.suffix(Self.momentCountMax))
        var notes = moments.isEmpty ? [] : [text("xp-key")]
        if all.count > moments.count {
            notes.append(say("xp-cut", "\(moments.count)", "\(all.count)"))
        }
        return InsightFigure(
            name: "expects-\(shown.name)", title: shown.title, sentence: sentence(shown),
            notes: notes, size: (320, 152), marks: marks(moments, until: shown.now, day),
            table: InsightTable(
                columns: [
                    "xp-when", "xp-what", "xp-level", "xp-thenWill", "xp-thenShould",
                    "xp-gapWill", "xp-gapShould",
                ].map(text), rows: moments.map { row($0, day) }))
    }

    /// "You think you will get about 6.0 of 10. …"
    func sentence(_ shown: Course) -> String {
        let (will, should) = (
            shown.course.will(at: shown.now), shown.course.should(at: shown.now)
        )
        let mine = isOwn ? "xp-own-" : "xp-"
        func said(_ held: HeldExpectation, _ known: String, _ unknown: String) -> String {
            held.heardCount > 0 ? say(mine + known, tenths(held.level)) : text(mine + unknown)
        }
        var parts = [said(will, "will", "noWill"), said(should, "should", "noShould")]
        if let gap = shown.course.moments.last(where: { $0.heard.kind == .met })?.gapToWill {
            let far = ExpectationSpread.asExpected
            parts.append(
                gap < -far
                    ? say("xp-less", tenths(-gap))
                    : gap > far
                        ? say("xp-more", tenths(gap)) : text("xp-same"))
        }
        let drifts = [
            shown.course.willDrift(at: shown.now), shown.course.shouldDrift(at: shown.now),
        ]
        if drifts.contains(where: { $0?.isAlarm == true }) { parts.append(text("xp-drift")) }
        return parts.joined(separator: " ")
    }

    private func row(
        _ moment: PersonExpectation.Moment, _ day: (Int64) -> String
    ) -> [InsightTable.Cell] {
        func held(_ held: HeldExpectation) -> InsightTable.Cell {
            held.heardCount > 0 ? .decimal(Self.ofTen(held.level)) : .none
        }
        func gap(_ gap: Int32?) -> InsightTable.Cell {
            gap.map { .decimal(Self.ofTen($0)) } ?? .none
        }
        return [
            .text(day(moment.heard.at)), .text(text("xp-\(moment.heard.kind.rawValue)")),
            .decimal(Self.ofTen(moment.heard.millionths)), held(moment.will),
            held(moment.should), gap(moment.gapToWill), gap(moment.gapToShould),
        ]
    }

    // MARK: Drawn over time

    private static let left = 28.0
    private static let wide = 280.0
    private static let top = 12.0
    private static let high = 110.0

    private func marks(
        _ moments: [PersonExpectation.Moment], until now: Int64, _ day: (Int64) -> String
    ) -> [InsightMark] {
        guard let first = moments.first?.heard.at else { return [] }
        let last = max(now, moments.last?.heard.at ?? now)
        let span = max(1, Double(last) - Double(first))
        func across(_ at: Int64) -> Double {
            Self.left + (Double(at) - Double(first)) / span * Self.wide
        }
        func up(_ level: Int32) -> Double {
            Self.top + (1 - Double(level) / Double(HeldExpectation.whole)) * Self.high
        }
        var marks: [InsightMark] = []
        for level in [0, 500_000, 1_000_000] as [Int32] {
            marks.append(.line(Self.left, up(level), to: Self.left + Self.wide, up(level), "axis"))
            marks.append(.text(Self.left - 6, up(level) + 4, "\(level / 100_000)", "end"))
        }
        for (held, look) in [(\PersonExpectation.Moment.will, "series"), (\.should, "edge")] {
            if let line = line(moments, held, to: last, across, up) {
                marks.append(InsightMark(.line(line), look))
            }
        }
        for moment in moments {
            let (x, y) = (across(moment.heard.at), up(moment.heard.millionths))
            switch moment.heard.kind {
            case .met: marks.append(InsightMark(.dot(x: x, y: y, radius: 4), "little"))
            case .promised: marks.append(.bar(x - 4, y - 4, 8, 8, "much"))
            case .expects, .deserves:
                marks.append(InsightMark(.dot(x: x, y: y, radius: 4), "own"))
            }
        }
        let bottom = Self.top + Self.high + 18
        marks.append(.text(Self.left, bottom, day(first)))
        marks.append(.text(Self.left + Self.wide, bottom, day(last), "end"))
        return marks
    }

    /// A line of steps, from where something of theirs tells of it.
    private func line(
        _ moments: [PersonExpectation.Moment],
        _ held: KeyPath<PersonExpectation.Moment, HeldExpectation>, to last: Int64,
        _ across: (Int64) -> Double, _ up: (Int32) -> Double
    ) -> [InsightMark.Point]? {
        var points: [InsightMark.Point] = []
        for moment in moments where moment[keyPath: held].heardCount > 0 {
            let x = across(moment.heard.at)
            if let before = points.last { points.append(.init(x, before.y)) }
            points.append(.init(x, up(moment[keyPath: held].level)))
        }
        guard let end = points.last else { return nil }
        return points + [.init(across(last), end.y)]
    }

    // MARK: All people

    /// One thing, over all people who let it be known.
    ///
    /// - Parameter name: What it goes by in addresses.
    public func figure(
        of name: String, title: String, _ spread: ExpectationSpread
    ) -> InsightFigure {
        let isFew = spread.will.people == nil && spread.should.people == nil
        return InsightFigure(
            name: "expects-\(name)", title: title, sentence: sentence(spread),
            notes: isFew ? [] : [text("xp-peopleKey"), text("xp-notNetted")],
            size: (320, 150),
            marks: isFew
                ? []
                : columns(spread.will, from: 8, "xp-willAxis", "little")
                    + columns(spread.should, from: 168, "xp-shouldAxis", "much"),
            table: InsightTable(
                columns: [text("xp-level"), text("xp-willAxis"), text("xp-shouldAxis")],
                rows: rows(spread)))
    }

    func sentence(_ spread: ExpectationSpread) -> String {
        var parts = [
            spread.will.people.map { say("xp-willHeard", "\($0)", people) }
                ?? say("xp-willFew", people),
            spread.should.people.map { say("xp-shouldHeard", "\($0)") }
                ?? say("xp-shouldFew", people),
        ]
        func count(_ count: Int?) -> String { count.map { "\($0)" } ?? text("xp-hidden") }
        if spread.gapToWill.people != nil {
            let cells = spread.gapToWill.cells.map(count)
            parts.append(say("xp-gapSay", cells[0], cells[1], cells[2]))
        }
        if let moved = spread.drift.cells.last ?? nil {
            parts.append(say("xp-driftSay", "\(moved)"))
        }
        return parts.joined(separator: " ")
    }

    private func columns(
        _ counted: ExpectationSpread.Cells, from left: Double, _ title: String, _ look: String
    ) -> [InsightMark] {
        let (step, bottom, high) = (29.0, 118.0, 84.0)
        var marks: [InsightMark] = [.text(left, 14, text(title), "name")]
        let most = Double(max(1, counted.cells.compactMap(\.self).max() ?? 1))
        for (part, count) in counted.cells.enumerated() {
            let x = left + Double(part) * step
            if let count {
                let tall = Double(count) / most * high
                marks.append(.bar(x, bottom - tall, step - 5, tall, look))
                marks.append(.text(x + (step - 5) / 2, bottom - tall - 4, "\(count)", "middle"))
            }
        }
        let parts = counted.cells.count
        marks.append(.line(left, bottom, to: left + Double(parts) * step - 5, bottom, "axis"))
        for part in 0...parts {
            let x = left + Double(part) * step - (part == 0 ? 0 : 3)
            marks.append(.text(x, bottom + 15, "\(part * 10 / max(1, parts))", "middle"))
        }
        return marks
    }

    private func rows(_ spread: ExpectationSpread) -> [[InsightTable.Cell]] {
        func row(_ name: String, _ will: Int?, _ should: Int?) -> [InsightTable.Cell] {
            [.text(name), .people(will), .people(should)]
        }
        let width = 10 / ExpectationSpread.partCount
        var rows = (0..<ExpectationSpread.partCount).map { part in
            row(
                say("xp-part", "\(part * width)", "\((part + 1) * width)"),
                spread.will.cells[part], spread.should.cells[part])
        }
        rows.append(row(text("xp-all"), spread.will.people, spread.should.people))
        for (place, name) in ["xp-gapLess", "xp-gapSame", "xp-gapMore"].enumerated() {
            rows.append(
                row(text(name), spread.gapToWill.cells[place], spread.gapToShould.cells[place]))
        }
        for (place, name) in ["xp-stayed", "xp-moved"].enumerated() {
            rows.append(row(text(name), spread.drift.cells[place], nil))
        }
        return rows
    }
}
