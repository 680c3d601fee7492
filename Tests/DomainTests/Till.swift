import Domain
import Kernel

/// A ledger with a few accounts, and a short way to send it transfers, for tests.
struct Till {
    static let euro = Currency("EUR")!
    static let noon = Instant(milliseconds: 1_784_030_400_000)

    var ledger = Ledger(seed: KeySeed(first: 3, second: 5))
    /// Every record so far.
    private(set) var records: [LedgerRecord] = []

    /// A bank and two shops; `ann` and `bob` of one family, `cat` of none, `dan` with yen, and
    /// `lim` with limits.
    init() {
        open(Self.account("bank", .house, mayBeNegative: true))
        open(Self.account("shop", .house))
        open(Self.account("cafe", .house))
        open(Self.account("ann", .guest, family: "f"))
        open(Self.account("bob", .guest, family: "f"))
        open(Self.account("cat", .guest))
        open(WalletAccount(id: AccountID("dan")!, kind: .guest, currency: Currency("JPY")!))
        let limits = SpendingLimits(charge: 100, day: 250, shopDay: 150)
        open(Self.account("lim", .guest, limits: limits))
    }

    static func account(
        _ id: String, _ kind: WalletAccount.Kind, mayBeNegative: Bool = false,
        limits: SpendingLimits = SpendingLimits(), family: String? = nil,
        mayLeaveFamily: Bool = false
    ) -> WalletAccount {
        WalletAccount(
            id: AccountID(id)!, kind: kind, currency: euro, mayBeNegative: mayBeNegative,
            limits: limits, family: family.flatMap { FamilyID($0) }, mayLeaveFamily: mayLeaveFamily)
    }

    mutating func open(_ account: WalletAccount) {
        for record in (try? ledger.decide(account)) ?? [] { keep(record, at: Self.noon) }
    }

    private mutating func keep(_ record: LedgerRecord, at now: Instant) {
        ledger.apply(record, at: now)
        records.append(record)
    }

    /// Expires what is due, then judges and applies.
    ///
    /// - Returns: Why not, or `nil` when it is booked, now or before.
    @discardableResult
    mutating func send(_ transfer: Transfer, after seconds: Int64 = 0) -> LedgerRefusal? {
        let now = Self.noon + .seconds(seconds)
        while let record = ledger.due(at: now) { keep(record, at: now) }
        do throws(LedgerRefusal) {
            for record in try ledger.decide(transfer, at: now) { keep(record, at: now) }
            return nil
        } catch {
            return error
        }
    }

    func book(of account: String) -> AccountBook {
        let place = ledger.accounts.firstIndex { $0.id.description == account }
        return ledger.books[place!]
    }

    func balances(_ accounts: String...) -> [Int64] { accounts.map { book(of: $0).balance } }
}

extension Transfer {
    init(
        _ id: String, _ kind: Kind, _ from: String? = nil, _ to: String? = nil,
        _ amount: Int64? = nil, about: String? = nil, expires seconds: Int64? = nil,
        currency: Currency? = nil, at: Instant? = nil, bearer: String? = nil
    ) {
        self.init(
            id: TransferID(id)!, kind: kind, from: from.flatMap { AccountID($0) },
            to: to.flatMap { AccountID($0) }, amount: amount, currency: currency, at: at,
            pendingID: about.flatMap { TransferID($0) },
            expires: seconds.map { Till.noon + .seconds($0) },
            bearer: bearer.flatMap { AccountID($0) })
    }
}
