import ExactJSON
import Measures

extension Measure {
    static let choices: [Measure] = [bradleyTerry, maxDiff]

    /// So that the worst case takes seconds.
    private static let itemCountMax = 150
    private static let shownCountMax = 20
    private static let taskCountMax = 20_000

    private static let bradleyTerry = Measure(
        "bradley-terry-maximum-likelihood",
        formula: "logit P(a over b) = u_a - u_b; maximum likelihood, or with u ~ N(prior_mean, "
            + "prior_variance); se of u - u_reference from the inverse information; share "
            + "e^u/sum e^u",
        units: "wins: row chosen over column; log_ability on the logit scale, 0 at the "
            + "reference; next_pair tells most, information in nats",
        source: "Bradley & Terry 1952, Biometrika 39:324-345; Hunter 2004, Annals of Statistics "
            + "32:384-406; Agresti 2002, Categorical Data Analysis, p. 438-448"
    ) { (input) throws(MeasureProblem) in
        let names = try names(input)
        let place = try input["wins"]
        let rows = try place.items
        guard rows.count == names.count else {
            throw place.problem("as many rows as items belong here: \(names.count)")
        }
        var wins = Matrix(rows: names.count, columns: names.count)
        for (row, list) in rows.enumerated() {
            let cells = try list.items
            guard cells.count == names.count else {
                throw list.problem("as many numbers as items belong here: \(names.count)")
            }
            for (column, cell) in cells.enumerated() {
                wins[row, column] = try cell.notBelowZero
                guard row != column || wins[row, column] == 0 else {
                    throw cell.problem("an item is not chosen over itself: 0 belongs here")
                }
            }
        }
        let reference = try input.optional("reference").map { field throws(MeasureProblem) in
            try position(field, in: names)
        }
        let choices = PairChoices(wins: wins)
        let prior = try prior(input, count: names.count)
        let belief = try told(names, input) { () throws(ChoiceRefusal) in
            if let prior { return try choices.belief(prior: prior) }
            return try choices.likeliest()
        }
        var answer: [(name: String, value: ExactJSON)] = [
            ("log_ability", try input.answer(belief.relative(to: reference ?? 0))),
            (
                "se",
                try input.answer(belief.standardErrors(relativeTo: reference ?? 0))
            ),
            ("share", try input.answer(belief.shares)),
        ]
        if let next = belief.nextPair {
            answer.append(
                (
                    "next_pair",
                    .object([
                        ("one", .string(names[next.one])), ("other", .string(names[next.other])),
                        ("information", try input.answer(next.information)),
                    ])
                ))
        }
        return .object(answer)
    }

    private static let maxDiff = Measure(
        "maxdiff-counts-and-maxdiff-model-utilities",
        formula: "standardised = (best - worst)/shown; P(b, w) = e^(u_b - u_w)/sum_(j<>k) "
            + "e^(u_j - u_k); maximum likelihood with sum u = 0, or with u ~ N(prior_mean, "
            + "prior_variance); share e^u/sum e^u",
        units: "counts by item; utilities on the logit scale in the order of items; shares 0...1",
        source: "Marley & Louviere 2005, Journal of Mathematical Psychology 49:464-480; Finn & "
            + "Louviere 1992, Journal of Public Policy & Marketing 11(2):12-25"
    ) { (input) throws(MeasureProblem) in
        let names = try names(input)
        let tasks = try tasks(input["tasks"], names)
        let choices = BestWorstChoices(itemCount: names.count, tasks: tasks)
        let shown = choices.shown
        if let unseen = shown.firstIndex(of: 0) {
            throw try input["items"].problem(
                "\"\(names[unseen].prefix(80))\" was never shown: leave it out")
        }
        let prior = try prior(input, count: names.count)
        let belief = try told(names, input) { () throws(ChoiceRefusal) in
            if let prior { return try choices.belief(prior: prior) }
            return try choices.likeliest()
        }
        let middle = belief.utilities.reduce(0, +) / Double(names.count)
        func byItem(_ values: [ExactJSON]) -> ExactJSON { .object(Array(zip(names, values))) }
        return .object([
            ("best", byItem(choices.best.map(ExactJSON.init))),
            ("worst", byItem(choices.worst.map(ExactJSON.init))),
            ("shown", byItem(shown.map(ExactJSON.init))),
            ("best_minus_worst", byItem(choices.bestMinusWorst.map(ExactJSON.init))),
            ("standardised", byItem(choices.standardised.map { ExactJSON($0 ?? 0) })),
            ("utility_centered", try input.answer(belief.utilities.map { $0 - middle })),
            ("share", try input.answer(belief.shares)),
        ])
    }

    private static func tasks(
        _ input: MeasureInput, _ names: [String]
    ) throws(MeasureProblem) -> [BestWorstTask] {
        let items = try input.someItems
        guard items.count <= taskCountMax else {
            throw input.problem("at most \(taskCountMax) tasks")
        }
        var tasks: [BestWorstTask] = []
        for item in items {
            var shown: [Int] = []
            for one in try item["shown"].items {
                let position = try position(one, in: names)
                guard !shown.contains(position) else { throw one.problem("stands twice") }
                shown.append(position)
            }
            guard shown.count <= shownCountMax else {
                throw item.problem("at most \(shownCountMax) items are shown at once")
            }
            let best = try position(item["best"], in: names)
            let worst = try position(item["worst"], in: names)
            guard shown.contains(best), shown.contains(worst), best != worst else {
                throw item.problem("best and worst must be two different items of those shown")
            }
            tasks.append(BestWorstTask(shown: shown, best: best, worst: worst))
        }
        return tasks
    }

    private static func names(_ input: MeasureInput) throws(MeasureProblem) -> [String] {
        let place = try input["items"]
        let names = try place.texts
        guard (2...itemCountMax).contains(names.count) else {
            throw place.problem("2 to \(itemCountMax) items belong here")
        }
        guard Set(names).count == names.count else { throw place.problem("an item stands twice") }
        return names
    }

    private static func position(
        _ input: MeasureInput, in names: [String]
    ) throws(MeasureProblem) -> Int {
        guard let position = names.firstIndex(of: try input.text) else {
            throw input.problem("\(input.value.shown) is not among the items")
        }
        return position
    }

    private static func prior(
        _ input: MeasureInput, count: Int
    ) throws(MeasureProblem) -> ChoicePrior? {
        guard let variance = input.optional("prior_variance") else { return nil }
        var means = Array(repeating: 0.0, count: count)
        if let given = input.optional("prior_mean") {
            means = try given.numbers
            guard means.count == count else {
                throw given.problem("as many numbers as items belong here: \(count)")
            }
        }
        return ChoicePrior(means: means, variance: try variance.positive)
    }

    private static func told(
        _ names: [String], _ input: MeasureInput,
        _ compute: () throws(ChoiceRefusal) -> ChoiceBelief
    ) throws(MeasureProblem) -> ChoiceBelief {
        do throws(ChoiceRefusal) {
            return try compute()
        } catch {
            switch error {
            case .separated(let one, let other):
                throw input.problem(
                    "no chain of choices leads from \"\(names[one].prefix(80))\" to "
                        + "\"\(names[other].prefix(80))\", so the most likely importance is "
                        + "endless: give more choices, or a prior_variance")
            case .notConverged:
                throw input.problem(
                    "no most likely importance was found: the counts are too large or too unequal")
            }
        }
    }
}
