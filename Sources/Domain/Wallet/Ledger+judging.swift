import Kernel

/// A transfer whose names are numbers, and whose gaps are filled in.
struct LedgerPlan {
    let from: Int
    let to: Int
    let amount: Int64
    /// The transfer that it names.
    var named: Int?
    /// The hold it is taken out of or ends, or the charge it gives back.
    var about: Int?
    /// Whose limits bind besides the payer's; never the payer.
    var bearer: Int?

    /// Where in the table of what was paid it stands: one guest, one place of the house.
    static func pairKey(guest: Int, house: Int) -> Key128 {
        Key128(low: UInt64(guest) << 32 | UInt64(house), high: 1)
    }
}

/// What a transfer means, and whether it may be: in the order of ``LedgerRefusal``.
extension Ledger {
    /// Everything but sums, limits and funds.
    func plan(_ transfer: Transfer, at now: Instant) throws(LedgerRefusal) -> LedgerPlan {
        if let field = transfer.missingField { throw .fieldMissing(field) }
        if let field = transfer.uselessField { throw .fieldNotAllowed(field) }
        if let amount = transfer.amount, amount <= 0 { throw .amountNotPositive }
        let from = try party(transfer.from)
        let to = try party(transfer.to)
        let bearer = try party(transfer.bearer)
        if let from, from == to { throw .sameAccount }
        guard let from, let to, transfer.kind != .post, transfer.kind != .void else {
            return try end(transfer, from, to)
        }
        try judgeWay(of: transfer, from, to, bearer)
        var plan = LedgerPlan(from: from, to: to, amount: transfer.amount ?? 0)
        plan.bearer = bearer == from ? nil : bearer
        switch transfer.kind {
        case .charge:
            guard let id = transfer.pendingID else { return plan }
            let hold = try openHold(id)
            plan.named = hold
            plan.about = hold
            try agree(transfer, from, to, with: hold)
            guard bearer ?? entries[hold].bearerNumber == entries[hold].bearerNumber else {
                throw .pendingDiffers(.bearer)
            }
            guard plan.amount <= entries[hold].left else { throw .exceedsPending }
        case .pending:
            if let expires = transfer.expires, expires <= now { throw .expiresTooEarly }
        case .refund:
            try planRefund(transfer, &plan)
        default: break
        }
        return plan
    }

    private func party(_ id: AccountID?) throws(LedgerRefusal) -> Int? {
        guard let id else { return nil }
        guard let number = number(of: id) else { throw .unknownAccount(id) }
        return number
    }

    private func judgeWay(
        of transfer: Transfer, _ from: Int, _ to: Int, _ bearer: Int?
    ) throws(LedgerRefusal) {
        let currency = books[from].currency
        guard books[to].currency == currency, transfer.currency ?? currency == currency,
            bearer.map({ books[$0].currency }) ?? currency == currency
        else { throw .currencyDiffers }
        let way = (books[from].isGuest, books[to].isGuest)
        let isRight =
            switch transfer.kind {
            case .deposit, .refund: way == (false, true)
            case .charge: way == (true, false)
            case .transfer: way.0 == way.1
            case .pending, .post, .void: true
            }
        guard isRight else { throw .wrongDirection }
        if way == (true, true) {
            let mayLeave = accounts[from].mayLeaveFamily && accounts[to].mayLeaveFamily
            guard mayLeave || accounts[from].isFamily(of: accounts[to]) else { throw .notOneFamily }
        }
        guard let bearer else { return }
        guard way == (true, false) else { throw .bearerNotPaying }
        guard bearer != from else { return }
        guard books[bearer].isGuest, accounts[from].isFamily(of: accounts[bearer]) else {
            throw .bearerNotOfFamily
        }
    }

    /// A post or a void.
    private func end(
        _ transfer: Transfer, _ from: Int?, _ to: Int?
    ) throws(LedgerRefusal) -> LedgerPlan {
        guard let id = transfer.pendingID else { throw .fieldMissing(.pendingID) }
        let hold = try openHold(id)
        try agree(transfer, from, to, with: hold)
        let left = entries[hold].left
        let amount = transfer.amount ?? left
        guard amount <= left else { throw .exceedsPending }
        guard transfer.kind == .post || amount == left else { throw .voidNotWhole }
        return LedgerPlan(
            from: Int(entries[hold].from), to: Int(entries[hold].to), amount: amount, named: hold,
            about: hold)
    }

