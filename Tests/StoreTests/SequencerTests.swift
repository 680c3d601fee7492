import Dispatch
import Domain
import Kernel
import Ports
import Runtime
import Simulator
import Synchronization
import Testing

@Suite("Sequencer")
struct SequencerTests {
    @Test("A person is erased after a snapshot that still knows them is written, not before")
    func eraseWaitsForSnapshot() async throws {
        let journal = HeldSnapshots()
        let sequencer = try Self.sequencer(journal)
        let person = try #require(PersonID("somebody"))
        try await sequencer.submit(.link(try #require(Token("band")), to: person))

        async let kept: Void = sequencer.takeSnapshot()
        while !journal.isSaving { await Task.yield() }
        async let erased: Void = sequencer.erase(person)
        try await Task.sleep(for: .milliseconds(50))
        journal.letGo()
        journal.letGo()
        await kept
        try await erased

        // The second is of the very moment before the keys are destroyed.
        #expect(journal.saved == [true, true, false])
        #expect(journal.savedBeforeErasing == 2)
    }

    @Test("Signals and staff wait for no snapshot")
    func snapshotHoldsNobodyUp() async throws {
        let journal = HeldSnapshots()
        let sequencer = try Self.sequencer(journal)

        async let kept: Void = sequencer.takeSnapshot()
        while !journal.isSaving { await Task.yield() }
        try await sequencer.submit(.installRules([]))

        #expect(journal.saved == [])
        journal.letGo()
        await kept
        #expect(journal.saved == [true])
    }

    private static func sequencer(_ journal: any Journal) throws -> Sequencer {
        try journal.append([Rows.record(1)])
        return Sequencer(
            recovered: try Recovery(from: journal, seed: KeySeed(first: 1, second: 2)),
            journal: journal, clock: Noon(), feed: NoScreens(), end: { _ in })
    }
}

/// A journal in memory, whose snapshots are written once they are let go.
private final class HeldSnapshots: Journal {
    private let base = SimulatedJournal(lies: false)
    private let gate = DispatchSemaphore(value: 0)
    private let state = Mutex((isSaving: false, saved: [Bool](), savedBeforeErasing: 0))

    var isSaving: Bool { state.withLock { $0.isSaving } }
    /// What has been written, in order: whether the one before was kept too.
    var saved: [Bool] { state.withLock { $0.saved } }
    /// How many snapshots stood when keys were destroyed.
    var savedBeforeErasing: Int { state.withLock { $0.savedBeforeErasing } }
    func letGo() { gate.signal() }

    func save(_ snapshot: Snapshot, keepsLast: Bool) {
        state.withLock { $0.isSaving = true }
        if keepsLast { gate.wait() }
        state.withLock { $0 = (false, $0.saved + [keepsLast], $0.savedBeforeErasing) }
    }

    var head: Sequence { base.head }
    func append(_ entries: [JournalEntry]) throws(JournalFailure) { try base.append(entries) }
    func read(
        after sequence: Sequence, through last: Sequence, only rows: JournalRows,
        _ body: (JournalEntry) throws(JournalFailure) -> Void
    ) throws(JournalFailure) {
        try base.read(after: sequence, through: last, only: rows, body)
    }
    func hasRoom(for byteCount: Int) -> Bool { true }
    func latestSnapshot() -> Snapshot? { nil }
    func destroyObservations(before: Instant) {}
    func erase(_ subjects: [RecordSubject]) {
        state.withLock { $0.savedBeforeErasing = $0.saved.count }
    }
}

private struct Noon: Clock {
    var now: Instant { Rows.noon }
}

private struct NoScreens: CueFeed {
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {}
}
