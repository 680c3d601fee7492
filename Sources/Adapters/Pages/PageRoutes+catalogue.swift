import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Ports
import Runtime

/// What the organisation promises anybody: the catalogue, and the form in which it is changed.
extension PageRoutes {
    /// Offered beside the channels that are in use.
    private static let usualChannels = [
        "brochure", "desk", "letter", "mail", "message", "phone", "posted-wait", "queue",
        "script", "sign", "site",
    ]

    func addCatalogue(to router: Router<some RequestContext>) {
        page(router, .post, "/promises/:word", at: .lead) { opened in
            guard opened.word == "new" else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try await keepPromise(nil, opened)
        }
        page(router, .get, "/promises/standing/:id", at: .lead) { opened in
            guard let promise = await standing(opened) else {
                return try message("notFound", .notFound, opened.visit)
            }
            let typed = StandingForm.typed(promise, in: venue, opened.visit.language)
            return try await form(of: promise.id, { typed[$0] ?? "" }, draft: promise, opened)
        }
        page(router, .post, "/promises/standing/:id", at: .lead) { opened in
            guard let promise = await standing(opened) else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try await keepPromise(promise.id, opened)
        }
        page(router, .post, "/promises/standing/:id/drop", at: .lead) { opened in
            guard let promise = await standing(opened) else {
                return try message("notFound", .notFound, opened.visit)
            }
            try await promiseBoard.drop(promise.id, by: opened.viewer)
            return redirect("/promises/catalogue?done=dropped")
        }
        // A form's address, asked for as a page: after a change of language, say.
        router.get("/promises/standing/:id/drop") { _, context in
            redirect("/promises/standing/\(context.parameters.get("id") ?? "")")
        }
    }

    private func standing(_ opened: Opened) async -> StandingPromise? {
        guard let id = StandingPromiseID(opened.identifier) else { return nil }
        return await promiseDesk.catalogue.first { $0.id == id }
    }

    // MARK: The list

    func catalogue(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        var values = promiseFrame(.catalogue, visit)
        let done = opened.query("done")
        if ["kept", "dropped"].contains(done) { values["done"] = visit.text("pl-done-\(done)") }
        values["mayAdd"] = true
        let entries = await promiseBoard.entries()
        if entries.isEmpty {
            values["nothing"] = visit.text("pl-catalogueEmpty")
        } else {
            values["opening"] = visit.text("pl-catalogueHow")
            values["entries"] = entries.map { entry($0, visit) }
        }
        return showPromises(values, visit)
    }

    /// One standing promise, with what it lacks and what became of it.
    func entry(_ entry: PromiseBoard.Entry, _ visit: Visit) -> [String: Any] {
        let (promise, book) = (entry.promise, ledgerBook(visit))
        let line = line(entry.row, name: "")
        let point = visit.language == .nl ? "," : "."
        let table = book.behind(line, entry.past?.drafted.map(held))
        let isMade = (entry.row.count?.made ?? 1) > 0
        return Self.withoutEmptyTexts([
            "id": promise.id.description, "words": visit.language.of(promise.words),
            "channel": visit.channel(promise.channel), "audience": promise.audience,
            "measure": measure(promise.content, visit),
            "span": promise.span.map { book.length($0.milliseconds / 1_000) } ?? "",
            "owner": promise.owner?.description ?? "", "evidence": promise.evidence,
            "lacks": promise.lacks.map { visit.text("pl-lack-\($0.rawValue)") },
            "hasLacks": !promise.lacks.isEmpty,
            "kept": isMade ? book.seldom(line) ?? book.sentence(line) : "",
            "past": entry.past.map { book.past(of: $0).sentence } ?? "",
            "behind": table.map { [self.values($0, point: point)] } ?? [],
        ])
    }

    /// What a promise comes down to, in a few words.
    private func measure(_ content: PromiseContent, _ visit: Visit) -> String {
        switch content {
        case .words: return visit.text("pl-content-words")
        case .wait(let id, let atMost):
            let name = venue.waits.first { $0.id == id }.map { visit.language.of($0.name) }
            return ledgerBook(visit).say(
                "pl-waitSay", name ?? id.description,
                ledgerBook(visit).length(atMost.milliseconds / 1_000))
        case .seen(let pattern):
            return visit.text("pl-signal-\(pattern.kind.word)") + " · "
                + placeName(pattern.place, visit)
        case .got(let id, let want):
            guard let facet = venue.facets.first(where: { $0.id == id }) else {
                return id.description
            }
            return "\(visit.language.of(facet.name)): \(visit.want(want, of: facet))"
        }
    }

    private func placeName(_ place: SignalPattern.Place, _ visit: Visit) -> String {
        switch place {
        case .anywhere, .same: visit.text("pl-anywhere")
        case .ofKind(let kind):
            ledgerBook(visit).say("pl-anyKind", Phrases.kind(kind, in: visit.language))
        case .zone(let id):
            venue.zones.first { $0.id == id }.map { visit.language.of($0.name) } ?? id.description
        }
    }

