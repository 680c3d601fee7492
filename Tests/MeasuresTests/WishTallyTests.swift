import Measures
import Testing

@Suite("Wishes and answers as counts") struct WishTallyTests {
    @Test("By fine bins the curves are those of the list") func exactCurve() throws {
        var draws = StatisticDraws(seed: 701)
        for width in [1, 5] as [Int64] {
            for _ in 0..<20 {
                var bins = try #require(AnswerBins(binWidth: width))
                var items: [AnswerTime] = []
                for _ in 0..<(1 + draws.below(80)) {
                    let time = Int64(draws.below(40)) * width
                    let ending = [AnswerTime.Ending.answered, .withdrawn, .stillOpen][
                        draws.below(3)]
                    bins.add(time, ending)
                    items.append(AnswerTime(time: Double(time), ending: ending))
                }
                #expect(bins.curve == AnswerCurve(items))
                #expect(bins.incidence == AnswerIncidence(items))
            }
        }
    }

    @Test("By coarse bins a wait is told as longer, by less than a bin") func coarse() throws {
        var draws = StatisticDraws(seed: 702)
        var bins = try #require(AnswerBins(binWidth: 10))
        var items: [AnswerTime] = []
        for _ in 0..<500 {
            let time = Int64(draws.below(1_000))
            bins.add(time, .answered)
            items.append(AnswerTime(time: Double(time), ending: .answered))
        }
        let (told, exact) = (
            try #require(bins.curve.median), try #require(AnswerCurve(items).median)
        )
        #expect(told >= exact && told < exact + 10)
        #expect(bins.curve != AnswerCurve(items))
    }

    @Test("What takes longer than there are bins was open when they ended") func beyond() throws {
        var bins = try #require(AnswerBins(binWidth: 1))
        bins.add(.max, .answered)
        bins.add(AnswerBins.binMax, .answered)
        bins.add(AnswerBins.binMax + 1, .withdrawn)
        #expect(bins.bins.count == 1 && bins.bins[0].stillOpen == 2 && bins.bins[0].answered == 1)
        #expect(bins.curve.unanswered(after: Double(AnswerBins.binMax)).share == 1 - 1.0 / 3)
    }

