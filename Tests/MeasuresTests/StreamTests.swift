import Measures
import Testing

@Suite("Sketches of long streams") struct StreamTests {
    // MARK: KLL

    private func stream(_ kind: Int, _ draws: inout StatisticDraws, _ count: Int) -> [Double] {
        (0..<count).map { place in
            switch kind {
            case 0: draws.share()
            case 1: draws.normal() * 1e6
            case 2: Double(place)
            case 3: Double(count - place)
            default: Double(draws.below(20))
            }
        }
    }

    /// How far the told rank is from what is true of a number: it may be of several ranks.
    private func error(_ sketch: KLLSketch, _ sorted: [Double], _ number: Double) throws -> Double {
        let told = try #require(sketch.rank(of: number))
        let exact = Double(sorted.count { $0 <= number }) / Double(sorted.count)
        return abs(told - exact)
    }

    @Test("Ranks are within the error of k = 200, 99 times of 100, merged or not")
    func ranks() throws {
        var draws = StatisticDraws(seed: 411)
        let bound = KLLError.singleSided(k: 200)
        var (looks, misses, mergedMisses) = (0, 0, 0)
        for run in 0..<25 {
            let numbers = stream(run % 5, &draws, 5_000)
            let sorted = numbers.sorted()
            var whole = try #require(KLLSketch(seed: UInt64(run)))
            var parts = try (0..<4).map { part in
                try #require(KLLSketch(seed: UInt64(1_000 + run * 4 + part)))
            }
            for (place, number) in numbers.enumerated() {
                whole.add(number)
                parts[place % 4].add(number)
            }
            var merged = parts[3]
            for part in parts[..<3] { merged.merge(part) }
            #expect(whole.count == 5_000 && merged.count == 5_000)
            #expect(whole.keptCount < 700 && merged.keptCount < 700)
            #expect(merged.least == sorted.first && merged.most == sorted.last)
            for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
                let number = sorted[Int(share * 5_000)]
                looks += 1
                if try error(whole, sorted, number) > bound { misses += 1 }
                if try error(merged, sorted, number) > bound { mergedMisses += 1 }
            }
        }
        #expect(looks == 125 && misses <= 5 && mergedMisses <= 5)
    }

    @Test("A smaller k is further off: the error is of k, not of the test") func smallK() throws {
        var draws = StatisticDraws(seed: 412)
        var misses = 0
        for run in 0..<20 {
            let numbers = stream(0, &draws, 3_000)
            let sorted = numbers.sorted()
            var sketch = try #require(KLLSketch(k: 8, seed: UInt64(run)))
            for number in numbers { sketch.add(number) }
            if try error(sketch, sorted, sorted[1_500]) > KLLError.singleSided(k: 200) {
                misses += 1
            }
        }
        #expect(misses > 5)
    }

    @Test("Two made one are the same from either side; while few, every answer is exact")
    func sides() throws {
        var draws = StatisticDraws(seed: 413)
        var one = try #require(KLLSketch(seed: 1))
        var other = try #require(KLLSketch(seed: 2))
        for _ in 0..<3_000 {
            one.add(draws.share())
            other.add(draws.normal())
        }
        var (left, right) = (one, other)
        left.merge(other)
        right.merge(one)
        #expect(left == right && left != one)
        var few = try #require(KLLSketch(seed: 3))
        #expect(few.quantile(0.5) == nil && few.rank(of: 1) == nil)
        for number in [5.0, 1, 4, 2, 3] { few.add(number) }
        #expect(few.quantile(0) == 1 && few.quantile(0.5) == 3 && few.quantile(1) == 5)
        #expect(few.rank(of: 2) == 0.4 && few.quantile(1.1) == nil && few.rank(of: .nan) == nil)
        let areTaken = [Double.nan, .infinity].map { few.add($0) }
        #expect(areTaken == [false, false] && few.count == 5)
    }

    // MARK: Different people

    @Test("Different people are counted to 0.81 %, and twice is once") func registers() {
        for (seed, count) in [(1, 10), (2, 1_000), (3, 20_000), (4, 50_000)] {
            var sum = 0.0
            for run in 0..<4 {
                var sketch = HyperLogLog(seed: UInt64(seed * 10 + run))
                for person in 0..<UInt64(count) {
                    sketch.add(person)
                    if person.isMultiple(of: 3) { sketch.add(person) }
                }
                let off = sketch.estimate / Double(count) - 1
                #expect(abs(off) < 4 * hyperLogLogError(precision: 14), "\(count)")
                sum += off * off
            }
            #expect((sum / 4).squareRoot() < 2 * hyperLogLogError(precision: 14))
        }
        #expect(HyperLogLog(seed: 1).estimate == 0)
    }

    @Test("A union counts whoever is in both once, and forgets nobody") func union() {
        var (one, other, whole) = (HyperLogLog(seed: 7), HyperLogLog(seed: 7), HyperLogLog(seed: 7))
        for person in 0..<UInt64(6_000) {
            if person < 4_000 { one.add(person) }
            if person >= 2_000 { other.add(person) }
            whole.add(person)
        }
        var (left, right) = (one, other)
        left.merge(other)
        right.merge(one)
        #expect(left == whole && right == whole)
        // The control: the sum of the two counts is half as much again.
        #expect(one.estimate + other.estimate > whole.estimate * 1.25)
    }

    @Test("A set of people is a set, when few and when many") func people() {
        var draws = StatisticDraws(seed: 421)
        var set = PersonSet()
        var exact: Set<UInt32> = []
        var isSame = true
        for step in 0..<30_000 {
            // Most in one chunk, so that it becomes bits and again a list.
            let person = UInt32(draws.below(draws.happens(0.1) ? 1 << 32 : 9_000))
            if draws.happens(step < 20_000 ? 0.8 : 0.1) {
                isSame = isSame && set.insert(person) == exact.insert(person).inserted
            } else {
                isSame = isSame && set.remove(person) == (exact.remove(person) != nil)
            }
            if step % 5_000 == 0 { #expect(set.people == exact.sorted()) }
        }
        #expect(set.count == exact.count && set.people == exact.sorted())
        #expect(set == PersonSet(exact.sorted().reversed()))
        for person in UInt32(0)..<9_000 {
            isSame = isSame && set.contains(person) == exact.contains(person)
        }
        #expect(isSame)
    }

    @Test("Sets are made one, taken from each other and compared as sets are") func combined() {
        var draws = StatisticDraws(seed: 422)
        for size in [10, 3_000, 9_000] {
            let lists = (0..<2).map { _ in
                (0..<size).map { _ in UInt32(draws.below(16_000) + 60_000) }
            }
            let (one, other) = (PersonSet(lists[0]), PersonSet(lists[1]))
            let (exactOne, exactOther) = (Set(lists[0]), Set(lists[1]))
            var both = one
            both.merge(other)
            #expect(both.people == exactOne.union(exactOther).sorted())
            var rest = one
            rest.remove(other)
            #expect(rest.people == exactOne.subtracting(exactOther).sorted())
            #expect(one.countInBoth(other) == exactOne.intersection(exactOther).count)
            var none = one
            none.remove(one)
            #expect(none.isEmpty && none == PersonSet())
        }
        let edges: [UInt32] = [0, 65_535, 65_536, .max]
        #expect(PersonSet(edges).people == edges)
    }

    // MARK: Count-min

    @Test("A count is never too low, and seldom too high by more than its error") func counts()
        throws
    {
        var draws = StatisticDraws(seed: 431)
        var (tooHigh, tooLow, looks, tooHighWhenSmall) = (0, 0, 0, 0)
        for run in 0..<2 {
            var table = try #require(CountMin(error: 0.005, chance: 0.01, seed: UInt64(run)))
            var small = try #require(CountMin(error: 0.5, chance: 0.5, seed: UInt64(run)))
            #expect(table.width == 544 && table.depth == 5)
            var exact: [UInt64: Int64] = [:]
            for _ in 0..<10_000 {
                let item = UInt64(draws.below(1 + draws.below(3_000)))
                table.add(item)
                small.add(item)
                exact[item, default: 0] += 1
            }
            for (item, count) in exact {
                looks += 1
                if table.most(item) < count || small.most(item) < count { tooLow += 1 }
                if table.most(item) > count + 50 { tooHigh += 1 }
                if small.most(item) > count + 50 { tooHighWhenSmall += 1 }
            }
        }
        #expect(tooLow == 0)
        #expect(Double(tooHigh) <= 0.01 * Double(looks))
        // The control: a table that is too small is too high for most.
        #expect(Double(tooHighWhenSmall) > 0.5 * Double(looks))
        var full = try #require(CountMin(error: 0.5, chance: 0.5, seed: 1))
        let areAdded = [full.add(1, times: .max), full.add(2), full.merge(full)]
        #expect(areAdded == [true, false, false])
    }
}
