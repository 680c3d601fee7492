import Domain
import Kernel
import Testing

@Suite("Waits as what was settled for")
struct WishWaitTests {
    private typealias Told = WishScene

    /// Anna's band enters the queue now and rides so many seconds later.
    private static func wait(
        _ scene: inout WishScene, seconds: Int64, id: String = "w"
    ) -> [Record] {
        let source = SourceIndex(0)
        func step(_ signals: [Signal]) -> [Record] {
            let batches =
                signals.isEmpty
                ? []
                : [SourcedBatch(source: source, batch: Scene.batch(signals))]
            return scene.scene.engine.step(batches, at: scene.scene.now).records
        }
        var records = step([Signal(id + "1", "B1", .enter, 0, at: scene.now)])
        scene.pass(.seconds(seconds))
        records += step([Signal(id + "2", "B1", .enter, 2, at: scene.now)])
        scene.pass(.seconds(30))
        return records + step([])
    }

    @Test("A wait that ended is what whoever wished for a shorter one settled for, without a word")
    func settled() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said(Told.waiting, .within(.minutes(10))))

        let records = Self.wait(&scene, seconds: 1_200)

        let entry = try #require(scene.entry("w1"))
        // 1 − e⁻¹: ten minutes over, with a patience of ten.
        #expect(entry.settled.map(\.sacrifice?.millionths) == [632_121])
        #expect(entry.settled.map(\.evidence) == [.wait(Told.queue)])
        #expect(records.count == 1)
        #expect(records.first?.subject == .person(Told.anna))
        #expect(records.first?.purpose == .service)
    }

    @Test("Its row, folded behind the block it follows from or without it, gives the same")
    func replayed() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said(Told.waiting, .within(.minutes(10))))
        var without = scene.engine
        let records = Self.wait(&scene, seconds: 700)
        var twice = scene.engine

        for record in records {
            twice.apply(record, at: scene.now)
            without.apply(record, at: scene.now)
        }

        #expect(twice.wishes == scene.engine.wishes)
        #expect(without.wishes == scene.engine.wishes)
    }

    @Test("A hypothesis, another facet, somebody else, and whoever refuses help take nothing of it")
    func others() throws {
        var scene = try Told()
        try scene.wish(.voice(WishID("w1")!, Told.said(Told.waiting, .within(.minutes(10)))))
        try scene.confirmed("w2", Told.said())
        try scene.confirmed("w3", Told.said(Told.waiting, .within(.minutes(1))), of: Told.ben)
        #expect(Self.wait(&scene, seconds: 1_200).isEmpty)

        try scene.confirmed("w4", Told.said(Told.waiting, .within(.minutes(10))))
        try scene.allow(.assisted, Told.anna, refusing: [.help])
        #expect(Self.wait(&scene, seconds: 1_200, id: "x").isEmpty)
        #expect(scene.engine.ownWishes(of: Told.anna)?.entries.flatMap(\.settled).isEmpty == true)

        scene.pass(.minutes(1))
        try scene.allow(.assisted, Told.anna)
        #expect(Self.wait(&scene, seconds: 1_200, id: "y").count == 1)
    }
}
