public import Kernel

/// What is written down of an experiment in the house: about nobody.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum ExperimentRecord: Equatable, Sendable, Codable {
    /// A plan, new or in place of the one before; before the start only.
    case planned(LivePlan, by: StaffID, at: Instant)
    case begun(ExperimentID, by: StaffID, at: Instant)
    case crossed(ExperimentID, LiveExperiment.Crossing)
    /// The house looked.
    case looked(ExperimentID, LiveLook)
    case stopped(ExperimentID, LiveStop, at: Instant)
}

/// What is written down of one person and experiments: sealed for the name under which it was told,
/// and gone with it. Who gets what is not written down.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum TriedRecord: Equatable, Sendable, Codable {
    /// "Nothing is tried on me."
    case refused(by: Claimant, at: Instant)
    case refusalTakenBack(by: Claimant, at: Instant)
    /// They were there, in that arm.
    case came(ExperimentID, arm: UInt8, at: Instant)
    case grouped(ExperimentID, ExperimentGroupID, at: Instant)
    /// A value of a metric, in millionths.
    case valued(ExperimentID, MetricID, Int32, at: Instant)
}

/// What is asked for about an experiment. May be refused, and then changes nothing.
public enum ExperimentDoing: Equatable, Sendable {
    case plan(LivePlan)
    case begin(ExperimentID)
    /// The house looks at once, and not only when it is time.
    case look(ExperimentID)
    /// A red line is crossed: with what was seen.
    case cross(ExperimentID, RedLineID, reason: String)
    case stop(ExperimentID, reason: String)
}

/// What is asked for about one person and experiments. May be refused, and then changes nothing.
public enum TriedCommand: Equatable, Sendable {
    /// They were there: with it, what came of it.
    case tell(ExperimentID, group: ExperimentGroupID?, values: [MetricID: Int32])
    case refuse
    case takeBackRefusal
}

/// Why a command about an experiment is refused. When several apply, the one declared first is
/// named.
public enum ExperimentRefusal: String, Error, CaseIterable, Sendable {
    case unknownExperiment
    case unknownMetric
    case unknownGroup
    case unknownRedLine
    /// It could not be judged by: ``LivePlan/misfit`` says where and why.
    case planDoesNotFit
    case wordsMissing
    case wordsTooLong
    /// Another experiment has this salt: the same people would be put together.
    case saltTaken
    /// All that judges is fixed before the start.
    case alreadyBegun
    case notBegun
    case alreadyStopped
    /// Only the person says that nothing is tried on them.
    case notTheirWord
    case reasonMissing
    /// They are in no arm: they refused, let nobody help them, or fall outside of the shares.
    case inNoArm
    /// The house knows this by itself.
    case houseCountsItself
    case valueDoesNotFit
    /// Another value was told before; the first counts.
    case valueDiffers
    case tooManyExperiments
    /// As many people are in experiments as the house can keep in mind.
    case tooManyTried

    /// A stable word for the outside.
    public var code: String { rawValue }
}
