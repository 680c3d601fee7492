import Domain
import Kernel
import Testing

@Suite("Who waits now")
struct WaitingTests {
    private static let wait = Wait(
        id: WaitID("queue")!, name: Words(en: "Queue", nl: "Rij"), from: .enter("queue"),
        until: .enter("ride"), givenUpOn: [.anywhere(.exit)])

    @Test(
        "Whoever waits, since when and where, is as a plain walk over the signals says",
        arguments: 1...40)
    func oracle(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var scene = Scene([], mode: .live)
        scene.engine.apply(.waitsInstalled([Self.wait]), at: scene.now)
        var began: [String: Double] = [:]
        var zones: [String: ZoneIndex] = [:]
        var signals: [Signal] = []
        for number in 0..<200 {
            let token = "B\(random.next() % 9)"
            let zone = ZoneIndex(random.next() % 4)
            let kind: SignalKind = [.enter, .enter, .exit, .tap][Int(random.next() % 4)]
            let at = Double(number)
            signals.append(Signal("\(number)", token, kind, zone, at: scene.at(at)))
            switch (kind, zone) {
            case (.enter, 0), (.enter, 1): began[token] = began[token] ?? at
            case (.enter, 2), (.exit, _): began[token] = nil
            default: break
            }
            if kind == .enter { zones[token] = zone }
            if kind == .exit, zones[token] == zone { zones[token] = nil }
        }
        scene.send(signals)
        scene.tick(to: scene.at(260))

        let expected = began.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map {
            "\($0.key) \(Int($0.value)) \(zones[$0.key].map { "\($0)" } ?? "-")"
        }
        let found = scene.engine.picture.waiters[0].map { waiter in
            let since = (waiter.since - scene.at(0)).milliseconds / 1_000
            return
                "\(scene.engine.token(of: waiter)!) \(since) \(waiter.zone.map { "\($0)" } ?? "-")"
        }
        #expect(found == expected)
        #expect(seed > 1 || !expected.isEmpty)
    }
}
