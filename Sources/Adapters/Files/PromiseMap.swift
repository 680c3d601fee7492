import Domain
import Foundation
import Yams

/// How the columns of somebody's table of promises are to be read: a YAML file, described in
/// docs/promises.md.
public struct PromiseMap: Sendable {
    /// What sort of promise a table holds.
    public enum Kind: String, CaseIterable, Sendable {
        /// Something is done by a date.
        case deadline
        /// Something takes no longer than a number that was posted.
        case posted
        /// Somebody gets the option that they reserved.
        case option
    }

    /// What a column holds.
    enum Role: String, CaseIterable {
        case due, planned, finished, made
        case posted, measured, valid, time
        case reserved, assigned, cancelled
        case person, id, reading
    }

    public let kind: Kind
    var shape = TableShape()
    var columns: [Role: String] = [:]
    /// What stands where nothing is known, beside nothing at all.
    var missing: Set<String> = ["NA", "NULL"]
    var conditions: [String: String] = [:]
    /// The groups, from wide to narrow.
    public internal(set) var by: [String] = []
    /// As of when the table was made; `nil`: of the last that was finished.
    var asOf: PromiseMoment?
    /// Added to a time that does not say its own.
    var offset = "Z"
    /// What was said, what it came by and who answers for it, with `{column}` in them.
    var quote: ImportMap.Template?
    var channel: ImportMap.Template?
    var owner: ImportMap.Template?

    /// Parts of a time that a table may be grouped by where no column has that name.
    static let parts = ["hour", "weekday", "month", "year"]

    init(kind: Kind) { self.kind = kind }

    static func roles(of kind: Kind) -> [Role] {
        let own: [Role] =
            switch kind {
            case .deadline: [.due, .planned, .finished, .made, .time]
            case .posted: [.posted, .measured, .valid, .time]
            case .option: [.reserved, .assigned, .cancelled, .time]
            }
        return own + [.person, .id, .reading]
    }

    /// What must be named.
    static func required(_ kind: Kind) -> [(role: Role, hint: String)] {
        switch kind {
        case .deadline: [(.due, "deadline"), (.finished, "enddate")]
        case .posted: [(.posted, "posted"), (.measured, "actual")]
        case .option: [(.reserved, "reserved"), (.assigned, "assigned")]
        }
    }

    /// What a table may be grouped by where no column has that name.
    func template(_ name: String) -> ImportMap.Template? {
        ["channel": channel, "owner": owner][name] ?? nil
    }

    var templates: [ImportMap.Template] { [quote, channel, owner].compactMap { $0 } }

    /// The column whose time says of which hour, day or month a promise is.
    var timeColumn: String? { columns[.time] ?? columns[.made] ?? columns[.due] }
}

extension PromiseMap {
    /// Reads a mapping file.
    ///
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(_ text: String, file: String) throws(FileProblems) -> PromiseMap {
        let document = YAMLDocument(file: file)
        var map: PromiseMap?
        if let root = document.compose(text) {
            map = PromiseMapReader(document: document).map(root)
        }
        guard let map, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return map
    }
}

private struct PromiseMapReader {
    let document: YAMLDocument

    private static let common =
        TableShape.keys + ["where", "missing", "by", "as of", "offset", "says", "channel", "owner"]

    func map(_ root: Node) -> PromiseMap? {
        guard let kind = kind(root) else { return nil }
        let roles = PromiseMap.roles(of: kind)
        let keys = ["kind"] + roles.map(\.rawValue) + Self.common
        guard let yaml = document.mapping(root, keys: keys, of: "a mapping") else { return nil }
        var map = PromiseMap(kind: kind)
        for (role, hint) in PromiseMap.required(kind) { _ = yaml.required(role.rawValue, hint) }
        for role in roles {
            map.columns[role] = yaml.optional(role.rawValue).flatMap {
                document.text($0, of: "'\(role.rawValue)'")
            }
        }
        map.shape = document.shape(yaml)
        yaml.optional("missing").map { map.missing = Set(document.texts($0, of: "'missing'")) }
        yaml.optional("where").map { map.conditions = document.pairs($0, of: "'where'") }
        yaml.optional("by").map { map.by = document.texts($0, of: "'by'") }
        yaml.optional("offset").map { map.offset = document.offset($0) ?? map.offset }
        yaml.optional("as of").map { map.asOf = moment($0, offset: map.offset) }
        yaml.optional("says").map { map.quote = document.template($0, of: "'says'") }
        yaml.optional("channel").map { map.channel = document.template($0, of: "'channel'") }
        yaml.optional("owner").map { map.owner = document.template($0, of: "'owner'") }
        return map
    }

    private func kind(_ root: Node) -> PromiseMap.Kind? {
        let known = PromiseMap.Kind.allCases.map(\.rawValue)
        guard let mapping = root.mapping else {
            document.refuse(
                root, "a mapping is written as 'key: value' lines, first 'kind: deadline'",
                "een vertaling schrijft u als regels 'sleutel: waarde', eerst 'kind: deadline'"
            )
            return nil
        }
        guard let node = mapping[Node("kind")] else {
            document.refuse(root, missing: "kind", hint: known.joined(separator: " | "))
            return nil
        }
        return document.word(node, of: "kind", among: known).flatMap(PromiseMap.Kind.init)
    }

    private func moment(_ node: Node, offset: String) -> PromiseMoment? {
        let moment = node.scalar.flatMap { PromiseMoment($0.string, offset: offset) }
        if moment == nil {
            document.refuse(
                node, "write a date, 2026-07-14, or a time, 2026-07-14T10:05:00+02:00",
                "schrijf een datum, 2026-07-14, of een tijd, 2026-07-14T10:05:00+02:00")
        }
        return moment
    }
}

extension ImportMap.Template {
    /// - Returns: `nil` when a `{` is not closed, or nothing stands in it.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty else { return nil }
            parts.append(.column(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.init(parts: parts)
    }
}
