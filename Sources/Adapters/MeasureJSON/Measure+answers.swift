import ExactJSON
import Measures

extension Measure {
    /// measures.md 1.16: everything that may be said from those who answered, in one place.
    static let answers = Measure(
        "answers-report",
        formula: "logit P(answers | asked) on features; pi = max(0.02, P(asked) P(answers)); ipw = "
            + "sum(y/pi)/sum(1/pi); aipw = mean f + sum((y-f)/pi)/N, -+ shift silent/N; "
            + "silent f -+ shift, held to 0...1; manski [sum y, sum y + silent]/N",
        units:
            "people {features, ask_probability, asked, answer 0...1 or null, predicted 0...1}; means "
            + "of sacrifice 0...1; n_eff answers; answering null when all asked answered",
        source: "Rosenbaum & Rubin 1983, Biometrika 70:41-55; Robins, Rotnitzky & Zhao 1994, JASA "
            + "89:846; Manski 1989, J. Hum. Resour. 24:343"
    ) { (input) throws(MeasureProblem) in
        let place = try input["people"]
        let people = try asked(place)
        let shift = try input.optional("shift")?.share ?? AnswerReport.shift
        let report: AnswerReport
        let prior = try input.priorVariance
        do throws(AnswerReport.Refusal) {
            report = try AnswerReport(people, shift: shift, priorVariance: prior)
        } catch {
            switch error {
            case .answeredUnasked(let person):
                throw MeasureProblem(
                    place: "\(place.place)[\(person)]",
                    message: "an answer of somebody who was not asked belongs elsewhere")
            case .nobodyAnswered: throw place.problem("at least one answer belongs here")
            case .undecided:
                throw place.problem(
                    "among those asked a feature does not vary, follows from others, or alone "
                        + "decides who answers: leave it out, or give a prior_variance")
            }
        }
        var fields: [(name: String, value: ExactJSON)] = [
            ("people", ExactJSON(people.count)), ("asked", ExactJSON(report.askedCount)),
            ("answered", ExactJSON(report.answeredCount)),
            ("answering", try model(report.answering, input)),
            ("held_up_to_least", ExactJSON(report.heldUpCount)),
            ("propensity", try input.answer(report.propensities)),
        ]
        fields += try input.finite([
            ("naive", report.naive), ("events_only", report.predicted.eventsOnly),
            ("ipw", report.weighted.value), ("n_eff", report.weighted.effectiveCount),
            ("aipw", report.predicted.doublyRobust), ("silent_lower", report.shifted.lower),
            ("silent_as_predicted", report.shifted.asPredicted),
            ("silent_higher", report.shifted.higher),
        ])
        fields.append(("aipw_shifted", try input.answer(report.robustShifted)))
        fields.append(("manski", try input.answer(report.bounds)))
        return .object(fields)
    }

    private static func asked(
        _ place: MeasureInput
    ) throws(MeasureProblem) -> [AskedPerson] {
        var people: [AskedPerson] = []
        for item in try place.someItems {
            var features: [Double] = []
            for feature in try item["features"].items {
                features.append(try feature.number(in: -1e60...1e60))
            }
            guard (1...50).contains(features.count),
                features.count == people.first?.features.count ?? features.count
            else {
                throw try item["features"].problem("1 to 50, as many for everyone, belong here")
            }
            let answer = try item["answer"]
            people.append(
                AskedPerson(
                    features: features,
                    askChance: try item["ask_probability"].number(in: 1e-9...1),
                    wasAsked: try item["asked"].flag,
                    answer: answer.isNull ? nil : try answer.share,
                    predicted: try item["predicted"].share))
        }
        return people
    }
}
