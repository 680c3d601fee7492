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
    /// The share of all people whom it is about: above 0, at most 1; `nil`: not known.
    public var peopleShare: Double? = 1

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

    /// What its bounds leave no room for, so that it could never be judged.
    public enum Misfit: String, CaseIterable, Sendable {
        /// As far as two people can be apart, or farther: nothing could ever break it.
        case margin
        /// As far as two people can be apart, or farther.
        case effect
        /// A rate that is no rate, or people who stand apart farther than they can.
        case baseline
    }

    /// The first of these that applies; `nil`: none does, or no bounds are known.
    public var misfit: Misfit? {
        guard let width = bounds?.width else { return nil }
        if let margin, margin >= width { return .margin }
        if effect >= width { return .effect }
        guard let baseline else { return nil }
        let isWithin: Bool =
            switch kind {
            case .rate: baseline > 0 && baseline < 1
            // Half of all people at each end: no deviation is larger.
            case .mean: baseline > 0 && baseline <= width / 2
            case .worstDecile:
                baseline > 0 && baseline <= width / 2 / ExperimentReading.worstShare
            }
        return isWithin ? nil : .baseline
    }

    /// Whether the sequence that needs many people is not used, by what was planned.
    ///
    /// By the plan and not by who came, so that nobody changes the method on the way. Of a part of
    /// all people as many count as are expected of it; one of unknown size may be small.
    ///
    /// - Parameter planned: In each arm; `nil`: not said.
    func isOfFew(planned: Int?) -> Bool {
        let few = Double(ExperimentReading.fewPeople)
        guard let peopleShare else { return true }
        guard let planned else { return peopleShare < 1 }
        return Double(planned) * peopleShare < few
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
    /// Of one about people whose share is not known they are counted in people of that group.
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
            let whole = metric.peopleShare ?? 1
            let size = ExperimentSize(
                metric.margin.map(ExperimentSize.Aim.margin) ?? .effect(metric.effect),
                variances: (from / whole, to / whole),
                shares: (Double(arms[0].share), Double(arms[arm].share)),
                alpha: isPrimary ? primaryAlpha : alpha, power: isPrimary ? power : 1 - miss,
                tau: metric.effect)
            return (metric, size)
        }
    }

    /// Of people of control and of one arm together those of each, control first.
    ///
    /// - Parameter whole: As ``ExperimentSize`` tells.
    /// - Returns: `nil` when they are too many to count.
    public func inEach(_ whole: Double, arm: Int) -> [Int]? {
        let shares = [arms[0].share, arms[arm].share].map(Double.init)
        let counts = shares.map { (whole * $0 / (shares[0] + shares[1])).rounded(.up) }
        return counts.allSatisfy { $0 < 1e15 } ? counts.map { Int($0) } : nil
    }

    /// A metric for which fewer people are planned than it needs.
    public struct Shortage: Equatable, Sendable {
        public let metric: String
        /// The place of the arm.
        public let arm: Int
        /// In the smaller of the two arms, looked at as the plan says.
        public let needed: Int

        public init(metric: String, arm: Int, needed: Int) {
            self.metric = metric
            self.arm = arm
            self.needed = needed
        }
    }

    /// Those of all arms, in their order; none while it is not said how many are planned.
    public var shortages: [Shortage] {
        guard let peopleInArm else { return [] }
        return arms.indices.dropFirst().flatMap { arm in
            sizes(arm: arm).compactMap { metric, size -> Shortage? in
                guard let size,
                    let needed = inEach(isOnce ? size.once : size.anytime, arm: arm)?.min(),
                    needed > peopleInArm
                else { return nil }
                return Shortage(metric: metric.name, arm: arm, needed: needed)
            }
        }
    }
}
