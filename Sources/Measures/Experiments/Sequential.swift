import RealModule

/// The chance that a two-sided test of no effect calls one at least once, when it is looked at
/// after every equal group of people with the bound of one look.
///
/// The density of the running sum inside of the bounds is carried from look to look by
/// Gauss–Legendre integration. Armitage, McPherson and Rowe 1969, JRSS A 132:235.
///
/// - Parameters:
///   - looks: 1…``peekingLookMax``.
///   - alpha: What one look is made with: above 0, below 1.
/// - Returns: One number a look: entry k − 1 is the chance after k looks.
/// - Complexity: looks^2, with about 150 000 steps for 50 looks.
public func peekingFalsePositives(looks: Int, alpha: Double) -> [Double] {
    guard looks >= 1 else { return [] }
    let z = min(-StandardNormal.quantile(alpha / 2), peekingBoundMax)
    let lengthMax = 2 * z * Double(looks).squareRoot()
    let nodes = GaussLegendre(count: max(32, Int((lengthMax * 5).rounded(.up))))
    var chances: [Double] = []
    var places: [Double] = []
    var masses: [Double] = []
    for look in 1...looks {
        let bound = z * Double(look).squareRoot()
        let next = nodes.places.map { $0 * bound }
        var start = 0
        var densities: [Double] = []
        densities.reserveCapacity(next.count)
        for place in next {
            guard look > 1 else {
                densities.append(StandardNormal.density(place))
                continue
            }
            // Past nine standard deviations nothing is left of a step.
            while start < places.count, places[start] < place - 9 { start += 1 }
            var density = 0.0
            for other in start..<places.count {
                if places[other] > place + 9 { break }
                density += masses[other] * StandardNormal.density(place - places[other])
            }
            densities.append(density)
        }
        places = next
        masses = zip(densities, nodes.weights).map { $0 * $1 * bound }
        chances.append(1 - masses.reduce(0, +))
    }
    return chances
}

/// The most looks that are computed.
public let peekingLookMax = 500
/// Beyond so many standard deviations no bound is told from another.
private let peekingBoundMax = 12.0

/// Where to look at a function between −1 and 1 and what each look weighs, to integrate it.
///
/// Roots of Legendre's polynomial by Newton's method.
struct GaussLegendre {
    /// Rising.
    let places: [Double]
    let weights: [Double]

    init(count: Int) {
        var places = [Double](repeating: 0, count: count)
        var weights = places
        for index in 0..<count {
            var x = -Double.cos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var slope = 1.0
            for _ in 0..<100 {
                var (before, current) = (1.0, x)
                for degree in stride(from: 2, through: count, by: 1) {
                    let n = Double(degree)
                    (before, current) = (
                        current, ((2 * n - 1) * x * current - (n - 1) * before) / n
                    )
                }
                slope = Double(count) * (x * current - before) / (x * x - 1)
                let step = current / slope
                x -= step
                if abs(step) < 1e-15 { break }
            }
            places[index] = x
            weights[index] = 2 / ((1 - x * x) * slope * slope)
        }
        self.places = places
        self.weights = weights
    }
}

// MARK: Tests that may be looked at as often as liked

/// A sequential test that mixes the likelihood ratio over effects around none: mSPRT.
///
/// Robbins 1970, Annals of Mathematical Statistics 41:1397; Johari, Koomen, Pekelis and Walsh 2022,
/// Operations Research 70:1806. Choose the mixture's variance before the start: about the square of
/// the smallest effect worth having.
public struct MixtureTest: Equatable, Sendable {
    /// Of one observation; above 0.
    public let variance: Double
    /// Of the effects that are mixed; above 0.
    public let mixtureVariance: Double

    public init(variance: Double, mixtureVariance: Double) {
        self.variance = variance
        self.mixtureVariance = mixtureVariance
    }

    /// The test of a difference of two means, with so many people in each arm.
    public static func twoSample(variance: Double, mixtureVariance: Double) -> Self {
        Self(variance: 2 * variance, mixtureVariance: mixtureVariance)
    }

