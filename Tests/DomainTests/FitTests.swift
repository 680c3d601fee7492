import Domain
import Kernel
import Testing

@Suite("Fit")
struct FitTests {
    private static let seeds = Array(UInt64(1)...300)

    private func words(_ text: String) -> Words { Words(en: text, nl: text) }

    // MARK: Exactly

    @Test("Of every composition of hundreds of catalogues the least sacrifice is found, cheapest")
    func bruteForce() throws {
        var (found, ruled, priced, refused) = (0, 0, 0, 0)
        for seed in Self.seeds {
            let scene = try FitScene(seed: seed)
            let all = scene.all()
            let free = scene.least(all, within: nil)
            var budgets: [Int64?] = [nil]
            if let free { budgets += [free.price - 1, free.price * 2 / 3, free.price / 3] }
            for budget in budgets {
                let least = scene.least(all, within: budget)
                do throws(FitRefusal) {
                    let best = try Composer(scene.catalogue).best(
                        for: scene.wishes, budget: budget)
                    #expect(best.weighted == least?.lost, "seed \(seed), budget \(budget ?? -1)")
                    #expect(best.price == least?.price, "seed \(seed), budget \(budget ?? -1)")
                    #expect(best.gap == 0 && best.isProved, "seed \(seed)")
                    #expect(scene.lost(best.choices) == best.weighted, "seed \(seed)")
                    #expect(scene.price(best.choices) == best.price, "seed \(seed)")
                    #expect(scene.isKept(best.choices), "seed \(seed)")
                    found += 1
                    if budget != nil { priced += 1 }
                } catch {
                    #expect(least == nil, "seed \(seed), budget \(budget ?? -1): \(error)")
                    let cheapest = all.map(\.price).min()
                    let expected = cheapest.map { FitRefusal.budgetTooSmall(cheapest: $0) }
                    #expect(error == expected ?? .rulesContradict, "seed \(seed)")
                    refused += 1
                }
            }
            let unruled = scene.least(scene.all(keepingRules: false), within: nil)
            if unruled?.lost != free?.lost { ruled += 1 }
        }
        // Every kind of case was met, often.
        #expect(found > 500 && ruled > 15 && priced > 250 && refused > 50)
    }

    @Test("A search that overlooked the rules would be seen", arguments: [UInt64(1)...300])
    func control(seeds: ClosedRange<UInt64>) throws {
        let differing = try seeds.filter { seed in
            let scene = try FitScene(seed: seed)
            let bare = try Catalogue(
                facets: scene.catalogue.facets, modules: scene.catalogue.modules)
            let best = try Composer(bare).best(for: scene.wishes)
            return !scene.isKept(best.choices)
        }
        #expect(differing.count > 25)
    }

    @Test("A search that is stopped early says honestly how much less there could be")
    func stopped() throws {
        var early = 0
        for seed in Self.seeds {
            let scene = try FitScene(seed: seed)
            guard let least = scene.least(scene.all(), within: nil),
                let best = try? Composer(scene.catalogue, effort: 1).best(for: scene.wishes)
            else { continue }  // So little effort may find nothing at all.
            #expect(scene.isKept(best.choices), "seed \(seed)")
            #expect(best.weighted >= least.lost, "seed \(seed)")
            #expect(best.weighted - best.gap <= least.lost, "seed \(seed)")
            if best.gap > 0 { early += 1 }
        }
        #expect(early > 5)
    }

    @Test("The same question has the same answer")
    func repeatable() throws {
        for seed in Self.seeds.prefix(50) {
            let scene = try FitScene(seed: seed)
            let composer = Composer(scene.catalogue)
            let first = try? composer.best(for: scene.wishes)
            #expect(first == (try? composer.best(for: scene.wishes)), "seed \(seed)")
        }
    }

    @Test("An option that another passes in everything changes nothing, first or last")
    func dominated() throws {
        for seed in Self.seeds.prefix(200) {
            let scene = try FitScene(seed: seed)
            guard let best = try? Composer(scene.catalogue).best(for: scene.wishes) else {
                continue
            }
            let useless = ModuleOption(
                id: try #require(ModuleOptionID("useless")), name: words("U"), price: 9_999,
                gives: [])
            for isFirst in [true, false] {
                let modules = scene.catalogue.modules.map {
                    OfferModule(
                        id: $0.id, name: $0.name, isOptional: $0.isOptional,
                        options: isFirst ? [useless] + $0.options : $0.options + [useless])
                }
                let larger = try Catalogue(
                    facets: scene.catalogue.facets, modules: modules,
                    rules: scene.catalogue.rules)
                // It may free somebody of a rule, so less can be left, never more.
                let other = try Composer(larger).best(for: scene.wishes)
                #expect(other.weighted <= best.weighted, "seed \(seed)")
                if scene.catalogue.rules.isEmpty {
                    #expect(other.weighted == best.weighted, "seed \(seed)")
                    #expect(other.price == best.price, "seed \(seed)")
                }
            }
        }
    }

    // MARK: What is left, and why

