import Kernel
import RealModule

/// Why an option leaves the set before anything is computed; the first that applies is named.
public enum BalanceVeto: String, CaseIterable, Sendable {
    /// It deceives, endangers, misuses data, or makes another customer worse off.
    case harmsCustomer = "harms-customer"
    /// Most stewards score one of the house's own statements −1.
    case breaksIdentity = "breaks-identity"
    /// The company's comfort with it is below 0.
    case companyUncomfortable = "company-uncomfortable"
}

/// One answer to a wish, as both sides see it.
public struct BalanceOption: Equatable, Sendable {
    /// Expected gain of the customer, and the company's comfort.
    public let gains: TwoGains
    /// The SDs of both; 0 is certain.
    public let deviations: TwoGains
    public let cost: Double
    public let harmsCustomer: Bool
    /// Each statement of identity as its stewards scored it: −1, 0 or 1.
    public let statements: [[Int]]

    public init(
        _ gains: TwoGains, deviations: TwoGains = TwoGains(0, 0), cost: Double = 0,
        harmsCustomer: Bool = false, statements: [[Int]] = []
    ) {
        self.gains = gains
        self.deviations = deviations
        self.cost = cost
        self.harmsCustomer = harmsCustomer
        self.statements = statements
    }

    /// The customer's gain: what falls off their sacrifice, by importance, less the cost added.
    ///
    /// - Parameter falls: The importance of each wish, shares of 1, and how far its sacrifice
    ///   falls.
    public static func customerGain(
        falls: [(importance: Double, fall: Double)], addedCost: Double
    ) -> Double {
        falls.reduce(-addedCost) { $0 + $1.importance * $1.fall }
    }

    /// The company's comfort is its least: comfort with margin makes up for no unease about who we
    /// are. All are −1…1.
    public static func companyComfort(
        identity: Double, capability: Double, margin: Double, staff: Double
    ) -> Double {
        min(identity, capability, margin, staff)
    }

    public var veto: BalanceVeto? {
        let isAgainstUs = statements.contains { scores in
            2 * scores.count { $0 < 0 } > scores.count
        }
        if harmsCustomer { return .harmsCustomer }
        if isAgainstUs { return .breaksIdentity }
        return gains.company < 0 ? .companyUncomfortable : nil
    }
}

/// Where both sides are comfortable: a threshold on each, not a maximum.
public struct BalanceZone: Equatable, Sendable {
    /// How sure both must be.
    public static let sureness = 0.9

    /// θ of either side.
    public let comfort: TwoGains
    public let disagreement: TwoGains

    public init(comfort: TwoGains, disagreement: TwoGains = TwoGains(0, 0)) {
        self.comfort = comfort
        self.disagreement = disagreement
    }

    /// No veto, P(c ≥ θ_c) ≥ 0.9 and P(b ≥ θ_b) ≥ 0.9, of normal gains.
    public func contains(_ option: BalanceOption) -> Bool {
        option.veto == nil
            && Self.isSure(option.gains.customer, option.deviations.customer, comfort.customer)
            && Self.isSure(option.gains.company, option.deviations.company, comfort.company)
    }

    static func isSure(_ mean: Double, _ sd: Double, _ least: Double) -> Bool {
        sd > 0 ? StandardNormal.cdf((mean - least) / sd) >= sureness : mean >= least
    }

    /// Places of the options inside.
    public func members(of options: [BalanceOption]) -> [Int] {
        options.indices.filter { contains(options[$0]) }
    }

    /// The bargain between the members, in their order.
    public func bargain(over options: [BalanceOption]) -> (members: [Int], bargain: Bargain) {
        let members = members(of: options)
        return (
            members,
            Bargain(
                members.map { options[$0].gains }, disagreement: disagreement,
                costs: members.map { options[$0].cost })
        )
    }

    /// How often each option is the Nash pick when gains are drawn from what is believed of them;
    /// what is outside of the zone never is, and nothing is picked when nothing serves both.
    ///
    /// Cost: draws × options.
    public func pickShares(
        of options: [BalanceOption], draws: Int = 4_000, seed: UInt64
    ) -> [Double] {
        var random = SplitMix64(seed: seed)
        func normal() -> Double {
            StandardNormal.quantile((Double(random.next() >> 11) + 0.5) * 0x1p-53)
        }
        let members = members(of: options)
        var picks = Array(repeating: 0, count: options.count)
        for _ in 0..<max(1, draws) {
            let drawn = members.map { member in
                let option = options[member]
                return TwoGains(
                    option.gains.customer + option.deviations.customer * normal(),
                    option.gains.company + option.deviations.company * normal())
            }
            let bargain = Bargain(
                drawn, disagreement: disagreement, costs: members.map { options[$0].cost })
            if let pick = bargain.nash() { picks[members[pick]] += 1 }
        }
        return picks.map { Double($0) / Double(max(1, draws)) }
    }
}

/// A balance as it is shown inside one decision: 0…1, ranked as the Nash product ranks.
public enum BalanceScore {
    /// √(gain/ideal · gain/ideal); 0 outside of the zone, after a veto, and when a side gains
    /// nothing. Never average it over people.
    ///
    /// - Parameter ideal: Each side's best feasible gain, above 0 and no less than the gain.
    public static func score(_ gains: TwoGains, ideal: TwoGains, isInZone: Bool) -> Double {
        guard isInZone, gains.smaller > 0, ideal.smaller > 0 else { return 0 }
        let square = gains.customer / ideal.customer * (gains.company / ideal.company)
        return min(1, square.squareRoot())
    }
}

/// How far stewards agree on what fits us: brand clarity.
public enum Agreement {
    /// r_wg = 1 − s² / ((A² − 1) / 12): 1 is agreement, 0 as by chance, below 0 worse.
    ///
    /// - Parameters:
    ///   - ratings: Two or more, from 1 to A.
    ///   - scalePoints: A, two or more.
    /// - Returns: `nil` of fewer ratings or points. Below 0 is shown as 0.
    /// Source: James, Demaree and Wolf 1984, "Estimating within-group interrater reliability",
    /// J. Applied Psychology 69.
    public static func withinGroup(_ ratings: [Double], scalePoints: Int) -> Double? {
        guard scalePoints > 1, ratings.count > 1,
            let moments = DimensionMoments.ofColumns(ratings.map { [$0] })?.first
        else { return nil }
        let points = Double(scalePoints)
        return 1 - moments.sd * moments.sd / ((points * points - 1) / 12)
    }
}
