package import Domain
package import Kernel
package import Ports
import Synchronization

/// A journal in memory whose disk can fail. What was synced survives a crash; nothing else does.
///
/// A class: the world and the recovery look at one disk.
package final class SimulatedJournal: Journal {
    /// What happens to the next append.
    enum Fault: CaseIterable, Sendable {
        /// The process dies before anything is on the disk.
        case crashBefore
        /// Everything is on the disk, and the process dies before it can say so.
        case crashAfter
        /// Nothing fits any more; the process ends.
        case diskFull
        /// The disk takes its time: the clock goes on, and senders lose their patience.
        case slow
    }

    private struct State {
        var synced: [JournalEntry] = []
        /// What a lying disk has said is synced.
        var cached: [JournalEntry] = []
        var snapshots: [Snapshot] = []
        var fault: Fault?
        var lies = false
        var erases = true
        /// Rows whose keys are gone.
        var gone = Set<Sequence>()
    }

    private let state: Mutex<State>

    /// - Parameters:
    ///   - lies: The disk says that a write is synced when it is not: a negative control.
    ///   - erases: `false`: what was written for whoever is erased stays, another.
    package init(lies: Bool = false, erases: Bool = true) {
        state = Mutex(State(lies: lies, erases: erases))
    }

    func plan(_ fault: Fault?) { state.withLock { $0.fault = fault } }

    /// The power goes: what was only in the cache is gone.
    func crash() {
        state.withLock { state in
            state.cached = []
            state.fault = nil
            let head = Sequence(state.synced.count)
            state.snapshots.removeAll { $0.sequence > head }
        }
    }

    var rows: [JournalEntry] { state.withLock { $0.synced + $0.cached } }

    package var head: Sequence { state.withLock { Sequence($0.synced.count + $0.cached.count) } }

    package func hasRoom(for byteCount: Int) -> Bool { true }

    package func append(_ entries: [JournalEntry]) throws(JournalFailure) {
        let failure = state.withLock { state -> JournalFailure? in
            let next = Sequence(state.synced.count + state.cached.count) + 1
            precondition(entries.first?.sequence == next, "the journal has no gaps")
            defer { state.fault = nil }
            switch state.fault {
            case .crashBefore: return .broken(code: 1)
            case .diskFull: return .diskFull
            case .crashAfter, .slow, nil: break
            }
            if state.lies, entries.count == 1 {
                state.cached += entries
            } else {
                state.synced += state.cached + entries
                state.cached = []
            }
            return state.fault == .crashAfter ? .broken(code: 2) : nil
        }
        if let failure { throw failure }
    }

    package func read(
        after sequence: Sequence, through last: Sequence, only rows: JournalRows,
        _ body: (JournalEntry) throws(JournalFailure) -> Void
    ) throws(JournalFailure) {
        let gone = state.withLock { $0.gone }
        for entry in self.rows where entry.sequence > sequence && entry.sequence <= last {
            if gone.contains(entry.sequence) { continue }
            if rows == .blocks, case .record = entry.content { continue }
            try body(entry)
        }
    }

    package func latestSnapshot() -> Snapshot? { state.withLock { $0.snapshots.last } }
    package func save(_ snapshot: Snapshot, keepsLast: Bool) {
        state.withLock { state in
            if !keepsLast { state.snapshots = [] }
            state.snapshots.append(snapshot)
        }
    }
    package func destroyObservations(before: Instant) {}
    package func erase(_ subjects: [RecordSubject]) {
        let rows = rows
        state.withLock { state in
            guard state.erases else { return }
            for entry in rows {
                guard case .record(let record) = entry.content,
                    subjects.contains(record.subject)
                else { continue }
                state.gone.insert(entry.sequence)
            }
        }
    }
}
