import RealModule

/// How likely something is by some features: logit p = b0 + b1·x1 + …
///
/// Source: Cox 1958, Journal of the Royal Statistical Society B 20:215–242; by Newton's method.
public struct LogisticRegression: Equatable, Sendable {
    /// The level first, then one a feature.
    public let coefficients: [Double]
    /// Of each coefficient, from the curve of the likelihood at its top.
    public let standardErrors: [Double]
    /// By natural logarithm; without the prior.
    public let logLikelihood: Double

    /// A share further out than this on the logit scale is one that features alone decide.
    private static let logitMax = 25.0

    /// The most likely coefficients, or with a prior the most believed.
    ///
    /// - Parameters:
    ///   - rows: The features of each, all of one length.
    ///   - outcomes: Whether it happened; as many as rows.
    ///   - priorVariance: Of the coefficients of features in standard deviations, normal about 0,
    ///     above 0; the level has none. `nil` is none at all.
    /// - Returns: `nil` of no rows, of rows of several lengths, when a feature does not vary or
    ///   follows from others, or when features alone decide about someone and no prior holds them.
    ///
    /// Cost: rows times features squared, for each of some ten steps.
    public init?(_ rows: [[Double]], outcomes: [Bool], priorVariance: Double? = nil) {
        guard let width = rows.first?.count, rows.count == outcomes.count,
            rows.allSatisfy({ $0.count == width }), outcomes.contains(true),
            outcomes.contains(false), let scales = Self.scales(rows)
        else { return nil }
        let scaled = rows.map { row in
            [1.0] + zip(row, scales).map { ($0 - $1.middle) / $1.spread }
        }
        let surety = priorVariance.map { 1 / $0 } ?? 0
        let sureties = [0] + Array(repeating: surety, count: width)
        let model = ConcaveModel(
            value: { at in Self.height(at, scaled, outcomes, sureties) },
            slopeAndCurve: { at in Self.slopeAndCurve(at, scaled, outcomes, sureties) })
        guard let top = model.top(from: Array(repeating: 0, count: width + 1)),
            let inverse = top.curve.cholesky?.inverse,
            scaled.allSatisfy({ abs(Self.dot($0, top.at)) <= Self.logitMax })
        else { return nil }
        logLikelihood = Self.height(top.at, scaled, outcomes, sureties.map { _ in 0 })
        // Back from standard deviations: slope/spread, and a level that takes the middles in.
        let shifts = [1.0] + scales.map { -$0.middle / $0.spread }
        coefficients =
            [Self.dot(top.at, shifts)]
            + zip(top.at.dropFirst(), scales).map { $0 / $1.spread }
        let levelVariance = Self.dot(inverse.times(shifts), shifts)
        standardErrors =
            [max(0, levelVariance).squareRoot()]
            + scales.enumerated().map { place, scale in
                max(0, inverse[place + 1, place + 1]).squareRoot() / scale.spread
            }
        guard (coefficients + standardErrors + [logLikelihood]).allSatisfy(\.isFinite) else {
            return nil
        }
    }

    /// How likely it is for someone with these features: 0…1.
    public func chance(_ row: [Double]) -> Double {
        logistic(zip(row, coefficients.dropFirst()).reduce(coefficients[0]) { $0 + $1.0 * $1.1 })
    }

    // MARK: Likelihood

    private static func scales(_ rows: [[Double]]) -> [(middle: Double, spread: Double)]? {
        var scales: [(middle: Double, spread: Double)] = []
        for column in rows[0].indices {
            let moments = Moments(rows.map { $0[column] })
            guard let spread = moments.standardDeviation, spread.isFinite,
                spread > 1e-12 * moments.mean.magnitude
            else { return nil }
            scales.append((moments.mean, spread))
        }
        return scales
    }

    private static func dot(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func height(
        _ at: [Double], _ rows: [[Double]], _ outcomes: [Bool], _ sureties: [Double]
    ) -> Double {
        var height = -zip(at, sureties).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } / 2
        for (row, happened) in zip(rows, outcomes) {
            let logit = dot(row, at)
            height -= softPlus(happened ? -logit : logit)
        }
        return height
    }

    private static func slopeAndCurve(
        _ at: [Double], _ rows: [[Double]], _ outcomes: [Bool], _ sureties: [Double]
    ) -> (slope: [Double], curve: Matrix) {
        var slope = zip(at, sureties).map { -$0 * $1 }
        var curve = Matrix(rows: at.count, columns: at.count)
        for place in at.indices { curve[place, place] = sureties[place] }
        for (row, happened) in zip(rows, outcomes) {
            let share = logistic(dot(row, at))
            let weight = share * (1 - share)
            for one in at.indices {
                slope[one] += ((happened ? 1 : 0) - share) * row[one]
                for other in 0...one { curve[one, other] += weight * row[one] * row[other] }
            }
        }
        for one in at.indices {
            for other in 0..<one { curve[other, one] = curve[one, other] }
        }
        return (slope, curve)
    }
}

/// How well chances foretold what happened.
public struct ForetellingScore: Equatable, Sendable {
    /// The mean of −ln(the chance given to what happened): lower is better, ln 2 is a coin's.
    public let logLoss: Double
    /// How often who it happened to had the higher chance, ties as halves: ½ is a coin's. `nil`
    /// when it happened to all or to nobody.
    public let ranking: Double?

    /// - Returns: `nil` of nobody.
    ///
    /// Cost: n·log n. Source: Good 1952, Journal of the Royal Statistical Society B 14:107–114;
    /// Hanley and McNeil 1982, Radiology 143:29–36.
    public init?(chances: [Double], outcomes: [Bool]) {
        guard !chances.isEmpty, chances.count == outcomes.count else { return nil }
        var loss = 0.0
        for (chance, happened) in zip(chances, outcomes) {
            loss -= .log(max(happened ? chance : 1 - chance, .leastNormalMagnitude))
        }
        logLoss = loss / Double(chances.count)
        let order = chances.indices.sorted { chances[$0] < chances[$1] }
        var (ranks, place) = (0.0, 0)
        while place < order.count {
            var end = place
            while end < order.count, chances[order[end]] == chances[order[place]] { end += 1 }
            let happened = order[place..<end].count { outcomes[$0] }
            ranks += Double(happened) * (Double(place + end - 1) / 2 + 1)
            place = end
        }
        let count = Double(outcomes.count { $0 })
        let others = Double(outcomes.count) - count
        ranking =
            count > 0 && others > 0 ? (ranks - count * (count + 1) / 2) / (count * others) : nil
    }
}
