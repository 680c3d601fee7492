import Domain
import Kernel
import Payments
import Ports
import Testing

// The signatures were computed with Python's hmac and hashlib. Tried broken, and found by this
// suite: the moment left out of what is signed; a call of five minutes ago taken; the second secret
// not tried; the sum of another currency taken for the same.
private let first = "webhook-secret whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
private let second = "webhook-secret whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7"

@Suite("A provider's calls")
struct SignedCallTests {
    private static let noon = Instant(milliseconds: 1_800_000_000_000)
    private static let body =
        #"{"data":{"amount":{"currency":"EUR","value":2500},"id":"pay_1","reference":"top-1","#
        + #""status":"paid"},"type":"payment.paid"}"#
    private static let signature = "v1,WpiLBNfm7KcnBnR/Xe0Z9xos6jvkYL/+JX9H+sx2l9w="
    private static let signatureBySecond = "v1,ntisTz6PTJC9yShDKL/gN3fx/PXSTC7o0IleTM4er6g="

    private func provider(_ secrets: [String] = [first]) throws -> HostedCheckout {
        let text = (["# ours", "api-key sk_test_1"] + secrets).joined(separator: "\n")
        return HostedCheckout(
            origin: "https://api.example.org", keys: try ProviderKeys(text), callbackURL: nil)
    }

    private func call(
        _ signatures: String = signature, id: String = "msg_1", at timestamp: String = "1800000000",
        _ body: String = body
    ) -> PaymentCallback {
        PaymentCallback(
            id: id, timestamp: timestamp, signatures: signatures, body: Array(body.utf8))
    }

    @Test("A call that is signed says what it says")
    func signed() throws {
        let event = try provider().verify(call(), at: Self.noon)

        #expect(
            event
                == PaymentEvent(
                    payment: PaymentID("pay_1")!, topUp: TopUpID("top-1")!, state: .paid,
                    amount: Money(minorUnits: 2_500, Currency("EUR")!)))
    }

    @Test("While keys change, either secret and any of several signatures will do")
    func rotation() throws {
        let both = try provider([first, second])
        let signatures = "v1a,AAAA v1,AAAA \(Self.signatureBySecond) v2,x"

        _ = try both.verify(call(signatures), at: Self.noon)
        _ = try both.verify(call(), at: Self.noon)
        #expect(throws: CallbackRefusal.forged) {
            try provider().verify(call(signatures), at: Self.noon)
        }
    }

    @Test("Up to five minutes from our clock a call is taken, and not at five minutes")
    func tolerance() throws {
        let provider = try provider()
        let almost = Span(milliseconds: 299_999)

        for span in [almost, Span(milliseconds: -299_999)] {
            _ = try provider.verify(call(), at: Self.noon + span)
        }
        #expect(throws: CallbackRefusal.tooOld) {
            try provider.verify(call(), at: Self.noon + .minutes(5))
        }
        #expect(throws: CallbackRefusal.tooNew) {
            try provider.verify(call(), at: Self.noon - .minutes(5))
        }
    }

    @Test("What was altered anywhere is not the provider's")
    func forged() throws {
        let provider = try provider()
        let altered = Self.body.replacing("2500", with: "9500")
        for forged in [
            call(id: "msg_2"), call(at: "1800000001"), call(Self.signature, altered),
            call("v1,"), call("v1,AAAA"), call("v1a" + Self.signature.dropFirst(2)),
            call(String(Self.signature.dropFirst(3))),
            call(String(repeating: "v1,AAAA ", count: 8) + Self.signature),
        ] {
            #expect(throws: CallbackRefusal.forged) { try provider.verify(forged, at: Self.noon) }
        }
        for unsigned in [
            call(""), call(id: ""), call(at: ""), call(at: "+1800000000"), call(at: "18e8"),
            call(at: "1800000000.0"), call(at: "99999999999999999999"),
        ] {
            #expect(throws: CallbackRefusal.unsigned) {
                try provider.verify(unsigned, at: Self.noon)
            }
        }
    }

    @Test("A signed call that is none of a payment is unreadable, not a crash")
    func unreadable() throws {
        let other = call(
            "v1,Wwk3o2BWpJ8MniA95/W9I12vxxaSQ9ngDLEOhpGdmR4=", id: "msg_2", #"{"test":1}"#)

        #expect(throws: CallbackRefusal.unreadable) {
            try provider().verify(other, at: Self.noon)
        }
    }

    @Test(
        "A file of keys that is not one is told so",
        arguments: [
            "", "api-key a", first, "api-key a b\n" + first, "api-key a\napi-key b\n" + first,
            "api-key a\nwebhook-secret AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "api-key a\nwebhook-secret whsec_AAEC", "api-key a\nwebhook-secret whsec_!",
            "api-key a\nother x\n" + first, "api-key \u{e9}\n" + first,
            "api-key a\n" + [first, second, first].joined(separator: "\n"),
        ])
    func badKeys(text: String) {
        #expect(throws: ProviderKeys.Problem.self) { try ProviderKeys(text) }
    }

    @Test("A provider that is not there is unreachable")
    func unreachable() async throws {
        let provider = HostedCheckout(
            origin: "http://127.0.0.1:1", keys: try ProviderKeys("api-key a\n" + first),
            callbackURL: nil)

        await #expect(throws: PaymentFailure.unreachable) {
            try await provider.state(of: PaymentID("pay_1")!)
        }
    }
}
