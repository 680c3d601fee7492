import Kernel
import Measures
import Testing

/// Small helpers to draw inputs from a seed.
extension SplitMix64 {
    fileprivate mutating func share() -> Double { Double.random(in: 0...1, using: &self) }

    fileprivate mutating func wishes(missing: Double = 0.3) -> [WeighedWish] {
        let count = Int.random(in: 1...9, using: &self)
        return (0..<count).map { number in
            let isMissing = number > 0 && share() < missing
            return WeighedWish(
                importance: number == 0 ? 1 : Double(Int.random(in: 0...5, using: &self)),
                sacrifice: isMissing ? nil : share(), imputed: share(), variance: share() / 10)
        }
    }
}

@Suite("What is given up on one wish") struct WishSacrificeTests {
    @Test("Every kind is 0 when it is what was wanted, within 0…1, and no less further off")
    func properties() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<2_000 {
            let want = Double.random(in: -50...50, using: &random)
            let floor = want - Double.random(in: -9...9, using: &random)
            let below = Double.random(in: 0.01...9, using: &random)
            let above = Double.random(in: 0.01...9, using: &random)
            // One step further off, on either side, each time.
            let step = Double.random(in: 0...4, using: &random)
            for side in [-1.0, 1.0] {
                let near = want + side * step
                let far = near + side * step
                let towards = floor < want ? -1.0 : 1.0
                let kinds: [(at: (Double) -> Double?, countsThisSide: Bool)] = [
                    ({ sacrificeOfMore(want: want, got: $0, floor: floor) }, side == towards),
                    ({ sacrificeOfIdeal(want, got: $0, below: below, above: above) }, true),
                    ({ sacrificeOfWaiting(wanted: want, got: $0, patience: below) }, side > 0),
                ]
                for kind in kinds {
                    let here = try #require(kind.at(near))
                    let further = try #require(kind.at(far))
                    #expect((0...1).contains(here) && (0...1).contains(further))
                    #expect(further >= here)
                    #expect(kind.at(want) == 0)
                    if !kind.countsThisSide { #expect(further == 0, "nothing is earned or lost") }
                    if kind.countsThisSide, here < 1, step > 0.1 { #expect(further > here) }
                }
            }
        }
    }

    @Test("A set is 0 with all its wants, 1 with none, and grows with each want that is missed")
    func sets() throws {
        var random = SplitMix64(seed: 12)
        for _ in 0..<500 {
            let wants = (0..<6).map { number in
                (option: "\(number)", weight: Double(Int.random(in: 1...9, using: &random)))
            }
            var got = Set(wants.map(\.option))
            var before = try #require(sacrificeOfSet(wants: wants, got: got))
            #expect(before == 0)
            for want in wants.shuffled(using: &random) {
                got.remove(want.option)
                let after = try #require(sacrificeOfSet(wants: wants, got: got))
                #expect(after > before)
                // What nobody asked for earns nothing.
                #expect(sacrificeOfSet(wants: wants, got: got.union(["else"])) == after)
                #expect(
                    sacrificeOfSet(wants: wants + [("no-weight", 0)], got: got) == after)
                before = after
            }
            #expect(before == 1)
        }
    }

    @Test("Where there is no way between wish and floor there is no number")
    func outside() {
        #expect(sacrificeOfMore(want: 4, got: 3, floor: 4) == nil)
        #expect(sacrificeOfIdeal(4, got: 3, below: 0, above: 1) == nil)
        #expect(sacrificeOfWaiting(wanted: 1, got: 2, patience: 0) == nil)
        #expect(sacrificeOfSet(wants: [("a", 0)], got: []) == nil)
        #expect(sacrificeOfSet(wants: [], got: []) == nil)
        #expect(sacrificeOfMore(want: 1e308, got: -1e308, floor: -1e308) == 1)
        #expect(sacrificeOfMore(want: 1e308, got: 0, floor: -1e308) == 0.5)
    }

    @Test("A category is as far off as its option is unlike; what is not accepted is all")
    func categories() {
        let accepted = [(option: "window", likeness: 1.0), (option: "aisle", likeness: 0.75)]
        #expect(sacrificeOfCategory(accepted: accepted, got: "window") == 0)
        #expect(sacrificeOfCategory(accepted: accepted, got: "aisle") == 0.25)
        #expect(sacrificeOfCategory(accepted: accepted, got: "middle") == 1)
        #expect([0, 10].map { sacrificeOfCloseness($0) } == [1, 0])
    }

    @Test("After a half-life an occasion weighs half, and one that is as before changes no mean")
    func occasions() throws {
        var mean = OccasionMean(halfLifeDays: 90)
        #expect(mean.mean == nil && mean.effectiveCount == 0 && mean.variance == nil)
        mean.add(0, afterDays: 0)
        #expect(mean.variance == nil && mean.effectiveCount == 1)
        mean.add(0.9, afterDays: 90)
        #expect(abs(try #require(mean.mean) - 0.6) < 1e-12)
        #expect(abs(mean.effectiveCount - 2.25 / 1.25) < 1e-12)
        var same = OccasionMean()
        for _ in 0..<50 { same.add(0.4, afterDays: 3) }
        #expect(abs(try #require(same.mean) - 0.4) < 1e-12)
        #expect(try #require(same.variance) < 1e-12)
        // Long ago is as never.
        same.add(0.1, afterDays: 1e6)
        #expect(abs(try #require(same.mean) - 0.1) < 1e-12)
        #expect(same.effectiveCount == 1)
    }
}

