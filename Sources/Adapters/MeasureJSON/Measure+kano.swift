import ExactJSON
import Measures

extension Measure {
    static let kano: [Measure] = [
        kanoTable, duMouchelScores, kanoCoefficients, fongTest, kanoAnswers,
    ]

    private static let kanoTable = Measure(
        "kano-evaluation-table",
        formula: "like/like, dislike/dislike Q; like/dislike O; like/* A; */like, dislike/* R; "
            + "*/dislike M; else I",
        units: "rows functional, columns dysfunctional, in the order given; pouliot (default "
            + "false) makes must/must and live/live Q",
        source: "Kano, Seraku, Takahashi & Tsuji 1984, Hinshitsu 14(2):39-48; Pouliot 1993, "
            + "Center for Quality of Management Journal 2(4)"
    ) { (input) throws(MeasureProblem) in
        let order = try answers(input["order"])
        let isStrict = try input.optional("pouliot")?.flag ?? false
        let rows = order.map { functional in
            order.map {
                KanoCategory(functional: functional, dysfunctional: $0, isStrict: isStrict)
                    .rawValue
            }.joined()
        }
        return .object([("table", .array(rows.map(ExactJSON.string)))])
    }

    private static let duMouchelScores = Measure(
        "dumouchel-scores",
        formula: "functional like 4, must 2, neutral 0, live -1, dislike -2; dysfunctional "
            + "like -2, must -1, neutral 0, live 2, dislike 4",
        units: "points, in the order given",
        source: "DuMouchel 1993, Center for Quality of Management Journal 2(4)"
    ) { (input) throws(MeasureProblem) in
        let order = try answers(input["order"])
        return .object([
            ("functional", ExactJSON(order.map(\.functionalScore))),
            ("dysfunctional", ExactJSON(order.map(\.dysfunctionalScore))),
        ])
    }

    private static let kanoCoefficients = Measure(
        "kano-category-and-timko-berger-satisfaction-coefficients",
        formula: "cs+ = (A+O)/(A+O+M+I); cs- = -(O+M)/(A+O+M+I); category = the largest, ties "
            + "in the order M, O, A, I, R, Q",
        units: "counts or percentages in; cs_plus 0...1, cs_minus -1...0; by wish",
        source: "Berger et al. 1993, Center for Quality of Management Journal 2(4); Sauerwein, "
            + "Bailom, Matzler & Hinterhuber 1996, IX. Working Seminar on Production Economics"
    ) { (input) throws(MeasureProblem) in
        let wishes = try input.fields
        guard !wishes.isEmpty else { throw input.problem("at least one wish belongs here") }
        var answer: [(name: String, value: ExactJSON)] = []
        for (name, wish) in wishes {
            var spread = KanoDistribution()
            for category in KanoCategory.allCases {
                let mayMiss = category == .reverse || category == .questionable
                if mayMiss, wish.optional(category.rawValue) == nil { continue }
                spread[category] = try wish[category.rawValue].notBelowZero
            }
            let (plus, minus) = try coefficients(spread, of: wish)
            guard let modal = spread.modal else { throw nobody(wish) }
            answer.append(
                (
                    name,
                    .object([
                        ("cs_plus", plus), ("cs_minus", minus),
                        ("category", .string(modal.rawValue)),
                        ("total", try wish.answer(spread.total)),
                    ])
                ))
        }
        return .object(answer)
    }

    private static let fongTest = Measure(
        "fong-test",
        formula: "difference = a - b; critical = 1.65 sqrt((a+b)(2n-a-b)/(2n)); distinguishable "
            + "when difference >= critical",
        units: "people; a in the largest class, b in the next, n in all",
        source: "Fong 1996, Center for Quality of Management Journal 5(3)",
        ofEach: { (input) throws(MeasureProblem) in
            let all = try input["n"].positive
            let first = try input["first"].number(in: 0...all)
            let second = try input["second"].number(in: 0...first)
            guard first + second <= all else {
                throw input.problem("first and second together are more than n")
            }
            let test = FongTest(first: first, second: second, of: all)
            return [
                ("difference", try input.answer(test.difference)),
                ("critical", try input.answer(test.critical)),
                ("distinguishable", .bool(test.isDistinguishable)),
            ]
        })

