import Measures
import Pages
import Testing

// Negative controls: with the letter's figure where nobody was asked, `notAsked` fails; without the
// check of ten, what four people said is in the table.
@Suite("How promises are kept, on a page")
struct LedgerBookTests {
    /// So many people with one promise each.
    private static func count(
        kept: Int, broken: Int = 0, unknown: Int = 0, readings: [Bool] = []
    ) -> PromiseCount {
        let letters =
            [PromiseFact.Letter](repeating: .kept, count: kept)
            + .init(repeating: .broken, count: broken)
            + .init(repeating: .unknown, count: unknown)
        return PromiseCount(
            letters.enumerated().map { person, letter in
                PromiseFact(
                    person: UInt64(person), letter: letter,
                    reading: person < readings.count ? readings[person] : nil)
            })
    }

    private static func book(isDutch: Bool = false) -> LedgerBook {
        LedgerBook(people: isDutch ? "gasten" : "guests", isDutch: isDutch)
    }

    private static func ledger(_ lines: [LedgerBook.Line], all: LedgerBook.Line) -> InsightFigure {
        book().ledger(.channels, all: all, lines)
    }

    private static func line(_ name: String, _ count: PromiseCount?) -> LedgerBook.Line {
        LedgerBook.Line(name: name, count: count)
    }

    private static func dots(_ figure: InsightFigure, _ look: String) -> [Double] {
        figure.marks.compactMap { mark in
            guard mark.look == look, case .dot(let x, _, _) = mark.shape else { return nil }
            return x
        }
    }

