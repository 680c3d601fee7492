public import Domain
public import Kernel

/// Refunds and payings out at a desk: a small one is booked at once, a large one waits for a
/// second member of staff.
extension Cashier {
    /// What became of a refund that was asked for, or of the word about it.
    public enum Asked: Equatable, Sendable {
        case booked
        /// The same was booked before: nothing changed.
        case repeated
        /// It is kept until another member of staff confirms it.
        case waits(until: Instant)
        /// Nothing was booked, and nothing will be.
        case declined
        case refused(CommandRefusal)
    }

    /// Gives money back, or asks a second person for leave when it is more than the venue's limit.
    ///
    /// - Parameter transfer: A refund, or a charge from a guest to the bank. Its id is the
    ///   request's; asked for again, nothing is asked twice.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func askRefund(_ transfer: Transfer, by staff: StaffID) async throws -> Asked {
        let terms = terms()
        let command = Command.askRefund(
            transfer, by: staff, day: terms.day, alone: terms.refundLimit)
        switch try await answer(command) {
        case .failure(let refusal): return .refused(refusal)
        case .success(let isNew):
            if let request = await request(transfer.id) { return .waits(until: request.lapsesAt) }
            return isNew ? .booked : .repeated
        }
    }

    /// A second person's yes: books it, when the ledger still takes it.
    ///
    /// When the ledger refuses it now, as when the money is gone meanwhile, it goes on waiting.
    public func confirm(_ id: TransferID, by staff: StaffID) async throws -> Asked {
        let command = Command.confirmRefund(id, by: staff, day: terms().day)
        switch try await answer(command) {
        case .success: return .booked
        case .failure(.noRequest) where await booking(id) != nil: return .repeated
        case .failure(let refusal): return .refused(refusal)
        }
    }

    /// No, from anybody; also from whoever asked.
    public func decline(_ id: TransferID, by staff: StaffID) async throws -> Asked {
        switch try await answer(.declineRefund(id, by: staff)) {
        case .success: .declined
        case .failure(let refusal): .refused(refusal)
        }
    }

    /// What waits for a second person, the oldest first.
    public func waiting() async -> [MoneyRequest] {
        await sequencer.read { $0.moneyRequests.waiting }
    }

    public func request(_ id: TransferID) async -> MoneyRequest? {
        await sequencer.read { $0.moneyRequests.request(id) }
    }

    private func answer(_ command: Command) async throws -> Result<Bool, CommandRefusal> {
        guard let result = try await sequencer.submit([command]).first else {
            preconditionFailure("each command has a result")
        }
        return result
    }
}
