import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Ports
import Runtime

/// How much of themselves people recognise in the house: what goes with it, what it puts at stake,
/// and with whom near.
extension PageRoutes {
    func addBonds(to router: Router<some RequestContext>) {
        page(router, .get, "/bonds", at: .host) { try await bonds($0) }
        page(router, .get, "/bonds/:word", at: .host) { opened in
            let figures = await bondFigures(opened.visit)
            let all = figures.levels + figures.edges + figures.factors
            return try file(all.first { "\($0.name).csv" == opened.word }, opened)
        }
    }

    private typealias BondFigures = (
        levels: [InsightFigure], edges: [InsightFigure], factors: [InsightFigure]
    )

    private func bondFigures(_ visit: Visit) async -> BondFigures {
        let spread = await promiseBoard.bonds()
        let book = BondBook(
            people: visit.language.of(venue.customers), isDutch: visit.language == .nl)
        return (
            [book.levels(spread)], book.edges(spread),
            [book.factors(spread)].compactMap(\.self)
        )
    }

    private func bonds(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let figures = await bondFigures(visit)
        func drawn(_ figures: [InsightFigure]) -> [[String: Any]] {
            figures.map { self.values($0, visit, at: "/bonds", people: []) }
        }
        var values: [String: Any] = [
            "say_numbers": visit.text("in-numbers"), "say_download": visit.text("in-download"),
            "figures": drawn(figures.levels), "rooms": identityRooms("/bonds", visit),
        ]
        if !figures.edges.isEmpty { values["edges"] = ["figures": drawn(figures.edges)] }
        if !figures.factors.isEmpty { values["factors"] = ["figures": drawn(figures.factors)] }
        let zones = await house.words.zones
        let near = try await promiseDesk.atStake(for: opened.viewer)
        values["hasNear"] = !near.isEmpty
        values["near"] = near.map { each -> [String: Any] in
            Self.withoutEmptyTexts([
                "person": each.person.description,
                "who": each.initials.isEmpty ? visit.aCustomer(venue) : each.initials,
                "where": whereText(each.zone, each.since, zones, visit) ?? "",
                "factors": factors(of: each.stake, visit),
                "advice": visit.text(each.stake.isLeaving == true ? "bo-part" : "bo-keep"),
                "cue": each.cue.map { "\($0)" } ?? "",
            ])
        }
        return html("bonds", title: "insight", titled: visit.text("bo-title"), visit, values)
    }

    /// Each in words with where it comes from: how much of themself they said stays theirs.
    private func factors(of stake: BondStake, _ visit: Visit) -> [String] {
        let leaving =
            switch stake.leaving {
            case .tookLeave: "bo-near-leave"
            case .told: stake.isLeaving == true ? "bo-near-rather" : "bo-near-may"
            case nil: "bo-gives-2"
            }
        let broken = visit.text("bo-near-broken")
            .replacing("{0}", with: visit.number(stake.broken))
            .replacing("{1}", with: visit.number(stake.kept))
        return [
            visit.text(stake.level >= venue.partingLevel ? "bo-near-much" : "bo-near-some"), broken,
            visit.text(leaving),
        ]
    }
}
