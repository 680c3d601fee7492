import Domain
import Kernel

/// Small catalogues by chance, and every composition of one weighed: slow, plain, and unlike the
/// search.
struct FitScene {
    let catalogue: Catalogue
    let wishes: [FitWish]

    static let options = (0..<4).compactMap { FacetOptionID("x\($0)") }

    init(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let kinds: [FacetKind] = [
            .more(floor: Level(thousandths: 0)), .more(floor: Level(thousandths: 20_000)),
            .ideal(below: Level(thousandths: 3_000), above: Level(thousandths: 6_000)),
            .category(Self.options), .set(Self.options), .time(patience: .minutes(10)),
        ]
        let facets = (0..<Int.random(in: 2...6, using: &random)).compactMap { number in
            FacetID("f\(number)").map {
                Facet(
                    id: $0, name: Words(en: "F", nl: "F"),
                    kind: kinds[Int.random(in: kinds.indices, using: &random)])
            }
        }
        var modules: [OfferModule] = []
        for number in 0..<Int.random(in: 1...5, using: &random) {
            guard let id = ModuleID("m\(number)") else { continue }
            let count = Int.random(in: 1...4, using: &random)
            let options = (0..<count).compactMap { Self.option($0, facets, &random) }
            modules.append(
                OfferModule(
                    id: id, name: Words(en: "M", nl: "M"),
                    isOptional: Bool.random(using: &random), options: options))
        }
        let rules = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            Self.rule(modules, &random)
        }
        catalogue = try Catalogue(facets: facets, modules: modules, rules: rules)
        wishes = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            let facet = facets[Int.random(in: facets.indices, using: &random)]
            return FitWish(
                facet: facet.id, want: Self.want(facet.kind, &random),
                importance: Int64.random(in: 1...9, using: &random))
        }
    }

    private static func option(
        _ number: Int, _ facets: [Facet], _ random: inout SplitMix64
    ) -> ModuleOption? {
        var given: [Given] = []
        for facet in facets where Int.random(in: 0..<2, using: &random) == 0 {
            given.append(Given(facet.id, got(facet.kind, &random)))
        }
        return ModuleOptionID("o\(number)").map {
            ModuleOption(
                id: $0, name: Words(en: "O", nl: "O"),
                price: Int64.random(in: 0...4, using: &random) * 100, gives: given)
        }
    }

    private static func rule(_ modules: [OfferModule], _ random: inout SplitMix64) -> OfferRule {
        func place() -> OptionPlace {
            let module = modules[Int.random(in: modules.indices, using: &random)]
            let option = module.options[Int.random(in: module.options.indices, using: &random)]
            return OptionPlace(module.id, option.id)
        }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .requires(place(), anyOf: [place(), place()])
        case 1: return .excludes(place(), [place(), place()])
        case 2: return .count(of: [place(), place(), place()], atLeast: 0, atMost: 1)
        default: return .count(of: [place(), place(), place()], atLeast: 1, atMost: 3)
        }
    }

    private static func got(_ kind: FacetKind, _ random: inout SplitMix64) -> Got {
        switch kind {
        case .more, .ideal:
            .level(Level(thousandths: Int64.random(in: 0...10, using: &random) * 1_000))
        case .category: .one(options[Int.random(in: options.indices, using: &random)])
        case .set: .some(options.filter { _ in Bool.random(using: &random) })
        case .time: .after(.minutes(Int64.random(in: 0...30, using: &random)))
        }
    }

    private static func want(_ kind: FacetKind, _ random: inout SplitMix64) -> Want {
        switch kind {
        case .more, .ideal:
            .level(Level(thousandths: Int64.random(in: 1...10, using: &random) * 1_000))
        case .category:
            .oneOf([
                WeightedOption(options[0], weight: 100), WeightedOption(options[1], weight: 40),
            ])
        case .set:
            .all(
                options.prefix(3).map {
                    WeightedOption($0, weight: UInt8.random(in: 1...100, using: &random))
                })
        case .time: .within(.minutes(Int64.random(in: 0...20, using: &random)))
        }
    }

    // MARK: Every composition

    struct Weighed {
        let choices: [Int?]
        let lost: Int64
        let price: Int64
    }

    /// All that keep the rules.
    func all(keepingRules: Bool = true) -> [Weighed] {
        var choices: [[Int?]] = [[]]
        for module in catalogue.modules {
            let own: [Int?] = (module.isOptional ? [nil] : []) + module.options.indices.map { $0 }
            choices = choices.flatMap { begun in own.map { begun + [$0] } }
        }
        return choices.filter { !keepingRules || isKept($0) }.map {
            Weighed(choices: $0, lost: lost($0), price: price($0))
        }
    }

    func least(_ all: [Weighed], within budget: Int64?) -> Weighed? {
        all.filter { weighed in budget.map { weighed.price <= $0 } ?? true }
            .min { ($0.lost, $0.price) < ($1.lost, $1.price) }
    }

    private func chosen(_ choices: [Int?]) -> [(place: OptionPlace, option: ModuleOption)] {
        zip(catalogue.modules, choices).compactMap { module, choice in
            choice.map {
                (OptionPlace(module.id, module.options[$0].id), module.options[$0])
            }
        }
    }

    func price(_ choices: [Int?]) -> Int64 { chosen(choices).reduce(0) { $0 + $1.option.price } }

    func isKept(_ choices: [Int?]) -> Bool {
        let there = Set(chosen(choices).map(\.place))
        return catalogue.rules.allSatisfy { rule in
            switch rule {
            case .requires(let one, let others):
                !there.contains(one) || !there.isDisjoint(with: others)
            case .excludes(let one, let others):
                !there.contains(one) || there.isDisjoint(with: Set(others).subtracting([one]))
            case .count(let places, let least, let most):
                (least...most).contains(there.intersection(places).count)
            }
        }
    }

    func lost(_ choices: [Int?]) -> Int64 { lost(choices, wishes) }

    func lost(_ choices: [Int?], _ wishes: [FitWish]) -> Int64 {
        let gives = chosen(choices).flatMap(\.option.gives)
        return wishes.reduce(0) { sum, wish in
            guard let kind = catalogue.facet(wish.facet)?.kind else { return sum }
            let gots = gives.filter { $0.facet == wish.facet }.map(\.got)
            var lost = gots.compactMap { kind.sacrifice(want: wish.want, got: $0) }.min() ?? .all
            if case .set = kind {
                var together: [FacetOptionID] = []
                for case .some(let options) in gots { together += options }
                lost = kind.sacrifice(want: wish.want, got: .some(together)) ?? .all
            }
            return sum + wish.importance * Int64(lost.millionths)
        }
    }
}
