public import Kernel

public enum TransferNoun {}

/// The sender's key of a transfer. Its first booking is its only one, for ever.
public typealias TransferID = Identifier<TransferNoun>

/// Somebody asks for money to go from one account to another. Never changed once booked.
///
/// Which fields a kind needs:
///
/// | kind | from, to, amount | pendingID | expires |
/// | --- | --- | --- | --- |
/// | deposit, transfer | needed | not allowed | not allowed |
/// | charge | needed | the hold it is taken out of, or none | not allowed |
/// | refund | needed | the charge or post it gives back, or none | not allowed |
/// | pending | needed | not allowed | when it gives the money back, or none: never |
/// | post | the amount when less than all | the hold | not allowed |
/// | void | none | the hold | not allowed |
///
/// A charge and a pending transfer may name a `bearer`; no other kind does.
///
/// What is not needed may be said, and must then agree. `currency` may be left out: it is that of
/// the accounts.
public struct Transfer: Equatable, Sendable, Codable {
    public enum Kind: UInt8, CaseIterable, Sendable, Codable {
        /// From the house to a guest.
        case deposit = 1
        /// From a guest to the house; with `pendingID`, out of what is held.
        case charge = 2
        /// From the house to a guest, at most what the guest paid.
        case refund = 3
        /// Between guests of one family, or within the house.
        case transfer = 4
        /// A hold: the money stays where it is and cannot be spent otherwise.
        case pending = 5
        /// Ends a hold: its amount moves, the rest is free again.
        case post = 6
        /// Ends a hold: nothing moves.
        case void = 7
    }

    /// A field, as the sender calls it.
    public enum Field: String, Sendable {
        case kind, from, to, bearer, amount, currency, at
        case pendingID = "pending_id"
        case expires
    }

    public let id: TransferID
    public let kind: Kind
    public let from: AccountID?
    public let to: AccountID?
    /// In minor units.
    public let amount: Int64?
    public let currency: Currency?
    /// When it was, by the sender's clock. Kept; nothing is decided by it.
    public let at: Instant?
    /// The hold, or for a refund the charge, that it is about.
    public let pendingID: TransferID?
    public let expires: Instant?
    /// Whose band it was, when another of the family pays: the bearer's limits bind and are used
    /// up as well, while the money comes from `from`.
    public let bearer: AccountID?

    public init(
        id: TransferID, kind: Kind, from: AccountID? = nil, to: AccountID? = nil,
        amount: Int64? = nil, currency: Currency? = nil, at: Instant? = nil,
        pendingID: TransferID? = nil, expires: Instant? = nil, bearer: AccountID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.from = from
        self.to = to
        self.amount = amount
        self.currency = currency
        self.at = at
        self.pendingID = pendingID
        self.expires = expires
        self.bearer = bearer
    }

    /// The first field that this kind needs and that is not there.
    var missingField: Field? {
        switch kind {
        case .post, .void: pendingID == nil ? .pendingID : nil
        default: from == nil ? .from : to == nil ? .to : amount == nil ? .amount : nil
        }
    }

    /// The first field that is there and that this kind has no use for.
    var uselessField: Field? {
        let hasBearer = bearer != nil && kind != .charge && kind != .pending
        let useless: Field? =
            switch kind {
            case .deposit, .transfer:
                pendingID != nil ? .pendingID : expires != nil ? .expires : nil
            case .charge, .refund, .post, .void: expires != nil ? .expires : nil
            case .pending: pendingID != nil ? .pendingID : nil
            }
        return hasBearer ? .bearer : useless
    }
}

/// What is written down of the wallet: a row of the journal each.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum LedgerRecord: Equatable, Sendable, Codable {
    case accountOpened(WalletAccount)
    case accountChanged(WalletAccount)
    /// - `day`: The venue's civil day, in days since 1970-01-01, that daily limits count it to.
    case transferBooked(Transfer, day: Int32)
    /// The hold's time is over: what is left of it is free again.
    case pendingExpired(TransferID, at: Instant)
}
