import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// A party's own place in a virtual queue, by a link that says nothing of anybody.
extension PageRoutes {
    func addPlaces(to router: Router<some RequestContext>) {
        place(router, .get, "/queue/place/:id") { place, secret, visit in
            show(place, secret, visit)
        }
        for doing in [PassDesk.Doing.leave, .take, .decline] {
            let path = RouterPath("/queue/place/:id/\(doing.rawValue)")
            place(router, .post, path) { place, secret, visit in
                do {
                    _ = try await passes.act(
                        doing, place.ticket.party, in: place.queue.id, by: .house)
                    return redirect("/queue/place/\(secret)")
                } catch let refusal as CommandRefusal {
                    return show(place, secret, visit, fault: refusal.code)
                }
            }
            // A form's address, asked for as a page: after a change of language, say.
            router.get(path) { _, context in
                redirect("/queue/place/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    private func place(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ body: @Sendable @escaping (PassDesk.Place, String, Visit) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            let secret = context.parameters.get("id") ?? ""
            let asked = try await self.visit(request)
            // Whoever is signed in on this screen is not who the page is about.
            var visit = asked.signedOut
            visit.isPart = asked.isPart
            guard method == .get || isSameOrigin(request) else {
                return try message("notAllowed", .forbidden, visit)
            }
            do {
                guard let place = try await passes.place(behind: secret) else {
                    return try message("placeGone", .notFound, visit)
                }
                return try await body(place, secret, visit)
            } catch let refusal as EntryRefusal {
                return try message(refusal.code, .tooManyRequests, visit)
            }
        }
    }

    private func show(
        _ place: PassDesk.Place, _ secret: String, _ visit: Visit, fault: String? = nil
    ) -> Response {
        let isStill = place.stoppedAt != nil
        // While it stands nobody knows when it runs, so no time is told.
        let isWaiting = place.ticket.state == .waiting
        let mayLeave = isWaiting || place.ticket.state == .here
        var values: [String: Any] = [
            "secret": secret, "name": visit.language.of(place.queue.name),
            "clock": visit.clock(place.now), "number": place.ticket.number,
            "people": visit.people(place.ticket.size), "isStill": isStill && mayLeave,
            "isBefore": isWaiting && !place.isDue && !isStill, "isDue": place.isDue && !isStill,
            "isWaiting": isWaiting && !isStill,
            "begin": visit.time(place.window.begin), "end": visit.time(place.window.end),
            "wait": wait(place.promise, since: place.ticket.joinedAt, visit),
            "boardedBy": visit.time(place.promise.boardedBy),
            "mayLeave": mayLeave,
        ]
        let words: [PassState: String] = [
            .here: isStill ? "placeHereStill" : "placeHere", .served: "placeServed",
            .lapsed: "placeLapsed",
            .left: "placeLeft",
        ]
        values["state"] = words[place.ticket.state].map(visit.text)
        if let offer = place.offer, !isStill {
            values["offer"] = window(offer.window, visit)
            values["offerUntil"] = visit.time(offer.until)
        }
        values["message"] = fault.map(visit.text)
        return html(
            "queueplace", title: "placeTitle", visit,
            status: fault == nil ? .ok : .unprocessableContent, live: fault == nil, values)
    }
}
