import Domain
import Kernel
import Measures
import Ports
import Runtime

/// A house of promises over some weeks, from one seed: what a desk, a site and people say of them,
/// waits and parcels that judge them, names that are linked and parted, leave and words that are
/// taken back, people who are erased, on a disk that fails as the seed says. After every start, and
/// at the end, it must be what ``PlainPromises`` says.
struct PromiseWorld {
    /// What runs of any number should go through at least once.
    static let gates = [
        "promise told again", "judged by a wait", "judged by a signal", "staff warned",
        "staff called to make good", "made good", "lost", "letter and reading apart",
        "words taken back", "promised and erased", "offer declined", "said what makes good",
        "let go kindly", "staff called to part",
    ]
    private static let stepCount = 150
    private static let mails = (0..<2).compactMap { Alias(.mail, "home\($0)@example.org") }
    /// Longer than any live source holds the floor back.
    private static let settling = Span.minutes(3)
    /// Nobody stands in a queue for longer: a floor forgets after a day.
    private static let waitMax = Span.hours(12)

    private let mutant: World.Mutant
    private let hasFaults: Bool
    private var random: SplitMix64
    var house: SimulatedHouse
    private var desk = SimulatedPromiseDesk()
    private var signalCount = 0
    /// Whether rows that others' rows rested on are gone: then a fold from the first is another.
    private(set) var hasErased = false
    var plain: PlainPromises
    var report = World.Report()

    static func run(seed: UInt64, mutant: World.Mutant) -> World.Report {
        var world = PromiseWorld(seed: seed, mutant: mutant)
        return world.live()
    }

    private init(seed: UInt64, mutant: World.Mutant) {
        self.mutant = mutant
        random = SplitMix64(seed: seed &+ 0x9A0F)
        house = SimulatedHouse(erases: mutant != .diskThatKeepsErased)
        hasFaults = random.next() % 5 > 0
        plain = PlainPromises(
            guests: (0..<5).compactMap { number in
                guard let name = PersonID("guest-\(number)"), let band = Token("B\(number)") else {
                    return nil
                }
                return PlainPromises.Guest(name: name, band: band)
            })
    }

    private mutating func live() -> World.Report {
        carryOut(
            SimulatedPromiseDesk.beginnings
                + plain.guests.map { .link($0.band, to: $0.name) }, mayFail: false)
        for guest in plain.guests.indices { choose(guest, helps: true, mayFail: false) }
        for _ in 0..<Self.stepCount where report.violations.isEmpty { step() }
        while !desk.waiting.isEmpty, report.violations.isEmpty { tell(mayFail: false) }
        tick()
        guard report.violations.isEmpty else { return report }
        checkState("at the end")
        checkRows()
        checkReplay()
        report.trace = (report.trace ^ UInt64(house.journal.head)) &* 0x100_0000_01B3
        return report
    }

    private mutating func step() {
        switch random.next() % 32 {
        case 0..<14: tell(mayFail: hasFaults)
        case 14, 15: pass(.hours(Int64.random(in: 1...120, using: &random)))
        case 16, 17: pass(.minutes(Int64.random(in: 1...60, using: &random)))
        case 18..<23: move()
        case 23:
            let guest = Int.random(in: plain.guests.indices, using: &random)
            choose(guest, helps: random.next() % 3 > 0, mayFail: hasFaults)
        case 24, 25: linkOrPart()
        case 26: house.snapshot(keepsLast: true)
        case 27: if hasFaults { recover() }
        case 28: takeBack()
        case 30, 31: bind()
        default: if random.next() % 6 == 0 { erase() } else { tick() }
        }
    }

    // MARK: What is said

    private mutating func tell(mayFail: Bool) {
        let isAgain = !desk.waiting.isEmpty
        let lines = desk.next(
            freshIds: mutant == .freshPromiseOnRetry, plain, at: house.now, using: &random)
        guard !lines.isEmpty else { return }
        if isAgain { sometimes("promise told again") }
        let now = house.now
        let (answers, isKept) = carryOut(
            lines.map { .promise($0.sent, of: plain.guests[$0.guest].name, by: $0.by) },
            mayFail: mayFail)
        if answers == nil { desk.wereLost(lines) } else { desk.wereAnswered(lines) }
        guard isKept else { return }
        for (place, line) in lines.enumerated() where report.violations.isEmpty {
            let outcome = plain.take(line, at: now)
            note(line, outcome)
            guard let answer = answers?[place] else { continue }
            check(outcome.agrees(with: answer), "\(line.command): \(outcome), but \(answer)")
        }
    }

