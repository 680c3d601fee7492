public import Kernel
public import Measures

public enum ExperimentNoun {}
public enum MetricNoun {}
public enum ArmNoun {}
public enum ExperimentGroupNoun {}
public typealias ExperimentID = Identifier<ExperimentNoun>
public typealias MetricID = Identifier<MetricNoun>
public typealias ArmID = Identifier<ArmNoun>
/// Whom a guardrail is about: a word that only whoever runs the house sends.
public typealias ExperimentGroupID = Identifier<ExperimentGroupNoun>

/// One thing that an experiment in the house is judged by, fixed before the start.
///
/// All amounts in millionths of the metric's own unit.
public struct LiveMetric: Hashable, Sendable, Codable {
    /// What of the people is compared.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Of people who did or did not: 0 or 1 each.
        case rate
        case mean
        /// The mean of the tenth that is worst off.
        case worstDecile
    }

    /// Where a person's value comes from.
    public enum Source: String, Sendable, Codable, CaseIterable {
        /// It is told, a line a person: also what stewards score of how well it fits who we are.
        case told
        /// The house's own: the share of what was promised to them that was kept since the start.
        case promises
        /// The house's own: what they settle for now, 0…1.
        case sacrifice
    }

    public enum Good: String, Sendable, Codable, CaseIterable { case higher, lower }

    public let id: MetricID
    public let words: Words
    public let kind: Kind
    public let source: Source
    public let good: Good
    /// Within which every person's value lies.
    public let bounds: ClosedRange<Int32>
    /// τ: the smallest difference worth having.
    public let effect: Int32
    /// Δ: how much worse is still as good; `nil` of what the experiment is for.
    public let margin: Int32?
    /// Whom it is about; `nil`: everybody.
    public let group: ExperimentGroupID?
    /// How it is without the treatment, for the size alone: a rate, or how far people stand apart.
    public let baseline: Int32?

    public static let one: Int32 = 1_000_000

    public init(
        id: MetricID, words: Words, kind: Kind, source: Source = .told, good: Good,
        bounds: ClosedRange<Int32> = 0...one, effect: Int32, margin: Int32? = nil,
        group: ExperimentGroupID? = nil, baseline: Int32? = nil
    ) {
        self.id = id
        self.words = words
        self.kind = kind
        self.source = source
        self.good = good
        self.bounds = bounds
        self.effect = effect
        self.margin = margin
        self.group = group
        self.baseline = baseline
    }

    /// Whether somebody can have this value.
    public func takes(_ value: Int32) -> Bool {
        bounds.contains(value) && (kind != .rate || value == 0 || value == Self.one)
    }

    var planned: PlannedMetric? {
        let kind: PlannedMetric.Kind =
            switch kind {
            case .rate: .rate
            case .mean: .mean
            case .worstDecile: .worstDecile
            }
        var whole = PlannedMetric.Millionths(
            effect: effect, margin: margin, bounds: bounds, baseline: baseline)
        // Who is of it is told on the way.
        whole.isOfGroup = group != nil
        return PlannedMetric(
            "\(id)", kind: kind, good: good == .higher ? .higher : .lower, millionths: whole)
    }
}

/// What no gain buys: whoever sees it crossed says so, and the experiment stops at once.
public struct LiveRedLine: Hashable, Sendable, Codable {
    public let id: RedLineID
    /// What crosses it.
    public let arm: ArmID
    public let words: Words

    public init(id: RedLineID, arm: ArmID, words: Words) {
        self.id = id
        self.arm = arm
        self.words = words
    }
}

/// One of the ways that are compared.
public struct LiveArm: Hashable, Sendable, Codable {
    public let id: ArmID
    public let words: Words
    /// In ten-thousandths of all people.
    public let share: Int

    public init(id: ArmID, words: Words, share: Int) {
        self.id = id
        self.words = words
        self.share = share
    }
}

/// How an experiment in the house is run and what it is judged by: fixed before the start.
public struct LivePlan: Hashable, Sendable, Codable {
    public static let guardrailCountMax = 20
    public static let armCountMax = 8
    public static let redLineCountMax = 20
    /// The most bytes of any of its texts in one language.
    public static let wordByteCountMax = 500
    public static let saltByteCountMax = 64
    public static let peopleInArmMax = 1_000_000
    public static let lookHoursMax: UInt16 = 24 * 31

    public let id: ExperimentID
    public let title: Words
    /// What is hoped for, and why.
    public let why: Words
    /// Shuffles people: another salt, another shuffle.
    public let salt: String
    /// As it is now first.
    public let arms: [LiveArm]
    public let primary: LiveMetric
    public let guardrails: [LiveMetric]
    public let redLines: [LiveRedLine]
    /// Planned in each arm.
    public let peopleInArm: Int
    /// How long between two looks of the house.
    public let lookHours: UInt16

    public init(
        id: ExperimentID, title: Words, why: Words, salt: String, arms: [LiveArm],
        primary: LiveMetric, guardrails: [LiveMetric], redLines: [LiveRedLine] = [],
        peopleInArm: Int, lookHours: UInt16 = 24
    ) {
        self.id = id
        self.title = title
        self.why = why
        self.salt = salt
        self.arms = arms
        self.primary = primary
        self.guardrails = guardrails
        self.redLines = redLines
        self.peopleInArm = peopleInArm
        self.lookHours = lookHours
    }

    /// The primary first.
    public var metrics: [LiveMetric] { [primary] + guardrails }

    public func metric(_ id: MetricID) -> LiveMetric? { metrics.first { $0.id == id } }

    public func place(of arm: ArmID) -> Int? { arms.firstIndex { $0.id == arm } }

    /// All its texts in both languages.
    var texts: [String] {
        let words =
            [title, why] + arms.map(\.words) + metrics.map(\.words) + redLines.map(\.words)
        return words.flatMap { [$0.en, $0.nl] }
    }

    /// As the statistics read it.
    ///
    /// - Parameter crossed: Red lines that were crossed.
    /// - Returns: `nil` when it cannot be judged by: ``ExperimentRefusal/planDoesNotFit``.
    public func planned(crossed: Set<RedLineID> = []) -> ExperimentPlan? {
        guard let first = primary.planned, primary.margin == nil else { return nil }
        let others = guardrails.compactMap(\.planned)
        guard others.count == guardrails.count,
            var plan = ExperimentPlan(
                arms: arms.map { ExperimentPlan.Arm("\($0.id)", share: $0.share) },
                primary: first, guardrails: others)
        else { return nil }
        plan.peopleInArm = peopleInArm
        plan.redLines = redLines.compactMap { line in
            place(of: line.arm).map {
                ExperimentPlan.RedLine(
                    arm: $0, words: "\(line.id)", isCrossed: crossed.contains(line.id))
            }
        }
        return plan
    }

    /// Who gets what.
    var assignment: Assignment? { Assignment(salt: salt, shares: arms.map(\.share)) }
}
