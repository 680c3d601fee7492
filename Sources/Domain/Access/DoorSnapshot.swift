public import Kernel

/// What a door does with whom it knows to be genuine, once what it knows is too old.
public enum DoorFailMode: UInt8, CaseIterable, Sendable {
    /// Nobody comes in until the house is heard again: a stock room.
    case closed = 0
    /// Every genuine key that was not revoked opens: a corridor of a ward.
    case open = 1
}

/// Somebody who may come in by one door. The list is all a door knows of people.
public struct DoorEntry: Hashable, Sendable {
    public let holder: KeyHolderID
    public let isStaff: Bool
    public let group: KeyGroupID?
    public let time: GrantTime

    public init(
        holder: KeyHolderID, isStaff: Bool = false, group: KeyGroupID? = nil, time: GrantTime
    ) {
        self.holder = holder
        self.isStaff = isStaff
        self.group = group
        self.time = time
    }
}

/// A band somebody wears, and which of the house's band keys it was made with.
public struct DoorBand: Hashable, Sendable {
    public let band: BandID
    public let holder: KeyHolderID
    public let key: BandKeyNumber

    public init(band: BandID, holder: KeyHolderID, key: BandKeyNumber) {
        self.band = band
        self.holder = holder
        self.key = key
    }
}

/// Which generation of the house's band keys. The keys themselves never are in a snapshot.
public struct BandKeyNumber: Hashable, Comparable, Sendable {
    public let number: UInt16

    public init(_ number: UInt16) { self.number = number }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// Who may sign what phones show.
public struct TokenIssuer: Hashable, Sendable {
    /// The most bytes of a key's id.
    public static var idByteCountMax: Int { 32 }

    public enum Algorithm: UInt8, CaseIterable, Sendable {
        /// Ed25519 (RFC 8032); the key is 32 bytes.
        case edDSA = 1
        /// ECDSA over P-256 with SHA-256; the key is 65 bytes, a point that is not compressed.
        case es256 = 2

        public var keyByteCount: Int { self == .edDSA ? 32 : 65 }
    }

    public let id: [UInt8]
    public let algorithm: Algorithm
    public let publicKey: [UInt8]

    /// - Returns: `nil` unless the id has 1 to 32 bytes and the key the algorithm's count.
    public init?(id: [UInt8], algorithm: Algorithm, publicKey: [UInt8]) {
        guard (1...Self.idByteCountMax).contains(id.count),
            publicKey.count == algorithm.keyByteCount
        else { return nil }
        self.id = id
        self.algorithm = algorithm
        self.publicKey = publicKey
    }
}

/// What was taken back. It is judged before anything that was given.
public struct DoorDenials: Equatable, Sendable {
    public let holders: [KeyHolderID]
    public let bands: [BandID]
    /// Ids of single tokens (`cti`).
    public let tokens: [[UInt8]]

    /// - Parameters: In any order; kept sorted, each once.
    public init(
        holders: [KeyHolderID] = [], bands: [BandID] = [], tokens: [[UInt8]] = []
    ) {
        self.holders = holders.ascending(by: <)
        self.bands = bands.ascending(by: <)
        self.tokens = tokens.ascending { $0.lexicographicallyPrecedes($1) }
    }
}

/// Everything one door decides from, as the house knew it at one moment.
///
/// It is signed as a whole and stands alone: a door asks nobody. Lists are sorted and hold each
/// thing once, so that one content has one encoding. Finding somebody is logarithmic.
public struct DoorSnapshot: Equatable, Sendable {
    /// How long a guest's key opens without word from the house.
    public static let guestLease = Span.minutes(15)
    /// How long a key of staff does.
    public static let staffLease = Span.minutes(60)
    /// The most people, bands, and denials of each kind.
    public static let listCountMax = 200_000
    /// The most token issuers; zone numbers.
    public static let issuerCountMax = 16
    public static let zoneNumberCountMax = 64
    /// The most bytes of a token's id.
    public static let tokenByteCountMax = 32

    public let door: DoorID
    /// Higher than every one before it for this door.
    public let version: UInt64
    public let issuedAt: Instant
    public let civil: CivilTime
    public let failMode: DoorFailMode
    /// Whether whoever is in must go out before coming in again.
    public let refusesPassback: Bool
    /// The numbers by which phones' tokens call this door's zones.
    public let zoneNumbers: [UInt32]
    public let issuers: [TokenIssuer]
    /// By holder; several rights of one holder stand in the order in which they were given.
    public let entries: [DoorEntry]
    /// By band.
    public let bands: [DoorBand]
    public let denials: DoorDenials

    /// - Parameters: Lists in any order. Of a band that is named twice the first counts.
    public init(
        door: DoorID, version: UInt64, issuedAt: Instant, civil: CivilTime,
        failMode: DoorFailMode = .closed, refusesPassback: Bool = false,
        zoneNumbers: [UInt32] = [], issuers: [TokenIssuer] = [], entries: [DoorEntry],
        bands: [DoorBand] = [], denials: DoorDenials = DoorDenials()
    ) {
        self.door = door
        self.version = version
        self.issuedAt = issuedAt
        self.civil = civil
        self.failMode = failMode
        self.refusesPassback = refusesPassback
        self.zoneNumbers = Array(Set(zoneNumbers)).sorted()
        self.issuers = issuers
        self.entries = entries.sortedKeepingOrder { $0.holder < $1.holder }
        self.bands = bands.ascending { $0.band < $1.band }
        self.denials = denials
    }

    /// When a key stops to open unless a newer snapshot came.
    public func notAfter(isStaff: Bool) -> Instant {
        issuedAt + (isStaff ? Self.staffLease : Self.guestLease)
    }

    /// The rights of somebody at this door.
    public func entries(of holder: KeyHolderID) -> ArraySlice<DoorEntry> {
        let first = entries.place { $0.holder < holder }
        return entries[first...].prefix { $0.holder == holder }
    }

    public func band(_ band: BandID) -> DoorBand? {
        let place = bands.place { $0.band < band }
        return place < bands.count && bands[place].band == band ? bands[place] : nil
    }

    public func issuer(_ id: [UInt8]) -> TokenIssuer? { issuers.first { $0.id == id } }

    func denies(_ holder: KeyHolderID) -> Bool {
        let place = denials.holders.place { $0 < holder }
        return place < denials.holders.count && denials.holders[place] == holder
    }

    func denies(_ band: BandID) -> Bool {
        let place = denials.bands.place { $0 < band }
        return place < denials.bands.count && denials.bands[place] == band
    }

    func denies(token: [UInt8]) -> Bool {
        let place = denials.tokens.place { $0.lexicographicallyPrecedes(token) }
        return place < denials.tokens.count && denials.tokens[place] == token
    }
}
