/// Count, mean and spread of numbers as they come, of which two can be made one.
///
/// Does not lose the spread of large numbers that lie close together. Welford 1962, Technometrics
/// 4:419; merging by Chan, Golub and LeVeque 1983, The American Statistician 37:242.
public struct Moments: Equatable, Sendable {
    public private(set) var count: Int
    public private(set) var mean: Double
    /// The sum of the squared distances to the mean.
    public private(set) var squares: Double

    /// Of nothing, or as it was kept.
    public init(count: Int = 0, mean: Double = 0, squares: Double = 0) {
        self.count = count
        self.mean = mean
        self.squares = squares
    }

    public init(_ numbers: some Sequence<Double>) {
        self.init()
        for number in numbers { add(number) }
    }

    public mutating func add(_ number: Double) {
        count += 1
        let distance = number - mean
        mean += distance / Double(count)
        squares += distance * (number - mean)
    }

    public mutating func merge(_ other: Self) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let all = Double(count) + Double(other.count)
        let distance = other.mean - mean
        squares += other.squares + distance * distance * Double(count) * Double(other.count) / all
        mean += distance * Double(other.count) / all
        count += other.count
    }

    /// Of a sample, over n − 1; `nil` of fewer than two.
    public var variance: Double? { count < 2 ? nil : squares / (Double(count) - 1) }

    public var standardDeviation: Double? { variance?.squareRoot() }
}

/// ``Moments`` of pairs, with how the two go together.
public struct PairMoments: Equatable, Sendable {
    public private(set) var count = 0
    public private(set) var meanX = 0.0
    public private(set) var meanY = 0.0
    public private(set) var squaresX = 0.0
    public private(set) var squaresY = 0.0
    /// The sum of the products of the distances to the means.
    public private(set) var products = 0.0

    public init() {}

    public mutating func add(_ x: Double, _ y: Double) {
        count += 1
        let (distanceX, distanceY) = (x - meanX, y - meanY)
        meanX += distanceX / Double(count)
        meanY += distanceY / Double(count)
        squaresX += distanceX * (x - meanX)
        squaresY += distanceY * (y - meanY)
        products += distanceX * (y - meanY)
    }

    public mutating func merge(_ other: Self) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let all = Double(count) + Double(other.count)
        let weight = Double(count) * Double(other.count) / all
        let (distanceX, distanceY) = (other.meanX - meanX, other.meanY - meanY)
        squaresX += other.squaresX + distanceX * distanceX * weight
        squaresY += other.squaresY + distanceY * distanceY * weight
        products += other.products + distanceX * distanceY * weight
        meanX += distanceX * Double(other.count) / all
        meanY += distanceY * Double(other.count) / all
        count += other.count
    }

    /// Of a sample, over n − 1; `nil` of fewer than two.
    public var covariance: Double? { count < 2 ? nil : products / (Double(count) - 1) }
}

/// Count, sum and squares of whole numbers: merging them in any order gives the same bits, and
/// taking a number out is as if it had never been in.
///
/// For what is kept in millionths, 10 million people and more: sums fit 64 bits, squares 128.
public struct WholeMoments: Equatable, Sendable {
    public private(set) var count: Int64 = 0
    public private(set) var sum: Int64 = 0
    public private(set) var squares: Int128 = 0

    /// Beyond so many numbers the exact variance would not fit 128 bits.
    public static let countMax: Int64 = 2_000_000_000

    public init() {}

    /// As it was kept elsewhere.
    ///
    /// - Returns: `nil` when no whole numbers of 32 bits have such sums.
    public init?(count: Int64, sum: Int64, squares: Int128) {
        let (most, least) = (Int64(Int32.max), Int64(Int32.min))
        guard (0...Self.countMax).contains(count),
            (count * least...count * most).contains(sum),
            (0...Int128(count) * Int128(least) * Int128(least)).contains(squares),
            Int128(count) * squares >= Int128(sum) * Int128(sum)
        else { return nil }
        self.count = count
        self.sum = sum
        self.squares = squares
    }

    public mutating func add(_ number: Int32) {
        count += 1
        sum += Int64(number)
        squares += Int128(number) * Int128(number)
    }

    /// - Parameter times: 0 or more.
    public mutating func add(_ number: Int32, times: Int64) {
        count += times
        sum += Int64(number) * times
        squares += Int128(number) * Int128(number) * Int128(times)
    }

    /// - Parameter number: One that was added.
    public mutating func remove(_ number: Int32) {
        count -= 1
        sum -= Int64(number)
        squares -= Int128(number) * Int128(number)
    }

    public mutating func merge(_ other: Self) {
        count += other.count
        sum += other.sum
        squares += other.squares
    }

    /// In the unit of the numbers; `nil` of none.
    public var mean: Double? { count > 0 ? Double(sum) / Double(count) : nil }

    /// Of a sample, over n − 1; `nil` of fewer than two. Exact up to one rounding.
    public var variance: Double? {
        guard count >= 2 else { return nil }
        let times = Int128(count) * squares - Int128(sum) * Int128(sum)
        return Double(times) / (Double(count) * Double(count - 1))
    }
}
