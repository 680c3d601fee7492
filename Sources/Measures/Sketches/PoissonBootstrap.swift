import RealModule

/// How far any ratio of two sums over people may be off, from sums that add up.
///
/// In each of 200 worlds a person counts a Poisson number of times, on average once, which depends
/// on nothing but the person, the world and the seed. So shards agree about everybody, two states
/// are made one by adding, and whoever is taken out was never in. With 1 below, a mean; with a
/// weight below, a weighted mean. Chamandy, Muralidharan, Najmi and Naidu 2012, "Estimating
/// Uncertainty for Massive Data Streams", Google; measures.md 4.
public struct PoissonBootstrap: Equatable, Sendable {
    public static let worldCount = 200
    /// The most times that a person counts: more happens once in 10¹¹.
    private static let timesMax = 13

    public let seed: UInt64
    public private(set) var count: Int64 = 0
    /// As they are: each person once.
    public private(set) var above: Int64 = 0
    public private(set) var below: Int64 = 0
    private var aboves = [Int64](repeating: 0, count: worldCount)
    private var belows = [Int64](repeating: 0, count: worldCount)

    /// - Parameter seed: What two must share to be made one.
    public init(seed: UInt64) { self.seed = seed }

    /// The ratio of the sums; `nil` while nothing is below.
    public var ratio: Double? { below > 0 ? Double(above) / Double(below) : nil }

    /// Takes in a person.
    ///
    /// - Parameters:
    ///   - above: What the person adds to the upper sum, in millionths, say.
    ///   - below: The same of the lower one; 0 or above.
    /// - Returns: False when `below` is below 0; then nothing changes.
    /// - Complexity: One number mixed for each world.
    @discardableResult public mutating func add(
        person: UInt64, _ above: Int32, of below: Int32 = 1
    ) -> Bool {
        guard below >= 0 else { return false }
        count(person, Int64(above), Int64(below), 1)
        return true
    }

    /// - Parameters: As they were added.
    /// - Returns: False when nobody is left to be taken out; then nothing changes.
    @discardableResult public mutating func remove(
        person: UInt64, _ above: Int32, of below: Int32 = 1
    ) -> Bool {
        guard below >= 0, count > 0 else { return false }
        count(person, Int64(above), Int64(below), -1)
        return true
    }

    /// - Returns: False when the other has another seed; then nothing changes.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.seed == seed else { return false }
        count += other.count
        above += other.above
        below += other.below
        aboves = zip(aboves, other.aboves).map(+)
        belows = zip(belows, other.belows).map(+)
        return true
    }

    private mutating func count(_ person: UInt64, _ above: Int64, _ below: Int64, _ sign: Int64) {
        count += sign
        self.above += sign * above
        self.below += sign * below
        for world in 0..<Self.worldCount {
            let times = sign * Self.times(mixed(person, seed: mixed(UInt64(world), seed: seed)))
            aboves[world] += times * above
            belows[world] += times * below
        }
    }

    /// e⁻¹ Σ 1/j! for j = 0, 1, 2 …: up to where a share makes a person count j times.
    private static let steps: [Double] = {
        var (term, sum) = (Double.exp(-1), 0.0)
        return (1...timesMax).map { place in
            sum += term
            term /= Double(place)
            return sum
        }
    }()

    private static func times(_ hash: UInt64) -> Int64 {
        let share = (Double(hash >> 11) + 0.5) * 0x1p-53
        return Int64(steps.firstIndex { share < $0 } ?? timesMax)
    }

    /// Where the ratio lies: what the middle of the worlds say.
    ///
    /// - Parameter alpha: Of two sides; above 0, below 1. Of 200 worlds nothing below 0.01 is told.
    /// - Returns: `nil` when there is nothing below in more worlds than lie outside of it.
    public func interval(alpha: Double = 0.05) -> Interval? {
        guard let ratio, alpha > 0, alpha < 1 else { return nil }
        let ratios = zip(aboves, belows)
            .compactMap { $1 > 0 ? Double($0) / Double($1) : nil }.sorted()
        let tail = Int((alpha / 2 * Double(Self.worldCount)).rounded(.down))
        guard ratios.count > 2 * tail, Self.worldCount - ratios.count <= tail else { return nil }
        return Interval(min(ratio, ratios[tail]), max(ratio, ratios[ratios.count - 1 - tail]))
    }
}
