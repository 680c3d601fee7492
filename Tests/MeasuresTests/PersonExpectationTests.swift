import Foundation
import Kernel
import Measures
import Testing

/// Negative control: let `PersonExpectation.take` move `will` by a promise, forget to wait before a
/// moment, or leave `own` in the sums of a prior, and these fail.
@Suite("What one person expects") struct PersonExpectationTests {
    private typealias Heard = ExpectationHeard
    private static let day: Int64 = 86_400_000

    private func heard(_ kind: Heard.Kind, _ level: Double, day: Int64) -> Heard {
        Heard(kind, millionths: Int32((level * 1_000_000).rounded()), at: day * Self.day)
    }

    /// The same as a weighted mean of all that was heard since the last word of theirs, worked out
    /// without a filter: by inverting the whole matrix of covariances of a random walk.
    private func plainLevel(
        _ observations: [(day: Double, level: Double)], start: (mean: Double, variance: Double),
        from startDay: Double
    ) -> Double {
        // The last state x_n = x_0 + walk; y_i = x(t_i) + noise.
        let (noise, drift) = (0.02, 0.000_2)
        let days = observations.map { $0.day - startDay }
        guard let last = days.last else { return start.mean }
        var matrix = days.map { first in
            days.map { second in start.variance + drift * min(first, second) }
        }
        for index in days.indices { matrix[index][index] += noise }
        var rest = observations.map { $0.level - start.mean }
        // Gauss without pivots: the matrix is positive definite.
        for column in days.indices {
            for row in days.indices where row > column {
                let factor = matrix[row][column] / matrix[column][column]
                for each in days.indices { matrix[row][each] -= factor * matrix[column][each] }
                rest[row] -= factor * rest[column]
            }
        }
        var solved = [Double](repeating: 0, count: days.count)
        for row in days.indices.reversed() {
            var left = rest[row]
            for each in days.indices where each > row { left -= matrix[row][each] * solved[each] }
            solved[row] = left / matrix[row][row]
        }
        var mean = start.mean
        for (weight, day) in zip(solved, days) {
            mean += weight * (start.variance + drift * min(day, last))
        }
        return mean
    }

    @Test("It is what all that was heard says together", arguments: 1...30 as ClosedRange<UInt64>)
    func againstPlain(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var all: [Heard] = []
        var day: Int64 = 20_000
        for _ in 0..<25 {
            day += Int64.random(in: 0..<60, using: &random)
            let kind = Heard.Kind.allCases.randomElement(using: &random) ?? .met
            all.append(heard(kind, Double.random(in: 0...1, using: &random), day: day))
        }

        let course = PersonExpectation(all.shuffled(using: &random))

        let ordered = course.moments.map(\.heard)
        for isShould in [false, true] {
            var start = (mean: 0.5, variance: 1.0 / 12)
            var startDay = Double(ordered[0].at / Self.day)
            var since: [(day: Double, level: Double)] = []
            for each in ordered where each.kind.isOfShould == isShould {
                let level = Double(each.millionths) / 1e6
                if each.kind == .expects || each.kind == .deserves {
                    (start, startDay, since) = ((level, 0.02), Double(each.at / Self.day), [])
                } else {
                    since.append((Double(each.at / Self.day), level))
                }
            }
            let plain = plainLevel(since, start: start, from: startDay)
            let end = ordered[ordered.count - 1].at
            let held = isShould ? course.should(at: end) : course.will(at: end)
            #expect(abs(Double(held.level) / 1e6 - plain) < 2e-6, "seed \(seed)")
        }
    }

    @Test("A promise moves what is right only, an experience what will be only") func apart() {
        let start = [heard(.expects, 0.5, day: 1), heard(.deserves, 0.5, day: 1)]
        let at = 3 * Self.day

        let promised = PersonExpectation(start + [heard(.promised, 0.9, day: 2)])
        let met = PersonExpectation(start + [heard(.met, 0.1, day: 2)])

        #expect(promised.will(at: at).level == 500_000 && promised.should(at: at).level > 650_000)
        #expect(met.should(at: at).level == 500_000 && met.will(at: at).level < 350_000)
        #expect(promised.moments[2].gapToWill == nil)
        #expect(met.moments[2].gapToWill == -400_000 && met.moments[2].gapToShould == -400_000)
    }

    @Test("Where nothing is heard only surety falls") func silence() {
        let course = PersonExpectation([heard(.expects, 0.7, day: 1)])

        let soon = course.will(at: Self.day)
        let late = course.will(at: 400 * Self.day)

        #expect(soon.level == late.level && soon.deviation < late.deviation)
        #expect(late.heardCount == 1)
    }

    @Test("Of what nothing was heard there is no gap, and the count says so") func unknown() {
        let course = PersonExpectation([heard(.met, 0.3, day: 1)])

        #expect(course.moments[0].gapToWill == nil && course.moments[0].gapToShould == nil)
        #expect(course.should(at: Self.day).heardCount == 0)
        #expect(course.should(at: Self.day).level == 500_000)
        #expect(PersonExpectation([]).will(at: 5).heardCount == 0)
        #expect(course.will(at: 0).heardCount == 0)
    }

