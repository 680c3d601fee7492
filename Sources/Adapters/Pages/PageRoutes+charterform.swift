import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// The form in which who we are is written. What is typed stands in the page alone until it is
/// kept.
extension PageRoutes {
    func keepCharter(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        var typed = opened.form
        let doing = typed["do"]
        if let part = CharterForm.Part.allCases.first(where: { doing == "more-\($0.rawValue)" }) {
            let count = CharterForm.rowCount(part, typed) + 1
            typed.set("\(part.rawValue)-count", "\(count)")
            return charterForm(typed, opened)
        }
        let known = await proposalBoard.charters.last ?? Charter()
        let form = CharterForm(typed)
        guard let wanted = form.charter else {
            return charterForm(
                typed, opened, faults: form.faults, message: visit.text("id-mend"))
        }
        guard doing == "keep" else {
            return charterForm(typed, opened, changes: changes(from: known, to: wanted, visit))
        }
        guard typed["start"] == "\(known.version)" else {
            typed.set("start", "\(known.version)")
            return charterForm(
                typed, opened, changes: changes(from: known, to: wanted, visit),
                message: visit.filled("id-overtaken", "\(known.version)"), status: .conflict)
        }
        do {
            try await proposalBoard.act(.keepCharter(wanted), by: opened.viewer)
        } catch is CommandRefusal {
            return charterForm(typed, opened, message: visit.text("id-refused"))
        }
        let kept = await proposalBoard.charters.last ?? Charter()
        return redirect("/charter?done=" + (kept.version == known.version ? "same" : "kept"))
    }

    private func changes(
        from known: Charter, to wanted: Charter, _ visit: Visit
    ) -> [[String: Any]] {
        let text = CharterText(texts: visit.texts)
        return hunks(TextDifference(from: text.lines(of: known), to: text.lines(of: wanted)))
    }

    /// - Parameters:
    ///   - changes: What it would change, when that was asked for.
    ///   - status: `nil`: as faults and message say.
    func charterForm(
        _ typed: Form, _ opened: Opened, faults: [String: CharterForm.Fault] = [:],
        changes: [[String: Any]]? = nil, message: String? = nil,
        status: HTTPResponse.Status? = nil
    ) -> Response {
        let visit = opened.visit
        var values: [String: Any] = [
            "heading": visit.text("id-who"), "rooms": identityRooms("/charter", visit),
            "start": typed["start"], "days": typed["days"],
            "parts": CharterForm.Part.allCases.map { part($0, typed, faults, visit) },
        ]
        values["message"] = message
        values["daysFault"] = faults["days"].map { said($0, visit) }
        if let changes {
            values["isLooked"] = true
            values["hunks"] = changes
            values["changesNothing"] = changes.isEmpty
        }
        return html(
            "charterform", title: "voices", titled: visit.text("id-who"), visit,
            status: status ?? (message == nil ? .ok : .unprocessableContent), values)
    }

    private func part(
        _ part: CharterForm.Part, _ typed: Form, _ faults: [String: CharterForm.Fault],
        _ visit: Visit
    ) -> [String: Any] {
        let count = max(1, CharterForm.rowCount(part, typed))
        let isNamed = part == .principles || part == .redLines
        let key =
            switch part {
            case .principles: "principle"
            case .redLines: "redLine"
            case .hopedFor: "hopedFor"
            case .partedFrom: "partedFrom"
            }
        let rows = (0..<count).map { row -> [String: Any] in
            let idName = CharterForm.name(part, row, "id")
            return [
                "legend": "\(visit.text("id-\(key)")) \(row + 1)", "isNamed": isNamed,
                "idName": idName, "idValue": typed[idName],
                "fields": part.fields.map { field -> [String: Any] in
                    let name = CharterForm.name(part, row, field)
                    var shown: [String: Any] = [
                        "name": name, "value": typed[name], "label": visit.text(part.label(field)),
                    ]
                    if let language = field.split(separator: "-").last, language.count == 2,
                        ["en", "nl"].contains(language)
                    {
                        shown["lang"] = String(language)
                    }
                    shown["fault"] = faults[name].map { said($0, visit) }
                    return shown
                },
            ]
        }
        return [
            "part": part.rawValue, "count": count, "rows": rows,
            "title": visit.text(isNamed ? "id-\(key)s-title" : "id-\(key)-title"),
            "more": visit.text("id-more-\(part.rawValue)"),
            "mayAdd": count < Charter.partCountMax,
        ]
    }

    private func said(_ fault: CharterForm.Fault, _ visit: Visit) -> String {
        switch fault {
        case .missing: visit.text("id-missing")
        case .tooLong: visit.text("id-tooLong")
        case .tooMany: visit.text("id-tooMany")
        case .days: visit.text("id-daysFault")
        case .ground(let word): visit.filled("id-ground", word)
        }
    }
}

extension CharterForm.Part {
    /// The key of what is asked at a field.
    fileprivate func label(_ field: String) -> String {
        switch field {
        case "yes", "no": "id-\(field)Lines"
        case "how-en", "how-nl":
            "id-\(self == .hopedFor ? "welcome" : "leave")-\(field.suffix(2))"
        default: "id-\(field)"
        }
    }
}
