import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Ports
import Runtime

/// The form in which an experiment is planned: all that judges, before the start.
extension PageRoutes {
    func newPlan(_ opened: Opened) async throws -> Response {
        guard opened.viewer.role >= .lead else {
            return try message("notAllowed", .forbidden, opened.visit)
        }
        var form = Form(TrialForm.usual)
        form.set("key", experimentDesk.freshId())
        return try await planForm(form, nil, opened)
    }

    func keepPlan(_ old: LivePlan?, _ opened: Opened) async throws -> Response {
        let form = opened.form
        guard form["do"] == "keep" || form["do"] == "size" else {
            return try await planForm(form, old, opened)
        }
        let isSizing = form["do"] == "size"
        let all = await experimentDesk.experiments()
        // A plan that was sent twice is one.
        let taken = all.filter { $0.plan.salt != form["key"] }.map(\.id)
        let read = TrialForm(form, old: old, taken: taken, isSizing: isSizing)
        guard let plan = read.plan else {
            return try await planForm(form, old, faults: read.faults, opened)
        }
        if let misfit = plan.misfit {
            return try await planForm(form, old, faults: read.faults(of: misfit), opened)
        }
        guard !isSizing else {
            let short = form["people"].isEmpty ? [] : shortages(plan, opened.visit)
            return try await planForm(
                form, old, sizes: sizes(plan, opened.visit), shortages: short, opened)
        }
        do {
            try await experimentDesk.act(.plan(plan), by: opened.viewer)
            return redirect("/experiments/\(plan.id)?done=kept")
        } catch CommandRefusal.experiment(let refusal) {
            let code =
                opened.visit.texts["ex-\(refusal.code)"] == nil ? "failed" : "ex-\(refusal.code)"
            return try await planForm(form, old, faults: ["": code], opened)
        }
    }

    // MARK: The form

    /// - Parameters:
    ///   - old: `nil`: a new one.
    ///   - faults: By field, the key of what stands at it; of no field: above the form.
    ///   - sizes: How many people it takes, when that was asked.
    ///   - shortages: For what fewer are planned.
    func planForm(
        _ form: Form, _ old: LivePlan?, faults: [String: String] = [:], sizes: [String] = [],
        shortages: [String] = [], _ opened: Opened
    ) async throws -> Response {
        let visit = opened.visit
        let rows = TrialForm.Rows(form)
        let fields = TrialFields(typed: form, faults: faults, visit: visit, book: trialBook(visit))
        var values: [String: Any] = [
            "heading": visit.text(old == nil ? "ex-new" : "ex-change"),
            "action": old.map { "/experiments/\($0.id)/plan" } ?? "/experiments/new",
            "key": form["key"], "armCount": "\(rows.arms)", "railCount": "\(rows.rails)",
            "lineCount": "\(rows.lines)",
            "names": old == nil ? [fields.field("id", hint: "ex-idHint")] : [],
            "said": [
                fields.field("title-en", lang: "en"), fields.field("title-nl", lang: "nl"),
                fields.field("why-en", lang: "en"), fields.field("why-nl", lang: "nl"),
            ],
            "arms": (0..<rows.arms).map(fields.arm),
            "primary": [fields.metric(0)], "rails": (1...rows.rails).map(fields.metric),
            "lines": (0..<rows.lines).map { fields.line($0, arms: rows.arms) },
            "counts": [
                fields.field("people", hint: "ex-peopleHint", mode: "numeric"),
                fields.field("hours", mode: "numeric"),
            ],
            "mayAddArm": rows.arms < LivePlan.armCountMax,
            "mayAddRail": rows.rails < LivePlan.guardrailCountMax,
            "mayAddLine": rows.lines < LivePlan.redLineCountMax,
            "hasSizes": !sizes.isEmpty, "sizes": sizes, "shortages": shortages,
        ]
        if let whole = faults[""] ?? (faults.isEmpty ? nil : "ex-mend") {
            values["message"] = visit.text(whole)
        }
        return html(
            "experimentform", title: "insight", titled: values["heading"] as? String, visit,
            status: faults.isEmpty ? .ok : .unprocessableContent, values)
    }
}

