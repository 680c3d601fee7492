import RealModule

/// Pairs in order of their score, each in a chain of groups from all to the narrowest.
struct PromiseNest {
    let rule: PromiseAdvice.Rule
    private let pairs: [PromisePair]
    /// What came over what was said, or what came.
    let scores: [Double]
    /// In order of time.
    let periods: [Int]
    /// Of each group: its name, and the group that it is in. The first holds all.
    private var groups: [(name: [String], parent: Int?)] = [([], nil)]
    private var narrowest: [Int] = []

    init?(_ unsorted: [PromisePair], rule: PromiseAdvice.Rule) {
        guard !unsorted.isEmpty else { return nil }
        func score(_ pair: PromisePair) -> Double {
            rule == .following ? pair.came / pair.said : pair.came
        }
        let pairs = unsorted.sorted { score($0) < score($1) }
        self.rule = rule
        self.pairs = pairs
        scores = pairs.map(score)
        periods = Set(pairs.map(\.period)).sorted()
        var numbers: [[String]: Int] = [[]: 0]
        for pair in pairs {
            if let known = numbers[pair.group] {
                narrowest.append(known)
                continue
            }
            var parent = 0
            for depth in 1...pair.group.count {
                let name = Array(pair.group.prefix(depth))
                if let known = numbers[name] {
                    parent = known
                } else {
                    groups.append((name, parent))
                    parent = groups.count - 1
                    numbers[name] = parent
                }
            }
            narrowest.append(parent)
        }
    }

    func narrowest(_ pair: Int) -> Int { narrowest[pair] }
    func name(of group: Int) -> [String] { groups[group].name }

    /// From all to the group itself.
    func path(of group: Int) -> [Int] {
        var path = [group]
        while let parent = groups[path[path.count - 1]].parent { path.append(parent) }
        return path.reversed()
    }

    func pairs(of period: Int) -> [Int] { pairs.indices.filter { pairs[$0].period == period } }

    /// Never nothing, so that what is all old still tells.
    private static func weight(age: Double, _ halfLife: Double) -> Double {
        .exp2(max(-60, -age / halfLife))
    }

    func spreads(before period: Double, halfLife: Double) -> PromiseSpreads {
        var spreads = PromiseSpreads(count: groups.count)
        for (place, pair) in pairs.enumerated() where Double(pair.period) < period {
            let weight = Self.weight(age: period - Double(pair.period), halfLife)
            var group: Int? = narrowest[place]
            while let one = group {
                spreads.add(scores[place], weight: weight, to: one)
                group = groups[one].parent
            }
        }
        return spreads
    }

    /// What to promise each narrowest group.
    func values(
        _ spreads: PromiseSpreads, _ terms: PromiseAdvice.Terms, drift: Double?
    ) -> [PromiseAdvice.Value] {
        var members: [Int: [Int]] = [:]
        for (place, group) in narrowest.enumerated() { members[group, default: []].append(place) }
        let values = members.map { group, places in
            let path = path(of: group)
            let value = spreads.value(path, terms)
            let expected = spreads.share(path, upTo: value, terms.borrowed)
            let own = spreads.weight(of: group)
            let typical = typical(places, terms.halfLife)
            var worth = own + terms.borrowed
            if let drift { worth = 1 / (1 / (worth + 1) + 1 / (drift + 1)) - 1 }
            let interval = jeffreysInterval(successes: expected * worth, of: worth)
            return PromiseAdvice.Value(
                group: name(of: group), value: rule == .following ? value * typical : value,
                factor: rule == .following ? value : nil, typical: typical, expected: expected,
                interval: interval, count: places.count,
                asSaid: PromiseCount(places.map { pairs[$0].fact }),
                standing: Standing(
                    coverage: own / (own + terms.borrowed), interval: interval,
                    // Without a period held out nobody knows how one differs from another.
                    posteriorSD: periods.count > 1
                        ? interval.width / (2 * StandardNormal.z95) : nil))
        }
        return values.sorted { $0.group.lexicographicallyPrecedes($1.group) }
    }

    /// The median of what was said, newer counting more.
    private func typical(_ places: [Int], _ halfLife: Double) -> Double {
        var spread = PromiseSpread()
        let newest = periods.last ?? 0
        for place in places.sorted(by: { pairs[$0].said < pairs[$1].said }) {
            let age = Double(newest) - Double(pairs[place].period)
            spread.add(pairs[place].said, weight: Self.weight(age: age, halfLife))
        }
        let half = spread.weight / 2
        return spread.first { $0 >= half } ?? spread.last
    }
}

/// Weighted scores of one group, from low to high.
struct PromiseSpread {
    private var scores: [Double] = []
    /// Of each score, the weight of it and all below.
    private var weights: [Double] = []

    var weight: Double { weights.last ?? 0 }
    var last: Double { scores.last ?? 0 }

    /// Not below those before it.
    mutating func add(_ score: Double, weight: Double) {
        scores.append(score)
        weights.append(self.weight + weight)
    }

    func weight(upTo score: Double) -> Double {
        let place = scores.firstPlace { $0 > score }
        return place == 0 ? 0 : weights[place - 1]
    }

    /// The lowest score at which the weight up to it holds, when it holds from some score on.
    func first(where holds: (Double) -> Bool) -> Double? {
        let place = weights.firstPlace(where: holds)
        return place < scores.count ? scores[place] : nil
    }

    func firstScore(where holds: (Double) -> Bool) -> Double? {
        let place = scores.firstPlace(where: holds)
        return place < scores.count ? scores[place] : nil
    }
}

/// Scores of all groups, as they were known at one moment.
struct PromiseSpreads {
    private var spreads: [PromiseSpread]

    init(count: Int) { spreads = Array(repeating: PromiseSpread(), count: count) }

    mutating func add(_ score: Double, weight: Double, to group: Int) {
        spreads[group].add(score, weight: weight)
    }

    func weight(of group: Int) -> Double { spreads[group].weight }

    /// The share of scores up to one: each group's own, and what it borrows of the wider one.
    func share(_ path: [Int], upTo score: Double, _ borrowed: Double) -> Double {
        var share = 0.0
        for (depth, group) in path.enumerated() {
            let spread = spreads[group]
            let wider = depth == 0 ? 0 : borrowed
            guard spread.weight + wider > 0 else { continue }
            share = (spread.weight(upTo: score) + wider * share) / (spread.weight + wider)
        }
        return min(share, 1)
    }

    /// The lowest score that keeps as much as wanted.
    func value(_ path: [Int], _ terms: PromiseAdvice.Terms) -> Double {
        // A hair below, so that a sum's rounding does not ask for one more.
        let wanted = terms.keep - 1e-12
        return path.compactMap { group in
            spreads[group].firstScore { share(path, upTo: $0, terms.borrowed) >= wanted }
        }.min() ?? 0
    }
}

extension Array where Element == Double {
    /// By halving: the first place from which on it holds.
    fileprivate func firstPlace(where holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