@Suite("What one person gives up") struct PersonSacrificeTests {
    private func same(_ one: PersonSacrifice, _ other: PersonSacrifice) -> Bool {
        let pairs: [(Double?, Double?)] = [
            (one.coverage, other.coverage), (one.bounds.low, other.bounds.low),
            (one.bounds.high, other.bounds.high), (one.observedOnly, other.observedOnly),
            (one.imputed, other.imputed), (one.peak, other.peak), (one.worst, other.worst),
            (one.observedVariance, other.observedVariance),
            (one.imputedVariance, other.imputedVariance),
        ]
        return pairs.allSatisfy { left, right in
            guard let left, let right else { return left == nil && right == nil }
            return abs(left - right) < 1e-12
        }
    }

    @Test("Every share lies within 0…1, and what was seen or imputed within the bounds")
    func bounds() throws {
        var random = SplitMix64(seed: 21)
        for _ in 0..<2_000 {
            let wishes = random.wishes()
            let found = try #require(PersonSacrifice(wishes))
            let observed = try #require(found.observedOnly)
            let imputed = try #require(found.imputed)
            for share in [
                found.coverage, found.bounds.low, found.bounds.high, observed, imputed,
                try #require(found.peak), try #require(found.worst),
            ] { #expect((0...1).contains(share)) }
            let loose = Interval(found.bounds.low - 1e-12, found.bounds.high + 1e-12)
            #expect(loose.contains(observed) && loose.contains(imputed))
            #expect(abs(found.bounds.width - (1 - found.coverage)) < 1e-12)
            #expect(abs(found.weights.reduce(0, +) - 1) < 1e-12)
        }
    }

    @Test("The order of wishes and the scale of importance change nothing")
    func order() throws {
        var random = SplitMix64(seed: 22)
        for _ in 0..<500 {
            let wishes = random.wishes()
            let found = try #require(PersonSacrifice(wishes))
            let mixed = try #require(PersonSacrifice(wishes.shuffled(using: &random)))
            #expect(same(found, mixed))
            let scaled = wishes.map {
                WeighedWish(
                    importance: $0.importance * 1e300, sacrifice: $0.sacrifice,
                    imputed: $0.imputed, variance: $0.variance)
            }
            #expect(same(found, try #require(PersonSacrifice(scaled))))
        }
    }

    @Test("A wish without weight changes nothing; one with weight does")
    func zeroWeight() throws {
        var random = SplitMix64(seed: 23)
        for _ in 0..<500 {
            let wishes = random.wishes()
            let found = try #require(PersonSacrifice(wishes))
            for sacrifice in [nil, 0, 1.0] as [Double?] {
                let more = wishes + [WeighedWish(importance: 0, sacrifice: sacrifice)]
                #expect(same(found, try #require(PersonSacrifice(more))))
            }
            let weighing = wishes + [WeighedWish(importance: 1, sacrifice: nil, imputed: 0)]
            #expect(!same(found, try #require(PersonSacrifice(weighing))))
        }
    }

    @Test("Who got all they wanted gives up exactly nothing; who got nothing, all")
    func ends() throws {
        var random = SplitMix64(seed: 24)
        for _ in 0..<200 {
            let weights = random.wishes().map(\.importance)
            let met = try #require(
                PersonSacrifice(weights.map { WeighedWish(importance: $0, sacrifice: 0) }))
            #expect(met.bounds == Interval(0, 0) && met.observedOnly == 0 && met.coverage == 1)
            let unmet = try #require(
                PersonSacrifice(weights.map { WeighedWish(importance: $0, sacrifice: 1) }))
            #expect(abs(unmet.bounds.low - 1) < 1e-12 && unmet.worst == 1)
        }
    }

    @Test("Giving up more on any wish never lowers the person's sacrifice")
    func monotone() throws {
        var random = SplitMix64(seed: 25)
        for _ in 0..<500 {
            var wishes = random.wishes()
            let before = try #require(PersonSacrifice(wishes))
            let place = Int.random(in: wishes.indices, using: &random)
            guard let sacrifice = wishes[place].sacrifice else { continue }
            wishes[place] = WeighedWish(
                importance: wishes[place].importance,
                sacrifice: sacrifice + (1 - sacrifice) * random.share(),
                imputed: wishes[place].imputed, variance: wishes[place].variance)
            let after = try #require(PersonSacrifice(wishes))
            let more = try #require(after.observedOnly)
            let less = try #require(before.observedOnly)
            #expect(more >= less - 1e-12)
            #expect(after.bounds.low >= before.bounds.low - 1e-12)
        }
    }

    @Test("Silence is unknown: of whom nothing was seen there is no number, and all is possible")
    func silence() throws {
        let silent = try #require(PersonSacrifice([WeighedWish(importance: 2, sacrifice: nil)]))
        #expect(silent.observedOnly == nil && silent.peak == nil && silent.worst == nil)
        #expect(silent.bounds == Interval(0, 1) && silent.coverage == 0)
        #expect(silent.standing() == .unknown)
    }

    @Test("Without weights, or with numbers outside of their range, there is no person to speak of")
    func refused() {
        #expect(PersonSacrifice([]) == nil)
        #expect(PersonSacrifice([WeighedWish(importance: 0, sacrifice: 0.5)]) == nil)
        #expect(PersonSacrifice([WeighedWish(importance: -1, sacrifice: 0.5)]) == nil)
        #expect(PersonSacrifice([WeighedWish(importance: 1, sacrifice: 1.1)]) == nil)
        #expect(PersonSacrifice([WeighedWish(importance: 1, sacrifice: .nan)]) == nil)
        #expect(
            PersonSacrifice([WeighedWish(importance: 1, sacrifice: 0.5, variance: -1)]) == nil)
    }

    @Test("Reliable takes coverage, sharpness and known importance")
    func standing() throws {
        func person(_ variance: Double, unseen: Double) -> PersonSacrifice? {
            PersonSacrifice([
                WeighedWish(importance: 1 - unseen, sacrifice: 0.5, variance: variance),
                WeighedWish(importance: unseen, sacrifice: nil),
            ])
        }
        #expect(try #require(person(0.0025, unseen: 0.25)).standing() == .reliable)
        #expect(
            try #require(person(0.0025, unseen: 0.25)).standing(isImportanceKnown: false)
                == .provisional)
        #expect(try #require(person(0.04, unseen: 0.25)).standing() == .provisional)
        #expect(try #require(person(0.0025, unseen: 0.5)).standing() == .provisional)
        #expect(try #require(person(0.0025, unseen: 0.75)).standing() == .unknown)
    }

    @Test("A fall with less seen is told apart from a fall")
    func change() {
        let before = (sacrifice: 0.4, coverage: 0.8)
        #expect(SacrificeChange(from: before, to: (0.3, 0.8)) == .fell)
        #expect(SacrificeChange(from: before, to: (0.3, 0.9)) == .fell)
        #expect(SacrificeChange(from: before, to: (0.3, 0.79)) == .fellUnseen)
        #expect(SacrificeChange(from: before, to: (0.4, 0.5)) == .stayed)
        #expect(SacrificeChange(from: before, to: (0.5, 0.5)) == .rose)
    }
}

