import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Ports
import Runtime

/// What the house asks people: each question of a form, about something that is not known yet.
extension PageRoutes {
    func addSurvey(to router: Router<some RequestContext>) {
        page(router, .get, "/questions", at: .lead) { try await questions($0) }
        page(router, .get, "/questions/:id", at: .lead) { opened in
            if opened.identifier == "new" {
                return try await questionForm(SurveyDraft(Form("")), nil, faults: [:], opened)
            }
            guard let entry = await surveyEntry(opened) else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try await questionForm(
                SurveyDraft(Self.typed(entry.question)), entry, faults: [:], opened)
        }
        page(router, .post, "/questions/:id", at: .lead) { opened in
            let entry = await surveyEntry(opened)
            guard opened.identifier == "new" || entry != nil else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try await keepQuestion(entry, opened)
        }
        page(router, .post, "/questions/:id/drop", at: .lead) { opened in
            guard let entry = await surveyEntry(opened) else {
                return try message("notFound", .notFound, opened.visit)
            }
            try await wishDesk.dropQuestion(entry.question.id, by: opened.viewer)
            return redirect("/questions?done=dropped")
        }
        // A form's address, asked for as a page: after a change of language, say.
        router.get("/questions/:id/drop") { _, context in
            redirect("/questions/\(context.parameters.get("id") ?? "")")
        }
    }

    private func surveyEntry(_ opened: Opened) async -> SurveyBook.Entry? {
        guard let id = SurveyQuestionID(opened.identifier) else { return nil }
        return await wishDesk.surveyEntries.first { $0.question.id == id }
    }

    /// A question as its form would be sent.
    private static func typed(_ question: SurveyQuestion) -> Form {
        let field = question.form == .understood ? "promise" : "facet"
        return Form([
            "form": question.form.rawValue, field: question.doubt.subject,
            "en": question.words?.en ?? "", "nl": question.words?.nl ?? "",
        ])
    }

    // MARK: The list

    private func questions(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let entries = await wishDesk.surveyEntries
        let catalogue = await promiseDesk.catalogue
        var values: [String: Any] = [:]
        let done = opened.query("done")
        if ["kept", "dropped"].contains(done) { values["done"] = visit.text("sv-done-\(done)") }
        let asked = entries.filter { $0.droppedAt == nil }
        let dropped = entries.filter { $0.droppedAt != nil }
        values["isEmpty"] = entries.isEmpty
        values["asked"] = asked.map { surveyRow($0, catalogue, visit) }
        values["hasDropped"] = !dropped.isEmpty
        values["dropped"] = dropped.map { surveyRow($0, catalogue, visit) }
        return html(
            "survey", title: "insight", titled: visit.text("sv-title"), visit, values)
    }

    private func surveyRow(
        _ entry: SurveyBook.Entry, _ catalogue: [StandingPromise], _ visit: Visit
    ) -> [String: Any] {
        let question = entry.question
        let said = said(question, catalogue)
        let versions = entry.versions.dropLast().reversed().map { before -> [String: Any] in
            [
                "number": visit.number(Int(before.version)),
                "text": visit.language.of(self.said(before, catalogue)),
                "at": visit.dayAndTime(before.at),
            ]
        }
        return [
            "id": question.id.description, "text": visit.language.of(said),
            "other": visit.language == .nl ? said.en : said.nl,
            "otherLang": visit.language == .nl ? "en" : "nl",
            "form": visit.text("sv-form-\(question.form.rawValue)"),
            "doubt": doubt(question.doubt, catalogue, visit),
            "version": visit.number(Int(question.version)), "at": visit.dayAndTime(question.at),
            "hasVersions": !versions.isEmpty, "versions": versions,
        ]
    }

    private func said(_ question: SurveyQuestion, _ catalogue: [StandingPromise]) -> Words {
        question.words ?? question.form.question(about: subject(question.doubt, catalogue))
    }

    /// What it is about, by the name it has for people.
    private func subject(_ doubt: SurveyDoubt, _ catalogue: [StandingPromise]) -> Words {
        let known: Words? =
            switch doubt {
            case .importance(let id), .want(let id), .closeness(let id):
                venue.facets.first { $0.id == id }?.name
            case .reading(let id): catalogue.first { $0.id == id }?.words
            }
        return known ?? Words(en: doubt.subject, nl: doubt.subject)
    }

    /// "How much ‘quiet’ matters is not known well enough."
    private func doubt(
        _ doubt: SurveyDoubt, _ catalogue: [StandingPromise], _ visit: Visit
    ) -> String {
        let name = visit.language.of(subject(doubt, catalogue))
        return visit.text("sv-doubt-\(doubt.form.rawValue)")
            .split(separator: "{0}", omittingEmptySubsequences: false).joined(separator: name)
    }

    // MARK: Doing

    private func keepQuestion(_ entry: SurveyBook.Entry?, _ opened: Opened) async throws -> Response
    {
        // What a question is about stays; another doubt is another question.
        let draft = SurveyDraft(
            entry.map { entry in
                var typed = Self.typed(entry.question)
                for field in ["en", "nl", "do"] { typed.set(field, opened.form[field]) }
                return typed
            } ?? opened.form
        ) { voiceDesk.search.language(of: $0)?.description }
        let doing = opened.form["do"]
        let isSeen = draft.seen.isEmpty || opened.form["seen"] == draft.seen
        guard draft.faults.isEmpty, doing == "keep" || doing == "anyway", isSeen,
            let doubt = draft.doubt, let id = doubt.question
        else {
            return try await questionForm(
                draft, entry, faults: draft.faults, isLooked: true, opened)
        }
        do {
            try await wishDesk.keepQuestion(id, about: doubt, draft.words, by: opened.viewer)
            return redirect("/questions?done=kept")
        } catch let refusal as CommandRefusal {
            return try await questionForm(
                draft, entry, faults: Self.surveyFaults(of: refusal, draft.form), opened)
        }
    }

