import Measures
import Pages
import Testing

// Negative controls: with the letter's figure where nobody was asked, `notAsked` fails; without the
// check of ten, what four people said is in the table; with those who were asked and did not say
// among those whom nobody asked, `silent` fails; with the rate itself as the line, `seldom` fails.
@Suite("How promises are kept, on a page")
struct LedgerBookTests {
    /// So many people with one promise each.
    private static func count(
        kept: Int, broken: Int = 0, unknown: Int = 0, readings: [Bool] = [], asked: Int = 0
    ) -> PromiseCount {
        let letters =
            [PromiseFact.Letter](repeating: .kept, count: kept)
            + .init(repeating: .broken, count: broken)
            + .init(repeating: .unknown, count: unknown)
        return PromiseCount(
            letters.enumerated().map { person, letter in
                PromiseFact(
                    person: UInt64(person), letter: letter,
                    reading: person < readings.count ? readings[person] : nil,
                    isAsked: person < asked)
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

    private static func squares(_ figure: InsightFigure, _ look: String) -> [Double] {
        figure.marks.compactMap { mark in
            guard mark.look == look, case .bar(let x, _, let width, _) = mark.shape else {
                return nil
            }
            return x + width / 2
        }
    }

    /// The cell of a row under the head that a phrase names.
    private static func cell(_ figure: InsightFigure, _ head: String, row: Int) throws
        -> InsightTable.Cell
    {
        let column = try #require(figure.table.columns.firstIndex(of: head), "no \(head)")
        return figure.table.rows[row][column]
    }

    @Test("Sixty of eighty kept stand three quarters to the right, with Wilson's line around them")
    func drawn() throws {
        let count = Self.count(kept: 60, broken: 20)
        let figure = Self.ledger([Self.line("site", count)], all: Self.line("", count))
        #expect(Self.dots(figure, "little") == [204, 204])
        let reach = try #require(
            figure.marks.compactMap { mark -> (Double, Double)? in
                guard mark.look == "reach", case .line(let points) = mark.shape else { return nil }
                return (points[0].x, points[1].x)
            }.first)
        // Wilson: 64.5…83.2 of 100.
        #expect(abs(reach.0 - (12 + 0.6452 * 256)) < 0.1)
        #expect(abs(reach.1 - (12 + 0.8317 * 256)) < 0.1)
        let opening = "Of 100 promises that came due and of which we know, 75.0 were kept"
        #expect(figure.sentence.hasPrefix(opening))
        #expect(figure.sentence.contains("between 64.5 and 83.2, Wilson"))
    }

    @Test("Where nobody was asked it says so, and the letter's figure is not in its place")
    func notAsked() throws {
        let count = Self.count(kept: 60, broken: 20)
        let figure = Self.ledger([Self.line("site", count)], all: Self.line("", count))
        #expect(figure.sentence.contains("not asked"))
        #expect(Self.squares(figure, "good").isEmpty)
        let row = try #require(figure.table.rows.last)
        #expect(row[10] == .text("not asked"))
        #expect(row[11] == .count(0) && row[12] == .count(80))
        #expect(row[13...16].allSatisfy { $0 == .none })
    }

    @Test("What fewer than ten said of their reading is not told; what ten said is")
    func fewAsked() throws {
        for (asked, isTold) in [(9, false), (10, true)] {
            let count = Self.count(
                kept: 20, broken: 5, readings: [Bool](repeating: false, count: asked))
            let figure = Self.ledger([], all: Self.line("", count))
            let row = try #require(figure.table.rows.first)
            #expect((row[10] == .count(10)) == isTold)
            #expect((row[12] == .count(15)) == isTold)
            #expect((row[13] == .decimal(0)) == isTold)
            #expect((row[16] == .decimal(100)) == isTold)
            #expect(Self.squares(figure, "good").isEmpty != isTold)
        }
    }

    @Test("Who said so, who was asked and did not say, and who was not asked are three numbers")
    func silent() throws {
        let count = Self.count(
            kept: 60, readings: [Bool](repeating: true, count: 20), asked: 35)
        let figure = Self.ledger([], all: Self.line("", count))
        let told = try ["Told how they took it", "Asked, and did not say", "Not asked"].map {
            try Self.cell(figure, $0, row: 0)
        }
        #expect(told == [.count(20), .count(15), .count(25)])
        #expect(figure.sentence.contains("15 were asked and did not say so; 25 were not asked."))

        let nobody = Self.ledger([], all: Self.line("", Self.count(kept: 60, asked: 35)))
        #expect(nobody.sentence.contains("35 were asked, and none said so"))
        #expect(
            try Self.cell(nobody, "Told how they took it", row: 0)
                == .text("asked, and nobody said"))
        #expect(Self.squares(nobody, "good").isEmpty)
    }

    @Test("Of nine who were asked and did not say neither they nor those not asked are told")
    func fewSilent() throws {
        for (silent, isTold) in [(9, false), (10, true)] {
            let count = Self.count(
                kept: 60, readings: [Bool](repeating: true, count: 20), asked: 20 + silent)
            let figure = Self.ledger([], all: Self.line("", count))
            for head in ["Asked, and did not say", "Not asked"] {
                #expect((try Self.cell(figure, head, row: 0) != .none) == isTold)
            }
            #expect(figure.sentence.contains("were not asked") == isTold)
            #expect(try Self.cell(figure, "Told how they took it", row: 0) == .count(20))
        }
        // A board may know that they are few where a count does not.
        let line = LedgerBook.Line(
            name: "", count: Self.count(kept: 60, asked: 30), isAskingFew: true)
        let figure = Self.ledger([], all: line)
        #expect(figure.sentence.contains("too few said so"))
        #expect(try Self.cell(figure, "Not asked", row: 0) == .none)
    }

    @Test("The letter is a dot and the reading a square, and the key names both and the numbers")
    func shapes() throws {
        let count = Self.count(
            kept: 60, broken: 20, readings: [Bool](repeating: true, count: 40))
        for isDutch in [false, true] {
            let figure = Self.book(isDutch: isDutch).ledger(
                .channels, all: Self.line("", count), [])
            #expect(Self.dots(figure, "little") == [204])
            #expect(Self.squares(figure, "good") == [268])
            #expect(Self.dots(figure, "good").isEmpty)
            let key = try #require(figure.notes.first)
            for word in isDutch ? ["stip", "vierkant", "100"] : ["dot", "square", "100"] {
                #expect(key.contains(word))
            }
            let numbers = figure.marks.compactMap { mark -> String? in
                guard mark.look == "end", case .text(_, _, let text) = mark.shape else {
                    return nil
                }
                return text
            }
            #expect(numbers == (isDutch ? ["75,0", "100,0"] : ["75.0", "100.0"]))
        }
    }

    @Test("A board that says that readings are of few has none told, however many promises")
    func readingFew() throws {
        let count = Self.count(kept: 20, readings: [Bool](repeating: true, count: 20))
        let line = LedgerBook.Line(name: "site", count: count, isReadingFew: true)
        let row = try #require(Self.ledger([line], all: line).table.rows.last)
        #expect(row[10] == .text("too few said so"))
        #expect(row[11...16].allSatisfy { $0 == .none })
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

    @Test("Seldom is what lies below half with all its interval; what may be half is not")
    func seldom() {
        #expect(LedgerBook.isSeldomKept(Self.line("", Self.count(kept: 40, broken: 60))))
        #expect(!LedgerBook.isSeldomKept(Self.line("", Self.count(kept: 41, broken: 59))))
        #expect(!LedgerBook.isSeldomKept(Self.line("", Self.count(kept: 3, broken: 7))))
        #expect(!LedgerBook.isSeldomKept(Self.line("", nil)))
        #expect(Self.book().seldom(Self.line("", nil)) == nil)
    }

    @Test("Where only the words changed, before and after says so and shows both")
    func reworded() {
        func edition(_ kept: Int, _ words: String?, _ since: String) -> LedgerBook.Edition {
            LedgerBook.Edition(
                line: Self.line("1 d, since \(since)", Self.count(kept: kept)), words: words,
                since: since)
        }
        let figure = Self.book().change(
            of: "parcel", words: "Soon with you",
            [
                edition(20, "Tomorrow with you", "Mon"), edition(30, "Soon with you", "Tue"),
                edition(40, "Soon with you", "Wed"),
            ])
        let notes = figure.notes.filter { $0.contains("wording") }
        #expect(
            notes == ["The wording changed: “Tomorrow with you” became “Soon with you” (Tue)."])
        #expect(figure.table.rows.count == 3)
        let same = Self.book().change(
            of: "parcel", words: "Soon", [edition(20, nil, "Mon"), edition(30, nil, "Tue")])
        #expect(!same.notes.contains { $0.contains("wording") })
    }

    @Test("Behind the numbers of an entry stands each with both intervals, and none of few")
    func behind() throws {
        let count = Self.count(
            kept: 60, broken: 20, readings: [Bool](repeating: true, count: 40))
        let held = LedgerBook.Held(
            seconds: 900, kept: 62, of: 100, interval: wilsonInterval(successes: 62, of: 100))
        let table = try #require(Self.book().behind(Self.line("", count), held))
        #expect(table.rows.map(\.last) == [.count(80), .count(40), .count(40), .count(100)])
        #expect(table.rows.map { $0[1] } == [75, 100, 0, 62].map { .decimal($0) })
        let letter = table.rows[0]
        for (cell, value) in zip(letter[2...3], [64.5, 83.2]) {
            guard case .decimal(let share) = cell else {
                Issue.record("no interval")
                continue
            }
            #expect(abs(share - value) < 0.06)
        }
        // Whoever looks every day is told less.
        guard case .decimal(let low) = letter[2], case .decimal(let ever) = letter[4] else {
            Issue.record("an interval is missing")
            return
        }
        #expect(ever < low)
        let unsaid = try #require(
            Self.book().behind(Self.line("", Self.count(kept: 60)), nil))
        #expect(unsaid.rows.count == 1)
        #expect(Self.book().behind(Self.line("", nil), nil) == nil)
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
