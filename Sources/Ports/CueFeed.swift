public import Domain

/// A cue event's place: the row of the journal it stands in, and which one of that row's.
public struct CuePlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let sequence: Sequence
    public let index: Int

    public init(sequence: Sequence, index: Int) {
        self.sequence = sequence
        self.index = index
    }

    public static func < (left: CuePlace, right: CuePlace) -> Bool {
        (left.sequence, left.index) < (right.sequence, right.index)
    }

    public var description: String { "\(sequence).\(index)" }

    /// Reads back what a screen sends as its cursor. Untrusted: digits, a dot, digits.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 40,
            text.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 46 }),
            let sequence = Int64(parts[0]), let index = Int(parts[1])
        else { return nil }
        self.init(sequence: sequence, index: index)
    }
}

/// A cue event that is on disk, with its place.
public struct PlacedCueEvent: Sendable {
    public let place: CuePlace
    public let event: CueEvent

    public init(place: CuePlace, event: CueEvent) {
        self.place = place
        self.event = event
    }
}

/// Who is told of cue events once they are on disk.
public protocol CueFeed: Sendable {
    /// - Parameters:
    ///   - events: In order.
    ///   - sequence: The last row of the journal that is on disk now.
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence)
}

/// Tells several, one after another.
public struct CueFeeds: CueFeed {
    private let all: [any CueFeed]

    public init(_ all: [any CueFeed]) { self.all = all }

    public func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {
        for feed in all { feed.publish(events, through: sequence) }
    }
}
