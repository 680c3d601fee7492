/// Where a share lies, of so many successes: Wilson's interval, always within 0…1.
///
/// Unlike Wald's it has a width when all or none succeeded. Of nothing at all it is 0…1, for
/// nothing is known.
///
/// - Parameters:
///   - successes: Held to 0…total; need not be whole, so that weighted counts can be given.
///   - total: How many could have; what is no number above 0 is nothing.
///   - z: Of how many standard errors; ``StandardNormal/z95`` for 95 %.
///
/// O(1). Source: Wilson 1927, J. Am. Stat. Assoc. 22:209-212.
public func wilsonInterval(
    successes: Double, of total: Double, z: Double = StandardNormal.z95
) -> Interval {
    guard total > 0, total.isFinite, successes.isFinite, z.isFinite else { return Interval(0, 1) }
    let held = min(max(successes, 0), total)
    let share = held / total
    // z²/n, not n², which would leave what a Double can hold.
    let pull = z * z / total
    guard pull.isFinite else { return Interval(0, 1) }
    let centre = (share + pull / 2) / (1 + pull)
    let reach = (pull * share * (1 - share) + pull * pull / 4).squareRoot() / (1 + pull)
    // The ends are exact where rounding would leave a hair.
    let low = held == 0 ? 0 : min(max(centre - reach, 0), share)
    let high = held == total ? 1 : max(min(centre + reach, 1), share)
    return low.isNaN || high.isNaN ? Interval(0, 1) : Interval(low, high)
}

/// Each weight as a share of them all, so that they add up to 1.
///
/// - Returns: `nil` when there is none, one is below 0 or no number, or all are 0.
///
/// O(n). Divided by the largest first, so that no sum leaves what a Double can hold.
public func normalizedWeights(_ weights: [Double]) -> [Double]? {
    guard let most = weights.max(), most > 0, most.isFinite,
        weights.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return nil }
    let scaled = weights.map { $0 / most }
    let total = scaled.reduce(0, +)
    return scaled.map { $0 / total }
}

/// Held to 0…1.
func clipped(_ value: Double) -> Double { min(max(value, 0), 1) }