    @Test("What is known later changes nothing of what was known before") func causal() {
        let first = [heard(.expects, 0.2, day: 1), heard(.met, 0.4, day: 5)]
        let before = PersonExpectation(first)
        let after = PersonExpectation(first + [heard(.met, 1, day: 9)])

        for day in 0...8 as ClosedRange<Int64> {
            #expect(before.will(at: day * Self.day) == after.will(at: day * Self.day))
        }
        #expect(before.will(at: 9 * Self.day) != after.will(at: 9 * Self.day))
    }

    @Test("Drift is told of what moved too far in 90 days, and of nothing younger") func drift() {
        let course = PersonExpectation([
            heard(.expects, 0.9, day: 1), heard(.expects, 0.1, day: 80),
            heard(.deserves, 0.8, day: 1),
        ])

        #expect(course.willDrift(at: 90 * Self.day) == nil)
        #expect(course.willDrift(at: 91 * Self.day)?.isAlarm == true)
        #expect(course.shouldDrift(at: 91 * Self.day)?.isAlarm == false)
        #expect(course.willDrift(at: .min) == nil)
    }

    @Test("Who is new starts from ten others, and never from themself") func prior() {
        var sums = ExpectationPrior()
        for _ in 0..<10 { sums.add(800_000) }
        #expect(sums.expectation().mean == 0.8)
        #expect(sums.expectation(without: 800_000) == .wide)
        sums.add(0)
        #expect(sums.expectation(without: 0).mean == 0.8)
        #expect(sums.expectation().mean < 0.75)

        var same = ExpectationPrior()
        var other = ExpectationPrior()
        for first in [100_000, 900_000, 300_000, 500_000] as [Int32] { same.add(first) }
        for first in [500_000, 300_000, 900_000, 100_000] as [Int32] { other.add(first) }
        #expect(same == other && same.expectation() == .wide)
    }

    @Test("A prior spreads as people do, less what chance alone spreads") func spread() {
        var random = SplitMix64(seed: 3)
        var sums = ExpectationPrior()
        for _ in 0..<20_000 {
            let level = 0.5 + 0.1 * StandardNormal.quantile(.random(in: 1e-9..<1, using: &random))
            let noise = StandardNormal.quantile(.random(in: 1e-9..<1, using: &random))
            sums.add(Int32(((level + 0.02.squareRoot() * noise) * 1e6).rounded()))
        }

        let prior = sums.expectation()

        #expect(abs(prior.mean - 0.5) < 0.005 && abs(prior.variance - 0.01) < 0.001)
    }

    @Test("What was kept long ago counts for less, and goes back to what others live through")
    func keeping() {
        let flat = KeptSums().prior()
        let broken = [(at: Int64(0), isKept: false), (at: Self.day, isKept: false)]

        let now = ExpectedKeeping(broken, prior: flat, at: 2 * Self.day)
        let halved = ExpectedKeeping([(0, false)], prior: flat, at: 180 * Self.day)
        let late = ExpectedKeeping(broken, prior: flat, at: 20_000 * Self.day)

        #expect(now.level < 300_000 && now.count == 2 && now.low < now.level)
        // Beta(1, 1 + ½): a mean of 1 in 2½.
        #expect(abs(halved.level - 400_000) <= 1)
        #expect(abs(late.level - 500_000) <= 1)
        #expect(ExpectedKeeping(broken, prior: flat, at: -1).count == 0)
    }

    @Test("How others fared is taken over from ten others on") func keepingOfOthers() {
        var sums = KeptSums()
        for _ in 0..<9 { sums.add(kept: 4, of: 4) }
        sums.add(kept: 0, of: 10)
        #expect(sums.prior(without: (0, 10)) == KeptSums().prior())
        sums.add(kept: 4, of: 4)
        let prior = sums.prior(without: (0, 10))
        #expect(abs(prior.mean - 41.0 / 42) < 1e-12 && abs(prior.a + prior.b - 2) < 1e-12)
    }

    @Test("Over people nothing is told of fewer than ten, nor worked out") func people() {
        func person(_ will: Int32?, drifted: Bool? = nil) -> ExpectationSpread.Person {
            ExpectationSpread.Person(
                will: will, should: nil, gapToWill: will.map { $0 - 500_000 }, gapToShould: nil,
                hasDrifted: drifted)
        }
        let nine = ExpectationSpread(Array(repeating: person(700_000), count: 9))
        #expect(nine.will.people == nil && nine.will.cells.allSatisfy { $0 == nil })
        #expect(nine.should.isNobody && !nine.will.isNobody)

        let mixed = ExpectationSpread(
            Array(repeating: person(700_000, drifted: false), count: 20)
                + Array(repeating: person(200_000), count: 12)
                + Array(repeating: person(100_000, drifted: true), count: 3))
        #expect(mixed.will.people == 35)
        // Three are few: the next smallest hides with them, and nought says nothing either.
        #expect(mixed.will.cells == [nil, nil, nil, 20, nil])
        #expect(mixed.gapToWill.cells == [15, nil, 20] || mixed.gapToWill.cells == [15, 0, 20])
        #expect(mixed.drift.cells == [nil, nil])
    }
}
