import ExactJSON
import Files
import Measures

/// What an experiment shows, as lines for people and as JSON for programs.
struct ExperimentText {
    let plan: ExperimentPlanFile
    let report: ExperimentReport
    let found: ExperimentFile

    var json: ExactJSON {
        .object([
            ("name", .string(plan.name)), ("rows", ExactJSON(found.rowCount)),
            ("people", ExactJSON(found.people.arms.count)),
            ("leftOut", ExactJSON(found.leftOutCount)), ("inTwoArms", ExactJSON(found.inTwoArms)),
            ("again", ExactJSON(found.again)),
            ("looks", .array(plan.looks.map(ExactJSON.string))),
            ("alpha", ExactJSON(report.plan.alpha)),
            ("primaryAlpha", ExactJSON(report.plan.primaryAlpha)),
            ("sampleRatio", ratio(report.sampleRatio)),
            ("measuredRatio", ratio(report.measuredRatio)),
            ("arms", .array(report.readings.map { .object(fields($0)) })),
            ("doesNotFind", .array(doesNotFind.map(ExactJSON.string))),
            ("problemCount", ExactJSON(found.problemCount)),
            (
                "problems",
                .array(found.problems.map { .string("\($0)") })
            ),
        ])
    }

    private func ratio(_ ratio: SampleRatio?) -> ExactJSON {
        guard let ratio else { return .null }
        return .object([
            (
                "counts",
                .object(
                    zip(report.plan.arms, ratio.counts).map { ($0.name, ExactJSON($1)) })
            ),
            ("chiSquared", ExactJSON(ratio.chiSquared)), ("p", ExactJSON(ratio.p)),
            ("sound", .bool(ratio.isSound)),
        ])
    }

    private func fields(_ reading: ArmReading) -> JSONFields {
        [
            ("arm", .string(report.plan.arms[reading.arm].name)),
            ("decision", .string(reading.verdict.rawValue)),
            ("why", .array(reading.reasons.map { .string($0.words) })),
            (
                "primary",
                .object(
                    MetricText(reading.primary).fields + [
                        ("holmP", reading.holmP.map(ExactJSON.init) ?? .null)
                    ])
            ),
            ("guardrails", .array(reading.guardrails.map { .object(MetricText($0).fields) })),
            (
                "shareMadeWorse",
                reading.madeWorse.map {
                    .object([("least", ExactJSON($0.least)), ("most", ExactJSON($0.most))])
                } ?? .null
            ),
        ]
    }

    var text: String {
        var lines = [
            "\(plan.name): \(counted(found.rowCount, "row")), \(found.people.arms.count) people, "
                + "\(found.problemCount) not used, \(found.leftOutCount) left out"
        ]
        if found.inTwoArms + found.again > 0 {
            lines.append(
                [
                    (found.inTwoArms, " left out: in two arms", "person", "people"),
                    (found.again, " not counted: of people who came before", "row", "rows"),
                ].filter { $0.0 > 0 }
                    .map { "\($0.0) \($0.0 == 1 ? $0.2 : $0.3)\($0.1)" }.joined(separator: "; "))
        }
        if let ratio = report.sampleRatio {
            lines.append(
                "people in the arms: by the lot alone they would be as uneven or more in "
                    + "\(ratio.p < 0.000_1 ? "fewer than 0.01 %" : MetricText.percent(ratio.p)) "
                    + "of experiments (\(MetricText.p(ratio.p)))")
            for (arm, count) in zip(report.plan.arms, ratio.counts) {
                lines.append(
                    "  \(arm.name)  \(count)  meant "
                        + MetricText.percent(Double(arm.share) / Double(Assignment.slotCount)))
            }
        }
        for reading in report.readings { lines += self.lines(reading) }
        lines += ["", "What this does not find:"] + doesNotFind.map { "  - \($0)" }
        return lines.joined(separator: "\n")
    }

    private func lines(_ reading: ArmReading) -> [String] {
        var lines = ["", "\(report.plan.arms[reading.arm].name): \(reading.verdict.rawValue)"]
        lines += reading.reasons.map { "  \($0.words)" }
        lines += MetricText(reading.primary).lines
        for guardrail in reading.guardrails { lines += MetricText(guardrail).lines }
        if let worse = reading.madeWorse {
            lines.append(
                "  made worse in \(reading.primary.metric.name): between "
                    + "\(MetricText.percent(worse.least)) and \(MetricText.percent(worse.most)) "
                    + "of the people")
        }
        return lines
    }

    private var doesNotFind: [String] {
        var sentences = [
            "Who was made worse: nobody is seen both with and without it, so only bounds are told.",
            "Whether people in one arm changed what people in another did.",
        ]
        if report.plan.isOnce, report.plan.peopleInArm == nil {
            sentences.append(
                "Whether it was looked at before: 'once' holds only for a number of people that was "
                    + "fixed before the start, and the plan names none in 'people'.")
        }
        if report.readings.contains(where: {
            $0.primary.adjustment == nil
        }), !found.people.covariate.isEmpty {
            sentences.append(
                "What the covariate takes off: it is not known of everybody, or does not vary.")
        }
        return sentences
    }
}

