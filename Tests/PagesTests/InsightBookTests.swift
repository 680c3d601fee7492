import Measures
import Pages
import Testing

// Negative controls: without `Suppression` in the report a part of three is in the tables; without
// the sign before a formula the file has one.
@Suite("Pictures of people together")
struct InsightBookTests {
    /// So many people alike: how close they came, what they expected and what they got.
    private struct Alike {
        var count: Int
        var sacrifice: Int32
        var expected: Int32 = 500_000
        var perceived: Int32 = 500_000
        var facet: UInt16 = 0
    }

    private static func book(_ groups: [Alike], isDutch: Bool = false) -> InsightBook {
        var now = PopulationMeasures()
        for group in groups {
            for _ in 0..<group.count {
                var person = PersonMeasures()
                let key = WishKey(UInt32(group.facet) + 1)
                person.take(
                    .wish(key, on: FacetNumber(group.facet), importance: 5, isConfirmed: true))
                for day in Int32(20_000)..<20_004 {
                    person.take(
                        .sacrifice(
                            key, millionths: group.sacrifice, day: day, isConfirmed: true))
                }
                person.take(.expected(millionths: group.expected, day: 20_004))
                person.take(.perceived(millionths: group.perceived, day: 20_004))
                now.add(person.summary)
            }
        }
        var banded = PopulationMeasures(bands: now.averageBands(within: 0.5, version: 1))
        banded = groups.isEmpty ? now : banded
        return InsightBook(
            report: InsightReport(now: now, before: nil, month: MeasureMonth(day: 20_010)),
            quarters: now.landscapeQuarters, facetNames: ["Quiet", "=Food, and drink"],
            people: isDutch ? "gasten" : "guests", isDutch: isDutch)
    }

    private static func figures(_ book: InsightBook) -> [InsightFigure] {
        InsightBook.Page.allCases.flatMap { book.figures(of: $0) }
            + (0..<2).flatMap { book.figures(ofFacet: FacetNumber($0)) ?? [] }
    }

    /// Numbers of people in a figure's table.
    private static func counts(_ figure: InsightFigure) -> [Int] {
        figure.table.rows.flatMap { row in
            row.enumerated().compactMap { column, cell in
                guard figure.table.columns[column].hasPrefix("People"),
                    case .count(let count) = cell
                else { return nil }
                return count
            }
        }
    }

