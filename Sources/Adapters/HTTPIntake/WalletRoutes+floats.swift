import Domain
import Foundation
import Hummingbird
import Kernel
import NIOCore
import Ports
import Runtime

/// What tills take with them for when nobody can be asked: docs/wallet.md.
extension WalletRoutes {
    private static let floatByteCountMax = 8 << 10

    func addFloats(to router: Router<some RequestContext>) {
        router.post("/v1/floats") { request, _ in
            do { return try await float(request) } catch { return Problem(error).response }
        }
    }

    private struct NewFloat: Decodable {
        let id: TransferID
        let account: AccountID
        let shop: AccountID
        let bearer: AccountID?
        let amount: Int64
        let currency: Currency?
        let until: String
    }

    private func float(_ request: Request) async throws -> Response {
        guard let sender = sender(request) else { throw Self.unknownKey }
        guard let signer = offers.floats else {
            throw Problem(
                status: .notFound, code: "noFloats",
                detail: "This server signs no floats: start it with --float-key.")
        }
        let bytes = try await body(request, upTo: Self.floatByteCountMax)
        guard let wanted = try? JSONDecoder().decode(NewFloat.self, from: Data(bytes)),
            let until = Instant(rfc3339: wanted.until.utf8),
            let currency = wanted.currency ?? cashier.terms().currency
        else {
            throw Problem(
                status: .badRequest, code: "malformedJSON",
                detail:
                    "Send id, account, shop, amount in minor units, until such as 2026-07-14T18:00:00Z and, if you like, bearer and currency."
            )
        }
        let float = TillFloat(
            hold: wanted.id, account: wanted.account, shop: wanted.shop, bearer: wanted.bearer,
            amount: Money(minorUnits: wanted.amount, currency), until: until)
        do {
            let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
            try await cashier.hold(float, for: sender, at: now)
        } catch let refusal as Cashier.FloatRefusal {
            throw Self.problem(refusal)
        }
        guard let sealed = signer.sealed(float) else {
            throw Problem(
                status: .serviceUnavailable, code: "unavailable",
                detail: "It could not be signed. Send it again.", retryAfterSeconds: 5)
        }
        return Response.json(FloatLine(float, sealed, publicKey: signer.publicKey))
    }

    private static func problem(_ refusal: Cashier.FloatRefusal) -> Problem {
        switch refusal {
        case .notYours:
            Problem(
                status: .forbidden, code: "notYours",
                detail: "A source has floats for the account of its own name.")
        case .badUntil:
            Problem(
                status: .badRequest, code: "badUntil",
                detail: "until is after now, and at most 24 hours.")
        case .refused(let refusal): Problem(refusal)
        case .used:
            Problem(
                status: .conflict, code: "floatUsed",
                detail: "Some of it was charged, or it has ended. Ask for another, with a new id.")
        }
    }
}

private struct FloatLine: Encodable {
    let hold: String
    let account: String
    let shop: String
    let bearer: String?
    let amount: Int64
    let currency: String
    let until: String
    let expires: String
    /// What the till keeps, as base64.
    let float: String
    let publicKey: String

    init(_ float: TillFloat, _ sealed: [UInt8], publicKey: String) {
        hold = float.hold.description
        account = float.account.description
        shop = float.shop.description
        bearer = float.bearer?.description
        amount = float.amount.minorUnits
        currency = float.amount.currency.description
        until = float.until.rfc3339
        expires = (float.until + TillFloat.returnSpan).rfc3339
        self.float = Data(sealed).base64EncodedString()
        self.publicKey = publicKey
    }
}
