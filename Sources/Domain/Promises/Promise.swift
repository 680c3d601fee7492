public import Kernel

/// What one person is promised, as it is told.
public struct SaidPromise: Equatable, Sendable, Codable {
    /// The most bytes of words: of the quote, of a reading, of an offer.
    public static let wordByteCountMax = 500

    /// The entry of the catalogue it came from.
    public let standing: StandingPromiseID?
    /// What was said, word for word.
    public let quote: String
    public let channel: PromiseChannel
    public let content: PromiseContent
    /// `nil`: it has no end, and is judged when somebody says so.
    public let due: Instant?
    public let owner: PromiseOwner?
    public let horizon: PromiseHorizon
    /// The message it was said in, by its sender's name for it.
    public let message: PromiseMessageID?
    /// In which language the quote is; `nil`: not known. No part of what tells a repeat from
    /// something else: a sender may come to know it later.
    public let language: QuoteLanguage?

    public init(
        standing: StandingPromiseID? = nil, quote: String, channel: PromiseChannel,
        content: PromiseContent = .words, due: Instant? = nil, owner: PromiseOwner? = nil,
        horizon: PromiseHorizon = .instant, language: QuoteLanguage? = nil,
        message: PromiseMessageID? = nil
    ) {
        self.standing = standing
        self.quote = quote
        self.channel = channel
        self.content = content
        self.due = due
        self.owner = owner
        self.horizon = horizon
        self.message = message
        self.language = language
    }
}

/// The languages in which the house says things. The raw values stand in the journal for ever.
public enum QuoteLanguage: String, CaseIterable, Sendable, Codable {
    case en, nl
}

/// How one person understood a promise: what, by when.
public struct PromiseReading: Equatable, Sendable, Codable {
    /// In their words; empty: as it was said.
    public let words: String
    /// By when, as they understood it; `nil`: as it was said.
    public let due: Instant?
    /// "That is not what I was told."
    public let isDisputed: Bool
    public let by: Claimant
    public let at: Instant

    public init(words: String, due: Instant?, isDisputed: Bool, by: Claimant, at: Instant) {
        self.words = words
        self.due = due
        self.isDisputed = isDisputed
        self.by = by
        self.at = at
    }
}

/// Kept or broken, and who or what says so.
public struct PromiseVerdict: Equatable, Sendable, Codable {
    public enum Evidence: Equatable, Sendable, Codable {
        /// A wait of theirs that ended, and how long it took.
        case wait(WaitID, Span)
        /// A signal of theirs that was seen.
        case signal
        /// What was got of a facet.
        case got(ExperienceID)
        case told(by: Claimant)
        /// They had their turn in a virtual queue.
        case boarded(PassQueueID)
    }

    public let isKept: Bool
    public let evidence: Evidence
    /// When it was so.
    public let at: Instant

    public init(isKept: Bool, evidence: Evidence, at: Instant) {
        self.isKept = isKept
        self.evidence = evidence
        self.at = at
    }
}

/// What one person says would make it good.
public struct MakesGood: Equatable, Sendable, Codable {
    public let words: String
    public let by: Claimant
    public let at: Instant

    init(words: String, by: Claimant, at: Instant) {
        self.words = words
        self.by = by
        self.at = at
    }
}

/// How a broken promise is made good.
public struct PromiseRecovery: Equatable, Sendable, Codable {
    public enum End: Equatable, Sendable, Codable {
        case recovered(at: Instant)
        case lost(at: Instant)
    }

    /// What is offered, in words; the newest.
    public internal(set) var offer: String
    public internal(set) var offeredBy: Claimant
    public internal(set) var offeredAt: Instant
    public internal(set) var acceptedAt: Instant?
    public internal(set) var end: End?
    /// "No, thank you": something else may be offered, and need not.
    public internal(set) var declinedAt: Instant?

    /// Whether it is offered, and nobody has said anything to it.
    public var isOpen: Bool { acceptedAt == nil && declinedAt == nil && end == nil }
}

/// What made a promise by itself.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum PromiseOrigin: Hashable, Sendable, Codable {
    /// A party was told its window.
    case queue(PassQueueID, PartyID)
    /// A rule's cue was raised about them.
    case rule(RuleID, CueNumber)
}

/// A promise to one person. What is judged by the letter and what by their reading stand beside one
/// another, and neither ever takes the place of the other.
public struct Promise: Equatable, Sendable, Codable {
    public let id: PromiseID
    public let said: SaidPromise
    public let madeBy: Claimant
    public let madeAt: Instant
    /// The newest; `nil`: not known. What is not known is never taken for the letter.
    public internal(set) var reading: PromiseReading?
    /// How they took it before they said that it is not what they were told.
    public internal(set) var earlierReading: PromiseReading?
    /// When they were asked for their reading: once.
    public internal(set) var askedAt: Instant?
    public internal(set) var byLetter: PromiseVerdict?
    public internal(set) var byReading: PromiseVerdict?
    public internal(set) var recovery: PromiseRecovery?
    /// When staff was last told that it falls due, and that it was broken.
    public internal(set) var warnedAt: Instant?
    public internal(set) var calledAt: Instant?
    /// What of the house made it by itself; `nil`: somebody did.
    public let origin: PromiseOrigin?
    /// What they say would make it good; the newest.
    public internal(set) var makesGood: MakesGood?
    /// When the house left it whole: it was lost to somebody who felt themself in it, and nothing
    /// of before then is offered any more.
    public internal(set) var partedAt: Instant?
    /// When staff was told to part kindly.
    public internal(set) var partingCalledAt: Instant?
    /// How likely it was that the house asked for their reading when it did; `nil`: somebody asked.
    public internal(set) var askedMillionths: UInt32?
    /// When chance let the question for their reading be.
    public internal(set) var sparedAt: Instant?
    /// Tells a repeat from something else under the same id.
    let print: UInt64

    package init(
        id: PromiseID, said: SaidPromise, madeBy: Claimant, madeAt: Instant, print: UInt64,
        origin: PromiseOrigin? = nil
    ) {
        self.origin = origin
        self.id = id
        self.said = said
        self.madeBy = madeBy
        self.madeAt = madeAt
        self.print = print
    }

    /// Where a promise stands.
    public enum State: String, CaseIterable, Sendable {
        /// Not due yet, or without an end.
        case open
        case kept
        case broken
        /// Due, and nobody knows.
        case overdueUnknown
        case recoveryOffered
        case recoveryAccepted
        case recovered
        case lost
    }

    /// Whether it was broken, by the letter or by their reading.
    public var isBroken: Bool { byLetter?.isKept == false || byReading?.isKept == false }

    /// Whether it is for the house to make it good, and not for the person to say more: broken, no
    /// offer stands, and they do not see it as kept.
    public var isToMakeGood: Bool {
        isBroken && byReading?.isKept != true
            && (recovery.map { $0.declinedAt != nil && $0.end == nil } ?? true)
    }

    public func state(at now: Instant) -> State {
        if let recovery, recovery.declinedAt == nil || recovery.end != nil {
            switch recovery.end {
            case .recovered: return .recovered
            case .lost: return .lost
            case nil: return recovery.acceptedAt == nil ? .recoveryOffered : .recoveryAccepted
            }
        }
        if isBroken { return .broken }
        if byLetter != nil || byReading != nil { return .kept }
        return said.due.map { now > $0 } ?? false ? .overdueUnknown : .open
    }
}
