import Foundation
import Kernel
import Measures
import Testing

@Suite("What is known of one person") struct PersonMeasuresTests {
    private static let day: Int32 = 20_000
    private static let facet = FacetNumber(0)

    private static func person(
        importance: [UInt16?], sacrifice: [Double?], expected: Double? = nil,
        perceived: Double? = nil
    ) -> PersonMeasures {
        var person = PersonMeasures()
        for (place, importance) in importance.enumerated() {
            let key = WishKey(UInt32(place))
            person.take(.wish(key, on: facet, importance: importance, isConfirmed: true))
            guard let share = sacrifice[place] else { continue }
            person.take(
                .sacrifice(key, millionths: Self.whole(share), day: day, isConfirmed: true))
        }
        if let expected { person.take(.expected(millionths: whole(expected), day: day)) }
        if let perceived { person.take(.perceived(millionths: whole(perceived), day: day)) }
        return person
    }

    private static func whole(_ share: Double) -> Int32 { Int32((share * 1e6).rounded()) }

    @Test("A wish that was not observed widens the bounds and is never taken for met")
    func missing() {
        let summary = Self.person(importance: [5, 3, 1, 1], sacrifice: [0.2, 0.6, nil, 1]).summary
        #expect(summary.coverage == 900_000)
        #expect(summary.lower == 380_000)
        #expect(summary.upper == 480_000)
        #expect(summary.sacrifice == 422_222)
        #expect(summary.peak?.wish == WishKey(1))
        #expect(summary.peak?.millionths == 180_000)
        #expect(summary.worst?.wish == WishKey(3))
        #expect(summary.worst?.millionths == 1_000_000)
        #expect(summary.openWishes == 1)
        #expect(summary.wishCount == 4)
    }

    @Test("Of whom nothing was observed nothing is known, which is not 0") func silence() {
        let summary = Self.person(importance: [2, 1], sacrifice: [nil, nil]).summary
        #expect(summary.sacrifice == nil)
        #expect(summary.lower == 0)
        #expect(summary.upper == 1_000_000)
        #expect(summary.standing == .unknown)
        #expect(summary.lackOfBetter == .unknown)
        #expect(summary.trend == .unknown)
        #expect(PersonMeasures().isEmpty)
        #expect(PersonMeasures().summary.isEmpty)
    }

    @Test(
        "Satisfied is perceived at least as expected, and for lack of better when giving up much",
        arguments: [
            ([3, 5, 2], [0.1, 0.6, 0.0], 0.7, 0.8, 330_000, 100_000, LackOfBetterState.yes),
            ([1, 1, 8], [0.5, 0.2, 0.9], 0.5, 0.6, 790_000, 100_000, .yes),
            ([4, 4, 2], [0.2, 0.1, 0.0], 0.6, 0.6, 120_000, 0, .no),
            ([6, 2, 2], [0.0, 0.1, nil], 0.9, 0.7, 25_000, -200_000, .no),
        ] as [([UInt16?], [Double?], Double, Double, Int32, Int32, LackOfBetterState)])
    func lackOfBetter(
        importance: [UInt16?], sacrifice: [Double?], expected: Double, perceived: Double,
        whole: Int32, gap: Int32, state: LackOfBetterState
    ) {
        let summary = Self.person(
            importance: importance, sacrifice: sacrifice, expected: expected,
            perceived: perceived
        ).summary
        #expect(summary.sacrifice == whole)
        #expect(summary.gap == gap)
        #expect(summary.isSatisfied == (gap >= 0))
        #expect(summary.lackOfBetter == state)
    }

    @Test("Within the noise of the threshold nothing is said of lack of better") func sharpness() {
        // One occasion of one wish: an SD of 0.2, and 1.64 of it is more than 0.3.
        let one = Self.person(importance: [1], sacrifice: [0.9], expected: 0.5, perceived: 0.9)
        #expect(one.summary.lackOfBetter == .unknown)
        var more = one
        for _ in 0..<4 {
            more.take(
                .sacrifice(WishKey(0), millionths: 900_000, day: Self.day, isConfirmed: true))
        }
        #expect(more.summary.lackOfBetter == .yes)
        #expect((more.summary.chanceOfMuch ?? 0) > 990_000)
    }

