/// The rules of a catalogue as sums that may not grow too large, worked out once.
struct OfferRows {
    struct Row {
        let limit: Int64
        /// By module, ascending: a factor for each of its options.
        let terms: [(module: Int, factors: [Int64])]
    }

    private(set) var all: [Row] = []
    /// By module: the rows in which its options stand.
    private(set) var ofModule: [[Int]]
    /// Options that may not be left out for a better one, since a rule may call for them.
    private(set) var isCalledFor: [[Bool]]
    /// Options that may not stand in for another, since a rule may forbid them.
    private(set) var isBarred: [[Bool]]

    init(_ catalogue: Catalogue) {
        ofModule = [[Int]](repeating: [], count: catalogue.modules.count)
        isCalledFor = catalogue.modules.map { [Bool](repeating: false, count: $0.options.count) }
        isBarred = isCalledFor
        for rule in catalogue.rules {
            let numbers = rule.places.compactMap { catalogue.number(of: $0) }
            guard let one = numbers.first else { continue }
            switch rule {
            case .requires:
                let others = Self.single(Array(numbers.dropFirst()))
                add([(one, 1)] + others.map { ($0, -1) }, 0, catalogue)
            case .excludes:
                for other in Self.single(Array(numbers.dropFirst())) where other != one {
                    add([(one, 1), (other, 1)], 1, catalogue)
                }
            case .count(_, let least, let most):
                let each = Self.single(numbers)
                if most < each.count { add(each.map { ($0, 1) }, Int64(most), catalogue) }
                if least > 0 { add(each.map { ($0, -1) }, -Int64(least), catalogue) }
            }
        }
    }

    private static func single(
        _ numbers: [Catalogue.OptionNumber]
    ) -> [Catalogue.OptionNumber] {
        var seen: Set<Catalogue.OptionNumber> = []
        return numbers.filter { seen.insert($0).inserted }
    }

    private mutating func add(
        _ entries: [(Catalogue.OptionNumber, Int64)], _ limit: Int64, _ catalogue: Catalogue
    ) {
        var terms: [(module: Int, factors: [Int64])] = []
        for module in Set(entries.map(\.0.module)).sorted() {
            let count = catalogue.modules[module].options.count
            var factors = [Int64](repeating: 0, count: count)
            for (number, factor) in entries where number.module == module {
                factors[number.option] += factor
            }
            for (option, factor) in factors.enumerated() {
                if factor > 0 { isBarred[module][option] = true }
                if factor < 0 { isCalledFor[module][option] = true }
            }
            ofModule[module].append(all.count)
            terms.append((module, factors))
        }
        all.append(Row(limit: limit, terms: terms))
    }
}
