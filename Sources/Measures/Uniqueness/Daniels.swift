import RealModule

/// The mean and sample SD of one dimension, over those of whom it is known.
public struct DimensionMoments: Equatable, Sendable {
    /// People.
    public let count: Int
    public let mean: Double
    /// With n − 1; 0 of one person.
    public let sd: Double

    /// Two passes, so that a large mean takes no digits from the SD.
    ///
    /// - Parameter rows: Rows are people, columns dimensions; `nil` is missing.
    /// - Returns: One for each column; `nil` when a column has nobody. Cost: linear in cells.
    public static func ofColumns(_ rows: [[Double?]]) -> [Self]? {
        guard let width = rows.first?.count else { return nil }
        var moments: [Self] = []
        for column in 0..<width {
            let values = rows.compactMap { $0[column] }
            guard !values.isEmpty else { return nil }
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let sd = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
            moments.append(Self(count: values.count, mean: mean, sd: sd))
        }
        return moments
    }
}

/// Within what a person is called average, for each dimension.
///
/// Frozen and versioned: tallies add up, and periods compare, only under the same bands. New ones
/// come from the last period's means and SDs.
public struct DanielsBands: Equatable, Sendable {
    public let version: Int
    /// One for each dimension; both ends belong to it.
    public let bands: [Interval]

    public init(version: Int, bands: [Interval]) {
        self.version = version
        self.bands = bands
    }

    /// - Parameter k: How many SDs on either side of the mean; Daniels took about 0.3.
    public init(version: Int, around moments: [DimensionMoments], k: Double) {
        self.init(
            version: version,
            bands: moments.map { Interval($0.mean - k * $0.sd, $0.mean + k * $0.sd) })
    }
}

/// How many dimensions people are average on: whole numbers, so that tallies add up exactly,
/// whatever their order, and a person is taken out by subtraction.
///
/// Source: Daniels 1952, "The 'Average Man'?", WCRD TN 53-7; the order-free curve is measures.md
/// 1.12.
public struct DanielsTally: Equatable, Sendable {
    public let bands: DanielsBands
    /// People, by how many dimensions are known of them and on how many they are average.
    private var people: [[Int]]
    /// People who are average on the dimension, and of whom it is known.
    private var averageCounts: [Int]
    private var knownCounts: [Int]
    /// People, by on how many dimensions they are average before the first on which they are not.
    private var leadingCounts: [Int]

    public init(bands: DanielsBands) {
        let width = bands.bands.count
        self.bands = bands
        people = (0...width).map { Array(repeating: 0, count: $0 + 1) }
        averageCounts = Array(repeating: 0, count: width)
        knownCounts = averageCounts
        leadingCounts = Array(repeating: 0, count: width + 1)
    }

    /// - Parameter rows: Rows are people, columns the dimensions of the bands; `nil` is missing.
    public init(bands: DanielsBands, rows: [[Double?]]) {
        self.init(bands: bands)
        for row in rows { add(row) }
    }

    /// Takes in one person, with one value for each band; `nil` is missing.
    public mutating func add(_ person: [Double?]) { count(person, 1) }

    /// Takes out a person who was taken in with just these values.
    public mutating func remove(_ person: [Double?]) { count(person, -1) }

    private mutating func count(_ person: [Double?], _ sign: Int) {
        precondition(person.count == bands.bands.count, "one value for each band")
        var known = 0
        var average = 0
        var leading = 0
        for (place, value) in person.enumerated() {
            guard let value else { continue }
            known += 1
            knownCounts[place] += sign
            guard bands.bands[place].contains(value) else { continue }
            averageCounts[place] += sign
            if leading == place { leading += 1 }
            average += 1
        }
        people[known][average] += sign
        leadingCounts[leading] += sign
    }

    /// The tally of both; `nil` when they were not counted under the same bands.
    public func merged(with other: Self) -> Self? {
        guard bands == other.bands else { return nil }
        var both = self
        for known in people.indices {
            both.people[known] = zip(people[known], other.people[known]).map(+)
        }
        both.averageCounts = zip(averageCounts, other.averageCounts).map(+)
        both.knownCounts = zip(knownCounts, other.knownCounts).map(+)
        both.leadingCounts = zip(leadingCounts, other.leadingCounts).map(+)
        return both
    }

    public var dimensionCount: Int { bands.bands.count }

    public var peopleCount: Int { leadingCounts.reduce(0, +) }

    /// People by on how many dimensions they are average: 0…d.
    public var histogram: [Int] {
        (0...dimensionCount).map { average in
            people.reduce(0) { $0 + ($1.indices.contains(average) ? $1[average] : 0) }
        }
    }

    /// The share who are average, for each dimension, of those of whom it is known; `nil` when
    /// it is known of nobody.
    public var shares: [Double?] {
        zip(averageCounts, knownCounts).map { $1 > 0 ? Double($0) / Double($1) : nil }
    }

    /// The mean of ``shares``; `nil` when one is missing.
    public var meanShare: Double? {
        let known = shares.compactMap { $0 }
        guard !known.isEmpty, known.count == dimensionCount else { return nil }
        return known.reduce(0, +) / Double(known.count)
    }

    /// Who is left after each dimension, when those who are not average on it are sent away: as
    /// Daniels told it. It depends on the order of the dimensions; a missing value sends away.
    public var survivors: [Int] {
        var left = peopleCount
        return leadingCounts.dropLast().map { gone in
            left -= gone
            return left
        }
    }

    /// D(m): the share who are average on m dimensions drawn at random, which depends on no order.
    ///
    /// Someone of whom fewer than m are known is not asked; of others the draw is from what is
    /// known.
    ///
    /// - Returns: `nil` when m dimensions are known of nobody.
    public func share(averageOn drawn: Int) -> Double? {
        guard (0...dimensionCount).contains(drawn) else { return nil }
        var asked = 0
        var sum = 0.0
        for known in drawn...dimensionCount {
            for (average, count) in people[known].enumerated() where count != 0 {
                asked += count
                // C(average, drawn) / C(known, drawn).
                let share = (0..<drawn).reduce(1.0) { product, step in
                    product * Double(max(0, average - step)) / Double(known - step)
                }
                sum += Double(count) * share
            }
        }
        return asked > 0 ? sum / Double(asked) : nil
    }

    /// D(0), D(1), … as far as anybody is known; it never rises when nothing is missing.
    public var curve: [Double] {
        var curve: [Double] = []
        for drawn in 0...dimensionCount {
            guard let share = share(averageOn: drawn) else { break }
            curve.append(share)
        }
        return curve
    }

    /// As many independent dimensions would let as few be average on all: ln D(d) / ln p̄.
    ///
    /// - Returns: `nil` when nobody is average on all, or everybody is on each: no number of
    ///   dimensions says that.
    public var effectiveDimensions: Double? {
        guard let all = share(averageOn: dimensionCount), let mean = meanShare,
            all > 0, mean > 0, mean < 1
        else { return nil }
        return .log(all) / .log(mean)
    }
}

/// The shares that independent dimensions would give: what a curve is shown against, because
/// "nobody is average" is mostly arithmetic.
public enum IndependentDimensions {
    /// Of a normal dimension, the share within k SDs of the mean.
    public static func share(within k: Double) -> Double {
        1 - 2 * StandardNormal.upper(k)
    }

    /// p⁰, p¹, … p^d.
    public static func curve(share: Double, dimensions: Int) -> [Double] {
        (0...dimensions).map { Double.pow(share, $0) }
    }

    /// p^d.
    public static func share(_ share: Double, onAllOf dimensions: Int) -> Double {
        .pow(share, dimensions)
    }
}
