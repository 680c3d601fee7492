public import Domain
public import Kernel
public import Ports

/// Who watches which zones now, and who will.
extension Doorkeeper {
    /// A watch that nobody ended is over after this.
    public static let watchSpan = Span.hours(12)
    /// The longest shift that can be planned.
    public static let shiftSpanMax = Span.hours(16)
    /// How far ahead a shift can be planned.
    public static let planSpanMax = Span.hours(24 * 400)
    /// The most weeks one plan is repeated.
    public static let weekCountMax = 26
    private static let shiftCountMax = 20_000

    func currentWatches() throws(JournalFailure) -> [Watch] {
        let now = clock.now
        return try roster.watches().filter { $0.since <= now && now < $0.until }
    }

    /// Who watches what now.
    public func watches(for viewer: Viewer) throws(JournalFailure) -> [Watch] {
        try currentWatches()
    }

    /// Shifts that are not over, the earliest first.
    public func shifts(for viewer: Viewer) throws -> [Shift] {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        return try roster.shifts(endingAfter: clock.now)
    }

    /// Those a shift can be planned for, by name.
    public func staff(for viewer: Viewer) throws -> [Account] {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        return try store.accounts().filter { $0.isActive && $0.role >= .host }.sorted {
            ($0.name, $0.id) < ($1.name, $1.id)
        }
    }

    /// Takes a zone over from whoever watches it, or leaves it.
    ///
    /// - Returns: Whose zones may have changed by it.
    public func watch(
        _ zone: ZoneID, _ number: ZoneIndex, _ takes: Bool, by viewer: Viewer
    ) throws -> [StaffID] {
        guard viewer.role >= .host, viewer.mayTake(number) else { throw EntryRefusal.notAllowed }
        let now = clock.now
        if takes {
            // Whoever takes over in a shift of their own keeps the zone until that is over.
            let own = try roster.watches().filter {
                $0.account == viewer.account && $0.since <= now && now < $0.until
            }
            let until = own.map(\.until).max() ?? now + Self.watchSpan
            try roster.endWatches(of: nil, zone: zone)
            try roster.add(Watch(account: viewer.account, zone: zone, since: now, until: until))
        } else {
            try roster.endWatches(of: viewer.account, zone: zone)
        }
        return try rosterChanged()
    }

    /// Leaves every zone.
    ///
    /// - Returns: Whose zones may have changed by it.
    public func endShift(of viewer: Viewer) throws(JournalFailure) -> [StaffID] {
        try roster.endWatches(of: viewer.account, zone: nil)
        return try rosterChanged()
    }

    /// Plans a shift, and the same in the weeks after it.
    ///
    /// - Parameter starts: When it starts, once for each week: the weeks of a year are not equally
    ///   long by the clock on the wall.
    /// - Throws: ``EntryRefusal/notAllowed``, for those who are no lead;
    ///   ``EntryRefusal/unknownAccount``; ``EntryRefusal/unknownZone``, for none at all too;
    ///   ``EntryRefusal/shiftInvalid``; ``EntryRefusal/shiftOverlaps``, with one of their own;
    ///   ``JournalFailure``.
    public func plan(
        _ account: StaffID, _ zones: [ZoneID], _ times: [Range<Instant>], by viewer: Viewer
    ) throws {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        guard let known = try store.account(account), known.isActive, known.role >= .host else {
            throw EntryRefusal.unknownAccount
        }
        let may = known.zones.isEmpty || known.role >= .lead ? nil : Set(known.zones)
        guard !zones.isEmpty, may.map({ $0.isSuperset(of: zones) }) ?? true else {
            throw EntryRefusal.unknownZone
        }
        let now = clock.now
        let fits = times.allSatisfy { time in
            time.upperBound > now && !time.isEmpty
                && time.upperBound - time.lowerBound <= Self.shiftSpanMax
                && time.lowerBound - now <= Self.planSpanMax
        }
        let coming = try roster.shifts(endingAfter: now)
        guard fits, !times.isEmpty, times.count <= Self.weekCountMax,
            coming.count + times.count <= Self.shiftCountMax
        else { throw EntryRefusal.shiftInvalid }
        let own = coming.filter { $0.account == account }
        guard
            !own.contains(where: { shift in
                times.contains { $0.overlaps(shift.startsAt..<shift.endsAt) }
            })
        else { throw EntryRefusal.shiftOverlaps }
        try roster.add(
            times.map {
                Shift(
                    account: account, zones: zones, startsAt: $0.lowerBound,
                    endsAt: $0.upperBound)
            })
    }

    /// Takes a shift off the plan. One that has begun goes on until its owner ends it.
    public func cancel(_ shift: Int64, by viewer: Viewer) throws {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        try roster.removeShift(shift)
    }

    /// Lets shifts begin and end whose time has come.
    ///
    /// - Returns: Whose zones may have changed since this was last asked.
    public func followRoster() throws(JournalFailure) -> [StaffID] {
        _ = try roster.beginShifts(at: clock.now)
        return notice(try currentWatches()) ? try hosts() : []
    }

    private func rosterChanged() throws(JournalFailure) -> [StaffID] {
        _ = notice(try currentWatches())
        return try hosts()
    }

    /// Whoever watches what others have not taken.
    private func hosts() throws(JournalFailure) -> [StaffID] {
        try store.accounts().filter { $0.role == .host && $0.isActive }.map(\.id)
    }
}
