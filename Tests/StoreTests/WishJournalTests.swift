import Domain
import Kernel
import Ports
import Runtime
import Simulator
import Testing

@Suite("Wishes in the journal")
struct WishJournalTests {
    private static let seed = KeySeed(first: 1, second: 2)
    private static let anna = PersonID("anna")!
    private static let waiting = FacetID("waiting")!
    private static let zones = [
        Zone(id: ZoneID("Q1")!, kind: ZoneKind("queue")!, name: Words(en: "Queue", nl: "Rij")),
        Zone(id: ZoneID("R1")!, kind: ZoneKind("ride")!, name: Words(en: "Ride", nl: "Rit")),
    ]
    private static let wait = Wait(
        id: WaitID("queue")!, name: Words(en: "Queue", nl: "Rij"),
        from: SignalPattern(kind: .enter, place: .ofKind(ZoneKind("queue")!)),
        until: SignalPattern(kind: .enter, place: .ofKind(ZoneKind("ride")!)))
    private static let facet = Facet(
        id: waiting, name: Words(en: "Waiting", nl: "Wachten"),
        kind: .time(patience: .minutes(10)), wait: wait.id)

    /// A house that writes groups down as they come.
    private struct House {
        let journal = SimulatedJournal(lies: false)
        var engine = Engine(seed: WishJournalTests.seed)
        var next: Sequence = 1
        var now = Rows.noon
        var rows: [JournalEntry] = []

        mutating func write(_ requests: [Group.Request]) throws {
            let group = Group(requests, engine: &engine, next: next, now: now)
            try journal.append(group.entries)
            rows += group.entries
            next += Sequence(group.entries.count)
        }

        mutating func carryOut(_ commands: [Command]) throws {
            try write(commands.map { .command($0) })
        }

        mutating func hear(_ id: String, _ zone: ZoneIndex) throws {
            let signal = PlainSignal(
                id: id, token: Token("B1")!, kind: .enter, zone: zone, at: now)
            let batch = SignalBatch([signal], from: 0, seed: WishJournalTests.seed)
            try write([.batch(SourcedBatch(source: 0, batch: batch))])
        }
    }

    /// Anna wished for no wait at all, and waited ten minutes.
    private static func house() throws -> House {
        var house = House()
        let wish = WishID("w1")!
        let said = SaidWish(facet: waiting, want: .within(.seconds(0)), words: "at once")
        try house.carryOut([
            .addZones(zones), .installWaits([wait]), .installFacets([facet]),
            .openSource(Source(id: SourceID("gate")!, mode: .live)),
            .link(Token("B1")!, to: anna),
            .choose(.assisted, of: anna, by: .house, isChild: false, guardian: nil),
            .wish(.voice(wish, said), of: anna, by: .person),
            .wish(.playBack(wish, "No wait"), of: anna, by: .house),
            .wish(.confirm(wish), of: anna, by: .person),
        ])
        try house.hear("s1", 0)
        house.now = house.now + .minutes(10)
        try house.hear("s2", 1)
        house.now = house.now + .minutes(1)
        try house.write([])
        return house
    }

    private static func settled(_ engine: Engine) -> [Int32?] {
        engine.wishes(of: anna)?.entries.flatMap(\.settled).map(\.sacrifice?.millionths) ?? []
    }

    @Test("Read back, the journal gives the same wishes, and each wait once")
    func readBack() throws {
        let house = try Self.house()
        #expect(Self.settled(house.engine) == [632_121])

        let recovered = try Recovery(from: house.journal, seed: Self.seed, usesSnapshot: false)

        #expect(recovered.engine.aggregates == house.engine.aggregates)
        #expect(Self.settled(recovered.engine) == [632_121])
    }

    @Test("What was settled for outlives the day's signals that it was seen in")
    func withoutSignals() throws {
        let house = try Self.house()
        var engine = Engine(seed: Self.seed)
        for row in house.rows {
            guard case .record(let record) = row.content, !record.isDerived else { continue }
            engine.apply(record, at: row.recordedAt)
        }

        #expect(engine.wishes == house.engine.wishes)
        #expect(Self.settled(engine) == [632_121])
    }

    @Test("The rows without those of somebody erased give a house that never heard their wishes")
    func erased() throws {
        let house = try Self.house()
        var engine = Engine(seed: Self.seed)
        for row in house.rows {
            switch row.content {
            case .record(let record) where record.subject == .person(Self.anna): continue
            case .record(let record): engine.apply(record, at: row.recordedAt)
            case .block: continue
            }
        }
        var without = house.engine
        _ = try without.forget(Self.anna)

        #expect(without.wishes == engine.wishes)
        #expect(without.wishFacts.isEmpty)
    }
}
