import Kernel
import Measures
import Testing

@Suite("Spread, priors of unequal counts, effects without asking, and shards")
struct SpreadTests {
    // MARK: Spread

    @Test("Parts made one in any order are the whole, and who is erased was never in")
    func merging() {
        var draws = StatisticDraws(seed: 81)
        let values = draws.numbers(300)
        let whole = SacrificeSpread(values)
        var parts = SacrificeSpread(values[200...])
        parts.merge(SacrificeSpread(values[..<100]))
        parts.merge(SacrificeSpread(values[100..<200]))
        #expect(parts == whole)
        var erased = whole
        for value in values[..<100] { erased.remove(value) }
        #expect(erased == SacrificeSpread(values[100...]) && erased != whole)
    }

    @Test("Counts from a thousandth on are exact, and percentiles less than one too low")
    func telling() throws {
        var draws = StatisticDraws(seed: 82)
        for _ in 0..<20 {
            let values = draws.numbers(1 + draws.below(400))
            let spread = SacrificeSpread(values)
            let ordered = values.sorted()
            for share in [0.1, 0.5, 0.9, 1] {
                let place = Int((share * Double(values.count)).rounded(.up)) - 1
                let percentile = try #require(spread.percentile(share))
                let low = ordered[max(0, place)] - percentile
                #expect(low > -1e-6 && low < 0.001 + 1e-6)
            }
            #expect(spread.reaching(0.3) == Int64(values.count { $0 >= 0.3 }))
            let histogram = try #require(spread.histogram(parts: 10))
            #expect(histogram.reduce(0, +) == Int64(values.count))
            #expect(histogram[3] == Int64(values.count { $0 >= 0.3 && $0 < 0.4 }))
            let mean = values.reduce(0, +) / Double(values.count)
            let told = try #require(spread.mean)
            #expect(abs(told - mean) < 1e-6)
        }
    }

    @Test("The ends lie in the first and the last part, and the threshold itself reaches it")
    func ends() {
        let spread = SacrificeSpread([0, 1, 0.3])
        #expect(spread.histogram(parts: 10) == [1, 0, 0, 1, 0, 0, 0, 0, 0, 1])
        #expect(spread.reaching(0.3) == 2 && spread.reaching(0.301) == 1)
        #expect(spread.reaching(0) == 3 && spread.percentile(0) == 0)
        #expect(spread.percentile(1) == 1)
        #expect(spread.histogram(parts: 3) == nil && spread.histogram(parts: 0) == nil)
        let none = SacrificeSpread()
        #expect(none.percentile(0.9) == nil && none.mean == nil)
        #expect(none.share(reaching: 0.3) == nil)
    }

    @Test("The same mean can hide someone at nearly everything: the spread tells") func hidden() {
        let even = SacrificeSpread(Array(repeating: 0.25, count: 4))
        let hiding = SacrificeSpread([0, 0, 0, 1])
        #expect(even.mean == hiding.mean)
        #expect(even.reaching(0.3) == 0 && hiding.reaching(0.3) == 1)
        #expect(even.percentile(0.9) == 0.25 && hiding.percentile(0.9) == 1)
    }

    @Test("A group of nine is not told about, one of ten is") func worst() {
        let nine = SacrificeSpread(Array(repeating: 0.9, count: 9))
        let ten = SacrificeSpread(Array(repeating: 0.5, count: 10))
        let many = SacrificeSpread(Array(repeating: 0.4, count: 50))
        let found = SacrificeSpread.worst(of: [("a", nine), ("b", ten), ("c", many)])
        #expect(found?.name == "b")
        #expect(SacrificeSpread.worst(of: [("a", nine)]) == nil)
        #expect(SacrificeSpread.worst(of: [("z", ten), ("b", ten)])?.name == "b")
    }

    // MARK: Priors

    @Test("For equal counts the prior is that of equal counts") func equalCounts() throws {
        var draws = StatisticDraws(seed: 83)
        for _ in 0..<50 {
            let kept = (0..<30).map { _ in Double(draws.below(13)) }
            let equal = try #require(KeptPrior(kept: kept, ofEach: 12))
            let unequal = try #require(UnequalKeptPrior(kept.map { ($0, 12) }))
            #expect(isAlmost(unequal.mean, equal.mean))
            #expect((unequal.strength == nil) == (equal.strength == nil))
            #expect(isAlmost(unequal.strength ?? 0, equal.strength ?? 0, 1e-6))
        }
    }

    @Test("A prior that rates were drawn from is found, and few promises draw to it")
    func prior() throws {
        var draws = StatisticDraws(seed: 84)
        let people = (0..<3_000).map { _ -> (kept: Double, due: Double) in
            let rate = BetaDistribution(a: 6, b: 4).quantile(draws.share())
            let due = 1 + draws.below(25)
            return (Double((0..<due).count { _ in draws.happens(rate) }), Double(due))
        }
        let prior = try #require(UnequalKeptPrior(people))
        #expect(abs(prior.mean - 0.6) < 0.02)
        let strength = try #require(prior.strength)
        #expect(abs(strength - 10) < 2.5)
        for (kept, due) in people.prefix(200) {
            let estimate = prior.estimate(kept: kept, of: due)
            let own = kept / due
            #expect(min(own, prior.mean) - 1e-12 <= estimate)
            #expect(estimate <= max(own, prior.mean) + 1e-12)
        }
        #expect(prior.weightOnOwn(due: 1) < prior.weightOnOwn(due: 20))
        #expect(prior.weightOnOwn(due: 1e9) > 0.999)
    }

