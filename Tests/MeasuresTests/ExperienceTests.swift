import Kernel
import Measures
import Testing

@Suite("Perceived less expected") struct SatisfactionGapTests {
    @Test("A weighted score lies between the smallest and the largest gap, whatever the weights")
    func within() throws {
        var random = SplitMix64(seed: 31)
        for _ in 0..<1_000 {
            let gaps = (0..<5).map { _ in Double.random(in: -6...6, using: &random) }
            let weights = gaps.map { _ in Double.random(in: 0...40, using: &random) + 0.01 }
            let found = try #require(SatisfactionGap.score(gaps, weights: weights))
            #expect(gaps.min()! <= found.weighted && found.weighted <= gaps.max()!)
            let plain = zip(gaps, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
            #expect(abs(found.weighted - plain) < 1e-12)
        }
    }

    @Test("A dimension counts from half of its items on, and its weight goes to the others")
    func missing() throws {
        #expect(SatisfactionGap.dimension([1, nil]) == 1)
        #expect(SatisfactionGap.dimension([1, nil, nil]) == nil)
        #expect(SatisfactionGap.dimension([]) == nil)
        let found = try #require(SatisfactionGap.score([-1, nil, 2], weights: [1, 2, 1]))
        #expect(found.weighted == 0.5 && found.coverage == 0.5 && found.sum == 1)
        #expect(SatisfactionGap.score([nil, nil]) == nil)
        #expect(SatisfactionGap.score([1, nil], weights: [0, 4]) == nil)
        #expect(SatisfactionGap.score([1, 2], weights: [1]) == nil)
    }
}

@Suite("Satisfied for lack of better") struct LackOfBetterTests {
    @Test("The threshold counts itself, however the sacrifice was added up")
    func boundary() {
        #expect(LackOfBetter(isSatisfied: true, sacrifice: 0.1 + 0.2, threshold: 0.3) == .yes)
        #expect(LackOfBetter(isSatisfied: true, sacrifice: 1 - 0.7, threshold: 0.3) == .yes)
        #expect(LackOfBetter(isSatisfied: true, sacrifice: 0.299_999, threshold: 0.3) == .no)
        #expect(LackOfBetter(isSatisfied: false, sacrifice: 0.9) == .no)
        #expect(LackOfBetter(isSatisfied: true, sacrifice: 0.9, wouldLeave: false) == .no)
    }

    @Test("Within the noise, and where nothing was seen or told, it is unknown and not no")
    func unknown() {
        #expect(LackOfBetter(isSatisfied: true, sacrifice: nil) == .unknown)
        #expect(LackOfBetter(isSatisfied: nil, sacrifice: 0.9) == .unknown)
        #expect(LackOfBetter(isSatisfied: true, sacrifice: 0.9, posteriorSD: 0.2) == .unknown)
        #expect(LackOfBetter(isSatisfied: true, sacrifice: 0.9, posteriorSD: 0.18) == .yes)
    }

    @Test("Who is not satisfied counts in neither part of the share, and who is unknown in none")
    func share() throws {
        let people: [(isSatisfied: Bool?, probability: Double?)] = [
            (true, 0.5), (true, 0.25), (false, 1), (nil, 1), (true, nil),
        ]
        let found = try #require(LackOfBetterShare(people))
        #expect(found.satisfied == 2 && found.lacking == 1 && found.unknown == 1)
        #expect(found.soft == 0.375 && found.hard == 0.5)
        #expect(found.interval == wilsonInterval(successes: 1, of: 2))
        #expect(LackOfBetterShare([(false, 1)]) == nil)
    }

    @Test("The chance of lying above the threshold falls with it, and a normal one halves there")
    func chances() throws {
        let beta = BetaDistribution(a: 2, b: 3)
        #expect(
            LackOfBetter.probability(beta, threshold: 0.2)
                > LackOfBetter.probability(beta, threshold: 0.4))
        let half = LackOfBetter.probability(mean: 0.3, posteriorSD: 0.1, threshold: 0.3)
        #expect(abs(try #require(half) - 0.5) < 1e-12)
        #expect(LackOfBetter.probability(mean: 0.3, posteriorSD: 0, threshold: 0.3) == 1)
        #expect(LackOfBetter.probability(mean: 0.3, posteriorSD: -1) == nil)
    }

