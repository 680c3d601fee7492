import Domain
import Kernel
import Ports
import Runtime
import Simulator
import Testing

@Suite("Taps in the journal")
struct TapGroupTests {
    private static let seed = KeySeed(first: 1, second: 2)
    private static let band = BandID(hexadecimal: "04DE5F1EACC040")!
    private static let venue = [
        Zone(id: ZoneID("Q1")!, kind: ZoneKind("queue")!, name: Words(en: "Queue", nl: "Rij"))
    ]

    /// A house that writes groups down as they come.
    private struct House {
        let journal = SimulatedJournal(lies: false)
        var engine = Engine(seed: TapGroupTests.seed)
        var next: Sequence = 1
        var now = Rows.noon
        var events: [CueEvent] = []

        mutating func write(_ requests: [Group.Request]) throws -> [Group.Answer] {
            let group = Group(requests, engine: &engine, next: next, now: now)
            try journal.append(group.entries)
            next += Sequence(group.entries.count)
            events += group.cueEvents.map(\.event)
            return group.answers
        }
    }

    private static func tap(_ id: String, _ shown: ShownKey, _ wish: TapWish = .hello) -> Tap {
        Tap(
            id: TapID(id)!, source: 0, zone: 0, text: id, shown: shown, wish: wish,
            civil: CivilTime(offsetMinutes: 0), reach: .zone)
    }

    private static func house() throws -> House {
        var house = House()
        _ = try house.write([
            .command(.addZones(venue)),
            .command(.openSource(Source(id: SourceID("gate")!, mode: .live))),
        ])
        return house
    }

    @Test("In one group each tap, batch and command has its own answer, and no other's count")
    func answers() throws {
        var house = try Self.house()
        let signal = PlainSignal(
            id: "s1", token: Token("B1")!, kind: .tap, zone: 0, at: house.now)
        let batch = SourcedBatch(
            source: 0, batch: SignalBatch([signal], from: 0, seed: Self.seed))

        let answers = try house.write([
            .tap(Self.tap("t1", ShownKey(.bareIdentifier, bare: Token("B2")!))),
            .batch(batch),
            .tap(Self.tap("t2", ShownKey(.forged))),
            .command(.addZones(Self.venue)),
            .batch(batch),
        ])

        try #require(answers.count == 5)
        guard case .shown(let first) = answers[0], case .outcome(let sent) = answers[1],
            case .shown(let second) = answers[2], case .carriedOut = answers[3],
            case .outcome(let again) = answers[4]
        else {
            Issue.record("an answer is of another kind than its request")
            return
        }
        #expect(first.light == .green && second.refusal == .forged)
        #expect((sent.accepted, sent.repeated) == (1, 0))
        #expect((again.accepted, again.repeated) == (0, 1))
        // Who tapped was noticed; what is forged says nothing of anybody.
        #expect(house.engine.tokenCount == 2)
    }

    @Test("Read back, the journal gives the same counters, answers and calls, and raises none anew")
    func readBack() throws {
        var house = try Self.house()
        for counter: UInt32 in 1...3 {
            let shown = ShownKey(
                .band(Self.band, counter: counter), generation: BandKeyNumber(1))
            _ = try house.write([
                .tap(Self.tap("k\(counter)", shown, .key(door: nil, zone: ZoneID("Q1")!)))
            ])
            house.now = house.now + CalmBlue.escalateAfter
            _ = try house.write([])
        }

        let recovered = try Recovery(from: house.journal, seed: Self.seed, usesSnapshot: false)

        #expect(recovered.engine.aggregates == house.engine.aggregates)
        #expect(recovered.engine.taps.counter(of: Self.band) == 3)
        #expect(recovered.engine.openCues == house.engine.openCues)
        #expect(recovered.engine.openCues.count == 1)
        var told: [CueEvent] = []
        try house.journal.read(after: 0, through: .max, only: .all) { entry in
            told += PlacedCueEvent.events(of: entry).map(\.event)
        }
        #expect(told == house.events)
        #expect(told.count == 2)  // Once issued, once shown to all.
    }
}
