import Domain
import Kernel
import Yams

/// What people can have wishes on.
extension VenueFile {
    private static let facetKeys = [
        "id", "name", "kind", "unit", "floor", "below", "above", "options", "patience", "wait",
    ]
    private static let kinds = ["more", "ideal", "category", "set", "time"]

    /// `- {id: waiting, name: {en: …, nl: …}, kind: time, patience: 15 minutes, wait: queue}`.
    static func facets(
        _ node: Node, _ venue: Venue, _ document: YAMLDocument
    ) -> [Facet] {
        var names = Set<FacetID>()
        let nodes = document.sequence(node, of: "facets")
        if nodes.count > Facet.countMax {
            document.refuse(
                node, "a venue has at most \(Facet.countMax) facets",
                "een locatie heeft hooguit \(Facet.countMax) facetten")
        }
        return nodes.compactMap { node in
            guard let map = document.mapping(node, keys: facetKeys, of: "a facet"),
                let text = map.text("id", "quiet"),
                let name = map.required("name", "{en: …, nl: …}").flatMap({ words($0, document) }),
                let word = map.text("kind", "more"), let kind = facetKind(word, map)
            else { return nil }
            guard let id = FacetID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each facet a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elk facet een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            return Facet(
                id: id, name: name, kind: kind.kind,
                unit: map.optional("unit").flatMap { words($0, document) },
                options: kind.options, wait: wait(map, kind.kind, venue))
        }
    }

    private static func facetKind(
        _ word: String, _ map: YAMLMapping
    ) -> (kind: FacetKind, options: [FacetOption])? {
        switch word {
        case "more":
            return level(map, "floor", "0").map { (.more(floor: $0), []) }
        case "ideal":
            guard let below = level(map, "below", "3"), let above = level(map, "above", "3")
            else { return nil }
            guard below.thousandths > 0, above.thousandths > 0 else {
                map.document.refuse(
                    map.node, "'below' and 'above' are more than 0",
                    "'below' en 'above' zijn meer dan 0")
                return nil
            }
            return (.ideal(below: below, above: above), [])
        case "category", "set":
            guard let options = options(map) else { return nil }
            let ids = options.map(\.id)
            return (word == "set" ? .set(ids) : .category(ids), options)
        case "time":
            return map.required("patience", "15 minutes").flatMap { node in
                guard let span = Span.read(node, map.document) else { return nil }
                return (.time(patience: span), [])
            }
        default:
            let known = kinds.joined(separator: ", ")
            let hint = hint(word, among: kinds)
            map.document.refuse(
                map.optional("kind") ?? map.node, "a facet's kind is one of \(known)\(hint.en)",
                "de soort van een facet is een van \(known)\(hint.nl)")
            return nil
        }
    }

    private static func options(_ map: YAMLMapping) -> [FacetOption]? {
        guard let node = map.required("options", "[{id: sate, name: {en: …, nl: …}}]") else {
            return nil
        }
        var names = Set<FacetOptionID>()
        let document = map.document
        let nodes = document.sequence(node, of: "options")
        let options = nodes.compactMap { node -> FacetOption? in
            guard let map = document.mapping(node, keys: ["id", "name"], of: "an option"),
                let text = map.text("id", "sate"),
                let name = map.required("name", "{en: …, nl: …}").flatMap({ words($0, document) })
            else { return nil }
            guard let id = FacetOptionID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each option a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elke keuze een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            return FacetOption(id: id, name: name)
        }
        guard (1...Facet.optionCountMax).contains(nodes.count) else {
            document.refuse(
                node, "a facet has 1 to \(Facet.optionCountMax) options",
                "een facet heeft 1 tot \(Facet.optionCountMax) keuzes")
            return nil
        }
        return options
    }

    /// A level on the facet's scale: a number with at most three decimals.
    private static func level(_ map: YAMLMapping, _ key: String, _ example: String) -> Level? {
        guard let node = map.required(key, example) else { return nil }
        if let level = Level(node.scalar?.string ?? "") { return level }
        map.document.refuse(
            node, "'\(key)' is a number with at most three decimals, such as \(example)",
            "'\(key)' is een getal met hooguit drie decimalen, zoals \(example)")
        return nil
    }

    private static func wait(_ map: YAMLMapping, _ kind: FacetKind, _ venue: Venue) -> WaitID? {
        guard let node = map.optional("wait") else { return nil }
        guard case .time = kind else {
            map.document.refuse(
                node, "only a facet of kind 'time' has a wait",
                "alleen een facet van de soort 'time' heeft een wachttijd")
            return nil
        }
        let text = node.scalar?.string ?? ""
        if let wait = venue.waits.first(where: { $0.id.description == text }) { return wait.id }
        let hint = hint(text, among: venue.waits.map(\.id.description))
        map.document.refuse(
            node, "no wait is called '\(text)'\(hint.en)",
            "geen wachttijd heet '\(text)'\(hint.nl)")
        return nil
    }
}
