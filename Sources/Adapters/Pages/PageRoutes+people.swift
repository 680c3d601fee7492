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
            let hits = await house.find(text, for: opened.viewer)
            return await find(text, hits, opened)
        }
        // From a cue to the card: a cue names a band, and only whoever may look learns whose it is.
        page(router, .get, "/bands/:id", at: .host) { opened in
            let hits = await house.find(opened.identifier, for: opened.viewer)
            if let person = hits.lazy.compactMap(\.person).first, hits.count == 1 {
                return redirect("/people/\(person)")
            }
            return await find(opened.identifier, hits, opened)
        }
        page(router, .get, "/people/:id", at: .host) { opened in
            try await card(opened, reason: House.Reason(rawValue: opened.query("reason")))
        }
        page(router, .post, "/people/:id/tell", at: .host) { opened in
            guard let kind = Telling.Kind(word: opened.form["kind"]) else {
                throw EntryRefusal.nameInvalid
            }
            return try await act(.tell(kind, opened.form["text"]), opened)
        }
        page(router, .post, "/people/:id/consent", at: .host) { opened in
            guard let mode = Mode(word: opened.form["mode"]) else {
                throw EntryRefusal.nameInvalid
            }
            let choice = House.PersonDoing.choose(
                mode, refusing: Self.refusals(in: opened.form, mode),
                isChild: opened.form["child"] == "yes",
                guardian: PersonID(opened.form["guardian"]))
            return try await act(choice, opened)
        }
        page(router, .post, "/people/:id/link", at: .host) { opened in
            guard let kind = AliasKind(rawValue: opened.form["kind"]),
                let alias = Alias(kind, opened.form["name"])
            else { return try await card(opened, reason: nil, message: "aliasInvalid") }
            return try await act(.link(alias, evidence: opened.form["evidence"]), opened)
        }
        page(router, .post, "/people/:id/same", at: .host) { opened in
            guard let number = ClaimNumber(opened.form["claim"]) else {
                throw EntryRefusal.nameInvalid
            }
            let isSame = opened.form["is"] == "yes"
            return try await act(isSame ? .confirm(number) : .dismiss(number), opened)
        }
        // A form's address, asked for as a page: after a change of language, say.
        for word in ["tell", "consent", "link", "same"] {
            router.get("/people/:id/\(word)") { _, context in
                redirect("/people/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    private func find(
        _ text: String, _ hits: [House.Hit], _ opened: Opened
    ) async -> Response {
        let (visit, zones) = (opened.visit, await house.words.zones)
        return html(
            "find", title: "find", visit,
            [
                "isLead": opened.viewer.role >= .lead, "isAdmin": opened.viewer.role == .admin,
                "hasDoubts": visit.doubtCount > 0, "doubtCount": visit.doubtCount,
                "query": text, "isAsked": !text.isEmpty, "isEmpty": hits.isEmpty,
                "hits": hits.map { hit -> [String: Any] in
                    Self.withoutEmptyTexts([
                        "person": hit.person?.description ?? "", "isKnown": hit.person != nil,
                        "label": hit.person == nil
                            ? "\(visit.aCustomer(venue)), \(visit.text("band")) \(hit.token?.description ?? "")"
                            : hit.initials.isEmpty ? visit.aCustomer(venue) : hit.initials,
                        "facts": visit.facts(hit.facts, venue),
                        "where": whereText(hit.zone, hit.since, zones, visit) ?? "",
                    ])
                },
            ])
    }

    private func act(_ doing: House.PersonDoing, _ opened: Opened) async throws -> Response {
        guard let person = PersonID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        do {
            try await house.act(doing, on: person, by: opened.viewer)
            return redirect("/people/\(person)")
        } catch let refusal as CommandRefusal {
            return try await card(opened, reason: nil, message: refusal.code)
        } catch EntryRefusal.notAllowed {
            return try message("notFound", .notFound, opened.visit)
        }
    }

    private func card(
        _ opened: Opened, reason: House.Reason?, message: String? = nil
    ) async throws -> Response {
        let visit = opened.visit
        do {
            guard let person = PersonID(opened.identifier),
                let card = try await house.card(of: person, for: opened.viewer, reason: reason)
            else { return try self.message("notFound", .notFound, visit) }
            var values = await self.values(card, visit)
            if let message { values["message"] = visit.text(message) }
            if reason != nil, opened.viewer.role >= .lead, let name = card.name {
                values["who"] = name
            } else if opened.viewer.role >= .lead, card.name != nil {
                values["mayAskName"] = true
            }
            if opened.viewer.role >= .lead {
                let looks = try await house.looks(
                    at: person, for: opened.viewer, limit: Self.lookCountMax)
                values["looks"] = try rows(of: looks, opened)
                values["hasLooks"] = !looks.isEmpty
            }
            return html(
                "person", title: "find", titled: values["who"] as? String, visit, values)
        } catch is CommandRefusal {
            return try self.message("notFound", .notFound, visit)
        }
    }

    private func values(_ card: PersonCard, _ visit: Visit) async -> [String: Any] {
        let (zones, rules) = await house.words
        func rule(_ id: RuleID?) -> String {
            let found = rules.first { $0.id == id }
            return found.map { visit.language.of($0.cue.say) } ?? id?.description ?? ""
        }
        return [
            "id": card.person.description,
            "who": card.initials.isEmpty ? visit.aCustomer(venue) : card.initials,
            "where": whereText(card, zones, visit),
            "facts": visit.facts(card.facts, venue), "hasFacts": !card.facts.isEmpty,
            "mode": visit.text("mode-\(card.mode.word)"), "isChild": card.isChild,
            "isAssisted": card.mode == .assisted, "isPresence": card.mode == .presence,
            "isTapOnly": card.mode == .tapOnly,
            "purposes": purposes(card.refused, visit),
            "lines": card.lines.map { line -> [String: Any] in
                switch line {
                case .cue(let id, let since):
                    ["text": rule(id), "label": "\(visit.text("since")) \(visit.time(since))"]
                case .telling(let telling):
                    [
                        "text": telling.text, "label": visit.text("telling-\(telling.kind.word)"),
                        "isQuote": telling.kind != .promise,
                    ]
                }
            },
            "hasHappenings": !card.happenings.isEmpty,
            "happenings": card.happenings.suffix(10).reversed().map { happening -> [String: Any] in
                [
                    "time": visit.time(happening.at),
                    "text": happening.kind == .cueIssued
                        ? rule(happening.rule)
                        : "\(rule(happening.rule)) · \(visit.text("happened-\(happening.kind.rawValue)"))",
                    "isGood": happening.kind == .helped,
                ]
            },
            "hasDoubts": !card.doubts.isEmpty,
            "doubts": card.doubts.map { claim -> [String: Any] in
                [
                    "number": claim.number.description, "evidence": claim.evidence,
                    "names":
                        "\(name(claim.first, visit)) – \(name(claim.second, visit))",
                ]
            },
            "names": card.names.map { alias -> [String: Any] in
                ["kind": name(alias, visit)]
            },
            "nameCount": card.names.count,
        ]
    }

    private func whereText(
        _ zone: ZoneIndex?, _ since: Instant?, _ zones: [Zone], _ visit: Visit
    ) -> String? {
        guard let zone, let since, Int(zone) < zones.count else { return nil }
        return
            "\(visit.language.of(zones[Int(zone)].name)) · \(visit.text("since")) \(visit.time(since))"
    }

    /// In one of the viewer's own zones, where; else only how long ago, and that blurred.
    private func whereText(_ card: PersonCard, _ zones: [Zone], _ visit: Visit) -> String {
        if let text = whereText(card.zone, card.since, zones, visit) { return text }
        guard let lastSeen = card.lastSeen else { return visit.text("notSeen") }
        return visit.text(house.now - lastSeen <= .minutes(10) ? "seenJustNow" : "seenEarlier")
    }
}
