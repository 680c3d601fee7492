import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Somebody's wishes on their card, for staff who may know what would help them.
extension PageRoutes {
    /// The most bytes of a form about a wish: every option of a facet may be ticked in it.
    static let wishFormByteCountMax = 48 << 10

    func addWishes(to router: Router<some RequestContext>) {
        page(router, .get, "/people/:id/wish", at: .host) { opened in
            guard let facet = await facet(opened.query("facet")) else {
                return redirect("/people/\(opened.identifier)")
            }
            return try await newWish(on: facet, nil, opened)
        }
        for word in WishWord.allCases {
            page(
                router, .post, "/people/:id/\(word.rawValue)", at: .host,
                formLimit: Self.wishFormByteCountMax
            ) { opened in
                try await act(word, opened)
            }
        }
        page(router, .post, "/people/:id/ask", at: .host) { try await ask($0) }
        // A form's address, asked for as a page: after a change of language, say.
        for word in WishWord.allCases.map(\.rawValue) + ["ask"] where word != "wish" {
            router.get("/people/:id/\(word)") { _, context in
                redirect("/people/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    // MARK: Doing

    private func act(_ word: WishWord, _ opened: Opened) async throws -> Response {
        guard let person = PersonID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        let facet = await facet(opened.form["facet"])
        do {
            let doing = try doing(word, opened.form, facet)
            try await wishDesk.act(doing, on: person, by: opened.viewer)
            return redirect("/people/\(person)?done=\(word.done)#wishes")
        } catch let fault as WishForm.Fault {
            return try await refused(word, facet, fault.code, opened)
        } catch is WishDesk.WishStands {
            return try await refused(word, facet, "wishStands", opened)
        } catch CommandRefusal.wish(let refusal) {
            return try await refused(word, facet, refusal.code, opened)
        } catch let refusal as CommandRefusal {
            return try await refused(word, facet, refusal.code, opened)
        } catch EntryRefusal.notAllowed {
            return try message("notFound", .notFound, opened.visit)
        }
    }

    private func refused(
        _ word: WishWord, _ facet: Facet?, _ code: String, _ opened: Opened
    ) async throws -> Response {
        if word == .voice, let facet { return try await newWish(on: facet, code, opened) }
        return try await card(opened, reason: nil, message: code)
    }

    /// What a form asks for, the same on a card and behind somebody's own link.
    ///
    /// - Throws: ``WishForm/Fault``: the field that is wrong.
    func doing(
        _ word: WishWord, _ form: Form, _ facet: Facet?
    ) throws(WishForm.Fault) -> WishDesk.Doing {
        switch word {
        case .voice:
            guard let facet else { throw WishForm.Fault("unknownFacet") }
            return .voice(id: form["key"], try WishForm.said(form, of: facet))
        case .expect:
            guard let wish = WishID(form["wish"]), let level = UInt8(form["level"]),
                let kind = Felt.Kind(rawValue: form["kind"]), kind != .perceived
            else { throw WishForm.Fault("chooseOne") }
            return .live(id: form["key"], .wish(wish), .felt(kind, level), at: nil)
        case .answer, .notNow:
            guard let question = QuestionID(form["question"]) else {
                throw WishForm.Fault("unknownQuestion")
            }
            if word == .notNow { return .passOver(question) }
            guard let answer = WishForm.answer(form) else { throw WishForm.Fault("chooseOne") }
            return .answer(question, answer)
        case .playBack, .confirm, .correct, .withdraw, .weigh, .settled: break
        }
        guard let wish = WishID(form["wish"]) else { throw WishForm.Fault("unknownWish") }
        switch word {
        case .playBack: return .playBack(wish, form["wording"])
        case .confirm: return .confirm(wish)
        case .withdraw: return .withdraw(wish)
        case .weigh:
            guard let importance = UInt8(form["importance"]) else {
                throw WishForm.Fault("chooseOne")
            }
            return .weigh(wish, importance)
        case .correct:
            let want = try facet.map { facet throws(WishForm.Fault) in
                try WishForm.want(form, of: facet)
            }
            return .correct(wish, want: want ?? nil, words: form["words"])
        default:
            guard let facet else { throw WishForm.Fault("unknownFacet") }
            // One form tells one experience, sent once or twice.
            return .live(
                id: "\(form["key"])-\(wish)", .wish(wish),
                .told(try WishForm.taken(form, of: facet)), at: nil)
        }
    }

    private func ask(_ opened: Opened) async throws -> Response {
        guard let person = PersonID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        do {
            let asked = try await wishDesk.question(to: person, by: opened.viewer)
            // Why nothing is asked is nobody's but theirs.
            let done = asked == nil ? "?done=asks-nothing" : ""
            return redirect("/people/\(person)\(done)#wishes")
        } catch let refusal as CommandRefusal {
            return try await card(opened, reason: nil, message: refusal.code)
        }
    }

    func facet(_ text: String) async -> Facet? {
        guard let id = FacetID(text) else { return nil }
        return await wishDesk.facets.first { $0.id == id }
    }

    // MARK: Pages

    private func newWish(
        on facet: Facet, _ fault: String?, _ opened: Opened
    ) async throws -> Response {
        guard let person = PersonID(opened.identifier),
            await wishDesk.wishes(onCardOf: person, for: opened.viewer) != nil
        else { return try message("notFound", .notFound, opened.visit) }
        var values = newWish(on: facet, fault, opened.form, opened.visit)
        values["base"] = "/people/\(person)"
        return html(
            "wish", title: "find", titled: opened.visit.text("newWish"), opened.visit,
            status: fault == nil ? .ok : .unprocessableContent, values)
    }

    /// The form of a new wish, filled with what was typed when it comes back.
    func newWish(
        on facet: Facet, _ fault: String?, _ form: Form, _ visit: Visit
    ) -> [String: Any] {
        let typed = fault == nil ? nil : form
        var values = WishForm.fields(facet, nil, typed, visit)
        values["facet"] = visit.language.of(facet.name)
        values["key"] = typed.map { $0["key"] } ?? wishDesk.freshId()
        values["words"] = typed.map { $0["words"] }
        values["job"] = typed.map { $0["job"] }
        values["message"] = fault.map(visit.text)
        values["importances"] = WishForm.importances.map { importance -> [String: Any] in
            [
                "value": "\(importance.value)", "text": visit.text("weight-\(importance.word)"),
                "isChosen": typed.map { $0["importance"] } == "\(importance.value)",
            ]
        }
        let horizon = typed.map { $0["horizon"] } ?? WishHorizon.instant.rawValue
        values["horizons"] = WishHorizon.allCases.map { each -> [String: Any] in
            [
                "value": each.rawValue, "text": visit.text("horizon-\(each.rawValue)"),
                "isChosen": each.rawValue == horizon,
            ]
        }
        return Self.withoutEmptyTexts(values)
    }

    /// The part about wishes of a card.
    ///
    /// - Returns: Nothing for whoever lets nobody know them, or of a venue without facets.
    func wishes(of person: PersonID, _ opened: Opened) async -> [String: Any] {
        let (facets, survey) = (await wishDesk.facets, await wishDesk.survey)
        guard let view = await wishDesk.wishes(onCardOf: person, for: opened.viewer),
            !facets.isEmpty || !view.entries.isEmpty
        else { return [:] }
        let visit = opened.visit
        let base = "/people/\(person)"
        let standing = view.entries.filter { !$0.wish.isWithdrawn }
        var values: [String: Any] = [
            "base": base, "hasWishes": true, "isStaff": true,
            "wishes": standing.map { wish($0, visit) },
            "facets": Self.choices(facets, visit),
            "mayAsk": view.open == nil && standing.contains { $0.wish.counts },
        ]
        values["hasNone"] = standing.isEmpty
        values["offer"] = offer(for: view, visit)
        values["question"] = view.open.flatMap { WishDesk.Asked($0, view, survey) }.flatMap {
            question($0, visit)
        }
        return values
    }

    /// What a wish can be about, each a link to its form.
    static func choices(_ facets: [Facet], _ visit: Visit) -> [[String: Any]] {
        facets.map { facet in
            ["name": visit.language.of(facet.name), "facetId": facet.id.description]
        }
    }
}
