public import Kernel

/// Something a band is good for. Each is given, limited and taken away by itself.
///
/// The raw values stand in the journal for ever.
public enum BandPower: Int, CaseIterable, Comparable, Sendable, Codable {
    /// Opens doors.
    case key = 1
    /// Pays.
    case wallet = 2
    /// Is expected at the head of a line.
    case pass = 3

    /// The word that stands for it in forms, answers and pages.
    public var word: String {
        switch self {
        case .key: "key"
        case .wallet: "wallet"
        case .pass: "pass"
        }
    }

    public init?(word: String) {
        guard let power = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = power
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A band as it comes out of its box: it holds no personal data, and never will.
public struct Band: Hashable, Sendable, Codable {
    /// What its chip was made with: doors and tills hear it proven, never bare.
    public let id: BandID
    /// What readers on the floor call it.
    public let token: Token
    /// Which of the house's band keys it was made with.
    public let key: BandKeyNumber

    /// - Parameter token: What is printed on it, when readers know it by that; else its number.
    public init(id: BandID, token: Token? = nil, key: BandKeyNumber = BandKeyNumber(1)) {
        self.id = id
        self.token = token ?? id.token
        self.key = key
    }
}

extension BandID {
    /// The number as readers on the floor report it.
    public var token: Token {
        guard let token = Token(description) else {
            preconditionFailure("hexadecimal digits are a token")
        }
        return token
    }
}

/// Why a band is no longer worn. The raw values stand in the journal for ever.
public enum BandEnd: Int, CaseIterable, Sendable, Codable {
    /// Nobody knows where it is: dead everywhere until it is found.
    case lost = 1
    case broken = 2
    /// Handed in: it can be given to somebody else.
    case returned = 3

    public var word: String {
        switch self {
        case .lost: "lost"
        case .broken: "broken"
        case .returned: "returned"
        }
    }

    public init?(word: String) {
        guard let end = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = end
    }
}

/// A right to doors, as a desk gave it.
public struct KeyRight: Hashable, Sendable, Codable {
    /// The most zones, and the most doors, of one right.
    public static let placeCountMax = 64

    /// Sorted, each once. A zone grants every door into it.
    public let zones: [ZoneID]
    public let doors: [DoorID]
    public let time: GrantTime

    public init(zones: [ZoneID], doors: [DoorID] = [], time: GrantTime) {
        self.zones = Array(Set(zones)).sorted()
        self.doors = Array(Set(doors)).sorted()
        self.time = time
    }
}

/// Somebody who wears a band, and what it is good for.
///
/// What is known of them as a person, and what they allow, is elsewhere: this is what a desk
/// arranged. A person may wear several bands; all of them are good for the same.
public struct BandBearer: Equatable, Sendable, Codable {
    public let person: PersonID
    /// What doors call them. It says nothing, and changes whenever rights are taken away, so that
    /// a phone's token of before is good for nothing.
    public internal(set) var key: KeyHolderID
    /// A family, a school class, a crew.
    public var group: KeyGroupID?
    /// Their own account of the wallet.
    public var account: AccountID?
    /// Whose account pays for them; `nil`: their own.
    public var payer: AccountID?
    /// What a desk gave, sorted, each once. Ask ``has(_:)`` whether one counts.
    public private(set) var powers: [BandPower]
    /// What the bearer switched off themself; of one who is to be arranged, `nil` leaves it so.
    public internal(set) var switchedOff: [BandPower]?
    public var rights: [KeyRight]
    public var isStaff: Bool
    /// In which language readers speak to them: `nl`, `en`; `nil`: the venue's first.
    public var language: String?

    public init(
        person: PersonID, key: KeyHolderID, group: KeyGroupID? = nil, account: AccountID? = nil,
        payer: AccountID? = nil, powers: [BandPower], rights: [KeyRight] = [],
        isStaff: Bool = false, language: String? = nil, switchedOff: [BandPower]? = nil
    ) {
        self.person = person
        self.key = key
        self.group = group
        self.account = account
        self.payer = payer
        self.powers = Array(Set(powers)).sorted()
        self.rights = rights
        self.isStaff = isStaff
        self.language = language
        self.switchedOff = switchedOff.map { Array(Set($0)).sorted() }
    }

    /// Whether a power counts: a desk gave it, and the bearer did not switch it off.
    public func has(_ power: BandPower) -> Bool {
        powers.contains(power) && switchedOff?.contains(power) != true
    }

    /// The same with a power switched on or off by the bearer.
    func switching(_ power: BandPower, on isOn: Bool) -> BandBearer {
        var changed = self
        let others = (switchedOff ?? []).filter { $0 != power }
        let off = isOn ? others : (others + [power]).sorted()
        changed.switchedOff = off.isEmpty ? nil : off
        return changed
    }

    /// The same with other powers.
    public func with(_ powers: [BandPower]) -> BandBearer {
        var changed = self
        changed.powers = Array(Set(powers)).sorted()
        return changed
    }

    /// Which account a charge is taken from.
    public var payingAccount: AccountID? { payer ?? account }

    /// Whether some door may have opened for this that must not open for the other.
    func opensMore(than other: BandBearer) -> Bool {
        guard has(.key) else { return false }
        guard other.has(.key) else { return true }
        return isStaff && !other.isStaff || !rights.allSatisfy(other.rights.contains)
    }
}

extension BandID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = BandID(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a band's number is 14 hexadecimal digits")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension BandKeyNumber: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(UInt16.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
