public import Kernel

/// Something that happened from which a wish, and what was taken instead, can be seen without a
/// question: measures.md 2.1. The raw values stand in the journal for ever.
public enum WishEvent: String, CaseIterable, Sendable, Codable {
    /// A search without a result, or one that was abandoned.
    case zeroResult
    /// The filter that was taken off names the wish that was given up.
    case filterRemoved
    case substitutionAccepted
    case substitutionRefused
    /// Sold out: bought later, elsewhere, in another size.
    case outOfStock
    case waited
    case gaveUp
    /// Their own way round: a note by hand, a call after self-service, a rule bent.
    case workaround
    /// About the same thing, within ``againSpan`` of the first time.
    case askedAgain
    case returned
    /// A default changed, an advice overruled.
    case defaultEdited

    /// How long after the first time asking again is about the same.
    public static let againSpan = Span.hours(24 * 14)

    /// Whether it means that nothing of the wish was got, when it does not say what was.
    var leavesNothing: Bool {
        switch self {
        case .zeroResult, .substitutionRefused, .gaveUp, .askedAgain, .returned: true
        case .filterRemoved, .substitutionAccepted, .outOfStock, .waited, .workaround,
            .defaultEdited:
            false
        }
    }

    /// Whether somebody who does it complains: it is no time for a question.
    var isComplaint: Bool { self == .askedAgain || self == .returned }
}

/// The answer to "did you find exactly what you wanted?". The raw values stand in the journal for
/// ever.
public enum SettleAnswer: String, CaseIterable, Sendable, Codable {
    case exactly, closeEnough, nothingBetter, gaveUp

    /// What it is taken for: the ends, and the middles of what lies under and over 0.30, from where
    /// on somebody makes do (measures.md 1.4).
    public var sacrifice: Sacrifice {
        switch self {
        case .exactly: .none
        case .closeEnough: Sacrifice(millionths: 150_000)
        case .nothingBetter: Sacrifice(millionths: 650_000)
        case .gaveUp: .all
        }
    }
}

/// What was got of a wish, and how that is known.
public enum Taken: Equatable, Sendable, Codable {
    case got(Got)
    /// How close it came to exactly what was wanted, 0…10: question 1.
    case closeness(UInt8)
    /// Question 2.
    case answer(SettleAnswer)
    /// Something was missing, and nobody knows how much.
    case unknown

    public static let closenessMax: UInt8 = 10

    /// Whether the person judged it themself, and no measure of ours did.
    public var isJudged: Bool {
        switch self {
        case .closeness, .answer: true
        case .got, .unknown: false
        }
    }

    /// Whether more may still be given up: they wait.
    public var isLeast: Bool { if case .got(.waiting) = self { true } else { false } }
}

/// What somebody settled for, once. Never changed: what was given up is measured when it is taken
/// in, by the formula of that time.
public struct Settled: Equatable, Sendable, Codable {
    public enum Evidence: Equatable, Sendable, Codable {
        case told(by: Claimant)
        case event(WishEvent, by: Claimant)
        /// A wait of the venue's that ended.
        case wait(WaitID)
        /// What was asked.
        case question(QuestionID)

        public var event: WishEvent? { if case .event(let event, _) = self { event } else { nil } }
    }

    /// The version of ``FacetKind/sacrifice(want:got:)`` and of what answers are taken for.
    public static let formulaNow: UInt8 = 1

    public let id: ExperienceID
    public let wish: WishID
    public let taken: Taken
    /// `nil`: unknown, which is not none.
    public let sacrifice: Sacrifice?
    public let formula: UInt8
    public let evidence: Evidence
    public let at: Instant
    let print: UInt64

    init(
        id: ExperienceID, wish: WishID, taken: Taken, sacrifice: Sacrifice?,
        evidence: Evidence, at: Instant, print: UInt64
    ) {
        self.id = id
        self.wish = wish
        self.taken = taken
        self.sacrifice = sacrifice
        formula = Self.formulaNow
        self.evidence = evidence
        self.at = at
        self.print = print
    }

    /// Whether it counts for a wish that counts.
    public func counts(for wish: Wish) -> Bool {
        wish.counts && sacrifice != nil
            && (taken.isJudged || wish.measuredSince.map { at >= $0 } ?? true)
    }
}

/// What somebody expected or perceived of a wish, 0…10: kept apart from what they give up, and
/// never netted against it.
public struct Felt: Equatable, Sendable, Codable {
    /// The raw values stand in the journal for ever.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// What they think will happen: asked before.
        case expects
        /// What they think is right.
        case deserves
        /// How it was: asked after.
        case perceived
    }

    public static let levelMax: UInt8 = 10

    public let id: ExperienceID
    public let wish: WishID
    public let kind: Kind
    public let level: UInt8
    public let by: Claimant
    public let at: Instant

    public init(
        id: ExperienceID, wish: WishID, kind: Kind, level: UInt8, by: Claimant, at: Instant
    ) {
        self.id = id
        self.wish = wish
        self.kind = kind
        self.level = level
        self.by = by
        self.at = at
    }

    /// Whether it says the same; sent again it may come at another moment.
    func says(_ other: Felt) -> Bool {
        id == other.id && wish == other.wish && kind == other.kind && level == other.level
    }
}
