import Domain
import Foundation
import Kernel
import Measures
import Runtime

/// An experiment in the house among all.
struct LiveRowJSON: Encodable {
    let id: String
    let state: String
    let title: CharterBody.Said
    let begunAt: String?
    let stoppedAt: String?
    let stop: LiveStopJSON?

    init(_ experiment: LiveExperiment) {
        id = "\(experiment.id)"
        state = experiment.state.rawValue
        title = CharterBody.Said(experiment.plan.title)
        begunAt = experiment.begunAt?.rfc3339
        stoppedAt = experiment.stoppedAt?.rfc3339
        stop = experiment.stop.map(LiveStopJSON.init)
    }
}

/// Why it ended.
struct LiveStopJSON: Encodable {
    let why: String
    /// The red line or the metric.
    var what: String?
    var by: String?
    var reason: String?

    init(_ stop: LiveStop) {
        switch stop {
        case .redLine(let line): (why, what) = ("redLine", "\(line)")
        case .primaryWorse: why = "primaryWorse"
        case .guardrail(let metric): (why, what) = ("guardrail", "\(metric)")
        case .sampleRatio: why = "sampleRatio"
        case .measuredRatio: why = "measuredRatio"
        case .staff(let staff, let reason):
            why = "staff"
            by = "\(staff)"
            self.reason = reason
        }
    }
}

/// An experiment with what is known of it now.
struct LiveReadingJSON: Encodable {
    struct Count: Encodable {
        let arm: String
        let people: Int
    }

    struct Shortage: Encodable {
        let arm: String
        let metric: String
        let planned: Int
        let needed: Int
    }

    struct Crossing: Encodable {
        let redLine: String
        let by: String
        let reason: String
        let at: String
    }

    struct Look: Encodable {
        struct Arm: Encodable {
            let arm: String
            let verdict: String
            let difference: MillionthsBody?
            let low: MillionthsBody?
            let high: MillionthsBody?
        }

        let at: String
        let people: [Int]
        let arms: [Arm]
    }

    let state: String
    let plan: LivePlanBody
    let begunAt: String?
    let stoppedAt: String?
    let stop: LiveStopJSON?
    let crossed: [Crossing]
    let people: [Count]
    /// In two arms by two names: nobody knows what they got.
    let leftOut: Int
    let looks: [Look]
    /// Missing while an arm has fewer than ten people.
    let sampleRatioP: Double?
    let measuredRatioP: Double?
    let arms: [LiveArmJSON]?
    /// By arm but the first, and metric: how many people its comparison needs, by arm.
    let neededInEach: [String: [String: [String: Int]]]
    /// For what fewer people are planned than it needs.
    let tooFewPlanned: [Shortage]

    init(_ reading: ExperimentDesk.Reading) {
        let experiment = reading.experiment
        let names = experiment.plan.arms.map { "\($0.id)" }
        state = experiment.state.rawValue
        plan = LivePlanBody(experiment.plan)
        begunAt = experiment.begunAt?.rfc3339
        stoppedAt = experiment.stoppedAt?.rfc3339
        stop = experiment.stop.map(LiveStopJSON.init)
        crossed = experiment.crossed.map {
            Crossing(
                redLine: "\($0.line)", by: "\($0.by)", reason: $0.reason, at: $0.at.rfc3339)
        }
        people = zip(names, reading.people).map { Count(arm: $0, people: $1) }
        leftOut = reading.leftOut
        looks = experiment.looks.map { look in
            Look(
                at: look.at.rfc3339, people: look.people,
                arms: zip(names.dropFirst(), look.arms).map { name, arm in
                    Look.Arm(
                        arm: name, verdict: arm.verdict.rawValue,
                        difference: arm.difference.map(MillionthsBody.init),
                        low: arm.low.map(MillionthsBody.init),
                        high: arm.high.map(MillionthsBody.init))
                })
        }
        sampleRatioP = reading.report?.sampleRatio?.p
        measuredRatioP = reading.report?.measuredRatio?.p
        arms = reading.report?.readings.map { LiveArmJSON(names[$0.arm], $0) }
        neededInEach = Dictionary(
            uniqueKeysWithValues: zip(names.dropFirst(), reading.needed).map { name, metrics in
                let known = metrics.compactMap { metric, people in
                    people.map { ("\(metric)", [names[0]: $0[0], name: $0[1]]) }
                }
                return (name, Dictionary(uniqueKeysWithValues: known))
            })
        tooFewPlanned = reading.shortages.map {
            Shortage(
                arm: names[$0.arm], metric: $0.metric, planned: experiment.plan.peopleInArm,
                needed: $0.needed)
        }
    }
}

/// One arm beside the first.
struct LiveArmJSON: Encodable {
    struct Metric: Encodable {
        let metric: String
        let first: Double?
        let arm: Double?
        let difference: MillionthsBody?
        let low: MillionthsBody?
        let high: MillionthsBody?
        let method: String
        /// Of a guardrail.
        let guardrail: String?

        init(_ reading: MetricReading) {
            metric = reading.metric.name
            first = reading.control?.mean
            arm = reading.treatment?.mean
            let whole = reading.whole
            difference = whole.map { MillionthsBody($0.difference) }
            low = whole.map { MillionthsBody($0.low) }
            high = whole.map { MillionthsBody($0.high) }
            method = reading.method.rawValue
            guardrail = reading.verdict?.rawValue
        }
    }

    struct Reason: Encodable {
        let code: String
        var of: String?

        init(_ reason: VerdictReason) {
            switch reason {
            case .redLine(let line): (code, of) = ("redLine", line)
            case .sampleRatio: code = "sampleRatio"
            case .measuredRatio: code = "measuredRatio"
            case .reshared: code = "reshared"
            case .primaryWorse: code = "primaryWorse"
            case .guardrailBroken(let name): (code, of) = ("guardrailBroken", name)
            case .tooFew: code = "tooFew"
            case .primaryNotShown: code = "primaryNotShown"
            case .guardrailNotShown(let name): (code, of) = ("guardrailNotShown", name)
            case .allHeld: code = "allHeld"
            }
        }
    }

    struct MadeWorse: Encodable {
        let least: Double
        let most: Double
    }

    let arm: String
    let verdict: String
    let reasons: [Reason]
    let primary: Metric
    let guardrails: [Metric]
    /// Between which two numbers the share lies that it makes worse off.
    let madeWorse: MadeWorse?

    init(_ name: String, _ reading: ArmReading) {
        arm = name
        verdict = LiveLook.Verdict(reading.verdict).rawValue
        reasons = reading.reasons.map(Reason.init)
        primary = Metric(reading.primary)
        guardrails = reading.guardrails.map(Metric.init)
        madeWorse = reading.madeWorse.map { MadeWorse(least: $0.least, most: $0.most) }
    }
}
