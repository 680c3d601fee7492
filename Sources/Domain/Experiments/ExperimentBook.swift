public import Kernel
import Measures

/// Experiments in the house, and who was in them: by the name under which it was told.
public struct ExperimentBook: Sendable {
    public static let experimentCountMax = 1_000
    /// The most names that have anything to do with experiments.
    public static let nameCountMax = 1_000_000

    /// Sorted by id.
    public private(set) var experiments: [LiveExperiment] = []
    /// Asked, and never walked unsorted.
    private var people: [PersonID: PersonTried] = [:]
    // What follows from these, so that nobody has to look for it.
    private var members: [ExperimentID: Set<PersonID>] = [:]
    /// Of those that run.
    private var assignments: [ExperimentID: Assignment] = [:]

    public init() {}

    public subscript(id: ExperimentID) -> LiveExperiment? {
        let place = place(of: id)
        return place < experiments.count && experiments[place].id == id ? experiments[place] : nil
    }

    public subscript(name: PersonID) -> PersonTried? { people[name] }

    var nameCount: Int { people.count }

    /// Names that have anything to do with experiments, sorted. Cost: a sort of all of them.
    public var names: [PersonID] { people.keys.sorted() }

    /// Names under which somebody was in an experiment, sorted. Cost: a sort of them.
    func members(of id: ExperimentID) -> [PersonID] { (members[id] ?? []).sorted() }

    /// Who gets what; `nil`: it does not run.
    func assignment(of id: ExperimentID) -> Assignment? { assignments[id] }

    /// Whether the house has something to look at.
    func wantsLook(at now: Instant) -> Bool {
        experiments.contains { $0.lookAt.map { $0 <= now } ?? false }
    }

    private func place(of id: ExperimentID) -> Int {
        var (low, high) = (0, experiments.count)
        while low < high {
            let middle = (low + high) / 2
            if experiments[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Folding

    package mutating func apply(_ record: ExperimentRecord) {
        switch record {
        case .planned(let plan, let staff, let at):
            let place = place(of: plan.id)
            if self[plan.id] == nil {
                experiments.insert(LiveExperiment(plan, by: staff, at: at), at: place)
            } else {
                experiments[place].plan = plan
            }
        case .begun(let id, let staff, let at):
            change(id) { ($0.begunAt, $0.begunBy) = (at, staff) }
            assignments[id] = self[id]?.plan.assignment
        case .crossed(let id, let crossing): change(id) { $0.crossed.append(crossing) }
        case .looked(let id, let look):
            change(id) { experiment in
                experiment.looks.append(look)
                let over = experiment.looks.count - LiveExperiment.lookCountMax
                if over > 0 { experiment.looks.removeFirst(over) }
            }
        case .stopped(let id, let stop, let at):
            change(id) { ($0.stop, $0.stoppedAt) = (stop, at) }
            assignments[id] = nil
        }
    }

    private mutating func change(_ id: ExperimentID, _ body: (inout LiveExperiment) -> Void) {
        let place = place(of: id)
        guard place < experiments.count, experiments[place].id == id else { return }
        body(&experiments[place])
    }

    /// Folds a row in. One that is folded again changes nothing.
    package mutating func apply(_ record: TriedRecord, of name: PersonID) {
        // Taken out, so that it is changed in place.
        var kept = people.removeValue(forKey: name) ?? PersonTried()
        switch record {
        case .refused(_, let at):
            if kept.refusedAt == nil { kept.refusedAt = at }
            leave(kept, of: name)
            kept.takings = []
        case .refusalTakenBack: kept.refusedAt = nil
        case .came(let experiment, let arm, let at):
            if kept[experiment] == nil {
                kept.takings.append(
                    PersonTried.Taking(experiment: experiment, arm: arm, at: at))
                members[experiment, default: []].insert(name)
            }
        case .grouped(let experiment, let group, _):
            kept.change(experiment) { taking in
                if !taking.groups.contains(group) { taking.groups.append(group) }
            }
        case .valued(let experiment, let metric, let value, let at):
            kept.change(experiment) { taking in
                guard taking.value(of: metric) == nil else { return }
                taking.values.append(.init(metric: metric, value: value, at: at))
            }
        }
        if !kept.isEmpty { people[name] = kept }
    }

    private mutating func leave(_ kept: PersonTried, of name: PersonID) {
        for taking in kept.takings { members[taking.experiment]?.remove(name) }
    }

    /// Lets go of all that came of experiments with these names. That nothing is tried on them
    /// stands.
    mutating func takeBack(_ names: [PersonID]) {
        for name in names {
            guard var kept = people.removeValue(forKey: name) else { continue }
            leave(kept, of: name)
            kept.takings = []
            if !kept.isEmpty { people[name] = kept }
        }
    }

    mutating func forget(_ names: Set<PersonID>) {
        for name in names.sorted() {
            guard let kept = people.removeValue(forKey: name) else { continue }
            leave(kept, of: name)
        }
    }
}

extension ExperimentBook: Equatable {
    /// The rest follows from these.
    public static func == (left: Self, right: Self) -> Bool {
        left.experiments == right.experiments && left.people == right.people
    }
}

// MARK: In a snapshot

extension ExperimentBook: Codable {
    private struct Entry: Codable {
        let name: PersonID
        let tried: PersonTried
    }

    private enum Field: String, CodingKey { case experiments, people }

    public init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: Field.self)
        experiments = try container.decode([LiveExperiment].self, forKey: .experiments)
        for experiment in experiments where experiment.state == .running {
            assignments[experiment.id] = experiment.plan.assignment
        }
        for entry in try container.decode([Entry].self, forKey: .people) {
            people[entry.name] = entry.tried
            for taking in entry.tried.takings {
                members[taking.experiment, default: []].insert(entry.name)
            }
        }
    }

    /// Sorted here, on the thread that writes a snapshot.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(experiments, forKey: .experiments)
        try container.encode(
            people.sorted { $0.key < $1.key }.map { Entry(name: $0.key, tried: $0.value) },
            forKey: .people)
    }
}
