import Domain
import Kernel
import Ports
import Runtime

/// A signal before it is encoded.
struct SimulatedSignal: Sendable {
    var id: String
    let token: Token
    let kind: SignalKind
    let zone: ZoneID
    let at: Instant

    static func batch(
        _ signals: [SimulatedSignal], from source: SourceIndex, seed: KeySeed, venue: [Zone]
    ) -> SignalBatch {
        let plain = signals.map { signal in
            let zone = venue.firstIndex { $0.id == signal.zone } ?? 0
            return PlainSignal(
                id: signal.id, token: signal.token, kind: signal.kind, zone: ZoneIndex(zone),
                at: signal.at)
        }
        return SignalBatch(plain, from: source, seed: seed)
    }

    /// The ids of every signal in the journal, as keys.
    static func identifiers(in rows: [JournalEntry], seed: KeySeed) -> [Key128] {
        rows.flatMap { row -> [Key128] in
            guard case .block(let bytes) = row.content else { return [] }
            let block = bytes.withUnsafeBytes { try? Block.open($0, seed: seed) }
            return block?.batches.flatMap { $0.batch.observations.map(\.id) } ?? []
        }
    }
}

/// A reader that keeps what it saw until it is answered, and repeats itself now and then.
struct Reader {
    let source: Source
    /// Everything it will ever see, once each, by when it happened.
    let inOrder: [SimulatedSignal]
    /// The same as it sends them: some a little late.
    private var outbox: [SimulatedSignal]
    private var sent = 0
    private var attempt = 0

    var isDone: Bool { sent >= outbox.count }

    /// Two readers, each with guests of its own: what one timeline sees never meets the other's.
    static func two(using random: inout SplitMix64, zones: [Zone]) -> [Reader] {
        let day = ParkDay(seed: random.next(), guestCount: 5, zones: zones)
        return (0..<2).map { number in
            let own = day.moments.filter { ($0.token.utf8.last ?? 0) % 2 == UInt8(number) }
            var uses: [Token: Int] = [:]
            let signals = own.prefix(120).map { moment in
                uses[moment.token, default: 0] += 1
                return SimulatedSignal(
                    id: "\(moment.token)-\(uses[moment.token] ?? 0)", token: moment.token,
                    kind: moment.kind, zone: moment.zone,
                    at: Instant(milliseconds: 1_700_000_000_000) + moment.after)
            }
            var arrivals: [(at: Instant, order: Int, signal: SimulatedSignal)] = []
            for (order, signal) in signals.enumerated() {
                let delay = random.next() % 4 == 0 ? Int64(random.next() % 5_000) : 0
                arrivals.append((signal.at + Span(milliseconds: delay), order, signal))
            }
            arrivals.sort { ($0.at, $0.order) < ($1.at, $1.order) }
            return Reader(
                source: Source(id: SourceID("reader-\(number)") ?? fallback, mode: .history),
                inOrder: signals, outbox: arrivals.map(\.signal))
        }
    }

    private static var fallback: SourceID {
        guard let id = SourceID("reader") else { preconditionFailure("'reader' is a name") }
        return id
    }

    private init(source: Source, inOrder: [SimulatedSignal], outbox: [SimulatedSignal]) {
        self.source = source
        self.inOrder = inOrder
        self.outbox = outbox
    }

    /// The next signals, sometimes with one that was answered long ago.
    mutating func batch(
        _ count: Int, freshIds: Bool, using random: inout SplitMix64
    ) -> [SimulatedSignal] {
        var signals = Array(outbox[sent..<min(sent + count, outbox.count)])
        if freshIds, attempt > 0 {
            for index in signals.indices { signals[index].id += "-again\(attempt)" }
        }
        if sent > 0, !signals.isEmpty, random.next() % 4 == 0 {
            signals.append(outbox[Int(random.next() % UInt64(sent))])
        }
        return signals
    }

    mutating func answerWasLost() { attempt += 1 }

    mutating func advance(_ count: Int) {
        sent = min(sent + count, outbox.count)
        attempt = 0
    }
}

/// A screen that shows what it is sent, and remembers how far it came.
struct Screen {
    var isConnected = false
    private(set) var cursor: CuePlace?
    private(set) var shown: [CuePlace] = []

    mutating func show(_ events: [PlacedCueEvent], checksCursor: Bool) {
        for placed in events {
            if checksCursor, let cursor, placed.place <= cursor { continue }
            shown.append(placed.place)
            cursor = max(cursor ?? placed.place, placed.place)
        }
    }
}

/// A venue of one zone of each sort, with rules that use every part of a rule.
enum SmallVenue {
    static let zones: [Zone] = [
        ("gate", "gate"), ("q1", "queue"), ("q2", "queue"), ("r1", "ride"), ("r2", "ride"),
        ("shop", "shop"), ("food", "food"),
    ].compactMap { id, kind in
        guard let id = ZoneID(id), let kind = ZoneKind(kind) else { return nil }
        return Zone(id: id, kind: kind, name: Words(en: id.description, nl: id.description))
    }

    static let rules: [Rule] = {
        guard let queue = ZoneKind("queue"), let shop = ZoneKind("shop"),
            let ride = ZoneKind("ride"),
            let wait = RuleID("wait"), let taps = RuleID("taps"), let gaveUp = RuleID("gave-up")
        else { return [] }
        let enterQueue = SignalPattern(kind: .enter, place: .ofKind(queue))
        let service = SignalPattern(kind: .service, place: .anywhere)
        let exit = SignalPattern(kind: .exit, place: .same)
        let say = Words(en: "Go and see", nl: "Ga kijken")
        return [
            Rule(
                id: wait,
                pattern: .missing(
                    steps: [enterQueue],
                    absent: [service, SignalPattern(kind: .exit, place: .anywhere)],
                    within: .minutes(5)),
                condition: .anyone,
                cue: CueTerms(
                    say: say, role: "host", validFor: .minutes(20), withdrawOn: [exit, service],
                    escalateAfter: .minutes(4), cooldown: .minutes(20))),
            Rule(
                id: taps,
                pattern: .count(
                    of: SignalPattern(kind: .tap, place: .ofKind(shop)), atLeast: 2,
                    within: .minutes(30)),
                condition: .anyone, cue: CueTerms(say: say, role: "host", validFor: .hours(1))),
            Rule(
                id: gaveUp,
                pattern: .missing(
                    steps: [enterQueue, exit],
                    absent: [SignalPattern(kind: .enter, place: .ofKind(ride))],
                    within: .minutes(3)),
                condition: .anyone, cue: CueTerms(say: say, role: "host", validFor: .hours(1))),
        ]
    }()
}
