import Kernel
import Measures
import Testing

@Suite("What is known of many people together") struct PopulationMeasuresTests {
    private static let day: Int32 = 20_000
    private static let bands = FrozenBands(
        version: 1,
        bands: (0..<4).map { .init(facet: FacetNumber($0), low: 300_000, high: 600_000) })

    /// Somebody of any kind: hypotheses, unknown importance, gaps or none, months apart.
    private static func anybody(_ chance: inout SplitMix64) -> [PersonFact] {
        (0..<Int.random(in: 0...30, using: &chance)).map { _ in
            let key = WishKey(UInt32.random(in: 0..<9, using: &chance))
            let level = Int32.random(in: 0...1_000_000, using: &chance)
            let day = Self.day + Int32.random(in: 0...200, using: &chance)
            switch Int.random(in: 0..<10, using: &chance) {
            case 0, 1, 2:
                let importance = UInt16.random(in: 0...4, using: &chance)
                return .wish(
                    key, on: FacetNumber(UInt16(key.number / 2)),
                    importance: importance == 0 ? nil : importance,
                    isConfirmed: Int.random(in: 0..<4, using: &chance) > 0)
            case 3: return .expected(millionths: level, day: day)
            case 4: return .perceived(millionths: level, day: day)
            case 5: return Bool.random(using: &chance) ? .withdrawn(key) : .left(day: day)
            default: return .sacrifice(key, millionths: level, day: day, isConfirmed: true)
            }
        }
    }

    private static func summary(_ facts: [PersonFact]) -> PersonSummary {
        var person = PersonMeasures()
        for fact in facts { person.take(fact) }
        return person.summary
    }

    private static func people(_ count: Int, seed: UInt64) -> [PersonSummary] {
        var chance = SplitMix64(seed: seed)
        return (0..<count).map { _ in summary(anybody(&chance)) }
    }

    private static func population(_ people: some Sequence<PersonSummary>) -> PopulationMeasures {
        var population = PopulationMeasures(bands: bands)
        for person in people { population.add(person) }
        return population
    }

    @Test("Taking people out leaves what would stand had they never come", arguments: 0..<20)
    func erasing(seed: UInt64) {
        let people = Self.people(80, seed: seed)
        var population = Self.population(people)
        for person in people[50...].reversed() { population.remove(person) }
        #expect(population == Self.population(people[..<50]))
        for person in people[..<50] { population.remove(person) }
        #expect(population == PopulationMeasures(bands: Self.bands))
        // Taking out another than came in is seen.
        var wrong = Self.population([people[0], people[1]])
        wrong.remove(people[2])
        #expect(people[1] == people[2] || wrong != Self.population([people[0]]))
    }

    @Test("Populations add up to the whole, in any order and any grouping", arguments: 0..<20)
    func merging(seed: UInt64) throws {
        let people = Self.people(90, seed: seed)
        let parts = [people[..<20], people[20..<65], people[65...]].map { Self.population($0) }
        var left = parts[0]
        try left.merge(parts[1])
        try left.merge(parts[2])
        var right = parts[1]
        try right.merge(parts[2])
        var first = parts[0]
        try first.merge(right)
        var turned = parts[2]
        try turned.merge(parts[0])
        try turned.merge(parts[1])
        let whole = Self.population(people)
        for merged in [left, first, turned] { #expect(merged == whole) }
        #expect(parts[0] != whole)
    }

    @Test("Populations that were counted within other bands do not add up, and stay as they are")
    func otherBands() {
        var population = Self.population(Self.people(20, seed: 1))
        let before = population
        #expect(throws: PopulationMergeRefusal.otherBands) {
            try population.merge(PopulationMeasures())
        }
        #expect(population == before)
    }

    @Test("Fact by fact a shard comes to what counting everybody comes to", arguments: 0..<10)
    func shard(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        var shard = MeasureShard(bands: Self.bands)
        var facts: [(person: Int, fact: PersonFact)] = []
        for person in 0..<40 {
            for fact in Self.anybody(&chance) { facts.append((person, fact)) }
        }
        facts.shuffle(using: &chance)
        for (person, fact) in facts { shard.take(fact, of: person) }
        let again = MeasureShard(rebuilding: facts, bands: Self.bands)
        #expect(shard.population == again.population)
        let all = (0..<40).compactMap { shard[$0]?.summary }
        #expect(all.count == 40)
        #expect(shard.population == Self.population(all))
        shard.erase(7)
        #expect(shard[7]?.isEmpty == true)
        let without = MeasureShard(
            rebuilding: facts.filter { $0.person != 7 }, bands: Self.bands)
        #expect(shard.population == without.population)
        shard.erase(4_000_000)
        #expect(shard.population == without.population)
    }

