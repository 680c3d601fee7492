import Domain
import Kernel
import Testing

@Suite("Engine")
struct EngineTests {
    @Test("A repeated id is accepted and changes nothing")
    func repeated() {
        var scene = Scene(Rule.w1)
        let signal = Signal("1", "B1", .enter, 0, at: scene.at(0))

        let first = scene.send([signal])
        let before = scene.engine.occupancy
        let second = scene.send([signal, Signal("1", "B9", .enter, 1, at: scene.at(1))])

        #expect(first.accepted == 1)
        #expect(second.accepted == 0 && second.repeated == 2)
        #expect(scene.engine.occupancy == before)
    }

    @Test("A signal older than the window is refused by its age; at its edge it is taken in")
    func tooLate() {
        var scene = Scene([], mode: .live)
        let edge = scene.now - DuplicateWindow.span

        let outcome = scene.send([
            Signal("1", "B1", .read, 0, at: edge),
            Signal("2", "B1", .read, 0, at: edge - Span(milliseconds: 1)),
        ])

        #expect(outcome.accepted == 1)
        #expect(outcome.refusals == [LineRefusal(line: 1, refusal: .tooLate)])
    }

    @Test("A live signal from the future is refused beyond five minutes")
    func inTheFuture() {
        var scene = Scene([], mode: .live)
        let edge = scene.now + .minutes(5)

        let outcome = scene.send([
            Signal("1", "B1", .read, 0, at: edge),
            Signal("2", "B1", .read, 0, at: edge + Span(milliseconds: 1)),
        ])

        #expect(outcome.accepted == 1)
        #expect(outcome.refusals == [LineRefusal(line: 1, refusal: .inTheFuture)])
    }

    @Test("A late signal is kept but moves nobody")
    func late() {
        var scene = Scene([])
        scene.send([Signal("1", "B1", .enter, 0, at: scene.at(100))])

        let outcome = scene.send([
            Signal("2", "B1", .exit, 0, at: scene.at(94.999)),
            Signal("3", "B1", .enter, 1, at: scene.at(95)),
        ])

        #expect(outcome.late == 1 && outcome.accepted == 2)
        #expect(scene.engine.occupancy == [1, 0, 0, 0])
    }

    @Test("A closed import takes nothing more in")
    func closed() {
        var scene = Scene([])
        scene.send([Signal("1", "B1", .enter, 0, at: scene.at(0))])
        scene.close()

        let outcome = scene.send([Signal("2", "B1", .exit, 0, at: scene.at(1))])

        #expect(outcome.refusals == [LineRefusal(line: 0, refusal: .sourceClosed)])
    }

    @Test("On a silent live floor an absence becomes certain by the clock alone")
    func clockAlone() {
        var scene = Scene(Rule.w1, mode: .live)
        scene.send([Signal("1", "B1", .enter, 0, at: scene.now)])
        let deadline = scene.now + .minutes(10)
        scene.tick(to: scene.now + .minutes(1))

        let isEarly = scene.engine.wantsTick(at: deadline + .seconds(5))
        scene.tick(to: deadline + .seconds(5))
        let before = scene.cues
        let isDue = scene.engine.wantsTick(at: deadline + Span(milliseconds: 5_001))
        scene.tick(to: deadline + Span(milliseconds: 5_001))

        #expect(!isEarly && before.isEmpty)
        #expect(isDue)
        #expect(scene.cues == ["R1,B1,Q1,600000"])
    }

    @Test("A live source that runs behind holds the floor back by its lag, and is then forgotten")
    func lagging() {
        var scene = Scene(Rule.w1, mode: .live, sourceCount: 2)
        scene.send([Signal("1", "B1", .enter, 0, at: scene.now)])
        let deadline = scene.now + .minutes(10)
        scene.tick(to: deadline - .seconds(30))
        scene.now = deadline - .seconds(1)
        scene.send([Signal("2", "B2", .read, 0, at: scene.now - .seconds(20))], from: 1)
        scene.tick(to: scene.now + .seconds(16))

        let heldBack = scene.engine.wantsTick(at: deadline + .seconds(20))
        let afterLag = scene.engine.wantsTick(at: deadline + .seconds(26))

        #expect(!heldBack)
        #expect(afterLag)
    }

