import Domain
import Kernel

/// A house with waits, facets and people, to make promises in.
struct PromiseScene {
    static let anna = PersonID("anna")!
    static let ben = PersonID("ben")!
    static let noor = Claimant.staff(StaffID("noor")!)
    static let heard = Claimant.personTo(StaffID("noor")!)
    static let site = Claimant.source(SourceID("s0")!)
    static let queue = WaitID("queue")!
    static let desk = PromiseChannel("desk")!
    static let parcel = SignalPattern(kind: .service, place: .zone(ZoneID("S1")!))

    static let standing = StandingPromise(
        id: StandingPromiseID("quick")!,
        words: Words(en: "Ready in an hour", nl: "Binnen een uur klaar"), channel: desk,
        span: .hours(1), owner: PromiseOwner("kitchen")!)

    var scene: Scene
    /// Every row so far, with its moment.
    private(set) var rows: [(record: Record, at: Instant)] = []
    /// Every cue event about somebody.
    private(set) var events: [CueEvent] = []

    /// Anna and Ben are known, wear B1 and B2, and let the house help them.
    init() throws {
        scene = Scene([], mode: .live)
        keep(.waitsInstalled([WishScene.wait]))
        keep(.facetsInstalled(WishScene.facets))
        try carryOut(.keepStanding(Self.standing))
        try carryOut(.link(Token("B1")!, to: Self.anna))
        try carryOut(.link(Token("B2")!, to: Self.ben))
        try allow(Self.anna)
        try allow(Self.ben)
    }

    var engine: Engine { scene.engine }
    var now: Instant { scene.now }

    mutating func pass(_ span: Span) { scene.now = scene.now + span }

    /// A step of the clock, and what it calls for, as a group does it.
    mutating func tick(_ signals: [Signal] = []) {
        let batches =
            signals.isEmpty ? [] : [SourcedBatch(source: 0, batch: Scene.batch(signals))]
        let result = scene.engine.step(batches, at: now)
        note(result)
        rows += result.records.map { ($0, now) }
        for record in scene.engine.promisesDue(at: now) { keep(record) }
    }

    private mutating func keep(_ record: Record) {
        let result = scene.engine.apply(record, at: now)
        rows.append((record, now))
        guard let result else { return }
        note(result)
        rows += result.records.map { ($0, now) }
    }

    private mutating func note(_ result: Engine.BlockResult) {
        events += result.records.compactMap(CueEvent.init)
    }

    mutating func carryOut(_ command: Command) throws(CommandRefusal) {
        for record in try engine.decide(command, at: now) { keep(record) }
    }

    mutating func allow(
        _ person: PersonID, refusing: [ConsentPurpose] = []
    ) throws(CommandRefusal) {
        try carryOut(
            .choose(
                .assisted, of: person, by: .house, isChild: false, guardian: nil,
                refusing: refusing))
    }

    /// - Returns: Whether anything was to be done.
    @discardableResult
    mutating func promise(
        _ command: PromiseCommand, to person: PersonID = anna, by claimant: Claimant = noor
    ) throws(CommandRefusal) -> Bool {
        let records = try engine.decide(.promise(command, of: person, by: claimant), at: now)
        for record in records { keep(record) }
        return !records.isEmpty
    }

    /// Why it is refused; `nil`: it is not.
    func refusal(
        _ command: PromiseCommand, to person: PersonID = anna, by claimant: Claimant = noor
    ) -> PromiseRefusal? {
        do throws(CommandRefusal) {
            _ = try engine.decide(.promise(command, of: person, by: claimant), at: now)
            return nil
        } catch {
            guard case .promise(let refusal) = error else { return nil }
            return refusal
        }
    }

    static func make(
        _ id: String, _ content: PromiseContent = .words, due: Instant? = nil,
        quote: String = "It is ready in an hour", standing: StandingPromiseID? = nil,
        at: Instant? = nil
    ) -> PromiseCommand {
        .make(
            PromiseID(id)!,
            SaidPromise(
                standing: standing, quote: quote, channel: desk, content: content, due: due),
            at: at)
    }

    func entry(_ id: String, of person: PersonID = anna) -> Promise? {
        engine.promises(of: person, at: now)?[PromiseID(id)!]
    }

    func state(_ id: String, of person: PersonID = anna) -> Promise.State? {
        entry(id, of: person)?.state(at: now)
    }

    /// Cues about promises so far, by rule.
    var called: [RuleID] {
        events.compactMap { event in
            if case .issued(let cue) = event, cue.promise != nil { cue.rule } else { nil }
        }
    }

    /// The engine that the rows alone bring about.
    func replayed(without person: PersonID? = nil) -> Engine {
        var fresh = Scene([], mode: .live).engine
        for row in rows
        where !row.record.isDerived
            && (person == nil || row.record.subject != .person(person!))
        {
            fresh.apply(row.record, at: row.at)
        }
        return fresh
    }
}
