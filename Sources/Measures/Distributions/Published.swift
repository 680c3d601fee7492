/// From where to where a number may lie.
public struct Interval: Equatable, Sendable {
    public let low: Double
    public let high: Double

    public init(_ low: Double, _ high: Double) {
        self.low = low
        self.high = high
    }

    public var width: Double { high - low }

    public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// How far a published number may be relied on: measures.md 1, conventions.
public enum Standing: String, Sendable, CaseIterable {
    /// There is no interval, or less than ``leastCoverage`` was seen.
    case unknown
    case provisional
    /// At least ``reliableCoverage`` was seen, and the posterior SD is at most ``reliableSD``.
    case reliable

    public static let leastCoverage = 0.3
    public static let reliableCoverage = 0.6
    public static let reliableSD = 0.10

    public init(coverage: Double, interval: Interval?, posteriorSD: Double?) {
        guard interval != nil, coverage >= Self.leastCoverage else {
            self = .unknown
            return
        }
        let isSharp = posteriorSD.map { $0 <= Self.reliableSD } ?? false
        self = coverage >= Self.reliableCoverage && isSharp ? .reliable : .provisional
    }
}

/// A number as it may be shown: never without how many it is of, how much was seen and how sure.
public struct Published: Equatable, Sendable {
    /// 0…1 unless its measure says otherwise; `nil` when there is nothing to say.
    public let value: Double?
    /// People.
    public let count: Int
    /// The share of what could be seen that was: 0…1.
    public let coverage: Double
    /// 95 %, with two sides.
    public let interval: Interval?
    public let standing: Standing
    /// Whether ``coverage`` may be told: not where it would tell of few who were not seen.
    public internal(set) var showsCoverage = true

    public init(
        value: Double?, count: Int, coverage: Double, interval: Interval?, posteriorSD: Double?
    ) {
        self.value = value
        self.count = count
        self.coverage = coverage
        self.interval = interval
        standing = Standing(
            coverage: coverage, interval: value == nil ? nil : interval, posteriorSD: posteriorSD)
    }
}
