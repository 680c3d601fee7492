import RealModule

/// One question after the best and the worst of a few items.
public struct BestWorstTask: Equatable, Sendable {
    /// Different items, by their place; at least two.
    public let shown: [Int]
    public let best: Int
    /// Another than the best; both are among those shown.
    public let worst: Int

    public init(shown: [Int], best: Int, worst: Int) {
        self.shown = shown
        self.best = best
        self.worst = worst
    }
}

/// Choices of a best and a worst: what was counted, and what importance it tells of.
///
/// The model: P(best b, worst w) = e^(u_b − u_w) over the sum of that over all pairs shown.
///
/// Source: Marley and Louviere 2005, Journal of Mathematical Psychology 49:464–480; counts: Finn
/// and Louviere 1992, Journal of Public Policy & Marketing 11(2):12–25.
public struct BestWorstChoices: Equatable, Sendable {
    public let itemCount: Int
    public let tasks: [BestWorstTask]

    /// - Parameter tasks: Their items are places in 0..<itemCount; a defect when not.
    public init(itemCount: Int, tasks: [BestWorstTask]) {
        precondition(
            tasks.allSatisfy { task in
                task.shown.allSatisfy { (0..<itemCount).contains($0) }
                    && task.shown.contains(task.best) && task.shown.contains(task.worst)
                    && task.best != task.worst
            }, "an item that is not there")
        self.itemCount = itemCount
        self.tasks = tasks
    }

    public var best: [Int] { counts { [$0.best] } }
    public var worst: [Int] { counts { [$0.worst] } }
    public var shown: [Int] { counts { $0.shown } }
    public var bestMinusWorst: [Int] { zip(best, worst).map { $0 - $1 } }

    /// (best − worst)/shown: −1…1; `nil` for an item that was never shown.
    public var standardised: [Double?] {
        zip(bestMinusWorst, shown).map { $1 > 0 ? Double($0) / Double($1) : nil }
    }

    private func counts(_ items: (BestWorstTask) -> [Int]) -> [Int] {
        var counts = Array(repeating: 0, count: itemCount)
        for task in tasks { for item in items(task) { counts[item] += 1 } }
        return counts
    }

    /// How often the model expects each item to be best, less how often worst; at the most likely
    /// utilities it is what was counted.
    public func expectedBestMinusWorst(_ utilities: [Double]) -> [Double] {
        var expected = Array(repeating: 0.0, count: itemCount)
        for task in tasks {
            for (item, value) in zip(task.shown, odds(task, utilities).expected) {
                expected[item] += value
            }
        }
        return expected
    }

    /// The most likely utilities, with their sum at 0.
    ///
    /// Cost: for each of a few steps the square of the items shown, over all tasks.
    public func likeliest() throws(ChoiceRefusal) -> ChoiceBelief {
        // The best is not below anything shown, and nothing shown is below the worst.
        var leads = Matrix(rows: itemCount, columns: itemCount)
        for task in tasks {
            for item in task.shown {
                if item != task.best { leads[task.best, item] = 1 }
                if item != task.worst { leads[item, task.worst] = 1 }
            }
        }
        if let apart = itemsApart(itemCount, leads: { leads[$0, $1] > 0 }) {
            throw .separated(apart.0, apart.1)
        }
        return try belief(
            ChoiceAnchor(prior: nil), from: Array(repeating: 0, count: itemCount))
    }

    /// What is believed of one person after a few tasks: the population's until they differ.
    public func belief(prior: ChoicePrior) throws(ChoiceRefusal) -> ChoiceBelief {
        try belief(ChoiceAnchor(prior: prior), from: prior.means)
    }

    private func belief(
        _ anchor: ChoiceAnchor, from start: [Double]
    ) throws(ChoiceRefusal) -> ChoiceBelief {
        let counted = bestMinusWorst.map(Double.init)
        let model = ConcaveModel(
            value: { at in
                tasks.reduce(anchor.value(at)) { value, task in
                    value + at[task.best] - at[task.worst] - odds(task, at).logWhole
                }
            },
            slopeAndCurve: { at in
                var (slope, curve) = anchor.slopeAndCurve(at)
                for item in 0..<itemCount { slope[item] += counted[item] }
                for task in tasks {
                    let odds = odds(task, at)
                    for (one, item) in task.shown.enumerated() {
                        slope[item] -= odds.expected[one]
                        for (other, second) in task.shown.enumerated() {
                            curve[item, second] +=
                                odds.products[one, other]
                                - odds.expected[one] * odds.expected[other]
                        }
                    }
                }
                return (slope, curve)
            })
        guard let top = model.top(from: start), let inverse = top.curve.cholesky?.inverse
        else { throw .notConverged }
        return ChoiceBelief(utilities: top.at, covariance: inverse)
    }

    /// Of one task, by place among those shown: E(d) and E(d·dᵀ), where d is 1 at the best, −1 at
    /// the worst and 0 elsewhere.
    private struct Odds {
        var expected: [Double]
        var products: Matrix
        var logWhole = 0.0
    }

    private func odds(_ task: BestWorstTask, _ at: [Double]) -> Odds {
        let utilities = task.shown.map { at[$0] }
        let size = utilities.count
        let top = utilities.max() ?? 0
        let bottom = utilities.min() ?? 0
        var odds = Odds(
            expected: Array(repeating: 0, count: size),
            products: Matrix(rows: size, columns: size))
        var whole = 0.0
        for best in 0..<size {
            for worst in 0..<size where worst != best {
                let weight = Double.exp((utilities[best] - top) - (utilities[worst] - bottom))
                whole += weight
                odds.expected[best] += weight
                odds.expected[worst] -= weight
                odds.products[best, best] += weight
                odds.products[worst, worst] += weight
                odds.products[best, worst] -= weight
                odds.products[worst, best] -= weight
            }
        }
        for one in 0..<size {
            odds.expected[one] /= whole
            for other in 0..<size { odds.products[one, other] /= whole }
        }
        odds.logWhole = .log(whole) + top - bottom
        return odds
    }
}