    @Test("Rates that spread no more than chance are one rate") func pooling() throws {
        let alike = try #require(UnequalKeptPrior([(5, 10), (10, 20), (2, 4), (15, 30)]))
        #expect(alike.strength == nil && alike.mean == 0.5 && alike.distribution == nil)
        #expect(alike.estimate(kept: 4, of: 4) == 0.5 && alike.weightOnOwn(due: 9) == 0)
        let once = try #require(UnequalKeptPrior([(1, 1), (0, 1), (1, 1)]))
        #expect(once.strength == nil && isAlmost(once.mean, 2.0 / 3))
        let all = try #require(UnequalKeptPrior([(3, 3), (9, 9)]))
        #expect(all.strength == nil && all.mean == 1)
        let either = try #require(UnequalKeptPrior([(9, 9), (0, 4), (3, 3), (0, 8)]))
        #expect(either.strength == nil)
        #expect(UnequalKeptPrior([(1, 2), (0, 0)]) == nil)
    }

    // MARK: Without asking

    @Test("What was put into the overall score comes out, and a category each")
    func penaltyReward() throws {
        var draws = StatisticDraws(seed: 85)
        let people = (0..<2_000).map { _ -> (overall: Double, ratings: [Double?]) in
            let ratings = (0..<4).map { _ in Double(1 + draws.below(5)) }
            var overall = 5 + 0.8 * draws.normal()
            if ratings[0] <= 2 { overall -= 1.5 }
            if ratings[1] >= 4 { overall += 0.9 }
            if ratings[2] <= 2 { overall -= 0.6 }
            if ratings[2] >= 4 { overall += 0.6 }
            return (overall, ratings)
        }
        // At one in a thousand each, so that attributes without an effect seem to have none.
        let found = try PenaltyReward(people, low: 2, high: 4, alpha: 0.001)
        #expect(
            found.effects.map(\.category) == [.must, .attractive, .oneDimensional, .indifferent])
        #expect(abs(found.effects[0].penalty + 1.5) < 0.2)
        #expect(abs(found.effects[1].reward - 0.9) < 0.2)
        #expect(found.count == 2_000 && abs(found.level - 5) < 0.3)
    }

    @Test("What cannot be told is refused in order, and who rated half is left out")
    func refusedRatings() throws {
        func fit(_ ratings: [[Double?]]) throws -> PenaltyReward {
            let people = ratings.enumerated().map { (Double($0.offset % 3), $0.element) }
            return try PenaltyReward(people, low: 2, high: 4)
        }
        let varied: [[Double?]] = [[1], [3], [5], [2], [4], [3]]
        let known = try fit(varied + [[nil]])
        #expect(known.count == 6)
        #expect(throws: PenaltyReward.Refusal.fewPeople) { try fit([]) }
        #expect(throws: PenaltyReward.Refusal.fewPeople) { try fit([[1], [3], [5]]) }
        #expect(throws: PenaltyReward.Refusal.lowDoesNotVary(attribute: 0)) {
            try fit([[3], [4], [5], [3], [4]])
        }
        #expect(throws: PenaltyReward.Refusal.highDoesNotVary(attribute: 0)) {
            try fit([[1], [2], [3], [3], [1]])
        }
        #expect(throws: PenaltyReward.Refusal.alike) {
            try fit((varied + varied).map { $0 + $0 })
        }
    }

    // MARK: Shards

    private func crowd(_ draws: inout StatisticDraws, each: Int) -> [[Double]] {
        let centres = (0..<5).map { _ in [4 * draws.normal(), 4 * draws.normal()] }
        return (0..<5 * each).map { person in
            centres[person % 5].map { $0 + draws.normal() }
        }
    }

    @Test("Medoids of shards are nearly as good on people held out as a direct search")
    func sharded() throws {
        var draws = StatisticDraws(seed: 86)
        var random = SplitMix64(seed: 86)
        let people = ShardedMedoids.drawn(.max, from: crowd(&draws, each: 240), using: &random)
        let (held, rest) = (Array(people[..<200]), Array(people[200...]))
        var gathered = ShardedMedoids(sample: 120, kept: 12)
        for shard in 0..<4 {
            gathered.add(Array(rest[shard * 250..<shard * 250 + 250]), using: &random)
        }
        #expect(isAlmost(gathered.weights.reduce(0, +), 1_000))
        #expect(gathered.people.allSatisfy { rest.contains($0) })
        let direct = CustomisationCurve(Array(rest[..<300])).medoids(5).places.map { rest[$0] }
        let variants = gathered.variants(upTo: 5)
        let ratio = try #require(
            ShardedMedoids.lossRatio(of: variants[4], to: direct, heldOut: held))
        #expect(ratio < 1.08)
        // And not because any five people would do.
        let anyone = try #require(
            ShardedMedoids.lossRatio(of: Array(held[..<1]), to: direct, heldOut: held))
        #expect(anyone > 1.5)
    }

    @Test("With nobody left out of the sample and everyone kept, shards lose nothing")
    func lossless() throws {
        var draws = StatisticDraws(seed: 87)
        var random = SplitMix64(seed: 87)
        let people = crowd(&draws, each: 8)
        var (one, other) = (ShardedMedoids(kept: 20), ShardedMedoids(kept: 20))
        one.add(Array(people[..<20]), using: &random)
        other.add(Array(people[20...]), using: &random)
        one.merge(other)
        #expect(one.people.count == 40 && one.weights.allSatisfy { $0 == 1 })
        let exact = CustomisationCurve(people).upTo(1, seed: 1)[0].mean
        let found = try #require(
            CustomisationCurve.meanDistance(of: people, to: one.variants(upTo: 1)[0]))
        #expect(isAlmost(found, exact))
        #expect(ShardedMedoids().variants(upTo: 3).isEmpty)
    }
}
