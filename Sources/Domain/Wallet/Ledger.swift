import HeapModule
public import Kernel

/// All money of the wallet, double entry and two-phase: every booking debits one account and
/// credits another by the same amount, so what all accounts hold sums to zero after each.
///
/// A value: ``decide(_:at:day:)`` may refuse and changes nothing, ``apply(_:at:)`` changes and
/// never refuses. Transfers are booked in the order in which they arrive; the sender's moment is
/// kept and decides nothing. Ids are kept for ever, so that a transfer sent again is known again.
///
/// Source: the debit and credit model of TigerBeetle (pending, posted; immutable transfers).
public struct Ledger: Sendable {
    /// The most transfers, ever: their numbers fit 32 bits.
    public static let transferCountMax = 4_000_000_000
    /// The most accounts, ever.
    public static let accountCountMax = 100_000_000

    /// In the order in which they were opened.
    public internal(set) var accounts: [WalletAccount] = []
    /// As ``accounts``: what was booked on each.
    public internal(set) var books: [AccountBook] = []
    /// The latest moment that was told of, by our clock; never goes back.
    public internal(set) var clock = Instant.distantPast
    /// The latest civil day that anything was counted to; never goes back.
    var day = Int32.min
    /// The data directory's secret, for the keys of ids.
    let seed: KeySeed
    var accountNumbers = KeyIndex()
    var transferNumbers = KeyIndex()
    var entries: ContiguousArray<LedgerEntry> = []
    /// What guests paid where, by ``LedgerPlan/pairKey``.
    var pairNumbers = KeyIndex()
    var pairs: ContiguousArray<PaidPair> = []
    /// Holds that end by themselves. The earliest is open; others may be closed already.
    var expiries = Heap<Expiry>()

    public init(seed: KeySeed) { self.seed = seed }

    public var transferCount: Int { entries.count }

    // MARK: Time

    /// The hold whose time is over next, if it is over by now: to be written down and applied, and
    /// then asked for again.
    ///
    /// In the order of the moments at which they end; those of one moment in the order in which
    /// they were booked. Cost: constant here, logarithmic in open holds when applied.
    public func due(at now: Instant) -> LedgerRecord? {
        guard let first = expiries.min, first.at <= max(clock, now).milliseconds else { return nil }
        return .pendingExpired(first.id, at: Instant(milliseconds: first.at))
    }

    // MARK: Accounts

    /// Judges opening an account, or changing its limits, family or leave, without doing it.
    ///
    /// - Returns: What to write down; nothing when it is so already.
    /// - Throws: ``AccountRefusal``. When several apply, the one declared first is named.
    public func decide(_ account: WalletAccount) throws(AccountRefusal) -> [LedgerRecord] {
        let known = number(of: account.id).map { accounts[$0] }
        if let known {
            guard known.kind == account.kind, known.currency == account.currency else {
                throw .accountDiffers
            }
        }
        guard account.kind == .house || !account.mayBeNegative else {
            throw .guestMayNotBeNegative
        }
        guard !account.limits.areNegative else { throw .limitNegative }
        guard let known else {
            guard accounts.count < Self.accountCountMax else { throw .tooManyAccounts }
            return [.accountOpened(account)]
        }
        return known == account ? [] : [.accountChanged(account)]
    }

    // MARK: Transfers

    /// Judges a transfer without booking it.
    ///
    /// Every record that ``due(at:)`` gives for `now` has been applied before.
    ///
    /// - Parameters:
    ///   - transfer: As its sender sent it.
    ///   - now: When it arrived, by our clock.
    ///   - day: The venue's civil day of `now`, in days since 1970-01-01; without it, that of UTC.
    ///     Daily limits count to it. A day before one that was counted to already is taken for
    ///     that one.
    /// - Returns: What to write down; nothing when the same transfer was booked before.
    /// - Throws: ``LedgerRefusal``. When several apply, the one declared first is named.
    /// - Cost: constant.
    public func decide(
        _ transfer: Transfer, at now: Instant, day: Int32? = nil
    ) throws(LedgerRefusal) -> [LedgerRecord] {
        guard let judged = try judged(transfer, at: now, day: day) else { return [] }
        return [.transferBooked(transfer, day: judged.day)]
    }