    @Test("A wish that is a hypothesis is counted as one and is in nothing else")
    func hypothesis() {
        let plain = Self.person(importance: [1, 1], sacrifice: [0.2, 0.4])
        var person = plain
        let latent = WishKey(9)
        person.take(.wish(latent, on: Self.facet, importance: 50, isConfirmed: false))
        person.take(
            .sacrifice(latent, millionths: 1_000_000, day: Self.day, isConfirmed: false))
        var expected = plain.summary
        expected.hypotheses = 1
        #expect(person.summary == expected)
        person.take(.wish(latent, on: Self.facet, importance: 2, isConfirmed: true))
        #expect(person.summary.sacrifice == 650_000)
        #expect(person.summary.hypotheses == 0)
        #expect(person.summary.standing == .provisional)
        person.take(.withdrawn(latent))
        #expect(person.summary.sacrifice == plain.summary.sacrifice)
        #expect(person.summary.wishCount == 2)
    }

    @Test("What was given up on a wish nobody told of is a hypothesis until it is told")
    func untold() {
        var before = PersonMeasures()
        before.take(
            .sacrifice(WishKey(1), millionths: 400_000, day: Self.day, isConfirmed: true))
        #expect(before.summary.hypotheses == 1)
        #expect(before.summary.sacrifice == nil)
        let wish = PersonFact.wish(
            WishKey(1), on: Self.facet, importance: 5, isConfirmed: true)
        before.take(wish)
        var after = PersonMeasures()
        after.take(wish)
        after.take(
            .sacrifice(WishKey(1), millionths: 400_000, day: Self.day, isConfirmed: true))
        #expect(before.summary == after.summary)
    }

    @Test("A wish that weighs nothing changes nothing, and neither does the order of wishes")
    func weighing() {
        let plain = Self.person(importance: [5, 3], sacrifice: [0.2, 0.7]).summary
        let more = Self.person(importance: [5, 3, 0], sacrifice: [0.2, 0.7, 1]).summary
        let turned = Self.person(importance: [3, 5], sacrifice: [0.7, 0.2]).summary
        for summary in [more, turned] {
            #expect(summary.sacrifice == plain.sacrifice)
            #expect(summary.lower == plain.lower)
            #expect(summary.upper == plain.upper)
            #expect(summary.coverage == plain.coverage)
            #expect(summary.deviation == plain.deviation)
            #expect(summary.worst?.millionths == plain.worst?.millionths)
        }
    }

    @Test("Without importance wishes weigh alike, and what follows is provisional at most")
    func importance() {
        let known = Self.person(importance: [1, 1, 1, 1], sacrifice: [0, 0, 0.2, 0.2])
        let unknown = Self.person(importance: [nil, nil, nil, nil], sacrifice: [0, 0, 0.2, 0.2])
        #expect(unknown.summary.sacrifice == known.summary.sacrifice)
        #expect(known.summary.standing == .reliable)
        #expect(unknown.summary.standing == .provisional)
        // Beside known ones it weighs their mean.
        let mixed = Self.person(importance: [4, 2, nil], sacrifice: [0, 0, 0.9])
        #expect(mixed.summary.sacrifice == 300_000)
        #expect(Self.person(importance: [0, 0], sacrifice: [1, 1]).summary.sacrifice == nil)
    }

    /// Everything over again, from the facts, in Double.
    private struct Model {
        var wishes: [[(day: Int32, value: Double)]]
        let importance: [Double]

        func mean(_ wish: Int) -> Double? {
            guard let last = wishes[wish].map(\.day).max() else { return nil }
            var weight = 0.0
            var sum = 0.0
            for (day, value) in wishes[wish] {
                var share = 1.0
                // 2^(−1/90), multiplied.
                for _ in day..<last { share *= 0.992_327_972_953_727 }
                weight += share
                sum += share * value
            }
            return sum / weight
        }

        var observed: (coverage: Double, lower: Double)? {
            let total = importance.reduce(0, +)
            let seen = wishes.indices.compactMap { wish in
                mean(wish).map { (importance[wish] / total, $0) }
            }
            guard !seen.isEmpty else { return nil }
            return (seen.reduce(0) { $0 + $1.0 }, seen.reduce(0) { $0 + $1.0 * $1.1 })
        }
    }

