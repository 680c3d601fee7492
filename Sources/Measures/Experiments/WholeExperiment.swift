/// Experiments from whole numbers, as they stand in a journal: all amounts in millionths.
extension PlannedMetric {
    public struct Millionths: Equatable, Sendable {
        public let effect: Int32
        public let margin: Int32?
        public let bounds: ClosedRange<Int32>
        public let baseline: Int32?
        /// Whether it is about some people only, of whom nobody knows how many they are.
        public var isOfGroup = false

        public init(effect: Int32, margin: Int32?, bounds: ClosedRange<Int32>, baseline: Int32?) {
            self.effect = effect
            self.margin = margin
            self.bounds = bounds
            self.baseline = baseline
        }
    }

    /// - Returns: `nil` when the effect is not above 0, the margin below 0, a rate's bounds are not
    ///   0 and 1, or the bounds hold one value.
    public init?(_ name: String, kind: Kind, good: GoodDirection, millionths whole: Millionths) {
        guard whole.bounds.lowerBound < whole.bounds.upperBound,
            kind != .rate || whole.bounds == 0...1_000_000
        else { return nil }
        self.init(
            name, kind: kind, good: good, effect: Double(whole.effect) / millionths,
            margin: whole.margin.map { Double($0) / millionths })
        bounds = Interval(
            Double(whole.bounds.lowerBound) / millionths,
            Double(whole.bounds.upperBound) / millionths)
        baseline = whole.baseline.map { Double($0) / millionths }
        if whole.isOfGroup { peopleShare = nil }
    }
}

extension ExperimentPeople {
    /// Takes one person more.
    ///
    /// - Parameter values: By metric, the primary first, in millionths; `nil`: not known.
    public mutating func append(arm: Int8, values whole: [Int32?]) {
        arms.append(arm)
        for (metric, value) in whole.enumerated() {
            values[metric].append(value.map { Double($0) / millionths } ?? .nan)
        }
    }
}

extension MetricReading {
    /// Treatment less control and where it lies, in millionths; `nil` while nothing is known.
    public var whole: (difference: Int32, low: Int32, high: Int32)? {
        guard let from = control?.mean, let to = treatment?.mean, deciding.low.isFinite,
            deciding.high.isFinite
        else { return nil }
        return (Self.whole(to - from), Self.whole(deciding.low), Self.whole(deciding.high))
    }

    private static func whole(_ number: Double) -> Int32 {
        let scaled = (number * millionths).rounded()
        return Int32(max(Double(Int32.min), min(Double(Int32.max), scaled)))
    }
}
