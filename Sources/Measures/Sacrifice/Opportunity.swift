import Kernel

/// How much there is to gain by meeting a wish better: I + max(I − S, 0), 0…20.
///
/// Of one person, or of shares by ten. The score of the averages is not the average of the
/// scores: compute it for each person first (``OpportunityOfPeople``).
///
/// - Parameters: 0…10.
///
/// O(1). Source: Ulwick 2002, Harvard Business Review 80(1):91-97.
public func opportunityScore(importance: Double, satisfaction: Double) -> Double {
    importance + max(importance - satisfaction, 0)
}

/// E[max(D, 0)] of a normal D: δΦ(δ/σ) + σφ(δ/σ). It lies above max(δ, 0), so that noise alone
/// makes scores look larger.
///
/// - Returns: `nil` when the deviation is below 0.
///
/// O(1). Source: measures.md 1.7; Clark 1961, Operations Research 9:145-162 (moments of a maximum).
public func expectedPositivePart(mean: Double, deviation: Double) -> Double? {
    guard deviation >= 0 else { return nil }
    guard deviation > 0 else { return max(mean, 0) }
    let ratio = mean / deviation
    guard ratio.isFinite else { return max(mean, 0) }
    return max(
        mean * StandardNormal.cdf(ratio) + deviation * StandardNormal.density(ratio), mean, 0)
}

/// A score less what noise is expected to have added to it.
///
/// - Parameter deviation: The standard error of importance − satisfaction, 0 or more.
///
/// O(1). Source: measures.md 1.7, correction 1, with the difference that was found for the true
/// one. At no difference and an error of √2 it takes 0.564 off.
public func opportunityWithoutNoise(
    importance: Double, satisfaction: Double, deviation: Double
) -> Double? {
    let difference = importance - satisfaction
    return expectedPositivePart(mean: difference, deviation: deviation).map { expected in
        importance + max(difference, 0) - (expected - max(difference, 0))
    }
}

/// A score of one wish over people: for each first, then over them.
public struct OpportunityOfPeople: Equatable, Sendable {
    /// How often people are drawn again, fewer when there are many.
    public static let drawCount = 1_000
    static let drawBudget = 20_000_000

    /// Of whom both are known.
    public let count: Int
    /// How many of all those asked that is.
    public let coverage: Double
    /// The average of the scores.
    public let meanOfScores: Double
    /// The score of the averages, which hides people: shown beside, never instead.
    public let scoreOfMean: Double
    /// 95 %, by drawing the people again; of ``meanOfScores``.
    public let interval: Interval

    /// - Parameters:
    ///   - people: Importance and satisfaction, 0…10 each; who told only one does not count.
    ///   - seed: Of the draws. The interval does not depend on the order of the people.
    /// - Returns: `nil` when nobody told both.
    ///
    /// O(n log n + draws). Source: Efron 1979, Annals of Statistics 7:1-26 (percentiles).
    public init?(_ people: [(importance: Double?, satisfaction: Double?)], seed: UInt64 = 1) {
        let known = people.compactMap { person in
            person.importance.flatMap { importance in
                person.satisfaction.map { (importance: importance, satisfaction: $0) }
            }
        }
        guard !known.isEmpty else { return nil }
        let count = Double(known.count)
        self.count = known.count
        coverage = count / Double(people.count)
        let scores = known.map {
            opportunityScore(importance: $0.importance, satisfaction: $0.satisfaction)
        }.sorted()
        meanOfScores = scores.reduce(0, +) / count
        scoreOfMean = opportunityScore(
            importance: known.reduce(0) { $0 + $1.importance } / count,
            satisfaction: known.reduce(0) { $0 + $1.satisfaction } / count)
        interval = Self.drawnAgain(scores, seed: seed)
    }

    private static func drawnAgain(_ scores: [Double], seed: UInt64) -> Interval {
        var random = SplitMix64(seed: seed)
        let draws = min(drawCount, max(200, drawBudget / scores.count))
        var means: [Double] = []
        for _ in 0..<draws {
            var sum = 0.0
            for _ in scores.indices {
                sum += scores[Int.random(in: scores.indices, using: &random)]
            }
            means.append(sum / Double(scores.count))
        }
        means.sort()
        let tail = Int((0.025 * Double(draws)).rounded(.down))
        return Interval(means[tail], means[draws - 1 - tail])
    }
}

/// A score as it is made of a survey: the shares who answered 4 or 5 of 5, by ten.
public struct OpportunityOfAnswers: Equatable, Sendable {
    /// Who answered both.
    public let count: Int
    public let importance: Double
    public let satisfaction: Double
    public let score: Double
    /// Wilson's, by ten.
    public let importanceInterval: Interval
    public let satisfactionInterval: Interval

    /// - Parameter answers: 1…5 each; who answered only one does not count.
    /// - Returns: `nil` when nobody answered both.
    ///
    /// O(n). Source: Ulwick 2005, What Customers Want, McGraw-Hill (shares by ten).
    public init?(_ answers: [(importance: Double?, satisfaction: Double?)]) {
        var count = 0
        var important = 0
        var satisfied = 0
        for answer in answers {
            guard let importance = answer.importance, let satisfaction = answer.satisfaction
            else { continue }
            count += 1
            if importance >= 4 { important += 1 }
            if satisfaction >= 4 { satisfied += 1 }
        }
        self.init(count: count, important: important, satisfied: satisfied)
    }

    init?(count: Int, important: Int, satisfied: Int) {
        guard count > 0 else { return nil }
        self.count = count
        importance = 10 * Double(important) / Double(count)
        satisfaction = 10 * Double(satisfied) / Double(count)
        score = opportunityScore(importance: importance, satisfaction: satisfaction)
        importanceInterval = Self.interval(important, of: count)
        satisfactionInterval = Self.interval(satisfied, of: count)
    }

    private static func interval(_ some: Int, of all: Int) -> Interval {
        let share = wilsonInterval(successes: Double(some), of: Double(all))
        return Interval(10 * share.low, 10 * share.high)
    }
}
