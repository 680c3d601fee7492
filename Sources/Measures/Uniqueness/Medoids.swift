import Kernel

/// How far two people are apart.
public enum PointDistance: String, Sendable, CaseIterable {
    case euclidean
    case manhattan

    public func callAsFunction(_ one: [Double], _ other: [Double]) -> Double {
        switch self {
        case .euclidean:
            zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        case .manhattan: zip(one, other).reduce(0) { $0 + abs($1.0 - $1.1) }
        }
    }
}

/// The mean of everyone, and how far from it the people are whom it stands for.
public struct MeanPoint: Equatable, Sendable {
    public let mean: [Double]
    /// The mean distance of people to it.
    public let distance: Double
    /// The distance of whoever is nearest to it.
    public let nearest: Double

    /// - Parameter rows: Rows are people, columns dimensions, all known.
    /// - Returns: `nil` of nobody. Cost: linear in cells.
    public init?(_ rows: [[Double]], distance: PointDistance = .euclidean) {
        guard let moments = DimensionMoments.ofColumns(rows) else { return nil }
        mean = moments.map(\.mean)
        var sum = 0.0
        var nearest = Double.infinity
        for row in rows {
            let apart = distance(row, mean)
            sum += apart
            nearest = min(nearest, apart)
        }
        self.distance = sum / Double(rows.count)
        self.nearest = nearest
    }
}

/// Real people who stand for all: each of the others is nearest to one of them.
public struct Medoids: Equatable, Sendable {
    /// Places of the medoids among the people, ascending.
    public let places: [Int]
    /// People nearest to each, itself among them; a tie goes to the first.
    public let sizes: [Int]
    /// The sum of distances to the nearest, by weight.
    public let total: Double
    /// ``total`` over the sum of weights: R(k).
    public let mean: Double
    /// Whether every choice was weighed up; otherwise no single swap makes it better.
    public let isExact: Bool
}

/// The cost of designing for fewer than everyone: R(k), the mean distance to the nearest of k
/// variants, each of them a real person (measures.md 1.12).
///
/// R(1) − R(k) is the sacrifice that one size for all causes. Choose k by what one more variant
/// still takes away, against what the house is comfortable with.
///
/// Source: Kaufman and Rousseeuw 1990, "Finding Groups in Data", ch. 2 (PAM); swaps as Schubert and
/// Rousseeuw 2021, "Fast and eager k-medoids clustering", Information Systems 101.
public struct CustomisationCurve: Sendable {
    /// How many sums of distances may be made to weigh up every choice of k.
    public static let exactStepsMax = 8_000_000.0
    /// Random starts beside the one from k − 1, for few people and for many.
    private static let startsOfFew = 16
    private static let startsOfMany = 2
    private static let few = 500

    private let count: Int
    private let weights: [Double]
    /// Row by row.
    private let distances: [Double]

    /// - Parameters:
    ///   - rows: Rows are people, columns dimensions, all known and comparable.
    ///   - weights: How many people each row stands for, not below 0; `nil` is one each. The
    ///     medoids of shards, weighted by their sizes, are the people of the whole.
    /// Cost: n² memory and time.
    public init(
        _ rows: [[Double]], weights: [Double]? = nil, distance: PointDistance = .euclidean
    ) {
        count = rows.count
        self.weights = weights ?? Array(repeating: 1, count: rows.count)
        var distances = Array(repeating: 0.0, count: rows.count * rows.count)
        for one in rows.indices {
            for other in 0..<one {
                let apart = distance(rows[one], rows[other])
                distances[one * rows.count + other] = apart
                distances[other * rows.count + one] = apart
            }
        }
        self.distances = distances
    }

    /// The medoids for one variant, two, … `most` or everyone; R never rises along it.
    ///
    /// Exact as long as there are few enough choices. Otherwise the best of several seeded starts,
    /// each improved by swaps until none helps; one start is the answer for k − 1 and whoever helps
    /// most beside it. Cost of a round of swaps: n² for each start and k.
    public func upTo(_ most: Int, seed: UInt64) -> [Medoids] {
        var random = SplitMix64(seed: seed)
        var curve: [Medoids] = []
        for size in 0..<min(most, count) {
            let before = curve.last?.places ?? []
            curve.append(
                isEnumerable(size + 1)
                    ? enumerated(size + 1) : searched(adding: before, using: &random))
        }
        return curve
    }

    /// So many medoids, or everyone: whoever helps most beside those there are, one after another,
    /// and then swaps until none helps.
    ///
    /// No smaller number of medoids is improved on the way, so it costs far less than
    /// ``upTo(_:seed:)`` and is no better than any local best. Cost: n² for each medoid and
    /// each round of swaps.
    public func medoids(_ size: Int) -> Medoids {
        var places: [Int] = []
        while places.count < min(size, count) { places.append(bestBeside(places)) }
        // One alone is the best there is: everyone was weighed up.
        return described((places.count > 1 ? swapped(places) : places).sorted(), isExact: false)
    }

    /// The mean distance of others, such as people held out, to the nearest of some.
    public static func meanDistance(
        of rows: [[Double]], to variants: [[Double]], distance: PointDistance = .euclidean
    ) -> Double? {
        guard !rows.isEmpty, !variants.isEmpty else { return nil }
        let sum = rows.reduce(0) { sum, row in
            sum + (variants.map { distance(row, $0) }.min() ?? 0)
        }
        return sum / Double(rows.count)
    }

