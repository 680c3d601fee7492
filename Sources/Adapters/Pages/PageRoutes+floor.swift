import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// The live floor, and who is in a zone.
extension PageRoutes {
    /// Where lengths of stay are parted, in minutes.
    static let stayEdges = [0, 5, 10, 15, 30, 60]
    /// Lengths of stay from this part on are shown as long.
    private static let longPart = 3
    private static let ownTileCountMax = 60
    private static let otherRowCountMax = 200

    func addFloor(to router: Router<some RequestContext>) {
        page(router, .get, "/floor", at: .host, screens: true) { try await floor($0) }
        page(router, .get, "/floor/:id", at: .host) { opened in
            guard let zone = ZoneID(opened.identifier),
                let list = await house.visitors(of: zone, for: opened.viewer)
            else { return try message("notFound", .notFound, opened.visit) }
            return try self.zone(list, opened)
        }
    }

    private func floor(_ opened: Opened) async throws -> Response {
        let floor = await house.floor(for: opened.viewer)
        let visit = opened.visit
        let leftOut = desk.leftOut
        var mine = floor.tiles.filter { tile in
            tile.isMine
                && (tile.count + tile.openCues > 0 || !leftOut.contains(tile.zone.id))
        }
        if mine.count > Self.ownTileCountMax {
            // Few enough stay where they are, so that a finger finds them again.
            mine.sort { ($0.openCues, $0.count, $1.number) > ($1.openCues, $1.count, $0.number) }
        }
        let others = floor.tiles.filter { !$0.isMine && $0.count > 0 }.sorted {
            ($0.count, $1.number) > ($1.count, $0.number)
        }
        let mayLook = opened.viewer.role >= .host
        return html(
            "floor", title: "floor", visit, live: true,
            [
                "clock": visit.clock(floor.clock),
                "hasShops": !(await shopDesk.shops(for: opened.viewer)).isEmpty,
                "hasDoors": !(await doors(for: opened.viewer)).isEmpty,
                "hasQueues": mayLook && !venue.queues.isEmpty,
                "tiles": mine.prefix(Self.ownTileCountMax).map {
                    tile($0, at: floor.clock, visit, mayLook: mayLook)
                },
                "isMany": mine.count > 6,
                "hasMore": mine.count > Self.ownTileCountMax,
                "more": mine.dropFirst(Self.ownTileCountMax).prefix(Self.otherRowCountMax).map {
                    row($0, visit)
                },
                "hasOthers": !others.isEmpty,
                "others": others.prefix(Self.otherRowCountMax).map { row($0, visit) },
                "waits": floor.waits.filter {
                    $0.tally.count + $0.waitingCount + $0.elsewhereCount > 0
                }.map {
                    figure($0, at: floor.clock, visit)
                },
                "isCalm": mine.allSatisfy { $0.count == 0 } && others.isEmpty,
            ])
    }

    private func row(_ tile: House.Tile, _ visit: Visit) -> [String: Any] {
        [
            "name": visit.language.of(tile.zone.name), "count": tile.count,
            "kind": Phrases.kind(tile.zone.kind, in: visit.language), "isSilent": tile.isSilent,
            "silent": visit.text("silent"),
        ]
    }

    private func tile(
        _ tile: House.Tile, at now: Instant, _ visit: Visit, mayLook: Bool
    ) -> [String: Any] {
        var values = row(tile, visit)
        let minutes = tile.since.map { max(0, (now - $0).milliseconds / 60_000) }.sorted()
        values["id"] = tile.zone.id.description
        values["mayLook"] = mayLook
        values["hasCues"] = tile.openCues > 0
        let word = visit.text(tile.openCues == 1 ? "openCue" : "openCues").lowercased()
        values["cues"] = "\(tile.openCues) \(word)"
        values["people"] = visit.customers(tile.count, venue)
        guard !minutes.isEmpty else { return values }
        let parts = Self.parts(minutes)
        let most = max(1, parts.max() ?? 1)
        values["hasStays"] = true
        values["bars"] = parts.enumerated().map { part, count -> [String: Any] in
            let height = count * 40 / most
            return [
                "x": part * 40 + 2, "middle": part * 40 + 20, "y": 52 - height, "height": height,
                "top": 49 - height, "count": count == 0 ? "" : visit.number(count),
                "isLong": part >= Self.longPart, "name": Self.partName(part),
            ]
        }
        values["stays"] = parts.enumerated().map { part, count -> [String: Any] in
            ["span": Self.partName(part), "count": count]
        }
        let half = minutes[minutes.count / 2]
        values["summary"] =
            (minutes.last ?? 0) == 0
            ? visit.text("justCame")
            : minutes.count == 1
                ? "\(visit.number(Int(minutes[0]))) min"
                : String(format: visit.text("halfLonger"), "\(half)", "\(minutes.last ?? 0)")
        return values
    }

    /// How many stays lie in each part.
    static func parts(_ minutes: [Int64]) -> [Int] {
        var parts = [Int](repeating: 0, count: stayEdges.count)
        for minute in minutes {
            parts[(stayEdges.lastIndex { Int64($0) <= minute }) ?? 0] += 1
        }
        return parts
    }

    private static func partName(_ part: Int) -> String {
        part + 1 < stayEdges.count
            ? "\(stayEdges[part])–\(stayEdges[part + 1])" : "\(stayEdges[part])+"
    }
}

extension Visit {
    /// What the organisation calls one of those it serves.
    func aCustomer(_ venue: Venue) -> String { language.of(venue.customer) }

    func facts(_ facts: [String], _ venue: Venue) -> [String] {
        facts.map { fact in venue.factNames[fact].map(language.of) ?? fact }
    }

    /// So many of them: "1 guest", "12 guests".
    func customers(_ count: Int, _ venue: Venue) -> String {
        "\(number(count)) \(count == 1 ? aCustomer(venue) : language.of(venue.customers))"
    }
}
