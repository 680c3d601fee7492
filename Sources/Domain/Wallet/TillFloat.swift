public import Kernel

/// What a till may take of one account while nobody can be asked: a hold that is in the ledger
/// already, told to the till so that it need not ask.
///
/// It stops selling at ``until``. The hold stays for ``returnSpan`` longer, in which the till comes
/// back, sends its charges with the hold's id, and voids what is left.
public struct TillFloat: Equatable, Sendable {
    /// How long a till has to come back before the guest's money is free again.
    public static let returnSpan = Span.hours(24)
    /// The longest a till may sell without asking.
    public static let sellingSpanMax = Span.hours(24)
    /// The most bytes of one.
    public static let byteCountMax = 512

    /// Why a till that cannot ask does not sell. When several apply, the first is named.
    public enum Denial: String, Error, CaseIterable, Sendable {
        case otherShop
        case amountNotPositive
        case over
        case exceedsFloat
    }

    /// The pending transfer.
    public let hold: TransferID
    public let account: AccountID
    public let shop: AccountID
    public let bearer: AccountID?
    public let amount: Money
    /// The till sells before it, by its own clock.
    public let until: Instant

    public init(
        hold: TransferID, account: AccountID, shop: AccountID, bearer: AccountID? = nil,
        amount: Money, until: Instant
    ) {
        self.hold = hold
        self.account = account
        self.shop = shop
        self.bearer = bearer
        self.amount = amount
        self.until = until
    }

    /// The hold behind it, as the ledger is asked for it.
    public var transfer: Transfer {
        Transfer(
            id: hold, kind: .pending, from: account, to: shop, amount: amount.minorUnits,
            currency: amount.currency, expires: until + Self.returnSpan, bearer: bearer)
    }

    /// Whether a till may sell for so much more, when it sold for so much before.
    public func judge(
        _ wanted: Int64, after spent: Int64, in shop: AccountID, at now: Instant
    ) throws(Denial) {
        guard shop == self.shop else { throw .otherShop }
        guard wanted > 0, spent >= 0 else { throw .amountNotPositive }
        guard now < until else { throw .over }
        guard spent <= amount.minorUnits, wanted <= amount.minorUnits - spent else {
            throw .exceedsFloat
        }
    }

    // MARK: Bytes

    /// As it is signed, version 1:
    ///
    ///     1 hold account shop bearer currency amount:signed until:signed     each name counted
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.byte(1)
        writer.counted(hold.utf8)
        writer.counted(account.utf8)
        writer.counted(shop.utf8)
        writer.counted(Array((bearer?.description ?? "").utf8))
        writer.counted(Array(amount.currency.description.utf8))
        writer.signedVarint(amount.minorUnits)
        writer.signedVarint(until.milliseconds)
        return writer.bytes
    }

    public init(bytes: UnsafeRawBufferPointer) throws(ByteReaderFailure) {
        var reader = ByteReader(bytes)
        guard try reader.byte() == 1 else { throw .unknownVersion }
        guard let hold = TransferID(bytes: try reader.counted()),
            let account = AccountID(bytes: try reader.counted()),
            let shop = AccountID(bytes: try reader.counted())
        else { throw .unknownName }
        let said = try reader.counted()
        let bearer = AccountID(bytes: said)
        guard said.isEmpty || bearer != nil,
            let currency = Currency(bytes: try reader.counted())
        else { throw .unknownName }
        let amount = try reader.signedVarint()
        let until = Instant(milliseconds: try reader.signedVarint())
        guard reader.isAtEnd else { throw .unknownVersion }
        self.init(
            hold: hold, account: account, shop: shop, bearer: bearer,
            amount: Money(minorUnits: amount, currency), until: until)
    }
}
