public import Kernel
public import Measures

/// What measures over all people are made from, of one person.
public struct InsightFacts: Equatable, Sendable {
    public let person: PersonID
    /// All names of theirs that wishes may be told under.
    public let names: [PersonID]
    /// In the order in which it happened, wishes first.
    public let now: [PersonFact]
    /// What of it was known by the end of an earlier day. Who somebody is, what they allow and how
    /// much a wish matters to them is taken as it is now, so that like is compared with like.
    public let before: [PersonFact]
}

extension Engine {
    /// By leave: of whoever lets the house help them.
    ///
    /// - Parameter day: The last that counts as before, since 1970 and of UTC.
    /// - Returns: `nil` when nobody is known by that name, or they let nobody know.
    /// - Cost: linear in the wishes and experiences of the person.
    public func insightFacts(of name: PersonID, until day: Int32) -> InsightFacts? {
        guard let person = people.person(name), let view = wishes(of: person) else { return nil }
        var now = FactList()
        var before = FactList()
        for entry in view.entries {
            guard let place = wishes.facets.firstIndex(where: { $0.id == entry.wish.said.facet })
            else { continue }
            let facet = FacetNumber(UInt16(place))
            let key = key(of: entry.wish.said)
            if !entry.wish.isWithdrawn { now.take(entry, key, facet, counts: entry.wish.counts) }
            guard Self.day(entry.wish.at) <= day else { continue }
            if !entry.wish.isWithdrawn {
                before.take(entry, key, facet, counts: entry.wish.counts, until: day)
            } else if Self.day(entry.wish.changedAt) > day {
                // It was let go since. That it counted shows in that it was played back, and in
                // what was settled for.
                let counted = entry.wish.wording != nil && !entry.settled.isEmpty
                before.take(entry, key, facet, counts: counted, until: day)
            }
        }
        return InsightFacts(
            person: person, names: subjectNames(of: person), now: now.facts, before: before.facts)
    }

    /// The names under which wishes of somebody may have been told whom a record is about.
    public func insightNames(of subject: RecordSubject) -> [PersonID] {
        switch subject {
        case .house, .token: return []
        case .person(let name): return [name] + names(ofOwnerOf: Alias(name))
        case .alias(let alias):
            let own = alias.kind == .account ? PersonID(alias.name).map { [$0] } ?? [] : []
            return own + names(ofOwnerOf: alias)
        }
    }

    private func names(ofOwnerOf alias: Alias) -> [PersonID] {
        owner(of: alias).map(subjectNames) ?? []
    }

    /// The same for whoever wants the same of a facet; of those who have only words so far, for
    /// the same words.
    private func key(of said: SaidWish) -> WishKey {
        let what =
            switch said.want {
            case .level(let level): "level \(level.thousandths)"
            case .within(let span): "within \(span.milliseconds)"
            case .oneOf(let options): "one of \(Self.text(of: options))"
            case .all(let options): "all of \(Self.text(of: options))"
            case nil: "words \(said.words.lowercased())"
            }
        let key = Array("wish \(said.facet) \(what)".utf8).withUnsafeBytes {
            Key128($0, seed: seed)
        }
        return WishKey(UInt32(truncatingIfNeeded: key.low))
    }

    private static func text(of options: [WeightedOption]) -> String {
        options.map { "\($0.option)=\($0.weight)" }.sorted().joined(separator: " ")
    }

    fileprivate static func day(_ instant: Instant) -> Int32 { Int32(clamping: instant.day) }
}

/// Facts as they are gathered: wishes, and what happened, to be put in order.
private struct FactList {
    private var wishes: [PersonFact] = []
    private var happened: [(at: Instant, fact: PersonFact)] = []

    var facts: [PersonFact] {
        // Of one moment what was expected comes before what was perceived.
        let inOrder = happened.enumerated().sorted {
            ($0.element.at, $0.element.fact.rank, $0.offset)
                < ($1.element.at, $1.element.fact.rank, $1.offset)
        }
        return wishes + inOrder.map(\.element.fact)
    }

    mutating func take(
        _ entry: WishView.Entry, _ key: WishKey, _ facet: FacetNumber, counts: Bool,
        until day: Int32 = .max
    ) {
        let wish = entry.wish
        wishes.append(
            .wish(
                key, on: facet, importance: wish.said.importance.map(UInt16.init),
                isConfirmed: counts))
        guard counts else { return }
        for settled in entry.settled {
            let on = Engine.day(settled.at)
            let holds =
                settled.taken.isJudged || wish.measuredSince.map { settled.at >= $0 } ?? true
            guard holds, on <= day, let sacrifice = settled.sacrifice else { continue }
            happened.append(
                (
                    settled.at,
                    .sacrifice(
                        key, millionths: sacrifice.millionths, day: on,
                        isConfirmed: settled.evidence.event == nil)
                ))
        }
        for felt in entry.felt {
            let on = Engine.day(felt.at)
            guard on <= day else { continue }
            let level = Int32(felt.level) * 1_000_000 / Int32(Felt.levelMax)
            let fact: PersonFact =
                switch felt.kind {
                case .expects: .expected(millionths: level, day: on)
                case .deserves: .promised(millionths: level, day: on)
                case .perceived: .perceived(millionths: level, day: on)
                }
            happened.append((felt.at, fact))
        }
    }
}

extension PersonFact {
    fileprivate var rank: Int {
        switch self {
        case .wish, .withdrawn, .expected: 0
        case .promised: 1
        case .sacrifice: 2
        case .perceived: 3
        case .left: 4
        }
    }
}
