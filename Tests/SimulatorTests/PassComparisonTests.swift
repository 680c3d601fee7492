import Kernel
import Simulator
import Testing

@Suite("Pass comparison")
struct PassComparisonTests {
    /// Parties of 1 to 6 over four hours, more than fit.
    private static func arrivals(seed: UInt64, count: Int = 900) -> [PassArrival] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            PassArrival(
                milliseconds: Int64(random.next() % 14_400_000), size: 1 + Int(random.next() % 6))
        }
    }

    private static func plan(seed: UInt64) -> PassPlan {
        var plan = PassPlan()
        plan.seed = seed
        return plan
    }

    @Test("Everybody is counted once, in every policy", arguments: 1...8 as ClosedRange<UInt64>)
    func conservation(seed: UInt64) {
        let comparison = PassComparison(Self.arrivals(seed: seed), plan: Self.plan(seed: seed))

        for report in comparison.policies {
            let people = report.boarded.people + report.noShows.people + report.tooLate.people
            let parties = report.boarded.parties + report.noShows.parties + report.tooLate.parties
            #expect((people, parties) == (comparison.people, comparison.parties))
            #expect(report.delay.perPerson.count == report.boarded.people)
            #expect(report.delay.perPerson.histogram.reduce(0, +) == report.boarded.people)
            #expect(report.noShows == comparison.policies[0].noShows)
        }
    }

    @Test("In a walk-up line nobody is passed and no seat stays empty")
    func walkUp() {
        let report = PassComparison(Self.arrivals(seed: 1), plan: Self.plan(seed: 1)).policies[0]

        #expect(report.overtaking.pairs == 0)
        #expect(report.capacityUsedShare == 1)
        #expect(report.free.perPerson.max == 0)
        #expect(report.promises == nil)
    }

    @Test("Who lets the last board first is found unfair")
    func reversed() {
        let arrivals = Self.arrivals(seed: 1)
        let plan = Self.plan(seed: 1)
        let control = PassComparison.report(arrivals, plan: plan, policy: .reversed)

        for report in PassComparison(arrivals, plan: plan).policies {
            #expect(control.overtaking.pairs > 5 * report.overtaking.pairs)
        }
    }

    @Test(
        "When everybody comes, ours lets as many board as first-come windows",
        arguments: 1...8 as ClosedRange<UInt64>)
    func everybodyComes(seed: UInt64) {
        var plan = Self.plan(seed: seed)
        plan.noShowPerMillion = 0
        plan.graceMinutes = 1_440

        let policies = PassComparison(Self.arrivals(seed: seed), plan: plan).policies

        #expect(policies[2].boarded == policies[1].boarded)
        #expect(policies[2].boarded == policies[0].boarded)
    }

    @Test(
        "With no-shows ours uses more seats than windows that stay as they are",
        arguments: 1...8 as ClosedRange<UInt64>)
    func capacity(seed: UInt64) {
        var plan = Self.plan(seed: seed)
        plan.noShowPerMillion = 150_000

        let policies = PassComparison(Self.arrivals(seed: seed), plan: plan).policies

        #expect(policies[2].capacityUsedShare > policies[1].capacityUsedShare)
        #expect(policies[2].delay.perPerson.p90 < policies[1].delay.perPerson.p90)
        #expect((policies[2].promises?.keptShare ?? 0) >= 0.9)
        #expect((policies[2].promises?.withinIntervalShare ?? 0) >= 0.9)
    }

    @Test("One seed always does the same, and nobody at all is no trouble")
    func determinism() {
        let arrivals = Self.arrivals(seed: 3)
        let first = PassComparison(arrivals, plan: Self.plan(seed: 3))

        #expect(first == PassComparison(arrivals, plan: Self.plan(seed: 3)))
        #expect(first != PassComparison(arrivals, plan: Self.plan(seed: 4)))
        #expect(PassComparison([], plan: PassPlan()).policies.allSatisfy { $0.joined.people == 0 })
    }
}
