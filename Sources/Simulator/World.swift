import Domain
import Kernel
import Ports
import Runtime

/// A whole house from one seed: readers, staff and screens around the real engine, the real
/// grouping and the real recovery, on a disk and a clock that fail as the seed says.
///
/// One thread, one order, no clock of its own: the same seed always does the same.
public struct World {
    /// What a run found, and which rare things it went through.
    public struct Report: Sendable {
        public var violations: [String] = []
        public var sometimes: [String: Int] = [:]
        /// One number for all that the run did, to compare two runs of one seed.
        public var trace: UInt64 = 0xCBF2_9CE4_8422_2325
    }

    /// What a run of any length should go through at least once: else it proves less than it says.
    public static let gates =
        [
            "crash before the write", "crash between write and answer", "disk full", "repeat",
            "clock went back", "snapshot used", "screen resumed", "cue taken by one of two",
            "tap undone", "slow disk", "sender without patience", "money sent again",
            "money refused", "hold expired", "desk asked again", "band swapped", "door lost power",
            "replay at a door", "revoked at a door", "door past its lease", "party joined again",
            "ride stood still", "party lapsed", "party boarded", "wish told again",
            "question asked",
            "nothing asked", "help refused", "two names became one", "guest erased",
            "erasure cut off",
        ] + PromiseWorld.gates + VoiceWorld.gates

    private static let seedOfKeys = KeySeed(first: 17, second: 23)
    private static let stepCount = 190

    let mutant: Mutant
    private let journal: SimulatedJournal
    var random: SplitMix64
    var till = SimulatedTill()
    var desk = SimulatedBandDesk()
    var door = SimulatedDoor()
    var joiner = SimulatedQueueDesk()
    private(set) var engine = Engine(seed: World.seedOfKeys)
    private var next: Sequence = 1
    private(set) var clock = Instant(milliseconds: 1_800_000_000_000)
    private var readers: [Reader]
    private var screens: [Screen]
    private let staff = ["anna", "bob"].compactMap { StaffID($0) }
    let hasFaults: Bool
    private let venue: [Zone]
    private let rules: [Rule]
    private var report = Report()
    private var acknowledged = Set<String>()

    /// Runs one seed to its end.
    public static func run(seed: UInt64, mutant: Mutant = .none) -> Report {
        var world = World(seed: seed, mutant: mutant)
        var report = world.live()
        for other in [WishWorld.run, PromiseWorld.run, VoiceWorld.run] {
            let told = other(seed, mutant)
            report.violations += told.violations
            report.sometimes.merge(told.sometimes, uniquingKeysWith: +)
            report.trace = (report.trace ^ told.trace) &* 0x100_0000_01B3
        }
        return report
    }

    private init(seed: UInt64, mutant: Mutant) {
        self.mutant = mutant
        random = SplitMix64(seed: seed)
        journal = SimulatedJournal(lies: mutant == .lyingDisk)
        // One seed in five has no faults: what fails there is no fault's doing.
        hasFaults = random.next() % 5 > 0
        venue = SmallVenue.zones
        rules = SmallVenue.rules
        readers = Reader.two(using: &random, zones: SmallVenue.zones)
        screens = (0..<3).map { _ in Screen() }
    }

    private mutating func live() -> Report {
        setUp()
        for _ in 0..<Self.stepCount where report.violations.isEmpty { step() }
        // Faults end; everything must come to rest.
        while readers.contains(where: { !$0.isDone }) && report.violations.isEmpty {
            send(mayFail: false)
        }
        settle()
        settleQueue()
        guard report.violations.isEmpty else { return report }
        for number in readers.indices {
            _ = commit([.command(.closeSource(SourceIndex(number)))], mayFail: false)
        }
        for number in screens.indices { connect(number) }
        judgeTheEnd()
        return report
    }

    private mutating func setUp() {
        _ = commit(
            [.command(.addZones(venue)), .command(.installRules(rules))]
                + readers.map { .command(.openSource($0.source)) }
                + SimulatedTill.accounts.map { .command(.openAccount($0)) }
                + desk.bearers().map { .command($0) }
                + [.command(.installQueues(SimulatedQueueDesk.queues))], mayFail: false)
    }

    private mutating func step() {
        switch random.next() % 27 {
        case 0..<8: send(mayFail: hasFaults)
        case 8..<11: act()
        case 11: moveClock()
        case 12: snapshot()
        case 13:
            let number = Int(random.next() % UInt64(screens.count))
            if screens[number].isConnected {
                screens[number].isConnected = false
            } else {
                connect(number)
            }
        case 14: if hasFaults { crash() }
        case 15: pay(mayFail: hasFaults, wantsNew: true)
        case 16..<19: atTheDesk(mayFail: hasFaults)
        case 19..<22: atTheDoor()
        case 22, 23: join(mayFail: hasFaults, wantsNew: true)
        case 24: serve(mayFail: hasFaults)
        case 25: standOrRun(mayFail: hasFaults)
        default: _ = commit([], mayFail: hasFaults)
        }
    }

