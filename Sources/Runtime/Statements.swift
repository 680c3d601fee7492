public import Domain
public import Kernel
public import Ports

/// What came to accounts and went from them lately, for pages that are opened often.
///
/// It reads the journal once, on a thread of its own, and after that only what is new. The books
/// of ``Bookkeeper`` are whole; this keeps the newest lines and forgets older ones.
public actor Statements {
    /// The most lines of all accounts together: the oldest are forgotten. About 70 MB.
    public static let lineCountMax = 400_000
    /// The most that are shown of one account at once.
    public static let shownCountMax = 50
    static let rowCountMax = 2_000

    /// Something that came to an account or went from it.
    public struct Line: Equatable, Sendable {
        public let id: TransferID
        public let kind: Transfer.Kind
        /// The account at the other end.
        public let with: AccountID
        /// What came, or went when below zero.
        public let amount: Money
        /// By our clock.
        public let at: Instant
        /// The venue's civil day, in days since 1970-01-01.
        public let day: Int32
        /// Of a refund, what it gives back; of a charge or a post, the hold.
        public let about: TransferID?
        /// What the account held when it was booked, what was held of it included.
        public let balance: Money
    }

    private let executor = QueueExecutor(label: "senang.statements")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let trail: any MoneyTrail
    private let sequencer: Sequencer
    private var place: Sequence = 0
    /// Oldest first.
    private var lines: [AccountID: [Line]] = [:]
    /// Whose lines came in, in order, from ``forgotten`` on.
    private var order: [AccountID] = []
    private var forgotten = 0
    /// What each account holds after the lines so far, in minor units.
    private var balances: [AccountID: Int64] = [:]

    public init(_ trail: any MoneyTrail, sequencer: Sequencer) {
        self.trail = trail
        self.sequencer = sequencer
    }

    /// The last lines of an account, the newest first, and whether older ones are kept.
    ///
    /// - Parameter skipped: How many of the newest are left out.
    /// - Throws: ``JournalFailure``.
    public func last(
        of account: AccountID, skipping skipped: Int = 0
    ) async throws -> (lines: [Line], hasOlder: Bool) {
        try await follow()
        let older = lines[account, default: []].dropLast(skipped)
        return (older.suffix(Self.shownCountMax).reversed(), older.count > Self.shownCountMax)
    }

    /// Everything of an account on a civil day, oldest first, as far as it is kept here.
    ///
    /// - Throws: ``JournalFailure``.
    public func day(_ day: Int32, of account: AccountID) async throws -> [Line] {
        try await follow()
        return lines[account, default: []].filter { $0.day == day }
    }

    /// One line of an account.
    ///
    /// - Throws: ``JournalFailure``.
    public func line(_ id: TransferID, of account: AccountID) async throws -> Line? {
        try await follow()
        return lines[account, default: []].last { $0.id == id }
    }

    // MARK: Following the journal

    private struct Row: Sendable {
        let transfer: Transfer
        let at: Instant
        let day: Int32
    }

    private func follow() async throws {
        while true {
            let from = place
            var (last, count) = (from, 0)
            var rows: [Row] = []
            try trail.money(after: from, limit: Self.rowCountMax) { sequence, at, record in
                last = sequence
                count += 1
                guard case .transferBooked(let transfer, let day) = record,
                    transfer.kind != .pending, transfer.kind != .void
                else { return }
                rows.append(Row(transfer: transfer, at: at, day: day))
            }
            guard count > 0 else { return }
            let found = rows
            let bookings = await sequencer.read { engine in
                found.map { engine.ledger.booking($0.transfer.id) }
            }
            // Somebody else who asked has come as far meanwhile.
            guard place == from else { continue }
            place = last
            for (row, booking) in zip(rows, bookings) {
                if let booking { take(row, booking) }
            }
            if count < Self.rowCountMax { return }
        }
    }

    private func take(_ row: Row, _ booking: LedgerBooking) {
        let units = booking.amount.minorUnits
        for (account, other, sign) in [
            (booking.to, booking.from, Int64(1)), (booking.from, booking.to, -1),
        ] {
            // No overflow: the ledger refuses what would.
            let balance = balances[account, default: 0] + units * sign
            balances[account] = balance
            lines[account, default: []].append(
                Line(
                    id: row.transfer.id, kind: booking.kind, with: other,
                    amount: Money(minorUnits: units * sign, booking.amount.currency), at: row.at,
                    day: row.day, about: row.transfer.pendingID,
                    balance: Money(minorUnits: balance, booking.amount.currency)))
            order.append(account)
        }
        while order.count - forgotten > Self.lineCountMax { forgetOldest() }
    }

    private func forgetOldest() {
        let account = order[forgotten]
        forgotten += 1
        lines[account]?.removeFirst()
        if lines[account]?.isEmpty == true { lines[account] = nil }
        guard forgotten >= Self.lineCountMax else { return }
        order.removeFirst(forgotten)
        forgotten = 0
    }
}
