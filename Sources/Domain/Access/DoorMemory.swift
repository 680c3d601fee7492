public import Kernel

/// What a door must not forget between two passages, nor when its power fails.
///
/// Versions and counters only grow in it: what was once newer is never again too new. Its keeper
/// has it on disk before the lock moves; a door that lost its memory waits for a newer snapshot.
///
/// `decide` judges and changes nothing; `apply` notes and never refuses.
public struct DoorMemory: Equatable, Sendable {
    /// How far a clock may run behind what was seen before it counts as turned back, and how far
    /// ahead of it the house's may be.
    public static let clockSlack = Span.seconds(2)
    /// The most bands whose counters are kept, and the most people that are known to be inside.
    public static let countMax = 1_000_000

    public let door: DoorID
    /// The highest version that this door has decided from.
    public private(set) var version: UInt64 = 0
    /// The latest moment at which the door's clock was believed.
    public private(set) var latest: Instant = .distantPast
    /// How many records this door has made.
    public private(set) var recordCount: UInt64 = 0

    /// The highest counter of each band: asked, never walked unsorted.
    var counters: [BandID: UInt32] = [:]
    /// Who came in last and has not gone out, for anti-passback: asked, never walked unsorted.
    var inside: Set<KeyHolderID> = []

    public init(door: DoorID) { self.door = door }

    /// The highest counter that a band has shown here.
    public func counter(of band: BandID) -> UInt32? { counters[band] }

    public func isInside(_ holder: KeyHolderID) -> Bool { inside.contains(holder) }

    // MARK: Decide

    /// Judges one passage. Somebody who goes out is never refused.
    ///
    /// - Returns: An opening, or the first ``DenialCode`` in the order of its cases. Where a holder
    ///   has several rights, the one that comes furthest is told.
    /// - Cost: logarithmic in the people of the snapshot; no allocation that grows with them.
    public func decide(_ passage: DoorPassage, by held: HeldSnapshot?) -> DoorDecision {
        if passage.direction == .out { return .open(.egress) }
        return judge(passage, by: held)
    }

    private func judge(_ passage: DoorPassage, by held: HeldSnapshot?) -> DoorDecision {
        guard let held else { return .deny(.noSnapshot) }
        guard held.isGenuine else { return .deny(.forgedSnapshot) }
        let snapshot = held.content
        guard snapshot.door == door else { return .deny(.wrongDoor) }
        guard snapshot.version >= version else { return .deny(.oldSnapshot) }
        guard let now = believed(passage, by: held) else { return .deny(.clockTurnedBack) }
        let holder: KeyHolderID?
        switch passage.key {
        case .unreadable: return .deny(.unreadable)
        case .bareIdentifier: return .deny(.bareIdentifier)
        case .unknownKey: return .deny(.unknownKey)
        case .forged: return .deny(.forged)
        case .band(let band, let counter):
            if let highest = counters[band], counter <= highest { return .deny(.replayed) }
            holder = snapshot.band(band)?.holder
            guard !snapshot.denies(band) else { return .deny(.revoked) }
        case .token(let claims):
            if let denial = denial(of: claims, passage, at: now) { return .deny(denial) }
            holder = claims.holder
            guard !snapshot.denies(token: claims.id) else { return .deny(.revoked) }
        }
        if let holder, snapshot.denies(holder) { return .deny(.revoked) }
        return right(of: holder, passage.key, in: snapshot, at: now)
    }

    /// The moment to judge by: never before what a clock that cannot be turned says.
    ///
    /// - Returns: `nil` when the clock was turned back.
    func believed(_ passage: DoorPassage, by held: HeldSnapshot) -> Instant? {
        let passed = held.loadedAt + max(passage.sinceLoaded, Span(milliseconds: 0))
        let floor = max(latest, held.content.issuedAt, passed)
        guard passage.now + Self.clockSlack >= floor else { return nil }
        return max(passage.now, floor)
    }

    private func denial(
        of claims: TokenClaims, _ passage: DoorPassage, at now: Instant
    ) -> DenialCode? {
        guard claims.until > claims.from, claims.until - claims.from <= TokenClaims.lifetimeMax,
            claims.until - claims.issuedAt <= TokenClaims.lifetimeMax
        else { return .lifetimeTooLong }
        let soon = now + Self.clockSlack
        guard claims.from <= soon, claims.issuedAt <= soon else { return .notYetValid }
        guard now < claims.until else { return .expired }
        guard claims.tag == nil || claims.tag == passage.tag else { return .otherTag }
        return nil
    }

    private func right(
        of holder: KeyHolderID?, _ key: PresentedKey, in snapshot: DoorSnapshot, at now: Instant
    ) -> DoorDecision {
        // A token opens its own zones only, also for who has more rights than that.
        let reaches = key.reaches(snapshot.zoneNumbers)
        let rights = reaches ? holder.map { snapshot.entries(of: $0) } ?? [] : []
        var best: DenialCode?
        for right in rights {
            guard let denial = denial(of: right, in: snapshot, at: now) else {
                return entry(of: holder, key, in: snapshot)
            }
            best = max(best ?? denial, denial)
        }
        // A token carries its right with it, for who is not on the list; a guest's lease holds.
        if case .token = key, reaches, rights.isEmpty, now < snapshot.notAfter(isStaff: false) {
            return entry(of: holder, key, in: snapshot)
        }
        let isStaff = rights.contains { $0.isStaff }
        if now >= snapshot.notAfter(isStaff: isStaff) { best = .leaseEnded }
        guard best == .leaseEnded, snapshot.failMode == .open else {
            return .deny(best ?? .notGranted)
        }
        return isFull(for: key) ? .deny(.memoryFull) : .open(.failedOpen)
    }

