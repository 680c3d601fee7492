import RealModule

/// How sure one person may be that a promise will be kept, by how it went with them so far.
///
/// What was long ago counts for less, and the belief goes back to what others live through. Cost: a
/// sort of the outcomes. Source: measures.md 1.9; West and Harrison 1997, Bayesian Forecasting and
/// Dynamic Models, 14.3. That half is forgotten in 180 days is a choice of this house.
public struct ExpectedKeeping: Equatable, Sendable {
    /// After so many days an outcome counts for half.
    public static let halfLifeDays = 180.0
    static let keptPerDay = Double.exp2(-1 / halfLifeDays)

    /// How likely it is that the next one is kept, in millionths.
    public let level: Int32
    /// Where that lies at 95 %, in millionths.
    public let low: Int32
    public let high: Int32
    /// How many outcomes of theirs it rests on; none, and it is what others live through.
    public let count: Int

    /// - Parameters:
    ///   - outcomes: When, in milliseconds since 1970, and whether it was kept; in any order. What
    ///     comes after `moment` is not known then.
    ///   - prior: What others live through: ``KeptSums/prior(without:)``.
    public init(
        _ outcomes: [(at: Int64, isKept: Bool)], prior: BetaDistribution, at moment: Int64
    ) {
        var belief = DiscountedBeta(prior: prior, keptPerDay: Self.keptPerDay)
        let known = outcomes.filter { $0.at <= moment }.sorted {
            ($0.at, $0.isKept ? 1 : 0) < ($1.at, $1.isKept ? 1 : 0)
        }
        var last = known.first?.at ?? moment
        func days(_ at: Int64) -> Double {
            max(0, Double(at) - Double(last)) / PersonExpectation.dayLength
        }
        for outcome in known {
            belief.add(outcome.isKept ? 1 : 0, after: days(outcome.at))
            last = outcome.at
        }
        let now = belief.waited(days: days(moment))
        level = HeldExpectation.millionths(now.mean)
        low = HeldExpectation.millionths(now.quantile(0.025))
        high = HeldExpectation.millionths(now.quantile(0.975))
        count = known.count
    }
}

/// How a house kept one promise to all of its people: what somebody new starts from.
public struct KeptSums: Equatable, Sendable {
    /// What is taken over from others counts as much as so many promises.
    private static let strength = 2.0

    public private(set) var people = 0
    public private(set) var kept = 0
    public private(set) var judged = 0

    public init() {}

    /// - Parameters:
    ///   - kept: Of one person, 0…judged.
    ///   - judged: Nothing is added when it is 0.
    public mutating func add(kept: Int, of judged: Int) {
        guard judged > 0, (0...judged).contains(kept) else { return }
        people += 1
        self.kept += kept
        self.judged += judged
    }

    /// - Parameter own: Of whom it is for, when they are among these.
    /// - Returns: Anything as likely when fewer than ten others are known.
    public func prior(without own: (kept: Int, judged: Int)? = nil) -> BetaDistribution {
        var others = self
        if let own, own.judged > 0, people > 0, own.kept <= kept, own.judged <= judged {
            others.people -= 1
            others.kept -= own.kept
            others.judged -= own.judged
        }
        guard others.people >= ExpectationPrior.least else { return BetaDistribution(a: 1, b: 1) }
        let share = (Double(others.kept) + 1) / (Double(others.judged) + 2)
        return BetaDistribution(a: Self.strength * share, b: Self.strength * (1 - share))
    }
}
