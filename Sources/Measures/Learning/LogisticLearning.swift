import RealModule

/// A person's learning curve that stays between 0 and 1: logit s(n) = level + perDoubling·log2 n.
///
/// Sacrifices of exactly 0 and 1 are taken as they are, and the population's prior keeps the curve
/// finite. `exp(perDoubling)` is what a doubling does to the odds of sacrifice.
///
/// Source: measures.md 1.11; the fractional logit of Papke and Wooldridge 1996, Journal of Applied
/// Econometrics 11:619–632.
public struct LogisticLearning: Equatable, Sendable {
    /// On the logit scale.
    public let line: LearningLine

    public init(line: LearningLine) { self.line = line }

    public func sacrifice(at occasion: Double) -> Double {
        logistic(line.level + line.perDoubling * .log2(occasion))
    }

    /// What a doubling of occasions multiplies the odds of sacrifice by.
    public var oddsPerDoubling: Double { .exp(line.perDoubling) }
}

/// 1/(1 + e^−x), without an overflow on the way.
func logistic(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + .exp(-x)) : .exp(x) / (1 + .exp(x))
}

extension LogisticLearning {
    /// The most likely curve of a person under the population's prior on the logit scale, with how
    /// sure it is, as a belief about the line.
    ///
    /// Newton's method with halved steps on a function that has one top; a few steps.
    ///
    /// - Parameter prior: Of level and change on the logit scale, with a covariance that can be
    ///   inverted.
    /// - Returns: `nil` when the prior's covariance cannot be inverted, or the numbers are too
    ///   large for the steps to end.
    public static func belief(
        of points: [LearningPoint], prior: LearningBelief
    ) -> LearningBelief? {
        let covariance = Matrix([
            [prior.levelVariance, prior.covariance], [prior.covariance, prior.slopeVariance],
        ])
        guard let surety = covariance.cholesky?.inverse else { return nil }
        let center = [prior.mean.level, prior.mean.perDoubling]
        let model = ConcaveModel(
            value: { at in
                let off = zip(at, center).map { $0 - $1 }
                var value = -zip(off, surety.times(off)).reduce(0) { $0 + $1.0 * $1.1 } / 2
                for point in points {
                    let x = at[0] + at[1] * point.doublings
                    value += point.sacrifice * x - softPlus(x)
                }
                return value
            },
            slopeAndCurve: { at in
                var slope = surety.times(zip(at, center).map { $1 - $0 })
                var curve = surety
                for point in points {
                    let share = logistic(at[0] + at[1] * point.doublings)
                    let weight = share * (1 - share)
                    let row = [1, point.doublings]
                    for one in 0..<2 {
                        slope[one] += (point.sacrifice - share) * row[one]
                        for other in 0..<2 { curve[one, other] += weight * row[one] * row[other] }
                    }
                }
                return (slope, curve)
            })
        guard let top = model.top(from: center), let inverse = top.curve.cholesky?.inverse
        else { return nil }
        return LearningBelief(
            mean: LearningLine(level: top.at[0], perDoubling: top.at[1]),
            levelVariance: inverse[0, 0], slopeVariance: inverse[1, 1],
            covariance: inverse[0, 1])
    }
}

/// ln(1 + e^x).
func softPlus(_ x: Double) -> Double { max(x, 0) + .log(onePlus: .exp(-x.magnitude)) }
