import Foundation
import Kernel
import Measures
import Testing

@Suite("Learning") struct LearningTests {
    private func normal(_ random: inout SplitMix64) -> Double {
        StandardNormal.quantile(Double.random(in: 1e-9..<1, using: &random))
    }

    private func points(_ occasions: [Double], _ sacrifices: [Double]) -> [LearningPoint] {
        zip(occasions, sacrifices).map { LearningPoint(occasion: $0, sacrifice: $1) }
    }

    private let population = LearningBelief(
        mean: LearningLine(level: 0.5, perDoubling: -0.04), levelVariance: 0.02,
        slopeVariance: 0.0009, covariance: -0.002)

    @Test("Two occasions that rise by chance are not called rising, and six that fall are falling")
    func shrunk() throws {
        let rising = points([1, 2], [0.2, 0.6])
        let falling = points([1, 2, 3, 4, 6, 8], [0.62, 0.55, 0.5, 0.47, 0.4, 0.41])
        var one = population
        var other = population
        for point in rising { one.add(point, noiseVariance: 0.0025) }
        for point in falling { other.add(point, noiseVariance: 0.0025) }

        #expect(abs((LearningLine(rising)?.perDoubling ?? 0) - 0.4) < 1e-12)
        #expect(abs(one.mean.perDoubling - 0.02466666667) < 1e-9)
        #expect(!one.isLearning && abs(one.chanceOfFalling - 0.1707057463) < 1e-9)
        #expect(other.isLearning && abs(other.mean.perDoubling + 0.06511009555) < 1e-9)
    }

    @Test("It is said from a chance of 0.95 on") func published() {
        func belief(_ slope: Double) -> LearningBelief {
            LearningBelief(
                mean: LearningLine(level: 0.5, perDoubling: slope), levelVariance: 1,
                slopeVariance: 1, covariance: 0)
        }
        #expect(!belief(-1.64).isLearning && belief(-1.65).isLearning)
        let certain = LearningBelief(
            mean: LearningLine(level: 0, perDoubling: 0), levelVariance: 0, slopeVariance: 0,
            covariance: 0)
        #expect(certain.chanceOfFalling == 0)
    }

    @Test(
        "What is learned does not depend on the order of the occasions",
        arguments: 1...10 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let all = (1...9).map {
            LearningPoint(
                occasion: Double($0), sacrifice: Double.random(in: 0...1, using: &random))
        }
        var one = population
        var other = population
        for point in all { one.add(point, noiseVariance: 0.01) }
        for point in all.shuffled(using: &random) { other.add(point, noiseVariance: 0.01) }

        #expect(abs(one.mean.perDoubling - other.mean.perDoubling) < 1e-12, "seed \(seed)")
        #expect(abs(one.slopeVariance - other.slopeVariance) < 1e-12, "seed \(seed)")
    }

    @Test("With many occasions a person's own line is all that counts") func own() throws {
        var random = SplitMix64(seed: 3)
        let all = (1...4000).map { _ -> LearningPoint in
            let occasion = Double(Int.random(in: 1...64, using: &random))
            return LearningPoint(
                occasion: occasion,
                sacrifice: 0.9 - 0.1 * log2(occasion) + 0.02 * normal(&random))
        }
        var belief = population
        for point in all { belief.add(point, noiseVariance: 0.0004) }
        let line = try #require(LearningLine(all))

        #expect(abs(belief.mean.perDoubling - line.perDoubling) < 1e-3)
        #expect(abs(belief.mean.level - line.level) < 1e-3)
        #expect(belief.levelVariance >= 0 && belief.slopeVariance >= 0)
    }

    @Test("Occasions of one kind make no line") func noLine() {
        #expect(LearningLine([]) == nil)
        #expect(LearningLine(points([2, 2], [0.1, 0.5])) == nil)
    }

    @Test("A complaint that began it all is left out, and with it a fall that was none")
    func trigger() throws {
        let all = points([1, 2, 3, 4], [0.9, 0.3, 0.3, 0.3])
        let rest = LearningLine.withoutTrigger(all, triggering: 1)

        #expect(try #require(LearningLine(all)).perDoubling < -0.2)
        #expect(abs(try #require(LearningLine(rest)).perDoubling) < 1e-12)
    }

