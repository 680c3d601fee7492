import Domain
import Kernel
import Testing

@Suite("Calls about promises")
struct PromiseCallTests {
    private typealias Made = PromiseScene
    private static let p1 = PromiseID("p1")!
    private static let due = CallHelp.promiseDue.rule
    private static let broken = CallHelp.promiseBroken.rule
    private static let millisecond = Span(milliseconds: 1)

    /// Anna is in the shop, and is promised something within ten minutes.
    private static func scene() throws -> Made {
        var scene = try Made()
        scene.tick([Signal("in", "B1", .enter, 3, at: scene.now)])
        try scene.promise(Made.make("p1", due: scene.now + .minutes(10)))
        return scene
    }

    @Test("After exactly four fifths of its time staff near them hears of it, once")
    func warned() throws {
        var scene = try Self.scene()
        scene.pass(.minutes(8))
        var before = scene.engine
        let early = before.promisesDue(at: scene.now - Self.millisecond)
        #expect(early.isEmpty)
        #expect(scene.engine.wantsTick(at: scene.now))

        scene.tick()
        #expect(scene.called == [Self.due])
        let cue = try #require(scene.engine.openCues.first?.cue)
        #expect(cue.zone == 3 && cue.person == Made.anna && cue.promise == Self.p1)
        #expect(scene.entry("p1")?.warnedAt == scene.now)
        #expect(scene.engine.promiseCall(of: cue)?.promise.said.quote == "It is ready in an hour")
        scene.pass(.minutes(1))
        scene.tick()
        #expect(scene.called == [Self.due])
    }

