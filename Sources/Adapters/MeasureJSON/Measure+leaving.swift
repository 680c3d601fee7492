import ExactJSON
import Measures

/// Who leaves: measures.md 1.6 and 1.11.
extension Measure {
    static let leaving = Measure(
        "sacrifice-adds-to-the-gap-in-predicting-leaving",
        formula: "logit P(left) = b0 + b1 gap (+ b2 sacrifice), fitted where time < split; LR = "
            + "2(l_both - l_gap), chi squared with 1 degree; later: mean -ln P(what happened), AUC",
        units:
            "people {time, sacrifice 0...1, gap -1...1, left}; coefficients in log odds; log_loss "
            + "nats, ln 2 a coin's; auc 0...1, null when all or nobody left later",
        source: "Wilks 1938, Ann. Math. Stat. 9:60-62; Hanley & McNeil 1982, Radiology 143:29-36"
    ) { (input) throws(MeasureProblem) in
        var cases: [LeavingCase] = []
        for item in try input["people"].someItems {
            cases.append(
                LeavingCase(
                    time: try item["time"].number, sacrifice: try item["sacrifice"].share,
                    gap: try item["gap"].number(in: -1...1), left: try item["left"].flag))
        }
        let split = try input["split"].number
        guard cases.contains(where: { $0.time < split }),
            cases.contains(where: { $0.time >= split })
        else { throw try input["split"].problem("people before it and after it belong here") }
        let test = LeavingTest(cases, split: split, priorVariance: try input.priorVariance)
        guard let test else {
            throw try input["people"].problem(
                "before the split some must have left and some not, and gap and sacrifice must "
                    + "vary, not together; where they alone decide who left, give a prior_variance")
        }
        return .object([
            ("lr", try input.answer(test.likelihoodRatio)),
            ("p", try input.answer(test.chance)),
            ("gap_only", try model(test.byGap, input)), ("both", try model(test.byBoth, input)),
            ("later_gap_only", try score(test.laterByGap, input)),
            ("later_both", try score(test.laterByBoth, input)),
            ("n_earlier", ExactJSON(test.earlierCount)), ("n_later", ExactJSON(test.laterCount)),
            ("adds_to_gap", .bool(test.addsToGap)),
        ])
    }

    private static func line(
        _ line: LearningLine?, _ input: MeasureInput
    ) throws(MeasureProblem) -> ExactJSON {
        guard let line else { return .null }
        return try input.answer([line.level, line.perDoubling])
    }

    /// Null when there is none.
    static func model(
        _ model: LogisticRegression?, _ input: MeasureInput
    ) throws(MeasureProblem) -> ExactJSON {
        guard let model else { return .null }
        return .object([
            ("coef", try input.answer(model.coefficients)),
            ("se", try input.answer(model.standardErrors)),
            ("loglik", try input.answer(model.logLikelihood)),
        ])
    }

    private static func score(
        _ score: ForetellingScore, _ input: MeasureInput
    ) throws(MeasureProblem) -> ExactJSON {
        .object([
            ("log_loss", try input.answer(score.logLoss)),
            ("auc", try input.answer(orUnknown: score.ranking)),
        ])
    }

    static let staying = Measure(
        "learning-curve-weighted-by-staying",
        formula: "logit P(stays) = b0 + b1 s_before + b2 period; weight 1/max(0.02, product of P); "
            + "weighted means by period; lines by weighted least squares on log2(period)",
        units:
            "people: lists of sacrifice 0...1 by period until they left; n_eff people; leavers_last "
            + "null when nobody left, as is staying; line [level, change with a doubling]",
        source: "Robins, Rotnitzky & Zhao 1995, J. Am. Stat. Assoc. 90:106-121"
    ) { (input) throws(MeasureProblem) in
        let place = try input["people"]
        var people: [[Double]] = []
        for person in try place.someItems {
            var values: [Double] = []
            for item in try person.someItems { values.append(try item.share) }
            people.append(values)
        }
        let curve: StayingCurve
        let prior = try input.priorVariance
        do throws(StayingCurve.Refusal) {
            curve = try StayingCurve(people, priorVariance: prior)
        } catch {
            throw place.problem(
                error == .nobody
                    ? "at least one person with a period belongs here"
                    : "what was given up does not vary, or alone decides who stays: give a "
                        + "prior_variance")
        }
        return .object([
            ("means", try input.answer(curve.means)),
            ("weighted_means", try input.answer(curve.weightedMeans)),
            ("n_eff", try input.answer(curve.effectiveCounts)),
            ("line", try line(curve.line, input)),
            ("weighted_line", try line(curve.weightedLine, input)),
            ("leavers", ExactJSON(curve.leaverCount)),
            ("leavers_last", try input.answer(orUnknown: curve.leaversLast)),
            ("staying", try model(curve.staying, input)),
        ])
    }
}

extension MeasureInput {
    /// Of a model's coefficients in standard deviations; `nil` when it is not said.
    var priorVariance: Double? {
        get throws(MeasureProblem) { try numberIfThere("prior_variance", in: 1e-9...1e9) }
    }
}
