public import Domain
public import Kernel
public import Measures
public import Ports

/// Experiments in the house: what is tried, on whom, and what came of it.
///
/// All that judges is fixed before the start. The house looks by itself, and ends what crosses a
/// red line, harms, or does not hold the people that were meant.
public struct ExperimentDesk: Sendable {
    let house: House
    let own: OwnPages
    private let credentials: any Credentials
    var sequencer: Sequencer { house.sequencer }

    public init(house: House, own: OwnPages, credentials: any Credentials) {
        self.house = house
        self.own = own
        self.credentials = credentials
    }

    /// A salt or a name for a new experiment: of a form, so that sending it twice makes it once.
    public func freshId() -> String { credentials.makeSecret() }

    // MARK: Reading

    /// All experiments, what began last first and what is planned before that.
    public func experiments() async -> [LiveExperiment] {
        await sequencer.read { engine in
            engine.experiments.experiments.sorted { left, right in
                let one = left.begunAt?.milliseconds ?? .max
                let other = right.begunAt?.milliseconds ?? .max
                return one != other ? one > other : left.id < right.id
            }
        }
    }

    /// - Returns: `nil` when there is no such experiment.
    public func experiment(_ id: ExperimentID) async -> LiveExperiment? {
        await sequencer.read { $0.experiments[id] }
    }

    /// An experiment with what is known of it now.
    public struct Reading: Sendable {
        public let experiment: LiveExperiment
        /// By arm, the first first.
        public let people: [Int]
        /// Who was in two arms, by two names.
        public let leftOut: Int
        /// Each arm beside the first, in the metrics' own units; `nil` while an arm has fewer than
        /// ten people: what came of few tells who they are.
        public let report: ExperimentReport?
        /// How many people the comparison of one arm with the first needs, in the first and in it,
        /// by metric; of each arm but the first. `nil` of a metric without a baseline.
        public let needed: [[(metric: MetricID, people: [Int]?)]]
        /// For what fewer people are planned than it needs.
        public let shortages: [ExperimentPlan.Shortage]
    }

    /// - Returns: `nil` when there is no such experiment.
    /// - Cost: as ``Engine/experimentCount(of:)``; the statistics are made outside of the turn.
    public func reading(of id: ExperimentID) async -> Reading? {
        let (known, counted) = await sequencer.read {
            ($0.experiments[id], $0.experimentCount(of: id))
        }
        guard let experiment = known, let count = counted else { return nil }
        let isFew = count.people.contains { $0 < Suppression.least }
        let planned = experiment.plan.planned()
        return Reading(
            experiment: experiment, people: count.people, leftOut: count.leftOut,
            report: isFew ? nil : count.report(of: experiment),
            needed: experiment.plan.arms.indices.dropFirst().map { arm in
                zip(experiment.plan.metrics, planned?.sizes(arm: arm) ?? []).map { metric, size in
                    (
                        metric.id,
                        size.size.flatMap { planned?.inEach($0.anytime, arm: arm) }
                    )
                }
            }, shortages: planned?.shortages ?? [])
    }

    // MARK: Doing

