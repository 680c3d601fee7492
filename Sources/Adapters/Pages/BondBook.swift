public import Measures

/// What recognising themself in the house gives people and what it puts at stake, as pictures,
/// sentences and tables in one language.
///
/// People are counted and never averaged, and the two edges stand beside one another: neither is
/// set off against the other.
public struct BondBook: SpokenBook, Sendable {
    let words: BookWords

    public init(people: String, isDutch: Bool) {
        words = BookWords(people: people, isDutch: isDutch)
    }

    private func count(_ count: Int?) -> String { count.map { "\($0)" } ?? text("bo-hidden") }

    /// How many recognise how much.
    public func levels(_ spread: BondSpread) -> InsightFigure {
        InsightFigure(
            name: "bond", title: text("bo-levels"), sentence: sentence(spread),
            notes: spread.much == nil ? [] : [say("bo-levelsKey", "\(spread.muchFrom)")],
            size: (320, 140), marks: bars(spread),
            table: InsightTable(
                columns: [text("bo-level"), text("in-people")],
                rows: spread.levels.enumerated().map { level, count in
                    [.count(level), .people(count)]
                }))
    }

    private func sentence(_ spread: BondSpread) -> String {
        guard let all = spread.people else { return say("bo-few", people) }
        guard let much = spread.much, let less = spread.less else {
            return say("bo-sideFew", "\(all)", people, "\(spread.muchFrom)")
        }
        return say(
            "bo-levelsSay", "\(all)", people, "\(much.people)", "\(spread.muchFrom)",
            "\(less.people)")
    }

    private func bars(_ spread: BondSpread) -> [InsightMark] {
        let told = spread.levels.compactMap(\.self)
        guard let most = told.max(), most > 0 else { return [] }
        let (left, step, bottom, high) = (8.0, 27.5, 108.0, 84.0)
        var marks: [InsightMark] = []
        for (level, count) in spread.levels.enumerated() {
            let x = left + Double(level) * step
            if let count {
                let tall = Double(count) / Double(most) * high
                let look = level >= Int(spread.muchFrom) ? "good" : "little"
                marks.append(.bar(x, bottom - tall, step - 5, tall, look))
                marks.append(.text(x + (step - 5) / 2, bottom - tall - 4, "\(count)", "middle"))
            }
            marks.append(.text(x + (step - 5) / 2, bottom + 15, "\(level)", "middle"))
        }
        marks.append(.line(left, bottom, to: left + 11 * step - 5, bottom, "axis"))
        if spread.muchFrom > 0 {
            let x = left + Double(spread.muchFrom) * step - 2.5
            marks.append(.line(x, 8, to: x, bottom, "edge"))
        }
        return marks
    }

    /// What goes with it, and what it risks; none where people are few.
    public func edges(_ spread: BondSpread) -> [InsightFigure] {
        guard let much = spread.much, let less = spread.less else { return [] }
        return [
            edge(
                "gives", (much, much.comes), (less, less.comes), ["good", "much", "faint"]),
            edge(
                "risks", (much, much.stakes), (less, less.stakes), ["much", "little", "faint"]),
        ]
    }

    private typealias Row = (side: BondSpread.Side, cells: [Int?])

    private func edge(
        _ name: String, _ much: Row, _ less: Row, _ looks: [String]
    ) -> InsightFigure {
        let rows = [("bo-sideMuch", much), ("bo-sideLess", less)]
        let states = (0..<3).map { text("bo-\(name)-\($0)") }
        let said = rows.map { key, row in
            guard row.side.people > 0 else { return say("bo-sideNone", text(key)) }
            let told = zip(row.cells, ["bo-\(name)-0", "bo-\(name)-1", "bo-unknownSay"])
                .compactMap { count, key in
                    count.map { say("bo-countSay", "\($0)", text(key)) }
                }
            let parts = told.isEmpty ? text("bo-fewCell") : told.joined(separator: ", ")
            return say("bo-edgeSay", text(key), parts)
        }
        var marks: [InsightMark] = []
        for (place, (key, row)) in rows.enumerated() {
            let top = Double(place) * 64
            marks.append(
                .text(2, top + 13, "\(text(key)) (\(row.side.people))", "name"))
            marks += stack(row, from: top + 20, looks)
        }
        return InsightFigure(
            name: name, title: text("bo-\(name)"), sentence: said.joined(separator: " "),
            notes: [say("bo-key", states[0], states[1]), text("bo-\(name)Note")],
            size: (320, 128), marks: marks,
            table: InsightTable(
                columns: [text("bo-side")] + states + [text("in-people")],
                rows: rows.map { key, row in
                    [.text(text(key))] + row.cells.map(InsightTable.Cell.people)
                        + [.count(row.side.people)]
                }))
    }

    /// Parts of one row behind one another, each with its count below; what is hidden is left out.
    private func stack(_ row: Row, from top: Double, _ looks: [String]) -> [InsightMark] {
        guard row.side.people > 0 else { return [] }
        var marks: [InsightMark] = [.bar(2, top, 316, 18, "field")]
        var left = 2.0
        for (count, look) in zip(row.cells, looks) {
            guard let count else { continue }
            let wide = Double(count) / Double(row.side.people) * 316
            marks.append(.bar(left, top, max(0, wide - 1), 18, look))
            marks.append(.text(left + wide / 2, top + 32, "\(count)", "middle"))
            left += wide
        }
        if row.cells.allSatisfy({ $0 == nil }) {
            marks.append(.text(2, top + 32, text("bo-fewCell")))
        }
        return marks
    }

    /// The three factors, where each comes from, and of how many it is not known.
    public func factors(_ spread: BondSpread) -> InsightFigure? {
        guard spread.much != nil, let all = spread.people else { return nil }
        func row(_ name: String, _ known: Int?, _ unknown: Int?) -> [InsightTable.Cell] {
            [
                .text(text("bo-factor-\(name)")), .text(text("bo-from-\(name)")),
                .people(known), .people(unknown),
            ]
        }
        return InsightFigure(
            name: "factors", title: text("bo-factors"),
            sentence: say(
                "bo-factorsSay", count(spread.brokenKnown?.known),
                count(spread.leavingKnown?.known), "\(all)"),
            notes: [text("bo-factorsNote")], marks: [],
            table: InsightTable(
                columns: ["bo-factor", "bo-from", "bo-known", "bo-unknown"].map(text),
                rows: [
                    row("self", all, 0),
                    row("broken", spread.brokenKnown?.known, spread.brokenKnown?.unknown),
                    row("leaving", spread.leavingKnown?.known, spread.leavingKnown?.unknown),
                ]))
    }
}