    /// The test of a difference of two rates, with so many people in each arm; none when neither
    /// rate varies.
    public static func rates(_ rateA: Double, _ rateB: Double, mixtureVariance: Double) -> Self? {
        let variance = rateA * (1 - rateA) + rateB * (1 - rateB)
        return variance > 0 ? Self(variance: variance, mixtureVariance: mixtureVariance) : nil
    }

    /// Λ after `count` observations with a mean so far from the one supposed.
    ///
    /// What is too large for a number is the largest number.
    public func ratio(count: Double, distance: Double) -> Double {
        let spread = variance + count * mixtureVariance
        let exponent =
            count * count * mixtureVariance * distance * distance / (2 * variance * spread)
        let ratio = (variance / spread).squareRoot() * .exp(exponent)
        return ratio.isFinite ? ratio : .greatestFiniteMagnitude
    }

    /// Half the width of the interval around the mean that holds at every count at once.
    ///
    /// The distances for which ``ratio(count:distance:)`` stays below 1/α.
    public func radius(count: Double, alpha: Double) -> Double {
        let spread = variance + count * mixtureVariance
        let level = Double.log((spread / variance).squareRoot() / alpha)
        return (2 * variance * spread / (count * count * mixtureVariance) * level).squareRoot()
    }

    /// Half the width of the interval that holds at one count fixed before.
    public func fixedRadius(count: Double, alpha: Double) -> Double {
        -StandardNormal.quantile(alpha / 2) * (variance / count).squareRoot()
    }
}

/// A p-value that holds however often it is looked at: it never rises.
public struct AlwaysValidP: Equatable, Sendable {
    public private(set) var value = 1.0

    public init() {}

    public mutating func take(ratio: Double) { value = min(value, 1 / ratio) }
}

/// A run of a one-sample ``MixtureTest`` over observations as they come.
public struct MixtureRun: Equatable, Sendable {
    public let test: MixtureTest
    public let supposed: Double
    public private(set) var count = 0
    public private(set) var ratio = 1.0
    public private(set) var p = AlwaysValidP()
    private var sum = 0.0

    /// - Parameter supposed: The mean when there is no effect.
    public init(_ test: MixtureTest, supposed: Double = 0) {
        self.test = test
        self.supposed = supposed
    }

    public mutating func take(_ observation: Double) {
        count += 1
        sum += observation - supposed
        ratio = test.ratio(count: Double(count), distance: sum / Double(count))
        p.take(ratio: ratio)
    }
}

/// Where a rate lies, at every count at once: the rates whose likelihood is not 1/α times smaller
/// than that of all rates mixed evenly.
///
/// {p: B(S+1, n−S+1) / (pˢ(1−p)ⁿ⁻ˢ) ≤ 1/α}. Robbins 1970. Found by halving.
///
/// - Parameters:
///   - successes: 0…count.
///   - alpha: Above 0, below 1.
public func anytimeInterval(successes: Double, of count: Double, alpha: Double) -> Interval {
    guard count > 0 else { return Interval(0, 1) }
    let failures = count - successes
    let level = logBeta(successes + 1, failures + 1) + .log(alpha)
    func isInside(_ rate: Double) -> Bool {
        var logarithm = 0.0
        if successes > 0 { logarithm += successes * .log(rate) }
        if failures > 0 { logarithm += failures * .log(1 - rate) }
        return logarithm >= level
    }
    func edge(inside: Double, outside: Double) -> Double {
        guard !isInside(outside) else { return outside }
        var (inside, outside) = (inside, outside)
        while abs(inside - outside) > 1e-15 {
            let middle = (inside + outside) / 2
            guard middle != inside, middle != outside else { break }
            if isInside(middle) { inside = middle } else { outside = middle }
        }
        return (inside + outside) / 2
    }
    let rate = successes / count
    return Interval(edge(inside: rate, outside: 0), edge(inside: rate, outside: 1))
}
