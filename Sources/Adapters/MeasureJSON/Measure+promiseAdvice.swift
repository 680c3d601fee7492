import ExactJSON
import Measures

extension Measure {
    private static let groupDepthMax = 16

    static let promiseAdvice = Measure(
        "what-to-promise-so-that-a-share-is-kept",
        formula:
            "score came/said (following) or came (fixed), weight 2^(-age/half_life); F_group(x) "
            + "= (own weight up to x + borrowed F_wider(x))/(own weight + borrowed), F_all its own; "
            + "factor the lowest score with F >= keep; value = factor x said_lately (following), "
            + "the weighted median of said; each of the last held_out periods from those before "
            + "it; interval Jeffreys' of expected over own + borrowed pairs, worth no more than "
            + "the held-out shares are alike",
        units:
            "pairs of group (from wide to narrow), period (a month's number), said and came in one "
            + "unit; keep a share; half_life and held_out in periods; borrowed in pairs; value and "
            + "said_lately in the unit, factor a ratio, the rest shares; missed: further than 0.02 "
            + "from keep, of 50 pairs or more",
        source: "Ferguson 1973, The Annals of Statistics 1:209-230"
    ) { (input) throws(MeasureProblem) in
        let terms = try terms(input)
        var pairs: [PromisePair] = []
        for item in try input["pairs"].items { pairs.append(try pair(item)) }
        guard let advice = PromiseAdvice(pairs, terms: terms) else {
            throw try input["pairs"].problem(
                "no pair can be used: by \"following\" something above 0 must have been said")
        }
        var groups: [ExactJSON] = []
        for value in advice.values { groups.append(try group(value, input)) }
        return .object([
            ("groups", .array(groups)),
            ("as_said", .object(try kept(advice.asSaid, input))),
            ("without_factor", ExactJSON(advice.withoutFactor)),
            ("held_out", .object(try held(advice.heldOut, advice, input))),
            (
                "held_out_periods",
                .array(
                    try rows(advice.heldOutPeriods) { (row) throws(MeasureProblem) in
                        [("period", ExactJSON(row.period))] + (try held(row.held, advice, input))
                    })
            ),
            (
                "held_out_groups",
                .array(
                    try rows(advice.heldOutGroups) { (row) throws(MeasureProblem) in
                        [("group", names(row.group))] + (try held(row.held, advice, input))
                    })
            ),
        ])
    }

    private typealias Fields = [(name: String, value: ExactJSON)]

    private static func rows<Row>(
        _ rows: [Row], _ fields: (Row) throws(MeasureProblem) -> Fields
    ) throws(MeasureProblem) -> [ExactJSON] {
        var written: [ExactJSON] = []
        for row in rows { written.append(.object(try fields(row))) }
        return written
    }

    private static func terms(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> PromiseAdvice.Terms {
        let keep = try input["keep"].share
        guard keep > 0, keep < 1 else {
            throw try input["keep"].problem("a share above 0 and below 1 belongs here")
        }
        var rule = PromiseAdvice.Rule.following
        if let said = input.optional("rule") {
            let known = PromiseAdvice.Rule.allCases.map(\.rawValue).joined(separator: " or ")
            rule = try said.demand(
                PromiseAdvice.Rule(rawValue: try said.text), or: "say \(known)")
        }
        var heldOut = 12
        if let said = input.optional("held_out") {
            heldOut = try said.integer
            guard (1...120).contains(heldOut) else { throw said.problem("1 to 120 periods") }
        }
        let halfLife = try input.optional("half_life")?.number(in: 1e-3...1e6) ?? 6
        let borrowed = try input.optional("borrowed")?.number(in: 1e-6...1e9) ?? 10
        return try input.demand(
            PromiseAdvice.Terms(
                keep: keep, rule: rule, halfLife: halfLife, borrowed: borrowed,
                heldOutMax: heldOut),
            or: "all terms are above 0")
    }

    private static func pair(_ input: MeasureInput) throws(MeasureProblem) -> PromisePair {
        var group: [String] = []
        if let said = input.optional("group") { group = try said.texts }
        guard group.count <= groupDepthMax else {
            throw input.problem("a group has at most \(groupDepthMax) parts")
        }
        let period = try input.optional("period")?.integer ?? 0
        return PromisePair(
            group: group, period: period, said: try input["said"].number,
            came: try input["came"].number)
    }

    private static func names(_ group: [String]) -> ExactJSON {
        .array(group.map(ExactJSON.string))
    }

    private static func group(
        _ value: PromiseAdvice.Value, _ input: MeasureInput
    ) throws(MeasureProblem) -> ExactJSON {
        var fields: Fields = [
            ("group", names(value.group)), ("value", try input.answer(value.value)),
        ]
        if let factor = value.factor { fields.append(("factor", try input.answer(factor))) }
        fields += [
            ("said_lately", try input.answer(value.typical)),
            ("expected", try input.answer(value.expected)),
            ("interval", try input.answer(value.interval)), ("n", ExactJSON(value.count)),
            ("as_said", .object(try kept(value.asSaid, input))),
            ("state", .string(value.standing.rawValue)),
        ]
        return .object(fields)
    }

    private static func kept(
        _ count: PromiseCount, _ input: MeasureInput
    ) throws(MeasureProblem) -> Fields {
        var fields: Fields = [("n", ExactJSON(count.made)), ("kept", ExactJSON(count.kept))]
        if let rate = count.rate { fields.append(("share", try input.answer(rate))) }
        return fields
    }

    private static func held(
        _ held: PromiseAdvice.Held, _ advice: PromiseAdvice, _ input: MeasureInput
    ) throws(MeasureProblem) -> Fields {
        var fields: Fields = [("n", ExactJSON(held.count)), ("kept", ExactJSON(held.kept))]
        if let share = held.share {
            fields.append(("share", try input.answer(share)))
            fields.append(("interval", try input.answer(held.interval)))
        }
        if let isMiss = advice.isMiss(held) { fields.append(("missed", .bool(isMiss))) }
        return fields
    }
}
