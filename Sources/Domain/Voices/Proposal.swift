public import Kernel
public import Measures

public enum ProposalNoun {}
public enum OptionNoun {}
public typealias ProposalID = Identifier<ProposalNoun>
public typealias ProposalOptionID = Identifier<OptionNoun>

/// One thing that could be done about what was asked, as the house sees it.
public struct ProposalOption: Hashable, Sendable, Codable {
    /// Comfort is told from −100 to 100, and the least of them counts: margin makes up for no
    /// unease about who we are (measures.md 1.13).
    public static let comfortRange: ClosedRange<Int8> = -100...100

    /// The raw values stand in the journal for ever.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// Exactly what was asked.
        case asAsked
        /// The organisation's own answer to the need.
        case ourWay
    }

    /// What it does to somebody that nothing makes up for. The raw values stand in the journal for
    /// ever.
    public enum Harm: String, CaseIterable, Sendable, Codable {
        case deceives
        case endangers
        case misusesData
        /// It makes another customer worse off than is fair.
        case worsensOthers
    }

    public let id: ProposalOptionID
    public let kind: Kind
    public let words: String
    /// In minor units of the house's currency; `nil`: not known.
    public let cost: Int64?
    /// Whether we can, whether it pays, and whether staff is at ease with it.
    public let capability: Int8
    public let margin: Int8
    public let staffComfort: Int8
    /// Who would lose by it, in words; empty: nobody that is known.
    public let losers: String
    /// The facet on which it takes sacrifice away; `nil`: on none that is measured.
    public let facet: FacetID?
    /// How far the sacrifice of those who asked is expected to fall there: millionths, at most
    /// 1,000,000.
    public let fall: Int32
    public let harm: Harm?
    /// The red line it would cross.
    public let crosses: RedLineID?

    public init(
        id: ProposalOptionID, kind: Kind, words: String, cost: Int64? = nil, capability: Int8 = 0,
        margin: Int8 = 0, staffComfort: Int8 = 0, losers: String = "", facet: FacetID? = nil,
        fall: Int32 = 0, harm: Harm? = nil, crosses: RedLineID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.words = words
        self.cost = cost
        self.capability = capability
        self.margin = margin
        self.staffComfort = staffComfort
        self.losers = losers
        self.facet = facet
        self.fall = fall
        self.harm = harm
        self.crosses = crosses
    }

    /// Whether it harms or crosses a red line, whatever anybody says of it.
    public var isRuledOut: Bool { harm != nil || crosses != nil }
}

/// How one steward sees one option by one principle.
public struct StewardScore: Hashable, Sendable, Codable {
    public let option: ProposalOptionID
    public let principle: PrincipleID
    public let by: StaffID
    /// −1 it is not us, 0 neither, 1 it is us.
    public let score: Int8

    public init(
        option: ProposalOptionID, principle: PrincipleID, by: StaffID, score: Int8
    ) {
        self.option = option
        self.principle = principle
        self.by = by
        self.score = score
    }
}

/// What the organisation does about a proposal, and why.
public struct Decision: Hashable, Sendable, Codable {
    /// Whose interest prevailed. The raw values stand in the journal for ever.
    public enum Interest: String, CaseIterable, Sendable, Codable {
        case customer
        case house
        case both
    }

    /// ``VoiceAnswer/Kind/said`` is none.
    public let kind: VoiceAnswer.Kind
    /// What is done; `nil`: nothing.
    public let option: ProposalOptionID?
    /// Addressed to whoever asked.
    public let reason: Words
    public let prevails: Interest
    public let principle: PrincipleID
    /// The version of the charter it was taken under.
    public let charter: UInt32
    public let by: StaffID
    public let at: Instant
    /// `nil` in rows that do not say so.
    private let byTwo: Bool?

    public init(
        kind: VoiceAnswer.Kind, option: ProposalOptionID?, reason: Words, prevails: Interest,
        principle: PrincipleID, charter: UInt32, by: StaffID, at: Instant, takesTwo: Bool? = nil
    ) {
        self.kind = kind
        self.option = option
        self.reason = reason
        self.prevails = prevails
        self.principle = principle
        self.charter = charter
        self.by = by
        self.at = at
        byTwo = takesTwo
    }

    /// Whether a second person has to agree: what was asked is declined, the house's interest
    /// prevails, or either side is not at ease with what is done.
    public var takesTwo: Bool { byTwo ?? (prevails == .house) }

    /// Whether words may stand for a reason: one of them at least has two letters in a row.
    public static func isReason(_ words: String) -> Bool {
        zip(words, words.dropFirst()).contains { $0.isLetter && $1.isLetter }
    }
}

/// What people asked for, gathered by people: the ask, the need behind it and our own answer.
public struct Proposal: Equatable, Sendable, Codable {
    public static let optionCountMax = 12
    /// The most bytes of each of its texts.
    public static let wordByteCountMax = 1_000

    /// What it says, apart from what follows: in the house's own words, about nobody. It stays when
    /// whoever asked is forgotten.
    public struct Text: Hashable, Sendable, Codable {
        public let title: String
        public let ask: String
        public let need: String
        public let ours: String

        public init(title: String, ask: String = "", need: String = "", ours: String = "") {
            self.title = title
            self.ask = ask
            self.need = need
            self.ours = ours
        }

