public import Measures

/// What a count of a house's people says, as pictures, sentences and tables in one language.
///
/// Nothing is worked out here but where things stand on a page: numbers that may not be shown are
/// not in the report that it is made from.
public struct InsightBook: SpokenBook, Sendable {
    let report: InsightReport
    let quarters: LandscapeQuarters
    /// By the facet's number.
    let facetNames: [String]
    let words: BookWords

    public init(
        report: InsightReport, quarters: LandscapeQuarters, facetNames: [String], people: String,
        isDutch: Bool
    ) {
        self.report = report
        self.quarters = quarters
        self.facetNames = facetNames
        words = BookWords(people: people, isDutch: isDutch)
    }

    /// Whether there are people enough to say anything at all.
    public var hasEnough: Bool { report.people != nil }

    /// What is needed before there is something to see; or how many it is of.
    public var opening: String {
        guard let count = report.people else {
            return say("in-needs", "\(Suppression.least)", people)
        }
        guard !report.showsTotal else { return say("in-of", "\(count)", people) }
        let judged =
            quarters.landscape.people
            ?? max(report.sacrifice.mean.count, report.gap.mean.count)
        return say("in-ofJudged", "\(judged)", people)
    }

    // MARK: Words

    func facet(_ number: FacetNumber) -> String {
        Int(number.number) < facetNames.count ? facetNames[Int(number.number)] : text("in-gone")
    }

    /// How far a number may be relied on, in a word.
    func word(_ standing: Standing) -> String { text("in-\(standing.rawValue)") }

    /// "between 21.0 and 45.2"; nothing where no interval is known.
    func range(_ published: Published) -> String {
        guard let interval = published.interval else { return text("in-noRange") }
        return say("in-between", points(interval.low), points(interval.high))
    }

    /// The sentence for a number, or that there is too little to say it.
    func sentence(_ key: String, _ published: Published) -> String {
        guard let value = published.value else { return text("in-tooFew") }
        let said = say(key, points(value), range(published), "\(published.count)", people)
        return said.prefix(1).uppercased() + said.dropFirst()
    }

    /// Cells of a published number: what it is, its interval, of how many, how much was seen, and
    /// how sure it is.
    func cells(_ published: Published) -> [InsightTable.Cell] {
        [
            .points(published.value), .points(published.interval?.low),
            .points(published.interval?.high),
            published.value == nil ? .none : .count(published.count),
            .points(coverage(of: published)),
            .text(
                published.value == nil ? text("in-hidden") : word(published.standing)),
        ]
    }

    /// How much was seen; `nil` where it would tell of few.
    func coverage(of published: Published) -> Double? {
        published.value == nil || !published.showsCoverage || !report.showsTotal
            ? nil : published.coverage
    }

    var publishedColumns: [String] {
        ["in-value", "in-low", "in-high", "in-people", "in-coverage", "in-state"].map(text)
    }

    // MARK: Distributions

    /// How many give up how much, in twenty parts.
    func histogram(
        _ distribution: PublishedDistribution, name: String, title: String, sentence: String,
        notes: [String] = []
    ) -> InsightFigure {
        let (left, base, wide, high) = (20.0, 120.0, 280.0, 90.0)
        let low = distribution.bins.first?.low ?? 0
        let span = (distribution.bins.last?.high ?? 1) - low
        func across(_ value: Double) -> Double { left + (value - low) / span * wide }
        let most = Double(distribution.bins.compactMap(\.people).max() ?? 0)
        var marks: [InsightMark] = []
        for bin in distribution.bins {
            guard let people = bin.people, people > 0 else { continue }
            let tall = Double(people) / most * high
            let isBeyond = bin.low + span / 40 >= distribution.threshold
            let look = low < 0 ? isBeyond ? "little" : "much" : isBeyond ? "much" : "little"
            marks.append(
                .bar(
                    across(bin.low) + 1, base - tall, across(bin.high) - across(bin.low) - 2, tall,
                    look))
        }
        if !marks.isEmpty {
            marks.append(.line(left, base, to: left + wide, base, "axis"))
            let edge = across(distribution.threshold)
            marks.append(.line(edge, 22, to: edge, base, "edge"))
            for part in 0...4 {
                let value = low + span * Double(part) / 4
                marks.append(
                    .text(across(value), base + 16, "\(Int((value * 100).rounded()))", "middle"))
            }
            marks.append(.text(left, base + 34, text(low < 0 ? "in-axisGap" : "in-axisGiven")))
            marks.append(.text(left, 14, say("in-axisPeople", people, "\(Int(most))")))
        }
        let rows =
            distribution.bins.map { bin -> [InsightTable.Cell] in
                [.points(bin.low), .points(bin.high), .people(bin.people)]
            } + elsewhere(distribution.elsewhere, columns: 3)
        return InsightFigure(
            name: name, title: title, sentence: sentence,
            standing: word(distribution.mean.standing),
            notes: notes + hidden(distribution, isDrawn: !marks.isEmpty), marks: marks,
            table: InsightTable(
                columns: [text("in-from"), text("in-to"), text("in-people")], rows: rows))
    }

    /// What is not in a picture.
    private func hidden(_ distribution: PublishedDistribution, isDrawn: Bool) -> [String] {
        if !isDrawn { return [text("in-noPicture")] }
        let people = distribution.elsewhere
        return people > 0 ? [say("in-notDrawn", "\(people)", self.people)] : []
    }

    /// The last row of a table whose small cells are not shown.
    func elsewhere(_ people: Int, columns: Int) -> [[InsightTable.Cell]] {
        guard people > 0 else { return [] }
        let gap = [InsightTable.Cell](repeating: .none, count: columns - 2)
        return [[.text(text("in-elsewhere"))] + gap + [.count(people)]]
    }

    /// "Half give up less than 12.5 points, one in ten more than 60.0."
    func spread(_ distribution: PublishedDistribution) -> String {
        guard let median = distribution.median else { return "" }
        guard let ninetieth = distribution.ninetieth else {
            return " " + say("in-half", points(median))
        }
        return " " + say("in-halfAndTen", points(median), points(ninetieth))
    }

    var sacrifice: InsightFigure {
        histogram(
            report.sacrifice, name: "sacrifice", title: text("in-sacrifice"),
            sentence: sentence("in-sacrificeSay", report.sacrifice.mean) + spread(report.sacrifice),
            notes: report.bounds.map { [say("in-bounds", points($0.low), points($0.high))] } ?? [])
    }

    var gap: InsightFigure {
        histogram(
            report.gap, name: "gap", title: text("in-gap"),
            sentence: sentence("in-gapSay", report.gap.mean), notes: [text("in-apart")])
    }
}
