import Kernel
import RealModule

/// The mean likeness of ten million people without comparing any two: the sum of random features.
///
/// Two people's likeness is about the product of their features (a cosine and a sine for each of
/// D/2 random waves), so the sum of all features, multiplied by itself, is the sum over all pairs.
/// The sums are whole numbers: sketches add up exactly in any order, and a person is taken out by
/// subtraction. The relative SD is about 7 % at D = 1024 and falls with √D.
///
/// Source: Rahimi and Recht 2007, "Random Features for Large-Scale Kernel Machines", NIPS 20.
public struct LikenessSketch: Equatable, Sendable {
    /// What sketches must share to be added up.
    public struct Basis: Equatable, Sendable {
        public let seed: UInt64
        /// D: two for each wave.
        public let featureCount: Int
        public let dimensionCount: Int
        /// h of ``Diversity/likeness(_:_:width:)``.
        public let width: Double

        /// - Parameter featureCount: An odd number is one less.
        public init(seed: UInt64, featureCount: Int, dimensionCount: Int, width: Double) {
            self.seed = seed
            self.featureCount = featureCount / 2 * 2
            self.dimensionCount = dimensionCount
            self.width = width
        }
    }

    /// One feature is kept in steps of 2⁻³⁰: eight milliard people fit in 64 bits.
    private static let scale = 0x1p30

    public let basis: Basis
    public private(set) var peopleCount = 0
    /// Cosine and sine of each wave by turns.
    private var sums: [Int64]
    /// Wave by wave, one number for each dimension: what it makes of a value.
    private let waves: [Double]

    public init(basis: Basis) {
        var random = SplitMix64(seed: basis.seed)
        self.basis = basis
        sums = Array(repeating: 0, count: basis.featureCount)
        waves = (0..<basis.featureCount / 2 * basis.dimensionCount).map { _ in
            let uniform = (Double(random.next() >> 11) + 0.5) * 0x1p-53
            return StandardNormal.quantile(uniform) / basis.width
        }
    }

    /// Takes in one person, standardised as all others are. Cost: D/2 × dimensions.
    public mutating func add(_ person: [Double]) {
        count(person, 1)
        peopleCount += 1
    }

    /// Takes out a person who was taken in with just these values.
    public mutating func remove(_ person: [Double]) {
        count(person, -1)
        peopleCount -= 1
    }

    private mutating func count(_ person: [Double], _ sign: Int64) {
        precondition(person.count == basis.dimensionCount, "one value for each dimension")
        for wave in 0..<basis.featureCount / 2 {
            var angle = 0.0
            for (dimension, value) in person.enumerated() {
                angle += waves[wave * basis.dimensionCount + dimension] * value
            }
            // Too far out for an angle: such a person is like nobody, and adds nothing.
            guard angle.isFinite else { continue }
            sums[2 * wave] += sign * Int64((Double.cos(angle) * Self.scale).rounded())
            sums[2 * wave + 1] += sign * Int64((Double.sin(angle) * Self.scale).rounded())
        }
    }

    /// The sketch of both; `nil` when they have not the same basis.
    public func merged(with other: Self) -> Self? {
        guard basis == other.basis else { return nil }
        var both = self
        both.peopleCount += other.peopleCount
        both.sums = zip(sums, other.sums).map(+)
        return both
    }

    /// The sum of likeness over all ordered pairs, each person with themselves among them.
    private var pairSum: Double {
        let square = sums.reduce(0.0) { sum, feature in
            let value = Double(feature) / Self.scale
            return sum + value * value
        }
        return square / Double(max(1, basis.featureCount / 2))
    }

    /// ``Diversity/effectivePeople(_:width:)`` with each person's likeness to themselves; `nil` of
    /// nobody.
    public var withSelf: Double? {
        let count = Double(peopleCount)
        let pairs = pairSum
        return pairs > 0 ? count * count / pairs : nil
    }

    /// The same without; `nil` when chance leaves nothing to divide by: take more features.
    public var withoutSelf: Double? {
        let count = Double(peopleCount)
        let pairs = pairSum - count
        return pairs > 0 && peopleCount > 1 ? count * (count - 1) / pairs : nil
    }
}
