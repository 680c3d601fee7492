import RealModule

/// The learning curve as it would be if nobody had left, from those who stayed.
///
/// Each period's people count by one over their chance to have stayed until then, told from what
/// they gave up before: one who stayed as others like them left stands for those too. It is right
/// as far as what was seen tells who leaves; what is hidden from us it cannot mend, so what
/// leavers had last stands beside it.
///
/// Source: Robins, Rotnitzky and Zhao 1995, Journal of the American Statistical Association
/// 90:106–121; measures.md 1.11.
public struct StayingCurve: Equatable, Sendable {
    /// Of who was still there, by period.
    public let means: [Double]
    /// The same, each by one over the chance to have stayed.
    public let weightedMeans: [Double]
    /// How many people each weighted mean is worth.
    public let effectiveCounts: [Double]
    /// Of the line through log2 of the period, counted from 1: level and change with a doubling.
    /// `nil` of one period.
    public let line: LearningLine?
    public let weightedLine: LearningLine?
    /// In the mean, of those who left before the end; `nil` when nobody did.
    public let leaversLast: Double?
    public let leaverCount: Int
    /// logit P(stays) by the sacrifice before and the period; `nil` when nobody left, for then all
    /// stayed for sure.
    public let staying: LogisticRegression?

    /// Why there is no curve.
    public enum Refusal: Error, Equatable, Sendable {
        /// There is nobody, or somebody without a period.
        case nobody
        /// The chance to stay cannot be told: what was given up alone decides, or is the same for
        /// all. A prior helps.
        case undecided
    }

    /// - Parameters:
    ///   - people: Of each the sacrifice in every period from the first to their last.
    ///   - priorVariance: Of the coefficients of staying, in standard deviations.
    /// - Throws: ``Refusal``, `nobody` first.
    ///
    /// Cost: linear in people times periods, for each of some ten steps.
    public init(_ people: [[Double]], priorVariance: Double? = nil) throws(Refusal) {
        guard let last = people.map(\.count).max(), people.allSatisfy({ !$0.isEmpty }) else {
            throw .nobody
        }
        let staying = try Self.fitted(people, last: last, priorVariance: priorVariance)
        self.staying = staying?.model
        var periods = Array(repeating: (values: [Double](), weights: [Double]()), count: last)
        for values in people {
            var chance = 1.0
            for (period, value) in values.enumerated() {
                if period > 0, let staying {
                    chance *= staying.chance(values[period - 1], period)
                }
                periods[period].values.append(value)
                // As everywhere: nobody stands for more than fifty.
                periods[period].weights.append(1 / max(chance, propensityLeast))
            }
        }
        means = periods.map { Moments($0.values).mean }
        let weighted = periods.map { WeightedMean($0.values, weights: $0.weights) }
        weightedMeans = weighted.map { $0?.value ?? 0 }
        effectiveCounts = weighted.map { $0?.effectiveCount ?? 0 }
        line = Self.line(periods.map { ($0.values, $0.values.map { _ in 1 }) })
        weightedLine = Self.line(periods)
        let leavers = Moments(people.filter { $0.count < last }.compactMap(\.last))
        leaverCount = leavers.count
        leaversLast = leavers.count > 0 ? leavers.mean : nil
    }

    // MARK: Who stays

    private struct Staying {
        let model: LogisticRegression
        let usesPeriod: Bool

        func chance(_ before: Double, _ period: Int) -> Double {
            model.chance(usesPeriod ? [before, Double(period)] : [before])
        }
    }

    /// - Returns: `nil` when nobody left.
    private static func fitted(
        _ people: [[Double]], last: Int, priorVariance: Double?
    ) throws(Refusal) -> Staying? {
        var rows: [[Double]] = []
        var stays: [Bool] = []
        for values in people {
            for (period, value) in values.enumerated() where period + 1 < last {
                rows.append([value, Double(period + 1)])
                stays.append(period + 1 < values.count)
            }
        }
        guard stays.contains(false) else { return nil }
        // With two periods there is one time to leave, and no effect of time.
        let usesPeriod = last > 2
        let model = LogisticRegression(
            usesPeriod ? rows : rows.map { [$0[0]] }, outcomes: stays,
            priorVariance: priorVariance)
        guard let model else { throw .undecided }
        return Staying(model: model, usesPeriod: usesPeriod)
    }

    /// By least squares, each value by its weight.
    private static func line(
        _ periods: [(values: [Double], weights: [Double])]
    ) -> LearningLine? {
        var (weight, sumX, sumY) = (0.0, 0.0, 0.0)
        for (period, people) in periods.enumerated() {
            let x = Double.log2(Double(period + 1))
            for (value, one) in zip(people.values, people.weights) {
                weight += one
                sumX += one * x
                sumY += one * value
            }
        }
        guard periods.count > 1, weight > 0 else { return nil }
        let (middle, mean) = (sumX / weight, sumY / weight)
        var (squares, products) = (0.0, 0.0)
        for (period, people) in periods.enumerated() {
            let distance = Double.log2(Double(period + 1)) - middle
            for (value, one) in zip(people.values, people.weights) {
                squares += one * distance * distance
                products += one * distance * (value - mean)
            }
        }
        guard squares > 0 else { return nil }
        let slope = products / squares
        return LearningLine(level: mean - slope * middle, perDoubling: slope)
    }
}
