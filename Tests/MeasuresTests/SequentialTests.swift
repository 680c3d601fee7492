import Measures
import Testing

@Suite("Looking at a test while it runs") struct SequentialTests {
    @Test("Peeking makes false positives as Armitage, McPherson and Rowe found") func peeking() {
        let chances = peekingFalsePositives(looks: 50, alpha: 0.05)
        let published = [
            (1, 0.05), (2, 0.083), (3, 0.107), (4, 0.126), (5, 0.142), (10, 0.193), (20, 0.248),
            (50, 0.320),
        ]
        for (looks, chance) in published {
            #expect(abs(chances[looks - 1] - chance) < 0.000_5, "\(looks) looks")
        }
        #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 < $1 })
        #expect(peekingFalsePositives(looks: 0, alpha: 0.05).isEmpty)
    }

    /// Runs of nothing at all: how often a test calls an effect at least once.
    private func falsePositives(runs: Int, seed: UInt64) -> (always: Int, peeked: Int) {
        var draws = StatisticDraws(seed: seed)
        var (always, peeked) = (0, 0)
        for _ in 0..<runs {
            var run = MixtureRun(MixtureTest(variance: 1, mixtureVariance: 0.01))
            var (sum, isPeeked) = (0.0, false)
            for count in 1...400 {
                let drawn = draws.normal()
                run.take(drawn)
                sum += drawn
                if count % 20 == 0, abs(sum) > 1.959_964 * Double(count).squareRoot() {
                    isPeeked = true
                }
            }
            if run.p.value <= 0.05 { always += 1 }
            if isPeeked { peeked += 1 }
        }
        return (always, peeked)
    }

    @Test(
        "Without an effect, p is ever at most 0.05 in at most 6.5 % of 2,000 runs; peeking is not")
    func falsePositiveRate() {
        let found = falsePositives(runs: 2_000, seed: 7)
        #expect(found.always <= 130)
        // The control: the same runs, looked at 20 times with the bound of one look.
        #expect(found.peeked > 400)
    }

    @Test("With an effect the test finds it, and its p never rises") func power() {
        var draws = StatisticDraws(seed: 8)
        var foundCount = 0
        for _ in 0..<50 {
            var run = MixtureRun(MixtureTest(variance: 1, mixtureVariance: 0.04), supposed: 1)
            var before = 1.0
            for _ in 0..<500 {
                run.take(1.2 + draws.normal())
                #expect(run.p.value <= before)
                before = run.p.value
            }
            if before <= 0.05 { foundCount += 1 }
        }
        #expect(foundCount >= 45)
    }

    @Test("At the radius around the mean the ratio is one over alpha") func radius() {
        for count in [1.0, 30, 1_000, 1e6] {
            let test = MixtureTest(variance: 0.3, mixtureVariance: 0.02)
            let radius = test.radius(count: count, alpha: 0.1)
            #expect(isAlmost(test.ratio(count: count, distance: radius), 10, 1e-7))
            #expect(radius > test.fixedRadius(count: count, alpha: 0.1))
        }
    }

    @Test("An effect beyond all numbers has a ratio that is one") func extreme() {
        let test = MixtureTest(variance: 1, mixtureVariance: 1)
        #expect(test.ratio(count: 1e6, distance: 1e6) == .greatestFiniteMagnitude)
        #expect(MixtureTest.rates(0, 1, mixtureVariance: 1) == nil)
    }

    @Test("The interval that always holds is wider than Wilson's, on both sides")
    func wider() {
        for total in [1.0, 5, 20, 50, 400] {
            for tenth in 0...10 {
                let kept = (total * Double(tenth) / 10).rounded()
                let always = anytimeInterval(successes: kept, of: total, alpha: 0.05)
                let wilson = wilsonInterval(successes: kept, of: total)
                #expect(always.low <= wilson.low && wilson.high <= always.high)
                #expect(always.width > wilson.width)
                #expect(always.contains(kept / total))
            }
        }
        #expect(anytimeInterval(successes: 0, of: 0, alpha: 0.05) == Interval(0, 1))
    }

    @Test("The interval that always holds misses the rate at any time in at most 6.5 % of runs")
    func coverage() {
        var draws = StatisticDraws(seed: 9)
        var (always, once) = (0, 0)
        for _ in 0..<500 {
            var (kept, isMissed, isMissedByWilson) = (0.0, false, false)
            for total in 1...120 {
                if draws.happens(0.7) { kept += 1 }
                guard total % 5 == 0 else { continue }
                let interval = anytimeInterval(successes: kept, of: Double(total), alpha: 0.05)
                if !interval.contains(0.7) { isMissed = true }
                if !wilsonInterval(successes: kept, of: Double(total)).contains(0.7) {
                    isMissedByWilson = true
                }
            }
            if isMissed { always += 1 }
            if isMissedByWilson { once += 1 }
        }
        #expect(always <= 32)
        // The control: an interval for one look does not hold at all of them.
        #expect(once > 60)
    }
}
