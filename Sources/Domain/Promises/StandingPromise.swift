public import Kernel

public enum StandingPromiseNoun {}
public enum PromiseNoun {}
public enum PromiseChannelNoun {}
public enum PromiseOwnerNoun {}
public enum PromiseMessageNoun {}
/// The name of what the organisation promises anybody.
public typealias StandingPromiseID = Identifier<StandingPromiseNoun>
/// The name of what one person was promised: its sender's, so that one that is sent twice is there
/// once.
public typealias PromiseID = Identifier<PromiseNoun>
/// What a promise came by: `site`, `sign`, `desk`, `letter`, `posted-wait`, …
public typealias PromiseChannel = Identifier<PromiseChannelNoun>
/// Who answers for it: a role or a team, never a name of somebody.
public typealias PromiseOwner = Identifier<PromiseOwnerNoun>
/// A sender's own name for a message that it sent.
public typealias PromiseMessageID = Identifier<PromiseMessageNoun>

extension PromiseChannel {
    /// A message to somebody.
    public static var message: PromiseChannel { known("message") }
    /// What a virtual queue tells whoever joins it.
    public static var queue: PromiseChannel { known("queue") }

    private static func known(_ name: String) -> PromiseChannel {
        guard let channel = PromiseChannel(name) else {
            preconditionFailure("letters are an identifier")
        }
        return channel
    }
}

/// What a promise comes down to when it is judged by the letter.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum PromiseContent: Hashable, Sendable, Codable {
    /// A wait of the venue's takes no longer, from when it was promised.
    case wait(WaitID, atMost: Span)
    /// A signal of theirs comes by the due time: a parcel is scanned, a room entered.
    case seen(SignalPattern)
    /// What they get of a facet is what was said, or better.
    case got(FacetID, Want)
    /// Only people can tell.
    case words
}

/// Which need a promise serves.
public typealias PromiseHorizon = WishHorizon

/// What the organisation promises whoever reads or hears it: an entry of its catalogue.
public struct StandingPromise: Hashable, Sendable, Codable {
    /// The most bytes of its words in one language, of its audience and of its evidence.
    public static let wordByteCountMax = 500
    /// The most there are in a catalogue.
    public static let countMax = 1_000

    public let id: StandingPromiseID
    /// Exactly as they stand there.
    public let words: Words
    public let channel: PromiseChannel
    /// To whom it is said; empty: to anybody.
    public let audience: String
    public let content: PromiseContent
    /// How long after it is made it falls due; `nil`: it says so each time.
    public let span: Span?
    /// `nil`: nobody answers for it, which is shown before it goes out.
    public let owner: PromiseOwner?
    /// The capacity or the record it rests on; empty: none, which is shown before it goes out.
    public let evidence: String
    public let horizon: PromiseHorizon

    public init(
        id: StandingPromiseID, words: Words, channel: PromiseChannel, audience: String = "",
        content: PromiseContent = .words, span: Span? = nil, owner: PromiseOwner? = nil,
        evidence: String = "", horizon: PromiseHorizon = .instant
    ) {
        self.id = id
        self.words = words
        self.channel = channel
        self.audience = audience
        self.content = content
        self.span = span
        self.owner = owner
        self.evidence = evidence
        self.horizon = horizon
    }

    /// What it goes out without.
    public enum Lack: String, CaseIterable, Sendable {
        case owner
        case evidence
        /// Nothing about it can be seen or measured.
        case measure
    }

    public var lacks: [Lack] {
        Lack.allCases.filter { lack in
            switch lack {
            case .owner: owner == nil
            case .evidence: evidence.isEmpty
            case .measure: content == .words
            }
        }
    }
}