    @Test("Sixty of eighty kept stand three quarters to the right, with Wilson's line around them")
    func drawn() throws {
        let count = Self.count(kept: 60, broken: 20)
        let figure = Self.ledger([Self.line("site", count)], all: Self.line("", count))
        #expect(Self.dots(figure, "little") == [234, 234])
        let reach = try #require(
            figure.marks.compactMap { mark -> (Double, Double)? in
                guard mark.look == "reach", case .line(let points) = mark.shape else { return nil }
                return (points[0].x, points[1].x)
            }.first)
        // Wilson: 64.5…83.2 of 100.
        #expect(abs(reach.0 - (12 + 0.6452 * 296)) < 0.1)
        #expect(abs(reach.1 - (12 + 0.8317 * 296)) < 0.1)
        #expect(figure.sentence.hasPrefix("Of 100 promises that came due, 75.0 were kept"))
    }

    @Test("Where nobody was asked it says so, and the letter's figure is not in its place")
    func notAsked() throws {
        let count = Self.count(kept: 60, broken: 20)
        let figure = Self.ledger([Self.line("site", count)], all: Self.line("", count))
        #expect(figure.sentence.contains("not asked"))
        #expect(Self.dots(figure, "good").isEmpty)
        let row = try #require(figure.table.rows.last)
        #expect(row[7] == .text("not asked"))
        #expect(row[8] == .none && row[9] == .none && row[10] == .none && row[11] == .none)
    }

    @Test("What fewer than ten said of their reading is not told; what ten said is")
    func fewAsked() throws {
        for (asked, isTold) in [(9, false), (10, true)] {
            let count = Self.count(
                kept: 20, broken: 5, readings: [Bool](repeating: false, count: asked))
            let figure = Self.ledger([], all: Self.line("", count))
            let row = try #require(figure.table.rows.first)
            #expect((row[7] == .count(10)) == isTold)
            #expect((row[8] == .decimal(0)) == isTold)
            #expect((row[11] == .decimal(100)) == isTold)
            #expect(Self.dots(figure, "good").isEmpty != isTold)
        }
    }

    @Test("A board that says that readings are of few has none told, however many promises")
    func readingFew() throws {
        let count = Self.count(kept: 20, readings: [Bool](repeating: true, count: 20))
        let line = LedgerBook.Line(name: "site", count: count, isReadingFew: true)
        let row = try #require(Self.ledger([line], all: line).table.rows.last)
        #expect(row[7] == .text("too few said so") && row[8] == .none)
    }

    @Test("Of a group of few only that is said, and it stands in no picture")
    func few() throws {
        let whole = Self.count(kept: 40)
        let figure = Self.ledger(
            [Self.line("desk", nil), Self.line("site", Self.count(kept: 20))],
            all: Self.line("", whole))
        let row = try #require(figure.table.rows.first { $0.first == .text("desk") })
        #expect(row[1] == .text("too few people"))
        #expect(row.dropFirst(2).allSatisfy { $0 == .none })
        let drawn = figure.marks.compactMap { mark -> String? in
            guard mark.look == "name", case .text(_, _, let name) = mark.shape else { return nil }
            return name
        }
        #expect(drawn == ["all together", "site"])
        #expect(figure.notes.contains { $0.hasPrefix("Of 1 more it says nothing") })
    }

    @Test("Of a house of few nothing is drawn, and no number stands in the sentence")
    func houseOfFew() {
        let figure = Self.ledger([Self.line("site", nil)], all: Self.line("", nil))
        #expect(figure.marks.isEmpty)
        #expect(!figure.sentence.contains { $0.isNumber })
    }

    @Test("What nobody knows widens to the worst and the best, and is in no rate")
    func unknown() {
        let figure = Self.ledger(
            [], all: Self.line("", Self.count(kept: 60, broken: 20, unknown: 20)))
        #expect(figure.sentence.contains("75.0"))
        #expect(figure.notes.contains { $0.contains("between 60.0 and 80.0") })
    }

    @Test("A change that chance may have made is not called better")
    func change() {
        func figure(_ before: PromiseCount, _ after: PromiseCount) -> InsightFigure {
            Self.book().change(
                of: "parcel", words: "Tomorrow with you",
                [
                    LedgerBook.Edition(line: Self.line("1 d", before)),
                    LedgerBook.Edition(
                        line: Self.line("2 d", after),
                        change: RateDifference(
                            first: (Double(after.kept), of: Double(after.judged)),
                            second: (Double(before.kept), of: Double(before.judged)))),
                ])
        }
        let before = Self.count(kept: 50, broken: 50)
        let clear = figure(before, Self.count(kept: 90, broken: 10))
        #expect(clear.sentence.hasPrefix("Kept went up by 40.0 points, from 50.0 to 90.0"))
        let chance = figure(before, Self.count(kept: 55, broken: 45))
        #expect(chance.sentence.contains("That may be chance"))
        let worse = figure(Self.count(kept: 90, broken: 10), before)
        #expect(worse.sentence.hasPrefix("Kept went down by 40.0 points"))
    }

    @Test("The past beside a draft names the shortest time that nineteen of twenty would keep")
    func past() {
        func held(_ minutes: Int64, _ kept: Int) -> LedgerBook.Held {
            LedgerBook.Held(
                seconds: minutes * 60, kept: kept, of: 100,
                interval: wilsonInterval(successes: Double(kept), of: 100))
        }
        let figure = Self.book(isDutch: true).past(
            held(15, 62), [held(20, 80), held(25, 95), held(40, 99)], isWaits: true)
        #expect(figure.sentence.hasPrefix("Bij 15 min zijn er 62,0 van 100 gehouden"))
        #expect(figure.sentence.contains("Bij 25 min zouden het er 95,0 zijn"))
        #expect(
            figure.table.rows.map(\.first)
                == ["15 min", "20 min", "25 min", "40 min"].map {
                    .text($0)
                })
        let safe = Self.book().past(held(25, 95), [held(40, 99)], isWaits: true)
        #expect(!safe.sentence.contains("40 min"))
        #expect(!Self.book().past(nil, [], isWaits: false).sentence.contains { $0.isNumber })
    }

    @Test("Less than half kept is seldom; half is not, and of few nothing is")
    func seldom() {
        #expect(LedgerBook.isSeldomKept(Self.line("", Self.count(kept: 49, broken: 51))))
        #expect(!LedgerBook.isSeldomKept(Self.line("", Self.count(kept: 50, broken: 50))))
        #expect(!LedgerBook.isSeldomKept(Self.line("", nil)))
        #expect(Self.book().seldom(Self.line("", nil)) == nil)
    }

    @Test("A day's promises are counted together, sort by sort in the table")
    func calendar() {
        func due(_ what: String, _ count: Int) -> LedgerBook.Due {
            LedgerBook.Due(what: what, channel: "site", owner: "shop", count: count)
        }
        let figure = Self.book().calendar(
            [
                LedgerBook.Day(name: "Mon 23 Nov", items: [due("parcel", 3), due("call", 4)]),
                LedgerBook.Day(name: "Tue 24 Nov", items: [due("parcel", 5)]),
            ], ahead: 28)
        #expect(figure.sentence.contains("12 promises fall due, most on Mon 23 Nov: 7"))
        #expect(figure.table.rows.count == 3)
        #expect(figure.table.rows.map(\.last) == [.count(3), .count(4), .count(5)])
        #expect(Self.book().calendar([], ahead: 28).marks.isEmpty)
    }
}
