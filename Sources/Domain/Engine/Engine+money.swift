public import Kernel

/// The wallet within the one fold.
extension Engine {
    /// Judges a command about money.
    ///
    /// What is due by now was written down before: ``moneyDue(at:)``.
    func decideMoney(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        switch command {
        case .openAccount(let account):
            do throws(AccountRefusal) {
                return try ledger.decide(account).map(Record.money)
            } catch {
                throw .account(error)
            }
        case .transfer(let transfer, let day, let alone):
            let records = try booked(transfer, at: now, day: day)
            if let alone, !records.isEmpty,
                let out = ledger.letOut(by: transfer, at: now, day: day), out > alone
            {
                throw .secondPersonNeeded
            }
            return records
        case .askRefund(let transfer, let staff, let day, let alone):
            return try ask(transfer, by: staff, at: now, day: day, alone: alone)
        case .confirmRefund(let id, let staff, let day):
            guard let request = moneyRequests.request(id) else { throw .noRequest }
            guard request.by != staff else { throw .samePerson }
            return try [.moneyRequest(.confirmed(id, by: staff))]
                + booked(request.transfer, at: now, day: day)
        case .takeCash(let transfer, let staff, let day):
            let records = try booked(transfer, at: now, day: day)
            return records.isEmpty
                ? [] : [.moneyRequest(.takenIn(transfer.id, by: staff))] + records
        case .declineRefund(let id, let staff):
            guard moneyRequests.request(id) != nil else { throw .noRequest }
            return [.moneyRequest(.declined(id, by: staff))]
        default: preconditionFailure("no command about money")
        }
    }

    private func booked(
        _ transfer: Transfer, at now: Instant, day: Int32?
    ) throws(CommandRefusal) -> [Record] {
        do throws(LedgerRefusal) {
            return try ledger.decide(transfer, at: now, day: day).map(Record.money)
        } catch {
            throw .money(error)
        }
    }

    /// What the ledger would refuse is refused at once, and judged again when it is confirmed.
    private func ask(
        _ transfer: Transfer, by staff: StaffID, at now: Instant, day: Int32?, alone: Int64
    ) throws(CommandRefusal) -> [Record] {
        guard let out = ledger.letOut(by: transfer, at: now, day: day) else {
            throw .letsNothingOut
        }
        if let waiting = moneyRequests.request(transfer.id) {
            guard let field = transfer.firstDifference(from: waiting.transfer) else { return [] }
            throw .money(.idTaken(field))
        }
        let records = try booked(transfer, at: now, day: day)
        guard !records.isEmpty else { return [] }
        if transfer.kind == .refund, let charge = transfer.pendingID,
            let number = ledger.paidNumber(of: charge)
        {
            // No overflow: both are at most what was paid.
            let left = ledger.entries[number].left - refundsWaiting(for: charge)
            guard transfer.amount ?? 0 <= left else { throw .money(.exceedsCharge) }
        }
        if let from = transfer.from, let (account, book) = ledger.account(from),
            !account.mayBeNegative
        {
            // No overflow: it was judged to be at most what is available.
            let left = book.available - (transfer.amount ?? 0)
            guard outWaiting(from: from) <= left else { throw .exceedsWithWaiting }
        }
        guard out > alone else {
            return [.moneyRequest(.givenAlone(transfer.id, by: staff))] + records
        }
        return [.moneyRequest(try moneyRequests.decide(transfer, by: staff, at: now))]
    }

    /// What was asked back of a charge and waits for a second person. It is counted as given, so
    /// that what nobody could book does not wait.
    ///
    /// - Cost: linear in what waits.
    public func refundsWaiting(for charge: TransferID) -> Int64 {
        guard let number = ledger.paidNumber(of: charge) else { return 0 }
        return moneyRequests.amount {
            $0.kind == .refund && $0.pendingID.flatMap(ledger.paidNumber) == number
        }
    }

    /// What was asked out of an account and waits for a second person. It is counted as gone, of
    /// what is asked for meanwhile; nobody is kept from spending it.
    ///
    /// - Cost: linear in what waits.
    public func outWaiting(from account: AccountID) -> Int64 {
        moneyRequests.amount { $0.from == account }
    }

    /// The hold or the request whose time is over next, if it is over by now: to be written down,
    /// applied, and asked for again.
    public func moneyDue(at now: Instant) -> Record? {
        ledger.due(at: now).map(Record.money)
            ?? moneyRequests.due(at: max(clock, now)).map(Record.moneyRequest)
    }

    /// Puts the ledger back into an engine made from the same snapshot's aggregates.
    public mutating func restoreLedger(_ image: [UInt8]) throws(ByteReaderFailure) {
        guard !image.isEmpty else { return }
        let seed = seed
        let read = image.withUnsafeBytes { bytes -> Result<Ledger, ByteReaderFailure> in
            do throws(ByteReaderFailure) {
                return .success(try Ledger(image: bytes, seed: seed))
            } catch {
                return .failure(error)
            }
        }
        switch read {
        case .success(let restored): ledger = restored
        case .failure(let failure): throw failure
        }
    }
}
