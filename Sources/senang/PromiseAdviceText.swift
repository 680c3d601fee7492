import ExactJSON
import Files
import Measures

/// What to promise, and how such advice did, as lines for people and as JSON for programs.
struct PromiseAdviceText {
    let advice: PromiseAdvice
    let found: PromiseFile
    let kind: PromiseMap.Kind

    private var unit: String {
        switch kind {
        case .deadline: "days after it is made"
        case .posted, .option: "as posted"
        }
    }

    var json: ExactJSON {
        .object(
            [
                ("kind", .string(kind.rawValue)), ("keep", ExactJSON(advice.terms.keep)),
                ("rule", .string(advice.terms.rule.rawValue)), ("unit", .string(unit)),
                ("rows", ExactJSON(found.rowCount)), ("leftOut", ExactJSON(found.leftOutCount)),
                ("by", .array(found.by.map(ExactJSON.string))),
                ("asSaid", .object(PromiseCountText.fields(advice.asSaid))),
                ("withoutFactor", ExactJSON(advice.withoutFactor)),
                ("groups", .array(advice.values.map { .object(fields($0)) })),
                ("heldOut", heldOut), ("doesNotFind", .array(doesNotFind.map(ExactJSON.string))),
            ] + PromiseProblems.fields(found))
    }

    private func fields(_ value: PromiseAdvice.Value) -> JSONFields {
        var fields: JSONFields = names(value.group)
        fields.append(("value", ExactJSON(value.value)))
        if let factor = value.factor { fields.append(("factor", ExactJSON(factor))) }
        fields += [
            ("saidLately", ExactJSON(value.typical)), ("expected", ExactJSON(value.expected)),
        ]
        fields += PromiseCountText.interval(value.interval)
        fields += [
            ("n", ExactJSON(value.count)),
            ("keptAsSaid", PromiseCountText.number(value.asSaid.rate)),
            ("state", .string(value.standing.rawValue)),
        ]
        return fields
    }

    private func names(_ group: [String]) -> JSONFields {
        [("name", .string(PromiseFile.name(group)))]
            + zip(found.by, group).map { (name: $0, value: .string($1)) }
    }

    // MARK: Held out

    private var heldOut: ExactJSON {
        let groups = advice.heldOutGroups.map { held(names($0.group), $0.held) }
        let wide =
            found.by.count > 1
            ? advice.heldOut(depth: 1).map { held(names($0.group), $0.held) } : []
        let periods = advice.heldOutPeriods.map { held([month($0.period)], $0.held) }
        return .object([
            ("all", held([], advice.heldOut)), ("months", .array(periods)),
            ("widest", .array(wide)), ("groups", .array(groups)),
            ("groupsToldOf", ExactJSON(told.count)), ("groupsMissed", ExactJSON(missed.count)),
            ("misses", .array(missed.map { .string(PromiseFile.name($0.group)) })),
            (
                "monthsMissed",
                .array(
                    advice.heldOutPeriods.filter { advice.isMiss($0.held) == true }
                        .map { month($0.period).value })
            ),
        ])
    }

    private var told: [(group: [String], held: PromiseAdvice.Held)] {
        advice.heldOutGroups.filter { advice.isMiss($0.held) != nil }
    }

    private var missed: [(group: [String], held: PromiseAdvice.Held)] {
        told.filter { advice.isMiss($0.held) == true }
    }

    private func month(_ period: Int) -> (name: String, value: ExactJSON) {
        ("month", .string(Self.month(period)))
    }

    private static func month(_ period: Int) -> String {
        let number = period % 12 + 1
        return "\(period / 12)-\(number < 10 ? "0" : "")\(number)"
    }

    private func held(_ name: JSONFields, _ held: PromiseAdvice.Held) -> ExactJSON {
        var fields = name
        fields += [
            ("n", ExactJSON(held.count)), ("kept", ExactJSON(held.kept)),
            ("share", PromiseCountText.number(held.share)),
        ]
        fields += PromiseCountText.interval(held.interval)
        if let isMiss = advice.isMiss(held) { fields.append(("missed", .bool(isMiss))) }
        return .object(fields)
    }

    // MARK: Lines

    var text: String {
        var lines = [
            "To keep \(PromiseCountText.percent(advice.terms.keep)), \(unit):", "",
        ]
        lines += advice.values.map(line)
        if advice.withoutFactor > 0 {
            let count = counted(advice.withoutFactor, "row")
            lines += ["", "Without \(count) where 0 was posted: no factor."]
        }
        lines += ["", "As it was said until now:", PromiseCountText.line("all", advice.asSaid)]
        lines += heldOutLines
        lines += ["", "What this does not find:"] + doesNotFind.map { "  - \($0)" }
        return lines.joined(separator: "\n")
    }

    private func line(_ value: PromiseAdvice.Value) -> String {
        var line =
            "  \(PromiseFile.name(value.group)): \(PromiseCountText.decimal(value.value))"
        if let factor = value.factor {
            line +=
                " where \(PromiseCountText.decimal(value.typical)) was said lately"
                + " (times \((factor * 100).rounded() / 100))"
        }
        line += ", expected to keep \(PromiseCountText.percent(value.expected))"
        line += " (\(PromiseCountText.range(value.interval)))"
        line +=
            ", n \(value.count), until now \(value.asSaid.rate.map(PromiseCountText.percent) ?? "unknown")"
        return line + ", state \(value.standing.rawValue)"
    }

    private var heldOutLines: [String] {
        guard advice.heldOut.count > 0 else {
            return ["", "Nothing was held out: the table tells of one month only, or not when."]
        }
        let band = advice.terms.tolerance
        let from = PromiseCountText.percent(advice.terms.keep - band)
        let to = PromiseCountText.percent(advice.terms.keep + band)
        var lines = [
            "",
            "Tried on \(counted(advice.heldOutPeriods.count, "month")), each told from those before it:",
            heldLine("all", advice.heldOut),
        ]
        lines += advice.heldOutPeriods.map { period in
            heldLine(Self.month(period.period), period.held)
                + (advice.isMiss(period.held) == true ? ", missed" : "")
        }
        lines.append(
            "Of \(counted(told.count, "group")) with \(advice.terms.leastHeldOut) or more held out, "
                + "\(told.count - missed.count) kept \(from) to \(to)."
                + (missed.isEmpty ? "" : " The others:"))
        return lines + missed.map { heldLine(PromiseFile.name($0.group), $0.held) }
    }

    private func heldLine(_ name: String, _ held: PromiseAdvice.Held) -> String {
        let share = held.share.map(PromiseCountText.percent) ?? "unknown"
        return
            "  \(name): kept \(share) (\(PromiseCountText.range(held.interval))), n \(held.count)"
    }

    private var doesNotFind: [String] {
        var sentences = [
            "What people would do at another promise: fewer may come where more is said, and then "
                + "the wait is another. Try it on some days, and look again."
        ]
        switch advice.terms.rule {
        case .following:
            sentences.append(
                "Whether what would be said now is any good: the factor rests on it, so it moves "
                    + "with the crowd as far as that does.")
        case .fixed:
            sentences.append(
                "How busy it is today: one number holds for all days, so it breaks on busy ones.")
        }
        if kind == .deadline {
            sentences.append(
                "What is not finished yet: that is often what takes longest, so the days are too "
                    + "few while many are open, and the last months kept more than they will.")
            sentences.append(
                "How it would have gone at the time: some of what a month is told from was "
                    + "finished after that month.")
        }
        return sentences
    }
}
