import Foundation
import Kernel
import Measures
import Testing

@Suite("Expectations") struct ExpectationTests {
    private func normal(_ random: inout SplitMix64) -> Double {
        StandardNormal.quantile(Double.random(in: 1e-9..<1, using: &random))
    }

    @Test(
        "No variance falls below 0 and every gain is a share",
        arguments: 1...20 as ClosedRange<UInt64>)
    func variances(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let filter = ExpectationFilter(
            observationVariance: exp(10 * normal(&random)),
            driftVariancePerDay: seed % 4 == 0 ? 0 : exp(10 * normal(&random)),
            below: seed % 3 == 0 ? exp(10 * normal(&random)) : nil)
        var last = Expectation(mean: 0, variance: seed % 5 == 0 ? 0 : 1e6)

        for _ in 0..<300 {
            let days = Double.random(in: 0..<40, using: &random)
            let step = filter.met(normal(&random), after: days, since: last)
            #expect(step.expectation.variance >= 0 && (0...1).contains(step.gain), "seed \(seed)")
            last = step.expectation
        }
    }

    @Test("After endless silence only the new experience counts") func silence() {
        let filter = ExpectationFilter(observationVariance: 2, driftVariancePerDay: 0.1)
        let start = Expectation(mean: 0.4, variance: 0.01)

        let soon = filter.met(1, after: 1, since: start)
        let late = filter.met(1, after: 1e12, since: start)

        #expect(late.gain > 1 - 1e-9 && soon.gain < 0.1)
        #expect(abs(late.expectation.mean - 1) < 1e-9)
    }

    @Test("Without an experience the mean stays and only doubt grows") func nothingMet() {
        let filter = ExpectationFilter(observationVariance: 2, driftVariancePerDay: 0.1)
        let start = Expectation(mean: 0.4, variance: 0.01)

        let waited = filter.waited(start, days: 30)

        #expect(waited.mean == 0.4)
        #expect(abs(waited.variance - 3.01) < 1e-12)
        #expect(filter.waited(filter.waited(start, days: 10), days: 20).mean == waited.mean)
    }

    @Test(
        "From its steady variance on, the filter is an exponentially weighted mean",
        arguments: [
            0.01, 0.0972978343, 1, 4,
        ]) func weightedMean(ratio: Double)
    {
        let filter = ExpectationFilter(observationVariance: 3, driftVariancePerDay: 3 * ratio)
        let alpha = filter.steadyGain
        var random = SplitMix64(seed: 9)
        var weighted = 0.5
        // (1 − K)·P⁻ = K·R where the gain no longer changes.
        var last = Expectation(mean: weighted, variance: alpha * 3)

        for _ in 0..<200 {
            let y = normal(&random)
            weighted += alpha * (y - weighted)
            last = filter.met(y, after: 1, since: last).expectation
            #expect(abs(last.mean - weighted) < 1e-9)
        }
        #expect(abs(alpha - (-ratio + (ratio * ratio + 4 * ratio).squareRoot()) / 2) < 1e-12)
        #expect(ExpectationFilter.steadyGain(signalToNoise: 0) == 0)
    }

    @Test("From any start the gain becomes the steady one") func converges() {
        let filter = ExpectationFilter(observationVariance: 15099, driftVariancePerDay: 1469.1)
        var last = filter.first(1120)
        var gain = 0.0
        for _ in 0..<200 {
            let step = filter.met(1000, after: 1, since: last)
            gain = step.gain
            last = step.expectation
        }

        #expect(abs(gain - 0.2670480126) < 1e-9 && abs(gain - filter.steadyGain) < 1e-12)
    }

    @Test("The same surprise again surprises less, every time") func adapts() {
        let filter = ExpectationFilter(observationVariance: 0.01, driftVariancePerDay: 0)
        var last = Expectation(mean: 0.2, variance: 0.01)
        var bits: [Double] = []
        for _ in 0..<12 {
            let step = filter.met(0.9, after: 7, since: last)
            bits.append(surprisalBits(z: step.standardised))
            last = step.expectation
        }

        #expect(bits[0] > 3.32)
        #expect(zip(bits, bits.dropFirst()).allSatisfy { $0 > $1 })
        #expect((bits.last ?? 9) < 1)
    }