    @Test("Sixteen shards add up to the one that has everybody") func shards() throws {
        var chance = SplitMix64(seed: 5)
        var facts: [(person: Int, fact: PersonFact)] = []
        for person in 0..<400 {
            for fact in Self.anybody(&chance) { facts.append((person, fact)) }
        }
        var merged = PopulationMeasures(bands: Self.bands)
        for number in 0..<16 {
            let own = facts.filter { $0.person % 16 == number }
                .map { (person: $0.person / 16, fact: $0.fact) }
            try merged.merge(MeasureShard(rebuilding: own, bands: Self.bands).population)
        }
        #expect(merged == MeasureShard(rebuilding: facts, bands: Self.bands).population)
    }

    @Test("Means, shares and bounds are those of the people themselves") func plain() {
        let people = Self.people(3_000, seed: 3).filter { !$0.isEmpty }
        let report = InsightReport(
            now: Self.population(people), before: nil, month: MeasureMonth(day: Self.day))
        let shares = people.compactMap(\.sacrifice).map { Double($0) / 1e6 }
        let mean = shares.reduce(0, +) / Double(shares.count)
        let squares = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let spread = (squares / Double(shares.count - 1)).squareRoot()
        #expect(report.people == people.count)
        #expect(report.sacrifice.mean.count == shares.count)
        #expect(abs((report.sacrifice.mean.value ?? 0) - mean) < 1e-9)
        #expect(abs((report.differences.spread ?? 0) - spread) < 1e-5)
        let sorted = shares.sorted()
        #expect(abs((report.sacrifice.median ?? 0) - sorted[sorted.count / 2]) < 2e-3)
        #expect(abs((report.sacrifice.ninetieth ?? 0) - sorted[sorted.count * 9 / 10]) < 2e-3)
        let above = Double(shares.count { $0 >= 0.3 }) / Double(shares.count)
        #expect(report.sacrifice.above.value == above)
        let gaps = people.compactMap(\.gap).map { Double($0) / 1e6 }
        #expect(
            abs((report.gap.mean.value ?? 9) - gaps.reduce(0, +) / Double(gaps.count)) < 1e-9)
        let lower = people.reduce(0) { $0 + Double($1.lower) / 1e6 } / Double(people.count)
        #expect(abs((report.bounds?.low ?? 0) - lower) < 1e-9)
        let judged = people.filter { $0.isSatisfied == true && $0.sacrifice != nil }
        let soft = judged.reduce(0) { $0 + Double($1.chanceOfMuch ?? 0) / 1e6 }
        #expect(
            abs((report.lackOfBetter.soft.value ?? 0) - soft / Double(judged.count)) < 1e-9)
        #expect(report.lackOfBetter.soft.count == judged.count)
        #expect(report.heard.wishes == people.reduce(0) { $0 + Int($1.wishCount) })
        #expect(report.heard.hypotheses == people.reduce(0) { $0 + Int($1.hypotheses) })
        let given = report.givenUp.map(\.shareOfAll)
        #expect(abs(given.reduce(0, +) - 1) < 1e-9)
        #expect(given == given.sorted(by: >))
    }

    /// Ten of each, so that something may be shown.
    private static func report(
        _ kinds: [[PersonFact]], times: Int = 10, month: Int32 = day, bands: FrozenBands = .none
    ) -> InsightReport {
        var population = PopulationMeasures(bands: bands)
        for _ in 0..<times {
            for facts in kinds { population.add(summary(facts)) }
        }
        return InsightReport(now: population, before: nil, month: MeasureMonth(day: month))
    }

    private static func told(
        _ shares: [(importance: UInt16, sacrifice: Int32?)], expected: Int32? = nil,
        perceived: Int32? = nil, on day: Int32 = day
    ) -> [PersonFact] {
        var facts: [PersonFact] = []
        for (place, share) in shares.enumerated() {
            let key = WishKey(UInt32(place))
            facts.append(
                .wish(
                    key, on: FacetNumber(UInt16(place)), importance: share.importance,
                    isConfirmed: true))
            guard let sacrifice = share.sacrifice else { continue }
            facts.append(
                .sacrifice(key, millionths: sacrifice, day: day, isConfirmed: true))
        }
        if let expected { facts.append(.expected(millionths: expected, day: day)) }
        if let perceived { facts.append(.perceived(millionths: perceived, day: day)) }
        return facts
    }

    @Test("On the mean all is as expected, and yet a quarter gives up four fifths") func fixture() {
        let report = Self.report([
            Self.told(
                [(3, 100_000), (5, 600_000), (2, 0)], expected: 700_000, perceived: 800_000),
            Self.told([(6, 0), (2, 100_000), (2, nil)], expected: 900_000, perceived: 700_000),
            Self.told(
                [(1, 500_000), (1, 200_000), (8, 900_000)], expected: 500_000,
                perceived: 600_000),
            Self.told(
                [(4, 200_000), (4, 100_000), (2, 0)], expected: 600_000, perceived: 600_000),
        ])
        #expect(report.gap.mean.value == 0)
        #expect(abs((report.sacrifice.mean.value ?? 0) - 0.31625) < 1e-9)
        #expect(report.gap.above.value == 0.75)
        #expect(report.lackOfBetter.satisfied.value == 0.75)
        #expect(abs((report.lackOfBetter.hard.value ?? 0) - 2 / 3.0) < 1e-9)
        #expect(report.lackOfBetter.hard.count == 30)
        // Two of four kinds in the corner, of ten people each.
        let corner = report.landscape.cells.filter(\.isLackOfBetter)
        #expect(corner.map(\.people) == [10, 10])
        #expect(corner.allSatisfy { $0.sacrifice.low >= 0.3 && $0.gap.low >= 0 })
        #expect(report.landscape.cells.map(\.people).reduce(0, +) == 40)
        #expect(report.landscape.elsewhere == 0)
        // What is given up most: fit, then tone, then speed.
        #expect(report.givenUp.first?.facet == FacetNumber(2))
    }

    @Test("Of nine people nothing is shown, of ten something is") func few() {
        let facts = Self.told([(1, 400_000)], expected: 500_000, perceived: 500_000)
        let nine = Self.report([facts], times: 9)
        #expect(nine.people == nil)
        #expect(nine.sacrifice.mean == .hidden)
        #expect(nine.sacrifice.bins.allSatisfy { $0.people == nil })
        #expect(nine.sacrifice.elsewhere == 0)
        #expect(nine.landscape.cells.isEmpty && nine.landscape.people == nil)
        #expect(nine.givenUp.isEmpty)
        #expect(nine.bounds == nil)
        #expect(nine.lackOfBetter.soft == .hidden)
        #expect(nine.heard.wishes == nil && nine.heard.coverage == nil)
        #expect(nine.heard.standing.isEmpty)
        #expect(nine.learning.slope == .hidden)
        let ten = Self.report([facts], times: 10)
        #expect(ten.people == 10)
        #expect(ten.sacrifice.mean.value == 0.4)
        #expect(ten.landscape.cells.count == 1)
        #expect(ten.givenUp.first?.shareOfAll == 1)
        // That all ten are above the threshold says so of each: it is not shown.
        #expect(ten.sacrifice.above == .hidden)
    }

    @Test("That five of seventeen are not satisfied follows from nothing that is shown")
    func fewUnsatisfied() {
        let pleased = Self.told([(1, 500_000)], expected: 500_000, perceived: 600_000)
        let sorry = Self.told([(1, 500_000)], expected: 500_000, perceived: 100_000)
        var population = PopulationMeasures()
        for number in 0..<17 { population.add(Self.summary(number < 12 ? pleased : sorry)) }
        let report = InsightReport(
            now: population, before: nil, month: MeasureMonth(day: Self.day))
        #expect(report.landscape.people == 17)
        #expect(report.landscape.cells.isEmpty && report.landscape.elsewhere == 17)
        #expect(report.gap.above == .hidden && report.gap.elsewhere == 17)
        #expect(report.lackOfBetter.soft == .hidden && report.lackOfBetter.hard == .hidden)
        #expect(report.lackOfBetter.satisfied == .hidden && report.lackOfBetter.unclear == nil)
        #expect(report.givenUp.first?.byGroup.isEmpty == true)
    }

    @Test("That three of twenty-three make do for lack of better follows from no share")
    func fewLacking() {
        let served = Self.told([(1, 0)], expected: 500_000, perceived: 600_000)
        let lacking = Self.told([(1, 900_000)], expected: 500_000, perceived: 600_000)
        var population = PopulationMeasures()
        for number in 0..<23 { population.add(Self.summary(number < 20 ? served : lacking)) }
        let report = InsightReport(
            now: population, before: nil, month: MeasureMonth(day: Self.day))
        #expect(report.lackOfBetter.soft == .hidden && report.lackOfBetter.hard == .hidden)
        #expect(report.people == 23)
    }

    @Test("Twenty-one guesses of seven people are not told, thirty of ten are")
    func guesses() {
        for count in [7, 10] {
            var population = PopulationMeasures()
            for number in 0..<20 {
                var facts = Self.told([(1, 0)], expected: 500_000, perceived: 600_000)
                for wish in 0..<(number < count ? 3 : 0) {
                    facts.append(
                        .wish(
                            WishKey(UInt32(100 + wish)), on: FacetNumber(0), importance: 1,
                            isConfirmed: false))
                }
                population.add(Self.summary(facts))
            }
            let report = InsightReport(
                now: population, before: nil, month: MeasureMonth(day: Self.day))
            #expect(report.heard.hypotheses == (count == 10 ? 30 : nil))
        }
    }

    @Test("What is hidden cannot be worked out from a total", arguments: 0..<200)
    func suppression(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let (rows, columns) = (5, 6)
        let counts = (0..<rows * columns).map { _ in
            max(0, Int.random(in: -15...40, using: &chance))
        }
        let groups =
            (0..<rows).map { row in (0..<columns).map { row * columns + $0 } }
            + (0..<columns).map { column in (0..<rows).map { $0 * columns + column } }
        let shown = Suppression.shown(counts, groups: groups)
        for (cell, count) in zip(shown.cells, counts) {
            #expect(cell == nil || cell == count && count >= Suppression.least)
        }
        for group in groups + [Array(counts.indices)] {
            let hidden = group.filter { shown.cells[$0] == nil && counts[$0] > 0 }
            let people = hidden.reduce(0) { $0 + counts[$1] }
            let isAll = group.allSatisfy { shown.cells[$0] == nil }
            #expect(hidden.isEmpty || people >= Suppression.least && hidden.count > 1 || isAll)
        }
        let hidden = counts.indices.reduce(0) { shown.cells[$1] == nil ? $0 + counts[$1] : $0 }
        #expect(shown.elsewhere == (hidden < Suppression.least ? 0 : hidden))
    }

    @Test("One hidden cell beside shown ones takes the smallest of these with it")
    func complement() {
        #expect(Suppression.shown([50, 3, 20]).cells == [50, nil, nil])
        #expect(Suppression.shown([50, 3, 20]).elsewhere == 23)
        #expect(Suppression.shown([50, 10, 20]).cells == [50, 10, 20])
        #expect(Suppression.shown([50, 5, 6]).cells == [50, nil, nil])
        #expect(Suppression.shown([50, 0, 20]).cells == [50, nil, 20])
    }

    @Test("New wishes raise the mean while the same wishes, month by month, fall from 100 to 80")
    func sameWishes() {
        let next = Self.day + 31
        var facts = Self.told([(1, 600_000), (1, 400_000)])
        facts.append(
            .wish(WishKey(2), on: FacetNumber(2), importance: 1, isConfirmed: true))
        for (key, millionths) in [(0, 500_000), (1, 300_000), (2, 900_000)] {
            facts.append(
                .sacrifice(
                    WishKey(UInt32(key)), millionths: Int32(millionths), day: next,
                    isConfirmed: true))
        }
        let before = Self.report([Self.told([(1, 600_000), (1, 400_000)])])
        let report = Self.report([facts], month: next)
        #expect(report.sacrifice.mean.value ?? 0 > before.sacrifice.mean.value ?? 1)
        let points = report.learning.sameWishes
        #expect(points.last?.month == MeasureMonth(day: next))
        #expect(points.last?.people == 10)
        #expect(abs((points.last?.index ?? 0) - 80) < 0.01)
        #expect(points.dropLast().last?.index == 100)
        #expect(points.first?.index == nil)
        let new = points.last?.vintage.value ?? 0
        #expect(abs(new - 0.9) < 1e-9)
        // Nothing of a month in which fewer than ten were heard of the same wishes.
        let few = Self.report([facts], times: 9, month: next)
        #expect(few.learning.sameWishes.allSatisfy { $0.index == nil })
    }

    /// One wish, given up so much on each of some days.
    private static func over(
        _ key: UInt32, _ days: [(day: Int32, millionths: Int32)]
    ) -> [PersonFact] {
        [.wish(WishKey(key), on: FacetNumber(0), importance: 1, isConfirmed: true)]
            + days.map {
                .sacrifice(
                    WishKey(key), millionths: $0.millionths, day: $0.day, isConfirmed: true)
            }
    }

    @Test("Months with one between them are not linked") func skippedMonth() {
        let later = Self.day + 62
        let facts = Self.over(0, [(Self.day, 600_000), (later, 300_000)])
        let report = Self.report([facts], month: later)
        #expect(report.learning.sameWishes.allSatisfy { $0.index == nil })
        let each = Self.over(
            0, [(Self.day, 600_000), (Self.day + 31, 600_000), (later, 300_000)])
        let linked = Self.report([each], month: later).learning.sameWishes
        #expect(linked.suffix(3).map { ($0.index ?? 0).rounded() } == [100, 100, 50])
    }

    @Test("What was linked stays where it was when the wish heard last is withdrawn")
    func withdrawn() {
        let (second, third) = (Self.day + 31, Self.day + 62)
        let facts =
            Self.over(0, [(Self.day, 500_000), (second, 400_000)])
            + Self.over(1, [(third, 900_000)])
        let before = Self.report([facts], month: third).learning.sameWishes
        let after = Self.report([facts + [.withdrawn(WishKey(1))]], month: third)
        #expect(after.learning.sameWishes.map(\.index) == before.map(\.index))
        #expect(before.map { $0.people ?? 0 }.suffix(3) == [0, 10, 0])
        #expect(before.map { ($0.index ?? 0).rounded() }.suffix(3) == [100, 80, 0])
    }

    @Test("Those who left stand beside those who stay, with what they gave up last")
    func survivors() {
        let later = Self.day + 200
        let report = Self.report(
            [
                Self.told([(1, 800_000)]), Self.told([(1, 200_000)], on: later),
                Self.told([(1, 700_000)], on: later) + [.left(day: later)],
            ], month: later)
        #expect(abs((report.learning.survivors.left.value ?? 0) - 0.75) < 1e-9)
        #expect(report.learning.survivors.left.count == 20)
        #expect(report.learning.survivors.staying.value == 0.2)
    }

    @Test("A fall for which fewer wishes were heard is marked, and another is not")
    func fewerHeard() {
        func population(_ facts: [PersonFact]) -> PopulationMeasures {
            var population = PopulationMeasures()
            for _ in 0..<12 { population.add(Self.summary(facts)) }
            return population
        }
        let month = MeasureMonth(day: Self.day)
        let before = population(Self.told([(1, 200_000), (1, 800_000)]))
        let silent = population(Self.told([(1, 200_000), (1, nil)]))
        let better = population(Self.told([(1, 200_000), (1, 300_000)]))
        let fall = InsightReport(now: silent, before: before, month: month).changes.first
        #expect(fall?.what == .sacrifice)
        #expect(abs((fall?.difference ?? 0) + 0.3) < 1e-9)
        #expect(fall?.fallsForFewerHeard == true)
        #expect(fall?.now.coverage == 0.5 && fall?.before.coverage == 1)
        let real = InsightReport(now: better, before: before, month: month).changes.first
        #expect(real?.fallsForFewerHeard == false)
        #expect(real?.isSure == true)
        #expect(InsightReport(now: before, before: nil, month: month).changes.isEmpty)
    }

    @Test("The share that is average on some facets is the mean over all draws of them")
    func average() {
        var chance = SplitMix64(seed: 11)
        let values = (0..<2_000).map { _ in
            (0..<4).map { _ in Int32.random(in: 0...1_000_000, using: &chance) }
        }
        let people = values.map { Self.summary(Self.told($0.map { (1, $0) })) }
        let report = InsightReport(
            now: Self.population(people), before: nil, month: MeasureMonth(day: Self.day))
        let isAverage = values.map { $0.map { (300_000...600_000).contains($0) } }
        var pairs = 0
        for person in isAverage {
            for first in 0..<4 {
                for second in 0..<first where person[first] && person[second] { pairs += 1 }
            }
        }
        let onTwo = Double(pairs) / 6 / Double(values.count)
        #expect(abs((report.differences.averageOn[1].value ?? 0) - onTwo) < 1e-9)
        let onAll = Double(isAverage.count { !$0.contains(false) }) / Double(values.count)
        #expect(abs((report.differences.averageOn[3].value ?? 0) - onAll) < 1e-9)
        #expect(report.differences.independent.count == 4)
        let dimensions = report.differences.effectiveDimensions ?? 0
        #expect((3.3...4.9).contains(dimensions))
    }

    @Test("How much was never heard follows from wishes that one or two people have")
    func unseen() {
        // As often as 1, 1, 4, 2, 5, 2, 4, 1, 2 and 11 people have each.
        let often = [1, 1, 4, 2, 5, 2, 4, 1, 2]
        var population = PopulationMeasures()
        for person in 0..<11 {
            var facts: [PersonFact] = []
            for (wish, count) in often.enumerated() where person < count {
                facts.append(
                    .wish(
                        WishKey(UInt32(wish)), on: FacetNumber(0), importance: 1,
                        isConfirmed: true))
            }
            facts.append(.expected(millionths: 500_000, day: Self.day))
            population.add(Self.summary(facts))
        }
        let heard = InsightReport(
            now: population, before: nil, month: MeasureMonth(day: Self.day)
        ).heard
        #expect(heard.distinctWishes == 9)
        #expect(abs((heard.allWishes ?? 0) - 9.75) < 1e-9)
        #expect(abs((heard.unseen ?? 0) - 3.0 / 22) < 1e-9)
    }

    @Test("A day lies in its month, before 2000 and after") func months() {
        for (day, year, month) in [
            (0, 1970, 1), (10_956, 1999, 12), (10_957, 2000, 1), (11_016, 2000, 2),
            (11_017, 2000, 3), (20_000, 2024, 10), (-1, 1969, 12),
        ] {
            let found = MeasureMonth(day: Int32(day))
            #expect(found.year == year && found.month == month)
        }
    }

    @Test("No fact of the largest numbers stops a shard or its report", arguments: 0..<5)
    func extremes(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        var shard = MeasureShard(bands: Self.bands)
        let days: [Int32] = [.min, -1, 0, 10_956, 10_957, 20_000, 76_491, .max]
        let levels: [Int32] = [.min, -1, 0, 999_999, 1_000_000, .max]
        var facts: [(person: Int, fact: PersonFact)] = []
        for _ in 0..<4_000 {
            let day = days.randomElement(using: &chance) ?? 0
            let level = levels.randomElement(using: &chance) ?? 0
            let key = WishKey(UInt32.random(in: 0..<6, using: &chance))
            let fact: PersonFact
            switch Int.random(in: 0..<6, using: &chance) {
            case 0:
                let facet: UInt16 = [0, 3, 4_094, 4_095, .max].randomElement(using: &chance) ?? 0
                fact = .wish(
                    key, on: FacetNumber(facet),
                    importance: .random(in: 0...UInt16.max, using: &chance), isConfirmed: true)
            case 1: fact = .perceived(millionths: level, day: day)
            case 2: fact = .left(day: day)
            default:
                fact = .sacrifice(key, millionths: level, day: day, isConfirmed: true)
            }
            facts.append((Int.random(in: 0..<25, using: &chance), fact))
        }
        for (person, fact) in facts { shard.take(fact, of: person) }
        let again = MeasureShard(rebuilding: facts, bands: Self.bands)
        #expect(shard.population == again.population)
        for month in [Int32.min, 0, 297, Int32.max] {
            let report = InsightReport(
                now: shard.population, before: again.population,
                month: MeasureMonth(index: month))
            #expect(report.people == 25)
            #expect(report.changes.allSatisfy { ($0.difference ?? 0) == 0 && !$0.isSure })
        }
    }
}
