import Domain
import Kernel

/// A virtual queue at its largest: 100,000 parties that wait, advanced by the passing of time.
enum PassBench {
    private static let partyCount = 100_000
    private static let seed = KeySeed(first: 1, second: 2)
    private static let now = Instant(milliseconds: 1_767_225_600_000)

    static func run() {
        var engine = Engine(seed: seed)
        guard fill(&engine) else { return }
        let name = "queue with \(partyCount) waiting parties"
        var worst = Duration.zero
        for step in 1...2_880 {
            worst = max(worst, advance(&engine, to: now + .seconds(Int64(step) * 30)))
        }
        precondition(lapsed(engine) > 1_000, "nobody lapsed in a day")
        // One of its own: a copy would be made in the first step, which no house does.
        var idle = Engine(seed: seed)
        guard fill(&idle) else { return }
        print("pass \(name), worst of a day's steps of half a minute: \(worst)")
        worst = .zero
        var stepCount = 0
        let late = now + .hours(240)
        while idle.passes.queues.contains(where: {
            idle.passes[$0.id]?.wantsAdvance(at: late) == true
        }) {
            worst = max(worst, advance(&idle, to: late))
            stepCount += 1
        }
        precondition(lapsed(idle) > 60_000, "nobody lapsed in ten days")
        print("pass \(name), worst of \(stepCount) steps after ten idle days: \(worst)")
    }

    private static func lapsed(_ engine: Engine) -> Int {
        engine.passes.queues.first.flatMap { engine.passes[$0.id] }?.tally.parties(.lapsed) ?? 0
    }

    /// Parties of two at 600 people an hour: fourteen days of windows.
    private static func fill(_ engine: inout Engine) -> Bool {
        guard let id = PassQueueID("coaster"), let zone = ZoneID("coaster") else { return false }
        let plan = PassQueue(id: id, name: Words(en: "Coaster", nl: "Achtbaan"), zone: zone)
        engine.apply(.queuesInstalled([plan]), at: now)
        let day = PassOpening(opensAt: now, closesAt: now + .hours(24 * 60))
        for number in 0..<partyCount {
            guard let party = PartyID("party-\(number)"),
                let records = try? engine.decide(
                    .pass(id, .join(party, size: 2), day: day), at: now)
            else { return false }
            for record in records { engine.apply(record, at: now) }
        }
        return engine.passes[id]?.tally.parties(.waiting) == partyCount
    }

    /// As the house does it: what is due is asked for, and folded in.
    private static func advance(_ engine: inout Engine, to moment: Instant) -> Duration {
        ContinuousClock().measure {
            for record in engine.passesDue(at: moment) { engine.apply(record, at: moment) }
        }
    }
}
