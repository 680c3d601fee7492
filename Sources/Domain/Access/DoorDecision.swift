public import Kernel

/// Why a door stays shut. The cases stand in the order in which they are judged: of several
/// reasons the first is told. Codes are for ever.
public enum DenialCode: Int, CaseIterable, Comparable, Sendable {
    // What the door knows.
    case noSnapshot
    case forgedSnapshot
    case wrongDoor
    case oldSnapshot
    case clockTurnedBack
    // What was shown.
    case unreadable
    case bareIdentifier
    case unknownKey
    case forged
    case lifetimeTooLong
    case notYetValid
    case expired
    case replayed
    case otherTag
    // Whose it is.
    case revoked
    case leaseEnded
    case notGranted
    case outsideDates
    case outsideHours
    case alreadyInside
    case memoryFull

    /// What stands in records, answers and documents.
    public var code: String { String(describing: self) }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Why a door opens.
public enum OpeningReason: String, CaseIterable, Sendable {
    /// Somebody goes out. Software never has a say in it.
    case egress
    /// A right to come in.
    case granted
    /// The house was not heard for too long, and this door is to open then.
    case failedOpen
}

/// What a door does.
public enum DoorDecision: Hashable, Sendable {
    case open(OpeningReason)
    case deny(DenialCode)

    public var opens: Bool {
        if case .open = self { return true }
        return false
    }

    /// The opening's or the denial's code.
    public var code: String {
        switch self {
        case .open(let reason): reason.rawValue
        case .deny(let denial): denial.code
        }
    }
}

public enum PassageDirection: UInt8, CaseIterable, Sendable {
    case `in` = 0
    case out = 1
}

/// What a phone's token says, its signature checked (RFC 8392).
public struct TokenClaims: Equatable, Sendable {
    /// The longest life of a token.
    public static let lifetimeMax = Span.minutes(10)
    /// The most zones of one token.
    public static let zoneCountMax = 64

    /// `sub`.
    public let holder: KeyHolderID
    /// `cti`: the token's own id, by which it can be revoked.
    public let id: [UInt8]
    /// `iat`.
    public let issuedAt: Instant
    /// `nbf`.
    public let from: Instant
    /// `exp`: the first moment at which it no longer opens.
    public let until: Instant
    /// -70001: zones by their numbers.
    public let zones: [UInt32]
    /// -70002: the tag that must be shown with it, if any.
    public let tag: [UInt8]?

    public init(
        holder: KeyHolderID, id: [UInt8], issuedAt: Instant, from: Instant, until: Instant,
        zones: [UInt32], tag: [UInt8]? = nil
    ) {
        self.holder = holder
        self.id = id
        self.issuedAt = issuedAt
        self.from = from
        self.until = until
        self.zones = zones
        self.tag = tag
    }
}

/// What was shown to a reader, after its cryptography was checked.
public enum PresentedKey: Equatable, Sendable {
    case unreadable
    /// A number anybody can copy: presence, and no key.
    case bareIdentifier
    /// Made with a key that the door was not told of.
    case unknownKey
    /// Its signature or its code does not fit.
    case forged
    /// A band whose code fits, and its own count of how often it was read.
    case band(BandID, counter: UInt32)
    case token(TokenClaims)

    /// Whether it is good for one of a door's zones. A band is for every door of its holder.
    func reaches(_ zones: [UInt32]) -> Bool {
        guard case .token(let claims) = self else { return true }
        return claims.zones.contains { zones.contains($0) }
    }
}

/// A snapshot as a door holds it.
public struct HeldSnapshot: Equatable, Sendable {
    public let content: DoorSnapshot
    /// Whether its signature was checked and fits.
    public let isGenuine: Bool
    /// The door's clock when it was loaded.
    public let loadedAt: Instant

    public init(_ content: DoorSnapshot, isGenuine: Bool, loadedAt: Instant) {
        self.content = content
        self.isGenuine = isGenuine
        self.loadedAt = loadedAt
    }
}

/// Somebody at a door.
public struct DoorPassage: Equatable, Sendable {
    public let key: PresentedKey
    public let direction: PassageDirection
    /// The tag that the reader saw beside the key, for tokens that are bound to one.
    public let tag: [UInt8]?
    /// The door's clock, which somebody may have turned.
    public let now: Instant
    /// By a clock that nobody can turn: how long the snapshot has been loaded.
    public let sinceLoaded: Span

    public init(
        key: PresentedKey, direction: PassageDirection = .in, tag: [UInt8]? = nil,
        at now: Instant, sinceLoaded: Span
    ) {
        self.key = key
        self.direction = direction
        self.tag = tag
        self.now = now
        self.sinceLoaded = sinceLoaded
    }
}

/// One opening or denial, to be told to the house once: its door and number name it for ever.
public struct DoorRecord: Equatable, Sendable {
    public let door: DoorID
    /// 1, 2, 3, … of this door, without a gap.
    public let number: UInt64
    public let at: Instant
    public let direction: PassageDirection
    public let decision: DoorDecision
    /// Whose key it was, when it was genuine and the door knows it.
    public let holder: KeyHolderID?
    /// Of the snapshot that it was decided from, if there was one.
    public let version: UInt64?
}
