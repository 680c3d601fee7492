public import Kernel

public enum VoiceNoun {}
public enum VoiceChannelNoun {}
public enum VoiceLanguageNoun {}
/// A voice's own name: made of its sender's, so that one that is sent twice is there once.
public typealias VoiceID = Identifier<VoiceNoun>
/// What a voice came by, and is answered by: `page`, `desk`, `mail`, `phone`, `chat`, `review`, …
public typealias VoiceChannel = Identifier<VoiceChannelNoun>
/// A language by its code: `nl`, `en`, … (ISO 639-1 where there is one).
public typealias VoiceLanguage = Identifier<VoiceLanguageNoun>
/// The number that a person is told, of nine digits: it says nothing of how many there are, and two
/// voices never have the same.
public typealias VoiceNumber = UInt32

/// What somebody says to the organisation, as it was said.
public struct SaidVoice: Equatable, Sendable, Codable {
    /// The most bytes of a person's own words.
    public static let wordByteCountMax = 4_000

    public let words: String
    public let channel: VoiceChannel
    /// `nil`: nobody knows.
    public let language: VoiceLanguage?

    public init(words: String, channel: VoiceChannel, language: VoiceLanguage? = nil) {
        self.words = words
        self.channel = channel
        self.language = language
    }
}

/// What was said back to a person.
public struct VoiceAnswer: Equatable, Sendable, Codable {
    /// What the organisation does with what was asked. The raw values stand in the journal for
    /// ever.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// Exactly what was asked.
        case asAsked
        /// The need behind it is met, in the organisation's own way.
        case ourWay
        case declined
        /// There was nothing to decide: thanks, a question that has an answer.
        case said

        /// Whether one of staff may say it to one voice, without a proposal: nobody loses by it.
        public var isGivenAlone: Bool { self == .said || self == .asAsked }
    }

    public let kind: Kind
    /// In their language, addressed to them.
    public let words: String
    /// The proposal whose decision it carries; `nil`: an answer to this voice alone.
    public let proposal: ProposalID?
    /// The voice with which the person hears it, when several of theirs are answered by one.
    public let heardWith: VoiceID
    public let by: StaffID
    public let at: Instant

    public init(
        kind: Kind, words: String, proposal: ProposalID?, heardWith: VoiceID, by: StaffID,
        at: Instant
    ) {
        self.kind = kind
        self.words = words
        self.proposal = proposal
        self.heardWith = heardWith
        self.by = by
        self.at = at
    }
}

/// What was sent about a voice, and whether it came through.
public struct VoicePost: Equatable, Sendable, Codable {
    /// The raw values stand in the journal for ever.
    public enum Subject: String, CaseIterable, Sendable, Codable {
        case acknowledgement
        case answer
        /// "Did it help?"
        case question
    }

    /// The raw values stand in the journal for ever.
    public enum Outcome: String, CaseIterable, Sendable, Codable {
        /// Handed over to whoever carries it.
        case sent
        /// It stands on their own page, and nothing carries it further.
        case shown
        /// It came back: somebody has to find another way.
        case bounced
        /// Somebody of the house told them: at a desk, or by telephone.
        case told
    }

    public let subject: Subject
    public let outcome: Outcome
    public let at: Instant
    /// The date that was told, or when the answer was given: two letters about the same are one.
    public let about: Instant?

    public init(subject: Subject, outcome: Outcome, at: Instant, about: Instant? = nil) {
        self.subject = subject
        self.outcome = outcome
        self.at = at
        self.about = about
    }
}

/// One thing that one person said, with what became of it.
public struct Voice: Equatable, Sendable, Codable {
    public let id: VoiceID
    public let number: VoiceNumber
    public internal(set) var said: SaidVoice
    /// Whose word it is that they said so.
    public let heardBy: Claimant
    public let saidAt: Instant
    /// When the house took it in, and the person was given its number and its date.
    public let receivedAt: Instant
    /// By when they hear what is done with it: never without a date.
    public internal(set) var answerBy: Instant
    /// Why the date was moved last; empty: it was not.
    public internal(set) var postponedFor: String = ""
    /// The proposal it was put into; `nil`: in none.
    public internal(set) var proposal: ProposalID?
    public internal(set) var answer: VoiceAnswer?
    /// Answers that the person did not take for one, the oldest first.
    public internal(set) var earlier: [VoiceAnswer] = []
    /// What was sent, the newest last.
    public internal(set) var posts: [VoicePost] = []
    /// Whether what was done helped them, by their own word.
    public internal(set) var hasHelped: Bool?
    /// "That is no answer to what I asked", in their words; empty: they did not say so.
    public internal(set) var reopenedFor: String = ""
    public internal(set) var withdrawnAt: Instant?
    /// Tells a repeat from something else under the same id.
    let print: UInt64

    package init(
        id: VoiceID, number: VoiceNumber, said: SaidVoice, heardBy: Claimant, saidAt: Instant,
        receivedAt: Instant, answerBy: Instant, print: UInt64
    ) {
        self.id = id
        self.number = number
        self.said = said
        self.heardBy = heardBy
        self.saidAt = saidAt
        self.receivedAt = receivedAt
        self.answerBy = answerBy
        self.print = print
    }

    /// Where a voice stands.
    public enum State: String, CaseIterable, Sendable {
        /// Received, with a number and a date.
        case acknowledged
        /// In a proposal.
        case considered
        case answered
        case withdrawn
    }

    public var state: State {
        if withdrawnAt != nil { return .withdrawn }
        if answer != nil { return .answered }
        return proposal == nil ? .acknowledged : .considered
    }

    /// Whether the person still waits for an answer.
    public var isOpen: Bool { state == .acknowledged || state == .considered }

    /// Whether the decision about its proposal answers it: not when that answered it before, and
    /// they did not take it for an answer.
    var takesDecision: Bool { state == .considered && reopenedFor.isEmpty }
}
