import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What somebody works on in the venue's page, before it is live.
struct VenueDraft {
    var text: VenueText
    /// The forms as they were sent, when the text cannot be shown as forms.
    var typed: EditorForm?
    /// Sections that were changed in a form.
    var changed: Set<String> = []
    /// Sections that were changed in a form and as text, with what the form said.
    var clashes: [(section: String, lost: [String])] = []
    /// The number of the version it was begun from; `nil`: the newest.
    var start: Int64?

    init(_ text: VenueText) { self.text = text }
}

/// The venue's page itself: its forms and texts, what is wrong in them, what changes, and every
/// version.
extension PageRoutes {
    func venuePage(
        _ opened: Opened, _ draft: VenueDraft, _ values: [String: Any] = [:],
        problems: [VenueProblem] = [], status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let visit = opened.visit
        let versions = try desk.versions(for: opened.viewer)
        let live = versions.first?.text ?? VenueText(venue: "", rules: "")
        let doing = opened.form["do"]
        var values = values
        values["venue"] = draft.text.venue
        values["rules"] = draft.text.rules
        values["tests"] = draft.text.tests
        values["map"] = opened.form["map"].isEmpty ? Self.mapExample : opened.form["map"]
        values["wantsTable"] = opened.form["day"] == "table"
        values["wantsKept"] = opened.form["day"] != "table"
        if doing == "try" { values["isTryOpen"] = true }
        if doing == "check" { values["isTextOpen"] = true }
        let start = draft.start ?? versions.first?.number
        values["start"] = start.map(\.description) ?? ""
        if let newest = versions.first, let start, newest.number != start {
            values["meanwhile"] = try overtakenText(newest, opened)
        }
        var showing = EditorForm.Showing(visit: visit, isAsTyped: draft.typed != nil)
        showing.more = doing.hasPrefix("more-") ? String(doing.dropFirst(5)) : ""
        showing.open = [showing.more.isEmpty ? doing : showing.more]
        let form = try desk.form(of: draft.text, for: opened.viewer).map { EditorForm($0) }
        try tell(problems, draft, form, opened, into: &values, &showing)
        if form == nil {
            values["hasNoForm"] = true
            values["isTextOpen"] = true
        }
        if let shown = form ?? draft.typed {
            values.merge(shown.values(showing)) { own, _ in own }
        }
        values["hasClashes"] = !draft.clashes.isEmpty
        values["clashes"] = draft.clashes.map { clash -> [String: Any] in
            ["section": visit.text("section-\(clash.section)"), "lost": clash.lost]
        }
        let changes = Self.differences(from: live, to: draft.text)
            .filter { !$0.difference.hunks.isEmpty }
        values["hasChanges"] = !changes.isEmpty
        values["changes"] = changes.map {
            Self.changeValues(visit.text("part-\($0.part)"), $0.difference, visit)
        }
        try tellVersions(versions, opened, into: &values)
        return html("venue", title: "venue", visit, status: status, values)
    }

    private static func differences(
        from old: VenueText, to new: VenueText
    ) -> [(part: VenuePart, difference: TextDifference)] {
        [
            (.venue, TextDifference(from: old.venue, to: new.venue)),
            (.rules, TextDifference(from: old.rules, to: new.rules)),
            (.tests, TextDifference(from: old.tests, to: new.tests)),
        ]
    }

    // MARK: What is wrong

    /// Names each problem in the reader's words, at its field when a form shows it.
    private func tell(
        _ problems: [VenueProblem], _ draft: VenueDraft, _ form: EditorForm?, _ opened: Opened,
        into values: inout [String: Any], _ showing: inout EditorForm.Showing
    ) throws {
        guard !problems.isEmpty else { return }
        let visit = opened.visit
        values["hasProblems"] = true
        values["isTryOpen"] = problems.contains { [.map, .table, .places].contains($0.part) }
        var lines: [[String: Any]] = []
        for problem in problems {
            var message = visit.language.of(problem.message)
            let part = visit.text("part-\(problem.part)")
            let place = "\(part):\(problem.line):\(problem.column)"
            var line: [String: Any] = [
                "target": "text-\(problem.part)", "line": problem.line,
                "column": problem.column, "link": place, "message": message,
            ]
            let field = try desk.field(of: problem, in: draft.text, for: opened.viewer)
            if let form, let field, let told = form.told(field, visit) {
                let name = EditorForm.name(of: field)
                if told.value.isEmpty { message = visit.text("isMissing") }
                showing.faults[name] = message
                showing.open.insert(field.section)
                if draft.changed.contains(field.section) || opened.form["do"] == field.section {
                    line["target"] = name
                    line["link"] = told.label
                    line["message"] = "\(message) (\(place))"
                    lines.append(line)
                    continue
                }
            }
            if ![.map, .table, .places].contains(problem.part) { values["isTextOpen"] = true }
            lines.append(line)
        }
        values["problems"] = lines
    }

    // MARK: What changes

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

    // MARK: Versions

    /// Longer texts are not compared version by version.
    private static let comparedByteCountMax = 256 << 10

    private func tellVersions(
        _ versions: [VenueVersion], _ opened: Opened, into values: inout [String: Any]
    ) throws {
        let visit = opened.visit
        let names = try doorkeeper.names(for: opened.viewer)
        values["versions"] = versions.enumerated().map { place, version -> [String: Any] in
            let before = place + 1 < versions.count ? versions[place + 1].text : nil
            var row: [String: Any] = [
                "number": version.number.description, "isNow": place == 0,
                "at": visit.dayAndTime(version.at),
                "by": version.by.map { names[$0] ?? $0.description } ?? visit.text("fromFolder"),
            ]
            let summary = before.map { Self.summary(from: $0, to: version.text, visit) } ?? ""
            if !summary.isEmpty { row["summary"] = summary }
            return row
        }
        guard versions.count > 1, versions[0].by == nil, let by = versions[1].by,
            versions[0].text != versions[1].text
        else { return }
        values["folderTook"] = String(
            format: visit.text("folderTook"), visit.dayAndTime(versions[0].at),
            names[by] ?? by.description, visit.dayAndTime(versions[1].at))
        values["folderTookNumber"] = versions[1].number.description
    }

    /// "+2 −1 Rules".
    private static func summary(
        from old: VenueText, to new: VenueText, _ visit: Visit
    ) -> String {
        func size(_ text: VenueText) -> Int {
            text.venue.utf8.count + text.rules.utf8.count + text.tests.utf8.count
        }
        guard max(size(old), size(new)) <= comparedByteCountMax else { return "" }
        return differences(from: old, to: new).compactMap { part, difference in
            let lines = difference.hunks.flatMap(\.self)
            let added = lines.count { $0.change == .added }
            let removed = lines.count { $0.change == .removed }
            guard added + removed > 0 else { return nil }
            let counts = [added > 0 ? "+\(added)" : "", removed > 0 ? "−\(removed)" : ""]
            return counts.filter { !$0.isEmpty }.joined(separator: " ")
                + " " + visit.text("part-\(part)")
        }.joined(separator: ", ")
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
