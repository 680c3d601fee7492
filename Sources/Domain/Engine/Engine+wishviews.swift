public import Kernel

/// What somebody wants and settles for, for those who may know it.
public struct WishView: Sendable {
    public struct Entry: Sendable {
        public let wish: Wish
        /// `nil`: the venue has it no more.
        public let facet: Facet?
        /// The newest last.
        public let settled: [Settled]
        public let felt: [Felt]
    }

    public let person: PersonID
    /// The oldest wish first, those that were withdrawn among them.
    public let entries: [Entry]
    /// What they were asked, the oldest first.
    public let questions: [Question]
    /// The one that waits for an answer.
    public let open: Question?

    public subscript(wish: WishID) -> Entry? { entries.first { $0.wish.id == wish } }
}

/// What a measure over all people needs of one of them, in whole numbers.
public struct WishFacts: Sendable, Equatable {
    public struct Fact: Sendable, Equatable {
        /// What is given up, in millionths.
        public let millionths: Int32
        /// Of UTC, since 1970.
        public let day: Int32
        /// The person judged it themself.
        public let isJudged: Bool
        /// They wait still: it is this much at least.
        public let isLeast: Bool
    }

    public struct Feeling: Sendable, Equatable {
        public let kind: Felt.Kind
        public let level: UInt8
        public let day: Int32
    }

    public struct Of: Sendable, Equatable {
        /// The facet's place in the venue's list.
        public let facet: Int
        /// 0…10; `nil`: not known.
        public let importance: UInt8?
        /// A hypothesis has wishes and no facts.
        public let counts: Bool
        public let facts: [Fact]
        public let feelings: [Feeling]
    }

    public let person: PersonID
    /// The oldest wish first; none that was withdrawn, or whose facet the venue has no more.
    public let wishes: [Of]
}

extension Engine {
    /// A person's wishes, by leave: for whoever helps them.
    ///
    /// - Returns: `nil` when nobody is known by that name, or they let nobody know.
    public func wishes(of person: PersonID) -> WishView? {
        guard let number = people.number(of: person), people.isKnown(number),
            let consent = people.consent(of: number, for: .help)
        else { return nil }
        return wishes(under: consent)
    }

    /// The same for the person themself: it asks for no consent but that it is theirs.
    public func ownWishes(of person: PersonID) -> WishView? {
        guard let number = people.number(of: person), people.isKnown(number) else { return nil }
        return wishView(of: number)
    }

    private func wishes(under consent: Consent) -> WishView? {
        consent.purpose == .help ? wishView(of: consent.person) : nil
    }

    private func wishView(of number: IdentityGraph.Number) -> WishView? {
        guard let person = people.id(of: number), let file = wishFile(of: person, at: clock)
        else { return nil }
        let (settled, felt) = (file.settled, file.felt)
        let asked = file.asked
        return WishView(
            person: person,
            entries: file.wishes.map { wish in
                WishView.Entry(
                    wish: wish, facet: file.facet(wish.said.facet),
                    settled: settled.filter { $0.wish == wish.id },
                    felt: felt.filter { $0.wish == wish.id })
            }, questions: asked, open: asked.last { $0.isOpen(at: clock) })
    }

    /// Everybody who lets the house help them and has wishes, in the order of their names: what
    /// population measures are rebuilt from.
    ///
    /// - Cost: a sort of all names that have wishes.
    public var wishFacts: [WishFacts] {
        var facets: [FacetID: Int] = [:]
        for (place, facet) in wishes.facets.enumerated() { facets[facet.id] = place }
        var seen = Set<PersonID>()
        var all: [WishFacts] = []
        for name in wishes.names {
            guard let person = people.person(name), seen.insert(person).inserted,
                let view = wishes(of: person)
            else { continue }
            all.append(
                WishFacts(
                    person: person,
                    wishes: view.entries.compactMap { entry in
                        facets[entry.wish.said.facet].flatMap { entry.facts(at: $0) }
                    }))
        }
        return all.sorted { $0.person < $1.person }
    }
}

extension WishView.Entry {
    /// - Parameter place: The facet's, in the venue's list.
    fileprivate func facts(at place: Int) -> WishFacts.Of? {
        guard !wish.isWithdrawn else { return nil }
        return WishFacts.Of(
            facet: place, importance: wish.said.importance, counts: wish.counts,
            facts: settled.filter { $0.counts(for: wish) }.compactMap { settled in
                settled.sacrifice.map {
                    WishFacts.Fact(
                        millionths: $0.millionths, day: settled.at.day,
                        isJudged: settled.taken.isJudged, isLeast: settled.taken.isLeast)
                }
            },
            feelings: wish.counts
                ? felt.map {
                    WishFacts.Feeling(kind: $0.kind, level: $0.level, day: $0.at.day)
                } : [])
    }
}

extension Instant {
    /// The day of UTC it lies in, since 1970.
    fileprivate var day: Int32 {
        let length: Int64 = 86_400_000
        let whole = milliseconds / length
        return Int32(clamping: milliseconds % length < 0 ? whole - 1 : whole)
    }
}
