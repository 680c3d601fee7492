import Domain
import Kernel
import Testing

/// Negative control: let `Engine.withPromises` answer its records as they are, and all but the
/// stranger's fail; let it judge whatever the outcome, and whoever came late fails.
@Suite("What virtual queues promise")
struct QueuePromiseTests {
    private typealias Made = PromiseScene
    private static let lift = PassQueueID("lift")!
    private static let staff = StaffID("noor")!
    private static let plan = PassQueue(
        id: lift, name: Words(en: "Lift", nl: "Liftje"), zone: ZoneID("R1")!, opens: 480,
        closes: 1_200, window: .minutes(10), grace: .minutes(5), peoplePerHour: 600,
        guestPercent: 0)
    private static let annas = PartyID("annas")!
    private static let millisecond = Span(milliseconds: 1)

    /// The queue opens with the scene.
    private static func scene() throws -> Made {
        var scene = try Made()
        try scene.carryOut(.installQueues([plan]))
        return scene
    }

    private static func pass(_ command: PassCommand, in scene: inout Made) throws {
        let day = plan.day(at: scene.now, offset: .seconds(0))
        try scene.carryOut(.pass(lift, command, day: day))
    }

    private static func name(
        _ token: String, _ party: PartyID = annas, in scene: inout Made
    ) throws {
        try scene.carryOut(.nameParty(lift, party, Alias(Token(token)!)))
    }

    /// Anna's party may come at once.
    private static func joined() throws -> Made {
        var scene = try scene()
        try pass(.join(annas, size: 2), in: &scene)
        try name("B1", in: &scene)
        return scene
    }

    private static func serve(_ scene: inout Made) throws {
        try pass(.serve(annas), in: &scene)
    }

    private static func promises(_ scene: Made, to person: PersonID = Made.anna) -> [Promise] {
        scene.engine.promises(of: person, at: scene.now)?.entries ?? []
    }

    @Test("A window is promised to whom the house knows of a party, once, in both languages")
    func told() throws {
        var scene = try Self.joined()
        let ticket = try #require(scene.engine.passes[Self.lift]?[Self.annas])

        let promise = try #require(Self.promises(scene).first)
        #expect(Self.promises(scene).count == 1)
        #expect(promise.origin == .queue(Self.lift, Self.annas) && promise.madeBy == .house)
        #expect(promise.said.channel == .queue && promise.said.due == ticket.promise.boardedBy)
        #expect(promise.madeAt == ticket.joinedAt)
        #expect(
            promise.said.quote
                == "Liftje: kom binnen 10 minuten; u bent binnen 15 aan de beurt. / "
                + "Lift: come within 10 minutes; your turn comes within 15.")

        try Self.name("B1", in: &scene)
        try Self.pass(.join(Self.annas, size: 2), in: &scene)
        try Self.name("B2", in: &scene)
        #expect(Self.promises(scene).count == 1)
        #expect(Self.promises(scene, to: Made.ben).count == 1)
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test("Whom the house does not know is promised nothing, and keeps their place")
    func stranger() throws {
        var scene = try Self.scene()
        try Self.pass(.join(Self.annas, size: 2), in: &scene)
        try Self.name("B9", in: &scene)

        #expect(scene.engine.promises.names.isEmpty)
        #expect(scene.engine.passes[Self.lift]?[Self.annas]?.state == .waiting)
    }

    @Test("It is told to whoever lets nobody help them as well, and nobody is called about it")
    func refused() throws {
        var scene = try Self.scene()
        try scene.allow(Made.anna, refusing: [.help])
        try Self.pass(.join(Self.annas, size: 2), in: &scene)
        try Self.name("B1", in: &scene)
        #expect(Self.promises(scene).count == 1)

        scene = try Self.joined()
        scene.tick([Signal("in", "B1", .enter, 3, at: scene.now)])
        scene.pass(.minutes(14))
        scene.tick()
        #expect(scene.called.isEmpty)
    }

