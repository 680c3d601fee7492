/// Finds for one person the composition that leaves least sacrifice, and says what is left and
/// why.
///
/// Least is: the least sum of importance times sacrifice; of those the cheapest; of those, what
/// stands earlier in the catalogue, as far as changing one module at a time gets there. The same
/// question always has the same answer.
public struct Composer: Sendable {
    public static let wishCountMax = 200
    /// Looks at options, some 30 ms of a processor: then it stops, and says how far it got.
    public static let effortUsual = 3_000_000

    public let catalogue: Catalogue
    public let effort: Int
    private let rows: OfferRows

    public init(_ catalogue: Catalogue, effort: Int = Self.effortUsual) {
        self.catalogue = catalogue
        self.effort = max(1, effort)
        rows = OfferRows(catalogue)
    }

    /// The composition with the least sacrifice that keeps every rule and the budget.
    ///
    /// Wishes that no option speaks to together are looked at apart. Only when their best parts
    /// together cost more than the budget is everything looked at once.
    ///
    /// - Parameter budget: For the whole, in minor units; `nil` for none.
    /// - Throws: The first ``FitRefusal``.
    public func best(
        for wishes: [FitWish], budget: Int64? = nil
    ) throws(FitRefusal) -> Composition {
        try catalogue.check(wishes)
        let table = FitTable(catalogue, rows, wishes)
        let parts = table.parts()
        var found = try firstLook(parts, table, isShort: budget != nil)
        if let budget, let price = found.choices.map(catalogue.price(of:)), price > budget {
            found = try together(parts, table, budget: budget, spent: found.effort)
        }
        guard var choices = found.choices else { throw .notFound }
        tidy(&choices, wishes, budget: budget)
        let weighted = catalogue.sum(wishes, with: choices)
        return Composition(
            choices: choices, price: catalogue.price(of: choices), weighted: weighted,
            importance: wishes.reduce(0) { $0 + $1.importance },
            gap: max(0, weighted - found.lowest),
            left: left(of: wishes, with: choices, budget: budget), effort: found.effort)
    }

    // MARK: Searching

    private struct Found {
        var choices: [Int?]?
        /// What the weighted sacrifice is at least.
        var lowest: Int64
        var effort: Int
    }

    /// - Parameter isShort: It only tells what is too dear: most of the effort is kept for what
    ///   is not. Where that finds nothing it is looked at in full.
    private func firstLook(
        _ parts: [[Int]], _ table: FitTable, isShort: Bool
    ) throws(FitRefusal) -> Found {
        do throws(FitRefusal) {
            return try apart(parts, table, effort: isShort ? effort / 4 : effort)
        } catch {
            guard isShort, error == .notFound else { throw error }
            return try apart(parts, table, effort: effort)
        }
    }

    private func apart(
        _ parts: [[Int]], _ table: FitTable, effort: Int
    ) throws(FitRefusal) -> Found {
        var found = Found(
            choices: catalogue.modules.map { _ in nil }, lowest: untouched(parts, table), effort: 0)
        for part in parts {
            let isLast = part == parts.last
            let left = max(1, effort - found.effort)
            let share = isLast ? left : max(1, left / 2)
            let model = FitModel(part, table, budget: nil)
            try take(model, share, into: &found)
        }
        return found
    }

    /// What is lost of wishes that nothing speaks to.
    private func untouched(_ parts: [[Int]], _ table: FitTable) -> Int64 {
        let whole = table.wishes.reduce(Int64(0)) { $0 + $1.importance * Int64(Sacrifice.whole) }
        let touched = table.goals(of: parts.flatMap { $0 }).targets
        return whole - touched.reduce(0) { $0 + $1.importance * Int64(Sacrifice.whole) }
    }

    private func together(
        _ parts: [[Int]], _ table: FitTable, budget: Int64, spent: Int
    ) throws(FitRefusal) -> Found {
        let everything = parts.flatMap { $0 }.sorted()
        // Modules that nothing speaks of are at their cheapest, whatever is chosen elsewhere.
        let alone = everything.filter { table.kept[$0].count == 1 && rows.ofModule[$0].isEmpty }
        var found = Found(
            choices: catalogue.modules.map { _ in nil }, lowest: untouched(parts, table),
            effort: spent)
        var rest = budget
        for module in alone {
            guard let choice = table.kept[module][0] else { continue }
            let isWished = !table.gains[module][choice].isEmpty
            if isWished { continue }
            rest -= catalogue.modules[module].options[choice].price
            found.choices?[module] = choice
        }
        let idle = Set(
            alone.filter { module in
                table.kept[module][0].map { table.gains[module][$0].isEmpty } ?? true
            })
        let model = FitModel(
            everything.filter { !idle.contains($0) }, table, budget: rest)
        do throws(FitRefusal) {
            try take(model, max(1, effort - spent), into: &found)
        } catch {
            guard error == .rulesContradict else { throw error }
            // Without the budget there was one: so it is the budget.
            throw .budgetTooSmall(cheapest: try cheapest())
        }
        return found
    }

