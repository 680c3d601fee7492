import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// "Nothing is tried on me": their own word, on their own page or as staff heard it.
extension PageRoutes {
    func addTried(to router: Router<some RequestContext>) {
        own(router, .post, "/me/:id/tried") { request, secret, visit in
            guard let isRefused = Self.isRefused(try await form(request)) else {
                return try await own(secret, visit, fault: Self.triedMissing)
            }
            do {
                guard try await experimentDesk.refuse(isRefused, behind: secret) else {
                    return try message("linkGone", .notFound, visit)
                }
                return redirect("/me/\(secret)?done=own-tried-\(isRefused ? "no" : "back")")
            } catch is CommandRefusal {
                return try await own(secret, visit, fault: "unavailable")
            }
        }
        page(router, .post, "/people/:id/tried", at: .host) { opened in
            guard let isRefused = Self.isRefused(opened.form) else {
                return try await card(opened, reason: nil, message: Self.triedMissing)
            }
            do {
                guard let person = PersonID(opened.identifier),
                    try await experimentDesk.refuse(isRefused, of: person, by: opened.viewer)
                else { return try message("notFound", .notFound, opened.visit) }
                return redirect("/people/\(person)?done=tried-\(isRefused ? "no" : "back")")
            } catch is CommandRefusal {
                return try await card(opened, reason: nil, message: "unavailable")
            }
        }
        // A form's address, asked for as a page: after a change of language, say.
        for base in ["/me", "/people"] {
            router.get(RouterPath("\(base)/:id/tried")) { _, context in
                redirect("\(base)/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    /// The key of what is said of a form that says neither.
    private static let triedMissing = "ex-triedMissing"

    /// What a form says: a faulty one never takes a no back.
    ///
    /// - Returns: `nil` when it says neither.
    private static func isRefused(_ form: Form) -> Bool? {
        switch form["is"] {
        case "no": true
        case "back": false
        default: nil
        }
    }

    /// Tells what was wrong with the form at the form, where it is shown.
    static func tellAtTried(_ fault: String?, _ values: inout [String: Any]) {
        guard fault == triedMissing, values["hasTried"] != nil else { return }
        values["triedFault"] = values.removeValue(forKey: "message")
    }

    /// The part about experiments of somebody's own page, with what was wrong with its form.
    ///
    /// Nothing where nothing is or will be tried, unless they said no before.
    func tellTried(
        on page: OwnPages.Page, _ secret: String, _ fault: String?, _ values: inout [String: Any],
        _ visit: Visit
    ) async {
        let isRefused = await experimentDesk.isRefused(on: page)
        values.merge(await tried(isRefused, visit, "own", at: "/me/\(secret)/tried")) { $1 }
        Self.tellAtTried(fault, &values)
    }

    /// The part about experiments of a card, as on their own page.
    func tried(of person: PersonID, _ opened: Opened) async -> [String: Any] {
        guard let isRefused = await experimentDesk.isRefused(person, for: opened.viewer) else {
            return [:]
        }
        return await tried(isRefused, opened.visit, "their", at: "/people/\(person)/tried")
    }

    private func tried(
        _ isRefused: Bool, _ visit: Visit, _ whose: String, at path: String
    ) async -> [String: Any] {
        let isAny = await experimentDesk.experiments().contains { $0.state != .stopped }
        guard isAny || isRefused else { return [:] }
        return [
            "hasTried": true, "isTriedRefused": isRefused, "triedPath": path,
            "triedHeading": visit.text("ex-\(whose)"), "triedHow": visit.text("ex-\(whose)-how"),
            "triedNo": visit.text("ex-\(whose)-no"), "triedIsNo": visit.text("ex-\(whose)-isNo"),
            "triedBack": visit.text("ex-\(whose)-back"),
        ]
    }
}
