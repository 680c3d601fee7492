import Domain
import Kernel

/// One of every row about experiments in the house.
enum GoldenExperiments {
    private static let noon = Instant(milliseconds: 1_800_000_000_000)
    private static let person = PersonID("p1")!
    private static let anna = StaffID("anna")!
    private static let offer = ExperimentID("offer")!
    private static let (visit, worst) = (MetricID("visit")!, MetricID("worst")!)
    private static let line = RedLineID("price")!
    private static let words = Words(en: "Offer", nl: "Aanbod")

    static let records: [Record] =
        house.map { .experiment($0) } + people.map { .tried(person: person, $0) }

    private static let plan = LivePlan(
        id: offer, title: words, why: words, salt: "offer-1",
        arms: [
            LiveArm(id: ArmID("now")!, words: words, share: 5_000),
            LiveArm(id: ArmID("offer")!, words: words, share: 4_000),
        ],
        primary: LiveMetric(
            id: visit, words: words, kind: .rate, good: .higher, effect: 20_000,
            baseline: 300_000),
        guardrails: [
            LiveMetric(
                id: worst, words: words, kind: .worstDecile, source: .sacrifice, good: .lower,
                effect: 50_000, margin: 50_000),
            LiveMetric(
                id: MetricID("fit")!, words: words, kind: .mean, good: .higher,
                bounds: -1_000_000...1_000_000, effect: 100_000, margin: 100_000,
                group: ExperimentGroupID("wheelchair")!),
            LiveMetric(
                id: MetricID("kept")!, words: words, kind: .mean, source: .promises,
                good: .higher, effect: 20_000, margin: 20_000),
        ], redLines: [LiveRedLine(id: line, arm: ArmID("offer")!, words: words)],
        peopleInArm: 4_000, lookHours: 12)

    private static let house: [ExperimentRecord] = [
        .planned(plan, by: anna, at: noon),
        .begun(offer, by: anna, at: noon),
        .crossed(offer, .init(line: line, by: anna, reason: "It hid the price", at: noon)),
        .looked(
            offer,
            LiveLook(
                at: noon, people: [12, 9],
                arms: [.init(verdict: .goOn, difference: 1_000, low: -20_000, high: 22_000)])),
        .looked(
            offer,
            LiveLook(
                at: noon, people: [0, 0],
                arms: [.init(verdict: .unsound, difference: nil, low: nil, high: nil)])),
        .stopped(offer, .redLine(line), at: noon),
        .stopped(offer, .primaryWorse, at: noon),
        .stopped(offer, .guardrail(worst), at: noon),
        .stopped(offer, .sampleRatio, at: noon),
        .stopped(offer, .measuredRatio, at: noon),
        .stopped(offer, .staff(anna, reason: "Enough"), at: noon),
    ]

    private static let people: [TriedRecord] = [
        .refused(by: .person, at: noon),
        .refusalTakenBack(by: .personTo(anna), at: noon),
        .came(offer, arm: 1, at: noon),
        .grouped(offer, ExperimentGroupID("wheelchair")!, at: noon),
        .valued(offer, visit, 1_000_000, at: noon),
    ]
}