    @Test("What was kept meanwhile withdraws the call, unless somebody is on their way")
    func kept() throws {
        var scene = try Self.scene()
        scene.pass(.minutes(9))
        scene.tick()
        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: nil))
        #expect(scene.engine.openCues.isEmpty)

        var taken = try Self.scene()
        taken.pass(.minutes(9))
        taken.tick()
        let number = try #require(taken.engine.openCues.first?.cue.number)
        try taken.carryOut(.take(number, by: StaffID("noor")!))
        try taken.promise(.judgeByLetter(Self.p1, isKept: true, at: nil))
        #expect(taken.engine.openCues.map(\.cue.number) == [number])
    }

    @Test("A broken promise calls once, and an offer withdraws that")
    func brokenOnce() throws {
        var scene = try Self.scene()
        scene.pass(.minutes(9))
        scene.tick()
        try scene.promise(.judgeByReading(Self.p1, isKept: false, at: nil), by: .person)
        #expect(scene.engine.wantsTick(at: scene.now))
        scene.tick()
        #expect(scene.called == [Self.due, Self.broken])
        #expect(scene.engine.openCues.map(\.cue.rule) == [Self.broken])

        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        scene.tick()
        #expect(scene.called == [Self.due, Self.broken])
        #expect(scene.engine.openCues.map(\.cue.rule) == [Self.broken])
        try scene.promise(.offerRecovery(Self.p1, "coffee"))
        #expect(scene.engine.openCues.isEmpty)
    }

    @Test("Of somebody who is away staff hears when they come, while it can still be kept")
    func away() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1", due: scene.now + .minutes(10)))
        scene.pass(.minutes(8))
        scene.tick()
        #expect(scene.called.isEmpty && scene.entry("p1")?.warnedAt == nil)
        var late = scene

        scene.pass(.minutes(2))
        scene.tick([Signal("in", "B1", .enter, 3, at: scene.now)])
        #expect(scene.called == [Self.due])

        late.pass(Span(milliseconds: 120_001))
        late.tick([Signal("in", "B1", .enter, 3, at: late.now)])
        #expect(late.called.isEmpty)
    }

    /// Negative control: put off whoever is away by a minute, and this fails.
    @Test("Who is away is looked at once, then when they come, and at the end; no tick costs more")
    func looks() throws {
        var scene = try Made()
        let count = 40
        for number in 0..<count {
            try scene.promise(Made.make("p\(number)", due: scene.now + .minutes(100)))
            try scene.promise(
                Made.make("b\(number)", due: scene.now + .minutes(100)), to: Made.ben)
        }
        let before = scene.engine.promises.lookCount
        scene.pass(.minutes(80))
        scene.tick()
        #expect(scene.engine.promises.lookCount - before == 2 * count)
        for _ in 0..<18 {
            scene.pass(.minutes(1))
            scene.tick()
        }
        #expect(scene.engine.promises.lookCount - before == 2 * count)
        #expect(scene.called.isEmpty)

        // Anna comes: hers are looked at again, and Ben's are not.
        scene.tick([Signal("in", "B1", .enter, 3, at: scene.now)])
        #expect(scene.engine.promises.lookCount - before == 3 * count)
        #expect(scene.called.count == count)
        scene.pass(.minutes(3))
        scene.tick([Signal("in2", "B2", .enter, 3, at: scene.now)])
        #expect(scene.called.count == count)
        #expect(scene.engine.promises.lookCount - before <= 6 * count)
        let ended = scene.engine.promises.lookCount
        for _ in 0..<20 {
            scene.pass(.minutes(1))
            scene.tick()
        }
        #expect(scene.engine.promises.lookCount == ended)
    }

    @Test("Staff hears of whoever is linked to a band that is there already")
    func linked() throws {
        var scene = try Made()
        let cleo = PersonID("cleo")!
        try scene.carryOut(.link(Token("B7")!, to: cleo))
        try scene.allow(cleo)
        try scene.promise(Made.make("p1", due: scene.now + .minutes(10)), to: cleo)
        scene.tick([Signal("in", "B8", .enter, 3, at: scene.now)])
        scene.pass(.minutes(9))
        scene.tick()
        #expect(scene.called.isEmpty)

        try scene.carryOut(.link(Token("B8")!, to: cleo))
        scene.tick()
        #expect(scene.called == [Self.due])
    }

    @Test(
        "Staff hears of what was broken within a day of it, to the millisecond",
        arguments: [(0, 1), (1, 0)])
    func old(late: Int64, count: Int) throws {
        var scene = try Self.scene()
        let at = scene.now - Engine.brokenSpan - Span(milliseconds: late)
        try scene.promise(Made.make("old", at: at))
        try scene.promise(.judgeByLetter(PromiseID("old")!, isKept: false, at: at))
        scene.tick()

        #expect(scene.called.count == count)
    }

    @Test("Of whoever refuses help staff hears nothing, and what was called is withdrawn")
    func refused() throws {
        var scene = try Self.scene()
        try scene.allow(Made.anna, refusing: [.help])
        scene.pass(.minutes(9))
        scene.tick()
        #expect(scene.called.isEmpty)

        scene.pass(.seconds(60))
        try scene.allow(Made.anna)
        scene.tick()
        #expect(scene.called == [Self.due])
        scene.pass(.seconds(1))
        try scene.allow(Made.anna, refusing: [.help])
        #expect(scene.engine.openCues.isEmpty)
    }

    @Test("A call says what this person took as making good before, the newest first")
    func takes() throws {
        var scene = try Self.scene()
        for (id, offer) in [("a", "tea"), ("b", "coffee"), ("c", "tea")] {
            let promise = PromiseID(id)!
            try scene.promise(Made.make(id))
            try scene.promise(.judgeByLetter(promise, isKept: false, at: nil))
            try scene.promise(.offerRecovery(promise, offer))
            try scene.promise(.acceptRecovery(promise), by: .person)
            scene.pass(.seconds(1))
        }
        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        scene.tick()

        let cue = try #require(scene.engine.openCues.first { $0.cue.promise == Self.p1 }?.cue)
        #expect(scene.engine.promiseCall(of: cue)?.takes == ["tea", "coffee"])
    }

    @Test("After a restart from a snapshot nobody is called twice, and whoever was not is")
    func restarted() throws {
        var scene = try Self.scene()
        scene.pass(.minutes(9))
        var before = Engine(scene.engine.aggregates, seed: Scene.seed)
        let batch = Scene.batch([Signal("in2", "B1", .enter, 3, at: scene.now)])
        _ = before.step([SourcedBatch(source: 0, batch: batch)], at: scene.now)
        let told = before.promisesDue(at: scene.now)
        #expect(told.count == 1)

        scene.tick()
        var after = Engine(scene.engine.aggregates, seed: Scene.seed)
        _ = after.step([SourcedBatch(source: 0, batch: batch)], at: scene.now)
        let again = after.promisesDue(at: scene.now)
        #expect(again.isEmpty)
    }

    @Test("Erased, nothing of them is called for, and nothing is left of the call")
    func erased() throws {
        var scene = try Self.scene()
        scene.pass(.minutes(9))
        scene.tick()
        var engine = scene.engine
        _ = try engine.forget(Made.anna)

        #expect(engine.openCues.isEmpty)
        #expect(engine.promises == scene.replayed(without: Made.anna).promises)
        #expect(engine.openPromises(until: scene.now + .hours(24)).isEmpty)
        let told = engine.promisesDue(at: scene.now + .minutes(1))
        #expect(told.isEmpty)
    }
}
