import Domain
import Foundation
import HTTPTypes
public import Hummingbird
import Kernel
import NIOCore
public import Ports
public import Runtime

/// `POST /v1/transfers`, and what accounts hold: docs/wallet.md.
public struct WalletRoutes: Sendable {
    static let bodyByteCountMax = 4 << 20

    let cashier: Cashier
    let bookkeeper: Bookkeeper
    let offers: Offers
    private let gate: OperatorGate

    /// What not every house has.
    public struct Offers: Sendable {
        /// `nil`: there is no payment provider.
        public var topUps: TopUps?
        /// Where a guest comes back to from the provider's page.
        public var returnURL = "http://127.0.0.1/"
        /// `nil`: tills get nothing to take with them.
        public var floats: (any FloatSigner)?

        public init() {}
    }

    /// - Parameter token: The operator's secret in the data folder.
    public init(
        _ cashier: Cashier, bookkeeper: Bookkeeper, credentials: any Credentials, token: String,
        offers: Offers = Offers()
    ) {
        self.cashier = cashier
        self.bookkeeper = bookkeeper
        self.offers = offers
        gate = OperatorGate(credentials, token: token)
    }

    public func add(to router: Router<some RequestContext>) {
        addBooks(to: router)
        addTopUps(to: router)
        addReceipt(to: router)
        addFloats(to: router)
        router.post("/v1/transfers") { request, _ in
            do { return try await take(request) } catch { return Problem(error).response }
        }
        router.get("/v1/transfers/:id") { request, context in
            do {
                guard sender(request) == .house else { throw Self.unknownKey }
                guard let id = context.parameters.get("id").flatMap({ TransferID($0) }),
                    let booking = await cashier.booking(id)
                else {
                    throw Problem(
                        status: .notFound, code: "unknownTransfer",
                        detail: "Nothing was booked under this id.")
                }
                return Response.json(Booking(id, booking))
            } catch {
                return Problem(error).response
            }
        }
        router.get("/v1/accounts/:id") { request, context in
            do {
                let id = context.parameters.get("id").flatMap { AccountID($0) }
                guard let sender = sender(request) else { throw Self.unknownKey }
                guard let id, sender.maySee(id), let found = await cashier.account(id) else {
                    throw Self.unknownAccount
                }
                return Response.json(Holding(found.account, found.book))
            } catch {
                return Problem(error).response
            }
        }
    }

    static let unknownAccount = Problem(
        status: .notFound, code: "unknownAccount",
        detail: "There is no account of this name, or it is another's.")
    static let unknownKey = Problem(
        status: .unauthorized, code: "unknownKey",
        detail: "Send 'Authorization: Bearer' with a source key, or the operator's token.")

    func sender(_ request: Request) -> Cashier.Sender? {
        guard let key = request.headers.bearer else { return nil }
        if gate.isOperator(key) { return .house }
        return cashier.sender(key: key)
    }

    private func take(_ request: Request) async throws -> Response {
        guard let sender = sender(request) else { throw Self.unknownKey }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.bodyByteCountMax)
        } catch is NIOTooManyBytesError {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge",
                detail: "A body has at most 4 MiB. Send it in parts.")
        }
        let bytes = [UInt8](body.readableBytesView)
        let outcomes: [Cashier.Outcome]
        do {
            outcomes = try await cashier.take(bytes, from: sender)
        } catch is TooManyLines {
            throw Problem(
                status: .contentTooLarge, code: "tooManyLines",
                detail: "A request has at most \(Cashier.lineCountMax) lines. Send it in parts.")
        }
        guard !outcomes.isEmpty else {
            throw Problem(
                status: .badRequest, code: "emptyBody", detail: "Send one transfer a line.")
        }
        return Response.json(Answer(outcomes))
    }
}

extension Cashier.Sender {
    /// A till sees its own account and no other.
    func maySee(_ account: AccountID) -> Bool {
        guard case .source(let id) = self else { return true }
        return id.description == account.description
    }
}

private struct Answer: Encodable {
    struct Line: Encodable {
        let line: Int
        let id: String
        let outcome: String
        let code: String?
        let detail: String?
    }

    let booked: Int
    let repeated: Int
    let refused: Int
    let lines: [Line]

    init(_ outcomes: [Cashier.Outcome]) {
        booked = outcomes.filter { $0.kind == .booked }.count
        repeated = outcomes.filter { $0.kind == .repeated }.count
        refused = outcomes.count - booked - repeated
        lines = outcomes.map {
            Line(
                line: $0.line, id: $0.id, outcome: $0.kind.rawValue,
                code: $0.code.isEmpty ? nil : $0.code, detail: $0.detail.isEmpty ? nil : $0.detail)
        }
    }
}

private struct Holding: Encodable {
    let account: String
    let kind: String
    let currency: String
    let balance: Int64
    let available: Int64
    let pendingDebits: Int64
    let pendingCredits: Int64

    init(_ account: WalletAccount, _ book: AccountBook) {
        self.account = account.id.description
        kind = account.kind.rawValue
        currency = account.currency.description
        balance = book.balance
        available = book.available
        pendingDebits = book.debitsPending
        pendingCredits = book.creditsPending
    }
}

private struct Booking: Encodable {
    let id: String
    let kind: String
    let from: String
    let to: String
    let bearer: String?
    let amount: Int64
    let currency: String
    let left: Int64
    let state: String

    init(_ id: TransferID, _ booking: LedgerBooking) {
        self.id = id.description
        kind = "\(booking.kind)"
        from = booking.from.description
        to = booking.to.description
        bearer = booking.bearer?.description
        amount = booking.amount.minorUnits
        currency = booking.amount.currency.description
        left = booking.left
        state = "\(booking.state)"
    }
}
