import Domain
import Kernel
import Measures
import Ports
import Runtime

/// A house of wishes over half a year, from one seed: what guests tell, who is asked what, names
/// that are linked and parted, leave that is taken back, people who are erased, on a disk that
/// fails as the seed says. After every start, and at the end, it must be what ``PlainWishes`` says.
struct WishWorld {
    private static let stepCount = 150
    private static let mails = (0..<2).compactMap { Alias(.mail, "home\($0)@example.org") }

    private let mutant: World.Mutant
    private let hasFaults: Bool
    private var random: SplitMix64
    var house: SimulatedHouse
    private var desk = SimulatedWishDesk()
    var plain: PlainWishes
    var report = World.Report()

    static func run(seed: UInt64, mutant: World.Mutant) -> World.Report {
        var world = WishWorld(seed: seed, mutant: mutant)
        return world.live()
    }

    private init(seed: UInt64, mutant: World.Mutant) {
        self.mutant = mutant
        random = SplitMix64(seed: seed &+ 0x5EED)
        house = SimulatedHouse(erases: mutant != .diskThatKeepsErased)
        hasFaults = random.next() % 5 > 0
        plain = PlainWishes(
            guests: (0..<5).compactMap { number in
                PersonID("guest-\(number)").map { PlainWishes.Guest(name: $0) }
            })
    }

    private mutating func live() -> World.Report {
        commit([.installFacets(SimulatedWishDesk.facets)], mayFail: false)
        for guest in plain.guests.indices { choose(guest, helps: true, mayFail: false) }
        for _ in 0..<Self.stepCount where report.violations.isEmpty { step() }
        while !desk.waiting.isEmpty, report.violations.isEmpty { tell(mayFail: false) }
        guard report.violations.isEmpty else { return report }
        checkState("at the end")
        checkReplay()
        return report
    }

    private mutating func step() {
        switch random.next() % 24 {
        case 0..<13: tell(mayFail: hasFaults)
        case 13..<17: house.clock = house.clock + .hours(Int64.random(in: 1...120, using: &random))
        case 17:
            let guest = Int.random(in: plain.guests.indices, using: &random)
            choose(guest, helps: random.next() % 3 > 0, mayFail: hasFaults)
        case 18, 19: linkOrPart()
        case 20: house.snapshot(keepsLast: true)
        case 21: if hasFaults { recover() }
        case 22: house.clock = house.clock + .minutes(Int64.random(in: 1...60, using: &random))
        default: if random.next() % 6 == 0 { erase() }
        }
    }

    // MARK: What happens

    private mutating func tell(mayFail: Bool) {
        let isAgain = !desk.waiting.isEmpty
        let lines = desk.next(
            freshIds: mutant == .freshExperienceOnRetry, plain, at: house.clock, using: &random)
        guard !lines.isEmpty else { return }
        if isAgain { sometimes("wish told again") }
        let now = house.now
        let (answers, isKept) = commit(
            lines.map { .wish($0.sent, of: plain.guests[$0.guest].name, by: $0.by) },
            mayFail: mayFail)
        if answers == nil { desk.wereLost(lines) } else { desk.wereAnswered(lines) }
        guard isKept else { return }
        for (place, line) in lines.enumerated() {
            guard report.violations.isEmpty else { return }
            if case .ask(let id, _, _) = line.command {
                hear(id, of: line.guest, answers?[place], at: now)
                continue
            }
            let outcome = plain.take(line, at: now)
            guard let answer = answers?[place] else { continue }
            check(outcome.agrees(with: answer), "\(line.command): \(outcome), but \(answer)")
        }
    }

    /// A question that was put must have been within the budget, and about what counts.
    private mutating func hear(
        _ id: QuestionID, of guest: Int, _ answer: Result<Bool, CommandRefusal>?, at now: Instant
    ) {
        let name = plain.guests[guest].name
        guard !plain.guests[guest].isErased else {
            return check(answer.map { $0.isRefused } ?? true, "somebody erased was asked")
        }
        let silence = plain.silence(of: guest, isHeldOut: house.engine.isHeldOut(name), at: now)
        let question = house.engine.ownWishes(of: name)?.questions.first { $0.id == id }
        let isKnown = plain.asked(of: guest).contains { $0.question.id == id }
        guard let question, !isKnown else {
            if silence == nil { sometimes("nothing asked") }
            return
        }
        sometimes("question asked")
        check(silence == nil, "\(name) was asked although \(silence.map(\.rawValue) ?? "")")
        for wish in question.wishes {
            let place = plain.find(wish, of: guest)
            check(
                place.map { plain.sayings[$0].isConfirmed && !plain.sayings[$0].isWithdrawn }
                    ?? false, "a question about \(wish), which does not count")
            let again = plain.asked(of: guest).contains {
                $0.question.wishes.contains(wish) && now - $0.question.at < .hours(24 * 90)
            }
            check(!again, "\(wish) was asked about twice in ninety days")
        }
        let owner = plain.find(question.wish, of: guest).map { plain.sayings[$0].guest } ?? guest
        plain.asked.append(PlainWishes.Asking(question: question, guest: owner))
    }

