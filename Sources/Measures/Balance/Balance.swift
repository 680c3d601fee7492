import RealModule

/// What an option brings the customer and the company.
public struct TwoGains: Hashable, Sendable {
    public let customer: Double
    public let company: Double

    public init(_ customer: Double, _ company: Double) {
        self.customer = customer
        self.company = company
    }

    public var smaller: Double { min(customer, company) }

    static func - (left: Self, right: Self) -> Self {
        Self(left.customer - right.customer, left.company - right.company)
    }

    /// At least as good for both, and better for one.
    public func dominates(_ other: Self) -> Bool {
        customer >= other.customer && company >= other.company && self != other
    }
}

/// A choice between finitely many options that two sides must both be served by.
///
/// Sound as a rule for one decision; no score to average or to compare people by, and nothing that
/// ranks or raw stars can be put into: gains must be differences that mean something (measures.md
/// 1.13). Vetoes and the zone come before it.
public struct Bargain: Equatable, Sendable {
    public let gains: [TwoGains]
    /// What each side has when they do not agree. It must be real: a wrong one moves the answer.
    public let disagreement: TwoGains
    /// What an option costs beside, to tell equals apart; one for each, or none.
    private let costs: [Double]

    public init(
        _ gains: [TwoGains], disagreement: TwoGains = TwoGains(0, 0), costs: [Double]? = nil
    ) {
        self.gains = gains
        self.disagreement = disagreement
        self.costs = costs ?? Array(repeating: 0, count: gains.count)
    }

    /// Options that leave neither side worse off than no agreement.
    public var acceptable: [Int] {
        gains.indices.filter { above($0).smaller >= 0 }
    }

    /// Options that are better than no agreement for both. Nothing else is ever multiplied: two
    /// losses have a gain's product.
    public var agreeable: [Int] {
        gains.indices.filter { above($0).smaller > 0 }
    }

    private func above(_ option: Int) -> TwoGains { gains[option] - disagreement }

    /// (c − d_c)(b − d_b); `nil` when one side does not gain.
    public func product(_ option: Int) -> Double? {
        let above = above(option)
        return above.smaller > 0 ? above.customer * above.company : nil
    }

    /// Each side's largest gain over no agreement among acceptable options; `nil` without any.
    public var ideal: TwoGains? {
        let acceptable = acceptable.map(above)
        guard let customer = acceptable.map(\.customer).max(),
            let company = acceptable.map(\.company).max()
        else { return nil }
        return TwoGains(customer, company)
    }

    // MARK: Solutions

    /// The option with the largest product of gains; a tie goes to the larger smaller gain, then to
    /// the lower cost, then to the first.
    ///
    /// It does not move when a side's numbers are multiplied or shifted, so no rate between the two
    /// sides is needed.
    ///
    /// - Parameter customerPower: α of the exponents α and 1 − α, inside of 0…1. A half treats
    ///   both alike; prefer vetoes and the zone over tuning it.
    /// - Returns: `nil` when no option is better than no agreement for both. Cost: linear.
    /// Source: Nash 1950, "The Bargaining Problem", Econometrica 18; Kalai 1977 for α.
    public func nash(customerPower: Double = 0.5) -> Int? {
        pick(among: agreeable) { option in
            let above = above(option)
            return customerPower * .log(above.customer)
                + (1 - customerPower) * .log(above.company)
        }
    }

    /// The acceptable option whose smaller gain is largest; a tie goes to the larger other gain.
    ///
    /// Source: Kalai 1977, "Proportional solutions to bargaining situations", Econometrica 45.
    public var egalitarian: Int? { fairest { $0 } }

    /// The acceptable option whose smaller share of what each side could gain is largest; a tie
    /// goes to the larger other share.
    ///
    /// Source: Kalai and Smorodinsky 1975, "Other solutions to Nash's bargaining problem",
    /// Econometrica 43, on a finite menu.
    public var kalaiSmorodinsky: Int? {
        guard let ideal else { return nil }
        // A side that can gain nothing anywhere has all of it.
        return fairest { above in
            TwoGains(
                ideal.customer > 0 ? above.customer / ideal.customer : 1,
                ideal.company > 0 ? above.company / ideal.company : 1)
        }
    }

