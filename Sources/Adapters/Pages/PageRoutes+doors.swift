import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// The door list: how each door is, and what passed. Nobody is named here.
extension PageRoutes {
    /// The most passages of one door that are shown.
    private static let passageCountMax = 20
    /// A door asks for news twice a minute at least, so that one that is silent for longer is away.
    private static let heardSpan = Span.seconds(60)

    func addDoors(to router: Router<some RequestContext>) {
        page(router, .get, "/doors", at: .host) { try await doorList($0) }
    }

    /// Doors into the viewer's zones; all of them for leads.
    func doors(for viewer: Viewer) async -> [Door] {
        guard viewer.role >= .host else { return [] }
        guard viewer.role < .lead else { return venue.doors }
        let numbers = await house.zoneNumbers
        return venue.doors.filter { door in numbers[door.to].map(viewer.mayWatch) ?? false }
    }

    private func doorList(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let doors = await doors(for: opened.viewer)
        let known = await doorman.doors()
        let overview = await house.overview(for: opened.viewer)
        let now = house.now
        return html(
            "doors", title: "floor", titled: visit.text("doors"), visit, live: true,
            [
                "clock": visit.clock(now), "isEmpty": doors.isEmpty,
                "doors": doors.map { door -> [String: Any] in
                    var values: [String: Any] = [
                        "name": visit.language.of(door.name),
                        "from": door.from.map { name(of: $0, visit) } ?? visit.text("doorOutside"),
                        "to": name(of: door.to, visit),
                        "zone": door.to.description,
                    ]
                    guard let status = known.first(where: { $0.door.id == door.id }) else {
                        return values
                    }
                    values.merge(self.values(of: status, at: now, visit)) { $1 }
                    let open = overview.zones.first { $0.zone.id == door.to }?.openCues ?? 0
                    if open > 0 {
                        let word = visit.text(open == 1 ? "openCue" : "openCues").lowercased()
                        values["waiting"] = "\(visit.number(open)) \(word)"
                    }
                    return values
                },
            ])
    }

    private func name(of zone: ZoneID, _ visit: Visit) -> String {
        venue.zones.first { $0.id == zone }.map { visit.language.of($0.name) } ?? zone.description
    }

    private func values(
        of status: Doorman.Status, at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        let isHeard =
            status.isListening || (status.heardAt.map { now - $0 < Self.heardSpan } ?? false)
        var values: [String: Any] = [
            "hasAgent": true, "isHeard": isHeard,
            "without": visit.text(
                status.door.lock?.failMode == .open ? "doorOpensStill" : "doorStaysShut"),
            "isOneWay": status.door.lock?.refusesPassback ?? false,
        ]
        values["state"] =
            if status.isListening {
                visit.text("doorListens")
            } else if let heard = status.heardAt {
                String(
                    format: visit.text(isHeard ? "doorHeard" : "doorNotHeard"), visit.clock(heard))
            } else {
                visit.text("doorNeverHeard")
            }
        values["lease"] = status.heldFrom.map { lease(from: $0, at: now, visit) }
        guard let telling = status.telling else { return values }
        if telling.missedCount > 0 {
            let count = visit.number(Int(clamping: telling.missedCount))
            values["missed"] = String(format: visit.text("doorLost"), count)
        }
        values.merge(openings(of: telling, at: now, visit)) { $1 }
        values["hasPassages"] = !telling.last.isEmpty
        values["passages"] = telling.last.suffix(Self.passageCountMax).reversed().map {
            passed -> [String: Any] in
            [
                "time": visit.clock(passed.at),
                "what": visit.text("passage-\(Self.word(passed))"),
            ]
        }
        return values
    }

    /// How long it may still decide alone.
    private func lease(from: Instant, at now: Instant, _ visit: Visit) -> String {
        let guests = from + DoorSnapshot.guestLease
        let staff = from + DoorSnapshot.staffLease
        if now < guests {
            return String(
                format: visit.text("doorLeaseBoth"), visit.clock(guests), visit.clock(staff))
        }
        guard now < staff else { return visit.text("doorLeaseOver") }
        return String(format: visit.text("doorLeaseStaff"), visit.clock(staff))
    }

    /// One bar an hour by the venue's clock, of what is kept at hand of this door.
    private func openings(
        of telling: DoorTelling, at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        let start = visit.startOfDay(now)
        var counts = [Int](repeating: 0, count: 24)
        for passed in telling.last where passed.decision.opens && passed.at >= start {
            counts[min(23, Int((passed.at - start).milliseconds / 3_600_000))] += 1
        }
        let most = max(1, counts.max() ?? 1)
        let used = counts.indices.filter { counts[$0] > 0 }
        let isCut =
            telling.highest > DoorTelling.lastCountMax
            && (telling.last.first.map { $0.at >= start } ?? false)
        return [
            "hasOpenings": !used.isEmpty, "isCut": isCut,
            "openings": String(
                format: visit.text("openingsToday"), visit.number(counts.reduce(0, +))),
            "bars": used.map { hour -> [String: Any] in
                let height = max(2, counts[hour] * 44 / most)
                return ["x": hour * 10, "y": 46 - height, "height": height]
            },
            "hours": used.map { hour -> [String: Any] in
                [
                    "hour": Self.clockText(minute: hour * 60),
                    "count": visit.number(counts[hour]),
                ]
            },
        ]
    }

    /// Which sentence tells a passage.
    private static func word(_ passed: DoorPassed) -> String {
        switch passed.decision {
        case .open(.failedOpen): "alone"
        case .open: passed.direction == .out ? "out" : "in"
        case .deny(let denial): word(denial)
        }
    }

    private static func word(_ denial: DenialCode) -> String {
        switch denial {
        case .noSnapshot, .forgedSnapshot, .wrongDoor, .oldSnapshot, .clockTurnedBack,
            .memoryFull:
            "trouble"
        case .leaseEnded: "leaseEnded"
        case .unreadable: "unreadable"
        case .bareIdentifier, .unknownKey, .forged, .otherTag: "noKey"
        case .lifetimeTooLong, .notYetValid, .expired, .replayed: "again"
        case .revoked: "revoked"
        case .notGranted: "notGranted"
        case .outsideDates, .outsideHours: "otherTime"
        case .alreadyInside: "inside"
        }
    }
}