    @Test("Calibrating finds the place where answers part, from 200 answers on")
    func calibration() throws {
        let answers = (0..<200).map { number in
            (sacrifice: Double(number) / 200, saysSo: number >= 77)
        }
        let found = try #require(LackOfBetterThreshold(answers))
        #expect(found.threshold == 0.385 && found.youdenJ == 1)
        #expect(LackOfBetterThreshold(Array(answers.dropFirst())) == nil)
        #expect(LackOfBetterThreshold(answers.map { ($0.sacrifice, true) }) == nil)
        // Equal sacrifices cannot be told apart, in whatever order they come.
        let equal = (0..<200).map { (sacrifice: 0.5, saysSo: $0 % 2 == 0) }
        #expect(try #require(LackOfBetterThreshold(equal)).youdenJ == 0)
    }
}

@Suite("What was not expected") struct SurpriseTests {
    @Test("Surprisal is the same on both sides, grows, and never ends far out")
    func surprisal() {
        var before = -1.0
        for step in 0...400 {
            let z = Double(step) / 5
            let bits = surprisalBits(z: z)
            #expect(bits > before && bits == surprisalBits(z: -z))
            before = bits
        }
        // The two ways of computing meet.
        #expect(abs(surprisalBits(z: 30.000_001) - surprisalBits(z: 30)) < 1e-4)
        #expect(surprisalBits(z: 1e6).isFinite)
    }

    @Test("The same surprise again and again surprises less and less, because people learn")
    func repeated() throws {
        var random = SplitMix64(seed: 41)
        for _ in 0..<200 {
            var expectation = Expectation(
                mean: 0.2, variance: Double.random(in: 0.001...0.1, using: &random))
            let noise = Double.random(in: 0.001...0.1, using: &random)
            var bits = Double.infinity
            for _ in 0..<12 {
                let surprise = try #require(expectation.surprise(at: 0.9, noise: noise))
                #expect(surprise.bits < bits)
                #expect(surprise.after.variance < expectation.variance)
                bits = surprise.bits
                expectation = surprise.after
            }
        }
    }

    @Test("What is just as expected moves nothing, and variances of nothing are refused")
    func asExpected() throws {
        let expectation = Expectation(mean: 0.5, variance: 0.04)
        let surprise = try #require(expectation.surprise(at: 0.5, noise: 0.04))
        #expect(surprise.bits == 0 && surprise.valence == 0 && surprise.after.mean == 0.5)
        #expect(surprise.divergence > 0, "it was made surer all the same")
        #expect(try #require(expectation.surprise(at: 0.4, noise: 1)).valence == -1)
        #expect(expectation.surprise(at: 1, noise: 0) == nil)
        #expect(Expectation(mean: 0, variance: 0).surprise(at: 1, noise: 1) == nil)
    }

    @Test("A staged surprise counts only when nothing speaks against it; reasons have an order")
    func staged() {
        func against(
            bits: Double = 3.32, valence: Int = 1, wished: Bool = false, rises: Bool = false,
            kept: Bool = true
        ) -> [NoSurprise] {
            StagedSurprise(
                bits: bits, valence: valence, wasWished: wished, sacrificeRises: rises,
                promisesKept: kept
            ).against
        }
        #expect(against() == [])
        #expect(against(bits: 3.319) == [.expected])
        #expect(against(bits: .nan) == [.expected])
        #expect(against(valence: 0) == [.notBetter])
        #expect(against(wished: true) == [.wished])
        #expect(against(rises: true) == [.sacrificeRises])
        #expect(against(kept: false) == [.promisesBroken])
        #expect(
            against(bits: 0, valence: -1, wished: true, rises: true, kept: false)
                == NoSurprise.allCases)
    }
}

