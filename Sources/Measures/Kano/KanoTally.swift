import RealModule

/// How often each of the 25 pairs of answers about one wish was given.
///
/// All that is ever said of the answers is in these counts, and exactly so: merging in any order
/// gives the same counts, and an answer that is taken out was never in. measures.md 4.
public struct KanoTally: Equatable, Sendable {
    private static let answers = KanoAnswer.allCases

    /// Row by row: functional, then dysfunctional.
    private var counts = [Int64](repeating: 0, count: answers.count * answers.count)

    public init() {}

    public init(_ pairs: some Sequence<KanoPair>) {
        for pair in pairs { add(pair) }
    }

    public var count: Int64 { counts.reduce(0, +) }

    public subscript(_ pair: KanoPair) -> Int64 { counts[Self.place(of: pair)] }

    /// Those that were given, in the order of the table.
    public var pairs: [(pair: KanoPair, count: Int64)] {
        var given: [(pair: KanoPair, count: Int64)] = []
        for functional in Self.answers {
            for dysfunctional in Self.answers {
                let pair = KanoPair(functional: functional, dysfunctional: dysfunctional)
                if self[pair] > 0 { given.append((pair, self[pair])) }
            }
        }
        return given
    }

    public mutating func add(_ pair: KanoPair) { counts[Self.place(of: pair)] += 1 }

    /// - Returns: False when no such answer is there; then nothing changes.
    @discardableResult public mutating func remove(_ pair: KanoPair) -> Bool {
        guard self[pair] > 0 else { return false }
        counts[Self.place(of: pair)] -= 1
        return true
    }

    public mutating func merge(_ other: Self) { counts = zip(counts, other.counts).map(+) }

    private static func place(of pair: KanoPair) -> Int {
        place(of: pair.functional) * answers.count + place(of: pair.dysfunctional)
    }

    private static func place(of answer: KanoAnswer) -> Int {
        switch answer {
        case .like: 0
        case .must: 1
        case .neutral: 2
        case .live: 3
        case .dislike: 4
        }
    }
}

extension KanoSummary {
    /// The same as of the list of all answers that the tally counted.
    ///
    /// - Returns: `nil` when fewer than two answers are left, since one has no spread.
    public init?(_ tally: KanoTally, isStrict: Bool = false, flipsReversed: Bool = false) {
        var functional = WholeMoments()
        var dysfunctional = WholeMoments()
        for (pair, count) in tally.pairs {
            let category = pair.category(isStrict: isStrict)
            guard category != .questionable else { continue }
            let counted = flipsReversed && category == .reverse ? pair.flipped : pair
            // DuMouchel's numbers are whole.
            functional.add(Int32(counted.functional.functionalScore), times: count)
            dysfunctional.add(Int32(counted.dysfunctional.dysfunctionalScore), times: count)
        }
        guard let one = Mean(functional), let other = Mean(dysfunctional) else { return nil }
        self.init(
            distribution: KanoDistribution(tally, isStrict: isStrict),
            count: Int(functional.count), functional: one, dysfunctional: other)
    }
}

extension KanoSummary.Mean {
    /// - Returns: `nil` for fewer than two values.
    init?(_ moments: WholeMoments) {
        guard let mean = moments.mean, let variance = moments.variance else { return nil }
        self.init(mean: mean, variance: variance, count: Double(moments.count))
    }
}
