import RealModule

/// How far the people of each arm are from the shares that were meant: χ² and its p-value.
///
/// Below ``sampleRatioLeastP`` the data of an experiment are not sound. Kohavi, Tang and Xu 2020,
/// chapter 21.
///
/// - Parameters:
///   - counts: People, an arm each; at least two, together above 0.
///   - ratio: The share meant for each arm, in any unit; each above 0; as many as counts.
public func sampleRatioMismatch(
    counts: [Double], ratio: [Double]
) -> (chiSquared: Double, p: Double) {
    let all = counts.reduce(0, +)
    let whole = ratio.reduce(0, +)
    var sum = 0.0
    for (count, share) in zip(counts, ratio) {
        let meant = all * share / whole
        sum += (count - meant) * (count - meant) / meant
    }
    return (sum, chiSquaredUpper(sum, degrees: Double(counts.count - 1)))
}

/// How likely the arms hold such people by chance, however often it is looked at: keep the least.
///
/// One by the ratio of what counts of shares drawn around those meant would be to what they are of
/// just those; a thousand people's worth of trust stands behind what was meant. Lindon and Malek
/// 2022, "Anytime-valid inference for multinomial count data", NeurIPS.
///
/// - Parameters: As ``sampleRatioMismatch(counts:ratio:)``.
public func anytimeSampleRatioP(counts: [Double], ratio: [Double]) -> Double {
    let whole = ratio.reduce(0, +)
    let trust = 1_000.0
    var logarithm = logGamma(trust) - logGamma(trust + counts.reduce(0, +))
    for (count, share) in zip(counts, ratio) where share > 0 {
        let meant = share / whole
        logarithm += logGamma(trust * meant + count) - logGamma(trust * meant)
        logarithm -= count * .log(meant)
    }
    return min(1, .exp(-logarithm))
}

/// measures.md 1.14, 1.
public let sampleRatioLeastP = 0.001

/// Which way is good.
public enum GoodDirection: Sendable {
    case higher
    case lower
}

/// What must not get worse while something else gets better.
public struct Guardrail: Equatable, Sendable {
    public let name: String
    /// Of the difference to how it was.
    public let interval: Interval
    /// How much worse is still as good; 0 or above; fixed before the start.
    public let margin: Double
    public let good: GoodDirection

    public init(name: String, interval: Interval, margin: Double, good: GoodDirection) {
        self.name = name
        self.interval = interval
        self.margin = margin
        self.good = good
    }

    /// The whole interval is better than the margin.
    public var isNonInferior: Bool {
        good == .higher ? interval.low > -margin : interval.high < margin
    }

    /// The whole interval is worse than no difference.
    public var isHarmProven: Bool { good == .higher ? interval.high < 0 : interval.low > 0 }
}

/// What an experiment says to do.
public enum ExperimentDecision: String, Sendable {
    case ship
    case stop
    /// Nothing is shown yet, neither good nor harm.
    case `continue`
}

/// An experiment when it is looked at.
public struct Experiment: Equatable, Sendable {
    /// Of the difference of what it is for.
    public let primary: Interval
    public let primaryGood: GoodDirection
    public let guardrails: [Guardrail]
    /// Of the people in its arms; `nil` when nobody counted them.
    public let sampleRatioP: Double?
    /// Harm to a customer, or a breach of identity: measures.md 1.13.
    public let isVetoed: Bool

    public init(
        primary: Interval, good: GoodDirection = .higher, guardrails: [Guardrail],
        sampleRatioP: Double? = nil, isVetoed: Bool = false
    ) {
        self.primary = primary
        primaryGood = good
        self.guardrails = guardrails
        self.sampleRatioP = sampleRatioP
        self.isVetoed = isVetoed
    }

    public var isPrimarySuperior: Bool {
        primaryGood == .higher ? primary.low > 0 : primary.high < 0
    }

    public var isPrimaryHarmProven: Bool {
        primaryGood == .higher ? primary.high < 0 : primary.low > 0
    }

    /// Whether its arms hold the people that were meant.
    public var isSound: Bool { sampleRatioP.map { $0 >= sampleRatioLeastP } ?? true }

    /// Ships only when all is well. Stops on a veto, on data that are not sound, and on harm that
    /// is proven: to what it is for, or to a guardrail beyond which it may lie. measures.md 1.14.
    public var decision: ExperimentDecision {
        if isVetoed || !isSound || isPrimaryHarmProven { return .stop }
        if guardrails.contains(where: { !$0.isNonInferior && $0.isHarmProven }) { return .stop }
        return isPrimarySuperior && guardrails.allSatisfy(\.isNonInferior) ? .ship : .continue
    }
}

/// The p-values of several questions asked at once, each made larger so that together they hold.
///
/// Holm 1979, Scandinavian Journal of Statistics 6:65.
///
/// - Returns: One each, in the order given: what to compare with α.
/// - Complexity: n log n.
public func holmAdjusted(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var largest = 0.0
    for (place, index) in order.enumerated() {
        largest = max(largest, min(1, values[index] * Double(values.count - place)))
        adjusted[index] = largest
    }
    return adjusted
}

/// What knowing people from before takes off the noise: CUPED.
///
/// y − θ(x − x̄) with θ = cov(x, y)/var(x) has the variance of y times 1 − r². Deng, Xu, Kohavi and
/// Walker 2013, WSDM. Use the sacrifice of the time before as x.
public struct PriorAdjustment: Equatable, Sendable {
    public let slope: Double
    /// Samples' variances: over n − 1.
    public let varianceBefore: Double
    public let varianceAfter: Double
    /// How much of the variance is taken off: 0…1.
    public let explained: Double
    private let meanOfPrior: Double

    /// - Returns: `nil` when fewer than two people were seen or one of the two never varies.
    public init?(_ pairs: PairMoments) {
        guard pairs.count >= 2, pairs.squaresX > 0, pairs.squaresY > 0 else { return nil }
        slope = pairs.products / pairs.squaresX
        explained = min(1, slope * pairs.products / pairs.squaresY)
        varianceBefore = pairs.squaresY / (Double(pairs.count) - 1)
        varianceAfter = varianceBefore * (1 - explained)
        meanOfPrior = pairs.meanX
    }

    /// A person's value without what was known of them before.
    public func adjusted(_ value: Double, prior: Double) -> Double {
        value - slope * (prior - meanOfPrior)
    }
}

/// The share of people who are worse off by more than a margin, however well the mean does.
///
/// - Parameters:
///   - changes: After less before, a person each.
///   - margin: 0 or above: less than this is no change.
/// - Returns: `nil` when there is nobody.
public func shareMadeWorse(
    changes: [Double], margin: Double, good: GoodDirection
) -> Double? {
    guard !changes.isEmpty else { return nil }
    let worse = changes.count { good == .higher ? $0 < -margin : $0 > margin }
    return Double(worse) / Double(changes.count)
}
