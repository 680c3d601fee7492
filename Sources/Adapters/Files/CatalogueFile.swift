public import Domain
import Kernel
import Yams

/// What can be offered, as people write it: one YAML file, described in docs/fit.md.
public enum CatalogueFile {
    static let keys = ["currency", "facets", "modules", "rules"]
    private static let moduleKeys = ["id", "name", "optional", "options"]
    private static let optionKeys = ["id", "name", "price", "standing", "gives"]

    /// - Parameter venue: The facets of the venue whose catalogue it is: it then needs none of its
    ///   own, and what both have is of one kind.
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(
        _ text: String, file: String, of venue: [Facet] = []
    ) throws(FileProblems) -> Catalogue {
        let document = YAMLDocument(file: file)
        var catalogue: Catalogue?
        if let root = document.compose(text),
            let map = document.mapping(root, keys: keys, of: "a catalogue")
        {
            let currency = map.optional("currency").flatMap { Self.money($0, document) }
            let facets = Self.facets(map, venue)
            let modules =
                map.required("modules", "[{id: room, name: {…}, options: […]}]")
                .map { Self.modules($0, facets, currency, document) } ?? []
            let rules =
                map.optional("rules").map { RulesOfOffer(document, modules).read($0) } ?? []
            if document.problems.isEmpty {
                do throws(CatalogueRefusal) {
                    catalogue = try Catalogue(
                        facets: facets, modules: modules, rules: rules, currency: currency)
                } catch {
                    // Everything but the size was told above, with its place.
                    document.refuse(
                        root, "this is no catalogue: \(error)", "dit is geen catalogus: \(error)")
                }
            }
        }
        guard let catalogue, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return catalogue
    }

    /// The file's own, and those of the venue beside them.
    private static func facets(_ map: YAMLMapping, _ venue: [Facet]) -> [Facet] {
        let written =
            venue.isEmpty
            ? map.required("facets", "[{id: quiet, name: {…}, kind: more, floor: 0}]")
            : map.optional("facets")
        guard let written else { return venue }
        let reader = FacetReader(document: map.document, countMax: Catalogue.facetCountMax)
        let own = reader.facets(written)
        for facet in own {
            guard let same = venue.first(where: { $0.id == facet.id }), same.kind != facet.kind
            else { continue }
            map.document.refuse(
                written,
                "the venue has '\(facet.id)' as something else; leave it out here",
                "de locatie heeft '\(facet.id)' als iets anders; laat het hier weg")
        }
        return venue + own.filter { facet in !venue.contains { $0.id == facet.id } }
    }

    private static func money(_ node: Node, _ document: YAMLDocument) -> Currency? {
        if let currency = node.scalar.flatMap({ Currency($0.string) }) { return currency }
        document.refuse(
            node, "write a currency by its code, such as EUR",
            "schrijf een munt met haar code, zoals EUR")
        return nil
    }

    // MARK: Modules

    private static func modules(
        _ node: Node, _ facets: [Facet], _ currency: Currency?, _ document: YAMLDocument
    ) -> [OfferModule] {
        var names: Set<ModuleID> = []
        let nodes = document.sequence(node, of: "modules")
        if nodes.isEmpty || nodes.count > Catalogue.moduleCountMax {
            document.refuse(
                node, "a catalogue has 1 to \(Catalogue.moduleCountMax) modules",
                "een catalogus heeft 1 tot \(Catalogue.moduleCountMax) modules")
        }
        return nodes.compactMap { node in
            guard let map = document.mapping(node, keys: moduleKeys, of: "a module"),
                let text = map.text("id", "room"),
                let name = map.required("name", "{en: Room, nl: Kamer}")
                    .flatMap({ words($0, document) }),
                let list = map.required("options", "[{id: garden, name: {…}, gives: {quiet: 8}}]")
            else { return nil }
            guard let id = ModuleID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each module a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elke module een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            let isOptional = map.optional("optional").map { yesOrNo($0, document) } ?? false
            return OfferModule(
                id: id, name: name, isOptional: isOptional,
                options: options(list, facets, currency, document))
        }
    }

