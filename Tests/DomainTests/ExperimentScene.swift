import Domain
import Kernel

/// A house that tries something on people who let it help them.
struct ExperimentScene {
    static let noor = StaffID("noor")!
    static let offer = ExperimentID("offer")!
    static let (now, then) = (ArmID("now")!, ArmID("then")!)
    static let (visit, worst) = (MetricID("visit")!, MetricID("worst")!)
    static let price = RedLineID("price")!
    static let wheelchair = ExperimentGroupID("wheelchair")!
    static let one = LiveMetric.one
    private static let words = Words(en: "An offer", nl: "Een aanbod")

    static func plan(
        _ id: ExperimentID = offer, salt: String = "offer-1", shares: [Int] = [5_000, 5_000],
        primary: LiveMetric = primary, guardrails: [LiveMetric] = [guardrail],
        peopleInArm: Int = 1_000, title: Words = words
    ) -> LivePlan {
        LivePlan(
            id: id, title: title, why: words, salt: salt,
            arms: zip([now, then], shares).map { LiveArm(id: $0, words: words, share: $1) },
            primary: primary, guardrails: guardrails,
            redLines: [LiveRedLine(id: price, arm: then, words: words)], peopleInArm: peopleInArm)
    }

    static let primary = LiveMetric(
        id: visit, words: words, kind: .rate, good: .higher, effect: 100_000, baseline: 300_000)

    static let guardrail = metric("worst", kind: .mean)

    static func metric(
        _ id: String, kind: LiveMetric.Kind, source: LiveMetric.Source = .told,
        good: LiveMetric.Good = .lower, margin: Int32? = 50_000,
        group: ExperimentGroupID? = nil
    ) -> LiveMetric {
        LiveMetric(
            id: MetricID(id)!, words: words, kind: kind, source: source, good: good,
            effect: 50_000, margin: margin, group: group)
    }

    var scene = Scene([], mode: .live)
    /// Every row so far, with its moment.
    private(set) var rows: [(record: Record, at: Instant)] = []

    var engine: Engine { scene.engine }
    var book: ExperimentBook { scene.engine.experiments }

    /// - Parameter people: How many are known, as p0, p1 and on, who let the house help them.
    init(people: Int = 0) throws {
        for number in 0..<people { try welcome(Self.person(number)) }
    }

    static func person(_ number: Int) -> PersonID { PersonID("p\(number)")! }

    mutating func welcome(_ person: PersonID, mode: Mode = .assisted) throws(CommandRefusal) {
        try carryOut(
            .choose(mode, of: person, by: .house, isChild: false, guardian: nil, isNew: true))
    }

    mutating func pass(_ span: Span) { scene.now = scene.now + span }

    /// What a group does beside the commands: the house looks when it is time.
    mutating func tick() {
        for record in scene.engine.looksDue(at: scene.now) { keep(record) }
    }

    private mutating func keep(_ record: Record) {
        _ = scene.engine.apply(record, at: scene.now)
        rows.append((record, scene.now))
    }

    mutating func carryOut(_ command: Command) throws(CommandRefusal) {
        for record in try scene.engine.decide(command, at: scene.now) { keep(record) }
    }

    mutating func act(_ doing: ExperimentDoing) throws(CommandRefusal) {
        try carryOut(.experiment(doing, by: Self.noor))
    }

    mutating func begin(_ plan: LivePlan = plan()) throws(CommandRefusal) {
        try act(.plan(plan))
        try act(.begin(plan.id))
    }

    mutating func tell(
        _ person: PersonID, _ values: [MetricID: Int32] = [:],
        group: ExperimentGroupID? = nil, in id: ExperimentID = offer
    ) throws(CommandRefusal) {
        try carryOut(.tried(.tell(id, group: group, values: values), of: person, by: .house))
    }

    mutating func refuse(_ person: PersonID, _ isRefused: Bool = true) throws(CommandRefusal) {
        try carryOut(.tried(isRefused ? .refuse : .takeBackRefusal, of: person, by: .person))
    }

    func arm(_ person: PersonID, in id: ExperimentID = offer) -> Int? {
        engine.arm(of: person, in: id)
    }

    /// Why something is refused; `nil`: it is not.
    func refusal(of command: Command) -> ExperimentRefusal? {
        do throws(CommandRefusal) {
            _ = try engine.decide(command, at: scene.now)
            return nil
        } catch {
            guard case .experiment(let refusal) = error else { return nil }
            return refusal
        }
    }

    func refusal(of doing: ExperimentDoing) -> ExperimentRefusal? {
        refusal(of: .experiment(doing, by: Self.noor))
    }

    func refusal(
        of command: TriedCommand, of person: PersonID, by claimant: Claimant = .person
    ) -> ExperimentRefusal? { refusal(of: .tried(command, of: person, by: claimant)) }

    /// The engine that the rows alone bring about, without those of some people.
    func replayed(without people: Set<PersonID> = []) -> Engine {
        var fresh = Scene([], mode: .live).engine
        for row in rows {
            switch row.record.subject {
            case .person(let subject) where people.contains(subject): continue
            case .alias(let name) where people.contains { Alias($0) == name }: continue
            default: break
            }
            fresh.apply(row.record, at: row.at)
        }
        return fresh
    }
}
