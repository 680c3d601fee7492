import Domain
import Kernel
import Testing

/// What the house asks of its own accord about promises: within the one budget of questions.
///
/// Negative control: leave `promisePuts` out of `silence(beforeAsking:)`, and these fail.
@Suite("Questions about promises")
struct PromiseQuestionTests {
    private typealias Made = PromiseScene
    private static let p1 = PromiseID("p1")!
    private static let p2 = PromiseID("p2")!
    private static let never = UInt64(999_999)

    private static func ask(
        _ scene: inout Made, draw: UInt64 = 0, of person: PersonID = Made.anna
    ) throws(CommandRefusal) -> Engine.PromiseQuestion? {
        try scene.carryOut(.askOfPromises(of: person, draw: draw))
        return scene.engine.openPromiseQuestion(of: person, at: scene.now)
    }

    private static func check(
        _ expected: Engine.PromiseQuestion?, _ scene: inout Made, draw: UInt64 = 0,
        at place: SourceLocation = #_sourceLocation
    ) throws {
        let asked = try ask(&scene, draw: draw)
        #expect(asked == expected, sourceLocation: place)
    }

    @Test("One question is put at a time, about the newest promise, with its chance kept")
    func one() throws {
        var scene = try Made()
        try Self.check(nil, &scene)
        for id in ["p1", "p2"] {
            try scene.promise(Made.make(id))
            scene.pass(.seconds(1))
        }
        try Self.check(.reading(Self.p2), &scene)
        #expect(scene.entry("p2")?.askedMillionths == 1_000_000)
        scene.pass(.hours(1))
        try Self.check(.reading(Self.p2), &scene)
        #expect(scene.entry("p1")?.askedAt == nil)
        #expect(scene.engine.questionSilence(of: Made.anna, at: scene.now) == .questionOpen)
        #expect(scene.engine.promises(of: Made.anna, at: scene.now)?.asks == .reading(Self.p2))

        try scene.promise(.read(Self.p2, words: "", due: nil), by: .person)
        #expect(scene.engine.openPromiseQuestion(of: Made.anna, at: scene.now) == nil)
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test("Nobody is asked more than the budget holds, and what staff asked counts in it")
    func budget() throws {
        var scene = try Made()
        let person = scene.engine.isHeldOut(Made.anna) ? Made.ben : Made.anna
        #expect(!scene.engine.isHeldOut(person))
        for number in 0..<6 { try scene.promise(Made.make("p\(number)"), to: person) }
        try scene.promise(.askReading(PromiseID("p0")!), to: person)
        try scene.promise(.read(PromiseID("p0")!, words: "", due: nil), to: person, by: .person)
        var asked = 0
        for _ in 0..<4 {
            scene.pass(.hours(1))
            guard case .reading(let id)? = try Self.ask(&scene, of: person) else { continue }
            asked += 1
            try scene.promise(.read(id, words: "", due: nil), to: person, by: .person)
        }
        #expect(asked == 1)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .budgetSpent)
    }

    @Test("A draw that spares somebody is kept, and no other follows for a day")
    func spared() throws {
        var scene = try Made()
        try scene.promise(Made.make("p0"))
        try scene.promise(.read(PromiseID("p0")!, words: "", due: nil), by: .person)
        scene.pass(.hours(24 * 30))
        try scene.promise(Made.make("p1"))
        try Self.check(nil, &scene, draw: Self.never)
        #expect(scene.entry("p1")?.sparedAt == scene.now && scene.entry("p1")?.askedAt == nil)
        scene.pass(.hours(24) - Span(milliseconds: 1))
        try Self.check(nil, &scene)
        scene.pass(Span(milliseconds: 1))
        try Self.check(.reading(Self.p1), &scene)
        #expect((scene.entry("p1")?.askedMillionths ?? 0) < 1_000_000)
    }

    @Test("Whoever lets nobody help them is asked nothing, and may tell everything")
    func refused() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        try scene.allow(Made.anna, refusing: [.help])
        try Self.check(nil, &scene)
        try scene.promise(.read(Self.p1, words: "so", due: nil), by: .person)
        #expect(scene.entry("p1")?.reading?.words == "so")
    }

    @Test(
        "How much of themself they recognise is asked of who saw a promise judged, once a year"
    )
    func bond() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        try scene.promise(.read(Self.p1, words: "", due: nil), by: .person)
        try Self.check(nil, &scene)
        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: nil))
        try Self.check(.bond, &scene)
        scene.pass(.minutes(1))
        try scene.carryOut(.tellBond(6, of: Made.anna, by: .person))
        #expect(scene.engine.openPromiseQuestion(of: Made.anna, at: scene.now) == nil)
        scene.pass(.hours(24 * 364))
        try Self.check(nil, &scene)
        scene.pass(.hours(24 * 2))
        try Self.check(.bond, &scene)
    }
}
