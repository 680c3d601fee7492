import Domain
import Kernel
import Ports
import Runtime

/// A house that is spoken to over some weeks, from one seed: what people say, what staff gathers,
/// proposes and decides, second people who agree or do not, answers and letters that go out and
/// come back, names that are linked and parted, words that are taken back, people who are erased,
/// on a disk that fails as the seed says. After every start, and at the end, it must be what
/// ``PlainVoices`` says: everybody who asked is answered, or waits with a date.
struct VoiceWorld {
    /// What runs of any number should go through at least once.
    static let gates = [
        "voice told again", "answered by a decision", "declined with a reason",
        "decision without a reason refused", "not at ease, so by two",
        "second person agreed", "sent back",
        "that was no answer", "answered again", "date moved", "proposals merged",
        "what was decided is done", "took part", "voice withdrawn", "letter sent",
        "letter came back", "answer shown", "answer to be told", "said and erased",
        "all words taken back",
    ]
    private static let stepCount = 150
    private static let mails = (0..<2).compactMap { Alias(.mail, "home\($0)@example.org") }
    /// Letters that go out in one turn.
    private static let turnCount = 3

    let mutant: World.Mutant
    private let hasFaults: Bool
    private var random: SplitMix64
    var house: SimulatedHouse
    private var desk = SimulatedVoiceDesk()
    /// Handed over, and nobody answered yet that it is noted.
    private var unnoted: [(letter: OwedLetter, outcome: VoicePost.Outcome, at: Instant)] = []
    /// Whether rows that others' rows rested on are gone: then a fold from the first is another.
    private(set) var hasErased = false
    /// Of people who were erased.
    private(set) var gone: [VoiceID] = []
    var plain: PlainVoices
    var report = World.Report()

    static func run(seed: UInt64, mutant: World.Mutant) -> World.Report {
        var world = VoiceWorld(seed: seed, mutant: mutant)
        return world.live()
    }

    private init(seed: UInt64, mutant: World.Mutant) {
        self.mutant = mutant
        random = SplitMix64(seed: seed &+ 0x701CE)
        house = SimulatedHouse(erases: mutant != .diskThatKeepsErased)
        hasFaults = random.next() % 5 > 0
        plain = PlainVoices(
            guests: (0..<5).compactMap { number in
                PersonID("guest-\(number)").map { PlainVoices.Guest(name: $0) }
            })
    }

    private mutating func live() -> World.Report {
        let charter = SimulatedVoiceDesk.charter(answerDays: plain.answerDays)
        carryOut(
            [.proposal(.keepCharter(charter), by: SimulatedVoiceDesk.noor)], mayFail: false)
        carryOut([.installFacets([SimulatedVoiceDesk.quiet])], mayFail: false)
        for guest in plain.guests.indices { choose(guest, helps: true, mayFail: false) }
        for _ in 0..<Self.stepCount where report.violations.isEmpty {
            // No two things are at one moment, as in a house where people say them.
            house.clock = house.clock + .seconds(7)
            step()
        }
        while !desk.waiting.isEmpty, report.violations.isEmpty { tell(mayFail: false) }
        tick()
        guard report.violations.isEmpty else { return report }
        checkState("at the end")
        checkReplay()
        deliverAll()
        checkRows()
        report.trace = (report.trace ^ UInt64(house.journal.head)) &* 0x100_0000_01B3
        return report
    }

    private mutating func step() {
        switch random.next() % 32 {
        case 0..<16: tell(mayFail: hasFaults)
        case 16, 17: house.clock = house.clock + .hours(Int64.random(in: 1...120, using: &random))
        case 18: house.clock = house.clock + .minutes(Int64.random(in: 1...60, using: &random))
        case 19..<23: deliver(mayFail: hasFaults)
        case 23: returnLetter()
        case 24: linkOrPart()
        case 25:
            let guest = Int.random(in: plain.guests.indices, using: &random)
            choose(guest, helps: random.next() % 3 > 0, mayFail: hasFaults)
        case 26: house.snapshot(keepsLast: true)
        case 27, 28: if hasFaults { recover() }
        case 29: if random.next() % 8 == 0 { takeBack() }
        case 30: if random.next() % 6 == 0 { erase() }
        default: tick()
        }
    }

