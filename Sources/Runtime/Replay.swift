public import Domain
public import Kernel
public import Ports

/// Tries rules on the history that is kept, on a thread of its own, one trial at a time.
public actor Replay {
    private let journal: any Journal
    private let seed: KeySeed
    private let executor = QueueExecutor(label: "senang.replay")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    public init(_ journal: any Journal, seed: KeySeed) {
        self.journal = journal
        self.seed = seed
    }

    /// What the rules would have raised, as far back as signals are kept.
    ///
    /// - Parameter offset: Of the venue's clock from UTC at a moment.
    /// - Cost: linear in the signals of the last day.
    public func run(
        _ rules: [Rule], offset: @Sendable (Instant) -> Span = { _ in .seconds(0) }
    ) throws(JournalFailure) -> ReplayReport {
        var rehearsal = Rehearsal(rules: rules, seed: seed)
        let seed = seed
        // Rows from before are destroyed as time passes; a house that is younger has none.
        var first: Instant?
        var last: Instant?
        try journal.read(after: 0, through: try journal.head, only: .all) {
            entry throws(JournalFailure) in
            if first == nil { first = entry.recordedAt }
            last = entry.recordedAt
            switch entry.content {
            case .record(let record):
                if !record.isDerived { rehearsal.take(record, at: entry.recordedAt) }
            case .block(let bytes):
                let block = bytes.withUnsafeBytes { try? Block.open($0, seed: seed) }
                guard let block else { throw .damaged(entry.sequence, "not a block") }
                guard !block.holdsOnlyCues else { return }
                rehearsal.take(block.batches, at: block.recordedAt)
            }
        }
        let reach = last.map { max(first ?? $0, $0 - Engine.keptSpan) }
        return ReplayReport(rehearsal, rules: rules, keptSince: reach, offset: offset)
    }

    /// What the rules would have raised on a table.
    public func run(
        _ rules: [Rule], of venue: Venue, on day: ImportedDay, readBy reader: any DayReader,
        offset: @Sendable (Instant) -> Span
    ) throws(VenueProblems) -> ReplayReport {
        ReplayReport(
            try reader.rehearse(day, venue: venue, rules: rules), rules: rules, offset: offset)
    }

    /// How cases go: here, since each is a whole floor of its own.
    public func judge(_ trials: [RuleTrial], rules: [Rule], zones: [Zone]) -> [RuleTrial.Outcome] {
        trials.map { $0.judged(rules: rules, zones: zones) }
    }
}
