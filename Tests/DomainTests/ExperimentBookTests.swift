import Domain
import Foundation
import Kernel
import Measures
import Testing

/// Negative controls: let `ExperimentFile.keep` pass over the state, `ExperimentFile.arm` over
/// `isRefusing`, or `ExperimentBook.apply` of a refusal keep the takings, and these fail.
@Suite("Experiments in the house")
struct ExperimentBookTests {
    private typealias House = ExperimentScene

    // MARK: The plan

    @Test("A plan may be changed until it begins, and not after")
    func fixed() throws {
        var house = try House()
        try house.act(.plan(House.plan()))
        try house.act(.plan(House.plan(peopleInArm: 2_000)))
        #expect(house.book[House.offer]?.plan.peopleInArm == 2_000)
        try house.act(.begin(House.offer))

        #expect(house.refusal(of: .plan(House.plan())) == .alreadyBegun)
        // The same again is no change.
        #expect(house.refusal(of: .plan(House.plan(peopleInArm: 2_000))) == nil)
        try house.act(.stop(House.offer, reason: "Enough"))
        #expect(house.refusal(of: .plan(House.plan())) == .alreadyBegun)
        #expect(house.refusal(of: .begin(House.offer)) == .alreadyStopped)
    }

    @Test("A plan that cannot be judged by is refused", arguments: 0..<9)
    func doesNotFit(which: Int) throws {
        let house = try House()
        let plans = [
            House.plan(guardrails: []),
            House.plan(guardrails: [House.metric("worst", kind: .mean, margin: nil)]),
            House.plan(guardrails: [House.metric("visit", kind: .mean)]),
            House.plan(shares: [5_000]),
            House.plan(shares: [5_000, 0]),
            House.plan(shares: [5_000, 5_001]),
            House.plan(primary: House.metric("visit", kind: .rate, good: .higher)),
            House.plan(salt: ""),
            House.plan(peopleInArm: 0),
        ]
        #expect(house.refusal(of: .plan(plans[which])) == .planDoesNotFit)
        #expect(house.refusal(of: .plan(House.plan())) == nil)
    }

    // Negative control: take `LivePlan.misfitOfArms` out of `misfit`, and this fails.
    @Test("What of a plan cannot be judged is named at its place, and up to there it fits")
    func misfits() throws {
        func rail(
            _ kind: LiveMetric.Kind = .mean, margin: Int32? = 50_000, effect: Int32 = 50_000,
            bounds: ClosedRange<Int32> = 0...LiveMetric.one, baseline: Int32? = nil
        ) -> LivePlan {
            House.plan(guardrails: [
                LiveMetric(
                    id: House.worst, words: House.primary.words, kind: kind, good: .lower,
                    bounds: bounds, effect: effect, margin: margin, baseline: baseline)
            ])
        }
        func primary(effect: Int32 = 1, margin: Int32? = nil, baseline: Int32? = nil) -> LivePlan {
            House.plan(
                primary: LiveMetric(
                    id: House.visit, words: House.primary.words, kind: .rate, good: .higher,
                    effect: effect, margin: margin, baseline: baseline))
        }
        let one = LiveMetric.one
        let wrong: [(LivePlan, PlanMisfit)] = [
            (House.plan(shares: [5_000]), .armCount), (House.plan(shares: [5_000, 0]), .share(1)),
            (House.plan(shares: [5_000, 5_001]), .shares),
            (House.plan(guardrails: []), .guardrailCount),
            (rail(margin: nil), .metric(1, .marginMissing)),
            (rail(margin: -1), .metric(1, .margin)), (rail(margin: one), .metric(1, .margin)),
            (rail(margin: 5 * one), .metric(1, .margin)),
            (rail(effect: one), .metric(1, .effect)), (rail(effect: 0), .metric(1, .effect)),
            (rail(.rate, bounds: 0...5_000_000), .metric(1, .bounds)),
            (rail(baseline: one / 2 + 1), .metric(1, .baseline)),
            (primary(effect: 2 * one), .metric(0, .effect)),
            (primary(margin: 1), .metric(0, .marginOfPrimary)),
            (primary(baseline: 2 * one), .metric(0, .baseline)),
            (primary(baseline: 0), .metric(0, .baseline)),
            (House.plan(salt: ""), .salt),
            (House.plan(salt: String(repeating: "a", count: 65)), .salt),
            (House.plan(peopleInArm: 0), .people),
            (House.plan(peopleInArm: LivePlan.peopleInArmMax + 1), .people),
        ]
        let house = try House()
        for (plan, misfit) in wrong {
            #expect(plan.misfit == misfit)
            #expect(house.refusal(of: .plan(plan)) == .planDoesNotFit)
        }
        for plan in [
            rail(margin: one - 1), rail(effect: one - 1), rail(baseline: one / 2),
            primary(effect: one - 1), primary(baseline: one - 1),
            House.plan(salt: String(repeating: "a", count: 64)),
        ] {
            #expect(plan.misfit == nil)
        }
    }

