import Domain
import Kernel
import Ports
import Runtime
import Simulator
import Testing

@Suite("Promises in the journal")
struct PromiseJournalTests {
    private static let seed = KeySeed(first: 1, second: 2)
    private static let anna = PersonID("anna")!
    private static let (p1, p2) = (PromiseID("p1")!, PromiseID("p2")!)
    private static let zones = [
        Zone(id: ZoneID("Q1")!, kind: ZoneKind("queue")!, name: Words(en: "Queue", nl: "Rij")),
        Zone(id: ZoneID("R1")!, kind: ZoneKind("ride")!, name: Words(en: "Ride", nl: "Rit")),
    ]
    private static let wait = Wait(
        id: WaitID("queue")!, name: Words(en: "Queue", nl: "Rij"),
        from: SignalPattern(kind: .enter, place: .ofKind(ZoneKind("queue")!)),
        until: SignalPattern(kind: .enter, place: .ofKind(ZoneKind("ride")!)))

    /// A house that writes groups down as they come.
    private struct House {
        let journal = SimulatedJournal(lies: false)
        var engine = Engine(seed: PromiseJournalTests.seed)
        var next: Sequence = 1
        var now = Rows.noon
        var rows: [JournalEntry] = []
        var issued: [RuleID] = []

        mutating func write(_ requests: [Group.Request]) throws {
            let group = Group(requests, engine: &engine, next: next, now: now)
            try journal.append(group.entries)
            rows += group.entries
            next += Sequence(group.entries.count)
            for case .issued(let cue) in group.cueEvents.map(\.event) { issued.append(cue.rule) }
        }

        mutating func carryOut(_ commands: [Command]) throws {
            try write(commands.map { .command($0) })
        }

        mutating func hear(_ id: String, _ zone: ZoneIndex) throws {
            let signal = PlainSignal(
                id: id, token: Token("B1")!, kind: .enter, zone: zone, at: now)
            let batch = SignalBatch([signal], from: 0, seed: PromiseJournalTests.seed)
            try write([.batch(SourcedBatch(source: 0, batch: batch))])
        }
    }

    /// Anna was promised ten minutes and a parcel, waited twelve, and staff heard of both.
    private static func house() throws -> House {
        var house = House()
        func promised(_ id: PromiseID, _ content: PromiseContent, _ due: Span) -> Command {
            let said = SaidPromise(
                quote: "soon", channel: PromiseChannel("desk")!, content: content,
                due: house.now + due)
            return .promise(.make(id, said, at: nil), of: anna, by: .house)
        }
        try house.carryOut([
            .addZones(zones), .installWaits([wait]),
            .openSource(Source(id: SourceID("gate")!, mode: .live)),
            .link(Token("B1")!, to: anna),
            .choose(.assisted, of: anna, by: .house, isChild: false, guardian: nil),
            promised(p1, .wait(wait.id, atMost: .minutes(10)), .minutes(10)),
            promised(p2, .words, .hours(1)),
        ])
        try house.hear("s1", 0)
        house.now = house.now + .minutes(8)
        try house.write([])
        house.now = house.now + .minutes(4)
        try house.hear("s2", 1)
        house.now = house.now + .minutes(1)
        try house.write([])
        try house.write([])
        return house
    }

    @Test("Staff hears before a promise breaks and when it is broken, each once")
    func called() throws {
        var house = try Self.house()
        #expect(house.issued == [CallHelp.promiseDue.rule, CallHelp.promiseBroken.rule])
        let promise = house.engine.promises(of: Self.anna, at: house.now)?[Self.p1]
        #expect(promise?.byLetter?.evidence == .wait(Self.wait.id, .minutes(12)))
        #expect(promise?.warnedAt == Rows.noon + .minutes(8))

        #expect(!house.engine.wantsTick(at: house.now))
        house.now = Rows.noon + .minutes(48)
        #expect(house.engine.wantsTick(at: house.now))
        try house.write([])
        #expect(house.issued.last == CallHelp.promiseDue.rule && house.issued.count == 3)
    }

    @Test("Read back, the journal gives the same promises, verdicts and calls, each once")
    func readBack() throws {
        let house = try Self.house()

        let recovered = try Recovery(from: house.journal, seed: Self.seed, usesSnapshot: false)

        #expect(recovered.engine.aggregates == house.engine.aggregates)
        #expect(recovered.engine.openCues == house.engine.openCues)
        let verdicts = house.rows.count { row in
            guard case .record(.promise(_, .judgedByLetter)) = row.content else { return false }
            return true
        }
        #expect(verdicts == 1)
    }

    @Test("What became of a promise outlives the day's signals that it was seen in")
    func withoutSignals() throws {
        let house = try Self.house()
        var engine = Engine(seed: Self.seed)
        for row in house.rows {
            guard case .record(let record) = row.content, !record.isDerived else { continue }
            engine.apply(record, at: row.recordedAt)
        }

        #expect(engine.promises == house.engine.promises)
    }

    @Test(
        "The rows without those of somebody erased give a house that never promised them anything")
    func erased() throws {
        let house = try Self.house()
        var engine = Engine(seed: Self.seed)
        for row in house.rows {
            guard case .record(let record) = row.content, record.subject != .person(Self.anna)
            else { continue }
            engine.apply(record, at: row.recordedAt)
        }
        var without = house.engine
        _ = try without.forget(Self.anna)

        #expect(without.promises == engine.promises)
        #expect(without.promiseFacts(at: house.now).isEmpty)
        #expect(without.openCues.isEmpty)
    }
}
