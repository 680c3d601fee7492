import Domain
import Kernel
import Yams

/// Reads `facets:` of a venue or of a catalogue: what people can have wishes on.
///
/// `- {id: waiting, name: {en: …, nl: …}, kind: time, patience: 15 minutes, wait: queue}`.
struct FacetReader {
    private static let keys = [
        "id", "name", "kind", "unit", "floor", "below", "above", "options", "patience",
    ]
    private static let kinds = ["more", "ideal", "category", "set", "time"]
    /// Which keys each kind has of its own.
    private static let ownKeys = [
        "more": ["floor"], "ideal": ["below", "above"], "category": ["options"],
        "set": ["options"], "time": ["patience"],
    ]

    let document: YAMLDocument
    let countMax: Int
    /// What a facet of a time can take its answers from; `nil` where there are no waits: there
    /// `wait` is no key.
    var waits: [Wait]?

    func facets(_ node: Node) -> [Facet] {
        var names = Set<FacetID>()
        let nodes = document.sequence(node, of: "facets")
        if nodes.count > countMax {
            document.refuse(
                node, "there are at most \(countMax) facets", "er zijn hooguit \(countMax) facetten"
            )
        }
        let keys = Self.keys + (waits == nil ? [] : ["wait"])
        return nodes.compactMap { node in
            guard let map = document.mapping(node, keys: keys, of: "a facet"),
                let text = map.text("id", "quiet"),
                let name = map.required("name", "{en: …, nl: …}").flatMap({ words($0, document) }),
                let word = map.text("kind", "more"), let kind = kind(word, map)
            else { return nil }
            guard let id = FacetID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each facet a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elk facet een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            return Facet(
                id: id, name: name, kind: kind.kind, unit: map.optional("unit").flatMap(unit),
                options: kind.options, wait: wait(map, kind.kind))
        }
    }

    /// `°C`, the same in both languages, or `{en: stars, nl: sterren}`.
    private func unit(_ node: Node) -> Words? {
        guard let text = node.scalar?.string, !text.isEmpty, text.count <= nameCountMax else {
            return words(node, document)
        }
        return Words(en: text, nl: text)
    }

    // MARK: Kinds

    private func kind(
        _ word: String, _ map: YAMLMapping
    ) -> (kind: FacetKind, options: [FacetOption])? {
        guard let own = Self.ownKeys[word] else {
            let known = Self.kinds.joined(separator: ", ")
            let hint = hint(word, among: Self.kinds)
            document.refuse(
                map.optional("kind") ?? map.node, "a facet's kind is one of \(known)\(hint.en)",
                "de soort van een facet is een van \(known)\(hint.nl)")
            return nil
        }
        for key in ["floor", "below", "above", "options", "patience"]
        where !own.contains(key) && map.optional(key) != nil {
            document.refuse(
                map.optional(key) ?? map.node,
                "'\(key)' says nothing of kind '\(word)'; leave it out",
                "'\(key)' zegt niets bij soort '\(word)'; laat het weg")
        }
        switch word {
        case "more":
            return level(map, "floor", "0").map { (.more(floor: $0), []) }
        case "ideal":
            guard let below = level(map, "below", "3"), let above = level(map, "above", "3")
            else { return nil }
            guard below.thousandths > 0, above.thousandths > 0 else {
                document.refuse(
                    map.node, "'below' and 'above' are more than 0",
                    "'below' en 'above' zijn meer dan 0")
                return nil
            }
            return (.ideal(below: below, above: above), [])
        case "time":
            return map.required("patience", "15 minutes").flatMap(patience)
                .map { (.time(patience: $0), []) }
        default:
            guard let options = options(map) else { return nil }
            let ids = options.map(\.id)
            return (word == "set" ? .set(ids) : .category(ids), options)
        }
    }

    private func level(_ map: YAMLMapping, _ key: String, _ example: String) -> Level? {
        map.required(key, example).flatMap { Level.read($0, document) }
    }

    private func patience(_ node: Node) -> Span? {
        guard let span = Span.readAny(node, document) else { return nil }
        guard span > Span(milliseconds: 0), span <= Facet.spanMax else {
            document.refuse(
                node, "patience is longer than nothing, and at most ten years",
                "geduld is langer dan niets, en hooguit tien jaar")
            return nil
        }
        return span
    }

    /// `[vegan, {id: fish, name: {en: Fish, nl: Vis}}]`: a word alone is its own name.
    private func options(_ map: YAMLMapping) -> [FacetOption]? {
        guard let node = map.required("options", "[{id: sate, name: {en: …, nl: …}}]") else {
            return nil
        }
        var names = Set<FacetOptionID>()
        let nodes = document.sequence(node, of: "options")
        let options = nodes.compactMap { node -> FacetOption? in
            guard let (text, name) = option(node) else { return nil }
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

    private func option(_ node: Node) -> (text: String, name: Words)? {
        if let text = node.scalar?.string { return (text, Words(en: text, nl: text)) }
        guard let map = document.mapping(node, keys: ["id", "name"], of: "an option"),
            let text = map.text("id", "sate"),
            let name = map.required("name", "{en: …, nl: …}").flatMap({ words($0, document) })
        else { return nil }
        return (text, name)
    }

    private func wait(_ map: YAMLMapping, _ kind: FacetKind) -> WaitID? {
        guard let waits, let node = map.optional("wait") else { return nil }
        guard case .time = kind else {
            document.refuse(
                node, "only a facet of kind 'time' has a wait",
                "alleen een facet van de soort 'time' heeft een wachttijd")
            return nil
        }
        let text = node.scalar?.string ?? ""
        if let wait = waits.first(where: { $0.id.description == text }) { return wait.id }
        let hint = hint(text, among: waits.map(\.id.description))
        document.refuse(
            node, "no wait is called '\(text)'\(hint.en)",
            "geen wachttijd heet '\(text)'\(hint.nl)")
        return nil
    }
}

extension Level {
    /// Reads one as people write it: `8`, `7.5`.
    static func read(_ node: Node, _ document: YAMLDocument) -> Level? {
        if let level = node.scalar.flatMap({ Level(written: $0.string) }) { return level }
        document.refuse(
            node, "write a number with at most three decimals, such as 8 or 7.5",
            "schrijf een getal met hooguit drie decimalen, zoals 8 of 7.5")
        return nil
    }
}

extension Span {
    /// Reads one that no rule waits for: it may be nothing, and longer than a day.
    static func readAny(_ node: Node, _ document: YAMLDocument) -> Span? {
        if let span = node.scalar.flatMap({ Span(written: $0.string) }) { return span }
        document.refuse(
            node, "write a length of time, such as '90 seconds', '15 minutes' or '2 days'",
            "schrijf een tijdsduur, zoals '90 seconds', '15 minutes' of '2 days'")
        return nil
    }
}
