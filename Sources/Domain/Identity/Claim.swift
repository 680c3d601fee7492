public import Kernel

/// A claim's number: given in order by the engine, never used twice.
public typealias ClaimNumber = UInt64

/// How sure it is that two names are one person's. The raw values stand in the journal for ever.
public enum ClaimStrength: Int, Sendable, Codable, Comparable, CaseIterable {
    /// Something looks like it: never links, only asks "same person?".
    case inferred = 1
    /// The customer or a system said so.
    case stated = 2
    /// Both ends were proven at one moment: a code sent to the mail address, a passport shown.
    case verified = 3
    /// A member of staff looked at a doubt and settled it.
    case confirmed = 4

    public static func < (left: ClaimStrength, right: ClaimStrength) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Who says so.
public enum Claimant: Equatable, Sendable, Codable {
    /// Whoever runs the house, by its command line.
    case house
    case staff(StaffID)
    case source(SourceID)
    /// The customer.
    case person
    /// The customer, as a member of staff heard them say.
    case personTo(StaffID)

    public var description: String {
        switch self {
        case .house: "house"
        case .staff(let id): "\(id)"
        case .source(let id): "\(id)"
        case .person: "person"
        case .personTo(let id): "person, to \(id)"
        }
    }
}

/// Somebody's word that two names are one person's. It can be withdrawn, and nothing is lost by it.
public struct Claim: Equatable, Sendable, Codable {
    /// The most bytes of evidence.
    public static let evidenceByteCountMax = 400

    public let number: ClaimNumber
    public let first: Alias
    public let second: Alias
    public let strength: ClaimStrength
    public let by: Claimant
    /// What it rests on, in a few words.
    public let evidence: String
    public let at: Instant

    public init(
        number: ClaimNumber, _ one: Alias, _ other: Alias, strength: ClaimStrength, by: Claimant,
        evidence: String, at: Instant
    ) {
        self.number = number
        first = min(one, other)
        second = max(one, other)
        self.strength = strength
        self.by = by
        self.evidence = evidence
        self.at = at
    }

    /// The order in which claims are weighed: what was proven, then what was said, oldest first;
    /// names settle ties, never the order of arrival. What a colleague settled comes last, because
    /// it links whatever the others found.
    static func weighsMore(_ left: Claim, _ right: Claim) -> Bool {
        if left.strength != right.strength {
            if left.strength == .confirmed || right.strength == .confirmed {
                return right.strength == .confirmed
            }
            return left.strength > right.strength
        }
        if left.at != right.at { return left.at < right.at }
        if left.first != right.first { return left.first < right.first }
        if left.second != right.second { return left.second < right.second }
        return left.number < right.number
    }
}

/// Who somebody is, and why.
public struct IdentityReport: Sendable, Codable {
    public let person: PersonID?
    public let names: [Alias]
    public let claims: [Claim]
    public let mode: String
    /// Purposes of their mode that they refuse.
    public let refused: [String]
}
