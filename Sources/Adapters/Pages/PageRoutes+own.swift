import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// A customer's own page: what is kept of them and why, and how they change it.
extension PageRoutes {
    func addOwn(to router: Router<some RequestContext>) {
        own(router, .get, "/me/:id") { _, _ in nil }
        own(router, .post, "/me/:id/choose") { form, _ in
            guard let mode = Mode(word: form["mode"]) else { throw EntryRefusal.nameInvalid }
            return .choose(mode, refusing: Self.refusals(in: form, mode))
        }
        own(router, .post, "/me/:id/withdraw") { form, _ in
            .withdraw(ClaimNumber(form["claim"]) ?? 0)
        }
        own(router, .post, "/me/:id/stop") { _, _ in .stop }
        own(router, .post, "/me/:id/end") { _, _ in .endLink }
        // A form's address, asked for as a page: after a change of language, say.
        for word in ["choose", "withdraw", "stop", "end"] {
            router.get("/me/:id/\(word)") { _, context in
                redirect("/me/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    private func own(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ doing: @Sendable @escaping (Form, Visit) throws -> OwnPages.Doing?
    ) {
        router.on(path, method: method) { request, context in
            let secret = context.parameters.get("id") ?? ""
            // Whoever is signed in on this screen is not who the page is about.
            let visit = try await self.visit(request).signedOut
            guard method == .get || isSameOrigin(request) else {
                return try message("notAllowed", .forbidden, visit)
            }
            let form = method == .get ? Form("") : try await form(request)
            do {
                guard let doing = try doing(form, visit) else {
                    return try await own(secret, visit, message: nil)
                }
                guard try await ownPages.act(doing, secret) else {
                    return try message("linkGone", .notFound, visit)
                }
                if case .endLink = doing { return try message("linkEnded", .ok, visit) }
                return redirect("/me/\(secret)")
            } catch let refusal as CommandRefusal {
                return try await own(secret, visit, message: refusal.code)
            } catch let refusal as EntryRefusal {
                let isMany = refusal == .tooManyAttempts
                return try message(
                    refusal.code, isMany ? .tooManyRequests : .unprocessableContent, visit)
            }
        }
    }

    private func own(_ secret: String, _ visit: Visit, message: String?) async throws -> Response {
        guard let page = try await ownPages.page(secret) else {
            return try self.message("linkGone", .notFound, visit)
        }
        let choice = page.own.choice
        var values: [String: Any] = [
            "secret": secret,
            "isAssisted": choice.mode == .assisted, "isPresence": choice.mode == .presence,
            "isTapOnly": choice.mode == .tapOnly, "mode": visit.text("mode-\(choice.mode.word)"),
            "purposes": purposes(choice.refused, visit), "isChild": choice.isChild,
            "names": page.own.names.map { name($0, visit) },
            "hasFacts": !page.own.facts.isEmpty, "facts": visit.facts(page.own.facts, venue),
            "hasTellings": !page.own.tellings.isEmpty,
            "tellings": page.own.tellings.reversed().map { telling -> [String: Any] in
                [
                    "text": telling.text, "at": visit.dayAndTime(telling.at),
                    "label": visit.text("telling-\(telling.kind.word)"),
                ]
            },
            "happened": page.own.happenings.count,
            "hasHappenings": !page.own.happenings.isEmpty,
            "hasClaims": !page.own.claims.isEmpty,
            "claims": page.own.claims.map { claim -> [String: Any] in
                [
                    "number": claim.number.description, "first": name(claim.first, visit),
                    "second": name(claim.second, visit),
                ]
            },
            "hasLooks": !page.looks.isEmpty,
            "looks": page.looks.map { look -> [String: Any] in
                [
                    "time": visit.dayAndTime(look.at),
                    "role": visit.text(look.role == .admin ? "adminRole" : look.role.rawValue),
                    "why": visit.texts["look-\(look.reason)"] ?? visit.text("look-card"),
                ]
            },
        ]
        if let message { values["message"] = visit.text(message) }
        return html(
            "own", title: "ownPage", visit,
            status: message == nil ? .ok : .unprocessableContent, values)
    }
}