    private func hotel(rules: [OfferRule]) throws -> Catalogue {
        let quiet = try #require(FacetID("quiet"))
        let food = try #require(FacetID("food"))
        let fish = try #require(FacetOptionID("fish"))
        func option(_ id: String, _ price: Int64, _ gives: [Given]) throws -> ModuleOption {
            ModuleOption(
                id: try #require(ModuleOptionID(id)), name: words(id), price: price, gives: gives)
        }
        func level(_ value: Int64) -> Given {
            Given(quiet, .level(Level(thousandths: value * 1_000)))
        }
        return try Catalogue(
            facets: [
                Facet(
                    id: quiet, name: words("Quiet"), kind: .more(floor: Level(thousandths: 0))),
                Facet(id: food, name: words("Food"), kind: .set([fish])),
                Facet(
                    id: try #require(FacetID("sea")), name: words("Sea"),
                    kind: .more(floor: Level(thousandths: 0))),
            ],
            modules: [
                OfferModule(
                    id: try #require(ModuleID("room")), name: words("Room"),
                    options: [
                        try option("street", 100, [level(2)]),
                        try option("garden", 300, [level(8)]),
                    ]),
                OfferModule(
                    id: try #require(ModuleID("meal")), name: words("Meal"), isOptional: true,
                    options: [try option("fish", 50, [Given(food, .some([fish]))])]),
            ], rules: rules)
    }

    private func place(_ text: String) throws -> OptionPlace { try #require(OptionPlace(text)) }

    private func wish(_ facet: String, _ level: Int64, importance: Int64) throws -> FitWish {
        FitWish(
            facet: try #require(FacetID(facet)), want: .level(Level(thousandths: level * 1_000)),
            importance: importance)
    }

    private func fish(importance: Int64) throws -> FitWish {
        FitWish(
            facet: try #require(FacetID("food")),
            want: .all([WeightedOption(try #require(FacetOptionID("fish")), weight: 1)]),
            importance: importance)
    }

    @Test("What nothing gives is told as nothing on offer, and the best there is as that")
    func nothing() throws {
        let wishes = [
            try wish("sea", 5, importance: 3), try wish("quiet", 10, importance: 1),
            try fish(importance: 1),
        ]
        let best = try Composer(try hotel(rules: [])).best(for: wishes)

        #expect(best.left.map(\.why) == [.nothingOnOffer, .bestThereIs, nil])
        #expect(best.left.map(\.sacrifice.millionths) == [1_000_000, 200_000, 0])
        #expect(best.left.map(\.by) == [[], [try place("room/garden")], [try place("meal/fish")]])
        #expect(best.weighted == 3_200_000)
        #expect(best.sacrifice.millionths == 640_000)
        #expect(best.price == 350)
    }

    @Test("What a rule or the budget stands in the way of is told with it")
    func inTheWay() throws {
        let garden = try place("room/garden")
        let meal = try place("meal/fish")
        let wishes = [try wish("quiet", 8, importance: 2), try fish(importance: 5)]
        func why(_ rules: [OfferRule], budget: Int64? = nil) throws -> [WhyLeft?] {
            try Composer(try hotel(rules: rules)).best(for: wishes, budget: budget).left.map(\.why)
        }

        #expect(try why([.excludes(garden, [meal])]) == [.excluded(garden, by: meal), nil])
        #expect(try why([.excludes(meal, [garden])]) == [.excluded(garden, by: meal), nil])
        #expect(
            try why([.count(of: [garden, meal], atLeast: 0, atMost: 1)]) == [
                .counted(garden, of: [garden, meal]), nil,
            ])
        #expect(try why([], budget: 349) == [.overBudget(garden, by: 1), nil])
        #expect(try why([], budget: 350) == [nil, nil])
        #expect(try why([.requires(garden, anyOf: [meal])]) == [nil, nil])
        #expect(
            try why([.requires(garden, anyOf: [try place("room/street")])]) == [
                .needs(garden, anyOf: [try place("room/street")]), nil,
            ])
        #expect(throws: FitRefusal.budgetTooSmall(cheapest: 100)) {
            _ = try why([], budget: 99)
        }
        #expect(throws: FitRefusal.rulesContradict) {
            _ = try why(
                [.count(of: [garden], atLeast: 1, atMost: 1), .excludes(meal, [meal])]
                    + [.requires(garden, anyOf: [try place("room/street")])])
        }
    }

    @Test("An option that one wish loses by and a weightier one gains by is told as for others")
    func forOthers() throws {
        let quiet = try #require(FacetID("quiet"))
        let near = try #require(FacetID("near"))
        let kind = FacetKind.more(floor: Level(thousandths: 0))
        func option(_ id: String, _ first: Int64, _ second: Int64) throws -> ModuleOption {
            ModuleOption(
                id: try #require(ModuleOptionID(id)), name: words(id),
                gives: [
                    Given(quiet, .level(Level(thousandths: first))),
                    Given(near, .level(Level(thousandths: second))),
                ])
        }
        let catalogue = try Catalogue(
            facets: [
                Facet(id: quiet, name: words("Q"), kind: kind),
                Facet(id: near, name: words("N"), kind: kind),
            ],
            modules: [
                OfferModule(
                    id: try #require(ModuleID("room")), name: words("Room"),
                    options: [try option("far", 5_000, 0), try option("close", 0, 5_000)])
            ])
        let best = try Composer(catalogue).best(for: [
            try wish("quiet", 5, importance: 2), try wish("near", 5, importance: 3),
        ])

        #expect(best.choices == [1])
        #expect(best.left.map(\.why) == [.forOthers(try place("room/far"), [near]), nil])
    }

    @Test("Wishes of another kind, of no facet or without weight are refused in order")
    func refusals() throws {
        let composer = Composer(try hotel(rules: []))
        let sun = try #require(FacetID("sun"))
        #expect(throws: FitRefusal.unknownFacet(sun)) {
            try composer.best(for: [try wish("sun", 1, importance: 1)])
        }
        #expect(throws: FitRefusal.otherKind(try #require(FacetID("food")))) {
            try composer.best(for: [try wish("food", 1, importance: 1)])
        }
        for importance in [0, FitWish.importanceMax + 1] {
            #expect(throws: FitRefusal.self) {
                try composer.best(for: [try wish("quiet", 1, importance: importance)])
            }
        }
        #expect(try composer.best(for: []).weighted == 0)
        #expect(try composer.best(for: []).price == 100)
    }
}
