import Kernel
import RealModule

/// What people would be like who have each dimension's own shares, and are tied together only by
/// correlations: the second null of the Daniels curve (measures.md 1.12).
public struct GaussianCopula: Equatable, Sendable {
    /// An estimate by drawing, and the SD of that estimate.
    public struct Estimate: Equatable, Sendable {
        public let value: Double
        public let standardError: Double
    }

    /// How many orders of the dimensions are drawn at least, and how many people in each.
    public static let orderCount = 400
    public static let peopleInOrder = 100
    private static let roundCountMin = 8

    /// Rows and columns are dimensions; 1 on the diagonal.
    private let correlation: [[Double]]
    /// Each dimension's band, in SDs of a normal dimension; an end may be infinite.
    private let limits: [Interval]

    /// Correlations are those of the normal scores of the ranks (ties share theirs), so that
    /// nothing but the order within a dimension counts; the bands keep the shares that they have.
    ///
    /// - Parameter rows: Rows are people, columns the dimensions of the bands; `nil` is missing.
    ///   Correlations are over those of whom everything is known.
    /// - Returns: `nil` when those are fewer than three, or are all the same on a dimension.
    ///   Cost: n log n for each dimension, and linear for each pair of them.
    public init?(rows: [[Double?]], bands: DanielsBands) {
        let whole = rows.map { $0.compactMap { $0 } }.filter { $0.count == bands.bands.count }
        guard whole.count >= 3, !bands.bands.isEmpty else { return nil }
        var scores: [[Double]] = []
        for column in bands.bands.indices {
            guard let unit = Self.unitScores(whole.map { $0[column] }) else { return nil }
            scores.append(unit)
        }
        correlation = scores.indices.map { row in
            scores.indices.map { column in
                row == column ? 1 : zip(scores[row], scores[column]).reduce(0) { $0 + $1.0 * $1.1 }
            }
        }
        limits = bands.bands.enumerated().map { column, band in
            let known = rows.compactMap { $0[column] }
            let count = Double(known.count)
            let below = Double(known.count { $0 < band.low }) / count
            let within = Double(known.count { $0 <= band.high }) / count
            return Interval(Self.quantile(below), Self.quantile(within))
        }
    }

    /// Normal scores of the ranks, with sum 0 and sum of squares 1.
    private static func unitScores(_ values: [Double]) -> [Double]? {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var scores = Array(repeating: 0.0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            let rank = Double(start + end + 1) / 2
            let score = StandardNormal.quantile(rank / Double(values.count + 1))
            for place in start..<end { scores[order[place]] = score }
            start = end
        }
        let mean = scores.reduce(0, +) / Double(scores.count)
        let length = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
        guard length > 1e-9 else { return nil }
        return scores.map { ($0 - mean) / length }
    }

    private static func quantile(_ share: Double) -> Double {
        share <= 0 ? -.infinity : share >= 1 ? .infinity : StandardNormal.quantile(share)
    }

    private static func cdf(_ x: Double) -> Double {
        x == -.infinity ? 0 : x == .infinity ? 1 : StandardNormal.cdf(x)
    }

    /// D(0) … D(d) under the null.
    ///
    /// For each of so many random orders of the dimensions, people are drawn along that order, kept
    /// inside of each band as they go and weighed by the chance of it: the weight after m steps has
    /// D(m) as its mean. A share of 1e-12 costs no more draws than one of a half. Orders come in
    /// rounds, each beginning with every dimension once; the standard error is the spread between
    /// rounds, and over ANSUR at k = 0.3 it is below 2 % of every D(m).
    ///
    /// Source: Genz 1992, "Numerical computation of multivariate normal probabilities", JCGS 1.
    /// Cost: orders × (d³ + people × d²).
    public func curve(
        orders: Int = orderCount, people: Int = peopleInOrder, seed: UInt64
    ) -> [Estimate] {
        var random = SplitMix64(seed: seed)
        let width = limits.count
        let rounds = max(Self.roundCountMin, orders / width)
        var sums = Array(repeating: 0.0, count: width + 1)
        var squares = sums
        for _ in 0..<rounds {
            let order = Array(limits.indices).shuffled(using: &random)
            var round = Array(repeating: 0.0, count: width + 1)
            for turn in 0..<width {
                let turned = Array(order[turn...] + order[..<turn])
                let means = curve(along: turned, people: people, using: &random)
                for (drawn, mean) in means.enumerated() { round[drawn] += mean }
            }
            for (drawn, sum) in round.enumerated() {
                let mean = sum / Double(width)
                sums[drawn] += mean
                squares[drawn] += mean * mean
            }
        }
        let count = Double(rounds)
        return zip(sums, squares).map { sum, square in
            let mean = sum / count
            let variance = max(0, square / count - mean * mean) / (count - 1)
            return Estimate(value: mean, standardError: variance.squareRoot())
        }
    }

    private func curve(
        along order: [Int], people: Int, using random: inout SplitMix64
    ) -> [Double] {
        let root = Self.root(of: order.map { row in order.map { correlation[row][$0] } })
        var sums = Array(repeating: 0.0, count: order.count + 1)
        var drawn = Array(repeating: 0.0, count: order.count)
        for _ in 0..<people {
            var weight = 1.0
            sums[0] += 1
            for step in order.indices {
                let shift = (0..<step).reduce(0) { $0 + root[step][$1] * drawn[$1] }
                let uniform = (Double(random.next() >> 11) + 0.5) * 0x1p-53
                let (chance, value) = Self.inside(
                    limits[order[step]], shift: shift, scale: root[step][step], uniform)
                weight *= chance
                guard weight > 0 else { break }
                drawn[step] = value
                sums[step + 1] += weight
            }
        }
        return sums.map { $0 / Double(people) }
    }

    /// The chance that shift + scale·Z lies inside, and such a Z.
    private static func inside(
        _ limits: Interval, shift: Double, scale: Double, _ uniform: Double
    ) -> (chance: Double, value: Double) {
        // A dimension that those before it settle.
        guard scale > 0 else { return (limits.contains(shift) ? 1 : 0, 0) }
        var low = (limits.low - shift) / scale
        var high = (limits.high - shift) / scale
        // Below the middle, where a small chance keeps its digits.
        let isFlipped = low > 0
        if isFlipped { (low, high) = (-high, -low) }
        let below = cdf(low)
        let chance = cdf(high) - below
        guard chance > 0 else { return (0, 0) }
        let value = min(max(quantile(below + uniform * chance), max(low, -40)), min(high, 40))
        return (chance, isFlipped ? -value : value)
    }

    /// The lower root of a matrix (Cholesky); what others settle gets 0 on the diagonal.
    private static func root(of matrix: [[Double]]) -> [[Double]] {
        var root = matrix.map { $0.map { _ in 0.0 } }
        for row in matrix.indices {
            for column in 0...row {
                let known = (0..<column).reduce(0) { $0 + root[row][$1] * root[column][$1] }
                let rest = matrix[row][column] - known
                if row == column {
                    root[row][row] = rest > 1e-10 ? rest.squareRoot() : 0
                } else if root[column][column] > 0 {
                    root[row][column] = rest / root[column][column]
                }
            }
        }
        return root
    }
}
