import RealModule

/// What was known of one person at a time, and whether they left afterwards.
public struct LeavingCase: Equatable, Sendable {
    /// On any scale that grows with time.
    public let time: Double
    public let sacrifice: Double
    public let gap: Double
    public let left: Bool

    public init(time: Double, sacrifice: Double, gap: Double, left: Bool) {
        self.time = time
        self.sacrifice = sacrifice
        self.gap = gap
        self.left = left
    }
}

/// Whether sacrifice tells who leaves beyond what the satisfaction gap tells.
///
/// Both models are fitted on what was known early and tried on what came later, so that a model
/// cannot look good by knowing what it is asked.
///
/// Source: measures.md 1.6; the test of the likelihood ratio by Wilks 1938, Annals of Mathematical
/// Statistics 9:60–62.
public struct LeavingTest: Equatable, Sendable {
    /// Below this chance, sacrifice is said to add something.
    public static let chanceMax = 0.05

    /// logit P(leaves) by the gap alone.
    public let byGap: LogisticRegression
    /// By the gap and the sacrifice: the coefficients of level, gap, sacrifice.
    public let byBoth: LogisticRegression
    /// Twice the difference of the logarithms of likelihood, on the earlier cases.
    public let likelihoodRatio: Double
    /// How often as large by chance, if sacrifice told nothing.
    public let chance: Double
    public let earlierCount: Int
    public let laterCount: Int
    /// On the later cases.
    public let laterByGap: ForetellingScore
    public let laterByBoth: ForetellingScore

    /// Whether it may be said: not by chance on the earlier cases, more sacrifice means more
    /// leaving, and it foretells the later ones better.
    public var addsToGap: Bool {
        chance < Self.chanceMax && byBoth.coefficients[2] > 0
            && laterByBoth.logLoss < laterByGap.logLoss
    }

    /// - Parameters:
    ///   - split: Cases before it are fitted on; the others are foretold.
    ///   - priorVariance: Of coefficients in standard deviations, where features alone would
    ///     decide.
    /// - Returns: `nil` without cases on both sides, or when a model cannot be fitted.
    ///
    /// Cost: n·log n.
    public init?(_ cases: [LeavingCase], split: Double, priorVariance: Double? = nil) {
        let earlier = cases.filter { $0.time < split }
        let later = cases.filter { $0.time >= split }
        let outcomes = earlier.map(\.left)
        guard
            let byGap = LogisticRegression(
                earlier.map { [$0.gap] }, outcomes: outcomes, priorVariance: priorVariance),
            let byBoth = LogisticRegression(
                earlier.map { [$0.gap, $0.sacrifice] }, outcomes: outcomes,
                priorVariance: priorVariance),
            let laterByGap = ForetellingScore(
                chances: later.map { byGap.chance([$0.gap]) }, outcomes: later.map(\.left)),
            let laterByBoth = ForetellingScore(
                chances: later.map { byBoth.chance([$0.gap, $0.sacrifice]) },
                outcomes: later.map(\.left))
        else { return nil }
        self.byGap = byGap
        self.byBoth = byBoth
        self.laterByGap = laterByGap
        self.laterByBoth = laterByBoth
        earlierCount = earlier.count
        laterCount = later.count
        likelihoodRatio = max(0, 2 * (byBoth.logLikelihood - byGap.logLikelihood))
        chance = ExpectationFilter.likelihoodRatio(
            of: byBoth.logLikelihood, over: byGap.logLikelihood)
    }
}