    @Test("No arm is called as those are told who are in none") func reserved() throws {
        let house = try House()
        func plan(_ name: String) throws -> LivePlan {
            let plan = House.plan()
            let id = try #require(ArmID(name))
            return LivePlan(
                id: plan.id, title: plan.title, why: plan.why, salt: plan.salt,
                arms: [plan.arms[0], LiveArm(id: id, words: plan.title, share: 5_000)],
                primary: plan.primary, guardrails: plan.guardrails, peopleInArm: 1_000)
        }
        let (none, nothing) = (try plan("none"), try plan("nothing"))
        #expect(none.misfit == .armReserved(1))
        #expect(house.refusal(of: .plan(none)) == .planDoesNotFit)
        #expect(house.refusal(of: .plan(nothing)) == nil)
        #expect(try plan("now").misfit == .armTwice(1))
    }

    @Test("The house's own numbers are judged as they are: promises higher, sacrifice lower")
    func ownNumbers() throws {
        let house = try House()
        for (source, good, fits) in [
            (LiveMetric.Source.promises, LiveMetric.Good.higher, true),
            (.promises, .lower, false), (.sacrifice, .lower, true), (.sacrifice, .higher, false),
        ] {
            let metric = House.metric("own", kind: .mean, source: source, good: good)
            let refusal = house.refusal(of: .plan(House.plan(guardrails: [metric])))
            #expect((refusal == nil) == fits)
        }
    }

    @Test("A plan says all in both languages, and has a salt of its own")
    func words() throws {
        var house = try House()
        let silent = House.plan(title: Words(en: "An offer", nl: " "))
        #expect(house.refusal(of: .plan(silent)) == .wordsMissing)
        let long = House.plan(title: Words(en: String(repeating: "a", count: 501), nl: "a"))
        #expect(house.refusal(of: .plan(long)) == .wordsTooLong)
        try house.act(.plan(House.plan()))
        let other = ExperimentID("other")!
        #expect(house.refusal(of: .plan(House.plan(other))) == .saltTaken)
        #expect(house.refusal(of: .plan(House.plan(other, salt: "other"))) == nil)
    }

    // MARK: Who gets what

