public import Kernel

/// A cue that rules would have raised.
public struct RaisedCue: Hashable, Comparable, Sendable, Codable {
    public let at: Instant
    public let token: Token
    public let rule: RuleID
    public let zone: ZoneID

    public init(at: Instant, token: Token, rule: RuleID, zone: ZoneID) {
        self.at = at
        self.token = token
        self.rule = rule
        self.zone = zone
    }

    public static func < (left: RaisedCue, right: RaisedCue) -> Bool {
        (left.at, left.token, left.rule, left.zone)
            < (right.at, right.token, right.rule, right.zone)
    }
}

/// Rules tried on signals with nobody being told: the real engine, and a list instead of screens.
public struct Rehearsal: Sendable {
    public private(set) var engine: Engine
    public private(set) var raised: [RaisedCue] = []
    public private(set) var signalCount = 0
    /// When the first and the last of the signals happened, by their own word.
    public private(set) var span: ClosedRange<Instant>?
    private let rules: [Rule]

    public init(
        rules: [Rule], zones: [Zone] = [], readings: [ZoneReading] = [], seed: KeySeed
    ) {
        engine = Engine(seed: seed)
        self.rules = rules
        if !zones.isEmpty { engine.apply(.zonesAdded(zones), at: .distantPast) }
        if !readings.isEmpty { engine.apply(.readingsInstalled(readings), at: .distantPast) }
        engine.apply(.rulesInstalled(rules), at: .distantPast)
    }

    /// Takes in what happened besides signals. Other rules, and what staff did with their cues, is
    /// another story.
    public mutating func take(_ record: Record, at now: Instant) {
        switch record {
        case .rulesInstalled, .waitsInstalled, .cueIssued, .cueWithdrawn, .cueEscalated, .cueTaken,
            .cueDone, .cueRejected, .cueUndone, .looked:
            return
        default: keep(engine.apply(record, at: now))
        }
    }

    /// Takes in a block of signals; none at all is a tick of the clock.
    public mutating func take(_ batches: [SourcedBatch], at now: Instant) {
        signalCount += batches.reduce(0) { $0 + $1.batch.observations.count }
        for observation in batches.lazy.flatMap(\.batch.observations) {
            let at = observation.occurredAt
            span = min(span?.lowerBound ?? at, at)...max(span?.upperBound ?? at, at)
        }
        keep(engine.step(batches, at: now))
    }

    private mutating func keep(_ result: Engine.BlockResult?) {
        guard let result else { return }
        let events = result.cueSection.withUnsafeBytes { try? CueSection.decode($0) } ?? []
        for event in events + result.records.compactMap(CueEvent.init) {
            guard case .issued(let cue) = event else { continue }
            raised.append(
                RaisedCue(
                    at: cue.since, token: cue.token, rule: cue.rule,
                    zone: engine.zones[Int(cue.zone)].id))
        }
    }
}

/// One case of how rules are meant to work: given who is known, when this happens, then these cues.
public struct RuleTrial: Sendable {
    public struct Known: Sendable {
        public let token: Token
        public let person: PersonID
        public let facts: [String]

        public init(token: Token, person: PersonID, facts: [String]) {
            self.token = token
            self.person = person
            self.facts = facts
        }
    }

    public let name: String
    /// The line it begins on in its file, from 1.
    public let line: Int
    public let known: [Known]
    /// In any order.
    public let signals: [PlainSignal]
    /// How long the case goes on.
    public let end: Instant
    /// Sorted.
    public let expected: [RaisedCue]

    public init(
        name: String, line: Int = 1, known: [Known], signals: [PlainSignal], end: Instant,
        expected: [RaisedCue]
    ) {
        self.name = name
        self.line = line
        self.known = known
        self.signals = signals
        self.end = end
        self.expected = expected.sorted()
    }

    private static let seed = KeySeed(first: 1, second: 2)

    /// How a case went.
    public struct Outcome: Sendable {
        public let name: String
        /// The line the case begins on.
        public let line: Int
        /// What was expected and did not come.
        public let missing: [RaisedCue]
        /// What came and was not expected.
        public let tooMany: [RaisedCue]

        public var hasPassed: Bool { missing.isEmpty && tooMany.isEmpty }
    }

    /// Plays the case, and says how it differs from what was written.
    public func judged(rules: [Rule], zones: [Zone]) -> Outcome {
        let found = play(rules: rules, zones: zones)
        let difference = found.difference(from: expected)
        var missing: [RaisedCue] = []
        var tooMany: [RaisedCue] = []
        for change in difference {
            switch change {
            case .remove(_, let cue, _): missing.append(cue)
            case .insert(_, let cue, _): tooMany.append(cue)
            }
        }
        return Outcome(
            name: name, line: line, missing: missing.sorted(), tooMany: tooMany.sorted())
    }

    /// Plays the case on a live floor.
    ///
    /// - Returns: The cues, sorted.
    public func play(rules: [Rule], zones: [Zone]) -> [RaisedCue] {
        var rehearsal = Rehearsal(rules: rules, zones: zones, seed: Self.seed)
        let begin = signals.map(\.at).min() ?? end
        let bound = Span.seconds(5)
        guard let name = SourceID("trial") else { return [] }
        rehearsal.take(
            .sourceOpened(Source(id: name, mode: .live, latenessBound: bound)), at: begin)
        for known in known {
            rehearsal.take(.tokenLinked(token: known.token, person: known.person), at: begin)
            rehearsal.take(.personNoted(person: known.person, facts: known.facts), at: begin)
            let choice = ConsentChoice(mode: .assisted, at: begin, by: .house)
            rehearsal.take(.consentChosen(person: known.person, choice), at: begin)
        }
        for signal in signals.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            let batch = SignalBatch([signal], from: 0, seed: Self.seed)
            rehearsal.take([SourcedBatch(source: 0, batch: batch)], at: signal.at)
        }
        // Until nothing that could still come would belong before the end.
        rehearsal.take([], at: end + bound + .seconds(1) + Span(milliseconds: 1))
        return rehearsal.raised.sorted()
    }
}
