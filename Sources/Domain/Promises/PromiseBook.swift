public import Kernel

/// What the organisation promises anybody, and what it promised each, by the name under which it
/// was made.
public struct PromiseBook: Sendable {
    /// The most names that have any.
    public static let nameCountMax = 10_000_000

    /// The catalogue, sorted by id.
    public private(set) var standing: [StandingPromise] = []
    /// What its entries said before.
    private var former = FormerWords()
    /// Asked, and never walked unsorted.
    private var people: [PersonID: PersonPromises] = [:]
    /// The same of how much of themself somebody recognises in the house.
    private var bonds: [PersonID: Bond] = [:]
    /// From which level of ``Bond`` on what is lost is left whole.
    public private(set) var partingLevel = Bond.partingLevelDefault
    // What follows from these, so that nobody has to look for it.
    /// When those fall due of which nobody has said what became of them.
    private(set) var dues = PromiseDeadlines()
    /// When staff is to hear of one next.
    private(set) var looks = PromiseDeadlines()
    /// Signals by which a promise is judged that nobody judged yet, with how many wait for each.
    private var watched: [SignalPattern: Int] = [:]
    /// Ids that somebody has: a source's id is one person's.
    private(set) var taken = TakenIDs()
    /// Of whom staff is to hear that are not there: looked at again when they come.
    private var away: [PersonID: Set<PromiseID>] = [:]
    /// How many were looked at so far, to tell what that costs.
    public private(set) var lookCount = 0
    /// Moves when other signals are waited for.
    private(set) var watchVersion = 0

    public init() {}

    var nameCount: Int { people.count }
    /// Whether nobody was promised anything.
    var isEmpty: Bool { people.isEmpty }

    public subscript(name: PersonID) -> PersonPromises? { people[name] }

    public func standing(_ id: StandingPromiseID) -> StandingPromise? {
        let place = place(of: id)
        return place < standing.count && standing[place].id == id ? standing[place] : nil
    }

    /// Whoever said how much of themself they recognise in the house, sorted.
    var bondNames: [PersonID] { bonds.keys.sorted() }

    /// What an entry of the catalogue said, the oldest words first and what it says now last; none:
    /// it is not there. By these an edition of it is told from another when only words changed.
    public func words(of id: StandingPromiseID) -> [Words] {
        standing(id).map { former[id] + [$0.words] } ?? []
    }

    /// Entries that say something else than they did, in the order of their names.
    public var reworded: [StandingPromiseID] { former.ids }

    /// Names that have any, sorted. Cost: a sort of all of them.
    public var names: [PersonID] { people.keys.sorted() }

