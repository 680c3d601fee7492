public import Kernel

/// The part of the engine's state that outlives observations: what a snapshot keeps apart, under a
/// key that is not destroyed with the day.
public struct Aggregates: Equatable, Sendable, Codable {
    struct SourceEntry: Equatable, Sendable, Codable {
        let source: Source
        let isClosed: Bool
        let closedAt: Instant
        let timeline: Int
        let latest: Instant
        let heardAt: Instant
        let window: DuplicateWindow.Bounds
    }

    struct WaitEntry: Equatable, Sendable, Codable {
        let wait: WaitID
        let tally: WaitTally
    }

    struct Tally: Equatable, Sendable, Codable {
        let rule: RuleID
        let tally: RuleTally
    }

    let zones: [Zone]
    let rules: [Rule]
    let waits: [Wait]
    let readings: [ZoneReading]
    let waitTallies: [WaitEntry]
    let sources: [SourceEntry]
    let people: People.Image
    let nextClaim: ClaimNumber
    let tallies: [Tally]
    let nextCue: CueNumber
    let clock: Instant
    let sweptAt: Instant
    let undoable: [Engine.Undoable]
    let endedCues: [EndedCue]?
    let doors: [DoorTelling]?
    let bands: BandBook.Image?
    let taps: TapBook?
    let calls: Calls.Image?
    let moneyRequests: [MoneyRequest]?
    let topUps: [TopUp]?
    let wishes: WishBook?
    let promises: PromiseBook?
    let voices: VoiceBook?
    let survey: SurveyBook?
    let experiments: ExperimentBook?
}

extension Engine {
    public var aggregates: Aggregates {
        Aggregates(
            zones: zones, rules: rules, waits: waits, readings: readings,
            waitTallies: waitTallies.sorted { $0.key < $1.key }.map {
                Aggregates.WaitEntry(wait: $0.key, tally: $0.value)
            },
            sources: sources.map {
                Aggregates.SourceEntry(
                    source: $0.source, isClosed: $0.isClosed, closedAt: $0.closedAt,
                    timeline: $0.timeline, latest: $0.latest, heardAt: $0.heardAt,
                    window: $0.window.bounds)
            },
            people: people.image, nextClaim: nextClaim,
            tallies: tallies.sorted { $0.key < $1.key }.map {
                Aggregates.Tally(rule: $0.key, tally: $0.value)
            },
            nextCue: nextCue, clock: clock, sweptAt: sweptAt, undoable: undoable,
            endedCues: Array(endedCues.list), doors: tellings, bands: bands.image,
            taps: taps, calls: calls.image, moneyRequests: moneyRequests.waiting,
            topUps: topUps.all, wishes: wishes, promises: promises,
            voices: voices, survey: survey, experiments: experiments)
    }

    /// An engine with what outlived the day, and empty floors.
    public init(_ aggregates: Aggregates, seed: KeySeed) {
        self.init(seed: seed)
        people = People(aggregates.people, seed: seed)
        nextClaim = aggregates.nextClaim
        zones = aggregates.zones
        for (number, zone) in zones.enumerated() {
            zoneNumbers[zone.id] = ZoneIndex(truncatingIfNeeded: number)
        }
        rules = aggregates.rules
        waits = aggregates.waits
        readings = aggregates.readings
        for entry in aggregates.waitTallies { waitTallies[entry.wait] = entry.tally }
        program = compiled()
        let timelineCount = 1 + (aggregates.sources.map(\.timeline).max() ?? 0)
        timelines = (0..<timelineCount).map { number in
            let source = aggregates.sources.firstIndex { $0.timeline == number && number > 0 }
            var timeline = Timeline(
                source: source.map(SourceIndex.init(truncatingIfNeeded:)) ?? Cue.liveFloor)
            equip(&timeline)
            return timeline
        }
        sources = aggregates.sources.map { entry in
            var state = SourceState(source: entry.source, timeline: entry.timeline)
            state.isClosed = entry.isClosed
            state.closedAt = entry.closedAt
            state.latest = entry.latest
            state.heardAt = entry.heardAt
            state.window = DuplicateWindow(bounds: entry.window)
            return state
        }
        for tally in aggregates.tallies { tallies[tally.rule] = tally.tally }
        nextCue = aggregates.nextCue
        clock = aggregates.clock
        sweptAt = aggregates.sweptAt
        undoable = aggregates.undoable
        endedCues = EndedCues(aggregates.endedCues ?? [])
        for telling in aggregates.doors ?? [] { doorTellings[telling.door] = telling }
        if let image = aggregates.bands { bands = BandBook(image) }
        if let book = aggregates.taps { taps = book }
        if let image = aggregates.calls { calls = Calls(image) }
        moneyRequests = MoneyRequests(aggregates.moneyRequests ?? [])
        topUps = TopUpBook(aggregates.topUps ?? [])
        if let book = aggregates.wishes { wishes = book }
        if let book = aggregates.promises { promises = book }
        if let book = aggregates.voices { voices = book }
        if let book = aggregates.survey { survey = book }
        if let book = aggregates.experiments { experiments = book }
        watchForPromises()
        refreshAdmission()
    }

    /// Puts back the ids of a block that the snapshot covers already, so that repeats of them are
    /// known. Everything else about the block is in the snapshot.
    public mutating func restoreIdentifiers(of batch: SignalBatch, from source: SourceIndex) {
        guard Int(source) < sources.count, !sources[Int(source)].isClosed else { return }
        for observation in batch.observations {
            sources[Int(source)].window.restore(
                observation.id, occurredAt: observation.occurredAt)
        }
    }

    /// Sets the duplicate windows' bounds back to the snapshot's, after their ids were restored.
    public mutating func restoreWindows(from aggregates: Aggregates) {
        for (number, entry) in aggregates.sources.enumerated() where number < sources.count {
            sources[number].window.setBounds(entry.window)
        }
    }
}
