/// How reliable a difference of two measurements is:
/// (σx²·rxx + σy²·ryy − 2·rxy·σx·σy) / (σx² + σy² − 2·rxy·σx·σy).
///
/// Differences lose reliability, the more the two go together: two at 0.8 that correlate 0.5
/// leave 0.6. Below 0 when the three do not belong together.
///
/// - Parameters:
///   - x: The reliability of the first, 0…1, and its standard deviation, 0 or more.
///   - y: Of the second.
///   - correlation: Between them: −1…1.
/// - Returns: `nil` when the difference does not vary.
///
/// O(1). Source: Lord 1963, in Harris, Problems in Measuring Change; Peter, Churchill and Brown
/// 1993, J. Consumer Research 19:655-662.
public func differenceReliability(
    x: (reliability: Double, deviation: Double), y: (reliability: Double, deviation: Double),
    correlation: Double
) -> Double? {
    let most = max(x.deviation, y.deviation)
    guard most > 0, most.isFinite else { return nil }
    let one = x.deviation / most
    let other = y.deviation / most
    let together = 2 * correlation * one * other
    let whole = one * one + other * other - together
    // What rounding leaves of 0 is not a variance.
    guard whole > 1e-12 else { return nil }
    return (one * one * x.reliability + other * other * y.reliability - together) / whole
}

/// How reliable a person's mean is after n occasions: τ²/(τ² + σ²/n).
public enum MeanReliability {
    /// Below this, people are not ranked.
    public static let leastToRank = 0.7

    /// - Parameters:
    ///   - between: The variance between people, 0 or more.
    ///   - within: Of one person's occasions, 0 or more.
    ///   - count: Occasions, at least 1.
    /// - Returns: `nil` when nothing varies, or outside of these.
    ///
    /// O(1). Source: Spearman 1910 and Brown 1910, British J. of Psychology 3:271-322.
    public static func after(_ count: Double, between: Double, within: Double) -> Double? {
        guard count >= 1, between >= 0, within >= 0, between > 0 || within > 0 else { return nil }
        guard between > 0 else { return 0 }
        return 1 / (1 + within / between / count)
    }
}

/// Pearson's correlation, −1…1.
///
/// - Returns: `nil` when the lists differ in length, hold less than two, or one does not vary.
///
/// O(n). Source: Pearson 1895, Proc. Royal Society 58:240-242.
public func correlation(_ x: [Double], _ y: [Double]) -> Double? {
    guard x.count == y.count, x.count >= 2, let a = standardized(x), let b = standardized(y)
    else { return nil }
    let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    return product.isFinite ? min(max(product, -1), 1) : nil
}

/// The distances from the mean, so that their squares add up to 1; `nil` when all are the same.
private func standardized(_ values: [Double]) -> [Double]? {
    // Scaled first, so that no sum and no square leaves what a Double can hold.
    let most = values.reduce(0) { max($0, abs($1)) }
    guard most > 0, most.isFinite, values.contains(where: { $0 != values[0] }) else { return nil }
    let scaled = values.map { $0 / most }
    let mean = scaled.reduce(0, +) / Double(values.count)
    let distances = scaled.map { $0 - mean }
    let furthest = distances.reduce(0) { max($0, abs($1)) }
    guard furthest > 0 else { return nil }
    let unit = distances.map { $0 / furthest }
    let length = unit.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return unit.map { $0 / length }
}

/// Whether sacrifice measures what it should, on people's own numbers.
///
/// Source: measures.md 1.6; Campbell and Fiske 1959, Psychological Bulletin 56:81-105.
public struct SacrificeValidity: Equatable, Sendable {
    /// At and above this, sacrifice and gap would be one thing.
    public static let discriminantBelow = 0.85
    /// What events tell and what people say must go together more than this.
    public static let convergentAbove = 0.5

    /// corr(sacrifice, gap).
    public let discriminant: Double
    /// corr(sacrifice by events, sacrifice by stated closeness).
    public let convergent: Double

    public var isDiscriminant: Bool { abs(discriminant) < Self.discriminantBelow }
    public var isConvergent: Bool { convergent > Self.convergentAbove }

    /// - Parameters: One number a person in each, in the same order.
    /// - Returns: `nil` when a correlation cannot be computed.
    ///
    /// O(n).
    public init?(sacrifice: [Double], gap: [Double], statedSacrifice: [Double]) {
        guard let discriminant = correlation(sacrifice, gap),
            let convergent = correlation(sacrifice, statedSacrifice)
        else { return nil }
        self.discriminant = discriminant
        self.convergent = convergent
    }
}
