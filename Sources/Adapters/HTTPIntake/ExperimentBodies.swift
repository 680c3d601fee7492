import Domain
import Foundation
import HTTPTypes
import Kernel
import Runtime

/// An amount with at most six decimals, as whole millionths.
struct MillionthsBody: Codable, Sendable {
    let whole: Int32

    init(_ whole: Int32) { self.whole = whole }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        var scaled = try container.decode(Decimal.self) * 1_000_000
        var rounded = Decimal()
        NSDecimalRound(&rounded, &scaled, 0, .plain)
        guard rounded == scaled, abs(rounded) <= Decimal(Int32.max),
            let whole = Int32("\(rounded)")
        else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an amount has at most six decimals, up to 2147")
        }
        self.whole = whole
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Double(whole) / 1_000_000)
    }
}

/// The plan of an experiment in the house, as an operator writes and reads it.
struct LivePlanBody: ListedFields, Encodable {
    static let fields: Set<String> = [
        "id", "title", "why", "salt", "arms", "primary", "guardrails", "redLines", "people",
        "lookHours",
    ]

    struct ArmBody: ListedFields, Encodable {
        static let fields: Set<String> = ["id", "words", "share"]
        let id: ArmID
        let words: CharterBody.Said
        /// Of one; exact to a ten-thousandth.
        let share: MillionthsBody
    }

    struct MetricBody: ListedFields, Encodable {
        static let fields: Set<String> = [
            "id", "words", "kind", "source", "good", "bounds", "effect", "margin", "group",
            "baseline",
        ]
        let id: MetricID
        let words: CharterBody.Said
        let kind: LiveMetric.Kind
        let source: LiveMetric.Source?
        let good: LiveMetric.Good
        let bounds: [MillionthsBody]?
        let effect: MillionthsBody?
        let margin: MillionthsBody?
        let group: ExperimentGroupID?
        let baseline: MillionthsBody?
    }

    struct RedLineBody: ListedFields, Encodable {
        static let fields: Set<String> = ["id", "arm", "words"]
        let id: RedLineID
        let arm: ArmID
        let words: CharterBody.Said
    }

    let id: ExperimentID?
    let title: CharterBody.Said
    let why: CharterBody.Said
    let salt: String?
    let arms: [Shown<ArmBody>]
    let primary: Shown<MetricBody>
    let guardrails: [Shown<MetricBody>]
    let redLines: [Shown<RedLineBody>]?
    let people: Int
    let lookHours: Int?

    /// - Parameter id: What the address names.
    func plan(_ id: ExperimentID) throws(Problem) -> LivePlan {
        if let named = self.id, named != id {
            throw WishBody.invalid("id", "as in the address, or left out")
        }
        guard let lookHours = UInt16(exactly: lookHours ?? 24) else {
            throw WishBody.invalid("lookHours", "1 to \(LivePlan.lookHoursMax)")
        }
        var armsRead: [LiveArm] = []
        for arm in arms { armsRead.append(try arm.whole().arm()) }
        var rails: [LiveMetric] = []
        for metric in guardrails { rails.append(try metric.whole().metric()) }
        var lines: [LiveRedLine] = []
        for line in redLines ?? [] {
            let line = try line.whole()
            lines.append(LiveRedLine(id: line.id, arm: line.arm, words: line.words.words))
        }
        return LivePlan(
            id: id, title: title.words, why: why.words, salt: salt ?? "\(id)", arms: armsRead,
            primary: try primary.whole().metric(), guardrails: rails, redLines: lines,
            peopleInArm: people, lookHours: lookHours)
    }

    init(_ plan: LivePlan) {
        id = plan.id
        title = CharterBody.Said(plan.title)
        why = CharterBody.Said(plan.why)
        salt = plan.salt
        arms = plan.arms.map {
            Shown(
                ArmBody(
                    id: $0.id, words: CharterBody.Said($0.words),
                    share: MillionthsBody(Int32($0.share) * 100)))
        }
        primary = Shown(MetricBody(plan.primary))
        guardrails = plan.guardrails.map { Shown(MetricBody($0)) }
        redLines = plan.redLines.map {
            Shown(RedLineBody(id: $0.id, arm: $0.arm, words: CharterBody.Said($0.words)))
        }
        people = plan.peopleInArm
        lookHours = Int(plan.lookHours)
    }
}

/// What is read with its fields listed, and written as it is.
struct Shown<Value: ListedFields & Encodable>: Codable, Sendable {
    private enum Kept: Sendable {
        case read(Listed<Value>)
        case written(Value)
    }

    private let kept: Kept

    init(_ value: Value) { kept = .written(value) }

    init(from decoder: any Decoder) throws { kept = .read(try Listed<Value>(from: decoder)) }

    func encode(to encoder: any Encoder) throws {
        guard case .written(let value) = kept else { return }
        try value.encode(to: encoder)
    }

    func whole() throws(Problem) -> Value {
        switch kept {
        case .read(let listed): try listed.whole()
        case .written(let value): value
        }
    }
}

extension LivePlanBody.ArmBody {
    fileprivate func arm() throws(Problem) -> LiveArm {
        guard share.whole % 100 == 0, share.whole > 0 else {
            throw WishBody.invalid("share", "of one, such as 0.5; exact to 0.0001")
        }
        return LiveArm(id: id, words: words.words, share: Int(share.whole / 100))
    }
}

extension LivePlanBody.MetricBody {
    init(_ metric: LiveMetric) {
        id = metric.id
        words = CharterBody.Said(metric.words)
        kind = metric.kind
        source = metric.source
        good = metric.good
        bounds = [metric.bounds.lowerBound, metric.bounds.upperBound].map(MillionthsBody.init)
        effect = MillionthsBody(metric.effect)
        margin = metric.margin.map(MillionthsBody.init)
        group = metric.group
        baseline = metric.baseline.map(MillionthsBody.init)
    }

    fileprivate func metric() throws(Problem) -> LiveMetric {
        let ends = bounds?.map(\.whole) ?? [0, LiveMetric.one]
        guard ends.count == 2, ends[0] < ends[1] else {
            throw WishBody.invalid("bounds", "the lowest and the highest value, such as [0, 1]")
        }
        // What is missing the plan names at its place: LivePlan.misfit.
        let effect = (effect ?? margin)?.whole ?? 0
        return LiveMetric(
            id: id, words: words.words, kind: kind, source: source ?? .told, good: good,
            bounds: ends[0]...ends[1], effect: effect, margin: margin?.whole, group: group,
            baseline: baseline?.whole)
    }
}

/// One line of what came of an experiment with somebody.
struct OutcomeBody: ListedFields {
    static let fields = WishPersonBody.fields.union(["experiment", "values", "group"])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let experiment: ExperimentID
    let values: [String: MillionthsBody]?
    let group: ExperimentGroupID?

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }

    func told() throws(Problem) -> [MetricID: Int32] {
        var told: [MetricID: Int32] = [:]
        for (name, value) in values ?? [:] {
            guard let metric = MetricID(name) else {
                throw WishBody.invalid("values", "by the metric's id")
            }
            told[metric] = value.whole
        }
        return told
    }
}

/// Whether somebody wants nothing tried on them.
struct RefusalBody: ListedFields {
    static let fields = WishPersonBody.fields.union(["refuses"])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let refuses: Bool

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }
}

/// Why an experiment ends.
struct ReasonBody: ListedFields {
    static let fields: Set<String> = ["reason"]

    let reason: String?
}

/// That somebody saw a red line crossed.
struct CrossingBody: ListedFields {
    static let fields: Set<String> = ["reason", "redLine"]

    let reason: String?
    let redLine: RedLineID?
}
