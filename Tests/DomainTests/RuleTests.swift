import Domain
import Kernel
import Testing

@Suite("Rules")
struct RuleTests {
    private static let wait = Rule.missing(
        "wait", [.enter("queue")], [.anywhere(.service), .anywhere(.exit)], minutes: 12)

    @Test("Twelve minutes without service raise one cue, at the twelfth minute")
    func absence() {
        var scene = Scene([Self.wait])

        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .read, 0, at: scene.at(726)),
        ])

        #expect(scene.cues == ["wait,B1,Q1,720000"])
    }

    @Test(
        "Service up to the very moment prevents the cue, and a millisecond later does not",
        arguments: [(720.0, 0), (720.001, 1), (0.001, 0)])
    func absenceBoundary(seconds: Double, cueCount: Int) {
        var scene = Scene([Self.wait])

        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B1", .service, 0, at: scene.at(seconds)),
        ])
        scene.close()

        #expect(scene.cues.count == cueCount)
    }

    @Test("An absence waits for what may still come late, and no longer")
    func watermark() {
        var scene = Scene([Self.wait])
        scene.send([Signal("1", "B1", .enter, 0, at: scene.at(0))])

        scene.send([Signal("2", "B2", .read, 0, at: scene.at(725))])
        let atTheBound = scene.cues
        scene.send([Signal("3", "B2", .read, 0, at: scene.at(725.001))])

        #expect(atTheBound.isEmpty)
        #expect(scene.cues.count == 1)
    }

    @Test("A count fires with the signal that completes it, without waiting")
    func countFiresAtOnce() {
        var scene = Scene(Rule.w1)

        scene.send([
            Signal("1", "B1", .tap, 3, at: scene.at(0)),
            Signal("2", "B1", .tap, 3, at: scene.at(9)),
            Signal("3", "B1", .tap, 3, at: scene.at(18)),
        ])

        #expect(scene.cues == ["R2,B1,S1,18000"])
    }

    @Test(
        "The window of a count includes both its ends",
        arguments: [(1_800.0, 1), (1_800.001, 0)])
    func countBoundary(seconds: Double, cueCount: Int) {
        var scene = Scene(Rule.w1)

        scene.send([
            Signal("1", "B1", .tap, 3, at: scene.at(0)),
            Signal("2", "B1", .tap, 3, at: scene.at(9)),
            Signal("3", "B1", .tap, 3, at: scene.at(seconds)),
        ])

        #expect(scene.cues.count == cueCount)
    }

    @Test("A late signal completes the count of one that came before it")
    func lateCount() {
        var scene = Scene(Rule.w1)

        scene.send([
            Signal("1", "B1", .tap, 3, at: scene.at(0)),
            Signal("3", "B1", .tap, 3, at: scene.at(4)),
            Signal("2", "B1", .tap, 3, at: scene.at(2)),
        ])

        #expect(scene.cues == ["R2,B1,S1,4000"])
    }

    @Test("With a cooldown a count waits, since a late signal could make an earlier one the first")
    func countWithCooldown() {
        let rule = Rule.count(
            "taps", .anywhere(.tap), atLeast: 2, minutes: 30, cue: .terms(cooldown: .minutes(10)))
        var scene = Scene([rule])

        scene.send([
            Signal("1", "B1", .tap, 3, at: scene.at(0)),
            Signal("3", "B1", .tap, 3, at: scene.at(4)),
        ])
        let before = scene.cues
        scene.send([Signal("2", "B1", .tap, 3, at: scene.at(2))])
        scene.close()

        #expect(before.isEmpty)
        #expect(scene.cues == ["taps,B1,S1,2000"])
    }

    @Test("A sequence needs its steps one directly after another, at one place")
    func sequence() {
        var scene = Scene(Rule.w1)

        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B1", .exit, 0, at: scene.at(60)),
            Signal("3", "B2", .enter, 0, at: scene.at(0.002)),
            Signal("4", "B2", .exit, 1, at: scene.at(60.002)),
            Signal("5", "B2", .exit, 0, at: scene.at(61)),
            Signal("6", "B3", .enter, 0, at: scene.at(0.004)),
            Signal("7", "B3", .exit, 0, at: scene.at(60.004)),
            Signal("8", "B3", .enter, 2, at: scene.at(100)),
        ])
        scene.close()

        #expect(scene.cues.filter { $0.hasPrefix("R3") } == ["R3,B1,Q1,360000"])
    }

    @Test("A condition on the person is met only by one who is known to have the fact")
    func condition() throws {
        let rule = Rule.count(
            "chair", .enter("queue"), atLeast: 1, minutes: 1, condition: .has("wheelchair"))
        var scene = Scene([rule])
        try scene.know("anna", by: "B1")
        try scene.know("bob", by: "B2")
        try scene.carryOut(.note(["wheelchair"], of: PersonID("anna")!))

        scene.send([
            Signal("1", "B1", .enter, 0, at: scene.at(0)),
            Signal("2", "B2", .enter, 0, at: scene.at(1)),
            Signal("3", "B3", .enter, 0, at: scene.at(2)),
        ])

        #expect(scene.cues == ["chair,B1,Q1,0"])
    }

    @Test(
        "Late and reordered signals, and repeats, raise the same cues as signals in order",
        arguments: 0..<300 as Range<UInt64>)
    func orderDoesNotMatter(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let signals = RandomDay.signals(using: &random)
        var inOrder = Scene(Rule.w1)
        inOrder.send(signals)
        inOrder.close()

        var shuffled = Scene(Rule.w1)
        var rest = RandomDay.late(signals, upTo: 5_000, using: &random)[...]
        while !rest.isEmpty {
            let count = Int(random.next() % 7) + 1
            shuffled.send(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        shuffled.close()

        #expect(inOrder.cues == RandomDay.oracle(signals), "seed \(seed)")
        #expect(shuffled.cues == inOrder.cues, "seed \(seed)")
    }
}

/// Days of a few bands among a few zones, dense enough that every rule is met and missed.
enum RandomDay {
    static func signals(using random: inout SplitMix64) -> [Signal] {
        var signals: [Signal] = []
        for token in 1...3 {
            var at: Int64 = 1_800_000_000_000 + Int64(token)
            for _ in 0..<(random.next() % 40) {
                at += Int64(random.next() % 400_000) / 4 * 4 + 4
                let kind = SignalKind.allCases[Int(random.next() % 5)]
                signals.append(
                    Signal(
                        "\(token)-\(at)", "B\(token)", kind, ZoneIndex(random.next() % 4),
                        at: Instant(milliseconds: at)))
            }
        }
        return signals.sorted { $0.at < $1.at }
    }

    /// The signals as they might arrive: each up to `delay` milliseconds late, some of them twice.
    static func late(
        _ signals: [Signal], upTo delay: Int64, using random: inout SplitMix64
    ) -> [Signal] {
        var arrivals: [(at: Int64, signal: Signal)] = []
        for signal in signals {
            let isLate = random.next() % 4 == 0
            let arrival =
                signal.at.milliseconds
                + (isLate ? Int64(random.next() % UInt64(delay)) : 0)
            arrivals.append((arrival, signal))
            if random.next() % 10 == 0 {
                arrivals.append((arrival + Int64(random.next() % 60_000), signal))
            }
        }
        return arrivals.sorted { ($0.at, $0.signal.id) < ($1.at, $1.signal.id) }.map(\.signal)
    }

    /// The rules of W1 as plain scans over the whole day: the truth, too slow to ship.
    static func oracle(_ signals: [Signal]) -> [String] {
        let start: Int64 = 1_800_000_000_000
        var cues: [String] = []
        for (token, own) in Dictionary(grouping: signals, by: \.token) {
            for (index, signal) in own.enumerated() {
                let at = signal.at.milliseconds
                let zone = Scene.zones[Int(signal.zone)]
                func cue(_ rule: String, _ after: Int64) {
                    cues.append("\(rule),\(token),\(zone.id),\(at + after - start)")
                }
                func isMissing(_ span: Int64, _ fits: (Signal) -> Bool) -> Bool {
                    !own.contains {
                        $0.at.milliseconds > at && $0.at.milliseconds <= at + span && fits($0)
                    }
                }
                if signal.kind == .enter, zone.kind.description == "queue",
                    isMissing(600_000, { [.enter, .exit, .service].contains($0.kind) })
                {
                    cue("R1", 600_000)
                }
                if signal.kind == .tap, zone.kind.description == "shop",
                    own.filter({
                        $0.kind == .tap && $0.zone == 3 && $0.at.milliseconds >= at - 1_800_000
                            && $0.at.milliseconds <= at
                    }).count >= 3
                {
                    cue("R2", 0)
                }
                let before = own[..<index].last { $0.kind == .enter || $0.kind == .exit }
                if signal.kind == .exit, zone.kind.description == "queue",
                    before?.kind == .enter, before?.zone == signal.zone,
                    isMissing(300_000, { $0.kind == .enter && $0.zone == 2 })
                {
                    cue("R3", 300_000)
                }
            }
        }
        return cues.sorted()
    }
}
