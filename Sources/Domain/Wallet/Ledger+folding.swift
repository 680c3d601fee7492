import HeapModule
public import Kernel

/// Writing down what happened.
extension Ledger {
    /// Folds in a record that is in the journal. Never refuses: it has happened.
    ///
    /// - Cost: constant; logarithmic in open holds for one that begins or ends.
    public mutating func apply(_ record: LedgerRecord, at now: Instant) {
        clock = max(clock, now)
        switch record {
        case .accountOpened(let account): open(account)
        case .accountChanged(let account):
            guard let number = number(of: account.id) else { return }
            accounts[number] = account
            books[number].mayBeNegative = account.mayBeNegative
            books[number].limits = account.limits
        case .transferBooked(let transfer, let day):
            // Judged before it was written down: it fits, and cannot be refused again.
            guard let plan = try? plan(transfer, at: .distantPast) else { return }
            fold(transfer, plan, on: day)
        case .pendingExpired(let id, let moment):
            clock = max(clock, moment)
            guard let number = transferNumbers.find(key(of: id)), entries[number].state == .open
            else { return }
            close(number, .expired)
        }
    }

    private mutating func open(_ account: WalletAccount) {
        guard accountNumbers.number(key(of: account.id)).isNew else { return }
        accounts.append(account)
        books.append(AccountBook(account))
    }

    mutating func fold(_ transfer: Transfer, _ plan: LedgerPlan, on day: Int32) {
        let (number, isNew) = transferNumbers.number(key(of: transfer.id))
        guard isNew else { return }
        self.day = max(self.day, day)
        var entry = LedgerEntry(
            amount: plan.amount, left: 0, at: transfer.at?.milliseconds ?? .min,
            expires: transfer.expires?.milliseconds ?? .max, from: UInt32(plan.from),
            to: UInt32(plan.to), named: plan.named.map { UInt32($0) } ?? .max, day: day,
            kind: transfer.kind, state: .posted, namesAmount: transfer.amount != nil)
        if let bearer = transfer.bearer.flatMap({ self.number(of: $0) }) {
            entry.bearer = UInt32(bearer)
        }
        let isPaid = books[plan.from].isGuest && !books[plan.to].isGuest
        switch transfer.kind {
        case .pending:
            entry.left = plan.amount
            entry.state = .open
            books[plan.from].debitsPending += plan.amount
            books[plan.to].creditsPending += plan.amount
            if isPaid { count(plan, on: day) }
            if let expires = transfer.expires {
                expiries.insert(
                    Expiry(at: expires.milliseconds, number: UInt32(number), id: transfer.id))
            }
        case .void: if let hold = plan.about { close(hold, .voided) }
        case .deposit, .charge, .refund, .transfer, .post:
            if transfer.kind == .refund, let charge = plan.about {
                entries[charge].left -= plan.amount
            } else if let hold = plan.about {
                take(plan.amount, outOf: hold)
                if transfer.kind == .post { entries[hold].post = UInt32(number) }
                if transfer.kind == .post || entries[hold].left == 0 { close(hold, .posted) }
            } else if isPaid {
                count(plan, on: day)
            }
            if isPaid { entry.left = plan.amount }
            post(plan, isPaid: isPaid, isRefund: transfer.kind == .refund)
        }
        entries.append(entry)
        noteGivenBack(entry)
    }

    /// Counts a refund that names no charge to its day.
    mutating func noteGivenBack(_ entry: LedgerEntry) {
        guard entry.kind == .refund, entry.named == .max else { return }
        let pair = pair(LedgerPlan.pairKey(guest: Int(entry.to), house: Int(entry.from)))
        pairs[pair].givenBack.add(entry.amount, on: entry.day)
    }

    private mutating func post(_ plan: LedgerPlan, isPaid: Bool, isRefund: Bool) {
        books[plan.from].debitsPosted += plan.amount
        books[plan.to].creditsPosted += plan.amount
        if isPaid {
            let pair = pair(LedgerPlan.pairKey(guest: plan.from, house: plan.to))
            pairs[pair].paid += plan.amount
        } else if isRefund {
            let pair = pair(LedgerPlan.pairKey(guest: plan.to, house: plan.from))
            pairs[pair].paid -= plan.amount
        }
    }

    /// What a guest pays or has held counts to the day, also to the bearer's.
    private mutating func count(_ plan: LedgerPlan, on day: Int32) {
        count(plan.amount, guest: plan.from, house: plan.to, on: day)
        if let bearer = plan.bearer { count(plan.amount, guest: bearer, house: plan.to, on: day) }
    }

    private mutating func count(_ amount: Int64, guest: Int, house: Int, on day: Int32) {
        books[guest].spent.add(amount, on: day)
        let pair = pair(LedgerPlan.pairKey(guest: guest, house: house))
        pairs[pair].spent.add(amount, on: day)
    }

    private mutating func pair(_ key: Key128) -> Int {
        let (number, isNew) = pairNumbers.number(key)
        if isNew { pairs.append(PaidPair()) }
        return number
    }

    private mutating func take(_ amount: Int64, outOf hold: Int) {
        let entry = entries[hold]
        entries[hold].left -= amount
        books[Int(entry.from)].debitsPending -= amount
        books[Int(entry.to)].creditsPending -= amount
    }

    /// Ends a hold: what is left of it is free again, and no longer counts to its day.
    private mutating func close(_ hold: Int, _ state: LedgerBooking.State) {
        let entry = entries[hold]
        take(entry.left, outOf: hold)
        entries[hold].state = state
        let (from, to) = (Int(entry.from), Int(entry.to))
        if books[from].isGuest, !books[to].isGuest, entry.left > 0 {
            uncount(entry.left, guest: from, house: to, of: entry.day)
            if let bearer = entry.bearerNumber, bearer != from {
                uncount(entry.left, guest: bearer, house: to, of: entry.day)
            }
        }
        while let first = expiries.min, entries[Int(first.number)].state != .open {
            expiries.removeMin()
        }
    }

    private mutating func uncount(_ amount: Int64, guest: Int, house: Int, of day: Int32) {
        books[guest].spent.remove(amount, of: day)
        let pair = pair(LedgerPlan.pairKey(guest: guest, house: house))
        pairs[pair].spent.remove(amount, of: day)
    }
}
