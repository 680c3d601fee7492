import ExactJSON
import Measures

extension Measure {
    /// How people read the same thing: measures.md 1.10 and 1.13.
    static let interpretation: [Measure] = [vignettes, promiseGap, selfImage]

    private static let vignettes = Measure(
        "anchoring-vignette-recode",
        formula: "1 below the first vignette, 2 as it, 3 between it and the next … 2n + 1 above "
            + "the last; [from, to] when the person's own order leaves it open",
        units: "1…2n + 1 of n vignettes, the lowest first",
        source: "King, Murray, Salomon & Tandon 2004, American Political Science Review "
            + "98:191-207; King & Wand 2007, Political Analysis 15:46-66",
        ofEach: { (input) throws(MeasureProblem) in
            let cases = try input["vignettes"].numbers(least: 1)
            let place = vignettePlace(ofAnswer: try input["self"].number, cases: cases)
            let found = try input.demand(place, or: "\"vignettes\" holds none")
            let ends = ExactJSON.array([ExactJSON(found.lowerBound), ExactJSON(found.upperBound)])
            return [("C", found.count == 1 ? ExactJSON(found.lowerBound) : ends)]
        })

    private static let promiseGap = Measure(
        "promise-interpretation-gap",
        formula: "P(kept by the letter and broken for the person)",
        units: "shares 0…1 of the promises of which both readings are known",
        source: "measures.md 1.10; Wilson 1927, J. American Statistical Association 22:209-212",
        computing: { (input) throws(MeasureProblem) in
            var promises: [(byLetter: Bool?, forPerson: Bool?)] = []
            for item in try input["records"].items {
                guard case .object = item.value else {
                    throw item.problem("an object with \"literal\" and \"person\" belongs here")
                }
                promises.append(
                    (try item.optional("literal")?.flag, try item.optional("person")?.flag))
            }
            let found = try input.demand(
                InterpretationGap(promises), or: "of no record both readings are known")
            return .object([
                ("kept_literal", try input.answer(found.keptByLetter)),
                ("kept_person", try input.answer(found.keptForPerson)),
                ("interpretation_gap", try input.answer(found.gap)),
                ("wilson95", try input.answer(found.interval)), ("n", ExactJSON(found.count)),
                ("coverage", try input.answer(found.coverage)),
            ])
        })

    private static let selfImage = Measure(
        "self-image-fit",
        formula: "fit = 1 - sqrt(mean (brand - person)^2)/(high - low); Pearson's correlation",
        units: "fit 0…1; correlation -1…1",
        source: "Sirgy 1982, J. Consumer Research 9:287-300",
        ofEach: { (input) throws(MeasureProblem) in
            let scale = try input["scale"].numbers
            guard scale.count == 2, scale[0] < scale[1] else {
                throw try input["scale"].problem("the lowest and the highest answer belong here")
            }
            let fit = SelfImageFit(
                brand: try input["brand"].numbers, person: try input["person"].numbers,
                scale: Interval(scale[0], scale[1]))
            let found = try input.demand(
                fit, or: "two profiles of one length belong here, every answer within the scale")
            let correlation = try input.demand(
                found.correlation,
                or: "a profile with the same answer throughout correlates with nothing")
            return [
                ("fit_distance", try input.answer(found.fit)),
                ("correlation", try input.answer(correlation)),
            ]
        })
}