    @Test("An arm follows from person and salt, and nothing of it is written down")
    func assigned() throws {
        var house = try House(people: 200)
        try house.begin()
        let rows = house.rows.count
        let arms = (0..<200).map { house.arm(House.person($0)) }
        #expect(house.rows.count == rows)
        #expect(
            arms == (0..<200).map { house.replayed().arm(of: House.person($0), in: House.offer) })
        #expect(Set(arms) == [0, 1])
        var again = try House(people: 200)
        try again.begin(House.plan(salt: "another"))
        #expect(arms != (0..<200).map { again.arm(House.person($0)) })
    }

    @Test(
        "In no arm is who refused, lets nobody help them, or is unknown, and nobody before the start"
    )
    func nobody() throws {
        var house = try House(people: 1)
        let (anna, ben) = (House.person(0), PersonID("ben")!)
        try house.welcome(ben, mode: .presence)
        try house.act(.plan(House.plan()))
        #expect(house.arm(anna) == nil)
        try house.act(.begin(House.offer))
        let arm = house.arm(anna)
        #expect(arm != nil)
        #expect(house.arm(ben) == nil && house.arm(PersonID("nobody")!) == nil)
        #expect(house.refusal(of: .tell(House.offer, group: nil, values: [:]), of: ben) == .inNoArm)

        try house.refuse(anna)
        #expect(house.arm(anna) == nil)
        try house.refuse(anna, false)
        #expect(house.arm(anna) == arm)
        try house.act(.stop(House.offer, reason: "Enough"))
        #expect(house.arm(anna) == nil)
    }

    @Test("Only their own word refuses, and it takes all of theirs with it")
    func refused() throws {
        var house = try House(people: 2)
        let anna = House.person(0)
        try house.begin()
        try house.tell(anna, [House.visit: House.one])
        try house.tell(House.person(1), [House.visit: 0])
        for claimant in [Claimant.house, .staff(House.noor)] {
            #expect(house.refusal(of: .refuse, of: anna, by: claimant) == .notTheirWord)
        }
        for claimant in [Claimant.person, .personTo(House.noor), .source(SourceID("site")!)] {
            #expect(house.refusal(of: .refuse, of: anna, by: claimant) == nil)
        }
        try house.refuse(anna)
        #expect(house.engine.isRefusingExperiments(anna) == true)
        #expect(house.book[anna]?.takings == [])
        #expect(house.engine.experimentCount(of: House.offer)?.people.reduce(0, +) == 1)
        // Taken back, what was told before is not there again.
        try house.refuse(anna, false)
        #expect(house.book[anna] == nil)
    }

    // MARK: What came of it

    @Test("A value is told once: the same again changes nothing, another is refused")
    func once() throws {
        var house = try House(people: 1)
        let anna = House.person(0)
        #expect(
            house.refusal(of: .tell(House.offer, group: nil, values: [:]), of: anna)
                == .unknownExperiment)
        try house.act(.plan(House.plan()))
        #expect(
            house.refusal(of: .tell(House.offer, group: nil, values: [:]), of: anna) == .notBegun)
        try house.act(.begin(House.offer))
        try house.tell(anna, [House.visit: House.one])
        let rows = house.rows.count
        try house.tell(anna, [House.visit: House.one])
        #expect(house.rows.count == rows)
        func refusal(_ values: [MetricID: Int32]) -> ExperimentRefusal? {
            house.refusal(of: .tell(House.offer, group: nil, values: values), of: anna)
        }
        #expect(refusal([House.visit: 0]) == .valueDiffers)
        #expect(refusal([House.visit: 500_000]) == .valueDoesNotFit)
        #expect(refusal([House.worst: House.one + 1]) == .valueDoesNotFit)
        #expect(refusal([House.worst: House.one]) == nil)
        #expect(refusal([MetricID("other")!: 0]) == .unknownMetric)
        #expect(
            house.refusal(
                of: .tell(House.offer, group: House.wheelchair, values: [:]), of: anna)
                == .unknownGroup)
    }

    @Test("A guardrail of a group counts that group alone")
    func group() throws {
        var house = try House(people: 40)
        let rail = House.metric("chair", kind: .mean, group: House.wheelchair)
        try house.begin(House.plan(guardrails: [House.guardrail, rail]))
        for number in 0..<40 {
            try house.tell(
                House.person(number), [House.visit: 0, MetricID("chair")!: 100_000],
                group: number < 15 ? House.wheelchair : nil)
        }
        let count = try #require(house.engine.experimentCount(of: House.offer))
        #expect(count.all.values[2].count { !$0.isNaN } == 15)
        #expect(count.all.values[0].count { !$0.isNaN } == 40)
    }

    @Test("Two names of one person in one arm are one person; in two arms they are left out")
    func merged() throws {
        var house = try House(people: 60)
        try house.begin()
        for number in 0..<60 { try house.tell(House.person(number), [House.visit: 0]) }
        let arms = (0..<60).map { house.arm(House.person($0))! }
        let same = try #require((1..<60).first { arms[$0] == arms[0] })
        let other = try #require((1..<60).first { arms[$0] != arms[0] })
        func link(_ number: Int) throws {
            try house.carryOut(
                .claim(
                    Alias(House.person(0)), Alias(House.person(number)), .confirmed,
                    by: .staff(House.noor), evidence: "passport"))
        }
        try link(same)
        var count = try #require(house.engine.experimentCount(of: House.offer))
        #expect(count.people.reduce(0, +) == 59 && count.leftOut == 0)
        try link(other)
        count = try #require(house.engine.experimentCount(of: House.offer))
        #expect(count.people.reduce(0, +) == 57 && count.leftOut == 1)
        // Where they were first, they stay.
        #expect(house.arm(House.person(other)) == house.arm(House.person(0)))
    }

    @Test("Erased, nothing of somebody is left, and the count is as if they had never come")
    func erased() throws {
        var house = try House(people: 30)
        try house.begin()
        for number in 0..<30 { try house.tell(House.person(number), [House.visit: House.one]) }
        let gone = House.person(7)
        _ = try house.scene.engine.forget(gone)
        #expect(house.book[gone] == nil)
        #expect(house.engine.experimentCount(of: House.offer)?.people.reduce(0, +) == 29)
        let plain = house.replayed(without: [gone])
        #expect(plain.experiments == house.book)
        let (one, other) = (
            plain.experimentCount(of: House.offer), house.engine.experimentCount(of: House.offer)
        )
        #expect(one?.all.arms == other?.all.arms && one?.all.values[0] == other?.all.values[0])
    }

    @Test("A snapshot and a replay give the same experiments, and the same arms")
    func kept() throws {
        var house = try House(people: 50)
        try house.begin()
        for number in 0..<50 { try house.tell(House.person(number), [House.visit: House.one]) }
        house.pass(.hours(24))
        house.tick()
        let bytes = try JSONEncoder().encode(house.book)
        let read = try JSONDecoder().decode(ExperimentBook.self, from: bytes)
        #expect(read == house.book)
        let image = Engine(house.engine.aggregates, seed: Scene.seed)
        #expect(image.experiments == house.book && house.replayed().experiments == house.book)
        for number in 0..<50 {
            #expect(
                image.arm(of: House.person(number), in: House.offer)
                    == house.arm(House.person(number)))
        }
    }
}