    @Test("Counts of Kano answers say what the list says", arguments: [false, true])
    func kano(isStrict: Bool) throws {
        var draws = StatisticDraws(seed: 711)
        let answers = KanoAnswer.allCases
        for flips in [false, true] {
            for _ in 0..<30 {
                let pairs = (0..<(2 + draws.below(60))).map { _ in
                    KanoPair(
                        functional: answers[draws.below(5)], dysfunctional: answers[draws.below(5)])
                }
                let tally = KanoTally(pairs)
                #expect(tally.count == Int64(pairs.count))
                #expect(
                    KanoDistribution(tally, isStrict: isStrict)
                        == KanoDistribution(pairs, isStrict: isStrict))
                let listed = KanoSummary(pairs, isStrict: isStrict, flipsReversed: flips)
                let counted = KanoSummary(tally, isStrict: isStrict, flipsReversed: flips)
                #expect((listed == nil) == (counted == nil))
                guard let listed, let counted else { continue }
                #expect(counted.count == listed.count)
                for (one, other) in [
                    (counted.functional, listed.functional),
                    (counted.dysfunctional, listed.dysfunctional),
                ] {
                    #expect(isAlmost(one.mean, other.mean, 1e-12))
                    #expect(isAlmost(one.deviation, other.deviation, 1e-12))
                    #expect(isAlmost(one.standardError, other.standardError, 1e-12))
                }
            }
        }
        #expect(KanoSummary(KanoTally()) == nil)
    }

    @Test("Sums of opportunity say what the list says, and its interval is about the same")
    func opportunity() throws {
        var draws = StatisticDraws(seed: 721)
        for _ in 0..<3 {
            var tally = OpportunityTally(seed: 3)
            var people: [(importance: Double?, satisfaction: Double?)] = []
            for person in 0..<400 {
                let importance = draws.happens(0.1) ? nil : Int32(draws.below(10_000_001))
                let satisfaction = draws.happens(0.1) ? nil : Int32(draws.below(10_000_001))
                tally.add(
                    person: UInt64(person), importance: importance, satisfaction: satisfaction)
                people.append(
                    (importance.map { Double($0) / 1e6 }, satisfaction.map { Double($0) / 1e6 }))
            }
            let listed = try #require(OpportunityOfPeople(people))
            #expect(tally.count == Int64(listed.count))
            #expect(isAlmost(try #require(tally.coverage), listed.coverage))
            #expect(isAlmost(try #require(tally.meanOfScores), listed.meanOfScores))
            #expect(isAlmost(try #require(tally.scoreOfMean), listed.scoreOfMean))
            let interval = try #require(tally.interval())
            #expect(interval.contains(listed.meanOfScores))
            #expect(abs(interval.width / listed.interval.width - 1) < 0.25)
        }
        let empty = OpportunityTally(seed: 1)
        #expect(empty.meanOfScores == nil && empty.scoreOfMean == nil)
        #expect(empty.interval() == nil && empty.coverage == nil)
    }

    @Test("25 counts of answers say what the list says") func answers() throws {
        var draws = StatisticDraws(seed: 722)
        var tally = OpportunityAnswerTally()
        var list: [(importance: Double?, satisfaction: Double?)] = []
        for _ in 0..<200 {
            let (importance, satisfaction) = (1 + draws.below(5), 1 + draws.below(5))
            tally.add(importance: importance, satisfaction: satisfaction)
            list.append((Double(importance), Double(satisfaction)))
        }
        #expect(OpportunityOfAnswers(tally) == OpportunityOfAnswers(list))
        #expect(OpportunityOfAnswers(OpportunityAnswerTally()) == nil)
    }

    // MARK: Poisson bootstrap

    @Test("The interval of a ratio holds it about 95 times of 100, and shrinks with people")
    func ratio() throws {
        var draws = StatisticDraws(seed: 731)
        var missed = 0
        var widths: [Double] = []
        for run in 0..<100 {
            var worlds = PoissonBootstrap(seed: UInt64(run))
            for person in 0..<100 {
                // Above is 0.4 of below, on average, and both vary.
                let below = Int32(1 + draws.below(1_000_000))
                let above = draws.happens(0.4) ? below : 0
                worlds.add(person: UInt64(run * 1_000 + person), above, of: below)
            }
            let interval = try #require(worlds.interval())
            if !interval.contains(0.4) { missed += 1 }
            widths.append(interval.width)
        }
        #expect(missed >= 1 && missed <= 14)
        var many = PoissonBootstrap(seed: 1)
        for person in 0..<1_600 { many.add(person: UInt64(person), person % 5 < 2 ? 1 : 0) }
        let mean = widths.reduce(0, +) / 100
        #expect(try #require(many.interval()).width < mean / 2.5)
    }

    @Test("Somebody counts once on average in all worlds, with the spread of a Poisson number")
    func poisson() throws {
        // One person above, all below: the ratio's worlds tell how often each counted.
        var (sum, squares) = (0.0, 0.0)
        for seed in 0..<12 {
            var worlds = PoissonBootstrap(seed: UInt64(seed))
            for person in 0..<100 { worlds.add(person: UInt64(person), 1) }
            let interval = try #require(worlds.interval(alpha: 0.05))
            #expect(interval == Interval(1, 1))
            var one = PoissonBootstrap(seed: UInt64(seed))
            for person in 0..<800 {
                one.add(person: UInt64(person), person < 400 ? 1 : 0)
            }
            let half = try #require(one.interval(alpha: 0.32))
            sum += half.width / 2
            squares += half.width * half.width / 4
        }
        // The standard error of a share of a half of 800.
        let error = (0.25 / 800).squareRoot()
        #expect(abs(sum / 12 / error - 1) < 0.1)
        #expect((squares / 12 - sum * sum / 144).squareRoot() / error < 0.15)
    }

    @Test("The same people tell the same in any order, and nobody tells nothing") func sameWorlds()
        throws
    {
        var (one, other) = (PoissonBootstrap(seed: 4), PoissonBootstrap(seed: 4))
        for person in 0..<50 { one.add(person: UInt64(person), Int32(person)) }
        for person in (0..<50).reversed() { other.add(person: UInt64(person), Int32(person)) }
        #expect(one == other && one.ratio == 24.5)
        var another = PoissonBootstrap(seed: 5)
        for person in 0..<50 { another.add(person: UInt64(person), Int32(person)) }
        #expect(try #require(another.interval()) != (try #require(one.interval())))
        #expect(PoissonBootstrap(seed: 1).interval() == nil)
        var single = PoissonBootstrap(seed: 1)
        single.add(person: 1, 5)
        // Of one person most worlds say nothing.
        #expect(single.ratio == 5 && single.interval() == nil)
        #expect(one.interval(alpha: 0) == nil && one.interval(alpha: .nan) == nil)
    }
}
