public import Domain
public import Kernel

extension Doorman {
    /// How one door is.
    public struct Status: Sendable {
        public let door: Door
        /// When it last asked for news.
        public let heardAt: Instant?
        /// Whether it waits for news now.
        public let isListening: Bool
        /// When the newest word was issued that it says it has: its leases count from then. `nil`:
        /// it has said nothing of the kind since this server began.
        public let heldFrom: Instant?
        /// The newest it was answered.
        public let version: UInt64?
        /// When it last told something else under a number that it had told before.
        public let doubledAt: Instant?
        /// What it has told, newest last.
        public let telling: DoorTelling?
    }

    /// Every door of the venue that an agent stands beside, in the venue's order.
    public func doors() async -> [Status] {
        let doors = venue().doors.filter { $0.lock != nil }
        let tellings = await sequencer.read { engine in
            doors.map { engine.telling(of: $0.id) }
        }
        return zip(doors, tellings).map { door, telling in
            Status(
                door: door, heardAt: states[door.id]?.heardAt,
                isListening: isWaiting(at: door.id), heldFrom: states[door.id]?.heldFrom,
                version: states[door.id]?.told?.version,
                doubledAt: states[door.id]?.doubledAt, telling: telling)
        }
    }
}

/// Why a door is not served. In this order.
public enum DoorRefusal: String, Error, CaseIterable, Sendable {
    /// The venue has no such door.
    case unknownDoor
    /// The venue does not say `agent: yes` of it.
    case noAgent

    public var code: String { rawValue }
}
