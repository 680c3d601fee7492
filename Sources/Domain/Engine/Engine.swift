public import Kernel

/// All that Senang knows and does, as one value: *state = fold(snapshot, journal since)*.
///
/// Reads no clock, draws no random number, walks over no unordered collection: the same blocks and
/// records in the same order give the same state and the same cues, in every process.
public struct Engine: Sendable {
    /// The most zones a venue has: their numbers fit 16 bits.
    public static let zoneCountMax = 65_535
    /// The most sources, open and closed.
    public static let sourceCountMax = 100_000
    /// How long observations, and what follows from them alone, are kept.
    public static let keptSpan = Span.hours(24)
    static let sweepSpan = Span.hours(1)
    /// How long a tap on a cue can be taken back.
    public static let undoSpan = Span.seconds(10)

    public internal(set) var zones: [Zone] = []
    public internal(set) var zoneNumbers: [ZoneID: ZoneIndex] = [:]
    public internal(set) var rules: [Rule] = []
    public internal(set) var waits: [Wait] = []
    public internal(set) var readings: [ZoneReading] = []
    public internal(set) var waitTallies: [WaitID: WaitTally] = [:]
    public internal(set) var sources: [SourceState] = []
    public internal(set) var people: People
    var admission = Admission()
    var nextClaim: ClaimNumber = 1
    /// The end of a claim whose other end is the next row.
    var claimEnd: ClaimEnd?
    /// Who looks after the child whose choice is the next row.
    var guardianEnd: (care: ClaimNumber, guardian: PersonID)?
    /// The data directory's secret, for the keys of tokens.
    let seed: KeySeed
    public internal(set) var tallies: [RuleID: RuleTally] = [:]
    var endedCues = EndedCues()
    /// All money of the wallet.
    public internal(set) var ledger: Ledger
    /// What doors have told, by door.
    var doorTellings: [DoorID: DoorTelling] = [:]
    /// Who wears which band.
    public internal(set) var bands = BandBook()
    /// How often bands were read, and what the last taps were answered.
    public internal(set) var taps = TapBook()
    /// Whom readers called, and where.
    var calls = Calls()
    /// Refunds that wait for a second person.
    public internal(set) var moneyRequests = MoneyRequests()
    public internal(set) var topUps = TopUpBook()
    /// All virtual queues.
    public internal(set) var passes: PassBook
    /// What people want, and what they settle for.
    public internal(set) var wishes = WishBook()
    /// What the organisation promised, and what became of it.
    public internal(set) var promises = PromiseBook()
    /// What people say to the organisation, and what it does about it.
    public internal(set) var voices = VoiceBook()
    /// What the house asks people, and in which words.
    public internal(set) var survey = SurveyBook()
    /// What the house tries.
    public internal(set) var experiments = ExperimentBook()
    var timelines = [Timeline(source: Cue.liveFloor)]
    var nextCue: CueNumber = 1
    /// The moment of the last block or record, by our clock; never goes back.
    public internal(set) var clock = Instant.distantPast
    /// When long-unseen tokens were last forgotten.
    var sweptAt = Instant.distantPast
    /// What staff did in the last ten seconds, newest last.
    var undoable: [Undoable] = []
    var program = RuleProgram()

    struct Undoable: Equatable, Sendable, Codable {
        enum Doing: String, Sendable, Codable { case take, helped, didNotHelp, reject }

        let cue: Cue
        let doing: Doing
        let by: StaffID
        let at: Instant
        let stateBefore: CueState
        let timeline: Int
        let tokenNumber: UInt32
        let isShownToAll: Bool
    }

    public init(seed: KeySeed) {
        self.seed = seed
        people = People(seed: seed)
        ledger = Ledger(seed: seed)
        passes = PassBook(seed: seed)
    }

    /// What one block brings about.
    public struct BlockResult: Sendable {
        /// One a batch, in order.
        public let outcomes: [BatchOutcome]
        /// Cue events about tokens linked to nobody, as they stand in the block.
        public let cueSection: [UInt8]
        /// Cue events about known people.
        public let records: [Record]
        public let cueEventCount: Int
    }

