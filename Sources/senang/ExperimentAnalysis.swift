import ExactJSON
import Files
import Measures

/// Experiments of which only sums over time are known, as lines and as JSON.
struct ExperimentPathText {
    let plan: ExperimentPlanFile
    let found: ExperimentSummaryFile
    let paths: [(series: ExperimentSummaryFile.Series, paths: [ExperimentPath])]

    init(plan: ExperimentPlanFile, found: ExperimentSummaryFile) {
        self.plan = plan
        self.found = found
        paths = found.series.map { series in
            (
                series,
                plan.plan.arms.indices.dropFirst().map {
                    ExperimentPath(plan.plan, arm: $0, looks: series.looks)
                }
            )
        }
    }

    private static let doesNotFind = [
        "Who was made worse, and the worst tenth: sums do not tell people apart.",
        "Whether a person's value went on changing after it was counted: the sequence supposes that "
            + "each new look adds people, not that those of before change.",
    ]

    var json: ExactJSON {
        .object([
            ("name", .string(plan.name)), ("rows", ExactJSON(found.rowCount)),
            ("leftOut", ExactJSON(found.leftOutCount)),
            (
                "experiments",
                .array(
                    paths.map { series, paths in
                        .object([
                            ("name", .string(series.name)),
                            ("momentsNotWhole", ExactJSON(series.unevenCount)),
                            ("arms", .array(paths.map { .object(fields($0)) })),
                        ])
                    })
            ),
            ("doesNotFind", .array(Self.doesNotFind.map(ExactJSON.string))),
            ("problemCount", ExactJSON(found.problemCount)),
            ("problems", .array(found.problems.map { .string("\($0)") })),
        ])
    }

    private func fields(_ path: ExperimentPath) -> JSONFields {
        [
            ("arm", .string(path.plan.arms[path.arm].name)),
            ("decision", .string(path.verdict.rawValue)),
            ("why", .array(reasons(path).map { .string($0.words) })),
            ("endedAt", path.end.map { ExactJSON(path.steps[$0].time) } ?? .null),
            ("looks", .array(path.steps.map { .object(fields($0)) })),
        ]
    }

    private func fields(_ step: ExperimentPath.Step) -> JSONFields {
        [
            ("time", ExactJSON(step.time)), ("decision", .string(step.verdict.rawValue)),
            ("sampleRatioP", step.sampleRatioP.map(ExactJSON.init) ?? .null),
            ("anytimeSampleRatioP", ExactJSON(step.anytimeRatioP)),
            ("p", ExactJSON(step.p)), ("primary", .object(MetricText(step.primary).fields)),
            ("guardrails", .array(step.guardrails.map { .object(MetricText($0).fields) })),
        ]
    }

    private func reasons(_ path: ExperimentPath) -> [VerdictReason] {
        (path.end.map { path.steps[$0] } ?? path.steps.last)?.reasons ?? []
    }

    var text: String {
        var lines = [
            "\(plan.name): \(counted(found.rowCount, "row")), \(found.problemCount) not used, "
                + "\(found.leftOutCount) of no metric"
        ]
        for (series, paths) in paths {
            for path in paths {
                let name = [series.name, path.plan.arms[path.arm].name].filter { !$0.isEmpty }
                let when = path.end.map {
                    " at \(MetricText.short(path.steps[$0].time)), look \($0 + 1) of "
                        + "\(path.steps.count)"
                }
                let looks = when ?? " after \(counted(path.steps.count, "look"))"
                lines.append(
                    "\(name.joined(separator: " · ")): \(path.verdict.rawValue)\(looks)")
                lines += reasons(path).map { "  \($0.words)" }
                guard let step = path.end.map({ path.steps[$0] }) ?? path.steps.last else {
                    continue
                }
                lines += MetricText(step.primary).lines
                lines += step.guardrails.flatMap { MetricText($0).lines }
            }
        }
        lines += ["", "What this does not find:"] + Self.doesNotFind.map { "  - \($0)" }
        return lines.joined(separator: "\n")
    }
}

/// How many people a plan needs.
struct ExperimentSizeText {
    let plan: ExperimentPlanFile

    private struct Row {
        let arm: String
        let metric: String
        let once: [Int]?
        let anytime: [Int]?
    }

    private var rows: [Row] {
        plan.plan.arms.indices.dropFirst().flatMap { arm in
            plan.plan.sizes(arm: arm).map { metric, size in
                Row(
                    arm: plan.plan.arms[arm].name, metric: metric.name,
                    once: size.flatMap { plan.plan.inEach($0.once, arm: arm) },
                    anytime: size.flatMap { plan.plan.inEach($0.anytime, arm: arm) })
            }
        }
    }

    var json: ExactJSON {
        func pair(_ people: [Int]?) -> ExactJSON {
            guard let people else { return .null }
            return .object([("control", ExactJSON(people[0])), ("arm", ExactJSON(people[1]))])
        }
        return .object([
            ("name", .string(plan.name)), ("alpha", ExactJSON(plan.plan.alpha)),
            ("primaryAlpha", ExactJSON(plan.plan.primaryAlpha)),
            ("power", ExactJSON(plan.plan.power)),
            ("planned", plan.plan.peopleInArm.map { ExactJSON($0) } ?? .null),
            (
                "tooFewPlanned",
                .array(
                    plan.plan.shortages.map {
                        .object([
                            ("arm", .string(plan.plan.arms[$0.arm].name)),
                            ("metric", .string($0.metric)), ("needed", ExactJSON($0.needed)),
                        ])
                    })
            ),
            (
                "sizes",
                .array(
                    rows.map { row in
                        .object([
                            ("arm", .string(row.arm)), ("metric", .string(row.metric)),
                            ("once", pair(row.once)), ("anytime", pair(row.anytime)),
                        ])
                    })
            ),
        ])
    }

    var text: String {
        var lines = ["\(plan.name): people in control and in the arm, for each metric"]
        for row in rows {
            let name = "  \(row.arm) · \(row.metric): "
            guard let once = row.once, let anytime = row.anytime else {
                lines.append(
                    name
                        + "not known; write how it is now: 'baseline' of a rate, 'deviation' of "
                        + "anything else, and a margin above 0")
                continue
            }
            lines.append(
                name + "\(once[0]) and \(once[1]) looked at once; \(anytime[0]) and "
                    + "\(anytime[1]) looked at any time")
        }
        lines.append("The most of these is what is needed: all of them must be shown.")
        if let planned = plan.plan.peopleInArm, !plan.plan.shortages.isEmpty {
            let short = Set(plan.plan.shortages.map(\.metric)).sorted().joined(separator: "; ")
            lines.append("\(planned) planned in each arm are too few for: \(short)")
        }
        return lines.joined(separator: "\n")
    }
}
