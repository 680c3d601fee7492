/// Why a transfer is not booked. When several apply, the one declared first is named.
///
/// A refused transfer leaves nothing behind: the same id may be sent again, and is judged anew.
/// docs/wallet.md has the same list in the same order.
public enum LedgerRefusal: Error, Equatable, Sendable {
    /// Another transfer was booked under the id; this field of it is another.
    case idTaken(Transfer.Field)
    case fieldMissing(Transfer.Field)
    case fieldNotAllowed(Transfer.Field)
    case amountNotPositive
    case unknownAccount(AccountID)
    case sameAccount
    case currencyDiffers
    /// The kind does not go from such an account to such an account.
    case wrongDirection
    case notOneFamily
    /// A bearer goes with what a guest pays the house, and with nothing else.
    case bearerNotPaying
    /// The bearer is no guest of the family of whoever pays.
    case bearerNotOfFamily
    /// No transfer was booked under the id of the hold.
    case unknownPending
    /// The id is of a transfer that is not a hold.
    case notPending
    case alreadyPosted
    case alreadyVoided
    case alreadyExpired
    /// The field is another than that of the hold.
    case pendingDiffers(Transfer.Field)
    /// More than is left of the hold.
    case exceedsPending
    /// A void names an amount other than all that is left.
    case voidNotWhole
    /// A hold would be over before it begins.
    case expiresTooEarly
    case unknownCharge
    /// The id is of a transfer that no guest paid the house with.
    case notACharge
    /// The charge was not from the one to the other of these accounts.
    case chargeDiffers(Transfer.Field)
    /// More than is left to give back of the charge, or of all the guest paid there.
    case exceedsCharge
    /// An account's sums would not fit 64 bits.
    case tooLarge
    case exceedsChargeLimit
    case exceedsDayLimit
    case exceedsShopLimit
    case insufficientFunds
    /// ``Ledger/transferCountMax`` is reached.
    case ledgerFull

    /// A stable word for the outside.
    public var code: String {
        switch self {
        case .idTaken: "idTaken"
        case .fieldMissing: "fieldMissing"
        case .fieldNotAllowed: "fieldNotAllowed"
        case .amountNotPositive: "amountNotPositive"
        case .unknownAccount: "unknownAccount"
        case .sameAccount: "sameAccount"
        case .currencyDiffers: "currencyDiffers"
        case .wrongDirection: "wrongDirection"
        case .notOneFamily: "notOneFamily"
        case .bearerNotPaying: "bearerNotPaying"
        case .bearerNotOfFamily: "bearerNotOfFamily"
        case .unknownPending: "unknownPending"
        case .notPending: "notPending"
        case .alreadyPosted: "alreadyPosted"
        case .alreadyVoided: "alreadyVoided"
        case .alreadyExpired: "alreadyExpired"
        case .pendingDiffers: "pendingDiffers"
        case .exceedsPending: "exceedsPending"
        case .voidNotWhole: "voidNotWhole"
        case .expiresTooEarly: "expiresTooEarly"
        case .unknownCharge: "unknownCharge"
        case .notACharge: "notACharge"
        case .chargeDiffers: "chargeDiffers"
        case .exceedsCharge: "exceedsCharge"
        case .tooLarge: "tooLarge"
        case .exceedsChargeLimit: "exceedsChargeLimit"
        case .exceedsDayLimit: "exceedsDayLimit"
        case .exceedsShopLimit: "exceedsShopLimit"
        case .insufficientFunds: "insufficientFunds"
        case .ledgerFull: "ledgerFull"
        }
    }

    /// One sentence for whoever sent it. Names accounts, fields and no people.
    public var detail: String {
        switch self {
        case .idTaken(let field): "this id was booked with another \(field.rawValue)"
        case .fieldMissing(let field): "\(field.rawValue) is missing"
        case .fieldNotAllowed(let field): "\(field.rawValue) does not go with this kind"
        case .amountNotPositive: "an amount is at least 1"
        case .unknownAccount(let account): "no account is named \(account)"
        case .sameAccount: "from and to are the same account"
        case .currencyDiffers: "both accounts and the transfer need one currency"
        case .wrongDirection: "this kind does not go from such an account to such an account"
        case .notOneFamily: "the guests are not of one family"
        case .bearerNotPaying: "a bearer goes with what a guest pays the house"
        case .bearerNotOfFamily: "the bearer is no guest of the payer's family"
        case .unknownPending: "no transfer was booked under pending_id"
        case .notPending: "pending_id names a transfer that is not pending"
        case .alreadyPosted: "it was posted before"
        case .alreadyVoided: "it was voided before"
        case .alreadyExpired: "it expired before"
        case .pendingDiffers(let field): "\(field.rawValue) is another than in the pending transfer"
        case .exceedsPending: "more than is left of the pending transfer"
        case .voidNotWhole: "a void gives back all that is left; leave the amount out"
        case .expiresTooEarly: "expires is not after the ledger's clock"
        case .unknownCharge: "no transfer was booked under the charge's id"
        case .notACharge: "the id is not of a charge or a post from a guest to the house"
        case .chargeDiffers(let field): "\(field.rawValue) does not reverse the charge"
        case .exceedsCharge: "more than is left to give back"
        case .tooLarge: "the account's sums would not fit 64 bits"
        case .exceedsChargeLimit: "more than the guest may spend at once"
        case .exceedsDayLimit: "more than the guest may spend in a day"
        case .exceedsShopLimit: "more than the guest may spend in this shop in a day"
        case .insufficientFunds: "more than is available"
        case .ledgerFull: "the ledger holds as many transfers as it can"
        }
    }
}
