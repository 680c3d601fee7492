import Kernel
import Measures
import Testing

@Suite("Promises kept") struct KeptPromiseTests {
    @Test("Jeffreys' interval lies in 0…1 around the share, and more of the same makes it narrower")
    func jeffreys() {
        for total in [1.0, 2, 7, 40, 1000] {
            for kept in stride(from: 0, through: total, by: max(1, (total / 7).rounded())) {
                let interval = jeffreysInterval(successes: kept, of: total)
                let more = jeffreysInterval(successes: kept * 4, of: total * 4)

                #expect(0 <= interval.low && interval.high <= 1)
                #expect(interval.contains(kept / total), "\(kept) of \(total)")
                #expect(more.width < interval.width, "\(kept) of \(total)")
            }
        }
    }

    @Test("Jeffreys' interval begins at 0 when none was kept and ends at 1 when all were")
    func jeffreysEdges() {
        let none = jeffreysInterval(successes: 0, of: 10)
        let all = jeffreysInterval(successes: 10, of: 10)
        let one = jeffreysInterval(successes: 1, of: 10)

        #expect(none.low == 0 && none.high < 0.3)
        #expect(all.high == 1 && abs(all.low - (1 - none.high)) < 1e-12)
        #expect(one.low > 0)
    }

    @Test("What nobody knows widens the bounds, and what is not due is in neither") func bounds()
        throws
    {
        let known = try #require(KeptBounds(kept: 40, broken: 10, overdueUnknown: 0))
        let partly = try #require(KeptBounds(kept: 40, broken: 6, overdueUnknown: 4))

        #expect(known.lower == 0.8 && known.upper == 0.8)
        #expect(partly.lower == 0.8 && partly.upper == 0.88)
        #expect(KeptBounds(kept: 0, broken: 0, overdueUnknown: 0) == nil)
    }

    @Test(
        "Whatever the unknown ones were, the rate lies within the bounds",
        arguments: 1...20 as ClosedRange<UInt64>)
    func boundsHold(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let kept = Double.random(in: 0..<50, using: &random).rounded()
        let broken = Double.random(in: 1..<50, using: &random).rounded()
        let unknown = Double.random(in: 0..<50, using: &random).rounded()
        let bounds = try #require(KeptBounds(kept: kept, broken: broken, overdueUnknown: unknown))

        let really = Double.random(in: 0...unknown, using: &random).rounded(.down)

        let rate = (kept + really) / (kept + broken + unknown)
        #expect(bounds.lower <= rate && rate <= bounds.upper, "seed \(seed)")
    }

    @Test("Promises of one person that go together make the rate less sure") func clusters() throws
    {
        let alike = try #require(ClusteredRate([(4, 4), (0, 4), (4, 4), (0, 4)]))
        let mixed = try #require(ClusteredRate([(2, 4), (2, 4), (2, 4), (2, 4)]))

        #expect(alike.rate == mixed.rate && alike.naiveStandardError == mixed.naiveStandardError)
        #expect((alike.designEffect ?? 0) > 4)
        #expect(mixed.designEffect == 0)
        #expect(ClusteredRate([(3, 3), (2, 2)])?.designEffect == nil)
        #expect(ClusteredRate([(3, 4)]) == nil)
        #expect(ClusteredRate([(0, 0), (0, 0)]) == nil)
    }

    @Test(
        "With one promise each, clusters are the plain rate with N − 1",
        arguments: [1, 2, 3] as [UInt64])
    func single(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var people = (0..<50).map { _ in (kept: Bool.random(using: &random) ? 1.0 : 0, due: 1.0) }
        people += [(1, 1), (0, 1)]

        let rate = try #require(ClusteredRate(people))

        #expect(abs((rate.designEffect ?? 0) - 52 / 51) < 1e-9, "seed \(seed)")
    }

    @Test(
        "A person's rate lies between their own and everyone's",
        arguments: 1...20 as ClosedRange<UInt64>)
    func between(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let kept = (0..<15).map { _ in Double.random(in: 0...20, using: &random).rounded() }
        let prior = try #require(KeptPrior(kept: kept, ofEach: 20))

        for one in kept {
            let estimate = prior.estimate(kept: one, of: 20)
            let (low, high) = (min(one / 20, prior.mean), max(one / 20, prior.mean))
            #expect(low - 1e-12 <= estimate && estimate <= high + 1e-12, "seed \(seed)")
        }
        // With endless promises of one's own, one's own rate is all that counts.
        #expect(abs(prior.estimate(kept: 0.9e12, of: 1e12) - 0.9) < 1e-6)
    }

    @Test("When people differ no more than chance, everyone has the mean") func pooled() throws {
        let prior = try #require(KeptPrior(kept: [10, 10, 11], ofEach: 20))

        #expect(prior.strength == nil && prior.distribution == nil && prior.weightOnOwn == 0)
        #expect(prior.estimate(kept: 20, of: 20) == prior.mean)
        #expect(KeptPrior(kept: [4], ofEach: 20) == nil)
        #expect(KeptPrior(kept: [20, 20], ofEach: 20)?.estimate(kept: 3, of: 20) == 1)
    }

    @Test(
        "Newcombe's interval turns about with the groups and stays within −1…1",
        arguments: 1...20 as ClosedRange<UInt64>)
    func newcombe(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (n1, n2) = (
            Int.random(in: 1...40, using: &random), Int.random(in: 1...40, using: &random)
        )
        let first = (kept: Double(Int.random(in: 0...n1, using: &random)), of: Double(n1))
        let second = (kept: Double(Int.random(in: 0...n2, using: &random)), of: Double(n2))

        let one = RateDifference(first: first, second: second)
        let other = RateDifference(first: second, second: first)

        let (interval, mirrored) = (one.newcombe(), other.newcombe())
        #expect(abs(interval.low + mirrored.high) < 1e-12, "seed \(seed)")
        #expect(interval.contains(one.difference), "seed \(seed)")
        #expect(-1 - 1e-12 <= interval.low && interval.high <= 1 + 1e-12, "seed \(seed)")
        #expect(one.agrestiCaffo().low >= -1 && one.agrestiCaffo().high <= 1)
    }

    @Test("When all were kept in both groups, Wald claims to be sure and the others do not")
    func sure() {
        let both = RateDifference(first: (5, 5), second: (6, 6))

        #expect(both.wald().width == 0)
        #expect(both.newcombe().width > 0.5 && both.agrestiCaffo().width > 0.3)
    }
}
