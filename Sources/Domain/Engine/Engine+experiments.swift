public import Kernel
public import Measures

/// Experiments in the house, within the one fold.
extension Engine {
    func decideExperiments(
        _ command: Command, at now: Instant
    ) throws(CommandRefusal) -> [Record] {
        let file = ExperimentFile(book: experiments, now: max(now, clock))
        do throws(ExperimentRefusal) {
            switch command {
            case .experiment(let doing, let staff):
                let records = try file.decide(doing, by: staff).map { Record.experiment($0) }
                if case .look(let id) = doing { return look(at: id, file.now) }
                return records
            case .tried(let command, let person, let claimant):
                guard people.knows(person), let person = tried(person) else { break }
                return try file.decide(command, of: person, by: claimant).map {
                    .tried(person: $0.name, $0.record)
                }
            default: preconditionFailure("no command about experiments")
            }
        } catch {
            throw .experiment(error)
        }
        throw .unknownPerson
    }

    mutating func applyExperiments(_ record: Record) {
        switch record {
        case .experiment(let record): experiments.apply(record)
        case .tried(let person, let record): experiments.apply(record, of: person)
        default: preconditionFailure("no record about experiments")
        }
    }

    /// - Returns: `nil` when nobody is known by that name.
    private func tried(_ name: PersonID) -> ExperimentFile.Person? {
        guard let number = people.number(of: name), let person = people.id(of: number) else {
            return nil
        }
        return ExperimentFile.Person(
            id: person,
            entries: subjectNames(of: person).compactMap { name in
                experiments[name].map { (name, $0) }
            }, isHelped: people.consent(of: number, for: .help) != nil)
    }

    // MARK: Who gets what

    /// Which arm somebody is in, by its place; `nil`: in none. Nothing of it is written down.
    ///
    /// In none is who refused, who lets nobody help them, whom nobody knows, and everybody while
    /// the experiment does not run.
    public func arm(of person: PersonID, in experiment: ExperimentID) -> Int? {
        guard people.knows(person), let person = tried(person) else { return nil }
        return ExperimentFile(book: experiments, now: clock).arm(of: person, in: experiment)
    }

    /// Whether somebody said that nothing is tried on them; `nil`: nobody is known by that name.
    public func isRefusingExperiments(_ person: PersonID) -> Bool? {
        guard people.knows(person) else { return nil }
        return tried(person)?.isRefusing
    }

    // MARK: Looking

    /// What came of an experiment by now.
    ///
    /// Each person once, by all their names. Who was in two arms is left out: nobody knows what
    /// they got. So is who lets nobody help them any more.
    ///
    /// - Returns: `nil` when there is no such experiment.
    /// - Cost: a sort of its people; with a metric of the house's own, their wishes and promises.
    public func experimentCount(of id: ExperimentID) -> ExperimentCount? {
        guard let experiment = experiments[id] else { return nil }
        let plan = experiment.plan
        var count = ExperimentCount(arms: plan.arms.count, metrics: plan.metrics.count)
        var seen = Set<PersonID>()
        var rows: [(order: Instant, person: PersonID, arm: UInt8, values: [Int32?])] = []
        for name in experiments.members(of: id) {
            guard let person = tried(name), seen.insert(person.id).inserted else { continue }
            guard person.isHelped, !person.isRefusing else { continue }
            let takings = person.takings(of: id).map(\.taking)
            guard let first = takings.first else { continue }
            guard takings.allSatisfy({ $0.arm == first.arm }), Int(first.arm) < plan.arms.count
            else {
                count.leftOut += 1
                continue
            }
            let groups = takings.flatMap(\.groups)
            let values = plan.metrics.map { metric -> Int32? in
                guard metric.group.map(groups.contains) ?? true else { return nil }
                return value(of: metric, person.id, takings, since: experiment.begunAt)
            }
            let told = takings.compactMap { $0.value(of: plan.primary.id)?.at }.min()
            rows.append((told ?? first.at, person.id, first.arm, values))
        }
        for row in rows.sorted(by: { ($0.order, $0.person) < ($1.order, $1.person) }) {
            count.take(arm: Int(row.arm), values: row.values)
        }
        return count
    }

    private func value(
        of metric: LiveMetric, _ person: PersonID, _ takings: [PersonTried.Taking],
        since start: Instant?
    ) -> Int32? {
        switch metric.source {
        case .told:
            return takings.compactMap { $0.value(of: metric.id) }.min { $0.at < $1.at }?.value
        case .promises: return start.flatMap { promisesKept(to: person, since: $0) }
        case .sacrifice: return start.flatMap { sacrifice(of: person, since: $0) }
        }
    }

