public import Domain
public import Kernel
public import Ports

/// Where people say something to the house, and where it is answered.
public struct VoiceDesk: Sendable {
    /// What stands in the log of looks when all that somebody said is read.
    public static let lookReason = "voices"

    public typealias Sender = LineSender

    /// What is done about a voice. The id of a new one is the sender's or the form's own: sent
    /// again it changes nothing.
    public enum Doing: Sendable {
        /// - language: `nil`: it is read from the words.
        /// - at: When it was said; `nil`: now.
        case say(
            id: String, words: String, channel: VoiceChannel, language: VoiceLanguage?,
            at: Instant?)
        case withdraw(VoiceID)
        case tellWhetherHelped(VoiceID, Bool)
        /// "That is no answer."
        case reopen(VoiceID, words: String)
        case takePart(ProposalID, ProposalPart.Doing)
    }

    /// What staff does about voices of anybody.
    public enum Handling: Sendable {
        /// Puts them into a proposal; `nil`: out of the one they are in.
        case gather([VoiceID], ProposalID?)
        case postpone(VoiceID, to: Instant, reason: String)
        /// An answer to this voice alone.
        case answer(VoiceID, VoiceAnswer.Kind, words: String)
        case notePost(VoiceID, VoicePost)
        /// Which language they speak: it was read wrong, or nobody knew.
        case sayLanguage(VoiceID, VoiceLanguage)
    }

    /// What somebody gets at once for what they said.
    public struct Receipt: Equatable, Sendable {
        public let voice: VoiceID
        public let number: VoiceNumber
        public let answerBy: Instant
        /// As it was told or read; `nil`: nobody can tell.
        public let language: VoiceLanguage?

        init(_ voice: Voice) {
            self.voice = voice.id
            number = voice.number
            answerBy = voice.answerBy
            language = voice.said.language
        }
    }

    let house: House
    let own: OwnPages
    /// Who said the like before.
    public let search: VoiceIndexing
    let credentials: any Credentials
    private let names: SenderNames
    let publicAttempts = Attempts(aMinuteMax: VoiceDesk.publicAttemptsAMinuteMax)
    var sequencer: Sequencer { house.sequencer }

    /// - Parameter seed: The data directory's secret: names of voices are made with it.
    public init(
        house: House, own: OwnPages, search: VoiceIndexing, credentials: any Credentials,
        seed: KeySeed
    ) {
        self.house = house
        self.own = own
        self.search = search
        self.credentials = credentials
        names = SenderNames(credentials: credentials, seed: seed)
    }

    /// A name for what is sent from a form, so that sending the form twice says it once.
    public func freshId() -> String { credentials.makeSecret() }

    // MARK: Names

    /// The house's own name for a voice.
    func voice(_ id: String, from sender: String) -> VoiceID {
        names.name("voice", id, from: sender)
    }

    /// What a sender's own id for a voice became.
    public func voice(_ id: String, from sender: Sender) -> VoiceID {
        voice(id, from: sender.word)
    }

    func command(_ doing: Doing, from sender: String) -> VoiceCommand {
        switch doing {
        case .say(let id, let words, let channel, let language, let at):
            .say(
                voice(id, from: sender),
                SaidVoice(
                    words: words, channel: channel,
                    language: language ?? search.language(of: words)), at: at)
        case .withdraw(let id): .withdraw(id)
        case .tellWhetherHelped(let id, let hasHelped): .tellWhetherHelped(id, hasHelped)
        case .reopen(let id, let words): .reopen(id, words: words)
        case .takePart(let proposal, let doing): .takePart(proposal, doing)
        }
    }

    // MARK: For programs

    /// One line of what a sender tells.
    public struct Line: Sendable {
        public let person: PersonID
        public let doing: Doing
        /// Makes their name known first, as a token of theirs: of an archive, whose people no band
        /// was ever given to. For lines that whoever runs the house sends.
        public let isNewName: Bool

        public init(person: PersonID, _ doing: Doing, isNewName: Bool = false) {
            self.person = person
            self.doing = doing
            self.isNewName = isNewName
        }
    }

    /// Whose names are, one a name; `nil`: nobody's.
    public func people(of names: [Alias]) async -> [PersonID?] {
        await sequencer.read { engine in names.map { engine.owner(of: $0) } }
    }

    /// Takes lines in, each judged by itself, and returns when what they did is on disk: all in one
    /// group, so that an import costs one sync a body.
    ///
    /// - Returns: One a line: whether anything was to be done, or why not.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func take(
        _ lines: [Line], from sender: Sender
    ) async throws -> [Result<Bool, CommandRefusal>] {
        var group = LineGroup()
        for line in lines {
            let command = command(line.doing, from: sender.word)
            group.append(
                .success(.voice(command, of: line.person, by: sender.claimant)), of: line.person,
                isNewName: line.isNewName)
        }
        return try await group.take(by: sequencer)
    }

    /// Number and date of voices, one each; `nil`: no such voice.
    public func receipts(of voices: [VoiceID]) async -> [Receipt?] {
        await sequencer.read { engine in
            voices.map { engine.voices.voice($0).map(Receipt.init) }
        }
    }

    /// All that somebody said, for whoever runs the house; kept as a look.
    ///
    /// - Returns: `nil`: nobody is known by this name.
    /// - Throws: ``CommandRefusal/unknownPerson``; ``Overload``; ``JournalFailure``.
    public func sheet(of person: PersonID) async throws -> VoiceView? {
        guard let looker = StaffID("house") else { return nil }
        try await sequencer.submit(.look(person, by: looker, reason: Self.lookReason))
        return await sequencer.read { $0.voices(of: person) }
    }

    // MARK: Nobody is lost

    /// What became of everything that was said, with its proof.
    public struct TallyReport: Equatable, Sendable {
        /// As it is kept with every row.
        public let tally: VoiceTally
        /// Counted again from each voice.
        public let recounted: VoiceTally
        /// Open with a date that is over.
        public let overdue: Int

        /// Asked = answered + open with a date, and both counts are one.
        public var isWhole: Bool { tally == recounted && tally.isWhole }
    }

    /// - Cost: linear in all voices, while nothing else is taken in: 100,000 of them take some
    ///   hundredths of a second.
    public func tally() async -> TallyReport {
        let now = house.now
        return await sequencer.read { engine in
            TallyReport(
                tally: engine.voices.tally, recounted: engine.voices.recounted,
                overdue: engine.voices.overdueCount(at: now))
        }
    }
}
