/// Something that one person said or lived through and that moves what they expect.
public struct ExpectationHeard: Equatable, Sendable {
    /// What it is. Of one moment they count in this order.
    public enum Kind: String, CaseIterable, Sendable {
        /// They said what they think will happen, and that is what they expect.
        case expects
        /// They said what they think is right, and that is what they think.
        case deserves
        /// They were promised so much: it moves what they think is right.
        case promised
        /// They met so much: it moves what they think will happen.
        case met
    }

    public let kind: Kind
    /// Of all that could be, in millionths: 0…1,000,000.
    public let millionths: Int32
    /// In milliseconds since 1970.
    public let at: Int64

    /// - Parameter millionths: Held to 0…1,000,000.
    public init(_ kind: Kind, millionths: Int32, at: Int64) {
        self.kind = kind
        self.millionths = min(max(millionths, 0), HeldExpectation.whole)
        self.at = at
    }

    fileprivate var level: Double { Double(millionths) / Double(HeldExpectation.whole) }
}

/// An expectation in whole numbers, as it is shown and compared.
public struct HeldExpectation: Equatable, Sendable {
    public static let whole: Int32 = 1_000_000

    /// In millionths.
    public let level: Int32
    /// How far off it may be: a standard deviation, in millionths.
    public let deviation: Int32
    /// What it rests on, of the person's own: none, and it is the prior.
    public let heardCount: Int

    /// The one place where an expectation is rounded.
    init(_ expectation: Expectation, heard: Int) {
        level = Self.millionths(expectation.mean)
        deviation = Self.millionths(expectation.variance.squareRoot())
        heardCount = heard
    }

    /// To the nearest; held to 0…1,000,000.
    static func millionths(_ share: Double) -> Int32 {
        let scaled = (share * Double(whole)).rounded()
        guard scaled > 0 else { return 0 }
        return scaled < Double(whole) ? Int32(scaled) : whole
    }
}

/// What one person thinks will happen and what they think is right about one thing, over the time
/// that they are a customer: folded from what they said, were promised and met, each time anew.
///
/// The two never meet in one number. Where nothing is heard only surety falls. What they say
/// themselves is what they expect; a promise moves what is right and an experience what will be, as
/// far as a filter lets it. Cost: a sort of what was heard.
///
/// Source: Boulding, Kalra, Staelin and Zeithaml 1993, Journal of Marketing Research 30:7–27;
/// measures.md 1.9. That a person's own word sets an expectation, instead of moving it, and the two
/// variances are choices of this house.
public struct PersonExpectation: Equatable, Sendable {
    /// Of one thing that was met or promised: an SD of 0.14, as in ``PersonMeasures``. Until it is
    /// estimated on a house's own people, by ``ExpectationFit``.
    public static let filter = ExpectationFilter(
        observationVariance: 0.02, driftVariancePerDay: 0.000_2)
    static let dayLength = 86_400_000.0

    /// One thing that was heard, and what was expected once it was.
    public struct Moment: Equatable, Sendable {
        public let heard: ExpectationHeard
        public let will: HeldExpectation
        public let should: HeldExpectation
        /// Of what was met: less what they thought would happen before, in millionths; `nil` when
        /// nothing of theirs told of that.
        public let gapToWill: Int32?
        /// Less what they thought is right before.
        public let gapToShould: Int32?
    }

    /// In order of time.
    public let moments: [Moment]
    private let states: [State]
    private let start: State

    private struct State: Equatable {
        var will: Expectation
        var should: Expectation
        var willCount = 0
        var shouldCount = 0
        var at: Int64

        func later(_ moment: Int64) -> State {
            let days = at < moment ? (Double(moment) - Double(at)) / dayLength : 0
            var state = self
            state.will = filter.waited(will, days: days)
            state.should = filter.waited(should, days: days)
            state.at = max(at, moment)
            return state
        }
    }

    /// - Parameters:
    ///   - heard: In any order; of one moment by kind, and of one kind as they come.
    ///   - will: What others first expect; ``Expectation/wide`` when too few are known.
    ///   - should: What others first think is right.
    public init(
        _ heard: [ExpectationHeard], will: Expectation = .wide, should: Expectation = .wide
    ) {
        let ordered = Self.ordered(heard) { $0 }
        start = State(will: will, should: should, at: ordered.first?.at ?? 0)
        var state = start
        var states: [State] = []
        moments = ordered.map { each in
            state = state.later(each.at)
            let before = state
            Self.take(each, into: &state)
            states.append(state)
            func gap(_ expected: Expectation, _ count: Int) -> Int32? {
                each.kind == .met && count > 0
                    ? each.millionths - HeldExpectation.millionths(expected.mean) : nil
            }
            return Moment(
                heard: each, will: HeldExpectation(state.will, heard: state.willCount),
                should: HeldExpectation(state.should, heard: state.shouldCount),
                gapToWill: gap(before.will, before.willCount),
                gapToShould: gap(before.should, before.shouldCount))
        }
        self.states = states
    }

