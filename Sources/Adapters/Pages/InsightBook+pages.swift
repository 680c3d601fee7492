public import Measures

/// The pages: which pictures stand on each.
extension InsightBook {
    /// The pages there are, as in their addresses.
    public enum Page: String, Sendable, CaseIterable {
        case landscape
        case givenUp = "given-up"
        case learning, different, changed, heard
    }

    public func figures(of page: Page) -> [InsightFigure] {
        switch page {
        case .landscape: [landscape, sacrifice, gap]
        case .givenUp: [givenUp]
        case .learning: [trends, sameWishes, survivors, sacrifice]
        case .different: [different]
        case .changed: [changed, sacrifice]
        case .heard: [heard]
        }
    }

    /// One facet: how much is given up on it, and by whom.
    ///
    /// - Returns: `nil` when fewer than ten people told of it.
    public func figures(ofFacet number: FacetNumber) -> [InsightFigure]? {
        guard let insight = report.givenUp.first(where: { $0.facet == number }) else { return nil }
        let name = facet(number)
        let whole = histogram(
            insight.sacrifice, name: "histogram", title: name,
            sentence: sentence("in-facetSay", insight.sacrifice.mean) + spread(insight.sacrifice))
        return [whole, groups(insight)]
    }

    /// A figure of any page, by its name.
    public func figure(_ name: String) -> InsightFigure? {
        for page in Page.allCases {
            if let found = figures(of: page).first(where: { $0.name == name }) { return found }
        }
        return nil
    }

    // MARK: The landscape

    static let plot = (left: 22.0, top: 10.0, side: 280.0)

    /// Where somebody stands: from less than expected to more, and from nothing given up, below.
    public static func place(gap: Double, sacrifice: Double) -> InsightMark.Point {
        InsightMark.Point(
            plot.left + (min(max(gap, -1), 1) + 1) / 2 * plot.side,
            plot.top + (1 - min(max(sacrifice, 0), 1)) * plot.side)
    }

    var landscape: InsightFigure {
        let landscape = quarters.landscape
        let (left, top, side) = Self.plot
        let edge = Self.place(gap: 0, sacrifice: landscape.threshold)
        var marks: [InsightMark] = [
            .bar(left, top, side, side, "field"),
            .bar(edge.x, top, left + side - edge.x, edge.y - top, "corner"),
            .line(edge.x, top, to: edge.x, top + side, "axis"),
            .line(left, edge.y, to: left + side, edge.y, "edge"),
        ]
        let most = Double(landscape.cells.map(\.people).max() ?? 1)
        for cell in landscape.cells {
            let middle = Self.place(
                gap: (cell.gap.low + cell.gap.high) / 2,
                sacrifice: (cell.sacrifice.low + cell.sacrifice.high) / 2)
            let radius = 2 + 5 * (Double(cell.people) / most).squareRoot()
            marks.append(
                InsightMark(
                    .dot(x: middle.x, y: middle.y, radius: radius),
                    cell.isLackOfBetter ? "much" : "little"))
        }
        let corners = [
            ("in-unsatisfiedMuch", quarters.unsatisfiedWithMuch, left + 6, top + 16),
            ("in-lack", quarters.satisfiedWithMuch, edge.x + 6, top + 16),
            ("in-unsatisfiedLittle", quarters.unsatisfiedWithLittle, left + 6, top + side - 8),
            ("in-satisfiedLittle", quarters.satisfiedWithLittle, edge.x + 6, top + side - 8),
        ]
        for (key, count, x, y) in corners {
            if key == "in-lack" { marks.append(.text(x, y + 16, text(key), "name")) }
            guard let count else { continue }
            let said = "\(count) \(people)"
            // Where most dots are, beside them.
            marks.append(
                key == "in-satisfiedLittle"
                    ? .text(left + side - 6, y, said, "name end") : .text(x, y, said, "name"))
        }
        marks.append(.text(left, top + side + 16, text("in-axisLess")))
        marks.append(.text(left + side, top + side + 16, text("in-axisMore"), "end"))
        marks.append(.text(left, top + side + 32, text("in-axisUp")))
        let rows =
            corners.map { key, count, _, _ -> [InsightTable.Cell] in
                [.text(text(key)), .none, .none, .none, .none, .people(count)]
            }
            + landscape.cells.map { cell -> [InsightTable.Cell] in
                [
                    .text(text("in-cell")), .points(cell.gap.low), .points(cell.gap.high),
                    .points(cell.sacrifice.low), .points(cell.sacrifice.high),
                    .count(cell.people),
                ]
            } + elsewhere(landscape.elsewhere, columns: 6)
        return InsightFigure(
            name: "landscape", title: text("in-landscape"), sentence: landscapeSentence,
            standing: word(report.lackOfBetter.soft.standing),
            notes: [say("in-threshold", points(landscape.threshold)), text("in-cellsNote")],
            size: (324, 326), marks: report.people == nil ? [] : marks,
            table: InsightTable(
                columns: [
                    "in-where", "in-gapFrom", "in-gapTo", "in-givenFrom", "in-givenTo",
                    "in-people",
                ].map(text), rows: rows))
    }

