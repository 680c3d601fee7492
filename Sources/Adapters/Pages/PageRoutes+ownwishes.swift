import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What somebody wished, on their own page: in their words, beside how the house understood them.
extension PageRoutes {
    /// The most questions that are told, the newest first.
    private static let askedCountMax = 20

    func addOwnWishes(to router: Router<some RequestContext>) {
        own(router, .get, "/me/:id/wish") { request, secret, visit in
            guard let facet = await facet(Form(request.uri.query ?? "")["facet"]) else {
                return redirect("/me/\(secret)")
            }
            return try await ownNewWish(on: facet, nil, Form(""), secret, visit)
        }
        for word in WishWord.own {
            own(router, .post, "/me/:id/\(word.rawValue)") { request, secret, visit in
                let form = try await form(request, upTo: Self.wishFormByteCountMax)
                return try await act(word, form, secret, visit)
            }
            guard word != .voice else { continue }
            // A form's address, asked for as a page: after a change of language, say.
            router.get("/me/:id/\(word.rawValue)") { _, context in
                redirect("/me/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    private func act(
        _ word: WishWord, _ form: Form, _ secret: String, _ visit: Visit
    ) async throws -> Response {
        let facet = await facet(form["facet"])
        do {
            let doing = try doing(word, form, facet)
            guard try await wishDesk.act(doing, behind: secret) else {
                return try message("linkGone", .notFound, visit)
            }
            return redirect("/me/\(secret)?done=own-\(word.done)#wishes")
        } catch let fault as WishForm.Fault {
            return try await refused(word, facet, fault.code, form, secret, visit)
        } catch is WishDesk.WishStands {
            return try await refused(word, facet, "wishStands", form, secret, visit)
        } catch let refusal as CommandRefusal {
            return try await refused(word, facet, refusal.code, form, secret, visit)
        }
    }

    private func refused(
        _ word: WishWord, _ facet: Facet?, _ code: String, _ form: Form, _ secret: String,
        _ visit: Visit
    ) async throws -> Response {
        if word == .voice, let facet {
            return try await ownNewWish(on: facet, code, form, secret, visit)
        }
        return try await own(secret, visit, fault: code)
    }

    private func ownNewWish(
        on facet: Facet, _ fault: String?, _ form: Form, _ secret: String, _ visit: Visit
    ) async throws -> Response {
        guard try await wishDesk.wishes(behind: secret) != nil else {
            return try message("linkGone", .notFound, visit)
        }
        var values = newWish(on: facet, fault, form, visit)
        values["base"] = "/me/\(secret)"
        values["isOwn"] = true
        return html(
            "wish", title: "ownPage", visit,
            status: fault == nil ? .ok : .unprocessableContent, values)
    }

    /// The part about wishes of somebody's own page.
    ///
    /// - Parameter asks: Whether this is a moment for a question: not when something was just
    ///   done, or went wrong.
    func wishes(
        on page: OwnPages.Page, _ secret: String, asks: Bool, _ visit: Visit
    ) async throws -> [String: Any] {
        let (facets, survey) = (await wishDesk.facets, await wishDesk.survey)
        guard let view = page.wishes, !facets.isEmpty || !view.entries.isEmpty else { return [:] }
        let base = "/me/\(secret)"
        let standing = view.entries.filter { !$0.wish.isWithdrawn }
        let guessed = standing.filter { $0.wish.isInferred && !$0.wish.counts }
        let wished = standing.filter { !$0.wish.isInferred || $0.wish.counts }
        let asked = view.questions.suffix(Self.askedCountMax).reversed()
        let choice = page.own.choice
        var values: [String: Any] = [
            "base": base, "hasWishes": true,
            "wishes": wished.map { wish($0, visit, own: true) },
            "hasGuesses": !guessed.isEmpty,
            "guesses": guessed.map { wish($0, visit, own: true) },
            "facets": Self.choices(facets, visit), "hasNone": wished.isEmpty,
            "isUnseen": choice.mode != .assisted || choice.refused.contains(.help),
            "hasAsked": !asked.isEmpty,
            "asked": asked.map { self.asked($0, in: view, survey, visit) },
        ]
        values["offer"] = offer(for: view, visit)
        if asks, let asked = try await wishDesk.question(on: page) {
            values["question"] = question(asked, visit)
        }
        return values
    }

    private func asked(
        _ question: Question, in view: WishView, _ survey: SurveyBook, _ visit: Visit
    ) -> [String: Any] {
        let own = view[question.wish].flatMap { survey.own(of: question, on: $0.wish.said.facet) }
        return Self.withoutEmptyTexts([
            "time": visit.dayAndTime(question.at),
            "asks": own?.words.map(visit.language.of)
                ?? visit.text("q-\(question.kind.rawValue)"),
            "subject": question.kind == .pair ? "" : view[question.wish].map(visit.about) ?? "",
            "answer": visit.answer(question, in: view) ?? visit.text("notAnswered"),
        ])
    }

    /// What may be asked behind somebody's own link, beside something that is done.
    func question(behind secret: String, _ visit: Visit) async throws -> [String: Any]? {
        do {
            return try await wishDesk.question(behind: secret).flatMap { question($0, visit) }
        } catch is CommandRefusal {
            return nil
        }
    }
}
