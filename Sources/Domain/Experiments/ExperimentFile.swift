import Kernel
import Measures

/// Experiments in the house, to judge a command against. Changes nothing.
struct ExperimentFile {
    let book: ExperimentBook
    let now: Instant

    // MARK: Of the house

    /// - Returns: What to write; nothing when there is nothing to do.
    func decide(
        _ doing: ExperimentDoing, by staff: StaffID
    ) throws(ExperimentRefusal) -> [ExperimentRecord] {
        switch doing {
        case .plan(let plan): return try keep(plan, by: staff)
        case .begin(let id):
            let experiment = try known(id)
            guard experiment.state == .planned else {
                if experiment.state == .running { return [] }
                throw .alreadyStopped
            }
            return [.begun(id, by: staff, at: now)]
        case .look(let id):
            // What is seen, ``Engine`` writes down.
            try checkRunning(try known(id))
            return []
        case .cross(let id, let line, let reason):
            let experiment = try known(id)
            guard experiment.plan.redLines.contains(where: { $0.id == line }) else {
                throw .unknownRedLine
            }
            try check(reason: reason)
            try checkRunning(experiment)
            guard !experiment.crossed.contains(where: { $0.line == line }) else { return [] }
            return [
                .crossed(id, .init(line: line, by: staff, reason: reason, at: now)),
                .stopped(id, .redLine(line), at: now),
            ]
        case .stop(let id, let reason):
            let experiment = try known(id)
            try check(reason: reason)
            try checkRunning(experiment)
            return [.stopped(id, .staff(staff, reason: reason), at: now)]
        }
    }

    private func known(_ id: ExperimentID) throws(ExperimentRefusal) -> LiveExperiment {
        guard let experiment = book[id] else { throw .unknownExperiment }
        return experiment
    }

    private func checkRunning(_ experiment: LiveExperiment) throws(ExperimentRefusal) {
        guard experiment.state != .planned else { throw .notBegun }
        guard experiment.state == .running else { throw .alreadyStopped }
    }

    private func check(reason: String) throws(ExperimentRefusal) {
        guard reason.utf8.count <= LivePlan.wordByteCountMax else { throw .wordsTooLong }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
    }

    private func keep(
        _ plan: LivePlan, by staff: StaffID
    ) throws(ExperimentRefusal) -> [ExperimentRecord] {
        guard plan.misfit == nil else { throw .planDoesNotFit }
        guard plan.texts.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
            throw .wordsMissing
        }
        guard plan.texts.allSatisfy({ $0.utf8.count <= LivePlan.wordByteCountMax }) else {
            throw .wordsTooLong
        }
        guard !book.experiments.contains(where: { $0.id != plan.id && $0.plan.salt == plan.salt })
        else { throw .saltTaken }
        if let before = book[plan.id] {
            if before.plan == plan { return [] }
            guard before.state == .planned else { throw .alreadyBegun }
        } else if book.experiments.count >= ExperimentBook.experimentCountMax {
            throw .tooManyExperiments
        }
        return [.planned(plan, by: staff, at: now)]
    }

    // MARK: Of one person

    /// One person as experiments know them.
    struct Person {
        let id: PersonID
        /// All names of theirs of which anything is known.
        let entries: [(name: PersonID, tried: PersonTried)]
        /// Whether they let anybody help them.
        let isHelped: Bool

        var isRefusing: Bool { entries.contains { $0.tried.refusedAt != nil } }

        /// All that is known of one experiment, what began first first.
        func takings(of id: ExperimentID) -> [(name: PersonID, taking: PersonTried.Taking)] {
            entries.compactMap { entry in entry.tried[id].map { (entry.name, $0) } }
                .sorted { ($0.taking.at, $0.name) < ($1.taking.at, $1.name) }
        }
    }

    /// Which arm somebody is in now, by its place; `nil`: in none.
    ///
    /// Where they were once, they stay: also when another name of theirs becomes known.
    func arm(of person: Person, in id: ExperimentID) -> Int? {
        guard person.isHelped, !person.isRefusing, let assignment = book.assignment(of: id) else {
            return nil
        }
        if let first = person.takings(of: id).first { return Int(first.taking.arm) }
        return assignment.arm(of: "\(person.id)")
    }

    /// - Returns: What to write, and under which name.
    func decide(
        _ command: TriedCommand, of person: Person, by claimant: Claimant
    ) throws(ExperimentRefusal) -> [(name: PersonID, record: TriedRecord)] {
        switch command {
        case .tell(let id, let group, let values):
            return try tell(id, group, values, of: person)
        case .refuse:
            guard claimant.isTheirs else { throw .notTheirWord }
            if person.isRefusing { return [] }
            guard book[person.id] != nil || book.nameCount < ExperimentBook.nameCountMax else {
                throw .tooManyTried
            }
            // All names of theirs, so that what came of it goes with each.
            let names = Set(person.entries.map(\.name) + [person.id]).sorted()
            return names.map { ($0, .refused(by: claimant, at: now)) }
        case .takeBackRefusal:
            guard claimant.isTheirs else { throw .notTheirWord }
            return person.entries.filter { $0.tried.refusedAt != nil }.map {
                ($0.name, .refusalTakenBack(by: claimant, at: now))
            }
        }
    }

    private func tell(
        _ id: ExperimentID, _ group: ExperimentGroupID?, _ values: [MetricID: Int32],
        of person: Person
    ) throws(ExperimentRefusal) -> [(name: PersonID, record: TriedRecord)] {
        let experiment = try known(id)
        let plan = experiment.plan
        let told = values.sorted { $0.key < $1.key }
        guard told.allSatisfy({ plan.metric($0.key) != nil }) else { throw .unknownMetric }
        if let group {
            guard plan.guardrails.contains(where: { $0.group == group }) else {
                throw .unknownGroup
            }
        }
        try checkRunning(experiment)
        guard let arm = arm(of: person, in: id) else { throw .inNoArm }
        let metrics = told.compactMap { plan.metric($0.key) }
        guard metrics.allSatisfy({ $0.source == .told }) else { throw .houseCountsItself }
        guard zip(metrics, told).allSatisfy({ $0.takes($1.value) }) else { throw .valueDoesNotFit }
        let known = person.takings(of: id)
        let fresh = told.filter { entry in
            !known.contains { $0.taking.value(of: entry.key)?.value == entry.value }
        }
        guard
            fresh.allSatisfy({ entry in
                !known.contains { $0.taking.value(of: entry.key) != nil }
            })
        else { throw .valueDiffers }
        let name = known.first?.name ?? person.id
        guard book[name] != nil || book.nameCount < ExperimentBook.nameCountMax else {
            throw .tooManyTried
        }
        var records: [TriedRecord] = []
        if known.isEmpty {
            records.append(.came(id, arm: UInt8(truncatingIfNeeded: arm), at: now))
        }
        if let group, !known.contains(where: { $0.taking.groups.contains(group) }) {
            records.append(.grouped(id, group, at: now))
        }
        records += fresh.map { .valued(id, $0.key, $0.value, at: now) }
        return records.map { (name, $0) }
    }
}

extension Claimant {
    /// Their own word, also as staff or a site heard it.
    fileprivate var isTheirs: Bool {
        switch self {
        case .person, .personTo, .source: true
        case .house, .staff: false
        }
    }
}
