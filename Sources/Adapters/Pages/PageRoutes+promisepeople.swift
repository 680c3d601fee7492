import Domain
import Foundation
import Hummingbird
import Kernel
import Ports
import Runtime

/// The ledger by person: of people near, by leave, each look kept.
extension PageRoutes {
    /// The most promises of one person that are listed; their card has them all.
    private static let promisesShownMax = 5

    func promisePeople(_ opened: Opened) async throws -> Response {
        let (visit, text) = (opened.visit, opened.query("q"))
        var values = promiseFrame(.people, visit)
        values["query"] = text
        let list = try await promiseDesk.near(
            named: text, callingCode: venue.callingCode, for: opened.viewer)
        let (catalogue, zones) = (await promiseDesk.catalogue, await house.words.zones)
        if list.people.isEmpty {
            values["nothing"] = visit.text(text.isEmpty ? "pl-peopleNone" : "foundNobody")
        }
        values["people"] = list.people.map { near -> [String: Any] in
            let left = near.promises.count - Self.promisesShownMax
            return Self.withoutEmptyTexts([
                "person": near.person.description,
                "who": near.initials.isEmpty ? visit.aCustomer(venue) : near.initials,
                "where": whereText(near.zone, near.since, zones, visit) ?? "",
                "promises": near.promises.prefix(Self.promisesShownMax).map {
                    row(of: $0, at: near.at, catalogue, visit)
                },
                "rest": left > 0
                    ? visit.text("pl-peopleRest").replacing("{0}", with: "\(left)") : "",
            ])
        }
        if list.leftCount > 0 {
            values["more"] = visit.text("pl-peopleMore")
                .replacing("{0}", with: "\(list.leftCount)")
        }
        return html(
            "promisepeople", title: opened.viewer.role >= .lead ? "insight" : "find",
            titled: values["heading"] as? String, visit, values)
    }

    private func row(
        of promise: Promise, at now: Instant, _ catalogue: [StandingPromise], _ visit: Visit
    ) -> [String: Any] {
        let state = promise.state(at: now)
        let entry = catalogue.first { $0.id == promise.said.standing }
        let due = promise.said.due.map {
            String(format: visit.text("promised-until"), visit.dayAndTime($0))
        }
        return Self.withoutEmptyTexts([
            "quote": promise.said.quote,
            "quoteLang": entry?.language(of: promise.said.quote)?.rawValue ?? "",
            "state": visit.state(promise, at: now, own: false),
            "isBad": state == .broken || state == .overdueUnknown,
            "isWaiting": state == .recoveryOffered || state == .recoveryAccepted,
            "when": due ?? "",
        ])
    }
}

extension StandingPromise {
    /// Which language something is in that was said by this entry; `nil`: in words of its own, or
    /// the same in both.
    func language(of quote: String) -> Language? {
        guard words.en != words.nl else { return nil }
        return quote == words.en ? .en : quote == words.nl ? .nl : nil
    }
}
