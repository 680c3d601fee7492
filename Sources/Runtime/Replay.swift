public import Domain
public import Kernel
public import Ports

/// Tries rules on the history that is kept, on a thread of its own, one trial at a time.
public actor Replay {
    private let journal: any Journal
    private let seed: KeySeed
    private let executor = QueueExecutor(label: "senang.replay")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    public init(_ journal: any Journal, seed: KeySeed) {
        self.journal = journal
        self.seed = seed
    }

    /// What the rules would have raised, as far back as signals are kept.
    ///
    /// - Cost: linear in the signals of the last day.
    public func run(_ rules: [Rule]) throws(JournalFailure) -> ReplayReport {
        var rehearsal = Rehearsal(rules: rules, seed: seed)
        let seed = seed
        try journal.read(after: 0, through: try journal.head, only: .all) {
            entry throws(JournalFailure) in
            switch entry.content {
            case .record(let record):
                if !record.isDerived { rehearsal.take(record, at: entry.recordedAt) }
            case .block(let bytes):
                let block = bytes.withUnsafeBytes { try? Block.open($0, seed: seed) }
                guard let block else { throw .damaged(entry.sequence, "not a block") }
                guard !block.holdsOnlyCues else { return }
                rehearsal.take(block.batches, at: block.recordedAt)
            }
        }
        return ReplayReport(rehearsal, rules: rules)
    }
}

/// What rules would have raised: how often, for how many, when, and how much of it on one screen.
public struct ReplayReport: Sendable, Codable {
    public struct Line: Sendable, Codable {
        public let rule: RuleID
        public let cues: Int
        /// How many different tokens they were about.
        public let tokens: Int
        /// By hour of the clock that was given, 0 to 23.
        public var hours: [Int]
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
    public let from: Instant?
    public let to: Instant?
    public let rules: [Line]
    public let screen: ScreenHours

    /// - Parameter offset: Of the venue's clock from UTC at a moment.
    public init(
        _ rehearsal: Rehearsal, rules: [Rule], offset: (Instant) -> Span = { _ in .seconds(0) }
    ) {
        signals = rehearsal.signalCount
        let moments = rehearsal.raised.map(\.at)
        // A table has no moments of its own being recorded: then the cues' tell.
        let span = rehearsal.span.flatMap { $0.lowerBound > .distantPast ? $0 : nil }
        from = span?.lowerBound ?? moments.min()
        to = span?.upperBound ?? moments.max()
        func hour(_ at: Instant) -> Int64 { (at + offset(at)).milliseconds / 3_600_000 }
        self.rules = rules.map { rule in
            let own = rehearsal.raised.filter { $0.rule == rule.id }
            var hours = [Int](repeating: 0, count: 24)
            for cue in own { hours[Int((hour(cue.at) % 24 + 24) % 24)] += 1 }
            return Line(
                rule: rule.id, cues: own.count, tokens: Set(own.map(\.token)).count, hours: hours)
        }
        var counts: [ZoneHour: Int] = [:]
        for cue in rehearsal.raised {
            counts[ZoneHour(zone: cue.zone, hour: hour(cue.at)), default: 0] += 1
        }
        let sorted = counts.values.sorted()
        func rank(_ percent: Int) -> Int {
            sorted.isEmpty ? 0 : sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
        }
        let busiest = counts.max {
            ($0.value, $1.key.zone, $1.key.hour) < ($1.value, $0.key.zone, $0.key.hour)
        }
        screen = ScreenHours(
            hours: sorted.count, median: rank(50), p90: rank(90), most: sorted.last ?? 0,
            busiestZone: busiest?.key.zone)
    }

    private struct ZoneHour: Hashable {
        let zone: ZoneID
        let hour: Int64
    }
}
