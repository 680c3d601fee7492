import Domain
import Foundation
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Simulator
import Testing

/// Reads a text's language by one word, and takes each word for its own stem.
struct PlainReading: TextReading {
    func language(of text: String) -> ReadLanguage? {
        text.contains("het") ? ReadLanguage(code: "nl", percent: 90) : nil
    }

    func stems(of words: [String], in language: WrittenLanguage) -> [String] { words }
}

/// A house on a real disk that hears voices. Anna stands where Lea looks; the lead is its boss.
struct VoiceHouse {
    static let anna = PersonID("anna")!
    static let ben = PersonID("ben")!
    static let page = VoiceChannel("page")!
    static let calm = PrincipleID("calm")!
    static let quiet = FacetID("quiet")!
    static let benches = ProposalID("benches")!
    static let site = LineSender.source(SourceID("site")!)
    private static let zones = ["Q1", "Q2"].map {
        Zone(id: ZoneID($0)!, kind: ZoneKind("queue")!, name: Words(en: $0, nl: $0))
    }

    static let charter = Charter(
        principles: [
            Principle(
                id: calm, words: Words(en: "We keep it calm", nl: "Wij houden het rustig"),
                yes: ["A quiet bench"], no: ["Music at the gate"])
        ],
        redLines: [
            RedLine(
                id: RedLineID("data")!,
                words: Words(en: "We sell no data", nl: "Wij verkopen geen gegevens"))
        ])

    let journal: SQLiteJournal
    let sequencer: Sequencer
    let desk: VoiceDesk
    let board: ProposalBoard
    let experiments: ExperimentDesk
    let links: SQLitePersonalLinks
    let own: OwnPages
    let near: Viewer
    let far: Viewer
    let screen: Viewer
    let lead: Viewer
    let clock: StoppedClock

    init(_ temporary: TemporaryFolder, _ clock: StoppedClock) async throws {
        journal = try temporary.open()
        self.clock = clock
        let pile = VoicePile()
        sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: journal.seed), journal: journal,
            clock: clock, feed: NoFeed(), voices: pile, end: { _ in })
        let house = House(
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
        desk = VoiceDesk(
            house: house, own: own,
            search: VoiceIndexing(sequencer: sequencer, pile: pile, reading: PlainReading()),
            credentials: Argon2Credentials(), seed: journal.seed)
        board = ProposalBoard(house: house, credentials: Argon2Credentials())
        experiments = ExperimentDesk(house: house, own: own, credentials: Argon2Credentials())
        let staff = try Self.viewers(journal, clock)
        (near, far, screen, lead) = (staff[0], staff[1], staff[2], staff[3])
        try await furnish()
    }

    private func furnish() async throws {
        try await sequencer.submit(.addZones(Self.zones))
        try await sequencer.submit(.openSource(Source(id: SourceID("gate")!, mode: .live)))
        for (token, person) in [("B1", Self.anna), ("B2", Self.ben)] {
            try await sequencer.submit(.link(Token(token)!, to: person))
            try await sequencer.submit(
                .choose(.assisted, of: person, by: .house, isChild: false, guardian: nil))
        }
        try await hear("B1")
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

    /// One line of the site's; answers the house's name for it.
    @discardableResult
    func say(
        _ id: String, _ words: String, of person: PersonID = anna, isNewName: Bool = false
    ) async throws -> VoiceID {
        let line = VoiceDesk.Line(
            person: person,
            .say(id: id, words: words, channel: Self.page, language: nil, at: nil),
            isNewName: isNewName)
        for result in try await desk.take([line], from: Self.site) { _ = try result.get() }
        return desk.voice(id, from: Self.site)
    }

    func voice(_ id: VoiceID) async -> Voice? { await sequencer.read { $0.voices.voice(id) } }

    func words(like text: String) async -> [String] {
        await desk.search.similar(to: text, atMost: 10).map(\.voice.said.words)
    }

    /// A proposal with an option each way, scored by two of staff.
    func open(_ id: ProposalID = benches) async throws {
        try await board.act(
            .open(
                id,
                Proposal.Text(
                    title: "Benches", ask: "A bench at every corner", need: "To sit down",
                    ours: "Chairs that one may move")), by: near)
        for (option, kind) in [
            ("all", ProposalOption.Kind.asAsked), ("chairs", ProposalOption.Kind.ourWay),
        ] {
            try await keep(
                ProposalOption(id: ProposalOptionID(option)!, kind: kind, words: option), in: id)
        }
    }

    /// Puts an option there and has two of staff score it.
    func keep(
        _ option: ProposalOption, in id: ProposalID = benches, scores: [Int8] = [1, 1]
    ) async throws {
        try await board.act(.keepOption(id, option), by: near)
        for (viewer, score) in zip([near, far], scores) {
            try await board.act(.score(id, option.id, Self.calm, score), by: viewer)
        }
    }

    func decide(
        _ kind: VoiceAnswer.Kind, _ option: String?, about id: ProposalID = benches,
        prevails: Decision.Interest = .both
    ) async throws {
        try await board.act(
            .decide(
                id, kind, option.map { ProposalOptionID($0)! },
                reason: Words(en: "It is calmer.", nl: "Het is rustiger."), prevails: prevails,
                Self.calm), by: lead)
        // Where it takes two, another agrees.
        if await board.proposal(id)?.state == .awaitsSecond {
            try await sequencer.submit(.proposal(.confirm(id), by: StaffID("second")!))
        }
        await sequencer.tick()
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
