public import Domain
public import Kernel
import Ports

/// The cash drawer of the band desks: money that guests bring, and what is left that they take
/// home.
///
/// It is an account of the house, ``account``, opened when it is first needed. More may leave it
/// than came in: what a drawer holds besides is the desk's to count.
public struct CashDesk: Sendable {
    /// What the drawer is called in the books.
    public static let account = AccountID("cash")

    private let house: House
    private let cashier: Cashier
    private let statements: Statements

    init(house: House, cashier: Cashier, statements: Statements) {
        self.house = house
        self.cashier = cashier
        self.statements = statements
    }

    /// Whose money a band stands for at a desk.
    public struct Holder: Equatable, Sendable {
        public let account: AccountID
        /// What may be paid out.
        public let left: Money
        /// Whether the band is worn now.
        public let isWorn: Bool
        /// Whether another pays for them: what is put on their own account they cannot spend.
        public let isPaidFor: Bool
    }

    /// What became of it.
    public enum Outcome: Equatable, Sendable {
        /// It is booked, now or when the same was asked before.
        case booked
        /// A second member of staff is asked.
        case waits
        case refused(CommandRefusal)
    }

    /// The account of whoever wears a band; of one that was handed in, of whoever wore it last and
    /// wears no other.
    ///
    /// - Returns: `nil` when there is none.
    /// - Throws: ``EntryRefusal/notAllowed``.
    public func holder(of band: BandID, for viewer: Viewer) async throws -> Holder? {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        return await house.sequencer.read { engine in
            guard let standing = engine.bands.standing(of: band),
                standing.end == nil || engine.bands.worn(by: standing.person).isEmpty,
                let bearer = engine.bands.bearer(standing.person), let id = bearer.account,
                let (account, book) = engine.ledger.account(id)
            else { return nil }
            return Holder(
                account: id, left: Money(minorUnits: book.available, account.currency),
                isWorn: standing.end == nil, isPaidFor: bearer.payingAccount != id)
        }
    }

    /// Puts cash on an account. Who took it is written beside it.
    ///
    /// - Parameter id: The form's own: sent again, nothing is put on twice.
    /// - Throws: ``EntryRefusal/notAllowed``; ``Overload``; ``JournalFailure``.
    public func takeIn(
        _ amount: Money, for account: AccountID, as id: TransferID, by viewer: Viewer
    ) async throws -> Outcome {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        if let refusal = try await open(amount.currency) { return .refused(refusal) }
        let transfer = Transfer(
            id: id, kind: .deposit, from: Self.account, to: account, amount: amount.minorUnits,
            currency: amount.currency)
        return try await outcome(
            of: [.takeCash(transfer, by: viewer.account, day: cashier.terms().day)])
    }

    /// Pays out at once, or when a second member of staff has said yes.
    ///
    /// What guests may spend does not bind what they take home, and is as before after it.
    ///
    /// - Parameter id: The form's own: sent again, nothing is paid out twice.
    /// - Throws: As ``takeIn(_:for:as:by:)``.
    public func payOut(
        _ amount: Money, from account: AccountID, as id: TransferID, by viewer: Viewer
    ) async throws -> Outcome {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        if let refusal = try await open(amount.currency) { return .refused(refusal) }
        let transfer = Transfer(
            id: id, kind: .charge, from: account, to: Self.account, amount: amount.minorUnits,
            currency: amount.currency)
        let terms = cashier.terms()
        return try await outcome(
            of: await unbound(
                account,
                .askRefund(
                    transfer, by: viewer.account, day: terms.day, alone: terms.refundLimit)),
            waiting: id)
    }

    /// A paying out that waits for a second member of staff.
    public struct Waiting: Equatable, Sendable {
        public let request: MoneyRequest
        /// A band that whoever is to be paid wears now, to tell one guest from the next.
        public let band: Band?
        /// Whether a yes would still be booked. What is not can only be declined.
        public let mayBeBooked: Bool
    }

    /// Payings out that wait for a second member of staff, the oldest first.
    public func waiting() async -> [Waiting] {
        await house.sequencer.read { engine in
            engine.moneyRequests.waiting.compactMap { request in
                guard request.transfer.to == Self.account, let from = request.transfer.from else {
                    return nil
                }
                let left = engine.ledger.account(from)?.book.available ?? 0
                let person = engine.bands.person(of: from)
                return Waiting(
                    request: request, band: person.flatMap { engine.bands.worn(by: $0).last },
                    mayBeBooked: request.transfer.amount ?? 0 <= left)
            }
        }
    }

    /// A second person's yes or no to a paying out.
    ///
    /// - Throws: As ``takeIn(_:for:as:by:)``.
    public func answer(_ id: TransferID, isYes: Bool, by viewer: Viewer) async throws -> Outcome {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        guard let request = await cashier.request(id), request.transfer.to == Self.account,
            let from = request.transfer.from
        else { return .refused(.noRequest) }
        guard isYes else {
            return try await outcome(of: [.declineRefund(id, by: viewer.account)])
        }
        let day = cashier.terms().day
        return try await outcome(
            of: await unbound(from, .confirmRefund(id, by: viewer.account, day: day)))
    }

    /// One line of the drawer, to tell on a receipt.
    ///
    /// - Throws: ``JournalFailure``.
    public func line(_ id: TransferID) async throws -> Statements.Line? {
        guard let account = Self.account else { return nil }
        return try await statements.line(id, of: account)
    }

    // MARK: Booking

    private func open(_ currency: Currency) async throws -> CommandRefusal? {
        guard let id = Self.account, await cashier.account(id) == nil else { return nil }
        let drawer = WalletAccount(id: id, kind: .house, currency: currency, mayBeNegative: true)
        guard case .refused(let refusal) = try await outcome(of: [.openAccount(drawer)]) else {
            return nil
        }
        return refusal
    }

    /// The command between two that lift and restore what the guest may spend: one group, so that
    /// nothing else is judged in between.
    private func unbound(_ id: AccountID, _ command: Command) async -> [Command] {
        guard let account = await cashier.account(id)?.account,
            account.limits != SpendingLimits()
        else { return [command] }
        let free = WalletAccount(
            id: id, kind: account.kind, currency: account.currency, family: account.family,
            parent: account.parent, mayLeaveFamily: account.mayLeaveFamily)
        return [.openAccount(free), command, .openAccount(account)]
    }

    private func outcome(
        of commands: [Command], waiting id: TransferID? = nil
    ) async throws -> Outcome {
        for result in try await house.sequencer.submit(commands) {
            if case .failure(let refusal) = result { return .refused(refusal) }
        }
        guard let id, await cashier.request(id) != nil else { return .booked }
        return .waits
    }
}
