import Domain
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Simulator
import Testing

@Suite("Wishes at a desk and behind a guest's own link")
struct WishDeskTests {
    private static let anna = PersonID("anna")!
    private static let ben = PersonID("ben")!
    private static let quiet = FacetID("quiet")!
    private static let zones = ["Q1", "Q2"].map {
        Zone(id: ZoneID($0)!, kind: ZoneKind("queue")!, name: Words(en: $0, nl: $0))
    }
    private static let facet = Facet(
        id: quiet, name: Words(en: "Quiet", nl: "Rust"), kind: .more(floor: Level(thousandths: 0)))
    private static let said = SaidWish(
        facet: quiet, want: .level(Level(thousandths: 10_000)), words: "as quiet as can be")

    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private struct Running {
        let journal: SQLiteJournal
        let sequencer: Sequencer
        let house: House
        let desk: WishDesk
        let links: SQLitePersonalLinks
        /// Looks after the zone that Anna stands in.
        let near: Viewer
        /// Looks after another zone.
        let far: Viewer
        let screen: Viewer
    }

    /// Anna and Ben stand in Q1 and let the house help them.
    private func start() async throws -> Running {
        let journal = try temporary.open()
        let sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: journal.seed), journal: journal,
            clock: clock, feed: NoFeed(), end: { _ in })
        try await sequencer.submit(.addZones(Self.zones))
        try await sequencer.submit(.installFacets([Self.facet]))
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
            desk: WishDesk(
                house: house, own: own, credentials: Argon2Credentials(), seed: journal.seed),
            links: links, near: staff[0], far: staff[1], screen: staff[2])
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
        return hosts + [try #require(try doorkeeper.viewer(secret: wall, zoneNumbers: numbers))]
    }

    private func looks(_ running: Running) async throws -> [String] {
        try await running.house.looks(at: Self.anna, limit: 10)?.map { "\($0.by) \($0.reason)" }
            ?? []
    }

    private func link(_ secret: String, _ person: PersonID, _ running: Running) throws {
        try running.links.add(
            secret: secret, of: person, endsAt: clock.now + .hours(1), at: clock.now)
    }

    @Test("Staff who may open a card reads its wishes, and the look is kept")
    func near() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)
        #expect(try await looks(running) == [])

        let view = try #require(
            try await running.desk.wishes(of: Self.anna, for: running.near))

        #expect(view.entries.map(\.wish.said) == [Self.said])
        #expect(try await looks(running) == ["lea wishes"])
    }

    @Test("Staff of another zone, and a screen, see, do and ask nothing, and no look is kept")
    func far() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)

        for viewer in [running.far, running.screen] {
            #expect(try await running.desk.wishes(of: Self.anna, for: viewer) == nil)
            #expect(try await running.desk.question(to: Self.anna, by: viewer) == nil)
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.desk.act(.voice(id: "b", Self.said), on: Self.anna, by: viewer)
            }
        }
        #expect(try await looks(running) == [])
        let count = await running.sequencer.read { $0.wishes(of: Self.anna)?.entries.count }
        #expect(count == 1)
    }

    @Test("Whoever lets nobody help them is read and asked by no staff, also who stand beside them")
    func refused() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)
        clock.move(by: .seconds(1))
        try await choose(.assisted, Self.anna, running.sequencer, refusing: [.help])

        #expect(try await running.desk.wishes(of: Self.anna, for: running.near) == nil)
        #expect(try await running.desk.question(to: Self.anna, by: running.near) == nil)
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(.voice(id: "b", Self.said), on: Self.anna, by: running.near)
        }
        // The same viewer reads them again once they may.
        clock.move(by: .seconds(1))
        try await choose(.assisted, Self.anna, running.sequencer)
        #expect(try await running.desk.wishes(of: Self.anna, for: running.near) != nil)
    }

    @Test("Staff say for somebody what they heard; only that is their word")
    func claimants() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)
        let view = try #require(
            try await running.desk.wishes(of: Self.anna, for: running.near))
        let wish = try #require(view.entries.first?.wish)
        #expect(wish.origin == .told(by: .personTo(running.near.account)))

        try await running.desk.act(.playBack(wish.id, "Quiet"), on: Self.anna, by: running.near)
        let said = try await running.desk.wishes(of: Self.anna, for: running.near)
        #expect(
            said?.entries.first?.wish.state
                == .playedBack("Quiet", by: .staff(running.near.account)))
    }

    @Test("A guest's link shows and changes what is theirs, and nothing of anybody else")
    func own() async throws {
        let running = try await start()
        try link("for-anna", Self.anna, running)
        try link("for-ben", Self.ben, running)
        #expect(try await running.desk.act(.voice(id: "a", Self.said), behind: "for-anna"))

        let annas = try await running.desk.wishes(behind: "for-anna")
        #expect(annas?.person == Self.anna && annas?.entries.count == 1)
        let bens = try await running.desk.wishes(behind: "for-ben")
        #expect(bens?.person == Self.ben && bens?.entries.isEmpty == true)

        let wish = try #require(annas?.entries.first?.wish.id)
        await #expect(throws: CommandRefusal.wish(.unknownWish)) {
            try await running.desk.act(.withdraw(wish), behind: "for-ben")
        }
        #expect(try await running.desk.act(.withdraw(wish), behind: "for-anna"))
    }

    @Test("A secret that opens nothing shows, does and asks nothing")
    func wrongSecret() async throws {
        let running = try await start()
        try link("for-anna", Self.anna, running)

        #expect(try await running.desk.wishes(behind: "for-nobody") == nil)
        #expect(try await running.desk.question(behind: "for-nobody") == nil)
        let isDone = try await running.desk.act(.voice(id: "a", Self.said), behind: "for-nobody")
        #expect(!isDone)
        #expect(try await running.desk.wishes(behind: "for-anna")?.entries.isEmpty == true)
    }

    @Test("By their own link nobody says what only the house says")
    func houseWords() async throws {
        let running = try await start()
        try link("for-anna", Self.anna, running)
        _ = try await running.desk.act(.voice(id: "a", Self.said), behind: "for-anna")
        let wish = try #require(
            try await running.desk.wishes(behind: "for-anna")?.entries.first?.wish.id)

        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(.playBack(wish, "Quiet"), behind: "for-anna")
        }
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(
                .live(
                    id: "e", .wish(wish), .event(.gaveUp, want: nil, got: nil, since: nil),
                    at: nil), behind: "for-anna")
        }
        await #expect(throws: CommandRefusal.wish(.notPlayedBack)) {
            try await running.desk.act(.confirm(wish), behind: "for-anna")
        }
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