    private func openHold(_ id: TransferID) throws(LedgerRefusal) -> Int {
        guard let number = transferNumbers.find(key(of: id)) else { throw .unknownPending }
        guard entries[number].kind == .pending else { throw .notPending }
        switch entries[number].state {
        case .open: return number
        case .posted: throw .alreadyPosted
        case .voided: throw .alreadyVoided
        case .expired: throw .alreadyExpired
        }
    }

    private func agree(
        _ transfer: Transfer, _ from: Int?, _ to: Int?, with hold: Int
    ) throws(LedgerRefusal) {
        let entry = entries[hold]
        guard from ?? Int(entry.from) == Int(entry.from) else { throw .pendingDiffers(.from) }
        guard to ?? Int(entry.to) == Int(entry.to) else { throw .pendingDiffers(.to) }
        let currency = books[Int(entry.from)].currency
        guard transfer.currency ?? currency == currency else { throw .pendingDiffers(.currency) }
    }

    /// A refund names a charge, a post, or a hold in place of its post; or gives back some of all
    /// that the guest paid there.
    private func planRefund(
        _ transfer: Transfer, _ plan: inout LedgerPlan
    ) throws(LedgerRefusal) {
        var left = Int64.max
        if let id = transfer.pendingID {
            guard let number = transferNumbers.find(key(of: id)) else { throw .unknownCharge }
            let post = entries[number].post
            let charge = post == .max ? number : Int(post)
            let entry = entries[charge]
            guard entry.kind == .charge || entry.kind == .post, books[Int(entry.from)].isGuest,
                !books[Int(entry.to)].isGuest
            else { throw .notACharge }
            guard Int(entry.to) == plan.from else { throw .chargeDiffers(.from) }
            guard Int(entry.from) == plan.to else { throw .chargeDiffers(.to) }
            plan.named = number
            plan.about = charge
            left = entry.left
        }
        let pair = pairNumbers.find(LedgerPlan.pairKey(guest: plan.to, house: plan.from))
        let paid = pair.map { pairs[$0].paid } ?? 0
        guard plan.amount <= min(left, paid) else { throw .exceedsCharge }
    }

    /// Sums, limits and funds. What is taken out of a hold was judged when it was held.
    func judge(_ plan: LedgerPlan, on day: Int32, kind: Transfer.Kind) throws(LedgerRefusal) {
        if plan.about != nil, kind != .refund { return }
        let (from, to) = (books[plan.from], books[plan.to])
        let amount = plan.amount
        guard
            !(from.debitsPosted + from.debitsPending).addingReportingOverflow(amount).overflow,
            !(to.creditsPosted + to.creditsPending).addingReportingOverflow(amount).overflow
        else { throw .tooLarge }
        if from.isGuest, !to.isGuest { try judgeLimits(plan, on: day) }
        guard from.mayBeNegative || amount <= from.available else { throw .insufficientFunds }
    }

    /// What the payer may spend, and what the bearer may: each limit of both before the next.
    private func judgeLimits(_ plan: LedgerPlan, on day: Int32) throws(LedgerRefusal) {
        let guests = [plan.from] + (plan.bearer.map { [$0] } ?? [])
        func fits(_ limit: Int64?, _ spent: Int64) -> Bool {
            limit.map { plan.amount <= $0 - min(spent, $0) } ?? true
        }
        for guest in guests where !fits(books[guest].limits.charge, 0) { throw .exceedsChargeLimit }
        for guest in guests where !fits(books[guest].limits.day, books[guest].spent.of(day)) {
            throw .exceedsDayLimit
        }
        for guest in guests {
            let pair = pairNumbers.find(LedgerPlan.pairKey(guest: guest, house: plan.to))
            let spent = pair.map { pairs[$0].spent.of(day) } ?? 0
            guard fits(books[guest].limits.shopDay, spent) else { throw .exceedsShopLimit }
        }
    }
}
