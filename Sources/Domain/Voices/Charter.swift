public import Kernel

public enum PrincipleNoun {}
public enum RedLineNoun {}
public typealias PrincipleID = Identifier<PrincipleNoun>
public typealias RedLineID = Identifier<RedLineNoun>

/// Something that the organisation is, in its own words.
public struct Principle: Hashable, Sendable, Codable {
    public let id: PrincipleID
    public let words: Words
    /// What follows from it.
    public let yes: [String]
    /// What does not.
    public let no: [String]

    public init(id: PrincipleID, words: Words, yes: [String], no: [String]) {
        self.id = id
        self.words = words
        self.yes = yes
        self.no = no
    }
}

/// What the organisation does not do, however well it sells.
public struct RedLine: Hashable, Sendable, Codable {
    public let id: RedLineID
    public let words: Words

    public init(id: RedLineID, words: Words) {
        self.id = id
        self.words = words
    }
}

/// Whom the organisation hopes for, or parts from, and how.
public struct Belonging: Hashable, Sendable, Codable {
    /// By what they want or do, never by who they are.
    public let who: Words
    /// How they are welcomed, or parted from: kindly and lawfully.
    public let how: Words

    public init(who: Words, how: Words) {
        self.who = who
        self.how = how
    }
}

/// Who we are: what a decision is taken by.
///
/// A choice of the organisation, versioned. A decision names the version it was taken under, and
/// the ones before are kept.
public struct Charter: Hashable, Sendable, Codable {
    /// The most principles, red lines, groups, and examples on either side.
    public static let partCountMax = 50
    /// The most bytes of any of its texts in one language.
    public static let wordByteCountMax = 500

    /// 1, 2, …; 0: not written down yet.
    public let version: UInt32
    public let principles: [Principle]
    public let redLines: [RedLine]
    public let hopedFor: [Belonging]
    public let partedFrom: [Belonging]
    /// How many days after they said something everybody is answered at the latest.
    public let answerDays: UInt8

    public init(
        version: UInt32 = 0, principles: [Principle] = [], redLines: [RedLine] = [],
        hopedFor: [Belonging] = [], partedFrom: [Belonging] = [],
        answerDays: UInt8 = 14
    ) {
        self.version = version
        self.principles = principles
        self.redLines = redLines
        self.hopedFor = hopedFor
        self.partedFrom = partedFrom
        self.answerDays = answerDays
    }

    public func principle(_ id: PrincipleID) -> Principle? { principles.first { $0.id == id } }

    func saying(_ version: UInt32) -> Charter {
        Charter(
            version: version, principles: principles, redLines: redLines, hopedFor: hopedFor,
            partedFrom: partedFrom, answerDays: answerDays)
    }

    var answerSpan: Span { .hours(Int64(answerDays) * 24) }

    /// All its texts in both languages, to be judged alike.
    var texts: [String] {
        let said =
            principles.map(\.words) + redLines.map(\.words)
            + (hopedFor + partedFrom).flatMap { [$0.who, $0.how] }
        return said.flatMap { [$0.en, $0.nl] } + principles.flatMap { $0.yes + $0.no }
    }

    /// The first protected ground by which anybody is hoped for or parted from.
    public var protectedGround: (ground: ProtectedGround, word: String)? {
        for belonging in hopedFor + partedFrom {
            for text in [belonging.who.en, belonging.who.nl, belonging.how.en, belonging.how.nl] {
                if let found = ProtectedGround.named(in: text) { return found }
            }
        }
        return nil
    }
}