@Suite("How much there is to gain") struct OpportunityTests {
    @Test("Noise makes scores larger, and taking its share off brings them back")
    func noise() throws {
        // Importance and satisfaction the same in truth, told with an error of 1 each.
        let bias = try #require(expectedPositivePart(mean: 0, deviation: 2.0.squareRoot()))
        #expect(abs(bias - 0.5641895835) < 1e-9)
        let corrected = try #require(
            opportunityWithoutNoise(
                importance: 5, satisfaction: 5, deviation: 2.0.squareRoot()))
        #expect(abs(corrected - (5 - bias)) < 1e-12)
        #expect(opportunityWithoutNoise(importance: 9, satisfaction: 4, deviation: 0) == 14)
        #expect(expectedPositivePart(mean: 1, deviation: -1) == nil)
        for step in -40...40 {
            let mean = Double(step) / 4
            let expected = try #require(expectedPositivePart(mean: mean, deviation: 1))
            #expect(expected >= max(mean, 0))
        }
    }

    @Test("The average of the scores is never below the score of the averages, in any order")
    func jensen() throws {
        var random = SplitMix64(seed: 51)
        for _ in 0..<50 {
            let people = (0..<30).map { _ in
                (
                    importance: Optional(Double.random(in: 0...10, using: &random)),
                    satisfaction: Optional(Double.random(in: 0...10, using: &random))
                )
            }
            let found = try #require(OpportunityOfPeople(people))
            #expect(found.meanOfScores >= found.scoreOfMean - 1e-12)
            #expect(found.interval.contains(found.meanOfScores))
            let mixed = try #require(OpportunityOfPeople(people.shuffled(using: &random)))
            #expect(mixed.interval == found.interval)
            #expect(mixed.meanOfScores == found.meanOfScores)
        }
    }

    @Test("Who told only one of the two does not count, and how many did is told")
    func missing() throws {
        let found = try #require(
            OpportunityOfPeople([(9, 4), (9, nil), (nil, 1), (nil, nil)]))
        #expect(found.count == 1 && found.coverage == 0.25 && found.meanOfScores == 14)
        #expect(OpportunityOfPeople([(9, nil)]) == nil)
        let shares = try #require(OpportunityOfAnswers([(4, 3.9), (5, 4), (3, 5), (5, nil)]))
        #expect(shares.count == 3)
        #expect(abs(shares.importance - 20 / 3.0) < 1e-12)
        #expect(shares.importanceInterval.contains(shares.importance))
        #expect(OpportunityOfAnswers([]) == nil)
    }
}