    @Test("The state says what its facts say when all are looked at again", arguments: 0..<60)
    func model(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let count = Int.random(in: 1...12, using: &chance)
        var model = Model(
            wishes: Array(repeating: [], count: count),
            importance: (0..<count).map { _ in Double(Int.random(in: 1...9, using: &chance)) })
        var person = PersonMeasures()
        for wish in 0..<count {
            person.take(
                .wish(
                    WishKey(UInt32(wish)), on: Self.facet,
                    importance: UInt16(model.importance[wish]), isConfirmed: true))
        }
        for _ in 0..<Int.random(in: 0...60, using: &chance) {
            let wish = Int.random(in: 0..<count, using: &chance)
            let value = Int32.random(in: 0...1_000_000, using: &chance)
            let day = Self.day + Int32.random(in: 0...400, using: &chance)
            model.wishes[wish].append((day, Double(value) / 1e6))
            person.take(
                .sacrifice(
                    WishKey(UInt32(wish)), millionths: value, day: day, isConfirmed: true))
        }
        let summary = person.summary
        guard let observed = model.observed else {
            #expect(summary.sacrifice == nil)
            return
        }
        #expect(abs(Double(summary.coverage) / 1e6 - observed.coverage) < 2e-6)
        #expect(abs(Double(summary.lower) / 1e6 - observed.lower) < 2e-5)
        let share = observed.lower / observed.coverage
        #expect(abs(Double(summary.sacrifice ?? -1) / 1e6 - share) < 2e-5)
        #expect(summary.lower <= summary.upper)
        #expect((0...1_000_000).contains(summary.coverage))
    }

    @Test("What is expected follows the filter, and one that comes late counts as of that day")
    func expectation() {
        var person = PersonMeasures()
        var level = 0.7
        var variance = 0.02
        person.take(.expected(millionths: 700_000, day: Self.day))
        let seen: [(day: Int32, moved: Double, value: Double)] = [
            (3, 3, 0.6), (10, 7, 0.9), (2, 0, 0.2), (50, 40, 0.5),
        ]
        for (day, moved, value) in seen {
            person.take(.perceived(millionths: Self.whole(value), day: Self.day + day))
            let before = variance + 0.0002 * moved
            let gain = before / (before + 0.02)
            level += gain * (value - level)
            variance = (1 - gain) * before
        }
        #expect(person.summary.late == 1)
        #expect(abs(Double(person.summary.expected ?? 0) / 1e6 - level) < 1e-5)
        // What was perceived late is not the last that was perceived.
        #expect(person.summary.perceived == 500_000)
        var late = PersonMeasures()
        late.take(.perceived(millionths: 900_000, day: Self.day))
        late.take(.perceived(millionths: 100_000, day: Self.day - 1))
        #expect(late.summary.perceived == 900_000)
        #expect(late.summary.gap == nil)
    }

    @Test("Who gives up less at each doubling is falling; two that rise say nothing yet")
    func learning() {
        func trend(_ values: [Double]) -> (Trend, PersonSummary.Slope?) {
            var person = Self.person(importance: [1], sacrifice: [nil])
            for (place, value) in values.enumerated() {
                person.take(
                    .sacrifice(
                        WishKey(0), millionths: Self.whole(value),
                        day: Self.day + Int32(place), isConfirmed: true))
            }
            return (person.summary.trend, person.summary.slope)
        }
        // Exactly 0.1 less at each doubling.
        let line = [0.9, 0.8, 0.741504, 0.7, 0.667807, 0.641504, 0.619265, 0.6]
        let falling = trend(line + [0.583008, 0.567807, 0.554057, 0.541504])
        #expect(abs((falling.1?.millionths ?? 0) + 100_000) < 1_000)
        #expect(falling.0 == .falling)
        let rising = trend(line.map { 1 - $0 } + [0.416992, 0.432193, 0.445943, 0.458496])
        #expect(rising.0 == .rising)
        #expect(trend([0.2, 0.6]).0 == .unknown)
        #expect(trend([0.2, 0.6, 0.3]).0 == .unclear)
        let flat = trend((0..<200).map { $0 % 2 == 0 ? 0.5 : 0.51 })
        #expect(flat.0 == .flat)
    }

