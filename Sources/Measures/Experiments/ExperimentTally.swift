/// Which people an experiment leaves as they are, and which it does not.
public enum ExperimentSide: String, CaseIterable, Sendable {
    case control
    case treatment
}

/// One thing that an experiment is measured by, as it is fixed before the start.
///
/// All amounts in millionths.
public struct ExperimentMetric: Equatable, Sendable {
    /// What of the people is compared.
    public enum Statistic: String, CaseIterable, Sendable {
        case mean
        /// The mean of the tenth that is worst off.
        case worstDecile = "worst decile"
    }

    public let name: String
    public let good: GoodDirection
    /// Every person's value lies within.
    public let bounds: ClosedRange<Int32>
    /// τ: about the smallest difference worth having.
    public let effect: Int32
    /// Δ: how much worse is still as good.
    public let margin: Int32
    public var statistic = Statistic.mean
    /// By more than this must somebody's value get worse to count as made worse.
    public var worseBy: Int32 = 0

    /// The largest value either way: a share, or a difference of shares.
    public static let valueMax: Int32 = 1_000_000

    /// - Returns: `nil` when the bounds hold one value or leave ±1, the effect is not above 0 or
    ///   beyond the bounds' width, or the margin is below 0.
    public init?(
        _ name: String, good: GoodDirection, bounds: ClosedRange<Int32> = 0...valueMax,
        effect: Int32, margin: Int32 = 0
    ) {
        guard bounds.lowerBound < bounds.upperBound, bounds.lowerBound >= -Self.valueMax,
            bounds.upperBound <= Self.valueMax, effect > 0,
            effect <= bounds.upperBound - bounds.lowerBound, margin >= 0
        else { return nil }
        self.name = name
        self.good = good
        self.bounds = bounds
        self.effect = effect
        self.margin = margin
    }

    /// How far apart two people can be.
    var range: Double { Double(bounds.upperBound - bounds.lowerBound) / millionths }

    func isWorse(_ change: Int32) -> Bool {
        good == .higher ? Int64(change) < -Int64(worseBy) : change > worseBy
    }
}

/// How many millionths are one.
let millionths = 1_000_000.0

/// The people of one side: how many, Σ and Σ², where they lie, and who was made worse.
public struct ExperimentArm: Equatable, Sendable {
    public internal(set) var people = WholeMoments()
    /// Empty of people who came as sums alone.
    public internal(set) var spread = WholeHistogram()
    /// Of whom it is known how they were before.
    public internal(set) var changeCount: Int64 = 0
    public internal(set) var worseCount: Int64 = 0

    public init() {}

    /// Of sums that were kept elsewhere: no worst decile is known of them.
    public init(sums: WholeMoments) { people = sums }

    mutating func merge(_ other: Self) {
        people.merge(other.people)
        spread.merge(other.spread)
        changeCount += other.changeCount
        worseCount += other.worseCount
    }

    /// `nil` when nobody's change is known.
    public var shareMadeWorse: Double? {
        changeCount > 0 ? Double(worseCount) / Double(changeCount) : nil
    }
}

/// One metric of an experiment over the people of both sides; look at it as often as liked.
///
/// Whole numbers: merging in any order gives the same bits, and whoever is taken out was never in.
/// One value a person, never one a visit. measures.md 1.14 and 4.
public struct ExperimentTally: Equatable, Sendable {
    public let metric: ExperimentMetric
    public private(set) var control: ExperimentArm
    public private(set) var treatment: ExperimentArm

    public init(
        _ metric: ExperimentMetric, control: ExperimentArm = ExperimentArm(),
        treatment: ExperimentArm = ExperimentArm()
    ) {
        self.metric = metric
        self.control = control
        self.treatment = treatment
    }

    public subscript(_ side: ExperimentSide) -> ExperimentArm {
        get { side == .control ? control : treatment }
        set { if side == .control { control = newValue } else { treatment = newValue } }
    }

    /// - Parameter change: How much the value is more than before; `nil` when that is not known.
    /// - Returns: False when the value lies outside of the metric's bounds; then nothing changes.
    @discardableResult public mutating func add(
        _ value: Int32, change: Int32? = nil, to side: ExperimentSide
    ) -> Bool {
        guard metric.bounds.contains(value) else { return false }
        self[side].people.add(value)
        self[side].spread.add(value)
        if let change {
            self[side].changeCount += 1
            if metric.isWorse(change) { self[side].worseCount += 1 }
        }
        return true
    }

    /// - Parameters: As they were added.
    /// - Returns: False when there is no such person; then nothing changes.
    @discardableResult public mutating func remove(
        _ value: Int32, change: Int32? = nil, from side: ExperimentSide
    ) -> Bool {
        let isWorse = change.map { metric.isWorse($0) } ?? false
        guard change == nil || self[side].changeCount > 0,
            !isWorse || self[side].worseCount > 0, self[side].spread.remove(value)
        else { return false }
        self[side].people.remove(value)
        if change != nil { self[side].changeCount -= 1 }
        if isWorse { self[side].worseCount -= 1 }
        return true
    }

    /// - Returns: False when the other has another metric; then nothing changes.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.metric == metric else { return false }
        control.merge(other.control)
        treatment.merge(other.treatment)
        return true
    }
}
