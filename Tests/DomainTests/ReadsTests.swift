import Domain
import Kernel
import Testing

@Suite("Reads with a strength")
struct ReadsTests {
    private static let readings = [
        ZoneReading(
            zone: ZoneID("Q1")!, antennas: [AntennaID("r1-1")!], edgeBand: Token("edge"),
            goneAfter: .seconds(60)),
        ZoneReading(zone: ZoneID("Q2")!, antennas: [AntennaID("r1-2")!], edge: -60),
    ]

    private struct Floor {
        var scene: Scene
        var count = 0

        init(_ rules: [Rule] = []) {
            scene = Scene(rules, mode: .live)
            scene.engine.apply(.readingsInstalled(ReadsTests.readings), at: scene.now)
        }

        /// One read each second, of each band at each antenna's level.
        mutating func read(
            _ seconds: Range<Int>, _ levels: [(band: String, antenna: String, dBm: Int8)]
        ) {
            for second in seconds {
                let at = scene.at(Double(second))
                let signals = levels.map { level -> PlainSignal in
                    count += 1
                    return PlainSignal(
                        id: "r\(count)", token: Token(level.band)!, kind: .read, zone: 3, at: at,
                        reader: AntennaID(level.antenna)!, strength: level.dBm)
                }
                scene.now = at
                _ = scene.engine.step(
                    [
                        SourcedBatch(
                            source: 0, batch: SignalBatch(signals, from: 0, seed: Scene.seed))
                    ], at: at)
            }
        }

        mutating func wait(until second: Int) {
            scene.now = scene.at(Double(second))
            _ = scene.engine.step([], at: scene.now)
        }

        var counts: [Int] { Array(scene.engine.occupancy.prefix(2)) }
    }

    @Test("Somebody well inside is there, somebody outside is not, and a move is noticed")
    func moves() {
        var floor = Floor()
        floor.read(0..<60, [("edge", "r1-1", -66), ("B1", "r1-1", -58), ("B2", "r1-1", -72)])
        #expect(floor.counts == [1, 0])

        floor.read(60..<140, [("edge", "r1-1", -66), ("B1", "r1-1", -78), ("B1", "r1-2", -50)])
        floor.wait(until: 150)
        #expect(floor.counts == [0, 1])
    }

    @Test("An antenna learns where its zone ends from the band that hangs there")
    func learns() {
        for (edge, expected) in [(Int8(-80), 1), (-50, 0)] {
            var floor = Floor()
            floor.read(0..<60, [("edge", "r1-1", edge)])
            floor.read(60..<120, [("edge", "r1-1", edge), ("B1", "r1-1", -65)])
            floor.wait(until: 130)
            #expect(floor.counts == [expected, 0], "edge at \(edge) dBm")
        }
    }

    @Test("Not read is not gone while nobody is heard; heard again without them, they are gone")
    func silence() {
        var floor = Floor()
        floor.read(0..<60, [("edge", "r1-1", -66), ("B1", "r1-1", -58)])
        floor.wait(until: 600)
        #expect(floor.counts == [1, 0])
        #expect(floor.scene.engine.silentZones == [0])

        floor.read(600..<690, [("edge", "r1-1", -66)])
        floor.wait(until: 700)
        #expect(floor.counts == [0, 0])
        #expect(floor.scene.engine.silentZones == [])
    }

    @Test("Rules hear of it as of any other coming and going")
    func rules() {
        let rule = Rule.count("hello", .enter("queue"), atLeast: 1, minutes: 1)
        var floor = Floor([rule])
        floor.read(0..<60, [("edge", "r1-1", -66), ("B1", "r1-1", -58)])
        floor.wait(until: 70)

        #expect(floor.scene.engine.tallies[RuleID("hello")!]?.issued == 1)
    }

    @Test("A snapshot half-way changes nothing", arguments: [5, 33, 61, 97])
    func snapshot(second: Int) throws {
        let all = [
            ("edge", "r1-1", Int8(-64)), ("B1", "r1-1", -58), ("B2", "r1-2", -55),
            ("B3", "r1-1", -67),
        ].map { (band: $0.0, antenna: $0.1, dBm: $0.2) }
        var straight = Floor()
        straight.read(0..<120, all)
        straight.wait(until: 400)
        var resumed = Floor()
        resumed.read(0..<second, all)
        resumed.scene.engine = try EngineTests.throughSnapshot(resumed.scene.engine)
        resumed.read(second..<120, all)
        resumed.wait(until: 400)

        #expect(resumed.scene.engine.floors.encoded == straight.scene.engine.floors.encoded)
    }
}
