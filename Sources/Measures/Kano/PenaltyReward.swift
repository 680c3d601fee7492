/// What an attribute is to people, told from how their overall score goes with it, without asking.
///
/// Two yes-or-no features an attribute: rated low, and rated high; in between is neither. The
/// penalty is what low does to the overall score, the reward what high does, other attributes being
/// the same. It is of a crowd that is alike: a Kano answer of one person says more of them.
///
/// Source: Brandt 1987, in Surprenant, Add Value to Your Service, AMA, 61–65; with Mikulić and
/// Prebežac 2011, Managing Service Quality 21:46–66 (of the crowd, and of correlated attributes).
public struct PenaltyReward: Equatable, Sendable {
    /// What one attribute does to the overall score.
    public struct Effect: Equatable, Sendable {
        /// Of a low rating: below 0 when missing it displeases.
        public let penalty: Double
        public let penaltyInterval: Interval
        /// Of a high rating: above 0 when having it pleases.
        public let reward: Double
        public let rewardInterval: Interval

        /// By what the intervals leave no doubt of; never reversed, which the ratings cannot tell.
        public var category: KanoCategory {
            switch (penaltyInterval.high < 0, rewardInterval.low > 0) {
            case (true, true): .oneDimensional
            case (true, false): .must
            case (false, true): .attractive
            case (false, false): .indifferent
            }
        }
    }

    /// Why there are no effects.
    public enum Refusal: Error, Equatable, Sendable {
        /// Too few people rated everything: more are needed than two an attribute and two.
        case fewPeople
        /// Nobody rated this attribute low, or everybody did.
        case lowDoesNotVary(attribute: Int)
        case highDoesNotVary(attribute: Int)
        /// Attributes are rated alike by everyone, so that they cannot be told apart.
        case alike
    }

    /// In the order of the attributes.
    public let effects: [Effect]
    /// The overall score where nothing is low and nothing is high.
    public let level: Double
    /// What of the overall score's spread the ratings tell.
    public let explained: Double?
    /// Who rated everything: the others are left out.
    public let count: Int

    /// - Parameters:
    ///   - people: The overall score of each, and their ratings by attribute, all of one length;
    ///     `nil` is not rated.
    ///   - low: A rating not above it is low.
    ///   - high: A rating not below it is high; above `low`.
    ///   - alpha: Of the intervals: 0…1, without the ends.
    /// - Throws: ``Refusal``, in its order.
    ///
    /// Cost: people times attributes squared.
    public init(
        _ people: [(overall: Double, ratings: [Double?])], low: Double, high: Double,
        alpha: Double = 0.05
    ) throws(Refusal) {
        let whole = people.filter { !$0.ratings.contains(nil) }
        let rows = whole.map { person -> [Double] in
            var features: [Double] = []
            for rating in person.ratings.compactMap({ $0 }) {
                features += [rating <= low ? 1 : 0, rating >= high ? 1 : 0]
            }
            return features
        }
        count = rows.count
        guard let width = rows.first?.count, rows.count > width + 1 else { throw .fewPeople }
        for column in 0..<width {
            let first = rows[0][column]
            guard rows.allSatisfy({ $0[column] == first }) else { continue }
            let attribute = column / 2
            throw column % 2 == 0
                ? .lowDoesNotVary(attribute: attribute) : .highDoesNotVary(attribute: attribute)
        }
        guard let fit = LeastSquares(rows, values: whole.map(\.overall)) else { throw .alike }
        level = fit.coefficients[0]
        explained = fit.explained
        effects = (0..<width / 2).map { attribute in
            let (low, high) = (2 * attribute + 1, 2 * attribute + 2)
            return Effect(
                penalty: fit.coefficients[low],
                penaltyInterval: fit.interval(low, alpha: alpha),
                reward: fit.coefficients[high],
                rewardInterval: fit.interval(high, alpha: alpha))
        }
    }
}
