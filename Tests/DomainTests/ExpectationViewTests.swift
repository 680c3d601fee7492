import Domain
import Kernel
import Measures
import Testing

/// Negative control: let `Engine.heard` take a disputed promise, or a wish that does not count, and
/// these fail.
@Suite("What somebody expects") struct ExpectationViewTests {
    private typealias Made = PromiseScene
    private static let quietWish = WishID("q")!

    /// Anna wants it as quiet as 10, and said so.
    private func scene() throws -> PromiseScene {
        var scene = try Made()
        try wish(
            &scene, .voice(Self.quietWish, WishScene.said()), by: .person)
        try wish(&scene, .playBack(Self.quietWish, "so"), by: Made.noor)
        try wish(&scene, .confirm(Self.quietWish), by: .person)
        return scene
    }

    private func wish(
        _ scene: inout PromiseScene, _ command: WishCommand, of person: PersonID = Made.anna,
        by claimant: Claimant = .person
    ) throws {
        try scene.carryOut(.wish(command, of: person, by: claimant))
    }

    private func felt(_ id: String, _ kind: Felt.Kind, _ level: UInt8) -> WishCommand {
        .live(
            SaidExperience(
                id: ExperienceID(id)!, about: .facet(WishScene.quiet), what: .felt(kind, level)))
    }

    private func got(_ id: String, _ level: Int64) -> WishCommand {
        .live(
            SaidExperience(
                id: ExperienceID(id)!, about: .facet(WishScene.quiet),
                what: .told(.got(.level(Level(thousandths: level * 1_000))))))
    }

    private func quiet(_ level: Int64) -> PromiseContent {
        .got(WishScene.quiet, .level(Level(thousandths: level * 1_000)))
    }

    private func expected(_ scene: PromiseScene) -> ExpectationView.Entry? {
        scene.engine.expectations(of: Made.anna, at: scene.now)?.entries.first
    }

    @Test("What they say they expect is what they expect, and what is right stands apart")
    func said() throws {
        var scene = try scene()
        #expect(expected(scene) == nil)

        try wish(&scene, felt("e1", .expects, 4))
        try wish(&scene, felt("e2", .deserves, 9))

        let entry = try #require(expected(scene))
        #expect(entry.facet.id == WishScene.quiet)
        #expect(entry.will.level == 400_000 && entry.should.level == 900_000)
        #expect(entry.will.heardCount == 1 && entry.should.heardCount == 1)
    }

    @Test("A promise of the thing moves what is right by how much of their wish it promises")
    func promised() throws {
        var scene = try scene()
        try wish(&scene, felt("e1", .expects, 2))
        try wish(&scene, felt("e2", .deserves, 2))
        scene.pass(.hours(24))

        try scene.promise(Made.make("p1", quiet(8)))

        let entry = try #require(expected(scene))
        #expect(entry.course.moments.last?.heard.millionths == 800_000)
        #expect(entry.sources.last == .promise(PromiseID("p1")!))
        #expect(entry.will.level == 200_000 && entry.should.level > 400_000)
    }

    @Test("What they got moves what they think will happen, and leaves what is right")
    func met() throws {
        var scene = try scene()
        try wish(&scene, felt("e1", .expects, 9))
        try wish(&scene, felt("e2", .deserves, 9))
        scene.pass(.hours(24))

        try wish(&scene, got("g1", 3))

        let entry = try #require(expected(scene))
        #expect(entry.should.level == 900_000 && entry.will.level < 700_000)
        #expect(entry.lastMet?.gapToWill == -600_000 && entry.lastMet?.gapToShould == -600_000)
    }

    @Test("On a day of which they said how it was, what was measured does not count as well")
    func oneOccasion() throws {
        var scene = try scene()
        try wish(&scene, got("g1", 3))
        try wish(&scene, felt("e1", .perceived, 6))

        let entry = try #require(expected(scene))

        #expect(entry.course.moments.map(\.heard.millionths) == [600_000])
        #expect(entry.sources == [.experience(ExperienceID("e1")!)])
    }

    @Test("A promise that they say they were not given moves nothing") func disputed() throws {
        var scene = try scene()
        try scene.promise(Made.make("p1", quiet(8)))
        #expect(expected(scene) != nil)

        try scene.promise(.dispute(PromiseID("p1")!, words: ""), by: .person)

        #expect(expected(scene) == nil)
    }

    @Test("Of a wish that nobody confirmed nothing is expected") func hypothesis() throws {
        var scene = try Made()
        try wish(&scene, .voice(Self.quietWish, WishScene.said()), by: .person)
        try wish(&scene, felt("e1", .expects, 4))
        try scene.promise(Made.make("p1", quiet(8)))

        #expect(expected(scene) == nil)
    }