    @Test(
        "A snapshot taken anywhere gives the same state as folding on",
        arguments: 0..<60 as Range<UInt64>)
    func snapshots(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let signals = RandomDay.late(
            RandomDay.signals(using: &random), upTo: 5_000, using: &random)
        let cut = signals.isEmpty ? 0 : Int(random.next() % UInt64(signals.count))
        let rules =
            Rule.w1 + [
                .missing(
                    "wait", [.enter("queue")], [.anywhere(.service)], minutes: 3,
                    cue: .terms(
                        withdrawOn: [.anywhere(.exit)], escalateAfter: .minutes(2),
                        cooldown: .minutes(9)))
            ]
        var straight = Scene(rules)
        straight.send(Array(signals[..<cut]))

        var resumed = straight
        resumed.engine = try Self.throughSnapshot(straight.engine)
        resumed.engine.restoreIdentifiers(of: Scene.batch(Array(signals[..<cut])), from: 0)
        resumed.engine.restoreWindows(from: straight.engine.aggregates)
        for part in [signals[cut...]] {
            straight.send(Array(part))
            resumed.send(Array(part))
        }
        straight.close()
        resumed.close()

        #expect(resumed.events == straight.events, "seed \(seed)")
        #expect(resumed.engine.aggregates == straight.engine.aggregates, "seed \(seed)")
        #expect(resumed.engine.floors.encoded == straight.engine.floors.encoded, "seed \(seed)")
    }

    static func throughSnapshot(_ engine: Engine) throws -> Engine {
        var copy = Engine(engine.aggregates, seed: Scene.seed)
        let bytes = engine.floors.encoded
        let failure = bytes.withUnsafeBytes { raw -> ByteReaderFailure? in
            var reader = ByteReader(raw)
            do throws(ByteReaderFailure) {
                try copy.decodeFloors(&reader, seed: Scene.seed)
                return nil
            } catch {
                return error
            }
        }
        try #require(failure == nil)
        return copy
    }

    @Test("A block gives its batches and cues back", arguments: 0..<40 as Range<UInt64>)
    func blocks(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let signals = RandomDay.signals(using: &random)
        var scene = Scene(Rule.w1)
        let batch = Scene.batch(signals)
        let result = scene.engine.step([SourcedBatch(source: 0, batch: batch)], at: scene.now)
        let block = Block(
            recordedAt: scene.now, cueSection: result.cueSection, segments: [batch.segment])

        let bytes = block.bytes
        let opened = bytes.withUnsafeBytes { try? Block.open($0, seed: Scene.seed) }
        let head = bytes.withUnsafeBytes { try? Block.head($0) }

        #expect(opened?.recordedAt == scene.now)
        let back = try #require(opened?.batches.first?.batch)
        #expect(back.segment == batch.segment)
        #expect(back.observations.map(\.id) == batch.observations.map(\.id))
        #expect(back.observations.map(\.token) == batch.observations.map(\.token))
        #expect(back.observations.map(\.occurredAt) == batch.observations.map(\.occurredAt))
        #expect(head?.cues.count == result.cueEventCount)
    }

    @Test("Changing the rules keeps what unchanged rules know")
    func rulesChange() {
        var scene = Scene(Rule.w1)
        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B1", .tap, 3, at: scene.at(1)),
            Signal("3", "B1", .tap, 3, at: scene.at(2)),
        ])

        scene.engine.apply(.rulesInstalled(Array(Rule.w1.reversed())), at: scene.now)
        scene.send([Signal("4", "B1", .tap, 3, at: scene.at(3))])
        scene.close()

        #expect(scene.cues == ["R1,B1,Q1,600000", "R2,B1,S1,3000"])
    }

    @Test("A token nothing was heard of for a day is forgotten; one that is awaited is not")
    func forgetting() {
        var scene = Scene(Rule.w1, mode: .live)
        scene.send([
            Signal("1", "B1", .enter, 3, at: scene.now), Signal("2", "B1", .tap, 3, at: scene.now),
            Signal("3", "B2", .enter, 3, at: scene.now),
        ])
        scene.tick(to: scene.now + .hours(23))
        scene.send([Signal("4", "B2", .read, 3, at: scene.now)])
        let before = scene.engine.tokenCount

        scene.tick(to: scene.now + .minutes(90))
        scene.send([
            Signal("5", "B2", .tap, 3, at: scene.now), Signal("6", "B1", .enter, 0, at: scene.now),
        ])

        #expect(before == 2)
        #expect(scene.engine.occupancy == [1, 0, 0, 1])
        scene.tick(to: scene.now + .minutes(11))
        #expect(scene.cues == ["R1,B1,Q1,88800000"])
    }

    @Test("A zone that changes its kind is refused: rules and the past rest on it")
    func zoneKinds() {
        let scene = Scene([])
        let other = Zone(
            id: ZoneID("Q1")!, kind: ZoneKind("ride")!, name: Words(en: "x", nl: "x"))

        #expect(throws: CommandRefusal.zoneKindDiffers(ZoneID("Q1")!)) {
            try scene.engine.decide(.addZones([other]), at: scene.now)
        }
    }
}
