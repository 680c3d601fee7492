import RealModule

/// A function of several numbers with one top, such as a likelihood, and the way up.
struct ConcaveModel {
    static let stepCountMax = 200

    let value: ([Double]) -> Double
    /// The gradient, and minus the matrix of second derivatives: positive definite.
    let slopeAndCurve: ([Double]) -> (slope: [Double], curve: Matrix)

    /// The top, by Newton's method; a step that does not climb is halved until it does.
    ///
    /// - Returns: `nil` when the curve is flat somewhere, or the steps do not end.
    func top(from start: [Double]) -> (at: [Double], curve: Matrix)? {
        var at = start
        var height = value(at)
        for _ in 0..<Self.stepCountMax {
            let (slope, curve) = slopeAndCurve(at)
            guard height.isFinite, let parts = curve.cholesky else { return nil }
            let step = parts.solve(slope)
            // What a whole step gains, twice over: nothing but rounding is the top.
            let gain = zip(step, slope).reduce(0) { $0 + $1.0 * $1.1 }
            guard gain.isFinite else { return nil }
            if gain <= 1e-18 * (1 + height.magnitude) {
                return (zip(at, step).map { $0 + $1 }, curve)
            }
            // Near the top a whole step is right and the heights differ by rounding alone.
            let floor = height - 1e-12 * (1 + height.magnitude)
            var size = 1.0
            var next = at
            var nextHeight = -Double.infinity
            while size > 1e-9 {
                next = zip(at, step).map { $0 + size * $1 }
                nextHeight = value(next)
                if nextHeight >= floor { break }
                size /= 2
            }
            guard nextHeight >= floor else { return nil }
            at = next
            height = nextHeight
        }
        return nil
    }
}
