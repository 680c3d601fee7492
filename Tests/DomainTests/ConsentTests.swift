import Domain
import Kernel
import Testing

@Suite("Consent")
struct ConsentTests {
    private static let anna = PersonID("anna")!

    private static func kept(_ scene: Scene, _ signals: [Signal]) -> [SignalKind] {
        let batch = Scene.batch(signals)
        let admitted = scene.engine.admitted(SourcedBatch(source: 0, batch: batch)).batch
        let read = admitted.segment.withUnsafeBytes { raw -> [SignalKind] in
            var reader = ByteReader(raw)
            let sourced = try? ObservationSegment.decode(&reader, in: raw, seed: Scene.seed)
            return sourced?.batch.observations.map(\.kind) ?? []
        }
        #expect(read == admitted.observations.map(\.kind))
        return read
    }

    private static func all(_ token: String, _ scene: Scene) -> [Signal] {
        SignalKind.allCases.enumerated().map {
            Signal("\(token)-\($0)", token, $1, 0, at: scene.at(Double($0)))
        }
    }

    @Test("Of somebody who only taps, nothing passive reaches the journal")
    func tapOnly() throws {
        var scene = Scene([])
        try scene.carryOut(.link(Token("B1")!, to: Self.anna))

        #expect(Self.kept(scene, Self.all("B1", scene)) == [.service, .tap])
        #expect(Self.kept(scene, Self.all("B2", scene)) == SignalKind.allCases)
        #expect(
            Self.kept(scene, Self.all("B1", scene) + Self.all("B2", scene))
                == [.service, .tap] + SignalKind.allCases)
    }

    @Test("What somebody chose last counts, and follows their names")
    func choice() throws {
        var scene = Scene([])
        try scene.know("anna", by: "B1")
        #expect(Self.kept(scene, Self.all("B1", scene)) == SignalKind.allCases)

        scene.now = scene.at(10)
        try scene.carryOut(
            .choose(.tapOnly, of: Self.anna, by: .person, isChild: false, guardian: nil))
        #expect(Self.kept(scene, Self.all("B1", scene)) == [.service, .tap])

        try scene.carryOut(.unlink(Token("B1")!))
        #expect(Self.kept(scene, Self.all("B1", scene)) == SignalKind.allCases)
    }

    @Test("Whoever no longer wants to be noticed is off the floor at once")
    func takenOff() throws {
        var scene = Scene([])
        try scene.know("anna", by: "B1")
        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .enter, 0, at: scene.at(1)),
            Signal("3", "B2", .read, 0, at: scene.at(60)),
        ])
        #expect(scene.engine.occupancy[0] == 2)

        scene.now = scene.at(61)
        try scene.carryOut(
            .choose(.tapOnly, of: Self.anna, by: .person, isChild: false, guardian: nil))

        #expect(scene.engine.occupancy[0] == 1)
    }

    @Test("A child is tap-only until somebody who looks after them says otherwise")
    func child() throws {
        var scene = Scene([])
        try scene.know("anna", by: "B1")
        try scene.carryOut(.link(Token("B2")!, to: PersonID("kim")!))
        let kim = PersonID("kim")!

        for guardian in [nil, kim, PersonID("nobody")!] {
            #expect(throws: CommandRefusal.guardianNeeded) {
                try scene.carryOut(
                    .choose(.assisted, of: kim, by: .person, isChild: true, guardian: guardian))
            }
        }
        try scene.carryOut(
            .choose(.assisted, of: kim, by: .person, isChild: true, guardian: Self.anna))
        #expect(scene.engine.people[Token("B2")!]?.id == kim)
    }

    @Test("No fact reaches a rule without consent")
    func rules() throws {
        let rule = Rule.count(
            "chair", .init(kind: .tap, place: .anywhere), atLeast: 1, minutes: 1,
            condition: .has("wheelchair"))
        var scene = Scene([rule])
        try scene.carryOut(.link(Token("B1")!, to: Self.anna))
        try scene.carryOut(.note(["wheelchair"], of: Self.anna))

        for (number, mode) in [Mode.tapOnly, .presence, .assisted].enumerated() {
            scene.now = scene.at(Double(number) + 1)
            try scene.carryOut(
                .choose(mode, of: Self.anna, by: .person, isChild: false, guardian: nil))
            scene.send([Signal("\(number)", "B1", .tap, 3, at: scene.at(Double(number * 100)))])
        }

        #expect(scene.cues == ["chair,B1,S1,200000"])
    }

    @Test("What a snapshot keeps of people is what there was")
    func snapshot() throws {
        var scene = Scene([])
        try scene.know("anna", by: "B1", "B2")
        try scene.carryOut(.note(["wheelchair"], of: Self.anna))
        try scene.carryOut(.tell(.wish, "a quiet corner", of: Self.anna, by: .person))
        try scene.carryOut(
            .claim(
                Alias(.mail, "anna@example.org")!, Alias(Self.anna), .verified, by: .house,
                evidence: "code sent"))
        try scene.carryOut(.unlink(Token("B2")!))

        let copy = Engine(scene.engine.aggregates, seed: Scene.seed)

        #expect(copy.aggregates == scene.engine.aggregates)
        #expect(copy.people[Token("B1")!] == scene.engine.people[Token("B1")!])
        #expect(copy.people[Token("B2")!]?.id == nil)
        #expect(copy.people == scene.engine.people)
    }
}
