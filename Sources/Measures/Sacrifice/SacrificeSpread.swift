/// How sacrifice is spread over people: what stands in front of any mean of it.
///
/// Kept by whole thousandths, rounded down, in whole numbers: two are made one by adding, in any
/// order, and a person who is erased was never in. Counts from a whole thousandth on are exact, a
/// percentile is less than a thousandth too low, and the mean is right to a millionth.
///
/// Source: measures.md 1.3 and 4.
public struct SacrificeSpread: Equatable, Sendable {
    public static let binCount = 1_001
    /// A group of fewer people is not told about.
    public static let groupLeast = 10
    /// From this sacrifice on, someone gives up much (measures.md 1.4).
    public static let muchFrom = 0.30
    private static let micro = 1_000_000.0

    /// People by thousandths of sacrifice, 0 first.
    public private(set) var bins = Array(repeating: Int64(0), count: binCount)
    private var moments = WholeMoments()

    public init() {}

    /// - Parameter sacrifices: 0…1, one a person.
    public init(_ sacrifices: some Sequence<Double>) {
        for sacrifice in sacrifices { add(sacrifice) }
    }

    /// - Parameter sacrifice: 0…1; held to it.
    public mutating func add(_ sacrifice: Double) {
        let micros = Self.micros(sacrifice)
        moments.add(micros)
        bins[Self.bin(micros)] += 1
    }

    /// - Parameter sacrifice: One that was added.
    public mutating func remove(_ sacrifice: Double) {
        let micros = Self.micros(sacrifice)
        moments.remove(micros)
        bins[Self.bin(micros)] -= 1
    }

    public mutating func merge(_ other: Self) {
        moments.merge(other.moments)
        for place in bins.indices { bins[place] += other.bins[place] }
    }

    private static func micros(_ sacrifice: Double) -> Int32 {
        Int32((clipped(sacrifice.isNaN ? 1 : sacrifice) * micro).rounded())
    }

    private static func bin(_ micros: Int32) -> Int { Int(micros / 1_000) }

    // MARK: Telling

    public var count: Int64 { moments.count }

    /// `nil` of nobody.
    public var mean: Double? { moments.mean.map { $0 / Self.micro } }

    /// What this share of people at least give up no more than, by whole thousandths, rounded down;
    /// `nil` of nobody.
    ///
    /// - Parameter share: 0…1.
    public func percentile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        // A product that is whole but for rounding is whole.
        let needed = max(1, (clipped(share) * Double(count) - 1e-6).rounded(.up))
        var seen: Int64 = 0
        for (place, people) in bins.enumerated() {
            seen += people
            if Double(seen) >= needed { return Double(place) / Double(Self.binCount - 1) }
        }
        return 1
    }

    /// How many give up so much or more, by whole thousandths.
    ///
    /// - Parameter threshold: 0…1.
    public func reaching(_ threshold: Double) -> Int64 {
        let first = (clipped(threshold) * Double(Self.binCount - 1)).rounded()
        return bins[Int(first)...].reduce(0, +)
    }

    /// The share of people who give up so much or more, with Wilson's interval; `nil` of nobody.
    public func share(reaching threshold: Double) -> (share: Double, interval: Interval)? {
        guard count > 0 else { return nil }
        let (some, all) = (Double(reaching(threshold)), Double(count))
        return (some / all, wilsonInterval(successes: some, of: all))
    }

    /// People by equal parts of 0…1, each with its lower end, the last with 1 too.
    ///
    /// - Parameter parts: A divisor of 1,000; `nil` for another.
    public func histogram(parts: Int) -> [Int64]? {
        let steps = Self.binCount - 1
        guard parts > 0, steps % parts == 0 else { return nil }
        var counts = Array(repeating: Int64(0), count: parts)
        for (place, people) in bins.enumerated() {
            counts[min(place / (steps / parts), parts - 1)] += people
        }
        return counts
    }

    /// The group whose people give up most in the mean, of those with ``groupLeast`` people or
    /// more; of two alike the first by name. `nil` when no group has as many.
    public static func worst(
        of groups: [(name: String, spread: Self)]
    ) -> (name: String, spread: Self)? {
        groups.filter { $0.spread.count >= Int64(groupLeast) }
            .sorted { $0.name < $1.name }
            .max { ($0.spread.mean ?? 0) < ($1.spread.mean ?? 0) }
    }
}
