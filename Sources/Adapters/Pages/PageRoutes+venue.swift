import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Ports
import Runtime

/// The venue in the browser: written as a form or as text, checked, compared, tried, put live,
/// brought back. What is not live yet stands in the page alone.
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
            var values: [String: Any] = [:]
            if wanted != nil { values["isOlder"] = true }
            return try venuePage(opened, version.text, values)
        }
        page(
            router, .post, "/venue", at: .admin, formLimit: MultipartForm.byteCountMax
        ) { opened in
            let text = try draft(opened)
            do {
                return try await change(text, opened)
            } catch let problems as VenueProblems {
                return try venuePage(
                    opened, text, told(problems, opened.visit), status: .unprocessableContent)
            } catch let failed as FailedTrials {
                var values = trialValues(failed.outcomes, opened.visit)
                values["mayInsist"] = true
                return try venuePage(opened, text, values, status: .conflict)
            } catch let refusal as CommandRefusal {
                return try venuePage(
                    opened, text, ["refused": opened.visit.text(refusal.code)], status: .conflict)
            }
        }
    }

    /// A form with files, read whole.
    ///
    /// - Throws: ``MultipartForm/Refusal``.
    func multipart(
        _ request: Request, _ contentType: String, upTo limit: Int
    ) async throws -> MultipartForm {
        let told = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard told <= limit else { throw MultipartForm.Refusal.formTooLarge }
        var body: [UInt8] = []
        body.reserveCapacity(told)
        for try await buffer in request.body {
            guard body.count + buffer.readableBytes <= limit else {
                throw MultipartForm.Refusal.formTooLarge
            }
            body.append(contentsOf: buffer.readableBytesView)
        }
        return try MultipartForm(contentType: contentType, body: body)
    }

    /// Browsers end lines with CR LF.
    private static func lines(_ text: String) -> String { text.replacing("\r\n", with: "\n") }

    /// The text boxes, with what was changed in the forms above them.
    private func draft(_ opened: Opened) throws -> VenueText {
        let form = opened.form
        let text = VenueText(
            venue: Self.lines(form["venue"]), rules: Self.lines(form["rules"]),
            tests: Self.lines(form["tests"]))
        guard
            text.venue.utf8.count + text.rules.utf8.count + text.tests.utf8.count
                <= Self.venueByteCountMax
        else { throw MultipartForm.Refusal.formTooLarge }
        guard let shown = try desk.form(of: text, for: opened.viewer) else { return text }
        let wanted = EditorForm(posted: form).applied(to: shown)
        guard wanted != shown else { return text }
        return try desk.edited(text, as: wanted, for: opened.viewer)
    }

    private func change(_ text: VenueText, _ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let viewer = opened.viewer
        switch opened.form["do"] {
        case "live", "anyway":
            try await desk.putLive(
                text, despiteFailures: opened.form["do"] == "anyway", by: viewer)
            return try venuePage(opened, text, ["said": visit.text("isLive")])
        case "try":
            let (tried, _) = try desk.check(text, for: viewer)
            let zone = TimeZone(identifier: tried.timeZone) ?? .gmt
            let report = try await desk.tried(
                text, on: try importedDay(opened.form),
                offset: { instant in
                    let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
                    return .seconds(Int64(zone.secondsFromGMT(for: date)))
                }, for: viewer)
            return try venuePage(opened, text, reportValues(report, tried, visit))
        case "tests":
            let outcomes = try await desk.judged(text, for: viewer)
            return try venuePage(opened, text, trialValues(outcomes, visit))
        default:
            _ = try desk.check(text, for: viewer)
            return try venuePage(opened, text, ["said": visit.text("allWell")])
        }
    }

    /// The table that was brought along; `nil` to try on what is kept.
    private func importedDay(_ form: Form) throws -> ImportedDay? {
        guard form["day"] == "table" else { return nil }
        guard let file = form.file("table"), let name = file.fileName else {
            throw VenueProblems(
                problems: [
                    VenueProblem(
                        part: .table, line: 1, column: 1,
                        message: "choose a table: a .csv or .jsonl file, plain or .gz")
                ])
        }
        return ImportedDay(name: name, table: file.bytes, map: Self.lines(form["map"]))
    }

    // MARK: The page

    private func told(_ problems: VenueProblems, _ visit: Visit) -> [String: Any] {
        [
            "hasProblems": true, "isTextOpen": true,
            "isTryOpen": problems.problems.contains { [.map, .table].contains($0.part) },
            "problems": problems.problems.map { problem -> [String: Any] in
                [
                    "part": problem.part.rawValue, "line": problem.line,
                    "column": problem.column,
                    "where": Self.names[problem.part] ?? visit.text("part-\(problem.part)"),
                    "message": problem.message,
                ]
            },
        ]
    }

    /// Files that are called the same in every language.
    private static let names: [VenuePart: String] = [.venue: "venue.yaml"]

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
        values["tests"] = text.tests
        values["map"] = opened.form["map"].isEmpty ? Self.mapExample : opened.form["map"]
        values["wantsTable"] = opened.form["day"] == "table"
        values["wantsKept"] = opened.form["day"] != "table"
        if opened.form["do"] == "try" { values["isTryOpen"] = true }
        if opened.form["do"] == "check" { values["isTextOpen"] = true }
        if let form = try desk.form(of: text, for: opened.viewer) {
            values.merge(EditorForm(form).values(visit, open: opened.form["do"])) { own, _ in own }
        } else {
            values["hasNoForm"] = true
            values["isTextOpen"] = true
        }
        let changes = [
            ("venue.yaml", TextDifference(from: live.venue, to: text.venue)),
            (visit.text("rules"), TextDifference(from: live.rules, to: text.rules)),
            (visit.text("part-tests"), TextDifference(from: live.tests, to: text.tests)),
        ].filter { !$0.1.hunks.isEmpty }
        values["hasChanges"] = !changes.isEmpty
        values["changes"] = changes.map { Self.changeValues($0.0, $0.1, visit) }
        let names = try doorkeeper.names(for: opened.viewer)
        values["versions"] = versions.enumerated().map { place, version -> [String: Any] in
            [
                "number": version.number.description, "isNow": place == 0,
                "at": visit.dayAndTime(version.at),
                "by": version.by.map { names[$0] ?? $0.description } ?? visit.text("fromFolder"),
            ]
        }
        return html("venue", title: "venue", visit, status: status, values)
    }

    private static func changeValues(
        _ file: String, _ difference: TextDifference, _ visit: Visit
    ) -> [String: Any] {
        [
            "file": file,
            "hunks": difference.hunks.map { hunk -> [String: Any] in
                let first = hunk.first.map { $0.after ?? $0.before ?? 1 } ?? 1
                return [
                    "from": first,
                    "lines": hunk.map { line -> [String: Any] in
                        [
                            "isAdded": line.change == .added,
                            "isRemoved": line.change == .removed,
                            "isSame": line.change == .none,
                            "before": line.before.map(String.init) ?? "",
                            "after": line.after.map(String.init) ?? "", "line": line.text,
                        ]
                    },
                ]
            },
        ]
    }

    private static let mapExample = """
        signal:
          token: "{band}"
          kind: "{what}"
          kinds: {IN: enter, OUT: exit}
          zone: "{place}"
          at: {text: "{time}", offset: "+02:00"}
        """
}