    /// What staff does: whoever works here says that a red line is crossed and ends an experiment;
    /// a lead plans and begins one.
    ///
    /// - Throws: ``EntryRefusal/notAllowed``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ doing: ExperimentDoing, by viewer: Viewer) async throws {
        guard viewer.role >= doing.least else { throw EntryRefusal.notAllowed }
        try await sequencer.submit(.experiment(doing, by: viewer.account))
    }

    /// The same for whoever runs the house.
    ///
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ doing: ExperimentDoing) async throws {
        guard let keeper = StaffID("house") else {
            preconditionFailure("a word is an identifier")
        }
        try await sequencer.submit(.experiment(doing, by: keeper))
    }

    // MARK: For programs

    /// One line of what a sender tells.
    public struct Line: Sendable {
        public let person: PersonID
        public let experiment: ExperimentID
        public let group: ExperimentGroupID?
        /// In millionths; none: they were there.
        public let values: [MetricID: Int32]

        public init(
            person: PersonID, experiment: ExperimentID, group: ExperimentGroupID? = nil,
            values: [MetricID: Int32] = [:]
        ) {
            self.person = person
            self.experiment = experiment
            self.group = group
            self.values = values
        }
    }

    /// Whose names are, one a name; `nil`: nobody's.
    public func people(of names: [Alias]) async -> [PersonID?] {
        await sequencer.read { engine in names.map { engine.owner(of: $0) } }
    }

    /// Takes lines in, each judged by itself, and returns when what they did is on disk.
    ///
    /// - Returns: One a line: whether anything was to be done, or why not.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func take(
        _ lines: [Line], from sender: LineSender
    ) async throws -> [Result<Bool, CommandRefusal>] {
        guard !lines.isEmpty else { return [] }
        return try await sequencer.submit(
            lines.map { line in
                .tried(
                    .tell(line.experiment, group: line.group, values: line.values),
                    of: line.person, by: sender.claimant)
            })
    }

    /// Takes in who wants nothing tried on them, and who does not mind any more: each their own
    /// word, as a site heard it.
    ///
    /// - Returns: One a line: whether anything was to be done, or why not.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func refuse(
        _ lines: [(person: PersonID, refuses: Bool)], from sender: LineSender
    ) async throws -> [Result<Bool, CommandRefusal>] {
        guard !lines.isEmpty else { return [] }
        return try await sequencer.submit(
            lines.map {
                .tried(
                    $0.refuses ? .refuse : .takeBackRefusal, of: $0.person, by: sender.claimant)
            })
    }

    /// What somebody gets.
    public enum Arm: Equatable, Sendable {
        case arm(ArmID)
        /// They are left as they are: nothing runs, or they refused, or let nobody help them.
        case none
    }

    /// Which arm somebody is in. Nothing of it is written down.
    ///
    /// - Returns: `nil` when there is no such experiment.
    /// - Cost: a turn of the engine and one hash.
    public func arm(of name: Alias, in id: ExperimentID) async -> Arm? {
        await sequencer.read { engine in
            guard let experiment = engine.experiments[id] else { return nil }
            guard let person = engine.owner(of: name),
                let place = engine.arm(of: person, in: id)
            else { return Arm.none }
            return .arm(experiment.plan.arms[place].id)
        }
    }

    // MARK: Their own word

    /// Whether nothing is tried on whoever opened their own page.
    public func isRefused(on page: OwnPages.Page) async -> Bool {
        guard let person = page.wishes?.person else { return false }
        return await sequencer.read { $0.isRefusingExperiments(person) ?? false }
    }

    /// "Nothing is tried on me", or that taken back, on their own page.
    ///
    /// - Returns: Whether the secret opens anything.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func refuse(_ isRefused: Bool, behind secret: String) async throws -> Bool {
        guard let person = try own.admit(secret) else { return false }
        try await sequencer.submit(
            .tried(isRefused ? .refuse : .takeBackRefusal, of: person, by: .person))
        return true
    }

    /// The same as staff heard it, of somebody whose card they may open.
    ///
    /// - Returns: Whether they may.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func refuse(
        _ isRefused: Bool, of person: PersonID, by viewer: Viewer
    ) async throws -> Bool {
        guard await house.mayOpen(person, viewer) else { return false }
        try await sequencer.submit(
            .tried(
                isRefused ? .refuse : .takeBackRefusal, of: person,
                by: .personTo(viewer.account)))
        return true
    }

    /// Whether nothing is tried on somebody whose card the viewer may open; `nil`: they may not.
    public func isRefused(_ person: PersonID, for viewer: Viewer) async -> Bool? {
        guard await house.mayOpen(person, viewer) else { return nil }
        return await sequencer.read { $0.isRefusingExperiments(person) }
    }
}

extension ExperimentDoing {
    fileprivate var least: Role {
        switch self {
        case .plan, .begin: .lead
        case .cross, .look, .stop: .host
        }
    }
}
