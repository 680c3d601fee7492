/// How much at ease both sides are with one option, and how sure that is, from the whole numbers
/// that a house keeps of it.
public struct BalanceEase: Equatable, Sendable {
    /// A mean and the error of it; 0 is certain.
    public struct Side: Equatable, Sendable {
        public let mean: Double
        public let error: Double

        public init(_ mean: Double, error: Double = 0) {
            self.mean = mean
            self.error = error
        }

        init?(_ values: [Double]) {
            guard let moments = DimensionMoments.ofColumns(values.map { [$0] })?.first else {
                return nil
            }
            self.init(moments.mean, error: moments.sd / Double(moments.count).squareRoot())
        }
    }

    /// 0…1; `nil`: it is on no facet that is measured.
    public let customer: Side?
    /// −1…1; `nil`: nobody scored it.
    public let house: Side?

    /// - Parameters:
    ///   - falls: What falls off the sacrifice of each of whom it is known, in millionths.
    ///   - expected: What is expected to fall off, which counts where it is known of nobody; `nil`:
    ///     on no facet.
    ///   - scores: Of all stewards by all statements, −1, 0 or 1. They may disagree; what else the
    ///     house says is one estimate each.
    ///   - others: Whatever else the house has to be at ease with, −100…100: the least counts.
    public init(falls: [Int32], expected: Int32?, scores: [Int8], others: [Int8]) {
        customer = expected.map { expected in
            Side(falls.map { Double($0) / 1_000_000 }) ?? Side(Double(expected) / 1_000_000)
        }
        house = Side(scores.map { Double($0) }).map { identity in
            let least = others.map { Double($0) / 100 }.reduce(identity.mean, min)
            return least == identity.mean ? identity : Side(least)
        }
    }

    /// Which side is not at ease in a zone, or not known to be.
    public func unease(in zone: BalanceZone) -> (customer: Bool, house: Bool) {
        func isUneasy(_ side: Side?, _ least: Double) -> Bool {
            side.map { !BalanceZone.isSure($0.mean, $0.error, least) } ?? true
        }
        return (
            isUneasy(customer, zone.comfort.customer), isUneasy(house, zone.comfort.company)
        )
    }
}
