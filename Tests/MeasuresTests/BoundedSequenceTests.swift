import Measures
import Testing

@Suite("Where a bounded mean lies while it is looked at") struct BoundedSequenceTests {
    private func number(_ kind: Int, _ draws: inout StatisticDraws) -> Double {
        switch kind {
        case 0: draws.happens(0.1) ? 1 : 0
        case 1: draws.share()
        case 2: draws.share() * draws.share() * draws.share()
        default: draws.happens(0.02) ? 1 : 0.3
        }
    }

    private let means = [0.1, 0.5, 0.125, 0.314]

    @Test(
        "Any look of any run misses the mean at most once in 1/α, for few and skewed numbers",
        arguments: 0..<4) func coverage(kind: Int)
    {
        var draws = StatisticDraws(seed: 500 + UInt64(kind))
        let runs = 100
        var (bernstein, betting, fixed) = (0, 0, 0)
        for _ in 0..<runs {
            var one = BernsteinRun(alpha: 0.05)
            var other = BettingRun(alpha: 0.05)
            var (moments, isMissed) = (Moments(), false)
            for count in 1...120 {
                let drawn = number(kind, &draws)
                one.take(drawn)
                other.take(drawn)
                moments.add(drawn)
                let error = ((moments.variance ?? 0) / Double(count)).squareRoot()
                if count > 1, abs(moments.mean - means[kind]) > 1.96 * error { isMissed = true }
            }
            // Intervals only narrow, so the last tells of every look.
            if !one.interval.contains(means[kind]) { bernstein += 1 }
            if !other.interval.contains(means[kind]) { betting += 1 }
            if isMissed { fixed += 1 }
        }
        // 0.05 and three standard errors of 100 runs.
        #expect(bernstein <= 11 && betting <= 11)
        // The control: looked at as often, the interval for one look misses far more.
        #expect(fixed > 15)
    }

    @Test("Both are what the formulas of the paper give, written once more in another language")
    func paper() {
        let numbers = [
            0.094, 0.085, 0.06, 0.498, 0.274, 0.203, 0.202, 0.371, 0.213, 0.106,
            0.462, 0.167, 0.595, 0.132, 0.108, 0.291, 0.367, 0.074, 0.123, 0.3,
            0.095, 0.159, 0.11, 0.173, 0.08, 0.269, 0.305, 0.227, 0.292, 0.558,
            0.064, 0.573, 0.444, 0.369, 0.378, 0.456, 0.303, 0.444, 0.134, 0.297,
            0.241, 0.684, 0.563, 0.391, 0.634, 0.225, 0.003, 0.338, 0.32, 0.378,
            0.078, 0.482, 0.082, 0.262, 0.23, 0.474, 0.107, 0.217, 0.09, 0.489,
        ]
        var one = BernsteinRun(alpha: 0.05)
        var other = BettingRun(alpha: 0.05)
        for number in numbers {
            one.take(number)
            other.take(number)
        }
        #expect(isAlmost(one.interval.low, 0.143_581_774_795_683_1, 1e-12))
        #expect(isAlmost(one.interval.high, 0.412_967_724_860_16, 1e-12))
        // Of a grid of steps of 0.000 005.
        #expect(isAlmost(other.interval.low, 0.210_435, 5e-6))
        #expect(isAlmost(other.interval.high, 0.368_085, 5e-6))
    }

    @Test("Betting is narrower, both narrow down, and neither leaves 0…1") func narrow() {
        var draws = StatisticDraws(seed: 510)
        for kind in 0..<4 {
            var one = BernsteinRun(alpha: 0.05)
            var other = BettingRun(alpha: 0.05)
            var (before, early) = (other.interval, other.interval)
            var isSound = true
            for count in 1...400 {
                let drawn = number(kind, &draws)
                one.take(drawn)
                other.take(drawn)
                for interval in [one.interval, other.interval] {
                    isSound = isSound && interval.low >= 0 && interval.high <= 1
                    isSound = isSound && interval.low <= interval.high
                }
                isSound = isSound && before.low <= other.interval.low
                isSound = isSound && other.interval.high <= before.high
                before = other.interval
                if count == 50 { early = other.interval }
            }
            #expect(isSound)
            #expect(other.interval.width < one.interval.width)
            #expect(other.interval.width < early.width)
            #expect(one.count == 400 && other.count == 400)
        }
    }

    @Test("All zeros and all ones end at their edge, and what is no number is not taken")
    func edges() {
        for edge in [0.0, 1] {
            var one = BernsteinRun(alpha: 0.05)
            var other = BettingRun(alpha: 0.05)
            for _ in 0..<300 {
                one.take(edge)
                other.take(edge)
            }
            for interval in [one.interval, other.interval] {
                #expect(interval.contains(edge) && interval.width < 0.1)
            }
            let before = (one, other)
            one.take(.nan)
            other.take(.nan)
            #expect(one == before.0 && other == before.1)
        }
        var far = BettingRun(alpha: 0.05)
        far.take(-7)
        far.take(.infinity)
        #expect(far.interval.low >= 0 && far.interval.high <= 1 && far.count == 2)
    }
}
