public import Kernel

public enum DoorNoun {}
public typealias DoorID = Identifier<DoorNoun>

/// A way through, between two zones or from outside into one.
///
/// It tells where people can walk, and nothing about locks: whoever wants out always gets out, and
/// no door of ours is ever locked against that.
public struct Door: Equatable, Sendable {
    public let id: DoorID
    public let name: Words
    /// `nil`: from outside.
    public let from: ZoneID?
    public let to: ZoneID

    public init(id: DoorID, name: Words, from: ZoneID?, to: ZoneID) {
        self.id = id
        self.name = name
        self.from = from
        self.to = to
    }
}
