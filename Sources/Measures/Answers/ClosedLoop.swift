/// What became of everything that was said to the house. Listening is not obeying.
///
/// measures.md 1.15.
public struct ClosedLoop: Equatable, Sendable {
    public let fulfilled: Int
    public let partly: Int
    public let alternativeAccepted: Int
    public let declinedWithReason: Int
    /// Not answered: unknown whether it ever is.
    public let open: Int

    /// - Parameters: Each 0 or above.
    public init(
        fulfilled: Int, partly: Int, alternativeAccepted: Int, declinedWithReason: Int, open: Int
    ) {
        self.fulfilled = fulfilled
        self.partly = partly
        self.alternativeAccepted = alternativeAccepted
        self.declinedWithReason = declinedWithReason
        self.open = open
    }

    /// A no with its reason is an answer.
    public var answered: Int { fulfilled + partly + alternativeAccepted + declinedWithReason }
    public var total: Int { answered + open }

    /// `nil` when nothing was said.
    public var answeredShare: Double? { share(answered) }
    public var fulfilledShare: Double? { share(fulfilled) }
    public var declinedWithReasonShare: Double? { share(declinedWithReason) }

    /// Where ``answeredShare`` lies: 95 %.
    public var answeredInterval: Interval? {
        guard total > 0 else { return nil }
        return wilsonInterval(successes: Double(answered), of: Double(total))
    }

    private func share(_ part: Int) -> Double? {
        total > 0 ? Double(part) / Double(total) : nil
    }
}
