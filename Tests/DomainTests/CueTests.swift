import Domain
import Kernel
import Testing

@Suite("Cues")
struct CueTests {
    private let anna = StaffID("anna")!
    private let bob = StaffID("bob")!

    private static let wait = Rule.missing(
        "wait", [.enter("queue")], [.anywhere(.service), .anywhere(.exit)], minutes: 12,
        cue: .terms(
            validFor: .minutes(10), withdrawOn: [.anywhere(.service)],
            escalateAfter: .minutes(4)))

    /// A cue about B1 in Q1, raised at 720 s.
    private func waiting() -> Scene {
        var scene = Scene([Self.wait])
        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .read, 0, at: scene.at(726)),
        ])
        return scene
    }

    @Test("Of two who take one cue, the first has it and the other is told who")
    func takenOnce() throws {
        var scene = waiting()

        try scene.carryOut(.take(1, by: anna))

        #expect(throws: CommandRefusal.takenByAnother(anna)) {
            try scene.carryOut(.take(1, by: bob))
        }
        #expect(scene.engine.openCue(numbered: 1)?.state == .taken(by: anna, at: scene.now))
    }

    @Test("Taking what one has already changes nothing")
    func takenAgain() throws {
        var scene = waiting()
        try scene.carryOut(.take(1, by: anna))

        #expect(try scene.engine.decide(.take(1, by: anna), at: scene.now).isEmpty)
    }

    @Test(
        "A tap is taken back for ten seconds, and not a millisecond longer",
        arguments: [(10_000, true), (10_001, false)] as [(Int64, Bool)])
    func undo(milliseconds: Int64, isAllowed: Bool) throws {
        var scene = waiting()
        try scene.carryOut(.take(1, by: anna))
        scene.now = scene.now + Span(milliseconds: milliseconds)

        if isAllowed {
            try scene.carryOut(.undo(1, by: anna))
            #expect(scene.engine.openCue(numbered: 1)?.state == .issued)
        } else {
            #expect(throws: CommandRefusal.tooLateToUndo) {
                try scene.carryOut(.undo(1, by: anna))
            }
        }
    }

    @Test("Undoing 'it helped' opens the cue again, in the same hands, and the count goes back")
    func undoDone() throws {
        var scene = waiting()
        try scene.carryOut(.take(1, by: anna))
        try scene.carryOut(.finish(1, by: anna, helped: true))
        let helped = scene.engine.tallies[RuleID("wait")!]?.helped

        try scene.carryOut(.undo(1, by: anna))

        #expect(helped == 1)
        #expect(scene.engine.tallies[RuleID("wait")!]?.helped == 0)
        #expect(scene.engine.openCue(numbered: 1)?.state.isTaken == true)
    }

    @Test("Nobody undoes another's tap")
    func undoOfAnother() throws {
        var scene = waiting()
        try scene.carryOut(.take(1, by: anna))

        #expect(throws: CommandRefusal.nothingToUndo) { try scene.carryOut(.undo(1, by: bob)) }
    }

    @Test("A cue is withdrawn when the guest is served meanwhile")
    func withdrawn() {
        var scene = waiting()

        scene.send([
            Signal("3", "B1", .service, 0, at: scene.at(730)),
            Signal("4", "B2", .read, 0, at: scene.at(740)),
        ])

        #expect(scene.engine.openCues.isEmpty)
        #expect(scene.engine.tallies[RuleID("wait")!]?.withdrawn == 1)
    }

    @Test("A cue that somebody has taken is not withdrawn from under them")
    func takenStays() throws {
        var scene = waiting()
        try scene.carryOut(.take(1, by: anna))

        scene.send([
            Signal("3", "B1", .service, 0, at: scene.at(730)),
            Signal("4", "B2", .read, 0, at: scene.at(740)),
        ])

        #expect(scene.engine.openCue(numbered: 1) != nil)
    }

    @Test("An untaken cue escalates, then expires; a taken one does neither")
    func escalation() throws {
        var scene = Scene([Self.wait])
        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .enter, 0, at: scene.at(1)),
            Signal("3", "B3", .read, 0, at: scene.at(727)),
        ])
        try scene.carryOut(.take(2, by: anna))

        scene.send([Signal("4", "B3", .read, 0, at: scene.at(720 + 240 + 6))])
        let escalated = scene.engine.openCue(numbered: 1)?.state
        scene.send([Signal("5", "B3", .read, 0, at: scene.at(720 + 600 + 7))])

        #expect(escalated == .escalated)
        #expect(scene.engine.openCue(numbered: 1) == nil)
        #expect(scene.engine.openCue(numbered: 2) != nil)
        #expect(scene.engine.tallies[RuleID("wait")!]?.expired == 1)
    }

    @Test("A cue about a known person is a record, one about nobody stays in the block")
    func aboutSomebody() throws {
        var scene = Scene([Self.wait])
        try scene.know("p1", by: "B1")
        let batch = Scene.batch([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .enter, 0, at: scene.at(1)),
            Signal("3", "B3", .read, 0, at: scene.at(727)),
        ])

        let result = scene.engine.step([SourcedBatch(source: 0, batch: batch)], at: scene.now)
        let inBlock = result.cueSection.withUnsafeBytes { try? CueSection.decode($0) }

        #expect(inBlock?.map(\.cue.token.description) == ["B2"])
        #expect(result.records.compactMap(CueEvent.init).map(\.cue.token.description) == ["B1"])
        #expect(result.records.first?.subject == .person(PersonID("p1")!))
    }

    @Test("Erasing a person forgets their links and cues, and names every subject to destroy")
    func forget() throws {
        var scene = Scene([Self.wait])
        try scene.know("p1", by: "B1", "B2")
        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("3", "B3", .read, 0, at: scene.at(727)),
        ])

        let subjects = try scene.engine.forget(PersonID("p1")!)

        let (one, two) = (Token("B1")!, Token("B2")!)
        #expect(
            Set(subjects).isSuperset(of: [
                .person(PersonID("p1")!), .token(one), .token(two), .alias(Alias(one)),
                .alias(Alias(two)), .alias(Alias(PersonID("p1")!)),
            ]))
        #expect(scene.engine.people[Token("B1")!] == nil)
        #expect(scene.engine.openCues.isEmpty)
    }
}