    // MARK: What happens

    private mutating func send(mayFail: Bool) {
        var requests: [Group.Request] = []
        var senders: [(reader: Int, count: Int, ids: [String])] = []
        for number in readers.indices where random.next() % 3 > 0 || requests.isEmpty {
            let count = Int(random.next() % 5) + 1
            let signals = readers[number].batch(
                count, freshIds: mutant == .freshIdOnRetry, using: &random)
            guard !signals.isEmpty else { continue }
            let batch = SimulatedSignal.batch(
                signals, from: SourceIndex(number), seed: Self.seedOfKeys, venue: venue)
            requests.append(.batch(SourcedBatch(source: SourceIndex(number), batch: batch)))
            senders.append((number, count, signals.map(\.id)))
        }
        guard !requests.isEmpty, let answers = commit(requests, mayFail: mayFail) else {
            // No answer: the same signals are sent again later.
            for sender in senders { readers[sender.reader].answerWasLost() }
            return
        }
        for (sender, answer) in zip(senders, answers) {
            guard case .outcome(let outcome) = answer else { continue }
            if outcome.repeated > 0 { sometimes("repeat") }
            if !outcome.refusals.isEmpty {
                report.violations.append("a good signal was refused: \(outcome.refusals)")
            }
            acknowledged.formUnion(sender.ids)
            readers[sender.reader].advance(sender.count)
        }
    }

    private mutating func act() {
        let open = engine.openCues
        guard let cue = open.randomElement(using: &random) else { return }
        let number = cue.cue.number
        let who = staff[Int(random.next() % 2)]
        switch random.next() % 6 {
        case 0, 1: _ = commit([.command(.take(number, by: who))], mayFail: hasFaults)
        case 2:
            // Both tap at once.
            let answers = commit(
                staff.map { .command(.take(number, by: $0)) }, mayFail: hasFaults)
            if case .refused = answers?.last { sometimes("cue taken by one of two") }
        case 3: _ = commit([.command(.finish(number, by: who, helped: true))], mayFail: hasFaults)
        case 4: _ = commit([.command(.reject(number, by: who))], mayFail: hasFaults)
        default:
            let answers = commit([.command(.undo(number, by: who))], mayFail: hasFaults)
            if case .carriedOut = answers?.first { sometimes("tap undone") }
        }
    }

    private mutating func moveClock() {
        let milliseconds = Int64(random.next() % 20_000)
        if hasFaults, random.next() % 4 == 0 {
            clock = clock - Span(milliseconds: milliseconds * 100)
            sometimes("clock went back")
        } else {
            clock = clock + Span(milliseconds: milliseconds)
        }
    }

    mutating func moveClock(by span: Span) { clock = clock + span }

    private mutating func snapshot() {
        journal.save(
            Snapshot(
                sequence: next - 1, recordedAt: engine.clock, aggregates: engine.aggregates,
                floors: engine.floors.encoded, ledger: engine.ledger.image,
                passes: engine.passes.image), keepsLast: true)
    }

    /// Folds, writes, shows: as the sequencer does, with a disk that may fail.
    ///
    /// - Returns: `nil` when no answer came: the process died, or the disk took too long.
    mutating func commit(
        _ requests: [Group.Request], mayFail: Bool
    ) -> [Group.Answer]? {
        let now = max(clock, engine.clock)
        var isSlow = false
        if mayFail, random.next() % 12 == 0 {
            let fault = SimulatedJournal.Fault.allCases[Int(random.next() % 4)]
            journal.plan(fault)
            isSlow = fault == .slow
            switch fault {
            case .crashBefore: sometimes("crash before the write")
            case .crashAfter: sometimes("crash between write and answer")
            case .diskFull: sometimes("disk full")
            case .slow: sometimes("slow disk")
            }
        } else {
            journal.plan(nil)
        }
        let group = Group(requests, engine: &engine, next: next, now: now)
        guard !group.entries.isEmpty else { return group.answers }
        do throws(JournalFailure) {
            try journal.append(group.entries)
        } catch {
            recover()
            return nil
        }
        next += Sequence(group.entries.count)
        note(group)
        tellTheDoor()
        for number in screens.indices where screens[number].isConnected {
            screens[number].show(group.cueEvents, checksCursor: true)
        }
        if isSlow {
            clock = clock + Span(milliseconds: Int64(random.next() % 120_000))
            if random.next() % 2 == 0 {
                // Everything is kept, and nobody waits any more to hear of it.
                sometimes("sender without patience")
                return nil
            }
        }
        return group.answers
    }

    private mutating func crash() {
        journal.crash()
        recover()
    }

    private mutating func recover() {
        journal.crash()
        if journal.latestSnapshot() != nil { sometimes("snapshot used") }
        do throws(JournalFailure) {
            let recovered = try Recovery(from: journal, seed: Self.seedOfKeys)
            engine = recovered.engine
            next = recovered.head + 1
            door.houseStartedAgain()
            if mutant == .forgetfulRecovery {
                for cue in engine.openCues where cue.state.isTaken {
                    engine.forgetTaken(cue.cue.number)
                }
            }
        } catch {
            report.violations.append("recovery failed: \(error)")
        }
        // Every screen lost its connection with the process.
        for number in screens.indices { screens[number].isConnected = false }
    }

