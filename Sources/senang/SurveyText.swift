import ExactJSON
import Files
import Measures

/// A survey's report, as lines for people and as JSON for programs.
struct SurveyText {
    let report: SurveyReport
    let found: SurveyFile
    let kind: SurveyMap.Kind

    var json: ExactJSON {
        .object([
            ("kind", .string(kind.rawValue)), ("rows", ExactJSON(found.rowCount)),
            ("leftOut", ExactJSON(found.leftOutCount)), ("people", ExactJSON(report.people)),
            ("answers", ExactJSON(report.answers)),
            ("sections", .object(report.sections.map { ($0.name, Self.json($0)) })),
            ("doesNotFind", .array(report.doesNotFind.map(ExactJSON.string))),
            ("problemCount", ExactJSON(found.problemCount)),
            ("problems", .array(found.problems.map(Self.json))),
        ])
    }

    private static func json(_ section: SurveySection) -> ExactJSON {
        .object([
            ("unit", .string(section.unit)), ("rows", .array(section.rows.map(json))),
        ])
    }

    private static func json(_ row: SurveyRow) -> ExactJSON {
        let published = row.published
        var fields: [(name: String, value: ExactJSON)] = [
            ("name", .string(row.name)),
            ("value", published.value.map { ExactJSON($0) } ?? .null),
            ("n", ExactJSON(published.count)), ("coverage", ExactJSON(published.coverage)),
        ]
        if let interval = published.interval {
            fields += [("low", ExactJSON(interval.low)), ("high", ExactJSON(interval.high))]
        }
        fields.append(("state", .string(published.standing.rawValue)))
        fields += row.figures.map { ($0.name, ExactJSON($0.value)) }
        fields += row.words.map { ($0.name, .string($0.text)) }
        return .object(fields)
    }

    private static func json(_ problem: RowProblem) -> ExactJSON {
        .object([
            ("line", ExactJSON(problem.line)),
            ("column", problem.column.map { ExactJSON($0) } ?? .null),
            ("field", .string(problem.field)), ("advice", .string(problem.advice)),
        ])
    }

    var text: String {
        var lines = [
            "\(counted(found.rowCount, "row")), \(report.people) people, \(counted(report.answers, "answer")), \(found.problemCount) not used, \(found.leftOutCount) left out"
        ]
        for section in report.sections {
            lines += ["", "\(section.name): \(section.unit)"]
            for row in section.rows { lines += Self.lines(row) }
        }
        lines += ["", "What this does not find:"]
        lines += report.doesNotFind.map { "  - \($0)" }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ row: SurveyRow) -> [String] {
        let published = row.published
        let interval = published.interval.map {
            " (\(number($0.low)) … \(number($0.high)))"
        }
        let value = published.value.map { number($0) } ?? "unknown"
        let share = number(100 * published.coverage, decimals: 0)
        let beside =
            row.words.map { "\($0.name) \($0.text)" }
            + row.figures.map { "\($0.name) \(number($0.value))" }
        return [
            "  \(row.name): \(value)\(interval ?? ""), n \(published.count), \(share) % seen, \(published.standing.rawValue)"
        ] + (beside.isEmpty ? [] : ["      " + beside.joined(separator: ", ")])
    }

    /// Rounded, without more zeros than it takes.
    private static func number(_ value: Double, decimals: Int = 3) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
