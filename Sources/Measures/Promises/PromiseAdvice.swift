/// A promise with a number, such as a wait in minutes, and what came of it: kept when what came is
/// at most what was said.
public struct PromisePair: Equatable, Sendable {
    /// From wide to narrow: the attraction, then the hour.
    public let group: [String]
    /// A month, or any other span of time, by number.
    public let period: Int
    public let said: Double
    public let came: Double

    public init(group: [String], period: Int, said: Double, came: Double) {
        self.group = group
        self.period = period
        self.said = said
        self.came = came
    }

    public var isKept: Bool { came <= said }
}

/// What to promise so that a given share is expected to be kept, by group, and how such advice did
/// on periods that it had not seen.
///
/// Learnt from what came of earlier promises: newer periods count more, and a group with few
/// borrows from the wider group that it is in (a Dirichlet process; Ferguson 1973, The Annals of
/// Statistics 1:209–230). The last periods are each told from those before them only.
public struct PromiseAdvice: Sendable {
    public enum Rule: String, Sendable, CaseIterable {
        /// A factor on what would be said now, so that it moves with the crowd.
        case following
        /// One number a group, whatever would be said.
        case fixed
    }

    public struct Terms: Equatable, Sendable {
        /// The share to keep.
        public let keep: Double
        public let rule: Rule
        /// In periods: what is as old counts half.
        public let halfLife: Double
        /// What the wider group is worth, in pairs.
        public let borrowed: Double
        /// How many of the last periods are held out, one after another.
        public let heldOutMax: Int
        /// How far from `keep` a held-out share may lie before it is listed as a miss.
        public let tolerance: Double
        /// Fewer held-out pairs than this are no miss: chance alone would make them one.
        public let leastHeldOut: Int

        /// - Returns: `nil` unless `keep` is above 0 and below 1, and all others are above 0.
        public init?(
            keep: Double, rule: Rule = .following, halfLife: Double = 6, borrowed: Double = 10,
            heldOutMax: Int = 12
        ) {
            guard keep > 0, keep < 1, halfLife > 0, borrowed > 0, borrowed.isFinite,
                heldOutMax > 0
            else { return nil }
            self.keep = keep
            self.rule = rule
            self.halfLife = halfLife
            self.borrowed = borrowed
            self.heldOutMax = heldOutMax
            tolerance = 0.02
            leastHeldOut = 50
        }
    }

    /// What to promise one group from now on.
    public struct Value: Equatable, Sendable {
        public let group: [String]
        /// What to promise; by ``Rule/following`` at ``typical``.
        public let value: Double
        /// Times what would be said now; `nil` by ``Rule/fixed``.
        public let factor: Double?
        /// What was said lately: the median, newer counting more.
        public let typical: Double
        /// The share that is expected to be kept.
        public let expected: Double
        /// Where the share of a next period lies, 95 %: what is not known of the group, and how
        /// much one period differs from another.
        public let interval: Interval
        /// Pairs of the group itself.
        public let count: Int
        /// How what was said was kept.
        public let asSaid: PromiseCount
        public let standing: Standing
    }

    /// How advice did on pairs that it had not seen.
    public struct Held: Equatable, Sendable {
        public fileprivate(set) var count = 0
        public fileprivate(set) var kept = 0

        public var share: Double? { count > 0 ? Double(kept) / Double(count) : nil }
        /// Wilson's, 95 %.
        public var interval: Interval { wilsonInterval(successes: Double(kept), of: Double(count)) }
    }

    public let terms: Terms
    /// In order of group.
    public let values: [Value]
    public let asSaid: PromiseCount
    /// By ``Rule/following``, pairs of which nothing above 0 was said: they have no factor.
    public let withoutFactor: Int
    public let heldOut: Held
    /// In order of time.
    public let heldOutPeriods: [(period: Int, held: Held)]
    /// In order of group.
    public let heldOutGroups: [(group: [String], held: Held)]

