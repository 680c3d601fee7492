public import Kernel

/// Somebody was at a door, as the door told the house: its number names it for ever.
public struct DoorPassed: Equatable, Sendable, Codable {
    public let door: DoorID
    /// Of this door's, from 1 on.
    public let number: UInt64
    /// By the door's clock.
    public let at: Instant
    public let direction: PassageDirection
    public let decision: DoorDecision
    /// Whose key it was, when it was genuine and the door knew it.
    public let holder: KeyHolderID?
    /// Of the snapshot that it was decided from.
    public let version: UInt64?
    /// Who held the key when the house heard of it, if it is somebody known.
    public var person: PersonID?
    /// Where somebody was called to, and whom it reached: of a door that stayed shut a moment ago.
    public private(set) var zone: ZoneIndex?
    public internal(set) var reach: CallReach?

    public init(
        door: DoorID, number: UInt64, at: Instant, direction: PassageDirection,
        decision: DoorDecision, holder: KeyHolderID? = nil, version: UInt64? = nil,
        person: PersonID? = nil
    ) {
        self.door = door
        self.number = number
        self.at = at
        self.direction = direction
        self.decision = decision
        self.holder = holder
        self.version = version
        self.person = person
    }

    /// Whether the door tells the same again. What the house adds, the door does not know.
    func isSaid(by other: DoorPassed) -> Bool {
        door == other.door && number == other.number && at == other.at
            && direction == other.direction && decision == other.decision
            && holder == other.holder && version == other.version
    }

    /// Whether whoever stood there may stand there still.
    public func isToCall(at now: Instant) -> Bool {
        guard case .deny = decision else { return false }
        return now - at <= CalmBlue.freshSpan
    }

    /// The same, to call somebody.
    ///
    /// - Parameter zone: Where whoever stands at the door is.
    public func calling(_ reach: CallReach, to zone: ZoneIndex) -> DoorPassed {
        var passed = self
        passed.zone = zone
        passed.reach = reach
        return passed
    }
}

extension PassageDirection: Codable {}

extension DoorDecision: Codable {
    /// - Parameter code: An opening's or a denial's.
    /// - Returns: `nil` when no code is called so.
    public init?(code: String) {
        if let reason = OpeningReason(rawValue: code) {
            self = .open(reason)
        } else if let denial = DenialCode.allCases.first(where: { $0.code == code }) {
            self = .deny(denial)
        } else {
            return nil
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let decision = Self(code: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such code")
        }
        self = decision
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

/// Up to where a door was heard. A row of its own, behind the passages it speaks of: those of
/// somebody who is erased are gone, and the count stays.
public struct DoorHeard: Equatable, Sendable, Codable {
    public let door: DoorID
    /// The highest number taken in.
    public let highest: UInt64
    /// Numbers that were passed over so far: what the door had to drop, or lost.
    public let missedCount: UInt64

    public init(door: DoorID, highest: UInt64, missedCount: UInt64) {
        self.door = door
        self.highest = highest
        self.missedCount = missedCount
    }
}

/// What the house knows of one door's telling: up to where it has heard, and the last of it.
public struct DoorTelling: Equatable, Sendable, Codable {
    /// How many of the last numbers of a door are kept at hand; the journal has all.
    public static let lastCountMax: UInt64 = 200

    public let door: DoorID
    /// The highest number taken in.
    public internal(set) var highest: UInt64 = 0
    /// Numbers that were passed over: what the door had to drop, or lost.
    public internal(set) var missedCount: UInt64 = 0
    /// Oldest first.
    public internal(set) var last: [DoorPassed] = []

    init(door: DoorID) { self.door = door }

    mutating func take(_ passed: DoorPassed) { last.append(passed) }

    mutating func take(_ heard: DoorHeard) {
        highest = heard.highest
        missedCount = heard.missedCount
        // By number and not by count: so nobody's erasure moves the end of the list.
        last.removeAll { $0.number &+ Self.lastCountMax <= heard.highest }
    }

    mutating func forget(_ people: Set<PersonID>) {
        last.removeAll { $0.person.map(people.contains) == true }
    }
}
