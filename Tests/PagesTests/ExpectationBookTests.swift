import Measures
import Pages
import Testing

// Negative controls: draw a line from its first moment whether or not anything told of it, or show
// a hidden cell as nought, and these fail.
@Suite("What people expect, on a page")
struct ExpectationBookTests {
    private static let day: Int64 = 86_400_000

    private static func heard(
        _ kind: ExpectationHeard.Kind, _ millionths: Int32, day: Int64
    ) -> ExpectationHeard {
        ExpectationHeard(kind, millionths: millionths, at: day * Self.day)
    }

    private static func figure(
        _ heard: [ExpectationHeard], now day: Int64, isDutch: Bool = false, isOwn: Bool = false
    ) -> InsightFigure {
        ExpectationBook(people: "guests", isDutch: isDutch, isOwn: isOwn).figure(
            ExpectationBook.Course(
                name: "quiet", title: "Quiet", course: PersonExpectation(heard),
                now: day * Self.day)
        ) { "day \($0 / Self.day)" }
    }

    private static func looks(_ figure: InsightFigure) -> [String] {
        figure.marks.map(\.look).filter { !["axis", "end", "tick"].contains($0) }
    }

    private static func person(
        _ will: Int32?, gap: Int32? = nil, drifted: Bool? = nil
    ) -> ExpectationSpread.Person {
        ExpectationSpread.Person(
            will: will, should: nil, gapToWill: gap, gapToShould: nil, hasDrifted: drifted)
    }

    @Test("What happens and what is right are two lines, with a mark for each thing heard")
    func drawn() {
        let figure = Self.figure(
            [
                Self.heard(.expects, 900_000, day: 1), Self.heard(.deserves, 800_000, day: 1),
                Self.heard(.met, 300_000, day: 5), Self.heard(.promised, 1_000_000, day: 9),
            ], now: 20)

        #expect(Self.looks(figure).sorted() == ["edge", "little", "much", "own", "own", "series"])
        #expect(figure.table.rows.count == 4)
        #expect(figure.table.rows[2][1] == .text("got") && figure.table.rows[2][5] == .decimal(-6))
        #expect(figure.sentence.contains("6.0 less than thought"))
        #expect(figure.marks.contains { $0.shape == .text(x: 308, y: 140, "day 20") })
    }

    @Test("What nothing tells of has no line and no number, and the sentence says so")
    func unknown() {
        let figure = Self.figure([Self.heard(.promised, 600_000, day: 1)], now: 3)

        #expect(Self.looks(figure).sorted() == ["edge", "much"])
        #expect(figure.table.rows[0][3] == .none && figure.table.rows[0][5] == .none)
        #expect(figure.sentence.contains("is not known yet"))
        let nothing = Self.figure([], now: 3)
        #expect(nothing.marks.isEmpty && nothing.table.rows.isEmpty)
    }

    @Test("In Dutch, and to whom it is about, with a comma") func dutch() {
        let figure = Self.figure(
            [Self.heard(.expects, 650_000, day: 1)], now: 3, isDutch: true, isOwn: true)

        #expect(figure.sentence.hasPrefix("U denkt ongeveer 6,5 van de 10 te krijgen."))
        #expect(!figure.sentence.contains("{"))
    }

    @Test("Of many moments the last hundred are shown, and it says of how many") func many() {
        let figure = Self.figure(
            (1...150).map { Self.heard(.met, 500_000, day: $0) }, now: 151)

        #expect(figure.table.rows.count == 100)
        #expect(figure.notes.contains("The last 100 of 150 are shown."))
    }

    @Test("A shift that is too large for chance is told, a small one is not") func drift() {
        func said(_ later: Int32) -> String {
            Self.figure(
                [Self.heard(.expects, 900_000, day: 1), Self.heard(.expects, later, day: 80)],
                now: 95
            ).sentence
        }

        #expect(said(100_000).contains("moved a lot"))
        #expect(!said(800_000).contains("moved a lot"))
    }

    @Test("Over people no bar tells of few, and of fewer than ten nothing is drawn") func people() {
        let book = ExpectationBook(people: "guests", isDutch: false)
        let few = book.figure(
            of: "quiet", title: "Quiet",
            ExpectationSpread(Array(repeating: Self.person(500_000), count: 9)))
        #expect(few.marks.isEmpty && few.sentence.contains("fewer than ten guests"))
        #expect(few.table.rows.allSatisfy { $0[1] == .none && $0[2] == .none })

        let many = book.figure(
            of: "quiet", title: "Quiet",
            ExpectationSpread(
                Array(repeating: Self.person(900_000, gap: -300_000), count: 20)
                    + Array(repeating: Self.person(300_000, gap: 0), count: 11)
                    + Array(repeating: Self.person(100_000, gap: 400_000), count: 2)))
        let bars = many.marks.filter {
            if case .bar = $0.shape { true } else { false }
        }
        #expect(bars.count == 1 && many.sentence.contains("Of 33 guests"))
        #expect(many.sentence.contains("less – 20; about that – not told"))
        #expect(many.table.rows[4][1] == .count(20) && many.table.rows[1][1] == .none)
    }
}
