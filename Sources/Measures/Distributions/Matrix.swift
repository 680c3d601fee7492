import RealModule

/// A small dense matrix of real numbers, by rows; enough for models with a few hundred unknowns.
public struct Matrix: Equatable, Sendable {
    public let rowCount: Int
    public let columnCount: Int
    private var values: [Double]

    /// A matrix with the same number everywhere.
    public init(rows: Int, columns: Int, filledWith value: Double = 0) {
        rowCount = rows
        columnCount = columns
        values = Array(repeating: value, count: rows * columns)
    }

    /// - Parameter rows: Each as long as the first; a defect when not.
    public init(_ rows: [[Double]]) {
        rowCount = rows.count
        columnCount = rows.first?.count ?? 0
        values = rows.flatMap { $0 }
        precondition(values.count == rowCount * columnCount, "the rows differ in length")
    }

    public subscript(_ row: Int, _ column: Int) -> Double {
        get { values[row * columnCount + column] }
        set { values[row * columnCount + column] = newValue }
    }

    /// The matrix times a vector as long as a row.
    public func times(_ vector: [Double]) -> [Double] {
        (0..<rowCount).map { row in
            var sum = 0.0
            for column in 0..<columnCount { sum += self[row, column] * vector[column] }
            return sum
        }
    }

    /// The L of L·Lᵀ; `nil` when the matrix is not symmetric and positive definite, or nearly not.
    ///
    /// Reads the lower half. Cost: cubic in the rows.
    public var cholesky: Cholesky? {
        guard rowCount == columnCount else { return nil }
        var lower = Matrix(rows: rowCount, columns: rowCount)
        for column in 0..<rowCount {
            for row in column..<rowCount {
                var rest = self[row, column]
                for inner in 0..<column { rest -= lower[row, inner] * lower[column, inner] }
                if row == column {
                    // Below this, what is left is the rounding of what was taken away.
                    guard rest.isFinite, rest > 1e-14 * self[row, row] else { return nil }
                    lower[row, row] = rest.squareRoot()
                } else {
                    lower[row, column] = rest / lower[column, column]
                }
            }
        }
        return Cholesky(lower: lower)
    }
}

/// A symmetric, positive definite matrix, taken apart so that equations with it are cheap.
public struct Cholesky: Sendable {
    /// Nothing above its diagonal; times its own mirror image it is the matrix.
    public let lower: Matrix

    /// The x with matrix·x = vector. Cost: quadratic in the rows.
    public func solve(_ vector: [Double]) -> [Double] {
        var x = vector
        for row in 0..<x.count {
            for column in 0..<row { x[row] -= lower[row, column] * x[column] }
            x[row] /= lower[row, row]
        }
        for row in (0..<x.count).reversed() {
            for below in (row + 1)..<max(row + 1, x.count) {
                x[row] -= lower[below, row] * x[below]
            }
            x[row] /= lower[row, row]
        }
        return x
    }

    /// The inverse of the matrix. Cost: cubic in the rows.
    public var inverse: Matrix {
        let size = lower.rowCount
        var inverse = Matrix(rows: size, columns: size)
        var unit = Array(repeating: 0.0, count: size)
        for column in 0..<size {
            unit[column] = 1
            for (row, value) in solve(unit).enumerated() { inverse[row, column] = value }
            unit[column] = 0
        }
        return inverse
    }
}
