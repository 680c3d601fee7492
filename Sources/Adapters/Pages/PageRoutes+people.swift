import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Finding somebody who is near, and their card.
extension PageRoutes {
    func addPeople(to router: Router<some RequestContext>) {
        page(router, .get, "/find", at: .host) { opened in
            let text = opened.query("q")
            let hits = await house.find(
                text, callingCode: venue.callingCode, for: opened.viewer)
            return await find(text, hits, opened)
        }
        // From a cue to the card: only whoever may look learns whom it is about.
        page(router, .get, "/cues/:number/who", at: .host) { opened in
            guard let number = CueNumber(opened.identifier) else {
                return await answer([], "", opened)
            }
            return await answer(
                await house.who(isBehind: number, for: opened.viewer), "", opened)
        }
        page(router, .get, "/bands/:id", at: .host) { opened in
            let hits = await house.find(opened.identifier, for: opened.viewer)
            return await answer(hits, opened.identifier, opened)
        }
        page(router, .get, "/people/:id", at: .host) { opened in
            try await card(opened, reason: House.Reason(rawValue: opened.query("reason")))
        }
        page(router, .post, "/people/:id/tell", at: .host) { opened in
            guard let kind = Telling.Kind(word: opened.form["kind"]) else {
                return try await card(opened, reason: nil, message: "chooseOne")
            }
            return try await act(.tell(kind, opened.form["text"]), opened, done: "kept")
        }
        page(router, .post, "/people/:id/consent", at: .host) { opened in
            guard let mode = Mode(word: opened.form["mode"]) else {
                return try await card(opened, reason: nil, message: "chooseOne")
            }
            let choice = House.PersonDoing.choose(
                mode, refusing: Self.refusals(in: opened.form, mode),
                isChild: opened.form["child"] == "yes",
                isNoChild: opened.form["no-child"] == "yes",
                guardian: PersonID(opened.form["guardian"]))
            return try await act(choice, opened, done: "kept")
        }
        page(router, .post, "/people/:id/link", at: .host) { opened in
            guard let kind = AliasKind(rawValue: opened.form["kind"]),
                let alias = Alias(kind, opened.form["name"])
            else { return try await card(opened, reason: nil, message: "aliasInvalid") }
            // The same, whether it is somebody's already or not.
            return try await act(
                .link(alias, evidence: opened.form["evidence"]), opened, done: "noted")
        }
        page(router, .post, "/people/:id/same", at: .host) { opened in
            let number = ClaimNumber(opened.form["claim"]) ?? 0
            let isSame = opened.form["is"] == "yes"
            return try await act(
                isSame ? .confirm(number) : .dismiss(number), opened, done: "settled")
        }
        page(router, .post, "/people/:id/unlink", at: .lead) { opened in
            try await act(
                .unlink(ClaimNumber(opened.form["claim"]) ?? 0), opened, done: "unlinked")
        }
        page(router, .post, "/people/:id/own-link", at: .host) { try await makeLink($0) }
        // A form's address, asked for as a page: after a change of language, say.
        for word in ["tell", "consent", "link", "same", "unlink", "own-link"] {
            router.get("/people/:id/\(word)") { _, context in
                redirect("/people/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    private func answer(
        _ hits: [House.Hit], _ text: String, _ opened: Opened
    ) async -> Response {
        if let person = hits.lazy.compactMap(\.person).first, hits.count == 1 {
            return redirect("/people/\(person)")
        }
        return await find(text, hits, opened, isAsked: true)
    }

    private func find(
        _ text: String, _ hits: [House.Hit], _ opened: Opened, isAsked: Bool = false
    ) async -> Response {
        let (visit, zones) = (opened.visit, await house.words.zones)
        return html(
            "find", title: "find", visit,
            [
                "isLead": opened.viewer.role >= .lead, "isAdmin": opened.viewer.role == .admin,
                "hasDoubts": visit.doubtCount > 0, "doubtCount": visit.doubtCount,
                "query": text, "isAsked": isAsked || !text.isEmpty,
                "isEmpty": hits.isEmpty,
                "hits": hits.map { hit -> [String: Any] in
                    Self.withoutEmptyTexts([
                        "person": hit.person?.description ?? "", "isKnown": hit.person != nil,
                        "label": hit.initials.isEmpty ? someone(hit, visit) : hit.initials,
                        "facts": visit.facts(hit.facts, venue),
                        "where": whereText(hit.zone, hit.since, zones, visit) ?? "",
                    ])
                },
            ])
    }

    private func someone(_ hit: House.Hit, _ visit: Visit) -> String {
        guard let token = hit.token else { return visit.aCustomer(venue) }
        return "\(visit.aCustomer(venue)), \(visit.text("band")) \(Alias(token).partial)"
    }

    private func makeLink(_ opened: Opened) async throws -> Response {
        guard let person = PersonID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        switch try await ownPages.makeLink(onCardOf: person, by: opened.viewer) {
        case .made(let secret):
            return try await card(opened, reason: nil, link: address(ofOwnPage: secret, opened))
        case .stands: return try await card(opened, reason: nil, message: "linkStands")
        case .notHere: return try message("notFound", .notFound, opened.visit)
        }
    }

    /// - Parameter done: What is said when it is done.
    private func act(
        _ doing: House.PersonDoing, _ opened: Opened, done: String
    ) async throws -> Response {
        guard let person = PersonID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        do {
            let mayOpen = try await house.act(doing, on: person, by: opened.viewer)
            // Whoever lets nobody know them any more has no card.
            return redirect("\(mayOpen ? "/people/\(person)" : "/choice")?done=\(done)")
        } catch let refusal as CommandRefusal {
            return try await card(opened, reason: nil, message: refusal.code)
        } catch EntryRefusal.notAllowed {
            return try message("notFound", .notFound, opened.visit)
        }
    }

    func whereText(
        _ zone: ZoneIndex?, _ since: Instant?, _ zones: [Zone], _ visit: Visit
    ) -> String? {
        guard let zone, let since, Int(zone) < zones.count else { return nil }
        return
            "\(visit.language.of(zones[Int(zone)].name)) · \(visit.text("since")) \(visit.time(since))"
    }
}
