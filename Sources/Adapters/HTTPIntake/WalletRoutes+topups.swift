import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Ports
import Runtime

/// Top-ups by way of a payment provider, and the provider's calls: docs/wallet.md.
extension WalletRoutes {
    private static let topUpByteCountMax = 8 << 10
    /// The most bytes of a provider's call.
    private static let callByteCountMax = 64 << 10

    func addTopUps(to router: Router<some RequestContext>) {
        router.post("/v1/topups") { request, _ in
            do { return try await begin(request) } catch { return Problem(error).response }
        }
        router.get("/v1/topups") { request, _ in
            do {
                guard sender(request) == .house else { throw Self.unknownKey }
                let doubted = try await provided().doubted()
                return Response.json(["doubted": doubted.map { TopUpLine($0, page: nil) }])
            } catch {
                return Problem(error).response
            }
        }
        router.get("/v1/topups/:id") { request, context in
            do {
                guard sender(request) != nil else { throw Self.unknownKey }
                let topUps = try provided()
                let asks = request.uri.queryParameters["ask"] != nil
                guard let id = context.parameters.get("id").flatMap({ TopUpID($0) }),
                    let topUp = asks ? try await topUps.refreshed(id) : await topUps.topUp(id)
                else { throw Self.unknownTopUp }
                return Response.json(TopUpLine(topUp, page: nil))
            } catch {
                return Problem(error).response
            }
        }
        router.post("/v1/payments/callback") { request, _ in
            do { return try await hear(request) } catch { return Problem(error).response }
        }
    }

    private static let unknownTopUp = Problem(
        status: .notFound, code: "unknownTopUp", detail: "Nothing was asked for under this id.")

    private func provided() throws -> TopUps {
        guard let topUps = offers.topUps else {
            throw Problem(
                status: .notFound, code: "noPayments",
                detail: "This server has no payment provider: start it with --payments.")
        }
        return topUps
    }

    func body(_ request: Request, upTo byteCount: Int) async throws -> [UInt8] {
        do {
            let body = try await request.body.collect(upTo: byteCount)
            return [UInt8](body.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge",
                detail: "A body has at most \(byteCount >> 10) KiB here.")
        }
    }

    // MARK: Asking

    private struct NewTopUp: Decodable {
        let id: TopUpID
        let account: AccountID
        let amount: Int64
        let currency: Currency?
        let returnURL: String?

        private enum CodingKeys: String, CodingKey {
            case id, account, amount, currency
            case returnURL = "return_url"
        }
    }

    private func begin(_ request: Request) async throws -> Response {
        guard sender(request) != nil else { throw Self.unknownKey }
        let topUps = try provided()
        let bytes = try await body(request, upTo: Self.topUpByteCountMax)
        guard let wanted = try? JSONDecoder().decode(NewTopUp.self, from: Data(bytes)),
            let currency = wanted.currency ?? cashier.terms().currency,
            Self.isAddress(wanted.returnURL ?? offers.returnURL)
        else {
            throw Problem(
                status: .badRequest, code: "malformedJSON",
                detail:
                    "Send id, account, amount in minor units and, if you like, currency and return_url."
            )
        }
        let begun = try await topUps.begin(
            wanted.id, account: wanted.account,
            amount: Money(minorUnits: wanted.amount, currency), describing: "\(wanted.account)",
            returnURL: wanted.returnURL ?? offers.returnURL)
        switch begun {
        case .page(let page, let topUp): return Response.json(TopUpLine(topUp, page: page))
        case .settled(let topUp): return Response.json(TopUpLine(topUp, page: nil))
        case .refused(let refusal): throw Problem(refusal)
        case .failed(let failure): throw Self.problem(failure)
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= 2_048 && text.utf8.allSatisfy { (33...126).contains($0) }
            && (text.hasPrefix("https://") || text.hasPrefix("http://"))
    }

    private static func problem(_ failure: PaymentFailure) -> Problem {
        switch failure {
        case .unreachable:
            Problem(
                status: .serviceUnavailable, code: "providerUnreachable",
                detail: "The payment provider does not answer. Send it again.",
                retryAfterSeconds: 5)
        case .busy:
            Problem(
                status: .serviceUnavailable, code: "overload",
                detail: "Too many payments are being begun. Send it again.", retryAfterSeconds: 1)
        case .refused(let status):
            Problem(
                status: .badGateway, code: "providerRefused",
                detail: "The payment provider says no, with status \(status).")
        case .differs:
            Problem(
                status: .badGateway, code: "providerDiffers",
                detail: "The payment provider answered something else than was asked for.")
        }
    }

    // MARK: Calls

    private func hear(_ request: Request) async throws -> Response {
        let topUps = try provided()
        func header(_ name: String) -> String {
            HTTPField.Name(name).flatMap { request.headers[$0] } ?? ""
        }
        let callback = PaymentCallback(
            id: header("webhook-id"), timestamp: header("webhook-timestamp"),
            signatures: header("webhook-signature"),
            body: try await body(request, upTo: Self.callByteCountMax))
        switch try await topUps.take(callback) {
        case .settled: return Response.json(["outcome": "settled"])
        case .known: return Response.json(["outcome": "known"])
        case .doubted(let doubt): return Response.json(["outcome": doubt.rawValue])
        case .unknown: return Response.json(["outcome": "unknownTopUp"])
        case .refused(let refusal):
            throw Problem(
                status: refusal == .unreadable ? .badRequest : .unauthorized,
                code: refusal.rawValue, detail: refusal.advice)
        }
    }
}

private struct TopUpLine: Encodable {
    let id: String
    let account: String
    let amount: Int64
    let currency: String
    let state: String
    let payment: String?
    let doubt: String?
    let page: String?

    init(_ topUp: TopUp, page: String?) {
        id = topUp.id.description
        account = topUp.account.description
        amount = topUp.amount.minorUnits
        currency = topUp.amount.currency.description
        state = topUp.state.rawValue
        payment = topUp.payment?.description
        doubt = topUp.doubt?.rawValue
        self.page = page
    }
}
