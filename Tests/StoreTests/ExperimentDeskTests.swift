import Domain
import Kernel
import Measures
import Ports
import Runtime
import SQLiteStore
import Simulator
import Testing

/// Negative controls: let `ExperimentDesk.reading` tell of few, or `Group` pass over
/// `Engine.looksDue`, and these fail.
@Suite("Experiments at a desk, by program, and behind a guest's own link")
struct ExperimentDeskTests {
    private static let offer = ExperimentID("offer")!
    private static let (visit, wait) = (MetricID("visit")!, MetricID("wait")!)
    private static let price = RedLineID("price")!
    private static let words = Words(en: "An offer", nl: "Een aanbod")

    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private static let plan = LivePlan(
        id: offer, title: words, why: words, salt: "offer-1",
        arms: [
            LiveArm(id: ArmID("now")!, words: words, share: 5_000),
            LiveArm(id: ArmID("then")!, words: words, share: 5_000),
        ],
        primary: LiveMetric(
            id: visit, words: words, kind: .rate, good: .higher, effect: 200_000,
            baseline: 300_000),
        guardrails: [
            LiveMetric(
                id: wait, words: words, kind: .mean, good: .lower, effect: 50_000, margin: 50_000)
        ], redLines: [LiveRedLine(id: price, arm: ArmID("then")!, words: words)],
        peopleInArm: 400)

    private func person(_ number: Int) -> PersonID { PersonID("p\(number)")! }

    /// A house that tries something on so many people who let it help them.
    private func start(people: Int) async throws -> VoiceHouse {
        let house = try await VoiceHouse(temporary, clock)
        for number in 0..<people {
            try await house.sequencer.submit(
                .choose(
                    .assisted, of: person(number), by: .house, isChild: false, guardian: nil,
                    isNew: true))
        }
        try await house.experiments.act(.plan(Self.plan), by: house.lead)
        try await house.experiments.act(.begin(Self.offer), by: house.lead)
        return house
    }

    /// - Parameter isGood: Whether somebody in the second arm comes back.
    private func tell(
        _ house: VoiceHouse, _ people: Range<Int>, isGood: Bool
    ) async throws -> [Result<Bool, CommandRefusal>] {
        var lines: [ExperimentDesk.Line] = []
        for number in people {
            let arm = await house.experiments.arm(of: Alias(person(number)), in: Self.offer)
            let isSecond = arm == .arm(ArmID("then")!)
            lines.append(
                ExperimentDesk.Line(
                    person: person(number), experiment: Self.offer,
                    values: [Self.visit: isSecond == isGood ? LiveMetric.one : 0, Self.wait: 0]))
        }
        return try await house.experiments.take(lines, from: VoiceHouse.site)
    }

    @Test("A lead plans and begins, whoever works here ends, and a screen does neither")
    func roles() async throws {
        let house = try await VoiceHouse(temporary, clock)
        let desk = house.experiments
        await #expect(throws: EntryRefusal.notAllowed) {
            try await desk.act(.plan(Self.plan), by: house.near)
        }
        try await desk.act(.plan(Self.plan), by: house.lead)
        await #expect(throws: EntryRefusal.notAllowed) {
            try await desk.act(.begin(Self.offer), by: house.near)
        }
        try await desk.act(.begin(Self.offer), by: house.lead)
        await #expect(throws: EntryRefusal.notAllowed) {
            try await desk.act(.stop(Self.offer, reason: "Enough"), by: house.screen)
        }
        try await desk.act(
            .cross(Self.offer, Self.price, reason: "It hid the price"), by: house.near)

        let known = try #require(await desk.experiment(Self.offer))
        #expect(
            known.stop == .redLine(Self.price) && known.crossed.map(\.by) == [house.near.account])
        #expect(await desk.experiments().map(\.id) == [Self.offer])
        #expect(
            await desk.arm(of: Alias(VoiceHouse.anna), in: Self.offer) == ExperimentDesk.Arm.none)
        #expect(await desk.arm(of: Alias(VoiceHouse.anna), in: ExperimentID("other")!) == nil)
    }

    @Test("What came of few people is not told; of ten in each arm it is")
    func few() async throws {
        let house = try await start(people: 60)
        _ = try await tell(house, 0..<8, isGood: true)
        let few = try #require(await house.experiments.reading(of: Self.offer))
        #expect(few.report == nil && few.people.reduce(0, +) == 8)

        let results = try await tell(house, 0..<60, isGood: true)

        #expect(
            results.prefix(8)
                == [Result<Bool, CommandRefusal>](repeating: .success(false), count: 8)[...])
        let reading = try #require(await house.experiments.reading(of: Self.offer))
        #expect(reading.people.reduce(0, +) == 60 && reading.people.allSatisfy { $0 >= 10 })
        #expect(reading.report?.readings.count == 1)
        #expect(
            reading.needed.count == 1 && reading.needed[0].map(\.metric) == [Self.visit, Self.wait])
        #expect(reading.needed[0][0].people?.count == 2 && reading.needed[0][1].people == nil)
    }

    @Test("A day later the house looks by itself, ends what got worse, and a replay says the same")
    func looks() async throws {
        let house = try await start(people: 300)
        _ = try await tell(house, 0..<300, isGood: false)
        await house.sequencer.tick()
        #expect(await house.experiments.experiment(Self.offer)?.looks.isEmpty == true)
        clock.move(by: .hours(24))
        await house.sequencer.tick()
        await house.sequencer.tick()

        let known = try #require(await house.experiments.experiment(Self.offer))

        #expect(known.looks.count == 1 && known.stop == .primaryWorse)
        #expect(known.stoppedAt == clock.now)
        let recovered = try Recovery(
            from: house.journal, seed: house.journal.seed, usesSnapshot: false)
        let book = await house.sequencer.read(\.experiments)
        #expect(recovered.engine.experiments == book)
    }

    @Test("Behind their own link somebody refuses, is in no sum from then on, and may take it back")
    func refused() async throws {
        let house = try await start(people: 3)
        _ = try await tell(house, 0..<3, isGood: true)
        let desk = house.experiments
        try house.links.add(
            secret: "a secret", of: person(0), endsAt: clock.now + .hours(1), at: clock.now)
        #expect(try await desk.refuse(true, behind: "another") == false)

        #expect(try await desk.refuse(true, behind: "a secret"))

        #expect(await desk.reading(of: Self.offer)?.people.reduce(0, +) == 2)
        #expect(await desk.arm(of: Alias(person(0)), in: Self.offer) == ExperimentDesk.Arm.none)
        #expect(try await desk.refuse(false, behind: "a secret"))
        #expect(await desk.arm(of: Alias(person(0)), in: Self.offer) != ExperimentDesk.Arm.none)
        #expect(
            try await desk.refuse([(person(1), true)], from: .house)
                == [.failure(.experiment(.notTheirWord))])
        #expect(
            try await desk.refuse([(person(1), true)], from: VoiceHouse.site) == [.success(true)])
    }

    @Test("Erased, nobody is in a sum, and the journal gives the same without them")
    func erased() async throws {
        let house = try await start(people: 30)
        _ = try await tell(house, 0..<30, isGood: true)
        try await house.sequencer.erase(person(3))

        #expect(await house.experiments.reading(of: Self.offer)?.people.reduce(0, +) == 29)
        let recovered = try Recovery(
            from: house.journal, seed: house.journal.seed, usesSnapshot: false)
        let book = await house.sequencer.read(\.experiments)
        #expect(recovered.engine.experiments == book && book[person(3)] == nil)
    }
}