    /// Decides, and applies what was decided, in half the time of one after the other.
    ///
    /// - Parameters: As for ``decide(_:at:day:)``.
    /// - Returns: What has been applied and is to be written down before anybody is told.
    /// - Throws: ``LedgerRefusal``; the ledger is then as it was.
    public mutating func book(
        _ transfer: Transfer, at now: Instant, day: Int32? = nil
    ) throws(LedgerRefusal) -> [LedgerRecord] {
        guard let judged = try judged(transfer, at: now, day: day) else { return [] }
        clock = max(clock, now)
        fold(transfer, judged.plan, on: judged.day)
        return [.transferBooked(transfer, day: judged.day)]
    }

    /// What is to be booked, and on which day; `nil` when it was booked before.
    private func judged(
        _ transfer: Transfer, at now: Instant, day: Int32?
    ) throws(LedgerRefusal) -> (plan: LedgerPlan, day: Int32)? {
        let now = max(clock, now)
        precondition(due(at: now) == nil, "what is due is applied before a transfer is judged")
        if let number = transferNumbers.find(key(of: transfer.id)) {
            if let field = differingField(of: transfer, from: number) { throw .idTaken(field) }
            return nil
        }
        let counted = max(self.day, day ?? Int32(clamping: now.day))
        let plan = try plan(transfer, at: now)
        try judge(plan, on: counted, kind: transfer.kind)
        guard entries.count < Self.transferCountMax else { throw .ledgerFull }
        return (plan, counted)
    }

    /// What was booked under the id.
    public func booking(_ id: TransferID) -> LedgerBooking? {
        guard let number = transferNumbers.find(key(of: id)) else { return nil }
        let entry = entries[number]
        return LedgerBooking(
            kind: entry.kind, from: accounts[Int(entry.from)].id, to: accounts[Int(entry.to)].id,
            amount: Money(minorUnits: entry.amount, books[Int(entry.from)].currency),
            left: entry.left, state: entry.state,
            bearer: bearer(of: entry).map { accounts[$0].id })
    }

    /// Whose band it was: what is taken out of a hold is of the hold's bearer.
    func bearer(of entry: LedgerEntry) -> Int? {
        if let said = entry.bearerNumber { return said }
        guard entry.kind == .charge || entry.kind == .post, entry.named != .max else { return nil }
        return entries[Int(entry.named)].bearerNumber
    }

    /// An account, and what was booked on it.
    public func account(_ id: AccountID) -> (account: WalletAccount, book: AccountBook)? {
        number(of: id).map { (accounts[$0], books[$0]) }
    }

    // MARK: Keys

    func number(of account: AccountID) -> Int? { accountNumbers.find(key(of: account)) }

    func key<Noun>(of id: Identifier<Noun>) -> Key128 {
        let seed = seed
        let key = id.utf8.withContiguousStorageIfAvailable {
            Key128(UnsafeRawBufferPointer($0), seed: seed)
        }
        return key ?? Array(id.utf8).withUnsafeBytes { Key128($0, seed: seed) }
    }

    /// The first field in which a transfer is another than the one booked under its id.
    private func differingField(of transfer: Transfer, from number: Int) -> Transfer.Field? {
        let entry = entries[number]
        guard entry.kind == transfer.kind else { return .kind }
        if let from = transfer.from, self.number(of: from) != Int(entry.from) { return .from }
        if let to = transfer.to, self.number(of: to) != Int(entry.to) { return .to }
        guard transfer.bearer.map({ self.number(of: $0) ?? -1 }) == entry.bearerNumber else {
            return .bearer
        }
        guard transfer.amount == (entry.namesAmount ? entry.amount : nil) else { return .amount }
        if let currency = transfer.currency, currency != books[Int(entry.from)].currency {
            return .currency
        }
        // The parties are what the kind needs, unless the hold gives them.
        if let field = transfer.missingField { return field }
        let about = transfer.pendingID.map { transferNumbers.find(key(of: $0)) ?? -1 }
        guard about == (entry.named == .max ? nil : Int(entry.named)) else { return .pendingID }
        guard (transfer.expires?.milliseconds ?? .max) == entry.expires else { return .expires }
        return (transfer.at?.milliseconds ?? .min) == entry.at ? nil : .at
    }
}

