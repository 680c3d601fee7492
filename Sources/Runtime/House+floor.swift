public import Domain
public import Kernel

/// The floor as a viewer may see it: their own zones with who is there, of others the counts.
extension House {
    /// One zone, in numbers.
    public struct Tile: Sendable {
        public let zone: Zone
        public let number: ZoneIndex
        public let count: Int
        public let openCues: Int
        public let isMine: Bool
        public let isSilent: Bool
        /// Since when each person there has been there; only of the viewer's own zones.
        public let since: [Instant]
    }

    /// A kind of wait, and how long it took.
    public struct WaitFigure: Sendable {
        public let wait: Wait
        public let tally: WaitTally
    }

    public struct Floor: Sendable {
        public let tiles: [Tile]
        public let waits: [WaitFigure]
        public let clock: Instant
    }

    public func floor(for viewer: Viewer) async -> Floor {
        let clock = now
        return await sequencer.readFloor(at: clock) { engine, picture in
            var open = [Int](repeating: 0, count: engine.zones.count)
            for cue in engine.openCues { open[Int(cue.cue.zone)] += 1 }
            let tiles = engine.zones.enumerated().map { place, zone -> Tile in
                let number = ZoneIndex(truncatingIfNeeded: place)
                let isMine = viewer.mayWatch(number)
                return Tile(
                    zone: zone, number: number, count: picture.count(in: number),
                    openCues: isMine ? open[place] : 0, isMine: isMine,
                    isSilent: picture.silentZones.contains(number),
                    since: isMine ? picture.visitors(in: number).map(\.since) : [])
            }
            let waits = engine.waits.map {
                WaitFigure(wait: $0, tally: engine.waitTallies[$0.id] ?? WaitTally())
            }
            return Floor(tiles: tiles, waits: waits, clock: clock)
        }
    }

    /// Somebody in a zone.
    public struct Visitor: Sendable {
        public let token: Token
        public let since: Instant
        /// How sure, 0 to 100, when reads say so.
        public let confidence: Int?
        /// Of people who let staff know them.
        public let person: PersonID?
        public let initials: String
        public let facts: [String]
    }

    public struct ZoneList: Sendable {
        public let zone: Zone
        public let visitors: [Visitor]
        public let count: Int
        public let isSilent: Bool
        public let clock: Instant
    }

    /// The most people one page lists.
    public static var visitorCountMax: Int { 200 }

    /// Who is in one of the viewer's zones, the longest there first.
    ///
    /// - Returns: `nil` for a zone that is not theirs, or that there is none.
    public func visitors(of zone: ZoneID, for viewer: Viewer) async -> ZoneList? {
        let clock = now
        return await sequencer.readFloor(at: clock) { engine, picture in
            guard let number = engine.zoneNumbers[zone], viewer.mayWatch(number) else {
                return nil
            }
            let all = picture.visitors(in: number).sorted { $0.since < $1.since }
            let visitors = all.prefix(Self.visitorCountMax).compactMap { visitor -> Visitor? in
                guard let token = engine.token(of: visitor) else { return nil }
                let label = engine.label(of: token.name)
                return Visitor(
                    token: token.name, since: visitor.since, confidence: token.confidence,
                    person: label?.person, initials: label?.initials ?? "",
                    facts: label?.facts ?? [])
            }
            return ZoneList(
                zone: engine.zones[Int(number)], visitors: visitors, count: all.count,
                isSilent: picture.silentZones.contains(number), clock: clock)
        }
    }
}
