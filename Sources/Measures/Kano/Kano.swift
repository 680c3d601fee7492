import RealModule

/// One of the five answers to a question of a Kano pair, in the order of the table.
public enum KanoAnswer: String, CaseIterable, Sendable {
    case like
    case must
    case neutral
    case live
    case dislike

    /// DuMouchel's number when the wish is fulfilled: reversed answers count for less, since they
    /// are more often mistakes.
    public var functionalScore: Double {
        switch self {
        case .like: 4
        case .must: 2
        case .neutral: 0
        case .live: -1
        case .dislike: -2
        }
    }

    /// DuMouchel's number when the wish is not fulfilled.
    public var dysfunctionalScore: Double {
        switch self {
        case .like: -2
        case .must: -1
        case .neutral: 0
        case .live: 2
        case .dislike: 4
        }
    }
}

/// What a wish is to one person.
///
/// Source: Kano, Seraku, Takahashi and Tsuji 1984, Hinshitsu 14(2):39–48.
public enum KanoCategory: String, CaseIterable, Sendable {
    /// In the order in which ties are settled: what is missed most comes first.
    case must = "M"
    case oneDimensional = "O"
    case attractive = "A"
    case indifferent = "I"
    case reverse = "R"
    case questionable = "Q"

    /// - Parameters:
    ///   - functional: How it is when the wish is fulfilled.
    ///   - dysfunctional: How it is when it is not.
    ///   - isStrict: Pouliot's variant: must-be twice and live-with twice contradict as well.
    public init(
        functional: KanoAnswer, dysfunctional: KanoAnswer, isStrict: Bool = false
    ) {
        switch (functional, dysfunctional) {
        case (.like, .like), (.dislike, .dislike): self = .questionable
        case (.must, .must) where isStrict, (.live, .live) where isStrict: self = .questionable
        case (.like, .dislike): self = .oneDimensional
        case (.like, _): self = .attractive
        case (.dislike, _), (_, .like): self = .reverse
        case (_, .dislike): self = .must
        default: self = .indifferent
        }
    }
}

/// What one person answered about one wish.
public struct KanoPair: Equatable, Sendable {
    public let functional: KanoAnswer
    public let dysfunctional: KanoAnswer

    public init(functional: KanoAnswer, dysfunctional: KanoAnswer) {
        self.functional = functional
        self.dysfunctional = dysfunctional
    }

    public func category(isStrict: Bool = false) -> KanoCategory {
        KanoCategory(functional: functional, dysfunctional: dysfunctional, isStrict: isStrict)
    }

    /// The answers about the opposite wish.
    public var flipped: Self { Self(functional: dysfunctional, dysfunctional: functional) }
}

/// How many people, or what share of them, a wish is what to.
public struct KanoDistribution: Equatable, Sendable {
    /// By category, in the order of ``KanoCategory``.
    private var amounts = Array(repeating: 0.0, count: KanoCategory.allCases.count)

    public init() {}

    public init(_ pairs: [KanoPair], isStrict: Bool = false) {
        for pair in pairs { self[pair.category(isStrict: isStrict)] += 1 }
    }

    public init(_ tally: KanoTally, isStrict: Bool = false) {
        for (pair, count) in tally.pairs {
            self[pair.category(isStrict: isStrict)] += Double(count)
        }
    }

    /// A count or a share, not below 0.
    public subscript(_ category: KanoCategory) -> Double {
        get { amounts[Self.place(category)] }
        set { amounts[Self.place(category)] = newValue }
    }

    private static func place(_ category: KanoCategory) -> Int {
        switch category {
        case .must: 0
        case .oneDimensional: 1
        case .attractive: 2
        case .indifferent: 3
        case .reverse: 4
        case .questionable: 5
        }
    }

    public var total: Double { amounts.reduce(0, +) }

    /// The category of most people; of equals the one that is missed most: M, O, A, I, R, Q.
    public var modal: KanoCategory? {
        guard total > 0 else { return nil }
        return KanoCategory.allCases.max { self[$0] < self[$1] }.map { top in
            KanoCategory.allCases.first { self[$0] == self[top] } ?? top
        }
    }

    /// What is neither reversed nor questionable.
    public var informative: Double {
        self[.attractive] + self[.oneDimensional] + self[.must] + self[.indifferent]
    }

    /// The share that having it pleases: 0…1; `nil` when nobody's answer says.
    ///
    /// Source: Berger et al. 1993, Center for Quality of Management Journal 2(4) (Timko).
    public var satisfactionWhenThere: Double? {
        guard informative > 0 else { return nil }
        return (self[.attractive] + self[.oneDimensional]) / informative
    }

    /// The share that missing it displeases, below nothing: −1…0.
    public var dissatisfactionWhenMissing: Double? {
        guard informative > 0 else { return nil }
        return -(self[.oneDimensional] + self[.must]) / informative
    }
}

/// Whether most people's category is told apart from the next.
///
/// Source: Fong 1996, Center for Quality of Management Journal 5(3).
public struct FongTest: Equatable, Sendable {
    public let difference: Double
    /// The least difference that tells them apart, with one side at 5 %.
    public let critical: Double

    /// - Parameters:
    ///   - first: How many are in the larger category.
    ///   - second: How many are in the other; both together at most `all`.
    public init(first: Double, second: Double, of all: Double) {
        difference = first - second
        critical = 1.65 * ((first + second) * (2 * all - first - second) / (2 * all)).squareRoot()
    }

    public var isDistinguishable: Bool { difference >= critical }
}
