import Measures
import Testing

@Suite("What may not get worse") struct GuardrailTests {
    private let better = Interval(0.01, 0.03)
    private let unclear = Interval(-0.01, 0.03)

    private func identity(_ low: Double, _ high: Double) -> Guardrail {
        Guardrail(name: "identity", interval: Interval(low, high), margin: 0.03, good: .higher)
    }

    @Test("Better for sales and worse for the brand does not ship") func mustNotShip() {
        let harmed = Experiment(primary: better, guardrails: [identity(-0.06, -0.02)])
        #expect(harmed.decision == .stop)
        let unsure = Experiment(primary: better, guardrails: [identity(-0.06, 0.01)])
        #expect(unsure.decision == .continue)
    }

    @Test("All well ships; each thing that is not well keeps it from shipping") func ships() {
        let well = identity(-0.02, 0.04)
        #expect(Experiment(primary: better, guardrails: [well]).decision == .ship)
        #expect(Experiment(primary: unclear, guardrails: [well]).decision == .continue)
        #expect(
            Experiment(primary: Interval(-0.03, -0.01), guardrails: [well]).decision == .stop)
        #expect(Experiment(primary: better, guardrails: [well], isVetoed: true).decision == .stop)
        #expect(
            Experiment(primary: better, guardrails: [well], sampleRatioP: 0.000_9).decision == .stop
        )
        #expect(
            Experiment(primary: better, guardrails: [well], sampleRatioP: 0.001).decision == .ship)
    }

    @Test("At its margin a guardrail is not yet kept, and no difference is no harm") func edges() {
        #expect(!identity(-0.03, 0.01).isNonInferior)
        #expect(identity(-0.029, 0.01).isNonInferior)
        #expect(!identity(-0.06, 0).isHarmProven)
        let sacrifice = Guardrail(
            name: "sacrifice", interval: Interval(0.01, 0.02), margin: 0.03, good: .lower)
        #expect(sacrifice.isNonInferior && sacrifice.isHarmProven)
        // Proven, but within what was allowed beforehand.
        #expect(Experiment(primary: better, guardrails: [sacrifice]).decision == .ship)
    }

    @Test("Six hundred against four hundred is no even split") func ratio() {
        let off = sampleRatioMismatch(counts: [600, 400], ratio: [1, 1])
        #expect(isAlmost(off.chiSquared, 40) && off.p < sampleRatioLeastP)
        let meant = sampleRatioMismatch(counts: [600, 400], ratio: [3, 2])
        #expect(meant.chiSquared == 0 && meant.p == 1)
    }

    @Test("Holm's values are never below the raw ones, keep their order, and stop at 1")
    func holm() {
        #expect(
            zip(holmAdjusted([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
                .allSatisfy { isAlmost($0, $1) })
        #expect(holmAdjusted([]).isEmpty)
        var draws = StatisticDraws(seed: 21)
        for _ in 0..<100 {
            let values = draws.numbers(1 + draws.below(8))
            let adjusted = holmAdjusted(values)
            for (raw, held) in zip(values, adjusted) { #expect(held >= raw && held <= 1) }
            let order = values.indices.sorted { values[$0] < values[$1] }
            #expect(
                zip(order, order.dropFirst()).allSatisfy { adjusted[$0] <= adjusted[$1] })
        }
    }

    @Test("Knowing people from before takes r² off the variance, and leaves the mean")
    func cuped() throws {
        var draws = StatisticDraws(seed: 22)
        var pairs = PairMoments()
        var people: [(x: Double, y: Double)] = []
        for _ in 0..<300 {
            let x = draws.normal()
            let y = 0.8 * x + draws.normal()
            people.append((x, y))
            pairs.add(x, y)
        }
        let adjustment = try #require(PriorAdjustment(pairs))
        let adjusted = Moments(people.map { adjustment.adjusted($0.y, prior: $0.x) })
        #expect(isAlmost(adjusted.mean, pairs.meanY))
        #expect(isAlmost(try #require(adjusted.variance), adjustment.varianceAfter))
        #expect(adjustment.varianceAfter < adjustment.varianceBefore * 0.8)
    }

    @Test("Where one of the two never varies, nothing can be taken off") func cupedNeedsChange() {
        var pairs = PairMoments()
        for y in [1.0, 2, 3] { pairs.add(5, y) }
        #expect(PriorAdjustment(pairs) == nil)
        #expect(PriorAdjustment(PairMoments()) == nil)
    }

    @Test("A mean that gets better can hide people who get worse") func worse() {
        let changes = [0.9, 0.8, -0.3, -0.05]
        #expect(shareMadeWorse(changes: changes, margin: 0.1, good: .higher) == 0.25)
        #expect(shareMadeWorse(changes: changes, margin: 0, good: .higher) == 0.5)
        #expect(shareMadeWorse(changes: changes, margin: 0, good: .lower) == 0.5)
        #expect(shareMadeWorse(changes: [], margin: 0, good: .lower) == nil)
    }
}
