public import Kernel

/// What somebody lets the house do. Each includes the one before. The raw values stand in the
/// journal for ever.
public enum Mode: Int, Sendable, Codable, Comparable, CaseIterable {
    /// Only what they do themselves is kept: a tap at a door, a till, a desk.
    case tapOnly = 1
    /// Readers may notice where they are; staff sees that somebody is there, not who.
    case presence = 2
    /// Staff sees who they are and what would help.
    case assisted = 3

    /// The word that stands for it in files, addresses and pages.
    public var word: String {
        switch self {
        case .tapOnly: "tap-only"
        case .presence: "presence"
        case .assisted: "assisted"
        }
    }

    public init?(word: String) {
        guard let mode = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = mode
    }

    public static func < (left: Mode, right: Mode) -> Bool { left.rawValue < right.rawValue }
}

/// What a read of a person's data is for. Every one names its purpose, and is refused without
/// consent for it. The raw values stand in the journal for ever.
public enum ConsentPurpose: Int, Sendable, Codable, CaseIterable {
    /// Where they are now.
    case presence = 1
    /// How they are called.
    case name = 2
    /// Their facts and wishes, and cues about them as somebody known.
    case help = 3
    /// What happened with them today.
    case memory = 4
    /// Whether two names are theirs.
    case sameness = 5

    /// The word that stands for it in files, addresses and pages.
    public var word: String {
        switch self {
        case .presence: "presence"
        case .name: "name"
        case .help: "help"
        case .memory: "memory"
        case .sameness: "sameness"
        }
    }

    public init?(word: String) {
        guard let purpose = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = purpose
    }

    /// The first mode that includes it.
    public var least: Mode {
        switch self {
        case .presence: .presence
        case .name, .help, .memory, .sameness: .assisted
        }
    }
}

/// What somebody chose, when, and who said it for them.
public struct ConsentChoice: Equatable, Sendable, Codable {
    public let mode: Mode
    public let at: Instant
    public let by: Claimant
    /// A child's choice is made by somebody who looks after them; without one it is tap-only.
    public let isChild: Bool
    public internal(set) var guardian: PersonID?
    /// The number of the row that names the guardian. It is a row of its own, sealed for them, so
    /// that erasing them leaves nothing of them in what is kept for the child.
    public let care: ClaimNumber?
    /// Absent when there are none, as in every choice of before there were purposes.
    private let refused: [ConsentPurpose]?

    /// - Parameter refused: What they do not let the house do, of all that the mode includes.
    public init(
        mode: Mode, at: Instant, by: Claimant, isChild: Bool = false, guardian: PersonID? = nil,
        care: ClaimNumber? = nil, refused: [ConsentPurpose] = []
    ) {
        self.mode = mode
        self.at = at
        self.by = by
        self.isChild = isChild
        self.guardian = guardian
        self.care = care
        let sorted = ConsentPurpose.allCases.filter(refused.contains)
        self.refused = sorted.isEmpty ? nil : sorted
    }

    /// In the order in which purposes are declared.
    public var refusals: [ConsentPurpose] { refused ?? [] }

    public func refuses(_ purpose: ConsentPurpose) -> Bool { refusals.contains(purpose) }

    /// The latest choice counts; of two at one moment, the narrower.
    func yields(to other: ConsentChoice) -> Bool {
        if at != other.at { return at < other.at }
        if mode != other.mode { return mode > other.mode }
        if refusals.count != other.refusals.count { return refusals.count < other.refusals.count }
        return refusals.map(\.rawValue).lexicographicallyPrecedes(other.refusals.map(\.rawValue))
    }
}

/// That a person's data may be read for a purpose now. Only ``People`` makes one, so that no read
/// can be written without asking.
public struct Consent: Sendable {
    public let purpose: ConsentPurpose
    let person: IdentityGraph.Number

    init(purpose: ConsentPurpose, person: IdentityGraph.Number) {
        self.purpose = purpose
        self.person = person
    }
}

/// What counts for people who have not chosen.
public struct ConsentDefaults: Hashable, Sendable, Codable {
    /// Tokens that are linked to nobody: pseudonymous, and forgotten after a day.
    public let nobody: Mode
    /// People the house knows.
    public let known: Mode

    public init(nobody: Mode = .presence, known: Mode = .tapOnly) {
        self.nobody = nobody
        self.known = known
    }
}