/// What was booked on one account, in minor units. All four are never negative.
public struct AccountBook: Equatable, Sendable {
    public internal(set) var debitsPending: Int64 = 0
    public internal(set) var debitsPosted: Int64 = 0
    public internal(set) var creditsPending: Int64 = 0
    public internal(set) var creditsPosted: Int64 = 0
    public let currency: Currency
    let isGuest: Bool
    var mayBeNegative: Bool
    var limits: SpendingLimits
    var spent = DaySum()

    init(_ account: WalletAccount) {
        currency = account.currency
        isGuest = account.kind == .guest
        mayBeNegative = account.mayBeNegative
        limits = account.limits
    }

    /// What the account holds, what is held of it included.
    public var balance: Int64 { creditsPosted - debitsPosted }
    /// What may leave it: the balance without what is held of it.
    public var available: Int64 { balance - debitsPending }
}

/// What was booked under an id.
public struct LedgerBooking: Equatable, Sendable {
    public enum State: UInt8, Sendable {
        /// Final.
        case posted
        /// A hold that has not ended.
        case open
        case voided
        case expired
    }

    public let kind: Transfer.Kind
    public let from: AccountID
    public let to: AccountID
    public let amount: Money
    /// Of an open hold, what is still held; of what a guest paid, what can be given back.
    public let left: Int64
    public let state: State
    /// Whose band it was, when it was said of it or of its hold.
    public let bearer: AccountID?
}

/// One booked transfer, as 64 bytes.
struct LedgerEntry: Sendable {
    let amount: Int64
    /// Of an open hold, what is still held; of what a guest paid, what can be given back.
    var left: Int64
    /// By the sender's clock, in milliseconds; the least number when it said none.
    let at: Int64
    /// In milliseconds; the greatest number for never.
    let expires: Int64
    let from: UInt32
    let to: UInt32
    /// The transfer that it names; the greatest number for none.
    let named: UInt32
    /// Of a hold that was posted, the post.
    var post = UInt32.max
    /// Whose band it was, as its sender said; the greatest number when it said none.
    var bearer = UInt32.max
    /// The civil day that limits counted it to.
    let day: Int32
    let kind: Transfer.Kind
    var state: LedgerBooking.State
    let namesAmount: Bool

    var bearerNumber: Int? { bearer == .max ? nil : Int(bearer) }
}

/// What a guest paid in one place of the house.
struct PaidPair: Sendable {
    /// Less what was given back.
    var paid: Int64 = 0
    var spent = DaySum()
    /// Given back without naming a charge. It follows from the entries, and is not in the image.
    var givenBack = DaySum()
}

/// A sum that begins anew each day.
struct DaySum: Equatable, Sendable {
    private(set) var day = Int32.min
    private var sum: Int64 = 0

    func of(_ day: Int32) -> Int64 { day == self.day ? sum : 0 }

    mutating func add(_ amount: Int64, on day: Int32) {
        sum = of(day) + amount
        self.day = day
    }

    /// Takes back what was added, unless that was on another day.
    mutating func remove(_ amount: Int64, of day: Int32) {
        if day == self.day { sum -= amount }
    }
}

/// When a hold ends by itself.
struct Expiry: Comparable, Sendable {
    let at: Int64
    let number: UInt32
    let id: TransferID

    static func < (left: Self, right: Self) -> Bool {
        (left.at, left.number) < (right.at, right.number)
    }
}