    // MARK: What is said

    private mutating func tell(mayFail: Bool) {
        let isAgain = !desk.waiting.isEmpty
        let lines = desk.next(
            freshIds: mutant == .freshVoiceOnRetry, plain, at: house.now, using: &random)
        guard !lines.isEmpty else { return }
        if isAgain { sometimes("voice told again") }
        let now = house.now
        let told = carryOut(lines.map { $0.command(plain) }, mayFail: mayFail)
        if told.answers == nil { desk.wereLost(lines) } else { desk.wereAnswered(lines) }
        guard told.isKept else { return }
        for (place, line) in lines.enumerated() where report.violations.isEmpty {
            let outcome = plain.take(line.saying, at: now)
            note(line.saying, outcome)
            guard let answer = told.answers?[place] else { continue }
            check(outcome.agrees(with: answer), "\(line.saying): \(outcome), but \(answer)")
        }
    }

    private mutating func note(_ saying: SimulatedVoiceDesk.Saying, _ outcome: PlainOutcome) {
        switch saying {
        case .voice(let command, _, _):
            guard outcome == .done else { return }
            switch command {
            case .reopen: sometimes("that was no answer")
            case .postpone: sometimes("date moved")
            case .takePart: sometimes("took part")
            case .withdraw: sometimes("voice withdrawn")
            case .answer(let id, _, _, _):
                let voice = plain.voices.first { $0.id == id }
                if let voice, voice.earlierCount > 0 { sometimes("answered again") }
            case .say, .gather, .notePost, .sayLanguage, .tellWhetherHelped: break
            }
        case .proposal(.decide(let id, let kind, _, let reason, let prevails, _), _):
            if reason.nl.isEmpty, outcome == .refused {
                sometimes("decision without a reason refused")
            }
            if kind == .declined, outcome == .done { sometimes("declined with a reason") }
            if outcome == .done, kind != .declined, prevails != .house,
                plain.plans.contains(where: { $0.id == id && !$0.isFinal })
            {
                sometimes("not at ease, so by two")
            }
        case .proposal(let command, _):
            guard outcome == .done else { return }
            switch command {
            case .confirm: sometimes("second person agreed")
            case .sendBack: sometimes("sent back")
            case .merge: sometimes("proposals merged")
            case .finish: sometimes("what was decided is done")
            default: break
            }
        }
    }

    private mutating func takeBack() {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        guard !plain.guests[guest].isErased else { return }
        let told = carryOut(
            [.takeBackTold(of: plain.guests[guest].name, by: .person)], mayFail: hasFaults)
        guard told.isKept else { return }
        if !plain.voices(of: guest).isEmpty { sometimes("all words taken back") }
        plain.takeBack(guest)
    }

    /// Leave for help is no leave to be answered: whoever refuses it is answered all the same.
    private mutating func choose(_ guest: Int, helps: Bool, mayFail: Bool) {
        guard !plain.guests[guest].isErased else { return }
        let now = house.now
        let told = carryOut(
            [
                .choose(
                    .assisted, of: plain.guests[guest].name, by: .house, isChild: false,
                    guardian: nil, refusing: helps ? [] : [.help],
                    isNew: true)
            ], mayFail: mayFail)
        guard told.isKept else { return }
        (plain.guests[guest].helps, plain.guests[guest].choseAt) = (helps, now)
    }

