import RealModule

/// How noisy experiences are and how fast expectations move, as most likely by what a sample of
/// people met.
///
/// Each person starts with their first experience, as who knows nothing does, so no prior is
/// guessed at. Only the ratio of the two variances is searched for: the noise that is most likely
/// for a ratio is a mean of squares. Both ends count: expectations that never move, and ones that
/// are wherever the last experience was.
///
/// Source: Durbin and Koopman 2012, Time Series Analysis by State Space Methods, 2.10 (concentrated
/// diffuse likelihood); the interval by Wilks 1938, Annals of Mathematical Statistics 9:60–62.
public struct ExpectationFit: Equatable, Sendable {
    /// σ²ε, of one experience.
    public let observationVariance: Double
    /// σ²η a day.
    public let driftVariancePerDay: Double
    /// Of every experience after a person's first.
    public let logLikelihood: Double
    /// The same if expectations never moved.
    public let logLikelihoodWithoutDrift: Double
    /// Drift over noise a day that the sample does not contradict, at 95 %.
    public let signalToNoise: Interval
    /// Experiences after a person's first: what the fit rests on.
    public let count: Int

    /// What a ratio is searched in, by natural logarithm; below the first it is 0.
    static let logRatios = -18.0...12.0
    private static let stepsEach = 120
    private static let refinements = 60
    /// Twice the difference of logarithms that 5 % go beyond by chance.
    private static let likelihoodDrop = 3.841458820694124

    /// How often a sample without any drift would look as if it had this much. A ratio of 0 is at
    /// the edge of what may be, so half of the chances lie there.
    ///
    /// Source: Self and Liang 1987, Journal of the American Statistical Association 82:605–610.
    public var chanceWithoutDrift: Double {
        logLikelihood > logLikelihoodWithoutDrift
            ? ExpectationFilter.likelihoodRatio(
                of: logLikelihood, over: logLikelihoodWithoutDrift) / 2 : 1
    }

    /// - Parameter people: Of each the days since the occasion before and what was met, oldest
    ///   first; `nil` where nothing was answered.
    /// - Returns: `nil` unless two experiences follow on a first and something was not as it was
    ///   before, or when the numbers lie too far apart.
    ///
    /// Cost: some 200 passes over the experiences.
    public init?(_ people: [[(days: Double, experience: Double?)]]) {
        let sample = Self.afterFirst(people)
        count = sample.reduce(0) { $0 + $1.later.count }
        guard count >= 2, let still = Self.profile(sample, ratio: 0) else { return nil }
        let likelihood: (Double) -> Double = { ratio in
            Self.profile(sample, ratio: .exp(ratio))?.logLikelihood ?? -Double.infinity
        }
        let (low, high) = (Self.logRatios.lowerBound, Self.logRatios.upperBound)
        let step = (high - low) / Double(Self.stepsEach)
        let steps = (0...Self.stepsEach).map { low + Double($0) * step }
        let heights = steps.map(likelihood)
        guard let best = heights.indices.max(by: { heights[$0] < heights[$1] }) else { return nil }
        let top = Self.highest(
            likelihood, from: max(low, steps[best] - step), to: min(high, steps[best] + step))
        let ratio = likelihood(top) > still.logLikelihood ? Double.exp(top) : 0
        guard let fit = Self.profile(sample, ratio: ratio), fit.noise > 0,
            (fit.noise * ratio).isFinite, fit.logLikelihood.isFinite
        else { return nil }
        observationVariance = fit.noise
        driftVariancePerDay = fit.noise * ratio
        logLikelihood = fit.logLikelihood
        logLikelihoodWithoutDrift = still.logLikelihood
        let floor = fit.logLikelihood - Self.likelihoodDrop / 2
        let isHigh: (Double) -> Bool = { likelihood($0) >= floor }
        let at = ratio > 0 ? top : low
        let least =
            still.logLikelihood >= floor
            ? 0 : Double.exp(Self.edge(isHigh, inside: at, outside: low))
        let most =
            isHigh(high)
            ? Double.infinity : Double.exp(Self.edge(isHigh, inside: at, outside: high))
        signalToNoise = Interval(min(least, ratio), max(most, ratio))
    }

    /// The filter that these make.
    public var filter: ExpectationFilter {
        ExpectationFilter(
            observationVariance: observationVariance, driftVariancePerDay: driftVariancePerDay)
    }

    // MARK: The likelihood

    private typealias Person = (first: Double, later: [(days: Double, experience: Double)])

    /// Days without an answer are added to those of the next experience.
    private static func afterFirst(
        _ people: [[(days: Double, experience: Double?)]]
    ) -> [Person] {
        people.compactMap { occasions in
            var first: Double?
            var later: [(days: Double, experience: Double)] = []
            var waited = 0.0
            for (days, experience) in occasions {
                waited += days
                guard let experience else { continue }
                if first == nil { first = experience } else { later.append((waited, experience)) }
                waited = 0
            }
            return first.map { ($0, later) }
        }
    }

    /// The noise that is most likely for a ratio, and how likely it is.
    private static func profile(
        _ sample: [Person], ratio: Double
    ) -> (noise: Double, logLikelihood: Double)? {
        let filter = ExpectationFilter(observationVariance: 1, driftVariancePerDay: ratio)
        var (squares, logs, count) = (0.0, 0.0, 0.0)
        for person in sample {
            var last = filter.first(person.first)
            for (days, experience) in person.later {
                let step = filter.met(experience, after: days, since: last)
                squares += step.innovation * step.innovation / step.predictedVariance
                logs += .log(step.predictedVariance)
                count += 1
                last = step.expectation
            }
        }
        let noise = squares / count
        guard noise > 0, noise.isFinite else { return nil }
        return (noise, -(count * (.log(2 * .pi * noise) + 1) + logs) / 2)
    }

    /// The highest between two, by golden section.
    private static func highest(
        _ height: (Double) -> Double, from low: Double, to high: Double
    ) -> Double {
        let golden = (5.0.squareRoot() - 1) / 2
        var (low, high) = (low, high)
        for _ in 0..<refinements {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low))
            if height(left) >= height(right) { high = right } else { low = left }
        }
        return (low + high) / 2
    }

    /// Where what holds inside stops to hold.
    private static func edge(
        _ holds: (Double) -> Bool, inside: Double, outside: Double
    ) -> Double {
        var (inside, outside) = (inside, outside)
        for _ in 0..<refinements {
            let middle = (inside + outside) / 2
            if holds(middle) { inside = middle } else { outside = middle }
        }
        return inside
    }
}
