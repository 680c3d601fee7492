import Domain
import Kernel
import Ports

/// The engine's state at a place in the journal, noted and not yet encoded.
struct NotedState: Sendable {
    let sequence: Sequence
    let recordedAt: Instant
    let aggregates: Aggregates
    let floors: Floors
    let ledger: Ledger
    let passes: PassBook

    /// Itself encoded, which takes its time.
    var snapshot: Snapshot {
        Snapshot(
            sequence: sequence, recordedAt: recordedAt, aggregates: aggregates,
            floors: floors.encoded, ledger: ledger.image, passes: passes.image)
    }
}

/// Encodes, seals and writes snapshots on a thread of its own: that takes tenths of a second, and
/// no signal is to wait for it.
actor SnapshotWriter {
    private let journal: any Journal
    private let executor = QueueExecutor(label: "senang.snapshots")
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    init(_ journal: any Journal) { self.journal = journal }

    /// Writes a snapshot beside the one before it.
    ///
    /// - Returns: What went wrong.
    func keep(_ state: NotedState) -> JournalFailure? {
        do throws(JournalFailure) {
            try journal.save(state.snapshot, keepsLast: true)
            return nil
        } catch {
            return error
        }
    }
}
