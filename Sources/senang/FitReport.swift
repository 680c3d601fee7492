import Domain
import ExactJSON
import Kernel

/// What `senang fit` tells: for people, and as JSON.
struct FitReport {
    let catalogue: Catalogue
    let budget: Int64?
    var people: [(person: FitPerson, best: Composition)] = []
    private var variants: Variants?
    private var curve: [Variants.Choice] = []

    init(catalogue: Catalogue, budget: Int64?) {
        self.catalogue = catalogue
        self.budget = budget
    }

    mutating func note(_ variants: Variants, _ curve: [Variants.Choice]) {
        (self.variants, self.curve) = (variants, curve)
    }

    // MARK: Text

    var text: String {
        var lines: [String] = []
        for (person, best) in people {
            lines.append(
                "\(person.id): gives up \(percent(best.sacrifice)), \(money(best.price))\(proof(best))"
            )
            let options = catalogue.places(of: best.choices).map { name($0) }
            lines += options.map { "    \($0)" }
            for left in best.left where left.sacrifice > .none {
                lines.append("  left of \(facet(left.facet)): \(percent(left.sacrifice))")
                if let why = left.why { lines.append("    \(words(why))") }
            }
        }
        if let variants {
            lines.append("")
            lines.append("variants  gives up, mean  at most so much less  people served best")
            for choice in curve {
                let served = choice.served.map(String.init).joined(separator: " + ")
                lines.append(
                    pad("\(choice.chosen.count)", 10) + pad(mean(choice.remaining), 16)
                        + pad(choice.gap == 0 ? "proved" : mean(choice.gap), 22) + served)
            }
            lines.append("own for each: \(mean(variants.floor))")
        }
        return lines.joined(separator: "\n")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func percent(_ sacrifice: Sacrifice) -> String {
        // In tenths of a per cent, rounded.
        let tenths = (Int(sacrifice.millionths) + 500) / 1_000
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private func mean(_ sum: Int64) -> String {
        percent(Sacrifice(millionths: Int32(clamping: sum / Int64(max(1, people.count)))))
    }

    private func money(_ units: Int64) -> String {
        catalogue.currency.map { Money(minorUnits: units, $0).description } ?? "no price"
    }

    private func proof(_ best: Composition) -> String {
        best.isProved
            ? "" : "; stopped early, at most \(best.gapSacrifice.millionths) millionths less"
    }

    private func facet(_ id: FacetID) -> String {
        catalogue.facet(id)?.name.en ?? id.description
    }

    private func name(_ place: OptionPlace) -> String {
        guard let module = catalogue.modules.first(where: { $0.id == place.module }),
            let option = module.options.first(where: { $0.id == place.option })
        else { return place.description }
        return "\(module.name.en): \(option.name.en)"
    }

    private func words(_ why: WhyLeft) -> String {
        func list(_ places: [OptionPlace]) -> String {
            places.map { name($0) }.joined(separator: ", ")
        }
        return switch why {
        case .nothingOnOffer: "nothing on offer"
        case .bestThereIs: "the best there is"
        case .excluded(let place, let other): "\(name(place)) does not go with \(name(other))"
        case .needs(let place, let others): "\(name(place)) needs one of: \(list(others))"
        case .counted(let place, let others):
            "\(name(place)): too few or too many of \(list(others))"
        case .overBudget(let place, let over): "\(name(place)) is \(money(over)) over the budget"
        case .forOthers(let place, let facets):
            "\(name(place)) would cost more of \(facets.map(facet).joined(separator: ", "))"
        }
    }

    // MARK: JSON

    var json: ExactJSON {
        var fields: [(name: String, value: ExactJSON)] = [
            ("people", .array(people.map { told($0.person, $0.best) }))
        ]
        if let currency = catalogue.currency {
            fields.insert(("currency", .string(currency.description)), at: 0)
        }
        if let budget { fields.append(("budget", .integer(budget))) }
        if let variants { fields.append(("variants", told(variants))) }
        return .object(fields)
    }

    private func told(_ person: FitPerson, _ best: Composition) -> ExactJSON {
        let places = catalogue.places(of: best.choices)
        return .object([
            ("person", .string(person.id)),
            (
                "composition",
                .object(places.map { ("\($0.module)", .string("\($0.option)")) })
            ),
            ("price", .integer(best.price)),
            ("sacrifice_millionths", .integer(Int64(best.sacrifice.millionths))),
            ("weighted_millionths", .integer(best.weighted)),
            ("importance", .integer(best.importance)),
            ("proved", .bool(best.isProved)),
            ("gap_millionths", .integer(Int64(best.gapSacrifice.millionths))),
            ("remains", .array(zip(person.wishes, best.left).map { told($0, $1) })),
        ])
    }

    private func told(_ wish: FitWish, _ left: WishLeft) -> ExactJSON {
        var fields: [(name: String, value: ExactJSON)] = [
            ("facet", .string("\(left.facet)")),
            ("importance", .integer(left.importance)),
            ("sacrifice_millionths", .integer(Int64(left.sacrifice.millionths))),
            ("by", .array(left.by.map { .string("\($0)") })),
        ]
        if !wish.words.isEmpty { fields.append(("words", .string(wish.words))) }
        if let why = left.why { fields.append(("why", told(why))) }
        return .object(fields)
    }

    private func told(_ why: WhyLeft) -> ExactJSON {
        func place(_ place: OptionPlace) -> (name: String, value: ExactJSON) {
            ("option", .string("\(place)"))
        }
        func list(_ places: [OptionPlace]) -> ExactJSON { .array(places.map { .string("\($0)") }) }
        return switch why {
        case .nothingOnOffer: .object([("code", .string("nothingOnOffer"))])
        case .bestThereIs: .object([("code", .string("bestThereIs"))])
        case .excluded(let one, let other):
            .object([("code", .string("excluded")), place(one), ("by", .string("\(other)"))])
        case .needs(let one, let others):
            .object([("code", .string("needs")), place(one), ("any_of", list(others))])
        case .counted(let one, let others):
            .object([("code", .string("counted")), place(one), ("of", list(others))])
        case .overBudget(let one, let over):
            .object([("code", .string("overBudget")), place(one), ("over", .integer(over))])
        case .forOthers(let one, let facets):
            .object([
                ("code", .string("forOthers")), place(one),
                ("facets", .array(facets.map { .string("\($0)") })),
            ])
        }
    }

    private func told(_ variants: Variants) -> ExactJSON {
        .object([
            ("own_for_each_millionths", .integer(variants.floor)),
            (
                "curve",
                .array(
                    curve.map { choice in
                        .object([
                            ("count", ExactJSON(choice.chosen.count)),
                            ("remaining_millionths", .integer(choice.remaining)),
                            ("gap_millionths", .integer(choice.gap)),
                            (
                                "variants",
                                .array(
                                    zip(choice.chosen, choice.served).map {
                                        variant(variants.candidates[$0], served: $1)
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }

    private func variant(_ choices: [Int?], served: Int) -> ExactJSON {
        .object([
            (
                "composition",
                .object(
                    catalogue.places(of: choices).map { ("\($0.module)", .string("\($0.option)")) })
            ),
            ("price", .integer(catalogue.price(of: choices))),
            ("served_best", ExactJSON(served)),
        ])
    }
}
