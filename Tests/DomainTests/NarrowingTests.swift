import Domain
import Kernel
import Testing

@Suite("Narrowed consent")
struct NarrowingTests {
    private static let anna = PersonID("anna")!
    private static let staff = StaffID("noor")!

    /// After twelve minutes in a queue, for anybody; rests on readers.
    private static let wait = Rule.missing(
        "wait", [.enter("queue")], [.anywhere(.service), .anywhere(.exit)], minutes: 12,
        cue: .terms(validFor: .minutes(30)))
    private static let tap = Rule.count(
        "tap", .anywhere(.tap), atLeast: 1, minutes: 1, cue: .terms(validFor: .minutes(30)))
    private static let chair = Rule.count(
        "chair", .anywhere(.tap), atLeast: 1, minutes: 1, cue: .terms(validFor: .minutes(30)),
        condition: .has("wheelchair"))

    /// An open cue of each rule about Anna's band, one of the queue about nobody's, 1,000 s on.
    private static func scene() throws -> Scene {
        var scene = Scene([wait, tap, chair], mode: .live)
        try scene.know("anna", by: "B1")
        try scene.carryOut(.note(["wheelchair"], of: anna))
        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .enter, 0, at: scene.at(1)),
        ])
        scene.tick(to: scene.at(798))
        scene.send([Signal("3", "B1", .tap, 3, at: scene.at(798))])
        scene.tick(to: scene.at(1_000))
        return scene
    }

    private static func open(_ scene: Scene) -> [String] {
        scene.engine.openCues.map { "\($0.cue.rule) \($0.cue.token)" }.sorted()
    }

    private static func choose(
        _ mode: Mode, refusing refused: [ConsentPurpose] = [], in scene: inout Scene
    ) throws {
        try scene.carryOut(
            .choose(
                mode, of: anna, by: .person, isChild: false, guardian: nil, refusing: refused))
    }

    @Test("Whoever only taps from now on has no open cue that readers brought about")
    func tapOnly() throws {
        var scene = try Self.scene()
        #expect(Self.open(scene) == ["chair B1", "tap B1", "wait B1", "wait B2"])

        try Self.choose(.tapOnly, in: &scene)

        #expect(Self.open(scene) == ["tap B1", "wait B2"])
        #expect(scene.engine.cuesEnded.map(\.ending) == [.withdrawn, .withdrawn])
    }

    @Test("Refusing to be noticed withdraws what readers brought about, and nothing else")
    func unnoticed() throws {
        var scene = try Self.scene()
        try Self.choose(.assisted, refusing: [.presence], in: &scene)

        #expect(Self.open(scene) == ["chair B1", "tap B1", "wait B2"])
    }

    @Test("Refusing help withdraws cues whose rule asks for somebody known")
    func unhelped() throws {
        var scene = try Self.scene()
        try Self.choose(.assisted, refusing: [.help], in: &scene)

        #expect(Self.open(scene) == ["tap B1", "wait B1", "wait B2"])
    }

    @Test("A choice that narrows nothing withdraws nothing")
    func same() throws {
        var scene = try Self.scene()
        try Self.choose(.assisted, refusing: [.memory], in: &scene)

        #expect(Self.open(scene) == ["chair B1", "tap B1", "wait B1", "wait B2"])
    }

    @Test("A cue in somebody's hands goes too, and undoing brings none back")
    func taken() throws {
        var scene = try Self.scene()
        let wait = try #require(
            scene.engine.openCues.first { $0.cue.rule == RuleID("wait")! && $0.cue.person != nil })
        let chair = try #require(scene.engine.openCues.first { $0.cue.rule == RuleID("chair")! })
        try scene.carryOut(.take(wait.cue.number, by: Self.staff))
        try scene.carryOut(.finish(chair.cue.number, by: Self.staff, helped: true))

        try Self.choose(.tapOnly, in: &scene)

        #expect(Self.open(scene) == ["tap B1", "wait B2"])
        #expect(throws: CommandRefusal.nothingToUndo) {
            try scene.carryOut(.undo(chair.cue.number, by: Self.staff))
        }
    }

    @Test("A band that is linked to somebody who only taps loses its cues, as one of nobody's")
    func linked() throws {
        var scene = try Self.scene()
        scene.now = scene.at(1_001)
        try Self.choose(.tapOnly, in: &scene)
        let records = try scene.engine.decide(
            .claim(
                Alias(Self.anna), Alias(Token("B2")!), .stated, by: .house, evidence: ""),
            at: scene.now)
        let results = records.compactMap { scene.engine.apply($0, at: scene.now) }

        #expect(Self.open(scene) == ["tap B1"])
        let section = try #require(results.first).cueSection
        let events = try section.withUnsafeBytes { try CueSection.decode($0) }
        #expect(events.map(\.cue.token) == [Token("B2")!])
    }

    @Test("The choice itself brings the withdrawal about, so it is shown and folded again")
    func told() throws {
        var scene = try Self.scene()
        let records = try scene.engine.decide(
            .choose(.tapOnly, of: Self.anna, by: .person, isChild: false, guardian: nil),
            at: scene.now)
        var again = scene.engine
        let results = records.compactMap { scene.engine.apply($0, at: scene.now) }
        for record in records { again.apply(record, at: scene.now) }

        let told = results.flatMap(\.records).compactMap(CueEvent.init)
        #expect(told.count == 2)
        #expect(
            told.allSatisfy {
                if case .withdrawn = $0 { return true }
                return false
            })
        #expect(results.flatMap(\.records).allSatisfy { $0.isDerived })
        #expect(again.aggregates == scene.engine.aggregates)
        #expect(again.openCues == scene.engine.openCues)
    }

    @Test("A child whose guardian is erased has no cue left that readers brought about")
    func orphaned() throws {
        var scene = try Self.scene()
        try scene.know("mia", by: "B9")
        try scene.carryOut(
            .choose(
                .assisted, of: Self.anna, by: .person, isChild: true, guardian: PersonID("mia")!))
        _ = try scene.engine.forget(PersonID("mia")!)

        #expect(Self.open(scene) == ["tap B1", "wait B2"])
    }
}
