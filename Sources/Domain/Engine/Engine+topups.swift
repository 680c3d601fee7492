public import Kernel

/// Money that a payment provider takes in for us: asked for, told of, and booked once.
///
/// Word of a provider comes late, twice, out of order or never. Of all that is heard of one payment
/// the first that says "paid" books, under an id made of the payment's.
extension Engine {
    /// What the house's money at payment providers is called, one account a currency.
    public static func providerAccount(_ currency: Currency) -> WalletAccount? {
        AccountID("payments-\(currency)").map {
            WalletAccount(id: $0, kind: .house, currency: currency, mayBeNegative: true)
        }
    }

    func decideTopUp(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        switch command {
        case .askTopUp(let id, let account, let amount):
            return try askTopUp(
                TopUp(id: id, account: account, amount: amount, at: max(now, clock)))
        case .beginTopUp(let id, let payment):
            guard let topUp = topUps[id] else { throw .unknownTopUp }
            guard topUp.payment != payment else { return [] }
            guard topUp.payment == nil else { throw .topUpDiffers }
            return [.topUp(.begun(id, payment))]
        case .settleTopUp(let event, let day):
            return try settle(event, at: now, day: day)
        default: preconditionFailure("no command about a top-up")
        }
    }

    private func askTopUp(_ wanted: TopUp) throws(CommandRefusal) -> [Record] {
        if let known = topUps[wanted.id] {
            guard known.account == wanted.account, known.amount == wanted.amount else {
                throw .topUpDiffers
            }
            return []
        }
        guard topUps.count < TopUpBook.countMax else { throw .tooManyTopUps }
        guard wanted.amount.minorUnits > 0 else { throw .money(.amountNotPositive) }
        guard let guest = ledger.account(wanted.account)?.account else {
            throw .money(.unknownAccount(wanted.account))
        }
        guard guest.currency == wanted.amount.currency else { throw .money(.currencyDiffers) }
        guard guest.kind == .guest else { throw .money(.wrongDirection) }
        return try providerOpened(wanted.amount.currency) + [.topUp(.asked(wanted))]
    }

    private func providerOpened(_ currency: Currency) throws(CommandRefusal) -> [Record] {
        guard let house = Self.providerAccount(currency) else { return [] }
        do throws(AccountRefusal) {
            return try ledger.decide(house).map(Record.money)
        } catch {
            throw .account(error)
        }
    }

    private func settle(
        _ event: PaymentEvent, at now: Instant, day: Int32?
    ) throws(CommandRefusal) -> [Record] {
        guard let topUp = topUps[event.topUp] else {
            // Forgotten by now, and told of once more.
            if let id = event.deposit, ledger.booking(id) != nil { return [] }
            throw .unknownTopUp
        }
        guard topUp.payment ?? event.payment == event.payment else {
            return doubt(event, .paymentDiffers, of: topUp)
        }
        switch (topUp.state, event.state) {
        case (_, .asked), (.paid, .paid), (.refunded, _): return []
        case (.asked, .failed), (.asked, .expired): return [.topUp(.settled(event))]
        case (_, .failed), (_, .expired): return []
        case (_, .refunded) where topUp.state != .paid:
            // The word that it was paid is still on its way, and will find it settled.
            return [.topUp(.settled(event))]
        case (_, .paid), (_, .refunded):
            guard event.amount == topUp.amount else {
                return doubt(event, .amountDiffers, of: topUp)
            }
            return book(event, for: topUp, at: now, day: day)
        }
    }

    private func book(
        _ event: PaymentEvent, for topUp: TopUp, at now: Instant, day: Int32?
    ) -> [Record] {
        let isPaid = event.state == .paid
        let house = Self.providerAccount(topUp.amount.currency)?.id
        guard let id = isPaid ? event.deposit : event.payback,
            let records = try? ledger.decide(
                Transfer(
                    id: id, kind: isPaid ? .deposit : .charge, from: isPaid ? house : topUp.account,
                    to: isPaid ? topUp.account : house, amount: topUp.amount.minorUnits,
                    currency: topUp.amount.currency), at: now, day: day)
        else { return doubt(event, isPaid ? .notBooked : .notTakenBack, of: topUp) }
        return [.topUp(.settled(event))] + records.map(Record.money)
    }

    /// Said once, however often it is heard.
    private func doubt(
        _ event: PaymentEvent, _ doubt: TopUpDoubt, of topUp: TopUp
    ) -> [Record] {
        topUp.doubt == doubt ? [] : [.topUp(.doubted(event, doubt))]
    }
}
