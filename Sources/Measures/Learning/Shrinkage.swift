import RealModule

/// Estimates of many, each drawn towards their mean as far as chance explains their spread.
///
/// Source: James and Stein 1961; towards the mean: Efron and Morris 1977, Scientific American
/// 236(5):119–127.
public struct JamesStein: Equatable, Sendable {
    public let mean: Double
    public let squares: Double
    /// How much of its own each keeps: 0…1; never less than nothing (the positive part).
    public let kept: Double
    public let estimates: [Double]

    /// - Parameters:
    ///   - values: At least four.
    ///   - variance: By which chance alone moves each; not below 0.
    /// - Returns: `nil` for fewer than four, where drawing together does not help.
    public init?(_ values: [Double], variance: Double) {
        guard values.count >= 4 else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let kept = squares > 0 ? max(0, 1 - (count - 3) * variance / squares) : 0
        self.mean = mean
        self.squares = squares
        self.kept = kept
        estimates = values.map { mean + kept * ($0 - mean) }
    }
}

/// One unit's effect with the variance that chance gives it.
public struct EffectEstimate: Equatable, Sendable {
    public let effect: Double
    /// Above 0.
    public let variance: Double

    public init(effect: Double, variance: Double) {
        self.effect = effect
        self.variance = variance
    }

    /// The logarithm of how many times likelier an event is with a treatment than without.
    ///
    /// Where one of the four counts is 0, half is added to each of them.
    ///
    /// - Parameters:
    ///   - treated: With the event and without it.
    ///   - control: The same of those without the treatment.
    ///
    /// Source: Katz et al. 1978, Biometrics 34:469–474.
    public init(
        treated: (events: Double, others: Double), control: (events: Double, others: Double)
    ) {
        let counts = [treated.events, treated.others, control.events, control.others]
        let extra = counts.contains(0) ? 0.5 : 0
        let (one, other) = (treated.events + extra, control.events + extra)
        let oneAll = one + treated.others + extra
        let otherAll = other + control.others + extra
        effect = .log(one / oneAll) - .log(other / otherAll)
        variance = 1 / one - 1 / oneAll + 1 / other - 1 / otherAll
    }
}

/// A common effect of units that also differ by more than chance, and each one's own.
///
/// Source: DerSimonian and Laird 1986, Controlled Clinical Trials 7:177–188; Higgins and Thompson
/// 2002, Statistics in Medicine 21:1539–1558 (I²).
public struct RandomEffects: Equatable, Sendable {
    public let mean: Double
    public let standardError: Double
    /// τ²: how much the units differ beyond chance.
    public let between: Double
    /// Q: how much they differ, counted in chance.
    public let heterogeneity: Double
    /// I²: 0…1, what of the differences is not chance.
    public let heterogeneityShare: Double

    /// - Returns: `nil` for fewer than two units.
    public init?(_ units: [EffectEstimate]) {
        guard units.count >= 2 else { return nil }
        let degrees = Double(units.count - 1)
        let weights = units.map { 1 / $0.variance }
        let whole = weights.reduce(0, +)
        let fixed = Self.sum(units, weights) / whole
        var spread = 0.0
        for (unit, weight) in zip(units, weights) {
            spread += weight * (unit.effect - fixed) * (unit.effect - fixed)
        }
        let scale = whole - weights.reduce(0) { $0 + $1 * $1 } / whole
        let between = scale > 0 ? max(0, (spread - degrees) / scale) : 0
        let mixed = units.map { 1 / ($0.variance + between) }
        let mixedWhole = mixed.reduce(0, +)
        mean = Self.sum(units, mixed) / mixedWhole
        standardError = (1 / mixedWhole).squareRoot()
        self.between = between
        heterogeneity = spread
        heterogeneityShare = spread > 0 ? max(0, (spread - degrees) / spread) : 0
    }

    private static func sum(_ units: [EffectEstimate], _ weights: [Double]) -> Double {
        zip(units, weights).reduce(0) { $0 + $1.0.effect * $1.1 }
    }

    /// A unit's own effect, between what it showed and the mean.
    public func estimate(_ unit: EffectEstimate) -> Double {
        mean + between / (between + unit.variance) * (unit.effect - mean)
    }
}
