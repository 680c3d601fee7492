/// Looks for the choice of the highest worth, and proves that there is none higher.
///
/// Branch and bound. The bound is Lagrange's: each goal has a threshold and each row a price, both
/// 0 or more; then no choice is worth more than the thresholds, plus what each module's best
/// option gains above them, less what it costs at those prices. That sum falls apart by module,
/// so it is cheap, and says of every single option what choosing it would leave. Thresholds and
/// prices are improved by the method of subgradients, in whole numbers, so that a proof is one.
/// Once much is settled, the search goes on in a smaller model; it branches on whether a goal is
/// met before it branches on modules.
/// Source: Geoffrion, "Lagrangean relaxation for integer programming", 1974; Erlenkotter, "A
/// dual-based procedure for uncapacitated facility location", 1978.
struct FitSearch {
    typealias Worth = FitModel.Worth

    /// Thresholds of goals and prices of rows.
    struct Prices {
        var goals: [Worth]
        var rows: [Worth]
    }

    /// What a bound found.
    struct Bound {
        var worth: Worth
        var prices: Prices
        /// What each option brings at those prices.
        var values: [Worth]
        /// The best option of each module, and what it brings.
        var choice: [Int]
    }

    static let rootRounds = 250
    static let restRounds = 40
    static let restEffort = 10
    static let nodeRounds = 14
    static let climbEvery = 40
    static let depthMax = 2_000

    let model: FitModel
    let effortMax: Int
    var effort = 0
    var best: [Int]?
    var bestWorth = Worth.min / 4
    /// The highest worth that what was not looked at could have.
    var openWorth = Worth.min / 4
    /// By goal: more than this is gained in every choice that is looked at.
    var met: [Int64]
    /// By goal: in how many of the latest bounds something gains it, in 1,024ths.
    private(set) var served: [Int64]
    /// What looking at every option once counts as.
    let roundEffort: Int

    var isStopped: Bool { effort >= effortMax }

    /// - Parameter known: A worth that a composition has already; only more is looked for.
    init(_ model: FitModel, effort: Int, known: Worth = Worth.min / 4) {
        (self.model, bestWorth) = (model, known)
        effortMax = effort
        met = [Int64](repeating: -1, count: model.goalCount)
        served = [Int64](repeating: 512, count: model.goalCount)
        roundEffort = model.option.indices.reduce(8) {
            $0 + 1 + model.gains(of: $1).count + model.factors(of: $1).count
        }
    }

    mutating func run() {
        var masks = model.localMasks
        guard propagate(&masks) else { return }
        climb(masks.indices.map { cheapest(of: $0) })
        let start = Prices(
            goals: highestGains(), rows: [Worth](repeating: 0, count: model.rows.count))
        explore(masks, start, above: Worth.max / 4, rounds: Self.rootRounds, depth: 0)
    }

    private func cheapest(of module: Int) -> Int {
        let options = model.localOptions(of: module)
        return options.min { model.price[$0] < model.price[$1] } ?? options.lowerBound
    }

    private func highestGains() -> [Worth] {
        var highest = [Worth](repeating: 0, count: model.goalCount)
        for entry in model.gains { highest[entry.goal] = max(highest[entry.goal], entry.worth) }
        return highest
    }

    // MARK: Branching

    mutating func explore(
        _ masks: [UInt64], _ prices: Prices, above: Worth, rounds: Int, depth: Int
    ) {
        guard !isStopped, depth < Self.depthMax else { return leaveOpen(above) }
        var masks = masks
        var bound = tighten(masks, prices, rounds: rounds)
        var limit = min(above, bound.worth)
        while limit > bestWorth {
            guard let removed = removeHopeless(&masks, bound) else { return }
            if !removed { break }
            bound = tighten(masks, bound.prices, rounds: Self.nodeRounds)
            limit = min(limit, bound.worth)
        }
        guard limit > bestWorth else { return }
        let open = masks.reduce(0) { $0 + ($1.nonzeroBitCount > 1 ? $1.nonzeroBitCount : 0) }
        if open * 10 <= model.option.count * 7, open > 0 {
            return exploreRest(
                masks, bound, above: limit, rounds: Self.restRounds, depth: depth)
        }
        if let split = split(masks, bound) {
            for isMet in split.isMetFirst ? [true, false] : [false, true] {
                guard limit > bestWorth else { return }
                exploreSide(isMet, of: split, masks, bound, above: limit, depth: depth)
            }
            return
        }
        guard let module = branching(masks, bound) else {
            // Every module has one option left: that is a composition, and it has been weighed.
            return
        }
        let top = bound.values[bound.choice[module]]
        let options = members(of: masks[module], in: module)
            .sorted { (bound.values[$1], $0) < (bound.values[$0], $1) }
        for option in options {
            let childLimit = min(limit, bound.worth - (top - bound.values[option]))
            guard childLimit > bestWorth else { break }
            var child = masks
            child[module] = 1 << UInt64(option - model.first[module])
            guard propagate(&child, from: module) else { continue }
            explore(
                child, bound.prices, above: childLimit, rounds: Self.nodeRounds, depth: depth + 1)
        }
    }

