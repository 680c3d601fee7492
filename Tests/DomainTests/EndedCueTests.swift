import Domain
import Kernel
import Testing

@Suite("Cues that are over")
struct EndedCueTests {
    private let anna = StaffID("anna")!

    private static let wait = Rule.missing(
        "wait", [.enter("queue")], [.anywhere(.service), .anywhere(.exit)], minutes: 12,
        cue: .terms(validFor: .minutes(10), withdrawOn: [.anywhere(.service)]))

    /// Cues about B1, B2 and B3, raised 12 minutes after they came.
    private func scene(_ mode: Source.Mode = .live) -> Scene {
        var scene = Scene([Self.wait], mode: mode)
        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .enter, 1, at: scene.at(1)),
            Signal("3", "B3", .enter, 0, at: scene.at(2)),
        ])
        scene.tick(to: scene.at(800))
        return scene
    }

    private func endings(_ scene: Scene) -> [String] {
        scene.engine.cuesEnded.map {
            "\($0.number) \($0.zone) \($0.ending) \($0.by?.description ?? "-")"
        }
    }

    @Test("Each cue is in it once, with how it ended, where, and who ended it")
    func endings() throws {
        var scene = scene()
        #expect(endings(scene).isEmpty)

        try scene.carryOut(.take(1, by: anna))
        try scene.carryOut(.finish(1, by: anna, helped: true))
        scene.send([Signal("4", "B2", .service, 1, at: scene.at(801))])
        scene.tick(to: scene.at(1_400))

        #expect(endings(scene) == ["1 0 helped anna", "2 1 withdrawn -", "3 0 expired -"])
    }

    @Test("What is taken back is no longer over")
    func undone() throws {
        var scene = scene()
        try scene.carryOut(.finish(1, by: anna, helped: false))
        #expect(endings(scene) == ["1 0 didNotHelp anna"])

        try scene.carryOut(.undo(1, by: anna))

        #expect(endings(scene).isEmpty)
    }

    @Test("Cues of an import are not of today")
    func imports() throws {
        var scene = scene(.history)
        scene.close()
        try scene.carryOut(.reject(1, by: anna))

        #expect(endings(scene).isEmpty)
    }

    @Test("It is forgotten after a day, and outlives a snapshot")
    func forgotten() throws {
        var scene = scene()
        try scene.carryOut(.reject(1, by: anna))
        let again = Engine(scene.engine.aggregates, seed: Scene.seed)
        #expect(again.cuesEnded == scene.engine.cuesEnded && again.cuesEnded.count == 1)

        scene.tick(to: scene.at(86_000))
        #expect(endings(scene).contains("1 0 rejected anna"))

        scene.tick(to: scene.at(91_000))

        #expect(!endings(scene).contains("1 0 rejected anna"))
    }
}