    private var landscapeSentence: String {
        let soft = report.lackOfBetter.soft
        guard let share = soft.value else { return text("in-landTooFew") }
        let said = say(
            "in-landSay", "\(Int((share * 100).rounded()))", people, range(soft),
            "\(soft.count)")
        guard let satisfied = report.lackOfBetter.satisfied.value else { return said }
        return said + " " + say("in-landSatisfied", points(satisfied))
    }

    // MARK: What is given up

    private static let barCountMax = 12

    var givenUp: InsightFigure {
        let shown = report.givenUp.prefix(Self.barCountMax)
        let most = shown.map(\.shareOfAll).max() ?? 0
        var marks: [InsightMark] = []
        for (row, insight) in shown.enumerated() {
            let top = Double(row) * 58
            marks.append(.text(2, top + 12, facet(insight.facet), "name"))
            marks.append(.text(318, top + 12, points(insight.shareOfAll), "end"))
            let wide = most > 0 ? insight.shareOfAll / most * 316 : 0
            marks.append(.bar(2, top + 18, wide, 10, "much"))
            marks += strip(insight.sacrifice, top: top + 31, high: 18)
        }
        let rows = report.givenUp.map { insight -> [InsightTable.Cell] in
            [.text(facet(insight.facet)), .points(insight.shareOfAll)]
                + cells(insight.sacrifice.mean)
                + [
                    .points(insight.sacrifice.median), .points(insight.sacrifice.ninetieth),
                    .points(insight.sacrifice.above.value),
                ]
        }
        let sentence =
            report.givenUp.first.map { first in
                say(
                    "in-givenSay", facet(first.facet), points(first.shareOfAll),
                    "\(first.sacrifice.mean.count)", people)
                    + spread(first.sacrifice)
            } ?? text("in-givenTooFew")
        return InsightFigure(
            name: "given-up", title: text("in-given-up"), sentence: sentence,
            standing: report.givenUp.first.map { word($0.sacrifice.mean.standing) },
            notes: [text("in-stripNote")], size: (320, max(1, shown.count) * 58), marks: marks,
            table: InsightTable(
                columns: [text("in-facet"), text("in-share")] + publishedColumns
                    + [text("in-median"), text("in-ninetieth"), text("in-above")],
                rows: rows))
    }

    /// A distribution in one line, from nothing given up to all.
    private func strip(
        _ distribution: PublishedDistribution, top: Double, high: Double
    ) -> [InsightMark] {
        let most = Double(distribution.bins.compactMap(\.people).max() ?? 0)
        let wide = 316 / Double(max(1, distribution.bins.count))
        let bars = distribution.bins.enumerated().compactMap { place, bin -> InsightMark? in
            guard let people = bin.people, people > 0 else { return nil }
            let tall = max(1, Double(people) / most * high)
            return .bar(
                2 + Double(place) * wide + 0.5, top + high - tall, wide - 1, tall,
                bin.low + 0.001 >= distribution.threshold ? "much" : "little")
        }
        return bars + [.line(2, top + high, to: 318, top + high, "axis")]
    }

    private func groups(_ insight: FacetInsight) -> InsightFigure {
        var marks: [InsightMark] = []
        for (row, group) in insight.byGroup.enumerated() {
            marks.append(
                .text(2, Double(row) * 40 + 12, text("in-who-\(group.who.rawValue)"), "name"))
            marks += reach(group.sacrifice, y: Double(row) * 40 + 26, look: "little")
        }
        if !marks.isEmpty { marks += scale(y: Double(insight.byGroup.count) * 40 + 2) }
        let known = insight.byGroup.filter { $0.sacrifice.value != nil }
        return InsightFigure(
            name: "groups", title: text("in-groups"),
            sentence: known.isEmpty
                ? text("in-tooFew")
                : known.map { group in
                    sentence("in-group-\(group.who.rawValue)", group.sacrifice)
                }.joined(separator: " "), notes: [text("in-reachNote")],
            size: (320, insight.byGroup.count * 40 + 24), marks: marks,
            table: InsightTable(
                columns: [text("in-group")] + publishedColumns,
                rows: insight.byGroup.map {
                    [.text(text("in-who-\($0.who.rawValue)"))] + cells($0.sacrifice)
                }))
    }

    /// A number with how far it may lie off, on a scale from 0 to 100 points.
    func reach(_ published: Published, y: Double, look: String) -> [InsightMark] {
        guard let value = published.value else { return [] }
        func across(_ share: Double) -> Double { 10 + min(max(share, 0), 1) * 300 }
        let line = published.interval.map {
            InsightMark.line(across($0.low), y, to: across($0.high), y, "reach")
        }
        let dot = InsightMark(.dot(x: across(value), y: y, radius: 5), look)
        return (line.map { [$0] } ?? []) + [dot]
    }

    func scale(y: Double) -> [InsightMark] {
        [.line(10, y, to: 310, y, "axis")]
            + (0...4).map { .text(10 + Double($0) * 75, y + 16, "\($0 * 25)", "middle") }
    }
}
