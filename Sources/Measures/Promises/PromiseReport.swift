/// What became of one promise, judged twice.
public struct PromiseFact: Equatable, Sendable {
    /// By the letter: what was said, word for word.
    public enum Letter: String, Equatable, Sendable, CaseIterable {
        case notDue, kept, broken
        /// Due, and nobody knows.
        case unknown
    }

    /// A number of whose it was, for telling one person's promises from another's; `nil`: somebody
    /// else than everybody else.
    public let person: UInt64?
    public let letter: Letter
    /// Kept as the person understood it; `nil`: they were not asked, or did not say.
    public let reading: Bool?
    /// Whether they were asked.
    public let isAsked: Bool

    public init(
        person: UInt64?, letter: Letter, reading: Bool? = nil, isAsked: Bool = false
    ) {
        self.person = person
        self.letter = letter
        self.reading = reading
        self.isAsked = isAsked
    }

    /// Whether they were asked, and did not say.
    public var isSilent: Bool { reading == nil && isAsked }
}

/// How many promises were made, fell due and were kept: by the letter and, apart, by people's
/// readings. Neither is ever taken for the other.
///
/// Source: measures.md 1.10.
public struct PromiseCount: Equatable, Sendable {
    public private(set) var made = 0
    /// By the letter.
    public private(set) var kept = 0
    public private(set) var broken = 0
    /// Due, and nobody knows.
    public private(set) var unknown = 0
    /// Of which the reading's verdict is known.
    public private(set) var asked = 0
    /// Of which they were asked, and did not say.
    public private(set) var silent = 0
    public private(set) var keptByReading = 0
    /// Judged both ways.
    public private(set) var judgedTwice = 0
    /// Kept by the letter and broken by the reading.
    public private(set) var gap = 0
    /// Broken by the letter and kept by the reading.
    public private(set) var gapOtherWay = 0
    /// Of each numbered person how many were kept and judged, by the letter.
    private var people: [UInt64: Person] = [:]
    /// Promises of nobody in particular: each is a person of its own.
    private var unnumbered = 0
    private var unnumberedJudged = 0
    private var unnumberedKept = 0

    private struct Person: Equatable, Sendable {
        var kept = 0
        var judged = 0
    }

    public init() {}

    public init(_ facts: some Sequence<PromiseFact>) {
        for fact in facts { add(fact) }
    }

    /// O(1).
    public mutating func add(_ fact: PromiseFact) {
        made += 1
        let isKept = fact.letter == .kept
        switch fact.letter {
        case .notDue: break
        case .kept: kept += 1
        case .broken: broken += 1
        case .unknown: unknown += 1
        }
        let isJudged = isKept || fact.letter == .broken
        if fact.isSilent { silent += 1 }
        if let reading = fact.reading {
            asked += 1
            if reading { keptByReading += 1 }
            if isJudged {
                judgedTwice += 1
                if isKept, !reading { gap += 1 }
                if !isKept, reading { gapOtherWay += 1 }
            }
        }
        if let person = fact.person {
            people[person, default: Person()].kept += isKept ? 1 : 0
            people[person, default: Person()].judged += isJudged ? 1 : 0
        } else {
            unnumbered += 1
            unnumberedJudged += isJudged ? 1 : 0
            unnumberedKept += isKept ? 1 : 0
        }
    }
}

extension PromiseCount {
    /// Judged by the letter.
    public var judged: Int { kept + broken }
    /// Judged by the letter, or due and not known.
    public var due: Int { judged + unknown }
    public var notDue: Int { made - due }
    /// Of which nobody asked for their reading, and they told none: with ``asked`` and ``silent``
    /// all that were made.
    public var notAsked: Int { made - asked - silent }
    /// A promise of nobody in particular counts as somebody's.
    public var personCount: Int { people.count + unnumbered }

    /// Kept of those judged, by the letter; `nil` when none is. What is not known is in
    /// ``bounds``, not in here.
    public var rate: Double? { judged > 0 ? Double(kept) / Double(judged) : nil }

    /// Kept of those whose reading's verdict is known; `nil`: nobody was asked.
    public var rateByReading: Double? {
        asked > 0 ? Double(keptByReading) / Double(asked) : nil
    }

