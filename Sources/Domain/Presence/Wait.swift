public import Kernel

public enum WaitNoun {}
public typealias WaitID = Identifier<WaitNoun>

/// How long people wait for something: from one signal of a token to another.
///
/// It runs from the first `from` since the last `until`, so that asking again while waiting does
/// not shorten it.
public struct Wait: Hashable, Sendable, Codable {
    public let id: WaitID
    public let name: Words
    public let from: SignalPattern
    public let until: SignalPattern
    /// Signals after which nobody waits any more, though nothing came.
    public let givenUpOn: [SignalPattern]

    public init(
        id: WaitID, name: Words, from: SignalPattern, until: SignalPattern,
        givenUpOn: [SignalPattern] = []
    ) {
        self.id = id
        self.name = name
        self.from = from
        self.until = until
        self.givenUpOn = givenUpOn
    }
}

/// A wait that ended.
struct FinishedWait: Sendable {
    let wait: Int
    /// Whose: the number of a token of its timeline.
    let token: UInt32
    let began: Int64
    let seconds: Int64
    let at: Int64
    let isLive: Bool
}

/// How long the waits of one kind took: how many took how long, never a mean alone.
public struct WaitTally: Equatable, Sendable, Codable {
    /// Waits up to here are counted by the second, longer ones by the minute.
    static let exactSecondsMax: Int64 = 7_200
    /// The longest that is told apart.
    static let secondsMax: Int64 = 30 * 86_400
    /// How many of the last live ones are kept one by one.
    static let recentCountMax = 500

    /// A wait that ended lately on the live floor.
    public struct Recent: Equatable, Sendable, Codable {
        public let at: Instant
        public let seconds: Int64
    }

    public private(set) var count = 0
    /// How many took so many seconds, shortest first.
    public private(set) var lengths: [Length] = []
    public private(set) var recent: [Recent] = []

    public struct Length: Equatable, Sendable, Codable {
        public let seconds: Int64
        public var count: Int
    }

    public init() {}

    mutating func take(_ wait: FinishedWait) {
        count += 1
        var seconds = min(max(0, wait.seconds), Self.secondsMax)
        if seconds > Self.exactSecondsMax { seconds -= seconds % 60 }
        var low = 0
        var high = lengths.count
        while low < high {
            let middle = (low + high) / 2
            if lengths[middle].seconds < seconds { low = middle + 1 } else { high = middle }
        }
        if low < lengths.count, lengths[low].seconds == seconds {
            lengths[low].count += 1
        } else {
            lengths.insert(Length(seconds: seconds, count: 1), at: low)
        }
        guard wait.isLive else { return }
        recent.append(Recent(at: Instant(milliseconds: wait.at), seconds: seconds))
        if recent.count > Self.recentCountMax { recent.removeFirst() }
    }

    /// The shortest length that at least so many in a hundred took at most: the nearest rank
    /// (Hyndman & Fan 1996, definition 1).
    public func quantile(percent: Int) -> Int64? {
        let rank = max(1, (count * percent + 99) / 100)
        var sum = 0
        for length in lengths {
            sum += length.count
            if sum >= rank { return length.seconds }
        }
        return nil
    }
}