/// One metric of one arm.
struct MetricText {
    let reading: MetricReading

    init(_ reading: MetricReading) { self.reading = reading }

    var fields: JSONFields {
        var fields: JSONFields = [
            ("name", .string(reading.metric.name)),
            ("kind", .string(reading.metric.kind.rawValue)),
            ("good", .string(reading.metric.good == .higher ? "higher" : "lower")),
            ("control", Self.summary(reading.control)),
            ("treatment", Self.summary(reading.treatment)),
            ("once", Self.fixed(reading.fixed)),
        ]
        if let adjustment = reading.adjustment {
            var adjusted: JSONFields = [
                ("slope", ExactJSON(adjustment.slope)),
                ("explained", ExactJSON(adjustment.explained)),
            ]
            adjusted.append(("once", Self.fixed(reading.adjusted)))
            fields.append(("adjusted", .object(adjusted)))
        }
        fields.append(("method", .string(reading.method.rawValue)))
        fields.append(
            (
                "anytime",
                reading.anytime.map {
                    .object(
                        Self.ends($0.interval) + [("p", $0.p.map(ExactJSON.init) ?? .null)])
                } ?? .null
            ))
        if let margin = reading.metric.margin { fields.append(("margin", ExactJSON(margin))) }
        if let verdict = reading.verdict {
            fields.append(("verdict", .string(verdict.rawValue)))
        }
        return fields
    }

    private static func summary(_ summary: ArmSummary?) -> ExactJSON {
        guard let summary else { return .null }
        return .object([
            ("n", ExactJSON(summary.count)), ("mean", ExactJSON(summary.mean)),
            ("variance", ExactJSON(summary.variance)),
        ])
    }

    private static func fixed(_ fixed: FixedDifference?) -> ExactJSON {
        guard let fixed else { return .null }
        return .object(
            [
                ("difference", ExactJSON(fixed.difference)),
                ("standardError", ExactJSON(fixed.standardError)),
            ] + ends(fixed.interval) + [("p", ExactJSON(fixed.p))])
    }

    static func ends(_ interval: Interval) -> JSONFields {
        [("low", ExactJSON(interval.low)), ("high", ExactJSON(interval.high))]
    }

    var lines: [String] {
        let name = reading.metric.name
        guard let one = reading.control, let other = reading.treatment else {
            return ["  \(name): not known, fewer than two people in an arm"]
        }
        var line = "  \(name): \(number(one.mean)) → \(number(other.mean))"
        if let fixed = reading.adjusted ?? reading.fixed {
            line += "; once \(difference(fixed.difference)) \(ends(fixed.interval))"
        }
        if reading.adjusted != nil { line += " with what was known before taken off" }
        let isFlat = one.variance == 0 && other.variance == 0
        line +=
            reading.anytime.map { "; anytime \(ends($0.interval))" }
            ?? (isFlat ? "; nobody differs, so nothing is shown" : "; anytime not yet")
        if let verdict = reading.verdict, let margin = reading.metric.margin {
            line += "; margin \(number(margin)): \(verdict.rawValue)"
        }
        return [line]
    }

    private func number(_ value: Double) -> String {
        reading.metric.kind == .rate ? Self.percent(value) : Self.short(value)
    }

    private func difference(_ value: Double) -> String { (value > 0 ? "+" : "") + number(value) }

    private func ends(_ interval: Interval) -> String {
        "(\(number(interval.low)) … \(number(interval.high)))"
    }

    static func percent(_ share: Double) -> String { short(share * 100) + " %" }

    /// Some four digits that tell something.
    static func short(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        var unit = 1.0
        while abs(value) * unit < 1_000, unit < 1e8 { unit *= 10 }
        let rounded = (value * unit).rounded() / unit
        let text = "\(rounded == 0 ? 0 : rounded)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func p(_ p: Double) -> String { p < 0.000_1 ? "p < 0.0001" : "p = \(short(p))" }
}

extension VerdictReason {
    var words: String {
        switch self {
        case .redLine(let words): "It crosses a red line: \(words). No gain buys that."
        case .sampleRatio(let p):
            "The arms do not hold the people that were meant (\(MetricText.p(p))): find out who is "
                + "missing before anything is believed."
        case .measuredRatio(let p):
            "Of one arm more people were lost than of another (\(MetricText.p(p))): those who are "
                + "left cannot be compared."
        case .reshared:
            "The arms' shares changed against one another while it ran: analyse each stretch with "
                + "a plan of its own."
        case .primaryWorse: "What it is for got worse."
        case .guardrailBroken(let name): "\(name) got worse, perhaps by more than its margin."
        case .tooFew(let planned, let there):
            "It is looked at once, with \(planned) people in each arm: \(there) are there."
        case .primaryNotShown: "What it is for is not shown to be better yet."
        case .guardrailNotShown(let name):
            "\(name) is not shown to stay within its margin yet."
        case .allHeld: "What it is for is better, and everything that must not get worse held."
        }
    }
}