        /// Whether staff worded what is asked and why: before that it is for nobody else to read. A
        /// title that holds the number of a voice was made by a tap.
        public var isWorded: Bool { ask.isSaid && need.isSaid && !title.holdsNumberOfVoice }
    }

    public let id: ProposalID
    public internal(set) var text: Text
    public internal(set) var options: [ProposalOption] = []
    /// Each steward's newest of an option by a principle, in the order in which they were first
    /// given.
    public internal(set) var scores: [StewardScore] = []
    /// Taken by one person; it stands once ``decidedAt`` does.
    public internal(set) var decision: Decision?
    /// Who agreed to a decision that takes two.
    public internal(set) var confirmedBy: StaffID?
    /// What was decided last and not agreed to; `nil` once it is decided anew.
    public internal(set) var sentBack: SentBack?
    /// Since when it is decided.
    public internal(set) var decidedAt: Instant?
    /// When what was decided was done.
    public internal(set) var doneAt: Instant?
    public internal(set) var mergedInto: ProposalID?
    public let openedBy: StaffID
    public let openedAt: Instant

    package init(id: ProposalID, text: Text, openedBy: StaffID, openedAt: Instant) {
        self.id = id
        self.text = text
        self.openedBy = openedBy
        self.openedAt = openedAt
    }

    /// A decision that a second person did not agree to.
    public struct SentBack: Hashable, Sendable, Codable {
        public let decision: Decision
        public let by: StaffID
        public let at: Instant
        /// To whoever decided it; `nil`: nobody said.
        public let why: String?
    }

    /// Where a proposal stands.
    public enum State: String, CaseIterable, Sendable {
        case open
        /// Decided so that it takes two, and nobody agreed yet.
        case awaitsSecond
        case decided
        case done
        case merged
    }

    public var state: State {
        if mergedInto != nil { return .merged }
        if doneAt != nil { return .done }
        if decidedAt != nil { return .decided }
        return decision == nil ? .open : .awaitsSecond
    }

    public func option(_ id: ProposalOptionID) -> ProposalOption? { options.first { $0.id == id } }

    /// How stewards see an option by a principle, in the order in which they said so.
    public func scores(of option: ProposalOptionID, by principle: PrincipleID) -> [Int8] {
        scores.filter { $0.option == option && $0.principle == principle }.map(\.score)
    }

    /// Why an option cannot be chosen, whatever speaks for it.
    public enum Veto: Equatable, Sendable {
        case harm(ProposalOption.Harm)
        case redLine(RedLineID)
        /// Most stewards say that it is not us.
        case principle(PrincipleID)
    }

    /// The first that applies: harm, red line, principle.
    public func veto(of option: ProposalOption, by charter: Charter) -> Veto? {
        if let harm = option.harm { return .harm(harm) }
        if let line = option.crosses { return .redLine(line) }
        for principle in charter.principles {
            let scores = scores(of: option.id, by: principle.id)
            if scores.count(where: { $0 < 0 }) * 2 > scores.count {
                return .principle(principle.id)
            }
        }
        return nil
    }

    /// Who has to be at ease with what is done.
    public enum Side: String, CaseIterable, Sendable {
        case customer
        case house
    }

    /// From where on both sides are at ease: a customer whose sacrifice falls by a twentieth of all
    /// there could be, and a house that is a tenth of the scale above unease.
    public static let zone = BalanceZone(comfort: TwoGains(0.05, 0.1))

    /// - Parameter sacrifices: What those who asked settle for on the option's facet, in
    ///   millionths; of whom it is known.
    public func ease(
        with option: ProposalOption, by charter: Charter, sacrifices: [Int32]
    ) -> BalanceEase {
        let scores = scores.filter { score in
            score.option == option.id && charter.principle(score.principle) != nil
        }
        return BalanceEase(
            falls: sacrifices.map { min($0, option.fall) },
            expected: option.facet == nil ? nil : option.fall,
            scores: isScored(option.id, by: charter) ? scores.map(\.score) : [],
            others: [option.capability, option.margin, option.staffComfort])
    }

    /// Who is not at ease with an option, or not known to be; nobody: it is in the zone.
    public func uneasy(
        with option: ProposalOption, by charter: Charter, sacrifices: [Int32]
    ) -> [Side] {
        let unease = ease(with: option, by: charter, sacrifices: sacrifices).unease(in: Self.zone)
        return (unease.customer ? [.customer] : []) + (unease.house ? [.house] : [])
    }

    /// Whether two stewards or more scored an option by each principle.
    public func isScored(_ option: ProposalOptionID, by charter: Charter) -> Bool {
        charter.principles.allSatisfy { scores(of: option, by: $0.id).count >= 2 }
    }
}

/// What one customer thinks of a proposal: informs, and decides nothing.
public struct ProposalPart: Equatable, Sendable, Codable {
    /// Case names and labels stand in the journal for ever: add, never alter.
    public enum Doing: Equatable, Sendable, Codable {
        case comment(String)
        /// Best first; one that is not named is not ranked.
        case rank([ProposalOptionID])
        /// They tried it: how close it came to what they want, 0…10.
        case tried(ProposalOptionID, closeness: UInt8)
        /// "Rather so": an answer of their own.
        case rather(String)
    }

    public let doing: Doing
    public let at: Instant

    public init(doing: Doing, at: Instant) {
        self.doing = doing
        self.at = at
    }
}
