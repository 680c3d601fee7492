import ExactJSON
import Measures

extension Measure {
    /// What is given up on one wish: measures.md 1.2.
    static let wishes: [Measure] = [
        more("per-wish-sacrifice-more-is-better"),
        more("per-wish-sacrifice-overshoot-does-not-earn"),
        idealPoint, category, setOfWants, waitingTime, statedCloseness, occasions,
    ]

    private static let perWish = "0 exactly what was wanted … 1 nothing of it"

    private static func more(_ name: String) -> Measure {
        Measure(
            name, formula: "s = clip((want - settled) / (want - floor), 0, 1)", units: perWish,
            source: "Gilmore & Pine 1997, Harvard Business Review 75(1):91-101; measures.md 1.2 a",
            ofEach: { (input) throws(MeasureProblem) in
                let sacrifice = sacrificeOfMore(
                    want: try input["want"].number, got: try input["settled"].number,
                    floor: try input["floor"].number)
                let found = try input.demand(
                    sacrifice, or: "\"floor\" must differ from \"want\": it is where nothing is met"
                )
                return [("sacrifice", try input.answer(found))]
            })
    }

    private static let idealPoint = Measure(
        "per-wish-sacrifice-ideal-point-with-unequal",
        formula: "s = min(1, (ideal - settled)/below) below the ideal, "
            + "min(1, (settled - ideal)/above) above it",
        units: perWish,
        source: "Teas 1993, J. Marketing 57:18-34 (ideal points); measures.md 1.2 b",
        ofEach: { (input) throws(MeasureProblem) in
            let sacrifice = sacrificeOfIdeal(
                try input["ideal"].number, got: try input["settled"].number,
                below: try input["below"].positive, above: try input["above"].positive)
            let found = try input.demand(sacrifice, or: "the tolerances must be above 0")
            return [("sacrifice", try input.answer(found))]
        })

    private static let category = Measure(
        "per-wish-sacrifice-category",
        formula: "s = 1 - likeness(settled); what is not accepted has likeness 0",
        units: perWish, source: "measures.md 1.2 c",
        ofEach: { (input) throws(MeasureProblem) in
            var accepted: [(option: String, likeness: Double)] = []
            for field in try input["accepted"].fields {
                accepted.append((field.name, try field.value.share))
            }
            guard !accepted.isEmpty else { throw input.problem("\"accepted\" names nothing") }
            let found = sacrificeOfCategory(accepted: accepted, got: try input["settled"].text)
            return [("sacrifice", try input.answer(found))]
        })

    private static let setOfWants = Measure(
        "per-wish-sacrifice-set-of-wants",
        formula: "s = sum of the weights of wants not got / sum of all weights", units: perWish,
        source: "measures.md 1.2 d",
        ofEach: { (input) throws(MeasureProblem) in
            let wants = try input["wants"].weightsByName.map { (option: $0.name, weight: $0.value) }
            let sacrifice = sacrificeOfSet(wants: wants, got: Set(try input["got"].texts))
            let found = try input.demand(
                sacrifice, or: "no want weighs anything: give one a weight above 0")
            return [("sacrifice", try input.answer(found))]
        })

    private static let waitingTime = Measure(
        "per-wish-sacrifice-waiting-time",
        formula: "s = 1 - exp(-max(0, got - wanted)/tau); still_waiting: from s to 1",
        units: perWish + "; hours; bounds [low, high]", source: "measures.md 1.2 e",
        ofEach: { (input) throws(MeasureProblem) in
            let sacrifice = sacrificeOfWaiting(
                wanted: try input["wanted_hours"].number, got: try input["got_hours"].number,
                patience: try input["tau_hours"].positive)
            let found = try input.demand(sacrifice, or: "\"tau_hours\" must be above 0")
            let waits = try input.optional("still_waiting")?.flag ?? false
            return [
                ("sacrifice", try input.answer(found)),
                ("bounds", try input.answer(Interval(found, waits ? 1 : found))),
            ]
        })

    private static let statedCloseness = Measure(
        "per-wish-sacrifice-stated-closeness", formula: "s = 1 - closeness/10",
        units: perWish + "; closeness 0…10", source: "measures.md 1.2 g",
        ofEach: { (input) throws(MeasureProblem) in
            let closeness = try input["closeness"].number(in: 0...10)
            return [("sacrifice", try input.answer(sacrificeOfCloseness(closeness)))]
        })

    private static let occasions = Measure(
        "sacrifice-over-occasions",
        formula: "m = sum(w s)/sum(w), w = 0.5^(days before the last/half_life_days); "
            + "n_eff = sum(w)^2/sum(w^2)",
        units: "0…1; days; variance is of one occasion, null below two",
        source: "West 1979, Comm. ACM 22:532-535; Kish 1965, Survey Sampling, 11.7",
        computing: { (input) throws(MeasureProblem) in
            var mean = OccasionMean(
                halfLifeDays: try input.optional("half_life_days")?.positive
                    ?? OccasionMean.halfLifeDays)
            var last: Double?
            for item in try input["occasions"].items {
                let day = try item["day"].number(in: -1e9...1e9)
                guard day >= last ?? day else {
                    throw item.problem("the occasions belong in the order of their days")
                }
                mean.add(try item["sacrifice"].share, afterDays: day - (last ?? day))
                last = day
            }
            let found = try input.demand(mean.mean, or: "\"occasions\" holds none")
            return .object([
                ("mean", try input.answer(found)),
                ("variance", try input.answer(orUnknown: mean.variance)),
                ("n_eff", try input.answer(mean.effectiveCount)),
            ])
        })
}
