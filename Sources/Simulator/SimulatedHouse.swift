import Domain
import Kernel
import Ports
import Runtime

/// A house on a disk that fails when it is told to: the real engine, the real grouping, the real
/// recovery and the erasing of the sequencer.
struct SimulatedHouse {
    static let seedOfKeys = KeySeed(first: 37, second: 41)

    /// What came of requests.
    struct Told {
        /// `nil`: no answer came.
        var answers: [Group.Answer]?
        /// Whether it is on the disk.
        let isKept: Bool
        /// Whether the process died of it and was started again.
        let wasStarted: Bool
    }

    let journal: SimulatedJournal
    var engine = Engine(seed: SimulatedHouse.seedOfKeys)
    private var next: Sequence = 1
    var clock = Instant(milliseconds: 1_800_000_000_000)

    /// - Parameter erases: `false`: what was written for whoever is erased stays.
    init(erases: Bool) { journal = SimulatedJournal(erases: erases) }

    /// When the next group is written.
    var now: Instant { max(clock, engine.clock) }

    /// Folds and writes; dies with the disk, and is then started again.
    ///
    /// - Throws: Why it could not be started again.
    mutating func commit(
        _ requests: [Group.Request], fault: SimulatedJournal.Fault?
    ) throws(JournalFailure) -> Told {
        journal.plan(fault)
        let group = Group(requests, engine: &engine, next: next, now: now)
        guard !group.entries.isEmpty else {
            return Told(answers: group.answers, isKept: true, wasStarted: false)
        }
        let before = journal.head
        do throws(JournalFailure) {
            try journal.append(group.entries)
        } catch {
            let isKept = journal.head > before
            try start()
            return Told(answers: nil, isKept: isKept, wasStarted: true)
        }
        next += Sequence(group.entries.count)
        // Nobody waits for a slow disk: everything is kept, and the answer lost.
        return Told(
            answers: fault == .slow ? nil : group.answers, isKept: true, wasStarted: false)
    }

    /// The power went, and came back.
    mutating func start() throws(JournalFailure) {
        journal.crash()
        let recovered = try Recovery(from: journal, seed: Self.seedOfKeys)
        (engine, next) = (recovered.engine, recovered.head + 1)
    }

    func snapshot(keepsLast: Bool) {
        journal.save(
            Snapshot(
                sequence: next - 1, recordedAt: engine.clock, aggregates: engine.aggregates,
                floors: engine.floors.encoded, ledger: engine.ledger.image,
                passes: engine.passes.image), keepsLast: keepsLast)
    }

    /// As the sequencer does: a snapshot of this moment, the journal, the state, a snapshot in
    /// place of all older ones. Cut off half-way it is asked for again.
    ///
    /// - Throws: Why it could not be started again.
    mutating func forget(
        _ name: PersonID, isCutOff: Bool, snapshotsFirst: Bool
    ) throws(JournalFailure) {
        var without = engine
        // Whoever is gone already after a start is refused: then there is nothing more to do.
        guard let subjects = try? without.forget(name) else { return }
        if snapshotsFirst { snapshot(keepsLast: true) }
        journal.erase(subjects)
        if isCutOff {
            try start()
            return try forget(name, isCutOff: false, snapshotsFirst: snapshotsFirst)
        }
        engine = without
        snapshot(keepsLast: false)
    }
}
