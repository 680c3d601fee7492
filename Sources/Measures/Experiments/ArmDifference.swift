import RealModule

/// One arm's people in one metric: how many, their mean and how they spread.
public struct ArmSummary: Equatable, Sendable {
    public let count: Double
    public let mean: Double
    /// Of a sample, over n − 1.
    public let variance: Double

    /// - Returns: `nil` of fewer than two, when the variance is below 0, or a number is none.
    public init?(count: Double, mean: Double, variance: Double) {
        guard count >= 2, variance >= 0, count.isFinite, mean.isFinite, variance.isFinite
        else { return nil }
        self.count = count
        self.mean = mean
        self.variance = variance
    }

    public init?(_ moments: Moments) {
        guard let variance = moments.variance else { return nil }
        self.init(count: Double(moments.count), mean: moments.mean, variance: variance)
    }

    /// Of the mean.
    var squaredError: Double { variance / count }
}

/// The difference of treatment to control at a number of people fixed before.
public struct FixedDifference: Equatable, Sendable {
    public let difference: Double
    /// Of the difference, from the spread within each arm.
    public let standardError: Double
    public let interval: Interval
    /// Of no difference, of two sides.
    public let p: Double

    /// Welch's test: two means whose spreads need not be alike.
    ///
    /// Welch 1947, Biometrika 34:28; the degrees of freedom by Satterthwaite 1946.
    ///
    /// - Parameter alpha: Of two sides; above 0, below 1.
    /// - Returns: `nil` when neither arm spreads.
    public init?(means control: ArmSummary, _ treatment: ArmSummary, alpha: Double) {
        let (one, other) = (control.squaredError, treatment.squaredError)
        let squared = one + other
        guard squared > 0, squared.isFinite else { return nil }
        let shares =
            (one / squared) * (one / squared) / (control.count - 1)
            + (other / squared) * (other / squared) / (treatment.count - 1)
        let degrees = 1 / shares
        difference = treatment.mean - control.mean
        standardError = squared.squareRoot()
        let radius = -StudentT.quantile(alpha / 2, degrees: degrees) * standardError
        interval = Interval(difference - radius, difference + radius)
        p = min(1, 2 * StudentT.cdf(-abs(difference / standardError), degrees: degrees))
    }

    /// Two rates: the interval by Miettinen and Nurminen 1985, p by the pooled score.
    ///
    /// - Parameter alpha: Of two sides; above 0, below 1.
    /// - Returns: `nil` when nobody or everybody of both arms has it.
    public init?(rates: TwoProportions, alpha: Double) {
        let score = rates.score(difference: 0, variance: .plain)
        let squared =
            rates.rate1 * (1 - rates.rate1) / rates.count1
            + rates.rate2 * (1 - rates.rate2) / rates.count2
        guard score.isFinite, rates.successes1 + rates.successes2 > 0,
            rates.successes1 + rates.successes2 < rates.count1 + rates.count2
        else { return nil }
        difference = rates.difference
        standardError = squared.squareRoot()
        interval = rates.interval(
            z: -StandardNormal.quantile(alpha / 2), variance: .miettinenNurminen)
        p = min(1, 2 * StandardNormal.upper(abs(score)))
    }
}

/// The difference of treatment to control with where it lies at every look at once.
public struct AnytimeDifference: Equatable, Sendable {
    public let interval: Interval
    /// Λ of no difference against one of about τ; `nil` where a method has none.
    public let ratio: Double?

    /// A p-value for no difference at this look; keep the least of all looks.
    public var p: Double? { ratio.map { min(1, 1 / $0) } }

    /// The mixture's sequence, with each arm's own spread and n = 1/(1/n_a + 1/n_b).
    ///
    /// Asymptotic, so it says nothing below ``ExperimentReading/fewPeople`` on a side. Exact while
    /// both sides grow alike. Robbins 1970; measures.md 1.14.
    ///
    /// - Parameters:
    ///   - effect: τ, above 0.
    ///   - alpha: Of two sides; above 0, below 1.
    /// - Returns: `nil` with few people, or when neither arm spreads.
    public init?(_ control: ArmSummary, _ treatment: ArmSummary, effect: Double, alpha: Double) {
        let count = 1 / (1 / control.count + 1 / treatment.count)
        let variance = (control.squaredError + treatment.squaredError) * count
        guard min(control.count, treatment.count) >= Double(ExperimentReading.fewPeople),
            effect > 0, variance > 0, variance.isFinite
        else { return nil }
        let test = MixtureTest(variance: variance, mixtureVariance: effect * effect)
        let difference = treatment.mean - control.mean
        let radius = test.radius(count: count, alpha: alpha)
        guard radius.isFinite else { return nil }
        interval = Interval(difference - radius, difference + radius)
        ratio = test.ratio(count: count, distance: difference)
    }

