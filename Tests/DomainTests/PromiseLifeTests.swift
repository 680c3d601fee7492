import Domain
import Kernel
import Measures
import Testing

/// What a person says of what was broken, and how the house lets go.
@Suite("Making good, and parting")
struct PromiseLifeTests {
    private typealias Made = PromiseScene
    private static let p1 = PromiseID("p1")!
    private static let p2 = PromiseID("p2")!
    private static let broken = CallHelp.promiseBroken.rule
    private static let parting = CallHelp.promiseParting.rule

    /// Anna is in the shop, and something was promised to her.
    private static func scene() throws -> Made {
        var scene = try Made()
        scene.tick([Signal("in", "B1", .enter, 3, at: scene.now)])
        try scene.promise(Made.make("p1", due: scene.now + .minutes(10)))
        return scene
    }

    /// It is broken, and something is offered.
    private static func offered() throws -> Made {
        var scene = try scene()
        try scene.promise(.judgeByLetter(p1, isKept: false, at: nil))
        try scene.promise(.offerRecovery(p1, "tea"))
        return scene
    }

    private static func tell(
        _ scene: inout Made, _ level: UInt8, by claimant: Claimant = .person
    ) throws(CommandRefusal) {
        try scene.carryOut(.tellBond(level, of: Made.anna, by: claimant))
    }

    // MARK: What would make it good

    @Test(
        "Only the person says what makes a broken promise good; the newest counts")
    func makesGood() throws {
        var scene = try Self.scene()
        #expect(scene.refusal(.wouldMakeGood(Self.p1, "tea"), by: .person) == .notBroken)
        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        for claimant in [Made.noor, .house] {
            #expect(scene.refusal(.wouldMakeGood(Self.p1, "tea"), by: claimant) == .notTheirWord)
        }
        #expect(scene.refusal(.wouldMakeGood(Self.p1, " "), by: .person) == .wordsMissing)
        let long = String(repeating: "x", count: SaidPromise.wordByteCountMax + 1)
        #expect(scene.refusal(.wouldMakeGood(Self.p1, long), by: .person) == .wordsTooLong)
        #expect(scene.refusal(.wouldMakeGood(Self.p2, "tea"), by: .person) == .unknownPromise)

        let first = try scene.promise(.wouldMakeGood(Self.p1, "tea"), by: .person)
        let again = try scene.promise(.wouldMakeGood(Self.p1, "tea"), by: .person)
        #expect(first && !again)
        try scene.promise(.wouldMakeGood(Self.p1, "a seat"), by: Made.heard)
        #expect(scene.entry("p1")?.makesGood?.words == "a seat")
        #expect(scene.state("p1") == .broken)
    }

    @Test("A call says what they said of this promise, then of others, then what they accepted")
    func takes() throws {
        var scene = try Self.scene()
        for (id, offer, words) in [("a", "tea", "a hat"), ("b", "soup", "tea")] {
            let promise = PromiseID(id)!
            try scene.promise(Made.make(id))
            try scene.promise(.judgeByLetter(promise, isKept: false, at: nil))
            try scene.promise(.wouldMakeGood(promise, words), by: .person)
            try scene.promise(.offerRecovery(promise, offer))
            if id == "b" {
                try scene.promise(.declineRecovery(promise), by: .person)
            } else {
                try scene.promise(.acceptRecovery(promise), by: .person)
            }
            scene.pass(.seconds(1))
        }
        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        try scene.promise(.wouldMakeGood(Self.p1, "a seat"), by: .person)
        scene.tick()

        let cue = try #require(scene.engine.openCues.first { $0.cue.promise == Self.p1 }?.cue)
        #expect(scene.engine.promiseCall(of: cue)?.takes == ["a seat", "tea", "a hat"])
        try scene.carryOut(.takeBackTold(of: Made.anna, by: .person))
        #expect(scene.engine.promiseCall(of: cue)?.takes == ["tea"])
    }

    // MARK: No, thank you

