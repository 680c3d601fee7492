import RealModule

/// The answers of many people about one wish, as DuMouchel's numbers with their spread.
///
/// A letter for all hides a mixture: whoever shows the means shows the standard errors, and the
/// distribution beside them. Questionable answers are dropped. A reversed answer counts as it was
/// given, so it pulls below nothing, unless the question is flipped for whoever gave it.
///
/// Source: DuMouchel 1993, in Berger et al., Center for Quality of Management Journal 2(4).
public struct KanoSummary: Equatable, Sendable {
    public let distribution: KanoDistribution
    /// People whose answers are in the means.
    public let count: Int
    public let functional: Mean
    public let dysfunctional: Mean

    /// - Returns: `nil` when fewer than two answers are left, since one has no spread.
    public init?(
        _ pairs: [KanoPair], isStrict: Bool = false, flipsReversed: Bool = false
    ) {
        distribution = KanoDistribution(pairs, isStrict: isStrict)
        let counted = pairs.compactMap { pair -> KanoPair? in
            switch pair.category(isStrict: isStrict) {
            case .questionable: nil
            case .reverse: flipsReversed ? pair.flipped : pair
            default: pair
            }
        }
        count = counted.count
        guard let functional = Mean(counted.map(\.functional.functionalScore)),
            let dysfunctional = Mean(counted.map(\.dysfunctional.dysfunctionalScore))
        else { return nil }
        self.functional = functional
        self.dysfunctional = dysfunctional
    }

    init(distribution: KanoDistribution, count: Int, functional: Mean, dysfunctional: Mean) {
        self.distribution = distribution
        self.count = count
        self.functional = functional
        self.dysfunctional = dysfunctional
    }
}

extension KanoSummary {
    /// A mean, with how far it may be off.
    public struct Mean: Equatable, Sendable {
        public let mean: Double
        /// Of one value: the root of the variance with n − 1.
        public let deviation: Double
        /// Of the mean: deviation/√n.
        public let standardError: Double

        /// - Returns: `nil` for fewer than two values.
        public init?(_ values: [Double]) {
            guard values.count >= 2 else { return nil }
            let count = Double(values.count)
            let mean = values.reduce(0, +) / count
            var squares = 0.0
            for value in values { squares += (value - mean) * (value - mean) }
            self.init(mean: mean, variance: squares / (count - 1), count: count)
        }

        init(mean: Double, variance: Double, count: Double) {
            self.mean = mean
            deviation = variance.squareRoot()
            standardError = deviation / count.squareRoot()
        }
    }
}
