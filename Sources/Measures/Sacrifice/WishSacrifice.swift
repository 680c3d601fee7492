import RealModule

// What is given up on one wish: 0, exactly what was wanted, to 1, nothing of it. measures.md 1.2.
// Each is 0 when what was got is what was wanted, never falls when it lies further off, and
// earns nothing by being more than was wanted.

/// More is better: clip((want − got)/(want − floor)).
///
/// - Parameter floor: Where the wish is wholly unmet. Above what is wanted, less is better: a
///   price say.
/// - Returns: `nil` when the floor is what is wanted, for then there is no way between them.
///
/// O(1). Source: measures.md 1.2 a.
public func sacrificeOfMore(want: Double, got: Double, floor: Double) -> Double? {
    var lost = want - got
    var way = want - floor
    if !lost.isFinite || !way.isFinite {
        lost = want / 2 - got / 2
        way = want / 2 - floor / 2
    }
    guard way != 0, lost.isFinite, way.isFinite else { return nil }
    return clipped(lost / way)
}

/// Best at one point, with a tolerance on each side: what lies so far off is wholly unmet.
///
/// - Returns: `nil` when a tolerance is not above 0.
///
/// O(1). Source: measures.md 1.2 b.
public func sacrificeOfIdeal(
    _ ideal: Double, got: Double, below: Double, above: Double
) -> Double? {
    guard below > 0, above > 0, ideal.isFinite, got.isFinite else { return nil }
    return got < ideal ? clipped((ideal - got) / below) : clipped((got - ideal) / above)
}

/// One of some things that would do, each so well: 1 − its likeness to what is wanted.
///
/// - Parameter accepted: The likeness of each, 0…1; what is not among them is not like it at all.
///
/// O(n). Source: measures.md 1.2 c.
public func sacrificeOfCategory(
    accepted: [(option: String, likeness: Double)], got: String
) -> Double {
    1 - clipped(accepted.first { $0.option == got }?.likeness ?? 0)
}

/// A set of wants: the weight of those that were not met, of them all.
///
/// - Returns: `nil` when no want weighs anything, or one weighs less than nothing.
///
/// O(n). Source: measures.md 1.2 d.
public func sacrificeOfSet(
    wants: [(option: String, weight: Double)], got: Set<String>
) -> Double? {
    guard let weights = normalizedWeights(wants.map(\.weight)) else { return nil }
    var missed = 0.0
    var met = 0.0
    for (want, weight) in zip(wants, weights) {
        if got.contains(want.option) { met += weight } else { missed += weight }
    }
    // Exactly 0 when all were met and 1 when none was, whatever the rounding.
    return missed / (missed + met)
}

/// Waiting longer than wanted: 1 − exp(−over/patience). Of somebody who waits still it is the
/// least that it will be.
///
/// - Parameters: Any unit of time, the same for all three.
/// - Returns: `nil` when the patience is not above 0.
///
/// O(1). Source: measures.md 1.2 e.
public func sacrificeOfWaiting(wanted: Double, got: Double, patience: Double) -> Double? {
    guard patience > 0, wanted.isFinite, got.isFinite else { return nil }
    return clipped(-Double.expMinusOne(-max(0, got - wanted) / patience))
}

/// What somebody says themselves, asked how close this was to exactly what they wanted:
/// 1 − closeness/10.
///
/// - Parameter closeness: 0…10.
///
/// O(1). Source: measures.md 1.2 g; a cross-check on the others.
public func sacrificeOfCloseness(_ closeness: Double) -> Double { clipped(1 - closeness / 10) }