    // MARK: Doing

    func newPromise(_ opened: Opened) async throws -> Response {
        let first = venue.waits.isEmpty ? StandingForm.Kind.words : .wait
        let usual = ["content": first.rawValue, "horizon": PromiseHorizon.instant.rawValue]
        return try await form(of: nil, { usual[$0] ?? "" }, draft: nil, opened)
    }

    private func keepPromise(
        _ id: StandingPromiseID?, _ opened: Opened
    ) async throws -> Response {
        let typed = { (name: String) in opened.form[name] }
        let taken = await promiseDesk.catalogue.map(\.id)
        let form = StandingForm(opened.form, id: id, taken: taken, in: venue)
        guard let promise = form.promise else {
            return try await self.form(of: id, typed, faults: form.faults, draft: nil, opened)
        }
        // Nothing goes out before what it lacks was seen.
        let isSeen = opened.form["seen"] == Self.lacks(promise)
        guard
            opened.form["do"] == "keep" && promise.lacks.isEmpty
                || opened.form["do"] == "anyway" && isSeen
        else {
            return try await self.form(
                of: id, typed, draft: promise, isDue: opened.form["do"] != "look", opened)
        }
        do {
            try await promiseBoard.keep(promise, by: opened.viewer)
            return redirect("/promises/catalogue?done=kept")
        } catch let refusal as CommandRefusal {
            return try await self.form(
                of: id, typed, faults: Self.faults(of: refusal, promise.content), draft: nil,
                opened)
        }
    }

    private static func lacks(_ promise: StandingPromise) -> String {
        promise.lacks.map(\.rawValue).joined(separator: " ")
    }

    /// At which field a refusal of the engine stands; at none: the whole form's.
    private static func faults(
        of refusal: CommandRefusal, _ content: PromiseContent
    ) -> [String: String] {
        switch refusal.code {
        case "unknownWait": ["wait": "chooseOne"]
        case "unknownZone": ["place": "chooseOne"]
        case "unknownFacet": ["facet": "chooseOne"]
        case "contentDoesNotFit": ["want": "pl-refused"]
        case "wordsMissing": ["en": "pl-wordsMissing"]
        case "wordsTooLong": ["en": "pl-tooLong"]
        case "tooManyPromises": ["": "pl-full"]
        default: ["": "pl-refused"]
        }
    }

    // MARK: The form

    /// - Parameters:
    ///   - id: `nil`: a new one.
    ///   - faults: By field, the key of what stands at it; of no field: above the form.
    ///   - draft: What is looked at before it goes out.
    ///   - isDue: Whether it would go out by the next press.
    private func form(
        of id: StandingPromiseID?, _ typed: @escaping (String) -> String,
        faults: [String: String] = [:],
        draft: StandingPromise?, isDue: Bool = false, _ opened: Opened
    ) async throws -> Response {
        let visit = opened.visit
        var values = promiseFrame(.catalogue, visit)
        values["heading"] = visit.text(id == nil ? "pl-add" : "pl-change")
        values["action"] = id.map { "/promises/standing/\($0)" } ?? "/promises/new"
        values["standing"] = id?.description
        if let whole = faults[""] ?? (faults.isEmpty ? nil : "pl-mend") {
            values["message"] = visit.text(whole)
        }
        let catalogue = await promiseDesk.catalogue
        fill(&values, isNew: id == nil, typed, faults, catalogue, visit)
        if let draft { values.merge(await before(draft, isDue: isDue, visit)) { $1 } }
        return html(
            "promiseform", title: "insight", titled: values["heading"] as? String, visit,
            status: faults.isEmpty ? .ok : .unprocessableContent, values)
    }

    /// What is lacking, and what the past says, beside the draft.
    private func before(
        _ draft: StandingPromise, isDue: Bool, _ visit: Visit
    ) async -> [String: Any] {
        var values: [String: Any] = [
            "isLooked": true, "lacks": draft.lacks.map { visit.text("pl-lack-\($0.rawValue)") },
            "hasLacks": !draft.lacks.isEmpty, "seen": Self.lacks(draft), "isDue": isDue,
        ]
        if let past = await promiseBoard.past(of: draft) {
            let book = ledgerBook(visit)
            values["figures"] = [
                self.values(book.past(of: past), visit, at: nil, people: [])
            ]
            values["weekdays"] = past.weekdays.map { each in
                book.weekday(
                    visit.text("weekday-\(each.weekday)"), held(each.drafted), each.others.map(held)
                )
            }
            values["hasWeekdays"] = !past.weekdays.isEmpty
        } else {
            values["hasNoPast"] = true
        }
        return values
    }

