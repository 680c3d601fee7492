public import Domain
import Foundation
import Kernel
import Yams

/// A venue as people write it: one YAML file, described in docs/venue.md.
public enum VenueFile {
    /// What may stand in one, in the order in which the examples have it.
    static let keys = [
        "name", "customer", "time zone", "calling code", "currency", "refund limit", "accent",
        "consent", "facts", "zones", "doors", "opening hours", "holidays", "waits", "queues",
        "facets", "parting level", "bands",
    ]

    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(_ text: String, file: String) throws(FileProblems) -> Venue {
        let document = YAMLDocument(file: file)
        var venue: Venue?
        if let root = document.compose(text),
            let map = document.mapping(
                root,
                keys: keys, of: "a venue")
        {
            let name = map.required("name", "{en: The park, nl: Het park}")
                .flatMap { words($0, document) }
            var customer: (one: Words, many: Words)? = (
                Words(en: "guest", nl: "gast"), Words(en: "guests", nl: "gasten")
            )
            if let node = map.optional("customer") { customer = Self.customer(node, document) }
            let facts =
                map.optional("facts").map { document.sequence($0, of: "facts") }?
                .compactMap { fact($0, document) } ?? []
            let list = map.required("zones", "[{id: Q1, kind: queue, name: {en: …, nl: …}}]")
            let zones = list.map { Self.zones($0, document) }
            let readings = list.map { Self.readings($0, document) } ?? []
            if let name, let customer, let zones {
                var found = Venue(
                    name: name, customer: customer.one, facts: facts.map(\.id), zones: zones)
                found.customers = customer.many
                for fact in facts { found.factNames[fact.id] = fact.name }
                if let node = map.optional("waits") { found.waits = waits(node, found, document) }
                if let node = map.optional("queues") {
                    found.queues = queues(node, found, document)
                }
                if let node = map.optional("facets") {
                    let reader = FacetReader(
                        document: document, countMax: Facet.countMax, waits: found.waits)
                    found.facets = reader.facets(node)
                }
                found.partingLevel = partingLevel(map)
                if let node = map.optional("consent") { found.consent = consent(node, document) }
                found.readings = readings
                if let node = map.optional("time zone") {
                    found.timeZone = timeZone(node, document)
                }
                if let node = map.optional("accent") { found.accent = accent(node, document) }
                if let node = map.optional("doors") { found.doors = doors(node, found, document) }
                found.holidays = map.optional("holidays").map { holidays($0, document) } ?? []
                if let node = map.optional("opening hours") {
                    found.hours = hours(node, found.holidays, document)
                }
                if let node = map.optional("calling code") {
                    found.callingCode = callingCode(node, document)
                }
                readMoney(map, into: &found, document)
                if let node = map.optional("bands") { found.bands = bands(node, found, document) }
                venue = found
            }
        }
        guard let venue, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return venue
    }

    /// `wheelchair`, or `{id: wheelchair, name: {en: …, nl: …}}`.
    private static func fact(
        _ node: Node, _ document: YAMLDocument
    ) -> (id: String, name: Words?)? {
        guard node.mapping != nil else {
            return document.text(node, of: "a fact").map { ($0, nil) }
        }
        guard let map = document.mapping(node, keys: ["id", "name"], of: "a fact"),
            let id = map.text("id", "wheelchair")
        else { return nil }
        return (id, map.optional("name").flatMap { words($0, document) })
    }

    private static func timeZone(_ node: Node, _ document: YAMLDocument) -> String {
        if let name = node.string, TimeZone(identifier: name) != nil { return name }
        let hint = hint(node.string ?? "", among: TimeZone.knownTimeZoneIdentifiers)
        document.refuse(
            node, "write a time zone by its name, such as Europe/Amsterdam\(hint.en)",
            "schrijf een tijdzone bij naam, zoals Europe/Amsterdam\(hint.nl)")
        return "UTC"
    }

    private static func accent(_ node: Node, _ document: YAMLDocument) -> Accent? {
        do throws(Accent.Refusal) {
            return try Accent(named: node.string ?? "")
        } catch {
            let message = error.message
            document.refuse(node, message.en, message.nl)
            return nil
        }
    }

    static let readingKeys = ["antennas", "edge band", "edge", "gone after"]

