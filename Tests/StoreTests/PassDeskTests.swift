import Domain
import Foundation
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Synchronization
import Testing

@Suite("Queues on disk")
struct PassDeskTests {
    private static let coaster = PassQueueID("coaster")!
    private static let gate = PassDesk.Sender.source(SourceID("gate")!)
    private static let plan = PassQueue(
        id: coaster, name: Words(en: "Coaster", nl: "Achtbaan"), zone: ZoneID("R1")!,
        window: .minutes(10), peoplePerHour: 600)

    private let temporary = TemporaryFolder()
    private let clock = Watch()

    private struct Running {
        let journal: SQLiteJournal
        let sequencer: Sequencer
        let desk: PassDesk
    }

    /// The process as it starts over what the folder holds.
    private func start(open hours: OpeningHours? = nil) async throws -> Running {
        let journal = try temporary.open()
        let sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: journal.seed), journal: journal,
            clock: clock, feed: Nobody(), end: { _ in })
        try await sequencer.submit(.installQueues([Self.plan]))
        return Running(
            journal: journal, sequencer: sequencer,
            desk: PassDesk(
                sequencer: sequencer, credentials: Argon2Credentials(), seed: journal.seed,
                clock: clock, hours: { hours }, offset: { _ in .seconds(0) }))
    }

    private static func joining(_ id: String, size: Int = 2, name: Alias? = nil)
        -> PassDesk.Joining
    {
        PassDesk.Joining(queue: coaster, id: id, size: size, name: name)
    }

    private func images(_ running: Running) throws -> [[UInt8]] {
        try [true, false].map {
            try Recovery(from: running.journal, seed: running.journal.seed, usesSnapshot: $0)
                .engine.passes.image
        }
    }

    @Test("One sender's id is one party for ever, and another sender's is another party")
    func once() async throws {
        let running = try await start()
        let first = try await running.desk.join(Self.joining("a"), from: Self.gate)
        let again = try await running.desk.join(Self.joining("a"), from: Self.gate)
        let other = try await running.desk.join(Self.joining("a"), from: .house)

        #expect(first.isNew && !again.isNew && other.isNew)
        #expect(first.party == again.party && first.party != other.party)
        #expect(again.place?.ticket == first.place?.ticket)
        await #expect(throws: CommandRefusal.pass(.joinedDifferently)) {
            try await running.desk.join(Self.joining("a", size: 3), from: Self.gate)
        }

        clock.move(.hours(24 * 30))
        _ = try await running.desk.join(Self.joining("b"), from: Self.gate)
        let late = try await running.desk.join(Self.joining("a"), from: Self.gate)
        #expect(!late.isNew && late.place == nil && late.party == first.party)
    }

    @Test("From a snapshot and from the first row the queues are the same, and so are the answers")
    func recovered() async throws {
        let running = try await start()
        var parties: [PartyID] = []
        for number in 0..<40 {
            clock.move(.seconds(20))
            parties.append(
                try await running.desk.join(Self.joining("p\(number)"), from: Self.gate).party)
            if number == 20 { await running.sequencer.takeSnapshot() }
        }
        _ = try await running.desk.act(.board, parties[0], in: Self.coaster, by: Self.gate)
        try await running.desk.setStanding(true, Self.coaster, by: .house)

        let live = await running.sequencer.read(\.passes.image)
        #expect(try images(running) == [live, live])
        #expect(try #require(try running.journal.latestSnapshot()).passes.isEmpty == false)
    }

    @Test("What a place is opened by is neither the party's name nor another's, and stays the same")
    func secrets() async throws {
        let running = try await start()
        let one = try await running.desk.join(Self.joining("a"), from: Self.gate).party
        let two = try await running.desk.join(Self.joining("b"), from: Self.gate).party
        let secret = running.desk.secret(of: one)

        #expect(try await running.desk.place(behind: secret)?.ticket.party == one)
        let mixed = "\(two)" + secret.dropFirst("\(one)".utf8.count)
        for wrong in ["\(one)", "\(one)-", "", "-", mixed, String(secret.dropLast())] {
            #expect(try await running.desk.place(behind: wrong) == nil, "\(wrong)")
        }
    }

    @Test("On a closed day nobody joins, and nothing is kept")
    func closedDay() async throws {
        let running = try await start(
            open: OpeningHours(week: [[OpenStretch]](repeating: [], count: 7)))
        await #expect(throws: CommandRefusal.pass(.noWindowLeft)) {
            try await running.desk.join(Self.joining("a"), from: Self.gate)
        }
        let sheet = try #require(await running.desk.sheet(of: Self.coaster))
        #expect(sheet.isClosed && sheet.day == nil)
        #expect(await running.sequencer.read { $0.passes[Self.coaster] == nil })
    }

    @Test("A band that nobody wears, or that has a place already, is told before it joins")
    func names() async throws {
        let running = try await start()
        let band = try #require(Token("anns-band"))
        func fault(_ id: String) async -> PassDesk.NameFault? {
            await running.desk.nameFault(of: Self.joining(id, name: Alias(band)), from: Self.gate)
        }
        #expect(await fault("a") == .bandOfNobody)
        #expect(await running.desk.nameFault(of: Self.joining("a"), from: Self.gate) == nil)

        try await running.sequencer.submit(.link(band, to: try #require(PersonID("ann"))))
        #expect(await fault("a") == nil)
        let joined = try await running.desk.join(
            Self.joining("a", name: Alias(band)), from: Self.gate)
        #expect(await fault("a") == nil)
        #expect(await fault("b") == .hasPlace(1))

        _ = try await running.desk.act(.leave, joined.party, in: Self.coaster, by: Self.gate)
        #expect(await fault("b") == nil)
    }

    @Test("After erasing a person neither snapshot nor journal says whose party it was")
    func erased() async throws {
        let running = try await start()
        let ann = try #require(PersonID("ann"))
        let band = try #require(Token("anns-band"))
        try await running.sequencer.submit(.link(band, to: ann))
        let party = try await running.desk.join(
            Self.joining("a", name: Alias(band)), from: Self.gate
        ).party
        await running.sequencer.takeSnapshot()
        #expect(try await running.desk.party(of: Alias(band), in: Self.coaster) == party)

        try await running.sequencer.erase(ann)

        #expect(try await running.desk.party(of: Alias(band), in: Self.coaster) == nil)
        #expect(await running.desk.place(of: party, in: Self.coaster) != nil)
        for usesSnapshot in [true, false] {
            let engine = try Recovery(
                from: running.journal, seed: running.journal.seed, usesSnapshot: usesSnapshot
            ).engine
            #expect(engine.passes.links.isEmpty)
            #expect(engine.passes[Self.coaster]?[party] != nil)
        }
    }
}

/// A clock that is moved by hand.
private final class Watch: Clock {
    private let moved = Mutex(Rows.noon)

    var now: Instant { moved.withLock { $0 } }

    func move(_ span: Span) { moved.withLock { $0 = $0 + span } }
}

private struct Nobody: CueFeed {
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {}
}