    private mutating func linkOrPart() {
        let guest = Int.random(in: 0..<4, using: &random)
        guard !plain.guests[guest].isErased else { return }
        let mail = Self.mails[guest / 2]
        let name = Alias(plain.guests[guest].name)
        if plain.guests[guest].mail == nil {
            let told = carryOut(
                [.claim(name, mail, .stated, by: .house, evidence: "")], mayFail: hasFaults)
            if told.isKept { plain.guests[guest].mail = guest / 2 }
        } else if let number = house.engine.lastClaim(between: name, mail) {
            let told = carryOut([.withdraw(number, by: .house)], mayFail: hasFaults)
            if told.isKept { plain.guests[guest].mail = nil }
        } else {
            check(false, "the claim of \(plain.guests[guest].name) is gone")
        }
    }

    // MARK: What goes out

    /// As the postman does: what was handed over is noted as it was until somebody says that it is;
    /// a process that ends has forgotten it, and hands over what is owed still.
    private mutating func deliver(mayFail: Bool) {
        let now = house.now
        if unnoted.isEmpty {
            for letter in house.engine.lettersOwed(Self.turnCount) {
                check(house.engine.isOwed(letter), "a letter is owed and is not")
                let told = letter.voices.map {
                    [$0.answer?.kind.rawValue, $0.answer?.proposal?.description]
                }
                check(Set(told).count == 1, "one letter tells two decisions")
                var outcome = VoicePost.Outcome.shown
                if letter.address != nil {
                    outcome = random.next() % 8 == 0 ? .bounced : .sent
                    sometimes("letter sent")
                }
                // Each at its own moment, as they are handed over one after another.
                unnoted.append((letter, outcome, now + Span(milliseconds: Int64(unnoted.count))))
            }
        }
        let notesAnew = mutant == .postmanWhoNotesAnew
        let shown = house.engine.answersShown(Self.turnCount, at: now)
        if !shown.isEmpty { sometimes("answer shown") }
        let commands = unnoted.flatMap { $0.letter.noted($0.outcome, at: notesAnew ? now : $0.at) }
        guard !(commands + shown).isEmpty else { return }
        let told = carryOut(commands + shown, mayFail: mayFail)
        if told.answers != nil || told.wasStarted && !notesAnew { unnoted = [] }
    }

    private mutating func returnLetter() {
        guard let some = plain.voices.randomElement(using: &random),
            let voice = house.engine.voices.voice(some.id),
            let sent = voice.posts.last(where: { $0.outcome == .sent }), let about = sent.about
        else { return }
        let commands = house.engine.returned(
            voice.number, VoiceLetter(sent.subject, about: about), at: house.now)
        guard let commands else { return check(false, "a letter that was sent is not known") }
        guard !commands.isEmpty else { return }
        sometimes("letter came back")
        carryOut(commands, mayFail: hasFaults)
    }

    /// With a postman and a disk that do what they should, everybody hears in the end.
    private mutating func deliverAll() {
        for _ in 0..<500 where house.engine.voices.owesLetters || !unnoted.isEmpty {
            house.clock = house.clock + .seconds(7)
            deliver(mayFail: false)
        }
        check(!house.engine.voices.owesLetters, "letters are owed that never go out")
        let toTell = Set(house.engine.answersToTell.map(\.voice.id))
        if !toTell.isEmpty { sometimes("answer to be told") }
        for voice in plain.voices {
            // Who says whether it helped has heard it.
            guard !voice.isWithdrawn, let answer = voice.answer, voice.hasHelped == nil else {
                continue
            }
            let posts = house.engine.voices.voice(voice.id)?.posts ?? []
            check(
                posts.contains { $0.subject == .answer && $0.about == answer.at }
                    || toTell.contains(voice.id),
                "\(voice.id) was answered, and nobody told them or is asked to")
        }
    }

    // MARK: Erasing

