import Measures

extension BalanceBook {
    /// What an option would take away, person by person: of ten people or more.
    public struct Relief: Equatable, Sendable {
        /// Which option, as the picture of the balance names it.
        public let letter: String
        public let words: String
        /// Of how many it is known what they settle for.
        public let known: Int
        public let unknown: Int
        /// Before and after, in millionths, the most before first; empty: of too few.
        public let each: [(before: Int32, after: Int32)]

        public init(
            letter: String, words: String, known: Int, unknown: Int,
            each: [(before: Int32, after: Int32)]
        ) {
            self.letter = letter
            self.words = words
            self.known = known
            self.unknown = unknown
            self.each = each.count >= Suppression.least ? each : []
        }

        public static func == (left: Self, right: Self) -> Bool {
            left.letter == right.letter && left.words == right.words && left.known == right.known
                && left.unknown == right.unknown
                && left.each.map(\.before) == right.each.map(\.before)
                && left.each.map(\.after) == right.each.map(\.after)
        }
    }

    /// Everybody who asked and lets it be known, side by side: what is taken away, and what stays.
    public func relief(_ relief: Relief) -> InsightFigure {
        let drawn = Self.spread(relief.each)
        var notes = drawn.isEmpty ? [] : [text("pr-reliefKey")]
        if relief.each.count > drawn.count {
            notes.append(say("pr-reliefCut", "\(drawn.count)", "\(relief.each.count)"))
        }
        return InsightFigure(
            name: "relief-\(relief.letter)",
            title: say("pr-relief", relief.letter, relief.words),
            sentence: sentence(relief), notes: notes, size: (320, 170), marks: marks(drawn),
            table: InsightTable(
                columns: ["pr-person", "pr-before", "pr-after"].map(text),
                rows: drawn.enumerated().map { number, pair in
                    [
                        .text("\(number + 1)"), .decimal(Double(pair.before) / 10_000),
                        .decimal(Double(pair.after) / 10_000),
                    ]
                }))
    }

    private func sentence(_ relief: Relief) -> String {
        guard relief.known > 0 else { return say("pr-reliefNone", people) }
        guard !relief.each.isEmpty else { return say("pr-reliefFew", people) }
        let relieved = relief.each.count { $0.after < $0.before }
        let freed = relief.each.count { $0.before > 0 && $0.after == 0 }
        var said = say("pr-reliefSay", "\(relief.known)", "\(relieved)", "\(freed)")
        if relief.unknown >= Suppression.least {
            said += " " + say("pr-reliefRest", "\(relief.unknown)")
        } else if relief.unknown > 0 {
            said += " " + text("pr-reliefRestFew")
        }
        return said
    }

    /// As many as are drawn, evenly out of all, the first and the last among them.
    private static func spread(
        _ each: [(before: Int32, after: Int32)]
    ) -> [(before: Int32, after: Int32)] {
        guard each.count > personCountMax else { return each }
        return (0..<personCountMax).map { place in
            each[place * (each.count - 1) / (personCountMax - 1)]
        }
    }

    private static let reliefLeft = 34.0
    private static let reliefWide = 280.0
    private static let reliefTop = 10.0
    private static let reliefHigh = 130.0

    private func marks(_ each: [(before: Int32, after: Int32)]) -> [InsightMark] {
        guard !each.isEmpty else { return [] }
        let bottom = Self.reliefTop + Self.reliefHigh
        let step = Self.reliefWide / Double(each.count)
        let width = max(1, step - (step > 4 ? 2 : 0.4))
        var marks: [InsightMark] = []
        func height(_ millionths: Int32) -> Double {
            Double(millionths) / 1_000_000 * Self.reliefHigh
        }
        for (place, pair) in each.enumerated() {
            let x = Self.reliefLeft + Double(place) * step
            let (before, after) = (height(pair.before), height(pair.after))
            if before > after {
                marks.append(.bar(x, bottom - before, width, before - after, "faint"))
            }
            if after > 0 { marks.append(.bar(x, bottom - after, width, after, "little")) }
        }
        marks.append(
            .line(Self.reliefLeft, bottom, to: Self.reliefLeft + Self.reliefWide, bottom, "axis"))
        for part in [0, 50, 100] {
            let y = bottom - Double(part) / 100 * Self.reliefHigh
            marks.append(.text(Self.reliefLeft - 6, y + 4, "\(part)", "end"))
        }
        marks.append(
            .text(
                Self.reliefLeft + Self.reliefWide, bottom + 18, text("pr-reliefAxis"), "end"))
        return marks
    }
}
