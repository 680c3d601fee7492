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
    }

    /// Payments of whoever a link is of.
    public struct Payments: Sendable {
        public let account: WalletAccount
        public let book: AccountBook
        /// The newest first.
        public let lines: [Statements.Line]
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
        }
        return true
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
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func payments(_ secret: String) async throws -> [Payments]? {
        guard let person = try admit(secret) else { return nil }
        let bands = await house.sequencer.read { $0.ownBands(of: person) }
        var all: [Payments] = []
        for holding in bands?.holdings ?? [] {
            all.append(
                Payments(
                    account: holding.account, book: holding.book,
                    lines: try await statements.last(of: holding.account.id)))
        }
        return all
    }
}
