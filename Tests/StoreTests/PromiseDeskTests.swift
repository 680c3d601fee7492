import Domain
import Kernel
import Measures
import Ports
import Runtime
import SQLiteStore
import Secrets
import Simulator
import Testing

@Suite("Promises at a desk, behind a guest's own link, and on the board")
struct PromiseDeskTests {
    private static let anna = PersonID("anna")!
    private static let ben = PersonID("ben")!
    private static let desk = PromiseChannel("desk")!
    private static let zones = ["Q1", "Q2"].map {
        Zone(id: ZoneID($0)!, kind: ZoneKind("queue")!, name: Words(en: $0, nl: $0))
    }
    private static let said = SaidPromise(quote: "I will call you", channel: desk)
    private static let entry = StandingPromise(
        id: StandingPromiseID("ready")!, words: Words(en: "Ready soon", nl: "Gauw klaar"),
        channel: desk, span: .hours(1), owner: PromiseOwner("workshop")!)

    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private struct Running {
        let journal: SQLiteJournal
        let sequencer: Sequencer
        let house: House
        let desk: PromiseDesk
        let board: PromiseBoard
        let links: SQLitePersonalLinks
        /// Looks after the zone that Anna stands in.
        let near: Viewer
        /// Looks after another zone.
        let far: Viewer
        let screen: Viewer
        let lead: Viewer
    }

