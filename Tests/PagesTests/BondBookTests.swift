import Measures
import Pages
import Testing

// Negative controls: draw a hidden count as nought, or tell a side of few, and these fail.
@Suite("Who recognises themself in the house, on a page")
struct BondBookTests {
    private static func people(_ level: UInt8, _ count: Int, stays: UInt8?) -> [BondStake] {
        Array(
            repeating: BondStake(
                level: level, kept: 0, broken: 3, leaving: stays.map { .told(stays: $0) }),
            count: count)
    }

    private static let spread = BondSpread(
        people(9, 30, stays: 0) + people(9, 10, stays: 10) + people(9, 12, stays: nil)
            + people(2, 20, stays: 9), muchFrom: 7)

    private static func bars(_ figure: InsightFigure) -> [String] {
        figure.marks.compactMap { mark in
            if case .bar = mark.shape { mark.look } else { nil }
        }
    }

    @Test("People are drawn by level on both sides of where the house parts kindly, with no mean")
    func levels() {
        let figure = BondBook(people: "guests", isDutch: false).levels(Self.spread)

        #expect(Self.bars(figure) == ["little", "good"])
        #expect(figure.marks.contains { $0.look == "edge" })
        #expect(figure.sentence.contains("72 guests") && figure.sentence.contains("52 recognise 7"))
        #expect(figure.table.rows.count == 11)
        #expect(figure.table.rows[9] == [.count(9), .count(52)])
        #expect(figure.table.rows[3] == [.count(3), .none])
    }

    @Test("The two edges stand beside one another, each with its counts and what is not known")
    func edges() {
        let figures = BondBook(people: "guests", isDutch: false).edges(Self.spread)

        #expect(figures.map(\.name) == ["gives", "risks"])
        #expect(Self.bars(figures[0]) == ["field", "good", "much", "faint", "field", "good"])
        #expect(
            figures[0].table.rows[0]
                == [.text("Recognise much"), .count(10), .count(30), .count(12), .count(52)])
        #expect(
            figures[1].table.rows[0]
                == [.text("Recognise much"), .count(30), .count(10), .count(12), .count(52)])
        #expect(
            figures[0].table.rows[1]
                == [.text("Recognise less"), .count(20), .none, .none, .count(20)])
    }

    @Test("Of few only that they are few is told, in both languages")
    func few() {
        for isDutch in [false, true] {
            let book = BondBook(people: isDutch ? "gasten" : "guests", isDutch: isDutch)
            let spread = BondSpread(
                Self.people(9, 4, stays: 1) + Self.people(1, 40, stays: 1), muchFrom: 7)
            #expect(book.edges(spread).isEmpty && book.factors(spread) == nil)
            #expect(Self.bars(book.levels(spread)).isEmpty)
            #expect(!book.levels(spread).sentence.contains(" 4 "))
            #expect(!book.levels(spread).sentence.contains("bo-"))
            #expect(book.edges(Self.spread).allSatisfy { !$0.sentence.contains("{") })
            #expect(book.factors(Self.spread)?.sentence.contains("{") == false)
        }
    }
}
