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
            let wanted = opened.query("version")
            let shown =
                wanted.isEmpty
                ? try desk.versions(for: opened.viewer).first
                : try Int64(wanted).flatMap { try desk.version($0, for: opened.viewer) }
            guard let version = shown else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try venuePage(
                opened, VenueDraft(version.text), wanted.isEmpty ? [:] : ["isOlder": true])
        }
        page(
            router, .post, "/venue", at: .admin, formLimit: MultipartForm.byteCountMax
        ) { opened in
            var draft = try draft(opened)
            do {
                return try await change(draft, opened)
            } catch let problems as VenueProblems {
                return try venuePage(
                    opened, draft, problems: problems.problems, status: .unprocessableContent)
            } catch let failed as FailedTrials {
                var values = trialValues(failed.outcomes, opened.visit)
                values["mayInsist"] = true
                return try venuePage(opened, draft, values, status: .conflict)
            } catch let overtaken as VenueOvertaken {
                // One more press puts it live on top: it has now been seen.
                draft.start = overtaken.version.number
                let text = try overtakenText(overtaken.version, opened)
                return try venuePage(
                    opened, draft, ["refused": text + " " + opened.visit.text("putOnTop")],
                    status: .conflict)
            } catch let refusal as CommandRefusal {
                return try venuePage(
                    opened, draft, ["refused": opened.visit.text(refusal.code)],
                    status: .conflict)
            }
        }
    }

    /// Who put what live meanwhile, and when.
    func overtakenText(_ version: VenueVersion, _ opened: Opened) throws -> String {
        let visit = opened.visit
        let names = try doorkeeper.names(for: opened.viewer)
        let by = version.by.map { names[$0] ?? $0.description } ?? visit.text("fromFolder")
        return String(format: visit.text("overtaken"), by, visit.dayAndTime(version.at))
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
    private func draft(_ opened: Opened) throws -> VenueDraft {
        let form = opened.form
        var draft = VenueDraft(
            VenueText(
                venue: Self.lines(form["venue"]), rules: Self.lines(form["rules"]),
                tests: Self.lines(form["tests"])))
        draft.start = Int64(form["start"])
        let text = draft.text
        guard
            text.venue.utf8.count + text.rules.utf8.count + text.tests.utf8.count
                <= Self.venueByteCountMax
        else { throw MultipartForm.Refusal.formTooLarge }
        let posted = EditorForm(posted: form)
        guard let shown = try desk.form(of: text, for: opened.viewer) else {
            draft.typed = posted.isPosted ? posted : nil
            return draft
        }
        let wanted = posted.applied(to: shown)
        draft.changed = posted.changed
        draft.clashes = wanted.clashes
        if wanted.form != shown {
            draft.text = try desk.edited(text, as: wanted.form, for: opened.viewer)
        }
        return draft
    }

    private func change(_ draft: VenueDraft, _ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let viewer = opened.viewer
        let text = draft.text
        let doing = opened.form["do"]
        // What was lost must be seen before anything goes live.
        if !draft.clashes.isEmpty { return try venuePage(opened, draft, status: .conflict) }
        switch doing {
        case "live", "anyway":
            let isNew = try await desk.putLive(
                text, from: draft.start, despiteFailures: doing == "anyway", by: viewer)
            return try venuePage(
                opened, VenueDraft(text), ["said": visit.text(isNew ? "isLive" : "isLiveAlready")])
        case "try":
            let (tried, _) = try desk.check(text, for: viewer)
            let zone = TimeZone(identifier: tried.timeZone) ?? .gmt
            let report = try await desk.tried(
                text, on: try importedDay(opened.form),
                offset: { instant in
                    let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
                    return .seconds(Int64(zone.secondsFromGMT(for: date)))
                }, for: viewer)
            return try venuePage(opened, draft, reportValues(report, tried, visit))
        case "tests":
            let outcomes = try await desk.judged(text, for: viewer)
            return try venuePage(opened, draft, trialValues(outcomes, visit))
        case let more where more.hasPrefix("more-"): return try venuePage(opened, draft)
        default:
            let (wanted, _) = try desk.check(text, for: viewer)
            let outcomes = try await desk.judged(text, for: viewer)
            var values: [String: Any] = [:]
            if outcomes.allSatisfy(\.hasPassed) {
                values["said"] = visit.text("allWell")
            } else {
                values = trialValues(outcomes, visit)
                values["refused"] = visit.text("someCasesFail")
            }
            let meanings = Self.meanings(from: venue, to: wanted, visit)
            values["hasMeanings"] = !meanings.isEmpty
            values["meanings"] = meanings
            return try venuePage(opened, draft, values)
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
                        message: Words(
                            en: "choose a table: a .csv or .jsonl file, plain or .gz",
                            nl: "kies een tabel: een bestand .csv of .jsonl, gewoon of .gz"))
                ])
        }
        let places = form.file("places").map { (name: $0.fileName ?? "", table: $0.bytes) }
        return ImportedDay(
            name: name, table: file.bytes, map: Self.lines(form["map"]), places: places)
    }
}
