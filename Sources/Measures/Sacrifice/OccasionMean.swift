import RealModule

/// What is given up on one wish over several occasions: a mean in which older ones weigh less.
///
/// State of a fixed size: what they weigh together, their mean, their spread, and how many
/// occasions of equal weight it is worth. Source: West 1979, Comm. ACM 22:532-535 (updating);
/// Kish 1965, Survey Sampling, 11.7 (effective number).
public struct OccasionMean: Equatable, Sendable {
    /// After so many days an occasion weighs half.
    public static let halfLifeDays = 90.0

    public let halfLifeDays: Double
    /// Nothing before the first occasion.
    public private(set) var mean: Double?
    private var weight = 0.0
    private var squaredWeight = 0.0
    private var spread = 0.0

    /// - Parameter halfLifeDays: Above 0.
    public init(halfLifeDays: Double = Self.halfLifeDays) { self.halfLifeDays = halfLifeDays }

    /// Takes an occasion in. O(1).
    ///
    /// - Parameter days: Since the occasion before; one from before it counts as on the same day.
    public mutating func add(_ value: Double, afterDays days: Double) {
        guard value.isFinite, days.isFinite else { return }
        let kept = Double.exp2(-max(0, days) / halfLifeDays)
        weight = weight * kept + 1
        squaredWeight = squaredWeight * kept * kept + 1
        spread *= kept
        let before = mean ?? value
        let after = before + (value - before) / weight
        spread += (value - before) * (value - after)
        mean = after
    }

    /// How many occasions of equal weight this is worth: (Σw)²/Σw².
    public var effectiveCount: Double {
        squaredWeight > 0 ? weight * weight / squaredWeight : 0
    }

    /// Of one occasion, without bias; `nil` below two.
    public var variance: Double? {
        let free = weight - (weight > 0 ? squaredWeight / weight : 0)
        // Of one occasion nothing is free but what rounding left.
        guard free > 1e-12 else { return nil }
        return max(0, spread / free)
    }

    /// Of the mean: ``variance`` by ``effectiveCount``.
    public var meanVariance: Double? { variance.map { $0 / effectiveCount } }
}
