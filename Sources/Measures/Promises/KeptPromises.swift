import RealModule

/// How many of the promises that are due were kept, when some are not known: from the worst to the
/// best that is possible, whatever the reason of not knowing.
///
/// Source: Manski 1989, Journal of Human Resources 24:343–360.
public struct KeptBounds: Equatable, Sendable {
    public let lower: Double
    public let upper: Double

    /// - Returns: `nil` when nothing is due. What is not due yet is in no count.
    public init?(kept: Double, broken: Double, overdueUnknown: Double) {
        let due = kept + broken + overdueUnknown
        guard due > 0 else { return nil }
        lower = kept / due
        upper = (kept + overdueUnknown) / due
    }
}

/// The share of promises kept, when one person has several: they are alike, so they count for less
/// than as many persons would.
///
/// Source: Cochran 1977, Sampling Techniques, 6.4 and 9A (ratio estimator, linearised variance).
public struct ClusteredRate: Equatable, Sendable {
    public let rate: Double
    public let standardError: Double
    /// As if every promise were another person's.
    public let naiveStandardError: Double

    /// The variance over the naive one; `nil` when all were kept, or none.
    public var designEffect: Double? {
        guard naiveStandardError > 0 else { return nil }
        let ratio = standardError / naiveStandardError
        return ratio * ratio
    }

    /// - Parameter people: Of each how many were kept (0…due) and how many were due.
    /// - Returns: `nil` for fewer than two people, or when nothing is due.
    public init?(_ people: [(kept: Double, due: Double)]) {
        let due = people.reduce(0) { $0 + $1.due }
        guard people.count >= 2, due > 0 else { return nil }
        let rate = people.reduce(0) { $0 + $1.kept } / due
        var squares = 0.0
        for person in people {
            let rest = person.kept - rate * person.due
            squares += rest * rest
        }
        let count = Double(people.count)
        self.rate = rate
        standardError = (count / (count - 1) * squares).squareRoot() / due
        naiveStandardError = max(0, rate * (1 - rate) / due).squareRoot()
    }
}

/// What people's rates have in common, so that who has few promises borrows from the rest.
///
/// By moments, for equal counts: M = (μ(1−μ) − s²)/(s² − μ(1−μ)/n) is how many promises the prior
/// is worth. When the rates spread no more than chance (or M is not above 0) everyone has the mean:
/// complete pooling.
///
/// Source: Kleinman 1973, Journal of the American Statistical Association 68:46–54.
public struct KeptPrior: Equatable, Sendable {
    public let mean: Double
    /// Between the rates of people, with one less than their count.
    public let variance: Double
    /// In promises; `nil` when pooling is complete.
    public let strength: Double?
    private let count: Double

    /// - Parameters:
    ///   - kept: Of each person, 0…count.
    ///   - count: How many promises each had; above 0.
    /// - Returns: `nil` for fewer than two people.
    public init?(kept: [Double], ofEach count: Double) {
        guard kept.count >= 2, count > 0 else { return nil }
        let people = Double(kept.count)
        let mean = kept.reduce(0, +) / count / people
        var squares = 0.0
        for one in kept { squares += (one / count - mean) * (one / count - mean) }
        let variance = squares / (people - 1)
        let chance = mean * (1 - mean)
        let excess = variance - chance / count
        let strength = excess > 0 ? (chance - variance) / excess : 0
        self.mean = mean
        self.variance = variance
        self.strength = strength > 0 && strength.isFinite ? strength : nil
        self.count = count
    }

    /// The Beta that a person starts with; `nil` when pooling is complete.
    public var distribution: BetaDistribution? {
        strength.map { BetaDistribution(a: mean * $0, b: (1 - mean) * $0) }
    }

    /// How much of a person's own rate is in their estimate: 0…1.
    public var weightOnOwn: Double { strength.map { count / (count + $0) } ?? 0 }

    /// A person's rate, between their own and the mean.
    public func estimate(kept: Double, of due: Double) -> Double {
        guard let strength else { return mean }
        return (mean * strength + kept) / (strength + due)
    }
}

/// Where the share lies, by a Beta(½, ½) prior and equal tails; at none kept it begins at 0, at all
/// kept it ends at 1.
///
/// - Parameters:
///   - successes: 0…total.
///   - total: Above 0.
///   - alpha: What both tails hold together: 0…1, without the ends.
///
/// Source: Brown, Cai and DasGupta 2001, Statistical Science 16:101–133, 4.1.2.
public func jeffreysInterval(
    successes: Double, of total: Double, alpha: Double = 0.05
) -> Interval {
    let posterior = BetaDistribution(a: successes + 0.5, b: total - successes + 0.5)
    return Interval(
        successes <= 0 ? 0 : posterior.quantile(alpha / 2),
        successes >= total ? 1 : posterior.quantile(1 - alpha / 2))
}
