import Domain
import Kernel

/// A catalogue at its largest, 200 modules of 20 options, and people with twelve wishes each.
enum FitBench {
    private static let moduleCount = 200
    private static let optionCount = 20
    private static let wishCount = 12
    private static let peopleCount = 200

    /// How the catalogue is made, and what each person may spend.
    private struct Shape {
        let name: String
        let facetCount: Int
        /// One facet for every so many modules; 0 for facets anywhere.
        let spread: Int
        let ruleCount: Int
        /// In per cent of what the composition without a budget costs.
        let budgetPercent: Int64?
    }

    static func run() {
        let shapes = [
            Shape(name: "free", facetCount: 60, spread: 0, ruleCount: 0, budgetPercent: nil),
            Shape(
                name: "with rules", facetCount: 60, spread: 0, ruleCount: 300, budgetPercent: nil),
            Shape(
                name: "with rules and a budget", facetCount: 60, spread: 0, ruleCount: 300,
                budgetPercent: 90),
            Shape(
                name: "each module its own facets, rules and a budget", facetCount: 60, spread: 4,
                ruleCount: 300, budgetPercent: 90),
        ]
        for shape in shapes { measure(shape) }
    }

    private static func measure(_ shape: Shape) {
        var random = SplitMix64(seed: 5)
        guard let catalogue = catalogue(shape, &random) else { return }
        let composer = Composer(catalogue)
        var times: [Duration] = []
        var gaps: [Int32] = []
        var refused = 0
        for _ in 0..<peopleCount {
            let wishes = wishes(of: catalogue, &random)
            do throws(FitRefusal) {
                var budget: Int64?
                if let percent = shape.budgetPercent {
                    let cheapest = try composer.cheapest()
                    let dear = try composer.best(for: wishes).price
                    budget = cheapest + (dear - cheapest) * percent / 100 / 2
                }
                var found: Composition?
                let time = ContinuousClock().measure {
                    found = try? composer.best(for: wishes, budget: budget)  // Counted below.
                }
                times.append(time)
                if let found, !found.isProved { gaps.append(found.gapSacrifice.millionths) }
                if found == nil { refused += 1 }
            } catch {
                refused += 1
            }
        }
        times.sort()
        guard let last = times.last else { return }
        print(
            "fit \(moduleCount) x \(optionCount), \(shape.name): p50 \(times[times.count / 2]), "
                + "p99 \(times[times.count * 99 / 100]), max \(last); \(gaps.count) of "
                + "\(times.count) stopped early, largest gap \(gaps.max() ?? 0) millionths; "
                + "\(refused) without a composition")
    }

    private static func catalogue(_ shape: Shape, _ random: inout SplitMix64) -> Catalogue? {
        let facets = (0..<shape.facetCount).compactMap { number -> Facet? in
            guard let id = FacetID("f\(number)") else { return nil }
            let options = (0..<6).compactMap { FacetOptionID("o\($0)") }
            let kinds: [FacetKind] = [
                .more(floor: Level(thousandths: 0)),
                .ideal(below: Level(thousandths: 4_000), above: Level(thousandths: 4_000)),
                .category(options), .set(options), .time(patience: .minutes(20)),
            ]
            return Facet(
                id: id, name: Words(en: "F", nl: "F"), kind: kinds[number % kinds.count])
        }
        let modules = (0..<moduleCount).compactMap { number -> OfferModule? in
            guard let id = ModuleID("m\(number)") else { return nil }
            let options = (0..<optionCount).compactMap { place -> ModuleOption? in
                guard let option = ModuleOptionID("o\(place)") else { return nil }
                var given: [Given] = []
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let facet =
                        shape.spread > 0
                        ? facets[
                            (number / shape.spread + Int.random(in: 0..<2, using: &random))
                                % facets.count]
                        : facets[Int.random(in: facets.indices, using: &random)]
                    guard !given.contains(where: { $0.facet == facet.id }) else { continue }
                    given.append(Given(facet.id, got(facet.kind, &random)))
                }
                return ModuleOption(
                    id: option, name: Words(en: "O", nl: "O"),
                    price: Int64.random(in: 0...200, using: &random) * 50, gives: given)
            }
            return OfferModule(
                id: id, name: Words(en: "M", nl: "M"), isOptional: number % 3 != 0,
                options: options)
        }
        func place() -> OptionPlace {
            let module = modules[Int.random(in: modules.indices, using: &random)]
            let option = module.options[Int.random(in: module.options.indices, using: &random)]
            return OptionPlace(module.id, option.id)
        }
        let rules = (0..<shape.ruleCount).map { number -> OfferRule in
            switch number % 5 {
            case 0, 1: .requires(place(), anyOf: [place(), place()])
            case 2, 3: .excludes(place(), [place(), place()])
            default: .count(of: (0..<8).map { _ in place() }, atLeast: 0, atMost: 2)
            }
        }
        do throws(CatalogueRefusal) {
            return try Catalogue(facets: facets, modules: modules, rules: rules)
        } catch {
            print("fit: no catalogue: \(error)")
            return nil
        }
    }

    private static func got(_ kind: FacetKind, _ random: inout SplitMix64) -> Got {
        switch kind {
        case .more, .ideal:
            .level(Level(thousandths: Int64.random(in: 0...10, using: &random) * 1_000))
        case .category(let options): .one(options[Int.random(in: options.indices, using: &random)])
        case .set(let options): .some(options.filter { _ in Bool.random(using: &random) })
        case .time: .after(.minutes(Int64.random(in: 0...60, using: &random)))
        }
    }

    private static func wishes(
        of catalogue: Catalogue, _ random: inout SplitMix64
    ) -> [FitWish] {
        (0..<wishCount).map { _ in
            let facet = catalogue.facets[Int.random(in: catalogue.facets.indices, using: &random)]
            let want: Want =
                switch facet.kind {
                case .more, .ideal:
                    .level(Level(thousandths: Int64.random(in: 5...10, using: &random) * 1_000))
                case .category(let options):
                    .oneOf([
                        WeightedOption(options[0], weight: 100),
                        WeightedOption(options[1], weight: 60),
                    ])
                case .set(let options):
                    .all(
                        options.prefix(4).enumerated().map {
                            WeightedOption($1, weight: UInt8(10 + 5 * $0))
                        })
                case .time: .within(.minutes(Int64.random(in: 0...15, using: &random)))
                }
            return FitWish(
                facet: facet.id, want: want,
                importance: Int64.random(in: 1...10, using: &random))
        }
    }
}
