import Kernel
import Measures
import Testing

@Suite("Kano") struct KanoTests {
    @Test("The table of Kano stands as it was printed") func table() {
        let rows = KanoAnswer.allCases.map { functional in
            KanoAnswer.allCases.map {
                KanoCategory(functional: functional, dysfunctional: $0).rawValue
            }.joined()
        }

        #expect(rows == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"])
    }

    @Test("Asked strictly, must-be twice and live-with twice contradict themselves, nothing else")
    func strict() {
        var changed: [String] = []
        for one in KanoAnswer.allCases {
            for other in KanoAnswer.allCases {
                let plain = KanoCategory(functional: one, dysfunctional: other)
                let strict = KanoCategory(functional: one, dysfunctional: other, isStrict: true)
                if plain != strict { changed.append("\(one)/\(other) \(strict.rawValue)") }
            }
        }

        #expect(changed == ["must/must Q", "live/live Q"])
    }

    @Test("A question turned about makes reverse into what it is the reverse of, and back")
    func flipped() {
        for one in KanoAnswer.allCases {
            for other in KanoAnswer.allCases {
                let pair = KanoPair(functional: one, dysfunctional: other)
                let isReverse = pair.category() == .reverse
                let turned = pair.flipped.category()

                #expect(pair.flipped.flipped == pair)
                if isReverse { #expect([.attractive, .oneDimensional, .must].contains(turned)) }
                if pair.category() == .indifferent { #expect(turned == .indifferent) }
            }
        }
    }

    @Test(
        "Of equally many, what is missed most names the wish",
        arguments: [
            (["M", "O", "A", "I", "R", "Q"], "M"), (["O", "A", "I"], "O"), (["A", "I", "R"], "A"),
            (["I", "R", "Q"], "I"), (["R", "Q"], "R"),
        ]) func ties(equal: [String], winner: String)
    {
        var spread = KanoDistribution()
        for letter in equal { spread[KanoCategory(rawValue: letter) ?? .must] = 4 }

        #expect(spread.modal?.rawValue == winner)
    }

    @Test("Where nobody is in A, O, M or I there is no coefficient, and of nobody no category")
    func nobody() {
        var spread = KanoDistribution()
        #expect(spread.modal == nil)

        spread[.questionable] = 3
        #expect(spread.modal == .questionable)
        #expect(spread.satisfactionWhenThere == nil)
        #expect(spread.dissatisfactionWhenMissing == nil)
    }

    @Test(
        "Coefficients lie in 0…1 and −1…0, and the order of people changes nothing",
        arguments: [
            1, 2, 3, 4, 5,
        ] as [UInt64]) func bounds(seed: UInt64) throws
    {
        var random = SplitMix64(seed: seed)
        let pairs = (0..<60).map { _ in
            KanoPair(
                functional: KanoAnswer.allCases.randomElement(using: &random) ?? .like,
                dysfunctional: KanoAnswer.allCases.randomElement(using: &random) ?? .like)
        }
        let summary = try #require(KanoSummary(pairs))
        let shuffled = try #require(KanoSummary(pairs.shuffled(using: &random)))

        let plus = try #require(summary.distribution.satisfactionWhenThere)
        let minus = try #require(summary.distribution.dissatisfactionWhenMissing)
        #expect((0...1).contains(plus) && (-1...0).contains(minus), "seed \(seed)")
        #expect(summary.distribution == shuffled.distribution)
        #expect(abs(summary.functional.mean - shuffled.functional.mean) < 1e-12)
        #expect(summary.count == pairs.count { $0.category() != .questionable })
    }

    @Test("Half who love it and half who want the opposite are not the same as all who shrug")
    func mixture() throws {
        let wanting = KanoPair(functional: .like, dysfunctional: .neutral)
        let opposed = KanoPair(functional: .neutral, dysfunctional: .like)
        let shrug = KanoPair(functional: .neutral, dysfunctional: .neutral)
        let mixed = try #require(KanoSummary([wanting, opposed, wanting, opposed]))
        let same = try #require(KanoSummary([shrug, shrug, shrug, shrug]))
        let turned = try #require(
            KanoSummary([wanting, opposed, wanting, opposed], flipsReversed: true))

        #expect(mixed.functional.deviation > 2 && same.functional.deviation == 0)
        #expect(turned.functional == KanoSummary([wanting, wanting, wanting, wanting])?.functional)
        #expect(KanoSummary([wanting]) == nil)
    }

    @Test("A lead of 10 in 100 is not told apart by Fong's test, one of 30 is") func fong() {
        let close = FongTest(first: 40, second: 30, of: 100)
        let clear = FongTest(first: 55, second: 25, of: 100)

        #expect(abs(close.critical - 11.12985849) < 1e-8 && !close.isDistinguishable)
        #expect(abs(clear.critical - 11.43153533) < 1e-8 && clear.isDistinguishable)
    }
}