    @Test("A new wish that stands high starts its own curve and does not hide learning")
    func vintage() {
        var person = Self.person(importance: [1, 1], sacrifice: [nil, nil])
        for place in 0..<12 {
            person.take(
                .sacrifice(
                    WishKey(0), millionths: 600_000 - Int32(place) * 40_000,
                    day: Self.day + Int32(place), isConfirmed: true))
        }
        let before = person.summary.slope
        person.take(
            .sacrifice(
                WishKey(1), millionths: 1_000_000, day: Self.day + 20, isConfirmed: true))
        #expect(person.summary.slope == before)
        #expect(before != nil)
    }

    @Test("A person has room for so many wishes; a withdrawn one makes room for another")
    func room() {
        var person = PersonMeasures()
        for number in 0..<PersonMeasures.wishesMax {
            let fact = PersonFact.wish(
                WishKey(UInt32(number)), on: Self.facet, importance: 1, isConfirmed: true)
            let isTaken = person.take(fact)
            #expect(isTaken)
        }
        let one = PersonFact.wish(
            WishKey(1_000), on: Self.facet, importance: 1, isConfirmed: true)
        let full = person
        let isRefused = !person.take(one)
        #expect(isRefused)
        #expect(person == full)
        person.take(.withdrawn(WishKey(3)))
        let isTaken = person.take(one)
        #expect(isTaken)
        #expect(Int(person.summary.wishCount) == PersonMeasures.wishesMax)
    }

    @Test("No fact of the largest numbers stops anything", arguments: 0..<20)
    func extremes(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        var person = PersonMeasures()
        let days: [Int32] = [.min, -1, 0, 10_956, 10_957, 20_000, 76_491, .max]
        let levels: [Int32] = [.min, -1, 0, 1, 999_999, 1_000_000, .max]
        for _ in 0..<5_000 {
            let day = days.randomElement(using: &chance) ?? 0
            let level = levels.randomElement(using: &chance) ?? 0
            let key = WishKey(UInt32.random(in: 0..<4, using: &chance))
            let fact: PersonFact
            switch Int.random(in: 0..<7, using: &chance) {
            case 0:
                fact = .wish(
                    key, on: FacetNumber(.random(in: 0...UInt16.max, using: &chance)),
                    importance: .random(in: 0...UInt16.max, using: &chance), isConfirmed: true)
            case 1: fact = .expected(millionths: level, day: day)
            case 2: fact = .perceived(millionths: level, day: day)
            case 3: fact = .promised(millionths: level, day: day)
            case 4: fact = .left(day: day)
            default:
                fact = .sacrifice(key, millionths: level, day: day, isConfirmed: true)
            }
            person.take(fact)
        }
        let summary = person.summary
        #expect((0...1_000_000).contains(summary.sacrifice ?? 0))
        #expect(summary.lower <= summary.upper)
        #expect((-1_000_000...1_000_000).contains(summary.gap ?? 0))
    }

    @Test("What is kept comes back as it was, and what no state is is refused") func kept() throws {
        var chance = SplitMix64(seed: 4)
        var person = Self.person(
            importance: [5, nil, 1], sacrifice: [0.2, 1, nil], expected: 0.4, perceived: 0.6)
        for _ in 0..<40 {
            person.take(
                .sacrifice(
                    WishKey(UInt32.random(in: 0..<4, using: &chance)),
                    millionths: .random(in: 0...1_000_000, using: &chance),
                    day: Self.day + .random(in: 0...90, using: &chance), isConfirmed: true))
        }
        let kept = try JSONEncoder().encode(person)
        var again = try JSONDecoder().decode(PersonMeasures.self, from: kept)
        #expect(again == person)
        let fact = PersonFact.sacrifice(
            WishKey(0), millionths: 7, day: Self.day, isConfirmed: true)
        again.take(fact)
        person.take(fact)
        #expect(again.summary == person.summary)
        // A count of one, of nothing that weighs anything.
        let object = try JSONSerialization.jsonObject(with: kept)
        var broken = try #require(object as? [String: Any])
        let whole = try JSONSerialization.data(withJSONObject: broken)
        #expect(throws: Never.self) {
            try JSONDecoder().decode(PersonMeasures.self, from: whole)
        }
        broken["wishes"] = [[1, 1_048_576, 0, 0]]
        let changed = try JSONSerialization.data(withJSONObject: broken)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PersonMeasures.self, from: changed)
        }
    }
}
