public import Domain
public import Kernel

/// A place in the journal: 1, 2, 3, … without a gap.
public typealias Sequence = Int64

/// What one row of the journal holds.
public enum JournalContent: Sendable {
    /// An encoded ``Block``.
    case block([UInt8])
    case record(Record)

    /// About what it takes on the disk, for deciding when to tidy up there.
    package var byteCount: Int {
        // A page of the log for each row, whatever its size.
        if case .block(let bytes) = self { return 8_192 + bytes.count }
        return 8_192
    }
}

/// Which rows a reader asks for.
public enum JournalRows: Sendable {
    case all
    case blocks
}

/// One row to append, or as read back.
public struct JournalEntry: Sendable {
    public let sequence: Sequence
    public let recordedAt: Instant
    public let content: JournalContent

    public init(sequence: Sequence, recordedAt: Instant, content: JournalContent) {
        self.sequence = sequence
        self.recordedAt = recordedAt
        self.content = content
    }
}

/// The ordered record of everything Senang knows.
public protocol Journal: Sendable {
    /// The place of the last row; 0 when there is none.
    var head: Sequence { get throws(JournalFailure) }

    /// Appends the rows in one transaction and returns when they are on disk: all, or none.
    func append(_ entries: [JournalEntry]) throws(JournalFailure)

    /// Hands over rows in order, from after a place. Rows whose key was destroyed are left out.
    ///
    /// - Parameter only: Which rows; the others are not even opened.
    /// - Throws: ``JournalFailure``; ``JournalFailure/damaged(_:_:)`` at the first row that is not
    ///   as it was written.
    func read(
        after sequence: Sequence, through last: Sequence, only: JournalRows,
        _ body: (JournalEntry) throws(JournalFailure) -> Void
    ) throws(JournalFailure)

    /// Whether there is room on the disk for so many bytes of signals, with a reserve for what was
    /// let in already and for staff's doings.
    func hasRoom(for byteCount: Int) -> Bool

    /// The newest snapshot that can still be opened.
    func latestSnapshot() throws(JournalFailure) -> Snapshot?

    /// Keeps a snapshot, and lets go of older ones.
    ///
    /// - Parameter keepsLast: Whether the one before is kept too, in case this one cannot be read.
    func save(_ snapshot: Snapshot, keepsLast: Bool) throws(JournalFailure)

    /// Destroys the keys of observations that were recorded before a moment, and purges their rows.
    func destroyObservations(before: Instant) throws(JournalFailure)

    /// Destroys the keys of everything written for these subjects, and purges their rows.
    func erase(_ subjects: [RecordSubject]) throws(JournalFailure)
}

/// The engine's state at a place in the journal.
public struct Snapshot: Sendable {
    public let sequence: Sequence
    public let recordedAt: Instant
    public let aggregates: Aggregates
    /// The timelines, as ``Floors/encoded`` gives them; `nil` when their key is gone.
    public let floors: [UInt8]?
    /// As ``Ledger/image`` gives it; empty before there was a wallet.
    public let ledger: [UInt8]
    /// As ``PassBook/image`` gives it; empty before there were virtual queues.
    public let passes: [UInt8]

    public init(
        sequence: Sequence, recordedAt: Instant, aggregates: Aggregates, floors: [UInt8]?,
        ledger: [UInt8] = [], passes: [UInt8] = []
    ) {
        self.sequence = sequence
        self.recordedAt = recordedAt
        self.aggregates = aggregates
        self.floors = floors
        self.ledger = ledger
        self.passes = passes
    }
}

/// What can go wrong with the journal.
public enum JournalFailure: Error, Equatable, Sendable {
    /// Nothing was written; the next attempt may succeed when there is room again.
    case diskFull
    /// A write or a sync failed. What is on the disk is unknown: the process must end.
    case broken(code: Int32)
    /// A row is not as it was written.
    case damaged(Sequence, String)
    /// Another process has the data directory.
    case inUse
    case unavailable(String)
}
