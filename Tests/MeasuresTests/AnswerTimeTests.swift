import Measures
import Testing

@Suite("How long an answer takes") struct AnswerTimeTests {
    private func items(_ times: [Double], _ answered: [Bool]) -> [AnswerTime] {
        zip(times, answered).map { AnswerTime(time: $0, ending: $1 ? .answered : .stillOpen) }
    }

    @Test("What is open counts: the median of the leukaemia trial is 23, its naive mean 12")
    func published() throws {
        let times: [Double] = [
            6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
        ]
        let answered = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
        let curve = AnswerCurve(items(times, answered.map { $0 == 1 }))
        #expect(curve.median == 23)
        #expect(isAlmost(try #require(curve.meanOfAnswered), 109.0 / 9))
        #expect(isAlmost(curve.restrictedMean(until: 35), 23.287_394_96))
        #expect(isAlmost(curve.unanswered(after: 10).share, 0.752_941_176_5))
        #expect(isAlmost(curve.unanswered(after: 12.9).standardError, 0.096_349_652_99))
        #expect(curve.unanswered(after: 5.9).share == 1)
    }

    @Test("Where everything was answered the curve is the share that took longer") func whole() {
        var draws = StatisticDraws(seed: 31)
        let times = (0..<200).map { _ in Double(draws.below(40)) }
        let curve = AnswerCurve(items(times, times.map { _ in true }))
        for step in curve.steps {
            let longer = Double(times.count { $0 > step.time }) / 200
            #expect(isAlmost(step.unanswered, longer))
            let plain = (longer * (1 - longer) / 200).squareRoot()
            #expect(isAlmost(step.standardError, plain))
        }
        let mean = times.reduce(0, +) / 200
        #expect(isAlmost(curve.restrictedMean(until: curve.timeMax), mean))
    }

    @Test("Where nothing was answered there is no median, and all are unanswered") func none() {
        let curve = AnswerCurve(items([3, 5], [false, false]))
        #expect(curve.median == nil && curve.meanOfAnswered == nil && curve.steps.isEmpty)
        #expect(curve.restrictedMean(until: 5) == 5)
        #expect(AnswerCurve([]).restrictedMean(until: 0) == 0)
    }

    @Test("What is open makes the time longer than leaving it out would") func censored() {
        var draws = StatisticDraws(seed: 32)
        for _ in 0..<50 {
            let times = draws.numbers(40)
            let answered = times.map { _ in draws.happens(0.5) }
            let curve = AnswerCurve(items(times, answered))
            guard let naive = curve.meanOfAnswered else { continue }
            #expect(curve.restrictedMean(until: 1) > naive)
        }
    }

    @Test("Answered, withdrawn and open come to all, where nothing is cut off") func incidence() {
        var draws = StatisticDraws(seed: 33)
        let all = draws.numbers(100).map {
            AnswerTime(time: $0, ending: draws.happens(0.6) ? .answered : .withdrawn)
        }
        let incidence = AnswerIncidence(all)
        for time in [0.0, 0.2, 0.5, 1] {
            let shares = incidence.shares(by: time)
            let answered = all.count { $0.time <= time && $0.ending == .answered }
            let withdrawn = all.count { $0.time <= time && $0.ending == .withdrawn }
            #expect(isAlmost(shares.answered, Double(answered) / 100))
            #expect(isAlmost(shares.withdrawn, Double(withdrawn) / 100))
        }
    }

    @Test("Counting what was withdrawn as still open says more is answered than ever is")
    func competing() throws {
        let all = [
            AnswerTime(time: 1, ending: .withdrawn), AnswerTime(time: 2, ending: .answered),
            AnswerTime(time: 3, ending: .withdrawn), AnswerTime(time: 4, ending: .answered),
        ]
        let last = try #require(AnswerIncidence(all).steps.last)
        #expect(isAlmost(last.answered, 0.5) && isAlmost(last.withdrawn, 0.5))
        #expect(AnswerCurve(all).steps.last?.unanswered == 0)
    }

    @Test("A no with its reason is an answer, and no wish fulfilled") func closedLoop() throws {
        let loop = ClosedLoop(
            fulfilled: 18, partly: 7, alternativeAccepted: 5, declinedWithReason: 12, open: 8)
        #expect(loop.answeredShare == 0.84 && loop.fulfilledShare == 0.36)
        #expect(isAlmost(try #require(loop.answeredInterval).low, 0.714_857_839_4))
        let none = ClosedLoop(
            fulfilled: 0, partly: 0, alternativeAccepted: 0, declinedWithReason: 0, open: 0)
        #expect(none.answeredShare == nil && none.answeredInterval == nil)
    }
}
