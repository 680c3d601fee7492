import Kernel
import Measures
import Testing

@Suite("Both sides served") struct BalanceTests {
    private func gains(
        _ count: Int, using random: inout SplitMix64
    ) -> [TwoGains] {
        (0..<count).map { _ in
            TwoGains(
                Double.random(in: -1...1, using: &random),
                Double.random(in: -1...1, using: &random))
        }
    }

    @Test("Multiplying or shifting a side's numbers does not move the pick of the product")
    func affine() {
        var moved = 0
        for seed in 0..<200 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let gains = gains(12, using: &random)
            let scale = TwoGains(
                Double.random(in: 0.01...50, using: &random),
                Double.random(in: 0.01...50, using: &random))
            let shift = TwoGains(
                Double.random(in: -9...9, using: &random),
                Double.random(in: -9...9, using: &random))
            func changed(_ gains: TwoGains) -> TwoGains {
                TwoGains(
                    gains.customer * scale.customer + shift.customer,
                    gains.company * scale.company + shift.company)
            }

            let own = Bargain(gains)
            let other = Bargain(
                gains.map(changed), disagreement: changed(TwoGains(0, 0)))

            #expect(own.nash() == other.nash(), "seed \(seed)")
            #expect(own.nash(customerPower: 0.6) == other.nash(customerPower: 0.6), "seed \(seed)")
            #expect(own.kalaiSmorodinsky == other.kalaiSmorodinsky, "seed \(seed)")
            if own.utilitarian != other.utilitarian { moved += 1 }
        }
        // The sum is what it does move.
        #expect(moved > 0)
    }

    @Test("The pick is on the front, gives both something, and no option dominates the front")
    func front() {
        for seed in 0..<100 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            // Few values, so that there are equals.
            let gains = (0..<30).map { _ in
                TwoGains(
                    Double(Int.random(in: -3...3, using: &random)),
                    Double(Int.random(in: -3...3, using: &random)))
            }
            let bargain = Bargain(gains)

            let front = bargain.front(among: Array(gains.indices))

            for option in gains.indices {
                let isDominated = gains.contains { $0.dominates(gains[option]) }
                #expect(front.contains(option) == !isDominated, "seed \(seed), option \(option)")
            }
            guard let pick = bargain.nash() else {
                #expect(bargain.agreeable.isEmpty, "seed \(seed)")
                continue
            }
            #expect(front.contains(pick), "seed \(seed)")
            #expect(gains[pick].smaller > 0, "seed \(seed)")
        }
    }

    @Test("Two losses are never taken for a gain")
    func twoLosses() {
        let bargain = Bargain([TwoGains(-9, -9), TwoGains(0.1, 0.1), TwoGains(5, 0)])

        #expect(bargain.nash() == 1)
        #expect(bargain.product(0) == nil && bargain.product(2) == nil)
        #expect(Bargain([TwoGains(-9, -9), TwoGains(5, 0)]).nash() == nil)
        #expect(Bargain([TwoGains(-9, -9)]).verdict == .noAgreement)
    }

    @Test("Equal products go to the larger smaller gain, then to the lower cost, then to the first")
    func ties() {
        // 0.1 × 0.6 and 0.2 × 0.3 are equal on paper.
        let uneven = [TwoGains(0.1, 0.6), TwoGains(0.2, 0.3)]
        let mirrored = [TwoGains(0.2, 0.3), TwoGains(0.3, 0.2)]

        #expect(Bargain(uneven, costs: [0, 9]).nash() == 1)
        #expect(Bargain(mirrored, costs: [2, 1]).nash() == 1)
        #expect(Bargain(mirrored, costs: [1, 1]).nash() == 0)
        #expect(Bargain(mirrored).nash() == 0)
    }

    @Test(
        "When the three rules of fairness differ the choice is contested, and when not it is made")
    func contested() {
        let split = Bargain([TwoGains(6, 7), TwoGains(8, 6), TwoGains(12, 5), TwoGains(18, 0)])
        let clear = Bargain([TwoGains(3, 3), TwoGains(4, 1), TwoGains(1, 4)])

        #expect(split.verdict == .contested(nash: 2, kalaiSmorodinsky: 2, egalitarian: 1))
        #expect(clear.verdict == .picked(0))
    }

    @Test("The disagreement point moves the answer")
    func disagreement() {
        let gains = [TwoGains(0.9, 0.3), TwoGains(0.5, 0.5)]

        #expect(Bargain(gains).nash() == 0)
        #expect(Bargain(gains, disagreement: TwoGains(0, 0.25)).nash() == 1)
    }

    // MARK: Zone

    @Test("Nothing outside of the zone is ever picked, nor counted as a pick")
    func neverOutside() {
        for seed in 0..<60 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let options = gains(10, using: &random).map {
                BalanceOption(
                    $0, deviations: TwoGains(Double.random(in: 0...0.3, using: &random), 0.05),
                    harmsCustomer: Int.random(in: 0..<5, using: &random) == 0)
            }
            let zone = BalanceZone(comfort: TwoGains(0.1, 0.05))

            let (members, bargain) = zone.bargain(over: options)
            let shares = zone.pickShares(of: options, draws: 200, seed: seed)

            for (option, share) in shares.enumerated() where share > 0 {
                #expect(members.contains(option), "seed \(seed)")
            }
            #expect(shares.reduce(0, +) <= 1 + 1e-9, "seed \(seed)")
            #expect(members.allSatisfy { options[$0].veto == nil }, "seed \(seed)")
            if let pick = bargain.nash() {
                #expect(options[members[pick]].gains.customer >= 0.1, "seed \(seed)")
            }
        }
    }

    @Test("A threshold is met at the threshold, and by nine in ten when it is not certain")
    func thresholds() {
        let zone = BalanceZone(comfort: TwoGains(0.1, 0.1))
        let reach = StandardNormal.quantile(0.9) * 0.2

        #expect(zone.contains(BalanceOption(TwoGains(0.1, 0.1))))
        #expect(!zone.contains(BalanceOption(TwoGains(0.0999, 0.1))))
        #expect(!zone.contains(BalanceOption(TwoGains(0.1, 0.0999))))
        for (extra, isInside) in [(1e-6, true), (-1e-6, false)] {
            let option = BalanceOption(
                TwoGains(0.1 + reach + extra, 0.5), deviations: TwoGains(0.2, 0))
            #expect(zone.contains(option) == isInside)
        }
    }

    @Test("Harm is named before a breach of identity, and that before unease")
    func vetoes() {
        let breach = [[1, 1, 1], [-1, -1, 1]]
        let uneasy = TwoGains(0.5, -0.1)

        #expect(
            BalanceOption(uneasy, harmsCustomer: true, statements: breach).veto == .harmsCustomer)
        #expect(BalanceOption(uneasy, statements: breach).veto == .breaksIdentity)
        #expect(BalanceOption(uneasy).veto == .companyUncomfortable)
        #expect(BalanceOption(TwoGains(0.5, 0)).veto == nil)
        // Half is no majority.
        #expect(BalanceOption(TwoGains(0.5, 0.1), statements: [[-1, 1]]).veto == nil)
    }

    @Test("Comfort is the least of four, and a customer's gain is weighed and less its cost")
    func sides() {
        let comfort = BalanceOption.companyComfort(
            identity: -0.4, capability: 1, margin: 1, staff: 1)
        let gain = BalanceOption.customerGain(
            falls: [(importance: 0.75, fall: 0.4), (importance: 0.25, fall: -0.2)],
            addedCost: 0.05)

        #expect(comfort == -0.4)
        #expect(abs(gain - 0.2) < 1e-12)
    }

    // MARK: Showing and many people

    @Test("The score shown ranks as the product does, and is 0 outside of the zone")
    func score() {
        for seed in 0..<50 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let bargain = Bargain(gains(15, using: &random))
            guard let ideal = bargain.ideal, let pick = bargain.nash() else { continue }

            let scores = bargain.gains.map {
                BalanceScore.score($0, ideal: ideal, isInZone: true)
            }

            #expect(scores.max() == scores[pick], "seed \(seed)")
            #expect(scores.allSatisfy { (0...1).contains($0) }, "seed \(seed)")
        }
        let both = TwoGains(1, 1)
        #expect(BalanceScore.score(both, ideal: both, isInZone: true) == 1)
        #expect(BalanceScore.score(both, ideal: both, isInZone: false) == 0)
    }

    @Test("Plenty for some does not outweigh next to nothing for one")
    func portfolio() throws {
        let even = try #require(Portfolio.welfare([0.5, 0.5, 0.5]))
        let uneven = try #require(Portfolio.welfare([0.9, 0.9, 0.02]))

        #expect(even > uneven)
        #expect(Portfolio.best([uneven, even]) == 1)
        #expect(Portfolio.best([even, even]) == 0)
        #expect(Portfolio.welfare([0.9, 0]) == nil)
        #expect(Portfolio.best([]) == nil)
    }

    @Test("Stewards who agree are at 1, who answer by chance near 0, and who oppose below")
    func agreement() throws {
        var random = SplitMix64(seed: 4)
        let chance = (0..<5_000).map { _ in Double(Int.random(in: 1...7, using: &random)) }

        #expect(Agreement.withinGroup([3, 3, 3], scalePoints: 7) == 1)
        #expect(abs(try #require(Agreement.withinGroup(chance, scalePoints: 7))) < 0.05)
        #expect(try #require(Agreement.withinGroup([1, 7], scalePoints: 7)) < 0)
        #expect(Agreement.withinGroup([3], scalePoints: 7) == nil)
        #expect(Agreement.withinGroup([1, 1], scalePoints: 1) == nil)
    }
}
