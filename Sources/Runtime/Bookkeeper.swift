public import Domain
public import Kernel
public import Ports

/// Tells what the books say: lines for the bookkeeper, a day of a shop, a guest's statement.
///
/// Reads the journal from the wallet's first record, on a thread of its own: about ten seconds for
/// a million transfers. Nobody who pays waits for it.
public actor Bookkeeper {
    /// How the books are written.
    public enum Format: String, Sendable, CaseIterable {
        case csv
        /// Plain text accounting, as the program Ledger and those after it read it.
        case ledger
    }

    private let executor = QueueExecutor(label: "senang.books")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let trail: any MoneyTrail
    private let seed: KeySeed

    public init(_ trail: any MoneyTrail, seed: KeySeed) {
        self.trail = trail
        self.seed = seed
    }

    /// Everything that moved on some civil days, a line or an entry each.
    ///
    /// - Parameter date: Writes a civil day, as `2026-11-22`.
    public func books(
        _ format: Format, days: ClosedRange<Int32>, date: @Sendable (Int32) -> String
    ) throws -> String {
        var text = format == .csv ? "day,at_ms,id,kind,from,to,amount,currency\n" : ""
        try each { posting in
            guard days.contains(posting.day) else { return }
            switch format {
            case .csv:
                text +=
                    "\(date(posting.day)),\(posting.at.milliseconds),\(posting.id),\(posting.kind)"
                    + ",\(posting.from.id),\(posting.to.id),\(posting.amount.digits)"
                    + ",\(posting.amount.currency)\n"
            case .ledger:
                text +=
                    "\(date(posting.day)) * \(posting.kind) \(posting.id)\n"
                    + "    \(posting.to.bookName)  \(posting.amount)\n"
                    + "    \(posting.from.bookName)  -\(posting.amount)\n\n"
            }
        }
        return text
    }

    public func closing(of account: AccountID, on day: Int32) throws -> DayClosing {
        var closing = DayClosing(of: account, on: day)
        try each { closing.take($0) }
        return closing
    }

    /// Everything that came to an account or went from it, in order.
    public func statement(of account: AccountID) throws -> [Posting] {
        var postings: [Posting] = []
        try each { posting in
            if posting.from.id == account || posting.to.id == account { postings.append(posting) }
        }
        return postings
    }

    /// What somebody is told of one booking; `nil` when no money moved under the id.
    public func receipt(of id: TransferID) throws -> Receipt? {
        var reader = ReceiptReader(id, seed: seed)
        try trail.money { moment, record in reader.take(record, at: moment) }
        return reader.receipt
    }

    private func each(_ body: (Posting) -> Void) throws {
        var reader = PostingReader(seed: seed)
        try trail.money { moment, record in
            if let posting = reader.take(record, at: moment) { body(posting) }
        }
    }
}

extension WalletAccount {
    fileprivate var bookName: String { (kind == .guest ? "guests:" : "house:") + id.description }
}
