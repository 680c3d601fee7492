import Domain
import Kernel
import Testing

@Suite("Promises judged by what happens")
struct PromiseLetterTests {
    private typealias Made = PromiseScene
    private static let p1 = PromiseID("p1")!

    /// Anna's band enters the queue now and rides after a while.
    private static func wait(_ scene: inout Made, _ span: Span, id: String = "w") {
        scene.tick([Signal(id + "1", "B1", .enter, 0, at: scene.now)])
        scene.pass(span)
        scene.tick([Signal(id + "2", "B1", .enter, 2, at: scene.now)])
        scene.pass(.seconds(30))
        scene.tick()
    }

    private static func waiting(_ due: Instant) -> PromiseCommand {
        Made.make("p1", .wait(Made.queue, atMost: .minutes(10)), due: due)
    }

    @Test(
        "A wait of exactly as long keeps what was promised, and a millisecond more breaks it",
        arguments: [(600_000, true), (600_001, false)])
    func waited(milliseconds: Int64, isKept: Bool) throws {
        var scene = try Made()
        try scene.promise(Self.waiting(scene.now + .hours(1)))

        let span = Span(milliseconds: milliseconds)
        Self.wait(&scene, span)

        let verdict = try #require(scene.entry("p1")?.byLetter)
        #expect(verdict.isKept == isKept)
        #expect(verdict.evidence == .wait(Made.queue, span))
        #expect(scene.entry("p1")?.byReading == nil)
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test("A wait counts from when it was promised, when that was while it ran")
    func whileItRan() throws {
        var scene = try Made()
        scene.tick([Signal("w1", "B1", .enter, 0, at: scene.now)])
        scene.pass(.minutes(15))
        try scene.promise(Self.waiting(scene.now + .minutes(10)))
        scene.pass(.minutes(10))
        scene.tick([Signal("w2", "B1", .enter, 2, at: scene.now)])
        scene.pass(.seconds(30))
        scene.tick()

        #expect(scene.entry("p1")?.byLetter?.evidence == .wait(Made.queue, .minutes(10)))
        #expect(scene.entry("p1")?.byLetter?.isKept == true)
    }

    @Test("A wait that ended before it was promised, or began after it was due, is another's")
    func anotherWait() throws {
        var scene = try Made()
        Self.wait(&scene, .minutes(5), id: "a")
        try scene.promise(Self.waiting(scene.now + .minutes(1)))
        scene.pass(.minutes(2))
        Self.wait(&scene, .minutes(5), id: "b")

        #expect(scene.entry("p1")?.byLetter == nil)
        #expect(scene.state("p1") == .overdueUnknown)
    }

    @Test("Of whoever refuses help nothing is seen, and only somebody's word closes it")
    func refused() throws {
        var scene = try Made()
        try scene.promise(Self.waiting(scene.now + .hours(1)))
        try scene.allow(Made.anna, refusing: [.help])
        Self.wait(&scene, .minutes(5))
        #expect(scene.entry("p1")?.byLetter == nil)

        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: nil))
        #expect(scene.entry("p1")?.byLetter?.evidence == .told(by: Made.noor))
    }

    @Test(
        "A signal at the due time keeps it, one a millisecond later breaks it",
        arguments: [(0, true), (1, false)])
    func seen(late: Int64, isKept: Bool) throws {
        var scene = try Made()
        let due = scene.now + .hours(1)
        try scene.promise(Made.make("p1", .seen(Made.parcel), due: due))
        scene.tick([
            Signal("s1", "B1", .service, 2, at: scene.now),
            Signal("s2", "B1", .tap, 3, at: scene.now),
            Signal("s3", "B2", .service, 3, at: scene.now),
        ])
        scene.pass(.hours(1))
        scene.pass(Span(milliseconds: late))
        scene.tick([Signal("s4", "B1", .service, 3, at: scene.now)])
        scene.pass(.seconds(30))
        scene.tick()

        let verdict = try #require(scene.entry("p1")?.byLetter)
        #expect(verdict.isKept == isKept && verdict.evidence == .signal)
        #expect(verdict.at == due + Span(milliseconds: late))
    }

    @Test("A restart from a snapshot still looks out for the signal")
    func restarted() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1", .seen(Made.parcel), due: scene.now + .hours(1)))
        var restored = Engine(scene.engine.aggregates, seed: Scene.seed)
        #expect(restored.aggregates == scene.engine.aggregates)

        scene.pass(.minutes(1))
        let batch = Scene.batch([Signal("s1", "B1", .service, 3, at: scene.now)])
        _ = restored.step([SourcedBatch(source: 0, batch: batch)], at: scene.now)
        let records = restored.step([], at: scene.now + .minutes(1)).records

        #expect(records.count == 1)
        #expect(records.first?.subject == .person(Made.anna))
        #expect(records.first?.purpose == .service)
        #expect(
            restored.promises(of: Made.anna, at: scene.now)?[Self.p1]?.byLetter?.isKept == true)
    }

    @Test("Its row, folded behind the block it follows from or without it, gives the same")
    func replayed() throws {
        var scene = try Made()
        try scene.promise(Self.waiting(scene.now + .hours(1)))
        var without = scene.engine
        Self.wait(&scene, .minutes(20))
        var twice = scene.engine

        for row in scene.rows where !row.record.isDerived {
            twice.apply(row.record, at: row.at)
            without.apply(row.record, at: row.at)
        }

        #expect(twice.promises == scene.engine.promises)
        #expect(without.promises == scene.engine.promises)
    }

    @Test(
        "What is got of a facet keeps it when it is what was promised or better, in time",
        arguments: [(8_000, 0, true), (9_000, 0, true), (7_999, 0, false), (8_000, 1, false)])
    func got(level: Int64, late: Int64, isKept: Bool) throws {
        var scene = try Made()
        let due = scene.now + .hours(1)
        let want = Want.level(Level(thousandths: 8_000))
        try scene.promise(Made.make("p1", .got(WishScene.quiet, want), due: due))
        let wish = WishCommand.voice(WishID("w1")!, WishScene.said())
        try scene.carryOut(.wish(wish, of: Made.anna, by: .person))
        scene.pass(.hours(1))
        scene.pass(Span(milliseconds: late))

        let told = WishScene.told("e1", .got(.level(Level(thousandths: level))))
        try scene.carryOut(.wish(told, of: Made.anna, by: .person))

        let verdict = try #require(scene.entry("p1")?.byLetter)
        #expect(verdict.isKept == isKept)
        #expect(verdict.evidence == .got(ExperienceID("e1")!))
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test("An event that brings a wish with it says of a promise about the same facet what was got")
    func event() throws {
        var scene = try Made()
        let want = Want.level(Level(thousandths: 8_000))
        try scene.promise(Made.make("p1", .got(WishScene.quiet, want)))
        try scene.carryOut(
            .wish(WishScene.event("e1", .gaveUp), of: Made.anna, by: Made.site))

        #expect(scene.entry("p1")?.byLetter?.isKept == false)
    }
}
