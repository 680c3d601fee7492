import Domain
import Foundation
import Hummingbird
import Kernel
import Ports
import Runtime

/// One of the viewer's own zones: who is there, and the cues of today.
extension PageRoutes {
    func zone(_ list: House.ZoneList, _ opened: Opened) throws -> Response {
        let visit = opened.visit
        let names = try doorkeeper.names(for: opened.viewer)
        let words = Dictionary(
            list.rules.map { ($0.id, visit.language.of($0.cue.say)) },
            uniquingKeysWith: { first, _ in first })
        let midnight = visit.startOfDay(list.clock)
        let ended = list.endedCues.filter { $0.endedAt >= midnight }
        return html(
            "zone", title: "floor", titled: visit.language.of(list.zone.name), visit, live: true,
            [
                "name": visit.language.of(list.zone.name), "clock": visit.clock(list.clock),
                "kind": Phrases.kind(list.zone.kind, in: visit.language),
                "count": visit.customers(list.count, venue), "isSilent": list.isSilent,
                "isEmpty": list.count == 0,
                "isCut": list.count > list.visitors.count,
                "visitors": list.visitors.map { visitor($0, at: list.clock, visit) },
                "hasCues": !(list.openCues.isEmpty && ended.isEmpty),
                "open": list.openCues.map { open -> [String: Any] in
                    var state = visit.text("cue-\(open.state.isTaken ? "taken" : "open")")
                    if case .taken(let staff, _) = open.state {
                        state = "\(visit.text("takenBy")) \(names[staff] ?? staff.description)"
                    }
                    return [
                        "time": visit.time(open.cue.since), "state": state,
                        "say": words[open.cue.rule] ?? open.cue.rule.description,
                    ]
                },
                "ended": ended.map { cue -> [String: Any] in
                    let by = cue.by.map { " · \(names[$0] ?? $0.description)" } ?? ""
                    return [
                        "time": visit.time(cue.since),
                        "say": words[cue.rule] ?? cue.rule.description,
                        "state": visit.text("ended-\(cue.ending.rawValue)") + by,
                        "isGood": cue.ending == .helped,
                    ]
                },
            ])
    }

    private func visitor(
        _ visitor: House.Visitor, at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        [
            "person": visitor.person?.description ?? "", "isKnown": visitor.person != nil,
            "label": visitor.initials.isEmpty ? visit.aCustomer(venue) : visitor.initials,
            "since": "\(visit.text("since")) \(visit.time(visitor.since))",
            "minutes":
                "\(visit.number(Int(max(0, (now - visitor.since).milliseconds / 60_000)))) min",
            "facts": visit.facts(visitor.facts, venue),
            "isUnsure": (visitor.confidence ?? 100) < 75,
        ]
    }
}
