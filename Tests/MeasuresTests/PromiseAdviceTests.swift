import Measures
import Testing

@Suite("What to promise so that it is kept") struct PromiseAdviceTests {
    /// Waits around what was posted, in months, of a few rides and hours.
    private func pairs(
        months: Int, each: Int, seed: UInt64, crowd: (Int) -> Double = { _ in 1 }
    ) -> [PromisePair] {
        var draws = StatisticDraws(seed: seed)
        return (0..<months).flatMap { month in
            ["river", "tower"].flatMap { ride in
                ["09", "12"].flatMap { hour in
                    (0..<each).map { _ in
                        let said = 10 * crowd(month) + 40 * crowd(month) * draws.share()
                        let spread = ride == "river" ? 0.6 : 1.2
                        let came = said * (0.4 + spread * draws.share())
                        return PromisePair(
                            group: [ride, hour], period: month, said: said, came: came)
                    }
                }
            }
        }
    }

    private func terms(
        keep: Double = 0.95, rule: PromiseAdvice.Rule = .following
    ) throws -> PromiseAdvice.Terms {
        try #require(PromiseAdvice.Terms(keep: keep, rule: rule))
    }

    @Test("Held-out months keep what was to be kept", arguments: [0.8, 0.9, 0.95])
    func keeps(share: Double) throws {
        let pairs = pairs(months: 14, each: 120, seed: 7)
        let advice = try #require(PromiseAdvice(pairs, terms: try terms(keep: share)))
        let held = try #require(advice.heldOut.share)

        #expect(abs(held - share) < 0.015, "kept \(held)")
        #expect(advice.heldOutPeriods.count == 12)
        #expect(advice.heldOutGroups.count == 4)
        #expect(advice.heldOutGroups.allSatisfy { advice.isMiss($0.held) == false })
        #expect(advice.values.allSatisfy { $0.expected >= share - 1e-9 })
        #expect(advice.values.allSatisfy { $0.interval.contains($0.expected) })
    }

    @Test("Every held-out pair is in one month and one group") func addsUp() throws {
        let advice = try #require(
            PromiseAdvice(pairs(months: 5, each: 30, seed: 2), terms: try terms()))
        let periods = advice.heldOutPeriods.map(\.held.kept).reduce(0, +)
        let groups = advice.heldOutGroups.map(\.held.kept).reduce(0, +)
        let rides = advice.heldOut(depth: 1)

