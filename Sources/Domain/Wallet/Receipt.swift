public import Kernel

/// What somebody is told of one booking by which money moved.
public struct Receipt: Equatable, Sendable {
    public let posting: Posting
    /// Whose band it was, when another paid.
    public let bearer: AccountID?
    /// Of a refund, the charge that it names.
    public let refunds: TransferID?
    /// What the guest held when it was booked: the payer, or whoever got it.
    public let balance: Money
    /// What of it has been given back until now, where a refund names it.
    public fileprivate(set) var refunded: Money

    /// The guest whom it is for; of a booking within the house, where the money went.
    public var guest: WalletAccount { posting.from.kind == .guest ? posting.from : posting.to }
}

/// Finds one booking among the wallet's records, in order and from the first.
public struct ReceiptReader: Sendable {
    private let id: TransferID
    private var ledger: Ledger
    private var found: Receipt?

    public init(_ id: TransferID, seed: KeySeed) {
        self.id = id
        ledger = Ledger(seed: seed)
    }

    public mutating func take(_ record: LedgerRecord, at moment: Instant) {
        ledger.apply(record, at: moment)
        guard found == nil, case .transferBooked(let transfer, let day) = record,
            transfer.id == id, let posting = ledger.posting(of: transfer, on: day, at: moment),
            let guest = ledger.account(
                posting.from.kind == .guest ? posting.from.id : posting.to.id)
        else { return }
        found = Receipt(
            posting: posting, bearer: ledger.booking(id)?.bearer,
            refunds: transfer.kind == .refund ? transfer.pendingID : nil,
            balance: Money(minorUnits: guest.book.balance, posting.amount.currency),
            refunded: Money(minorUnits: 0, posting.amount.currency))
    }

    /// As it is after all records that were taken; `nil` when nothing moved under the id.
    public var receipt: Receipt? {
        guard var found else { return nil }
        let back = ledger.givenBack(of: id) ?? 0
        found.refunded = Money(minorUnits: back, found.posting.amount.currency)
        return found
    }
}

extension Ledger {
    /// The line of the books that a booking is; `nil` when nothing moved by it.
    func posting(of transfer: Transfer, on day: Int32, at moment: Instant) -> Posting? {
        guard transfer.kind != .pending, transfer.kind != .void,
            let booking = booking(transfer.id), let from = account(booking.from)?.account,
            let to = account(booking.to)?.account
        else { return nil }
        return Posting(
            id: transfer.id, kind: transfer.kind, from: from, to: to, amount: booking.amount,
            at: moment, day: day)
    }
}
