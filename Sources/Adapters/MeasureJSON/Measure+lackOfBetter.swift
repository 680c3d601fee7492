import ExactJSON
import Measures

extension Measure {
    /// Satisfied, and yet giving up a lot: measures.md 1.4.
    static let lackOfBetter: [Measure] = [share, betaTail, threshold]

    private static let share = Measure(
        "satisfied-for-lack-of-better-share",
        formula: "soft = sum of p over the satisfied / satisfied; "
            + "hard = satisfied with p >= 0.5 / satisfied, with Wilson's interval",
        units: "share of the satisfied, 0…1; null stands for what is not known",
        source: "measures.md 1.4; Wilson 1927, J. American Statistical Association 22:209-212",
        computing: { (input) throws(MeasureProblem) in
            let satisfied = try input["satisfied"].items
            let chances = try input["prob_sacrifice_ge_tau"].items
            guard satisfied.count == chances.count else {
                throw input.problem(
                    "\"satisfied\" and \"prob_sacrifice_ge_tau\" differ in length")
            }
            var people: [(isSatisfied: Bool?, probability: Double?)] = []
            for (one, chance) in zip(satisfied, chances) {
                people.append(
                    (one.isNull ? nil : try one.flag, chance.isNull ? nil : try chance.share))
            }
            let found = try input.demand(
                LackOfBetterShare(people),
                or: "nobody is satisfied of whom it is known what they give up: there is no share")
            return .object([
                ("soft_share", try input.answer(found.soft)),
                ("hard_share", try input.answer(found.hard)),
                ("hard_wilson95", try input.answer(found.interval)),
                ("satisfied", ExactJSON(found.satisfied)),
                ("lacking", ExactJSON(found.lacking)),
                ("unknown", ExactJSON(found.unknown)),
            ])
        })

    private static let betaTail = Measure(
        "p-from-a-beta-posterior", formula: "P(s >= tau) = 1 - I_tau(alpha, beta)",
        units: "probability, 0…1",
        source: "regularised incomplete beta function: Abramowitz & Stegun 1964, 26.5",
        ofEach: { (input) throws(MeasureProblem) in
            let posterior = BetaDistribution(
                a: try input["alpha"].positive, b: try input["beta"].positive)
            let chance = LackOfBetter.probability(posterior, threshold: try input["tau"].share)
            return [("prob", try input.answer(chance))]
        })

    private static let threshold = Measure(
        "lack-of-better-threshold",
        formula: "tau with the largest sensitivity + specificity - 1",
        units: "tau 0…1; J 0…1; at least \(LackOfBetterThreshold.leastAnswers) answers",
        source: "Youden 1950, Cancer 3:32-35",
        computing: { (input) throws(MeasureProblem) in
            var answers: [(sacrifice: Double, saysSo: Bool)] = []
            for item in try input["answers"].items {
                answers.append(
                    (try item["sacrifice"].share, try item["nothing_better"].flag))
            }
            let found = try input.demand(
                LackOfBetterThreshold(answers),
                or: "at least \(LackOfBetterThreshold.leastAnswers) answers belong here, "
                    + "some of each kind")
            return .object([
                ("tau", try input.answer(found.threshold)),
                ("youden_j", try input.answer(found.youdenJ)), ("n", ExactJSON(found.count)),
            ])
        })
}