    private mutating func erase() {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        guard !plain.guests[guest].isErased else { return }
        let theirs = plain.voices(of: guest).map(\.id)
        if !theirs.isEmpty { sometimes("said and erased") }
        // As long as their rows open.
        checkRows()
        do throws(JournalFailure) {
            try house.forget(
                plain.guests[guest].name, isCutOff: hasFaults && random.next() % 3 == 0,
                snapshotsFirst: mutant != .staleSnapshotOnErasing)
        } catch {
            check(false, "a start while voices were erased failed: \(error)")
        }
        hasErased = true
        gone += theirs
        plain.erase(guest)
        checkState("after an erasure")
    }

    // MARK: The disk

    /// What each is answered, when an answer came; whether it is on the disk; whether the process
    /// died of it.
    private typealias Told = (
        answers: [Result<Bool, CommandRefusal>]?, isKept: Bool, wasStarted: Bool
    )

    @discardableResult private mutating func carryOut(
        _ commands: [Command], mayFail: Bool
    ) -> Told {
        let told = commit([.commands(commands)], mayFail: mayFail)
        guard case .each(let answers)? = told.answers?.first else {
            return (nil, told.isKept, told.wasStarted)
        }
        return (answers, told.isKept, told.wasStarted)
    }

    /// Whatever is written, what decisions say to people is written before it.
    @discardableResult private mutating func commit(
        _ requests: [Group.Request], mayFail: Bool
    ) -> SimulatedHouse.Told {
        let now = house.now
        let fault = SimulatedJournal.Fault.allCases.randomElement(using: &random)
        let fails = mayFail && random.next() % 10 == 0
        do throws(JournalFailure) {
            let told = try house.commit(requests, fault: fails ? fault : nil)
            if told.isKept, plain.answer(at: now) > 0 { sometimes("answered by a decision") }
            if told.wasStarted { mistake() }
            return told
        } catch {
            check(false, "recovery of voices failed: \(error)")
            return SimulatedHouse.Told(answers: nil, isKept: false, wasStarted: true)
        }
    }

    /// Time alone brings about what decisions say; then nobody is owed an answer.
    private mutating func tick() {
        commit([], mayFail: false)
        let left = house.engine.answersOwed(at: house.now)
        check(left.isEmpty, "after a step of the clock \(left.count) answers are owed")
    }

    private mutating func recover() {
        tick()
        unnoted = []
        do throws(JournalFailure) {
            try house.start()
        } catch {
            check(false, "recovery of voices failed: \(error)")
        }
        let left = house.engine.answersOwed(at: house.now)
        check(left.isEmpty, "only after a start \(left.count) answers are owed")
        mistake()
        checkState("after a start")
    }

    /// What a start that is wrong would make of voices.
    private mutating func mistake() {
        let now = house.now
        if mutant == .decisionForAgreed {
            for plan in plain.plans where plan.decision != nil && !plan.isFinal {
                guard let by = plan.decision?.by else { continue }
                house.engine.apply(.proposal(.confirmed(plan.id, by: by, at: now)), at: now)
            }
        }
        for voice in plain.voices {
            let record: VoiceRecord
            switch mutant {
            case .answerOverNoAnswer:
                guard voice.isOpen, !voice.reopenedFor.isEmpty else { continue }
                record = .answered(
                    voice.id,
                    VoiceAnswer(
                        kind: .said, words: "Thank you", proposal: nil, heardWith: voice.id,
                        by: SimulatedVoiceDesk.noor, at: now))
            case .silenceForHelped:
                guard voice.answer != nil, voice.hasHelped == nil else { continue }
                record = .helped(voice.id, true, by: .house, at: now)
            case .silenceForWithdrawn:
                guard voice.isOpen, voice.answerBy < now else { continue }
                record = .withdrawn(voice.id, by: .house, at: now)
            default: continue
            }
            house.engine.apply(
                .voice(person: plain.guests[voice.guest].name, record), at: now)
        }
    }

    // MARK: What must hold

    mutating func check(_ holds: Bool, _ what: String) {
        if !holds { report.violations.append("voices: \(what)") }
    }

    mutating func sometimes(_ gate: String) { report.sometimes[gate, default: 0] += 1 }
}
