public import Domain
public import Kernel
public import Ports
import Synchronization

/// Tells the doors of a venue who may come in, and takes in what they tell.
///
/// A door asks and waits; the moment keys move it is answered with a change of what it has, signed.
/// When nothing moves it is answered that nothing did, which is what its lease is renewed by. It is
/// given all of it anew when what it builds on is unknown or old, or the change has grown.
public actor Doorman {
    /// The longest that a door waits for news.
    public static let waitSecondsMax = 25
    /// The most doors that wait at once, and the most waits of one door: an agent has one, and one
    /// that it has given up on may still be there.
    public static let waiterCountMax = 4_096
    public static let waiterCountMaxOfDoor = 4
    /// The most records that are taken in at once.
    public static let recordCountMax = 500
    /// How old what changes build on may be: from this to twice as much, by door.
    static let baseSpan = Span.minutes(5)
    /// A change is sent while it is at most so small a part of what it builds on, from this to
    /// twice as much by door…
    static let changeShare = 8
    /// … or at most so many bytes.
    static let smallByteCount = 1_024

    /// What a door says that it has.
    public struct Known: Equatable, Sendable {
        /// What it decides from; 0: nothing.
        public let version: UInt64
        /// What its changes build on; 0: nothing.
        public let base: UInt64

        public init(version: UInt64, base: UInt64) {
            self.version = version
            self.base = base
        }
    }

    /// What one door builds on.
    struct Base {
        let version: UInt64
        let keyVersion: UInt64
        let issuedAt: Instant
        let denials: DoorDenials
        let byteCount: Int
        let door: Door
        let zoneNumbers: [UInt32]

        /// How much more patient a door is than others, 0 to 255, by its name. Doors that began
        /// together, or that were told much at once, are so given all anew one after another: it is
        /// the most that they can be told, and somebody who is blocked meanwhile stays so much
        /// longer unknown to the last of them.
        private var patience: Int {
            Int(door.id.utf8.reduce(UInt8(0)) { $0 &* 31 &+ $1 })
        }

        func isFresh(at now: Instant) -> Bool {
            let span = Doorman.baseSpan.milliseconds
            return now - issuedAt
                < Span(milliseconds: span + span * Int64(patience) / 256)
        }

        func hasRoom(for change: Int) -> Bool {
            let room = byteCount / Doorman.changeShare
            return change <= max(room + room * patience / 256, Doorman.smallByteCount)
        }
    }

    struct DoorState {
        var base: Base?
        /// The newest that it was answered, and the keys' version then.
        var told: (version: UInt64, keyVersion: UInt64, issuedAt: Instant)?
        var heardAt: Instant?
        /// When the newest word was issued that the door says it has.
        var heldFrom: Instant?
        /// When it last told something else under a number that it had told before.
        var doubledAt: Instant?
    }

    private struct Waiter {
        let door: DoorID
        let woken: CheckedContinuation<Void, Never>
        let timer: Task<Void, Never>
    }

    private let executor = QueueExecutor(label: "senang.doorman")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    let sequencer: Sequencer
    private let bell: KeyBell
    private let signer: any DoorSigner
    private let keys: DoorKeyring
    private let issuers: [TokenIssuer]
    private let clock: any Clock
    private let nearest: NearestStaff?
    let venue: @Sendable () -> Venue
    private let civil: @Sendable (Instant) -> CivilTime
    /// The last version that was given out. Drawn while the engine is read, so that a higher one
    /// never tells of an earlier state.
    private let lastVersion = Mutex<UInt64>(0)
    var states: [DoorID: DoorState] = [:]
    private var waiters: [Int: Waiter] = [:]
    private var nextWaiter = 0
    private var isEnding = false
    /// Everybody's rights, until keys move: doors that start together ask together.
    private var everybody: (keyVersion: UInt64, grants: [Grant], bands: [DoorBand])?

    /// - Parameters:
    ///   - bell: What the sequencer tells that keys have moved.
    ///   - issuers: Whose tokens doors are to believe.
    ///   - nearest: Who is called when a door stays shut; `nil`: nobody.
    ///   - venue: The venue as it is now.
    ///   - civil: Its local time for the next hours.
    public init(
        _ sequencer: Sequencer, bell: KeyBell, signer: any DoorSigner, keys: DoorKeyring,
        issuers: [TokenIssuer], clock: any Clock, nearest: NearestStaff? = nil,
        venue: @escaping @Sendable () -> Venue,
        civil: @escaping @Sendable (Instant) -> CivilTime
    ) {
        self.sequencer = sequencer
        self.bell = bell
        self.signer = signer
        self.keys = keys
        self.issuers = issuers
        self.clock = clock
        self.nearest = nearest
        self.venue = venue
        self.civil = civil
        bell.answer { [weak self] in Task { await self?.wakeAll() } }
    }

    // MARK: Keys

    /// The door a key belongs to.
    public nonisolated func door(key: String) -> DoorID? { keys.door(key: key) }

    /// Makes a key for a door. It is shown once and kept as a digest.
    ///
    /// - Throws: ``DoorRefusal``; ``JournalFailure``.
    public func open(_ door: DoorID) throws -> (key: String, housePublicKey: [UInt8]) {
        _ = try settings(of: door)
        return (try keys.makeKey(of: door), signer.publicKey)
    }

    /// Makes every key of a door worthless at once, also of one that the venue has no more.
    ///
    /// - Throws: ``DoorRefusal/unknownDoor`` when the venue has no such door and no key is one's
    ///   of that name; ``JournalFailure``.
    public func close(_ door: DoorID) throws {
        guard keys.hasKey(of: door) || venue().doors.contains(where: { $0.id == door }) else {
            throw DoorRefusal.unknownDoor
        }
        try keys.revoke(door)
        states[door] = nil
        for (number, waiter) in waiters.sorted(by: { $0.key < $1.key }) where waiter.door == door {
            wake(number)
        }
    }

    private func settings(of door: DoorID) throws(DoorRefusal) -> (Door, DoorLock) {
        guard let found = venue().doors.first(where: { $0.id == door }) else {
            throw .unknownDoor
        }
        guard let lock = found.lock else { throw .noAgent }
        return (found, lock)
    }

    // MARK: News

    /// What is new at a door, signed: at once when something is, otherwise once something is, and
    /// at the end of the wait in any case.
    ///
    /// - Throws: ``DoorRefusal``; ``Overload``; what signing throws.
    public func news(
        for door: DoorID, since known: Known, waitSeconds: Int
    ) async throws -> [UInt8] {
        states[door, default: DoorState()].heardAt = clock.now
        if let told = states[door]?.told, told.version == known.version {
            states[door]?.heldFrom = told.issuedAt
        }
        if isUpToDate(door, known), waitSeconds > 0 {
            try await wait(at: door, seconds: min(waitSeconds, Self.waitSecondsMax))
        }
        let (settings, lock) = try settings(of: door)
        return try signer.seal(await word(for: settings, lock, known))
    }

    private func isUpToDate(_ door: DoorID, _ known: Known) -> Bool {
        guard let state = states[door], let base = state.base, let told = state.told else {
            return false
        }
        return base.version == known.base && told.version == known.version
            && told.keyVersion == bell.keyVersion && settingsHold(base)
            && base.isFresh(at: clock.now)
    }

    private func settingsHold(_ base: Base) -> Bool {
        venue().doors.first { $0.id == base.door.id } == base.door
    }

    private enum Drawn: Sendable {
        case changes([DoorChange.HolderChange])
        case all([Grant], [DoorBand])
        /// As ``everybody`` has it.
        case same
    }

    private struct Draft: Sendable {
        let version: UInt64
        let keyVersion: UInt64
        let issuedAt: Instant
        let denials: DoorDenials
        let zoneNumbers: [UInt32]
        let drawn: Drawn
    }

    private func word(for door: Door, _ lock: DoorLock, _ known: Known) async -> DoorWord {
        if let base = states[door.id]?.base, base.version == known.base, base.door == door,
            base.isFresh(at: clock.now)
        {
            let draft = await draw(for: door, since: base.keyVersion, held: nil)
            if case .changes(let holders) = draft.drawn, draft.zoneNumbers == base.zoneNumbers {
                let (denied, lifted) = DoorChange.difference(from: base.denials, to: draft.denials)
                let change = DoorChange(
                    door: door.id, base: base.version, version: draft.version,
                    issuedAt: draft.issuedAt, civil: civil(draft.issuedAt), holders: holders,
                    denied: denied, lifted: lifted)
                if base.hasRoom(for: change.bytes.count) {
                    told(door.id, draft)
                    return .change(change)
                }
            }
        }
        return .snapshot(await snapshot(of: door, lock))
    }

    private func snapshot(of door: Door, _ lock: DoorLock) async -> DoorSnapshot {
        // What is held now, and not what others will have put there while the engine was read.
        var rights = everybody
        let draft = await draw(for: door, since: nil, held: rights?.keyVersion)
        if case .all(let grants, let bands) = draft.drawn {
            rights = (draft.keyVersion, grants, bands)
            if everybody.map({ $0.keyVersion < draft.keyVersion }) ?? true { everybody = rights }
        }
        let entries = (rights?.grants ?? []).compactMap { $0.entry(at: door) }
        let holders = Set(entries.map(\.holder))
        let snapshot = DoorSnapshot(
            door: door.id, version: draft.version, issuedAt: draft.issuedAt,
            civil: civil(draft.issuedAt), failMode: lock.failMode,
            refusesPassback: lock.refusesPassback, zoneNumbers: draft.zoneNumbers,
            issuers: issuers, entries: entries,
            bands: (rights?.bands ?? []).filter { holders.contains($0.holder) },
            denials: draft.denials)
        told(door.id, draft)
        states[door.id]?.base = Base(
            version: draft.version, keyVersion: draft.keyVersion, issuedAt: draft.issuedAt,
            denials: draft.denials, byteCount: snapshot.bytes.count, door: door,
            zoneNumbers: draft.zoneNumbers)
        return snapshot
    }

    private func told(_ door: DoorID, _ draft: Draft) {
        let before = states[door]?.told?.version ?? 0
        guard draft.version > before else { return }
        states[door, default: DoorState()].told = (
            draft.version, draft.keyVersion, draft.issuedAt
        )
    }

    /// Reads what a word is made of, between two groups.
    ///
    /// - Parameters:
    ///   - since: `nil`: everybody is asked for.
    ///   - held: The keys' version of what the caller holds of everybody.
    private func draw(for door: Door, since: UInt64?, held: UInt64?) async -> Draft {
        let (now, doorman) = (clock.now, self)
        return await sequencer.read { engine in
            let moment = max(now, engine.clock)
            let version = doorman.lastVersion.withLock { last in
                last = max(last + 1, UInt64(max(moment.milliseconds, 0)))
                return last
            }
            let bands = engine.bands
            let drawn: Drawn
            if let since, let changed = bands.holdersChanged(since: since) {
                drawn = .changes(
                    changed.map { holder in
                        let entries = bands.grants(of: holder).compactMap { $0.entry(at: door) }
                        return DoorChange.HolderChange(
                            holder: holder, entries: entries,
                            bands: entries.isEmpty ? [] : bands.doorBands(of: holder))
                    })
            } else if held == bands.keyVersion {
                drawn = .same
            } else {
                drawn = .all(bands.grants(), bands.doorBands())
            }
            return Draft(
                version: version, keyVersion: bands.keyVersion, issuedAt: moment,
                denials: bands.denials(at: moment),
                zoneNumbers: engine.tokenZone(door.to).map { [$0] } ?? [], drawn: drawn)
        }
    }

    // MARK: Waiting

    private func wait(at door: DoorID, seconds: Int) async throws {
        let ofDoor = waiters.count { $0.value.door == door }
        guard !isEnding, waiters.count < Self.waiterCountMax, ofDoor < Self.waiterCountMaxOfDoor
        else {
            throw Overload()
        }
        let number = nextWaiter
        nextWaiter += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { woken in
                let timer = Task {
                    try? await Task.sleep(for: .seconds(seconds))  // Cancelled: it was woken.
                    wake(number)
                }
                waiters[number] = Waiter(door: door, woken: woken, timer: timer)
            }
        } onCancel: {
            Task { await self.wake(number) }
        }
    }

    /// Whether a door waits for news now.
    public func isWaiting(at door: DoorID) -> Bool { waiters.contains { $0.value.door == door } }

    private func wake(_ number: Int) {
        guard let waiter = waiters.removeValue(forKey: number) else { return }
        waiter.timer.cancel()
        waiter.woken.resume()
    }

    /// Answers every door that waits, and lets none wait any more: the server is about to end, and
    /// would else stay for as long as the longest of them.
    public func endWaits() {
        isEnding = true
        wakeAll()
    }

    private func wakeAll() {
        everybody = nil
        for (number, _) in waiters.sorted(by: { $0.key < $1.key }) { wake(number) }
    }

    // MARK: Records

    /// Takes in what a door tells, and answers when it is on disk.
    ///
    /// - Parameter records: At most ``recordCountMax``, of this door.
    /// - Returns: Up to which number the house has them.
    /// - Throws: ``CommandRefusal/doubled``; ``CommandRefusal/tooManyDoors``; ``Overload``;
    ///   ``JournalFailure``.
    public func take(_ records: [DoorPassed], of door: DoorID) async throws -> UInt64 {
        let own = records.filter { $0.door == door }.prefix(Self.recordCountMax)
        guard !own.isEmpty else { return await heard(door) }
        do {
            try await sequencer.submit(.notePassages(await calling(Array(own))))
        } catch CommandRefusal.doubled {
            states[door, default: DoorState()].doubledAt = clock.now
            throw CommandRefusal.doubled
        }
        return await heard(door)
    }

    /// With where, and whom a door that stayed shut calls: who is on shift is known here alone.
    private func calling(_ records: [DoorPassed]) async -> [DoorPassed] {
        let now = clock.now
        guard let nearest, records.contains(where: { $0.isToCall(at: now) }) else {
            return records
        }
        let known = await nearest.look(at: now)
        return records.map { record in
            guard record.isToCall(at: now),
                let door = known.venue.doors.first(where: { $0.id == record.door }),
                let side = door.side(of: record.direction), let zone = known.zones[side]
            else { return record }
            return record.calling(known.reach(of: zone, side), to: zone)
        }
    }

    /// Up to which number the house has a door's records.
    public func heard(_ door: DoorID) async -> UInt64 {
        await sequencer.read { $0.telling(of: door)?.highest ?? 0 }
    }
}

extension Grant {
    fileprivate func entry(at door: Door) -> DoorEntry? {
        guard reaches(door.id, into: door.to) else { return nil }
        return DoorEntry(holder: holder, isStaff: isStaff, group: group, time: time)
    }
}
