import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// The card of somebody near, as its viewer may see it.
extension PageRoutes {
    func addCards(to router: Router<some RequestContext>) {
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
        addPromising(to: router)
        // A form's address, asked for as a page: after a change of language, say.
        for word in ["tell", "consent", "link", "same", "unlink", "own-link"] {
            router.get("/people/:id/\(word)") { _, context in
                redirect("/people/\(context.parameters.get("id") ?? "")")
            }
        }
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

    func card(
        _ opened: Opened, reason: House.Reason?, message: String? = nil, link: String? = nil,
        mistake: PromiseForm.Mistake? = nil
    ) async throws -> Response {
        let visit = opened.visit
        do {
            guard let person = PersonID(opened.identifier),
                let card = try await house.card(of: person, for: opened.viewer, reason: reason)
            else { return try self.message("notFound", .notFound, visit) }
            var values = await self.values(card.card, visit)
            values["doubts"] = self.doubts(card.doubts, visit)
            values["hasDoubts"] = !card.doubts.isEmpty
            values["message"] = message.map(visit.text)
            values["done"] = visit.texts["done-\(opened.query("done"))"]
            values["link"] = link
            values.merge(await wishes(of: person, opened)) { $1 }
            values.merge(await promises(of: person, mistake, opened)) { $1 }
            values.merge(await expectations(of: person, opened)) { $1 }
            values.merge(await voices(onCardOf: person, opened)) { $1 }
            values.merge(await tried(of: person, opened)) { $1 }
            Self.tellAtTried(message, &values)
            Self.tellAtPromises(opened.query("done"), &values)
            if opened.viewer.role >= .lead {
                if reason != nil, let name = card.card.name {
                    values["who"] = name
                } else {
                    values["mayAskName"] = card.card.name != nil
                }
                values.merge(try forLeads(card, opened)) { $1 }
                let looks = try await house.looks(
                    at: person, for: opened.viewer, limit: Self.lookCountMax)
                values["looks"] = try rows(of: looks, opened)
                values["hasLooks"] = !looks.isEmpty
            }
            return html(
                "person", title: "find", titled: values["who"] as? String, visit,
                status: message == nil && mistake == nil ? .ok : .unprocessableContent, values)
        } catch is CommandRefusal {
            return try self.message("notFound", .notFound, visit)
        }
    }

    /// What only leads read and do: their names, and what holds them together.
    private func forLeads(_ card: House.Card, _ opened: Opened) throws -> [String: Any] {
        let visit = opened.visit
        let staff = try doorkeeper.names(for: opened.viewer)
        return [
            "isLead": true, "mayEndChild": card.card.isChild,
            "names": card.names.map { ["kind": name($0, visit)] }, "nameCount": card.names.count,
            "hasClaims": !card.claims.isEmpty,
            "claims": card.claims.map { claim -> [String: Any] in
                Self.withoutEmptyTexts([
                    "number": claim.number.description, "names": names(claim, visit),
                    "strength": visit.text("strength-\(claim.strength.rawValue)"),
                    "evidence": evidence(claim, visit), "by": claimant(claim.by, staff, visit),
                    "since": visit.dayAndTime(claim.at),
                ])
            },
        ]
    }

    private func doubts(_ doubts: [Claim], _ visit: Visit) -> [[String: Any]] {
        doubts.map { claim in
            Self.withoutEmptyTexts([
                "number": claim.number.description, "evidence": evidence(claim, visit),
                "names": names(claim, visit),
            ])
        }
    }

    private func names(_ claim: Claim, _ visit: Visit) -> String {
        "\(name(claim.first, visit)) – \(name(claim.second, visit))"
    }

    /// What a claim rests on: in the reader's language when the words are ours.
    func evidence(_ claim: Claim, _ visit: Visit) -> String {
        switch claim.evidence {
        case House.saidAtTheDesk: visit.text("evidence-desk")
        case "always seen together": visit.text("evidence-together")
        default: claim.evidence
        }
    }

    /// The most letters of a line that are shown before somebody asks for all of it.
    private static let lineCountMax = 120

    /// A line of the card; a long one by its beginning.
    private func shown(_ text: String, _ values: [String: Any]) -> [String: Any] {
        var values = values
        values["text"] = text
        values["isLong"] = text.count > Self.lineCountMax
        let begin = text.prefix(Self.lineCountMax)
        values["short"] = "\(begin[..<(begin.lastIndex(of: " ") ?? begin.endIndex)])…"
        return values
    }

    private func values(_ card: PersonCard, _ visit: Visit) async -> [String: Any] {
        let (zones, rules) = await house.words
        func rule(_ id: RuleID?) -> String {
            let found = rules.first { $0.id == id }
            return found.map { visit.language.of($0.cue.say) } ?? id?.description ?? ""
        }
        let own: [String: Any] = [
            "id": card.person.description,
            "who": card.initials.isEmpty ? visit.aCustomer(venue) : card.initials,
            "where": whereText(card, zones, visit),
            "facts": visit.facts(card.facts, venue), "hasFacts": !card.facts.isEmpty,
            "mode": visit.text("mode-\(card.mode.word)"), "isChild": card.isChild,
            "lines": card.lines.map { line -> [String: Any] in
                switch line {
                case .cue(let id, let since):
                    shown(rule(id), ["label": "\(visit.text("since")) \(visit.time(since))"])
                case .telling(let telling):
                    shown(
                        telling.text,
                        [
                            "label": visit.text("telling-\(telling.kind.word)"),
                            "isQuote": telling.kind != .promise,
                        ])
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
        ]
        return own.merging(fields(card.mode, card.refused, visit)) { $1 }
    }

    /// In one of the viewer's own zones, where; else only how long ago, and that blurred.
    private func whereText(_ card: PersonCard, _ zones: [Zone], _ visit: Visit) -> String {
        if let text = whereText(card.zone, card.since, zones, visit) { return text }
        guard let lastSeen = card.lastSeen else { return visit.text("notSeen") }
        return visit.text(house.now - lastSeen <= .minutes(10) ? "seenJustNow" : "seenEarlier")
    }
}
