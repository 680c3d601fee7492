import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Who watches which zones now, taken over in two taps.
extension PageRoutes {
    func addRoster(to router: Router<some RequestContext>) {
        page(router, .get, "/roster", at: .host) { try await roster($0) }
        page(router, .post, "/roster/:id/:word", at: .host) { opened in
            guard let zone = ZoneID(opened.identifier),
                let number = await house.zoneNumbers[zone]
            else { return try message("notFound", .notFound, opened.visit) }
            let others = try doorkeeper.watch(
                zone, number, opened.word == "take", by: opened.viewer)
            startAnew(others + [opened.viewer.account])
            return redirect("/roster")
        }
        page(router, .post, "/roster/end", at: .host) { opened in
            let others = try doorkeeper.endShift(of: opened.viewer)
            startAnew(others + [opened.viewer.account])
            return redirect("/roster")
        }
        for path in ["/roster/:id/:word", "/roster/end"] as [RouterPath] {
            router.get(path) { _, _ in redirect("/roster") }
        }
    }

    /// What they may see has changed: their pages are asked for again.
    private func startAnew(_ accounts: [StaffID]) {
        for account in Set(accounts) { board.disconnect(account: account, saying: CueFrame.reset) }
    }

    private func roster(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let names = try doorkeeper.names(for: opened.viewer)
        let watches = try doorkeeper.watches(for: opened.viewer)
        let own = Set(watches.filter { $0.account == opened.viewer.account }.map(\.zone))
        let zones = await house.words.zones.enumerated().filter {
            opened.viewer.mayTake(ZoneIndex(truncatingIfNeeded: $0.offset))
        }.map(\.element)
        return html(
            "roster", title: "roster", visit,
            [
                "hasShift": !own.isEmpty,
                "zones": zones.map { zone -> [String: Any] in
                    let others = watches.filter {
                        $0.zone == zone.id && $0.account != opened.viewer.account
                    }
                    return [
                        "id": zone.id.description, "name": visit.language.of(zone.name),
                        "kind": Phrases.kind(zone.kind, in: visit.language),
                        "isMine": own.contains(zone.id), "isTaken": !others.isEmpty,
                        "by": others.map {
                            "\(names[$0.account] ?? $0.account.description) · \(visit.text("since")) \(timeText($0.since))"
                        }.joined(separator: ", "),
                        "isNobodys": others.isEmpty && !own.contains(zone.id),
                    ]
                },
            ])
    }
}