    /// Notes that something of this worth may be where nobody looked.
    mutating func leaveOpen(_ worth: Worth) { openWorth = max(openWorth, worth) }

    func members(of mask: UInt64, in module: Int) -> [Int] {
        model.localOptions(of: module).filter {
            mask & (1 << UInt64($0 - model.first[module])) != 0
        }
    }

    /// The module to branch on: of those whose best options get in each other's way, the one
    /// that is least sure of its own. `nil` when every module has one option left.
    private func branching(_ masks: [UInt64], _ bound: Bound) -> Int? {
        var counts = [Int](repeating: 0, count: model.goalCount)
        for option in bound.choice {
            for entry in model.gains[model.gains(of: option)]
            where entry.worth > bound.prices.goals[entry.goal] {
                counts[entry.goal] += 1
            }
        }
        let sums = model.sums(bound.choice)
        var found: (isApart: Bool, regret: Worth, module: Int)?
        for module in masks.indices where masks[module].nonzeroBitCount > 1 {
            let chosen = bound.choice[module]
            var second = Worth.min / 4
            var isApart = true
            for option in members(of: masks[module], in: module) {
                if option != chosen { second = max(second, bound.values[option]) }
                isApart =
                    isApart
                    && model.gains[model.gains(of: option)].allSatisfy { counts[$0.goal] == 1 }
                    && model.factors[model.factors(of: option)].allSatisfy {
                        bound.prices.rows[$0.row] == 0
                            ? sums[$0.row] <= model.rows[$0.row].limit
                            : sums[$0.row] == model.rows[$0.row].limit
                    }
            }
            let regret = bound.values[chosen] - second
            if let best = found,
                (best.isApart ? 1 : 0, best.regret) <= (isApart ? 1 : 0, regret)
            {
                continue
            }
            found = (isApart, regret, module)
        }
        return found?.module
    }

    /// Takes away the options with which the best so far cannot be passed.
    ///
    /// - Returns: Whether any was; `nil` when nothing is left.
    private mutating func removeHopeless(_ masks: inout [UInt64], _ bound: Bound) -> Bool? {
        var isChanged = false
        for module in masks.indices where masks[module].nonzeroBitCount > 1 {
            let top = bound.values[bound.choice[module]]
            for option in members(of: masks[module], in: module)
            where bound.worth - (top - bound.values[option]) <= bestWorth {
                masks[module] &= ~(1 << UInt64(option - model.first[module]))
                isChanged = true
            }
            if masks[module] == 0 { return nil }
        }
        guard isChanged else { return false }
        return propagate(&masks) ? true : nil
    }

    // MARK: Bounding

    private mutating func tighten(_ masks: [UInt64], _ prices: Prices, rounds: Int) -> Bound {
        var trial = prices
        var step = (count: Worth(6), idle: 0)
        var kept: Bound?
        for round in 0..<rounds {
            var bound = bound(masks, trial)
            effort += roundEffort
            let slopes = slopes(of: bound)
            if slopes.isKept { offer(bound.choice) }
            for goal in served.indices {
                served[goal] += (slopes.goals[goal] < 1 ? 1_024 - served[goal] : -served[goal]) / 8
            }
            if round % Self.climbEvery == Self.climbEvery / 2, rounds >= Self.restRounds {
                climb(bound.choice)
            }
            if let known = kept, known.worth <= bound.worth {
                step.idle += 1
                if step.idle % 5 == 0 { step.count = max(step.count / 2, 1) }
            } else {
                bound.prices = trial
                kept = bound
                step.idle = 0
            }
            let lowest = kept?.worth ?? bound.worth
            if lowest <= bestWorth || isStopped { break }
            guard move(&trial, slopes, by: bound.worth - bestWorth, step.count) else { break }
        }
        return kept ?? bound(masks, prices)
    }

    private func bound(_ masks: [UInt64], _ prices: Prices) -> Bound {
        var worth = model.settledWorth
        for goal in prices.goals { worth += goal }
        for (row, price) in zip(model.rows, prices.rows) { worth += price * Worth(row.limit) }
        var values = [Worth](repeating: 0, count: model.option.count)
        var choice = [Int](repeating: 0, count: masks.count)
        for module in masks.indices {
            var top: Worth?
            var mask = masks[module]
            while mask != 0 {
                let option = model.first[module] + mask.trailingZeroBitCount
                mask &= mask - 1
                var value = -Worth(model.price[option])
                for at in model.gains(of: option) {
                    let over = model.gains[at].worth - prices.goals[model.gains[at].goal]
                    if over > 0 { value += over }
                }
                for at in model.factors(of: option) {
                    let entry = model.factors[at]
                    guard prices.rows[entry.row] != 0 else { continue }
                    value -= prices.rows[entry.row] * Worth(entry.factor)
                }
                values[option] = value
                if top.map({ value > $0 }) ?? true {
                    top = value
                    choice[module] = option
                }
            }
            worth += top ?? 0
        }
        return Bound(worth: worth, prices: prices, values: values, choice: choice)
    }