    /// Anna and Ben stand in Q1 and let the house help them.
    private func start() async throws -> Running {
        let journal = try temporary.open()
        let sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: journal.seed), journal: journal,
            clock: clock, feed: NoFeed(), end: { _ in })
        try await sequencer.submit(.addZones(Self.zones))
        try await sequencer.submit(.openSource(Source(id: SourceID("gate")!, mode: .live)))
        for (token, person) in [("B1", Self.anna), ("B2", Self.ben)] {
            try await sequencer.submit(.link(Token(token)!, to: person))
            try await choose(.assisted, person, sequencer)
            try await hear(token, sequencer, seed: journal.seed)
        }
        clock.move(by: .minutes(10))
        try await hear("B9", sequencer, seed: journal.seed)
        let house = House(
            sequencer: sequencer,
            board: CueBoard(head: 0, shownToAll: [], render: { _ in [] }), journal: journal,
            clock: clock)
        let links = SQLitePersonalLinks(journal)
        let own = OwnPages(
            house: house, links: links, accounts: SQLiteAccounts(journal),
            credentials: Argon2Credentials(),
            phoneKeys: PhoneKeys(
                sequencer, signer: NoSigner(), clock: clock,
                civil: { _ in CivilTime(offsetMinutes: 0) }),
            statements: Statements(journal, sequencer: sequencer))
        let staff = try viewers(journal)
        return Running(
            journal: journal, sequencer: sequencer, house: house,
            desk: PromiseDesk(
                house: house, own: own, credentials: Argon2Credentials(), seed: journal.seed),
            board: PromiseBoard(sequencer: sequencer, clock: clock) { _ in
                CivilTime(offsetMinutes: 0)
            },
            links: links, near: staff[0], far: staff[1], screen: staff[2], lead: staff[3])
    }

    private func choose(
        _ mode: Mode, _ person: PersonID, _ sequencer: Sequencer,
        refusing: [ConsentPurpose] = []
    ) async throws {
        try await sequencer.submit(
            .choose(
                mode, of: person, by: .house, isChild: false, guardian: nil, refusing: refusing))
    }

    private func hear(_ token: String, _ sequencer: Sequencer, seed: KeySeed) async throws {
        let signal = PlainSignal(
            id: "s-\(token)", token: Token(token)!, kind: .enter, zone: 0, at: clock.now)
        _ = try await sequencer.submit(SignalBatch([signal], from: 0, seed: seed), from: 0)
    }

    private func viewers(_ journal: SQLiteJournal) throws -> [Viewer] {
        let doorkeeper = try Doorkeeper(
            store: SQLiteAccounts(journal), roster: SQLiteRoster(journal),
            credentials: Argon2Credentials(), clock: clock)
        let numbers: [ZoneID: ZoneIndex] = [Self.zones[0].id: 0, Self.zones[1].id: 1]
        let first = try #require(try doorkeeper.firstInvitation())
        let session = try doorkeeper.accept(first, password: "correct horse")
        let boss = try #require(try doorkeeper.viewer(secret: session, zoneNumbers: numbers))
        let hosts = try [("lea", 0), ("sam", 1)].map { name, zone in
            let link = try doorkeeper.add(
                Account(
                    id: StaffID(name)!, name: name, role: .host, zones: [Self.zones[zone].id]),
                by: boss)
            let session = try doorkeeper.accept(link, password: "correct horse")
            return try #require(try doorkeeper.viewer(secret: session, zoneNumbers: numbers))
        }
        let code = try doorkeeper.add(
            Account(id: StaffID("wall")!, name: "Wall", role: .screen, zones: []), by: boss)
        let wall = try doorkeeper.pair(code: code)
        let screen = try #require(try doorkeeper.viewer(secret: wall, zoneNumbers: numbers))
        return hosts + [screen, boss]
    }

    private func looks(_ running: Running) async throws -> [String] {
        try await running.house.looks(at: Self.anna, limit: 10)?.map { "\($0.by) \($0.reason)" }
            ?? []
    }

    private func link(_ secret: String, _ person: PersonID, _ running: Running) throws {
        try running.links.add(
            secret: secret, of: person, endsAt: clock.now + .hours(1), at: clock.now)
    }

    private func made(_ running: Running) async throws -> PromiseID {
        try await running.desk.act(
            .make(id: "a", Self.said, at: nil), on: Self.anna, by: running.near)
        let now = clock.now
        let view = await running.sequencer.read { $0.promises(of: Self.anna, at: now) }
        return try #require(view?.entries.first?.id)
    }

    @Test("Staff who may open a card promises and reads what was promised, and the look is kept")
    func near() async throws {
        let running = try await start()
        let id = try await made(running)
        #expect(try await looks(running) == [])

        let view = try #require(
            try await running.desk.promises(of: Self.anna, for: running.near))

        #expect(view.entries.map(\.id) == [id])
        #expect(view.entries.first?.madeBy == .staff(running.near.account))
        #expect(try await looks(running) == ["lea promises"])
    }

    @Test("Staff of another zone, and a screen, see and do nothing, and no look is kept")
    func far() async throws {
        let running = try await start()
        let id = try await made(running)

        for viewer in [running.far, running.screen] {
            #expect(try await running.desk.promises(of: Self.anna, for: viewer) == nil)
            #expect(await running.desk.promises(onCardOf: Self.anna, for: viewer) == nil)
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.desk.act(
                    .judgeByLetter(id, isKept: true, at: nil), on: Self.anna, by: viewer)
            }
        }
        #expect(try await looks(running) == [])
        let view = try await running.desk.promises(of: Self.anna, for: running.near)
        #expect(view?[id]?.byLetter == nil)
    }

    @Test("Whoever lets nobody help them still reads what was promised; staff does not")
    func refused() async throws {
        let running = try await start()
        let id = try await made(running)
        try link("for-anna", Self.anna, running)
        clock.move(by: .seconds(1))
        try await choose(.assisted, Self.anna, running.sequencer, refusing: [.help])

        #expect(try await running.desk.promises(of: Self.anna, for: running.near) == nil)
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(.askReading(id), on: Self.anna, by: running.near)
        }
        #expect(try await running.desk.promises(behind: "for-anna")?.entries.map(\.id) == [id])
    }

    @Test("Staff notes the person's word as theirs, and the letter as the house's")
    func claimants() async throws {
        let running = try await start()
        let id = try await made(running)
        let near = running.near
        try await running.desk.act(
            .read(id, words: "today", due: nil), on: Self.anna, by: near)
        try await running.desk.act(
            .judgeByLetter(id, isKept: true, at: nil), on: Self.anna, by: near)
        try await running.desk.act(
            .judgeByReading(id, isKept: false, at: nil), on: Self.anna, by: near)

        let promise = try #require(try await running.desk.promises(of: Self.anna, for: near)?[id])

        #expect(promise.reading?.by == .personTo(near.account))
        #expect(promise.byLetter?.evidence == .told(by: .staff(near.account)))
        #expect(promise.byReading?.evidence == .told(by: .personTo(near.account)))
        #expect(promise.byLetter?.isKept == true && promise.byReading?.isKept == false)
    }

    @Test("A form sent twice makes a promise once, also by the catalogue")
    func twice() async throws {
        let running = try await start()
        try await running.board.keep(Self.entry, by: running.lead)
        let draft = PromiseDesk.Draft(id: "form", standing: Self.entry.id, isDutch: true)
        for _ in 0..<2 {
            try await running.desk.act(.draft(draft), on: Self.anna, by: running.near)
            clock.move(by: .seconds(30))
        }

        let view = try #require(
            try await running.desk.promises(of: Self.anna, for: running.near))

        #expect(view.entries.count == 1)
        let promise = try #require(view.entries.first)
        #expect(promise.said.quote == "Gauw klaar")
        #expect(promise.said.owner == Self.entry.owner)
        #expect(promise.said.due == promise.madeAt + .hours(1))
        await #expect(throws: CommandRefusal.promise(.unknownStanding)) {
            try await running.desk.act(
                .draft(PromiseDesk.Draft(id: "b", standing: StandingPromiseID("none")!)),
                on: Self.anna, by: running.near)
        }
    }

    @Test("By their own link people say only what is theirs to say, of their own promises")
    func own() async throws {
        let running = try await start()
        let id = try await made(running)
        try link("for-anna", Self.anna, running)
        try link("for-ben", Self.ben, running)

        await #expect(throws: CommandRefusal.promise(.unknownPromise)) {
            try await running.desk.act(.read(id, words: "", due: nil), behind: "for-ben")
        }
        for doing in [
            PromiseDesk.Doing.make(id: "b", Self.said, at: nil),
            .judgeByLetter(id, isKept: true, at: nil), .offerRecovery(id, "cake"), .lose(id),
        ] {
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.desk.act(doing, behind: "for-anna")
            }
        }
        #expect(try await running.desk.act(.dispute(id, words: "no"), behind: "for-anna"))
        #expect(try await !running.desk.act(.dispute(id, words: "no"), behind: "for-nobody"))
        let promise = try await running.desk.promises(behind: "for-anna")?[id]
        #expect(promise?.reading?.isDisputed == true && promise?.reading?.by == .person)
        #expect(try await running.desk.promises(behind: "for-nobody") == nil)
    }

    @Test("What makes good, no thank you, and the bond are the person's own word by their link")
    func ownWord() async throws {
        let running = try await start()
        let id = try await made(running)
        try link("for-anna", Self.anna, running)
        try await running.desk.act(
            .judgeByLetter(id, isKept: false, at: nil), on: Self.anna, by: running.near)
        #expect(try await running.desk.act(.wouldMakeGood(id, "cake"), behind: "for-anna"))
        try await running.desk.act(.offerRecovery(id, "tea"), on: Self.anna, by: running.near)
        #expect(try await running.desk.act(.declineRecovery(id), behind: "for-anna"))
        #expect(try await running.desk.act(.tellBond(8), behind: "for-anna"))
        #expect(try await !running.desk.act(.tellBond(8), behind: "for-nobody"))
        await #expect(throws: CommandRefusal.promise(.levelTooHigh)) {
            _ = try await running.desk.act(.tellBond(11), behind: "for-anna")
        }

        let view = try #require(try await running.desk.promises(behind: "for-anna"))
        let promise = try #require(view[id])
        #expect(promise.makesGood?.words == "cake" && promise.makesGood?.by == .person)
        #expect(promise.recovery?.declinedAt != nil && view.state(of: promise) == .broken)
        #expect(view.bond?.level == 8 && view.takes(for: promise) == ["cake"])
        try await running.desk.act(.offerRecovery(id, "cake"), on: Self.anna, by: running.near)
        try await running.desk.act(.lose(id), on: Self.anna, by: running.near)
        #expect(try await running.desk.promises(behind: "for-anna")?[id]?.partedAt != nil)
    }

    @Test("Only a lead changes the catalogue")
    func catalogue() async throws {
        let running = try await start()
        for viewer in [running.near, running.screen] {
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.board.keep(Self.entry, by: viewer)
            }
        }
        #expect(await running.desk.catalogue.isEmpty)
        try await running.board.keep(Self.entry, by: running.lead)
        #expect(await running.desk.catalogue == [Self.entry])
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.board.drop(Self.entry.id, by: running.near)
        }
        #expect(await running.board.entries().map(\.promise) == [Self.entry])
        try await running.board.drop(Self.entry.id, by: running.lead)
        #expect(await running.desk.catalogue.isEmpty)
    }

    /// Promises by a channel to so many people, all kept.
    private func tell(_ count: Int, by channel: String, _ running: Running) async throws {
        let lines = try (0..<count).map { number in
            PromiseDesk.Line(
                person: try #require(PersonID("\(channel)-\(number)")),
                .make(
                    id: "\(channel)-\(number)",
                    SaidPromise(quote: "x", channel: try #require(PromiseChannel(channel))),
                    at: nil), isNewName: true)
        }
        let results = try await running.desk.take(lines, from: .house)
        for result in results { #expect(try result.get()) }
    }

    @Test(
        "Nine people are few, ten are told; and what is left of the total is never of fewer than ten"
    )
    func few() async throws {
        let running = try await start()
        try await tell(12, by: "a", running)
        try await tell(10, by: "b", running)
        var report = await running.board.report(by: .channel)
        #expect(report.rows.map { $0.count?.made } == [12, 10])

        try await tell(9, by: "c", running)
        report = await running.board.report(by: .channel)
        #expect(report.rows.map(\.name) == ["a", "b", "c"])
        // Of the total less the first two there would be nine.
        #expect(report.rows.map { $0.count?.made } == [12, nil, nil])
        #expect(report.all.count?.made == 31)

        try await tell(9, by: "d", running)
        report = await running.board.report(by: .channel)
        #expect(report.rows.map { $0.count?.made } == [12, 10, nil, nil])
    }

    @Test("A report has what made room as well; what nobody can tell any more makes no edition")
    func madeRoom() async throws {
        let running = try await start()
        try await running.board.keep(Self.entry, by: running.lead)
        try await tell(10, by: "desk", running)
        let count = PersonPromises.promiseCountMax + 100
        let said = SaidPromise(
            standing: Self.entry.id, quote: "x", channel: Self.desk,
            due: clock.now - .minutes(30))
        for first in stride(from: 0, to: count, by: 1_000) {
            let lines = (first..<min(count, first + 1_000)).map { number in
                PromiseDesk.Line(
                    person: Self.anna,
                    .make(id: "r\(number)", said, at: clock.now - .hours(1)))
            }
            for result in try await running.desk.take(lines, from: .house) {
                #expect(try result.get())
            }
        }

        let row = try #require(await running.board.report(by: .channel).rows.first)
        #expect(row.name == "desk" && row.count?.made == count + 10)
        #expect(row.count?.unknown == count)
        let editions = await running.board.editions(of: Self.entry.id)
        #expect(editions.map(\.seconds) == [1_800])
    }

    @Test(
        "With how many much is at stake is told of ten or more, and of all but ten or more",
        arguments: [
            (9, 9, 18, nil), (10, 10, 20, 10), (9, 16, 25, nil), (16, 9, 25, nil), (0, 9, nil, nil),
            (0, 10, 10, nil),
        ] as [(Int, Int, Int?, Int?)])
    func parting(exposed: Int, rest: Int, told: Int?, expected: Int?) {
        let much = PartingExposure(level: 10, kept: 0, broken: 1)
        let little = PartingExposure(level: 1, kept: 1, broken: 0)
        let parting = PromiseBoard.Parting(
            Array(repeating: much, count: exposed) + Array(repeating: little, count: rest))

        #expect(parting.told == told)
        #expect(parting.exposed == expected)
    }

    @Test("Who has two names is one person of ten")
    func names() async throws {
        let running = try await start()
        try await tell(10, by: "a", running)
        #expect(await running.board.report(by: .channel).all.count?.personCount == 10)
        let mail = try #require(Alias(.mail, "a@example.org"))
        for name in ["a-0", "a-1"] {
            try await running.sequencer.submit(
                .claim(
                    Alias(try #require(PersonID(name))), mail, .stated, by: .house, evidence: ""))
        }
        #expect(await running.board.report(by: .channel).all.count == nil)
    }
}

private struct NoFeed: CueFeed {
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {}
}

/// Signs nothing: no phone is a key here.
private struct NoSigner: PhoneKeySigner {
    let issuer = TokenIssuer(
        id: [1], algorithm: .edDSA, publicKey: [UInt8](repeating: 0, count: 32))!

    func sign(_ claims: TokenClaims) throws(PhoneKeyFailure) -> String { throw PhoneKeyFailure() }
}