@Suite("Shares and their intervals") struct ProportionTests {
    @Test("Wilson's interval lies within 0…1, holds the share, and has a width at none and all")
    func wilson() {
        for total in [1.0, 2, 7, 100, 1e6, 1e300] {
            for share in [0, 0.01, 0.3, 0.5, 0.999, 1] {
                let found = wilsonInterval(successes: share * total, of: total)
                #expect(0 <= found.low && found.high <= 1)
                #expect(found.contains(share))
                #expect(total > 1e9 || found.width > 0)
            }
        }
        #expect(wilsonInterval(successes: 0, of: 9).low == 0)
        #expect(wilsonInterval(successes: 9, of: 9).high == 1)
    }

    @Test("Each end lies z of its own standard errors from the share, as Wilson defines it")
    func definition() {
        let z = StandardNormal.z95
        for (successes, total) in [(0.0, 5.0), (1, 3), (2.5, 9), (78, 100), (100, 100)] {
            let share = successes / total
            let found = wilsonInterval(successes: successes, of: total)
            for end in [found.low, found.high] where end != share {
                let errors = abs(share - end) / (end * (1 - end) / total).squareRoot()
                #expect(abs(errors - z) < 1e-9)
            }
        }
    }

    @Test("More of the same share is narrower, and none and all mirror one another")
    func narrower() {
        for share in [0, 0.25, 0.5, 1] {
            var width = 1.0
            for total in [4.0, 8, 40, 400, 4_000] {
                let found = wilsonInterval(successes: share * total, of: total)
                let mirror = wilsonInterval(successes: (1 - share) * total, of: total)
                #expect(found.width < width)
                #expect(abs(found.low - (1 - mirror.high)) < 1e-12)
                width = found.width
            }
        }
    }

    @Test("Of nothing, or of what is no number, nothing is known")
    func nothing() {
        for (successes, total) in [(0.0, 0.0), (1, -1), (.nan, 4), (1, .infinity)] {
            #expect(wilsonInterval(successes: successes, of: total) == Interval(0, 1))
        }
        #expect(wilsonInterval(successes: 1, of: 2, z: 1e200) == Interval(0, 1))
        #expect(normalizedWeights([]) == nil && normalizedWeights([0, 0]) == nil)
        #expect(normalizedWeights([1, -1]) == nil && normalizedWeights([1, .nan]) == nil)
        #expect(normalizedWeights([1e308, 1e308]) == [0.5, 0.5])
    }
}
