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
        if text.contains(" het ") { return ReadLanguage(code: "nl", percent: 90) }
        return text.contains(" by the ") ? ReadLanguage(code: "en", percent: 90) : nil
    }

    func stems(of words: [String], in language: WrittenLanguage) -> [String] { words }
}

/// A house on a real disk that hears voices. Anna stands where Lea looks.
struct VoiceHouse: InStaffedHouse {
    static let page = VoiceChannel("page")!
    static let calm = PrincipleID("calm")!
    static let quiet = FacetID("quiet")!
    static let benches = ProposalID("benches")!
    static let site = LineSender.source(SourceID("site")!)
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

    let staffed: StaffedHouse
    let desk: VoiceDesk
    let board: ProposalBoard
    let experiments: ExperimentDesk

    init(_ temporary: TemporaryFolder, _ clock: StoppedClock) async throws {
        let pile = VoicePile()
        staffed = try StaffedHouse(temporary, clock, voices: pile)
        let (house, own) = (staffed.house, staffed.own)
        desk = VoiceDesk(
            house: house, own: own,
            search: VoiceIndexing(
                sequencer: staffed.sequencer, pile: pile, reading: PlainReading()),
            credentials: Argon2Credentials(), seed: staffed.journal.seed)
        board = ProposalBoard(house: house, credentials: Argon2Credentials())
        experiments = ExperimentDesk(house: house, own: own, credentials: Argon2Credentials())
        try await staffed.furnish(standing: ["B1"])
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

    func voice(_ id: VoiceID) async -> Voice? {
        await staffed.sequencer.read { $0.voices.voice(id) }
    }

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
                    ours: "Chairs that one may move")), by: staffed.near)
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
        try await board.act(.keepOption(id, option), by: staffed.near)
        for (viewer, score) in zip([staffed.near, staffed.far], scores) {
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
                Self.calm), by: staffed.lead)
        // Where it takes two, another agrees.
        if await board.proposal(id)?.state == .awaitsSecond {
            try await staffed.sequencer.submit(
                .proposal(.confirm(id), by: StaffID("second")!))
        }
        await staffed.sequencer.tick()
    }
}
