public import Domain
public import Kernel
public import Ports
import Synchronization

/// The one place where order is made: whatever comes in at the same time is put into one group,
/// folded, written in one transaction, and only then answered and shown.
///
/// The group closes when the previous one is on disk, or at 8 MiB. Everything downstream of here is
/// deterministic. Any failure to write ends the process: see ``Sequencer/Ending``.
public actor Sequencer {
    /// The most bytes of observations in one group.
    public static let groupByteCountMax = 8 << 20
    /// The most bytes that wait to be put into a group; more is refused at once.
    public static let waitingByteCountMax = 64 << 20
    /// Observations between two snapshots: what a restart has to fold again.
    public static let observationsBetweenSnapshots = 2_000_000
    /// The longest between two snapshots, so that one can always be opened.
    public static let spanBetweenSnapshots = Span.minutes(20)

    /// Called when the process must not go on. Never returns in production.
    public typealias Ending = @Sendable (JournalFailure) -> Void

    fileprivate enum Item: Sendable {
        case batch(SourceIndex, SignalBatch, CheckedContinuation<BatchOutcome, any Error>)
        case command(Command, CheckedContinuation<Void, any Error>)
        case commands(
            [Command], CheckedContinuation<[Result<Bool, CommandRefusal>], any Error>)
        case tap(Tap, CheckedContinuation<TapAnswer, any Error>)

        var byteCount: Int {
            switch self {
            case .batch(_, let batch, _): batch.segment.count + 64 * batch.observations.count
            case .command: 1_024
            case .commands(let commands, _): 1_024 * commands.count
            case .tap(let tap, _): 1_024 + tap.text.utf8.count
            }
        }
    }

    private struct Inbox {
        var items: [Item] = []
        var byteCount = 0
        var isDraining = false
    }

    private let executor = QueueExecutor(label: "senang.sequencer")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let inbox = Mutex(Inbox())
    private let journal: any Journal
    private let clock: any Clock
    private let feed: any CueFeed
    private let keys: (any KeyFeed)?
    private let insight: (any InsightFeed)?
    private let voices: VoicePile?
    private var toldKeyVersion: UInt64
    private let end: Ending
    private var engine: Engine
    private var next: Sequence
    private var hasEnded = false
    private var observationsSinceSnapshot = 0
    private var snapshotAt: Instant
    private let snapshots: SnapshotWriter
    /// The snapshot that is being written while signals go on being taken in.
    private var snapshotUnderWay: Task<Void, Never>?
    private var forgotAt = Instant.distantPast
    private var picture: (picture: FloorPicture, at: Instant, zoneCount: Int)?
    /// How old the picture of the floor may be.
    static let pictureSpan = Span(milliseconds: 900)

    /// - Parameters:
    ///   - keys: Told when keys or rights have moved and that is on disk.
    ///   - insight: Told the same of wishes, leave and names.
    ///   - voices: Told the same of what people say.
    public init(
        recovered: Recovery, journal: any Journal, clock: any Clock, feed: any CueFeed,
        keys: (any KeyFeed)? = nil, insight: (any InsightFeed)? = nil,
        voices: VoicePile? = nil, end: @escaping Ending
    ) {
        engine = recovered.engine
        next = recovered.head + 1
        observationsSinceSnapshot = recovered.observationCount
        self.journal = journal
        snapshots = SnapshotWriter(journal)
        self.clock = clock
        self.feed = feed
        self.keys = keys
        self.insight = insight
        self.voices = voices
        toldKeyVersion = recovered.engine.bands.keyVersion
        self.end = end
        snapshotAt = recovered.snapshotAt
    }

    // MARK: In

    /// Takes in a batch and returns when it is on disk.
    ///
    /// - Throws: ``Overload`` before anything was done; ``JournalFailure``.
    public nonisolated func submit(
        _ batch: SignalBatch, from source: SourceIndex
    ) async throws -> BatchOutcome {
        guard journal.hasRoom(for: batch.segment.count) else { throw JournalFailure.diskFull }
        return try await withCheckedThrowingContinuation { continuation in
            enqueue(.batch(source, batch, continuation))
        }
    }

    /// Carries out a command and returns when what it did is on disk.
    ///
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public nonisolated func submit(_ command: Command) async throws {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(.command(command, continuation))
        }
    }

    /// Carries out commands one after another, each judged by itself, and returns when what they
    /// did is on disk.
    ///
    /// - Returns: One a command: whether anything was to be done, or why not.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public nonisolated func submit(
        _ commands: [Command]
    ) async throws -> [Result<Bool, CommandRefusal>] {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(.commands(commands, continuation))
        }
    }

    /// Judges a tap and answers when what follows from it is on disk.
    ///
    /// - Throws: ``Overload`` before anything was done; ``JournalFailure``.
    public nonisolated func submit(_ tap: Tap) async throws -> TapAnswer {
        guard journal.hasRoom(for: tap.text.utf8.count) else { throw JournalFailure.diskFull }
        return try await withCheckedThrowingContinuation { continuation in
            enqueue(.tap(tap, continuation))
        }
    }

    private nonisolated func enqueue(_ item: Item) {
        let (isRefused, mustWake) = inbox.withLock { inbox in
            guard inbox.byteCount + item.byteCount <= Self.waitingByteCountMax else {
                return (true, false)
            }
            inbox.items.append(item)
            inbox.byteCount += item.byteCount
            defer { inbox.isDraining = true }
            return (false, !inbox.isDraining)
        }
        if isRefused { item.refuse(with: Overload()) }
        if mustWake { Task { await drain() } }
    }

    /// Looks at the engine between two groups, when all it holds is on disk.
    public func read<Value: Sendable>(_ body: @Sendable (Engine) -> Value) -> Value {
        body(engine)
    }

    /// As ``read(_:)``, with the place of the last row.
    public func readWithHead<Value: Sendable>(
        _ body: @Sendable (Engine, Sequence) -> Value
    ) -> Value {
        body(engine, next - 1)
    }

    /// Looks at the engine and at who is where, which is at most a second old.
    public func readFloor<Value: Sendable>(
        at now: Instant, _ body: @Sendable (Engine, FloorPicture) -> Value
    ) -> Value {
        let isFresh =
            picture.map { now - $0.at < Self.pictureSpan && $0.zoneCount == engine.zones.count }
            ?? false
        if !isFresh { picture = (engine.picture, now, engine.zones.count) }
        return body(engine, picture?.picture ?? engine.picture)
    }

    // MARK: A group

    private func drain() {
        let items = takeGroup()
        guard !items.isEmpty else { return }
        commit(items)
        // One group at a time, so that reads and ticks come in between.
        Task { drain() }
    }

    private func takeGroup() -> [Item] {
        inbox.withLock { inbox in
            var count = 0
            var byteCount = 0
            for item in inbox.items {
                guard byteCount == 0 || byteCount + item.byteCount <= Self.groupByteCountMax else {
                    break
                }
                byteCount += item.byteCount
                count += 1
            }
            let items = Array(inbox.items.prefix(count))
            inbox.items.removeFirst(count)
            inbox.byteCount -= byteCount
            if items.isEmpty { inbox.isDraining = false }
            return items
        }
    }

    /// Folds and writes what time alone makes certain, when there is something.
    public func tick() {
        let now = max(clock.now, engine.clock)
        if engine.wantsTick(at: now) { commit([]) }
        if now - snapshotAt > Self.spanBetweenSnapshots { beginSnapshot() }
        if now - forgotAt > .minutes(1) { forgetTheDay(at: now) }
    }

    private func commit(_ items: [Item]) {
        guard !hasEnded else { return items.forEach { $0.refuse(with: Overload()) } }
        let now = max(clock.now, engine.clock)
        let group = Group(items.map(\.request), engine: &engine, next: next, now: now)
        guard write(group) else { return items.forEach { $0.refuse(with: Overload()) } }
        feed.publish(group.cueEvents, through: next - 1)
        tellKeys()
        for (item, answer) in zip(items, group.answers) { item.resume(with: answer) }
        observationsSinceSnapshot += items.reduce(0) { $0 + $1.observationCount }
        if observationsSinceSnapshot >= Self.observationsBetweenSnapshots { beginSnapshot() }
    }

    /// Rings for doors, once what moved is on disk.
    private func tellKeys() {
        let version = engine.bands.keyVersion
        guard version != toldKeyVersion else { return }
        toldKeyVersion = version
        keys?.keysMoved(to: version)
    }

    private func write(_ group: Group) -> Bool {
        guard !group.entries.isEmpty else { return true }
        do throws(JournalFailure) {
            try journal.append(group.entries)
            next += Sequence(group.entries.count)
            insight?.take(group.entries)
            voices?.take(group.entries)
            return true
        } catch {
            // The engine is ahead of the disk now. Going on would answer with what is not kept.
            hasEnded = true
            end(error)
            return false
        }
    }

    // MARK: Snapshots

    /// Keeps the state as it is now and returns when it is on disk; what comes before need not be
    /// folded again.
    public func takeSnapshot() async {
        await snapshotWritten()
        beginSnapshot()
        await snapshotWritten()
    }

    /// Notes the state as it is now, and leaves encoding, sealing and writing it to another thread.
    private func beginSnapshot() {
        guard snapshotUnderWay == nil, let state = noteState() else { return }
        let snapshots = snapshots
        snapshotUnderWay = Task {
            let failure = await snapshots.keep(state)
            snapshotUnderWay = nil
            if let failure { endIfBroken(failure) }  // Otherwise the older snapshot still serves.
        }
    }

    private func snapshotWritten() async {
        while let snapshotUnderWay { await snapshotUnderWay.value }
    }

    private func noteState() -> NotedState? {
        guard !hasEnded, next > 1 else { return nil }
        snapshotAt = max(clock.now, engine.clock)
        observationsSinceSnapshot = 0
        return NotedState(
            sequence: next - 1, recordedAt: snapshotAt, aggregates: engine.aggregates,
            floors: engine.floors, ledger: engine.ledger, passes: engine.passes)
    }

    /// Destroys the keys of observations that have been kept for their day.
    private func forgetTheDay(at now: Instant) {
        forgotAt = now
        do throws(JournalFailure) {
            try journal.destroyObservations(before: now - Engine.keptSpan)
        } catch {
            endIfBroken(error)  // Otherwise it is tried again in a minute.
        }
    }

    private func endIfBroken(_ failure: JournalFailure) {
        switch failure {
        case .broken, .damaged:
            hasEnded = true
            end(failure)
        case .diskFull, .inUse, .unavailable: break
        }
    }

    /// Forgets a person: destroys the keys of everything that was written for them or for a token
    /// linked to them, then keeps a snapshot without them in place of all older ones.
    ///
    /// Everything else waits meanwhile. Ended half-way it can be asked for again: until the new
    /// snapshot is there, one of this very moment still knows the person and all their names.
    ///
    /// - Throws: ``CommandRefusal/unknownPerson``; ``JournalFailure``.
    public func erase(_ person: PersonID) async throws {
        // One that still knows the person must not come after the one that does not.
        await snapshotWritten()
        try release(whoRestsOn: person)
        var without = engine
        let forgotten = try without.forget(person)
        // Ended half-way, an older snapshot would no longer know who was one with them: what said
        // so is gone from the journal, and asked again, somebody of theirs would be left standing.
        if let state = noteState() { try journal.save(state.snapshot, keepsLast: true) }
        try journal.erase(forgotten)
        engine = without
        tellKeys()
        insight?.moved(forgotten)
        voices?.moved(forgotten)
        if let state = noteState() { try journal.save(state.snapshot, keepsLast: false) }
    }
}

