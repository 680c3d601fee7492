import Measures
import Testing

@Suite("An arm beside control") struct ArmDifferenceTests {
    private func summary(_ values: [Double]) throws -> ArmSummary {
        try #require(ArmSummary(Moments(values)))
    }

    @Test("Two means give what Welch's test gives in scipy 1.17") func welch() throws {
        let one = try summary([1, 2, 3, 4, 5.5])
        let other = try summary([2, 4.5, 6, 8])
        let found = try #require(FixedDifference(means: one, other, alpha: 0.05))
        #expect(isAlmost(found.difference, 2.025))
        #expect(isAlmost(found.p, 0.229_479_079_461_717))
        #expect(isAlmost(found.interval.low, -1.759_731_652_456_27))
        #expect(
            FixedDifference(means: try summary([1, 1]), try summary([1, 1]), alpha: 0.05) == nil)
    }

    @Test("No difference of two rates is outside of its interval just when p says so")
    func rates() throws {
        for seed in 0..<50 {
            var draws = StatisticDraws(seed: UInt64(seed))
            let counts = [50 + draws.below(2_000), 50 + draws.below(2_000)]
            let successes = counts.map { 1 + draws.below($0 - 1) }
            let rates = try #require(
                TwoProportions(
                    successes1: Double(successes[0]), of: Double(counts[0]),
                    successes2: Double(successes[1]), of: Double(counts[1])))
            let found = try #require(FixedDifference(rates: rates, alpha: 0.05))
            guard found.p < 0.045 || found.p > 0.055 else { continue }
            #expect(found.interval.contains(0) == (found.p > 0.05))
            #expect(found.interval.contains(found.difference))
        }
    }

    @Test("What was known before takes off its noise, and no effect") func covariate() throws {
        var draws = StatisticDraws(seed: 5)
        var arms = [PairMoments(), PairMoments()]
        var plain = [Moments(), Moments()]
        for person in 0..<4_000 {
            let before = draws.normal()
            let value = 2 * before + draws.normal() + (person % 2 == 1 ? 1 : 0)
            arms[person % 2].add(before, value)
            plain[person % 2].add(value)
        }
        let adjusted = try #require(CovariateAdjustment(arms[0], arms[1]))
        #expect(abs(adjusted.slope - 2) < 0.05)
        #expect(abs(adjusted.explained - 0.8) < 0.02)
        let one = try #require(
            FixedDifference(means: adjusted.control, adjusted.treatment, alpha: 0.05))
        let sides = try plain.map { try #require(ArmSummary($0)) }
        let other = try #require(FixedDifference(means: sides[0], sides[1], alpha: 0.05))
        #expect(one.interval.contains(1))
        #expect(one.standardError < other.standardError * 0.5)
        #expect(CovariateAdjustment(PairMoments(), PairMoments()) == nil)
    }

    @Test("The worst tenth is the plain mean of that tenth") func worst() throws {
        let values = (1...100).map(Double.init)
        #expect(isAlmost(try #require(worstMean(values, share: 0.1, good: .higher)).mean, 5.5))
        #expect(isAlmost(try #require(worstMean(values, share: 0.1, good: .lower)).mean, 95.5))
        #expect(worstMean([1], share: 0.1, good: .lower) == nil)
        var draws = StatisticDraws(seed: 4)
        for _ in 0..<20 {
            let numbers = draws.numbers(500)
            let plain = numbers.sorted().suffix(50).reduce(0, +) / 50
            let found = try #require(worstMean(numbers.shuffledBack, share: 0.1, good: .lower))
            #expect(isAlmost(found.mean, plain))
        }
    }

    @Test("The share made worse lies within its bounds, whatever goes together within people")
    func madeWorse() throws {
        for seed in 0..<100 {
            var draws = StatisticDraws(seed: UInt64(seed))
            let margin = draws.happens(0.5) ? 0 : draws.share()
            let good: GoodDirection = draws.happens(0.5) ? .higher : .lower
            let tie = draws.share()
            // Few values, so that many are alike.
            let people = (0..<200).map { _ in
                let before = Double(draws.below(5)) / 2
                return (
                    before, draws.happens(tie) ? before : Double(draws.below(5)) / 2
                )
            }
            let worse = people.count {
                good == .higher ? $0.1 < $0.0 - margin : $0.1 > $0.0 + margin
            }
            let bounds = try #require(
                MadeWorseBounds(
                    control: people.map(\.0), treatment: people.map(\.1), margin: margin,
                    good: good))
            let share = Double(worse) / Double(people.count)
            #expect(bounds.least <= share + 1e-12)
            #expect(share <= bounds.most + 1e-12)
        }
    }

    @Test("Of yes and no the bounds are Fréchet's, and both are reached") func yesAndNo() throws {
        let control = Array(repeating: 1.0, count: 60) + Array(repeating: 0, count: 40)
        let treatment = Array(repeating: 1.0, count: 50) + Array(repeating: 0, count: 50)
        let bounds = try #require(
            MadeWorseBounds(control: control, treatment: treatment, good: .higher))
        #expect(isAlmost(bounds.least, 0.1))
        #expect(isAlmost(bounds.most, 0.5))
        #expect(MadeWorseBounds(control: [], treatment: [1], good: .higher) == nil)
    }

    @Test("A size finds its effect as often as its power says, and no sooner") func size() throws {
        let size = try #require(
            ExperimentSize(
                .effect(0.15), variances: (1, 1), shares: (1, 1), alpha: 0.05, power: 0.8,
                tau: 0.15))
        // 2 · (1.959964 + 0.841621)² · 2 / 0.15²: Cohen's d of 0.15, both arms together.
        #expect(isAlmost(size.once, 1_395.356_397, 1e-6))
        #expect(size.anytime > size.once)
        var draws = StatisticDraws(seed: 6)
        var found = 0
        let count = Int(size.anytime / 2)
        for _ in 0..<400 {
            let one = try summary((0..<count).map { _ in draws.normal() })
            let other = try summary((0..<count).map { _ in draws.normal() + 0.15 })
            let seen = AnytimeDifference(one, other, effect: 0.15, alpha: 0.05)
            if let seen, seen.interval.low > 0 { found += 1 }
        }
        #expect((290...350).contains(found), "\(found)")
        #expect(
            ExperimentSize(
                .margin(0), variances: (1, 1), shares: (1, 1), alpha: 0.05, power: 0.8, tau: 1)
                == nil)
    }
}

extension [Double] {
    /// In another order.
    fileprivate var shuffledBack: [Double] { reversed() }
}
