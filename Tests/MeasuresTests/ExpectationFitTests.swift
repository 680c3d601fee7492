import Measures
import Testing

@Suite("How fast expectations move") struct ExpectationFitTests {
    /// The volume of the Nile at Aswan, 1871…1970, in 1e8 cubic metres (Cobb 1978).
    private static let nile: [Double] = [
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960,
        1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694,
        940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764,
        821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822,
        1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050,
        918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
    ]

    @Test("The Nile's variances are the published ones") func nile() throws {
        let fit = try #require(ExpectationFit([Self.nile.map { (1, $0) }]))
        #expect(abs(fit.observationVariance - 15_099) < 5)
        #expect(abs(fit.driftVariancePerDay - 1_469.1) < 1)
        #expect(abs(fit.filter.steadyGain - 0.267_05) < 1e-4)
        #expect(abs(fit.logLikelihood - -632.545_6) < 1e-3)
        #expect(fit.chanceWithoutDrift < 1e-8)
        #expect(fit.signalToNoise.low > 0 && fit.signalToNoise.high < 2)
    }

    private func sample(
        _ draws: inout StatisticDraws, noise: Double, drift: Double, count: Int = 100
    ) -> [[(days: Double, experience: Double?)]] {
        (0..<count).map { _ in
            var level = 0.5 + 0.2 * draws.normal()
            return (0..<8).map { _ in
                let days = Double(1 + draws.below(30))
                level += (drift * days).squareRoot() * draws.normal()
                let experience = level + noise.squareRoot() * draws.normal()
                return (days, draws.happens(0.1) ? nil : experience)
            }
        }
    }

    @Test("What a sample was made with is found, and mostly lies in the interval")
    func recovery() throws {
        var draws = StatisticDraws(seed: 71)
        var inside = 0
        for _ in 0..<20 {
            let people = sample(&draws, noise: 0.04, drift: 0.001)
            let fit = try #require(ExpectationFit(people))
            #expect(abs(fit.observationVariance / 0.04 - 1) < 0.4)
            #expect(abs(fit.driftVariancePerDay / 0.001 - 1) < 0.6)
            if fit.signalToNoise.contains(0.001 / 0.04) { inside += 1 }
        }
        #expect(inside >= 16)
    }

    @Test("Expectations that never move seldom seem to") func still() throws {
        var draws = StatisticDraws(seed: 72)
        var seeming = 0
        for _ in 0..<40 {
            let people = sample(&draws, noise: 0.04, drift: 0, count: 40)
            let fit = try #require(ExpectationFit(people))
            #expect(fit.logLikelihood >= fit.logLikelihoodWithoutDrift)
            #expect(fit.filter.steadyGain < 0.1)
            if fit.chanceWithoutDrift < 0.05 { seeming += 1 }
        }
        #expect(seeming <= 8)
    }

    @Test("The scale of the answers changes the variances by its square, and no ratio")
    func scale() throws {
        var draws = StatisticDraws(seed: 73)
        let people = sample(&draws, noise: 0.04, drift: 0.002)
        let scaled = people.map { $0.map { ($0.days, $0.experience.map { 10 * $0 + 3 }) } }
        let one = try #require(ExpectationFit(people))
        let other = try #require(ExpectationFit(scaled))
        #expect(isAlmost(other.observationVariance, 100 * one.observationVariance, 1e-5))
        #expect(isAlmost(other.driftVariancePerDay, 100 * one.driftVariancePerDay, 1e-5))
    }

    @Test("Of too little, or of nothing that varies, there is no fit") func tooLittle() {
        #expect(ExpectationFit([]) == nil)
        #expect(ExpectationFit([[(1, 0.5)], [(1, 0.6), (2, nil)]]) == nil)
        #expect(ExpectationFit([[(1, 0.5), (1, 0.4)]]) == nil)
        #expect(ExpectationFit([[(1, 0.5), (1, 0.5), (1, 0.5)]]) == nil)
    }

    @Test("An experience never moves what should be, and a promise never what will be")
    func apart() {
        var draws = StatisticDraws(seed: 74)
        for _ in 0..<50 {
            var both = TwoExpectations(
                will: Expectation(mean: draws.share(), variance: draws.share()),
                movedBy: ExpectationFilter(
                    observationVariance: 0.01 + draws.share(), driftVariancePerDay: 0.01),
                should: Expectation(mean: draws.share(), variance: draws.share()),
                movedBy: ExpectationFilter(
                    observationVariance: 0.01 + draws.share(), driftVariancePerDay: 0.002))
            let start = both
            for event in [ExpectationEvent.promise, .competitor] {
                #expect(both.add(event, draws.share(), after: 1) == nil)
                #expect(both.will.mean == start.will.mean)
                #expect(both.will.variance > start.will.variance)
            }
            let before = both
            let level = draws.share()
            let gaps = both.add(.experience, level, after: 3)
            #expect(both.should.mean == before.should.mean && both.will.mean != before.will.mean)
            #expect(gaps?.will == level - before.will.mean)
            #expect(gaps?.should == level - before.should.mean)
        }
    }
}
