import RealModule

/// How many people an experiment needs for one of its metrics, in all arms that are compared.
public struct ExperimentSize: Equatable, Sendable {
    /// What a metric must show.
    public enum Aim: Equatable, Sendable {
        /// That it is better, when in truth it is better by so much.
        case effect(Double)
        /// That it is not worse by so much, when in truth it is the same.
        case margin(Double)
    }

    /// Of control and treatment together, not rounded up.
    public let once: Double
    /// The same when it may be looked at as often as liked.
    public let anytime: Double

    /// - Parameters:
    ///   - variances: Of one person in control and in treatment; 0 or above, not both 0.
    ///   - shares: Of those two, in any unit; above 0.
    ///   - alpha: Of two sides; above 0, below 1.
    ///   - power: The chance to show it; above one half, below 1.
    ///   - tau: Of the sequence; above 0.
    /// - Returns: `nil` outside of these.
    ///
    /// N = (z_{1−α/2} + z_power)² (v₀/s₀ + v₁/s₁) / aim². Anytime: the N at which the sequence's
    /// radius and z_power standard errors fit within the aim, found by halving; earlier looks only
    /// add to its power.
    public init?(
        _ aim: Aim, variances: (Double, Double), shares: (Double, Double), alpha: Double,
        power: Double, tau: Double
    ) {
        let size: Double =
            switch aim {
            case .effect(let size), .margin(let size): size
            }
        let whole = shares.0 + shares.1
        guard size > 0, tau > 0, shares.0 > 0, shares.1 > 0, alpha > 0, alpha < 1, power > 0.5,
            power < 1, variances.0 >= 0, variances.1 >= 0, whole.isFinite
        else { return nil }
        // Of the difference, times all people.
        let spread = (variances.0 / shares.0 + variances.1 / shares.1) * whole
        let z = -StandardNormal.quantile(alpha / 2) + StandardNormal.quantile(power)
        let once = z * z * spread / (size * size)
        guard once > 0, once.isFinite else { return nil }
        let grow = shares.0 * shares.1 / (whole * whole)
        let test = MixtureTest(variance: spread * grow, mixtureVariance: tau * tau)
        func isEnough(_ count: Double) -> Bool {
            let error = (spread / count).squareRoot()
            return test.radius(count: count * grow, alpha: alpha)
                + StandardNormal.quantile(power) * error <= size
        }
        var (low, high) = (once, once * 2)
        while !isEnough(high) {
            guard high.isFinite else { return nil }
            (low, high) = (high, high * 2)
        }
        while high - low > max(1e-6, high * 1e-12) {
            let middle = (low + high) / 2
            guard low < middle, middle < high else { break }
            if isEnough(middle) { high = middle } else { low = middle }
        }
        self.once = once
        anytime = high
    }
}