    private static func yesOrNo(_ node: Node, _ document: YAMLDocument) -> Bool {
        switch node.scalar?.string {
        case "yes", "true": return true
        case "no", "false": return false
        default:
            document.refuse(node, "write yes or no", "schrijf yes (ja) of no (nee)")
            return false
        }
    }

    private static func options(
        _ list: Node, _ facets: [Facet], _ currency: Currency?, _ document: YAMLDocument
    ) -> [ModuleOption] {
        var names: Set<ModuleOptionID> = []
        let nodes = document.sequence(list, of: "options")
        if nodes.isEmpty || nodes.count > Catalogue.optionCountMax {
            document.refuse(
                list, "a module has 1 to \(Catalogue.optionCountMax) options",
                "een module heeft 1 tot \(Catalogue.optionCountMax) keuzes")
        }
        return nodes.compactMap { node in
            guard let map = document.mapping(node, keys: optionKeys, of: "an option"),
                let text = map.text("id", "garden"),
                let name = map.required("name", "{en: Garden side, nl: Tuinkant}")
                    .flatMap({ words($0, document) })
            else { return nil }
            guard let id = ModuleOptionID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each option a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elke keuze een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            let gives = map.optional("gives").map { given($0, facets, document) } ?? []
            return ModuleOption(
                id: id, name: name,
                price: map.optional("price").map { price($0, currency, document) } ?? 0,
                standing: map.optional("standing").flatMap { standing($0, document) },
                gives: gives)
        }
    }

    private static func price(
        _ node: Node, _ currency: Currency?, _ document: YAMLDocument
    ) -> Int64 {
        guard let currency else {
            document.refuse(
                node, "a price needs 'currency: EUR' at the top of the file",
                "bij een prijs hoort 'currency: EUR' boven in het bestand")
            return 0
        }
        if let money = node.scalar.flatMap({ Money($0.string, currency) }),
            (0...ModuleOption.priceMax).contains(money.minorUnits)
        {
            return money.minorUnits
        }
        document.refuse(
            node, "write an amount in \(currency) with a full stop, such as 20.00; not below 0",
            "schrijf een bedrag in \(currency) met een punt, zoals 20.00; niet onder 0")
        return 0
    }

    private static func standing(_ node: Node, _ document: YAMLDocument) -> Int? {
        if let number = node.scalar.flatMap({ Int($0.string) }), (-100...100).contains(number) {
            return number
        }
        document.refuse(
            node, "'standing' is a whole number from -100 to 100",
            "'standing' is een geheel getal van -100 tot 100")
        return nil
    }

    /// `{quiet: 8, view: garden, diet: [vegan], waiting: 10 minutes}`.
    private static func given(
        _ node: Node, _ facets: [Facet], _ document: YAMLDocument
    ) -> [Given] {
        let keys = facets.map(\.id.description)
        guard let map = document.mapping(node, keys: keys, of: "'gives'") else { return [] }
        return facets.compactMap { facet in
            map.optional(facet.id.description).flatMap { node in
                got(node, facet, document).map { Given(facet.id, $0) }
            }
        }
    }

    private static func got(
        _ node: Node, _ facet: Facet, _ document: YAMLDocument
    ) -> Got? {
        switch facet.kind {
        case .more, .ideal: Level.read(node, document).map { .level($0) }
        case .category(let options):
            option(node, among: options, document).map { .one($0) }
        case .set(let options):
            .some(
                document.sequence(node, of: "options").compactMap {
                    option($0, among: options, document)
                })
        case .time: Span.readAny(node, document).map { .after($0) }
        }
    }

