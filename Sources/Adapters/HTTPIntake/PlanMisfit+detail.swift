import Domain
import Measures

extension PlanMisfit {
    /// Which field it is, and what belongs there.
    var detail: String { "\(field): \(meaning)." }

    private var field: String {
        switch self {
        case .armCount, .shares: "arms"
        case .armTwice(let place), .armReserved(let place): "arms[\(place)].id"
        case .share(let place): "arms[\(place)].share"
        case .guardrailCount: "guardrails"
        case .metric(let place, let misfit):
            (place == 0 ? "primary" : "guardrails[\(place - 1)]") + ".\(misfit.field)"
        case .redLineCount: "redLines"
        case .redLineTwice(let place): "redLines[\(place)].id"
        case .redLineArm(let place): "redLines[\(place)].arm"
        case .salt: "salt"
        case .people: "people"
        case .lookHours: "lookHours"
        }
    }

    private var meaning: String {
        switch self {
        case .armCount: "2 to \(LivePlan.armCountMax), as it is now first"
        case .armTwice, .redLineTwice: "another has this id already"
        case .armReserved:
            "'\(LivePlan.noArm)' is told of those who are in no arm; call it otherwise"
        case .share: "of one, such as 0.5; above 0, at most 1"
        case .shares: "shares are together at most 1"
        case .guardrailCount: "1 to \(LivePlan.guardrailCountMax), each with its margin"
        case .metric(_, let misfit): misfit.meaning
        case .redLineCount: "at most \(LivePlan.redLineCountMax)"
        case .redLineArm: "the id of an arm of the plan"
        case .salt: "a text of 1 to \(LivePlan.saltByteCountMax) bytes"
        case .people: "planned in each arm, 1 to \(LivePlan.peopleInArmMax)"
        case .lookHours: "hours between two looks, 1 to \(LivePlan.lookHoursMax)"
        }
    }
}

extension LiveMetric.Misfit {
    fileprivate var field: String {
        switch self {
        case .twice: "id"
        case .source: "source"
        case .bounds: "bounds"
        case .marginMissing, .marginOfPrimary, .margin: "margin"
        case .groupOfPrimary: "group"
        case .effect: "effect"
        case .baseline: "baseline"
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .twice: "another metric has this id already"
        case .source:
            "the house counts promises with good higher and kind mean, sacrifice with good lower "
                + "and kind mean or worstDecile"
        case .bounds:
            "the lowest and the highest value; [0, 1] of a rate and of what the house counts"
        case .marginMissing: "how much worse is still as good; each guardrail has one"
        case .marginOfPrimary: "only guardrails have one; leave it out"
        case .groupOfPrimary: "only guardrails have one; leave it out"
        case .margin:
            "0 or above, and less than the bounds are apart, or nothing could ever break it"
        case .effect: "above 0, and less than the bounds are apart"
        case .baseline:
            "of a rate above 0 and below 1; else how far people stand apart, above 0 and no "
                + "farther than they can within the bounds"
        }
    }
}