    private mutating func note(_ line: SimulatedPromiseDesk.Line, _ outcome: PlainOutcome) {
        guard outcome == .done else { return }
        switch line.command {
        case .recover: sometimes("made good")
        case .lose:
            sometimes("lost")
            let place = line.promise.flatMap { plain.find($0, of: line.guest) }
            if let place, plain.made[place].partedAt != nil { sometimes("let go kindly") }
        case .declineRecovery: sometimes("offer declined")
        case .wouldMakeGood: sometimes("said what makes good")
        case .judgeByLetter, .judgeByReading:
            let promise = line.promise.flatMap { plain.find($0, of: line.guest) }
            if let promise = promise.map({ plain.made[$0] }), let letter = promise.letter,
                let reading = promise.reading, letter.isKept != reading.isKept
            {
                sometimes("letter and reading apart")
            }
        default: break
        }
    }

    /// Only of whoever goes by one name: of others it is kept under the first of their names.
    private mutating func bind() {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        let level = UInt8.random(in: 0...10, using: &random)
        guard !plain.guests[guest].isErased, plain.group(of: guest).count == 1 else { return }
        let now = house.now
        let (_, isKept) = carryOut(
            [.tellBond(level, of: plain.guests[guest].name, by: .person)], mayFail: hasFaults)
        if isKept { plain.bind(guest, level, at: now) }
    }

    private mutating func takeBack() {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        guard !plain.guests[guest].isErased else { return }
        let (_, isKept) = carryOut(
            [.takeBackTold(of: plain.guests[guest].name, by: .person)], mayFail: hasFaults)
        guard isKept else { return }
        if plain.promises(of: guest).contains(where: { $0.words != nil }) {
            sometimes("words taken back")
        }
        plain.takeBack(guest)
    }

    private mutating func choose(_ guest: Int, helps: Bool, mayFail: Bool) {
        guard !plain.guests[guest].isErased else { return }
        let now = house.now
        let (_, isKept) = carryOut(
            [
                .choose(
                    .assisted, of: plain.guests[guest].name, by: .house, isChild: false,
                    guardian: nil, refusing: helps ? [] : [.help],
                    isNew: true)
            ], mayFail: mayFail)
        guard isKept else { return }
        (plain.guests[guest].helps, plain.guests[guest].choseAt) = (helps, now)
    }

    private mutating func linkOrPart() {
        let guest = Int.random(in: 0..<4, using: &random)
        guard !plain.guests[guest].isErased else { return }
        let mail = Self.mails[guest / 2]
        let name = Alias(plain.guests[guest].name)
        if plain.guests[guest].mail == nil {
            let (_, isKept) = carryOut(
                [.claim(name, mail, .stated, by: .house, evidence: "")], mayFail: hasFaults)
            if isKept { plain.guests[guest].mail = guest / 2 }
        } else if let number = house.engine.lastClaim(between: name, mail) {
            let (_, isKept) = carryOut([.withdraw(number, by: .house)], mayFail: hasFaults)
            if isKept { plain.guests[guest].mail = nil }
        } else {
            check(false, "the claim of \(plain.guests[guest].name) is gone")
        }
    }

    // MARK: What is seen

    /// Somebody goes where they wait, where they have waited for, or where their parcel is.
    private mutating func move() {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        guard !plain.guests[guest].isErased else { return }
        switch random.next() % 4 {
        case 0: serve(guest)
        case 1: enter(guest)
        default: if plain.guests[guest].waitsSince == nil { enter(guest) } else { ride(guest) }
        }
    }

    private mutating func enter(_ guest: Int) {
        let at = see(guest, .enter, 0)
        plain.enter(guest, at: at)
    }

    private mutating func ride(_ guest: Int) {
        let at = see(guest, .enter, 1)
        if plain.ride(guest, at: at) > 0 { sometimes("judged by a wait") }
    }

    private mutating func serve(_ guest: Int) {
        let at = see(guest, .service, 2)
        if plain.serve(guest, at: at) > 0 { sometimes("judged by a signal") }
    }

    /// A gate reads a band, sends that until it is answered, and the floor comes to rest.
    ///
    /// - Returns: When it was.
    private mutating func see(_ guest: Int, _ kind: SignalKind, _ zone: Int) -> Instant {
        let at = house.now
        signalCount += 1
        let signal = SimulatedSignal(
            id: "s\(signalCount)", token: plain.guests[guest].band, kind: kind,
            zone: SimulatedPromiseDesk.zones[zone].id, at: at)
        let batch = SimulatedSignal.batch(
            [signal], from: 0, seed: SimulatedHouse.seedOfKeys, venue: SimulatedPromiseDesk.zones)
        var answers: [Group.Answer]?
        while answers == nil, report.violations.isEmpty {
            answers =
                commit(
                    [.batch(SourcedBatch(source: 0, batch: batch))], mayFail: hasFaults
                ).answers
        }
        if case .outcome(let outcome)? = answers?.first {
            check(
                outcome.accepted + outcome.repeated == 1 && outcome.late == 0,
                "signal \(signal.id) was not taken: \(outcome)")
        }
        house.clock = house.now + Self.settling
        tick()
        return at
    }

