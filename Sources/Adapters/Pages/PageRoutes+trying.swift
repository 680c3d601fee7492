import Domain
import Kernel
import Ports
import Runtime

/// What trying a venue's rules shows: their cases, and what they would have raised.
extension PageRoutes {
    // MARK: Cases

    func trialValues(_ outcomes: [RuleTrial.Outcome], _ visit: Visit) -> [String: Any] {
        func texts(_ cues: [RaisedCue]) -> [String] {
            cues.map { cue in
                let time = cue.at.rfc3339.dropFirst(11).prefix(8)
                return "\(time) \(cue.token) \(cue.rule) at \(cue.zone)"
            }
        }
        let failed = outcomes.count { !$0.hasPassed }
        return [
            "hasTrials": true, "hasFailed": failed > 0, "hasNoTrials": outcomes.isEmpty,
            "passed": visit.counted("casesPassed", outcomes.count - failed),
            "failed": visit.counted("casesFailed", failed),
            "trials": outcomes.map { outcome -> [String: Any] in
                [
                    "name": outcome.name, "line": outcome.line, "hasPassed": outcome.hasPassed,
                    "missing": texts(outcome.missing), "tooMany": texts(outcome.tooMany),
                ]
            },
        ]
    }

    // MARK: History

    /// The height of the tallest bar, and the width of an hour, in units of the figure.
    private static let barHeight = 60
    private static let hourWidth = 20

    /// - Parameter tried: The venue that was tried: its zones and its time zone.
    func reportValues(_ report: ReplayReport, _ tried: Venue, _ visit: Visit) -> [String: Any] {
        let names = Dictionary(
            tried.zones.map { ($0.id, visit.language.of($0.name)) },
            uniquingKeysWith: { first, _ in first })
        var values: [String: Any] = [
            "hasReport": true, "period": Self.period(report, visit),
            "timeZone": tried.timeZone,
            "report": report.rules.map { Self.lineValues($0, visit) },
            "hasScreen": report.screen.hours > 0, "screenMost": report.screen.most,
            "screenMedian": report.screen.median, "screenP90": report.screen.p90,
            "screens": report.screens.map { screen -> [String: Any] in
                [
                    "zone": names[screen.zone] ?? screen.zone.description, "cues": screen.cues,
                    "hours": screen.hours, "median": screen.median, "most": screen.most,
                ]
            },
        ]
        if let rows = report.rows {
            values["rows"] = visit.counted("tableRows", rows)
            values["unused"] = report.unused.sorted { $0.key < $1.key }
                .map { reason, unused -> [String: Any] in
                    let numbers = unused.first.map(visit.number).joined(separator: ", ")
                    let more = unused.count > unused.first.count ? ", …" : ""
                    return [
                        "count": visit.counted("rowsUnused", unused.count),
                        "reason": Phrases.unused(reason, in: visit.language),
                        "first": "(\(visit.text("rowNumbers")) \(numbers)\(more))",
                    ]
                }
        } else if let since = report.keptSince {
            values["reach"] = "\(visit.text("keptSince")) \(visit.dayAndTime(since))"
        }
        return values
    }

    private static func period(_ report: ReplayReport, _ visit: Visit) -> String {
        guard let from = report.from, let to = report.to else { return visit.text("noSignals") }
        return visit.counted("signalsBetween", report.signals)
            + " \(visit.dayAndTime(from)) – \(visit.dayAndTime(to))"
    }

    private static func lineValues(_ line: ReplayReport.Line, _ visit: Visit) -> [String: Any] {
        let most = max(1, line.hours.max() ?? 1)
        let hours = line.hours.enumerated()
        return [
            "rule": line.rule.description, "cueText": visit.counted("cueCount", line.cues),
            "tokens": line.tokens,
            "people": line.people, "hasCues": line.cues > 0, "most": most,
            "bars": hours.map { hour, count -> [String: Any] in
                let height = count * barHeight / most
                return ["x": hour * hourWidth, "y": barHeight + 14 - height, "height": height]
            },
            "marks": stride(from: 0, through: 20, by: 4).map { hour -> [String: Any] in
                ["x": hour * hourWidth, "hour": "\(hour)"]
            },
            "rows": hours.filter { $0.element > 0 }.map { hour, count -> [String: Any] in
                ["hour": "\(Self.clockText(minute: hour * 60))", "count": count]
            },
            "summary": hours.filter { $0.element > 0 }.map {
                "\($0.offset)h: \($0.element)"
            }.joined(separator: ", "),
        ]
    }
}

extension Visit {
    /// So many of something: a text for one, and a text for several.
    func counted(_ key: String, _ count: Int) -> String {
        "\(number(count)) \(text(count == 1 ? key + "-one" : key))"
    }
}
