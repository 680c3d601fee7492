/// Whether a person is satisfied for lack of better: satisfied, and yet giving up a lot.
///
/// Source: measures.md 1.4. There is no published share to compare with; none is shown.
public enum LackOfBetter: String, Sendable, CaseIterable {
    case yes
    case no
    /// Nothing was seen, or too little to tell: the threshold is within the noise.
    case unknown

    /// From which sacrifice on, until it was calibrated on a venue's own answers.
    public static let threshold = Double(MeasureDefaults.threshold) / 1_000_000
    /// The threshold must lie above so many standard deviations.
    public static let noiseFactor = MeasureDefaults.sharpness
    /// More likely than not.
    public static let likely = 0.5

    /// - Parameters:
    ///   - isSatisfied: `nil` when it was not told.
    ///   - sacrifice: 0…1; compared in millionths, as it is kept.
    ///   - posteriorSD: Of the sacrifice, when it is known.
    ///   - wouldLeave: Whether they would have taken exactly what they want elsewhere, on the
    ///     same terms; `nil` when it was not asked, and then it does not count.
    ///
    /// O(1).
    public init(
        isSatisfied: Bool?, sacrifice: Double?, threshold: Double = Self.threshold,
        posteriorSD: Double? = nil, wouldLeave: Bool? = nil
    ) {
        guard let isSatisfied else {
            self = .unknown
            return
        }
        guard isSatisfied, wouldLeave != false else {
            self = .no
            return
        }
        guard let sacrifice, threshold > Self.noiseFactor * (posteriorSD ?? 0) else {
            self = .unknown
            return
        }
        let reaches =
            (sacrifice * 1_000_000).rounded() >= (threshold * 1_000_000).rounded()
        self = reaches ? .yes : .no
    }

    /// P(sacrifice ≥ threshold) when what is known of it is Beta distributed.
    public static func probability(
        _ posterior: BetaDistribution, threshold: Double = Self.threshold
    ) -> Double { posterior.upper(threshold) }

    /// P(sacrifice ≥ threshold) when what is known of it is normal; `nil` when the SD is below 0.
    public static func probability(
        mean: Double, posteriorSD: Double, threshold: Double = Self.threshold
    ) -> Double? {
        guard posteriorSD > 0 else { return posteriorSD == 0 ? (mean >= threshold ? 1 : 0) : nil }
        return StandardNormal.upper((threshold - mean) / posteriorSD)
    }
}

/// Which share of the satisfied are so for lack of better.
///
/// A share of the satisfied: it falls too when fewer are satisfied, so both counts stand beside
/// it. Source: measures.md 1.4.
public struct LackOfBetterShare: Equatable, Sendable {
    /// Of whom both are known.
    public let satisfied: Int
    /// More likely than not.
    public let lacking: Int
    /// Satisfied, and nothing known of what they give up.
    public let unknown: Int
    /// Σ π over the satisfied, by how many they are.
    public let soft: Double
    public let hard: Double
    /// Wilson's, of ``hard``.
    public let interval: Interval

    /// - Parameter people: Whether each is satisfied, and P(sacrifice ≥ threshold); `nil` when it
    ///   is not known.
    /// - Returns: `nil` when nobody of whom both are known is satisfied.
    ///
    /// O(n).
    public init?(_ people: [(isSatisfied: Bool?, probability: Double?)]) {
        let satisfied = people.filter { $0.isSatisfied == true }
        let known = satisfied.compactMap(\.probability)
        guard !known.isEmpty else { return nil }
        self.satisfied = known.count
        unknown = satisfied.count - known.count
        lacking = known.count { $0 >= LackOfBetter.likely }
        soft = clipped(known.reduce(0, +) / Double(known.count))
        hard = Double(lacking) / Double(known.count)
        interval = wilsonInterval(successes: Double(lacking), of: Double(known.count))
    }
}

/// The threshold that best tells who says "nothing better was available" from who does not.
///
/// Source: Youden 1950, Cancer 3:32-35.
public struct LackOfBetterThreshold: Equatable, Sendable {
    /// Fewer answers say too little.
    public static let leastAnswers = 200

    public let threshold: Double
    /// Sensitivity + specificity − 1 at the threshold.
    public let youdenJ: Double
    public let count: Int

    /// - Parameter answers: What was given up, 0…1, and whether they said that nothing better was
    ///   available. Ties go to the lower threshold.
    /// - Returns: `nil` below ``leastAnswers``, or when all said the same.
    ///
    /// O(n log n).
    public init?(_ answers: [(sacrifice: Double, saysSo: Bool)]) {
        let yes = answers.count { $0.saysSo }
        let no = answers.count - yes
        guard answers.count >= Self.leastAnswers, yes > 0, no > 0 else { return nil }
        let sorted = answers.sorted { $0.sacrifice > $1.sacrifice }
        var best = (threshold: 1.0, j: -1.0)
        var found = 0
        var wrong = 0
        for (place, answer) in sorted.enumerated() {
            if answer.saysSo { found += 1 } else { wrong += 1 }
            // Only below all that are equal does a threshold tell them apart from the rest.
            let next = place + 1
            if next < sorted.count, sorted[next].sacrifice == answer.sacrifice { continue }
            let j = Double(found) / Double(yes) - Double(wrong) / Double(no)
            if j >= best.j { best = (answer.sacrifice, j) }
        }
        threshold = best.threshold
        youdenJ = best.j
        count = answers.count
    }
}