    /// Folds one block: the batches in order, then what the passing of time makes certain.
    ///
    /// - Parameters:
    ///   - batches: Each with the number of its source. None at all is a tick of the clock.
    ///   - now: When the block is recorded, by our clock.
    /// - Cost: constant for each signal and each cue.
    public mutating func step(
        _ batches: [SourcedBatch], at now: Instant
    ) -> BlockResult {
        clock = max(clock, now)
        var raised = Raised(tallies: tallies, nextNumber: nextCue, people: people)
        raised.wantsArrivals = promises.isSomebodyAway
        tallies = [:]
        var outcomes: [BatchOutcome] = []
        outcomes.reserveCapacity(batches.count)
        for sourced in batches {
            outcomes.append(take(sourced.batch, from: Int(sourced.source), into: &raised))
        }
        timelines[0].settle(to: liveHorizon(at: clock), into: &raised)
        calls.fire(through: clock, into: &raised)
        if !raised.arrived.isEmpty { lookAgain(at: raised.arrived) }
        if clock - sweptAt >= Self.sweepSpan { sweep() }
        return finish(raised, outcomes: outcomes)
    }

    mutating func finish(_ raised: Raised, outcomes: [BatchOutcome]) -> BlockResult {
        var raised = raised
        var told = raised.finished.flatMap { settle($0) }
        told += judgeByLetter(&raised, settled: told)
        told += promiseByRules(raised)
        tallies = raised.tallies
        for wait in raised.finished {
            waitTallies[waits[wait.wait].id, default: WaitTally()].take(wait)
        }
        for cue in raised.ended { endedCues.append(cue) }
        nextCue = raised.followingNumber
        var records = raised.aboutSomebody.compactMap(record)
        for record in records { noteHappening(record) }
        records += told
        return BlockResult(
            outcomes: outcomes, cueSection: raised.section.bytes, records: records,
            cueEventCount: raised.eventCount)
    }

    private func record(_ event: CueEvent) -> Record? {
        switch event {
        case .issued(let cue): .cueIssued(cue)
        case .escalated(let cue): .cueEscalated(cue)
        case .withdrawn(let cue): .cueWithdrawn(cue)
        case .taken, .undone, .done, .rejected: nil
        }
    }

    // MARK: Signals

    private mutating func take(
        _ batch: SignalBatch, from number: Int, into raised: inout Raised
    ) -> BatchOutcome {
        var outcome = BatchOutcome()
        guard number < sources.count, !sources[number].isClosed else {
            outcome.refusals = batch.observations.indices.map {
                LineRefusal(line: batch.line(of: $0), refusal: .sourceClosed)
            }
            return outcome
        }
        // The source and its timeline are taken out for the length of the batch, so that each
        // signal changes them in place instead of through two arrays.
        var source = sources[number]
        let place = source.timeline
        var timeline = Timeline(source: 0)
        swap(&timeline, &timelines[place])
        sources[number].window = DuplicateWindow()
        let isLive = source.source.mode == .live
        let ahead = clock + SourceState.aheadMax
        if isLive { source.window.advance(to: clock) }
        source.window.touch(batch.observations)
        timeline.touch(batch.observations)
        for index in batch.observations.indices {
            let observation = batch.observations[index]
            if isLive, observation.occurredAt > ahead {
                outcome.refuse(batch.line(of: index), .inTheFuture)
                continue
            }
            switch source.window.admit(observation.id, occurredAt: observation.occurredAt) {
            case .repeated: outcome.repeated += 1
            case .tooLate: outcome.refuse(batch.line(of: index), .tooLate)
            case .new:
                outcome.accepted += 1
                let isInTime = timeline.take(observation, in: batch, from: &source, into: &raised)
                if !isInTime { outcome.late += 1 }
            }
        }
        source.heardAt = clock
        if !isLive {
            source.window.advance(to: source.latest)
            timeline.settle(to: source.latest - source.source.latenessBound, into: &raised)
        }
        swap(&timeline, &timelines[place])
        sources[number] = source
        return outcome
    }

    /// Up to where the live floor is certain: no live source can still send anything before.
    func liveHorizon(at now: Instant) -> Instant {
        var horizon = now - Span.seconds(1)
        for source in sources where source.source.mode == .live && !source.isClosed {
            horizon = min(horizon, now - source.lag(at: now) - source.source.latenessBound)
        }
        return horizon
    }

