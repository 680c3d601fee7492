import ExactJSON
import Measures

/// measures.md 1.16: those who answer are not everybody.
extension Measure {
    static let weighting: [Measure] = [
        inversePropensity, raking, poststratified, predictionPowered, silent,
    ]

    private static let inversePropensity = Measure(
        "inverse-propensity-weighted-mean",
        formula: "pi_L = share of A = 1 among L; sum(A y/pi) / sum(A/pi); the other side with "
            + "1 - pi; n_eff = (sum w)^2 / sum w^2 of the first",
        units: "L kinds, A answered, Y values (null where not known), a person each; the other "
            + "side null when a kind has nobody silent or a Y of theirs is not known",
        source: "Hájek 1971; Hernán & Robins, What If, 2.4; Kish 1965, 11.7",
        computing: { (input) throws(MeasureProblem) in try input.eachAlone(weighted) })

    private static func weighted(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        let kinds = try input["L"].numbers(least: 1)
        let answered = try input["A"].flags(kinds.count, of: "L")
        let values = try input["Y"].numbersOrMissing
        guard values.count == kinds.count else {
            throw try input["Y"].problem("\(kinds.count) values belong here, one for each of \"L\"")
        }
        guard values.allSatisfy({ abs($0 ?? 0) <= 1e100 }) else {
            throw try input["Y"].problem("values beyond 1e100 have no mean")
        }
        var counts: [Double: (people: Double, answered: Double)] = [:]
        for (kind, isAnswered) in zip(kinds, answered) {
            counts[kind, default: (0, 0)].people += 1
            if isAnswered { counts[kind, default: (0, 0)].answered += 1 }
        }
        var propensities: [(kind: Double, share: Double)] = []
        for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
            guard count.answered > 0 else {
                throw try input["A"].problem(
                    "nobody of kind \(named(kind)) answered: nothing stands for them")
            }
            propensities.append((kind, count.answered / count.people))
        }
        let shares = Dictionary(uniqueKeysWithValues: propensities.map { ($0.kind, $0.share) })
        var (said, chances): ([Double], [Double]) = ([], [])
        var (others, otherChances): ([Double], [Double]) = ([], [])
        for (place, kind) in kinds.enumerated() {
            let share = shares[kind] ?? 1
            if answered[place] {
                guard let value = values[place] else {
                    throw try input["Y"].problem("person \(place + 1) answered: say what")
                }
                said.append(value)
                chances.append(share)
            } else if let value = values[place] {
                others.append(value)
                otherChances.append(1 - share)
            }
        }
        let isOtherWhole =
            propensities.allSatisfy { $0.share < 1 }
            && others.count + said.count == kinds.count
        guard let mean = WeightedMean.inverse(said, propensities: chances), mean.value.isFinite
        else { throw try input["Y"].problem("the values are too large for a mean") }
        let other = isOtherWhole ? WeightedMean.inverse(others, propensities: otherChances) : nil
        return [
            (
                "propensity",
                .object(propensities.map { ("L\(named($0.kind))", ExactJSON($0.share)) })
            ),
            ("naive_mean", ExactJSON(Moments(said).mean)),
            ("ipw_mean", ExactJSON(mean.value)),
            ("ipw_mean_nonresponders_side", other.map { ExactJSON($0.value) } ?? .null),
            ("kish_neff", ExactJSON(mean.effectiveCount)),
        ]
    }

    private static func named(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }

    private static let raking = Measure(
        "raking-to-two-margins",
        formula: "rows, then columns, are scaled to their targets until both are met to 1e-10; "
            + "odds_ratio = ad / bc",
        units: "table rows of cells; targets in their unit; odds_ratio of two by two cells, null "
            + "when b or c is empty",
        source: "Deming & Stephan 1940, Ann. Math. Stat. 11:427",
        computing: { (input) throws(MeasureProblem) in try input.eachAlone(rake) })

    private static func rake(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        let (rows, columns) = (try input["row_targets"].margin, try input["col_targets"].margin)
        let table = try input["table"].table(rows: rows.count, columns: columns.count)
        let (all, other) = (rows.reduce(0, +), columns.reduce(0, +))
        guard abs(all - other) <= 1e-9 * all else {
            throw try input["col_targets"].problem(
                "these come to \(other), the row targets to \(all): they must be the same people")
        }
        guard let fitted = raked(table, rows: rows, columns: columns) else {
            throw try input["table"].problem(
                "no table with these empty cells meets the targets: put people in them, or join "
                    + "rows or columns")
        }
        var answer: [(name: String, value: ExactJSON)] = [
            ("fitted", .array(fitted.map { ExactJSON($0) }))
        ]
        if rows.count == 2, columns.count == 2 {
            let odds = fitted[0][0] / fitted[0][1] * (fitted[1][1] / fitted[1][0])
            answer.append(("odds_ratio", ExactJSON(odds)))
        }
        return answer
    }

    private static let poststratified = Measure(
        "post-stratified-mean-and-kish-effective-sample",
        formula: "sum (N/all N) mean; naive sum (n/all n) mean; w = N/n; n_eff = (sum n w)^2 / "
            + "sum n w^2",
        units: "N people, n of them seen, the mean of these; weights people for whom each stands",
        source: "Holt & Smith 1979, J. R. Stat. Soc. A 142:33; Kish 1965, 11.7",
        ofEach: { (input) throws(MeasureProblem) in
            var strata: [Stratum] = []
            for item in try input["strata"].items {
                strata.append(
                    Stratum(
                        people: try item["N"].number(in: 1e-9...1e15),
                        seen: try item["n"].number(in: 1e-9...1e15),
                        mean: try item["mean"].number(in: -1e100...1e100)))
            }
            guard !strata.isEmpty else {
                throw try input["strata"].problem("at least 1 stratum belongs here")
            }
            let whole = Stratum.poststratified(strata)
            return [
                ("naive", ExactJSON(whole.naive)), ("poststratified", ExactJSON(whole.mean)),
                ("weights", ExactJSON(strata.map(\.weight))),
                ("kish_neff", ExactJSON(whole.effectiveCount)),
            ]
        })

    private static let predictionPowered = Measure(
        "prediction-powered-mean-and-aipw-with-logged",
        formula: "ppi = mean f + mean(y - f); aipw = mean f + sum((y - f)/pi) / N",
        units: "f a person each; answered_index from 0; answers and their pi one an answer; all in "
            + "the unit of f",
        source: "Angelopoulos, Bates, Fannjiang, Jordan & Zrnic 2023, Science 382:669; Robins, "
            + "Rotnitzky & Zhao 1994, JASA 89:846",
        ofEach: { (input) throws(MeasureProblem) in
            guard let mean = PredictedMean(try input.predictions) else {
                throw try input["answers"].problem("at least 1 answer belongs here")
            }
            return try input.finite([
                ("events_only", mean.eventsOnly), ("answers_only", mean.answersOnly),
                ("ppi", mean.predictionPowered), ("aipw", mean.doublyRobust),
            ])
        })

    private static let silent = Measure(
        "bounds-of-a-mean-with-silent-people",
        formula: "manski = [sum y, sum y + silent] / N; shifted by d: (sum y + sum over silent of "
            + "f + d, held to 0…1) / N",
        units: "predictions and answers 0…1; as prediction-powered-mean-and-aipw-with-logged; d is "
            + "shift, 0.1 unless said",
        source: "Manski 1989, J. Hum. Resour. 24:343; measures.md 1.16",
        ofEach: { (input) throws(MeasureProblem) in
            let people = try input.predictions
            for person in people {
                guard (0...1).contains(person.predicted), (0...1).contains(person.answer ?? 0)
                else { throw input.problem("predictions and answers are in 0…1 here") }
            }
            let shift = try input.optional("shift")?.share ?? 0.1
            let bounds = SilentPeople.bounds(people.map(\.answer))
            return [
                ("manski", ExactJSON([bounds.low, bounds.high])),
                ("lower", ExactJSON(SilentPeople.shifted(people, by: -shift))),
                ("as_predicted", ExactJSON(SilentPeople.shifted(people, by: 0))),
                ("higher", ExactJSON(SilentPeople.shifted(people, by: shift))),
            ]
        })
}

