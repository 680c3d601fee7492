/// What came of an experiment, a person each: which arm, and a value a metric.
public struct ExperimentPeople: Equatable, Sendable {
    /// By person in the order in which they came: the place of the arm.
    public var arms: [Int8] = []
    /// By metric, the primary first, by person; no number: not known, or not of the group.
    public var values: [[Double]]
    /// What was known of each before; empty: nothing.
    public var covariate: [Double] = []

    public init(metricCount: Int) { values = Array(repeating: [], count: metricCount) }
}

/// What a guardrail shows.
public enum GuardrailVerdict: String, CaseIterable, Sendable {
    /// Not worse than the margin.
    case held
    /// Neither: more people, or a wider margin that was fixed before.
    case notShown = "not shown"
    /// Worse, and perhaps by more than the margin.
    case broken
}

/// What to do.
public enum ExperimentVerdict: String, CaseIterable, Sendable {
    case ship
    case stop
    case goOn = "go on"
    /// The data cannot be judged by.
    case unsound
}

/// Why a verdict is what it is.
public enum VerdictReason: Equatable, Sendable {
    case redLine(String)
    case sampleRatio(p: Double)
    /// People were lost from the arms unevenly.
    case measuredRatio(p: Double)
    /// The arms' shares changed against one another: each stretch is one of its own.
    case reshared
    case primaryWorse
    case guardrailBroken(String)
    case tooFew(planned: Int, there: Int)
    case primaryNotShown
    case guardrailNotShown(String)
    case allHeld
}

/// One metric of one arm beside control.
public struct MetricReading: Equatable, Sendable {
    public let metric: PlannedMetric
    public let control: ArmSummary?
    public let treatment: ArmSummary?
    /// At a number of people fixed before; `nil`: nothing spreads, or too few.
    public let fixed: FixedDifference?
    /// The same with the covariate taken off; `nil` without one.
    public let adjusted: FixedDifference?
    public let adjustment: CovariateAdjustment?
    public let anytime: AnytimeDifference?
    /// How the anytime interval was found.
    public let method: SequenceMethod
    /// What it is judged by; all numbers while nothing is known.
    public let deciding: Interval

    static let nothing = Interval(-.infinity, .infinity)

    /// As something that must not get worse; `nil` without a margin.
    public var guardrail: Guardrail? {
        metric.margin.map {
            Guardrail(name: metric.name, interval: deciding, margin: $0, good: metric.good)
        }
    }

    public var verdict: GuardrailVerdict? {
        guardrail.map { $0.isNonInferior ? .held : $0.isHarmProven ? .broken : .notShown }
    }
}

/// One arm beside control.
public struct ArmReading: Equatable, Sendable {
    /// The place of the arm.
    public let arm: Int
    public let primary: MetricReading
    public let guardrails: [MetricReading]
    /// Holm's, over the arms: to compare with α; `nil` without a p.
    public internal(set) var holmP: Double?
    public let madeWorse: MadeWorseBounds?
    public let verdict: ExperimentVerdict
    /// Of the verdict, at least one.
    public let reasons: [VerdictReason]
}

/// Whether the arms hold the people that were meant.
public struct SampleRatio: Equatable, Sendable {
    public let counts: [Int]
    public let chiSquared: Double
    public let p: Double

    /// - Parameter shares: Above 0, as many as counts.
    /// - Returns: `nil` when there is nobody.
    init?(_ counts: [Int], shares: [Double], isLookedAtOften: Bool = false) {
        guard counts.contains(where: { $0 > 0 }) else { return nil }
        self.counts = counts
        let numbers = counts.map(Double.init)
        let once = sampleRatioMismatch(counts: numbers, ratio: shares)
        chiSquared = once.chiSquared
        p = isLookedAtOften ? anytimeSampleRatioP(counts: numbers, ratio: shares) : once.p
    }

    /// Whether as large a share of each arm is left: χ² of left and lost by arm.
    ///
    /// - Returns: `nil` when an arm had nobody, or nobody or everybody is left.
    init?(_ counts: [Int], of came: [Int]) {
        let (left, all) = (counts.reduce(0, +), came.reduce(0, +))
        guard came.allSatisfy({ $0 > 0 }), left > 0, left < all else { return nil }
        self.counts = counts
        let plain = sampleRatioMismatch(
            counts: counts.map(Double.init), ratio: came.map(Double.init))
        chiSquared = plain.chiSquared / (1 - Double(left) / Double(all))
        p = chiSquaredUpper(chiSquared, degrees: Double(counts.count - 1))
    }

    public var isSound: Bool { p >= sampleRatioLeastP }
}

