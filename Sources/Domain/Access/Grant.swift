public import Kernel

public enum KeyHolderNoun {}
/// Whoever holds a key. It means nothing outside the house: no name, no mail address.
public typealias KeyHolderID = Identifier<KeyHolderNoun>

public enum KeyGroupNoun {}
/// A family, a crew, a wing: whoever is given and loses doors together.
public typealias KeyGroupID = Identifier<KeyGroupNoun>

/// The 7 bytes a band's chip was made with. It names the band, and proves nothing.
public struct BandID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many bytes it has.
    public static var byteCount: Int { 7 }

    /// The bytes as one number, the first byte highest. The highest of 8 bytes is 0.
    public let number: UInt64

    /// - Returns: `nil` unless there are 7 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        number = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// - Parameter hexadecimal: 14 hexadecimal digits of either case.
    public init?(hexadecimal: String) {
        guard hexadecimal.utf8.count == Self.byteCount * 2,
            hexadecimal.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let number = UInt64(hexadecimal, radix: 16)
        else { return nil }
        self.number = number
    }

    public var bytes: [UInt8] {
        (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: number >> UInt64(48 - 8 * $0)) }
    }

    /// 14 capital hexadecimal digits, as the chip itself writes them.
    public var description: String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: Self.byteCount * 2 - digits.utf8.count) + digits
    }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// The local time of a place for the next hours: what a door is told, since it has no time zones.
public struct CivilTime: Hashable, Sendable {
    /// Minutes east of UTC, -1439 to 1439.
    public let offsetMinutes: Int
    /// When clocks change next, if they do while this is used, and to what.
    public let change: Change?

    public struct Change: Hashable, Sendable {
        public let at: Instant
        public let offsetMinutes: Int

        public init(at: Instant, offsetMinutes: Int) {
            self.at = at
            self.offsetMinutes = offsetMinutes
        }
    }

    public init(offsetMinutes: Int, change: Change? = nil) {
        self.offsetMinutes = offsetMinutes
        self.change = change
    }

    /// The local day, in days since 1970-01-01.
    public func day(_ moment: Instant) -> Int32 {
        Int32(clamping: local(of: moment).day)
    }

    private func local(of moment: Instant) -> Instant {
        var offset = offsetMinutes
        if let change, moment >= change.at { offset = change.offsetMinutes }
        return moment + .minutes(Int64(offset))
    }

    /// The weekday, 0 for Monday, and the minute of the day, 0 to 1439.
    public func local(_ moment: Instant) -> (weekday: Int, minute: Int) {
        let local = local(of: moment)
        let day = local.day
        let minute = (local - Instant(milliseconds: day &* 86_400_000)).milliseconds / 60_000
        // 1970-01-01 was a Thursday.
        return (Int(((day % 7) + 10) % 7), Int(min(max(minute, 0), 1_439)))
    }
}

/// Hours of the week: on some weekdays, from a minute on, until before a minute.
///
/// `until` at or before `from` reaches into the next day: Friday 22:00–06:00 ends on Saturday.
public struct WeekWindow: Hashable, Comparable, Sendable, Codable {
    /// Bit 0 is Monday, bit 6 Sunday: the day on which it begins.
    public let weekdays: UInt8
    /// Minutes since midnight, 0 to 1439.
    public let from: Int
    /// Minutes since midnight, 1 to 1440.
    public let until: Int

    /// - Returns: `nil` when a number is outside its bounds, or there is no weekday.
    public init?(weekdays: UInt8, from: Int, until: Int) {
        guard (1...0x7F).contains(weekdays), (0...1_439).contains(from), (1...1_440).contains(until)
        else { return nil }
        self.weekdays = weekdays
        self.from = from
        self.until = until
    }

    public func contains(weekday: Int, minute: Int) -> Bool {
        let before = (weekday + 6) % 7
        let beginsToday = weekdays >> UInt8(weekday) & 1 == 1
        guard until <= from else { return beginsToday && from <= minute && minute < until }
        return beginsToday && from <= minute
            || weekdays >> UInt8(before) & 1 == 1 && minute < until
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.weekdays, left.from, left.until) < (right.weekdays, right.from, right.until)
    }
}

/// When a right holds: between two moments, and in hours of the week.
public struct GrantTime: Hashable, Sendable, Codable {
    /// The most windows of one grant.
    public static var windowCountMax: Int { 32 }

    public let from: Instant
    /// The first moment at which it no longer holds.
    public let until: Instant
    /// None: at every hour. Sorted, each once.
    public let windows: [WeekWindow]

    public init(from: Instant, until: Instant, windows: [WeekWindow] = []) {
        self.from = from
        self.until = until
        self.windows = Array(Set(windows)).sorted()
    }
}

/// A right to go through doors, as the house gave it.
public struct Grant: Equatable, Sendable {
    public let holder: KeyHolderID
    /// Doors by themselves.
    public let doors: [DoorID]
    /// Zones: each grants every door into it.
    public let zones: [ZoneID]
    public let time: GrantTime
    public let group: KeyGroupID?
    /// Staff keys outlive a cut of the wire by an hour, guests' keys by a quarter of it.
    public let isStaff: Bool

    public init(
        holder: KeyHolderID, doors: [DoorID], zones: [ZoneID], time: GrantTime,
        group: KeyGroupID? = nil, isStaff: Bool = false
    ) {
        self.holder = holder
        self.doors = doors
        self.zones = zones
        self.time = time
        self.group = group
        self.isStaff = isStaff
    }

    /// Whether it is a right to this door. Only a zone's way in counts: out is always free.
    public func reaches(_ door: DoorID, into zone: ZoneID) -> Bool {
        doors.contains(door) || zones.contains(zone)
    }
}
