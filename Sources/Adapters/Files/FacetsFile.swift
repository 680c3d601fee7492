import Domain
import Kernel
import Yams

/// Facets, levels and spans as a catalogue writes them.
enum FacetsFile {
    private static let keys = [
        "id", "name", "kind", "unit", "floor", "below", "above", "options", "patience",
    ]
    /// Which keys each kind has of its own.
    private static let ownKeys: [String: [String]] = [
        "more": ["floor"], "ideal": ["below", "above"], "category": ["options"],
        "set": ["options"], "time": ["patience"],
    ]

    static func facets(_ node: Node, _ document: YAMLDocument) -> [CatalogueFacet] {
        var names: Set<FacetID> = []
        let nodes = document.sequence(node, of: "facets")
        if nodes.count > Catalogue.facetCountMax {
            document.refuse(
                node, "a catalogue has at most \(Catalogue.facetCountMax) facets",
                "een catalogus heeft hooguit \(Catalogue.facetCountMax) facetten")
        }
        return nodes.compactMap { node in
            guard let map = document.mapping(node, keys: keys, of: "a facet"),
                let text = map.text("id", "quiet"),
                let name = map.required("name", "{en: Quiet, nl: Rust}")
                    .flatMap({ words($0, document) }),
                let kind = kind(map)
            else { return nil }
            guard let id = FacetID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each facet a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elk facet een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            let unit = map.optional("unit").flatMap { document.text($0, of: "'unit'") }
            return CatalogueFacet(id: id, name: name, kind: kind, unit: unit)
        }
    }

    private static func kind(_ map: YAMLMapping) -> FacetKind? {
        let document = map.document
        guard let word = map.text("kind", "more"), let node = map.optional("kind") else {
            return nil
        }
        guard let own = ownKeys[word] else {
            let hint = hint(word, among: ownKeys.keys.sorted())
            document.refuse(
                node, "kinds are more, ideal, category, set and time\(hint.en)",
                "soorten zijn more, ideal, category, set en time\(hint.nl)")
            return nil
        }
        for key in ["floor", "below", "above", "options", "patience"]
        where !own.contains(key) && map.optional(key) != nil {
            document.refuse(
                map.node, "'\(key)' says nothing of kind '\(word)'; leave it out",
                "'\(key)' zegt niets bij soort '\(word)'; laat het weg")
        }
        switch word {
        case "more":
            let floor = map.optional("floor").map { level($0, document) }
            guard let known = floor ?? Level(thousandths: 0) else { return nil }
            return .more(floor: known)
        case "ideal":
            guard let below = width("below", map), let above = width("above", map) else {
                return nil
            }
            return .ideal(below: below, above: above)
        case "time":
            guard let node = map.required("patience", "15 minutes"),
                let patience = span(node, document)
            else { return nil }
            guard patience.milliseconds > 0 else {
                document.refuse(
                    node, "patience is longer than nothing", "geduld is langer dan niets")
                return nil
            }
            return .time(patience: patience)
        default:
            guard let options = options(map) else { return nil }
            return word == "set" ? .set(options) : .category(options)
        }
    }

    private static func width(_ key: String, _ map: YAMLMapping) -> Level? {
        guard let node = map.required(key, "3"), let level = level(node, map.document) else {
            return nil
        }
        guard level.thousandths > 0 else {
            map.document.refuse(
                node, "'\(key)' is above 0: so far off the wish is wholly unmet",
                "'\(key)' is boven 0: zo ver ernaast is de wens helemaal niet vervuld")
            return nil
        }
        return level
    }

    /// `[vegan, {id: fish, name: {en: Fish, nl: Vis}}]`.
    private static func options(_ map: YAMLMapping) -> [FacetOptionID]? {
        let document = map.document
        guard let node = map.required("options", "[vegan, fish]") else { return nil }
        var names: Set<FacetOptionID> = []
        let options = document.sequence(node, of: "options").compactMap { node in
            var text = node.scalar?.string
            if node.mapping != nil,
                let own = document.mapping(node, keys: ["id", "name"], of: "an option")
            {
                text = own.text("id", "vegan")
                _ = own.optional("name").flatMap { words($0, document) }
            }
            guard let id = text.flatMap({ FacetOptionID($0) }), names.insert(id).inserted else {
                document.refuse(
                    node, "give each option a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elke optie een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return FacetOptionID?.none
            }
            return id
        }
        if options.isEmpty {
            document.refuse(node, "write at least one option", "schrijf minstens één optie")
        }
        return options
    }

    // MARK: Values

    static func level(_ node: Node, _ document: YAMLDocument) -> Level? {
        if let level = node.scalar.flatMap({ Level(written: $0.string) }) { return level }
        document.refuse(
            node, "write a number with at most three decimals, such as 8 or 7.5",
            "schrijf een getal met hooguit drie decimalen, zoals 8 of 7.5")
        return nil
    }

    static func span(_ node: Node, _ document: YAMLDocument) -> Span? {
        if let span = node.scalar.flatMap({ Span(written: $0.string) }) { return span }
        document.refuse(
            node, "write a length of time, such as '90 seconds', '15 minutes' or '2 days'",
            "schrijf een tijdsduur, zoals '90 seconds', '15 minutes' of '2 days'")
        return nil
    }

    static func option(
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
