import Domain
import Foundation
import Kernel
import Testing

@Suite("Wishes")
struct WishTests {
    private static let w1 = WishID("w1")!
    private typealias Told = WishScene

    @Test("A wish is a hypothesis until it was played back and its person said that it is so")
    func life() throws {
        var scene = try Told()
        try scene.wish(.voice(Self.w1, Told.said()))
        try scene.wish(Told.event("e1", .gaveUp))
        #expect(scene.entry("w1")?.wish.counts == false)
        #expect(scene.refusal(.confirm(Self.w1)) == .wish(.notPlayedBack))

        try scene.wish(.playBack(Self.w1, "A place without noise"), by: .staff(Told.noor))
        #expect(scene.entry("w1")?.wish.state.word == "playedBack")
        #expect(scene.entry("w1")?.wish.counts == false)
        #expect(scene.refusal(.confirm(Self.w1), by: .staff(Told.noor)) == .wish(.notTheirWord))
        try scene.wish(.confirm(Self.w1), by: .personTo(Told.noor))

        let entry = try #require(scene.entry("w1"))
        #expect(entry.wish.counts)
        #expect(entry.wish.said.words == "as quiet as can be")
        #expect(entry.wish.wording == "A place without noise")
        #expect(entry.settled.map { $0.counts(for: entry.wish) } == [true])
    }

    @Test("A corrected wish stands in the person's words, and earlier guesses do not count")
    func corrected() throws {
        var scene = try Told()
        try scene.wish(.voice(Self.w1, Told.said()))
        try scene.wish(Told.event("e1", .outOfStock, got: .level(Level(thousandths: 5_000))))
        try scene.wish(Told.told("e2", .closeness(4)))
        scene.pass(.minutes(1))
        let want = Want.level(Level(thousandths: 5_000))
        try scene.wish(.correct(Self.w1, want: want, words: "half of that"))
        try scene.wish(Told.event("e3", .outOfStock, got: .level(Level(thousandths: 4_000))))

        let entry = try #require(scene.entry("w1"))
        #expect(entry.wish.state.word == "corrected")
        #expect(entry.wish.said.words == "half of that")
        #expect(entry.settled.map(\.sacrifice?.millionths) == [500_000, 600_000, 200_000])
        #expect(entry.settled.map { $0.counts(for: entry.wish) } == [false, true, true])
    }

    @Test("What is given up never changes when the wish does")
    func fixed() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.wish(Told.told("e1", .got(.level(Level(thousandths: 5_000)))))
        scene.pass(.minutes(1))
        let want = Want.level(Level(thousandths: 5_000))
        try scene.wish(.correct(Self.w1, want: want, words: "half"))