    /// By how much the bound falls when a threshold or a price is lowered.
    private func slopes(of bound: Bound) -> (goals: [Worth], rows: [Worth], isKept: Bool) {
        var goals = [Worth](repeating: 1, count: model.goalCount)
        var sums = [Int64](repeating: 0, count: model.rows.count)
        for option in bound.choice {
            for at in model.gains(of: option) {
                let entry = model.gains[at]
                if entry.worth > bound.prices.goals[entry.goal] { goals[entry.goal] -= 1 }
            }
            for at in model.factors(of: option) {
                sums[model.factors[at].row] += model.factors[at].factor
            }
        }
        var isKept = true
        let rows = zip(model.rows, sums).map { row, sum in
            isKept = isKept && sum <= row.limit
            return Worth(row.limit - sum)
        }
        return (goals, rows, isKept)
    }

    /// One step of Polyak's: as far as the bound would have to fall, along the slopes.
    ///
    /// - Returns: Whether there was any slope to go along.
    private func move(
        _ prices: inout Prices, _ slopes: (goals: [Worth], rows: [Worth], isKept: Bool),
        by distance: Worth, _ step: Worth
    ) -> Bool {
        let unit: Worth = 1_024
        // A row's slope is counted in its own scale, or the budget's would drown all others.
        var heights = slopes.rows
        for (number, row) in model.rows.enumerated() {
            heights[number] *= unit
            if row.scale > 1 { heights[number] /= Worth(row.scale) }
        }
        var norm: Worth = 0
        for (price, slope) in zip(prices.goals, slopes.goals) where price > 0 || slope < 0 {
            norm += slope * slope * unit * unit
        }
        for (price, height) in zip(prices.rows, heights) where price > 0 || height < 0 {
            norm += height * height
        }
        guard norm > 0 else { return false }
        // With nothing found yet there is nothing to aim at: a hundredth of all that can be lost.
        let usual = (Worth(model.wholeLoss) + 100) * model.scale / 100
        let isFirst = bestWorth == Worth.min / 4
        let distance = isFirst ? usual : min(distance, usual * 100)
        let factor = distance * unit * unit * step / (8 * norm)
        for goal in prices.goals.indices where slopes.goals[goal] != 0 {
            prices.goals[goal] = max(0, prices.goals[goal] - factor * slopes.goals[goal])
        }
        for (row, height) in heights.enumerated()
        where height < 0 || (height > 0 && prices.rows[row] > 0) {
            var change = factor * height / unit
            let scale = model.rows[row].scale
            if scale > 1 { change /= Worth(scale) }
            prices.rows[row] = max(0, prices.rows[row] - change)
        }
        return true
    }

    // MARK: Compositions

    /// Keeps a choice that keeps every row, when it is worth more than the best so far.
    private mutating func offer(_ choice: [Int]) {
        let worth = model.worth(choice)
        guard worth > bestWorth else { return }
        (best, bestWorth) = (choice, worth)
    }

    /// Changes one module at a time while that mends rows, or is worth more with them kept.
    private mutating func climb(_ start: [Int]) {
        var choice = start
        var sums = model.sums(choice)
        var paid = choice.reduce(model.settledPrice) { $0 + model.price[$1] }
        var excess = sums.indices.reduce(Int64(0)) { $0 + model.excess(of: $1, sums[$1]) }
        var worth = model.worth(choice)
        var isMoving = true
        while isMoving, !isStopped {
            isMoving = false
            for module in choice.indices {
                effort += (roundEffort + choice.count) / choice.count + choice.count
                let old = choice[module]
                let rest = model.bestGains(choice, without: module)
                var found: (option: Int, excess: Int64, worth: Worth)?
                for option in model.localOptions(of: module) where option != old {
                    let over = excess + change(of: &sums, from: old, to: option)
                    _ = change(of: &sums, from: option, to: old)
                    guard over <= found?.excess ?? excess else { continue }
                    var gains = rest
                    model.raise(&gains, by: option)
                    let price = paid + model.price[option] - model.price[old]
                    let trial = model.worth(loss: model.loss(gains), price: price)
                    if (over, -trial) < (found?.excess ?? excess, -(found?.worth ?? worth)) {
                        found = (option, over, trial)
                    }
                }
                guard let found else { continue }
                excess += change(of: &sums, from: old, to: found.option)
                paid += model.price[found.option] - model.price[old]
                worth = found.worth
                choice[module] = found.option
                isMoving = true
            }
        }
        if excess == 0 { offer(choice) }
    }

    /// Puts one option in the place of another.
    ///
    /// - Returns: By how much more the rows are over.
    private func change(of sums: inout [Int64], from old: Int, to option: Int) -> Int64 {
        var change: Int64 = 0
        for (place, sign) in [(old, Int64(-1)), (option, 1)] {
            for at in model.factors(of: place) {
                let entry = model.factors[at]
                change -= model.excess(of: entry.row, sums[entry.row])
                sums[entry.row] += sign * entry.factor
                change += model.excess(of: entry.row, sums[entry.row])
            }
        }
        return change
    }
}
