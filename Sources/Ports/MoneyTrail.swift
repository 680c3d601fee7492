public import Domain
public import Kernel

/// The wallet's records as they were written.
public protocol MoneyTrail: Sendable {
    /// Hands over every record about money, from the first, in order.
    ///
    /// - Throws: ``JournalFailure``; ``JournalFailure/damaged(_:_:)`` at the first row that is not
    ///   as it was written.
    func money(
        _ body: (Instant, LedgerRecord) throws(JournalFailure) -> Void
    ) throws(JournalFailure)

    /// Hands over records about money that came after a row, at most so many, in order.
    ///
    /// - Throws: As ``money(_:)``.
    func money(
        after sequence: Sequence, limit: Int,
        _ body: (Sequence, Instant, LedgerRecord) throws(JournalFailure) -> Void
    ) throws(JournalFailure)
}
