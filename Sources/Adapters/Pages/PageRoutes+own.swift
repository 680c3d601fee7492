import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// A customer's own page: what is kept of them and why, and how they change it.
extension PageRoutes {
    func addOwn(to router: Router<some RequestContext>) {
        own(router, .get, "/me/:id") { request, secret, visit in
            try await own(secret, visit, done: Form(request.uri.query ?? "")["done"])
        }
        own(router, .get, "/me/:id/sure") { request, secret, visit in
            try await sure(Form(request.uri.query ?? ""), secret, visit)
        }
        addOwnBands(to: router)
        addTopUps(to: router)
        addOwnPromises(to: router)
        for word in OwnWord.allCases {
            own(router, .post, "/me/:id/\(word.rawValue)") { request, secret, visit in
                try await act(word, try await form(request), secret, visit)
            }
            // A form's address, asked for as a page: after a change of language, say.
            router.get("/me/:id/\(word.rawValue)") { _, context in
                redirect("/me/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    /// What a customer does, as it stands in addresses.
    private enum OwnWord: String, CaseIterable {
        case choose, withdraw, stop, end
        case forgetTold = "forget-told"
        case forgetMe = "forget-me"

        /// What the question says before it is done; `nil`: it is done at once.
        var texts: (ask: String, how: String, yes: String)? {
            switch self {
            case .choose: nil
            case .withdraw: ("sureNotMe", "notMeHow", "notMe")
            case .stop: ("sureStop", "stopHow", "stopAll")
            case .end: ("sureEnd", "endLinkHow", "endLink")
            case .forgetTold: ("sureForgetTold", "forgetToldHow", "forgetTold")
            case .forgetMe: ("sureForgetMe", "forgetMeHow", "forgetMe")
            }
        }
    }

    func own(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ body: @Sendable @escaping (Request, String, Visit) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            let secret = context.parameters.get("id") ?? ""
            // Whoever is signed in on this screen is not who the page is about.
            let visit = try await self.visit(request).signedOut
            guard method == .get || isSameOrigin(request) else {
                return try message("notAllowed", .forbidden, visit)
            }
            do {
                return try await body(request, secret, visit)
            } catch let refusal as EntryRefusal {
                let isMany = refusal == .tooManyAttempts
                return try message(
                    refusal.code, isMany ? .tooManyRequests : .unprocessableContent, visit)
            }
        }
    }

    private func act(
        _ word: OwnWord, _ form: Form, _ secret: String, _ visit: Visit
    ) async throws -> Response {
        let doing: OwnPages.Doing
        switch word {
        case .choose:
            guard let mode = Mode(word: form["mode"]) else {
                return try await own(secret, visit, fault: "chooseOne")
            }
            doing = .choose(mode, refusing: Self.refusals(in: form, mode))
        case .withdraw: doing = .withdraw(ClaimNumber(form["claim"]) ?? 0)
        case .stop: doing = .stop
        case .end: doing = .endLink
        case .forgetTold: doing = .forgetTold
        case .forgetMe:
            doing = .forgetMe(givingUp: Self.sums(form["given-up"]))
        }
        do {
            guard try await ownPages.act(doing, secret) else {
                return try message("linkGone", .notFound, visit)
            }
        } catch is OwnPages.MoneyLeft {
            return try await sure(Form("do=forget-me"), secret, visit)
        } catch let refusal as CommandRefusal {
            let text = refusal == .guardianNeeded ? "childNarrows" : refusal.code
            return try await own(secret, visit, fault: text)
        }
        switch word {
        case .end: return try message("linkEnded", .ok, visit)
        case .forgetMe: return try message("forgotten", .ok, visit)
        case .choose, .withdraw, .stop, .forgetTold:
            return redirect("/me/\(secret)?done=own-\(word.rawValue)")
        }
    }

    /// Asks once more, without a script.
    private func sure(_ asked: Form, _ secret: String, _ visit: Visit) async throws -> Response {
        guard let page = try await ownPages.page(secret) else {
            return try message("linkGone", .notFound, visit)
        }
        if asked["do"] == "lose" { return sureLost(asked["band"], page, secret, visit) }
        guard let word = OwnWord(rawValue: asked["do"]), let texts = word.texts else {
            return redirect("/me/\(secret)")
        }
        var values: [String: Any] = [
            "secret": secret, "word": word.rawValue, "ask": visit.text(texts.ask),
            "how": visit.text(texts.how), "yes": visit.text(texts.yes),
        ]
        let left = page.bands?.left ?? []
        if word == .forgetMe, !left.isEmpty {
            let sum = left.map(visit.money).joined(separator: ", ")
            values["about"] = "\(visit.text("forgetLeft")) \(sum)"
            values["before"] = String(format: visit.text("forgetLeftHow"), desks(visit))
            values["yes"] = String(format: visit.text("forgetGivingUp"), sum)
            values["givenUp"] = Self.text(left)
        }
        if word == .withdraw {
            let number = ClaimNumber(asked["claim"])
            guard let claim = page.own.claims.first(where: { $0.number == number }) else {
                return redirect("/me/\(secret)")
            }
            values["about"] = names(of: claim, visit)
            values["claim"] = claim.number.description
        }
        return html("sure", title: "ownPage", visit, values)
    }

    /// Sums as a form carries them, to be the same when it comes back: `98.00 EUR,5.00 USD`.
    private static func text(_ sums: [Money]) -> String {
        sums.map { "\($0.digits) \($0.currency)" }.joined(separator: ",")
    }

    private static func sums(_ text: String) -> [Money] {
        text.split(separator: ",").compactMap { sum in
            let parts = sum.split(separator: " ")
            guard parts.count == 2, let currency = Currency(String(parts[1])) else { return nil }
            return Money(String(parts[0]), currency)
        }
    }

    private func sureLost(
        _ number: String, _ page: OwnPages.Page, _ secret: String, _ visit: Visit
    ) -> Response {
        let bands = ((page.bands?.own ?? []) + (page.bands?.children ?? [])).flatMap(\.bands)
        guard let lost = bands.first(where: { "\($0.band.id)" == number && $0.end == nil }) else {
            return redirect("/me/\(secret)")
        }
        return html(
            "sure", title: "ownPage", visit,
            [
                "secret": secret, "word": "lose", "ask": visit.text("sureLost"),
                "how": String(format: visit.text("sureLostHow"), desks(visit)),
                "yes": visit.text("blockIt"), "band": lost.band.id.description,
                "about": "\(visit.text("alias-band")) …\(number.suffix(4))",
            ])
    }

    /// What they go by, in full as far as they gave it: the page is theirs. A number that the house
    /// made up says nothing to them.
    private func ownName(_ alias: Alias, _ visit: Visit) -> String? {
        guard !House.isMadeUp(alias), !VoiceDesk.isMadeUp(alias) else { return nil }
        guard alias.kind != .device else { return name(alias, visit) }
        return "\(visit.text("own-alias-\(alias.kind.rawValue)")) \(alias.name)"
    }

    private func names(of claim: Claim, _ visit: Visit) -> String {
        [claim.first, claim.second].compactMap { ownName($0, visit) }.joined(separator: " – ")
    }

    func own(
        _ secret: String, _ visit: Visit, done: String = "", fault: String? = nil,
        mistake: PromiseForm.Mistake? = nil, said: OwnVoiceForm.Mistake? = nil
    ) async throws -> Response {
        guard let page = try await ownPages.page(secret) else {
            return try self.message("linkGone", .notFound, visit)
        }
        let (own, choice) = (page.own, page.own.choice)
        let ownNames = own.names.compactMap { ownName($0, visit) }
        var values: [String: Any] = [
            "secret": secret, "isChild": choice.isChild, "hasNames": !ownNames.isEmpty,
            "names": ownNames,
            "hasFacts": !own.facts.isEmpty, "facts": visit.facts(own.facts, venue),
            "hasTellings": !own.tellings.isEmpty,
            "tellings": own.tellings.reversed().map { telling -> [String: Any] in
                [
                    "text": telling.text, "at": visit.dayAndTime(telling.at),
                    "label": visit.text("own-telling-\(telling.kind.word)"),
                ]
            },
            "happened": own.happenings.count, "hasHappenings": !own.happenings.isEmpty,
            "hasClaims": !own.claims.isEmpty,
            "claims": own.claims.map { claim -> [String: Any] in
                ["number": claim.number.description, "text": names(of: claim, visit)]
            },
            "hasLooks": !page.looks.isEmpty,
            "looks": page.looks.map { look -> [String: Any] in
                [
                    "time": visit.dayAndTime(look.at),
                    "role": look.role.map { role in
                        visit.text(role == .admin ? "adminRole" : role.rawValue)
                    } ?? visit.text("by-own-link"),
                    "why": visit.texts["own-look-\(look.reason)"] ?? visit.text("own-look-card"),
                ]
            },
        ]
        let getAnother = String(format: visit.text("getAnother"), desks(visit))
        values["noBand"] = getAnother
        values["done"] =
            done == "lost"
            ? "\(visit.text("done-lost")) \(getAnother)"
            : visit.texts["done-\(done)"]
        values.merge(self.values(of: page.bands, visit)) { $1 }
        values["message"] = fault.map(visit.text)
        let isWrong = fault != nil || mistake != nil || said != nil
        let asks = done.isEmpty && !isWrong
        // First: of what was understood they can tell now, and of what was wanted later as well.
        let promised = try await promises(on: page, secret, mistake, asks: asks, visit)
        values.merge(try await wishes(on: page, secret, asks: asks, visit)) { $1 }
        values.merge(promised) { $1 }
        values.merge(await expectations(on: page, secret, visit)) { $1 }
        values.merge(try await voices(on: page, secret, said, done: done, visit)) { $1 }
        await tellTried(on: page, secret, fault, &values, visit)
        Self.tellAtPromises(done, &values)
        Self.tellAtVoices(done, &values)
        return html(
            "own", title: "ownPage", visit,
            status: isWrong ? .unprocessableContent : .ok,
            values.merging(fields(choice.mode, choice.refused, visit, own: true)) { $1 })
    }
}