    /// Whether the passing of time alone would now bring something about on the live floor.
    public func wantsTick(at now: Instant) -> Bool {
        let horizon = liveHorizon(at: now).milliseconds
        return timelines[0].nextDeadline < horizon || timelines[0].reading.nextSweep < horizon
            || (timelines[0].buffer.earliest ?? .max) < horizon || moneyDue(at: now) != nil
            || passes.wantsAdvance(at: now) || calls.wantsTick(at: now)
            || promises.wantsLook(at: now) || voices.owesAnswers
            || experiments.wantsLook(at: now)
    }

    // MARK: Commands and records

    /// Judges a command without changing anything.
    ///
    /// - Returns: The records to keep, oldest first; none when there is nothing to do.
    /// - Throws: ``CommandRefusal``. When several apply, the one declared first wins.
    public func decide(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        switch command {
        case .addZones(let wanted): return try decideZones(wanted)
        case .installRules(let wanted): return wanted == rules ? [] : [.rulesInstalled(wanted)]
        case .installReadings(let wanted):
            return wanted == readings ? [] : [.readingsInstalled(wanted)]
        case .installWaits(let wanted): return wanted == waits ? [] : [.waitsInstalled(wanted)]
        case .openSource(let source):
            if let known = sources.first(where: { $0.source.id == source.id }) {
                guard known.source == source else { throw .sourceDiffers(source.id) }
                return []
            }
            guard sources.count < Self.sourceCountMax else { throw .tooManySources }
            return [.sourceOpened(source)]
        case .closeSource(let number):
            guard Int(number) < sources.count else { throw .unknownSource }
            return sources[Int(number)].isClosed ? [] : [.sourceClosed(number)]
        case .link, .unlink, .note, .claim, .withdraw, .confirm, .tell, .takeBackTold, .choose,
            .setConsentDefaults, .look:
            return try decideIdentity(command, at: now)
        case .notePassages(let told): return try decidePassages(told, at: now)
        case .bands(let command): return try decideBands(command, at: now)
        case .keepCount(let band): return count(of: band)
        case .openAccount, .transfer, .askRefund, .confirmRefund, .takeCash, .declineRefund:
            return try decideMoney(command, at: now)
        case .askTopUp, .beginTopUp, .settleTopUp: return try decideTopUp(command, at: now)
        case .installQueues, .pass, .nameParty: return try decidePass(command, at: now)
        case .installFacets, .wish: return try decideWishes(command, at: now)
        case .promise, .keepStanding, .dropStanding, .bond, .setPartingLevel, .askOfPromises:
            return try decidePromises(command, at: now)
        case .voice, .proposal, .survey: return try decideVoices(command, at: now)
        case .experiment, .tried: return try decideExperiments(command, at: now)
        case .take(let number, let staff):
            let open = try openCue(number)
            if case .taken(let owner, _) = open.state {
                guard owner == staff else { throw .takenByAnother(owner) }
                return []
            }
            return [.cueTaken(open.cue, by: staff)]
        case .finish(let number, let staff, let helped):
            return [.cueDone(try cue(number, for: staff), by: staff, helped: helped)]
        case .reject(let number, let staff):
            return [.cueRejected(try cue(number, for: staff), by: staff)]
        case .undo(let number, let staff):
            guard let last = undoable.last(where: { $0.cue.number == number && $0.by == staff })
            else { throw .nothingToUndo }
            guard now - last.at <= Self.undoSpan else { throw .tooLateToUndo }
            return [.cueUndone(last.cue, by: staff, to: last.stateBefore)]
        }
    }

