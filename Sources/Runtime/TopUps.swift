public import Domain
public import Kernel
public import Ports

/// Lets guests put money on their accounts by way of a payment provider.
///
/// A top-up is on disk before the provider is asked, and again before the guest is sent away. What
/// the provider says later is verified, judged by the engine, and on disk before it is answered.
public struct TopUps: Sendable {
    /// What became of asking for a top-up.
    public enum Begun: Equatable, Sendable {
        /// The guest's browser goes to the page now.
        case page(String, TopUp)
        /// It was asked for before, and is settled.
        case settled(TopUp)
        case refused(CommandRefusal)
        /// Asked for again under the same id, it is the same payment.
        case failed(PaymentFailure)
    }

    /// What became of a call. All but ``refused(_:)`` are final: the provider need not call again.
    public enum Taken: Equatable, Sendable {
        case settled
        /// It was known, or says nothing final, or comes after what counts.
        case known
        /// Nothing is booked, and the operator was told.
        case doubted(TopUpDoubt)
        /// The provider's word about a top-up that is not ours, or long over.
        case unknown
        case refused(CallbackRefusal)
    }

    private let sequencer: Sequencer
    private let provider: any PaymentProvider
    private let clock: any Clock
    private let terms: @Sendable () -> Cashier.Terms
    private let tell: @Sendable (String) -> Void

    /// - Parameter tell: Says a line to the operator.
    public init(
        sequencer: Sequencer, provider: any PaymentProvider, clock: any Clock,
        terms: @escaping @Sendable () -> Cashier.Terms, tell: @escaping @Sendable (String) -> Void
    ) {
        self.sequencer = sequencer
        self.provider = provider
        self.clock = clock
        self.terms = terms
        self.tell = tell
    }

    /// Asks for money on an account, and for the page on which it is paid.
    ///
    /// - Parameters:
    ///   - id: The sender's key: asked for again under it, it is one top-up and one payment.
    ///   - describing: What the guest reads on the provider's page.
    ///   - returnURL: Where the guest's browser comes back to.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func begin(
        _ id: TopUpID, account: AccountID, amount: Money, describing: String, returnURL: String
    ) async throws -> Begun {
        if case .failure(let refusal) = try await answer(
            .askTopUp(id, account: account, amount))
        {
            return .refused(refusal)
        }
        if let known = await topUp(id), known.state != .asked { return .settled(known) }
        let begun: BegunPayment
        do throws(PaymentFailure) {
            begun = try await provider.begin(
                PaymentOrder(
                    topUp: id, amount: amount, describing: describing, returnURL: returnURL))
        } catch {
            return .failed(error)
        }
        if case .failure(let refusal) = try await answer(.beginTopUp(id, begun.payment)) {
            if refusal == .topUpDiffers {
                tell("top-up \(id): the provider began another payment under the same key")
            }
            return .refused(refusal)
        }
        guard let topUp = await topUp(id) else { return .refused(.unknownTopUp) }
        return topUp.state == .asked ? .page(begun.page, topUp) : .settled(topUp)
    }

    /// Takes a call in, and returns when what it brings about is on disk.
    ///
    /// - Throws: ``Overload``; ``JournalFailure``: the provider calls again.
    public func take(_ callback: PaymentCallback) async throws -> Taken {
        let event: PaymentEvent
        do throws(CallbackRefusal) {
            event = try provider.verify(callback, at: clock.now)
        } catch {
            if error == .unreadable { tell("a signed call of the payment provider is unreadable") }
            return .refused(error)
        }
        return try await settle(event)
    }

    /// What was asked for, and what became of it.
    public func topUp(_ id: TopUpID) async -> TopUp? { await sequencer.read { $0.topUps[id] } }

    /// As ``topUp(_:)``, after asking the provider when nothing final was heard.
    public func refreshed(_ id: TopUpID) async throws -> TopUp? {
        guard let topUp = await topUp(id) else { return nil }
        guard topUp.state == .asked, let payment = topUp.payment else { return topUp }
        let event: PaymentEvent
        do throws(PaymentFailure) {
            event = try await provider.state(of: payment)
        } catch {
            return topUp  // As it was known; the call is still to come.
        }
        guard event.topUp == id else { return topUp }
        _ = try await settle(event)
        return await self.topUp(id)
    }

    /// What somebody of the house has to look at, the oldest first.
    public func doubted() async -> [TopUp] {
        await sequencer.read { $0.topUps.all.filter { $0.doubt != nil } }
    }

    private func settle(_ event: PaymentEvent) async throws -> Taken {
        switch try await answer(.settleTopUp(event, day: terms().day)) {
        case .failure:
            tell("payment \(event.payment) is of no top-up that is known: \(event.topUp)")
            return .unknown
        case .success(let isNew):
            let topUp = await topUp(event.topUp)
            guard let doubt = topUp?.doubt else { return isNew ? .settled : .known }
            if isNew {
                tell(
                    "payment \(event.payment) of top-up \(event.topUp): \(doubt.rawValue); nothing was booked"
                )
            }
            return .doubted(doubt)
        }
    }

    private func answer(_ command: Command) async throws -> Result<Bool, CommandRefusal> {
        guard let result = try await sequencer.submit([command]).first else {
            preconditionFailure("each command has a result")
        }
        return result
    }
}
