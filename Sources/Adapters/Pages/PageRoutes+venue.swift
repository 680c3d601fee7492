import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// The venue in the browser: written, checked, compared, tried, put live, brought back.
extension PageRoutes {
    /// The largest venue that is written in a browser.
    static let venueByteCountMax = 2 << 20

    func addVenue(to router: Router<some RequestContext>) {
        page(router, .get, "/venue", at: .admin) { opened in
            let wanted = Int64(opened.query("version"))
            let versions = try desk.versions(for: opened.viewer)
            let shown = try wanted.flatMap { try desk.version($0, for: opened.viewer) }
            guard let version = shown ?? versions.first else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try venuePage(opened, version.text, wanted == nil ? [:] : ["isOlder": true])
        }
        page(router, .post, "/venue", at: .admin, formLimit: Self.venueByteCountMax) { opened in
            let text = VenueText(
                venue: Self.lines(opened.form["venue"]), rules: Self.lines(opened.form["rules"]))
            do {
                return try await change(opened.form["do"], text, opened)
            } catch let problems as VenueProblems {
                return try venuePage(
                    opened, text,
                    ["problems": problems.problems.map(\.description), "hasProblems": true],
                    status: .unprocessableContent)
            } catch let refusal as CommandRefusal {
                return try venuePage(
                    opened, text,
                    ["problems": [opened.visit.text(refusal.code)], "hasProblems": true],
                    status: .conflict)
            }
        }
    }

    /// Browsers end lines with CR LF.
    private static func lines(_ text: String) -> String { text.replacing("\r\n", with: "\n") }

    private func change(
        _ doing: String, _ text: VenueText, _ opened: Opened
    ) async throws -> Response {
        let visit = opened.visit
        switch doing {
        case "live":
            try await desk.putLive(text, by: opened.viewer)
            return try venuePage(opened, text, ["said": visit.text("isLive")])
        case "try":
            let report = try await desk.tried(text, on: nil, offset: { _ in .seconds(0) }, for: opened.viewer)
            return try venuePage(opened, text, tried(report, visit))
        default:
            _ = try desk.check(text, for: opened.viewer)
            return try venuePage(opened, text, ["said": visit.text("allWell")])
        }
    }

    private func tried(_ report: ReplayReport, _ visit: Visit) -> [String: Any] {
        [
            "hasReport": true, "signals": report.signals,
            "from": report.from.map(timeText) ?? "–", "to": report.to.map(timeText) ?? "–",
            "report": report.rules.map { line -> [String: Any] in
                let most = max(1, line.hours.max() ?? 1)
                return [
                    "rule": line.rule.description, "cues": line.cues, "tokens": line.tokens,
                    "bars": line.hours.enumerated().map { hour, count -> [String: Any] in
                        let height = count * 24 / most
                        return ["x": hour * 4, "y": 24 - height, "height": height]
                    },
                    "summary": line.hours.enumerated().filter { $0.element > 0 }.map {
                        "\($0.offset)h: \($0.element)"
                    }.joined(separator: ", "),
                ]
            },
            "screenMost": report.screen.most, "screenMedian": report.screen.median,
            "screenP90": report.screen.p90, "hasScreen": report.screen.hours > 0,
        ]
    }

    private func venuePage(
        _ opened: Opened, _ text: VenueText, _ values: [String: Any],
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let visit = opened.visit
        let versions = try desk.versions(for: opened.viewer)
        let live = versions.first?.text ?? VenueText(venue: "", rules: "")
        var values = values
        values["venue"] = text.venue
        values["rules"] = text.rules
        let changes =
            Self.difference(from: live.venue, to: text.venue)
            + Self.difference(from: live.rules, to: text.rules)
        values["hasChanges"] = !changes.isEmpty
        values["changes"] = changes
        let names = try doorkeeper.names(for: opened.viewer)
        values["versions"] = versions.enumerated().map { place, version -> [String: Any] in
            [
                "number": version.number.description, "isNow": place == 0,
                "at": dayText(version.at),
                "by": version.by.map { names[$0] ?? $0.description } ?? visit.text("fromFolder"),
            ]
        }
        return html("venue", title: "venue", visit, status: status, values)
    }

    /// The lines that went and came, in order.
    static func difference(from old: String, to new: String) -> [[String: Any]] {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [(place: Int, values: [String: Any])] = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let place, let line, _):
                lines.append((place * 2, ["isRemoved": true, "line": String(line)]))
            case .insert(let place, let line, _):
                lines.append((place * 2 + 1, ["isAdded": true, "line": String(line)]))
            }
        }
        return lines.sorted { $0.place < $1.place }.map(\.values)
    }
}
