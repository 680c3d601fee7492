/// One thing that an experiment is measured by, as it is fixed before the start.
public struct PlannedMetric: Equatable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// Of people who did or did not: 0 or 1 each.
        case rate
        case mean
        /// The mean of the tenth that is worst off.
        case worstDecile = "worst decile"
    }

    public let name: String
    public let kind: Kind
    public let good: GoodDirection
    /// τ: the smallest difference worth having, in the metric's own unit.
    public let effect: Double
    /// Δ: how much worse is still as good; `nil` of what the experiment is for.
    public let margin: Double?
    /// Within which every person's value lies; `nil`: not known.
    public var bounds: Interval?
    /// How it is without the treatment: its rate, or how far people stand apart.
    public var baseline: Double?
    /// The share of all people whom it is about: above 0, at most 1.
    public var peopleShare = 1.0

    /// - Returns: `nil` when the effect is not above 0, or the margin below 0.
    public init?(
        _ name: String, kind: Kind, good: GoodDirection, effect: Double, margin: Double? = nil
    ) {
        guard effect > 0, effect.isFinite, margin.map({ $0 >= 0 && $0.isFinite }) ?? true
        else { return nil }
        self.name = name
        self.kind = kind
        self.good = good
        self.effect = effect
        self.margin = margin
        bounds = kind == .rate ? Interval(0, 1) : nil
    }

    /// Of one person without the treatment, and with so much more; `nil` without a baseline.
    func variance(more: Double = 0) -> Double? {
        baseline.map { baseline in
            guard kind == .rate else { return baseline * baseline }
            let rate = min(1, max(0, baseline + more))
            return rate * (1 - rate)
        }
    }
}

/// How an experiment is run and what it is judged by, fixed before the start.
public struct ExperimentPlan: Equatable, Sendable {
    public struct Arm: Equatable, Sendable {
        public let name: String
        /// In ten-thousandths of all people.
        public let share: Int

        public init(_ name: String, share: Int) {
            self.name = name
            self.share = share
        }
    }

    /// A line that no gain buys: who crosses it stops.
    public struct RedLine: Equatable, Sendable {
        /// The place of its arm.
        public let arm: Int
        public let words: String
        public let isCrossed: Bool

        public init(arm: Int, words: String, isCrossed: Bool) {
            self.arm = arm
            self.words = words
            self.isCrossed = isCrossed
        }
    }

    /// The control first.
    public let arms: [Arm]
    public let primary: PlannedMetric
    public let guardrails: [PlannedMetric]
    public var redLines: [RedLine] = []
    /// Of two sides.
    public var alpha = 0.05
    public var power = 0.8
    /// Planned, in each arm; `nil`: not said.
    public var peopleInArm: Int?
    /// Whether it is looked at once, when the planned people are there.
    public var isOnce = false
    /// Whether the arms' shares changed against one another while it ran.
    public var isReshared = false

    /// - Returns: `nil` with fewer than two arms, an arm without a share, no guardrail, a guardrail
    ///   without a margin, or two metrics of one name.
    public init?(arms: [Arm], primary: PlannedMetric, guardrails: [PlannedMetric]) {
        let names = [primary.name] + guardrails.map(\.name)
        guard arms.count >= 2, arms.allSatisfy({ $0.share > 0 }), !guardrails.isEmpty,
            guardrails.allSatisfy({ $0.margin != nil }), Set(names).count == names.count
        else { return nil }
        self.arms = arms
        self.primary = primary
        self.guardrails = guardrails
    }

    /// What the primary is judged by: split over the arms that are compared with control.
    public var primaryAlpha: Double { alpha / Double(arms.count - 1) }

    /// How many people one arm's comparison with control needs, by metric, the primary first.
    ///
    /// Each guardrail is sized so that together they miss no more than β: all of them must pass.
    ///
    /// - Parameter arm: The place of an arm, 1 or above.
    /// - Returns: `nil` of a metric without a baseline, or where nothing spreads.
    public func sizes(arm: Int) -> [(metric: PlannedMetric, size: ExperimentSize?)] {
        let miss = (1 - power) / Double(guardrails.count)
        return ([primary] + guardrails).map { metric in
            let isPrimary = metric.margin == nil
            let better = metric.good == .higher ? metric.effect : -metric.effect
            guard let from = metric.variance(),
                let to = metric.variance(more: isPrimary ? better : 0)
            else { return (metric, nil) }
            let whole = metric.peopleShare
            let size = ExperimentSize(
                metric.margin.map(ExperimentSize.Aim.margin) ?? .effect(metric.effect),
                variances: (from / whole, to / whole),
                shares: (Double(arms[0].share), Double(arms[arm].share)),
                alpha: isPrimary ? primaryAlpha : alpha, power: isPrimary ? power : 1 - miss,
                tau: metric.effect)
            return (metric, size)
        }
    }
}
