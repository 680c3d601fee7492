public import Domain
public import Kernel

/// Holds that a till is told of, so that it can sell while nobody can be asked.
extension Cashier {
    /// Why no float is handed out.
    public enum FloatRefusal: Error, Equatable, Sendable {
        case notYours
        /// It would end before it begins, or later than ``TillFloat/sellingSpanMax`` from now.
        case badUntil
        case refused(CommandRefusal)
        /// Some of it was charged, or it has ended: a till that forgot what it sold must not sell
        /// it again.
        case used
    }

    /// Holds a float's money, and returns when the hold is on disk.
    ///
    /// Asked for again with the same words it is the same hold.
    /// - Throws: ``FloatRefusal``; ``Overload``; ``JournalFailure``.
    public func hold(_ float: TillFloat, for sender: Sender, at now: Instant) async throws {
        guard sender.mayMove(float.transfer) else { throw FloatRefusal.notYours }
        guard float.until > now, float.until <= now + TillFloat.sellingSpanMax else {
            throw FloatRefusal.badUntil
        }
        let terms = terms()
        let command = Command.transfer(
            float.transfer, day: terms.day, alone: sender == .house ? nil : terms.refundLimit)
        if case .failure(let refusal)? = try await sequencer.submit([command]).first {
            throw FloatRefusal.refused(refusal)
        }
        let booking = await booking(float.hold)
        guard booking?.state == .open, booking?.left == float.amount.minorUnits else {
            throw FloatRefusal.used
        }
    }
}
