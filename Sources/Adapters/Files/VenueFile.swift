public import Domain
import Kernel
import Yams

/// A venue as people write it: one YAML file, described in docs/venue.md.
public enum VenueFile {
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(_ text: String, file: String) throws(FileProblems) -> Venue {
        let document = YAMLDocument(file: file)
        var venue: Venue?
        if let root = document.compose(text),
            let map = document.mapping(
                root, keys: ["name", "customer", "facts", "zones"], of: "a venue")
        {
            let name = map.required("name", "{en: The park, nl: Het park}")
                .flatMap { words($0, document) }
            var customer: Words? = Words(en: "guest", nl: "gast")
            if let node = map.optional("customer") { customer = words(node, document) }
            var facts: [String] = []
            if let node = map.optional("facts") {
                facts = document.sequence(node, of: "facts").compactMap {
                    document.text($0, of: "a fact")
                }
            }
            let list = map.required("zones", "[{id: Q1, kind: queue, name: {en: …, nl: …}}]")
            let zones = list.map { Self.zones($0, document) }
            if let name, let customer, let zones {
                venue = Venue(name: name, customer: customer, facts: facts, zones: zones)
            }
        }
        guard let venue, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return venue
    }

    private static func zones(_ node: Node, _ document: YAMLDocument) -> [Zone] {
        var names = Set<ZoneID>()
        return document.sequence(node, of: "zones").compactMap { node in
            guard let zone = zone(node, document) else { return nil }
            if !names.insert(zone.id).inserted {
                document.refuse(node, "there is another zone '\(zone.id)'")
            }
            return zone
        }
    }

    /// One zone: `{id: Q1, kind: queue, name: {en: …, nl: …}}`.
    static func zone(_ node: Node, _ document: YAMLDocument) -> Zone? {
        guard let map = document.mapping(node, keys: ["id", "kind", "name"], of: "a zone"),
            let id = map.text("id", "Q1"), let kind = map.text("kind", "queue")
        else { return nil }
        guard let zoneID = ZoneID(id), let zoneKind = ZoneKind(kind) else {
            document.refuse(node, "id and kind are 1 to 64 of A-Z a-z 0-9 _ -")
            return nil
        }
        var name: Words? = Words(en: id, nl: id)
        if let node = map.optional("name") { name = words(node, document) }
        return name.map { Zone(id: zoneID, kind: zoneKind, name: $0) }
    }
}
