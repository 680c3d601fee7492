import RealModule

/// How far two groups' shares lie apart: the first's minus the second's.
public struct RateDifference: Equatable, Sendable {
    public let firstKept: Double
    public let firstCount: Double
    public let secondKept: Double
    public let secondCount: Double

    /// - Parameters:
    ///   - first: Kept (0…count) and count (above 0).
    ///   - second: The same of the other group.
    public init(first: (kept: Double, of: Double), second: (kept: Double, of: Double)) {
        firstKept = first.kept
        firstCount = first.of
        secondKept = second.kept
        secondCount = second.of
    }

    public var difference: Double { firstKept / firstCount - secondKept / secondCount }

    /// The interval to prefer: from the two Wilson intervals, so it stays within −1…1 and does not
    /// shrink to nothing when all were kept.
    ///
    /// Source: Newcombe 1998, Statistics in Medicine 17:873–890, method 10.
    public func newcombe(z: Double = StandardNormal.z95) -> Interval {
        let first = wilsonInterval(successes: firstKept, of: firstCount, z: z)
        let second = wilsonInterval(successes: secondKept, of: secondCount, z: z)
        let one = firstKept / firstCount
        let other = secondKept / secondCount
        return Interval(
            difference - Double.hypot(one - first.low, second.high - other),
            difference + Double.hypot(first.high - one, other - second.low))
    }

    /// Wald's after one more kept and one more broken in each group.
    ///
    /// Source: Agresti and Caffo 2000, The American Statistician 54:280–288.
    public func agrestiCaffo(z: Double = StandardNormal.z95) -> Interval {
        let moved = Self(
            first: (firstKept + 1, firstCount + 2), second: (secondKept + 1, secondCount + 2))
        let wald = moved.wald(z: z)
        return Interval(max(-1, wald.low), min(1, wald.high))
    }

    /// What textbooks print: too short for few people, and nothing at all when all were kept.
    public func wald(z: Double = StandardNormal.z95) -> Interval {
        let one = firstKept / firstCount
        let other = secondKept / secondCount
        let variance = one * (1 - one) / firstCount + other * (1 - other) / secondCount
        let reach = z * max(0, variance).squareRoot()
        return Interval(difference - reach, difference + reach)
    }
}
