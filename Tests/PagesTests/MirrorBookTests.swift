import Measures
import Pages
import Testing

// Negative controls: with hidden parts drawn as none, `hidden` fails; with the times of answers
// alone, `waiting`; with a difference told as more than chance where its range holds nought,
// `chance`.
@Suite("The mirror, on a page")
struct MirrorBookTests {
    private typealias Decided = MirrorBook.Decided

    private static let book = MirrorBook(people: "guests", isDutch: false)

    private static func decided(
        _ quarter: String?, _ kinds: (Int, Int, Int), change: RateDifference? = nil
    ) -> Decided {
        Decided(
            quarter: quarter, kinds: kinds, interests: (kinds.0, kinds.1, kinds.2),
            asAskedChange: change, declinedChange: nil)
    }

    private static func widths(_ figure: InsightFigure, _ look: String) -> [Double] {
        figure.marks.compactMap { mark in
            guard mark.look == look, case .bar(_, _, let width, _) = mark.shape else { return nil }
            return width
        }
    }

    private static func texts(_ figure: InsightFigure) -> [String] {
        figure.marks.compactMap { mark in
            guard case .text(_, _, let text) = mark.shape else { return nil }
            return text
        }
    }

    @Test("Decisions are drawn by quarter, with the numbers in the order of the parts")
    func decisions() {
        let figure = Self.book.decisions(
            [Self.decided("2026-Q1", (2, 1, 1)), Self.decided("2026-Q2", (0, 8, 0))],
            all: Self.decided(nil, (2, 9, 1)))

        #expect(Self.texts(figure) == ["Jan–Mar 2026", "2 · 1 · 1", "Apr–Jun 2026", "0 · 8 · 0"])
        let (asked, ours) = (Self.widths(figure, "little"), Self.widths(figure, "plum"))
        #expect(asked.count == 1 && ours.count == 2)
        #expect(abs((ours[1] + 2) / (asked[0] + 2) - 4) < 1e-9)
        #expect(figure.sentence.contains("Of 12 decisions 2 did exactly what was asked"))
        #expect(figure.notes.contains { $0.contains("no target") })
        #expect(figure.table.rows.count == 3)
        #expect(figure.table.rows[2][1...4] == [.count(12), .count(2), .count(9), .count(1)])
    }

    @Test("Without a decision there is no picture, and that is what it says")
    func none() {
        let figure = Self.book.decisions([], all: Self.decided(nil, (0, 0, 0)))
        #expect(figure.marks.isEmpty && figure.sentence == "Nothing was decided yet.")
        #expect(Self.book.interests([], all: Self.decided(nil, (0, 0, 0))).marks.isEmpty)
    }

    @Test("A difference is more than chance only when nought is outside its range")
    func chance() {
        func sentence(_ now: (Double, of: Double), _ before: (Double, of: Double)) -> String {
            let change = RateDifference(
                first: (kept: now.0, of: now.of), second: (kept: before.0, of: before.of))
            return Self.book.decisions(
                [Self.decided("2026-Q2", (1, 1, 0), change: change)],
                all: Self.decided(nil, (1, 1, 0))
            ).sentence
        }
        #expect(sentence((30, of: 30), (0, of: 30)).contains("100.0 of 100 times more often"))
        #expect(sentence((0, of: 30), (30, of: 30)).contains("less often"))
        #expect(sentence((1, of: 2), (1, of: 3)).contains("that may be chance"))
    }

    @Test("What is hidden is not drawn, and not told as none")
    func hidden() {
        let quarter = MirrorBook.Heard(
            quarter: "2026-Q1", asAsked: nil, ourWay: 12, declined: nil, said: nil, times: nil)
        let figure = Self.book.heard([quarter], all: quarter)

        #expect(Self.texts(figure).last == "– · 12 · –")
        #expect(figure.sentence.contains("exactly what they asked: too few to tell"))
        #expect(figure.table.rows[0][1...3] == [.none, .count(12), .none])
        let all = MirrorBook.Heard(
            quarter: nil, asAsked: nil, ourWay: nil, declined: nil, said: nil, times: nil)
        #expect(Self.book.heard([all], all: all).marks.isEmpty)
    }

