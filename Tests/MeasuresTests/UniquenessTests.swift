import Kernel
import Measures
import Testing

@Suite("Nobody is average") struct UniquenessTests {
    /// Rows of people around a few centres, some values missing when asked for.
    private func people(
        _ count: Int, dimensions: Int, missing: Double = 0, using random: inout SplitMix64
    ) -> [[Double?]] {
        (0..<count).map { _ in
            let centre = Double.random(in: -2...2, using: &random)
            return (0..<dimensions).map { _ in
                Double.random(in: 0..<1, using: &random) < missing
                    ? nil : centre + Double.random(in: -1...1, using: &random)
            }
        }
    }

    private let bands = DanielsBands(version: 1, bands: Array(repeating: Interval(-1, 1), count: 6))

    // MARK: Daniels

    @Test("D(m) is the mean over every choice of m dimensions", arguments: 0..<20 as Range<UInt64>)
    func bruteForce(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rows = people(40, dimensions: 6, using: &random)

        let curve = DanielsTally(bands: bands, rows: rows).curve

        let choices = (0..<64).map { bits in (0..<6).filter { bits >> $0 & 1 == 1 } }
        for drawn in 0...6 {
            let shares = choices.filter { $0.count == drawn }.map { choice in
                rows.count { row in choice.allSatisfy { abs(row[$0] ?? 9) <= 1 } }
            }
            let brute = Double(shares.reduce(0, +)) / Double(shares.count * rows.count)
            #expect(abs(curve[drawn] - brute) < 1e-12, "seed \(seed), m \(drawn)")
        }
    }

