public import Kernel

public enum WishNoun {}
public enum ExperienceNoun {}
/// A wish's own name: made of its sender's, so that one that is sent twice is there once.
public typealias WishID = Identifier<WishNoun>
/// The name of something that was lived through: what was got, expected or perceived.
public typealias ExperienceID = Identifier<ExperienceNoun>

/// By when it matters. The raw values stand in the journal for ever.
public enum WishHorizon: String, CaseIterable, Sendable, Codable {
    /// Now, on this visit.
    case instant
    /// The next times.
    case short
    /// For good: where somebody wants to get.
    case long
}

/// What somebody wants, as it was said.
public struct SaidWish: Equatable, Sendable, Codable {
    /// The most bytes of a person's own words, and of the house's wording of them.
    public static let wordByteCountMax = 500
    /// The most bytes of the job behind it.
    public static let jobByteCountMax = 200
    public static let importanceMax: UInt8 = 10

    public let facet: FacetID
    /// `nil`: only words so far.
    public var want: Want?
    /// The person's own.
    public var words: String
    /// What they are trying to get done, not the product.
    public var job: String?
    /// 0…``importanceMax``; `nil`: not known.
    public var importance: UInt8?
    public var horizon: WishHorizon

    public init(
        facet: FacetID, want: Want? = nil, words: String, job: String? = nil,
        importance: UInt8? = nil, horizon: WishHorizon = .instant
    ) {
        self.facet = facet
        self.want = want
        self.words = words
        self.job = job
        self.importance = importance
        self.horizon = horizon
    }
}

/// A wish of one person on one facet.
///
/// Until the person said that it is so it is a hypothesis, whoever it comes from, and counts in
/// nothing.
public struct Wish: Equatable, Sendable, Codable {
    public enum Origin: Equatable, Sendable, Codable {
        case told(by: Claimant)
        /// Nobody said it: this happened.
        case inferred(from: WishEvent)
    }

    public enum State: Equatable, Sendable, Codable {
        case hypothesis
        /// "Did we understand you?", in the house's words.
        case playedBack(String, by: Claimant)
        case confirmed(by: Claimant)
        /// "No, rather so": it stands as the person says it now.
        case corrected(by: Claimant)
        case withdrawn(by: Claimant)

        /// A stable word for the outside.
        public var word: String {
            switch self {
            case .hypothesis: "hypothesis"
            case .playedBack: "playedBack"
            case .confirmed: "confirmed"
            case .corrected: "corrected"
            case .withdrawn: "withdrawn"
            }
        }
    }

    public let id: WishID
    public internal(set) var said: SaidWish
    public let origin: Origin
    public internal(set) var state = State.hypothesis
    /// When it was told or inferred, and when it last changed.
    public let at: Instant
    public internal(set) var changedAt: Instant
    /// The house's last wording, kept beside the person's own.
    public internal(set) var wording: String?
    /// What was measured against an earlier guess of what is wanted does not count.
    public internal(set) var measuredSince: Instant?
    /// Tells a repeat from something else under the same id.
    let print: UInt64

    init(id: WishID, said: SaidWish, origin: Origin, at: Instant, print: UInt64) {
        self.id = id
        self.said = said
        self.origin = origin
        self.at = at
        changedAt = at
        self.print = print
    }

    /// Whether the person said that it is so: only then it enters a measure.
    public var counts: Bool {
        switch state {
        case .confirmed, .corrected: true
        case .hypothesis, .playedBack, .withdrawn: false
        }
    }

    public var isWithdrawn: Bool { if case .withdrawn = state { true } else { false } }

    public var isInferred: Bool { if case .inferred = origin { true } else { false } }
}

extension Claimant {
    /// Whether it is the person's own word, however it came here.
    var isThePersons: Bool {
        switch self {
        case .person, .personTo, .source: true
        case .house, .staff: false
        }
    }
}
