public import Kernel

public enum QuestionNoun {}
/// A question's own name: made of its sender's, so that asking twice asks once.
public typealias QuestionID = Identifier<QuestionNoun>

/// What is asked with one tap: measures.md 2.2. The raw values stand in the journal for ever.
public enum QuestionKind: String, CaseIterable, Sendable, Codable {
    /// "How close was this to exactly what you wanted?"
    case closeness
    /// "Exactly it, close enough, nothing better, or gave up?"
    case settle
    /// "What would have made it exactly right?"
    case words
    /// "Which matters more here, A or B?"
    case pair

    /// The version of the wording that pages and senders use; part of what is kept.
    public static let wordingNow: UInt16 = 1
}

/// Where a question is put. The raw values stand in the journal for ever.
public enum QuestionChannel: String, CaseIterable, Sendable, Codable {
    /// A person's own page.
    case own
    /// By a member of staff.
    case staff
    /// A screen or terminal of the house.
    case screen
    /// A site or app that sends for us.
    case site
    case mail
}

/// What is answered.
public enum QuestionAnswer: Equatable, Sendable, Codable {
    case closeness(UInt8)
    case settle(SettleAnswer)
    case words(String)
    /// The one that matters more.
    case prefers(WishID)
}

/// A question that was put, or that chance spared somebody.
public struct Question: Equatable, Sendable, Codable {
    /// After so long without an answer it is unanswered, which says nothing.
    public static let openSpan = Span.hours(24 * 7)

    public let id: QuestionID
    public let kind: QuestionKind
    public let wish: WishID
    /// Of a pair.
    public let other: WishID?
    /// About what was settled for then.
    public let experience: ExperienceID?
    public let channel: QuestionChannel
    public let wording: UInt16
    /// How likely it was, in millionths, that this person was asked anything now.
    public let probabilityMillionths: UInt32
    /// Among how many it was drawn: each was as likely.
    public let choiceCount: UInt16
    public let at: Instant
    public internal(set) var end: End?

    public enum End: Equatable, Sendable, Codable {
        case answered(QuestionAnswer, at: Instant)
        /// "Not now."
        case passedOver(at: Instant)
    }

    init(
        id: QuestionID, _ choice: Choice, channel: QuestionChannel,
        probabilityMillionths: UInt32, choiceCount: Int, at: Instant
    ) {
        self.id = id
        kind = choice.kind
        wish = choice.wish
        other = choice.other
        experience = choice.experience
        self.channel = channel
        wording = QuestionKind.wordingNow
        self.probabilityMillionths = probabilityMillionths
        self.choiceCount = UInt16(clamping: choiceCount)
        self.at = at
    }

    /// Something that could be asked now.
    struct Choice: Equatable, Sendable {
        let kind: QuestionKind
        let wish: WishID
        var other: WishID?
        var experience: ExperienceID?
    }

    public var wishes: [WishID] { [wish] + (other.map { [$0] } ?? []) }

    public func isOpen(at now: Instant) -> Bool { end == nil && now - at < Self.openSpan }

    /// Whether nothing came of it, by now.
    func isUnanswered(at now: Instant) -> Bool {
        if case .answered = end { return false }
        return !isOpen(at: now)
    }

    /// Whether it can be answered so.
    func admits(_ answer: QuestionAnswer) -> Bool {
        switch (kind, answer) {
        case (.closeness, .closeness(let level)): level <= Taken.closenessMax
        case (.settle, .settle): true
        case (.words, .words(let text)):
            !text.isEmpty && text.utf8.count <= SaidWish.wordByteCountMax
        case (.pair, .prefers(let wish)): wishes.contains(wish)
        default: false
        }
    }
}