    @Test(
        "D(0) is 1, D never rises, and D(1) is the mean share", arguments: 0..<20 as Range<UInt64>)
    func falling(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let tally = DanielsTally(
            bands: bands, rows: people(60, dimensions: 6, using: &random))

        let curve = tally.curve

        #expect(curve.count == 7 && curve[0] == 1, "seed \(seed)")
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0 >= $1 }, "seed \(seed)")
        #expect(abs(curve[1] - (tally.meanShare ?? -1)) < 1e-12, "seed \(seed)")
    }

    @Test("Someone of whom too little is known is not asked, and is not called average")
    func missing() {
        let two = DanielsBands(version: 1, bands: [Interval(0, 1), Interval(0, 1)])

        let tally = DanielsTally(bands: two, rows: [[0.5, nil], [0.5, 2], [nil, nil]])

        #expect(tally.share(averageOn: 1) == 0.75)
        #expect(tally.share(averageOn: 2) == 0)
        #expect(tally.survivors == [2, 0])
        #expect(tally.shares == [1, 0])
        #expect(DanielsTally(bands: two, rows: [[0.5, nil]]).share(averageOn: 2) == nil)
    }

    @Test("Both ends of a band belong to it")
    func ends() {
        let one = DanielsBands(version: 1, bands: [Interval(4, 6)])

        #expect(DanielsTally(bands: one, rows: [[4], [6], [3.999], [6.001]]).histogram == [2, 2])
    }

    @Test("Tallies add up to the whole, and taking a person out is never having had them")
    func merging() {
        var random = SplitMix64(seed: 5)
        let rows = people(90, dimensions: 6, missing: 0.2, using: &random)
        let whole = DanielsTally(bands: bands, rows: rows)

        let parts = [rows[..<20], rows[20..<70], rows[70...]].map {
            DanielsTally(bands: bands, rows: Array($0))
        }
        var without = whole
        without.remove(rows[0])

        #expect(parts[2].merged(with: parts[0])?.merged(with: parts[1]) == whole)
        #expect(without == DanielsTally(bands: bands, rows: Array(rows.dropFirst())))
        #expect(without != whole)
        let later = DanielsBands(version: 2, bands: bands.bands)
        #expect(whole.merged(with: DanielsTally(bands: later, rows: rows)) == nil)
    }

    @Test("Without correlation the copula falls as independent dimensions do; with it, slower")
    func copula() throws {
        var random = SplitMix64(seed: 8)
        let apart: [[Double?]] = (0..<4_000).map { _ in
            (0..<4).map { _ in Double.random(in: -1...1, using: &random) }
        }
        let same = apart.map { row in row.map { _ in row[0] } }
        let half = DanielsBands(
            version: 1, bands: Array(repeating: Interval(-0.5, 0.5), count: 4))

        let free = try #require(GaussianCopula(rows: apart, bands: half)).curve(seed: 1)
        let tied = try #require(GaussianCopula(rows: same, bands: half)).curve(seed: 1)

        #expect(abs(free[4].value - 0.0625) < 0.012)
        #expect(abs(tied[4].value - 0.5) < 0.03)
        #expect(free == GaussianCopula(rows: apart, bands: half)?.curve(seed: 1))
        #expect(free != GaussianCopula(rows: apart, bands: half)?.curve(seed: 2))
        #expect(GaussianCopula(rows: [[1, 1, 1, 1], [2, 2, 2, nil]], bands: half) == nil)
    }

    @Test("The copula's error tells how far it is off: two dimensions have a closed form")
    func copulaClosedForm() throws {
        // Halves of a normal pair: P(both above) = 1/4 + asin(r)/2π, here with r = 1/2 by ranks.
        var random = SplitMix64(seed: 21)
        func normal() -> Double {
            StandardNormal.quantile(Double.random(in: 1e-9..<1, using: &random))
        }
        let rows: [[Double?]] = (0..<20_000).map { _ in
            let shared = normal()
            return [shared, 0.5 * shared + 0.75.squareRoot() * normal()]
        }
        let above = DanielsBands(
            version: 1, bands: Array(repeating: Interval(0, 1_000), count: 2))

        let curve = try #require(GaussianCopula(rows: rows, bands: above)).curve(seed: 3)

        #expect(abs(curve[2].value - 1.0 / 3) < 0.01)
        #expect(curve[2].standardError < 0.003)
    }

    @Test("So many independent dimensions are counted as so many")
    func effective() throws {
        // Every point of a grid: two dimensions that know nothing of each other.
        let grid: [[Double?]] = (0..<10).flatMap { x in (0..<10).map { [Double(x), Double($0)] } }
        let low = DanielsBands(version: 1, bands: [Interval(0, 4), Interval(0, 4)])
        let tied = grid.map { [$0[0], $0[0]] }

        let two = try #require(DanielsTally(bands: low, rows: grid).effectiveDimensions)
        let one = try #require(DanielsTally(bands: low, rows: tied).effectiveDimensions)

        #expect(abs(two - 2) < 1e-12)
        #expect(abs(one - 1) < 1e-12)
        #expect(DanielsTally(bands: low, rows: [[0, 9]]).effectiveDimensions == nil)
        #expect(DanielsTally(bands: low, rows: [[0, 0]]).effectiveDimensions == nil)
    }

    // MARK: Variants

    @Test("Another variant never makes it worse, and all of them leave nothing")
    func customisation() {
        for seed in 0..<4 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let rows = people(24, dimensions: 3, using: &random).map { $0.compactMap { $0 } }

            let curve = CustomisationCurve(rows).upTo(99, seed: seed)

            #expect(curve.count == 24)
            #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.mean >= $1.mean }, "seed \(seed)")
            #expect(curve[23].total == 0, "seed \(seed)")
            #expect(curve.allSatisfy { $0.sizes.reduce(0, +) == 24 }, "seed \(seed)")
            #expect(curve[0].isExact && !curve[11].isExact)
        }
    }

    @Test("Swaps find what weighing up every choice finds")
    func swapsFindTheBest() {
        for seed in 0..<2 as Range<UInt64> {
            // 48 people four at a time are more choices than are weighed up.
            var random = SplitMix64(seed: 100 + seed)
            let rows = people(48, dimensions: 2, using: &random).map { $0.compactMap { $0 } }

            let found = CustomisationCurve(rows).upTo(4, seed: 1)[3]

            var least = Double.infinity
            let apart = rows.map { one in rows.map { PointDistance.euclidean(one, $0) } }
            for a in 0..<48 {
                for b in 0..<a {
                    let two = zip(apart[a], apart[b]).map(min)
                    for c in 0..<b {
                        let three = zip(two, apart[c]).map(min)
                        for d in 0..<c {
                            var sum = 0.0
                            for person in 0..<48 { sum += min(three[person], apart[d][person]) }
                            least = min(least, sum)
                        }
                    }
                }
            }
            #expect(!found.isExact)
            #expect(abs(found.total - least) < 1e-9, "seed \(seed)")
        }
    }

    @Test("A weight of two is the same person twice, and nobody stands for people held out better")
    func weights() throws {
        let rows = [[0.0], [1], [5], [9], [10]]

        let weighted = CustomisationCurve(rows, weights: [3, 1, 1, 1, 1]).upTo(2, seed: 0)
        let twice = CustomisationCurve([[0.0], [0]] + rows).upTo(2, seed: 0)
        let held = try #require(
            CustomisationCurve.meanDistance(of: [[2], [8]], to: [[1], [9]]))

        #expect(weighted.map(\.mean) == twice.map(\.mean))
        #expect(held == 1)
        #expect(CustomisationCurve.meanDistance(of: [], to: [[1]]) == nil)
    }

    // MARK: Diversity

    @Test("1 ≤ D of kinds that differ ≤ D ≤ kinds, and both fall with the order")
    func diversity() {
        for seed in 0..<40 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let count = Int.random(in: 1...8, using: &random)
            let counts = (0..<count).map { _ in Double.random(in: 0.01...5, using: &random) }
            let shares = Diversity.shares(of: counts) ?? []
            var alike = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
            for one in 0..<count {
                for other in 0..<one {
                    alike[one][other] = Double.random(in: 0...1, using: &random)
                    alike[other][one] = alike[one][other]
                }
            }

            let orders = [0, 0.5, 0.999999999, 1, 1.000000001, 1.5, 2, 7, 500, .infinity]
            let naive = orders.map { Diversity.hill(shares, order: $0) }
            let differing = orders.map { Diversity.hill(shares, similarity: alike, order: $0) }

            for (place, order) in orders.enumerated() {
                #expect(differing[place] >= 1 - 1e-9, "seed \(seed), q \(order)")
                #expect(naive[place] >= differing[place] - 1e-9, "seed \(seed), q \(order)")
                #expect(naive[place] <= Double(count) + 1e-9, "seed \(seed), q \(order)")
            }
            #expect(zip(naive, naive.dropFirst()).allSatisfy { $0 >= $1 - 1e-9 }, "seed \(seed)")
            #expect(
                zip(differing, differing.dropFirst()).allSatisfy { $0 >= $1 - 1e-9 },
                "seed \(seed)")
        }
    }

    @Test("Sketches add up to the whole exactly, forget a person, and come near the exact number")
    func sketch() throws {
        var random = SplitMix64(seed: 77)
        let rows = people(150, dimensions: 3, using: &random).map { $0.compactMap { $0 } }
        let basis = LikenessSketch.Basis(
            seed: 7, featureCount: 4096, dimensionCount: 3, width: 0.8)
        func sketch(_ rows: ArraySlice<[Double]>) -> LikenessSketch {
            var sketch = LikenessSketch(basis: basis)
            for row in rows { sketch.add(row) }
            return sketch
        }

        let whole = sketch(rows[...])
        let exact = try #require(Diversity.effectivePeople(rows, width: 0.8))
        var without = whole
        without.remove(rows[0])

        #expect(sketch(rows[90...]).merged(with: sketch(rows[..<90])) == whole)
        #expect(without == sketch(rows[1...]))
        #expect(without != whole)
        let near = try #require(whole.withSelf)
        #expect(abs(near / exact.withSelf - 1) < 0.15)
        #expect(abs(try #require(whole.withoutSelf) / exact.withoutSelf - 1) < 0.15)
        let other = LikenessSketch.Basis(
            seed: 8, featureCount: 4096, dimensionCount: 3, width: 0.8)
        #expect(whole.merged(with: LikenessSketch(basis: other)) == nil)
    }

    // MARK: Wishes

    @Test("Wishes heard in two places are the same wishes, and nothing heard says nothing")
    func wishes() {
        let one = HeardWishes(counts: [1, 0, 2])
        let other = HeardWishes(counts: [1, 1])

        let both = one.merged(with: other)

        #expect(both == HeardWishes(counts: [2, 1, 2]))
        #expect(both.once == 1 && one.once + other.once == 3)
        #expect(both.unseenChance == 0.2)
        #expect(HeardWishes(counts: [1, 1, 1]).richnessClassic == 6)
        #expect(HeardWishes(counts: [0]).unseenChance == nil)
    }

    @Test("More talks find more needs, from none to nearly all")
    func talks() {
        let needs = NeedsFound(alpha: 1.45, beta: 7.64)

        let shares = [0, 1, 2, 10, 1_000, 1_000_000].map { needs.share(after: $0) }

        #expect(shares[0] == 0 && abs(shares[1] - needs.alpha / (1.45 + 7.64)) < 1e-12)
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
        #expect(shares[5] <= 1 && shares[5] > 0.999)
    }
}
