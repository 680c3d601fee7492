public import Kernel

/// The customisation curve of more people than can be compared with each other.
///
/// From each shard a sample is drawn and a few medoids are found, each of which weighs as many
/// people of the shard as it stands for. Those of all shards together are then searched for the
/// variants. A sample of a sample costs something: compare with a direct search on people held out
/// (``lossRatio(of:to:heldOut:distance:)``).
///
/// Source: Guha, Meyerson, Mishra, Motwani and O'Callaghan 2003, IEEE Transactions on Knowledge and
/// Data Engineering 15:515–528; measures.md 4.
public struct ShardedMedoids: Sendable {
    public static let sampleSize = 1_000
    public static let keptEach = 25

    /// Real people: rows that stood in a shard.
    public private(set) var people: [[Double]] = []
    /// How many people each stands for; together everyone.
    public private(set) var weights: [Double] = []
    private let sample: Int
    private let kept: Int
    private let distance: PointDistance

    /// - Parameters:
    ///   - sample: How many of a shard are compared with each other; 1 or more.
    ///   - kept: How many medoids a shard hands on; 1 or more.
    public init(
        sample: Int = sampleSize, kept: Int = keptEach, distance: PointDistance = .euclidean
    ) {
        self.sample = max(1, sample)
        self.kept = max(1, kept)
        self.distance = distance
    }

    /// Takes a shard in; shards may come in any order, and only their medoids are kept.
    ///
    /// Cost: sample² for each medoid and round of swaps, whatever the shard's size.
    public mutating func add(_ shard: [[Double]], using random: inout SplitMix64) {
        let rows = Self.drawn(sample, from: shard, using: &random)
        guard !rows.isEmpty else { return }
        let medoids = CustomisationCurve(rows, distance: distance).medoids(kept)
        let each = Double(shard.count) / Double(rows.count)
        for (place, size) in zip(medoids.places, medoids.sizes) where size > 0 {
            people.append(rows[place])
            weights.append(Double(size) * each)
        }
    }

    /// Brings in what another gathered from other shards.
    public mutating func merge(_ other: Self) {
        people += other.people
        weights += other.weights
    }

    /// The variants for everyone: one, two, … `most`, or as many as there are medoids.
    public func variants(upTo most: Int) -> [[[Double]]] {
        let curve = CustomisationCurve(people, weights: weights, distance: distance)
        guard most > 0, !people.isEmpty else { return [] }
        return (1...min(most, people.count)).map { size in
            curve.medoids(size).places.map { people[$0] }
        }
    }

    /// How much further people held out are from these variants than from others that were
    /// searched for directly: 1 is as good. `nil` of nobody, or when the others are exactly right.
    public static func lossRatio(
        of variants: [[Double]], to direct: [[Double]], heldOut: [[Double]],
        distance: PointDistance = .euclidean
    ) -> Double? {
        guard
            let own = CustomisationCurve.meanDistance(
                of: heldOut, to: variants, distance: distance),
            let other = CustomisationCurve.meanDistance(
                of: heldOut, to: direct, distance: distance), other > 0
        else { return nil }
        return own / other
    }

    /// So many of them by chance, each at most once; all when there are no more.
    ///
    /// Source: Fisher and Yates 1938, as Durstenfeld 1964, CACM 7:420.
    public static func drawn(
        _ size: Int, from rows: [[Double]], using random: inout SplitMix64
    ) -> [[Double]] {
        var places = Array(rows.indices)
        let most = min(max(0, size), rows.count)
        for place in 0..<most {
            places.swapAt(place, Int.random(in: place..<rows.count, using: &random))
        }
        return places.prefix(most).map { rows[$0] }
    }
}