    /// Things in the order in which a course takes what was heard in them.
    public static func ordered<Thing>(
        _ things: [Thing], _ heard: (Thing) -> ExpectationHeard
    ) -> [Thing] {
        things.map { ($0, heard($0)) }.enumerated().sorted {
            ($0.element.1.at, $0.element.1.kind.rank, $0.offset)
                < ($1.element.1.at, $1.element.1.kind.rank, $1.offset)
        }.map(\.element.0)
    }

    private static func take(_ heard: ExpectationHeard, into state: inout State) {
        switch heard.kind {
        case .expects: state.will = filter.first(heard.level)
        case .deserves: state.should = filter.first(heard.level)
        case .promised:
            state.should = filter.met(heard.level, after: 0, since: state.should).expectation
        case .met:
            state.will = filter.met(heard.level, after: 0, since: state.will).expectation
        }
        if heard.kind.isOfShould { state.shouldCount += 1 } else { state.willCount += 1 }
    }

    // MARK: At a moment

    /// What they think will happen, as it was known at a moment.
    public func will(at moment: Int64) -> HeldExpectation {
        let state = state(at: moment)
        return HeldExpectation(state.will, heard: state.willCount)
    }

    /// What they think is right, as it was known at a moment.
    public func should(at moment: Int64) -> HeldExpectation {
        let state = state(at: moment)
        return HeldExpectation(state.should, heard: state.shouldCount)
    }

    /// How far what they think will happen lies from 90 days earlier; `nil` when nothing of theirs
    /// told of it then.
    public func willDrift(at moment: Int64) -> ExpectationDrift? {
        drift(at: moment, \.will, \.willCount)
    }

    /// The same of what they think is right.
    public func shouldDrift(at moment: Int64) -> ExpectationDrift? {
        drift(at: moment, \.should, \.shouldCount)
    }

    private func drift(
        at moment: Int64, _ expectation: KeyPath<State, Expectation>, _ count: KeyPath<State, Int>
    ) -> ExpectationDrift? {
        let span = Int64(ExpectationDrift.comparedDays * Self.dayLength)
        let (then, isTooFar) = moment.subtractingReportingOverflow(span)
        guard !isTooFar else { return nil }
        let earlier = state(at: then)
        guard earlier[keyPath: count] > 0 else { return nil }
        return ExpectationDrift(
            from: earlier[keyPath: expectation], to: state(at: moment)[keyPath: expectation])
    }

    private func state(at moment: Int64) -> State {
        (states.last { $0.at <= moment } ?? start).later(moment)
    }

    // MARK: What a prior is made from

    /// The first that was heard of what they think will happen, in millionths.
    public var firstOfWill: Int32? {
        moments.first { !$0.heard.kind.isOfShould }?.heard.millionths
    }

    /// The first that was heard of what they think is right.
    public var firstOfShould: Int32? {
        moments.first { $0.heard.kind.isOfShould }?.heard.millionths
    }
}

extension ExpectationHeard.Kind {
    /// Whether it is about what should be, not about what will be.
    public var isOfShould: Bool { self == .deserves || self == .promised }

    fileprivate var rank: Int {
        switch self {
        case .expects: 0
        case .deserves: 1
        case .promised: 2
        case .met: 3
        }
    }
}

extension Expectation {
    /// Of whom nothing is known: anything from nothing to all of it, each as likely.
    public static let wide = Expectation(mean: 0.5, variance: 1.0 / 12)
}

/// What the people of a house first expected of one thing: what somebody new starts from.
///
/// By moments: the mean of the firsts, and how they spread less what one of them is off by chance.
/// Sums of whole numbers, so that they do not depend on their order. Who it is for is left out of
/// it. Source: Morris 1983, Journal of the American Statistical Association 78:47–55.
public struct ExpectationPrior: Equatable, Sendable {
    /// Of fewer others nothing is taken over.
    public static let least = 10
    /// The least that people are taken to differ: a tenth of one experience's variance.
    private static let varianceMin = PersonExpectation.filter.observationVariance / 10

    public private(set) var count = 0
    private var sum: Int64 = 0
    private var squares: UInt64 = 0

    public init() {}

    /// One person's first, in millionths: held to 0…1,000,000. Room for 18 million people.
    public mutating func add(_ first: Int32) {
        let first = min(max(first, 0), HeldExpectation.whole)
        let (more, isFull) = squares.addingReportingOverflow(UInt64(first) * UInt64(first))
        guard !isFull else { return }
        count += 1
        sum += Int64(first)
        squares = more
    }

    /// - Parameter own: The first of whom it is for, when it is among these.
    /// - Returns: ``Expectation/wide`` when fewer than ten others are known.
    public func expectation(without own: Int32? = nil) -> Expectation {
        var others = self
        if let own, count > 0, own >= 0, Int64(own) <= sum {
            let square = UInt64(own) * UInt64(own)
            guard square <= squares else { return .wide }
            (others.count, others.sum, others.squares) = (
                count - 1, sum - Int64(own), squares - square
            )
        }
        guard others.count >= Self.least else { return .wide }
        let (people, whole) = (Double(others.count), Double(HeldExpectation.whole))
        let mean = Double(others.sum) / people / whole
        let spread = Double(others.squares) / (whole * whole) - people * mean * mean
        let between =
            spread / (people - 1) - PersonExpectation.filter.observationVariance
        return Expectation(mean: mean, variance: max(between, Self.varianceMin))
    }
}