    /// The share that was kept of what was promised to them since and has been judged.
    private func promisesKept(to person: PersonID, since start: Instant) -> Int32? {
        let judged = subjectNames(of: person).flatMap { promises[$0]?.promises ?? [] }.filter {
            !$0.isUnjudged && $0.madeAt >= start
        }
        guard !judged.isEmpty else { return nil }
        let kept = judged.count { $0.brokenAt == nil }
        return Int32(truncatingIfNeeded: kept * Int(LiveMetric.one) / judged.count)
    }

    /// What they settled for since, the mean over what they want, each as it was last.
    private func sacrifice(of person: PersonID, since start: Instant) -> Int32? {
        let last = (wishes(of: person)?.entries ?? []).filter(\.wish.counts).compactMap { entry in
            entry.settled.filter { $0.at >= start && $0.sacrifice != nil }
                .max { ($0.at, $0.id) < ($1.at, $1.id) }?.sacrifice?.millionths
        }
        guard !last.isEmpty else { return nil }
        return Int32(truncatingIfNeeded: last.reduce(0) { $0 + Int($1) } / last.count)
    }

    /// What the house does about experiments now, to be written down and applied: it looks when it
    /// is time, and ends what must end. It changes nothing itself.
    public func looksDue(at now: Instant) -> [Record] {
        let now = max(now, clock)
        guard experiments.wantsLook(at: now) else { return [] }
        return experiments.experiments.flatMap { experiment -> [Record] in
            guard let due = experiment.lookAt, due <= now else { return [] }
            return look(at: experiment.id, now)
        }
    }

    /// - Returns: What was seen, and the end of it when it must end.
    private func look(at id: ExperimentID, _ now: Instant) -> [Record] {
        guard let experiment = experiments[id], let count = experimentCount(of: id),
            let report = count.report(of: experiment)
        else { return [] }
        let looked = Record.experiment(.looked(id, LiveLook(report, count, at: now)))
        guard let stop = report.stop(of: experiment.plan) else { return [looked] }
        return [looked, .experiment(.stopped(id, stop, at: now))]
    }
}

/// The people of an experiment, with what came of it.
public struct ExperimentCount: Sendable {
    /// By arm, the first first.
    public private(set) var people: [Int]
    /// Who was in two arms, by two names.
    public internal(set) var leftOut = 0
    /// As the statistics read them: in the order in which they came.
    public private(set) var all: ExperimentPeople

    init(arms: Int, metrics: Int) {
        people = Array(repeating: 0, count: arms)
        all = ExperimentPeople(metricCount: metrics)
    }

    mutating func take(arm: Int, values: [Int32?]) {
        people[arm] += 1
        all.append(arm: Int8(truncatingIfNeeded: arm), values: values)
    }

    /// - Returns: `nil` when its plan cannot be judged by, which nobody can keep.
    public func report(of experiment: LiveExperiment) -> ExperimentReport? {
        let crossed = Set(experiment.crossed.map(\.line))
        return experiment.plan.planned(crossed: crossed).map {
            ExperimentReport($0, all, isLookedAtOften: true)
        }
    }
}

extension ExperimentReport {
    /// Why it ends now; `nil`: it goes on.
    fileprivate func stop(of plan: LivePlan) -> LiveStop? {
        for reading in readings where reading.verdict == .stop || reading.verdict == .unsound {
            for reason in reading.reasons {
                switch reason {
                case .redLine(let id): if let id = RedLineID(id) { return .redLine(id) }
                case .sampleRatio: return .sampleRatio
                case .measuredRatio: return .measuredRatio
                case .primaryWorse: return .primaryWorse
                case .guardrailBroken(let id): if let id = MetricID(id) { return .guardrail(id) }
                case .reshared, .tooFew, .primaryNotShown, .guardrailNotShown, .allHeld: break
                }
            }
        }
        return nil
    }
}

extension LiveLook {
    init(_ report: ExperimentReport, _ count: ExperimentCount, at now: Instant) {
        // What came of few people tells who they are.
        let isFew = count.people.contains { $0 < Suppression.least }
        self.init(
            at: now, people: count.people,
            arms: report.readings.map { reading in
                let whole = isFew ? nil : reading.primary.whole
                return Arm(
                    verdict: Verdict(reading.verdict), difference: whole?.difference,
                    low: whole?.low, high: whole?.high)
            })
    }
}

extension LiveLook.Verdict {
    public init(_ verdict: ExperimentVerdict) {
        switch verdict {
        case .ship: self = .ship
        case .stop: self = .stop
        case .goOn: self = .goOn
        case .unsound: self = .unsound
        }
    }
}
