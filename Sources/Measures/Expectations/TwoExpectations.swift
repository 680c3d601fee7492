/// What can move an expectation.
public enum ExpectationEvent: String, CaseIterable, Sendable {
    /// What the person met: moves what they think will happen.
    case experience
    /// What they were promised: moves what they think should happen.
    case promise
    /// What others offer: moves what they think should happen.
    case competitor

    /// Whether it is about what should be, not about what will be.
    public var isOfShould: Bool { self != .experience }
}

/// What one person thinks will happen and what they think should happen, kept apart.
///
/// The two pull what is perceived in opposite ways, so there is no number of both: each has its
/// own filter and its own gap. An event moves one of them, and time makes both less sure.
/// Cost: constant for each event.
///
/// Source: Boulding, Kalra, Staelin and Zeithaml 1993, Journal of Marketing Research 30:7–27.
public struct TwoExpectations: Equatable, Sendable {
    /// How each of the two moves.
    public let willFilter: ExpectationFilter
    public let shouldFilter: ExpectationFilter
    public private(set) var will: Expectation
    public private(set) var should: Expectation

    public init(
        will: Expectation, movedBy willFilter: ExpectationFilter, should: Expectation,
        movedBy shouldFilter: ExpectationFilter
    ) {
        self.willFilter = willFilter
        self.shouldFilter = shouldFilter
        self.will = will
        self.should = should
    }

    /// How far an experience lies from each expectation there was before it.
    public struct Gaps: Equatable, Sendable {
        /// P − E of what they thought would happen.
        public let will: Double
        /// P − E of what they think should happen.
        public let should: Double
    }

    /// - Parameters:
    ///   - level: What was met, promised or offered, on the scale of the expectations.
    ///   - days: Since the event before; not below 0.
    /// - Returns: The gaps of an experience; `nil` of what was promised or offered, which nobody
    ///   met.
    @discardableResult public mutating func add(
        _ event: ExpectationEvent, _ level: Double, after days: Double
    ) -> Gaps? {
        let gaps = Gaps(will: level - will.mean, should: level - should.mean)
        if event.isOfShould {
            should = shouldFilter.met(level, after: days, since: should).expectation
            will = willFilter.waited(will, days: days)
            return nil
        }
        will = willFilter.met(level, after: days, since: will).expectation
        should = shouldFilter.waited(should, days: days)
        return gaps
    }
}
