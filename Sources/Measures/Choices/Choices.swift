import RealModule

/// Why importance cannot be told from choices.
public enum ChoiceRefusal: Error, Equatable, Sendable {
    /// No chain of choices leads from the one item to the other and back, so the most likely
    /// importance is endless: more choices, or a prior, would help.
    case separated(Int, Int)
    /// The numbers are too large, or too unequal, for the steps to end.
    case notConverged
}

/// What a person's utilities are before they have chosen anything: each N(mean, variance),
/// apart from the others.
public struct ChoicePrior: Equatable, Sendable {
    /// The population's, by item.
    public let means: [Double]
    /// τ²: between people; above 0.
    public let variance: Double

    public init(means: [Double], variance: Double) {
        self.means = means
        self.variance = variance
    }
}

/// How important items are, from choices between them.
///
/// Utilities are on the logit scale: only their differences mean anything.
public struct ChoiceBelief: Equatable, Sendable {
    /// By item; with a mean of 0 unless a prior said where they lie.
    public let utilities: [Double]
    /// Rows and columns are items.
    public let covariance: Matrix

    public init(utilities: [Double], covariance: Matrix) {
        self.utilities = utilities
        self.covariance = covariance
    }

    /// How important each item is: e^u over the sum of them; together 1.
    public var shares: [Double] {
        let top = utilities.max() ?? 0
        let weights = utilities.map { Double.exp($0 - top) }
        let whole = weights.reduce(0, +)
        return weights.map { $0 / whole }
    }

    /// The utilities with one item's at 0.
    public func relative(to reference: Int) -> [Double] {
        utilities.map { $0 - utilities[reference] }
    }

    /// How sure the differences with one item are; 0 for itself.
    public func standardErrors(relativeTo reference: Int) -> [Double] {
        utilities.indices.map { differenceVariance($0, reference).squareRoot() }
    }

    func differenceVariance(_ one: Int, _ other: Int) -> Double {
        guard one != other else { return 0 }
        return max(
            0, covariance[one, one] + covariance[other, other] - 2 * covariance[one, other])
    }
}

/// How often each item was chosen over each other one.
public struct PairChoices: Equatable, Sendable {
    static let sweepCountMax = 500

    /// Rows are the item that was chosen, columns the other; not below 0, and 0 on the diagonal.
    public let wins: Matrix

    /// - Parameter wins: Square.
    public init(wins: Matrix) {
        precondition(wins.rowCount == wins.columnCount, "as many rows as columns")
        self.wins = wins
    }

    private var count: Int { wins.rowCount }

    /// The most likely importance: logit P(one over other) = difference of their utilities.
    ///
    /// Strengths are improved by θ ← wins/Σ n/(θ + θ'), which climbs at every sweep, and finished
    /// by Newton's method. Cost: quadratic in items for a sweep, cubic at the end.
    ///
    /// Source: Bradley and Terry 1952, Biometrika 39:324–345; when there is a most likely one: Ford
    /// 1957, American Mathematical Monthly 64(8):28–33; the sweeps: Hunter 2004, Annals of
    /// Statistics 32:384–406.
    public func likeliest() throws(ChoiceRefusal) -> ChoiceBelief {
        if let apart = itemsApart(count, leads: { wins[$0, $1] > 0 }) {
            throw .separated(apart.0, apart.1)
        }
        let model = model(prior: nil)
        guard let top = model.top(from: swept()), let inverse = top.curve.cholesky?.inverse
        else { throw .notConverged }
        return ChoiceBelief(utilities: top.at, covariance: inverse)
    }

    /// What is believed of one person after a few choices: the population's until they differ.
    ///
    /// Choices that all go one way cannot drive it to endless, so three to five are enough.
    public func belief(prior: ChoicePrior) throws(ChoiceRefusal) -> ChoiceBelief {
        guard let top = model(prior: prior).top(from: prior.means),
            let inverse = top.curve.cholesky?.inverse
        else { throw .notConverged }
        return ChoiceBelief(utilities: top.at, covariance: inverse)
    }

    private func swept() -> [Double] {
        var logs = Array(repeating: 0.0, count: count)
        for _ in 0..<Self.sweepCountMax {
            var next = logs
            for one in 0..<count {
                var (won, faced) = (0.0, 0.0)
                for other in 0..<count where other != one {
                    won += wins[one, other]
                    let met = wins[one, other] + wins[other, one]
                    // θ/(θ + θ'), so that strengths far apart cannot overflow.
                    if met > 0 { faced += met * logistic(next[one] - next[other]) }
                }
                next[one] += .log(won / faced)
            }
            let middle = next.reduce(0, +) / Double(count)
            for one in 0..<count { next[one] -= middle }
            let change = zip(next, logs).map { ($0 - $1).magnitude }.max() ?? 0
            logs = next
            if change < 1e-10 { break }
        }
        return logs
    }

    private func model(prior: ChoicePrior?) -> ConcaveModel {
        let anchor = ChoiceAnchor(prior: prior)
        return ConcaveModel(
            value: { at in
                var value = anchor.value(at)
                for one in 0..<count {
                    for other in 0..<count where wins[one, other] > 0 {
                        value -= wins[one, other] * softPlus(at[other] - at[one])
                    }
                }
                return value
            },
            slopeAndCurve: { at in
                var (slope, curve) = anchor.slopeAndCurve(at)
                for one in 0..<count {
                    for other in 0..<one {
                        let met = wins[one, other] + wins[other, one]
                        guard met > 0 else { continue }
                        let share = logistic(at[one] - at[other])
                        let rest = wins[one, other] - met * share
                        slope[one] += rest
                        slope[other] -= rest
                        let weight = met * share * (1 - share)
                        curve[one, one] += weight
                        curve[other, other] += weight
                        curve[one, other] -= weight
                        curve[other, one] -= weight
                    }
                }
                return (slope, curve)
            })
    }
}

/// What holds utilities in place, since choices tell only their differences: a prior, or that
/// their sum is 0.
struct ChoiceAnchor {
    let prior: ChoicePrior?

    func value(_ at: [Double]) -> Double {
        guard let prior else {
            let sum = at.reduce(0, +)
            return -sum * sum / 2
        }
        return zip(at, prior.means).reduce(0) {
            $0 - ($1.0 - $1.1) * ($1.0 - $1.1) / (2 * prior.variance)
        }
    }

    func slopeAndCurve(_ at: [Double]) -> (slope: [Double], curve: Matrix) {
        guard let prior else {
            let sum = at.reduce(0, +)
            return (
                Array(repeating: -sum, count: at.count),
                Matrix(rows: at.count, columns: at.count, filledWith: 1)
            )
        }
        var curve = Matrix(rows: at.count, columns: at.count)
        for item in at.indices { curve[item, item] = 1 / prior.variance }
        return (zip(prior.means, at).map { ($0 - $1) / prior.variance }, curve)
    }
}

/// Two items between which no chain leads both ways; `nil` when every item leads to every other.
func itemsApart(_ count: Int, leads: (Int, Int) -> Bool) -> (Int, Int)? {
    guard count > 1 else { return nil }
    for isForward in [true, false] {
        var seen = Array(repeating: false, count: count)
        var open = [0]
        seen[0] = true
        while let item = open.popLast() {
            for other in 0..<count where !seen[other] {
                guard isForward ? leads(item, other) : leads(other, item) else { continue }
                seen[other] = true
                open.append(other)
            }
        }
        if let missing = seen.firstIndex(of: false) {
            return isForward ? (0, missing) : (missing, 0)
        }
    }
    return nil
}
