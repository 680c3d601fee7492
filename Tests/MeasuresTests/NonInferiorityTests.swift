import Measures
import Testing

@Suite("Not worse by more than a margin") struct NonInferiorityTests {
    private func arms(_ x1: Double, _ n1: Double, _ x2: Double, _ n2: Double) throws
        -> TwoProportions
    {
        try #require(TwoProportions(successes1: x1, of: n1, successes2: x2, of: n2))
    }

    @Test("No other rates that differ so are likelier than the restricted ones") func likeliest()
        throws
    {
        var draws = StatisticDraws(seed: 11)
        for _ in 0..<200 {
            let (n1, n2) = (1 + draws.below(60), 1 + draws.below(60))
            let (x1, x2) = (draws.below(n1 + 1), draws.below(n2 + 1))
            let arms = try arms(Double(x1), Double(n1), Double(x2), Double(n2))
            let difference = draws.share() * 1.8 - 0.9
            let best = arms.restrictedRates(difference: difference)
            #expect(isAlmost(best.rate1 - best.rate2, difference))
            let most = likelihood(arms, best.rate1, best.rate2)
            for step in 1..<200 {
                let low = max(0, difference)
                let rate = low + (min(1, 1 + difference) - low) * Double(step) / 200
                #expect(likelihood(arms, rate, rate - difference) <= most * (1 + 1e-9))
            }
        }
    }

    /// Not its logarithm, so that 0 needs no rule; both arms are small enough.
    private func likelihood(_ arms: TwoProportions, _ rate1: Double, _ rate2: Double) -> Double {
        power(rate1, arms.successes1) * power(1 - rate1, arms.count1 - arms.successes1)
            * power(rate2, arms.successes2) * power(1 - rate2, arms.count2 - arms.successes2)
    }

    private func power(_ base: Double, _ exponent: Double) -> Double {
        (0..<Int(exponent)).reduce(1) { product, _ in product * base }
    }

    @Test("The score is the one of the nephroblastoma trial, and not the one of a known bug")
    func published() throws {
        let arms = try arms(83, 88, 69, 76)
        #expect(isAlmost(arms.score(difference: -0.1, variance: .plain), 2.957_151_277, 1e-8))
        #expect(
            isAlmost(
                arms.score(difference: -0.1, variance: .miettinenNurminen), 2.948_121_787, 1e-8))
    }

    @Test("At the ends of an interval the score is as far out as was asked") func ends() throws {
        var draws = StatisticDraws(seed: 12)
        for _ in 0..<100 {
            let (n1, n2) = (5 + draws.below(60), 5 + draws.below(60))
            let arms = try arms(
                Double(1 + draws.below(n1 - 1)), Double(n1), Double(1 + draws.below(n2 - 1)),
                Double(n2))
            let plain = arms.interval(z: 1.96, variance: .plain)
            let wider = arms.interval(z: 1.96, variance: .miettinenNurminen)
            #expect(isAlmost(arms.score(difference: plain.low, variance: .plain), 1.96, 1e-6))
            #expect(isAlmost(arms.score(difference: plain.high, variance: .plain), -1.96, 1e-6))
            #expect(wider.low < plain.low && plain.high < wider.high)
            #expect(plain.contains(arms.difference))
        }
    }

    @Test("Changing the arms turns the interval around") func turned() throws {
        let one = try arms(7, 34, 1, 30).interval(z: 1.96, variance: .plain)
        let other = try arms(1, 30, 7, 34).interval(z: 1.96, variance: .plain)
        #expect(isAlmost(one.low, -other.high) && isAlmost(one.high, -other.low))
    }

    @Test("An arm with nobody, or with more successes than people, is none") func refused() {
        #expect(TwoProportions(successes1: 0, of: 0, successes2: 1, of: 2) == nil)
        #expect(TwoProportions(successes1: 3, of: 2, successes2: 1, of: 2) == nil)
        #expect(TwoProportions(successes1: -1, of: 2, successes2: 1, of: 2) == nil)
        #expect(TwoProportions(successes1: .nan, of: 2, successes2: 1, of: 2) == nil)
    }

    @Test("Arms that never vary still have scores and an interval that hold numbers")
    func constant() throws {
        let arms = try arms(12, 12, 9, 9)
        let interval = arms.interval(z: 1.96, variance: .plain)
        #expect(interval.low < 0 && 0 < interval.high)
        #expect(arms.score(difference: 0, variance: .plain) == 0)
    }

    @Test("Half the margin needs four times the people") func size() {
        let wide = nonInferioritySampleSize(rate: 0.8, margin: 0.1, alpha: 0.05, power: 0.9)
        let narrow = nonInferioritySampleSize(rate: 0.8, margin: 0.05, alpha: 0.05, power: 0.9)
        #expect(isAlmost(wide, 274.043_115_2) && isAlmost(narrow, 4 * wide))
    }

    @Test("A trial of the size computed finds what is the same not worse as often as was asked")
    func powered() throws {
        let size = nonInferioritySampleSize(rate: 0.7, margin: 0.1, alpha: 0.05, power: 0.8)
        let people = Int(size.rounded(.up))
        let bound = -StandardNormal.quantile(0.05)
        var draws = StatisticDraws(seed: 13)
        var (same, worse) = (0, 0)
        for _ in 0..<1_000 {
            let control = Double((0..<people).count { _ in draws.happens(0.7) })
            let equal = Double((0..<people).count { _ in draws.happens(0.7) })
            let lower = Double((0..<people).count { _ in draws.happens(0.6) })
            let count = Double(people)
            if try arms(equal, count, control, count).score(difference: -0.1, variance: .plain)
                > bound
            {
                same += 1
            }
            if try arms(lower, count, control, count).score(difference: -0.1, variance: .plain)
                > bound
            {
                worse += 1
            }
        }
        #expect((750...850).contains(same))
        #expect(worse <= 75)
    }
}