extension Sequencer {
    /// Writes what must stand before a person can be forgotten.
    private func release(whoRestsOn person: PersonID) throws {
        let commands = engine.commands(beforeForgetting: person)
        guard !commands.isEmpty else { return }
        guard !hasEnded else { throw Overload() }
        let now = max(clock.now, engine.clock)
        let group = Group(commands.map { .command($0) }, engine: &engine, next: next, now: now)
        guard write(group) else { throw Overload() }
        feed.publish(group.cueEvents, through: next - 1)
    }
}

/// Too much is waiting: nothing was taken in, try again later.
public struct Overload: Error, Sendable {
    public init() {}
}

extension Sequencer.Item {
    fileprivate var request: Group.Request {
        switch self {
        case .batch(let source, let batch, _): .batch(SourcedBatch(source: source, batch: batch))
        case .command(let command, _): .command(command)
        case .commands(let commands, _): .commands(commands)
        case .tap(let tap, _): .tap(tap)
        }
    }

    fileprivate var observationCount: Int {
        if case .batch(_, let batch, _) = self { return batch.observations.count }
        return 0
    }

    fileprivate func resume(with answer: Group.Answer) {
        switch (self, answer) {
        case (.batch(_, _, let continuation), .outcome(let outcome)):
            continuation.resume(returning: outcome)
        case (.command(_, let continuation), .carriedOut): continuation.resume()
        case (.command(_, let continuation), .refused(let refusal)):
            continuation.resume(throwing: refusal)
        case (.commands(_, let continuation), .each(let results)):
            continuation.resume(returning: results)
        case (.tap(_, let continuation), .shown(let answer)):
            continuation.resume(returning: answer)
        default: preconditionFailure("a group answers each request in its own kind")
        }
    }

    fileprivate func refuse(with error: any Error) {
        switch self {
        case .batch(_, _, let continuation): continuation.resume(throwing: error)
        case .command(_, let continuation): continuation.resume(throwing: error)
        case .commands(_, let continuation): continuation.resume(throwing: error)
        case .tap(_, let continuation): continuation.resume(throwing: error)
        }
    }
}
