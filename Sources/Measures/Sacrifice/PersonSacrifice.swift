/// One wish of one person, as much as is known of it.
public struct WeighedWish: Equatable, Sendable {
    /// 0 and more, on any scale.
    public let importance: Double
    /// 0…1; `nil` when it was not seen, which is not 0.
    public let sacrifice: Double?
    /// What a model expects where nothing was seen: 0…1.
    public let imputed: Double?
    /// Of the sacrifice, or of what was imputed.
    public let variance: Double?

    public init(
        importance: Double, sacrifice: Double?, imputed: Double? = nil, variance: Double? = nil
    ) {
        self.importance = importance
        self.sacrifice = sacrifice
        self.imputed = imputed
        self.variance = variance
    }
}

/// What one person gives up over all their wishes, with how far it may be relied on.
///
/// Source: measures.md 1.3; bounds by Manski 1990, Am. Econ. Rev. 80:319-323, which hold whatever
/// the reason why something was not seen; the observed-only mean by Hájek 1971.
public struct PersonSacrifice: Equatable, Sendable {
    /// Of each wish; together 1.
    public let weights: [Double]
    /// κ: what the wishes that were seen weigh.
    public let coverage: Double
    /// L…U: what was not seen costs nothing, or all.
    public let bounds: Interval
    /// L/κ; `nil` when nothing was seen.
    public let observedOnly: Double?
    /// What was not seen as the model has it; `nil` when it has nothing for a wish.
    public let imputed: Double?
    /// The most that one wish adds: the one to act on first.
    public let peak: Double?
    /// The most that is given up on one wish that weighs anything.
    public let worst: Double?
    /// Of ``observedOnly``: Σ ω²v/κ²; `nil` unless each variance is known.
    public let observedVariance: Double?
    /// Of ``imputed``: Σ ω²v + Σ ω²τ².
    public let imputedVariance: Double?

    /// - Returns: `nil` when no wish weighs anything, one weighs less, a sacrifice is outside of
    ///   0…1 or a variance below 0.
    ///
    /// O(n).
    public init?(_ wishes: [WeighedWish]) {
        guard let weights = normalizedWeights(wishes.map(\.importance)),
            wishes.allSatisfy(Self.isSound)
        else { return nil }
        self.weights = weights
        let seen = zip(wishes, weights).compactMap { wish, weight in
            wish.sacrifice.map { (weight: weight, sacrifice: $0, variance: wish.variance) }
        }.filter { $0.weight > 0 }
        let unseen = zip(wishes, weights).filter { $0.sacrifice == nil && $1 > 0 }
        // By what is missing, so that it is exactly 1 when nothing is.
        let missing = unseen.reduce(0) { $0 + $1.1 }
        let coverage = seen.isEmpty ? 0 : clipped(1 - missing)
        let lower = min(seen.reduce(0) { $0 + $1.weight * $1.sacrifice }, coverage)
        self.coverage = coverage
        bounds = Interval(lower, min(1, lower + (1 - coverage)))
        observedOnly = coverage > 0 ? clipped(lower / coverage) : nil
        peak = seen.map { $0.weight * $0.sacrifice }.max()
        worst = seen.map(\.sacrifice).max()

        let guesses = unseen.compactMap { wish, weight in wish.imputed.map { weight * $0 } }
        imputed =
            guesses.count == unseen.count
            ? min(lower + guesses.reduce(0, +), bounds.high) : nil
        let seenParts = seen.compactMap { part in
            part.variance.map { part.weight * part.weight * $0 }
        }
        let unseenParts = unseen.compactMap { wish, weight in
            wish.variance.map { weight * weight * $0 }
        }
        let seenVariance = seenParts.reduce(0, +)
        let knowsSeen = seenParts.count == seen.count
        observedVariance =
            knowsSeen && coverage > 0 ? seenVariance / (coverage * coverage) : nil
        imputedVariance =
            knowsSeen && imputed != nil && unseenParts.count == unseen.count
            ? seenVariance + unseenParts.reduce(0, +) : nil
    }

    private static func isSound(_ wish: WeighedWish) -> Bool {
        let shares = [wish.sacrifice, wish.imputed].compactMap { $0 }
        return shares.allSatisfy { (0...1).contains($0) }
            && (wish.variance.map { $0 >= 0 && $0.isFinite } ?? true)
    }

    /// How far ``observedOnly`` may be relied on.
    ///
    /// - Parameter isImportanceKnown: Without, wishes are held to weigh the same, and the number
    ///   is provisional at most.
    public func standing(isImportanceKnown: Bool = true) -> Standing {
        Standing(
            coverage: coverage, interval: observedOnly == nil ? nil : bounds,
            posteriorSD: isImportanceKnown ? observedVariance?.squareRoot() : nil)
    }
}

/// What became of a person's or a group's sacrifice from one time to another.
///
/// It can be made to fall by not writing wishes down, so a fall with less seen is told apart.
/// Source: measures.md 1.3, against gaming.
public enum SacrificeChange: String, Sendable, CaseIterable {
    case rose
    case stayed
    case fell
    /// Both the sacrifice and the coverage fell: to be looked into, not to be celebrated.
    case fellUnseen = "fell-unseen"

    /// - Parameters: Sacrifices, and which share of the wishes they were seen of.
    public init(
        from before: (sacrifice: Double, coverage: Double),
        to after: (sacrifice: Double, coverage: Double)
    ) {
        if after.sacrifice > before.sacrifice {
            self = .rose
        } else if after.sacrifice == before.sacrifice {
            self = .stayed
        } else {
            self = after.coverage < before.coverage ? .fellUnseen : .fell
        }
    }
}