    /// - Parameter pairs: In any order; what is no number is left out. Groups are equally deep;
    ///   a shallower one ends where it ends.
    /// - Returns: `nil` when no pair can be used.
    ///
    /// Cost: sorted once; then linear in pairs for each period held out.
    public init?(_ pairs: [PromisePair], terms: Terms) {
        let good = pairs.filter { $0.said.isFinite && $0.came.isFinite }
        let used = good.filter { pair in
            terms.rule == .fixed || pair.said > 0 && (pair.came / pair.said).isFinite
        }
        guard let nest = PromiseNest(used, rule: terms.rule), let last = nest.periods.last else {
            return nil
        }
        var heldOut = Held()
        var cells: [Cell: Held] = [:]
        for period in nest.periods.dropFirst().suffix(terms.heldOutMax) {
            let spreads = nest.spreads(before: Double(period), halfLife: terms.halfLife)
            var found: [Int: Double] = [:]
            for pair in nest.pairs(of: period) {
                let group = nest.narrowest(pair)
                let value = found[group] ?? spreads.value(nest.path(of: group), terms)
                found[group] = value
                let isKept = nest.scores[pair] <= value
                heldOut.take(isKept)
                cells[Cell(period: period, group: group), default: Held()].take(isKept)
            }
        }
        self.terms = terms
        self.heldOut = heldOut
        withoutFactor = good.count - used.count
        asSaid = PromiseCount(good.map(\.fact))
        heldOutPeriods = Self.sum(cells) { $0.period }.sorted { $0.key < $1.key }
            .map { (period: $0.key, held: $0.value) }
        heldOutGroups = Self.sum(cells) { $0.group }
            .map { (group: nest.name(of: $0.key), held: $0.value) }
            .sorted { $0.group.lexicographicallyPrecedes($1.group) }
        let ahead = nest.spreads(before: Double(last) + 1, halfLife: terms.halfLife)
        values = nest.values(ahead, terms, drift: Self.drift(cells))
    }

    private struct Cell: Hashable {
        let period: Int
        let group: Int
    }

    private static func sum(_ cells: [Cell: Held], by key: (Cell) -> Int) -> [Int: Held] {
        var sums: [Int: Held] = [:]
        for (cell, held) in cells {
            sums[key(cell), default: Held()].count += held.count
            sums[key(cell), default: Held()].kept += held.kept
        }
        return sums
    }

    /// How alike the held-out shares of one group's periods are: as many pairs as knowing one
    /// period tells of the next. `nil`: more alike than chance, or not known.
    private static func drift(_ cells: [Cell: Held]) -> Double? {
        let inOrder = cells.sorted { ($0.key.period, $0.key.group) < ($1.key.period, $1.key.group) }
        return UnequalKeptPrior(
            inOrder.map { (kept: Double($0.value.kept), due: Double($0.value.count)) })?.strength
    }

    /// Held-out pairs by wider groups: 1 for the widest, in order of group.
    public func heldOut(depth: Int) -> [(group: [String], held: Held)] {
        var sums: [[String]: Held] = [:]
        for (group, held) in heldOutGroups {
            sums[Array(group.prefix(max(0, depth))), default: Held()].count += held.count
            sums[Array(group.prefix(max(0, depth))), default: Held()].kept += held.kept
        }
        return sums.map { (group: $0.key, held: $0.value) }
            .sorted { $0.group.lexicographicallyPrecedes($1.group) }
    }

    /// Whether a held-out share lies further from what was to be kept than ``Terms/tolerance``;
    /// `nil`: too few to tell.
    public func isMiss(_ held: Held) -> Bool? {
        guard held.count >= terms.leastHeldOut, let share = held.share else { return nil }
        return abs(share - terms.keep) > terms.tolerance
    }
}

extension PromiseAdvice.Held {
    fileprivate mutating func take(_ isKept: Bool) {
        count += 1
        kept += isKept ? 1 : 0
    }
}

extension PromisePair {
    var fact: PromiseFact {
        PromiseFact(person: nil, letter: isKept ? .kept : .broken)
    }
}
