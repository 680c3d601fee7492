/// The plane through numbers with the least squares: y = b0 + b1·x1 + …, with how sure it is.
///
/// Source: Draper and Smith 1998, Applied Regression Analysis, 5.
public struct LeastSquares: Equatable, Sendable {
    /// The level first, then one a feature.
    public let coefficients: [Double]
    public let standardErrors: [Double]
    /// Rows less coefficients.
    public let degrees: Double
    /// What of the spread the features tell: 0…1; `nil` when y does not vary.
    public let explained: Double?

    /// - Parameters:
    ///   - rows: The features of each, all of one length.
    ///   - values: As many as rows.
    /// - Returns: `nil` unless there are more rows than coefficients, and when a feature does not
    ///   vary or follows from others.
    ///
    /// Cost: rows times features squared.
    public init?(_ rows: [[Double]], values: [Double]) {
        guard let width = rows.first?.count, rows.count == values.count, rows.count > width + 1,
            rows.allSatisfy({ $0.count == width })
        else { return nil }
        let count = Double(rows.count)
        let middles = (0..<width).map { column in rows.reduce(0) { $0 + $1[column] } / count }
        let mean = values.reduce(0, +) / count
        // About the middles: the level then stands apart, and little is lost by rounding.
        var products = Matrix(rows: width, columns: width)
        var withValue = Array(repeating: 0.0, count: width)
        for (row, value) in zip(rows, values) {
            let off = zip(row, middles).map { $0 - $1 }
            for one in 0..<width {
                withValue[one] += off[one] * (value - mean)
                for other in 0..<width { products[one, other] += off[one] * off[other] }
            }
        }
        guard let parts = products.cholesky else { return nil }
        let slopes = parts.solve(withValue)
        let inverse = parts.inverse
        var (rest, whole) = (0.0, 0.0)
        for (row, value) in zip(rows, values) {
            var fitted = mean
            for column in 0..<width { fitted += slopes[column] * (row[column] - middles[column]) }
            rest += (value - fitted) * (value - fitted)
            whole += (value - mean) * (value - mean)
        }
        degrees = count - Double(width) - 1
        let noise = rest / degrees
        let shift = zip(inverse.times(middles), middles).reduce(0) { $0 + $1.0 * $1.1 }
        coefficients = [mean - zip(slopes, middles).reduce(0) { $0 + $1.0 * $1.1 }] + slopes
        standardErrors =
            [(noise * (1 / count + max(0, shift))).squareRoot()]
            + (0..<width).map { (noise * max(0, inverse[$0, $0])).squareRoot() }
        explained = whole > 0 ? min(max(1 - rest / whole, 0), 1) : nil
        guard (coefficients + standardErrors).allSatisfy(\.isFinite) else { return nil }
    }

    /// Where a coefficient lies, by Student's t with as many degrees as there are.
    public func interval(_ place: Int, alpha: Double = 0.05) -> Interval {
        let reach =
            StudentT.quantile(1 - alpha / 2, degrees: degrees) * standardErrors[place]
        return Interval(coefficients[place] - reach, coefficients[place] + reach)
    }
}