        let entry = try #require(scene.entry("w1"))
        #expect(entry.settled.map(\.sacrifice?.millionths) == [500_000])
        #expect(entry.settled.map { $0.counts(for: entry.wish) } == [true])
    }

    @Test("A withdrawn wish takes nothing in any more and stays withdrawn")
    func withdrawn() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        #expect(scene.refusal(.withdraw(Self.w1), by: .house) == .wish(.notTheirWord))
        try scene.wish(.withdraw(Self.w1))

        #expect(try scene.wish(.withdraw(Self.w1)) == false)
        #expect(scene.refusal(.confirm(Self.w1)) == .wish(.wishWithdrawn))
        #expect(scene.refusal(.weigh(Self.w1, 3)) == .wish(.wishWithdrawn))
        #expect(scene.entry("w1")?.wish.isWithdrawn == true)
        #expect(scene.engine.wishFacts.flatMap(\.wishes).isEmpty)
    }

    @Test("Something seen without a wish opens a hypothesis, and counts when one act confirms it")
    func inferred() throws {
        var scene = try Told()
        let wanted = Want.oneOf([WeightedOption(Told.sate, weight: 100)])
        try scene.wish(
            Told.event("e1", .filterRemoved, on: Told.dish, want: wanted, got: .one(Told.nasi)),
            by: Told.site)

        var entry = try #require(scene.engine.wishes(of: Told.anna)?.entries.first)
        #expect(entry.wish.isInferred)
        #expect(entry.wish.said.want == wanted)
        #expect(entry.settled.first?.sacrifice == .all)
        #expect(entry.settled.first?.counts(for: entry.wish) == false)
        #expect(scene.engine.wishFacts.flatMap(\.wishes).flatMap(\.facts).isEmpty)

        try scene.wish(.confirm(entry.wish.id))

        entry = try #require(scene.engine.wishes(of: Told.anna)?.entries.first)
        #expect(entry.settled.first?.counts(for: entry.wish) == true)
        #expect(
            scene.engine.wishFacts.flatMap(\.wishes).flatMap(\.facts).map(\.millionths)
                == [1_000_000])
    }

    @Test("Whoever says how close it came to a guessed wish confirms it")
    func confirmedByAnswer() throws {
        var scene = try Told()
        try scene.wish(Told.event("e1", .gaveUp), by: Told.site)
        try scene.wish(Told.told("e2", .answer(.closeEnough)))

        let entry = try #require(scene.engine.wishes(of: Told.anna)?.entries.first)
        #expect(entry.wish.state.word == "confirmed")
        #expect(entry.settled.map(\.sacrifice?.millionths) == [1_000_000, 150_000])
    }

    @Test("An event that does not say what was got leaves the sacrifice unknown, which is not none")
    func unknown() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.wish(Told.event("e1", .workaround), by: Told.site)

        let entry = try #require(scene.entry("w1"))
        #expect(entry.settled.first?.sacrifice == nil)
        #expect(entry.settled.first?.counts(for: entry.wish) == false)
    }

    @Test("Expectation and perception are kept apart from what is given up")
    func felt() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        for (id, kind, level) in [
            ("f1", Felt.Kind.expects, UInt8(6)), ("f2", .perceived, 9), ("f3", .deserves, 10),
        ] {
            try scene.wish(
                .live(
                    SaidExperience(
                        id: ExperienceID(id)!, about: .wish(Self.w1), what: .felt(kind, level))))
        }

        let entry = try #require(scene.entry("w1"))
        #expect(entry.settled.isEmpty)
        #expect(entry.felt.map(\.kind) == [.expects, .perceived, .deserves])
        let facts = scene.engine.wishFacts.flatMap(\.wishes)
        #expect(facts.flatMap(\.facts).isEmpty)
        #expect(facts.flatMap(\.feelings).map(\.level) == [6, 9, 10])
    }

    @Test("The same sent again changes nothing; something else under its id is refused")
    func again() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.wish(.correct(Self.w1, want: nil, words: "otherwise"))
        try scene.wish(Told.event("e1", .gaveUp), by: Told.site)
        scene.pass(.minutes(5))

        #expect(try scene.wish(.voice(Self.w1, Told.said())) == false)
        #expect(
            scene.refusal(.voice(Self.w1, Told.said(words: "no"))) == .wish(.wishDiffers))
        #expect(try scene.wish(Told.event("e1", .gaveUp), by: Told.site) == false)
        #expect(scene.refusal(Told.event("e1", .returned)) == .wish(.experienceDiffers))
        #expect(scene.entry("w1")?.settled.count == 1)
    }

    @Test("Asking again counts within fourteen days of the first time, to the millisecond")
    func askedAgain() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        let edge = scene.now - WishEvent.againSpan
        let late = edge - Span(milliseconds: 1)

        #expect(scene.refusal(Told.event("e1", .askedAgain)) == .wish(.notAgain))
        #expect(scene.refusal(Told.event("e1", .askedAgain, since: late)) == .wish(.notAgain))
        #expect(try scene.wish(Told.event("e1", .askedAgain, since: edge)))
    }

    @Test("As many wishes as can be stand at once; a withdrawn one makes room")
    func room() throws {
        var scene = try Told()
        for number in 1...64 { try scene.wish(.voice(WishID("w\(number)")!, Told.said())) }
        let more = WishCommand.voice(WishID("more")!, Told.said())

        #expect(scene.refusal(more) == .wish(.tooManyWishes))
        try scene.wish(.withdraw(WishID("w7")!))
        #expect(try scene.wish(more))
        #expect(scene.engine.wishes(of: Told.anna)?.entries.count == 64)
        #expect(scene.entry("w7") == nil)
    }

    @Test(
        "A command that breaks a rule is refused with the first rule it breaks",
        arguments: [
            (.voice(w1, WishScene.said(FacetID("none")!, words: "")), .unknownFacet),
            (.confirm(WishID("none")!), .unknownWish),
            (.answer(QuestionID("none")!, .closeness(99)), .unknownQuestion),
            (.voice(w1, WishScene.said(words: "")), .wishDiffers),
            (.correct(WishID("gone")!, want: nil, words: ""), .wishWithdrawn),
            (.voice(WishID("n")!, WishScene.said(words: "")), .wordsMissing),
            (.playBack(w1, String(repeating: "x", count: 501)), .wordsTooLong),
            (
                .voice(
                    WishID("n")!,
                    WishScene.said(
                        WishScene.dish, .within(.minutes(1)),
                        words: String(repeating: "x", count: 501))), .wordsTooLong
            ),
            (
                .voice(
                    WishID("n")!,
                    WishScene.said(WishScene.dish, .within(.minutes(1)), importance: 11)),
                .wantDoesNotFit
            ),
            (WishScene.told("n", .got(.one(WishScene.sate))), .gotDoesNotFit),
            (.weigh(w1, 11), .levelTooHigh),
            (WishScene.told("n", .closeness(11)), .levelTooHigh),
            (.confirm(w1), .notPlayedBack),
            (.playBack(WishID("sure")!, "x"), .alreadyConfirmed),
        ] as [(WishCommand, WishRefusal)])
    func refusals(command: WishCommand, refusal: WishRefusal) throws {
        var scene = try Told()
        try scene.wish(.voice(Self.w1, Told.said()))
        try scene.confirmed("sure", Told.said(Told.waiting, .within(.minutes(1))))
        try scene.wish(.voice(WishID("gone")!, Told.said()))
        try scene.wish(.withdraw(WishID("gone")!))

        #expect(scene.refusal(command) == .wish(refusal))
    }

    @Test("Words of 500 bytes are taken, and a moment five minutes ahead; no more")
    func edges() throws {
        var scene = try Told()
        let words = String(repeating: "x", count: 500)
        #expect(try scene.wish(.voice(Self.w1, Told.said(words: words))))
        let edge = scene.now + .minutes(5)

        let late = Told.event("e2", .gaveUp, at: edge + Span(milliseconds: 1))
        #expect(scene.refusal(late) == .wish(.inTheFuture))
        #expect(try scene.wish(Told.event("e1", .gaveUp, at: edge)))
    }

    @Test("Only the person says what they settled for or felt")
    func theirWord() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())

        #expect(
            scene.refusal(Told.told("e1", .closeness(3)), by: .house) == .wish(.notTheirWord))
        #expect(scene.refusal(.weigh(Self.w1, 3), by: .house) == .wish(.notTheirWord))
        #expect(try scene.wish(Told.told("e1", .closeness(3)), by: .personTo(Told.noor)))
    }

    @Test("Nobody's wish is taken in, and a code is a refusal's alone")
    func codes() throws {
        var scene = try Told()
        let nobody = PersonID("nobody")!

        #expect(
            scene.refusal(.voice(Self.w1, Told.said()), of: nobody) == .unknownPerson)
        #expect(Set(WishRefusal.allCases.map(\.code)).count == WishRefusal.allCases.count)
    }
}
