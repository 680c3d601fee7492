import Measures
import Testing

@Suite("Who answers, who stays and who leaves") struct LeavingTests {
    private func logistic(_ x: Double) -> Double {
        LogisticLearning(line: LearningLine(level: x, perDoubling: 0)).sacrifice(at: 1)
    }

    // MARK: The model

    @Test("At the top expected outcomes are the observed, over all and by feature")
    func scores() throws {
        var draws = StatisticDraws(seed: 61)
        for _ in 0..<20 {
            let rows = (0..<200).map { _ in [draws.normal(), 1_000 + 50 * draws.normal()] }
            let outcomes = rows.map { draws.happens(logistic(0.4 * $0[0] - 0.3)) }
            let model = try #require(LogisticRegression(rows, outcomes: outcomes))
            let rests = zip(rows, outcomes).map { ($1 ? 1 : 0) - model.chance($0) }
            #expect(abs(rests.reduce(0, +)) < 1e-6)
            for column in 0..<2 {
                let sum = zip(rows, rests).reduce(0) { $0 + $1.0[column] * $1.1 }
                #expect(abs(sum) < 1e-4)
            }
        }
    }

    @Test("Of one yes-or-no feature the coefficients are log odds of the table")
    func table() throws {
        // 30 of 50 without the feature, 10 of 40 with it.
        let rows = Array(repeating: [0.0], count: 50) + Array(repeating: [1.0], count: 40)
        let outcomes = (0..<50).map { $0 < 30 } + (0..<40).map { $0 < 10 }
        let model = try #require(LogisticRegression(rows, outcomes: outcomes))
        #expect(isAlmost(model.coefficients[0], 0.405_465_108_1, 1e-8))
        #expect(isAlmost(model.coefficients[1], -1.504_077_396_8, 1e-8))
        let error = (1.0 / 30 + 1.0 / 20 + 1.0 / 10 + 1.0 / 30).squareRoot()
        #expect(isAlmost(model.standardErrors[1], error, 1e-7))
    }

    @Test("Where a feature alone decides there is no model without a prior, and one with it")
    func separated() throws {
        let rows = (0..<20).map { [Double($0)] }
        let outcomes = (0..<20).map { $0 >= 10 }
        #expect(LogisticRegression(rows, outcomes: outcomes) == nil)
        let held = try #require(LogisticRegression(rows, outcomes: outcomes, priorVariance: 4))
        #expect(held.chance([0]) < 0.1 && held.chance([19]) > 0.9)
        #expect(held.coefficients.allSatisfy { $0.isFinite })
    }

