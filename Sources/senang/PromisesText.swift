import ExactJSON
import Files
import Kernel
import Measures

typealias JSONFields = [(name: String, value: ExactJSON)]

/// A report on promises, as lines for people and as JSON for programs.
struct PromiseReportText {
    let report: PromiseReport
    let found: PromiseFile
    let kind: PromiseMap.Kind

    var json: ExactJSON {
        let count = report.all
        return .object(
            [
                ("kind", .string(kind.rawValue)), ("rows", ExactJSON(found.rowCount)),
                ("leftOut", ExactJSON(found.leftOutCount)),
            ] + asOf + [
                ("by", .array(found.by.map(ExactJSON.string))),
                ("all", .object(PromiseCountText.fields(count))),
                (
                    "groups",
                    .array(
                        groups.map { group in
                            .object(
                                [("name", .string(group.name))]
                                    + PromiseCountText.fields(group.count))
                        })
                ),
                ("doesNotFind", .array(doesNotFind.map(ExactJSON.string))),
            ] + PromiseProblems.fields(found))
    }

    var text: String {
        var lines = [
            "\(counted(found.rowCount, "row")), \(found.problemCount) not used, \(found.leftOutCount) left out"
        ]
        if kind == .deadline, let asOf = found.asOf {
            let whence = asOf.line.map { "the last that was finished, line \($0)" }
            lines.append("as of \(asOf.at.rfc3339), \(whence ?? "as the mapping says")")
        }
        lines += ["", PromiseCountText.line("all", report.all)]
        if !found.by.isEmpty {
            lines += ["", "by \(found.by.joined(separator: ", "))"]
            lines += groups.map { PromiseCountText.line($0.name, $0.count) }
        }
        lines += ["", "What this does not find:"] + doesNotFind.map { "  - \($0)" }
        return lines.joined(separator: "\n")
    }

    /// Where what is open turns from not due into unknown.
    private var asOf: JSONFields {
        guard kind == .deadline, let asOf = found.asOf else { return [] }
        let line: JSONFields = asOf.line.map { [("asOfLine", ExactJSON($0))] } ?? []
        return [("asOf", .string(asOf.at.rfc3339))] + line
    }

    /// None beside all where nothing was asked for.
    private var groups: [PromiseGroup] { found.by.isEmpty ? [] : report.groups }

    private var doesNotFind: [String] {
        var sentences: [String] = []
        if report.all.asked == 0 {
            sentences.append(
                "How people understood the promise: nobody was asked. The letter says nothing of it."
            )
        }
        switch kind {
        case .deadline:
            sentences.append(
                "What became of those that are not finished: past their date they are unknown, "
                    + "before it they are not due. They count in no rate, only in the bounds.")
        case .posted:
            sentences.append(
                "Whether a shorter wait than was posted pleased anybody: kept is not more than that."
            )
        case .option:
            sentences.append(
                "Whether another option than reserved was worse: it is often a step up, and by the "
                    + "letter it is broken all the same.")
        }
        return sentences
    }
}

/// One count of promises, as fields and as a line.
enum PromiseCountText {
    static let notAsked = "not asked"

    static func fields(_ count: PromiseCount) -> JSONFields {
        var fields: JSONFields = [
            ("made", ExactJSON(count.made)), ("notDue", ExactJSON(count.notDue)),
            ("due", ExactJSON(count.due)), ("keptByLetter", ExactJSON(count.kept)),
            ("brokenByLetter", ExactJSON(count.broken)),
            (
                "keptByReading",
                count.asked == 0 ? .string(notAsked) : ExactJSON(count.keptByReading)
            ), ("asked", ExactJSON(count.asked)),
            ("unknown", ExactJSON(count.unknown)), ("judged", ExactJSON(count.judged)),
            ("rate", number(count.rate)),
        ]
        fields += interval(count.interval)
        fields.append(("state", .string(count.published.standing.rawValue)))
        if let bounds = count.bounds {
            fields.append(
                (
                    "bounds",
                    .object([("low", ExactJSON(bounds.lower)), ("high", ExactJSON(bounds.upper))])
                ))
        }
        if let anytime = count.anytime {
            fields.append(("anytime", .object(interval(anytime))))
        }
        if let clustered = count.clustered {
            fields.append(
                (
                    "byPerson",
                    .object([
                        ("people", ExactJSON(count.personCount)),
                        ("standardError", ExactJSON(clustered.standardError)),
                        ("designEffect", number(clustered.designEffect)),
                    ])
                ))
        }
        return fields + reading(count)
    }

    /// Nothing of it where nobody was asked.
    private static func reading(_ count: PromiseCount) -> JSONFields {
        guard let rate = count.rateByReading else { return [] }
        var fields: JSONFields = [
            ("rateByReading", ExactJSON(rate)),
            ("rateByReadingInterval", .object(interval(count.intervalByReading))),
        ]
        if let gap = count.gapShare {
            fields.append(
                (
                    "interpretationGap",
                    .object(
                        [
                            ("value", ExactJSON(gap)), ("n", ExactJSON(count.judgedTwice)),
                            ("keptByLetterOnly", ExactJSON(count.gap)),
                            ("keptByReadingOnly", ExactJSON(count.gapOtherWay)),
                        ] + interval(count.gapInterval))
                ))
        }
        return fields
    }

    static func number(_ value: Double?) -> ExactJSON { value.map { ExactJSON($0) } ?? .null }

    static func interval(_ interval: Interval?) -> JSONFields {
        guard let interval else { return [] }
        return [("low", ExactJSON(interval.low)), ("high", ExactJSON(interval.high))]
    }

    static func line(_ name: String, _ count: PromiseCount) -> String {
        let reading =
            count.rateByReading.map { "\(count.keptByReading) of \(count.asked), \(percent($0))" }
            ?? notAsked
        var line =
            "  \(name): made \(count.made), due \(count.due), kept by the letter \(count.kept), "
            + "by reading \(reading), unknown \(count.unknown), rate "
        line += count.rate.map { percent($0) } ?? "unknown"
        if let interval = count.interval { line += " (\(range(interval)))" }
        if count.unknown > 0, let bounds = count.bounds {
            line += ", at worst \(percent(bounds.lower)), at best \(percent(bounds.upper))"
        }
        return line
    }

    static func range(_ interval: Interval) -> String {
        "\(percent(interval.low)) … \(percent(interval.high))"
    }

    /// What is not all is not rounded to all.
    static func percent(_ share: Double) -> String {
        (0.9995..<1).contains(share) ? "over 99.9 %" : "\(decimal(100 * share)) %"
    }

    /// With one decimal.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
        return "\((value * 10).rounded() / 10)"
    }
}

/// Bad rows, as fields.
enum PromiseProblems {
    static func fields(_ found: PromiseFile) -> JSONFields {
        [
            ("problemCount", ExactJSON(found.problemCount)),
            (
                "problems",
                .array(
                    found.problems.map { problem in
                        .object([
                            ("line", ExactJSON(problem.line)),
                            ("column", problem.column.map { ExactJSON($0) } ?? .null),
                            ("field", .string(problem.field)), ("advice", .string(problem.advice)),
                        ])
                    })
            ),
        ]
    }
}
