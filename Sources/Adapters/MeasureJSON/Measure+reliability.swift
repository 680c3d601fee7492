import ExactJSON
import Measures

extension Measure {
    /// How far a number is the same again: measures.md 1.6.
    static let reliability: [Measure] = [differences, personMean, validity]

    private static let differences = Measure(
        "difference-score-reliability",
        formula: "(sx^2 rxx + sy^2 ryy - 2 rxy sx sy)/(sx^2 + sy^2 - 2 rxy sx sy)",
        units: "1 and less; below 0 the three do not belong together",
        source: "Lord 1963, in Harris (ed.), Problems in Measuring Change; Peter, Churchill & "
            + "Brown 1993, J. Consumer Research 19:655-662",
        ofEach: { (input) throws(MeasureProblem) in
            let most = Double.greatestFiniteMagnitude
            let reliability = differenceReliability(
                x: (try input["rxx"].share, try input["sx"].number(in: 0...most)),
                y: (try input["ryy"].share, try input["sy"].number(in: 0...most)),
                correlation: try input["rxy"].number(in: -1...1))
            let found = try input.demand(
                reliability, or: "the difference does not vary: there is nothing to be reliable")
            return [("reliability", try input.answer(found))]
        })

    private static let personMean = Measure(
        "reliability-of-a-person-mean-after-n",
        formula: "tau^2/(tau^2 + sigma^2/n)",
        units: "0…1; below \(MeanReliability.leastToRank) people are not ranked",
        source: "Spearman 1910 and Brown 1910, British J. of Psychology 3:271-322",
        computing: { (input) throws(MeasureProblem) in
            let most = Double.greatestFiniteMagnitude
            let between = try input["between_var"].number(in: 0...most)
            let within = try input["within_var"].number(in: 0...most)
            let count = try input["n"]
            var values: [Double] = []
            for item in count.isList ? try count.items : [count] {
                let reliability = MeanReliability.after(
                    try item.number(in: 1...1e12), between: between, within: within)
                values.append(
                    try input.demand(reliability, or: "one of the variances must be above 0"))
            }
            guard let first = values.first else {
                throw count.problem("at least one number belongs here")
            }
            return .object([
                ("reliability", count.isList ? try input.answer(values) : try input.answer(first)),
                (
                    "may_rank",
                    count.isList
                        ? .array(values.map { .bool($0 >= MeanReliability.leastToRank) })
                        : .bool(first >= MeanReliability.leastToRank)
                ),
            ])
        })

    private static let validity = Measure(
        "sacrifice-validity",
        formula: "|corr(sacrifice, gap)| < \(SacrificeValidity.discriminantBelow); "
            + "corr(sacrifice, stated) > \(SacrificeValidity.convergentAbove)",
        units: "correlations -1…1, one number a person in each list",
        source: "Campbell & Fiske 1959, Psychological Bulletin 56:81-105",
        computing: { (input) throws(MeasureProblem) in
            let found = try input.demand(
                SacrificeValidity(
                    sacrifice: try input["sacrifice"].numbers, gap: try input["gap"].numbers,
                    statedSacrifice: try input["stated_sacrifice"].numbers),
                or: "three lists of one length belong here, two people at least, none the same "
                    + "for all")
            return .object([
                ("discriminant", try input.answer(found.discriminant)),
                ("convergent", try input.answer(found.convergent)),
                ("is_discriminant", .bool(found.isDiscriminant)),
                ("is_convergent", .bool(found.isConvergent)),
            ])
        })
}
