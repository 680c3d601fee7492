import RealModule

/// One choice among some options.
public struct OptionTask: Equatable, Sendable {
    /// Each option's attributes, as many of every option.
    public let options: [[Double]]
    /// The place of the one that was taken.
    public let chosen: Int

    public init(options: [[Double]], chosen: Int) {
        self.options = options
        self.chosen = chosen
    }
}

/// Choices among options that are told by their attributes: P(option) = e^(u·x) over the sum of
/// that over all options of the task.
///
/// Source: McFadden 1974, in Zarembka, Frontiers in Econometrics, 105-142 (conditional logit).
public struct OptionChoices: Equatable, Sendable {
    public let attributeCount: Int
    public let tasks: [OptionTask]

    /// - Parameter tasks: Each with as many attributes for every option, and a choice among them;
    ///   a defect when not.
    public init(attributeCount: Int, tasks: [OptionTask]) {
        precondition(
            tasks.allSatisfy { task in
                task.options.indices.contains(task.chosen)
                    && task.options.allSatisfy { $0.count == attributeCount }
            }, "an option that is not there")
        self.attributeCount = attributeCount
        self.tasks = tasks
    }

    /// What is believed after the choices, when each weight was N(mean, variance) before them.
    ///
    /// A wide prior gives what the choices alone say and still ends where they all go one way.
    ///
    /// - Parameters:
    ///   - means: By attribute.
    ///   - variances: By attribute; above 0.
    ///   - start: Where to begin to look; the means when `nil`.
    ///
    /// Cost: for each of a few steps, options × the square of the attributes.
    public func belief(
        means: [Double], variances: [Double], from start: [Double]? = nil
    ) throws(ChoiceRefusal) -> ChoiceBelief {
        let model = ConcaveModel(
            value: { at in
                var value = 0.0
                for (one, mean) in means.enumerated() {
                    value -= (at[one] - mean) * (at[one] - mean) / (2 * variances[one])
                }
                return tasks.reduce(value) { $0 + logLikelihood($1, at) }
            },
            slopeAndCurve: { at in
                var slope = zip(zip(means, at), variances).map { ($0.0 - $0.1) / $1 }
                var curve = Matrix(rows: attributeCount, columns: attributeCount)
                for one in 0..<attributeCount { curve[one, one] = 1 / variances[one] }
                for task in tasks { add(task, at, to: &slope, &curve) }
                return (slope, curve)
            })
        guard let top = model.top(from: start ?? means), let inverse = top.curve.cholesky?.inverse
        else { throw .notConverged }
        return ChoiceBelief(utilities: top.at, covariance: inverse)
    }

    private func add(
        _ task: OptionTask, _ at: [Double], to slope: inout [Double], _ curve: inout Matrix
    ) {
        let shares = Self.shares(task, at)
        var expected = Array(repeating: 0.0, count: attributeCount)
        for (option, share) in zip(task.options, shares) {
            for one in 0..<attributeCount { expected[one] += share * option[one] }
        }
        for one in 0..<attributeCount {
            slope[one] += task.options[task.chosen][one] - expected[one]
        }
        for (option, share) in zip(task.options, shares) {
            for one in 0..<attributeCount {
                let weight = share * (option[one] - expected[one])
                for other in 0..<attributeCount {
                    curve[one, other] += weight * (option[other] - expected[other])
                }
            }
        }
    }

    /// How likely each option is to be taken; together 1.
    public static func shares(_ task: OptionTask, _ utilities: [Double]) -> [Double] {
        let worth = task.options.map { Self.worth($0, utilities) }
        let top = worth.max() ?? 0
        let odds = worth.map { Double.exp($0 - top) }
        let whole = odds.reduce(0, +)
        return odds.map { $0 / whole }
    }

