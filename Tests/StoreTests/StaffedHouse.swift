import Domain
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Simulator
import Testing

/// A house on a real disk with two zones, two known people and staff. Who stands there stands in
/// Q1, which Lea looks after; Sam looks after Q2, and the lead is their boss.
struct StaffedHouse {
    static let anna = PersonID("anna")!
    static let ben = PersonID("ben")!
    private static let zones = ["Q1", "Q2"].map {
        Zone(id: ZoneID($0)!, kind: ZoneKind("queue")!, name: Words(en: $0, nl: $0))
    }

    let journal: SQLiteJournal
    let sequencer: Sequencer
    let house: House
    let links: SQLitePersonalLinks
    let own: OwnPages
    /// Looks after the zone that people stand in.
    let near: Viewer
    /// Looks after another zone.
    let far: Viewer
    let screen: Viewer
    let lead: Viewer
    let clock: StoppedClock

    init(
        _ temporary: TemporaryFolder, _ clock: StoppedClock, voices: VoicePile? = nil
    ) throws {
        journal = try temporary.open()
        self.clock = clock
        sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: journal.seed), journal: journal,
            clock: clock, feed: NoFeed(), voices: voices, end: { _ in })
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
        let staff = try Self.viewers(journal, clock)
        (near, far, screen, lead) = (staff[0], staff[1], staff[2], staff[3])
    }

    /// Makes Anna and Ben known, who let the house help them, and puts those who stand there into
    /// Q1, ten minutes ago.
    ///
    /// - Parameter tokens: `B1` is Anna's, `B2` Ben's.
    func furnish(standing tokens: [String]) async throws {
        try await sequencer.submit(.addZones(Self.zones))
        try await sequencer.submit(.openSource(Source(id: SourceID("gate")!, mode: .live)))
        for (token, person) in [("B1", Self.anna), ("B2", Self.ben)] {
            try await sequencer.submit(.link(Token(token)!, to: person))
            try await choose(.assisted, person, refusing: [])
        }
        for token in tokens { try await hear(token) }
        clock.move(by: .minutes(10))
        try await hear("B9")
    }

    private func hear(_ token: String) async throws {
        let signal = PlainSignal(
            id: "s-\(token)", token: Token(token)!, kind: .enter, zone: 0, at: clock.now)
        _ = try await sequencer.submit(
            SignalBatch([signal], from: 0, seed: journal.seed), from: 0)
    }

    fileprivate func choose(
        _ mode: Mode, _ person: PersonID, refusing: [ConsentPurpose]
    ) async throws {
        try await sequencer.submit(
            .choose(
                mode, of: person, by: .house, isChild: false, guardian: nil, refusing: refusing))
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
}

/// What stands in such a house, and is asked for its parts.
@dynamicMemberLookup
protocol InStaffedHouse {
    var staffed: StaffedHouse { get }
}

extension InStaffedHouse {
    static var anna: PersonID { StaffedHouse.anna }
    static var ben: PersonID { StaffedHouse.ben }

    subscript<Part>(dynamicMember part: KeyPath<StaffedHouse, Part>) -> Part {
        staffed[keyPath: part]
    }

    func choose(
        _ mode: Mode, _ person: PersonID, refusing: [ConsentPurpose] = []
    ) async throws {
        try await staffed.choose(mode, person, refusing: refusing)
    }

    /// Who looked at Anna, and why.
    func looks() async throws -> [String] {
        try await staffed.house.looks(at: Self.anna, limit: 10)?.map { "\($0.by) \($0.reason)" }
            ?? []
    }

    func link(_ secret: String, _ person: PersonID) throws {
        let now = staffed.clock.now
        try staffed.links.add(secret: secret, of: person, endsAt: now + .hours(1), at: now)
    }
}

struct NoFeed: CueFeed {
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {}
}

/// Signs nothing: no phone is a key here.
private struct NoSigner: PhoneKeySigner {
    let issuer = TokenIssuer(
        id: [1], algorithm: .edDSA, publicKey: [UInt8](repeating: 0, count: 32))!

    func sign(_ claims: TokenClaims) throws(PhoneKeyFailure) -> String { throw PhoneKeyFailure() }
}
