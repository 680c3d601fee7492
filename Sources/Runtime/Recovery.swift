public import Domain
public import Kernel
public import Ports

/// The state as the journal tells it: the newest snapshot, and everything since folded onto it.
public struct Recovery: Sendable {
    public let engine: Engine
    public let head: Sequence
    /// Observations folded again.
    public let observationCount: Int
    public let snapshotAt: Instant

    /// - Parameters:
    ///   - journal: Read from the snapshot to its head.
    ///   - seed: The data directory's secret.
    ///   - usesSnapshot: `false` folds the journal from its first row, as far as it can be read.
    /// - Throws: ``JournalFailure``.
    /// - Cost: linear in the observations since the snapshot, and in the ids of the last day.
    public init(
        from journal: any Journal, seed: KeySeed, usesSnapshot: Bool = true
    ) throws(JournalFailure) {
        var state = State(engine: Engine(seed: seed), seed: seed)
        var start: Sequence = 0
        var snapshotAt = Instant.distantPast
        if usesSnapshot, let snapshot = try journal.latestSnapshot() {
            state.engine = try Self.engine(of: snapshot, seed: seed)
            start = snapshot.sequence
            snapshotAt = snapshot.recordedAt
            try journal.read(after: 0, through: start, only: .blocks) {
                entry throws(JournalFailure) in
                try state.restoreIdentifiers(entry)
            }
            state.engine.restoreWindows(from: snapshot.aggregates)
        }
        let head = try journal.head
        try journal.read(after: start, through: head, only: .all) { entry throws(JournalFailure) in
            try state.fold(entry)
        }
        engine = state.engine
        self.head = head
        observationCount = state.observationCount
        self.snapshotAt = snapshotAt
    }

    private static func engine(
        of snapshot: Snapshot, seed: KeySeed
    ) throws(JournalFailure) -> Engine {
        var engine = Engine(snapshot.aggregates, seed: seed)
        do throws(ByteReaderFailure) {
            try engine.restoreLedger(snapshot.ledger)
        } catch {
            throw .damaged(snapshot.sequence, "snapshot's ledger: \(error)")
        }
        do throws(ByteReaderFailure) {
            try engine.restorePasses(snapshot.passes)
        } catch {
            throw .damaged(snapshot.sequence, "snapshot's queues: \(error)")
        }
        guard let floors = snapshot.floors else { return engine }
        let failure = floors.withUnsafeBytes { bytes -> ByteReaderFailure? in
            var reader = ByteReader(bytes)
            do throws(ByteReaderFailure) {
                try engine.decodeFloors(&reader, seed: seed)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw .damaged(snapshot.sequence, "snapshot: \(failure)") }
        return engine
    }

    private struct State {
        var engine: Engine
        let seed: KeySeed
        var observationCount = 0

        mutating func fold(_ entry: JournalEntry) throws(JournalFailure) {
            switch entry.content {
            case .record(let record):
                if !record.isDerived { engine.apply(record, at: entry.recordedAt) }
            case .block(let bytes):
                let block = try open(bytes, entry.sequence)
                guard !block.holdsOnlyCues else { return }
                _ = engine.step(block.batches, at: block.recordedAt)
                observationCount += block.batches.reduce(0) { $0 + $1.batch.observations.count }
            }
        }

        mutating func restoreIdentifiers(_ entry: JournalEntry) throws(JournalFailure) {
            guard case .block(let bytes) = entry.content else { return }
            for sourced in try open(bytes, entry.sequence).batches {
                engine.restoreIdentifiers(of: sourced.batch, from: sourced.source)
            }
        }

        private func open(
            _ bytes: [UInt8], _ sequence: Sequence
        ) throws(JournalFailure) -> Block.Opened {
            let opened = bytes.withUnsafeBytes { raw -> Result<Block.Opened, ByteReaderFailure> in
                do throws(ByteReaderFailure) {
                    return .success(try Block.open(raw, seed: seed))
                } catch {
                    return .failure(error)
                }
            }
            switch opened {
            case .success(let block): return block
            case .failure(let failure): throw .damaged(sequence, "block: \(failure)")
            }
        }
    }
}