    private mutating func choose(_ guest: Int, helps: Bool, mayFail: Bool) {
        guard !plain.guests[guest].isErased else { return }
        let now = house.now
        let (_, isKept) = commit(
            [
                .choose(
                    .assisted, of: plain.guests[guest].name, by: .house, isChild: false,
                    guardian: nil, refusing: helps ? [] : [.help],
                    isNew: true)
            ], mayFail: mayFail)
        guard isKept else { return }
        if !helps { sometimes("help refused") }
        (plain.guests[guest].helps, plain.guests[guest].choseAt) = (helps, now)
    }

    private mutating func linkOrPart() {
        let guest = Int.random(in: 0..<4, using: &random)
        guard !plain.guests[guest].isErased else { return }
        let mail = Self.mails[guest / 2]
        let name = Alias(plain.guests[guest].name)
        if plain.guests[guest].mail == nil {
            let (_, isKept) = commit(
                [.claim(name, mail, .stated, by: .house, evidence: "")], mayFail: hasFaults)
            guard isKept else { return }
            plain.guests[guest].mail = guest / 2
            if plain.group(of: guest).count > 1 { sometimes("two names became one") }
        } else if let number = house.engine.lastClaim(between: name, mail) {
            let (_, isKept) = commit([.withdraw(number, by: .house)], mayFail: hasFaults)
            if isKept { plain.guests[guest].mail = nil }
        } else {
            check(false, "the claim of \(plain.guests[guest].name) is gone")
        }
    }

    // MARK: Erasing

    private mutating func erase() {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        guard !plain.guests[guest].isErased else { return }
        sometimes("guest erased")
        var shard = MeasureShard(rebuilding: facts(house.engine.wishFacts))
        if let lowest = plain.group(of: guest).first { shard.erase(lowest) }
        let isCutOff = hasFaults && random.next() % 3 == 0
        if isCutOff { sometimes("erasure cut off") }
        do throws(JournalFailure) {
            try house.forget(
                plain.guests[guest].name, isCutOff: isCutOff,
                snapshotsFirst: mutant != .staleSnapshotOnErasing)
        } catch {
            check(false, "a start while wishes were erased failed: \(error)")
        }
        plain.erase(guest)
        check(
            shard.population == population(house.engine),
            "a report without \(plain.guests[guest].name) is not one that never had them")
        checkState("after an erasure")
    }

    // MARK: The disk

    /// - Returns: What each is answered, when an answer came; and whether it is on the disk.
    @discardableResult private mutating func commit(
        _ commands: [Command], mayFail: Bool
    ) -> (answers: [Result<Bool, CommandRefusal>]?, isKept: Bool) {
        let fault = SimulatedJournal.Fault.allCases.randomElement(using: &random)
        let fails = mayFail && random.next() % 10 == 0
        do throws(JournalFailure) {
            let told = try house.commit([.commands(commands)], fault: fails ? fault : nil)
            if told.wasStarted { mistake() }
            guard case .each(let answers)? = told.answers?.first else { return (nil, told.isKept) }
            return (answers, told.isKept)
        } catch {
            check(false, "recovery of wishes failed: \(error)")
            return (nil, false)
        }
    }

    private mutating func recover() {
        do throws(JournalFailure) {
            try house.start()
        } catch {
            check(false, "recovery of wishes failed: \(error)")
        }
        mistake()
        checkState("after a start")
    }

    /// What a start that is wrong would make of wishes.
    private mutating func mistake() {
        if mutant == .forgetfulBudget { house.engine.forgetAsked() }
        guard mutant == .guessesThatCount else { return }
        for wish in plain.sayings where !wish.isConfirmed && !wish.isWithdrawn {
            house.engine.apply(
                .wish(
                    person: plain.guests[wish.guest].name,
                    .confirmed(wish.id, by: .house, at: house.clock)), at: house.clock)
        }
    }

    // MARK: What must hold

    mutating func check(_ holds: Bool, _ what: String) {
        if !holds { report.violations.append("wishes: \(what)") }
    }

    mutating func sometimes(_ gate: String) { report.sometimes[gate, default: 0] += 1 }
}

extension Result where Success == Bool {
    fileprivate var isRefused: Bool { if case .failure = self { true } else { false } }
}
