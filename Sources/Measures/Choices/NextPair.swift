import RealModule

/// Which pair to ask next, and when to stop asking.
extension ChoiceBelief {
    /// The chance of one item being first from which on asking ends.
    public static let enoughChance = 0.8

    /// What the answer to a pair would tell: nats, at most ln 2.
    ///
    /// The mutual information of the answer and the utilities: H(E p) − E H(p). The mean is over a
    /// normal on 161 even steps, exact to about ten digits.
    ///
    /// Source: Houlsby, Huszár, Ghahramani and Lengyel 2011, arXiv:1112.5745 (BALD).
    public func information(ofPair one: Int, _ other: Int) -> Double {
        let middle = utilities[one] - utilities[other]
        let spread = differenceVariance(one, other).squareRoot()
        guard spread > 0 else { return 0 }
        var (share, doubt, whole) = (0.0, 0.0, 0.0)
        for step in -80...80 {
            let z = Double(step) / 10
            let weight = StandardNormal.density(z)
            let chance = logistic(middle + spread * z)
            whole += weight
            share += weight * chance
            doubt += weight * Self.entropy(chance)
        }
        return max(0, Self.entropy(share / whole) - doubt / whole)
    }

    private static func entropy(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        return -share * .log(share) - (1 - share) * .log(onePlus: -share)
    }

    /// The pair whose answer tells most; of equals the first by place. `nil` for fewer than two
    /// items. Cost: quadratic in items.
    public var nextPair: (one: Int, other: Int, information: Double)? {
        var best: (one: Int, other: Int, information: Double)?
        for one in utilities.indices {
            for other in (one + 1)..<max(one + 1, utilities.count) {
                let information = information(ofPair: one, other)
                if information > best?.information ?? -1 { best = (one, other, information) }
            }
        }
        return best
    }

    /// How likely each item is the most important one, by draws of the belief.
    ///
    /// - Returns: `nil` when the covariance is not one. Cost: draws times the square of the items.
    public func chancesOfBeingFirst(
        draws: Int, using random: inout some RandomNumberGenerator
    ) -> [Double]? {
        guard draws > 0, let lower = covariance.cholesky?.lower else { return nil }
        var firsts = Array(repeating: 0, count: utilities.count)
        for _ in 0..<draws {
            let normals = utilities.map { _ in
                StandardNormal.quantile(Double.random(in: 1e-12..<1, using: &random))
            }
            let drawn = zip(utilities, lower.times(normals)).map { $0 + $1 }
            if let top = drawn.indices.max(by: { drawn[$0] < drawn[$1] }) { firsts[top] += 1 }
        }
        return firsts.map { Double($0) / Double(draws) }
    }
}
