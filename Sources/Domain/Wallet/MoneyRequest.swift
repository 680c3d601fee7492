public import Kernel

/// A refund or a paying out that a member of staff asked for and that waits for a second one.
public struct MoneyRequest: Equatable, Sendable, Codable {
    /// How long it waits: the next day's shift still finds it.
    public static let waitingSpan = Span.hours(24)
    /// The most that wait at once.
    public static let waitingCountMax = 1_000

    /// What is booked when it is confirmed. Its id is the request's.
    public let transfer: Transfer
    public let by: StaffID
    public let at: Instant

    public init(transfer: Transfer, by: StaffID, at: Instant) {
        self.transfer = transfer
        self.by = by
        self.at = at
    }

    public var lapsesAt: Instant { at + Self.waitingSpan }
}

/// What is written down of who let money out of the house: a row of the journal each.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum MoneyRequestRecord: Equatable, Sendable, Codable {
    case asked(MoneyRequest)
    /// The booking is the next row, unless the same was booked before.
    case confirmed(TransferID, by: StaffID)
    case declined(TransferID, by: StaffID)
    /// Nobody confirmed it in time.
    case lapsed(TransferID, at: Instant)
    /// Within the limit, where one member's word is enough; the booking is the next row.
    case givenAlone(TransferID, by: StaffID)
    /// Cash that a member of staff took in for a guest; the booking is the next row.
    case takenIn(TransferID, by: StaffID)
}

/// The requests that wait, the oldest first.
public struct MoneyRequests: Equatable, Sendable {
    public private(set) var waiting: [MoneyRequest]

    public init(_ waiting: [MoneyRequest] = []) { self.waiting = waiting }

    public func request(_ id: TransferID) -> MoneyRequest? {
        waiting.first { $0.transfer.id == id }
    }

    /// What waits of some transfers together; the most that 64 bits hold when it is more.
    func amount(of isMeant: (Transfer) -> Bool) -> Int64 {
        waiting.reduce(0) { sum, request in
            guard isMeant(request.transfer) else { return sum }
            let (next, overflow) = sum.addingReportingOverflow(request.transfer.amount ?? 0)
            return overflow ? .max : next
        }
    }

    /// The request whose time is over, if one's is: to be written down, applied and asked again.
    func due(at now: Instant) -> MoneyRequestRecord? {
        guard let first = waiting.first, first.lapsesAt <= now else { return nil }
        return .lapsed(first.transfer.id, at: first.lapsesAt)
    }

    /// Judges asking for a transfer that one member's word is not enough for.
    func decide(
        _ transfer: Transfer, by staff: StaffID, at now: Instant
    ) throws(CommandRefusal) -> MoneyRequestRecord {
        guard waiting.count < MoneyRequest.waitingCountMax else { throw .tooManyRequests }
        return .asked(MoneyRequest(transfer: transfer, by: staff, at: now))
    }

    /// Folds in a record that is in the journal.
    mutating func apply(_ record: MoneyRequestRecord) {
        switch record {
        case .asked(let request): waiting.append(request)
        case .confirmed(let id, _), .declined(let id, _), .lapsed(let id, _):
            waiting.removeAll { $0.transfer.id == id }
        case .givenAlone, .takenIn: break
        }
    }
}

extension Transfer {
    /// The first field in which another is not the same.
    func firstDifference(from other: Transfer) -> Field? {
        if kind != other.kind { return .kind }
        if from != other.from { return .from }
        if to != other.to { return .to }
        if bearer != other.bearer { return .bearer }
        if amount != other.amount { return .amount }
        if currency != other.currency { return .currency }
        if pendingID != other.pendingID { return .pendingID }
        if expires != other.expires { return .expires }
        return at == other.at ? nil : .at
    }
}

extension Ledger {
    /// How much of the house's money a transfer lets out, as a second person is asked about it.
    ///
    /// A refund counts with all that was given back of its charge before, and one that names no
    /// charge with all such of that day by the same shop to the same guest: so neither can be
    /// split. What a guest takes home, as a payment to an account of the house that may be
    /// negative, counts by itself. A deposit out of an account that may not be negative, a shop's,
    /// is what no till does: there is no sum up to which it is within bounds.
    ///
    /// - Parameters:
    ///   - now: When it arrived, by our clock.
    ///   - day: As for ``decide(_:at:day:)``.
    /// - Returns: `nil` when it lets none out. What is taken out of a hold was asked about then.
    public func letOut(by transfer: Transfer, at now: Instant, day: Int32?) -> Int64? {
        let amount = transfer.amount ?? 0
        switch transfer.kind {
        case .refund:
            let before =
                if let charge = transfer.pendingID {
                    givenBack(of: charge) ?? 0
                } else {
                    givenBack(
                        by: transfer.from, to: transfer.to,
                        on: max(self.day, day ?? Int32(clamping: max(clock, now).day)))
                }
            let (sum, overflow) = amount.addingReportingOverflow(before)
            return overflow ? .max : sum
        case .deposit:
            guard let from = transfer.from.flatMap({ number(of: $0) }), !books[from].isGuest,
                !books[from].mayBeNegative
            else { return nil }
            return .max
        case .charge, .pending:
            guard transfer.pendingID == nil, let from = transfer.from.flatMap({ number(of: $0) }),
                let to = transfer.to.flatMap({ number(of: $0) }), books[from].isGuest,
                !books[to].isGuest, books[to].mayBeNegative
            else { return nil }
            return amount
        case .transfer, .post, .void: return nil
        }
    }

    /// What a shop gave back to a guest on a day without naming a charge.
    private func givenBack(by shop: AccountID?, to guest: AccountID?, on day: Int32) -> Int64 {
        guard let shop = shop.flatMap({ number(of: $0) }),
            let guest = guest.flatMap({ number(of: $0) }),
            let pair = pairNumbers.find(LedgerPlan.pairKey(guest: guest, house: shop))
        else { return 0 }
        return pairs[pair].givenBack.of(day)
    }

    /// What of a charge, or of the post of a hold, was given back.
    func givenBack(of id: TransferID) -> Int64? {
        guard let entry = paidNumber(of: id).map({ entries[$0] }) else { return nil }
        guard entry.kind == .charge || entry.kind == .post, books[Int(entry.from)].isGuest,
            !books[Int(entry.to)].isGuest
        else { return nil }
        return entry.amount - entry.left
    }

    /// Which booking a refund that names the id is of: of a hold that was posted, the post.
    func paidNumber(of id: TransferID) -> Int? {
        guard let number = transferNumbers.find(key(of: id)) else { return nil }
        let post = entries[number].post
        return post == .max ? number : Int(post)
    }
}