    private func denial(
        of right: DoorEntry, in snapshot: DoorSnapshot, at now: Instant
    ) -> DenialCode? {
        guard now < snapshot.notAfter(isStaff: right.isStaff) else { return .leaseEnded }
        guard right.time.from <= now, now < right.time.until else { return .outsideDates }
        guard !right.time.windows.isEmpty else { return nil }
        let (weekday, minute) = snapshot.civil.local(now)
        let isOpen = right.time.windows.contains { $0.contains(weekday: weekday, minute: minute) }
        return isOpen ? nil : .outsideHours
    }

    private func entry(
        of holder: KeyHolderID?, _ key: PresentedKey, in snapshot: DoorSnapshot
    ) -> DoorDecision {
        if snapshot.refusesPassback, let holder {
            guard !inside.contains(holder) else { return .deny(.alreadyInside) }
            guard inside.count < Self.countMax else { return .deny(.memoryFull) }
        }
        return isFull(for: key) ? .deny(.memoryFull) : .open(.granted)
    }

    private func isFull(for key: PresentedKey) -> Bool {
        guard case .band(let band, _) = key, counters[band] == nil else { return false }
        return counters.count >= Self.countMax
    }

    // MARK: Apply

    /// Notes a snapshot that was loaded, so that an older one is refused from now on.
    public mutating func adopt(_ held: HeldSnapshot) {
        guard held.isGenuine, held.content.door == door, held.content.version >= version else {
            return
        }
        version = held.content.version
        latest = max(latest, held.content.issuedAt)
    }

    /// Notes what was decided, also a denial.
    ///
    /// A counter is noted of every band whose code fits, whatever was decided: what was shown once
    /// is never good again. Only a key that the door knows moves anybody in or out.
    ///
    /// - Returns: What to tell the house.
    public mutating func apply(
        _ decision: DoorDecision, _ passage: DoorPassage, by held: HeldSnapshot?
    ) -> DoorRecord {
        recordCount &+= 1
        var holder: KeyHolderID?
        // Whatever else the door knows or not: a reading that was seen once is used up.
        let isFreshBand = noteCounter(of: passage.key)
        if let held, held.isGenuine, held.content.door == door, held.content.version >= version,
            let now = believed(passage, by: held)
        {
            version = held.content.version
            // A clock set far ahead is not believed for longer than this snapshot lasts.
            latest = max(latest, min(now, held.content.notAfter(isStaff: true)))
            let isFresh: Bool
            switch passage.key {
            case .unreadable, .bareIdentifier, .unknownKey, .forged: isFresh = false
            case .band(let band, _):
                holder = held.content.band(band)?.holder
                isFresh = isFreshBand
            case .token(let claims):
                holder = claims.holder
                isFresh = denial(of: claims, passage, at: now) == nil
            }
            if isFresh, held.content.refusesPassback, let holder {
                switch (passage.direction, decision) {
                case (.out, _): inside.remove(holder)
                case (.in, .open): if inside.count < Self.countMax { inside.insert(holder) }
                case (.in, .deny): break
                }
            }
        }
        return DoorRecord(
            door: door, number: recordCount, at: passage.now, direction: passage.direction,
            decision: decision, holder: holder, version: held?.content.version)
    }

    /// - Returns: Whether it is a band's, and higher than every one before it.
    private mutating func noteCounter(of key: PresentedKey) -> Bool {
        guard case .band(let band, let counter) = key else { return false }
        let known = counters[band]
        guard known.map({ counter > $0 }) ?? true else { return false }
        if known != nil || counters.count < Self.countMax { counters[band] = counter }
        return true
    }

    /// Notes that time has passed, so that a clock which is turned back later is noticed although
    /// nobody came by.
    public mutating func notice(_ passage: DoorPassage, by held: HeldSnapshot) {
        guard held.isGenuine, held.content.door == door, held.content.version >= version,
            let now = believed(passage, by: held)
        else { return }
        latest = max(latest, min(now, held.content.notAfter(isStaff: true)))
    }

    /// Goes on behind records that the house has had of this door before, when this memory is new.
    public mutating func goOn(behind count: UInt64) { recordCount &+= count }

    // MARK: Restore

    /// Grows to what was reached before.
    mutating func grow(version: UInt64, latest: Instant, recordCount: UInt64) {
        self.version = max(self.version, version)
        self.latest = max(self.latest, latest)
        self.recordCount = max(self.recordCount, recordCount)
    }

    /// Reads what follows the door in an image.
    mutating func restore(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        version = try reader.varint()
        latest = try reader.moment()
        recordCount = try reader.varint()
        for _ in 0..<(try reader.count(upTo: min(Self.countMax, reader.remaining))) {
            let band = try reader.bandID()
            counters[band] = UInt32(try reader.count(upTo: Int(UInt32.max)))
        }
        for _ in 0..<(try reader.count(upTo: min(Self.countMax, reader.remaining))) {
            inside.insert(try reader.identifier())
        }
    }
}
