public import Domain
public import Kernel
public import Ports

/// Takes in what moves money, and tells what somebody may know of it.
public struct Cashier: Sendable {
    /// The most lines of one request.
    public static let lineCountMax = 10_000

    /// Who sends a line.
    public enum Sender: Equatable, Sendable {
        /// Whoever runs the house: opens accounts, and moves money anywhere.
        case house
        /// A till or cash desk. The house's side of what it sends is the account of its own name,
        /// and it lets no more out than one person may.
        case source(SourceID)
    }

    /// What became of one line.
    public struct Outcome: Sendable {
        public enum Kind: String, Sendable {
            case booked
            /// The same was booked before: nothing changed.
            case repeated
            case refused
            /// The line cannot be read.
            case malformed
        }

        /// From 1.
        public let line: Int
        public let id: String
        public let kind: Kind
        /// Why not, and one sentence about it.
        public let code: String
        public let detail: String
    }

    /// What the venue says of money, at this moment.
    public struct Terms: Sendable {
        /// The venue's civil day, in days since 1970-01-01.
        public let day: Int32?
        /// The most that one person, or a till, lets out of the house alone, in minor units.
        public let refundLimit: Int64
        /// What the venue's prices are in.
        public let currency: Currency?
        public let name: Words
        /// By its IANA name.
        public let timeZone: String

        public init(
            day: Int32?, refundLimit: Int64, currency: Currency?, name: Words, timeZone: String
        ) {
            self.day = day
            self.refundLimit = refundLimit
            self.currency = currency
            self.name = name
            self.timeZone = timeZone
        }
    }

    let sequencer: Sequencer
    /// Asked anew for each request: the venue is changed while the server runs.
    public let terms: @Sendable () -> Terms
    private let decoder: any MoneyDecoder
    private let doorkeeper: Doorkeeper

    public init(
        sequencer: Sequencer, decoder: any MoneyDecoder, doorkeeper: Doorkeeper,
        terms: @escaping @Sendable () -> Terms
    ) {
        self.sequencer = sequencer
        self.decoder = decoder
        self.doorkeeper = doorkeeper
        self.terms = terms
    }

    /// The source a key belongs to.
    public func sender(key: String) -> Sender? { doorkeeper.source(key: key).map(Sender.source) }

    /// Books lines one after another, each by itself, and answers when all of it is on disk.
    ///
    /// - Throws: ``TooManyLines``; ``Overload``; ``JournalFailure``.
    public func take(_ body: [UInt8], from sender: Sender) async throws -> [Outcome] {
        let terms = terms()
        let lines = try body.withUnsafeBytes { try read($0, from: sender, terms) }
        let commands = lines.compactMap(\.command)
        let results = commands.isEmpty ? [] : try await sequencer.submit(commands)
        var result = results.makeIterator()
        return lines.map { line in
            guard line.command != nil, let next = result.next() else { return line.outcome }
            return line.outcome(next)
        }
    }

    /// What an account holds and may; `nil` when there is none.
    public func account(_ id: AccountID) async -> (account: WalletAccount, book: AccountBook)? {
        await sequencer.read { engine in
            engine.ledger.account(id)
        }
    }

    /// What was booked under an id.
    public func booking(_ id: TransferID) async -> LedgerBooking? {
        await sequencer.read { $0.ledger.booking(id) }
    }

    // MARK: Lines

    private struct Line {
        let number: Int
        let id: String
        var command: Command?
        var code = ""
        var detail = ""
        /// Whether it could be read, and is not the sender's to send.
        var isRead = false

        var outcome: Outcome {
            Outcome(
                line: number, id: id, kind: isRead ? .refused : .malformed, code: code,
                detail: detail)
        }

        func outcome(_ result: Result<Bool, CommandRefusal>) -> Outcome {
            switch result {
            case .success(let isNew):
                Outcome(
                    line: number, id: id, kind: isNew ? .booked : .repeated, code: "", detail: "")
            case .failure(let refusal):
                Outcome(
                    line: number, id: id, kind: .refused, code: refusal.code,
                    detail: refusal.moneyDetail)
            }
        }
    }

    private func read(
        _ body: UnsafeRawBufferPointer, from sender: Sender, _ terms: Terms
    ) throws -> [Line] {
        var lines: [Line] = []
        var number = 0
        // The first that the request names goes for accounts that name none, as in a file.
        var named: Currency?
        let bytes = body.bindMemory(to: UInt8.self)
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) else { continue }
            guard lines.count < Self.lineCountMax else { throw TooManyLines() }
            do throws(MoneyLineProblem) {
                let said = try decoder.decode(UnsafeBufferPointer(rebasing: line))
                named = named ?? said.currency
                lines.append(judged(said, number, sender, terms, named))
            } catch {
                lines.append(
                    Line(
                        number: number, id: "", code: "malformed",
                        detail: "\(error.place) \(error.message)"))
            }
        }
        return lines
    }

    private func judged(
        _ said: MoneyLine, _ number: Int, _ sender: Sender, _ terms: Terms,
        _ named: Currency?
    ) -> Line {
        switch said {
        case .account(let account):
            guard sender == .house else {
                return Line(
                    number: number, id: "\(account.id)", code: "notYours",
                    detail: "only the operator opens accounts", isRead: true)
            }
            guard let currency = account.currency ?? named else {
                return Line(
                    number: number, id: "\(account.id)", code: "malformed",
                    detail: "currency is missing; write an active code of ISO 4217, as EUR")
            }
            return Line(
                number: number, id: "\(account.id)",
                command: .openAccount(account.account(in: currency)))
        case .transfer(let transfer):
            guard sender.mayMove(transfer) else {
                return Line(
                    number: number, id: "\(transfer.id)", code: "notYours",
                    detail: "a source moves money from and to the account of its own name",
                    isRead: true)
            }
            return Line(
                number: number, id: "\(transfer.id)",
                command: .transfer(
                    transfer, day: terms.day, alone: sender == .house ? nil : terms.refundLimit))
        }
    }
}

extension MoneyLine {
    fileprivate var currency: Currency? {
        switch self {
        case .account(let account): account.currency
        case .transfer(let transfer): transfer.currency
        }
    }
}

/// A request has more lines than ``Cashier/lineCountMax``.
public struct TooManyLines: Error, Sendable {}

extension Cashier.Sender {
    /// Whether the house's side of a transfer is the sender's own. A post or a void names its hold,
    /// and must say the side all the same.
    func mayMove(_ transfer: Transfer) -> Bool {
        guard case .source(let id) = self else { return true }
        let own = AccountID(id.description)
        return switch transfer.kind {
        case .deposit, .refund: transfer.from == own
        case .charge, .pending, .post, .void: transfer.to == own
        case .transfer: false
        }
    }
}

extension CommandRefusal {
    /// One sentence for whoever sent it, of what is refused about money.
    public var moneyDetail: String {
        switch self {
        case .letsNothingOut: "only a refund or a paying out is asked for so"
        case .tooManyRequests: "too many requests wait; answer some first"
        case .noRequest: "nothing waits under this id"
        case .samePerson: "whoever asked for it cannot confirm it; ask a second person"
        case .secondPersonNeeded:
            "more than a till gives back alone; ask at a desk, where a second person confirms it"
        case .exceedsWithWaiting:
            "with what waits already it is more than the account has; answer what waits first"
        case .money(let refusal): refusal.detail
        case .account(let refusal): "the account is not opened so: \(refusal.code)"
        default: code
        }
    }
}
