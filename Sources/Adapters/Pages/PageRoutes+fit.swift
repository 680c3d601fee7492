import Domain
import Foundation
import Kernel

/// What can be done for somebody, out of what the venue has on offer.
extension PageRoutes {
    /// The composition that leaves this person least to settle for, and what it leaves.
    ///
    /// - Returns: `nil` without a catalogue, without a wish that counts, or when nothing can be
    ///   composed.
    /// - Cost: that of ``Composer/best(for:budget:)``, on no thread that others wait for.
    func offer(for view: WishView, _ visit: Visit) -> [String: Any]? {
        guard let composer = offers.composer else { return nil }
        let catalogue = composer.catalogue
        let wished = catalogue.wished(in: view)
        let wishes = wished.compactMap(\.wish)
        guard !wishes.isEmpty, let best = try? composer.best(for: wishes) else { return nil }
        let serving = Set(best.left.flatMap(\.by))
        let chosen = catalogue.places(of: best.choices)
        // Whatever is in the price is in sight.
        let told = chosen.filter { serving.contains($0) || price(of: $0, catalogue) > 0 }
        let others = chosen.filter { !told.contains($0) }
        var left = best.left[...]
        var lines: [[String: Any]] = []
        for each in wished {
            guard each.wish != nil else {
                lines.append(nothing(for: each.entry, visit))
                continue
            }
            guard let found = left.popFirst() else { break }
            lines.append(line(found, each.entry, catalogue, visit))
        }
        var values: [String: Any] = [
            "parts": told.map {
                part($0, catalogue, visit, isServing: serving.contains($0))
            },
            "hasParts": !told.isEmpty,
            "others": others.map { name($0, catalogue, visit) },
            "hasOthers": !others.isEmpty,
            "fits": lines,
        ]
        if let currency = catalogue.currency, best.price > 0 {
            values["price"] = visit.money(Money(minorUnits: best.price, currency))
        }
        values["isUnproved"] = !best.isProved
        return values
    }

    private func nothing(for entry: WishView.Entry, _ visit: Visit) -> [String: Any] {
        [
            "fitFacet": facetName(entry, visit), "fitAbout": visit.said(entry),
            "fitNear": visit.text("near-nothing"),
            "fitPart": "0", "fitWhy": visit.text("why-nothingOnOffer"),
        ]
    }

    private func line(
        _ left: WishLeft, _ entry: WishView.Entry, _ catalogue: Catalogue, _ visit: Visit
    ) -> [String: Any] {
        let sacrifice = Int(left.sacrifice.millionths)
        var values: [String: Any] = [
            "fitFacet": facetName(entry, visit), "fitAbout": visit.said(entry),
            "fitNear": visit.text("near-\(Nearness(sacrifice: sacrifice).rawValue)"),
            "fitPart": "\(Nearness.part(sacrifice: sacrifice) ?? 0)",
        ]
        values["fitWhy"] = left.why.map { why($0, catalogue, visit) }
        return values
    }

    /// One line of the offer, with what it costs.
    private func part(
        _ place: OptionPlace, _ catalogue: Catalogue, _ visit: Visit, isServing: Bool
    ) -> [String: Any] {
        var values: [String: Any] = ["partName": name(place, catalogue, visit)]
        if !isServing { values["partNote"] = visit.text("partNeeded") }
        let price = price(of: place, catalogue)
        if let currency = catalogue.currency, price > 0 {
            values["partPrice"] = visit.money(Money(minorUnits: price, currency))
        }
        return values
    }

    private func price(of place: OptionPlace, _ catalogue: Catalogue) -> Int64 {
        let module = catalogue.modules.first { $0.id == place.module }
        return module?.options.first { $0.id == place.option }?.price ?? 0
    }

    /// What a line is about, beside the person's own words.
    private func facetName(_ entry: WishView.Entry, _ visit: Visit) -> String {
        entry.facet.map { visit.language.of($0.name) } ?? entry.wish.said.facet.description
    }

    /// `Room: Garden side`.
    private func name(_ place: OptionPlace, _ catalogue: Catalogue, _ visit: Visit) -> String {
        guard let module = catalogue.modules.first(where: { $0.id == place.module }),
            let option = module.options.first(where: { $0.id == place.option })
        else { return place.description }
        return "\(visit.language.of(module.name)): \(visit.language.of(option.name))"
    }

    private func why(_ why: WhyLeft, _ catalogue: Catalogue, _ visit: Visit) -> String {
        func names(_ places: [OptionPlace]) -> String {
            places.map { name($0, catalogue, visit) }.joined(separator: ", ")
        }
        func said(_ key: String, _ texts: String...) -> String {
            String(format: visit.text("why-\(key)"), arguments: texts)
        }
        switch why {
        case .nothingOnOffer: return visit.text("why-nothingOnOffer")
        case .bestThereIs: return visit.text("why-bestThereIs")
        case .excluded(let one, let other): return said("excluded", names([one]), names([other]))
        case .needs(let one, let others): return said("needs", names([one]), names(others))
        case .counted(let one, let others): return said("counted", names([one]), names(others))
        case .overBudget(let one, let more):
            let sum = catalogue.currency.map { visit.money(Money(minorUnits: more, $0)) }
            return said("overBudget", names([one]), sum ?? "\(more)")
        case .forOthers(let one, let facets):
            let others = facets.map { id in
                catalogue.facet(id).map { visit.language.of($0.name) } ?? id.description
            }
            return said("forOthers", names([one]), others.joined(separator: ", "))
        }
    }
}
