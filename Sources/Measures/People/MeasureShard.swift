/// People by number, each with what is known of them, and what that comes to together.
///
/// One fact costs what one person's wishes cost, not what people there are. Shards of other people
/// add up: merge their populations.
public struct MeasureShard: Sendable {
    private static let chunk = 1_024

    /// In chunks, so that growing copies pointers and leaves no room empty.
    private var people: [[PersonMeasures]] = []
    public private(set) var population: PopulationMeasures

    public init(bands: FrozenBands = .none) {
        population = PopulationMeasures(bands: bands)
    }

    /// All over again, from facts in the order of the journal: everybody is counted once, at the
    /// end.
    public init(
        rebuilding facts: some Sequence<(person: Int, fact: PersonFact)>,
        bands: FrozenBands = .none
    ) {
        self.init(bands: bands)
        for (person, fact) in facts {
            makeRoom(for: person)
            people[person / Self.chunk][person % Self.chunk].take(fact)
        }
        for chunk in people {
            for person in chunk { population.add(person.summary) }
        }
    }

    /// Takes one fact in. O(wishes of the person).
    ///
    /// - Parameter person: From 0 on without large gaps: room is made for all below.
    /// - Returns: `false` when there was no room for one more wish; nothing changed then.
    @discardableResult public mutating func take(_ fact: PersonFact, of person: Int) -> Bool {
        precondition(person >= 0, "a person's number is 0 or more")
        makeRoom(for: person)
        let (chunk, place) = (person / Self.chunk, person % Self.chunk)
        let before = people[chunk][place].summary
        let isTaken = people[chunk][place].take(fact)
        if isTaken { population.replace(before, with: people[chunk][place].summary) }
        return isTaken
    }

    /// Forgets a person: equal to never having had them, to the bit.
    public mutating func erase(_ person: Int) {
        guard let known = self[person] else { return }
        population.remove(known.summary)
        people[person / Self.chunk][person % Self.chunk] = PersonMeasures()
    }

    /// `nil` when nobody has the number.
    public subscript(_ person: Int) -> PersonMeasures? {
        guard person >= 0, person / Self.chunk < people.count else { return nil }
        return people[person / Self.chunk][person % Self.chunk]
    }

    /// Numbers that room was made for.
    public var capacity: Int { people.count * Self.chunk }

    private mutating func makeRoom(for person: Int) {
        while person >= capacity {
            people.append([PersonMeasures](repeating: PersonMeasures(), count: Self.chunk))
        }
    }
}
