public import Domain
public import Kernel
import Ports

/// What staff of a shop see and do about its money. A shop is a zone that has an account of the
/// house under its own name.
public struct ShopDesk: Sendable {
    private let house: House
    private let cashier: Cashier
    private let statements: Statements
    private let bookkeeper: Bookkeeper

    public init(
        house: House, cashier: Cashier, statements: Statements, bookkeeper: Bookkeeper
    ) {
        self.house = house
        self.cashier = cashier
        self.statements = statements
        self.bookkeeper = bookkeeper
    }

    /// The cash drawer, by the same books.
    public var cashDesk: CashDesk {
        CashDesk(house: house, cashier: cashier, statements: statements)
    }

    /// One shop that somebody may see.
    public struct Shop: Sendable {
        public let zone: Zone
        public let account: WalletAccount
        public let book: AccountBook
    }

    /// A refund that waits for a second person, as that one is to judge it.
    public struct Waiting: Sendable {
        public let request: MoneyRequest
        /// What was paid; `nil` when it is older than what is kept in mind.
        public let line: Statements.Line?
        /// Whether a yes would still be booked. What is not can only be declined.
        public let mayBeBooked: Bool
    }

    /// A charge that may be given back, and how much is left of it.
    public struct Charge: Sendable {
        public let line: Statements.Line
        public let left: Money
    }

    /// Today, in days since 1970-01-01 by the venue's clock.
    public var today: Int32 {
        cashier.terms().day ?? Int32(clamping: house.now.milliseconds / 86_400_000)
    }

    /// Shops of the viewer's zones; all of them for leads.
    public func shops(for viewer: Viewer) async -> [Shop] {
        guard viewer.role >= .host else { return [] }
        return await house.sequencer.read { engine in
            engine.zones.enumerated().compactMap { number, zone in
                let index = ZoneIndex(truncatingIfNeeded: number)
                guard viewer.role >= .lead || viewer.mayWatch(index),
                    let id = AccountID(zone.id.description),
                    let (account, book) = engine.ledger.account(id), account.kind == .house
                else { return nil }
                return Shop(zone: zone, account: account, book: book)
            }
        }
    }

    /// One of them, by the name of its zone.
    public func shop(_ name: String, for viewer: Viewer) async -> Shop? {
        await shops(for: viewer).first { $0.zone.id.description == name }
    }

    /// What came and went on a day, oldest first, as far as it is kept in mind.
    ///
    /// - Throws: ``JournalFailure``.
    public func lines(of shop: Shop, on day: Int32) async throws -> [Statements.Line] {
        try await statements.day(day, of: shop.account.id)
    }

    /// A day that adds up, from the books themselves.
    ///
    /// - Throws: ``JournalFailure``.
    public func closing(of shop: Shop, on day: Int32) async throws -> DayClosing {
        try await bookkeeper.closing(of: shop.account.id, on: day)
    }

    /// A charge of the shop's that something is left of.
    ///
    /// - Throws: ``JournalFailure``.
    public func charge(_ id: TransferID, in shop: Shop) async throws -> Charge? {
        guard let left = await left(of: [id], in: shop)[id], left > 0,
            let line = try await statements.line(id, of: shop.account.id)
        else { return nil }
        return Charge(line: line, left: Money(minorUnits: left, line.amount.currency))
    }

    /// How much of each charge or post may still be asked back: what waits for a second person is
    /// counted as given.
    public func left(of ids: [TransferID], in shop: Shop) async -> [TransferID: Int64] {
        await house.sequencer.read { engine in
            var left: [TransferID: Int64] = [:]
            for id in ids {
                guard let booking = engine.ledger.booking(id), booking.to == shop.account.id,
                    booking.kind == .charge || booking.kind == .post
                else { continue }
                left[id] = booking.left - engine.refundsWaiting(for: id)
            }
            return left
        }
    }

    /// Whether a form of giving back was carried out already, or waits for a second person.
    public func isDone(_ id: TransferID, in shop: Shop) async -> Bool {
        if let request = await cashier.request(id) {
            return request.transfer.from == shop.account.id
        }
        return await cashier.booking(id)?.from == shop.account.id
    }

    /// Something that came to the shop, to tell on a receipt.
    ///
    /// - Throws: ``JournalFailure``.
    public func line(_ id: TransferID, in shop: Shop) async throws -> Statements.Line? {
        try await statements.line(id, of: shop.account.id)
    }

    /// What was given back of something that was paid to the shop; `nil` when nothing was.
    public func refunded(of id: TransferID, in shop: Shop) async -> Money? {
        guard let booking = await cashier.booking(id), booking.to == shop.account.id,
            booking.kind == .charge || booking.kind == .post,
            booking.left < booking.amount.minorUnits
        else { return nil }
        return Money(
            minorUnits: booking.amount.minorUnits - booking.left, booking.amount.currency)
    }

    /// Gives back some of a charge: at once, or when a second member of staff has said yes.
    ///
    /// - Parameter id: The form's own: sent again, nothing is given twice.
    /// - Throws: ``EntryRefusal/notAllowed``; ``Overload``; ``JournalFailure``.
    public func refund(
        _ charge: Charge, _ amount: Money, as id: TransferID, in shop: Shop, by viewer: Viewer
    ) async throws -> Cashier.Asked {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        return try await cashier.askRefund(
            Transfer(
                id: id, kind: .refund, from: shop.account.id, to: charge.line.with,
                amount: amount.minorUnits, currency: amount.currency, pendingID: charge.line.id),
            by: viewer.account)
    }

    /// Refunds of the shop that wait for a second member of staff, the oldest first.
    ///
    /// - Throws: ``JournalFailure``.
    public func waiting(in shop: Shop) async throws -> [Waiting] {
        var all: [Waiting] = []
        for request in await cashier.waiting() where request.transfer.from == shop.account.id {
            let amount = request.transfer.amount ?? 0
            var mayBeBooked = amount <= shop.book.available
            var line: Statements.Line?
            if let charge = request.transfer.pendingID {
                let left = await cashier.booking(charge)?.left ?? 0
                mayBeBooked = mayBeBooked && amount <= left
                line = try await statements.line(charge, of: shop.account.id)
            }
            all.append(Waiting(request: request, line: line, mayBeBooked: mayBeBooked))
        }
        return all
    }

    /// A second person's yes or no to a refund of the shop.
    ///
    /// - Throws: ``EntryRefusal/notAllowed``; ``CommandRefusal/noRequest`` for another shop's;
    ///   ``Overload``; ``JournalFailure``.
    public func answer(
        _ id: TransferID, isYes: Bool, in shop: Shop, by viewer: Viewer
    ) async throws -> Cashier.Asked {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        guard let request = await cashier.request(id), request.transfer.from == shop.account.id
        else { throw CommandRefusal.noRequest }
        return isYes
            ? try await cashier.confirm(id, by: viewer.account)
            : try await cashier.decline(id, by: viewer.account)
    }
}
