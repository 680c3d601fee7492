import Kernel
import Measures

/// Why an experiment cannot be judged by its plan, and where.
///
/// What ``ExperimentRefusal/planDoesNotFit`` is about: one that is kept has none.
public enum PlanMisfit: Hashable, Sendable {
    /// Fewer than two arms, or more than there can be.
    case armCount
    /// Another arm is called the same.
    case armTwice(Int)
    /// It is called what those are told who are in no arm.
    case armReserved(Int)
    /// Not above 0, or above all.
    case share(Int)
    /// Together above all.
    case shares
    /// No guardrail, or more than there can be.
    case guardrailCount
    /// 0 is the primary, then the guardrails.
    case metric(Int, LiveMetric.Misfit)
    case redLineCount
    case redLineTwice(Int)
    /// It names no arm of the plan.
    case redLineArm(Int)
    /// Empty or too long.
    case salt
    case people
    case lookHours
}

extension LiveMetric {
    /// Why nothing can be judged by a metric.
    public enum Misfit: String, CaseIterable, Sendable {
        /// Another metric is called the same.
        case twice
        /// The house counts it otherwise.
        case source
        /// They hold one value; or they are not 0 and 1, of a rate or of what the house counts.
        case bounds
        case marginMissing
        /// Of what the experiment is for.
        case marginOfPrimary
        case groupOfPrimary
        /// Below 0, or so large that nothing could ever break it.
        case margin
        /// Not above 0, or as far as two people can be apart.
        case effect
        /// A rate that is none, or people who stand apart farther than they can.
        case baseline
    }

    fileprivate func misfit(isPrimary: Bool) -> Misfit? {
        let isOfHouse = source != .told
        switch source {
        case .told: break
        case .promises: guard good == .higher, kind == .mean else { return .source }
        case .sacrifice: guard good == .lower, kind != .rate else { return .source }
        }
        guard bounds.lowerBound < bounds.upperBound,
            kind != .rate && !isOfHouse || bounds == 0...Self.one
        else { return .bounds }
        if isPrimary {
            if margin != nil { return .marginOfPrimary }
            if group != nil { return .groupOfPrimary }
        } else {
            guard let margin else { return .marginMissing }
            guard margin >= 0 else { return .margin }
        }
        guard effect > 0, let planned else { return .effect }
        switch planned.misfit {
        case .margin: return .margin
        case .effect: return .effect
        case .baseline: return .baseline
        case nil: return nil
        }
    }
}

extension LivePlan {
    /// What is told of those who are in no arm, so that no arm is called so.
    public static let noArm = "none"

    /// The first of what keeps anybody from judging by it; `nil`: it can be judged by.
    public var misfit: PlanMisfit? { misfitOfArms ?? misfitOfMetrics ?? misfitOfRest }

    private var misfitOfArms: PlanMisfit? {
        guard (2...Self.armCountMax).contains(arms.count) else { return .armCount }
        var ids = Set<ArmID>()
        for (place, arm) in arms.enumerated() {
            if "\(arm.id)" == Self.noArm { return .armReserved(place) }
            if !ids.insert(arm.id).inserted { return .armTwice(place) }
            if !(1...Assignment.slotCount).contains(arm.share) { return .share(place) }
        }
        return arms.reduce(0) { $0 + $1.share } > Assignment.slotCount ? .shares : nil
    }

    private var misfitOfMetrics: PlanMisfit? {
        guard (1...Self.guardrailCountMax).contains(guardrails.count) else {
            return .guardrailCount
        }
        var ids = Set<MetricID>()
        for (place, metric) in metrics.enumerated() {
            if !ids.insert(metric.id).inserted { return .metric(place, .twice) }
            if let misfit = metric.misfit(isPrimary: place == 0) {
                return .metric(place, misfit)
            }
        }
        return nil
    }

    private var misfitOfRest: PlanMisfit? {
        guard redLines.count <= Self.redLineCountMax else { return .redLineCount }
        var ids = Set<RedLineID>()
        for (place, line) in redLines.enumerated() {
            if !ids.insert(line.id).inserted { return .redLineTwice(place) }
            if self.place(of: line.arm) == nil { return .redLineArm(place) }
        }
        guard salt.utf8.count <= Self.saltByteCountMax, assignment != nil else { return .salt }
        guard (1...Self.peopleInArmMax).contains(peopleInArm) else { return .people }
        return (1...Self.lookHoursMax).contains(lookHours) ? nil : .lookHours
    }
}