    private static func worth(_ option: [Double], _ utilities: [Double]) -> Double {
        zip(option, utilities).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The option that is likeliest; of equals the first.
    public static func likeliest(_ task: OptionTask, _ utilities: [Double]) -> Int {
        let worth = task.options.map { Self.worth($0, utilities) }
        let top = worth.max() ?? 0
        return worth.firstIndex(of: top) ?? 0
    }

    private func logLikelihood(_ task: OptionTask, _ at: [Double]) -> Double {
        let worth = task.options.map { Self.worth($0, at) }
        let top = worth.max() ?? 0
        let whole = worth.reduce(0) { $0 + .exp($1 - top) }
        return worth[task.chosen] - top - .log(whole)
    }
}

/// What many people's choices tell of each of them: each drawn towards the others as far as they
/// are alike.
///
/// Mean and spread between people are found by turns with what each believes, which is taken to
/// be normal around its top. Source: Laird and Ware 1982, Biometrics 38:963-974 (by turns);
/// Train 2009, Discrete Choice Methods with Simulation, 2nd ed., ch. 11 (one person's weights).
struct PeoplesChoices {
    static let turnCount = 15
    /// Below this people do not differ.
    static let leastVariance = 1e-4

    let means: [Double]
    let variances: [Double]
    let beliefs: [ChoiceBelief]

    /// - Parameters:
    ///   - start: What all choices together say.
    ///   - isOneVariance: Whether all weights are held to differ as much.
    ///   - belief: What is believed of a person, by place, under means and variances.
    init(
        count: Int, start: [Double], isOneVariance: Bool,
        belief: (Int, [Double], [Double]) throws(ChoiceRefusal) -> ChoiceBelief
    ) throws(ChoiceRefusal) {
        var means = start
        var variances = start.map { _ in 1.0 }
        var beliefs: [ChoiceBelief] = []
        for _ in 0..<Self.turnCount {
            beliefs = []
            for person in 0..<count { beliefs.append(try belief(person, means, variances)) }
            let size = Double(max(1, count))
            for one in means.indices {
                means[one] = beliefs.reduce(0) { $0 + $1.utilities[one] } / size
            }
            for one in means.indices {
                let mean = means[one]
                variances[one] = beliefs.reduce(0) { sum, belief in
                    let apart = belief.utilities[one] - mean
                    return sum + apart * apart + belief.covariance[one, one]
                }
                variances[one] = max(Self.leastVariance, variances[one] / size)
            }
            if isOneVariance {
                let mean = variances.reduce(0, +) / Double(max(1, variances.count))
                variances = variances.map { _ in mean }
            }
        }
        self.means = means
        self.variances = variances
        self.beliefs = beliefs
    }
}

/// Choices that were kept apart while weights were found, and whether they are told rightly.
struct HeldChoices {
    /// Every fourth choice of a person is held.
    static let every = 4

    /// A person's choices: those to learn from, and those to tell.
    static func parted<Task>(_ tasks: [Task]) -> (learn: [Task], held: [Task]) {
        let places = tasks.indices
        let isHeld = { (place: Int) in place % every == every - 1 }
        return (
            places.filter { !isHeld($0) }.map { tasks[$0] },
            places.filter(isHeld).map { tasks[$0] }
        )
    }

    /// A row of how often a choice was told rightly, person by person since theirs hang together.
    static func row(
        _ name: String, _ people: [(right: Int, of: Int)], chance: Double
    ) -> SurveyRow {
        let asked = people.filter { $0.of > 0 }
        let rate = ClusteredRate(asked.map { (kept: Double($0.right), due: Double($0.of)) })
        let interval = rate.map { rate in
            let reach = StandardNormal.z95 * rate.standardError
            return Interval(clipped(rate.rate - reach), clipped(rate.rate + reach))
        }
        return SurveyRow(
            name,
            Published(
                value: rate?.rate, count: asked.count,
                coverage: people.isEmpty ? 0 : Double(asked.count) / Double(people.count),
                interval: interval, posteriorSD: rate?.standardError),
            [
                "choices": Double(asked.reduce(0) { $0 + $1.of }),
                "right": Double(asked.reduce(0) { $0 + $1.right }), "chance": chance,
            ])
    }
}