    private func take(
        _ model: FitModel, _ effort: Int, into found: inout Found
    ) throws(FitRefusal) {
        var search = FitSearch(model, effort: effort)
        search.run()
        found.effort += search.effort
        guard let best = search.best else {
            throw search.isStopped ? .notFound : .rulesContradict
        }
        for (module, option) in zip(model.modules, best) {
            found.choices?[module] = model.option[option]
        }
        // A worth is a loss times the scale and a price that is less than the scale.
        let highest = max(search.bestWorth, search.openWorth)
        found.lowest += max(0, Int64(clamping: -highest / model.scale))
    }

    /// What keeps every rule costs at least this.
    ///
    /// - Throws: `rulesContradict`, or `notFound` when the effort was spent before.
    public func cheapest() throws(FitRefusal) -> Int64 {
        let table = FitTable(catalogue, rows, [])
        let found = try apart(table.parts(), table, effort: effort)
        return found.choices.map(catalogue.price(of:)) ?? 0
    }

    // MARK: Tidying

    /// Of what is worth the same takes what stands earlier in the catalogue, one module at a time.
    private func tidy(_ choices: inout [Int?], _ wishes: [FitWish], budget: Int64?) {
        let lost = catalogue.sum(wishes, with: choices)
        for module in choices.indices {
            let old = choices[module]
            guard let old, old > 0 || catalogue.modules[module].isOptional else { continue }
            let options = catalogue.modules[module].options
            let earlier: [Int?] =
                (catalogue.modules[module].isOptional ? [nil] : []) + (0..<old).map { $0 }
            for option in earlier {
                guard (option.map { options[$0].price } ?? 0) == options[old].price else {
                    continue
                }
                choices[module] = option
                if keepsRules(of: module, choices), catalogue.sum(wishes, with: choices) == lost {
                    break
                }
                choices[module] = old
            }
        }
    }

    private func keepsRules(of module: Int, _ choices: [Int?]) -> Bool {
        rows.ofModule[module].allSatisfy { rows.sum($0, choices) <= rows.all[$0].limit }
    }

    // MARK: Why

    private func left(
        of wishes: [FitWish], with choices: [Int?], budget: Int64?
    ) -> [WishLeft] {
        wishes.map { wish in
            let lost = catalogue.sacrifice(of: wish, with: choices)
            return WishLeft(
                facet: wish.facet, importance: wish.importance, sacrifice: lost,
                by: servants(of: wish, with: choices, lost),
                why: lost == .none ? nil : why(wish, lost, wishes, choices, budget))
        }
    }

    /// Those without which the wish would lose more, or all that do as well.
    private func servants(
        of wish: FitWish, with choices: [Int?], _ lost: Sacrifice
    ) -> [OptionPlace] {
        guard lost < .all, let facet = catalogue.number(of: wish.facet) else { return [] }
        let kind = catalogue.facets[facet].kind
        return catalogue.speakers[facet].filter { choices[$0.module] == $0.option }
            .filter { speaker in
                let own = kind.sacrifice(want: wish.want, got: speaker.got) ?? .all
                if case .set = kind { return own < .all }
                return own == lost
            }
            .map { catalogue.place($0.module, $0.option) }
    }

    private func why(
        _ wish: FitWish, _ lost: Sacrifice, _ wishes: [FitWish], _ choices: [Int?],
        _ budget: Int64?
    ) -> WhyLeft {
        guard let facet = catalogue.number(of: wish.facet) else { return .nothingOnOffer }
        var better: (speaker: Catalogue.Speaker, lost: Sacrifice)?
        var isServed = lost < .all
        for speaker in catalogue.speakers[facet] {
            var trial = choices
            trial[speaker.module] = speaker.option
            let after = catalogue.sacrifice(of: wish, with: trial)
            isServed = isServed || after < .all
            guard after < lost, better.map({ after < $0.lost }) ?? true else { continue }
            better = (speaker, after)
        }
        guard isServed else { return .nothingOnOffer }
        guard let better else { return .bestThereIs }
        return obstacle(to: better.speaker, wishes, choices, budget)
    }

    /// What stands in the way of one option.
    private func obstacle(
        to speaker: Catalogue.Speaker, _ wishes: [FitWish], _ choices: [Int?], _ budget: Int64?
    ) -> WhyLeft {
        let place = catalogue.place(speaker.module, speaker.option)
        var trial = choices
        trial[speaker.module] = speaker.option
        for rule in catalogue.rules where !catalogue.keeps(rule, trial) {
            switch rule {
            case .requires(let one, let others):
                return one == place ? .needs(place, anyOf: others) : .excluded(place, by: one)
            case .excludes(let one, let others):
                let other = others.first { $0 != place && catalogue.has($0, in: trial) }
                return .excluded(place, by: one == place ? other ?? one : one)
            case .count(let places, _, _): return .counted(place, of: places)
            }
        }
        if let budget {
            let over = catalogue.price(of: trial) - budget
            if over > 0 { return .overBudget(place, by: over) }
        }
        let losing = wishes.filter {
            catalogue.sacrifice(of: $0, with: choices) < catalogue.sacrifice(of: $0, with: trial)
        }
        return .forOthers(place, losing.map(\.facet))
    }
}

extension OfferRows {
    /// What a row comes to with a choice.
    func sum(_ row: Int, _ choices: [Int?]) -> Int64 {
        all[row].terms.reduce(0) { sum, term in
            sum + (choices[term.module].map { term.factors[$0] } ?? 0)
        }
    }
}
