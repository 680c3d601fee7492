import CQuantiles
import RealModule

/// The normal distribution with mean 0 and variance 1.
public enum StandardNormal {
    /// Of a 95 % interval with two sides.
    public static let z95 = 1.959963984540054

    /// P(Z ≤ x).
    public static func cdf(_ x: Double) -> Double { senang_normal_cdf(x) }

    /// P(Z > x), without the loss of digits far out.
    public static func upper(_ x: Double) -> Double { senang_normal_upper(x) }

    /// The x with P(Z ≤ x) = p; no number outside of 0…1.
    public static func quantile(_ p: Double) -> Double { senang_normal_quantile(p) }

    public static func density(_ x: Double) -> Double {
        .exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    }
}

/// The Beta(a, b) distribution on 0…1; a and b above 0.
public struct BetaDistribution: Equatable, Sendable {
    public let a: Double
    public let b: Double

    public init(a: Double, b: Double) {
        self.a = a
        self.b = b
    }

    public var mean: Double { a / (a + b) }
    public var variance: Double { a * b / ((a + b) * (a + b) * (a + b + 1)) }

    /// P(X ≤ x): the regularised incomplete beta function.
    public func cdf(_ x: Double) -> Double { senang_beta_cdf(x, a, b) }

    /// P(X > x).
    public func upper(_ x: Double) -> Double { senang_beta_upper(x, a, b) }

    public func quantile(_ p: Double) -> Double { senang_beta_quantile(p, a, b) }
}

/// Student's t distribution.
public enum StudentT {
    public static func cdf(_ x: Double, degrees: Double) -> Double { senang_t_cdf(x, degrees) }

    public static func quantile(_ p: Double, degrees: Double) -> Double {
        senang_t_quantile(p, degrees)
    }
}

/// P(X > x) of a chi-squared variable.
public func chiSquaredUpper(_ x: Double, degrees: Double) -> Double {
    senang_chi_squared_upper(x, degrees)
}

/// ln Γ(x), x above 0.
public func logGamma(_ x: Double) -> Double { senang_log_gamma(x) }

/// ln B(a, b).
public func logBeta(_ a: Double, _ b: Double) -> Double { senang_log_beta(a, b) }

/// ψ(x), the derivative of ln Γ.
public func digamma(_ x: Double) -> Double { senang_digamma(x) }