@Suite("Reliability, and what other houses count") struct ComparisonTests {
    @Test("The more two answers go together, the less their difference tells")
    func differences() throws {
        var before = 1.0
        for step in 0..<8 {
            let found = try #require(
                differenceReliability(
                    x: (0.8, 1), y: (0.8, 1), correlation: Double(step) / 10))
            #expect(found < before)
            before = found
        }
        #expect(differenceReliability(x: (0.8, 1), y: (0.8, 1), correlation: 1) == nil)
        #expect(differenceReliability(x: (0.8, 0), y: (0.8, 0), correlation: 0) == nil)
    }

    @Test("A mean grows more reliable with occasions, never past 1")
    func means() throws {
        var before = 0.0
        for count in [1.0, 2, 4, 100, 1e9] {
            let found = try #require(MeanReliability.after(count, between: 0.04, within: 0.02))
            #expect(found > before && found <= 1)
            before = found
        }
        #expect(MeanReliability.after(3, between: 0, within: 1) == 0)
        #expect(MeanReliability.after(3, between: 0, within: 0) == nil)
        #expect(MeanReliability.after(0, between: 1, within: 1) == nil)
        #expect(MeanReliability.after(2, between: 1e308, within: 1e308) != nil)
    }

    @Test("A correlation does not depend on scale or place, and a list without spread has none")
    func correlations() throws {
        let x = [1.0, 4, 2, 8, 5]
        let y = [2.0, 3, 1, 9, 4]
        let found = try #require(correlation(x, y))
        let moved = try #require(correlation(x.map { $0 * 1e300 }, y.map { -3 * $0 + 7 }))
        #expect(abs(found + moved) < 1e-12)
        #expect(abs(try #require(correlation(x, x)) - 1) < 1e-12)
        #expect(correlation(x, [3, 3, 3, 3, 3]) == nil)
        #expect(correlation([1], [2]) == nil && correlation(x, [1, 2]) == nil)
        let one = try #require(SacrificeValidity(sacrifice: x, gap: x, statedSacrifice: x))
        #expect(!one.isDiscriminant && one.isConvergent)
    }

    @Test("When all answer the same, only the adjusted interval has a width")
    func promoters() throws {
        let all = try #require(NetPromoter(promoters: 4, passives: 0, detractors: 0))
        #expect(all.wald == Interval(100, 100) && all.adjustedWald.width > 0)
        let none = try #require(NetPromoter(promoters: 0, passives: 0, detractors: 4))
        #expect(abs(none.adjusted + all.adjusted) < 1e-12)
        #expect(NetPromoter(promoters: 0, passives: 0, detractors: 0) == nil)
        #expect(NetPromoter(promoters: -1, passives: 5, detractors: 0) == nil)
        #expect(NetPromoter(promoters: .max, passives: .max, detractors: .max)?.count == .max)
    }

    @Test("Top boxes and effort are refused where they cannot be counted")
    func boxes() throws {
        #expect(TopBox(top: 3, of: 2) == nil && TopBox(top: 0, of: 0) == nil)
        #expect(CustomerEffort([7]) == nil && CustomerEffort([7, 8]) == nil)
        let same = try #require(CustomerEffort([5, 5, 5]))
        #expect(same.interval == Interval(5, 5) && same.top.share == 1)
    }

    @Test("An answer stands between the person's own cases; where they tie it stays open")
    func vignettes() {
        for place in 1...5 {
            #expect(vignettePlace(ofAnswer: Double(place), cases: [2, 4]) == place...place)
        }
        #expect(vignettePlace(ofAnswer: 2, cases: [2, 2]) == 2...4)
        #expect(vignettePlace(ofAnswer: 3, cases: [4, 2]) == 1...5)
        #expect(vignettePlace(ofAnswer: 1, cases: [2, 2]) == 1...1)
        #expect(vignettePlace(ofAnswer: 1, cases: []) == nil)
        var random = SplitMix64(seed: 61)
        for _ in 0..<2_000 {
            let cases = (0..<4).map { _ in Double(Int.random(in: 1...5, using: &random)) }
            let answer = Double(Int.random(in: 1...5, using: &random))
            let place = vignettePlace(ofAnswer: answer, cases: cases)
            #expect(place.map { (1...9).contains($0.lowerBound) && $0.upperBound <= 9 } == true)
        }
    }

    @Test("What is kept by the letter and broken for the person is counted of what is known")
    func readings() throws {
        let found = try #require(
            InterpretationGap([(true, false), (true, true), (false, true), (true, nil)]))
        #expect(found.count == 3 && found.coverage == 0.75)
        #expect(abs(found.gap - 1 / 3.0) < 1e-12)
        #expect(InterpretationGap([(nil, true)]) == nil)
    }

    @Test("Two equal profiles fit wholly, two opposite ends not at all")
    func profiles() throws {
        let scale = Interval(1, 7)
        #expect(
            SelfImageFit(brand: [1, 7, 3], person: [1, 7, 3], scale: scale)?.fit == 1)
        let apart = try #require(SelfImageFit(brand: [1, 7], person: [7, 1], scale: scale))
        let opposite = try #require(apart.correlation)
        #expect(apart.fit == 0 && abs(opposite + 1) < 1e-12)
        #expect(SelfImageFit(brand: [4, 4], person: [1, 2], scale: scale)?.correlation == nil)
        #expect(SelfImageFit(brand: [1], person: [1, 2], scale: scale) == nil)
        #expect(SelfImageFit(brand: [0], person: [1], scale: scale) == nil)
        #expect(SelfImageFit(brand: [1], person: [1], scale: Interval(1, 1)) == nil)
    }
}