    /// At which field a refusal of the engine stands; at none: the whole form's.
    private static func surveyFaults(
        of refusal: CommandRefusal, _ form: SurveyForm
    ) -> [String: String] {
        switch refusal.code {
        case "unknownSurveyFacet": ["facet": "sv-chooseOne"]
        case "unknownSurveyPromise": ["promise": "sv-chooseOne"]
        case "questionWordsMissing": ["en": "sv-bothLanguages"]
        case "questionWordsTooLong": ["en": "sv-wordsLong"]
        case "asksWhoToBe": ["en": "sv-refused"]
        case "tooManyQuestions", "tooManyQuestionVersions": ["": "sv-full"]
        default: ["": "sv-mend"]
        }
    }

    // MARK: The form

    private func questionForm(
        _ draft: SurveyDraft, _ entry: SurveyBook.Entry?, faults: [String: String],
        isLooked: Bool = false, _ opened: Opened
    ) async throws -> Response {
        let visit = opened.visit
        let catalogue = await promiseDesk.catalogue
        var values: [String: Any] = [
            "heading": visit.text(entry == nil ? "sv-add" : "sv-change"),
            "action": "/questions/\(entry?.question.id.description ?? "new")",
            "isNew": entry == nil, "isOld": entry != nil,
        ]
        if let whole = faults[""] ?? (faults.isEmpty ? nil : "sv-mend") {
            values["message"] = visit.text(whole)
        }
        values["forms"] = SurveyForm.allCases.map { form -> [String: Any] in
            [
                "option": form.rawValue, "text": visit.text("sv-form-\(form.rawValue)"),
                "isChosen": form == draft.form,
            ]
        }
        let chosen = draft.doubt?.subject
        values["facet"] = surveyChoice(
            "facet", venue.facets.map { ($0.id.description, visit.language.of($0.name)) },
            chosen: chosen, faults, visit)
        values["promise"] = surveyChoice(
            "promise", catalogue.map { ($0.id.description, visit.language.of($0.words)) },
            chosen: chosen, faults, visit)
        values["own"] = [("en", draft.words?.en), ("nl", draft.words?.nl)].map {
            name, text -> [String: Any] in
            var field: [String: Any] = [
                "name": name, "label": visit.text("sv-own-\(name)"), "value": text ?? "",
            ]
            field["fault"] = faults[name].map(visit.text)
            let isForeign = draft.foreign.contains { $0.rawValue == name }
            if isForeign { field["warning"] = visit.text("sv-foreign-\(name)") }
            return field
        }
        values["formFault"] = faults["form"].map(visit.text)
        if let entry { values["about"] = doubt(entry.question.doubt, catalogue, visit) }
        if isLooked { values.merge(look(draft, faults, catalogue, visit)) { $1 } }
        return html(
            "surveyform", title: "insight", titled: values["heading"] as? String, visit,
            status: faults.isEmpty ? .ok : .unprocessableContent, values)
    }

    private func surveyChoice(
        _ name: String, _ options: [(value: String, text: String)], chosen: String?,
        _ faults: [String: String], _ visit: Visit
    ) -> [String: Any] {
        let none: [String: Any] = ["option": "", "text": visit.text("sv-choose")]
        var field: [String: Any] = [
            "name": name, "label": visit.text("sv-\(name)"),
            "options": [none]
                + options.map { option -> [String: Any] in
                    [
                        "option": option.value, "text": option.text,
                        "isChosen": option.value == chosen,
                    ]
                },
        ]
        field["fault"] = faults[name].map(visit.text)
        return field
    }

    /// The question as people would see it, and beside own words that are doubtful a better one.
    private func look(
        _ draft: SurveyDraft, _ faults: [String: String], _ catalogue: [StandingPromise],
        _ visit: Visit
    ) -> [String: Any] {
        guard let doubt = draft.doubt else { return [:] }
        let usual = draft.form.question(about: subject(doubt, catalogue))
        let said = draft.words ?? usual
        var values: [String: Any] = [
            "isLooked": true, "doubt": self.doubt(doubt, catalogue, visit),
            "preview": [["lang": "en", "text": said.en], ["lang": "nl", "text": said.nl]],
        ]
        let doubtful = draft.doubtful
        values["isDoubtful"] = !doubtful.isEmpty
        values["seen"] = draft.seen
        values["mayKeepAnyway"] = !draft.seen.isEmpty && faults.isEmpty
        values["better"] = doubtful.map { own -> [String: Any] in
            let cues = own.wording.found.filter { $0.weight > 0 }.map(\.words)
            return [
                "lang": own.language.rawValue, "text": own.text,
                "advice": own.wording.kind.advice.map(visit.language.of) ?? "",
                "hasCues": !cues.isEmpty, "cues": cues,
                "better": own.language == .nl ? usual.nl : usual.en,
            ]
        }
        return values
    }
}
