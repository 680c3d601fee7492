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
    /// How much of the house's money a transfer lets out, as a second person is asked about it: a
    /// refund with all that was given back of its charge before, so that it cannot be split; and
    /// what a guest takes home, as a payment to an account of the house that may be negative.
    ///
    /// - Returns: `nil` when it lets none out. What is taken out of a hold was asked about then.
    public func letOut(by transfer: Transfer) -> Int64? {
        let amount = transfer.amount ?? 0
        switch transfer.kind {
        case .refund:
            guard let charge = transfer.pendingID.flatMap({ givenBack(of: $0) }) else {
                return amount
            }
            let (sum, overflow) = amount.addingReportingOverflow(charge)
            return overflow ? .max : sum
        case .charge, .pending:
            guard transfer.pendingID == nil, let from = transfer.from.flatMap({ number(of: $0) }),
                let to = transfer.to.flatMap({ number(of: $0) }), books[from].isGuest,
                !books[to].isGuest, books[to].mayBeNegative
            else { return nil }
            return amount
        case .deposit, .transfer, .post, .void: return nil
        }
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
