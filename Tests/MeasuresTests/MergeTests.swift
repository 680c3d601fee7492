import Measures
import Testing

/// What is kept of people in whole numbers: add, take out, make one.
private protocol Mergeable: Equatable {
    associatedtype Person
    static func empty() throws -> Self
    static func person(_ draws: inout StatisticDraws) -> Person
    mutating func take(_ person: Person)
    mutating func forget(_ person: Person)
    mutating func join(_ other: Self)
}

extension WholeHistogram: Mergeable {
    fileprivate static func empty() -> Self { Self() }
    fileprivate static func person(_ draws: inout StatisticDraws) -> Int32 {
        Int32(draws.below(2_000_001) - 1_000_000)
    }
    fileprivate mutating func take(_ person: Int32) { add(person) }
    fileprivate mutating func forget(_ person: Int32) { remove(person) }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension ExperimentTally: Mergeable {
    fileprivate typealias Person = (value: Int32, change: Int32?, side: ExperimentSide)
    fileprivate static func empty() throws -> Self {
        Self(try #require(ExperimentMetric("sacrifice", good: .lower, effect: 20_000)))
    }
    fileprivate static func person(_ draws: inout StatisticDraws) -> Person {
        (
            Int32(draws.below(1_000_001)),
            draws.happens(0.3) ? nil : Int32(draws.below(2_000_001) - 1_000_000),
            draws.happens(0.3) ? .control : .treatment
        )
    }
    fileprivate mutating func take(_ person: Person) {
        add(person.value, change: person.change, to: person.side)
    }
    fileprivate mutating func forget(_ person: Person) {
        remove(person.value, change: person.change, from: person.side)
    }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension AnswerBins: Mergeable {
    fileprivate typealias Person = (time: Int64, ending: AnswerTime.Ending)
    fileprivate static func empty() throws -> Self { try #require(Self(binWidth: 60)) }
    fileprivate static func person(_ draws: inout StatisticDraws) -> Person {
        (
            Int64(draws.below(draws.happens(0.1) ? 10_000_000 : 4_000)),
            [.answered, .withdrawn, .stillOpen][draws.below(3)]
        )
    }
    fileprivate mutating func take(_ person: Person) { add(person.time, person.ending) }
    fileprivate mutating func forget(_ person: Person) { remove(person.time, person.ending) }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension PersonSet: Mergeable {
    fileprivate static func empty() -> Self { Self() }
    fileprivate static func person(_ draws: inout StatisticDraws) -> UInt32 {
        // Drawn so wide that no two are the same in one test.
        UInt32(draws.share() * Double(UInt32.max))
    }
    fileprivate mutating func take(_ person: UInt32) { insert(person) }
    fileprivate mutating func forget(_ person: UInt32) { remove(person) }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension CountMin: Mergeable {
    fileprivate static func empty() throws -> Self {
        try #require(Self(error: 0.05, chance: 0.05, seed: 3))
    }
    fileprivate static func person(_ draws: inout StatisticDraws) -> UInt64 {
        UInt64(draws.below(100))
    }
    fileprivate mutating func take(_ person: UInt64) { add(person) }
    fileprivate mutating func forget(_ person: UInt64) { remove(person) }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension PoissonBootstrap: Mergeable {
    fileprivate typealias Person = (person: UInt64, above: Int32, below: Int32)
    fileprivate static func empty() -> Self { Self(seed: 5) }
    fileprivate static func person(_ draws: inout StatisticDraws) -> Person {
        (
            UInt64(draws.below(1 << 40)), Int32(draws.below(1_000_001) - 500_000),
            Int32(draws.below(1_000))
        )
    }
    fileprivate mutating func take(_ person: Person) {
        add(person: person.person, person.above, of: person.below)
    }
    fileprivate mutating func forget(_ person: Person) {
        remove(person: person.person, person.above, of: person.below)
    }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension KanoTally: Mergeable {
    fileprivate static func empty() -> Self { Self() }
    fileprivate static func person(_ draws: inout StatisticDraws) -> KanoPair {
        let answers = KanoAnswer.allCases
        return KanoPair(
            functional: answers[draws.below(5)], dysfunctional: answers[draws.below(5)])
    }
    fileprivate mutating func take(_ person: KanoPair) { add(person) }
    fileprivate mutating func forget(_ person: KanoPair) { remove(person) }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension OpportunityTally: Mergeable {
    fileprivate typealias Person = (person: UInt64, importance: Int32?, satisfaction: Int32?)
    fileprivate static func empty() -> Self { Self(seed: 9) }
    fileprivate static func person(_ draws: inout StatisticDraws) -> Person {
        (
            UInt64(draws.below(1 << 40)),
            draws.happens(0.2) ? nil : Int32(draws.below(10_000_001)),
            draws.happens(0.2) ? nil : Int32(draws.below(10_000_001))
        )
    }
    fileprivate mutating func take(_ person: Person) {
        add(
            person: person.person, importance: person.importance,
            satisfaction: person.satisfaction)
    }
    fileprivate mutating func forget(_ person: Person) {
        remove(
            person: person.person, importance: person.importance,
            satisfaction: person.satisfaction)
    }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

extension OpportunityAnswerTally: Mergeable {
    fileprivate typealias Person = (importance: Int, satisfaction: Int)
    fileprivate static func empty() -> Self { Self() }
    fileprivate static func person(_ draws: inout StatisticDraws) -> Person {
        (1 + draws.below(5), 1 + draws.below(5))
    }
    fileprivate mutating func take(_ person: Person) {
        add(importance: person.importance, satisfaction: person.satisfaction)
    }
    fileprivate mutating func forget(_ person: Person) {
        remove(importance: person.importance, satisfaction: person.satisfaction)
    }
    fileprivate mutating func join(_ other: Self) { merge(other) }
}

@Suite("State in whole numbers") struct MergeTests {
    private let kinds: [any Mergeable.Type] = [
        WholeHistogram.self, ExperimentTally.self, AnswerBins.self, PersonSet.self, CountMin.self,
        PoissonBootstrap.self, KanoTally.self, OpportunityTally.self, OpportunityAnswerTally.self,
    ]

    private func state<State: Mergeable>(_ kind: State.Type, of people: [State.Person]) throws
        -> State
    {
        var state = try State.empty()
        for person in people { state.take(person) }
        return state
    }

    private func joined<State: Mergeable>(_ states: [State]) throws -> State {
        var whole = try State.empty()
        for state in states { whole.join(state) }
        return whole
    }

    private func merges<State: Mergeable>(_ kind: State.Type) throws {
        var draws = StatisticDraws(seed: 401)
        for _ in 0..<10 {
            let parts = (0..<3).map { _ in
                (0..<draws.below(60)).map { _ in State.person(&draws) }
            }
            let states = try parts.map { try state(kind, of: $0) }
            let whole = try state(kind, of: parts.flatMap { $0 })
            for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
                #expect(try joined(order.map { states[$0] }) == whole, "\(kind)")
                var inner = states[order[1]]
                inner.join(states[order[2]])
                var outer = states[order[0]]
                outer.join(inner)
                #expect(outer == whole, "\(kind)")
            }
        }
    }

    @Test("Parts made one are the whole, in any order and grouping, to the bit") func merging()
        throws
    {
        for kind in kinds { try merges(kind) }
    }

    private func forgets<State: Mergeable>(_ kind: State.Type) throws {
        var draws = StatisticDraws(seed: 402)
        for _ in 0..<10 {
            let people = (0..<(20 + draws.below(40))).map { _ in State.person(&draws) }
            let gone = draws.below(people.count)
            let whole = try state(kind, of: people)
            var without = people
            without.remove(at: gone)
            let never = try state(kind, of: without)
            // The control: whoever is in shows.
            #expect(whole != never, "\(kind)")
            var erased = whole
            erased.forget(people[gone])
            #expect(erased == never, "\(kind)")
            for person in without { erased.forget(person) }
            #expect(try erased == State.empty(), "\(kind)")
        }
    }

    @Test("Whoever is taken out was never in, and when all are, nothing is left")
    func forgetting() throws {
        for kind in kinds { try forgets(kind) }
    }

    @Test("What was never in is not taken out, and changes nothing") func neverIn() throws {
        var tally = try ExperimentTally.empty()
        tally.add(500_000, change: -1, to: .control)
        let before = tally
        var done = [
            tally.remove(500_000, from: .treatment), tally.remove(900_000, from: .control),
            tally.remove(500_000, change: 1, from: .control),
            tally.add(1_000_001, to: .control), tally.add(-1, to: .control),
        ]
        #expect(tally == before)
        var bins = try AnswerBins.empty()
        bins.add(60, .answered)
        done += [
            bins.remove(60, .withdrawn), bins.remove(61, .answered), bins.add(-1, .answered),
        ]
        var kano = KanoTally()
        done.append(kano.remove(KanoPair(functional: .like, dysfunctional: .like)))
        var opportunity = OpportunityTally(seed: 1)
        done += [
            opportunity.add(person: 1, importance: 10_000_001, satisfaction: 0),
            opportunity.remove(person: 1, importance: 1, satisfaction: 1),
            opportunity.remove(person: 1, importance: 1, satisfaction: nil),
        ]
        var answers = OpportunityAnswerTally()
        done += [
            answers.add(importance: 6, satisfaction: 1),
            answers.add(importance: 1, satisfaction: 0),
            answers.remove(importance: 3, satisfaction: 3),
        ]
        var people = PersonSet([7])
        done += [people.remove(8 as UInt32), people.insert(7)]
        var counts = try #require(CountMin(error: 0.1, chance: 0.1, seed: 1))
        done += [counts.add(1, times: 0), counts.remove(1)]
        var worlds = PoissonBootstrap(seed: 1)
        done += [worlds.add(person: 1, 1, of: -1), worlds.remove(person: 1, 1)]
        #expect(!done.contains(true))
    }

    @Test("States of different setups are not made one") func setups() throws {
        var bins = try #require(AnswerBins(binWidth: 1))
        var worlds = PoissonBootstrap(seed: 1)
        var counts = try #require(CountMin(error: 0.1, chance: 0.1, seed: 1))
        var registers = HyperLogLog(seed: 1)
        var kll = try #require(KLLSketch(k: 200, seed: 1))
        var tally = try ExperimentTally.empty()
        let other = ExperimentTally(
            try #require(ExperimentMetric("sacrifice", good: .lower, effect: 1)))
        let done = [
            bins.merge(try #require(AnswerBins(binWidth: 2))),
            worlds.merge(PoissonBootstrap(seed: 2)),
            counts.merge(try #require(CountMin(error: 0.1, chance: 0.1, seed: 2))),
            counts.merge(try #require(CountMin(error: 0.2, chance: 0.1, seed: 1))),
            registers.merge(HyperLogLog(seed: 2)),
            kll.merge(try #require(KLLSketch(k: 100, seed: 1))), tally.merge(other),
        ]
        #expect(!done.contains(true))
        #expect(AnswerBins(binWidth: 0) == nil && AnswerBins(binWidth: .max) == nil)
        #expect(CountMin(error: 0, chance: 0.1, seed: 1) == nil)
        #expect(CountMin(error: 1e-9, chance: 0.1, seed: 1) == nil)
        #expect(CountMin(error: .nan, chance: 0.1, seed: 1) == nil)
        #expect(KLLSketch(k: 7, seed: 1) == nil)
        #expect(ExperimentMetric("x", good: .lower, effect: 0) == nil)
        #expect(ExperimentMetric("x", good: .lower, bounds: 5...5, effect: 1) == nil)
        #expect(ExperimentMetric("x", good: .lower, effect: 1, margin: -1) == nil)
    }
}
