public import Domain
public import Kernel

/// Who looked at whom, read back from the journal.
public protocol AuditTrail: Sendable {
    /// Audit records that were written for any of these, the newest first. Only their rows are
    /// opened.
    func audit(of subjects: [RecordSubject], limit: Int) throws(JournalFailure) -> [JournalEntry]

    /// Audit records about anybody since a moment, the newest first.
    ///
    /// - Parameter rowCountMax: The most records of any sort that are opened on the way.
    /// - Returns: Also whether there were more.
    func audit(
        since: Instant, rowCountMax: Int
    ) throws(JournalFailure) -> (entries: [JournalEntry], isCut: Bool)
}
