import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What somebody was promised, on their card, for staff who may know what would help them.
extension PageRoutes {
    func addPromising(to router: Router<some RequestContext>) {
        page(router, .get, "/people/:id/promise", at: .host) { try await newPromise(nil, $0) }
        page(router, .get, "/cues/:number/promise", at: .host) { try await calledPromise($0) }
        // How much of themself somebody recognises, staff does not ask.
        for word in PromiseWord.allCases where !word.isOfThemself {
            page(router, .post, "/people/:id/\(word.rawValue)", at: .host) { opened in
                try await act(word, opened)
            }
            guard word != .make else { continue }
            // A form's address, asked for as a page: after a change of language, say.
            router.get("/people/:id/\(word.rawValue)") { _, context in
                redirect("/people/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    // MARK: Doing

    private func act(_ word: PromiseWord, _ opened: Opened) async throws -> Response {
        guard let person = PersonID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        do {
            let doing = try PromiseForm.doing(
                word, opened.form, await promiseDesk.catalogue, opened.visit)
            try await promiseDesk.act(doing, on: person, by: opened.viewer)
            return redirect("/people/\(person)?done=\(word.done)#promises")
        } catch let fault as PromiseForm.Fault {
            return try await refused(word, fault.code, opened)
        } catch CommandRefusal.promise(let refusal) {
            return try await refused(word, refusal.code, opened)
        } catch let refusal as CommandRefusal {
            return try await refused(word, refusal.code, opened)
        } catch EntryRefusal.notAllowed {
            return try message("notFound", .notFound, opened.visit)
        }
    }

    private func refused(
        _ word: PromiseWord, _ code: String, _ opened: Opened
    ) async throws -> Response {
        let mistake = PromiseForm.Mistake(word: word, code: code, form: opened.form)
        if word == .make { return try await newPromise(mistake, opened) }
        return try await card(opened, reason: nil, mistake: mistake)
    }

    // MARK: Pages

    /// What a cue about a promise calls for: by leave, as the card it leads to.
    private func calledPromise(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        guard let number = CueNumber(opened.identifier),
            let called = try await promiseDesk.called(by: number, for: opened.viewer)
        else { return try message("promiseGone", .notFound, visit) }
        let rule = CalmBlue.rules.first { $0.id == called.cue.rule }
        var values = one(called.call.promise, of: called.view, nil, visit, own: false)
        values["say"] = rule.map { visit.language.of($0.cue.say) }
        values["base"] = "/people/\(called.view.person)"
        let told = called.call.promise.makesGood?.words
        let takes = called.call.takes.filter { $0 != told }.prefix(Self.takesCountMax)
        values["hasTakes"] = !takes.isEmpty
        values["takes"] = Array(takes)
        return html("promisecall", title: "promised-called", visit, values)
    }

    private func newPromise(
        _ mistake: PromiseForm.Mistake?, _ opened: Opened
    ) async throws -> Response {
        let visit = opened.visit
        guard let person = PersonID(opened.identifier),
            await promiseDesk.promises(onCardOf: person, for: opened.viewer) != nil
        else { return try message("notFound", .notFound, visit) }
        let catalogue = await promiseDesk.catalogue
        let form = mistake?.form
        let chosen = form?["standing"] ?? opened.query("standing")
        // Unless somebody says otherwise an entry of the catalogue serves what its own says.
        let horizon = form?["horizon"] ?? (catalogue.isEmpty ? PromiseHorizon.instant.rawValue : "")
        var values: [String: Any] = [
            "base": "/people/\(person)", "key": form?["key"] ?? promiseDesk.freshId(),
            "typed": form?["words"] ?? "", "due": form?["due"] ?? "",
            "hasStanding": !catalogue.isEmpty,
            "standing": catalogue.map { standing -> [String: Any] in
                [
                    "standingId": standing.id.description,
                    "standingWords": words(of: standing, visit),
                    "isChosen": standing.id.description == chosen,
                ]
            },
            "isAsListed": horizon.isEmpty,
            "horizons": PromiseHorizon.allCases.map { each -> [String: Any] in
                [
                    "value": each.rawValue, "text": visit.text("horizon-\(each.rawValue)"),
                    "isChosen": each.rawValue == horizon,
                ]
            },
        ]
        switch mistake?.field {
        case .standing: values["faultStanding"] = mistake?.text(visit)
        case .words: values["faultWords"] = mistake?.text(visit)
        case .due: values["faultDue"] = mistake?.text(visit)
        case nil: values["message"] = mistake?.text(visit)
        }
        return html(
            "promise", title: "find", titled: visit.text("promised-new"), visit,
            status: mistake == nil ? .ok : .unprocessableContent, Self.withoutEmptyTexts(values))
    }

    /// An entry of the catalogue as it is chosen: with what it goes out without.
    private func words(of standing: StandingPromise, _ visit: Visit) -> String {
        let lacks = standing.lacks.filter { $0 != .measure }.map { lack in
            visit.text("promised-lacks-\(lack.rawValue)")
        }
        let words = visit.language.of(standing.words)
        return lacks.isEmpty ? words : "\(words) (\(lacks.joined(separator: ", ")))"
    }

    /// The part about promises of a card.
    ///
    /// - Returns: Nothing for whoever lets nobody help them.
    func promises(
        of person: PersonID, _ mistake: PromiseForm.Mistake?, _ opened: Opened
    ) async -> [String: Any] {
        guard let view = await promiseDesk.promises(onCardOf: person, for: opened.viewer) else {
            return [:]
        }
        var values = promises(view, mistake, opened.visit)
        values["base"] = "/people/\(person)"
        return values
    }
}
