public import Domain
public import Kernel

/// What a payment provider is asked to take in.
public struct PaymentOrder: Equatable, Sendable {
    /// What the provider calls the payment back by. Asked for again under it, it is one payment.
    public let topUp: TopUpID
    public let amount: Money
    /// What the guest reads on the provider's page.
    public let describing: String
    /// Where the guest's browser goes afterwards. It proves nothing: whoever knows it can open it.
    public let returnURL: String

    public init(topUp: TopUpID, amount: Money, describing: String, returnURL: String) {
        self.topUp = topUp
        self.amount = amount
        self.describing = describing
        self.returnURL = returnURL
    }
}

/// A payment that a guest can make now.
public struct BegunPayment: Equatable, Sendable {
    public let payment: PaymentID
    /// The provider's page, to send the guest's browser to.
    public let page: String

    public init(payment: PaymentID, page: String) {
        self.payment = payment
        self.page = page
    }
}

/// A call from the provider, or from somebody who says so: the headers of Standard Webhooks.
public struct PaymentCallback: Sendable {
    public let id: String
    /// Seconds since 1970, as text.
    public let timestamp: String
    /// `v1,` and base64, several with spaces between.
    public let signatures: String
    public let body: [UInt8]

    public init(id: String, timestamp: String, signatures: String, body: [UInt8]) {
        self.id = id
        self.timestamp = timestamp
        self.signatures = signatures
        self.body = body
    }
}

/// Why a call is not taken for the provider's. When several apply, the one declared first is named.
public enum CallbackRefusal: String, Error, CaseIterable, Sendable {
    case unsigned
    /// Five minutes before our clock, or more than that.
    case tooOld
    case tooNew
    case forged
    /// The provider's, and not to be understood.
    case unreadable

    /// One sentence for whoever sent it.
    public var advice: String {
        switch self {
        case .unsigned: "The call bears no signature; nothing was taken in."
        case .tooOld: "The call was signed five minutes ago or more; sign it anew."
        case .tooNew: "The call is signed ahead of our clock; check the sender's."
        case .forged: "The signature does not fit the call; check the key on both sides."
        case .unreadable: "The call is signed, and says nothing that is known; see docs/wallet.md."
        }
    }
}

/// Why a provider does not do what it is asked.
public enum PaymentFailure: Error, Equatable, Sendable {
    /// No answer, or one that says to try later. Asked again, it is the same payment.
    case unreachable
    /// Too many are being asked for at once.
    case busy
    /// No, with its HTTP status: asking again does not help.
    case refused(Int)
    /// It answered something else than was asked for.
    case differs
}

/// Takes money in for us on a page of its own, and tells us about it.
public protocol PaymentProvider: Sendable {
    /// Begins a payment, or gives the one that was begun for the same top-up.
    func begin(_ order: PaymentOrder) async throws(PaymentFailure) -> BegunPayment

    /// What a call says, once it is known to be the provider's.
    ///
    /// The same call may come again: what it says is to be booked once.
    func verify(
        _ callback: PaymentCallback, at now: Instant
    ) throws(CallbackRefusal) -> PaymentEvent

    /// What the provider says of a payment now, for a call that was lost.
    func state(of payment: PaymentID) async throws(PaymentFailure) -> PaymentEvent
}
