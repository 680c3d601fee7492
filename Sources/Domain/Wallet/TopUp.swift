public import Kernel

public enum TopUpNoun {}
public enum PaymentNoun {}

/// A guest's wish to put money on an account. Its id is the sender's, and what the payment
/// provider is told to call the payment back by.
public typealias TopUpID = Identifier<TopUpNoun>
/// What the payment provider calls a payment.
public typealias PaymentID = Identifier<PaymentNoun>

/// Money that is asked of a payment provider and, once paid there, stands on a guest's account.
public struct TopUp: Equatable, Sendable, Codable {
    public enum State: String, Sendable, Codable {
        /// Nothing final was heard.
        case asked
        /// The deposit is booked.
        case paid
        case failed
        case expired
        /// The provider gave the money back.
        case refunded
    }

    public let id: TopUpID
    public let account: AccountID
    public let amount: Money
    public let at: Instant
    /// Known once the provider was asked.
    public internal(set) var payment: PaymentID?
    public internal(set) var state: State
    /// What somebody of the house has to look at.
    public internal(set) var doubt: TopUpDoubt?

    public init(id: TopUpID, account: AccountID, amount: Money, at: Instant) {
        self.id = id
        self.account = account
        self.amount = amount
        self.at = at
        state = .asked
    }
}

/// Why word of a provider books nothing, although it is the provider's. Names stand in the journal.
public enum TopUpDoubt: String, Sendable, Codable {
    /// Another payment than the one that was begun for this top-up.
    case paymentDiffers
    /// Another sum, or another currency, than was asked for.
    case amountDiffers
    /// It is paid, and the ledger does not take it.
    case notBooked
    /// The provider gave the money back, and the guest has spent it.
    case notTakenBack
}

/// What a payment provider says of a payment, once its word is known to be its own.
public struct PaymentEvent: Equatable, Sendable, Codable {
    public let payment: PaymentID
    public let topUp: TopUpID
    public let state: TopUp.State
    public let amount: Money

    public init(payment: PaymentID, topUp: TopUpID, state: TopUp.State, amount: Money) {
        self.payment = payment
        self.topUp = topUp
        self.state = state
        self.amount = amount
    }

    /// One payment is one booking, whatever is heard of it and how often.
    var deposit: TransferID? { TransferID("payment-\(payment)") }
    var payback: TransferID? { TransferID("payback-\(payment)") }
}

/// What is written down of top-ups: a row of the journal each.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum TopUpRecord: Equatable, Sendable, Codable {
    /// Before the provider is asked, so that its answer is known whatever happens between.
    case asked(TopUp)
    case begun(TopUpID, PaymentID)
    /// Its booking, if there is one, is the next row.
    case settled(PaymentEvent)
    case doubted(PaymentEvent, TopUpDoubt)
}

/// The top-ups of the last weeks.
public struct TopUpBook: Equatable, Sendable {
    /// How long one is known: longer than any provider goes on telling.
    public static let keptSpan = Span.hours(35 * 24)
    public static let countMax = 1_000_000

    /// In the order in which they were asked for.
    private var order: [TopUpID] = []
    private var found: [TopUpID: TopUp] = [:]
    /// How many at the front of the order are forgotten.
    private var forgottenCount = 0

    public init(_ all: [TopUp] = []) {
        order = all.map(\.id)
        for topUp in all { found[topUp.id] = topUp }
    }

    public subscript(_ id: TopUpID) -> TopUp? { found[id] }
    public var count: Int { found.count }
    /// The oldest first.
    public var all: [TopUp] { order.dropFirst(forgottenCount).compactMap { found[$0] } }

    /// Folds in a record that is in the journal.
    mutating func apply(_ record: TopUpRecord) {
        switch record {
        case .asked(let topUp):
            forget(before: topUp.at - Self.keptSpan)
            order.append(topUp.id)
            found[topUp.id] = topUp
        case .begun(let id, let payment): found[id]?.payment = payment
        case .settled(let event):
            found[event.topUp]?.payment = event.payment
            found[event.topUp]?.state = event.state
            found[event.topUp]?.doubt = nil
        case .doubted(let event, let doubt): found[event.topUp]?.doubt = doubt
        }
    }

    private mutating func forget(before moment: Instant) {
        while forgottenCount < order.count, let topUp = found[order[forgottenCount]],
            topUp.at < moment
        {
            found[topUp.id] = nil
            forgottenCount += 1
        }
        guard forgottenCount > 1_000, forgottenCount * 2 > order.count else { return }
        order.removeFirst(forgottenCount)
        forgottenCount = 0
    }

    public static func == (left: Self, right: Self) -> Bool { left.all == right.all }
}
