public import Kernel

public enum DoorNoun {}
public typealias DoorID = Identifier<DoorNoun>

/// A way through, between two zones or from outside into one.
///
/// It tells where people can walk. Whoever wants out always gets out, and no door of ours is ever
/// locked against that: a lock decides about coming in alone.
public struct Door: Equatable, Sendable {
    public let id: DoorID
    public let name: Words
    /// `nil`: from outside.
    public let from: ZoneID?
    public let to: ZoneID
    /// How it decides who comes in; `nil`: nothing of ours stands beside it.
    public var lock: DoorLock?

    public init(
        id: DoorID, name: Words, from: ZoneID?, to: ZoneID, lock: DoorLock? = nil
    ) {
        self.id = id
        self.name = name
        self.from = from
        self.to = to
        self.lock = lock
    }

    /// Where somebody stands who is about to go through; one who comes from outside is looked for
    /// behind the door.
    public func side(of direction: PassageDirection) -> ZoneID? {
        direction == .in ? from ?? to : to
    }
}

/// What an agent beside a door is told once and for all.
public struct DoorLock: Equatable, Sendable {
    public let failMode: DoorFailMode
    /// Whether whoever is in must go out before coming in again.
    public let refusesPassback: Bool

    public init(failMode: DoorFailMode = .closed, refusesPassback: Bool = false) {
        self.failMode = failMode
        self.refusesPassback = refusesPassback
    }
}