    /// Of those judged twice, the share kept by the letter that the person calls broken.
    public var gapShare: Double? {
        judgedTwice > 0 ? Double(gap) / Double(judgedTwice) : nil
    }

    /// From the worst to the best that is possible, whatever became of the unknown ones; `nil`
    /// when nothing is due.
    public var bounds: KeptBounds? {
        KeptBounds(kept: Double(kept), broken: Double(broken), overdueUnknown: Double(unknown))
    }

    /// With promises of one person counted as hanging together; `nil` unless somebody has several
    /// and there are two people or more. O(people).
    public var clustered: ClusteredRate? {
        guard people.values.contains(where: { $0.judged > 1 }) else { return nil }
        // By counts, not one by one: so the order of people is no part of the sum.
        var alike: [[Int]: Int] = [:]
        for person in people.values where person.judged > 0 {
            alike[[person.kept, person.judged], default: 0] += 1
        }
        alike[[1, 1], default: 0] += unnumberedKept
        alike[[0, 1], default: 0] += unnumberedJudged - unnumberedKept
        let inOrder = alike.sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }
        return ClusteredRate(
            inOrder.flatMap { group in
                Array(
                    repeating: (kept: Double(group.key[0]), due: Double(group.key[1])),
                    count: group.value)
            })
    }

    /// Where the rate lies, 95 %: Wilson's, of as many promises as they are worth when one
    /// person's hang together; `nil` when none is judged.
    public var interval: Interval? {
        guard let rate else { return nil }
        let worth = Double(judged) / max(1, clustered?.designEffect ?? 1)
        return wilsonInterval(successes: rate * worth, of: worth)
    }

    /// Wilson's, as if every promise were another person's.
    public var intervalByReading: Interval? {
        guard asked > 0 else { return nil }
        return wilsonInterval(successes: Double(keptByReading), of: Double(asked))
    }

    public var gapInterval: Interval? {
        guard judgedTwice > 0 else { return nil }
        return wilsonInterval(successes: Double(gap), of: Double(judgedTwice))
    }

    /// Holds at every moment at once, for who looks again and again: 95 %, wider than
    /// ``interval``; as if every promise were another person's. `nil` when none is judged.
    public var anytime: Interval? {
        guard judged > 0 else { return nil }
        return anytimeInterval(successes: Double(kept), of: Double(judged), alpha: 0.05)
    }

    /// As ``anytime``, of what people say; `nil` when nobody says anything.
    public var anytimeByReading: Interval? {
        guard asked > 0 else { return nil }
        return anytimeInterval(
            successes: Double(keptByReading), of: Double(asked), alpha: 0.05)
    }

    /// Whether more is broken than kept by the letter, beyond chance.
    public var isSeldomKept: Bool { interval?.isBelowHalf ?? false }

    /// The rate as it may be shown: what is due and not known counts as not seen.
    public var published: Published {
        Published(
            value: rate, count: judged, coverage: due > 0 ? Double(judged) / Double(due) : 0,
            interval: interval, posteriorSD: interval.map { $0.width / (2 * StandardNormal.z95) })
    }
}

/// Promises that have something in common: a channel, an owner, a day.
public struct PromiseGroup: Equatable, Sendable {
    public let name: String
    public let count: PromiseCount

    public init(name: String, count: PromiseCount) {
        self.name = name
        self.count = count
    }
}

/// How promises were kept, over all and by group.
public struct PromiseReport: Equatable, Sendable {
    public let all: PromiseCount
    /// In order of name.
    public let groups: [PromiseGroup]

    /// - Parameter facts: What became of each, and in which group it is.
    ///
    /// O(facts).
    public init(facts: some Sequence<(group: String, fact: PromiseFact)>) {
        var all = PromiseCount()
        var groups: [String: PromiseCount] = [:]
        for (group, fact) in facts {
            all.add(fact)
            groups[group, default: PromiseCount()].add(fact)
        }
        self.all = all
        self.groups = groups.sorted { $0.key < $1.key }.map {
            PromiseGroup(name: $0.key, count: $0.value)
        }
    }

    public subscript(name: String) -> PromiseCount? { groups.first { $0.name == name }?.count }
}

extension Interval {
    /// The one rule by which something is said to be seldom kept: all that the share may be lies
    /// below one half. Where to draw that line is a choice of this house, no published number.
    public var isBelowHalf: Bool { high < 0.5 }
}
