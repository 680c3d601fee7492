/// Branching on goals: when a budget binds, many options can serve one goal, and to settle one of
/// them settles nothing. Whether the goal is served at all does.
extension FitSearch {
    /// Either nothing that gains more of a goal than `level` is chosen, or something is.
    struct Split {
        let goal: Int
        /// Of ``FitModel/settledGains`` and what is gained here together.
        let level: Int64
        let isMetFirst: Bool
    }

    /// The goal about which the latest bounds disagree most, by what it weighs.
    ///
    /// - Returns: `nil` when they disagree about none.
    func split(_ masks: [UInt64], _ bound: Bound) -> Split? {
        let thresholds = bound.prices.goals.map { Int64(clamping: $0 / model.scale) }
        var highest = [Int64](repeating: 0, count: model.goalCount)
        // The least gain above the threshold: every level below it splits alike.
        var next = [Int64](repeating: .max, count: model.goalCount)
        for (module, mask) in masks.enumerated() {
            for option in members(of: mask, in: module) {
                for entry in model.gains[model.gains(of: option)] {
                    highest[entry.goal] = max(highest[entry.goal], entry.gain)
                    if entry.gain > thresholds[entry.goal] {
                        next[entry.goal] = min(next[entry.goal], entry.gain)
                    }
                }
            }
        }
        var found: (split: Split, score: Int64)?
        for goal in highest.indices {
            guard next[goal] < .max else { continue }
            let level = next[goal] - 1 + model.settledGains[goal]
            guard level > met[goal] else { continue }
            let share = min(served[goal], 1_024)
            let score = share * (1_024 - share) / 1_024 * (highest[goal] >> 8)
            guard score > (found?.score ?? 0) else { continue }
            found = (Split(goal: goal, level: level, isMetFirst: share >= 512), score)
        }
        return found?.split
    }

    mutating func exploreSide(
        _ isMet: Bool, of split: Split, _ masks: [UInt64], _ bound: Bound, above: Worth, depth: Int
    ) {
        guard !isStopped else { return leaveOpen(above) }
        let level = split.level - model.settledGains[split.goal]
        var child = masks
        var terms: [(module: Int, factors: [Int64])] = []
        for (module, mask) in masks.enumerated() {
            var factors = [Int64](repeating: 0, count: model.localOptions(of: module).count)
            for option in members(of: mask, in: module)
            where model.gains[model.gains(of: option)].contains(where: {
                $0.goal == split.goal && $0.gain > level
            }) {
                let place = option - model.first[module]
                factors[place] = -1
                if !isMet { child[module] &= ~(1 << UInt64(place)) }
            }
            if factors.contains(-1) { terms.append((module, factors)) }
        }
        guard child.allSatisfy({ $0 != 0 }), isMet || propagate(&child) else { return }
        guard isMet else {
            return exploreRest(
                child, bound, above: above, rounds: Self.nodeRounds, depth: depth + 1)
        }
        var met = met
        met[split.goal] = split.level
        let row = FitModel.Row(limit: -1, scale: 1, terms: terms, isBudget: false)
        exploreRest(
            child, bound, above: above, rounds: Self.nodeRounds, depth: depth + 1, adding: row,
            met: met)
    }

    /// Goes on in a model without what is settled, since a look at it costs less.
    mutating func exploreRest(
        _ masks: [UInt64], _ bound: Bound, above: Worth, rounds: Int, depth: Int,
        adding row: FitModel.Row? = nil, met: [Int64]? = nil
    ) {
        guard !isStopped else { return leaveOpen(above) }
        let (rest, rows, options) = model.rest(masks, adding: row)
        // To make a model costs as much as some looks at it.
        effort += Self.restEffort * (roundEffort + model.rows.count)
        var search = FitSearch(rest, effort: max(1, effortMax - effort), known: bestWorth)
        search.met = met ?? self.met
        let start = Prices(
            goals: bound.prices.goals.indices.map {
                let settled = rest.settledGains[$0] - model.settledGains[$0]
                return max(0, bound.prices.goals[$0] - Worth(settled) * model.scale)
            }, rows: rows.map { bound.prices.rows[$0] } + (rest.rows.count > rows.count ? [0] : []))
        search.explore(rest.localMasks, start, above: above, rounds: rounds, depth: depth)
        effort += search.effort
        openWorth = max(openWorth, search.openWorth)
        guard let found = search.best else { return }
        var choice = masks.indices.map { model.first[$0] + masks[$0].trailingZeroBitCount }
        for option in found {
            let old = options[option]
            choice[model.module(of: old)] = old
        }
        (best, bestWorth) = (choice, search.bestWorth)
    }
}