    @Test(
        "Each James–Stein estimate lies between its own value and the mean",
        arguments: 1...20 as ClosedRange<UInt64>)
    func jamesStein(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let values = (0..<12).map { _ in normal(&random) }
        for variance in [0, 0.1, 1, 100] {
            let result = try #require(JamesStein(values, variance: variance))
            #expect((0...1).contains(result.kept), "seed \(seed)")
            for (own, estimate) in zip(values, result.estimates) {
                let (low, high) = (min(own, result.mean), max(own, result.mean))
                #expect(low - 1e-12 <= estimate && estimate <= high + 1e-12, "seed \(seed)")
            }
        }
        #expect(JamesStein(values, variance: 0)?.kept == 1)
        #expect(JamesStein(values, variance: 100)?.kept == 0)
        #expect(JamesStein([1, 2, 3], variance: 1) == nil)
    }

    @Test(
        "Each unit's effect lies between its own and the mean, and is its own when it is sure",
        arguments: 1...20 as ClosedRange<UInt64>)
    func randomEffects(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let units = (0..<9).map { _ in
            EffectEstimate(effect: 2 * normal(&random), variance: exp(normal(&random) - 1))
        }
        let pooled = try #require(RandomEffects(units))

        for unit in units {
            let estimate = pooled.estimate(unit)
            let (low, high) = (min(unit.effect, pooled.mean), max(unit.effect, pooled.mean))
            #expect(low - 1e-12 <= estimate && estimate <= high + 1e-12, "seed \(seed)")
        }
        #expect(pooled.between > 0)
        let sure = EffectEstimate(effect: 5, variance: 1e-12)
        #expect(abs(pooled.estimate(sure) - 5) < 1e-6)
    }

    @Test("Units that are alike have nothing between them, and an empty cell is no endless effect")
    func alike() throws {
        let unit = EffectEstimate(effect: 1, variance: 0.5)
        let pooled = try #require(RandomEffects([unit, unit, unit]))
        let empty = EffectEstimate(treated: (0, 10), control: (5, 10))

        #expect(pooled.between == 0 && pooled.heterogeneityShare == 0 && pooled.mean == 1)
        #expect(empty.effect.isFinite && empty.effect < 0 && empty.variance > 0)
        #expect(RandomEffects([unit]) == nil)
    }

    @Test("The mean of exponentials with Gamma rates is a power law and none of them")
    func powerOfAveraging() {
        // Equal parts of the Gamma, by its inverse: here the exponential, Gamma of shape 1.
        let rates = (0..<20_000).map { -log1p(-(Double($0) + 0.5) / 20_000) / 6 }
        for count in [0.0, 1, 3, 7, 15] {
            let mean = rates.reduce(0) { $0 + exp(-$1 * count) } / 20_000
            let curve = meanOfExponentials(shape: 1, rate: 6, at: count)
            #expect(abs(mean - curve) < 1e-4)
        }
        let single = exp(-15 / 6.0)
        #expect(abs(single - meanOfExponentials(shape: 1, rate: 6, at: 15)) > 0.1)
    }

    @Test("A power law leaves its rate at every doubling") func power() {
        let law = PowerLaw(first: 50, rate: 0.8)

        #expect(law.value(at: 1) == 50)
        for count in [1.0, 3, 10] {
            #expect(abs(law.value(at: 2 * count) / law.value(at: count) - 0.8) < 1e-12)
        }
    }

    @Test("Flat people whose worst served leave make a falling mean and no learning")
    func survivorship() {
        let seen = Survivorship([[0.8], [0.8], [0.2, 0.2, 0.2], [0.2, 0.2, 0.2]])
        let learning = Survivorship([[0.8, 0.6], [0.4, 0.2]])

        #expect(seen.means.map { ($0 * 10).rounded() } == [5, 2, 2])
        #expect(seen.changeWithin == 0 && seen.leaversLast == 0.8)
        #expect(abs((learning.changeWithin ?? 0) + 0.2) < 1e-12 && learning.leaversLast == nil)
        #expect(Survivorship([[0.8], [0.3]]).changeWithin == nil)
    }

