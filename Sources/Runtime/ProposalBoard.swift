public import Domain
public import Kernel
public import Measures
public import Ports

/// Proposals as they are weighed: who asked, what each option would bring them, whether it is us,
/// and where both sides are at ease. It decides nothing.
public struct ProposalBoard: Sendable {
    /// From where on both sides are at ease.
    public static let comfort = Proposal.zone.comfort
    /// Draws by which it is told how sure the pick is, and what they are made with.
    static let drawCount = 2_000
    static let drawSeed: UInt64 = 7

    let house: House
    private let credentials: any Credentials
    var sequencer: Sequencer { house.sequencer }

    public init(house: House, credentials: any Credentials) {
        self.house = house
        self.credentials = credentials
    }

    /// A name for a new proposal or option: of a form, so that sending it twice makes it once.
    public func freshId() -> String { credentials.makeSecret() }

    /// Who we are, every version, the oldest first: no fact about a person, so no viewer.
    public var charters: [Charter] {
        get async { await sequencer.read(\.voices.proposals.charters) }
    }

    /// A version of who we are, and what was decided under it.
    public struct Edition: Sendable {
        public let charter: Charter
        public let decidedCount: Int
        /// When the first and the last of these stood; `nil`: nothing was decided under it.
        public let firstAt: Instant?
        public let lastAt: Instant?
    }

    /// Every version of who we are, the oldest first.
    ///
    /// - Cost: linear in versions and proposals.
    public func editions() async -> [Edition] {
        let book = await sequencer.read(\.voices.proposals)
        var decided: [UInt32: [Instant]] = [:]
        for proposal in book.proposals {
            guard let at = proposal.decidedAt, let decision = proposal.decision else { continue }
            decided[decision.charter, default: []].append(at)
        }
        return book.charters.map { charter in
            let moments = decided[charter.version] ?? []
            return Edition(
                charter: charter, decidedCount: moments.count, firstAt: moments.min(),
                lastAt: moments.max())
        }
    }

    // MARK: The list

    /// One proposal among all.
    public struct Row: Sendable {
        public let proposal: Proposal
        /// What became of what was put into it: asked = answered + open.
        public let tally: VoiceTally
        /// The earliest date by which somebody of it hears; `nil`: nobody waits.
        public let answerBy: Instant?
    }

    /// Proposals that stand, the newest first. Cost: linear in what was put into them.
    public func rows(state: Proposal.State? = nil, atMost countMax: Int) async -> [Row] {
        await sequencer.read { engine in
            let book = engine.voices
            let found = book.proposals.proposals.filter { proposal in
                state.map { proposal.state == $0 } ?? (proposal.state != .merged)
            }.sorted { ($0.openedAt, $0.id) > ($1.openedAt, $1.id) }
            return found.prefix(countMax).map { proposal in
                let dates = book.voices(in: proposal.id).filter { $0.voice.isOpen }
                return Row(
                    proposal: proposal, tally: book.tally(of: proposal.id),
                    answerBy: dates.map(\.voice.answerBy).min())
            }
        }
    }

    // MARK: Doing

    /// What staff does about proposals and who we are.
    ///
    /// Whoever works here opens, words, scores and puts together; a lead decides and says who we
    /// are.
    ///
    /// - Throws: ``EntryRefusal/notAllowed``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ command: ProposalCommand, by viewer: Viewer) async throws {
        guard viewer.role >= command.least else { throw EntryRefusal.notAllowed }
        try await sequencer.submit(.proposal(command, by: viewer.account))
    }

    /// Keeps who we are, for whoever runs the house.
    ///
    /// - Returns: The version that stands.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func keep(_ charter: Charter) async throws -> Charter {
        guard let keeper = StaffID("house") else {
            preconditionFailure("a word is an identifier")
        }
        try await sequencer.submit(.proposal(.keepCharter(charter), by: keeper))
        return await sequencer.read(\.voices.proposals.charter)
    }
}

extension ProposalCommand {
    fileprivate var least: Role {
        switch self {
        case .open, .word, .keepOption, .dropOption, .score, .merge: .host
        case .keepCharter, .decide, .confirm, .sendBack, .finish: .lead
        }
    }
}
