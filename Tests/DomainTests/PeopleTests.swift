import Domain
import Kernel
import Testing

@Suite("People")
struct PeopleTests {
    private static let noor = PersonID("noor")!
    private static let anna = StaffID("anna")!

    private static func scene() throws -> Scene {
        var scene = Scene([], mode: .live)
        try scene.know("noor", by: "B1")
        for (kind, text) in [
            (Telling.Kind.name, "Noor van den Bovenkamp"), (.wish, "out of the sun"),
            (.manner, "speak slowly"), (.promise, "a cake at three"),
        ] {
            try scene.carryOut(.tell(kind, text, of: noor, by: .person))
        }
        scene.send([Signal("1", "B1", .enter, 0, at: scene.at(0))])
        return scene
    }

    @Test(
        "A name is found with a mistake in it",
        arguments: [
            "Noor", "noor", "bovenkamp", "Bovenkmp", "bovnekamp", "Noro", "van den bovenkamp",
            "NOOR BOVENKAMP", "Nóór", "noor,bovenkamp",
        ])
    func found(text: String) throws {
        #expect(try Self.scene().engine.people(like: text, limit: 10) == [Self.noor])
    }

    @Test(
        "What is too far from a name finds nobody",
        arguments: ["Nora Jansen", "bvnkmp", "xyz", "n", "", "   ", "🙂", "bovenkamp jansen"])
    func notFound(text: String) throws {
        #expect(try Self.scene().engine.people(like: text, limit: 10) == [])
    }

    @Test("A name that changed is found no longer, and an erased one neither")
    func changed() throws {
        var scene = try Self.scene()
        try scene.carryOut(.tell(.name, "Eva Smit", of: Self.noor, by: .person))
        #expect(scene.engine.people(like: "Bovenkamp", limit: 10) == [])
        #expect(scene.engine.people(like: "Smti", limit: 10) == [Self.noor])

        _ = try scene.engine.forget(Self.noor)
        #expect(scene.engine.people(like: "Smit", limit: 10) == [])
    }

    @Test("Somebody is near only whoever watches their zone, or has a cue about them")
    func near() throws {
        let scene = try Self.scene()
        let engine = scene.engine
        #expect(engine.isNear(Self.noor, cueTokens: [], watching: { $0 == 0 }))
        #expect(!engine.isNear(Self.noor, cueTokens: [], watching: { $0 == 1 }))
        #expect(engine.isNear(Self.noor, cueTokens: [Token("B1")!], watching: { $0 == 1 }))
        #expect(!engine.isNear(PersonID("nobody")!, cueTokens: [], watching: { _ in true }))
    }

    @Test("A card has at most three lines, and no place but one of the viewer's")
    func card() throws {
        let scene = try Self.scene()
        let near = try #require(
            scene.engine.card(of: Self.noor, at: scene.now, watching: { $0 == 0 }))
        let far = try #require(
            scene.engine.card(of: Self.noor, at: scene.now, watching: { $0 == 1 }))

        #expect(near.lines.count == 3)
        #expect(near.initials == "NB")
        #expect(near.zone == 0)
        #expect(far.zone == nil)
        #expect(far.since == nil)
    }

    @Test(
        "A card of somebody who lets nobody know them says nothing",
        arguments: [Mode.tapOnly, .presence])
    func closed(mode: Mode) throws {
        var scene = try Self.scene()
        scene.now = scene.at(10)
        try scene.carryOut(
            .choose(mode, of: Self.noor, by: .person, isChild: false, guardian: nil))
        let card = try #require(
            scene.engine.card(of: Self.noor, at: scene.now, watching: { _ in true }))

        #expect(card.initials.isEmpty)
        #expect(card.name == nil)
        #expect(card.facts.isEmpty)
        #expect(card.lines.isEmpty)
        #expect(card.names.isEmpty)
        #expect(card.zone == (mode == .presence ? 0 : nil))
    }

    @Test("The picture of the floor counts as the floor does")
    func picture() throws {
        var scene = try Self.scene()
        scene.send([
            Signal("2", "B2", .enter, 0, at: scene.at(1)),
            Signal("3", "B3", .enter, 2, at: scene.at(2)),
            Signal("4", "B2", .exit, 0, at: scene.at(3)),
        ])
        let picture = scene.engine.picture

        #expect((0..<4).map { picture.count(in: $0) } == scene.engine.occupancy)
        let names = picture.visitors(in: 0).compactMap { scene.engine.token(of: $0)?.name }
        #expect(names == [Token("B1")!])
        #expect(picture.visitors(in: 0).map(\.since) == [scene.at(0)])
    }

    @Test("Initials are of the first and the last word")
    func initials() {
        #expect(PersonCard.initials(of: "Noor van den Bovenkamp") == "NB")
        #expect(PersonCard.initials(of: "Madonna") == "M")
        #expect(PersonCard.initials(of: " é ") == "é")
        #expect(PersonCard.initials(of: "") == "")
    }
}
