public import Kernel

/// Who is where at one moment, by zone.
public struct FloorPicture: Sendable {
    public struct Visitor: Sendable {
        /// Which floor: 0 the live one, else an import's.
        let timeline: UInt16
        let token: UInt32
        public let since: Instant
    }

    /// The most waiting signals that are laid over what is settled; with more, the picture is a
    /// few seconds older.
    static let overlayCountMax = 200_000

    private let starts: [Int]
    private let visitors: ContiguousArray<Visitor>
    public let silentZones: Set<ZoneIndex>
    /// Who waits on the live floor, by kind of wait in the engine's order, the longest first.
    public let waiters: [[Waiter]]

    init(
        zoneCount: Int, timelines: [Timeline], silentZones: [ZoneIndex], waiters: [[Waiter]]
    ) {
        self.silentZones = Set(silentZones)
        self.waiters = waiters
        var counts = [Int](repeating: 0, count: zoneCount + 1)
        let places = timelines.map { timeline in
            timeline.buffer.count <= Self.overlayCountMax
                ? timeline.currentPlaces : timeline.settledPlaces
        }
        let zones = places.map(\.zones)
        for zone in zones.joined() where zone >= 0 && zone < zoneCount {
            counts[Int(zone) + 1] += 1
        }
        for zone in 0..<zoneCount { counts[zone + 1] += counts[zone] }
        starts = counts
        var next = counts
        let blank = Visitor(timeline: 0, token: 0, since: .distantPast)
        var visitors = ContiguousArray(repeating: blank, count: counts[zoneCount])
        for number in timelines.indices {
            for (token, zone) in zones[number].enumerated() where zone >= 0 && zone < zoneCount {
                visitors[next[Int(zone)]] = Visitor(
                    timeline: UInt16(truncatingIfNeeded: number),
                    token: UInt32(truncatingIfNeeded: token),
                    since: Instant(milliseconds: places[number].since[token]))
                next[Int(zone)] += 1
            }
        }
        self.visitors = visitors
    }

    public func count(in zone: ZoneIndex) -> Int {
        guard Int(zone) + 1 < starts.count else { return 0 }
        return starts[Int(zone) + 1] - starts[Int(zone)]
    }

    /// In no particular order, but always the same.
    public func visitors(in zone: ZoneIndex) -> [Visitor] {
        guard Int(zone) + 1 < starts.count else { return [] }
        return Array(visitors[starts[Int(zone)]..<starts[Int(zone) + 1]])
    }
}