    private static let kanoAnswers = Measure(
        "kano-from-raw-answers",
        formula: "counts by the evaluation table; cs = [(A+O), -(O+M)]/(A+O+M+I); means of "
            + "DuMouchel's scores without Q; se = sd(n-1)/sqrt(n)",
        units: "pairs [functional, dysfunctional]; counts of people, cs 0...1 and -1...0, means "
            + "in points -2...4; flip_reversed (default false) turns an R answer's question",
        source: "DuMouchel 1993 and Berger et al. 1993, Center for Quality of Management "
            + "Journal 2(4)"
    ) { (input) throws(MeasureProblem) in
        var pairs: [KanoPair] = []
        for item in try input["pairs"].someItems {
            let both = try item.items
            guard both.count == 2 else {
                throw item.problem("two answers belong here: functional, dysfunctional")
            }
            pairs.append(
                KanoPair(functional: try answer(both[0]), dysfunctional: try answer(both[1])))
        }
        let isStrict = try input.optional("pouliot")?.flag ?? false
        let flips = try input.optional("flip_reversed")?.flag ?? false
        guard let summary = KanoSummary(pairs, isStrict: isStrict, flipsReversed: flips) else {
            throw input.problem("at least two pairs that are not Q are needed for a spread")
        }
        let (plus, minus) = try coefficients(summary.distribution, of: input)
        let order: [KanoCategory] = [
            .attractive, .oneDimensional, .must, .indifferent, .reverse, .questionable,
        ]
        return .object([
            (
                "counts",
                .object(
                    order.map { category in
                        let count = pairs.count { $0.category(isStrict: isStrict) == category }
                        return (category.rawValue, ExactJSON(count))
                    })
            ),
            ("cs", .array([plus, minus])),
            ("functional_mean", ExactJSON(summary.functional.mean)),
            ("dysfunctional_mean", ExactJSON(summary.dysfunctional.mean)),
            ("functional_se", ExactJSON(summary.functional.standardError)),
            ("dysfunctional_se", ExactJSON(summary.dysfunctional.standardError)),
            ("functional_sd", ExactJSON(summary.functional.deviation)),
            ("dysfunctional_sd", ExactJSON(summary.dysfunctional.deviation)),
        ])
    }

    private static func answer(_ input: MeasureInput) throws(MeasureProblem) -> KanoAnswer {
        guard let answer = KanoAnswer(rawValue: try input.text) else {
            throw input.problem("like, must, neutral, live or dislike belongs here")
        }
        return answer
    }

    private static func answers(_ input: MeasureInput) throws(MeasureProblem) -> [KanoAnswer] {
        let items = try input.someItems
        guard items.count <= KanoAnswer.allCases.count else {
            throw input.problem("each of the five answers belongs here at most once")
        }
        var answers: [KanoAnswer] = []
        for item in items {
            let answer = try answer(item)
            guard !answers.contains(answer) else { throw item.problem("stands twice") }
            answers.append(answer)
        }
        return answers
    }

    private static func coefficients(
        _ spread: KanoDistribution, of input: MeasureInput
    ) throws(MeasureProblem) -> (ExactJSON, ExactJSON) {
        guard let plus = spread.satisfactionWhenThere,
            let minus = spread.dissatisfactionWhenMissing
        else { throw nobody(input) }
        return (try input.answer(plus), try input.answer(minus))
    }

    private static func nobody(_ input: MeasureInput) -> MeasureProblem {
        input.problem("nobody is in A, O, M or I, so there is nothing to divide by")
    }
}
