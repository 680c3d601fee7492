import RealModule

/// How many kinds there are in effect, when some are rare and some are alike.
///
/// Everywhere `shares` are not below 0 and add up to 1, and the order q is not below 0: 0 counts
/// kinds, 1 weighs them by how common they are, 2 hears little of rare ones, infinity only the
/// commonest.
public enum Diversity {
    /// Shares of a whole; `nil` when one is below 0 or there is nothing.
    public static func shares(of counts: [Double]) -> [Double]? {
        let whole = counts.reduce(0, +)
        guard whole > 0, whole.isFinite, counts.allSatisfy({ $0 >= 0 }) else { return nil }
        return counts.map { $0 / whole }
    }

    /// −Σ p ln p, in nats.
    public static func entropy(_ shares: [Double]) -> Double {
        -shares.reduce(0) { $1 > 0 ? $0 + $1 * .log($1) : $0 }
    }

    /// The effective number of kinds: (Σ p^q)^(1/(1−q)).
    ///
    /// Source: Hill 1973, "Diversity and evenness", Ecology 54.
    public static func hill(_ shares: [Double], order: Double) -> Double {
        number(shares, ordinariness: shares, order: order)
    }

    /// The effective number of kinds that differ: (Σ p_i (Zp)_i^(q−1))^(1/(1−q)).
    ///
    /// - Parameter similarity: Z, one row and one column for each kind; 0…1, and 1 on the diagonal.
    /// Source: Leinster and Cobbold 2012, "Measuring diversity", Ecology 93. Cost: n².
    public static func hill(
        _ shares: [Double], similarity: [[Double]], order: Double
    ) -> Double {
        let ordinariness = similarity.map { row in
            zip(row, shares).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return number(shares, ordinariness: ordinariness, order: order)
    }

    private static func number(
        _ shares: [Double], ordinariness: [Double], order: Double
    ) -> Double {
        let kinds = zip(shares, ordinariness).filter { $0.0 > 0 }
        let most = kinds.map { $0.1 }.max() ?? 1
        guard order < .infinity else { return 1 / most }
        let logs = kinds.map { (share: $0.0, log: Double.log($0.1)) }
        let step = order - 1
        guard step != 0 else { return .exp(-logs.reduce(0) { $0 + $1.share * $1.log }) }
        // In logarithms, so that a high order keeps its digits; near order 1, by what the mean
        // differs from 1, which would drown in it.
        if abs(step) < 0.5 {
            let excess = logs.reduce(0) { $0 + $1.share * .expMinusOne(step * $1.log) }
            return .exp(-Double.log(onePlus: excess) / step)
        }
        let top = logs.map { step * $0.log }.max() ?? 0
        let sum = logs.reduce(0) { $0 + $1.share * .exp(step * $1.log - top) }
        return .exp(-(top + .log(sum)) / step)
    }

    /// How alike two people are: exp(−distance² / (2h²)), 1 for the same.
    public static func likeness(_ one: [Double], _ other: [Double], width: Double) -> Double {
        let square = zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return .exp(-square / (2 * width * width))
    }

    /// 1 / mean likeness over all pairs of people: how many distinct people there are in effect.
    ///
    /// - Parameters:
    ///   - rows: Rows are people, columns dimensions, which must be comparable: standardised.
    ///   - width: h of ``likeness(_:_:width:)``. The number depends on it: fix it and version it.
    /// - Returns: With each person's likeness to themselves, which is Leinster and Cobbold's q = 2,
    ///   and without; `nil` of fewer than two people. Without may be infinite, when no two are
    ///   alike at all. Cost: n².
    public static func effectivePeople(
        _ rows: [[Double]], width: Double
    ) -> (withSelf: Double, withoutSelf: Double)? {
        guard rows.count > 1 else { return nil }
        var pairs = 0.0
        for one in rows.indices {
            for other in 0..<one { pairs += likeness(rows[one], rows[other], width: width) }
        }
        let count = Double(rows.count)
        return (count * count / (count + 2 * pairs), count * (count - 1) / (2 * pairs))
    }
}
