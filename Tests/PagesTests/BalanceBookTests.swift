import Measures
import Pages
import Testing

// Negative controls: with what is out among the points, `vetoed` fails; with the zone drawn from
// nought, `zone` fails; with the Nash pick alone ringed, `contested` fails; without the check of
// ten, what nine people give up is in the picture, and `few` and `reliefOfFew` fail.
@Suite("A proposal weighed, on a page")
struct BalanceBookTests {
    private typealias Option = BalanceBook.Option

    private static let comfort = TwoGains(0.05, 0.1)

    private static func book(isDutch: Bool = false) -> BalanceBook {
        BalanceBook(people: isDutch ? "gasten" : "guests", isDutch: isDutch)
    }

    private static func option(
        _ words: String, _ customer: Double?, _ house: Double?, out: String? = nil,
        isInZone: Bool = true, isOnFront: Bool = false, isFew: Bool = false,
        isExpected: Bool = false, share: Double = 0
    ) -> Option {
        Option(
            words: words, customer: customer, house: house, out: out, isInZone: isInZone,
            isOnFront: isOnFront, isFew: isFew, isExpected: isExpected, pickShare: share,
            score: share)
    }

    private static func figure(
        _ options: [Option], _ verdict: BalanceVerdict, isDutch: Bool = false
    ) -> InsightFigure { book(isDutch: isDutch).balance(options, verdict, comfort: comfort) }

    private static func dots(_ figure: InsightFigure, _ look: String) -> [[Double]] {
        figure.marks.compactMap { mark in
            guard mark.look == look, case .dot(let x, let y, _) = mark.shape else { return nil }
            return [x, y]
        }
    }

    private static func names(_ figure: InsightFigure) -> [String] {
        figure.marks.compactMap { mark in
            guard mark.look.hasPrefix("name"), case .text(_, _, let text) = mark.shape else {
                return nil
            }
            return text
        }
    }

    private static func bars(_ figure: InsightFigure, _ look: String) -> [[Double]] {
        figure.marks.compactMap { mark in
            guard mark.look == look, case .bar(let x, let y, let width, let height) = mark.shape
            else { return nil }
            return [x, y, width, height]
        }
    }

    @Test("A gain lies to the right, ease of the house upwards, and the pick has a ring")
    func points() {
        let figure = Self.figure(
            [
                Self.option("all", 1, 0.5, isOnFront: true, share: 0.93),
                Self.option("less", 0.5, 0.25, isInZone: false),
            ], .picked(0))
        // 34…304 across for 0…1, 214…24 up for 0…0.5.
        #expect(Self.dots(figure, "good") == [[304, 24]])
        #expect(Self.dots(figure, "faint") == [[169, 119]])
        #expect(Self.dots(figure, "own") == [[304, 24]])
        #expect(Self.names(figure) == ["A", "B"])
        #expect(figure.sentence.contains("A (“all”)"))
        #expect(figure.sentence.contains("in 93.0 of 100"))
    }

    @Test("What rests on what is expected says so, and tells no share of what nobody told")
    func expected() {
        for isDutch in [false, true] {
            let figure = Self.figure(
                [Self.option("a", 1, 0.5, isOnFront: true, isExpected: true, share: 1)], .picked(0),
                isDutch: isDutch)
            #expect(figure.sentence.contains("A (“a”)"))
            #expect(figure.sentence.contains(isDutch ? "verwachten" : "expect"))
            #expect(!figure.sentence.contains("100"))
            #expect(figure.table.rows[0][6] == .none)
        }
    }

    @Test("The zone begins where each side is at ease, and ends with the picture")
    func zone() {
        let figure = Self.figure([Self.option("a", 0.25, 0.25)], .picked(0))
        // A twentieth of a quarter is a fifth across; a tenth of a quarter two fifths up.
        #expect(Self.bars(figure, "atease") == [[88, 24, 216, 114]])
    }

