public import Domain
public import Kernel

/// A customer's bands behind their own link: what is on them, and what the customer changes.
extension OwnPages {
    /// What a customer does about a band.
    public enum BandDoing: Sendable {
        /// Switches a power of whoever doors call so off, or on again.
        case turn(BandPower, isOn: Bool, of: KeyHolderID)
        /// "I lost my band": good for nothing, at once and everywhere.
        case lose(BandID)
        /// Pays no longer for a grown-up whom doors call so.
        case payNoMore(KeyHolderID)
    }

    /// One line of somebody's payments, with what is told of it beside the sum.
    public struct Payment: Sendable {
        public let line: Statements.Line
        /// What was given back of it since; `nil` when nothing was.
        public let refunded: Money?
        public let spender: Spender
    }

    /// Whose band it was.
    public enum Spender: Equatable, Sendable {
        case themself
        /// Somebody they pay for: their name, by that one's leave.
        case other(String?)
    }

    /// Payments of whoever a link is of.
    public struct Payments: Sendable {
        public let holding: OwnBands.Holding
        /// The newest first.
        public let lines: [Payment]
        /// Whether there are older ones, as far as they are kept in mind.
        public let hasOlder: Bool
    }

    /// - Returns: Whether the secret opens anything.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func act(_ doing: BandDoing, _ secret: String) async throws -> Bool {
        guard let person = try admit(secret) else { return false }
        guard let bands = await house.sequencer.read({ $0.ownBands(of: person) }) else {
            throw CommandRefusal.band(.unknownBearer)
        }
        switch doing {
        case .turn(let power, let isOn, let key):
            guard let wearer = bands.wearer(called: key) else {
                throw CommandRefusal.band(.unknownBearer)
            }
            guard !isOn || wearer.mayWiden else { throw CommandRefusal.guardianNeeded }
            try await bandDesk.turn(power, on: isOn, of: wearer.bearer.person)
        case .lose(let band):
            let worn = (bands.own + bands.children).flatMap(\.bands).first { $0.band.id == band }
            guard let worn, let holder = Self.holder else {
                throw CommandRefusal.band(.unknownBand)
            }
            // What is broken, or lost already, is dead as it is.
            guard worn.end == nil else { return true }
            try await bandDesk.block(band, .lost, by: holder)
        case .payNoMore(let key): try await payNoMore(key, by: person)
        }
        return true
    }

    private func payNoMore(_ key: KeyHolderID, by person: PersonID) async throws {
        guard
            let companion = await house.sequencer.read({
                $0.companion(called: key, paidBy: person)
            })
        else { throw CommandRefusal.band(.unknownBearer) }
        try await house.sequencer.submit(
            .bands(.payNoMore(companion.account, for: companion.person)))
    }

    /// What a phone shows at doors; `nil` for a secret that opens nothing.
    ///
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``PhoneKeyRefusal``; ``JournalFailure``.
    public func phoneKey(_ secret: String) async throws -> PhoneKeys.Key? {
        guard let person = try admit(secret) else { return nil }
        return try await phoneKeys.key(of: person)
    }

    /// Their own accounts; `nil` for a secret that opens nothing.
    ///
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func holdings(_ secret: String) async throws -> [OwnBands.Holding]? {
        guard let person = try admit(secret) else { return nil }
        return await house.sequencer.read { $0.ownBands(of: person)?.holdings ?? [] }
    }

    /// What came to their own accounts and went from them; `nil` for a secret that opens nothing.
    ///
    /// - Parameter skipped: How many of each account's newest are left out.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func payments(_ secret: String, skipping skipped: Int = 0) async throws -> [Payments]? {
        guard let person = try admit(secret) else { return nil }
        let bands = await house.sequencer.read { $0.ownBands(of: person) }
        var all: [Payments] = []
        for holding in bands?.holdings ?? [] {
            let (lines, hasOlder) = try await statements.last(
                of: holding.account.id, skipping: skipped)
            all.append(
                Payments(
                    holding: holding, lines: await told(lines, of: holding.account.id, to: person),
                    hasOlder: hasOlder))
        }
        return all
    }

    /// One payment of theirs, also an old one; `nil` for a secret that opens nothing, and for what
    /// is not theirs.
    ///
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func payment(_ id: TransferID, _ secret: String) async throws -> Payment? {
        guard let person = try admit(secret) else { return nil }
        let bands = await house.sequencer.read { $0.ownBands(of: person) }
        for holding in bands?.holdings ?? [] {
            let account = holding.account.id
            if let line = try await statements.line(id, of: account) {
                return await told([line], of: account, to: person).first
            }
        }
        return nil
    }

    private func told(
        _ lines: [Statements.Line], of account: AccountID, to person: PersonID
    ) async -> [Payment] {
        await house.sequencer.read { engine in
            lines.map { line in
                let booking = engine.ledger.booking(line.id)
                let isPaid = booking?.kind == .charge || booking?.kind == .post
                let back = booking.map { $0.amount.minorUnits - $0.left } ?? 0
                let bearer = booking?.bearer.flatMap { $0 == account ? nil : $0 }
                return Payment(
                    line: line,
                    refunded: isPaid && back > 0
                        ? Money(minorUnits: back, line.amount.currency) : nil,
                    spender: bearer.map {
                        .other(engine.spenderName($0, paidBy: person))
                    } ?? .themself)
            }
        }
    }
}
