public import Domain
public import Kernel

/// Somebody watches a zone, from when until when.
public struct Watch: Equatable, Sendable {
    public let account: StaffID
    public let zone: ZoneID
    public let since: Instant
    public let until: Instant

    public init(account: StaffID, zone: ZoneID, since: Instant, until: Instant) {
        self.account = account
        self.zone = zone
        self.since = since
        self.until = until
    }
}

/// A planned time of work: at its start its zones are watched by whoever it is for.
public struct Shift: Equatable, Sendable {
    /// Given by the book.
    public let number: Int64
    public let account: StaffID
    public let zones: [ZoneID]
    public let startsAt: Instant
    public let endsAt: Instant

    public init(
        number: Int64 = 0, account: StaffID, zones: [ZoneID], startsAt: Instant, endsAt: Instant
    ) {
        self.number = number
        self.account = account
        self.zones = zones
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}

/// Who watches what, and who will, kept durably.
public protocol RosterBook: Sendable {
    /// By account and zone; those that are over too.
    func watches() throws(JournalFailure) -> [Watch]
    func add(_ watch: Watch) throws(JournalFailure)
    /// - Parameters: `nil` stands for all.
    func endWatches(of account: StaffID?, zone: ZoneID?) throws(JournalFailure)

    /// Shifts that are not over, the earliest first.
    func shifts(endingAfter now: Instant) throws(JournalFailure) -> [Shift]
    func add(_ shifts: [Shift]) throws(JournalFailure)
    func removeShift(_ number: Int64) throws(JournalFailure)
    /// Begins, in one step, every shift whose time has come: its zones go from whoever watches
    /// them to whoever it is for. Each begins once; one that is over meanwhile, never.
    ///
    /// - Returns: Those that began.
    func beginShifts(at now: Instant) throws(JournalFailure) -> [Shift]
}
