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
        addCards(to: router)
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

    func whereText(
        _ zone: ZoneIndex?, _ since: Instant?, _ zones: [Zone], _ visit: Visit
    ) -> String? {
        guard let zone, let since, Int(zone) < zones.count else { return nil }
        return
            "\(visit.language.of(zones[Int(zone)].name)) · \(visit.text("since")) \(visit.time(since))"
    }
}
