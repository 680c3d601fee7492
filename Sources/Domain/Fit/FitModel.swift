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

        /// The row with some options only.
        ///
        /// - Parameter number: The modules' new numbers; `nil` for those that are settled.
        /// - Returns: `nil` when no choice of them can be over.
        func part(_ limit: Int64, _ masks: [UInt64], _ number: [Int?]) -> Row? {
            var most: Int64 = 0
            var terms: [(module: Int, factors: [Int64])] = []
            for term in self.terms {
                guard let module = number[term.module] else { continue }
                let mask = masks[term.module]
                let factors = term.factors.indices.filter { mask & (1 << UInt64($0)) != 0 }
                    .map { term.factors[$0] }
                most += factors.max() ?? 0
                terms.append((module, factors))
            }
            guard most > limit else { return nil }
            return Row(limit: limit, scale: scale, terms: terms, isBudget: isBudget)
        }
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
    /// What is gained by goal, and paid, whatever is chosen here: by modules that are settled.
    /// ``gains`` say what an option gains beyond.
    private(set) var settledGains: [Int64] = []
    private(set) var settledPrice: Int64 = 0
    /// What a unit of sacrifice weighs against a minor unit of price.
    private(set) var scale: Worth = 1

    func localOptions(of module: Int) -> Range<Int> { first[module]..<first[module + 1] }

    /// All options of every module.
    var localMasks: [UInt64] {
        modules.indices.map {
            let count = localOptions(of: $0).count
            return count >= 64 ? .max : (1 << UInt64(count)) - 1
        }
    }

    func module(of option: Int) -> Int {
        var (low, high) = (0, modules.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if first[middle] <= option { low = middle } else { high = middle }
        }
        return low
    }

    func gains(of option: Int) -> Range<Int> { gainEnds[option]..<gainEnds[option + 1] }

    func factors(of option: Int) -> Range<Int> { factorEnds[option]..<factorEnds[option + 1] }

    /// What everything lost weighs.
    var wholeLoss: Int64 {
        targets.reduce(0) { $0 + $1.importance * Int64(Sacrifice.whole) }
    }

    /// The worth with nothing of this gained and paid.
    var settledWorth: Worth {
        let gained = settledGains.reduce(Int64(0), +)
        return -Worth(wholeLoss - gained) * scale - Worth(settledPrice)
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
        settledGains = [Int64](repeating: 0, count: goalCount)
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

    /// Another with some of its options only. Modules of which one option is left are settled:
    /// they and what they gain, pay and count for are in it once for all, and rows that can no
    /// longer be broken are not.
    ///
    /// - Parameter row: One more, of this model's modules.
    /// - Returns: Also which of the old rows and options are still in it.
    func rest(
        _ masks: [UInt64], adding row: Row? = nil
    ) -> (model: FitModel, rows: [Int], options: [Int]) {
        var rest = FitModel()
        (rest.scale, rest.targets, rest.goalCount) = (scale, targets, goalCount)
        (rest.settledGains, rest.settledPrice) = (settledGains, settledPrice)
        var limits = rows.map(\.limit)
        var gained = [Int64](repeating: 0, count: goalCount)
        var number = [Int?](repeating: nil, count: modules.count)
        var options: [Int] = []
        for module in masks.indices {
            guard masks[module].nonzeroBitCount > 1 else {
                let option = first[module] + masks[module].trailingZeroBitCount
                raise(&gained, by: option)
                rest.settledPrice += price[option]
                for at in factors(of: option) { limits[factors[at].row] -= factors[at].factor }
                continue
            }
            number[module] = rest.modules.count
            rest.modules.append(modules[module])
            for option in localOptions(of: module)
            where masks[module] & (1 << UInt64(option - first[module])) != 0 {
                options.append(option)
            }
            rest.first.append(options.count)
        }
        for goal in gained.indices { rest.settledGains[goal] += gained[goal] }
        for old in options {
            rest.option.append(option[old])
            rest.price.append(price[old])
            for entry in gains[gains(of: old)] where entry.gain > gained[entry.goal] {
                let gain = entry.gain - gained[entry.goal]
                rest.gains.append(Gain(goal: entry.goal, gain: gain, worth: Worth(gain) * scale))
            }
            rest.gainEnds.append(rest.gains.count)
        }
        let kept = rows.indices.filter { row in
            guard let part = rows[row].part(limits[row], masks, number) else { return false }
            rest.rows.append(part)
            return true
        }
        if let part = row?.part(row?.limit ?? 0, masks, number) { rest.rows.append(part) }
        rest.noteFactors()
        return (rest, kept, options)
    }

    private init() {}

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
                for (goal, weight) in zip(target.goals, target.weights)
                where best[goal] + settledGains[goal] == 0 {
                    missed += weight
                }
                let share = Sacrifice.share(missed, of: target.wholeWeight)
                return sum + target.importance * Int64(share.millionths)
            }
            let goal = target.goals.lowerBound
            return sum + target.importance * Int64(Sacrifice.whole) - settledGains[goal]
                - best[goal]
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
        let paid = choice.reduce(settledPrice) { $0 + price[$1] }
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
