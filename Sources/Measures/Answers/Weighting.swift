/// A mean in which each counts by a weight, and of how many equal ones it is worth.
public struct WeightedMean: Equatable, Sendable {
    public let value: Double
    /// (Σw)²/Σw². Kish 1965, Survey Sampling, 11.7.
    public let effectiveCount: Double

    /// - Parameters:
    ///   - values: As many as weights.
    ///   - weights: 0 or above.
    /// - Returns: `nil` when no weight is above 0.
    public init?(_ values: [Double], weights: [Double]) {
        var (sum, weighted, squares) = (0.0, 0.0, 0.0)
        for (value, weight) in zip(values, weights) {
            sum += weight
            weighted += weight * value
            squares += weight * weight
        }
        guard sum > 0, sum.isFinite, squares.isFinite, squares > 0 else { return nil }
        value = weighted / sum
        effectiveCount = sum * sum / squares
    }

    /// The mean of everybody, from those who answered and how likely each was to: Σ(y/π)/Σ(1/π).
    ///
    /// Hájek 1971. Trim what is not known for sure to ``propensityLeast``…1 first.
    ///
    /// - Parameter propensities: Above 0, at most 1; one an answer.
    public static func inverse(_ answers: [Double], propensities: [Double]) -> Self? {
        Self(answers, weights: propensities.map { 1 / $0 })
    }
}

/// No chance to be asked and to answer is taken for smaller: measures.md 1.16.
public let propensityLeast = 0.02

/// One kind of people: how many there are, how many were seen, and their mean.
public struct Stratum: Equatable, Sendable {
    /// Above 0.
    public let people: Double
    /// Above 0.
    public let seen: Double
    public let mean: Double

    public init(people: Double, seen: Double, mean: Double) {
        self.people = people
        self.seen = seen
        self.mean = mean
    }

    /// For how many people each one seen stands.
    public var weight: Double { people / seen }

    /// The mean when each kind counts with its people, and of how many it is worth.
    ///
    /// Holt and Smith 1979, JRSS A 142:33.
    ///
    /// - Parameter strata: At least one.
    public static func poststratified(
        _ strata: [Self]
    ) -> (mean: Double, naive: Double, effectiveCount: Double) {
        let all = strata.reduce(0) { $0 + $1.people }
        let seen = strata.reduce(0) { $0 + $1.seen }
        let squares = strata.reduce(0) { $0 + $1.people * $1.weight }
        return (
            strata.reduce(0) { $0 + $1.people / all * $1.mean },
            strata.reduce(0) { $0 + $1.seen / seen * $1.mean }, all * (all / squares)
        )
    }
}

/// A table made to have known margins, with how its rows and columns go together kept.
///
/// Rows and columns are scaled in turn: Deming and Stephan 1940, Annals of Mathematical Statistics
/// 11:427.
///
/// - Parameters:
///   - table: Rows of cells, each 0 or above; as many as targets.
///   - rows: What each row must come to; above 0.
///   - columns: What each column must come to; above 0; together what the rows come to.
/// - Returns: `nil` when ``rakingRoundMax`` rounds do not meet the margins to a share of 1e-10:
///   where cells are empty no table may.
/// - Complexity: Cells times rounds.
public func raked(_ table: [[Double]], rows: [Double], columns: [Double]) -> [[Double]]? {
    var table = table
    for _ in 0..<rakingRoundMax {
        for row in table.indices {
            let sum = table[row].reduce(0, +)
            guard sum > 0 else { return nil }
            for column in columns.indices { table[row][column] *= rows[row] / sum }
        }
        for column in columns.indices {
            let sum = table.reduce(0) { $0 + $1[column] }
            guard sum > 0 else { return nil }
            for row in table.indices { table[row][column] *= columns[column] / sum }
        }
        let isMet = zip(table, rows).allSatisfy { cells, target in
            abs(cells.reduce(0, +) - target) <= 1e-10 * target
        }
        if isMet { return table }
    }
    return nil
}

public let rakingRoundMax = 2_000

/// What is known of one person: predicted from events, and perhaps said.
public struct Prediction: Equatable, Sendable {
    public let predicted: Double
    /// `nil` of who is silent.
    public let answer: Double?
    /// The chance to be asked and to answer: above 0, at most 1. Logged, not guessed.
    public let propensity: Double

    public init(predicted: Double, answer: Double? = nil, propensity: Double = 1) {
        self.predicted = predicted
        self.answer = answer
        self.propensity = propensity
    }
}

/// The mean of everybody from what events predict of all and what some answered.
public struct PredictedMean: Equatable, Sendable {
    /// Of everybody's prediction.
    public let eventsOnly: Double
    /// Of those who answered.
    public let answersOnly: Double
    /// Predictions set right by the mean of their errors, where those who answered are a random
    /// sample: Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Science 382:669.
    public let predictionPowered: Double
    /// Of ``predictionPowered``: √(Var f/N + Var(y − f)/n); `nil` of fewer than two answers.
    public let standardError: Double?
    /// Each error counts by 1/π: right when the predictions are, or the chances are. Robins,
    /// Rotnitzky and Zhao 1994, JASA 89:846.
    public let doublyRobust: Double

    /// - Returns: `nil` when nobody answered.
    public init?(_ people: [Prediction]) {
        var (all, errors, answers) = (Moments(), Moments(), Moments())
        var weighted = 0.0
        for person in people {
            all.add(person.predicted)
            guard let answer = person.answer else { continue }
            answers.add(answer)
            errors.add(answer - person.predicted)
            weighted += (answer - person.predicted) / person.propensity
        }
        guard answers.count > 0 else { return nil }
        eventsOnly = all.mean
        answersOnly = answers.mean
        predictionPowered = all.mean + errors.mean
        doublyRobust = all.mean + weighted / Double(all.count)
        standardError = errors.variance.map { variance in
            ((all.variance ?? 0) / Double(all.count) + variance / Double(errors.count))
                .squareRoot()
        }
    }
}

/// What the silent could make of a mean of shares. Weighting removes most of the bias, not all.
public enum SilentPeople {
    /// The mean when the silent are what was predicted of them, moved by `shift` and kept in 0…1.
    ///
    /// - Parameter people: At least one; predictions and answers in 0…1.
    public static func shifted(_ people: [Prediction], by shift: Double) -> Double {
        let sum = people.reduce(0.0) {
            $0 + ($1.answer ?? min(1, max(0, $1.predicted + shift)))
        }
        return sum / Double(people.count)
    }

    /// The mean when all the silent are 0, and when they all are 1: nothing is supposed.
    ///
    /// Manski 1989, Journal of Human Resources 24:343.
    ///
    /// - Parameter answers: In 0…1; `nil` of the silent; at least one.
    public static func bounds(_ answers: [Double?]) -> Interval {
        let said = answers.compactMap { $0 }.reduce(0, +)
        let silent = Double(answers.count { $0 == nil })
        let all = Double(answers.count)
        return Interval(said / all, (said + silent) / all)
    }
}