    @Test("An offer that is declined leaves it broken, calls nobody again, and another may follow")
    func declined() throws {
        var scene = try Self.offered()
        #expect(scene.refusal(.declineRecovery(Self.p1)) == .notTheirWord)
        let first = try scene.promise(.declineRecovery(Self.p1), by: .person)
        let again = try scene.promise(.declineRecovery(Self.p1), by: .person)
        #expect(first && !again)
        #expect(scene.state("p1") == .broken)
        #expect(scene.refusal(.acceptRecovery(Self.p1), by: .person) == .offerAnswered)
        #expect(scene.refusal(.offerRecovery(Self.p1, "tea")) == .offerAnswered)
        #expect(scene.refusal(.recover(Self.p1)) == .notTheirWord)
        scene.tick()
        #expect(scene.called.isEmpty)

        try scene.promise(.offerRecovery(Self.p1, "coffee"))
        #expect(scene.state("p1") == .recoveryOffered)
        try scene.promise(.acceptRecovery(Self.p1), by: .person)
        #expect(scene.refusal(.declineRecovery(Self.p1), by: .person) == .offerAnswered)
        try scene.promise(.recover(Self.p1))
        #expect(scene.state("p1") == .recovered)
        #expect(scene.refusal(.declineRecovery(Self.p1), by: .person) == .recoveryOver)
        #expect(scene.refusal(.wouldMakeGood(Self.p1, "x"), by: .person) == .recoveryOver)
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    // MARK: They do not mind

    @Test("What they see as kept calls nobody, however it was by the letter")
    func seenKept() throws {
        var scene = try Self.scene()
        try scene.promise(.judgeByReading(Self.p1, isKept: true, at: nil), by: .person)
        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        scene.tick()
        #expect(scene.called.isEmpty)
        #expect(scene.entry("p1")?.isToMakeGood == false && scene.state("p1") == .broken)

        var called = try Self.scene()
        try called.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        called.tick()
        #expect(called.called == [Self.broken] && called.engine.openCues.count == 1)
        try called.promise(.judgeByReading(Self.p1, isKept: true, at: nil), by: .person)
        #expect(called.engine.openCues.isEmpty)
        let withdrawn = called.events.count { event in
            if case .withdrawn = event { true } else { false }
        }
        try called.promise(.offerRecovery(Self.p1, "tea"))
        #expect(withdrawn == 1 && called.events.count == 2)
    }

    @Test("One tap says that it is not what they were told; what they were told may follow, once")
    func disputed() throws {
        var scene = try Self.scene()
        try scene.promise(.dispute(Self.p1, words: ""), by: .person)
        #expect(scene.entry("p1")?.reading?.isDisputed == true)
        let added = try scene.promise(.dispute(Self.p1, words: "by noon"), by: .person)
        #expect(added && scene.entry("p1")?.reading?.words == "by noon")
        for words in ["", "by noon"] {
            let again = try scene.promise(.dispute(Self.p1, words: words), by: .person)
            #expect(!again)
        }
        #expect(scene.refusal(.dispute(Self.p1, words: "by one"), by: .person) == .alreadyRead)
        #expect(scene.entry("p1")?.reading?.words == "by noon")
    }

    /// Negative control: let `PersonPromises.apply` of a reading put it in the place of any other.
    @Test(
        "How they took it stays beside that it is not what they were told, until it is taken back")
    func earlierReading() throws {
        var scene = try Self.scene()
        try scene.promise(.read(Self.p1, words: "by ten", due: nil), by: .person)
        try scene.promise(.dispute(Self.p1, words: ""), by: .person)
        try scene.promise(.dispute(Self.p1, words: "by noon"), by: .person)
        #expect(scene.entry("p1")?.reading?.words == "by noon")
        #expect(scene.entry("p1")?.earlierReading?.words == "by ten")
        #expect(scene.replayed().promises == scene.engine.promises)
        try scene.carryOut(.takeBackTold(of: Made.anna, by: .person))
        #expect(scene.entry("p1")?.earlierReading == nil)
    }

    // MARK: Parting

    @Test("Lost to whoever felt themself in the house, staff parts kindly and offers nothing more")
    func parted() throws {
        var scene = try Self.offered()
        try scene.promise(Made.make("p2"))
        try scene.promise(.judgeByLetter(Self.p2, isKept: false, at: nil))
        scene.tick()
        #expect(scene.engine.openCues.map(\.cue.rule) == [Self.broken])
        try Self.tell(&scene, Bond.partingLevelDefault)

        try scene.promise(.lose(Self.p1))
        #expect(scene.engine.openCues.isEmpty)
        #expect(scene.engine.wantsTick(at: scene.now))
        scene.tick()
        scene.tick()
        #expect(scene.called == [Self.broken, Self.parting])
        let cue = try #require(scene.engine.openCues.first?.cue)
        #expect(cue.rule == Self.parting && cue.promise == Self.p1)
        #expect(scene.engine.promiseCall(of: cue)?.takes == [])
        #expect(scene.refusal(.offerRecovery(Self.p1, "soup")) == .recoveryOver)
        #expect(scene.refusal(.offerRecovery(Self.p2, "soup")) == .partedKindly)
        #expect(scene.state("p1") == .lost && scene.state("p2") == .broken)

        scene.pass(.minutes(1))
        try scene.promise(Made.make("p3"))
        try scene.promise(.judgeByLetter(PromiseID("p3")!, isKept: false, at: nil))
        #expect(scene.refusal(.offerRecovery(PromiseID("p3")!, "soup")) == nil)
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test("What was broken before they took leave calls nobody after it")
    func nothingAfter() throws {
        var scene = try Self.offered()
        try scene.promise(Made.make("p2"))
        try Self.tell(&scene, 10)
        try scene.promise(.lose(Self.p1))
        try scene.promise(.judgeByLetter(Self.p2, isKept: false, at: nil))
        scene.tick()
        scene.pass(.minutes(2))
        scene.tick()

        #expect(scene.called == [Self.parting])
    }

    @Test("One below the venue's level nobody is called to part", arguments: [UInt8(7), 3, 10])
    func level(from level: UInt8) throws {
        for (told, count) in [(level, 1), (level - 1, 0)] {
            var scene = try Self.offered()
            try scene.carryOut(.setPartingLevel(level))
            try Self.tell(&scene, told)
            try scene.promise(.lose(Self.p1))
            scene.tick()
            #expect(scene.called.count == count, "\(told) of \(level)")
            #expect((scene.entry("p1")?.partedAt != nil) == (count == 1))
        }
    }

    @Test("Of somebody away staff hears when they come, and of whoever refuses help never")
    func away() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        try scene.promise(.offerRecovery(Self.p1, "tea"))
        try Self.tell(&scene, 9)
        try scene.promise(.lose(Self.p1))
        scene.tick()
        #expect(scene.called.isEmpty)
        var refusing = scene
        scene.pass(.minutes(2))
        scene.tick([Signal("in", "B1", .enter, 3, at: scene.now)])
        scene.tick()
        #expect(scene.called == [Self.parting])

        try refusing.allow(Made.anna, refusing: [.help])
        refusing.pass(.minutes(2))
        refusing.tick([Signal("in", "B1", .enter, 3, at: refusing.now)])
        refusing.tick()
        #expect(refusing.called.isEmpty)
    }

    @Test("What is at stake counts one person once, as they see it, and nobody who refuses help")
    func exposure() throws {
        var scene = try Self.scene()
        #expect(scene.engine.partingExposures().isEmpty)
        try Self.tell(&scene, 8)
        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: nil))
        try scene.promise(.judgeByReading(Self.p1, isKept: false, at: nil), by: .person)
        let one = try #require(scene.engine.partingExposures().first)
        #expect(abs(one.value - 0.8 * 0.75) < 1e-12 && one.isExposed)
        try scene.carryOut(.tellBond(2, of: Made.ben, by: .person))
        #expect(scene.engine.partingExposures().count == 2)
        let mail = Alias(.mail, "both@example.org")!
        for name in [Made.anna, Made.ben] {
            try scene.carryOut(.claim(Alias(name), mail, .stated, by: .house, evidence: ""))
        }
        #expect(scene.engine.partingExposures().count == 1)
        try scene.allow(Made.anna, refusing: [.help])
        #expect(scene.engine.partingExposures().isEmpty)
    }

    // MARK: How much of themself

    @Test(
        "Only the person tells how much of themself they recognise, and may take it back"
    )
    func bond() throws {
        var scene = try Self.scene()
        for claimant in [Made.noor, .house] {
            #expect(throws: CommandRefusal.promise(.notTheirWord)) {
                try Self.tell(&scene, 8, by: claimant)
            }
        }
        #expect(throws: CommandRefusal.promise(.levelTooHigh)) { try Self.tell(&scene, 11) }
        #expect(throws: CommandRefusal.promise(.levelTooHigh)) {
            try scene.carryOut(.setPartingLevel(11))
        }
        #expect(throws: CommandRefusal.unknownPerson) {
            try scene.carryOut(.tellBond(8, of: PersonID("nobody")!, by: .person))
        }
        try Self.tell(&scene, 10)
        try Self.tell(&scene, 4, by: Made.heard)
        #expect(scene.engine.bond(of: Made.anna)?.level == 4)
        let rows = scene.rows.count
        try Self.tell(&scene, 4)
        #expect(scene.rows.count == rows)
        #expect(scene.replayed().bond(of: Made.anna)?.level == 4)
        let read = Engine(scene.engine.aggregates, seed: Scene.seed)
        #expect(read.promises == scene.engine.promises && read.bond(of: Made.anna)?.level == 4)

        var erased = scene.engine
        _ = try erased.forget(Made.anna)
        #expect(erased.promises == scene.replayed(without: Made.anna).promises)
        try scene.carryOut(.takeBackTold(of: Made.anna, by: .person))
        #expect(scene.engine.bond(of: Made.anna) == nil)
    }
}