    @Test("New wishes raise the mean and leave the index alone") func sameWishes() throws {
        let before = [(wish: "w1", sacrifice: 0.6), (wish: "w2", sacrifice: 0.4)]
        let after = [(wish: "w1", sacrifice: 0.5), (wish: "w2", sacrifice: 0.3)]
        let plain = try SameWishIndex([before, after]) { _ in 1 }
        let more = try SameWishIndex([before, after + [("w3", 0.9)]]) { _ in 1 }

        #expect(plain == more)
        #expect(abs(plain.index[1] - 80) < 1e-9)
        #expect(throws: SameWishIndex.Refusal.nothingShared(period: 1)) {
            _ = try SameWishIndex([before, [("w3", 0.9)]]) { _ in 1 }
        }
        #expect(throws: SameWishIndex.Refusal.nothingBefore(period: 1)) {
            _ = try SameWishIndex([[("w1", 0)], after]) { _ in 1 }
        }
        #expect(throws: SameWishIndex.Refusal.nothingShared(period: 1)) {
            _ = try SameWishIndex([before, after]) { _ in 0 }
        }
    }
}

@Suite("Learning on the odds") struct LogisticLearningTests {
    private let prior = LearningBelief(
        mean: LearningLine(level: 0, perDoubling: -0.3), levelVariance: 1, slopeVariance: 0.25,
        covariance: 0)

    @Test("A curve stays within 0…1 however far it goes") func bounded() {
        let steep = LogisticLearning(line: LearningLine(level: 800, perDoubling: -900))

        #expect(steep.sacrifice(at: 1) == 1)
        #expect(steep.sacrifice(at: 1e9) == 0)
    }

    @Test("A doubling multiplies the odds by the same at every occasion") func odds() {
        let curve = LogisticLearning(line: LearningLine(level: 0.4, perDoubling: -0.35))
        for occasion in [1.0, 2, 5, 40] {
            let (now, then) = (curve.sacrifice(at: occasion), curve.sacrifice(at: 2 * occasion))
            let ratio = then / (1 - then) / (now / (1 - now))
            #expect(abs(ratio - curve.oddsPerDoubling) < 1e-9)
        }
    }

    @Test("All of it and nothing of it leave a finite curve, and no occasion leaves the prior")
    func extremes() throws {
        let points = [1.0, 1, 0, 0, 0].enumerated().map {
            LearningPoint(occasion: Double($0.offset + 1), sacrifice: $0.element)
        }
        let fitted = try #require(LogisticLearning.belief(of: points, prior: prior))
        let none = try #require(LogisticLearning.belief(of: [], prior: prior))

        #expect(fitted.mean.perDoubling < -0.3 && fitted.mean.perDoubling > -3)
        #expect(fitted.slopeVariance < 0.25 && fitted.slopeVariance > 0)
        #expect(abs(none.mean.perDoubling + 0.3) < 1e-12 && abs(none.slopeVariance - 0.25) < 1e-12)
    }

    @Test("At the top the slope is nothing: what was seen, less expected, is the prior's pull")
    func top() throws {
        let points = [0.7, 0.2, 0.4, 0].enumerated().map {
            LearningPoint(occasion: Double($0.offset + 1), sacrifice: $0.element)
        }
        let fitted = try #require(LogisticLearning.belief(of: points, prior: prior))

        let curve = LogisticLearning(line: fitted.mean)
        let rests = points.map { $0.sacrifice - curve.sacrifice(at: $0.occasion) }
        let slope = zip(rests, points).reduce(0) { $0 + $1.0 * $1.1.doublings }
        #expect(abs(rests.reduce(0, +) - fitted.mean.level / 1) < 1e-9)
        #expect(abs(slope - (fitted.mean.perDoubling + 0.3) / 0.25) < 1e-9)
    }
}
