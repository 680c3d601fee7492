public import Kernel

/// What one name of somebody has to do with experiments.
public struct PersonTried: Equatable, Sendable, Codable {
    /// That they were there, in one experiment, and what came of it.
    public struct Taking: Equatable, Sendable, Codable {
        public struct Value: Equatable, Sendable, Codable {
            public let metric: MetricID
            /// In millionths.
            public let value: Int32
            public let at: Instant
        }

        public let experiment: ExperimentID
        /// The place of the arm.
        public let arm: UInt8
        public let at: Instant
        public internal(set) var groups: [ExperimentGroupID] = []
        /// In the order in which they were told.
        public internal(set) var values: [Value] = []

        public func value(of metric: MetricID) -> Value? { values.first { $0.metric == metric } }
    }

    /// Since when nothing is tried on them; `nil`: something may be.
    public internal(set) var refusedAt: Instant?
    /// In the order in which they began.
    public internal(set) var takings: [Taking] = []

    public init() {}

    var isEmpty: Bool { refusedAt == nil && takings.isEmpty }

    public subscript(experiment: ExperimentID) -> Taking? {
        takings.first { $0.experiment == experiment }
    }

    mutating func change(_ experiment: ExperimentID, _ body: (inout Taking) -> Void) {
        guard let place = takings.firstIndex(where: { $0.experiment == experiment }) else { return }
        body(&takings[place])
    }
}
