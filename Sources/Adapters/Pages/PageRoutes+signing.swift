import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

extension PageRoutes {
    func addSigning(to router: Router<some RequestContext>) {
        router.get("/sign-in") { request, _ in
            try await sign(request, .signIn)
        }
        router.get("/welcome/:secret") { request, context in
            try await sign(request, .welcome(context.parameters.get("secret") ?? ""))
        }
        router.get("/pair") { request, _ in try await sign(request, .pair) }
        entry(router, "/sign-in", { _ in .signIn }) { form, _ in
            try doorkeeper.signIn(form["name"], password: form["password"])
        }
        entry(router, "/welcome/:secret", { .welcome($0) }) { form, secret in
            try doorkeeper.accept(secret, password: form["password"])
        }
        entry(router, "/pair", { _ in .pair }) { form, _ in
            try doorkeeper.pair(code: form["code"])
        }
        page(router, .post, "/sign-out", at: .host, screens: true) { opened in
            try doorkeeper.signOut(opened.viewer)
            board.disconnect(account: opened.viewer.account)
            var response = redirect("/sign-in")
            response.setCookie(cookie("", maxAge: 0))
            return response
        }
    }

    enum Entrance {
        case signIn
        case welcome(String)
        case pair
    }

    /// Takes a filled-in form; a refusal shows the form again, with what was wrong.
    private func entry(
        _ router: Router<some RequestContext>, _ path: RouterPath,
        _ entrance: @Sendable @escaping (String) -> Entrance,
        _ enter: @Sendable @escaping (Form, String) throws -> String
    ) {
        router.post(path) { request, context in
            let secret = context.parameters.get("secret") ?? ""
            guard isSameOrigin(request) else {
                return try message("notAllowed", .forbidden, try await visit(request))
            }
            let form = try await form(request)
            do {
                let session = try enter(form, secret)
                var response = redirect("/")
                response.setCookie(cookie(session, maxAge: nil))
                return response
            } catch let refusal as EntryRefusal {
                return try await sign(
                    request, entrance(secret), refusal: refusal, name: form["name"])
            }
        }
    }

    private func cookie(_ value: String, maxAge: Int?) -> Cookie {
        Cookie(
            name: Visit.sessionCookie, value: value,
            maxAge: maxAge ?? Int(Doorkeeper.screenSpan.milliseconds / 1_000), path: "/",
            secure: publicOrigin != nil, httpOnly: true, sameSite: .strict)
    }

    private func sign(
        _ request: Request, _ entrance: Entrance, refusal: EntryRefusal? = nil, name: String = ""
    ) async throws -> Response {
        let visit = try await visit(request)
        var values: [String: Any] = ["name": name, "button": visit.text("signIn")]
        if let refusal { values["message"] = visit.text(refusal.code) }
        switch entrance {
        case .signIn:
            values["heading"] = visit.text("signIn")
            values["action"] = "/sign-in"
            values["asksName"] = true
            values["asksPassword"] = true
        case .welcome(let secret):
            guard let invitee = try doorkeeper.invitee(secret) else {
                return try message("invitationNotValid", .notFound, visit)
            }
            values["heading"] = "\(visit.text("welcome")), \(invitee.name)"
            values["action"] = "/welcome/\(secret)"
            values["asksNewPassword"] = true
            values["account"] = invitee.id.description
            values["button"] = visit.text("start")
        case .pair:
            values["heading"] = visit.text("pair")
            values["action"] = "/pair"
            values["asksCode"] = true
            values["button"] = visit.text("start")
        }
        let status: HTTPResponse.Status =
            switch refusal {
            case nil: .ok
            case .tooManyAttempts: .tooManyRequests
            default: .unprocessableContent
            }
        return html("sign", title: "signIn", visit, status: status, values)
    }
}
