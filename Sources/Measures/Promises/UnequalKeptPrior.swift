/// What people's rates have in common when some had many promises and some few.
///
/// By moments: 1/(M + 1) is what of the rates' spread is between people, each person weighing as
/// much as their rate tells, n/(1 + (n − 1)/(M + 1)); found in turns. For equal counts it is
/// ``KeptPrior``. When the rates spread no more than chance, or as if each person kept all or
/// nothing, everyone has the same rate: complete pooling.
///
/// Source: Kleinman 1973, Journal of the American Statistical Association 68:46–54.
public struct UnequalKeptPrior: Equatable, Sendable {
    public static let roundCountMax = 500

    /// With complete pooling all kept of all due; otherwise by the weights.
    public let mean: Double
    /// M, in promises; `nil` when pooling is complete.
    public let strength: Double?
    /// Who had a promise that was due: the others tell nothing.
    public let personCount: Int

    /// - Parameter people: Of each how many were kept (0…due) and how many were due.
    /// - Returns: `nil` unless two people or more had any due.
    ///
    /// Cost: linear in people for each of at most ``roundCountMax`` rounds.
    public init?(_ people: [(kept: Double, due: Double)]) {
        let people = people.filter { $0.due > 0 }
        guard people.count >= 2 else { return nil }
        personCount = people.count
        let due = people.reduce(0) { $0 + $1.due }
        let pooled = people.reduce(0) { $0 + $1.kept / due }
        // Begin where everyone's rate is the same, and let what is found weigh people anew.
        var within = 0.0
        var found: (mean: Double, within: Double)?
        for _ in 0..<Self.roundCountMax {
            guard let next = Self.moments(people, within: within), next.within > 0 else {
                found = nil
                break
            }
            found = next
            let moved = abs(next.within - within)
            within = min(next.within, 1)
            if moved <= 1e-14 { break }
        }
        if let found, found.within < 1, (1 / found.within - 1).isFinite {
            mean = found.mean
            strength = 1 / found.within - 1
        } else {
            mean = min(max(pooled, 0), 1)
            strength = nil
        }
    }

    private static func moments(
        _ people: [(kept: Double, due: Double)], within: Double
    ) -> (mean: Double, within: Double)? {
        let raw = people.map { $0.due / (1 + within * ($0.due - 1)) }
        guard let weights = normalizedWeights(raw) else { return nil }
        let mean = zip(people, weights).reduce(0) { $0 + $1.1 * ($1.0.kept / $1.0.due) }
        let chance = mean * (1 - mean)
        var (spread, each, byCount) = (0.0, 0.0, 0.0)
        for (person, weight) in zip(people, weights) {
            let off = person.kept / person.due - mean
            spread += weight * off * off
            each += weight * (1 - weight)
            byCount += weight * (1 - weight) / person.due
        }
        // With one promise each there is nothing to tell people from chance by.
        let whole = chance * (each - byCount)
        guard whole > 0 else { return nil }
        return (mean, (spread - chance * byCount) / whole)
    }

    /// The Beta that a person starts with; `nil` when pooling is complete, or when all were kept or
    /// none was.
    public var distribution: BetaDistribution? {
        guard let strength, mean > 0, mean < 1 else { return nil }
        return BetaDistribution(a: mean * strength, b: (1 - mean) * strength)
    }

    /// How much of a person's own rate is in their estimate: 0…1.
    public func weightOnOwn(due: Double) -> Double {
        strength.map { due / (due + $0) } ?? 0
    }

    /// A person's rate, between their own and the mean.
    public func estimate(kept: Double, of due: Double) -> Double {
        guard let strength else { return mean }
        return (mean * strength + kept) / (strength + due)
    }
}