    @Test("What is out stands in no point and no line, and is named apart with why")
    func vetoed() throws {
        let figure = Self.figure(
            [
                Self.option("sell data", 1, 1, out: "it misuses people's data"),
                Self.option("a", 0.2, 0.5, isOnFront: true),
                Self.option("b", 0.4, 0.25, isOnFront: true),
            ], .picked(1))
        #expect(Self.names(figure) == ["B", "C"])
        #expect(Self.dots(figure, "good").count == 2)
        #expect(
            figure.notes.contains("A (“sell data”) is out: it misuses people's data."))
        #expect(figure.table.rows[0][4] == .text("it misuses people's data"))
        #expect(figure.table.rows[0][6] == .none && figure.table.rows[1][6] == .decimal(0))
        let line = try #require(figure.marks.first { $0.look == "front" })
        guard case .line(let points) = line.shape else {
            Issue.record("the front is no line")
            return
        }
        // From left to right, through what nothing beats.
        #expect(points.map(\.x) == [142, 250])
    }

    @Test("One option alone has no front line")
    func lonely() {
        let figure = Self.figure([Self.option("a", 0.2, 0.5, isOnFront: true)], .picked(0))
        #expect(!figure.marks.contains { $0.look == "front" })
    }

    @Test("Where rules differ it is contested: each rule names its own, and each has a ring")
    func contested() {
        let options = [
            Self.option("generous", 1, 0.2), Self.option("middle", 0.5, 0.35),
            Self.option("house", 0.2, 0.5),
        ]
        let verdict = BalanceVerdict.contested(nash: 0, kalaiSmorodinsky: 1, egalitarian: 1)
        let figure = Self.figure(options, verdict)
        #expect(Self.dots(figure, "own").count == 2)
        #expect(figure.sentence.contains("(Nash) names A (“generous”)"))
        #expect(figure.sentence.contains("names B (“middle”); the most"))
        #expect(Self.figure(options, verdict, isDutch: true).sentence.contains("omstreden"))
    }

    @Test("With nothing at ease it says so; with nothing known it says what is missing")
    func none() {
        let uneasy = Self.figure([Self.option("a", 0.01, 0.05, isInZone: false)], .noAgreement)
        #expect(uneasy.sentence.hasPrefix("No option leaves both sides at ease"))
        #expect(Self.dots(uneasy, "own").isEmpty)
        let unknown = Self.figure(
            [Self.option("a", nil, 0.3), Self.option("b", 0.3, nil)], .noAgreement)
        #expect(unknown.sentence.hasPrefix("Nothing can be weighed yet"))
        #expect(unknown.marks.isEmpty)
        #expect(unknown.notes.count == 2)
        #expect(Self.figure([], .noAgreement).sentence.hasPrefix("There are no options yet"))
    }

    @Test("What rests on fewer than ten people is weighed, and its place is not told")
    func few() {
        let figure = Self.figure(
            [
                Self.option("secret", 0.37, 0.5, isFew: true, share: 0.4),
                Self.option("plain", 0.2, 0.5),
            ], .picked(0))
        #expect(Self.names(figure) == ["B"])
        #expect(figure.table.rows[0][2] == .text("of too few people"))
        #expect(figure.table.rows[0][7] == .text("of too few people"))
        #expect(figure.notes.contains { $0.hasPrefix("A (“secret”) is weighed and not drawn") })
        let shown = figure.table.rows.joined().map { $0.shown(point: ".") }
        #expect(!shown.contains("37.0"))
    }

    @Test("What lies at one place is named there once")
    func together() {
        let figure = Self.figure(
            [Self.option("a", 0.5, 0.5), Self.option("b", 0.5, 0.5), Self.option("c", 0.1, 0.2)],
            .picked(0))
        #expect(Self.names(figure) == ["A, B", "C"])
    }

    // MARK: Person by person

    private static func relief(
        _ befores: [Int32], fall: Int32, unknown: Int = 0
    ) -> InsightFigure {
        book().relief(
            BalanceBook.Relief(
                letter: "A", words: "benches", known: befores.count, unknown: unknown,
                each: befores.map { ($0, max(0, $0 - fall)) }))
    }

    @Test("Each person is a bar: what stays below what falls off, and both are in the table")
    func relieved() {
        let figure = Self.relief(
            [1_000_000] + [Int32](repeating: 200_000, count: 8) + [0], fall: 500_000, unknown: 12)
        #expect(Self.bars(figure, "little").map { $0[3] } == [65])
        #expect(Self.bars(figure, "faint").map { $0[3] } == [65] + Array(repeating: 26, count: 8))
        #expect(figure.table.rows.count == 10)
        #expect(figure.table.rows[0] == [.text("1"), .decimal(100), .decimal(50)])
        #expect(figure.sentence.contains("9 would give up less, 8 of them nothing more"))
        #expect(figure.sentence.contains("Of 12 others"))
    }

    @Test("Of nine people nothing is drawn or counted; of ten it is")
    func reliefOfFew() {
        for (count, isTold) in [(9, false), (10, true)] {
            let figure = Self.relief([Int32](repeating: 300_000, count: count), fall: 100_000)
            #expect(figure.marks.isEmpty != isTold)
            #expect(figure.table.rows.isEmpty != isTold)
            #expect(figure.sentence.contains { $0.isNumber } == isTold)
        }
        #expect(Self.relief([], fall: 1).sentence.contains("none of the guests"))
    }

    @Test("Of very many people those drawn are spread evenly, the first and the last among them")
    func reliefOfMany() {
        let befores = (0..<1_000).map { Int32(1_000_000 - $0 * 1_000) }
        let figure = Self.relief(befores, fall: 0)
        #expect(figure.table.rows.first?[1] == .decimal(100))
        #expect(figure.table.rows.last?[1] == .decimal(0.1))
        #expect(figure.table.rows.count == 140)
        #expect(figure.notes.contains("Drawn are 140 of 1000, evenly spread."))
    }
}