extension MeasureInput {
    /// Targets of rows or columns.
    fileprivate var margin: [Double] {
        get throws(MeasureProblem) {
            var targets: [Double] = []
            for item in try items { targets.append(try item.number(in: 1e-9...1e15)) }
            guard (1...1_000).contains(targets.count) else {
                throw problem("1 to 1000 targets belong here")
            }
            return targets
        }
    }

    /// Rows of cells, 0 or above.
    fileprivate func table(rows: Int, columns: Int) throws(MeasureProblem) -> [[Double]] {
        var table: [[Double]] = []
        for row in try items {
            var cells: [Double] = []
            for cell in try row.items {
                let people = try cell.number(in: 0...1e15)
                guard people == 0 || people >= 1e-9 else {
                    throw cell.problem("a cell is 0, or at least 1e-9")
                }
                cells.append(people)
            }
            guard cells.count == columns else {
                throw row.problem("\(columns) cells belong here, one for each of \"col_targets\"")
            }
            table.append(cells)
        }
        guard table.count == rows else {
            throw problem("\(rows) rows belong here, one for each of \"row_targets\"")
        }
        guard rows * columns <= 10_000 else { throw problem("at most 10000 cells") }
        return table
    }

    /// Everybody's prediction, with the answers of those who gave one.
    fileprivate var predictions: [Prediction] {
        get throws(MeasureProblem) {
            let predicted = try self["predicted_from_events"].numbers(least: 1)
            let answers = try self["answers"].numbers
            let places = try self["answered_index"].items
            let chances = try optional("ask_and_answer_probability")?.items
            guard places.count == answers.count else {
                throw try self["answered_index"].problem(
                    "\(answers.count) places belong here, one for each of \"answers\"")
            }
            guard chances.map({ $0.count == answers.count }) ?? true else {
                throw try self["ask_and_answer_probability"].problem(
                    "\(answers.count) chances belong here, one for each of \"answers\"")
            }
            var people = predicted.map { Prediction(predicted: $0) }
            for (number, item) in places.enumerated() {
                let place = try item.integer
                guard people.indices.contains(place), people[place].answer == nil else {
                    throw item.problem(
                        "0 to \(people.count - 1) belongs here, each at most once")
                }
                people[place] = Prediction(
                    predicted: predicted[place], answer: answers[number],
                    propensity: try chances?[number].number(in: 1e-9...1) ?? 1)
            }
            return people
        }
    }
}