    /// How zones are read: those that name antennas.
    private static func readings(_ node: Node, _ document: YAMLDocument) -> [ZoneReading] {
        var names = Set<AntennaID>()
        return (node.sequence.map(Array.init) ?? []).compactMap { node in
            if let mapping = node.mapping, mapping[Node("antennas")] == nil,
                let key = readingKeys.first(where: { mapping[Node($0)] != nil })
            {
                document.refuse(
                    node, "'\(key)' needs 'antennas' beside it, such as [r1-1]",
                    "bij '\(key)' horen 'antennas', zoals [r1-1]")
            }
            guard let mapping = node.mapping, mapping[Node("antennas")] != nil,
                let zone = mapping[Node("id")]?.string.flatMap({ ZoneID($0) })
            else { return nil }
            let map = YAMLMapping(document: document, node: node, mapping: mapping)
            let nodes = map.optional("antennas")?.sequence.map(Array.init) ?? []
            let antennas = nodes.compactMap { node -> AntennaID? in
                guard let id = node.string.flatMap({ AntennaID($0) }) else {
                    document.refuse(
                        node, "write READER-ANTENNA, such as r1-3",
                        "schrijf LEZER-ANTENNE, zoals r1-3")
                    return nil
                }
                if !names.insert(id).inserted {
                    document.refuse(
                        node, "antenna '\(id)' belongs to another zone already",
                        "antenne '\(id)' hoort al bij een andere plek")
                }
                return id
            }
            if nodes.isEmpty {
                document.refuse(
                    node, "antennas are a list, such as [r1-1, r1-2]",
                    "antennes zijn een lijst, zoals [r1-1, r1-2]")
            }
            return ZoneReading(
                zone: zone, antennas: antennas, edgeBand: edgeBand(map), edge: edge(map),
                goneAfter: map.optional("gone after").flatMap { Span.read($0, document) }
                    ?? ZoneReading.goneAfterUsual)
        }
    }

    private static func edgeBand(_ map: YAMLMapping) -> Token? {
        guard let node = map.optional("edge band") else { return nil }
        if let token = node.string.flatMap({ Token($0) }) { return token }
        map.document.refuse(
            node, "write the number of the band that hangs at the zone's edge",
            "schrijf het nummer van het bandje dat aan de rand van de plek hangt")
        return nil
    }

    private static func edge(_ map: YAMLMapping) -> Int8? {
        guard let node = map.optional("edge") else { return nil }
        let text = (node.string ?? "").replacing(" dBm", with: "")
        if let level = Int8(text), level < 0 { return level }
        map.document.refuse(
            node, "write the level at the zone's edge in dBm, such as -66",
            "schrijf de sterkte aan de rand van de plek in dBm, zoals -66")
        return nil
    }

    private static func waits(
        _ node: Node, _ venue: Venue, _ document: YAMLDocument
    ) -> [Wait] {
        var names = Set<WaitID>()
        return document.sequence(node, of: "waits").compactMap { node in
            guard
                let map = document.mapping(
                    node, keys: ["id", "name", "from", "until", "given up on"], of: "a wait"),
                let text = map.text("id", "queue"),
                let name = map.required("name", "{en: …, nl: …}").flatMap({ words($0, document) }),
                let from = map.required("from", "enter queue").flatMap({
                    SignalPattern.read($0, document, venue: venue)
                }),
                let until = map.required("until", "enter ride").flatMap({
                    SignalPattern.read($0, document, venue: venue)
                })
            else { return nil }
            guard let id = WaitID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each wait a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elke wachttijd een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            let endings = map.optional("given up on").map { $0.sequence.map(Array.init) ?? [$0] }
            return Wait(
                id: id, name: name, from: from, until: until,
                givenUpOn: (endings ?? []).compactMap {
                    SignalPattern.read($0, document, venue: venue)
                })
        }
    }

    /// `{nobody: presence, known: tap-only}`.
    private static func consent(_ node: Node, _ document: YAMLDocument) -> ConsentDefaults {
        guard let map = document.mapping(node, keys: ["nobody", "known"], of: "'consent'") else {
            return ConsentDefaults()
        }
        func mode(_ key: String, _ usual: Mode) -> Mode {
            guard let node = map.optional(key) else { return usual }
            if let mode = node.string.flatMap(Mode.init(word:)) { return mode }
            document.refuse(
                node, "write tap-only, presence or assisted",
                "schrijf tap-only, presence of assisted")
            return usual
        }
        return ConsentDefaults(nobody: mode("nobody", .presence), known: mode("known", .tapOnly))
    }

    private static func zones(_ node: Node, _ document: YAMLDocument) -> [Zone] {
        var names = Set<ZoneID>()
        return document.sequence(node, of: "zones").compactMap { node in
            guard let zone = zone(node, document, also: readingKeys) else { return nil }
            if !names.insert(zone.id).inserted {
                document.refuse(
                    node, "there is another zone '\(zone.id)'", "er is nog een plek '\(zone.id)'")
            }
            return zone
        }
    }

    /// One zone: `{id: Q1, kind: queue, name: {en: …, nl: …}}`.
    static func zone(
        _ node: Node, _ document: YAMLDocument, also keys: [String] = []
    ) -> Zone? {
        guard let map = document.mapping(node, keys: ["id", "kind", "name"] + keys, of: "a zone"),
            let id = map.text("id", "Q1"), let kind = map.text("kind", "queue")
        else { return nil }
        guard let zoneID = ZoneID(id), let zoneKind = ZoneKind(kind) else {
            document.refuse(
                node, "id and kind are 1 to 64 of A-Z a-z 0-9 _ -",
                "id en kind zijn 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
            return nil
        }
        var name: Words? = Words(en: id, nl: id)
        if let node = map.optional("name") { name = words(node, document) }
        return name.map { Zone(id: zoneID, kind: zoneKind, name: $0) }
    }
}
