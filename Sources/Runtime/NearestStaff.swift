public import Domain
import Kernel
import Ports
import Synchronization

/// Who would come to a zone: those who watch it, else those of the zones it shares a door with,
/// else everybody.
///
/// Who watches is looked up once a second at most, so that no tap waits for it.
public final class NearestStaff: Sendable {  // A class: one look serves all readers.
    static let freshSpan = Span.seconds(1)

    private let sequencer: Sequencer
    private let doorkeeper: Doorkeeper
    private let board: CueBoard
    private let venue: @Sendable () -> Venue
    private let known = Mutex<Known?>(nil)

    struct Known: Sendable {
        let at: Instant
        let zones: [ZoneID: ZoneIndex]
        let queues: [PassQueue]
        let venue: Venue
        /// Zones that somebody watches by the roster, or looks at as a host or a screen.
        let watched: Set<ZoneIndex>
    }

    /// - Parameter venue: Its doors, now.
    public init(
        sequencer: Sequencer, doorkeeper: Doorkeeper, board: CueBoard,
        venue: @escaping @Sendable () -> Venue
    ) {
        self.sequencer = sequencer
        self.doorkeeper = doorkeeper
        self.board = board
        self.venue = venue
    }

    func look(at now: Instant) async -> Known {
        if let known = known.withLock({ $0 }), now >= known.at, now - known.at < Self.freshSpan {
            return known
        }
        let (zones, queues) = await sequencer.read { ($0.zoneNumbers, $0.passes.queues) }
        // A roster that cannot be read names nobody: then more people are called, not fewer.
        let watches = (try? doorkeeper.currentWatches()) ?? []
        var watched = board.watchedZones(of: Array(zones.values))
        watched.formUnion(watches.compactMap { zones[$0.zone] })
        let fresh = Known(
            at: now, zones: zones, queues: queues, venue: venue(), watched: watched)
        known.withLock { $0 = fresh }
        return fresh
    }
}

extension NearestStaff.Known {
    func reach(of zone: ZoneIndex, _ id: ZoneID) -> CallReach {
        guard !watched.contains(zone) else { return .zone }
        let neighbours = venue.doors.compactMap { door -> ZoneID? in
            if door.to == id { return door.from }
            return door.from == id ? door.to : nil
        }
        let near = Set(neighbours.compactMap { zones[$0] }).intersection(watched)
        return near.isEmpty ? .all : .also(near.sorted())
    }
}