    @Test("Twelve people who are satisfied and give up half stand in the corner, at their place")
    func corner() throws {
        let figure = try #require(
            Self.book([Alike(count: 12, sacrifice: 500_000)]).figure("landscape"))
        let dots = figure.marks.compactMap { mark -> (Double, Double, Double, String)? in
            guard case .dot(let x, let y, let radius) = mark.shape else { return nil }
            return (x, y, radius, mark.look)
        }
        // Gap 0 to 10 points, sacrifice 50 to 55: 22 + 1.05 / 2 · 280, and 10 + 0.475 · 280.
        let dot = try #require(dots.first)
        #expect(dots.count == 1)
        #expect(abs(dot.0 - 169) < 1e-6 && abs(dot.1 - 143) < 1e-6)
        #expect(abs(dot.2 - 7) < 1e-6)
        #expect(dot.3 == "much")
        #expect(
            figure.table.rows.contains([
                .text("for lack of better"), .none, .none, .none, .none, .count(12),
            ]))
    }

    @Test("Places lie from less than expected to more, and upwards for more given up")
    func places() {
        #expect(InsightBook.place(gap: -1, sacrifice: 0) == InsightMark.Point(22, 290))
        #expect(InsightBook.place(gap: 1, sacrifice: 1) == InsightMark.Point(302, 10))
        #expect(InsightBook.place(gap: 0, sacrifice: 0.5) == InsightMark.Point(162, 150))
        #expect(InsightBook.place(gap: 9, sacrifice: -9) == InsightMark.Point(302, 290))
    }

    @Test("A bar of a histogram is as high as its share of the highest")
    func histogram() throws {
        let figure = try #require(
            Self.book([
                Alike(count: 40, sacrifice: 100_000), Alike(count: 20, sacrifice: 400_000),
            ]).figure("sacrifice"))
        let bars = figure.marks.compactMap { mark -> InsightMark? in
            if case .bar = mark.shape { mark } else { nil }
        }
        #expect(bars.count == 2)
        for (bar, wanted) in zip(bars, [(49.0, 90.0, "little"), (133.0, 45.0, "much")]) {
            guard case .bar(let x, let y, let width, let height) = bar.shape else { continue }
            #expect(abs(x - wanted.0) < 1e-6 && abs(height - wanted.1) < 1e-6)
            #expect(abs(y + height - 120) < 1e-6 && abs(width - 12) < 1e-6)
            #expect(bar.look == wanted.2)
        }
    }

    @Test("Of nine people nothing is drawn or told but what is needed", arguments: [false, true])
    func few(isDutch: Bool) {
        let book = Self.book([Alike(count: 9, sacrifice: 500_000)], isDutch: isDutch)
        #expect(!book.hasEnough)
        #expect(book.opening.contains("10"))
        for figure in Self.figures(book) {
            #expect(!figure.sentence.contains("9"))
            #expect(
                figure.table.rows.allSatisfy { row in
                    row.allSatisfy { if case .count(9) = $0 { false } else { true } }
                })
        }
    }

    @Test("No table has a part of fewer than ten people, and none follows from the others")
    func suppressed() {
        let book = Self.book([
            Alike(count: 30, sacrifice: 50_000), Alike(count: 25, sacrifice: 600_000),
            Alike(count: 3, sacrifice: 900_000),
            Alike(count: 4, sacrifice: 300_000, perceived: 100_000),
            Alike(count: 12, sacrifice: 450_000, perceived: 200_000, facet: 1),
        ])
        let figures = Self.figures(book)
        #expect(figures.count == 16)
        for figure in figures {
            #expect(Self.counts(figure).allSatisfy { $0 >= 10 }, "\(figure.name)")
        }
        let drawn = figures.flatMap(\.marks).compactMap { mark -> Int? in
            guard case .text(_, _, let text) = mark.shape, text.hasSuffix(" guests") else {
                return nil
            }
            return Int(text.dropLast(7))
        }
        #expect(!drawn.isEmpty && drawn.allSatisfy { $0 >= 10 })
    }

    @Test("Each picture has a sentence without gaps, in both languages", arguments: [false, true])
    func sentences(isDutch: Bool) {
        let book = Self.book(
            [
                Alike(count: 40, sacrifice: 100_000), Alike(count: 20, sacrifice: 500_000),
                Alike(count: 15, sacrifice: 600_000, perceived: 200_000, facet: 1),
            ], isDutch: isDutch)
        for figure in Self.figures(book) {
            let texts =
                [figure.title, figure.sentence, figure.standing ?? "x"] + figure.notes
                + figure.table.columns
            for text in texts {
                #expect(!text.isEmpty && !text.contains("{") && !text.contains("in-"), "\(text)")
            }
        }
    }

    @Test("The landscape says how many of the satisfied make do, of how many, and how sure it is")
    func landscapeSays() throws {
        let groups = [Alike(count: 30, sacrifice: 0), Alike(count: 30, sacrifice: 900_000)]
        let english = try #require(Self.book(groups).figure("landscape"))
        #expect(
            english.sentence.hasPrefix(
                "Of 100 satisfied guests, about 50 are so for lack of better"))
        #expect(english.sentence.contains("60 people"))
        let dutch = try #require(Self.book(groups, isDutch: true).figure("landscape"))
        #expect(dutch.sentence.hasPrefix("Van 100 tevreden gasten zijn er ongeveer 50"))
        #expect(["reliable", "provisional"].contains(english.standing))
    }

    @Test("A file has what the table has, and no text that a spreadsheet takes for a formula")
    func files() throws {
        let figure = try #require(
            Self.book([
                Alike(count: 30, sacrifice: 200_000),
                Alike(count: 20, sacrifice: 600_000, facet: 1),
            ]).figure("given-up"))
        let lines = figure.table.csv.split(separator: "\r\n")
        #expect(lines.count == figure.table.rows.count + 1)
        #expect(lines.dropFirst().contains { $0.hasPrefix("\"'=Food, and drink\",") })
        for (line, row) in zip(lines.dropFirst(), figure.table.rows) {
            #expect(line == row.map(\.plain).joined(separator: ","))
        }
    }

    @Test(
        "Texts that could be formulas begin with an apostrophe; numbers below 0 do not",
        arguments: [
            ("=1+1", "'=1+1"), ("+31", "'+31"), ("-a", "'-a"), ("@x", "'@x"), ("\tx", "'\tx"),
            ("a\"b", "\"a\"\"b\""), ("a,b", "\"a,b\""), ("plain", "plain"), ("", ""),
        ])
    func formulas(text: String, field: String) {
        #expect(InsightTable.Cell.text(text).plain == field)
        #expect(InsightTable.Cell.decimal(-1.25).plain == "-1.3")
        #expect(InsightTable.Cell.none.plain.isEmpty)
    }

    @Test(
        "A number has one decimal, in the reader's way, and nought has no sign",
        arguments: [(31.25, "31,3"), (-0.04, "0,0"), (0, "0,0"), (100, "100,0"), (-2.5, "-2,5")])
    func numbers(value: Double, shown: String) {
        #expect(InsightTable.Cell.decimal(value).shown(point: ",") == shown)
    }
}