    @Test("What does not vary, or follows from others, has no model") func degenerate() {
        let outcomes = [true, false, true, false]
        #expect(LogisticRegression([], outcomes: []) == nil)
        #expect(LogisticRegression([[1], [1], [1], [1]], outcomes: outcomes) == nil)
        #expect(
            LogisticRegression([[1], [2], [3], [1]], outcomes: [true, true, true, true]) == nil)
        #expect(LogisticRegression([[1], [2, 3], [3], [1]], outcomes: outcomes) == nil)
        let doubled = [[1.0, 2], [2, 4], [4, 8], [3, 6]]
        #expect(LogisticRegression(doubled, outcomes: outcomes) == nil)
        #expect(LogisticRegression([[1], [.infinity], [3], [1]], outcomes: outcomes) == nil)
    }

    @Test("Ranking counts ties as halves, and is nothing of one outcome alone") func ranking() {
        let chances = [0.1, 0.4, 0.4, 0.8]
        let score = ForetellingScore(chances: chances, outcomes: [false, true, false, true])
        #expect(score?.ranking == 0.875)
        let all = ForetellingScore(chances: chances, outcomes: [true, true, true, true])
        #expect(all != nil && all?.ranking == nil)
        #expect(ForetellingScore(chances: [], outcomes: []) == nil)
        let half = ForetellingScore(chances: [0.5, 0.5], outcomes: [true, false])
        #expect(isAlmost(half?.logLoss ?? 0, 0.693_147_180_56, 1e-9))
        #expect(half?.ranking == 0.5)
    }

    // MARK: Leaving

    private func cases(_ draws: inout StatisticDraws, effect: Double) -> [LeavingCase] {
        (0..<600).map { number in
            let sacrifice = draws.share()
            let gap = max(-1, min(1, 0.4 * (0.5 - sacrifice) + 0.3 * draws.normal()))
            let left = draws.happens(logistic(-1 - 1.5 * gap + effect * (sacrifice - 0.5)))
            return LeavingCase(
                time: Double(number), sacrifice: sacrifice, gap: gap, left: left)
        }
    }

    @Test("Sacrifice that drives leaving adds to the gap; one that does not seldom seems to")
    func adds() throws {
        var draws = StatisticDraws(seed: 62)
        var (found, falsely, below) = (0, 0, 0)
        for _ in 0..<100 {
            let real = try #require(LeavingTest(cases(&draws, effect: 2.5), split: 400))
            let none = try #require(LeavingTest(cases(&draws, effect: 0), split: 400))
            if real.addsToGap { found += 1 }
            if none.addsToGap { falsely += 1 }
            if none.chance < 0.05 { below += 1 }
        }
        #expect(found >= 85)
        #expect(falsely <= 5)
        // 5 % by chance, held to five standard deviations.
        #expect(below <= 16)
    }

    @Test("What comes after the split changes no model") func noPeeking() throws {
        var draws = StatisticDraws(seed: 63)
        let before = cases(&draws, effect: 2)
        let turned = before.map {
            LeavingCase(
                time: $0.time, sacrifice: $0.sacrifice, gap: $0.gap,
                left: $0.time >= 400 ? !$0.left : $0.left)
        }
        let one = try #require(LeavingTest(before, split: 400))
        let other = try #require(LeavingTest(turned, split: 400))
        #expect(one.byBoth == other.byBoth && one.chance == other.chance)
        #expect(one.laterByBoth != other.laterByBoth)
        #expect(one.addsToGap && !other.addsToGap)
        #expect(LeavingTest(before, split: 0) == nil)
        #expect(LeavingTest(before, split: 1e6) == nil)
    }

    // MARK: Staying

    /// Nobody is served better; with `drops`, who gives up more leaves sooner.
    private func people(_ draws: inout StatisticDraws, drops: Bool) -> [[Double]] {
        (0..<4_000).map { _ in
            let level = 0.8 * draws.normal() - 0.4
            var values: [Double] = []
            for _ in 0..<6 {
                let value = logistic(level + 0.5 * draws.normal())
                values.append(value)
                if draws.happens(logistic(drops ? -3.2 + 4.5 * value : -1.6)) { break }
            }
            return values
        }
    }

    @Test("With nobody served better the plain mean falls, the weighted one does not")
    func staying() throws {
        var draws = StatisticDraws(seed: 64)
        let curve = try StayingCurve(people(&draws, drops: true))
        let first = curve.means[0]
        #expect(first - curve.means[5] > 0.06)
        #expect(curve.weightedMeans.allSatisfy { abs($0 - first) < 0.035 })
        let line = try #require(curve.line)
        let weighted = try #require(curve.weightedLine)
        #expect(line.perDoubling < -0.02 && abs(weighted.perDoubling) < 0.012)
        let leavers = try #require(curve.leaversLast)
        #expect(leavers > first + 0.05)
        let counts = curve.effectiveCounts
        #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test("Where leaving has nothing to do with sacrifice, weighting changes nothing to speak of")
    func stayingByChance() throws {
        var draws = StatisticDraws(seed: 65)
        let curve = try StayingCurve(people(&draws, drops: false))
        for (plain, weighted) in zip(curve.means, curve.weightedMeans) {
            #expect(abs(plain - weighted) < 0.015)
        }
    }

    @Test("When nobody leaves, everyone counts the same") func nobodyLeaves() throws {
        let curve = try StayingCurve([[0.5, 0.4, 0.3], [0.7, 0.6, 0.2]])
        #expect(curve.means == curve.weightedMeans && curve.line == curve.weightedLine)
        #expect(curve.staying == nil && curve.leaversLast == nil && curve.leaverCount == 0)
        let alone = try StayingCurve([[0.5]])
        #expect(alone.line == nil)
        #expect(throws: StayingCurve.Refusal.nobody) { try StayingCurve([]) }
        #expect(throws: StayingCurve.Refusal.nobody) { try StayingCurve([[0.1], []]) }
        #expect(throws: StayingCurve.Refusal.undecided) {
            try StayingCurve([[0.1, 0.2], [0.2, 0.2], [0.8], [0.9]])
        }
    }

    // MARK: Answering

    private func asked(_ draws: inout StatisticDraws, byEvents: Bool) -> (
        people: [AskedPerson], truth: Double
    ) {
        var truth = Moments()
        let people = (0..<8_000).map { _ in
            let event = draws.share()
            let sacrifice = min(1, 0.55 * event + 0.25 * draws.share())
            truth.add(sacrifice)
            let chance = draws.happens(0.5) ? 0.3 : 0.8
            let isAsked = draws.happens(chance)
            let answers = draws.happens(logistic(byEvents ? -1.5 + 3 * event : -0.3))
            return AskedPerson(
                features: [event], askChance: chance, wasAsked: isAsked,
                answer: isAsked && answers ? sacrifice : nil, predicted: 0.6 * event)
        }
        return (people, truth.mean)
    }

    @Test("Told from events who answers, the weighted and the robust mean are right")
    func answering() throws {
        var draws = StatisticDraws(seed: 66)
        let (people, truth) = asked(&draws, byEvents: true)
        let report = try AnswerReport(people)
        #expect(report.naive - truth > 0.03)
        #expect(abs(report.weighted.value - truth) < 0.015)
        #expect(abs(report.predicted.doublyRobust - truth) < 0.015)
        #expect(report.robustShifted.contains(truth) && report.bounds.contains(truth))
        #expect(report.shifted.lower <= report.shifted.asPredicted)
        #expect(report.shifted.asPredicted <= report.shifted.higher)
        let slope = try #require(report.answering).coefficients[1]
        #expect(abs(slope - 3) < 0.5)
        #expect(report.propensities.allSatisfy { (propensityLeast...1).contains($0) })
    }

    @Test("Where everyone is as likely to answer, the naive mean is right too") func control()
        throws
    {
        var draws = StatisticDraws(seed: 67)
        let (people, truth) = asked(&draws, byEvents: false)
        let report = try AnswerReport(people)
        #expect(abs(report.naive - truth) < 0.015)
        #expect(abs(report.weighted.value - report.naive) < 0.015)
    }

    @Test("An answer that nobody asked for, no answer at all and sure answers are told apart")
    func refusals() throws {
        func person(_ feature: Double, asked: Bool = true, _ answer: Double?) -> AskedPerson {
            AskedPerson(
                features: [feature], askChance: 0.01, wasAsked: asked, answer: answer,
                predicted: 0.5)
        }
        #expect(throws: AnswerReport.Refusal.answeredUnasked(person: 1)) {
            try AnswerReport([person(0, nil), person(1, asked: false, 0.5)])
        }
        #expect(throws: AnswerReport.Refusal.nobodyAnswered) { try AnswerReport([person(0, nil)]) }
        #expect(throws: AnswerReport.Refusal.nobodyAnswered) { try AnswerReport([]) }
        #expect(throws: AnswerReport.Refusal.undecided) {
            try AnswerReport([person(0, nil), person(1, 0.5)])
        }
        let all = try AnswerReport([person(0, 0.2), person(1, 0.5)])
        #expect(all.answering == nil && all.heldUpCount == 2)
        #expect(all.propensities == [propensityLeast, propensityLeast])
        #expect(all.bounds.width < 1e-12 && isAlmost(all.naive, 0.35))
    }
}
