/// What was summed up of each arm at one moment.
public struct ExperimentLook: Equatable, Sendable {
    /// In the table's own unit.
    public let time: Double
    /// By metric, the primary first, and by arm, control first; `nil`: not told.
    public let sums: [[ArmSummary?]]

    public init(time: Double, sums: [[ArmSummary?]]) {
        self.time = time
        self.sums = sums
    }
}

/// An experiment of which only sums over time are known, looked at each time, as it would have run.
///
/// The first look that says to ship, to stop, or that the data are not sound ends it: what comes
/// after is told and decides nothing. Sums carry no order and no worst tenth, so the mixture's
/// sequence is the method, and it is silent below 500 people on a side. The arms' people are held
/// against their shares by a test that may be looked at as often: χ² a look would err too often.
public struct ExperimentPath: Equatable, Sendable {
    public struct Step: Equatable, Sendable {
        public let time: Double
        public let counts: [Double]
        public let primary: MetricReading
        public let guardrails: [MetricReading]
        /// χ² at this look alone.
        public let sampleRatioP: Double?
        /// The least of all looks so far: what the data are found unsound by.
        public let anytimeRatioP: Double
        /// The least of all looks so far.
        public let p: Double
        public let verdict: ExperimentVerdict
        public let reasons: [VerdictReason]
    }

    public let plan: ExperimentPlan
    /// The place of the arm.
    public let arm: Int
    public let steps: [Step]
    /// The place of the look that ends it; `nil`: none does.
    public let end: Int?

    public var verdict: ExperimentVerdict { end.map { steps[$0].verdict } ?? .goOn }

    /// - Parameters:
    ///   - arm: The place of an arm, 1 or above.
    ///   - looks: In the order of time; each with all metrics and arms of the plan.
    /// - Complexity: Linear in the looks.
    public init(_ plan: ExperimentPlan, arm: Int, looks: [ExperimentLook]) {
        self.plan = plan
        self.arm = arm
        var steps: [Step] = []
        for look in looks { steps.append(Self.step(plan, arm, look, after: steps.last)) }
        self.steps = steps
        end = steps.firstIndex { $0.verdict != .goOn }
    }

    private static func step(
        _ plan: ExperimentPlan, _ arm: Int, _ look: ExperimentLook, after last: Step?
    ) -> Step {
        func reading(_ index: Int) -> MetricReading {
            let metric = index == 0 ? plan.primary : plan.guardrails[index - 1]
            return MetricReading(
                metric, control: look.sums[index][0], treatment: look.sums[index][arm],
                alpha: index == 0 ? plan.primaryAlpha : plan.alpha, isOnce: false)
        }
        let primary = reading(0)
        let guardrails = plan.guardrails.indices.map { reading($0 + 1) }
        let counts = [primary.control?.count ?? 0, primary.treatment?.count ?? 0]
        let shares = [Double(plan.arms[0].share), Double(plan.arms[arm].share)]
        let ratio = sampleRatioMismatch(counts: counts, ratio: shares)
        let ratioP = min(
            last?.anytimeRatioP ?? 1, anytimeSampleRatioP(counts: counts, ratio: shares))
        let judging = Judging(
            plan: plan, sampleRatioP: ratioP, measuredRatio: nil)
        let (verdict, reasons) = judging.judge(
            arm: arm, primary: primary, guardrails: guardrails,
            there: Int(min(counts[0], counts[1], 1e15)))
        return Step(
            time: look.time, counts: counts, primary: primary, guardrails: guardrails,
            sampleRatioP: counts.contains(where: { $0 > 0 }) ? ratio.p : nil,
            anytimeRatioP: ratioP, p: min(last?.p ?? 1, primary.anytime?.p ?? 1),
            verdict: verdict, reasons: reasons)
    }
}
