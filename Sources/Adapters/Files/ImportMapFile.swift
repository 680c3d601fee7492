import Domain
import Kernel
import Yams

extension ImportMap {
    /// Reads a mapping file.
    ///
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(_ text: String, file: String) throws(FileProblems) -> ImportMap {
        let document = YAMLDocument(file: file)
        var map: ImportMap?
        if let root = document.compose(text) { map = ImportMapReader(document: document).map(root) }
        guard let map, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return map
    }
}

private struct ImportMapReader {
    let document: YAMLDocument

    func map(_ node: Node) -> ImportMap? {
        let keys = [
            "source", "format", "separator", "in order", "lateness seconds", "where", "signal",
            "zones",
        ]
        guard let map = document.mapping(node, keys: keys, of: "a mapping") else { return nil }
        let source = map.optional("source").flatMap { node -> SourceID? in
            let id = document.text(node, of: "'source'").flatMap { SourceID($0) }
            if id == nil {
                document.refuse(
                    node, "a source's name is 1 to 64 of A-Z a-z 0-9 _ -",
                    "de naam van een bron is 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
            }
            return id
        }
        let format = map.optional("format").flatMap(document.format)
        let separator = map.optional("separator").flatMap(document.separator)
        let lateness = map.optional("lateness seconds").map(seconds) ?? .seconds(5)
        let zoneTable = map.optional("zones").flatMap(zoneTable)
        guard let signalNode = map.required("signal", "{token: \"{person}\", …}"),
            let signal = document.mapping(
                signalNode,
                keys: ["id", "token", "kind", "kinds", "zone", "at", "reader", "rssi"],
                of: "'signal'"),
            let token = signal.required("token", "\"{person}\"").flatMap(template),
            let kind = signal.required("kind", "enter").flatMap(template),
            let zone = signal.required("zone", "\"{place}\"").flatMap(template),
            let at = signal.required("at", "\"{time}\"").flatMap(moment)
        else { return nil }
        return ImportMap(
            source: source, format: format, separator: separator,
            isInOrder: map.optional("in order")?.bool ?? false,
            latenessBound: lateness, id: signal.optional("id").flatMap(template), token: token,
            kind: kind, kinds: signal.optional("kinds").map(kinds) ?? [:], zone: zone,
            zoneTable: zoneTable, at: at,
            conditions: map.optional("where").map(conditions) ?? [:],
            reader: signal.optional("reader").flatMap(template),
            strength: signal.optional("rssi").flatMap(template))
    }

    /// `;`, or `tab`.
    private func seconds(_ node: Node) -> Span {
        guard let number = node.int, (0...86_400).contains(number) else {
            document.refuse(
                node, "write a whole number of seconds, 0 to 86400",
                "schrijf een heel aantal seconden, 0 tot 86400")
            return .seconds(5)
        }
        return .seconds(Int64(number))
    }

    private func zoneTable(_ node: Node) -> ImportMap.ZoneTable? {
        guard
            let map = document.mapping(
                node, keys: ["file", "key", "id", "kind", "name", "also"], of: "'zones'"),
            let key = map.required("key", "\"{x},{y}\"").flatMap(template)
        else { return nil }
        var also: [String: Zone] = [:]
        for (key, value) in map.optional("also")?.mapping.map(Array.init) ?? [] {
            guard let place = key.string, let zone = VenueFile.zone(value, document) else {
                continue
            }
            also[place] = zone
        }
        return ImportMap.ZoneTable(key: key, rows: zoneRows(map), also: also)
    }

    /// The table beside the imported one, when there is one.
    private func zoneRows(_ map: YAMLMapping) -> ImportMap.ZoneTable.Rows? {
        guard map.optional("file") != nil else {
            for key in ["id", "kind", "name"] {
                guard let node = map.optional(key) else { continue }
                document.refuse(
                    node, "'\(key)' describes the rows of a 'file', and there is none",
                    "'\(key)' beschrijft de rijen van een 'file', en die is er niet")
            }
            if map.optional("also") == nil {
                document.refuse(
                    map.node, "name a 'file' of zones, or the zones in 'also'",
                    "noem een 'file' met plekken, of de plekken in 'also'")
            }
            return nil
        }
        guard let file = map.text("file", "places.csv"),
            let id = map.required("id", "\"{id}\"").flatMap(template),
            let kind = map.required("kind", "ride").flatMap(template)
        else { return nil }
        let name = map.optional("name").flatMap(template) ?? id
        return ImportMap.ZoneTable.Rows(file: file, id: id, kind: kind, name: name)
    }

    private func moment(_ node: Node) -> ImportMap.Moment? {
        if node.scalar != nil { return template(node).map { .text($0, offset: nil) } }
        guard
            let map = document.mapping(
                node, keys: ["text", "offset", "number", "unit", "from"], of: "'at'")
        else { return nil }
        if let text = map.optional("text") {
            let offset = map.optional("offset").flatMap { document.text($0, of: "'offset'") }
            return template(text).map { .text($0, offset: offset) }
        }
        let units: [String: Span] = [
            "milliseconds": Span(milliseconds: 1), "seconds": .seconds(1),
            "minutes": .minutes(1), "hours": .hours(1),
        ]
        guard let number = map.required("number", "\"{elapsed}\"").flatMap(template),
            let unitNode = map.required("unit", "minutes"),
            let from = map.required("from", "\"2026-04-20T10:00:00Z\"").flatMap(template)
        else { return nil }
        guard let unit = unitNode.string.flatMap({ units[$0] }) else {
            document.refuse(
                unitNode, "unit is milliseconds, seconds, minutes or hours",
                "unit is milliseconds, seconds, minutes of hours")
            return nil
        }
        return .number(number, unit: unit, from: from)
    }

    private func kinds(_ node: Node) -> [String: SignalKind] {
        var kinds: [String: SignalKind] = [:]
        for (key, value) in node.mapping.map(Array.init) ?? [] {
            guard let word = key.string, let kind = value.string.flatMap(SignalKind.init(word:))
            else {
                document.refuse(
                    value, "write 'their word: enter' (or exit, read, service, tap)",
                    "schrijf 'hun woord: enter' (of exit, read, service, tap)")
                continue
            }
            kinds[word] = kind
        }
        return kinds
    }

    private func conditions(_ node: Node) -> [String: String] {
        var conditions: [String: String] = [:]
        for (key, value) in node.mapping.map(Array.init) ?? [] {
            guard let column = key.string, let wanted = value.scalar?.string else {
                document.refuse(value, "write 'column: value'", "schrijf 'kolom: waarde'")
                continue
            }
            conditions[column] = wanted
        }
        return conditions
    }

    private func template(_ node: Node) -> ImportMap.Template? {
        guard let text = document.text(node, of: "this") else { return nil }
        var parts: [ImportMap.Template.Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                document.refuse(
                    node, "'\(text)' opens a { and does not close it",
                    "'\(text)' opent een { en sluit hem niet")
                return nil
            }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty else {
                document.refuse(
                    node, "name the column between { and }", "noem de kolom tussen { en }")
                return nil
            }
            parts.append(.column(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return ImportMap.Template(parts: parts)
    }
}