    private static func option(
        _ node: Node, among options: [FacetOptionID], _ document: YAMLDocument
    ) -> FacetOptionID? {
        let text = node.scalar?.string ?? ""
        if let option = options.first(where: { $0.description == text }) { return option }
        let names = options.map(\.description)
        let hint = hint(text, among: names)
        let list = names.joined(separator: ", ")
        document.refuse(
            node, "'\(text)' is none of \(list)\(hint.en)",
            "'\(text)' is geen van \(list)\(hint.nl)")
        return nil
    }
}

/// `{if: room/suite, requires: [transfer/taxi]}`, `{if: …, excludes: […]}` and
/// `{of: […], at least: 1, at most: 2}`.
private struct RulesOfOffer {
    let document: YAMLDocument
    let places: [String: OptionPlace]
    private let names: [String]

    init(_ document: YAMLDocument, _ modules: [OfferModule]) {
        self.document = document
        let all = modules.flatMap { module in
            module.options.map { OptionPlace(module.id, $0.id) }
        }
        names = all.map(\.description)
        // No option is here twice, since ids were told apart.
        places = Dictionary(all.map { ($0.description, $0) }) { first, _ in first }
    }

    func read(_ node: Node) -> [OfferRule] {
        let nodes = document.sequence(node, of: "rules")
        if nodes.count > Catalogue.ruleCountMax {
            document.refuse(
                node, "a catalogue has at most \(Catalogue.ruleCountMax) rules",
                "een catalogus heeft hooguit \(Catalogue.ruleCountMax) regels")
        }
        return nodes.compactMap(rule)
    }

    private func rule(_ node: Node) -> OfferRule? {
        let keys = ["if", "requires", "excludes", "of", "at least", "at most"]
        guard let map = document.mapping(node, keys: keys, of: "a rule") else { return nil }
        let found = keys.filter { map.optional($0) != nil }
        switch Set(found) {
        case ["if", "requires"]:
            guard let one = map.optional("if").flatMap(place) else { return nil }
            return .requires(one, anyOf: list(map.optional("requires")))
        case ["if", "excludes"]:
            guard let one = map.optional("if").flatMap(place) else { return nil }
            return .excludes(one, list(map.optional("excludes")))
        case ["of", "at least"], ["of", "at most"], ["of", "at least", "at most"]:
            let places = list(map.optional("of"))
            let count = Set(places).count
            let least = map.optional("at least").map(number) ?? 0
            let most = map.optional("at most").map(number) ?? max(least, count)
            guard least <= most, least <= count else {
                document.refuse(
                    node, "of \(count) options there are never at least \(least), at most \(most)",
                    "van \(count) keuzes zijn er nooit minstens \(least), hooguit \(most)")
                return nil
            }
            return .count(of: places, atLeast: least, atMost: most)
        default:
            document.refuse(
                node,
                "write {if: a/b, requires: [c/d]}, {if: a/b, excludes: [c/d]} or {of: [a/b, c/d], at most: 1}",
                "schrijf {if: a/b, requires: [c/d]}, {if: a/b, excludes: [c/d]} of {of: [a/b, c/d], at most: 1}"
            )
            return nil
        }
    }

    private func list(_ node: Node?) -> [OptionPlace] {
        guard let node else { return [] }
        return document.sequence(node, of: "options").compactMap(place)
    }

    private func place(_ node: Node) -> OptionPlace? {
        guard let text = document.text(node, of: "an option") else { return nil }
        if let place = places[text] { return place }
        let hint = hint(text, among: names)
        document.refuse(
            node, "there is no option '\(text)'; write MODULE/OPTION\(hint.en)",
            "er is geen keuze '\(text)'; schrijf MODULE/KEUZE\(hint.nl)")
        return nil
    }

    private func number(_ node: Node) -> Int {
        if let number = node.scalar.flatMap({ Int($0.string) }), (0...10_000).contains(number) {
            return number
        }
        document.refuse(
            node, "write a whole number from 0", "schrijf een geheel getal vanaf 0")
        return 0
    }
}