    @Test("A posted wait is a promise about the thing that has the wait") func waits() throws {
        var scene = try Made()
        let wish = WishID("w")!
        try self.wish(
            &scene,
            .voice(wish, WishScene.said(WishScene.waiting, .within(.minutes(5)), words: "soon")))
        try self.wish(&scene, .playBack(wish, "so"), by: Made.noor)
        try self.wish(&scene, .confirm(wish))

        try scene.promise(
            Made.make(
                "p1", .wait(Made.queue, atMost: .minutes(5)), due: scene.now + .hours(2)))

        #expect(expected(scene)?.facet.id == WishScene.waiting)
        #expect(expected(scene)?.course.moments.map(\.heard.millionths) == [1_000_000])
    }

    @Test("Where nothing is heard only surety falls, and drift is a fact of 90 days") func drift()
        throws
    {
        var scene = try scene()
        try wish(&scene, felt("e1", .expects, 10))
        let first = try #require(expected(scene))
        scene.pass(.hours(24 * 80))
        let later = try #require(expected(scene))
        #expect(later.will.level == first.will.level)
        #expect(later.will.deviation > first.will.deviation && later.willDrift == nil)

        try wish(&scene, felt("e2", .expects, 1))
        #expect(expected(scene)?.hasDrifted == false)
        scene.pass(.hours(24 * 10))

        #expect(expected(scene)?.willDrift?.isAlarm == true && expected(scene)?.hasDrifted == true)
    }

    @Test("How sure they may be of a promise goes by letter and by reading apart") func keeping()
        throws
    {
        var scene = try scene()
        for number in 1...3 {
            let id = PromiseID("p\(number)")!
            try scene.promise(Made.make("p\(number)", standing: Made.standing.id))
            try scene.promise(.judgeByLetter(id, isKept: true, at: nil))
        }
        try scene.promise(.judgeByReading(PromiseID("p1")!, isKept: false, at: nil), by: .person)

        let kept = try #require(scene.engine.expectations(of: Made.anna, at: scene.now)?.kept)

        #expect(kept.map(\.standing) == [Made.standing.id])
        // Beta(1, 1) and three kept; and one broken.
        #expect(kept.first?.byLetter?.level == 800_000 && kept.first?.byLetter?.count == 3)
        #expect(kept.first?.byReading?.level == 333_333 && kept.first?.byReading?.count == 1)
    }

    @Test("Only by leave, but always for themself") func leave() throws {
        var scene = try scene()
        try wish(&scene, felt("e1", .expects, 4))
        try scene.allow(Made.anna, refusing: [.help])

        #expect(scene.engine.expectations(of: Made.anna, at: scene.now) == nil)
        #expect(scene.engine.expectationFirsts(of: Made.anna, at: scene.now) == nil)
        #expect(
            scene.engine.ownExpectations(of: Made.anna, at: scene.now)?.entries.first?.will.level
                == 400_000)
    }

    @Test("What is taken back is expected no more") func takenBack() throws {
        var scene = try scene()
        try wish(&scene, felt("e1", .expects, 4))
        try scene.promise(Made.make("p1", quiet(8)))

        try scene.carryOut(.takeBackTold(of: Made.anna, by: .person))

        #expect(expected(scene) == nil)
    }

    @Test("Replay gives the same, and without somebody's rows nothing of theirs") func replay()
        throws
    {
        var scene = try scene()
        try wish(&scene, felt("e1", .expects, 4))
        scene.pass(.hours(30))
        try scene.promise(Made.make("p1", quiet(8)))
        try wish(&scene, got("g1", 3))

        let now = scene.now
        #expect(
            scene.replayed().expectations(of: Made.anna, at: now)
                == scene.engine.expectations(of: Made.anna, at: now))
        #expect(
            scene.replayed().expectationPriors(at: now) == scene.engine.expectationPriors(at: now))
        let erased = scene.replayed(without: Made.anna)
        #expect(erased.expectations(of: Made.anna, at: now)?.entries.isEmpty != false)
        #expect(erased.expectationPriors(at: now) == ExpectationPriors(at: now))
    }

    @Test("Who is new starts from ten others or more, and never from themself") func priors()
        throws
    {
        var scene = try scene()
        for number in 1...10 {
            let person = PersonID("x\(number)")!
            let id = WishID("x\(number)")!
            try scene.carryOut(.link(Token("X\(number)")!, to: person))
            try scene.allow(person)
            try wish(&scene, .voice(id, WishScene.said()), of: person)
            try wish(&scene, .playBack(id, "so"), of: person, by: Made.noor)
            try wish(&scene, .confirm(id), of: person)
            try wish(&scene, felt("x\(number)", .perceived, 8), of: person)
        }
        scene.pass(.hours(24))
        try wish(&scene, got("g1", 0))
        let now = scene.now

        let priors = scene.engine.expectationPriors(at: now)
        let alone = scene.engine.expectations(of: Made.anna, at: now)?.entries.first
        let among = scene.engine.expectations(of: Made.anna, at: now, from: priors)?.entries.first
        let other = scene.engine.expectations(of: PersonID("x1")!, at: now, from: priors)?
            .entries.first

        // Ten others met 8, so one bad day says less; to them Anna is one of the ten.
        #expect((among?.will.level ?? 0) > (alone?.will.level ?? .max))
        #expect((other?.will.level ?? 0) < 800_000)
    }
}
