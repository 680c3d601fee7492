import Domain
import Foundation
import Kernel
import Testing

@Suite("Wishes and leave")
struct WishPrivacyTests {
    private typealias Told = WishScene

    private static func coded(_ engine: Engine) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(engine.aggregates)
    }

    @Test("A narrower choice hides wishes at once, and a wider one shows them again")
    func narrowing() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        #expect(scene.engine.wishes(of: Told.anna) != nil)

        try scene.allow(.assisted, Told.anna, refusing: [.help])

        #expect(scene.engine.wishes(of: Told.anna) == nil)
        #expect(scene.engine.wishFacts.allSatisfy { $0.person != Told.anna })
        #expect(scene.engine.questionSilence(of: Told.anna, at: scene.now) == .notAllowed)
        #expect(scene.engine.ownWishes(of: Told.anna)?.entries.count == 1)
        scene.pass(.minutes(1))
        try scene.allow(.assisted, Told.anna)
        #expect(scene.engine.wishes(of: Told.anna)?.entries.count == 1)
    }

    @Test("Of whoever lets nobody help them nothing is kept that was only seen")
    func seen() throws {
        var scene = try Told()
        try scene.allow(.tapOnly, Told.anna)
        #expect(try scene.wish(Told.event("e1", .gaveUp), by: Told.site) == false)
        #expect(scene.engine.ownWishes(of: Told.anna)?.entries.isEmpty == true)

        // What they say themselves is theirs to say.
        #expect(try scene.wish(.voice(WishID("w1")!, Told.said())))
    }

    @Test("Erasing a person equals never having had their wishes")
    func erasure() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said(), of: Told.ben)
        let without = try Self.coded(scene.engine)
        try scene.confirmed("w2", Told.said())
        try scene.wish(Told.event("e1", .gaveUp, on: Told.dish), by: Told.site)
        #expect(try Self.coded(scene.engine) != without)

        var erased = scene.engine
        _ = try erased.forget(Told.anna)

        #expect(erased.ownWishes(of: Told.anna) == nil)
        #expect(erased.wishFacts.map(\.person) == [Told.ben])
        #expect(erased.wishFacts == scene.replayed(without: Told.anna).wishFacts)
        #expect(erased.wishes == scene.replayed(without: Told.anna).wishes)
    }

    @Test("Every row about wishes is sealed for the person, to serve them")
    func sealed() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.wish(Told.event("e1", .gaveUp), by: Told.site)

        let rows = scene.rows.map(\.record).filter {
            if case .wish = $0 { true } else { false }
        }
        #expect(rows.count == 4)
        #expect(rows.allSatisfy { $0.subject == .person(Told.anna) && $0.purpose == .service })
    }

    @Test("A person's wishes are those of all their names, and part when the names do")
    func links() throws {
        var scene = try Told()
        let mail = Alias(.mail, "anna@example.org")!
        try scene.carryOut(
            .claim(Alias(Told.anna), mail, .stated, by: .house, evidence: ""))
        try scene.confirmed("w1", Told.said())
        try scene.carryOut(
            .claim(Alias(Told.ben), mail, .stated, by: .house, evidence: ""))
        try scene.wish(.voice(WishID("w2")!, Told.said(Told.dish, nil)), of: Told.ben)

        #expect(scene.engine.wishes(of: Told.anna)?.entries.count == 2)
        #expect(scene.engine.wishes(of: Told.ben)?.entries.count == 2)
        // What is done about it stays with the name it was told under.
        try scene.wish(.withdraw(WishID("w1")!), of: Told.ben)
        #expect(scene.rows.last?.record.subject == .person(Told.anna))

        let number = try #require(scene.engine.lastClaim(between: Alias(Told.ben), mail))
        try scene.carryOut(.withdraw(number, by: .house))
        #expect(scene.engine.wishes(of: Told.anna)?.entries.map(\.wish.id.description) == ["w1"])
        #expect(scene.engine.wishes(of: Told.ben)?.entries.map(\.wish.id.description) == ["w2"])
    }

    @Test("What was told again while a person's names were parted counts once when they are one")
    func partedAndToldAgain() throws {
        var scene = try Told()
        let mail = Alias(.mail, "anna@example.org")!
        try scene.carryOut(.claim(Alias(Told.anna), mail, .stated, by: .house, evidence: ""))
        try scene.carryOut(.claim(Alias(Told.ben), mail, .stated, by: .house, evidence: ""))
        try scene.confirmed("w1", Told.said(), of: Told.ben)
        try scene.wish(Told.event("e1", .gaveUp), by: Told.site)
        let number = try #require(scene.engine.lastClaim(between: Alias(Told.ben), mail))
        try scene.carryOut(.withdraw(number, by: .house))
        scene.pass(.minutes(1))
        // Of Anna alone nothing came of it: it opens a guess of her own.
        #expect(try scene.wish(Told.event("e1", .gaveUp), by: Told.site))

        try scene.carryOut(.claim(Alias(Told.ben), mail, .stated, by: .house, evidence: ""))

        let entries = try #require(scene.engine.wishes(of: Told.anna)?.entries)
        #expect(entries.flatMap(\.settled).map(\.id) == [ExperienceID("e1")!])
        #expect(scene.entry("w1")?.settled.count == 1)
    }

    @Test("Taking back all that was told takes wishes back, and not how often they were asked")
    func takenBack() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.wish(Told.event("e1", .workaround), by: Told.site)
        try scene.wish(.ask(QuestionID("q1")!, .own, draw: 0))
        #expect(scene.engine.wishes(of: Told.anna)?.questions.count == 1)

        try scene.carryOut(.takeBackTold(of: Told.anna, by: .person))

        #expect(scene.engine.wishes(of: Told.anna)?.entries.isEmpty == true)
        #expect(scene.engine.wishes(of: Told.anna)?.questions.count == 1)
    }

    @Test("The state is the fold of its rows, and of a snapshot between them")
    func replay() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.wish(Told.event("e1", .gaveUp), by: Told.site)
        try scene.wish(Told.event("e2", .workaround), by: Told.site)
        try scene.wish(.ask(QuestionID("q1")!, .own, draw: 0))
        try scene.wish(.answer(QuestionID("q1")!, .closeness(3)))

        let encoded = try Self.coded(scene.engine)
        let read = Engine(
            try JSONDecoder().decode(Aggregates.self, from: encoded), seed: Scene.seed)

        #expect(scene.replayed().wishes == scene.engine.wishes)
        #expect(read.wishes == scene.engine.wishes)
        #expect(read.wishes.facets == WishScene.facets)
        #expect(try Self.coded(read) == encoded)
    }

    @Test("A snapshot of before there were wishes is read")
    func oldSnapshot() throws {
        let scene = try Told()
        var fields = try #require(
            JSONSerialization.jsonObject(with: Self.coded(scene.engine)) as? [String: Any])
        fields["wishes"] = nil
        let old = try JSONSerialization.data(withJSONObject: fields)

        let read = Engine(try JSONDecoder().decode(Aggregates.self, from: old), seed: Scene.seed)

        #expect(read.wishes.facets.isEmpty)
        #expect(read.ownWishes(of: Told.anna)?.entries.isEmpty == true)
    }
}
