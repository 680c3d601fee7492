import Measures
import Testing

@Suite("What is counted as it comes") struct SketchTests {
    @Test("Two states of moments made one are those of all, in any order and grouping")
    func moments() throws {
        var draws = StatisticDraws(seed: 61)
        for _ in 0..<100 {
            let parts = (0..<3).map { _ in draws.numbers(draws.below(20)).map { $0 * 1e3 } }
            let states = parts.map { Moments($0) }
            let whole = Moments(parts.joined())
            for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
                var left = states[order[0]]
                left.merge(states[order[1]])
                left.merge(states[order[2]])
                var inner = states[order[1]]
                inner.merge(states[order[2]])
                var right = states[order[0]]
                right.merge(inner)
                for state in [left, right] {
                    #expect(state.count == whole.count)
                    #expect(isAlmost(state.mean, whole.mean))
                    #expect(isAlmost(state.squares, whole.squares))
                }
            }
        }
    }

    @Test("Large numbers that lie close together keep their spread") func hard() throws {
        let numbers = [10_000_000.2] + (0..<500).flatMap { _ in [10_000_000.1, 10_000_000.3] }
        #expect(abs(try #require(Moments(numbers).standardDeviation) - 0.1) < 1e-8)
        // The control: sums of squares lose it.
        let (sum, squares) = (numbers.reduce(0, +), numbers.reduce(0) { $0 + $1 * $1 })
        let naive = (squares - sum * sum / 1_001) / 1_000
        #expect(abs(naive - 0.01) > 0.001)
        #expect(Moments([1]).variance == nil && Moments([]).variance == nil)
    }

    @Test("Pairs merge as numbers do") func pairs() throws {
        var draws = StatisticDraws(seed: 62)
        var (left, right, whole) = (PairMoments(), PairMoments(), PairMoments())
        for place in 0..<60 {
            let (x, y) = (draws.normal(), draws.normal())
            whole.add(x, y)
            if place < 25 { left.add(x, y) } else { right.add(x, y) }
        }
        left.merge(right)
        left.merge(PairMoments())
        #expect(left.count == 60 && isAlmost(left.meanX, whole.meanX))
        #expect(isAlmost(left.squaresY, whole.squaresY))
        #expect(isAlmost(try #require(left.covariance), try #require(whole.covariance)))
    }

    @Test("Whole sums merge to the same bits in any order, and taking out is never having added")
    func wholeSums() throws {
        var draws = StatisticDraws(seed: 63)
        let numbers = (0..<500).map { _ in Int32(draws.below(1_000_001)) }
        var (whole, odd, even, less) = (
            WholeMoments(), WholeMoments(), WholeMoments(), WholeMoments()
        )
        for (place, number) in numbers.enumerated() {
            whole.add(number)
            if place.isMultiple(of: 2) { even.add(number) } else { odd.add(number) }
            if place != 250 { less.add(number) }
        }
        var (one, other) = (odd, even)
        one.merge(even)
        other.merge(odd)
        #expect(one == whole && other == whole)
        #expect(whole != less)
        whole.remove(numbers[250])
        #expect(whole == less)
        let moments = Moments(numbers.map { Double($0) })
        #expect(isAlmost(try #require(one.variance), try #require(moments.variance)))
        #expect(isAlmost(try #require(one.mean), moments.mean))
        var extreme = WholeMoments()
        for _ in 0..<3 { extreme.add(.min) }
        #expect(extreme.variance == 0 && WholeMoments().mean == nil)
    }

    // MARK: DDSketch

    private func times(_ count: Int, _ draws: inout StatisticDraws) -> [Double] {
        (0..<count).map { _ in
            let scale = [0.001, 1, 3_600, 1e7][draws.below(4)]
            return draws.happens(0.02) ? 0 : scale * draws.share()
        }
    }

    @Test("Every quantile is at most its accuracy off") func quantiles() throws {
        var draws = StatisticDraws(seed: 64)
        for accuracy in [0.01, 0.05, 0.001] {
            var sketch = try #require(DDSketch(accuracy: accuracy))
            let values = times(3_000, &draws)
            let areAdded = values.map { sketch.add($0) }
            #expect(!areAdded.contains(false))
            let sorted = values.sorted()
            for share in [0, 0.001, 0.01, 0.25, 0.5, 0.9, 0.999, 1] {
                let exact = sorted[Int(share * 2_999)]
                let told = try #require(sketch.quantile(share))
                #expect(abs(told - exact) <= accuracy * exact * (1 + 1e-9), "\(share)")
            }
        }
    }

    @Test("Sketches merge to the same in any order and grouping, and taking out undoes adding")
    func merging() throws {
        var draws = StatisticDraws(seed: 65)
        for _ in 0..<20 {
            let parts = (0..<3).map { _ in times(draws.below(200), &draws) }
            var states: [DDSketch] = []
            for part in parts { states.append(try sketch(of: part)) }
            let whole = try sketch(of: parts.flatMap { $0 })
            for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
                var left = states[order[0]]
                left.merge(states[order[1]])
                left.merge(states[order[2]])
                var inner = states[order[1]]
                inner.merge(states[order[2]])
                var right = states[order[0]]
                right.merge(inner)
                #expect(left == whole && right == whole)
            }
            var taken = whole
            let areTaken = parts[2].map { taken.remove($0) }
            #expect(!areTaken.contains(false))
            var rest = states[0]
            rest.merge(states[1])
            #expect(taken == rest)
        }
    }

    private func sketch(of values: [Double]) throws -> DDSketch {
        var sketch = try #require(DDSketch())
        for value in values { sketch.add(value) }
        return sketch
    }

    @Test("Beyond its span the lowest buckets are counted together, whatever came first")
    func folded() throws {
        let values = [1e-300, 1e-200, 1e-30, 1, 5, 1e10, 1e200, 1e-300, 1e190]
        let one = try sketch(of: values)
        let other = try sketch(of: values.reversed())
        #expect(one == other && one.count == 9)
        let indices = one.buckets.map(\.index)
        let span = try #require(indices.last) - (try #require(indices.first))
        #expect(span < DDSketch.bucketSpanMax)
        var merged = try sketch(of: Array(values[..<5]))
        merged.merge(try sketch(of: Array(values[5...])))
        #expect(merged == one)
        #expect(one.buckets.reduce(0) { $0 + $1.count } == 9)
        #expect(abs(try #require(one.quantile(1)) / 1e200 - 1) <= 0.01)
    }

    @Test("What is no time is not added, and another accuracy is not merged") func refused() throws
    {
        var sketch = try #require(DDSketch())
        let empty = sketch
        let refused: [Double] = [-1, .nan, .infinity, -Double.infinity]
        var answers = refused.map { sketch.add($0) }
        answers += [5, 0, .nan].map { sketch.remove($0) }
        answers.append(sketch.merge(try #require(DDSketch(accuracy: 0.02))))
        #expect(!answers.contains(true))
        #expect(sketch == empty && sketch.quantile(0.5) == nil)
        #expect(DDSketch(accuracy: 0) == nil && DDSketch(accuracy: .nan) == nil)
        let extremes: [Double] = [.leastNonzeroMagnitude, .greatestFiniteMagnitude, 0]
        let areAdded = extremes.map { sketch.add($0) }
        #expect(areAdded == [true, true, true])
        #expect(sketch.quantile(0) == 0 && sketch.quantile(2) == nil)
    }

    // MARK: Frequent items

    @Test("A count is never too high, and never lower than its bound, merged or not")
    func frequent() {
        var draws = StatisticDraws(seed: 66)
        for _ in 0..<20 {
            var states = (0..<4).map { _ in FrequentItems<Int>(counterMax: 20) }
            var exact: [Int: Int64] = [:]
            for _ in 0..<4_000 {
                // A few are frequent, most are rare.
                let item = draws.below(1 + draws.below(1 + draws.below(300)))
                states[draws.below(4)].add(item)
                exact[item, default: 0] += 1
            }
            for order in [[0, 1, 2, 3], [3, 1, 0, 2]] {
                var merged = states[order[0]]
                for next in order.dropFirst() { merged.merge(states[next]) }
                #expect(merged.count == 4_000 && merged.ranked.count <= 20)
                #expect(Double(merged.undercount) <= merged.undercountBound)
                for (item, count) in exact {
                    let least = merged.least(item)
                    #expect(least <= count && count <= least + merged.undercount)
                }
            }
        }
    }

    @Test("Two sketches made one are the same from either side") func commutes() {
        var draws = StatisticDraws(seed: 67)
        var (one, other) = (FrequentItems<Int>(counterMax: 5), FrequentItems<Int>(counterMax: 5))
        for _ in 0..<300 {
            one.add(draws.below(12))
            other.add(draws.below(12), times: Int64(1 + draws.below(3)))
        }
        var (left, right) = (one, other)
        left.merge(other)
        right.merge(one)
        #expect(left == right)
        let before = left
        let isMerged = left.merge(FrequentItems(counterMax: 6))
        left.add(3, times: 0)
        #expect(!isMerged && left == before)
    }

    @Test("While kinds are few every count is exact, the most frequent first") func exact() {
        var items = FrequentItems<String>(counterMax: 3)
        for item in ["b", "a", "c", "b", "a", "b"] { items.add(item) }
        #expect(items.undercount == 0)
        #expect(items.ranked.map(\.item) == ["b", "a", "c"])
        #expect(items.ranked.map(\.least) == [3, 2, 1])
    }
}