    private mutating func connect(_ number: Int) {
        if screens[number].cursor != nil { sometimes("screen resumed") }
        screens[number].isConnected = true
        let missed = journal.rows.flatMap(PlacedCueEvent.events)
        screens[number].show(missed, checksCursor: mutant != .screenWithoutCursor)
    }

    // MARK: What must hold

    private mutating func judgeTheEnd() {
        let rows = journal.rows
        check(
            rows.map(\.sequence) == rows.indices.map { Sequence($0 + 1) }, "the journal has a gap")
        let kept = Set(SimulatedSignal.identifiers(in: rows, seed: Self.seedOfKeys))
        for id in acknowledged.sorted() {
            let key = Array(id.utf8).withUnsafeBytes { Key128($0, seed: Self.seedOfKeys) }
            check(kept.contains(key), "acknowledged signal \(id) is gone")
        }
        let events = rows.flatMap(PlacedCueEvent.events)
        for (number, screen) in screens.enumerated() {
            check(
                screen.shown == events.map(\.place),
                "screen \(number) showed \(screen.shown.count) events of \(events.count)")
        }
        check(raised(events) == raisedWithoutFaults(), "the cues differ from a day without faults")
        checkHands(events)
        checkMoney()
        checkBands()
        checkQueue()
        checkReplay()
    }

    private func raised(_ events: [PlacedCueEvent]) -> [String] {
        events.compactMap { placed in
            guard case .issued(let cue) = placed.event else { return nil }
            return "\(cue.rule) \(cue.token) \(cue.zone) \(cue.since.milliseconds)"
        }.sorted()
    }

    /// The same signals, once each and in order, through an engine nothing ever happens to.
    private func raisedWithoutFaults() -> [String] {
        var calm = Engine(seed: Self.seedOfKeys)
        let now = Instant(milliseconds: 1_800_000_000_000)
        calm.apply(.zonesAdded(venue), at: now)
        calm.apply(.rulesInstalled(rules), at: now)
        for reader in readers { calm.apply(.sourceOpened(reader.source), at: now) }
        var events: [PlacedCueEvent] = []
        func keep(_ result: Engine.BlockResult?) {
            guard let result else { return }
            let cues = result.cueSection.withUnsafeBytes { try? CueSection.decode($0) } ?? []
            for event in cues + result.records.compactMap(CueEvent.init) {
                events.append(
                    PlacedCueEvent(place: CuePlace(sequence: 0, index: 0), event: event))
            }
        }
        for (number, reader) in readers.enumerated() {
            let batch = SimulatedSignal.batch(
                reader.inOrder, from: SourceIndex(number), seed: Self.seedOfKeys, venue: venue)
            keep(calm.step([SourcedBatch(source: SourceIndex(number), batch: batch)], at: now))
            keep(calm.apply(.sourceClosed(SourceIndex(number)), at: now))
        }
        return raised(events)
    }

    /// No cue is ever in two hands, and nothing is done about one that nobody was shown.
    private mutating func checkHands(_ events: [PlacedCueEvent]) {
        var hands: [CueNumber: StaffID] = [:]
        for placed in events {
            let number = placed.event.cue.number
            switch placed.event {
            case .taken(_, let who):
                check(hands[number] == nil, "cue \(number) was taken twice")
                hands[number] = who
            case .done(_, let who, _), .rejected(_, let who):
                check((hands[number] ?? who) == who, "cue \(number) was finished by another")
            case .undone: hands[number] = nil
            case .issued, .withdrawn, .escalated: break
            }
        }
    }

    /// The journal alone gives the state back: from its first row, and from a snapshot.
    private mutating func checkReplay() {
        for usesSnapshot in [false, true] {
            do throws(JournalFailure) {
                let replayed = try Recovery(
                    from: journal, seed: Self.seedOfKeys, usesSnapshot: usesSnapshot)
                check(
                    replayed.engine.floors.encoded == engine.floors.encoded
                        && replayed.engine.aggregates == engine.aggregates
                        && replayed.engine.ledger.digest == engine.ledger.digest
                        && replayed.engine.passes.image == engine.passes.image,
                    "replay \(usesSnapshot ? "from a snapshot" : "from the start") differs")
            } catch {
                check(false, "replay failed: \(error)")
            }
        }
    }

    mutating func check(_ holds: Bool, _ what: String) {
        if !holds { report.violations.append(what) }
    }

    mutating func sometimes(_ gate: String) { report.sometimes[gate, default: 0] += 1 }

    private mutating func note(_ group: Group) {
        for placed in group.cueEvents {
            for number in [placed.place.sequence, Int64(placed.event.cue.number)] {
                report.trace = (report.trace ^ UInt64(bitPattern: number)) &* 0x100_0000_01B3
            }
        }
    }
}
