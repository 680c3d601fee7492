public import Domain
import Foundation
public import Kernel
public import Ports

/// A payment provider whose own page takes the money: created over HTTPS with an idempotency key,
/// told of by signed calls. docs/wallet.md has its routes and fields.
///
/// What it answers is compared with what was asked: a payment of another sum, or for somebody
/// else, is none.
public struct HostedCheckout: PaymentProvider {
    private let origin: String
    private let keys: ProviderKeys
    private let callbackURL: String?
    private let lanes = ProviderLanes()

    /// - Parameters:
    ///   - origin: Such as `https://api.example.org`; plain http only on this machine.
    ///   - callbackURL: Where it calls us; `nil` when that is set at the provider.
    public init(origin: String, keys: ProviderKeys, callbackURL: String?) {
        self.origin = origin
        self.keys = keys
        self.callbackURL = callbackURL
    }

    public func begin(_ order: PaymentOrder) async throws(PaymentFailure) -> BegunPayment {
        let wanted = NewPayment(
            amount: Sum(order.amount), reference: order.topUp.description,
            description: order.describing, returnURL: order.returnURL, webhookURL: callbackURL)
        guard let body = try? Self.encoder.encode(wanted) else { throw .differs }  // No such text.
        let payment = try await ask(
            "/v1/payments", body: Array(body),
            headers: ["Content-Type: application/json", "Idempotency-Key: \(order.topUp)"])
        guard let event = payment.event, event.topUp == order.topUp, event.amount == order.amount,
            let page = payment.checkoutURL, isPage(page)
        else { throw .differs }
        return BegunPayment(payment: event.payment, page: page)
    }

    public func verify(
        _ callback: PaymentCallback, at now: Instant
    ) throws(CallbackRefusal) -> PaymentEvent {
        try SignedCall(secrets: keys.secrets).check(callback, at: now)
        guard let call = try? JSONDecoder().decode(Call.self, from: Data(callback.body)),
            let event = call.data.event
        else { throw .unreadable }
        return event
    }

    public func state(of payment: PaymentID) async throws(PaymentFailure) -> PaymentEvent {
        let found = try await ask("/v1/payments/\(payment)", body: nil, headers: [])
        guard let event = found.event, event.payment == payment else { throw .differs }
        return event
    }

    // MARK: Its words

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private func ask(
        _ path: String, body: [UInt8]?, headers: [String]
    ) async throws(PaymentFailure) -> Payment {
        let answer = await lanes.ask(
            ProviderLanes.Question(
                url: origin + path,
                headers: ["Authorization: Bearer \(keys.apiKey)", "Accept: application/json"]
                    + headers,
                body: body, allowsHTTP: origin.hasPrefix("http://")))
        switch answer {
        case .status(200..<300, let bytes):
            guard let payment = try? JSONDecoder().decode(Payment.self, from: Data(bytes)) else {
                throw .differs  // No payment.
            }
            return payment
        case .status(429, _), .status(500..<600, _), .failed: throw .unreachable
        case .status(let status, _): throw .refused(status)
        case .busy: throw .busy
        }
    }

    /// Where a guest's browser may be sent: a page over TLS, or one of the provider's own.
    private func isPage(_ url: String) -> Bool {
        url.utf8.count <= 2_048
            && url.utf8.allSatisfy { (33...126).contains($0) && !#""<>\^`{|}"#.utf8.contains($0) }
            && (url.hasPrefix("https://") || url.hasPrefix(origin + "/"))
    }

    private struct Sum: Codable {
        /// Whole minor units.
        let value: Int64
        let currency: String

        init(_ money: Money) {
            value = money.minorUnits
            currency = money.currency.description
        }
    }

    private struct NewPayment: Encodable {
        let amount: Sum
        let reference: String
        let description: String
        let returnURL: String
        let webhookURL: String?

        private enum CodingKeys: String, CodingKey {
            case amount, reference, description
            case returnURL = "return_url"
            case webhookURL = "webhook_url"
        }
    }

    private struct Payment: Decodable {
        let id: String
        let status: String
        let amount: Sum
        let reference: String
        let checkoutURL: String?

        private enum CodingKeys: String, CodingKey {
            case id, status, amount, reference
            case checkoutURL = "checkout_url"
        }

        /// `nil` when a name, the state or the currency is none that we know.
        var event: PaymentEvent? {
            guard id.utf8.count <= HostedCheckout.idByteCountMax, let payment = PaymentID(id),
                let topUp = TopUpID(reference), let currency = Currency(amount.currency),
                let state = HostedCheckout.states[status]
            else { return nil }
            return PaymentEvent(
                payment: payment, topUp: topUp, state: state,
                amount: Money(minorUnits: amount.value, currency))
        }
    }

    private struct Call: Decodable {
        let data: Payment
    }

    /// The name of our booking is made of the payment's, and has 64.
    private static let idByteCountMax = 56

    private static let states: [String: TopUp.State] = [
        "open": .asked, "pending": .asked, "paid": .paid, "failed": .failed, "canceled": .failed,
        "expired": .expired, "refunded": .refunded,
    ]
}
