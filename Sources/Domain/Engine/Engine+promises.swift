import Kernel

/// Promises within the one fold.
extension Engine {
    func decidePromises(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        do throws(PromiseRefusal) {
            switch command {
            case .keepStanding(let wanted): return try keep(wanted)
            case .dropStanding(let id):
                guard promises.standing(id) != nil else { throw .unknownStanding }
                return [.standingPromiseDropped(id)]
            case .setPartingLevel(let level):
                guard level <= Bond.levelMax else { throw .levelTooHigh }
                return level == promises.partingLevel ? [] : [.partingLevelSet(level)]
            case .bond(let command, let person, let claimant):
                guard people.knows(person), let name = people.person(person) else { break }
                return try decide(command, of: name, by: claimant, at: max(now, clock))
            case .askOfPromises(let person, let draw):
                return people.knows(person)
                    ? askOfPromises(person, draw: draw, at: max(now, clock)) : []
            case .promise(let command, let person, let claimant):
                guard let file = promiseFile(of: person, at: now) else { break }
                return try file.decide(command, by: claimant).map {
                    .promise(person: $0.name, $0.record)
                }
            default: preconditionFailure("no command about promises")
            }
        } catch {
            throw .promise(error)
        }
        throw .unknownPerson
    }

    private func keep(_ wanted: StandingPromise) throws(PromiseRefusal) -> [Record] {
        let known = promises.standing(wanted.id)
        if known == wanted { return [] }
        try promiseTerms.check(wanted)
        guard known != nil || promises.standing.count < StandingPromise.countMax else {
            throw .tooManyPromises
        }
        return [.standingPromiseKept(wanted)]
    }

    private var promiseTerms: PromiseTerms {
        PromiseTerms(facets: wishes.facets, waits: waits, zones: zones)
    }

    /// - Returns: `nil` when nobody is known by that name.
    func promiseFile(of person: PersonID, at now: Instant) -> PromiseFile? {
        guard people.knows(person) else { return nil }
        return PromiseFile(
            terms: promiseTerms, standing: promises.standing, name: person,
            entries: subjectNames(of: person).compactMap { name in
                promises[name].map { (name, $0) }
            }, isFull: promises.nameCount >= PromiseBook.nameCountMax, taken: promises.taken,
            seed: seed, now: max(now, clock), feelsThemself: feelsThemself(person))
    }

    // MARK: Folding

    mutating func applyPromise(_ record: Record) -> BlockResult? {
        switch record {
        case .standingPromiseKept(let standing): promises.keep(standing)
        case .standingPromiseDropped(let id): promises.drop(id)
        case .bond(let person, let record): promises.apply(record, of: person)
        case .partingLevelSet(let level): promises.part(from: level)
        case .promise(let person, let record):
            let before = promises[person]?[record.promise]
            change(record, of: person)
            guard let promise = promises[person]?[record.promise], promise != before else {
                return nil
            }
            return callFor(promise, after: record, of: person)
        default: break
        }
        return nil
    }

    mutating func change(_ record: PromiseRecord, of person: PersonID) {
        let version = promises.watchVersion
        promises.apply(record, of: person)
        if promises.watchVersion != version { watchForPromises() }
    }

    /// Has the live floor look out for the signals by which promises are judged.
    mutating func watchForPromises() {
        timelines[0].watched = SignalWatch(promises.patterns, zones: zones)
    }
}

/// Signals that are looked out for, whoever they are of.
struct SignalWatch: Sendable {
    private var places: Set<UInt32> = []

    init() {}

    /// - Cost: linear in the zones for each pattern.
    init(_ patterns: [SignalPattern], zones: [Zone]) {
        for pattern in patterns {
            for (number, zone) in zones.enumerated() where pattern.isMet(by: pattern.kind, in: zone)
            {
                places.insert(
                    Self.place(pattern.kind, ZoneIndex(truncatingIfNeeded: number)))
            }
        }
    }

    var isEmpty: Bool { places.isEmpty }

    func wants(_ kind: SignalKind, _ zone: ZoneIndex) -> Bool {
        places.contains(Self.place(kind, zone))
    }

    private static func place(_ kind: SignalKind, _ zone: ZoneIndex) -> UInt32 {
        UInt32(kind.rawValue) << 16 | UInt32(zone)
    }
}

extension SignalPattern {
    /// Whether a signal is of this sort, when the pattern stands by itself.
    func isMet(by kind: SignalKind, in zone: Zone) -> Bool {
        guard kind == self.kind else { return false }
        return switch place {
        case .anywhere: true
        case .ofKind(let wanted): zone.kind == wanted
        case .zone(let id): zone.id == id
        case .same: false
        }
    }
}