    private func described(_ places: [Int], isExact: Bool) -> Medoids {
        var sizes = Array(repeating: 0, count: places.count)
        var total = 0.0
        for person in 0..<count {
            var nearest = 0
            for slot in places.indices
            where apart(person, places[slot]) < apart(person, places[nearest]) { nearest = slot }
            sizes[nearest] += 1
            total += weights[person] * apart(person, places[nearest])
        }
        let whole = weights.reduce(0, +)
        return Medoids(
            places: places, sizes: sizes, total: total, mean: whole > 0 ? total / whole : 0,
            isExact: isExact)
    }

    private func apart(_ one: Int, _ other: Int) -> Double { distances[one * count + other] }

    // MARK: Every choice

    private func isEnumerable(_ size: Int) -> Bool {
        let choices = (0..<size).reduce(1.0) { $0 * Double(count - $1) / Double($1 + 1) }
        return choices * Double(count) <= Self.exactStepsMax
    }

    private func enumerated(_ size: Int) -> Medoids {
        var best: [Int] = []
        var least = Double.infinity
        var chosen: [Int] = []
        func choose(_ from: Int, _ nearest: [Double]) {
            guard chosen.count < size else {
                let total = zip(nearest, weights).reduce(0) { $0 + $1.0 * $1.1 }
                if total < least { (least, best) = (total, chosen) }
                return
            }
            for next in from...(count - size + chosen.count) {
                chosen.append(next)
                let row = distances[next * count..<(next + 1) * count]
                choose(next + 1, zip(nearest, row).map(min))
                chosen.removeLast()
            }
        }
        choose(0, Array(repeating: .greatestFiniteMagnitude, count: count))
        return described(best.isEmpty ? Array(0..<size) : best, isExact: true)
    }

    // MARK: Swaps

    private func searched(adding before: [Int], using random: inout SplitMix64) -> Medoids {
        let size = before.count + 1
        let grown = described((before + [bestBeside(before)]).sorted(), isExact: false)
        var best = grown
        let starts = count <= Self.few ? Self.startsOfFew : Self.startsOfMany
        for start in 0...starts {
            let places =
                start == 0
                ? grown.places : Array(Array(0..<count).shuffled(using: &random).prefix(size))
            let found = described(swapped(places).sorted(), isExact: false)
            if found.total < best.total { best = found }
        }
        return best
    }

    /// Who takes most away beside those there are.
    private func bestBeside(_ places: [Int]) -> Int {
        let nearest = (0..<count).map { person in
            places.map { apart(person, $0) }.min() ?? .greatestFiniteMagnitude
        }
        var best = 0
        var least = Double.infinity
        for candidate in 0..<count where !places.contains(candidate) {
            let total = (0..<count).reduce(0.0) { sum, person in
                sum + weights[person] * min(nearest[person], apart(person, candidate))
            }
            if total < least { (least, best) = (total, candidate) }
        }
        return best
    }

    /// Swaps a medoid for someone else as soon as that helps, until nothing does.
    private func swapped(_ start: [Int]) -> [Int] {
        var places = start
        var near = Nearest(places, of: self)
        var sinceSwap = 0
        var candidate = 0
        // A swap must help by more than rounding, so that there is an end.
        let least = 1e-12 * described(start, isExact: false).total
        while sinceSwap < count {
            sinceSwap += 1
            if !places.contains(candidate), let swap = near.bestSwap(for: candidate, of: self),
                swap.change < -least
            {
                places[swap.slot] = candidate
                near = Nearest(places, of: self)
                sinceSwap = 0
            }
            candidate = (candidate + 1) % count
        }
        return places
    }

    /// Of everyone: which medoid is nearest, how far it is, and how far the next.
    private struct Nearest {
        private var slot: [Int] = []
        private var first: [Double] = []
        private var second: [Double] = []
        /// What taking each medoid away costs.
        private var losses: [Double]

        init(_ places: [Int], of curve: CustomisationCurve) {
            losses = Array(repeating: 0, count: places.count)
            for person in 0..<curve.count {
                var nearest = (slot: 0, apart: Double.infinity)
                var next = Double.infinity
                for (slot, place) in places.enumerated() {
                    let apart = curve.apart(person, place)
                    if apart < nearest.apart {
                        next = nearest.apart
                        nearest = (slot, apart)
                    } else {
                        next = min(next, apart)
                    }
                }
                slot.append(nearest.slot)
                first.append(nearest.apart)
                second.append(next)
                losses[nearest.slot] += curve.weights[person] * (next - nearest.apart)
            }
        }

        /// The medoid that someone best takes the place of, and what that changes; two medoids or
        /// more.
        func bestSwap(
            for candidate: Int, of curve: CustomisationCurve
        ) -> (slot: Int, change: Double)? {
            var changes = losses
            var shared = 0.0
            for person in 0..<curve.count {
                let apart = curve.apart(person, candidate)
                let weight = curve.weights[person]
                if apart < first[person] {
                    shared += weight * (apart - first[person])
                    changes[slot[person]] += weight * (first[person] - second[person])
                } else if apart < second[person] {
                    changes[slot[person]] += weight * (apart - second[person])
                }
            }
            guard let least = changes.min(), let slot = changes.firstIndex(of: least) else {
                return nil
            }
            return (slot, least + shared)
        }
    }
}