    /// Folds in a record that is in the journal. Never refuses: it has happened.
    ///
    /// - Returns: Cue events about tokens linked to nobody that the record brings about, and about
    ///   known people: closing a source does, and a narrower choice, which withdraws.
    @discardableResult
    public mutating func apply(_ record: Record, at now: Instant) -> BlockResult? {
        clock = max(clock, now)
        undoable.removeAll { clock - $0.at > Self.undoSpan }
        switch record {
        case .zonesAdded(let added): apply(added)
        case .rulesInstalled(let fresh):
            rules = fresh
            compile()
        case .waitsInstalled(let fresh):
            waits = fresh
            compile()
        case .readingsInstalled(let fresh):
            readings = fresh
            compile()
        case .sourceOpened(let source):
            if source.mode == .history {
                var timeline = Timeline(source: SourceIndex(truncatingIfNeeded: sources.count))
                equip(&timeline)
                timelines.append(timeline)
            }
            sources.append(
                SourceState(
                    source: source, timeline: source.mode == .live ? 0 : timelines.count - 1))
        case .sourceClosed(let number): return close(Int(number))
        case .tokenLinked, .tokenUnlinked, .personNoted, .claimed, .claimWithdrawn, .told,
            .consentChosen, .consentDefaultsSet, .looked, .guardianNamed, .toldTakenBack:
            let tokens = applyIdentity(record)
            lookAgain(at: tokens)
            return withdrawForbidden(about: tokens)
        case .money(let record): ledger.apply(record, at: clock)
        case .doorPassed(let passed): return apply(passed)
        case .doorHeard(let heard): apply(heard)
        case .band(let record): bands.apply(record, at: clock)
        case .tapped(let record): return apply(record)
        case .bandCounted(let band, let counter): taps.count(band, counter)
        case .moneyRequest(let record): moneyRequests.apply(record)
        case .topUp(let record): topUps.apply(record)
        case .queuesInstalled, .pass, .partyNamed: applyPass(record)
        case .facetsInstalled(let fresh): wishes.install(fresh)
        case .wish(let person, let record): wishes.apply(record, of: person)
        case .promise, .standingPromiseKept, .standingPromiseDropped, .bond, .partingLevelSet:
            return applyPromise(record)
        case .voice, .proposal, .survey: applyVoices(record)
        case .experiment, .tried: applyExperiments(record)
        case .cueIssued, .cueWithdrawn, .cueEscalated: break
        case .cueTaken(let cue, let staff): apply(.take, to: cue, by: staff)
        case .cueDone(let cue, let staff, let helped):
            apply(helped ? .helped : .didNotHelp, to: cue, by: staff)
        case .cueRejected(let cue, let staff): apply(.reject, to: cue, by: staff)
        case .cueUndone(let cue, let staff, _): undo(cue, by: staff)
        }
        noteHappening(record)
        return nil
    }

    func compiled() -> RuleProgram { RuleProgram(rules: rules, waits: waits, zones: zones) }

    mutating func compile() {
        program = compiled()
        for place in timelines.indices {
            equip(&timelines[place])
        }
        watchForPromises()
    }

    /// Gives a timeline the rules, waits and antennas that count now.
    func equip(_ timeline: inout Timeline) {
        timeline.install(program, zoneCount: zones.count)
        timeline.install(readings, numbers: zoneNumbers, seed: seed)
    }

    /// Ends an import: what was waiting for its next signal becomes certain.
    private mutating func close(_ number: Int) -> BlockResult? {
        guard number < sources.count, !sources[number].isClosed else { return nil }
        sources[number].isClosed = true
        sources[number].closedAt = clock
        sources[number].window = DuplicateWindow(bounds: sources[number].window.bounds)
        guard sources[number].source.mode == .history else { return nil }
        // Far enough for the last absence; no further, so that open cues stay to be looked at.
        let end = sources[number].latest + program.longestWait + Span(milliseconds: 1)
        var raised = Raised(tallies: tallies, nextNumber: nextCue, people: people)
        timelines[sources[number].timeline].settle(to: end, into: &raised)
        return finish(raised, outcomes: [])
    }

    /// Forgets tokens that nothing was heard of for as long as observations are kept, and the
    /// timelines of imports that ended longer ago than that.
    private mutating func sweep() {
        sweptAt = clock
        timelines[0].forget(seenBefore: clock - Self.keptSpan)
        people.forgetHappenings(before: clock - Self.keptSpan)
        endedCues.forget(before: clock - Self.keptSpan)
        for source in sources where source.timeline != 0 && source.isClosed {
            guard clock - source.closedAt > Self.keptSpan,
                timelines[source.timeline].tokenCount > 0
            else { continue }
            var empty = Timeline(source: timelines[source.timeline].source)
            equip(&empty)
            timelines[source.timeline] = empty
        }
    }
}

extension BatchOutcome {
    fileprivate mutating func refuse(_ line: Int, _ refusal: SignalRefusal) {
        refusals.append(LineRefusal(line: line, refusal: refusal))
    }
}
