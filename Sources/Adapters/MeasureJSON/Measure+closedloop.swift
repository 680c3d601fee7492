import ExactJSON
import Measures

/// measures.md 1.15: does everything that is said get an answer?
extension Measure {
    static let closedLoop: [Measure] = [timeToAnswer, outcomeShares]

    private static let timeToAnswer = Measure(
        "time-to-answer-with-unanswered-items-censored",
        formula: "S(t) = prod over t_i <= t of (1 - d_i/n_i); se = S sqrt(sum d/(n(n-d))); median: "
            + "least t with S <= 0.5; rmst_tau = integral of S over 0…tau; incidence: "
            + "sum S(t_i-) d_i/n_i with S of both endings",
        units:
            "time any unit; answered 1, open 0; withdrawn 1 (optional) competes; tau the longest "
            + "time unless said; median null when half was not answered, mean when none was",
        source: "Kaplan & Meier 1958, JASA 53:457; Greenwood 1926; Aalen & Johansen 1978, "
            + "Scand. J. Stat. 5:141",
        computing: { (input) throws(MeasureProblem) in try input.eachAlone(answerTimes) })

    private static func answerTimes(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        let items = try input.answerTimes
        let curve = AnswerCurve(items)
        let end = try input.optional("tau")?.number(in: 0...1e300) ?? curve.timeMax
        var answer: [(name: String, value: ExactJSON)] = [
            ("at", ExactJSON(curve.steps.map(\.time))),
            ("unanswered_share", ExactJSON(curve.steps.map(\.unanswered))),
            ("greenwood_se", ExactJSON(curve.steps.map(\.standardError))),
            ("median", curve.median.map { ExactJSON($0) } ?? .null),
            ("tau", ExactJSON(end)),
            ("rmst_\(named(end))", ExactJSON(curve.restrictedMean(until: end))),
            ("naive_mean_of_answered", curve.meanOfAnswered.map { ExactJSON($0) } ?? .null),
        ]
        if input.optional("withdrawn") != nil {
            let steps = AnswerIncidence(items).steps
            answer.append(("incidence_at", ExactJSON(steps.map(\.time))))
            answer.append(("answered_incidence", ExactJSON(steps.map(\.answered))))
            answer.append(("withdrawn_incidence", ExactJSON(steps.map(\.withdrawn))))
        }
        return answer
    }

    /// 35 of 35.0.
    private static func named(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }

    private static let outcomeShares = Measure(
        "closed-loop-outcome-shares",
        formula: "answered = (fulfilled + partly + alternative_accepted + declined_with_reason) / "
            + "total; the others their own / total; Wilson 95 %",
        units: "counts of what was said; shares 0…1; open is not answered",
        source: "measures.md 1.15; Wilson 1927, JASA 22:209",
        ofEach: { (input) throws(MeasureProblem) in
            let total = try input["total"].people
            let loop = ClosedLoop(
                fulfilled: try input["fulfilled"].count, partly: try input["partly"].count,
                alternativeAccepted: try input["alternative_accepted"].count,
                declinedWithReason: try input["declined_with_reason"].count,
                open: try input["open"].count)
            guard loop.total == total, let interval = loop.answeredInterval,
                let answered = loop.answeredShare, let fulfilled = loop.fulfilledShare,
                let declined = loop.declinedWithReasonShare
            else {
                throw try input["total"].problem(
                    "the outcomes come to \(loop.total): say each once, what is open too")
            }
            return [
                ("answered_share", ExactJSON(answered)), ("fulfilled_share", ExactJSON(fulfilled)),
                ("declined_with_reason_share", ExactJSON(declined)),
                ("answered_wilson95", ExactJSON([interval.low, interval.high])),
            ]
        })
}

extension MeasureInput {
    /// `time`, `answered` and perhaps `withdrawn`, an item each.
    fileprivate var answerTimes: [AnswerTime] {
        get throws(MeasureProblem) {
            let times = try self["time"].numbers(least: 1)
            let answered = try self["answered"].flags(times.count, of: "time")
            let withdrawn = try optional("withdrawn")?.flags(times.count, of: "time")
            var items: [AnswerTime] = []
            for (place, time) in times.enumerated() {
                guard (0...1e300).contains(time) else {
                    throw try self["time"].problem("value \(place + 1) must not be below 0")
                }
                let isWithdrawn = withdrawn?[place] ?? false
                guard !(isWithdrawn && answered[place]) else {
                    throw problem("item \(place + 1) is answered or withdrawn, not both")
                }
                items.append(
                    AnswerTime(
                        time: time,
                        ending: answered[place] ? .answered : isWithdrawn ? .withdrawn : .stillOpen)
                )
            }
            return items
        }
    }

    /// A list of so many yeses and noes.
    func flags(_ count: Int, of other: String) throws(MeasureProblem) -> [Bool] {
        var flags: [Bool] = []
        for item in try items { flags.append(try item.flag) }
        guard flags.count == count else {
            throw problem("\(count) values belong here, one for each of \"\(other)\"")
        }
        return flags
    }
}