/// An experiment, looked at.
public struct ExperimentReport: Equatable, Sendable {
    public let plan: ExperimentPlan
    public let sampleRatio: SampleRatio?
    /// Of those of whom the primary is known, beside who came; `nil` when it is known of all.
    public let measuredRatio: SampleRatio?
    public let readings: [ArmReading]

    /// - Parameter isLookedAtOften: Whether the arms' people are held against their shares by the
    ///   test that may be looked at as often as liked; who is measured too, for of those who came
    ///   as many must be measured in each arm.
    /// - Complexity: n log n in the people, for each metric.
    public init(
        _ plan: ExperimentPlan, _ people: ExperimentPeople, isLookedAtOften: Bool = false
    ) {
        self.plan = plan
        let shares = plan.arms.map { Double($0.share) }
        let primary = people.values[0]
        var (counts, measured) = (shares.map { _ in 0 }, shares.map { _ in 0 })
        for (person, arm) in people.arms.enumerated() {
            counts[Int(arm)] += 1
            if !primary[person].isNaN { measured[Int(arm)] += 1 }
        }
        sampleRatio = SampleRatio(counts, shares: shares, isLookedAtOften: isLookedAtOften)
        measuredRatio =
            isLookedAtOften
            ? SampleRatio(measured, shares: shares, isLookedAtOften: true)
            : SampleRatio(measured, of: counts)
        let judged = Judging(
            plan: plan, sampleRatioP: sampleRatio?.p, measuredRatio: measuredRatio)
        var readings = plan.arms.indices.dropFirst().map { arm in
            judged.reading(of: arm, Taking(plan: plan, people: people, arm: arm))
        }
        let known = readings.indices.filter { readings[$0].primary.p(isOnce: plan.isOnce) != nil }
        let adjusted = holmAdjusted(
            known.compactMap { readings[$0].primary.p(isOnce: plan.isOnce) })
        for (place, p) in zip(known, adjusted) { readings[place].holmP = p }
        self.readings = readings
    }
}

extension MetricReading {
    /// Of what it is judged by.
    func p(isOnce: Bool) -> Double? { isOnce ? (adjusted ?? fixed)?.p : anytime?.p }

    /// Of sums alone: no order, no covariate.
    init(
        _ metric: PlannedMetric, control: ArmSummary?, treatment: ArmSummary?, alpha: Double,
        isOnce: Bool
    ) {
        let fixed = control.flatMap { one in
            treatment.flatMap { FixedDifference(means: one, $0, alpha: alpha) }
        }
        let anytime = control.flatMap { one in
            treatment.flatMap {
                AnytimeDifference(one, $0, effect: metric.effect, alpha: alpha)
            }
        }
        let deciding = isOnce ? fixed?.interval : anytime?.interval
        self.init(
            metric: metric, control: control, treatment: treatment, fixed: fixed, adjusted: nil,
            adjustment: nil, anytime: anytime, method: anytime == nil ? .unknown : .gaussian,
            deciding: deciding ?? Self.nothing)
    }
}

/// The values of control and of one arm.
private struct Taking {
    let plan: ExperimentPlan
    let people: ExperimentPeople
    let arm: Int

    func values(_ metric: Int) -> (control: [Double], treatment: [Double]) {
        var (control, treatment): ([Double], [Double]) = ([], [])
        for (value, of) in zip(people.values[metric], people.arms) where !value.isNaN {
            if of == 0 { control.append(value) } else if of == arm { treatment.append(value) }
        }
        return (control, treatment)
    }

    /// - Returns: `nil` without a covariate, or when somebody's is not known.
    var adjustment: CovariateAdjustment? {
        guard !people.covariate.isEmpty else { return nil }
        var (control, treatment) = (PairMoments(), PairMoments())
        for (person, of) in people.arms.enumerated() where of == 0 || of == arm {
            let value = people.values[0][person]
            guard !value.isNaN else { continue }
            let before = people.covariate[person]
            guard !before.isNaN else { return nil }
            if of == 0 { control.add(before, value) } else { treatment.add(before, value) }
        }
        return CovariateAdjustment(control, treatment)
    }

