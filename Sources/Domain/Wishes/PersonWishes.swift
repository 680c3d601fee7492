public import Kernel

/// What is kept of the wishes of one name: a person's are those of all their names together.
struct PersonWishes: Equatable, Sendable, Codable {
    /// The most wishes of one name that are not withdrawn.
    static let wishCountMax = 64
    /// The most that are kept of what was settled for, and of what was expected and perceived;
    /// older ones stay in the journal.
    static let settledCountMax = 256
    static let feltCountMax = 128

    var wishes: [Wish] = []
    var settled: [Settled] = []
    var felt: [Felt] = []
    /// The oldest first.
    var asked: [Question] = []
    /// Older questions are not kept.
    var isAskedCut = false
    /// When a draw last spared them.
    var sparedAt: Instant?
    /// When they last said something of their wishes themself.
    var actedAt: Instant?

    func place(of wish: WishID) -> Int? { wishes.firstIndex { $0.id == wish } }

    // MARK: Folding

    mutating func apply(_ record: WishRecord) {
        switch record {
        case .voiced(let wish): take(wish)
        case .playedBack(let id, let wording, let by, let at):
            change(id, by, at) { wish in
                wish.state = .playedBack(wording, by: by)
                wish.wording = wording
            }
        case .confirmed(let id, let by, let at):
            change(id, by, at) { $0.state = .confirmed(by: by) }
        case .corrected(let id, let want, let words, let by, let at):
            change(id, by, at) { wish in
                // What was measured against a guess says nothing of what is wanted.
                if !wish.counts { wish.measuredSince = at }
                wish.said.want = want
                wish.said.words = words
                wish.state = .corrected(by: by)
            }
        case .withdrawn(let id, let by, let at):
            change(id, by, at) { $0.state = .withdrawn(by: by) }
        case .weighed(let id, let importance, let by, let at):
            change(id, by, at) { $0.said.importance = importance }
        case .settled(let settled): take(settled)
        case .felt(let felt): take(felt)
        case .asked(let question):
            guard !asked.contains(where: { $0.id == question.id }) else { return }
            asked.append(question)
            guard asked.count > QuestionBudget.questionCountMax else { return }
            asked.removeFirst()
            isAskedCut = true
        case .spared(let question): sparedAt = question.at
        case .answered(let id, let answer, let at):
            end(id, .answered(answer, at: at))
            act(at)
        case .passedOver(let id, let at): end(id, .passedOver(at: at))
        }
    }

    private mutating func take(_ wish: Wish) {
        guard place(of: wish.id) == nil else { return }
        if wishes.count >= Self.wishCountMax,
            let gone = wishes.firstIndex(where: \.isWithdrawn)
        {
            wishes.remove(at: gone)
        }
        wishes.append(wish)
        if case .told(let by) = wish.origin, by.isThePersons { act(wish.at) }
    }

    private mutating func take(_ fresh: Settled) {
        guard !settled.contains(where: { $0.id == fresh.id }) else { return }
        settled.append(fresh)
        if settled.count > Self.settledCountMax { settled.removeFirst() }
        if case .told(let by) = fresh.evidence, by.isThePersons { act(fresh.at) }
    }

    private mutating func take(_ fresh: Felt) {
        guard !felt.contains(where: { $0.id == fresh.id }) else { return }
        felt.append(fresh)
        if felt.count > Self.feltCountMax { felt.removeFirst() }
        if fresh.by.isThePersons { act(fresh.at) }
    }

    private mutating func change(
        _ id: WishID, _ by: Claimant, _ at: Instant, _ body: (inout Wish) -> Void
    ) {
        guard let place = place(of: id) else { return }
        body(&wishes[place])
        wishes[place].changedAt = at
        if by.isThePersons { act(at) }
    }

    private mutating func end(_ id: QuestionID, _ end: Question.End) {
        guard let place = asked.firstIndex(where: { $0.id == id }) else { return }
        asked[place].end = end
    }

    private mutating func act(_ at: Instant) { actedAt = max(actedAt ?? at, at) }
}

/// The wishes of everybody, by the name under which they were told.
public struct WishBook: Equatable, Sendable {
    /// The most names that have any.
    public static let nameCountMax = 10_000_000

    /// What the venue's people can have wishes on, in the venue's order.
    public private(set) var facets: [Facet] = []
    /// Asked, and never walked unsorted.
    private var people: [PersonID: PersonWishes] = [:]

    init() {}

    var nameCount: Int { people.count }
    /// Whether nobody has a wish.
    var isEmpty: Bool { people.isEmpty }

    subscript(name: PersonID) -> PersonWishes? { people[name] }

    public func facet(_ id: FacetID) -> Facet? { facets.first { $0.id == id } }

    /// Names that have any, sorted. Cost: a sort of all of them.
    public var names: [PersonID] { people.keys.sorted() }

    mutating func install(_ facets: [Facet]) { self.facets = facets }

    mutating func apply(_ record: WishRecord, of name: PersonID) {
        people[name, default: PersonWishes()].apply(record)
    }

    mutating func forget(_ names: Set<PersonID>) {
        for name in names { people[name] = nil }
    }

    /// Forgets what was asked, of everybody.
    mutating func forgetAsked() {
        for name in names { people[name]?.asked = [] }
    }

    /// Lets go of all that was told of these names; how often they were asked is still known.
    mutating func takeBack(_ names: [PersonID]) {
        for name in names {
            guard var kept = people[name] else { continue }
            (kept.wishes, kept.settled, kept.felt) = ([], [], [])
            for place in kept.asked.indices {
                guard case .answered(.words, let at) = kept.asked[place].end else { continue }
                kept.asked[place].end = .answered(.words(""), at: at)
            }
            people[name] = kept
        }
    }
}

// MARK: In a snapshot

extension WishBook: Codable {
    private struct Entry: Codable {
        let name: PersonID
        let wishes: PersonWishes
    }

    private enum Field: String, CodingKey { case facets, people }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Field.self)
        facets = try container.decode([Facet].self, forKey: .facets)
        for entry in try container.decode([Entry].self, forKey: .people) {
            people[entry.name] = entry.wishes
        }
    }

    /// Sorted here, on the thread that writes a snapshot, and not where wishes are told.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(facets, forKey: .facets)
        try container.encode(
            people.sorted { $0.key < $1.key }.map { Entry(name: $0.key, wishes: $0.value) },
            forKey: .people)
    }
}
