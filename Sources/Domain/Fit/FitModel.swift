/// A person's problem as whole numbers: what each option gains on each goal, what it costs, and
/// rules as sums that may not grow too large.
///
/// A goal is a wish, or one option of a wish for a set. The worth of a choice is the gain of the
/// best chosen option of every goal, less the price: gains are scaled so that any sacrifice at all
/// weighs more than every price together.
struct FitModel {
    /// Products of sacrifice and price go past 64 bits.
    typealias Worth = Int128

    /// What makes up one wish.
    struct Target {
        let goals: Range<Int>
        let importance: Int64
        /// Of a set: what each goal weighs. Empty otherwise.
        let weights: [Int64]
        let wholeWeight: Int64
    }

    struct Gain {
        let goal: Int
        let gain: Int64
        /// The gain, scaled.
        let worth: Worth
    }

    struct Factor {
        let row: Int
        let factor: Int64
    }

    /// A sum of chosen options' factors that may be at most `limit`.
    struct Row {
        let limit: Int64
        /// About how large its factors are.
        let scale: Int64
        /// The options' factors, by module: those of the others are 0.
        let terms: [(module: Int, factors: [Int64])]
        let isBudget: Bool
    }

    /// Catalogue's numbers of the modules that take part.
    private(set) var modules: [Int] = []
    /// Where each module's options begin; one more at the end.
    private(set) var first: [Int] = [0]
    /// The catalogue's place of an option in its module; `nil` is none.
    private(set) var option: [Int?] = []
    private(set) var price: [Int64] = []
    /// By option: which goals it gains, and how much, in importance times millionths. One after
    /// another, since the search reads them all day.
    private(set) var gains: [Gain] = []
    private(set) var gainEnds: [Int] = [0]
    /// By option: rows in which it stands.
    private(set) var factors: [Factor] = []
    private(set) var factorEnds: [Int] = [0]
    private(set) var rows: [Row] = []
    private(set) var rowsOfModule: [[Int]] = []
    private(set) var targets: [Target] = []
    private(set) var goalCount = 0
    /// What a unit of sacrifice weighs against a minor unit of price.
    private(set) var scale: Worth = 1

    func localOptions(of module: Int) -> Range<Int> { first[module]..<first[module + 1] }

    func gains(of option: Int) -> Range<Int> { gainEnds[option]..<gainEnds[option + 1] }

    func factors(of option: Int) -> Range<Int> { factorEnds[option]..<factorEnds[option + 1] }

    /// What everything lost weighs.
    var wholeLoss: Int64 {
        targets.reduce(0) { $0 + $1.importance * Int64(Sacrifice.whole) }
    }

    // MARK: Making

    /// - Parameters:
    ///   - parts: Which of the catalogue's modules take part, ascending.
    ///   - table: What the person's wishes make of the options.
    ///   - budget: For these modules together; `nil` when it does not bind.
    init(_ parts: [Int], _ table: FitTable, budget: Int64?) {
        modules = parts
        let goals = table.goals(of: parts)
        (targets, goalCount) = (goals.targets, goals.count)
        var localNumber: [Int: Int] = [:]
        var raw: [[(goal: Int, gain: Int64)]] = []
        var priceSum: Int64 = 0
        for (number, part) in parts.enumerated() {
            localNumber[part] = number
            var dearest: Int64 = 0
            for choice in table.kept[part] {
                let one = choice.map { table.catalogue.modules[part].options[$0].price } ?? 0
                option.append(choice)
                price.append(one)
                raw.append(
                    choice.map { table.gains[part][$0] }?.compactMap { entry in
                        goals.number[entry.goal].map { (goal: $0, gain: entry.gain) }
                    } ?? [])
                dearest = max(dearest, one)
            }
            priceSum += dearest
            first.append(option.count)
        }
        scale = Worth(priceSum) + 1
        for entries in raw {
            for (goal, gain) in entries {
                gains.append(Gain(goal: goal, gain: gain, worth: Worth(gain) * scale))
            }
            gainEnds.append(gains.count)
        }
        rows = table.rows(among: localNumber, of: self)
        if let budget { rows.append(budgetRow(budget)) }
        noteFactors()
    }

    private mutating func noteFactors() {
        var found = [[Factor]](repeating: [], count: option.count)
        rowsOfModule = [[Int]](repeating: [], count: modules.count)
        for (number, row) in rows.enumerated() {
            for term in row.terms {
                rowsOfModule[term.module].append(number)
                for (place, factor) in term.factors.enumerated() where factor != 0 {
                    found[first[term.module] + place].append(Factor(row: number, factor: factor))
                }
            }
        }
        for own in found {
            factors += own
            factorEnds.append(factors.count)
        }
    }

    private func budgetRow(_ budget: Int64) -> Row {
        var terms: [(module: Int, factors: [Int64])] = []
        var largest: Int64 = 1
        for module in modules.indices {
            let factors = localOptions(of: module).map { price[$0] }
            guard factors.contains(where: { $0 != 0 }) else { continue }
            largest = max(largest, factors.max() ?? 1)
            terms.append((module, factors))
        }
        return Row(limit: budget, scale: largest, terms: terms, isBudget: true)
    }

    // MARK: Worth

    /// What is lost, in importance times millionths, when these are the best gains by goal.
    func loss(_ best: [Int64]) -> Int64 {
        targets.reduce(0) { sum, target in
            guard target.weights.isEmpty else {
                var missed: Int64 = 0
                for (goal, weight) in zip(target.goals, target.weights) where best[goal] == 0 {
                    missed += weight
                }
                let share = Sacrifice.share(missed, of: target.wholeWeight)
                return sum + target.importance * Int64(share.millionths)
            }
            return sum + target.importance * Int64(Sacrifice.whole) - best[target.goals.lowerBound]
        }
    }

    /// The best gains by goal of a choice.
    ///
    /// - Parameter module: One that is left out.
    func bestGains(_ choice: [Int], without module: Int? = nil) -> [Int64] {
        var best = [Int64](repeating: 0, count: goalCount)
        for (number, option) in choice.enumerated() where number != module {
            raise(&best, by: option)
        }
        return best
    }

    func raise(_ best: inout [Int64], by option: Int) {
        for at in gains(of: option) {
            let entry = gains[at]
            if entry.gain > best[entry.goal] { best[entry.goal] = entry.gain }
        }
    }

    func worth(_ choice: [Int]) -> Worth {
        let paid = choice.reduce(Int64(0)) { $0 + price[$1] }
        return worth(loss: loss(bestGains(choice)), price: paid)
    }

    func worth(loss: Int64, price: Int64) -> Worth { -(Worth(loss) * scale + Worth(price)) }

    /// By how much a row is over, in thousandths of its scale; 0 when it is kept.
    func excess(of row: Int, _ sum: Int64) -> Int64 {
        let over = sum - rows[row].limit
        guard over > 0 else { return 0 }
        let (high, low) = over.multipliedFullWidth(by: 1_000)
        let scale = rows[row].scale
        guard high < scale else { return .max >> 16 }
        return max(1, min(scale.dividingFullWidth((high, low)).quotient, .max >> 16))
    }

    func sums(_ choice: [Int]) -> [Int64] {
        var sums = [Int64](repeating: 0, count: rows.count)
        for option in choice {
            for at in factors(of: option) { sums[factors[at].row] += factors[at].factor }
        }
        return sums
    }
}
