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
/// consent for it.
public enum ConsentPurpose: Sendable, CaseIterable {
    /// Where they are now.
    case presence
    /// Who they are and what would help.
    case assistance

    var least: Mode {
        switch self {
        case .presence: .presence
        case .assistance: .assisted
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
    public let guardian: PersonID?

    public init(
        mode: Mode, at: Instant, by: Claimant, isChild: Bool = false, guardian: PersonID? = nil
    ) {
        self.mode = mode
        self.at = at
        self.by = by
        self.isChild = isChild
        self.guardian = guardian
    }

    /// The latest choice counts; of two at one moment, the narrower.
    func yields(to other: ConsentChoice) -> Bool {
        if at != other.at { return at < other.at }
        return mode > other.mode
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
