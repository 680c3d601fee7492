/// What was perceived less what was expected: P − E, below 0 when less was got than expected.
///
/// Only where more is better; where something is best at a point, measure what is given up
/// (``sacrificeOfIdeal(_:got:below:above:)``). Never netted against sacrifice, which has another
/// standard. Source: Parasuraman, Zeithaml and Berry 1988, J. Retailing 64:12-40; Teas 1993, J.
/// Marketing 57:18-34 (its limits).
public enum SatisfactionGap {
    /// Which share of a dimension's items must be answered for it to count.
    public static let leastAnswered = 0.5

    /// O(1). On the scale of the two.
    public static func item(expected: Double, perceived: Double) -> Double { perceived - expected }

    /// The mean of the items that were answered; `nil` when less than half were. O(n).
    public static func dimension(_ items: [Double?]) -> Double? {
        let answered = items.compactMap { $0 }
        guard !answered.isEmpty,
            Double(answered.count) >= leastAnswered * Double(items.count)
        else { return nil }
        return mean(answered)
    }

    private static func mean(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        guard let least = values.min(), let most = values.max() else { return mean }
        // Of equal values it is that value, whatever the rounding.
        return min(max(mean, least), most)
    }

    /// The score over dimensions, plain and weighted.
    public struct Score: Equatable, Sendable {
        /// Of the dimensions that count.
        public let sum: Double
        public let unweighted: Double
        /// Always within the smallest and the largest gap: outside of them the weights were not
        /// divided by their sum.
        public let weighted: Double
        /// Which share of the weight the dimensions that count have.
        public let coverage: Double
    }

    /// The score over dimensions; the weight of one that does not count goes to the others.
    ///
    /// - Parameter weights: Points, on any scale; `nil` when all weigh the same.
    /// - Returns: `nil` when no dimension counts, or those that do weigh nothing.
    ///
    /// O(n).
    public static func score(_ gaps: [Double?], weights: [Double]? = nil) -> Score? {
        let points = weights ?? gaps.map { _ in 1 }
        guard points.count == gaps.count, let all = normalizedWeights(points) else { return nil }
        let counted = zip(gaps, all).compactMap { gap, weight in
            gap.map { (gap: $0, weight: weight) }
        }
        guard let shares = normalizedWeights(counted.map(\.weight)),
            let least = counted.map(\.gap).min(), let most = counted.map(\.gap).max()
        else { return nil }
        let missing = zip(gaps, all).reduce(0) { $1.0 == nil ? $0 + $1.1 : $0 }
        let weighted = zip(counted, shares).reduce(0) { $0 + $1.0.gap * $1.1 }
        return Score(
            sum: counted.reduce(0) { $0 + $1.gap }, unweighted: mean(counted.map(\.gap)),
            weighted: min(max(weighted, least), most), coverage: clipped(1 - missing))
    }
}
