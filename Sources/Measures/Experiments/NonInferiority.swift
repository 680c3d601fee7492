import RealModule

/// How many of how many, in two arms.
public struct TwoProportions: Equatable, Sendable {
    public let successes1: Double
    public let count1: Double
    public let successes2: Double
    public let count2: Double

    /// - Returns: `nil` when an arm has nobody, or its successes are outside of 0…its people.
    public init?(
        successes1: Double, of count1: Double, successes2: Double, of count2: Double
    ) {
        guard count1 > 0, count2 > 0, (0...count1).contains(successes1),
            (0...count2).contains(successes2), count1.isFinite, count2.isFinite
        else { return nil }
        self.successes1 = successes1
        self.count1 = count1
        self.successes2 = successes2
        self.count2 = count2
    }

    public var rate1: Double { successes1 / count1 }
    public var rate2: Double { successes2 / count2 }
    public var difference: Double { rate1 - rate2 }

    /// The likeliest rates among those with p1 − p2 = difference, by the closed trigonometric root
    /// of their cubic equation.
    ///
    /// Farrington and Manning 1990, Statistics in Medicine 9:1447, appendix.
    ///
    /// - Parameter difference: −1…1.
    public func restrictedRates(difference: Double) -> (rate1: Double, rate2: Double) {
        let ratio = count2 / count1
        let cubic = 1 + ratio
        let square = -(1 + ratio + rate1 + ratio * rate2 + difference * (ratio + 2))
        let linear =
            difference * difference + difference * (2 * rate1 + ratio + 1) + rate1 + ratio * rate2
        let constant = -rate1 * difference * (1 + difference)
        let middle = square / (3 * cubic)
        let v =
            middle * middle * middle - square * linear / (6 * cubic * cubic)
            + constant / (2 * cubic)
        let u = (v < 0 ? -1 : 1) * max(0, middle * middle - linear / (3 * cubic)).squareRoot()
        // Rounding may leave the cosine a hair outside of its range.
        let cosine = u == 0 ? 0 : min(1, max(-1, v / (u * u * u)))
        let angle = (Double.pi + .acos(cosine)) / 3
        let root = 2 * u * .cos(angle) - middle
        let rate = min(min(1, 1 + difference), max(max(0, difference), root))
        return (rate, min(1, max(0, rate - difference)))
    }

    /// Which estimate of the variance a score is made with.
    public enum Variance: Sendable {
        /// As it is: Mee 1984; Farrington and Manning 1990.
        case plain
        /// Times N/(N − 1): Miettinen and Nurminen 1985, Statistics in Medicine 4:213.
        case miettinenNurminen
    }

    /// How many standard errors the seen difference lies above the one supposed, with the standard
    /// error of the likeliest rates that differ so.
    public func score(difference: Double, variance kind: Variance) -> Double {
        let rates = restrictedRates(difference: difference)
        let all = count1 + count2
        let plain =
            rates.rate1 * (1 - rates.rate1) / count1 + rates.rate2 * (1 - rates.rate2) / count2
        let variance = kind == .plain || all <= 1 ? plain : plain * all / (all - 1)
        let distance = self.difference - difference
        guard variance > 0 else {
            return distance == 0 ? 0 : (distance > 0 ? .infinity : -.infinity)
        }
        return distance / variance.squareRoot()
    }

    /// The differences that the score does not contradict.
    ///
    /// Found by halving, to 1e-14. Mee 1984, Biometrics 40:1175; Miettinen and Nurminen 1985.
    ///
    /// - Parameter z: Of two sides: 1.96 for 95 %.
    public func interval(z: Double, variance: Variance) -> Interval {
        // The score falls from above z to below −z as the supposed difference rises.
        func crossing(_ level: Double, _ start: Double, _ end: Double) -> Double {
            var (low, high) = (start, end)
            while high - low > 1e-14 {
                let middle = (low + high) / 2
                guard low < middle, middle < high else { break }
                if score(difference: middle, variance: variance) > level {
                    low = middle
                } else {
                    high = middle
                }
            }
            return (low + high) / 2
        }
        return Interval(crossing(z, -1, difference), crossing(-z, difference, 1))
    }
}

/// How many people each arm needs to show that a rate is not worse than another by a margin, when
/// in truth they are the same.
///
/// (z_α + z_power)² · 2p(1 − p) / margin². Not rounded up.
///
/// - Parameters:
///   - alpha: The chance to call what is worse by the margin not worse; one side; 0…1.
///   - power: The chance to call what is the same not worse; 0…1.
public func nonInferioritySampleSize(
    rate: Double, margin: Double, alpha: Double, power: Double
) -> Double {
    let z = StandardNormal.quantile(power) - StandardNormal.quantile(alpha)
    return z * z * 2 * rate * (1 - rate) / (margin * margin)
}
