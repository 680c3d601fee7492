import Measures
import Testing

@Suite("Experiments from sums of people") struct ExperimentTallyTests {
    private func metric(
        _ name: String = "comfort", good: GoodDirection = .higher, effect: Int32 = 20_000,
        margin: Int32 = 0
    ) throws -> ExperimentMetric {
        try #require(ExperimentMetric(name, good: good, effect: effect, margin: margin))
    }

    private func micro(_ number: Double) -> Int32 {
        Int32((min(1, max(0, number)) * 1_000_000).rounded())
    }

    /// So many people a side, with means that differ by so much.
    private func tally(
        _ metric: ExperimentMetric, _ draws: inout StatisticDraws, people: (Int, Int),
        gain: Double
    ) -> ExperimentTally {
        var tally = ExperimentTally(metric)
        for _ in 0..<people.0 { tally.add(micro(0.5 + 0.1 * draws.normal()), to: .control) }
        for _ in 0..<people.1 {
            tally.add(micro(0.5 + gain + 0.1 * draws.normal()), to: .treatment)
        }
        return tally
    }

    @Test("With equal sides the sequence is that of two samples, from sums alone")
    func equalSides() throws {
        var draws = StatisticDraws(seed: 601)
        let tally = tally(try metric(), &draws, people: (900, 900), gain: 0.02)
        let reading = ExperimentReading(tally, alpha: 0.05)
        let (one, other) = (tally.control.people, tally.treatment.people)
        let variance = (try #require(one.variance) + (try #require(other.variance))) / 2 / 1e12
        let test = MixtureTest.twoSample(variance: variance, mixtureVariance: 0.02 * 0.02)
        let difference = (try #require(other.mean) - (try #require(one.mean))) / 1e6
        let radius = test.radius(count: 900, alpha: 0.05)
        #expect(isAlmost(try #require(reading.difference), difference))
        #expect(isAlmost(reading.interval.low, difference - radius))
        #expect(isAlmost(reading.interval.high, difference + radius))
        let ratio = test.ratio(count: 900, distance: difference)
        #expect(isAlmost(try #require(reading.ratio), ratio))
        #expect(isAlmost(try #require(reading.p), min(1, 1 / ratio)))
        #expect(reading.effectiveCount == 450 && reading.method == .gaussian)
    }

    @Test("Unequal sides count as one over the sum of what each says")
    func unequalSides() throws {
        var draws = StatisticDraws(seed: 602)
        let tally = tally(try metric(), &draws, people: (600, 5_400), gain: 0)
        let reading = ExperimentReading(tally, alpha: 0.05)
        #expect(isAlmost(reading.effectiveCount, 540))
        let even = ExperimentReading(
            self.tally(try metric(), &draws, people: (3_000, 3_000), gain: 0), alpha: 0.05)
        #expect(reading.interval.width > even.interval.width)
    }

    @Test("Looked at after every hundred people, no difference is seldom called one, also unequal")
    func falseAlarms() throws {
        var draws = StatisticDraws(seed: 603)
        var (always, fixed) = (0, 0)
        for _ in 0..<80 {
            var tally = ExperimentTally(try metric())
            var (isCalled, isCalledOnce) = (false, false)
            for person in 0..<3_000 {
                let side: ExperimentSide = person % 3 == 0 ? .control : .treatment
                tally.add(micro(0.5 + 0.1 * draws.normal()), to: side)
                guard person >= 1_500, person % 100 == 0 else { continue }
                let reading = ExperimentReading(tally, alpha: 0.05, method: .gaussian)
                if !reading.interval.contains(0) { isCalled = true }
                let (one, other) = (tally.control.people, tally.treatment.people)
                let error =
                    ((try #require(one.variance) / Double(one.count)
                    + (try #require(other.variance) / Double(other.count)))).squareRoot() / 1e6
                if abs(try #require(reading.difference)) > 1.96 * error { isCalledOnce = true }
            }
            if isCalled { always += 1 }
            if isCalledOnce { fixed += 1 }
        }
        // 0.05 and three standard errors of 80 runs.
        #expect(always <= 9)
        // The control: the interval of one look, looked at fifteen times.
        #expect(fixed > 10)
    }

    @Test("Few people are told by the bounds of their values, and of nobody nothing is known")
    func few() throws {
        var draws = StatisticDraws(seed: 604)
        let few = tally(try metric(), &draws, people: (499, 5_000), gain: 0.02)
        let bounded = ExperimentReading(few, alpha: 0.05)
        #expect(bounded.method == .bounded && bounded.ratio == nil)
        let gaussian = ExperimentReading(few, alpha: 0.05, method: .gaussian)
        #expect(gaussian.method == .gaussian && gaussian.interval.width < bounded.interval.width)
        let none = ExperimentReading(ExperimentTally(try metric()), alpha: 0.05)
        #expect(none.interval == Interval(-1, 1) && none.method == .unknown)
        #expect(none.difference == nil && none.effectiveCount == 0)
        // All alike: no variance to go by, but the bounds.
        var alike = ExperimentTally(try metric())
        for _ in 0..<600 {
            alike.add(500_000, to: .control)
            alike.add(500_000, to: .treatment)
        }
        let same = ExperimentReading(alike, alpha: 0.05)
        #expect(same.method == .bounded && same.interval.contains(0))
        #expect(same.interval.width > 0.01)
    }

    @Test("In their order few people say more, and hold the difference at every count")
    func inOrder() throws {
        var draws = StatisticDraws(seed: 605)
        var missed = 0
        for _ in 0..<40 {
            let sides = [0.5, 0.7].map { mean in
                (0..<300).map { _ in micro(mean + 0.05 * draws.normal()) }
            }
            let reading = try #require(
                ExperimentReading(
                    inOrder: try metric(), control: sides[0], treatment: sides[1], alpha: 0.05))
            if !reading.interval.contains(0.2) { missed += 1 }
            var tally = ExperimentTally(try metric())
            for value in sides[0] { tally.add(value, to: .control) }
            for value in sides[1] { tally.add(value, to: .treatment) }
            let sums = ExperimentReading(tally, alpha: 0.05)
            #expect(reading.interval.width < sums.interval.width)
            #expect(reading.method == .bernstein && reading.difference == sums.difference)
        }
        #expect(missed <= 6)
        let outside = ExperimentReading(
            inOrder: try metric(), control: [1_000_001], treatment: [0], alpha: 0.05)
        #expect(outside == nil)
    }

    @Test("The worst tenth is that of the sorted people, to a bin, and its error that of runs")
    func worstDecile() throws {
        var draws = StatisticDraws(seed: 606)
        var found: [Double] = []
        var variances: [Double] = []
        for _ in 0..<120 {
            let people = (0..<1_000).map { _ in micro(draws.share() * draws.share()) }
            var spread = WholeHistogram()
            for value in people { spread.add(value) }
            let sorted = people.sorted().map(Double.init)
            let high = try #require(spread.worst(0.1, good: .lower))
            let low = try #require(spread.worst(0.1, good: .higher))
            #expect(abs(high.mean - sorted.suffix(100).reduce(0, +) / 100) <= 1_000)
            #expect(abs(low.mean - sorted.prefix(100).reduce(0, +) / 100) <= 1_000)
            let all = try #require(spread.worst(1, good: .lower))
            #expect(abs(all.mean - sorted.reduce(0, +) / 1_000) <= 1_000)
            found.append(high.mean)
            variances.append(high.variance / 1_000)
        }
        let seen = try #require(Moments(found).variance)
        let told = variances.reduce(0, +) / 120
        #expect(told / seen > 0.65 && told / seen < 1.5)
        #expect(WholeHistogram().worst(0.1, good: .lower) == nil)
    }

    @Test("A mean that stays can hide a worst tenth that gets worse: only one of the two guards")
    func hidden() throws {
        var sacrifice = try metric("sacrifice", good: .lower, margin: 30_000)
        var tenth = try metric("worst", good: .lower, margin: 30_000)
        tenth.statistic = .worstDecile
        sacrifice.worseBy = 50_000
        var draws = StatisticDraws(seed: 607)
        var (mean, worst) = (ExperimentTally(sacrifice), ExperimentTally(tenth))
        for person in 0..<10_000 {
            let before = micro(0.4 + 0.05 * draws.normal())
            let isHurt = person % 10 == 0
            let change: Int32 = isHurt ? 270_000 : -30_000
            mean.add(before, change: 0, to: .control)
            mean.add(before + change, change: change, to: .treatment)
            worst.add(before, to: .control)
            worst.add(before + change, to: .treatment)
        }
        let overall = ExperimentReading(mean, alpha: 0.05)
        let ofWorst = ExperimentReading(worst, alpha: 0.05)
        #expect(overall.guardrail.isNonInferior)
        #expect(!ofWorst.guardrail.isNonInferior && ofWorst.guardrail.isHarmProven)
        #expect(mean.treatment.shareMadeWorse == 0.1 && mean.control.shareMadeWorse == 0)
        #expect(worst.treatment.shareMadeWorse == nil)
        let primary = ExperimentReading(
            tally(try metric(), &draws, people: (5_000, 5_000), gain: 0.03), alpha: 0.05)
        let counts = (counts: [5_000.0, 5_000], ratio: [1.0, 1])
        let ships = Experiment(primary: primary, guardrails: [overall], people: counts)
        #expect(ships.decision == .ship && ships.isSound)
        let stops = Experiment(primary: primary, guardrails: [overall, ofWorst], people: counts)
        #expect(stops.decision == .stop)
        let unsound = Experiment(
            primary: primary, guardrails: [overall], people: ([5_000, 4_500], [1, 1]))
        #expect(unsound.decision == .stop && !unsound.isSound)
        let vetoed = Experiment(primary: primary, guardrails: [], isVetoed: true)
        #expect(vetoed.decision == .stop && vetoed.sampleRatioP == nil)
    }

    @Test("Not inferior is what lies beyond the margin at every look, and not before")
    func nonInferior() throws {
        var draws = StatisticDraws(seed: 608)
        let guarded = try metric(margin: 30_000)
        let even = ExperimentReading(
            tally(guarded, &draws, people: (4_000, 4_000), gain: 0), alpha: 0.05)
        #expect(even.guardrail.isNonInferior && even.interval.low < 0)
        let worse = ExperimentReading(
            tally(guarded, &draws, people: (4_000, 4_000), gain: -0.03), alpha: 0.05)
        #expect(!worse.guardrail.isNonInferior && worse.guardrail.isHarmProven)
        let early = ExperimentReading(
            tally(guarded, &draws, people: (50, 50), gain: 0), alpha: 0.05)
        #expect(!early.guardrail.isNonInferior && !early.guardrail.isHarmProven)
    }
}