    @Test("A ratchet moves further up than down, and is worth its parameter only when it is real")
    func ratchet() {
        let even = ExpectationFilter(observationVariance: 1, driftVariancePerDay: 0.3)
        let ratchet = ExpectationFilter(
            observationVariance: 0.25, driftVariancePerDay: 0.3, below: 4)
        let start = Expectation(mean: 0, variance: 1)
        let up = ratchet.met(1, after: 1, since: start)
        let down = ratchet.met(-1, after: 1, since: start)
        #expect(up.gain > even.met(1, after: 1, since: start).gain && up.gain > down.gain)

        // Experiences made by each of the two; each must like its own model better.
        for maker in [even, ratchet] {
            var random = SplitMix64(seed: 77)
            var last = start
            var met: [(days: Double, experience: Double)] = []
            for _ in 0..<400 {
                let spread = maker.waited(last, days: 1).variance
                let above = (spread + maker.observationVariance).squareRoot()
                let below = (spread + maker.observationVarianceBelow).squareRoot()
                let isBelow = Double.random(in: 0..<1, using: &random) < below / (above + below)
                let size = abs(normal(&random))
                let y = last.mean + (isBelow ? -size * below : size * above)
                met.append((1, y))
                last = maker.met(y, after: 1, since: last).expectation
            }
            let gain =
                ratchet.logLikelihood(of: met, from: start)
                - even.logLikelihood(of: met, from: start)
            #expect((gain > 0) == (maker == ratchet))
            let chance = ExpectationFilter.likelihoodRatio(of: gain, over: 0)
            #expect(maker == ratchet ? chance < 0.001 : chance == 1)
        }
    }

    @Test("With even gains the likelihood is that of normals") func likelihood() {
        let filter = ExpectationFilter(observationVariance: 2, driftVariancePerDay: 0.5)
        let start = Expectation(mean: 1, variance: 1)

        let one = filter.logLikelihood(of: [(2, 3)], from: start)

        let variance = 1 + 0.5 * 2 + 2.0
        #expect(abs(one - (-log(2 * .pi * variance) / 2 - 4 / (2 * variance))) < 1e-12)
    }

    @Test("A belief that is left alone returns to its prior, and one in use stays away")
    func forgets() {
        var belief = DiscountedBeta(prior: BetaDistribution(a: 2, b: 3), keptPerDay: 0.9)
        for _ in 0..<30 { belief.add(1, after: 1) }
        let used = belief.belief.mean

        belief.add(1, after: 10_000)

        #expect(used > 0.7)
        #expect(abs(belief.belief.a - 3) < 1e-9 && abs(belief.belief.b - 3) < 1e-9)
    }

    @Test("With nothing forgotten a belief is the plain count") func remembers() {
        var belief = DiscountedBeta(prior: BetaDistribution(a: 1, b: 1), keptPerDay: 1)
        for outcome in [1.0, 0, 1, 1, 0] { belief.add(outcome, after: 30) }

        #expect(belief.belief == BetaDistribution(a: 4, b: 3))
    }

    @Test("Drift is told beyond three deviations and not at three") func drift() {
        let start = Expectation(mean: 0, variance: 0.5)
        let edge = ExpectationDrift(from: start, to: Expectation(mean: 3, variance: 0.5))
        let past = ExpectationDrift(from: start, to: Expectation(mean: -3.01, variance: 0.5))
        let still = Expectation(mean: 1, variance: 0)

        #expect(!edge.isAlarm && past.isAlarm)
        #expect(!ExpectationDrift(from: still, to: still).isAlarm)
    }

    @Test(
        "The running sum sees a lasting shift to either side soon, and chance rarely",
        arguments: [
            1.0, -1.0,
        ]) func runningSum(shift: Double)
    {
        var random = SplitMix64(seed: 4)
        var quiet = CumulativeSumAlarm()
        var shifted = CumulativeSumAlarm()
        var seen: Int?
        for step in 0..<60 {
            let z = normal(&random)
            quiet.add(z)
            shifted.add(z + shift)
            if seen == nil, shifted.isAlarm { seen = step }
            #expect(!quiet.isAlarm)
        }

        #expect((seen ?? 999) < 30)
    }
}
