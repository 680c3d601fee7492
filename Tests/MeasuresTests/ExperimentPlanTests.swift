import Measures
import Testing

@Suite("What an experiment says to do") struct ExperimentPlanTests {
    private func plan(
        margin: Double = 0.05, alpha: Double = 0.05, good: GoodDirection = .higher
    ) throws -> ExperimentPlan {
        let primary = try #require(PlannedMetric("visit", kind: .mean, good: good, effect: 0.1))
        let guardrail = try #require(
            PlannedMetric("sacrifice", kind: .mean, good: .lower, effect: 0.05, margin: margin))
        var plan = try #require(
            ExperimentPlan(
                arms: [.init("as it is", share: 5_000), .init("with it", share: 5_000)],
                primary: primary, guardrails: [guardrail]))
        plan.alpha = alpha
        return plan
    }

    /// People who come in turn, with so much more in treatment.
    private func people(
        _ count: Int, seed: UInt64, more: Double = 0, harm: Double = 0
    ) -> ExperimentPeople {
        var draws = StatisticDraws(seed: seed)
        var people = ExperimentPeople(metricCount: 2)
        for person in 0..<count {
            let arm = person % 2
            people.arms.append(Int8(arm))
            people.values[0].append(draws.normal() + Double(arm) * more)
            people.values[1].append(draws.normal() * 0.1 + Double(arm) * harm)
        }
        return people
    }

    private func verdict(_ plan: ExperimentPlan, _ people: ExperimentPeople) -> ExperimentVerdict {
        ExperimentReport(plan, people).readings[0].verdict
    }

    @Test("It ships only when it is better and all that must not get worse held") func verdicts()
        throws
    {
        let plan = try plan()
        #expect(verdict(plan, people(8_000, seed: 1, more: 0.3)) == .ship)
        #expect(verdict(plan, people(8_000, seed: 1)) == .goOn)
        #expect(verdict(plan, people(8_000, seed: 1, more: -0.3)) == .stop)
        let harmed = ExperimentReport(plan, people(8_000, seed: 1, more: 0.3, harm: 0.2))
        #expect(harmed.readings[0].verdict == .stop)
        #expect(harmed.readings[0].reasons == [.guardrailBroken("sacrifice")])
        #expect(harmed.readings[0].guardrails[0].verdict == .broken)
        // Neither shown nor broken: the margin is too narrow for so few people.
        let open = ExperimentReport(
            try self.plan(margin: 0.000_01), people(8_000, seed: 1, more: 0.3))
        #expect(open.readings[0].reasons == [.guardrailNotShown("sacrifice")])
    }

    @Test("A red line that is crossed stops what would ship, and says why") func redLine() throws {
        var plan = try plan()
        let people = people(8_000, seed: 1, more: 0.3)
        plan.redLines = [.init(arm: 1, words: "it deceives", isCrossed: false)]
        #expect(verdict(plan, people) == .ship)
        plan.redLines = [.init(arm: 1, words: "it deceives", isCrossed: true)]
        let reading = ExperimentReport(plan, people).readings[0]
        #expect(reading.verdict == .stop)
        #expect(reading.reasons == [.redLine("it deceives")])
    }

    @Test("Arms that hold other people than were meant are unsound, whatever they show")
    func sampleRatio() throws {
        var people = people(8_000, seed: 1, more: 0.3)
        for person in 0..<400 { people.arms[person] = 1 }
        let report = ExperimentReport(try plan(), people)
        #expect(report.sampleRatio?.isSound == false)
        #expect(report.readings[0].verdict == .unsound)
    }

    @Test("People who are lost from one arm more than from another make it unsound") func lost()
        throws
    {
        var people = people(8_000, seed: 1, more: 0.3)
        for person in stride(from: 1, to: 800, by: 2) { people.values[0][person] = .nan }
        let report = ExperimentReport(try plan(), people)
        #expect(report.sampleRatio?.isSound == true)
        #expect(report.readings[0].verdict == .unsound)
        // The control: as many are lost of both.
        for person in stride(from: 0, to: 800, by: 2) { people.values[0][person] = .nan }
        #expect(verdict(try plan(), people) == .ship)
    }

    @Test("Shares that changed against one another make it unsound") func reshared() throws {
        var plan = try plan()
        plan.isReshared = true
        let reading = ExperimentReport(plan, people(8_000, seed: 1, more: 0.3)).readings[0]
        #expect(reading.verdict == .unsound)
        #expect(reading.reasons == [.reshared])
    }

    @Test("What is looked at once says nothing before the planned people are there") func once()
        throws
    {
        var plan = try plan()
        plan.isOnce = true
        plan.peopleInArm = 4_001
        let early = ExperimentReport(plan, people(8_000, seed: 1, more: 0.3)).readings[0]
        #expect(early.verdict == .goOn)
        #expect(early.reasons == [.tooFew(planned: 4_001, there: 4_000)])
        plan.peopleInArm = 4_000
        #expect(verdict(plan, people(8_000, seed: 1, more: 0.3)) == .ship)
    }

    @Test("Below 500 people a side the sequence is silent where no bounds are known")
    func fewPeople() throws {
        #expect(verdict(try plan(), people(998, seed: 1, more: 3)) == .goOn)
        #expect(verdict(try plan(), people(1_000, seed: 1, more: 3)) == .ship)
    }

    @Test("A plan for few people whose values have bounds is told by empirical Bernstein")
    func bernstein() throws {
        var primary = try #require(
            PlannedMetric("fit", kind: .mean, good: .higher, effect: 0.2))
        primary.bounds = Interval(-1, 1)
        let guardrail = try #require(
            PlannedMetric("left", kind: .rate, good: .lower, effect: 0.3, margin: 0.3))
        var plan = try #require(
            ExperimentPlan(
                arms: [.init("a", share: 1), .init("b", share: 1)], primary: primary,
                guardrails: [guardrail]))
        plan.peopleInArm = 400
        var people = ExperimentPeople(metricCount: 2)
        var draws = StatisticDraws(seed: 22)
        for person in 0..<800 {
            people.arms.append(Int8(person % 2))
            people.values[0].append(draws.share() * 0.5 + (person % 2 == 1 ? 0.3 : -0.3))
            people.values[1].append(draws.happens(0.1) ? 1 : 0)
        }
        let reading = ExperimentReport(plan, people).readings[0]
        #expect(reading.primary.method == .bernstein)
        #expect(reading.primary.deciding.contains(0.6))
        #expect(reading.verdict == .ship)
        // The control: planned for many, so few are told nothing yet.
        plan.peopleInArm = 4_000
        people.arms.removeLast(2)
        for metric in 0...1 { people.values[metric].removeLast(2) }
        let many = ExperimentReport(plan, people).readings[0]
        #expect(many.primary.method == .unknown)
        #expect(many.verdict == .goOn)
    }

    // Negative control: let `PlannedMetric.isOfFew` look at the plan alone, and this fails.
    @Test(
        "A small part of all people, or one of unknown size, is guarded in a plan of many",
        arguments: [
            (nil, .bernstein, .broken), (0.8, .bernstein, .broken),
            (0.9, .unknown, .notShown), (1, .unknown, .notShown),
        ] as [(Double?, SequenceMethod, GuardrailVerdict)])
    func smallPart(share: Double?, method: SequenceMethod, verdict: GuardrailVerdict) throws {
        var rail = try #require(
            PlannedMetric("calm", kind: .mean, good: .higher, effect: 0.05, margin: 0.05))
        rail.bounds = Interval(0, 1)
        rail.peopleShare = share
        var plan = try #require(
            ExperimentPlan(
                arms: [.init("a", share: 1), .init("b", share: 1)],
                primary: try plan().primary, guardrails: [rail]))
        plan.peopleInArm = 600
        var people = people(1_500, seed: 3)
        var draws = StatisticDraws(seed: 23)
        for person in 0..<1_500 {
            let level = draws.share() * 0.1 + (person % 2 == 0 ? 0.44 : 0.05)
            people.values[1][person] = person < 500 ? level : .nan
        }
        let reading = ExperimentReport(plan, people).readings[0]
        #expect(reading.guardrails[0].method == method)
        #expect(reading.guardrails[0].verdict == verdict)
        #expect(reading.verdict == (verdict == .broken ? .stop : .goOn))
        // Everybody is many, as planned.
        #expect(reading.primary.method == .gaussian)
    }

    @Test("Bounds leave no room for an amount as large as they are wide, and for less they do")
    func misfit() throws {
        func misfit(
            _ kind: PlannedMetric.Kind, effect: Double = 0.1, margin: Double? = nil,
            baseline: Double? = nil
        ) throws -> PlannedMetric.Misfit? {
            var metric = try #require(
                PlannedMetric("m", kind: kind, good: .lower, effect: effect, margin: margin))
            metric.bounds = Interval(-1, 1)
            if kind == .rate { metric.bounds = Interval(0, 1) }
            metric.baseline = baseline
            return metric.misfit
        }
        #expect(try misfit(.mean, margin: 2) == .margin)
        #expect(try misfit(.mean, margin: 1.99) == nil)
        #expect(try misfit(.rate, effect: 1) == .effect)
        #expect(try misfit(.rate, effect: 0.99) == nil)
        for wrong in [0.0, 1, 2] { #expect(try misfit(.rate, baseline: wrong) == .baseline) }
        #expect(try misfit(.rate, baseline: 0.5) == nil)
        #expect(try misfit(.mean, baseline: 1.01) == .baseline)
        #expect(try misfit(.mean, baseline: 1) == nil)
        #expect(try misfit(.worstDecile, baseline: 2) == nil)
    }

    @Test("What is short of people is told by the smaller arm, and what has enough is not")
    func shortages() throws {
        var primary = try #require(
            PlannedMetric("visit", kind: .rate, good: .higher, effect: 0.1))
        primary.baseline = 0.3
        let rail = try #require(
            PlannedMetric("left", kind: .rate, good: .lower, effect: 0.1, margin: 0.1))
        var plan = try #require(
            ExperimentPlan(
                arms: [.init("a", share: 3), .init("b", share: 1)], primary: primary,
                guardrails: [rail]))
        #expect(plan.shortages.isEmpty)
        let whole = try #require(plan.sizes(arm: 1)[0].size?.anytime)
        let each = try #require(plan.inEach(whole, arm: 1))
        #expect(each == [Int((whole * 0.75).rounded(.up)), Int((whole * 0.25).rounded(.up))])
        plan.peopleInArm = each[1] - 1
        #expect(plan.shortages == [.init(metric: "visit", arm: 1, needed: each[1])])
        plan.peopleInArm = each[1]
        #expect(plan.shortages.isEmpty)
    }

    @Test("Looked at daily, at most 5 % of 2,000 runs of nothing end; the plain test exceeds 20 %")
    func peeking() throws {
        var draws = StatisticDraws(seed: 20)
        let plan = try plan()
        var (ended, peeked) = (0, 0)
        for _ in 0..<2_000 {
            var arms = [Moments(), Moments()]
            var guards = [Moments(), Moments()]
            var looks: [ExperimentLook] = []
            for day in 1...28 {
                for _ in 0..<100 {
                    for arm in 0...1 {
                        arms[arm].add(draws.normal())
                        guards[arm].add(draws.normal() * 0.1)
                    }
                }
                looks.append(
                    ExperimentLook(
                        time: Double(day),
                        sums: [arms.map { ArmSummary($0) }, guards.map { ArmSummary($0) }]))
            }
            if ExperimentPath(plan, arm: 1, looks: looks).end != nil { ended += 1 }
            let isPeeked = looks.contains { look in
                guard let one = look.sums[0][0], let other = look.sums[0][1] else { return false }
                return FixedDifference(means: one, other, alpha: 0.05).map { $0.p < 0.05 } ?? false
            }
            if isPeeked { peeked += 1 }
        }
        #expect(ended <= 100, "\(ended)")
        #expect(ended > 0)
        #expect(peeked > 400, "\(peeked)")
    }

    @Test("A path ends at its first verdict, and its p never rises") func path() throws {
        var draws = StatisticDraws(seed: 21)
        var arms = [Moments(), Moments()]
        var guards = [Moments(), Moments()]
        var looks: [ExperimentLook] = []
        for day in 1...30 {
            for _ in 0..<200 {
                for arm in 0...1 {
                    arms[arm].add(draws.normal() + Double(arm) * 0.3)
                    guards[arm].add(draws.normal() * 0.1)
                }
            }
            looks.append(
                ExperimentLook(
                    time: Double(day),
                    sums: [arms.map { ArmSummary($0) }, guards.map { ArmSummary($0) }]))
        }
        let path = ExperimentPath(try plan(), arm: 1, looks: looks)
        #expect(path.verdict == .ship)
        let end = try #require(path.end)
        #expect(path.steps[..<end].allSatisfy { $0.verdict == .goOn })
        #expect(zip(path.steps, path.steps.dropFirst()).allSatisfy { $0.p >= $1.p })
    }

    @Test("Arms in the wrong ratio are found at any look, and right ones are not")
    func anytimeRatio() {
        #expect(anytimeSampleRatioP(counts: [600, 400], ratio: [1, 1]) < 0.001)
        #expect(anytimeSampleRatioP(counts: [500, 500], ratio: [1, 1]) == 1)
        var alarms = 0
        for seed in 0..<300 {
            var draws = StatisticDraws(seed: UInt64(seed))
            var counts = [0.0, 0.0, 0.0]
            var least = 1.0
            for person in 1...5_000 {
                counts[draws.happens(0.2) ? 0 : draws.happens(0.5) ? 1 : 2] += 1
                guard person.isMultiple(of: 25) else { continue }
                least = min(least, anytimeSampleRatioP(counts: counts, ratio: [2, 4, 4]))
            }
            if least < 0.05 { alarms += 1 }
        }
        #expect(alarms <= 15, "\(alarms)")
    }

    @Test("A plan without a guardrail, a margin or a second arm is none") func refused() throws {
        let arms = [ExperimentPlan.Arm("a", share: 1), .init("b", share: 1)]
        let primary = try #require(PlannedMetric("p", kind: .rate, good: .higher, effect: 0.1))
        let guarded = try #require(
            PlannedMetric("g", kind: .rate, good: .higher, effect: 0.1, margin: 0))
        #expect(ExperimentPlan(arms: arms, primary: primary, guardrails: [guarded]) != nil)
        #expect(ExperimentPlan(arms: arms, primary: primary, guardrails: []) == nil)
        #expect(ExperimentPlan(arms: arms, primary: primary, guardrails: [primary]) == nil)
        #expect(ExperimentPlan(arms: [arms[0]], primary: primary, guardrails: [guarded]) == nil)
        #expect(PlannedMetric("p", kind: .rate, good: .higher, effect: 0) == nil)
        #expect(PlannedMetric("p", kind: .rate, good: .higher, effect: 1, margin: -1) == nil)
    }
}