/// Fields of the form, filled with what stands or was typed, each with what is wrong at it.
private struct TrialFields {
    let typed: Form
    let faults: [String: String]
    let visit: Visit
    let book: TrialBook

    func field(
        _ name: String, label: String? = nil, hint: String? = nil, lang: String? = nil,
        mode: String? = nil
    ) -> [String: Any] {
        var field: [String: Any] = [
            "name": name, "label": visit.text(label ?? "ex-\(name)"), "value": typed[name],
        ]
        field["hint"] = hint.map(visit.text)
        field["inputLang"] = lang
        field["mode"] = mode
        field["fault"] = faults[name].map(visit.text)
        return field
    }

    func choice(_ name: String, label: String, _ options: [(String, String)]) -> [String: Any] {
        var field: [String: Any] = [
            "name": name, "label": visit.text(label),
            "options": options.map { option, text -> [String: Any] in
                ["option": option, "text": text, "isChosen": option == typed[name]]
            },
        ]
        field["fault"] = faults[name].map(visit.text)
        return field
    }

    private func words(_ row: String) -> [[String: Any]] {
        Language.allCases.map {
            field("\(row)-\($0.rawValue)", label: "ex-\($0.rawValue)", lang: $0.rawValue)
        }
    }

    /// Whether something that is folded away is wrong, or filled in.
    private func isOpen(_ row: String, _ names: [String]) -> Bool {
        names.contains { faults["\(row)-\($0)"] != nil }
    }

    func arm(_ place: Int) -> [String: Any] {
        let row = "arm-\(place)"
        return [
            "legend": book.say("ex-arm", "\(place + 1)"),
            "fields": words(row) + [
                field("\(row)-share", label: "ex-share", mode: "decimal"),
                field("\(row)-id", label: "ex-id", hint: "ex-idHint"),
            ],
        ]
    }

    func line(_ place: Int, arms: Int) -> [String: Any] {
        let row = "line-\(place)"
        let ways = (0..<arms).map { arm -> (String, String) in
            let words = typed["arm-\(arm)-\(visit.language.rawValue)"]
            return ("\(arm)", words.isEmpty ? book.say("ex-arm", "\(arm + 1)") : words)
        }
        return [
            "legend": book.say("ex-line", "\(place + 1)"), "fields": words(row),
            "idField": "\(row)-id", "idValue": typed["\(row)-id"],
            "choices": [choice("\(row)-arm", label: "ex-lineArm", ways)],
        ]
    }

    /// - Parameter place: 0 is what it is for.
    func metric(_ place: Int) -> [String: Any] {
        let row = "m-\(place)"
        let amounts =
            place == 0
            ? [field("\(row)-effect", label: "ex-effect", mode: "decimal")]
            : [field("\(row)-margin", label: "ex-marginField", mode: "decimal")]
        var more = [
            field(
                "\(row)-baseline", label: "ex-baseline", hint: "ex-baselineHint", mode: "decimal"),
            field("\(row)-low", label: "ex-low", hint: "ex-boundsHint", mode: "decimal"),
            field("\(row)-high", label: "ex-high", mode: "decimal"),
            field("\(row)-id", label: "ex-id", hint: "ex-idHint"),
        ]
        if place > 0 {
            more.insert(field("\(row)-group", label: "ex-group", hint: "ex-groupHint"), at: 0)
            more.append(field("\(row)-effect", label: "ex-effectRail", mode: "decimal"))
        }
        let names = ["baseline", "low", "high", "id", "group"] + (place > 0 ? ["effect"] : [])
        return [
            "legend": book.say("ex-railPlace", "\(place)"), "fields": words(row),
            "choices": [
                choice(
                    "\(row)-what", label: "ex-whatField",
                    TrialForm.What.allCases.map {
                        ($0.rawValue, visit.text("ex-what-\($0.rawValue)"))
                    }),
                choice(
                    "\(row)-good", label: "ex-good",
                    LiveMetric.Good.allCases.map {
                        ($0.rawValue, visit.text("ex-good-\($0.rawValue)"))
                    }),
            ],
            "amounts": amounts, "more": more, "isOpen": isOpen(row, names),
        ]
    }
}
