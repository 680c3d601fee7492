import RealModule

/// One occasion as the filter saw it.
public struct ExpectationStep: Equatable, Sendable {
    /// How far the expectation moved towards the experience: 0…1.
    public let gain: Double
    /// Experience minus what was expected.
    public let innovation: Double
    /// The variance of what could be experienced, as it was expected.
    public let predictedVariance: Double
    /// After the occasion.
    public let expectation: Expectation

    /// The innovation in standard deviations: what surprise is computed from.
    public var standardised: Double { innovation / predictedVariance.squareRoot() }
}

/// How an expectation follows experience while someone is a customer: a local level with noise,
/// at occasions that lie any number of days apart.
///
/// Kept for each person and attribute. Two run side by side: what the person thinks will happen,
/// updated by experiences, and what should happen, updated by promises. An occasion without an
/// answer only makes the next expectation less sure; nothing is filled in. Cost: constant for
/// each occasion.
///
/// Source: Durbin and Koopman 2012, Time Series Analysis by State Space Methods, 2.2;
/// Boulding, Kalra, Staelin and Zeithaml 1993, Journal of Marketing Research 30:7–27.
public struct ExpectationFilter: Equatable, Sendable {
    /// The variance of one experience when it is no worse than expected.
    public let observationVariance: Double
    /// The same when it is worse: larger than the other, expectations ratchet up (K⁺ > K⁻).
    public let observationVarianceBelow: Double
    /// How much surety is lost a day.
    public let driftVariancePerDay: Double

    /// - Parameters:
    ///   - observationVariance: Above 0.
    ///   - driftVariancePerDay: Not below 0.
    ///   - below: The variance of experiences below expectation, above 0; the same when `nil`. To
    ///     be enabled only after ``likelihoodRatio(of:over:parameters:)`` says that it is better.
    public init(observationVariance: Double, driftVariancePerDay: Double, below: Double? = nil) {
        self.observationVariance = observationVariance
        self.driftVariancePerDay = driftVariancePerDay
        observationVarianceBelow = below ?? observationVariance
    }

    /// Who has no prior expects what they first met, as surely as one experience tells: the limit
    /// of a prior that knows nothing.
    public func first(_ experience: Double) -> Expectation {
        Expectation(
            mean: experience,
            variance: max(observationVariance, observationVarianceBelow))
    }

    /// After days without an answer.
    public func waited(_ expectation: Expectation, days: Double) -> Expectation {
        Expectation(
            mean: expectation.mean,
            variance: expectation.variance + driftVariancePerDay * days)
    }

    /// After an experience, so many days (not below 0) after the last.
    public func met(
        _ experience: Double, after days: Double, since last: Expectation
    ) -> ExpectationStep {
        let before = waited(last, days: days)
        let innovation = experience - before.mean
        let noise = innovation < 0 ? observationVarianceBelow : observationVariance
        let predicted = before.variance + noise
        let gain = before.variance / predicted
        return ExpectationStep(
            gain: gain, innovation: innovation, predictedVariance: predicted,
            expectation: Expectation(
                mean: before.mean + gain * innovation,
                // The same as (1 − K)·P, and not below 0 however it is rounded.
                variance: before.variance * (noise / predicted)))
    }

    /// The gain in the long run with one experience each day: what an exponentially weighted mean
    /// has from the start.
    public var steadyGain: Double {
        Self.steadyGain(signalToNoise: driftVariancePerDay / observationVariance)
    }

    /// (−ρ + √(ρ² + 4ρ))/2 with ρ the drift's variance over the noise's.
    ///
    /// Source: Muth 1960, Journal of the American Statistical Association 55:299–306.
    public static func steadyGain(signalToNoise ratio: Double) -> Double {
        guard ratio > 0 else { return 0 }
        // The same as above, without the difference of two numbers that are nearly equal.
        return 2 / (1 + (1 + 4 / ratio).squareRoot())
    }

    /// How likely the experiences of one person were, by the logarithm; to be added up over people.
    ///
    /// With separate gains the innovation has two halves of a normal, each with its own spread.
    ///
    /// - Parameter experiences: Days since the one before, and what was met; oldest first.
    public func logLikelihood(
        of experiences: [(days: Double, experience: Double)], from prior: Expectation
    ) -> Double {
        var sum = 0.0
        var last = prior
        for (days, experience) in experiences {
            let variance = waited(last, days: days).variance
            let step = met(experience, after: days, since: last)
            let above = (variance + observationVariance).squareRoot()
            let below = (variance + observationVarianceBelow).squareRoot()
            sum += .log(2 / ((2 * Double.pi).squareRoot() * (above + below)))
            sum -= step.standardised * step.standardised / 2
            last = step.expectation
        }
        return sum
    }

    /// How often a model with so many parameters more would look this much better by chance.
    ///
    /// - Parameters:
    ///   - richer: The larger logarithm of the likelihood, with the parameters at their best.
    ///   - plain: That of the model without them.
    ///
    /// Source: Wilks 1938, Annals of Mathematical Statistics 9:60–62.
    public static func likelihoodRatio(
        of richer: Double, over plain: Double, parameters: Int = 1
    ) -> Double {
        chiSquaredUpper(max(0, 2 * (richer - plain)), degrees: Double(parameters))
    }
}

/// What a person expects of something that is kept or not: a Beta that forgets towards its prior.
public struct DiscountedBeta: Equatable, Sendable {
    public let prior: BetaDistribution
    /// What is left of a day's evidence a day later: 0…1.
    public let keptPerDay: Double
    public private(set) var belief: BetaDistribution

    public init(prior: BetaDistribution, keptPerDay: Double) {
        self.prior = prior
        self.keptPerDay = keptPerDay
        belief = prior
    }

    /// - Parameters:
    ///   - outcome: 1 kept, 0 not; between them for partly.
    ///   - days: Since the one before; not below 0.
    public mutating func add(_ outcome: Double, after days: Double) {
        let kept = Double.pow(keptPerDay, days)
        belief = BetaDistribution(
            a: prior.a + kept * (belief.a - prior.a) + outcome,
            b: prior.b + kept * (belief.b - prior.b) + (1 - outcome))
    }

    /// What is believed so many days later, when nothing more was heard.
    ///
    /// - Parameter days: Not below 0.
    public func waited(days: Double) -> BetaDistribution {
        let kept = Double.pow(keptPerDay, days)
        return BetaDistribution(
            a: prior.a + kept * (belief.a - prior.a), b: prior.b + kept * (belief.b - prior.b))
    }
}
