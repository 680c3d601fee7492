/// How long something took: how many people how long, never a mean alone.
///
/// Quantiles are nearest ranks (Hyndman & Fan 1996, definition 1). Units: milliseconds.
public struct PassSpans: Equatable, Sendable, Codable {
    public let count: Int
    public let p50: Int64
    public let p90: Int64
    public let p95: Int64
    public let p99: Int64
    public let max: Int64
    public let mean: Double
    /// How many took at least so many minutes and less than the next; see ``edges``.
    public let histogram: [Int]

    /// Where the histogram's bars begin, minutes. The last has no end.
    public static let edges = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240]

    /// - Parameter spans: Each with its weight.
    init(_ spans: [(milliseconds: Int64, weight: Int)]) {
        let ordered = spans.sorted { $0.milliseconds < $1.milliseconds }
        let count = ordered.reduce(0) { $0 + $1.weight }
        var bars = [Int](repeating: 0, count: Self.edges.count)
        var sum: Int64 = 0
        for span in ordered {
            sum += span.milliseconds * Int64(span.weight)
            let bar = Self.edges.lastIndex { Int64($0) * 60_000 <= span.milliseconds } ?? 0
            bars[bar] += span.weight
        }
        func quantile(_ percent: Int) -> Int64 {
            let rank = Swift.max(1, (count * percent + 99) / 100)
            var seen = 0
            for span in ordered {
                seen += span.weight
                if seen >= rank { return span.milliseconds }
            }
            return 0
        }
        self.count = count
        (p50, p90, p95, p99) = (quantile(50), quantile(90), quantile(95), quantile(99))
        max = ordered.last?.milliseconds ?? 0
        mean = count == 0 ? 0 : Double(sum) / Double(count)
        histogram = bars
    }
}

/// One kind of time, for people and for parties.
public struct PassWait: Equatable, Sendable, Codable {
    public let perPerson: PassSpans
    public let perParty: PassSpans
}

/// People and parties.
public struct PassCount: Equatable, Sendable, Codable {
    public var people = 0
    public var parties = 0

    mutating func add(_ size: Int) {
        people += size
        parties += 1
    }
}

/// How unfair it was: who joined later and boarded earlier (slips and skips; Larson, 1987).
public struct PassOvertaking: Equatable, Sendable, Codable {
    /// Pairs of people of whom the later one boarded first.
    public let pairs: Int
    public let pairsPer100People: Double
    /// People who were passed by at least one.
    public let peoplePassed: Int
    /// The most people that anybody was passed by.
    public let mostPlacesLost: Int
}

/// What came of the promises, in parties that boarded and had come before their window's end.
public struct PassPromises: Equatable, Sendable, Codable {
    public let counted: Int
    /// Boarded by the window's end and the grace.
    public let kept: Int
    public let keptShare: Double
    /// Waited from the least to the most they were told; `nil` when no interval is told.
    public let withinInterval: Int?
    public let withinIntervalShare: Double?
}

/// What one policy did to everybody.
public struct PassReport: Equatable, Sendable, Codable {
    public let policy: PassPolicy
    public let joined: PassCount
    public let boarded: PassCount
    public let noShows: PassCount
    /// Came after their window and the grace.
    public let tooLate: PassCount
    /// From joining to boarding, of those who boarded.
    public let delay: PassWait
    /// Of that, standing at the ride.
    public let standing: PassWait
    /// Of that, free to do something else.
    public let free: PassWait
    public let overtaking: PassOvertaking
    /// The ride's share of the time in which somebody who boarded wanted to or was on board.
    public let capacityUsedShare: Double
    public let promises: PassPromises?
    /// Tickets that were offered an earlier window, and that took it.
    public let offered: Int?
    public let movedForward: Int?
}
