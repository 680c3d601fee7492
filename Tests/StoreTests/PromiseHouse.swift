import Domain
import Foundation
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Simulator
import Testing

/// A house on a real disk that promises things. Anna and Ben stand in Q1, which Lea looks after,
/// and let the house help them; the lead is its boss.
struct PromiseHouse {
    static let anna = PersonID("anna")!
    static let ben = PersonID("ben")!
    static let channel = PromiseChannel("desk")!
    private static let zones = ["Q1", "Q2"].map {
        Zone(id: ZoneID($0)!, kind: ZoneKind("queue")!, name: Words(en: $0, nl: $0))
    }
    static let said = SaidPromise(quote: "I will call you", channel: channel)
    static let entry = StandingPromise(
        id: StandingPromiseID("ready")!, words: Words(en: "Ready soon", nl: "Gauw klaar"),
        channel: channel, span: .hours(1), owner: PromiseOwner("workshop")!)

    let journal: SQLiteJournal
    let sequencer: Sequencer
    let house: House
    let desk: PromiseDesk
    let board: PromiseBoard
    let own: OwnPages
    private let links: SQLitePersonalLinks
    /// Looks after the zone that Anna stands in.
    let near: Viewer
    /// Looks after another zone.
    let far: Viewer
    let screen: Viewer
    let lead: Viewer
    private let clock: StoppedClock

    init(_ temporary: TemporaryFolder, _ clock: StoppedClock) async throws {
        journal = try temporary.open()
        self.clock = clock
        sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: journal.seed), journal: journal,
            clock: clock, feed: NoFeed(), end: { _ in })
        house = House(
            sequencer: sequencer,
            board: CueBoard(head: 0, shownToAll: [], render: { _ in [] }), journal: journal,
            clock: clock)
        links = SQLitePersonalLinks(journal)
        own = OwnPages(
            house: house, links: links, accounts: SQLiteAccounts(journal),
            credentials: Argon2Credentials(),
            phoneKeys: PhoneKeys(
                sequencer, signer: NoSigner(), clock: clock,
                civil: { _ in CivilTime(offsetMinutes: 0) }),
            statements: Statements(journal, sequencer: sequencer))
        desk = PromiseDesk(
            house: house, own: own, credentials: Argon2Credentials(), seed: journal.seed)
        board = PromiseBoard(sequencer: sequencer, clock: clock) { _ in
            CivilTime(offsetMinutes: 0)
        }
        let staff = try Self.viewers(journal, clock)
        (near, far, screen, lead) = (staff[0], staff[1], staff[2], staff[3])
        try await furnish()
    }

    private func furnish() async throws {
        try await sequencer.submit(.addZones(Self.zones))
        try await sequencer.submit(.openSource(Source(id: SourceID("gate")!, mode: .live)))
        for (token, person) in [("B1", Self.anna), ("B2", Self.ben)] {
            try await sequencer.submit(.link(Token(token)!, to: person))
            try await choose(.assisted, person)
            try await hear(token)
        }
        clock.move(by: .minutes(10))
        try await hear("B9")
    }

    private func hear(_ token: String) async throws {
        let signal = PlainSignal(
            id: "s-\(token)", token: Token(token)!, kind: .enter, zone: 0, at: clock.now)
        _ = try await sequencer.submit(
            SignalBatch([signal], from: 0, seed: journal.seed), from: 0)
    }

    private static func viewers(
        _ journal: SQLiteJournal, _ clock: StoppedClock
    ) throws -> [Viewer] {
        let doorkeeper = try Doorkeeper(
            store: SQLiteAccounts(journal), roster: SQLiteRoster(journal),
            credentials: Argon2Credentials(), clock: clock)
        let numbers: [ZoneID: ZoneIndex] = [zones[0].id: 0, zones[1].id: 1]
        let first = try #require(try doorkeeper.firstInvitation())
        let session = try doorkeeper.accept(first, password: "correct horse")
        let boss = try #require(try doorkeeper.viewer(secret: session, zoneNumbers: numbers))
        let hosts = try [("lea", 0), ("sam", 1)].map { name, zone in
            let link = try doorkeeper.add(
                Account(id: StaffID(name)!, name: name, role: .host, zones: [zones[zone].id]),
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

    // MARK: What tests do

    func choose(
        _ mode: Mode, _ person: PersonID, refusing: [ConsentPurpose] = []
    ) async throws {
        try await sequencer.submit(
            .choose(
                mode, of: person, by: .house, isChild: false, guardian: nil, refusing: refusing))
    }

    /// Who looked at Anna, and why.
    func looks() async throws -> [String] {
        try await house.looks(at: Self.anna, limit: 10)?.map { "\($0.by) \($0.reason)" } ?? []
    }

    func link(_ secret: String, _ person: PersonID) throws {
        try links.add(secret: secret, of: person, endsAt: clock.now + .hours(1), at: clock.now)
    }

    /// Something that Lea promised Anna.
    func made() async throws -> PromiseID {
        try await desk.act(.make(id: "a", Self.said, at: nil), on: Self.anna, by: near)
        let now = clock.now
        let view = await sequencer.read { $0.promises(of: Self.anna, at: now) }
        return try #require(view?.entries.first?.id)
    }

    /// Promises by a channel to so many people.
    func tell(_ count: Int, by channel: String) async throws {
        let lines = try (0..<count).map { number in
            PromiseDesk.Line(
                person: try #require(PersonID("\(channel)-\(number)")),
                .make(
                    id: "\(channel)-\(number)",
                    SaidPromise(quote: "x", channel: try #require(PromiseChannel(channel))),
                    at: nil), isNewName: true)
        }
        let results = try await desk.take(lines, from: .house)
        for result in results { #expect(try result.get()) }
    }

    /// The entry in other words.
    static func entry(_ words: Words) -> StandingPromise {
        StandingPromise(id: entry.id, words: words, channel: channel, span: .hours(1))
    }

    /// Says something of the entry to so many people, a minute later than before.
    func say(
        _ quote: String, to count: Int, _ prefix: String, dues: Bool = false
    ) async throws {
        clock.move(by: .minutes(1))
        let now = clock.now
        let lines = try (0..<count).map { number in
            PromiseDesk.Line(
                person: try #require(PersonID("\(prefix)-\(number)")),
                .make(
                    id: "\(prefix)-\(number)",
                    SaidPromise(
                        standing: Self.entry.id, quote: quote, channel: Self.channel,
                        due: dues ? now + .minutes(Int64(number + 1)) : nil),
                    at: nil), isNewName: true)
        }
        for result in try await desk.take(lines, from: .house) {
            #expect(try result.get())
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
