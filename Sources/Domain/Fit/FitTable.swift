/// What one person's wishes make of a catalogue's options.
struct FitTable {
    /// A goal of the whole problem: a wish, and of a set one of its options.
    struct Goal: Hashable {
        let wish: Int
        let element: Int
    }

    struct Gain {
        let goal: Goal
        let gain: Int64
    }

    let catalogue: Catalogue
    let wishes: [FitWish]
    /// By module and option.
    private(set) var gains: [[[Gain]]]
    /// The options of each module that can be in a best composition; `nil` is none.
    private(set) var kept: [[Int?]] = []
    let rows: OfferRows

    init(_ catalogue: Catalogue, _ rows: OfferRows, _ wishes: [FitWish]) {
        (self.catalogue, self.rows, self.wishes) = (catalogue, rows, wishes)
        gains = catalogue.modules.map { [[Gain]](repeating: [], count: $0.options.count) }
        for (number, wish) in wishes.enumerated() { note(wish, number) }
        kept = catalogue.modules.indices.map(undominated)
    }

    private mutating func note(_ wish: FitWish, _ number: Int) {
        guard let facet = catalogue.number(of: wish.facet) else { return }
        let kind = catalogue.facets[facet].kind
        let whole = Int64(Sacrifice.whole)
        for speaker in catalogue.speakers[facet] {
            if case .all(let wants) = wish.want, case .some(let given) = speaker.got {
                let weight = wants.reduce(Int64(0)) { $0 + Int64($1.weight) }
                for (element, want) in wants.enumerated() where given.contains(want.option) {
                    // Rounded up: the search must never think too little of an option.
                    let share = (Int64(want.weight) * whole + weight - 1) / weight
                    add(wish.importance * share, Goal(wish: number, element: element), speaker)
                }
            } else if let lost = kind.sacrifice(want: wish.want, got: speaker.got) {
                add(
                    wish.importance * (whole - Int64(lost.millionths)),
                    Goal(wish: number, element: 0), speaker)
            }
        }
    }

    private mutating func add(_ gain: Int64, _ goal: Goal, _ speaker: Catalogue.Speaker) {
        guard gain > 0 else { return }
        gains[speaker.module][speaker.option].append(Gain(goal: goal, gain: gain))
    }

    /// Without the options for which another does at least as well, costs no more, and can always
    /// stand in their place. Of two alike the earlier stays.
    private func undominated(_ module: Int) -> [Int?] {
        let own = catalogue.modules[module]
        let all: [Int?] = (own.isOptional ? [nil] : []) + own.options.indices.map { $0 }
        var kept: [Int?] = []
        for (number, one) in all.enumerated() {
            let isNeedless = all.enumerated().contains { otherNumber, other in
                otherNumber != number && stands(other, for: one, in: module)
                    && (otherNumber < number || !stands(one, for: other, in: module))
            }
            if !isNeedless { kept.append(one) }
        }
        return kept
    }

    private func stands(_ one: Int?, for other: Int?, in module: Int) -> Bool {
        let options = catalogue.modules[module].options
        guard (one.map { options[$0].price } ?? 0) <= (other.map { options[$0].price } ?? 0)
        else { return false }
        if let other, rows.isCalledFor[module][other] { return false }
        if let one, rows.isBarred[module][one] { return false }
        let ours = one.map { gains[module][$0] } ?? []
        return (other.map { gains[module][$0] } ?? []).allSatisfy { theirs in
            ours.contains { $0.goal == theirs.goal && $0.gain >= theirs.gain }
        }
    }

    // MARK: Parts

    /// Modules that have to be looked at together, since a wish or a rule speaks of both; apart
    /// from the budget the others do not matter to them. Each ascending, in order of the first.
    func parts() -> [[Int]] {
        var root = Array(catalogue.modules.indices)
        func find(_ module: Int) -> Int {
            var module = module
            while root[module] != module { module = root[module] }
            return module
        }
        var firstOfGoal: [Goal: Int] = [:]
        var firstOfRow: [Int: Int] = [:]
        func join(_ one: Int, _ other: Int) {
            let (one, other) = (find(one), find(other))
            root[max(one, other)] = min(one, other)
        }
        for module in catalogue.modules.indices {
            for case .some(let option) in kept[module] {
                for gain in gains[module][option] {
                    let whole = Goal(wish: gain.goal.wish, element: 0)
                    join(firstOfGoal[whole, default: module], module)
                    if firstOfGoal[whole] == nil { firstOfGoal[whole] = module }
                }
            }
            for row in rows.ofModule[module] {
                join(firstOfRow[row, default: module], module)
                if firstOfRow[row] == nil { firstOfRow[row] = module }
            }
        }
        var members: [[Int]] = Array(repeating: [], count: root.count)
        for module in root.indices { members[find(module)].append(module) }
        return members.filter { !$0.isEmpty }
    }

    /// The goals that options of these modules gain, and those wishes.
    func goals(
        of parts: [Int]
    ) -> (number: [Goal: Int], targets: [FitModel.Target], count: Int) {
        var isTouched = [Bool](repeating: false, count: wishes.count)
        for part in parts {
            for case .some(let option) in kept[part] {
                for gain in gains[part][option] { isTouched[gain.goal.wish] = true }
            }
        }
        var number: [Goal: Int] = [:]
        var targets: [FitModel.Target] = []
        var count = 0
        for (wishNumber, wish) in wishes.enumerated() where isTouched[wishNumber] {
            var weights: [Int64] = []
            if case .all(let wants) = wish.want { weights = wants.map { Int64($0.weight) } }
            let began = count
            for element in 0..<max(1, weights.count) {
                number[Goal(wish: wishNumber, element: element)] = count
                count += 1
            }
            targets.append(
                FitModel.Target(
                    goals: began..<count, importance: wish.importance, weights: weights,
                    wholeWeight: weights.reduce(0, +)))
        }
        return (number, targets, count)
    }

    /// The rules as rows, for those whose modules take part.
    func rows(among modules: [Int: Int], of model: FitModel) -> [FitModel.Row] {
        rows.all.compactMap { row in
            guard let part = row.terms.first, modules[part.module] != nil else { return nil }
            let terms = row.terms.compactMap { term -> (module: Int, factors: [Int64])? in
                guard let module = modules[term.module] else { return nil }
                let factors = model.localOptions(of: module).map { local in
                    model.option[local].map { term.factors[$0] } ?? 0
                }
                return (module, factors)
            }
            return FitModel.Row(limit: row.limit, scale: 1, terms: terms, isBudget: false)
        }
    }
}
