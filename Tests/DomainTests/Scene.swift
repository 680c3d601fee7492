import Domain
import Kernel

/// A small venue and a way to put signals into an engine, for tests.
struct Scene {
    static let seed = KeySeed(first: 3, second: 5)
    static let zones = [
        Zone(id: ZoneID("Q1")!, kind: ZoneKind("queue")!, name: Words(en: "Queue 1", nl: "Rij 1")),
        Zone(id: ZoneID("Q2")!, kind: ZoneKind("queue")!, name: Words(en: "Queue 2", nl: "Rij 2")),
        Zone(id: ZoneID("R1")!, kind: ZoneKind("ride")!, name: Words(en: "Ride 1", nl: "Baan 1")),
        Zone(id: ZoneID("S1")!, kind: ZoneKind("shop")!, name: Words(en: "Shop 1", nl: "Winkel 1")),
    ]

    var engine = Engine(seed: Scene.seed)
    var now = Instant(milliseconds: 1_800_000_000_000)
    /// Every cue event so far, about anybody.
    private(set) var events: [CueEvent] = []

    init(_ rules: [Rule], mode: Source.Mode = .history, sourceCount: Int = 1) {
        engine.apply(.zonesAdded(Self.zones), at: now)
        engine.apply(.rulesInstalled(rules), at: now)
        for number in 0..<sourceCount {
            engine.apply(
                .sourceOpened(Source(id: SourceID("s\(number)")!, mode: mode)), at: now)
        }
    }

    /// Seconds after the scene's beginning.
    func at(_ seconds: Double) -> Instant {
        Instant(milliseconds: 1_800_000_000_000 + Int64(seconds * 1_000))
    }

    @discardableResult
    mutating func send(_ signals: [Signal], from source: SourceIndex = 0) -> BatchOutcome {
        let result = engine.step(
            [SourcedBatch(source: source, batch: Self.batch(signals, from: source))], at: now)
        keep(result)
        return result.outcomes[0]
    }

    /// As the house does it: what nobody may keep goes first.
    mutating func hear(_ signals: [Signal], from source: SourceIndex = 0) {
        let sourced = SourcedBatch(source: source, batch: Self.batch(signals, from: source))
        keep(engine.step([engine.admitted(sourced)], at: now))
    }

    mutating func tick(to instant: Instant) {
        now = max(now, instant)
        keep(engine.step([], at: now))
    }

    mutating func close(_ source: SourceIndex = 0) {
        if let result = engine.apply(.sourceClosed(source), at: now) { keep(result) }
    }

    mutating func carryOut(_ command: Command) throws(CommandRefusal) {
        for record in try engine.decide(command, at: now) {
            engine.apply(record, at: now)
            if let event = CueEvent(record) { events.append(event) }
        }
    }

    /// Links tokens to a person who lets staff see who they are.
    mutating func know(_ person: String, by tokens: String...) throws(CommandRefusal) {
        let id = PersonID(person)!
        for token in tokens { try carryOut(.link(Token(token)!, to: id)) }
        try carryOut(.choose(.assisted, of: id, by: .house, isChild: false, guardian: nil))
    }

    private mutating func keep(_ result: Engine.BlockResult) {
        events += result.cueSection.withUnsafeBytes { try? CueSection.decode($0) } ?? []
        events += result.records.compactMap(CueEvent.init)
    }

    /// `rule,token,zone,seconds` of every cue raised, sorted.
    var cues: [String] {
        events.compactMap { event in
            guard case .issued(let cue) = event else { return nil }
            let milliseconds = (cue.since - at(0)).milliseconds
            return "\(cue.rule),\(cue.token),\(Self.zones[Int(cue.zone)].id),\(milliseconds)"
        }.sorted()
    }

    static func batch(_ signals: [Signal], from source: SourceIndex = 0) -> SignalBatch {
        SignalBatch(
            signals.map {
                PlainSignal(
                    id: $0.id, token: Token($0.token)!, kind: $0.kind, zone: $0.zone, at: $0.at)
            }, from: source, seed: seed)
    }
}

/// One signal, in a test's own words.
struct Signal: Equatable {
    let id: String
    let token: String
    let kind: SignalKind
    let zone: ZoneIndex
    let at: Instant

    init(_ id: String, _ token: String, _ kind: SignalKind, _ zone: ZoneIndex, at: Instant) {
        self.id = id
        self.token = token
        self.kind = kind
        self.zone = zone
        self.at = at
    }
}

extension SignalPattern {
    static func enter(_ kind: String) -> SignalPattern {
        SignalPattern(kind: .enter, place: .ofKind(ZoneKind(kind)!))
    }

    static func anywhere(_ kind: SignalKind) -> SignalPattern {
        SignalPattern(kind: kind, place: .anywhere)
    }
}

extension Rule {
    static func missing(
        _ name: String, _ steps: [SignalPattern], _ absent: [SignalPattern], minutes: Int64,
        cue: CueTerms = .plain, condition: PersonCondition = .anyone
    ) -> Rule {
        Rule(
            id: RuleID(name)!,
            pattern: .missing(steps: steps, absent: absent, within: .minutes(minutes)),
            condition: condition, cue: cue)
    }

    static func count(
        _ name: String, _ signal: SignalPattern, atLeast: Int, minutes: Int64,
        cue: CueTerms = .plain, condition: PersonCondition = .anyone
    ) -> Rule {
        Rule(
            id: RuleID(name)!,
            pattern: .count(of: signal, atLeast: atLeast, within: .minutes(minutes)),
            condition: condition, cue: cue)
    }

    /// The three rules of benchmark W1.
    static let w1: [Rule] = [
        .missing(
            "R1", [.enter("queue")], [.anywhere(.enter), .anywhere(.exit), .anywhere(.service)],
            minutes: 10),
        .count(
            "R2", SignalPattern(kind: .tap, place: .ofKind(ZoneKind("shop")!)), atLeast: 3,
            minutes: 30),
        .missing(
            "R3", [.enter("queue"), SignalPattern(kind: .exit, place: .same)], [.enter("ride")],
            minutes: 5),
    ]
}

extension CueTerms {
    static let plain = terms()

    static func terms(
        validFor: Span = .minutes(10), withdrawOn: [SignalPattern] = [],
        escalateAfter: Span? = nil, cooldown: Span? = nil
    ) -> CueTerms {
        CueTerms(
            say: Words(en: "Go", nl: "Ga"), role: "host", validFor: validFor,
            withdrawOn: withdrawOn, escalateAfter: escalateAfter, cooldown: cooldown)
    }
}
