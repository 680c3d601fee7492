public import Domain
public import Kernel
import Ports

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
        /// Who waits in the viewer's own zones, the longest first, at most ``waitingCountMax``.
        public let waiting: [Waiting]
        public let waitingCount: Int
        /// How many wait in zones that are not theirs.
        public let elsewhereCount: Int
    }

    /// Somebody who waits.
    public struct Waiting: Sendable {
        public let since: Instant
        public let zone: Zone
        /// Of people who let staff know them.
        public let person: PersonID?
        public let initials: String
    }

    static let waitingCountMax = 200

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
            let waits = engine.waits.enumerated().map { number, wait in
                let all = number < picture.waiters.count ? picture.waiters[number] : []
                return Self.figure(wait, all, viewer, engine)
            }
            return Floor(tiles: tiles, waits: waits, clock: clock)
        }
    }

    private static func figure(
        _ wait: Wait, _ all: [Waiter], _ viewer: Viewer, _ engine: Engine
    ) -> WaitFigure {
        let own = all.filter { $0.zone.map(viewer.mayWatch) == true }
        let waiting = own.prefix(waitingCountMax).compactMap { waiter -> Waiting? in
            guard let zone = waiter.zone, let token = engine.token(of: waiter) else { return nil }
            let label = viewer.role >= .host ? engine.label(of: token) : nil
            return Waiting(
                since: waiter.since, zone: engine.zones[Int(zone)], person: label?.person,
                initials: label?.initials ?? "")
        }
        return WaitFigure(
            wait: wait, tally: engine.waitTallies[wait.id] ?? WaitTally(), waiting: waiting,
            waitingCount: own.count,
            elsewhereCount: all.filter { $0.zone.map(viewer.mayWatch) == false }.count)
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
        /// Newest first.
        public let openCues: [OpenCue]
        /// Cues of the last day that are over, newest first, at most ``endedCountMax``.
        public let endedCues: [EndedCue]
        public let rules: [Rule]
    }

    static var endedCountMax: Int { 200 }

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
            let leadRules = engine.leadRules
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
                isSilent: picture.silentZones.contains(number), clock: clock,
                openCues: engine.openCues.reversed().filter {
                    $0.cue.zone == number && viewer.maySee($0, leadRules: leadRules)
                },
                endedCues: Array(
                    engine.cuesEnded.reversed().lazy.filter {
                        $0.zone == number
                            && (viewer.role >= .lead || !leadRules.contains($0.rule))
                    }.prefix(Self.endedCountMax)), rules: engine.spokenRules)
        }
    }
}

extension Engine {
    /// Rules whose cues are for leads, until they escalate.
    var leadRules: Set<RuleID> {
        Set(rules.filter { $0.cue.role == Role.lead.rawValue }.map(\.id))
    }
}