    private func fill(
        _ values: inout [String: Any], isNew: Bool, _ typed: @escaping (String) -> String,
        _ faults: [String: String], _ catalogue: [StandingPromise], _ visit: Visit
    ) {
        let fields = StandingFields(typed: typed, faults: faults, visit: visit)
        values["names"] = isNew ? [fields.field("id", label: "pl-name", hint: "pl-nameHint")] : []
        values["said"] = [
            fields.field("en", inputLang: "en"), fields.field("nl", inputLang: "nl"),
            fields.field("channel", hint: "pl-channelHint", list: "channels"),
            fields.field("audience", hint: "pl-audienceHint"),
        ]
        values["spanField"] = fields.field("span", hint: "pl-spanHint")
        values["unitChoice"] = fields.choice("unit", StandingForm.Unit.self, "pl-unit")
        values["rests"] = [
            fields.field("owner", hint: "pl-ownerHint", list: "owners"),
            fields.field("evidence", hint: "pl-evidenceHint"),
        ]
        values["horizons"] = fields.choice("horizon", PromiseHorizon.self, "horizon")["options"]
        let channels = Set(catalogue.map(\.channel.description)).union(Self.usualChannels)
        values["channels"] = channels.sorted().map {
            ["code": $0, "words": visit.channel(named: $0)]
        }
        values["owners"] = Set(catalogue.compactMap(\.owner?.description)).sorted()
        fillContent(&values, fields, visit)
    }

    /// When it is kept: of each way the fields that belong to it.
    private func fillContent(
        _ values: inout [String: Any], _ fields: StandingFields, _ visit: Visit
    ) {
        let kinds = fields.choice("content", StandingForm.Kind.self, "pl-content")
        values["kinds"] = kinds["options"]
        values["kindFault"] = kinds["fault"]
        values["waitChoice"] = fields.choice(
            "wait", venue.waits.map { ($0.id.description, visit.language.of($0.name)) })
        values["waitField"] = fields.field("minutes")
        values["seenChoices"] = [
            fields.choice(
                "signal",
                SignalKind.allCases.map { ($0.word, visit.text("pl-signal-\($0.word)")) }),
            fields.choice("place", places(visit)),
        ]
        values["gotChoice"] = fields.choice(
            "facet", venue.facets.map { ($0.id.description, visit.language.of($0.name)) })
        values["gotField"] = fields.field("want", hint: "pl-wantHint")
    }

    /// Anywhere, each kind of place, and each place.
    private func places(_ visit: Visit) -> [(value: String, text: String)] {
        var places: [SignalPattern.Place] = [.anywhere]
        var kinds: [ZoneKind] = []
        for zone in venue.zones where !kinds.contains(zone.kind) { kinds.append(zone.kind) }
        places += kinds.map { .ofKind($0) } + venue.zones.map { .zone($0.id) }
        return places.map { (StandingForm.word($0), placeName($0, visit)) }
    }
}

/// Fields of the form, filled with what stands or was typed, each with what is wrong at it.
private struct StandingFields {
    let typed: (String) -> String
    let faults: [String: String]
    let visit: Visit

    func field(
        _ name: String, label: String? = nil, hint: String? = nil, list: String? = nil,
        inputLang: String? = nil
    ) -> [String: Any] {
        var field: [String: Any] = [
            "name": name, "label": visit.text(label ?? "pl-\(name)"), "value": typed(name),
        ]
        field["hint"] = hint.map(visit.text)
        field["list"] = list
        field["inputLang"] = inputLang
        field["fault"] = faults[name].map(visit.text)
        return field
    }

    func choice(_ name: String, _ options: [(value: String, text: String)]) -> [String: Any] {
        var field: [String: Any] = [
            "name": name, "label": visit.text("pl-\(name)"),
            "options": options.map { option -> [String: Any] in
                [
                    "option": option.value, "text": option.text,
                    "isChosen": option.value == typed(name),
                ]
            },
        ]
        field["fault"] = faults[name].map(visit.text)
        return field
    }

    /// Each case of a kind, by its text.
    func choice<Kind: CaseIterable & RawRepresentable<String>>(
        _ name: String, _ kind: Kind.Type, _ prefix: String
    ) -> [String: Any] {
        choice(
            name, kind.allCases.map { ($0.rawValue, visit.text("\(prefix)-\($0.rawValue)")) })
    }
}

/// The past as the board tells it, as pages draw it.
private func held(_ at: PromiseBoard.Past.At) -> LedgerBook.Held {
    LedgerBook.Held(seconds: at.seconds, kept: at.kept, of: at.of, interval: at.interval)
}

extension LedgerBook {
    fileprivate func past(of past: PromiseBoard.Past) -> InsightFigure {
        var isWaits = false
        if case .waits = past.basis { isWaits = true }
        return self.past(past.drafted.map(held), past.others.map(held), isWaits: isWaits)
    }
}
