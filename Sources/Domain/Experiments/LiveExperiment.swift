public import Kernel

/// Why an experiment in the house ended.
public enum LiveStop: Hashable, Sendable, Codable {
    /// It crossed what no gain buys.
    case redLine(RedLineID)
    /// What it is for got worse.
    case primaryWorse
    /// What must not get worse did.
    case guardrail(MetricID)
    /// The arms do not hold the people that were meant.
    case sampleRatio
    /// More were lost from one arm than from another.
    case measuredRatio
    /// Somebody who works here ended it, in their own words.
    case staff(StaffID, reason: String)

    /// The house found it by itself.
    public var isFound: Bool {
        if case .staff = self { false } else { true }
    }
}

/// What the house saw when it looked, and what it makes of it.
public struct LiveLook: Hashable, Sendable, Codable {
    public enum Verdict: String, Sendable, Codable, CaseIterable {
        case ship, stop, goOn, unsound
    }

    /// One arm's primary beside that of the first arm, in millionths.
    public struct Arm: Hashable, Sendable, Codable {
        public let verdict: Verdict
        /// `nil`: nothing is known yet, or an arm has fewer than ten people.
        public let difference: Int32?
        public let low: Int32?
        public let high: Int32?

        public init(verdict: Verdict, difference: Int32?, low: Int32?, high: Int32?) {
            self.verdict = verdict
            self.difference = difference
            self.low = low
            self.high = high
        }
    }

    public let at: Instant
    /// By arm, the first first.
    public let people: [Int]
    /// Of each arm but the first.
    public let arms: [Arm]

    public init(at: Instant, people: [Int], arms: [Arm]) {
        self.at = at
        self.people = people
        self.arms = arms
    }
}

/// An experiment in the house, and what became of it.
public struct LiveExperiment: Equatable, Sendable, Codable {
    /// The most looks that are kept; of more the oldest go.
    public static let lookCountMax = 400

    public enum State: String, Sendable, Codable, CaseIterable {
        /// It may still be changed.
        case planned
        case running
        case stopped
    }

    public internal(set) var plan: LivePlan
    public let keptBy: StaffID
    public let keptAt: Instant
    public internal(set) var begunAt: Instant?
    public internal(set) var begunBy: StaffID?
    public internal(set) var stoppedAt: Instant?
    public internal(set) var stop: LiveStop?
    /// In the order in which they were told.
    public internal(set) var crossed: [Crossing] = []
    /// The oldest first.
    public internal(set) var looks: [LiveLook] = []

    /// Somebody saw a red line crossed.
    public struct Crossing: Hashable, Sendable, Codable {
        public let line: RedLineID
        public let by: StaffID
        public let reason: String
        public let at: Instant

        public init(line: RedLineID, by: StaffID, reason: String, at: Instant) {
            self.line = line
            self.by = by
            self.reason = reason
            self.at = at
        }
    }

    init(_ plan: LivePlan, by staff: StaffID, at: Instant) {
        self.plan = plan
        keptBy = staff
        keptAt = at
    }

    public var id: ExperimentID { plan.id }

    public var state: State {
        stoppedAt != nil ? .stopped : begunAt != nil ? .running : .planned
    }

    /// When the house looks next; `nil`: it does not run.
    var lookAt: Instant? {
        guard state == .running, let begunAt else { return nil }
        if crossed.last != nil { return begunAt }
        return (looks.last?.at ?? begunAt) + .hours(Int64(plan.lookHours))
    }
}