    @Test("What waits counts in the time to an answer, and the promised day is told")
    func waiting() throws {
        let day = Int64(86_400_000)
        var times = try #require(AnswerBins(binWidth: day / 24))
        for _ in 0..<4 { times.add(2 * day, .answered) }
        for _ in 0..<8 { times.add(20 * day, .stillOpen) }

        let open = Self.book.times(times, answerDays: 14)
        #expect(open.sentence.contains("Half is not answered yet."))
        #expect(open.sentence.contains("After 14 days, which is what we promise, 66.7 of 100"))
        #expect(open.table.rows.last?[0] == .count(14))
        #expect(open.table.rows.last?[1].shown(point: ".") == "66.7")

        for _ in 0..<8 { times.add(day, .answered) }
        let half = Self.book.times(times, answerDays: 14).sentence
        #expect(half.contains("Half is answered within 2.0 days."))
        #expect(Self.book.times(nil, answerDays: 14).sentence.contains("Fewer than ten guests"))
        #expect(
            Self.book.times(times, answerDays: 30).sentence
                .contains("Nothing has waited for 30 days yet"))
    }

    @Test("Of principles the one on which stewards agree most and least is named, unknown ones not")
    func principles() {
        func clarity(_ words: String, _ agreement: Double?) -> MirrorBook.Clarity {
            MirrorBook.Clarity(
                quarter: nil, words: words, options: agreement == nil ? 0 : 3, scores: 6,
                agreement: agreement, fit: 0.5)
        }
        let figure = Self.book.principles(
            [clarity("Calm", 0.25), clarity("Ours", nil), clarity("Fair", 1)], [])

        #expect(
            figure.sentence
                == "Stewards agree most on “Fair” (100.0 of 100) and least on “Calm” (25.0 of 100)."
        )
        // Alike, there is neither a most nor a least.
        #expect(
            Self.book.principles([clarity("Calm", 0.5), clarity("Fair", 0.5)], []).sentence
                == "On all 2 principles stewards agree alike: 50.0 of 100.")
        #expect(!Self.texts(figure).contains("Ours") && figure.table.rows.count == 3)
        #expect(figure.table.rows[1][4] == .none)
        #expect(
            Self.book.principles([clarity("Calm", nil)], []).sentence
                == "No option was scored by two stewards yet.")
    }

    @Test("Whether it helped is of those who said so; silence is told apart, and few are not told")
    func loop() {
        let figure = Self.book.loop(
            toldBack: .init(30, of: 40), reopened: .init(nil, of: 40), helped: (15, 15, 12))

        #expect(figure.sentence.contains("75.0 of 100 of the 40 guests"))
        #expect(figure.sentence.contains("How many took it for no answer is of too few"))
        #expect(figure.sentence.contains("Of the 30 who said whether it helped, 50.0 of 100"))
        #expect(figure.table.rows.last?[1] == .count(12))
        #expect(figure.marks.count { $0.look == "little" } == 2)
        let few = Self.book.loop(
            toldBack: .init(nil, of: nil), reopened: .init(nil, of: nil), helped: (nil, nil, nil))
        #expect(few.marks.isEmpty)
    }

    @Test("Both languages say what they say, with no gap left open")
    func languages() {
        for isDutch in [false, true] {
            let book = MirrorBook(people: isDutch ? "gasten" : "guests", isDutch: isDutch)
            let all = Self.decided("2026-Q3", (1, 2, 3))
            let heard = MirrorBook.Heard(
                quarter: nil, asAsked: 10, ourWay: 20, declined: 30, said: 10, times: nil)
            let figures = [
                book.decisions([all], all: all), book.interests([all], all: all),
                book.heard([heard], all: heard), book.principles([], []),
                book.times(nil, answerDays: 14),
                book.loop(
                    toldBack: .init(20, of: 40), reopened: .init(20, of: 40),
                    helped: (20, 20, 0)),
            ]
            for figure in figures {
                let said = [figure.title, figure.sentence] + figure.notes + figure.table.columns
                for text in said + Self.texts(figure) {
                    #expect(!text.contains("{") && !text.contains("id-"), "\(text)")
                }
            }
        }
    }
}