    /// - Parameter isPlanned: Whether the people are there for a single look.
    func reading(
        _ index: Int, _ values: (control: [Double], treatment: [Double]), isPlanned: Bool
    ) -> MetricReading {
        let metric = index == 0 ? plan.primary : plan.guardrails[index - 1]
        let alpha = index == 0 ? plan.primaryAlpha : plan.alpha
        let (one, other) = (summary(metric, values.control), summary(metric, values.treatment))
        let adjustment = index == 0 ? adjustment : nil
        let fixed = fixed(metric, values, one, other, alpha)
        let adjusted = adjustment.flatMap {
            FixedDifference(means: $0.control, $0.treatment, alpha: alpha)
        }
        var anytime: AnytimeDifference?
        var method = SequenceMethod.unknown
        let isFew = metric.isOfFew(planned: plan.peopleInArm)
        if let bounds = metric.bounds, isFew, metric.kind != .worstDecile {
            anytime = AnytimeDifference(
                inOrder: values.control, values.treatment, bounds: bounds, alpha: alpha)
            method = anytime == nil ? .unknown : .bernstein
        } else if let one = adjustment?.control ?? one, let other = adjustment?.treatment ?? other {
            anytime = AnytimeDifference(one, other, effect: metric.effect, alpha: alpha)
            method = anytime == nil ? .unknown : .gaussian
        }
        let once = isPlanned ? (adjusted ?? fixed)?.interval : nil
        return MetricReading(
            metric: metric, control: one, treatment: other, fixed: fixed, adjusted: adjusted,
            adjustment: adjustment, anytime: anytime, method: method,
            deciding: (plan.isOnce ? once : anytime?.interval) ?? MetricReading.nothing)
    }

    private func summary(_ metric: PlannedMetric, _ values: [Double]) -> ArmSummary? {
        metric.kind == .worstDecile
            ? worstMean(values, share: ExperimentReading.worstShare, good: metric.good)
            : ArmSummary(Moments(values))
    }

    private func fixed(
        _ metric: PlannedMetric, _ values: (control: [Double], treatment: [Double]),
        _ one: ArmSummary?, _ other: ArmSummary?, _ alpha: Double
    ) -> FixedDifference? {
        if metric.kind == .rate {
            let rates = TwoProportions(
                successes1: values.treatment.reduce(0, +), of: Double(values.treatment.count),
                successes2: values.control.reduce(0, +), of: Double(values.control.count))
            return rates.flatMap { FixedDifference(rates: $0, alpha: alpha) }
        }
        guard let one, let other else { return nil }
        return FixedDifference(means: one, other, alpha: alpha)
    }
}

/// From what is measured to what to do: measures.md 1.14, in the order of precedence.
struct Judging {
    let plan: ExperimentPlan
    let sampleRatioP: Double?
    let measuredRatio: SampleRatio?

    fileprivate func reading(of arm: Int, _ taking: Taking) -> ArmReading {
        let values = taking.values(0)
        let there = min(values.control.count, values.treatment.count)
        let isPlanned = plan.peopleInArm.map { there >= $0 } ?? true
        let primary = taking.reading(0, values, isPlanned: isPlanned)
        let guardrails = plan.guardrails.indices.map {
            taking.reading($0 + 1, taking.values($0 + 1), isPlanned: isPlanned)
        }
        let (verdict, reasons) = judge(
            arm: arm, primary: primary, guardrails: guardrails, there: there)
        return ArmReading(
            arm: arm, primary: primary, guardrails: guardrails, holmP: nil,
            madeWorse: MadeWorseBounds(
                control: values.control, treatment: values.treatment, good: plan.primary.good),
            verdict: verdict, reasons: reasons)
    }

    func judge(
        arm: Int, primary: MetricReading, guardrails: [MetricReading], there: Int
    ) -> (ExperimentVerdict, [VerdictReason]) {
        let crossed = plan.redLines.filter { $0.isCrossed && $0.arm == arm }
        guard crossed.isEmpty else { return (.stop, crossed.map { .redLine($0.words) }) }
        let doubts = doubts
        guard doubts.isEmpty else { return (.unsound, doubts) }
        let experiment = Experiment(
            primary: primary.deciding, good: plan.primary.good,
            guardrails: guardrails.compactMap(\.guardrail))
        let broken = guardrails.filter { $0.verdict == .broken }.map {
            VerdictReason.guardrailBroken($0.metric.name)
        }
        var open: [VerdictReason] = experiment.isPrimarySuperior ? [] : [.primaryNotShown]
        open += guardrails.filter { $0.verdict == .notShown }.map {
            .guardrailNotShown($0.metric.name)
        }
        switch experiment.decision {
        case .ship: return (.ship, [.allHeld])
        case .stop:
            return (.stop, (experiment.isPrimaryHarmProven ? [.primaryWorse] : []) + broken)
        case .continue:
            if plan.isOnce, let planned = plan.peopleInArm, there < planned {
                return (.goOn, [.tooFew(planned: planned, there: there)])
            }
            return (.goOn, open)
        }
    }

    private var doubts: [VerdictReason] {
        if plan.isReshared { return [.reshared] }
        if let sampleRatioP, sampleRatioP < sampleRatioLeastP {
            return [.sampleRatio(p: sampleRatioP)]
        }
        if let measuredRatio, !measuredRatio.isSound {
            return [.measuredRatio(p: measuredRatio.p)]
        }
        return []
    }
}
