import ExactJSON
import Measures

extension Measure {
    /// What a person gives up: measures.md 1.2 and 1.3.
    static let sacrifice: [Measure] = wishes + [person, change]

    static let manski = "Manski 1990, American Economic Review 80:319-323 (bounds); "

    private static let person = Measure(
        "person-sacrifice-with-a-missing-wish",
        formula: "w = importance/sum; L = sum of w s over what was seen; coverage = its sum of w; "
            + "U = L + 1 - coverage; observed = L/coverage; imputed = L + sum of w mu over the rest",
        units: "0 exactly what was wanted … 1 nothing of it; null where nothing was seen",
        source: manski + "Hajek 1971 (observed only); measures.md 1.3",
        ofEach: { (input) throws(MeasureProblem) in
            let wishes = try wishes(of: input)
            let found = try input.demand(
                PersonSacrifice(wishes), or: "no wish weighs anything: give one an importance")
            let isKnown = !(try input["importance"].isNull)
            return [
                ("weights", try input.answer(found.weights)),
                ("coverage", try input.answer(found.coverage)),
                ("lower", try input.answer(found.bounds.low)),
                ("upper", try input.answer(found.bounds.high)),
                ("observed_only", try input.answer(orUnknown: found.observedOnly)),
                ("imputed", try input.answer(orUnknown: found.imputed)),
                ("peak_weighted_sacrifice", try input.answer(orUnknown: found.peak)),
                ("worst_wish", try input.answer(orUnknown: found.worst)),
                ("observed_variance", try input.answer(orUnknown: found.observedVariance)),
                ("imputed_variance", try input.answer(orUnknown: found.imputedVariance)),
                ("state", .string(found.standing(isImportanceKnown: isKnown).rawValue)),
            ]
        })

    /// Lists in step: sacrifice and importance, and variance when it is there.
    private static func wishes(
        of input: MeasureInput
    ) throws(MeasureProblem) -> [WeighedWish] {
        let sacrifices = try input["sacrifice"].items
        // Null when it is not known: then all weigh the same.
        let importances = try input["importance"].isNull ? nil : try input["importance"].items
        let variances = try input.optional("variance")?.items
        for list in [importances, variances].compactMap({ $0 }) {
            guard list.count == sacrifices.count else {
                throw input.problem("\"sacrifice\" and the lists beside it differ in length")
            }
        }
        let guess = try input.numberIfThere("imputed_mean_for_missing", in: 0...1)
        let weightMax = Double.greatestFiniteMagnitude
        let guessVariance = try input.numberIfThere(
            "imputed_variance_for_missing", in: 0...weightMax)
        var wishes: [WeighedWish] = []
        for (place, sacrifice) in sacrifices.enumerated() {
            let seen = sacrifice.isNull ? nil : try sacrifice.share
            let own = try variances.map { $0[place] }.flatMap { (item) throws(MeasureProblem) in
                item.isNull ? nil : try item.number(in: 0...weightMax)
            }
            wishes.append(
                WeighedWish(
                    importance: try importances?[place].number(in: 0...weightMax) ?? 1,
                    sacrifice: seen, imputed: guess,
                    variance: own ?? (seen == nil ? guessVariance : nil)))
        }
        return wishes
    }

    private static let change = Measure(
        "sacrifice-change",
        formula: "fell-unseen when both S and coverage fell; otherwise rose, stayed or fell, by S",
        units: "shares 0…1; flagged: look into it, do not celebrate",
        source: "measures.md 1.3, against gaming",
        ofEach: { (input) throws(MeasureProblem) in
            var times: [(sacrifice: Double, coverage: Double)] = []
            for name in ["before", "after"] {
                let time = try input[name]
                times.append((try time["sacrifice"].share, try time["coverage"].share))
            }
            let change = SacrificeChange(from: times[0], to: times[1])
            return [
                ("change", .string(change.rawValue)), ("flagged", .bool(change == .fellUnseen)),
            ]
        })
}
