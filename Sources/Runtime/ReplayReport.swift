public import Domain
public import Kernel
public import Ports

/// What rules would have raised: how often, for how many, when, and how much of it on one screen.
public struct ReplayReport: Sendable, Codable {
    public struct Line: Sendable, Codable {
        public let rule: RuleID
        public let cues: Int
        /// How many different tokens they were about.
        public let tokens: Int
        /// How many different people we know those tokens belong to, as links are at the end.
        public let people: Int
        /// By hour of the clock that was given, 0 to 23.
        public var hours: [Int]
    }

    /// What one zone's screen would have shown.
    public struct Screen: Sendable, Codable {
        public let zone: ZoneID
        public let cues: Int
        /// How many hours had any.
        public let hours: Int
        /// In an hour that had any, half the time at most; and at worst.
        public let median: Int
        public let most: Int
    }

    /// How many cues a zone's screen would have shown in an hour, over the hours that had any.
    public struct ScreenHours: Sendable, Codable {
        public let hours: Int
        public let median: Int
        public let p90: Int
        public let most: Int
        public let busiestZone: ZoneID?
    }

    public let signals: Int
    /// When the first and the last of them happened, by their own word.
    public let from: Instant?
    public let to: Instant?
    /// Of kept history: how far back it reaches.
    public private(set) var keptSince: Instant?
    public let rules: [Line]
    public let screen: ScreenHours
    /// By zone that would have shown any, the busiest first.
    public let screens: [Screen]
    /// Of a table: how many rows it has, and those that became no signal, by reason.
    public private(set) var rows: Int?
    public private(set) var unused: [String: UnusedRows] = [:]

    /// - Parameters:
    ///   - keptSince: Of kept history, how far back it reaches.
    ///   - offset: Of the venue's clock from UTC at a moment.
    public init(
        _ rehearsal: Rehearsal, rules: [Rule], keptSince: Instant? = nil,
        offset: (Instant) -> Span = { _ in .seconds(0) }
    ) {
        signals = rehearsal.signalCount
        from = rehearsal.span?.lowerBound
        to = rehearsal.span?.upperBound
        self.keptSince = keptSince
        func hour(_ at: Instant) -> Int64 { (at + offset(at)).milliseconds / 3_600_000 }
        self.rules = rules.map { rule in
            let own = rehearsal.raised.filter { $0.rule == rule.id }
            var hours = [Int](repeating: 0, count: 24)
            for cue in own { hours[Int((hour(cue.at) % 24 + 24) % 24)] += 1 }
            let tokens = Set(own.map(\.token))
            let people = Set(tokens.compactMap { rehearsal.engine.people[$0]?.id })
            return Line(
                rule: rule.id, cues: own.count, tokens: tokens.count, people: people.count,
                hours: hours)
        }
        var counts: [ZoneHour: Int] = [:]
        for cue in rehearsal.raised {
            counts[ZoneHour(zone: cue.zone, hour: hour(cue.at)), default: 0] += 1
        }
        let sorted = counts.values.sorted()
        func rank(_ percent: Int, of sorted: [Int]) -> Int {
            sorted.isEmpty ? 0 : sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
        }
        let busiest = counts.max {
            ($0.value, $1.key.zone, $1.key.hour) < ($1.value, $0.key.zone, $0.key.hour)
        }
        screen = ScreenHours(
            hours: sorted.count, median: rank(50, of: sorted), p90: rank(90, of: sorted),
            most: sorted.last ?? 0,
            busiestZone: busiest?.key.zone)
        screens = Dictionary(grouping: counts, by: \.key.zone).map { zone, hours in
            let sorted = hours.map(\.value).sorted()
            return Screen(
                zone: zone, cues: sorted.reduce(0, +), hours: sorted.count,
                median: rank(50, of: sorted), most: sorted.last ?? 0)
        }.sorted { ($1.cues, $0.zone) < ($0.cues, $1.zone) }
    }

    public init(
        _ day: RehearsedDay, rules: [Rule], offset: (Instant) -> Span = { _ in .seconds(0) }
    ) {
        self.init(day.rehearsal, rules: rules, offset: offset)
        rows = day.rowCount
        unused = day.unused
    }

    private struct ZoneHour: Hashable {
        let zone: ZoneID
        let hour: Int64
    }
}
