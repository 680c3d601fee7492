import Domain
import Foundation
import Kernel
import Measures
import Testing

/// Negative control: let `PersonPromises.take` drop what makes room, and these fail.
@Suite("Promises that made room")
struct PromiseRoomTests {
    private typealias Made = PromiseScene
    private static let extra = 200

    /// One promise as a child would count it.
    private struct Plain: Hashable {
        let channel: String
        let letter: PromiseFact.Letter
        let reading: Bool?
    }

    /// Anna was promised more than is kept of one name, of every sort.
    private static func scene() throws -> (scene: Made, plain: [Plain: Int]) {
        var scene = try Made()
        var plain: [Plain: Int] = [:]
        for number in 0..<(PersonPromises.promiseCountMax + extra) {
            let channel = number % 3 == 0 ? "desk" : "site"
            let id = PromiseID("p\(number)")!
            try scene.promise(make(number, channel, at: scene.now))
            let letter: PromiseFact.Letter = [.kept, .broken, .unknown, .kept][number % 4]
            let reading: Bool? = [nil, true, false][number % 3]
            if letter != .unknown {
                try scene.promise(.judgeByLetter(id, isKept: letter == .kept, at: nil))
            }
            if let reading {
                try scene.promise(.judgeByReading(id, isKept: reading, at: nil), by: .person)
            }
            plain[Plain(channel: channel, letter: letter, reading: reading), default: 0] += 1
        }
        return (scene, plain)
    }

    /// Due an hour ago.
    private static func make(
        _ number: Int, _ channel: String, quote: String = "so", at now: Instant
    ) -> PromiseCommand {
        .make(
            PromiseID("p\(number)")!,
            SaidPromise(
                quote: quote, channel: PromiseChannel(channel)!, due: now - .hours(1)),
            at: now - .hours(2))
    }

    private static func counted(_ engine: Engine, at now: Instant) -> [Plain: Int] {
        engine.promiseFacts(at: now).reduce(into: [:]) { counts, each in
            let plain = Plain(
                channel: each.key.channel.description, letter: each.fact.letter,
                reading: each.fact.reading)
            counts[plain, default: 0] += 1
        }
    }

    @Test("Reports lose nothing of what made room, and its ids are taken for ever")
    func counted() throws {
        let (scene, plain) = try Self.scene()
        let kept = try #require(scene.engine.promises[Made.anna])
        let room = try #require(kept.room)
        #expect(kept.promises.count == PersonPromises.promiseCountMax)
        #expect(room.count == Self.extra)
        #expect(room.sums.map(\.count).reduce(0, +) == Self.extra)

        #expect(Self.counted(scene.engine, at: scene.now) == plain)
        #expect(
            PromiseCount(scene.engine.promiseFacts(at: scene.now).map(\.fact)).made
                == PersonPromises.promiseCountMax + Self.extra)

        // The first that was over is gone, and is neither made again nor anything else.
        #expect(scene.entry("p0") == nil)
        let again = Self.make(0, "desk", at: scene.now)
        var scene2 = scene
        #expect(try !scene2.promise(again))
        let other = Self.make(0, "desk", quote: "other", at: scene.now)
        #expect(scene.refusal(other) == .promiseDiffers)
        #expect(scene.refusal(again, to: Made.ben) == .promiseDiffers)
    }

    @Test("Folded again, read back, and without who was erased it is the same")
    func restored() throws {
        let (scene, plain) = try Self.scene()
        #expect(scene.replayed().promises == scene.engine.promises)
        let data = try JSONEncoder().encode(scene.engine.promises)
        let read = try JSONDecoder().decode(PromiseBook.self, from: data)
        #expect(read == scene.engine.promises)
        #expect(read[Made.anna]?.room?.sums == scene.engine.promises[Made.anna]?.room?.sums)

        let restored = Engine(scene.engine.aggregates, seed: Scene.seed)
        #expect(Self.counted(restored, at: scene.now) == plain)
        let again = Self.make(0, "desk", at: scene.now)
        #expect(
            throws: CommandRefusal.promise(.promiseDiffers)
        ) { try restored.decide(.promise(again, of: Made.ben, by: .house), at: scene.now) }

        var erased = scene.engine
        _ = try erased.forget(Made.anna)
        #expect(erased.promises == scene.replayed(without: Made.anna).promises)
        #expect(erased.promiseFacts(at: scene.now).isEmpty)
        let taken = try erased.decide(.promise(again, of: Made.ben, by: .house), at: scene.now)
        #expect(taken.count == 1)
    }
}
