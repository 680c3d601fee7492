import Domain
import Kernel
import Measures
import Testing

@Suite("Promises")
struct PromiseTests {
    private typealias Made = PromiseScene
    private static let p1 = PromiseID("p1")!

    // MARK: The whole life

    @Test("A promise goes from open through broken, offered and accepted to recovered")
    func life() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1", due: scene.now + .hours(1)))
        #expect(scene.state("p1") == .open)
        try scene.promise(.askReading(Self.p1))
        try scene.promise(.read(Self.p1, words: "within the hour", due: nil), by: .person)

        scene.pass(.hours(2))
        #expect(scene.state("p1") == .overdueUnknown)
        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: scene.now))
        #expect(scene.state("p1") == .kept)
        try scene.promise(.judgeByReading(Self.p1, isKept: false, at: nil), by: .person)
        #expect(scene.state("p1") == .broken)
        try scene.promise(.offerRecovery(Self.p1, "coffee on us"))
        #expect(scene.state("p1") == .recoveryOffered)
        try scene.promise(.acceptRecovery(Self.p1), by: Made.heard)
        #expect(scene.state("p1") == .recoveryAccepted)
        try scene.promise(.recover(Self.p1))
        #expect(scene.state("p1") == .recovered)

        let promise = try #require(scene.entry("p1"))
        #expect(promise.byLetter?.isKept == true && promise.byReading?.isKept == false)
        #expect(promise.reading?.words == "within the hour")
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test("Due exactly it is open still; one millisecond later nobody knows")
    func dueExactly() throws {
        var scene = try Made()
        let due = scene.now + .hours(1)
        try scene.promise(Made.make("p1", due: due))

        #expect(scene.entry("p1")?.state(at: due) == .open)
        #expect(scene.entry("p1")?.letter(at: due) == .notDue)
        let late = due + Span(milliseconds: 1)
        #expect(scene.entry("p1")?.state(at: late) == .overdueUnknown)
        #expect(scene.entry("p1")?.letter(at: late) == .unknown)
    }

    @Test("An entry of the catalogue says when what is promised by it falls due")
    func fromCatalogue() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1", standing: Made.standing.id))

        #expect(scene.entry("p1")?.said.due == scene.now + .hours(1))
        #expect(Made.standing.lacks == [.evidence, .measure])
        try scene.carryOut(.dropStanding(Made.standing.id))
        #expect(scene.entry("p1")?.said.standing == Made.standing.id)
        #expect(scene.engine.promises.standing.isEmpty)
    }

    @Test("The catalogue stands in the order of its ids, each once")
    func catalogue() throws {
        var scene = try Made()
        func entry(_ id: String, _ evidence: String) -> StandingPromise {
            StandingPromise(
                id: StandingPromiseID(id)!, words: Words(en: id, nl: id), channel: Made.desk,
                evidence: evidence)
        }
        for id in ["z", "a", "m"] { try scene.carryOut(.keepStanding(entry(id, "one"))) }
        try scene.carryOut(.keepStanding(entry("m", "two")))

        let standing = scene.engine.promises.standing
        #expect(standing.map(\.id.description) == ["a", "m", "quick", "z"])
        #expect(scene.engine.promises.standing(StandingPromiseID("m")!)?.evidence == "two")
        #expect(throws: CommandRefusal.promise(.unknownStanding)) {
            try scene.carryOut(.dropStanding(StandingPromiseID("none")!))
        }
    }

    @Test("Sent again it is done once; something else under its id is refused")
    func repeated() throws {
        var scene = try Made()
        let due = scene.now + .hours(1)
        let first = try scene.promise(Made.make("p1", due: due))
        scene.pass(.minutes(1))
        let again = try scene.promise(Made.make("p1", due: due))
        #expect(first && !again)
        #expect(scene.refusal(Made.make("p1", due: due, quote: "Now")) == .promiseDiffers)

        try scene.promise(.askReading(Self.p1))
        let askedAgain = try scene.promise(.askReading(Self.p1))
        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        let judgedAgain = try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        #expect(!askedAgain && !judgedAgain)
        #expect(scene.refusal(.judgeByLetter(Self.p1, isKept: true, at: nil)) == .alreadyJudged)
    }

    @Test("An id is one person's in the whole house, until they are erased")
    func oneId() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        #expect(scene.refusal(Made.make("p1"), to: Made.ben) == .promiseDiffers)
        #expect(scene.refusal(Made.make("p1", quote: "Now"), to: Made.ben) == .promiseDiffers)
        #expect(scene.refusal(Made.make("p2"), to: Made.ben) == nil)

        let restored = Engine(scene.engine.aggregates, seed: Scene.seed)
        #expect(throws: CommandRefusal.promise(.promiseDiffers)) {
            try restored.decide(
                .promise(Made.make("p1"), of: Made.ben, by: .house), at: scene.now)
        }
        var erased = scene.engine
        _ = try erased.forget(Made.anna)
        let made = try erased.decide(
            .promise(Made.make("p1"), of: Made.ben, by: .house), at: scene.now)
        #expect(made.count == 1)
    }

    @Test("The message it was said in is part of what was said")
    func message() throws {
        var scene = try Made()
        func make(_ message: String?) -> PromiseCommand {
            .make(
                Self.p1,
                SaidPromise(
                    quote: "so", channel: .message,
                    message: message.flatMap { PromiseMessageID($0) }), at: nil)
        }
        try scene.promise(make("m-1"), by: Made.site)

        #expect(scene.entry("p1")?.said.message == PromiseMessageID("m-1")!)
        #expect(try !scene.promise(make("m-1"), by: Made.site))
        #expect(scene.refusal(make("m-2"), by: Made.site) == .promiseDiffers)
        #expect(scene.refusal(make(nil), by: Made.site) == .promiseDiffers)
    }

    // MARK: Refusals

    @Test("It is not judged of a moment before it was made, by the letter or by their reading")
    func tooEarly() throws {
        var scene = try Made()
        let made = scene.now - .hours(1)
        try scene.promise(Made.make("p1", at: made))
        let early = made - Span(milliseconds: 1)
        for at in [early, made - .hours(24)] {
            let letter = PromiseCommand.judgeByLetter(Self.p1, isKept: true, at: at)
            #expect(scene.refusal(letter) == .verdictBeforeMade)
            let reading = PromiseCommand.judgeByReading(Self.p1, isKept: true, at: at)
            #expect(scene.refusal(reading, by: .person) == .verdictBeforeMade)
        }
        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: made))
        try scene.promise(.judgeByReading(Self.p1, isKept: true, at: nil), by: .person)
        #expect(scene.entry("p1")?.byLetter?.at == made)
    }

    @Test("What another clock promises in a moment can be judged at once")
    func aheadOfUs() throws {
        var scene = try Made()
        let made = scene.now + .seconds(1)
        try scene.promise(Made.make("p1", at: made))
        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: nil))
        #expect(scene.entry("p1")?.byLetter?.at == made)
    }

    @Test("Times of other years than can be recorded have a refusal of their own")
    func outOfBounds() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        let (low, high) = (Instant.recordable.lowerBound, Instant.recordable.upperBound)
        let before = low - Span(milliseconds: 1)
        for moment in [before, high, Instant(milliseconds: .min), Instant(milliseconds: .max)] {
            #expect(scene.refusal(Made.make("p2", at: moment)) == .timeOutOfBounds)
            #expect(scene.refusal(Made.make("p2", due: moment)) == .timeOutOfBounds)
            let read = PromiseCommand.read(Self.p1, words: "", due: moment)
            #expect(scene.refusal(read, by: .person) == .timeOutOfBounds)
            let letter = PromiseCommand.judgeByLetter(Self.p1, isKept: true, at: moment)
            #expect(scene.refusal(letter) == .timeOutOfBounds)
        }
        #expect(scene.refusal(Made.make("p2", due: high - Span(milliseconds: 1))) == nil)
        #expect(scene.refusal(Made.make("p2", at: low)) == nil)
    }

    @Test("Making one is refused for the first reason in the order of the list")
    func makingRefused() throws {
        let scene = try Made()
        let (now, soon) = (scene.now, scene.now + .hours(1))
        let early = now - .hours(1)
        let long = String(repeating: "a", count: SaidPromise.wordByteCountMax + 1)
        let none = StandingPromiseID("none")!
        let wait = PromiseContent.wait(WaitID("none")!, atMost: .minutes(1))
        let backwards = PromiseContent.wait(Made.queue, atMost: .minutes(-1))
        let zone = PromiseContent.seen(
            SignalPattern(kind: .enter, place: .zone(ZoneID("none")!)))
        let facet = PromiseContent.got(FacetID("none")!, .within(.minutes(1)))
        let ahead = now + .hours(2)
        func refusal(_ command: PromiseCommand, _ claimant: Claimant = Made.noor) -> String? {
            scene.refusal(command, by: claimant)?.code
        }

        #expect(refusal(Made.make("p", wait, quote: "", standing: none)) == "unknownStanding")
        #expect(refusal(Made.make("p", facet, quote: "")) == "unknownFacet")
        #expect(refusal(Made.make("p", wait, quote: "")) == "unknownWait")
        #expect(refusal(Made.make("p", zone, quote: "")) == "unknownZone")
        #expect(refusal(Made.make("p", quote: ""), .person) == "notTheHousesWord")
        #expect(refusal(Made.make("p", backwards, quote: "")) == "wordsMissing")
        #expect(refusal(Made.make("p", backwards, quote: long)) == "wordsTooLong")
        #expect(refusal(Made.make("p", backwards)) == "contentDoesNotFit")
        let misfit = PromiseContent.got(WishScene.quiet, .within(.minutes(1)))
        #expect(refusal(Made.make("p", misfit, due: early)) == "contentDoesNotFit")
        #expect(refusal(Made.make("p", .seen(Made.parcel), at: ahead)) == "dueMissing")
        #expect(refusal(Made.make("p", due: soon, at: ahead)) == "dueBeforeMade")
        #expect(refusal(Made.make("p", due: now - Span(milliseconds: 1))) == "dueBeforeMade")
        #expect(refusal(Made.make("p", due: now)) == nil)
        #expect(refusal(Made.make("p", at: ahead)) == "inTheFuture")
    }

    @Test("What is said of a promise is refused for the first reason in the order of the list")
    func sayingRefused() throws {
        var scene = try Made()
        let (id, none) = (Self.p1, PromiseID("none")!)
        let long = String(repeating: "a", count: SaidPromise.wordByteCountMax + 1)
        try scene.promise(Made.make("p1"))
        let (far, past) = (scene.now + .hours(1), scene.now - .hours(1))

        #expect(scene.refusal(.read(none, words: long, due: nil)) == .unknownPromise)
        #expect(scene.refusal(.read(id, words: long, due: past)) == .notTheirWord)
        #expect(scene.refusal(.read(id, words: long, due: past), by: .person) == .wordsTooLong)
        #expect(scene.refusal(.read(id, words: "", due: past), by: .person) == .dueBeforeMade)
        #expect(scene.refusal(.dispute(id, words: "no"), by: .house) == .notTheirWord)
        let letter = PromiseCommand.judgeByLetter(id, isKept: true, at: far)
        #expect(scene.refusal(letter, by: .person) == .notTheHousesWord)
        #expect(scene.refusal(letter, by: Made.heard) == .notTheHousesWord)
        #expect(scene.refusal(letter) == .inTheFuture)
        let reading = PromiseCommand.judgeByReading(id, isKept: true, at: far)
        #expect(scene.refusal(reading) == .notTheirWord)
        #expect(scene.refusal(reading, by: Made.heard) == .inTheFuture)
        #expect(scene.refusal(.offerRecovery(id, ""), by: .person) == .notTheHousesWord)
        #expect(scene.refusal(.offerRecovery(id, "")) == .wordsMissing)
        #expect(scene.refusal(.offerRecovery(id, "coffee")) == .notBroken)
        #expect(scene.refusal(.acceptRecovery(id)) == .notTheirWord)
        #expect(scene.refusal(.acceptRecovery(id), by: .person) == .notBroken)
        #expect(scene.refusal(.recover(id)) == .notBroken)

        try scene.promise(.judgeByLetter(id, isKept: false, at: nil))
        #expect(scene.refusal(.acceptRecovery(id), by: .person) == .recoveryMissing)
        #expect(scene.refusal(.lose(id)) == .recoveryMissing)
        try scene.promise(.offerRecovery(id, "coffee"))
        #expect(scene.refusal(.recover(id)) == .notTheirWord)
        try scene.promise(.lose(id))
        #expect(scene.refusal(.recover(id)) == .recoveryOver)
        #expect(scene.refusal(.offerRecovery(id, "tea")) == .recoveryOver)
        #expect(scene.state("p1") == .lost)
    }

    @Test("They are asked and tell once; that it is not what they were told they may say after")
    func readOnce() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        try scene.promise(.read(Self.p1, words: "today", due: nil), by: .person)

        #expect(scene.refusal(.askReading(Self.p1)) == .alreadyRead)
        #expect(
            scene.refusal(.read(Self.p1, words: "now", due: nil), by: .person) == .alreadyRead)
        try scene.promise(.dispute(Self.p1, words: "at noon"), by: .person)
        #expect(scene.entry("p1")?.reading?.isDisputed == true)
        #expect(
            scene.refusal(.dispute(Self.p1, words: "at one"), by: .person) == .alreadyRead)
        #expect(scene.entry("p1")?.said.quote == "It is ready in an hour")
    }

    @Test("A person has at most so many open promises, and the next goes in when one was judged")
    func full() throws {
        var scene = try Made()
        for number in 0..<PersonPromises.openCountMax { try scene.promise(Made.make("p\(number)")) }

        #expect(scene.refusal(Made.make("next")) == .tooManyPromises)
        try scene.promise(.judgeByLetter(PromiseID("p0")!, isKept: true, at: nil))
        #expect(scene.refusal(Made.make("next")) == nil)
    }

    @Test("Nobody is promised anything whom nobody knows, and every refusal has a code and advice")
    func unknownPerson() throws {
        var scene = try Made()
        #expect(throws: CommandRefusal.unknownPerson) {
            try scene.promise(Made.make("p1"), to: PersonID("nobody")!)
        }
        let codes = PromiseRefusal.allCases.map { CommandRefusal.promise($0).code }
        #expect(Set(codes).count == codes.count)
        #expect(PromiseRefusal.allCases.allSatisfy { !CommandRefusal.promise($0).advice.isEmpty })
    }

    // MARK: Views

    @Test("Facts are by name and then the oldest first, with one number a person")
    func facts() throws {
        var scene = try Made()
        try scene.promise(Made.make("b1"), to: Made.ben)
        try scene.promise(Made.make("a1", due: scene.now + .hours(1)))
        try scene.promise(Made.make("a2", standing: Made.standing.id))
        try scene.promise(.judgeByLetter(PromiseID("a2")!, isKept: true, at: nil))
        try scene.promise(.judgeByReading(PromiseID("a2")!, isKept: false, at: nil), by: .person)

        let facts = scene.engine.promiseFacts(at: scene.now + .hours(2))
        #expect(facts.map(\.fact.letter) == [.unknown, .kept, .notDue])
        #expect(facts.map(\.fact.reading) == [nil, false, nil])
        #expect(facts.map(\.fact.person) == [0, 0, 1])
        #expect(facts.map(\.key.standing) == [nil, Made.standing.id, nil])
    }

    @Test("Names that turn out to be one person's have their promises together, and apart again")
    func merged() throws {
        var scene = try Made()
        try scene.promise(Made.make("a1"))
        scene.pass(.minutes(1))
        try scene.promise(Made.make("b1"), to: Made.ben)
        let mail = Alias(.mail, "anna@example.org")!
        for name in [Made.anna, Made.ben] {
            try scene.carryOut(.claim(Alias(name), mail, .stated, by: .house, evidence: ""))
        }

        let together = scene.engine.promises(of: Made.ben, at: scene.now)
        #expect(together?.entries.map(\.id.description) == ["a1", "b1"])
        #expect(scene.engine.promiseFacts(at: scene.now).map(\.fact.person) == [0, 0])
        try scene.promise(.judgeByLetter(PromiseID("a1")!, isKept: true, at: nil), to: Made.ben)

        let claim = try #require(
            scene.engine.lastClaim(between: Alias(Made.ben), mail))
        try scene.carryOut(.withdraw(claim, by: .house))
        #expect(scene.entry("a1")?.byLetter?.isKept == true)
        #expect(scene.entry("a1", of: Made.ben) == nil)
        #expect(scene.entry("b1", of: Made.ben) != nil)
    }

    @Test("Staff sees them by leave, and the person themself whatever they allow")
    func leave() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        #expect(scene.engine.cardPromises(of: Made.anna, at: scene.now)?.entries.count == 1)

        try scene.allow(Made.anna, refusing: [.help])
        #expect(scene.engine.cardPromises(of: Made.anna, at: scene.now) == nil)
        #expect(scene.engine.promises(of: Made.anna, at: scene.now)?.entries.count == 1)
    }

    @Test("Taking back what was told lets go of a reading, and of nothing that was said to them")
    func takenBack() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        try scene.promise(.dispute(Self.p1, words: "before noon"), by: .person)
        try scene.carryOut(.takeBackTold(of: Made.anna, by: .person))

        let promise = try #require(scene.entry("p1"))
        #expect(promise.reading == nil)
        #expect(promise.said.quote == "It is ready in an hour")
    }
}