    /// Of people in their order, whose values lie within bounds: sound for any number of them.
    ///
    /// ``BernsteinRun`` on each side, with half of α.
    ///
    /// - Parameter bounds: The low below the high; values beyond are held to them.
    /// - Returns: `nil` when an arm has nobody.
    /// - Complexity: Linear in the people.
    public init?(
        inOrder control: [Double], _ treatment: [Double], bounds: Interval, alpha: Double
    ) {
        guard !control.isEmpty, !treatment.isEmpty, bounds.width > 0 else { return nil }
        var runs = [BernsteinRun(alpha: alpha / 2), BernsteinRun(alpha: alpha / 2)]
        for (place, values) in [control, treatment].enumerated() {
            for value in values { runs[place].take((value - bounds.low) / bounds.width) }
        }
        let (from, to) = (runs[0].interval, runs[1].interval)
        interval = Interval(
            (to.low - from.high) * bounds.width, (to.high - from.low) * bounds.width)
        ratio = nil
    }
}

/// The same people with what was known of them before taken off: CUPED over two arms.
///
/// θ from within the arms, so that what the treatment does is not taken for what was known before.
/// Deng, Xu, Kohavi and Walker 2013, WSDM; as ordinary least squares with a term an arm.
public struct CovariateAdjustment: Equatable, Sendable {
    public let slope: Double
    /// How much of the variance within the arms is taken off: 0…1.
    public let explained: Double
    public let control: ArmSummary
    public let treatment: ArmSummary

    /// - Parameters: What was known before as x, the metric as y.
    /// - Returns: `nil` of fewer than two people in an arm, or when one of the two never varies.
    public init?(_ control: PairMoments, _ treatment: PairMoments) {
        let arms = [control, treatment]
        let squaresX = arms.reduce(0) { $0 + $1.squaresX }
        let squaresY = arms.reduce(0) { $0 + $1.squaresY }
        let products = arms.reduce(0) { $0 + $1.products }
        guard squaresX > 0, squaresY > 0, squaresX.isFinite, squaresY.isFinite else { return nil }
        let slope = products / squaresX
        explained = min(1, max(0, slope * products / squaresY))
        self.slope = slope
        let count = Double(control.count + treatment.count)
        let mean =
            (control.meanX * Double(control.count) + treatment.meanX * Double(treatment.count))
            / count
        func adjusted(_ arm: PairMoments) -> ArmSummary? {
            let squares =
                arm.squaresY - 2 * slope * arm.products + slope * slope * arm.squaresX
            return ArmSummary(
                count: Double(arm.count), mean: arm.meanY - slope * (arm.meanX - mean),
                variance: max(0, squares) / (Double(arm.count) - 1))
        }
        guard let one = adjusted(control), let other = adjusted(treatment) else { return nil }
        self.control = one
        self.treatment = other
    }
}

/// The mean of the worst share of some people, and the spread of what one of them adds to it.
///
/// As ``WholeHistogram/worst(_:good:)``, exact, of numbers of any size. Rockafellar and Uryasev
/// 2000, Journal of Risk 2(3):21; Trindade, Uryasev, Shapiro and Zrazhevsky 2007.
///
/// - Parameter share: Above 0, at most 1.
/// - Returns: `nil` of fewer than two.
/// - Complexity: n log n.
public func worstMean(_ values: [Double], share: Double, good: GoodDirection) -> ArmSummary? {
    guard values.count >= 2, share > 0, share <= 1 else { return nil }
    // With its sign turned where a low number is bad, so that the worst is the highest.
    let sign: Double = good == .lower ? 1 : -1
    let ordered = values.map { $0 * sign }.sorted(by: >)
    let all = Double(values.count)
    let place = min(ordered.count - 1, max(0, Int((share * all).rounded(.up)) - 1))
    let border = ordered[place]
    var beyond = Moments()
    for value in ordered { beyond.add(max(0, value - border)) }
    return ArmSummary(
        count: all, mean: sign * (border + beyond.mean / share),
        variance: (beyond.variance ?? 0) / (share * share))
}