        #expect(advice.heldOut.count == 4 * 4 * 30, "the first month is learnt from only")
        #expect(periods == advice.heldOut.kept && groups == advice.heldOut.kept)
        #expect(rides.map(\.group) == [["river"], ["tower"]])
        #expect(rides.map(\.held.count).reduce(0, +) == advice.heldOut.count)
    }

    @Test("A month is told from those before it: what comes later changes nothing of it")
    func noPeeking() throws {
        let early = pairs(months: 6, each: 40, seed: 3)
        let later = early.map { pair in
            pair.period < 5
                ? pair
                : PromisePair(
                    group: pair.group, period: pair.period, said: pair.said, came: pair.came * 9)
        }
        let one = try #require(PromiseAdvice(early, terms: try terms()))
        let other = try #require(PromiseAdvice(later, terms: try terms()))

        #expect(
            one.heldOutPeriods.dropLast().map(\.held) == other.heldOutPeriods.dropLast().map(\.held)
        )
        #expect(
            other.heldOutPeriods.last?.held.share ?? 1 < 0.5, "a month of another kind is missed")
    }

    @Test("When a crowd comes, following what is said holds, and one number breaks") func drifts()
        throws
    {
        let pairs = pairs(months: 12, each: 250, seed: 5) { $0 < 9 ? 1 : 3 }
        let following = try #require(PromiseAdvice(pairs, terms: try terms()))
        let fixed = try #require(PromiseAdvice(pairs, terms: try terms(rule: .fixed)))
        let month = try #require(fixed.heldOutPeriods.first { $0.period == 9 })
        let same = try #require(following.heldOutPeriods.first { $0.period == 9 })

        #expect(fixed.isMiss(month.held) == true)
        #expect(month.held.share ?? 1 < 0.7)
        #expect(following.isMiss(same.held) == false)
        #expect(fixed.values.allSatisfy { $0.factor == nil })
    }

    @Test("More to keep is never promised as less") func monotone() throws {
        let pairs = pairs(months: 4, each: 25, seed: 9)
        var before: [Double] = []
        for keep in [0.5, 0.7, 0.9, 0.99] {
            let advice = try #require(PromiseAdvice(pairs, terms: try terms(keep: keep)))
            let values = advice.values.map(\.value)
            for (value, least) in zip(values, before) { #expect(value >= least, "\(keep)") }
            before = values
        }
    }

    @Test("No order of pairs changes the advice") func anyOrder() throws {
        let pairs = pairs(months: 6, each: 20, seed: 11)
        let one = try #require(PromiseAdvice(pairs, terms: try terms()))
        let other = try #require(PromiseAdvice(pairs.reversed(), terms: try terms()))

        #expect(one.values.map(\.group) == other.values.map(\.group))
        for (left, right) in zip(one.values, other.values) {
            #expect(isAlmost(left.value, right.value) && isAlmost(left.expected, right.expected))
        }
        #expect(one.heldOut == other.heldOut)
    }

    @Test("A group with few borrows from its ride, and says that it is less sure") func thin()
        throws
    {
        var pairs = pairs(months: 6, each: 100, seed: 13)
        pairs.append(PromisePair(group: ["river", "23"], period: 5, said: 20, came: 200))
        let advice = try #require(PromiseAdvice(pairs, terms: try terms()))
        let thin = try #require(advice.values.first { $0.group == ["river", "23"] })
        let river = try #require(advice.values.first { $0.group == ["river", "09"] })
        let tower = try #require(advice.values.first { $0.group == ["tower", "09"] })
        let factors = (thin.factor ?? 0, river.factor ?? 0, tower.factor ?? 0)

        #expect(thin.count == 1 && thin.standing == .unknown)
        #expect(factors.0 <= 10 && factors.0 >= factors.1, "its one wait pulls it up")
        #expect(factors.1 < factors.2, "the river is steadier than the tower")
        #expect(thin.interval.width > river.interval.width)
    }

    @Test("What is older counts less: a change is learnt") func forgets() throws {
        let pairs = pairs(months: 24, each: 40, seed: 17).map { pair in
            PromisePair(
                group: pair.group, period: pair.period, said: pair.said,
                came: pair.period < 12 ? pair.came / 2 : pair.came)
        }
        let quick = try #require(PromiseAdvice.Terms(keep: 0.9, halfLife: 2))
        let slow = try #require(PromiseAdvice.Terms(keep: 0.9, halfLife: 1_000))
        let (new, old) = (
            try #require(PromiseAdvice(pairs, terms: quick)),
            try #require(PromiseAdvice(pairs, terms: slow))
        )

        for (now, ever) in zip(new.values, old.values) { #expect(now.value > ever.value) }
    }

    @Test("What cannot be learnt from is left out or refused, and nothing fails") func odd() throws
    {
        let zero = PromisePair(group: ["a"], period: 0, said: 0, came: 3)
        let broken = PromisePair(group: ["a"], period: 1, said: .nan, came: 3)
        let endless = PromisePair(group: ["a"], period: 1, said: 1e-300, came: 1e300)
        let far = PromisePair(group: [], period: .min, said: 5, came: 4)
        let later = PromisePair(group: [], period: .max, said: 5, came: 4)

        #expect(PromiseAdvice([], terms: try terms()) == nil)
        #expect(PromiseAdvice([zero, broken, endless], terms: try terms()) == nil)
        let advice = try #require(PromiseAdvice([zero, far, later], terms: try terms()))
        #expect(advice.withoutFactor == 1 && advice.asSaid.made == 3)
        #expect(advice.values.map(\.value) == [4])
        #expect(advice.heldOut.count == 1 && advice.isMiss(advice.heldOut) == nil)
        let fixed = try #require(PromiseAdvice([zero], terms: try terms(rule: .fixed)))
        #expect(fixed.values.map(\.value) == [3] && fixed.heldOut.share == nil)
        #expect(fixed.values.allSatisfy { $0.standing != .reliable })
        for keep in [0, 1, -1, 2, Double.nan] { #expect(PromiseAdvice.Terms(keep: keep) == nil) }
    }
}