    private func fairest(_ seen: (TwoGains) -> TwoGains) -> Int? {
        var best: (option: Int, gains: TwoGains)?
        for option in acceptable {
            let gains = seen(above(option))
            if let so = best?.gains,
                (gains.smaller, gains.customer + gains.company)
                    <= (so.smaller, so.customer + so.company)
            {
                continue
            }
            best = (option, gains)
        }
        return best?.option
    }

    /// The acceptable option with the largest sum, which needs a rate between the sides; a tie goes
    /// to the customer's larger gain.
    public var utilitarian: Int? {
        acceptable.max { one, other in
            (sum(one), gains[one].customer, -one) < (sum(other), gains[other].customer, -other)
        }
    }

    /// The option with the largest sum, acceptable or not: what adding up would have picked.
    public var largestSum: Int? {
        gains.indices.max { (sum($0), -$0) < (sum($1), -$1) }
    }

    private func sum(_ option: Int) -> Double { gains[option].customer + gains[option].company }

    private func pick(among options: [Int], by worth: (Int) -> Double) -> Int? {
        let worths = options.map { (option: $0, worth: worth($0)) }
        guard let most = worths.map(\.worth).max() else { return nil }
        // Products of decimals that are equal on paper differ in their last digit.
        return worths.filter { $0.worth >= most - 1e-12 }.map(\.option).min { one, other in
            (-above(one).smaller, costs[one], one) < (-above(other).smaller, costs[other], other)
        }
    }

    // MARK: The front

    /// Options that no other dominates, in the order of the options; equals stay together.
    ///
    /// Cost: n log n.
    public func front(among options: [Int]) -> [Int] {
        let sorted = options.sorted { one, other in
            (gains[one].customer, gains[one].company) > (
                gains[other].customer, gains[other].company
            )
        }
        var front: [Int] = []
        var best: TwoGains?
        for option in sorted {
            let gains = gains[option]
            guard let highest = best else {
                best = gains
                front.append(option)
                continue
            }
            guard gains == highest || gains.company > highest.company else { continue }
            best = gains
            front.append(option)
        }
        return front.sorted()
    }

    /// What is to be done with the options that are left.
    public var verdict: BalanceVerdict {
        guard let nash = self.nash(), let fair = kalaiSmorodinsky, let equal = egalitarian else {
            return .noAgreement
        }
        let isAgreed = gains[nash] == gains[fair] && gains[nash] == gains[equal]
        return isAgreed
            ? .picked(nash) : .contested(nash: nash, kalaiSmorodinsky: fair, egalitarian: equal)
    }
}

/// What a bargain ends in.
public enum BalanceVerdict: Equatable, Sendable {
    /// Nothing serves both: tell the customer why, and keep the wish as unmet.
    case noAgreement
    /// Three rules of fairness name this option, or its equal.
    case picked(Int)
    /// They do not: show all three and leave it to people.
    case contested(nash: Int, kalaiSmorodinsky: Int, egalitarian: Int)
}

/// Choices for many people at once.
public enum Portfolio {
    /// Σ ln gain: what a choice for many is made by, so that nobody's near nothing is outweighed by
    /// the others' plenty.
    ///
    /// - Parameter gains: One for each person.
    /// - Returns: `nil` when someone does not gain: such a choice is not made.
    /// Source: Kaneko and Nakamura 1979, "The Nash social welfare function", Econometrica 47.
    public static func welfare(_ gains: [Double]) -> Double? {
        gains.allSatisfy { $0 > 0 } ? gains.reduce(0) { $0 + .log($1) } : nil
    }

    /// The place of the largest; the first of equals, `nil` of none.
    public static func best(_ worths: [Double]) -> Int? {
        worths.indices.max { (worths[$0], -$0) < (worths[$1], -$1) }
    }
}
