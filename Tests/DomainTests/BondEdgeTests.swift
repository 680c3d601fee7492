import Domain
import Foundation
import Kernel
import Measures
import Testing

/// What people say of themself and the house, where each factor of what is at stake comes from, and
/// how it goes again.
///
/// Negative controls: clear one name only when it is taken back, or let a word count for ever, and
/// these fail.
@Suite("Both edges of recognising oneself in a house")
struct BondEdgeTests {
    private typealias Made = PromiseScene
    private static let p1 = PromiseID("p1")!

    private static func tell(
        _ scene: inout Made, _ command: BondCommand, of person: PersonID = Made.anna,
        by claimant: Claimant = .person
    ) throws(CommandRefusal) {
        try scene.carryOut(.bond(command, of: person, by: claimant))
    }

    private static func stake(_ scene: Made, _ person: PersonID = Made.anna) -> BondStake? {
        scene.engine.bondStake(of: person, at: scene.now)
    }

    @Test("How sure they are to come again is their own word, and counts for a year")
    func stays() throws {
        var scene = try Made()
        for claimant in [Made.noor, .house] {
            #expect(throws: CommandRefusal.promise(.notTheirWord)) {
                try Self.tell(&scene, .stays(3), by: claimant)
            }
        }
        #expect(throws: CommandRefusal.promise(.levelTooHigh)) {
            try Self.tell(&scene, .stays(11))
        }
        try Self.tell(&scene, .stays(3))
        #expect(Self.stake(scene) == nil)
        try Self.tell(&scene, .recognises(9))
        #expect(Self.stake(scene)?.leaving == .told(stays: 3))
        #expect(Self.stake(scene)?.brokenChance == nil)
        let rows = scene.rows.count
        try Self.tell(&scene, .stays(3))
        #expect(scene.rows.count == rows)
        scene.pass(Span(milliseconds: 365 * 86_400_000 - 1))
        #expect(Self.stake(scene)?.leaving == .told(stays: 3))
        scene.pass(Span(milliseconds: 1))
        #expect(Self.stake(scene)?.leaving == nil)
        try Self.tell(&scene, .stays(3))
        #expect(Self.stake(scene)?.leaving == .told(stays: 3))
    }

    @Test(
        "Of who took leave and what they say the newer counts, and a broken promise as they see it")
    func sources() throws {
        var scene = try Made()
        try Self.tell(&scene, .recognises(9))
        try scene.promise(Made.make("p1", due: scene.now + .minutes(10)))
        try scene.promise(.judgeByLetter(Self.p1, isKept: false, at: nil))
        #expect(Self.stake(scene)?.broken == 1 && Self.stake(scene)?.flag == .unknown)
        try scene.promise(.offerRecovery(Self.p1, "tea"))
        try scene.promise(.lose(Self.p1))
        #expect(Self.stake(scene)?.leaving == .tookLeave && Self.stake(scene)?.flag == .much)
        scene.pass(.minutes(1))
        try Self.tell(&scene, .stays(10))
        #expect(Self.stake(scene)?.leaving == .told(stays: 10))
        #expect(Self.stake(scene)?.flag == .little)
        try scene.promise(.judgeByReading(Self.p1, isKept: true, at: nil), by: .person)
        #expect(Self.stake(scene)?.kept == 1 && Self.stake(scene)?.broken == 0)
        try scene.allow(Made.anna, refusing: [.help])
        #expect(Self.stake(scene) == nil)
    }

    @Test("What is taken back is gone under every name, and is asked of nobody for a year")
    func takenBack() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1"))
        try scene.promise(.read(Self.p1, words: "", due: nil), by: .person)
        try scene.promise(.judgeByLetter(Self.p1, isKept: true, at: nil))
        try Self.tell(&scene, .recognises(9))
        try Self.tell(&scene, .stays(5), of: Made.ben)
        let mail = Alias(.mail, "both@example.org")!
        for name in [Made.anna, Made.ben] {
            try scene.carryOut(.claim(Alias(name), mail, .stated, by: .house, evidence: ""))
        }
        #expect(Self.stake(scene)?.leaving == .told(stays: 5))
        #expect(throws: CommandRefusal.promise(.notTheirWord)) {
            try Self.tell(&scene, .takeBack, by: Made.noor)
        }
        try Self.tell(&scene, .takeBack, by: Made.heard)
        for name in [Made.anna, Made.ben] {
            #expect(scene.engine.bond(of: name) == nil && scene.engine.staying(of: name) == nil)
        }
        #expect(scene.engine.bondStakes(at: scene.now).isEmpty)
        let rows = scene.rows.count
        try Self.tell(&scene, .takeBack)
        #expect(scene.rows.count == rows)
        try scene.carryOut(.askOfPromises(of: Made.anna, draw: 0))
        #expect(scene.engine.openPromiseQuestion(of: Made.anna, at: scene.now) == nil)
        scene.pass(.hours(24 * 365))
        try scene.carryOut(.askOfPromises(of: Made.anna, draw: 0))
        #expect(scene.engine.openPromiseQuestion(of: Made.anna, at: scene.now) == .bond)
    }

    @Test("Replayed rows and a saved state give the same, and erased is as never told")
    func replayed() throws {
        var scene = try Made()
        try Self.tell(&scene, .recognises(9))
        try Self.tell(&scene, .stays(4))
        try Self.tell(&scene, .recognises(2), of: Made.ben)
        try Self.tell(&scene, .takeBack, of: Made.ben)
        #expect(scene.replayed().promises == scene.engine.promises)
        let saved = try JSONEncoder().encode(scene.engine.aggregates)
        let read = Engine(
            try JSONDecoder().decode(Aggregates.self, from: saved), seed: Scene.seed)
        #expect(read.promises == scene.engine.promises)
        #expect(read.staying(of: Made.anna)?.level == 4)
        var erased = scene.engine
        _ = try erased.forget(Made.anna)
        #expect(erased.promises == scene.replayed(without: Made.anna).promises)
        #expect(erased.bondStakes(at: scene.now).isEmpty)
    }

    // MARK: What the survey does not know

    private static func survey(_ scene: inout Made, _ words: Words? = nil) throws {
        let doubt = SurveyDoubt.reading(Made.standing.id)
        try scene.carryOut(
            .survey(.keep(doubt.question!, doubt, words), by: StaffID("noor")!))
    }

    @Test("A promise that the survey names is asked about before a newer one, in the house's words")
    func understood() throws {
        var scene = try Made()
        try scene.promise(Made.make("p1", standing: Made.standing.id))
        scene.pass(.seconds(1))
        try scene.promise(Made.make("p2"))
        let words = Words(
            en: "What did you understand by an hour?", nl: "Wat verstond u onder een uur?")
        try Self.survey(&scene, words)
        var unnamed = scene
        let doubt = SurveyDoubt.reading(Made.standing.id)
        try unnamed.carryOut(.survey(.drop(doubt.question!), by: StaffID("noor")!))
        scene.pass(.seconds(1))
        try scene.carryOut(.askOfPromises(of: Made.anna, draw: 0))
        let view = try #require(scene.engine.promises(of: Made.anna, at: scene.now))
        #expect(view.asks == .reading(Self.p1))
        #expect(view.asksIn == words)
        // What is changed afterwards does not change what was asked.
        scene.pass(.seconds(1))
        try Self.survey(&scene)
        #expect(scene.engine.promises(of: Made.anna, at: scene.now)?.asksIn == words)

        try unnamed.carryOut(.askOfPromises(of: Made.anna, draw: 0))
        let other = try #require(unnamed.engine.promises(of: Made.anna, at: unnamed.now))
        #expect(other.asks == .reading(PromiseID("p2")!) && other.asksIn == nil)
    }
}
