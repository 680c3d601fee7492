import Domain
import Kernel
import Testing

@Suite("What somebody takes back, and who is a child")
struct OwnWordsTests {
    private static let noor = PersonID("noor")!

    private static func scene() throws -> Scene {
        var scene = Scene([], mode: .live)
        try scene.know("noor", by: "B-1234", "B1")
        try scene.carryOut(.tell(.name, "Noor Smit", of: noor, by: .person))
        try scene.carryOut(.tell(.wish, "out of the sun", of: noor, by: .person))
        try scene.carryOut(.note(["wheelchair"], of: noor))
        scene.now = scene.at(10)
        return scene
    }

    @Test("What was told is taken back by every name, and what was noted stays")
    func takenBack() throws {
        var scene = try Self.scene()
        try scene.carryOut(
            .claim(
                Alias(Self.noor), Alias(.mail, "noor@example.org")!, .stated, by: .house,
                evidence: ""))
        try scene.carryOut(.takeBackTold(of: Self.noor, by: .person))

        let own = try #require(scene.engine.ownView(of: Self.noor))
        #expect(own.tellings.isEmpty)
        #expect(own.facts == ["wheelchair"])
        #expect(own.choice.mode == .assisted)
        #expect(scene.engine.people(like: "Smit", limit: 10).isEmpty)
        let copy = Engine(scene.engine.aggregates, seed: Scene.seed)
        #expect(copy.people == scene.engine.people)
        #expect(throws: CommandRefusal.unknownPerson) {
            try scene.carryOut(.takeBackTold(of: PersonID("nobody")!, by: .person))
        }
    }

    @Test("A child stays one until a choice says that they are none")
    func noChild() throws {
        var scene = try Self.scene()
        try scene.know("mia", by: "B9")
        let mia = PersonID("mia")!
        func choose(_ mode: Mode, guardian: PersonID?, isNoChild: Bool) -> Command {
            .choose(
                mode, of: Self.noor, by: .house, isChild: false, guardian: guardian,
                isNoChild: isNoChild)
        }
        try scene.carryOut(
            .choose(.presence, of: Self.noor, by: .house, isChild: true, guardian: mia))
        #expect(scene.engine.standingChoice(of: Self.noor).guardian == mia)
        scene.now = scene.at(11)
        #expect(throws: CommandRefusal.guardianNeeded) {
            try scene.carryOut(choose(.assisted, guardian: nil, isNoChild: false))
        }

        try scene.carryOut(choose(.assisted, guardian: nil, isNoChild: true))

        let standing = scene.engine.standingChoice(of: Self.noor)
        #expect(!standing.isChild && standing.mode == .assisted && standing.guardian == nil)
    }

    @Test(
        "A telephone is found as people write it",
        arguments: [
            "+31612345678", "0612345678", "06 12345678", "06-12 34 56 78", "0031612345678",
            "31612345678", "+31 (0)6 12345678",
        ])
    func telephone(text: String) throws {
        var scene = try Self.scene()
        try scene.carryOut(
            .claim(
                Alias(Self.noor), Alias(.phone, "+31612345678")!, .stated, by: .house,
                evidence: ""))
        let found = scene.engine.people(like: text, callingCode: "31", limit: 10)
        #expect(found == [Self.noor])
    }

    @Test(
        "A number of five signs or more is found with one mistake in it",
        arguments: ["B-1234", "b-1234", "B-1243", "B-123", "B-12345", "X-1234", "B1234", "B-1224"])
    func mistaken(text: String) throws {
        let near = [Token("B-1234")!, Token("C-5678")!]
        #expect(try Self.scene().engine.tokens(like: text, among: near) == [near[0]])
    }

    @Test(
        "A shorter number, or one with two mistakes, is not",
        arguments: ["B1", "B2", "B-4321", "B-1", "B-1299", "", "🙂🙂", "C-1234"])
    func tooFar(text: String) throws {
        var near = [Token("B-1234")!, Token("B1")!]
        if text == "C-1234" { near = [Token("B-5678")!] }
        #expect(try Self.scene().engine.tokens(like: text, among: near).isEmpty)
    }

    @Test("Somebody near is found by their number here with one mistake in it")
    func account() throws {
        var scene = Scene([], mode: .live)
        try scene.know("guest-77120", by: "B1")
        let near = [Token("B1")!]
        #expect(scene.engine.tokens(like: "guest-77210", among: near) == near)
        try scene.carryOut(
            .choose(
                .presence, of: PersonID("guest-77120")!, by: .person, isChild: false,
                guardian: nil))
        #expect(scene.engine.tokens(like: "guest-77210", among: near).isEmpty)
    }

    @Test("A card has the claims that hold, and not the doubts")
    func claims() throws {
        var scene = try Self.scene()
        try scene.carryOut(
            .claim(
                Alias(Self.noor), Alias(Token("B7")!), .inferred, by: .house, evidence: "a look"))
        let card = try #require(
            scene.engine.card(of: Self.noor, at: scene.now, watching: { _ in true }))
        #expect(card.claims.map(\.strength) == [.stated, .stated])
        #expect(card.doubts.map(\.evidence) == ["a look"])
    }
}