    private func place(of id: StandingPromiseID) -> Int {
        var (low, high) = (0, standing.count)
        while low < high {
            let middle = (low + high) / 2
            if standing[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Folding

    mutating func keep(_ fresh: StandingPromise) {
        let place = place(of: fresh.id)
        if place < standing.count, standing[place].id == fresh.id {
            former.change(fresh.id, from: standing[place].words, to: fresh.words)
            standing[place] = fresh
        } else {
            standing.insert(fresh, at: place)
        }
    }

    func bond(of name: PersonID) -> Bond? { bonds[name] }

    mutating func part(from level: UInt8) { partingLevel = level }

    mutating func apply(_ record: BondRecord, of name: PersonID) {
        bonds[name, default: Bond()].apply(record)
    }

    mutating func drop(_ id: StandingPromiseID) {
        standing.removeAll { $0.id == id }
        former.drop(id)
    }

    /// Folds a row in. One that is folded again changes nothing.
    package mutating func apply(_ record: PromiseRecord, of name: PersonID) {
        // Taken out, so that it is changed in place.
        var kept = people.removeValue(forKey: name) ?? PersonPromises()
        let before = kept[record.promise]
        let gone = kept.apply(record)
        for old in [before, gone].compactMap(\.self) { unlist(old, of: name) }
        if let place = kept.place(of: record.promise) {
            let after = kept.promises[place]
            list(after, of: name, at: place)
            // What made room keeps its id.
            if before == nil { taken.insert(after.id.print) }
        }
        if !kept.promises.isEmpty { people[name] = kept }
    }

    mutating func forget(_ names: Set<PersonID>) {
        for name in names.sorted() {
            for promise in people[name]?.promises ?? [] {
                unlist(promise, of: name)
                taken.remove(promise.id.print)
            }
            for id in people[name]?.room?.ids ?? [] { taken.remove(id) }
            people[name] = nil
            away[name] = nil
            bonds[name] = nil
        }
        // Looks at who is away stand elsewhere.
        looks.forget(names)
    }

    /// Lets go of what these names said: how they understood what they were promised, what would
    /// make it good, and how much of themself they recognise in the house.
    mutating func takeBack(_ names: [PersonID]) {
        for name in names {
            people[name]?.takeBackWords()
            bonds[name]?.forgetWords()
        }
    }

    private mutating func list(_ promise: Promise, of name: PersonID, at place: Int) {
        func entry(_ at: Instant) -> PromiseDeadlines.Entry {
            PromiseDeadlines.Entry(at: at, name: name, promise: promise.id, place: place)
        }
        if promise.isUnjudged, let due = promise.said.due { dues.insert(entry(due)) }
        if let look = promise.lookAt { looks.insert(entry(look)) }
        if let pattern = promise.awaited { watch(pattern, 1) }
    }

    private mutating func unlist(_ promise: Promise, of name: PersonID) {
        if promise.isUnjudged, let due = promise.said.due {
            dues.remove(PromiseDeadlines.Entry(at: due, name: name, promise: promise.id))
        }
        if let look = promise.lookAt {
            looks.remove(PromiseDeadlines.Entry(at: look, name: name, promise: promise.id))
            comeBack(promise.id, of: name)
        }
        if let pattern = promise.awaited { watch(pattern, -1) }
    }

    private mutating func watch(_ pattern: SignalPattern, _ change: Int) {
        let before = watched[pattern, default: 0]
        watched[pattern] = before + change > 0 ? before + change : nil
        if min(before, before + change) == 0 { watchVersion &+= 1 }
    }

    /// Signals by which promises are judged, in a fixed order of no meaning.
    var patterns: [SignalPattern] { watched.keys.sorted { $0.mark < $1.mark } }

    // MARK: By their moments

    /// Promises that fell due, or will have, by a moment, and of which nobody has said what became
    /// of them: by due time, then name, then id.
    ///
    /// - Cost: a sort of what falls due by then.
    package func due(through moment: Instant) -> [(name: PersonID, promise: Promise)] {
        dues.through(moment).compactMap { entry in
            promise(at: entry).map { (entry.name, $0) }
        }
    }

    /// The promise that a moment is of.
    ///
    /// - Cost: constant, unless promises to the same name made room since; then linear in those.
    package func promise(at entry: PromiseDeadlines.Entry) -> Promise? {
        people[entry.name]?[entry.promise, near: Int(entry.place)]
    }

    /// Whether staff may have to hear of one by a moment.
    func wantsLook(at now: Instant) -> Bool { looks.earliest.map { $0 <= now } ?? false }

    /// Promises that staff may have to hear of by a moment, in order; to be looked at once.
    package mutating func takeLooks(through now: Instant) -> [PromiseDeadlines.Entry] {
        let taken = looks.take(through: now)
        lookCount += taken.count
        return taken
    }

    // MARK: Of people who are away

    /// Whether staff is to hear of somebody who is away.
    var isSomebodyAway: Bool { !away.isEmpty }

    /// Keeps one apart until its person comes.
    ///
    /// - Parameter end: From when on there is nothing to hear of it: then it is let go.
    mutating func keepApart(_ promise: PromiseID, of name: PersonID, until end: Instant) {
        away[name, default: []].insert(promise)
        looks.insert(PromiseDeadlines.Entry(at: end, name: name, promise: promise))
    }

    mutating func comeBack(_ promise: PromiseID, of name: PersonID) {
        guard away[name]?.remove(promise) != nil else { return }
        if away[name]?.isEmpty == true { away[name] = nil }
    }

    /// Looks again at what was kept apart of a name.
    mutating func lookAgain(at name: PersonID) {
        guard let apart = away.removeValue(forKey: name) else { return }
        for id in apart.sorted() {
            guard let look = people[name]?[id]?.lookAt else { continue }
            looks.insert(PromiseDeadlines.Entry(at: look, name: name, promise: id))
        }
    }
}

extension Promise {
    /// The signal by which it will be judged.
    fileprivate var awaited: SignalPattern? {
        if byLetter == nil, case .seen(let pattern) = said.content { pattern } else { nil }
    }
}

extension PromiseBook: Equatable {
    /// The rest follows from these.
    public static func == (left: PromiseBook, right: PromiseBook) -> Bool {
        left.standing == right.standing && left.former == right.former
            && left.people == right.people && left.bonds == right.bonds
            && left.partingLevel == right.partingLevel
    }
}

// MARK: In a snapshot

extension PromiseBook: Codable {
    private struct Entry: Codable {
        let name: PersonID
        let promises: PersonPromises
    }

    private struct BondEntry: Codable {
        let name: PersonID
        let bond: Bond
    }

    private enum Field: String, CodingKey { case standing, former, people, bonds, partingLevel }

    public init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: Field.self)
        standing = try container.decode([StandingPromise].self, forKey: .standing)
        // One that was saved before entries remembered what they said.
        former = try container.decodeIfPresent(FormerWords.self, forKey: .former) ?? former
        for entry in try container.decode([Entry].self, forKey: .people) {
            people[entry.name] = entry.promises
            for (place, promise) in entry.promises.promises.enumerated() {
                list(promise, of: entry.name, at: place)
                taken.insert(promise.id.print)
            }
            for id in entry.promises.room?.ids ?? [] { taken.insert(id) }
        }
        for entry in try container.decodeIfPresent([BondEntry].self, forKey: .bonds) ?? [] {
            bonds[entry.name] = entry.bond
        }
        partingLevel =
            try container.decodeIfPresent(UInt8.self, forKey: .partingLevel)
            ?? Bond.partingLevelDefault
    }

    /// Sorted here, on the thread that writes a snapshot, and not where promises are made.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(standing, forKey: .standing)
        try container.encode(former, forKey: .former)
        try container.encode(
            people.sorted { $0.key < $1.key }.map { Entry(name: $0.key, promises: $0.value) },
            forKey: .people)
        try container.encode(
            bonds.sorted { $0.key < $1.key }.map { BondEntry(name: $0.key, bond: $0.value) },
            forKey: .bonds)
        try container.encode(partingLevel, forKey: .partingLevel)
    }
}