    /// Nobody is left standing in a queue for so long that the floor forgets them.
    private mutating func pass(_ span: Span) {
        for guest in plain.guests.indices {
            guard let since = plain.guests[guest].waitsSince, house.now - since > Self.waitMax
            else { continue }
            ride(guest)
        }
        let isWaitedFor = plain.guests.contains { $0.waitsSince != nil }
        house.clock = house.clock + (isWaitedFor ? min(span, .hours(1)) : span)
    }

    /// Time alone brings about what staff is to hear; then there is nothing more to hear.
    private mutating func tick() {
        commit([], mayFail: false)
        var engine = house.engine
        let left = engine.promisesDue(at: house.now)
        check(left.isEmpty, "after a step of the clock staff is still to hear of \(left.count)")
    }

    // MARK: Erasing

    private mutating func erase() {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        guard !plain.guests[guest].isErased else { return }
        if !plain.promises(of: guest).isEmpty { sometimes("promised and erased") }
        do throws(JournalFailure) {
            try house.forget(
                plain.guests[guest].name, isCutOff: hasFaults && random.next() % 3 == 0,
                snapshotsFirst: mutant != .staleSnapshotOnErasing)
        } catch {
            check(false, "a start while promises were erased failed: \(error)")
        }
        hasErased = true
        plain.erase(guest)
        checkState("after an erasure")
    }

    // MARK: The disk

    /// - Returns: What each is answered, when an answer came; and whether it is on the disk.
    @discardableResult private mutating func carryOut(
        _ commands: [Command], mayFail: Bool
    ) -> (answers: [Result<Bool, CommandRefusal>]?, isKept: Bool) {
        let told = commit([.commands(commands)], mayFail: mayFail)
        guard case .each(let answers)? = told.answers?.first else { return (nil, told.isKept) }
        return (answers, told.isKept)
    }

    @discardableResult private mutating func commit(
        _ requests: [Group.Request], mayFail: Bool
    ) -> SimulatedHouse.Told {
        let fault = SimulatedJournal.Fault.allCases.randomElement(using: &random)
        let fails = mayFail && random.next() % 10 == 0
        do throws(JournalFailure) {
            let told = try house.commit(requests, fault: fails ? fault : nil)
            if told.wasStarted { mistake() }
            return told
        } catch {
            check(false, "recovery of promises failed: \(error)")
            return SimulatedHouse.Told(answers: nil, isKept: false, wasStarted: true)
        }
    }

    private mutating func recover() {
        tick()
        do throws(JournalFailure) {
            try house.start()
        } catch {
            check(false, "recovery of promises failed: \(error)")
        }
        // Whoever starts again looks at everybody: nobody may be there of whom staff did not hear.
        var engine = house.engine
        let left = engine.promisesDue(at: house.now)
        check(left.isEmpty, "only after a start staff hears of \(left.count)")
        mistake()
        checkState("after a start")
    }

    /// What a start that is wrong would make of promises.
    private mutating func mistake() {
        for promise in plain.made {
            let told: PromiseRecord
            switch (mutant, promise.letter) {
            case (.letterForReading, let letter?):
                told = .judgedByReading(
                    promise.id,
                    PromiseVerdict(
                        isKept: letter.isKept, evidence: .told(by: .person), at: letter.at))
            case (.silenceForKept, nil):
                guard promise.letter(at: house.now) == .unknown else { continue }
                told = .judgedByLetter(
                    promise.id,
                    PromiseVerdict(isKept: true, evidence: .told(by: .house), at: house.now))
            case (.offerForAccepted, _):
                told = .recoveryAccepted(promise.id, by: .person, at: house.now)
            default: continue
            }
            house.engine.apply(
                .promise(person: plain.guests[promise.guest].name, told), at: house.now)
        }
    }

    // MARK: What must hold

    mutating func check(_ holds: Bool, _ what: String) {
        if !holds { report.violations.append("promises: \(what)") }
    }

    mutating func sometimes(_ gate: String) { report.sometimes[gate, default: 0] += 1 }
}
