import ExactJSON
import Measures

extension Measure {
    /// What was perceived less what was expected: measures.md 1.1.
    static let gaps: [Measure] = [unweightedGap, weightedGap]

    private static let servqual =
        "Parasuraman, Zeithaml & Berry 1988, J. Retailing 64:12-40"
    /// Beyond every scale in use.
    private static let gapRange = -100.0...100.0

    private static let unweightedGap = Measure(
        "servqual-unweighted-gap-score",
        formula: "mean of the dimensions' gaps; a dimension given as a list of items is their "
            + "mean when at least half were answered",
        units: "perceived - expected, on the scale of the answers; below 0 is less than expected",
        source: servqual,
        ofEach: { (input) throws(MeasureProblem) in
            let found = try input.demand(
                SatisfactionGap.score(try dimensions(of: input).map(\.gap)),
                or: "no dimension has an answer")
            return [
                ("sum", try input.answer(found.sum)),
                ("unweighted", try input.answer(found.unweighted)),
                ("coverage", try input.answer(found.coverage)),
            ]
        })

    private static let weightedGap = Measure(
        "servqual-weighted-gap-score",
        formula: "sum(weight x gap)/sum(weight) over the dimensions with a gap; "
            + "always between the smallest and the largest gap",
        units: "perceived - expected, on the scale of the answers; weights on any scale",
        source: "Zeithaml, Parasuraman & Berry 1990, Delivering Quality Service, Free Press",
        ofEach: { (input) throws(MeasureProblem) in
            let dimensions = try dimensions(of: try input["gaps"])
            let given = try input["weights"].weightsByName
            for weight in given where !dimensions.contains(where: { $0.name == weight.name }) {
                throw input.problem("\"gaps\" says nothing of \"\(weight.name)\"")
            }
            var weights: [Double] = []
            for dimension in dimensions {
                let weight = given.first { $0.name == dimension.name }?.value
                weights.append(
                    try input.demand(weight, or: "\"weights\" lacks \"\(dimension.name)\""))
            }
            let found = try input.demand(
                SatisfactionGap.score(dimensions.map(\.gap), weights: weights),
                or: "no dimension with an answer weighs anything")
            return [
                ("weighted", try input.answer(found.weighted)),
                ("unweighted", try input.answer(found.unweighted)),
                ("coverage", try input.answer(found.coverage)),
            ]
        })

    /// Each dimension's gap: a number, null, or a list of its items' gaps.
    private static func dimensions(
        of input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, gap: Double?)] {
        var dimensions: [(name: String, gap: Double?)] = []
        for field in try input.fields {
            if field.value.isList {
                var items: [Double?] = []
                for item in try field.value.items {
                    items.append(item.isNull ? nil : try item.number(in: gapRange))
                }
                dimensions.append((field.name, SatisfactionGap.dimension(items)))
            } else {
                let gap = field.value.isNull ? nil : try field.value.number(in: gapRange)
                dimensions.append((field.name, gap))
            }
        }
        return dimensions
    }
}