    @Test(
        "Let in by the end it is kept, and a millisecond later broken",
        arguments: [(0, true), (1, false)])
    func letIn(late: Int64, isKept: Bool) throws {
        var scene = try Self.joined()
        scene.pass(.minutes(1))
        try Self.pass(.arrive(Self.annas), in: &scene)
        #expect(Self.promises(scene).first?.byLetter == nil)
        scene.pass(.minutes(14))
        scene.pass(Span(milliseconds: late))
        try Self.serve(&scene)

        let verdict = try #require(Self.promises(scene).first?.byLetter)
        #expect(verdict.isKept == isKept)
        #expect(verdict.evidence == .boarded(Self.lift) && verdict.at == scene.now)
        #expect(Self.promises(scene).first?.byReading == nil)
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test(
        "Of whoever comes after their window only what was kept is known",
        arguments: [(14, true), (16, nil)] as [(Int64, Bool?)])
    func cameLate(minute: Int64, isKept: Bool?) throws {
        var scene = try Self.joined()
        scene.pass(.minutes(12))
        try Self.pass(.arrive(Self.annas), in: &scene)
        scene.pass(.minutes(minute - 12))
        try Self.serve(&scene)

        #expect(scene.engine.passes[Self.lift]?[Self.annas]?.outcome == .cameLate)
        #expect(Self.promises(scene).first?.byLetter?.isKept == isKept)
    }

    @Test("Who gives their place back leaves what was promised unknown")
    func left() throws {
        var scene = try Self.joined()
        try Self.pass(.leave(Self.annas), in: &scene)
        scene.pass(.hours(1))

        let promise = try #require(Self.promises(scene).first)
        #expect(promise.byLetter == nil && promise.state(at: scene.now) == .overdueUnknown)
    }

    @Test("An earlier window is a promise of its own; the first stays as it was told")
    func moved() throws {
        var scene = try Self.scene()
        let (first, second) = (PartyID("first")!, PartyID("second")!)
        try Self.pass(.join(first, size: 100), in: &scene)
        try Self.pass(.join(second, size: 60), in: &scene)
        try Self.pass(.join(Self.annas, size: 2), in: &scene)
        try Self.name("B1", in: &scene)
        let told = try #require(Self.promises(scene).first)
        scene.pass(.minutes(1))
        try Self.pass(.leave(first), in: &scene)
        try Self.pass(.advance, in: &scene)
        try Self.pass(.takeOffer(Self.annas), in: &scene)

        let moved = try #require(scene.engine.passes[Self.lift]?[Self.annas]?.moved)
        #expect(Self.promises(scene).count == 2)
        #expect(Self.promises(scene).first == told)
        #expect(Self.promises(scene).last?.said.due == moved.boardedBy)
        #expect(Self.promises(scene).last?.madeAt == scene.now)
        try Self.pass(.arrive(Self.annas), in: &scene)
        try Self.serve(&scene)
        #expect(Self.promises(scene).map { $0.byLetter?.isKept } == [true, true])
    }

    @Test("A ride that stood still promises anew when it runs, and the letter judges both")
    func stoodStill() throws {
        var scene = try Self.joined()
        let told = try #require(Self.promises(scene).first)
        scene.pass(.minutes(1))
        try Self.pass(.standStill(by: Self.staff), in: &scene)
        scene.pass(.minutes(20))
        #expect(Self.promises(scene) == [told])
        try Self.pass(.runAgain(by: Self.staff), in: &scene)

        let due = try #require(told.said.due)
        #expect(Self.promises(scene).map(\.said.due) == [due, due + .minutes(20)])
        #expect(Self.promises(scene).first == told)
        try Self.pass(.arrive(Self.annas), in: &scene)
        try Self.serve(&scene)
        #expect(scene.engine.passes[Self.lift]?[Self.annas]?.outcome == .renewed)
        #expect(Self.promises(scene).map { $0.byLetter?.isKept } == [false, true])

        // What broke for everybody at once calls nobody, until somebody says that it did.
        scene.tick([Signal("in", "B1", .enter, 3, at: scene.now)])
        #expect(scene.called.isEmpty)
        try scene.promise(.judgeByReading(told.id, isKept: false, at: nil), by: .person)
        scene.tick()
        #expect(scene.called == [CallHelp.promiseBroken.rule])
    }

    @Test("While it stands still no time is told; who joined then is promised one when it runs")
    func joinedStill() throws {
        var scene = try Self.scene()
        try Self.pass(.join(PartyID("first")!, size: 2), in: &scene)
        try Self.pass(.standStill(by: Self.staff), in: &scene)
        scene.pass(.minutes(1))
        try Self.pass(.join(Self.annas, size: 2), in: &scene)
        try Self.name("B1", in: &scene)
        #expect(Self.promises(scene).isEmpty)

        scene.pass(.minutes(4))
        try Self.pass(.runAgain(by: Self.staff), in: &scene)
        let day = try #require(scene.engine.passes[Self.lift])
        let ticket = try #require(day[Self.annas])
        #expect(
            Self.promises(scene).map(\.said.due)
                == [day.promise(of: ticket, at: scene.now).boardedBy])
    }

    @Test("Erased, nothing of it is left, and the queue goes on")
    func erased() throws {
        let scene = try Self.joined()
        var engine = scene.engine
        _ = try engine.forget(Made.anna)

        #expect(engine.promises.names.isEmpty)
        #expect(engine.promises == scene.replayed(without: Made.anna).promises)
        #expect(engine.passes[Self.lift]?[Self.annas]?.state == .waiting)
    }
}
