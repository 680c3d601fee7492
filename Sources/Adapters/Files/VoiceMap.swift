import Domain
import Yams

/// How the columns of somebody's table of what people said are to be read: a YAML file, described
/// in docs/voices.md.
public struct VoiceMap: Sendable {
    var shape = TableShape()
    /// Columns: whose words they are, what each is called, when it was said.
    var person = ""
    var id: String?
    var at: String?
    /// With `{column}` in them: what was said, what it came by, and its language.
    var says = ImportMap.Template(parts: [])
    var channel = ImportMap.Template(parts: [])
    var language: ImportMap.Template?
    var conditions: [String: String] = [:]
    /// What stands where nothing is known, beside nothing at all.
    var missing: Set<String> = ["NA", "NULL"]
    /// Added to a time that does not say its own.
    var offset = "Z"

    static let keys =
        ["person", "says", "channel", "id", "at", "language", "where", "missing", "offset"]
        + TableShape.keys

    var columns: [String] {
        var columns = [person] + Array(conditions.keys)
        for column in [id, at] { if let column { columns.append(column) } }
        for template in [says, channel, language] { columns += template?.columns ?? [] }
        return columns
    }

    /// Reads a mapping file.
    ///
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(_ text: String, file: String) throws(FileProblems) -> VoiceMap {
        let document = YAMLDocument(file: file)
        var map: VoiceMap?
        if let root = document.compose(text),
            let yaml = document.mapping(root, keys: keys, of: "a mapping")
        {
            map = VoiceMapReader(document: document).map(yaml)
        }
        guard let map, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return map
    }
}

private struct VoiceMapReader {
    let document: YAMLDocument

    func map(_ yaml: YAMLMapping) -> VoiceMap? {
        var map = VoiceMap()
        map.shape = document.shape(yaml)
        yaml.optional("missing").map { map.missing = missing($0) }
        yaml.optional("where").map { map.conditions = pairs($0) }
        yaml.optional("offset").map { map.offset = offset($0) }
        map.id = column("id", yaml)
        map.at = column("at", yaml)
        map.language = yaml.optional("language").flatMap { template($0, "'language'") }
        let person = yaml.text("person", "customer_id")
        let says = yaml.required("says", "\"{feedback}\"").flatMap { template($0, "'says'") }
        let channel = yaml.required("channel", "mail").flatMap { template($0, "'channel'") }
        guard let person, let says, let channel else { return nil }
        (map.person, map.says, map.channel) = (person, says, channel)
        return map
    }

    private func column(_ key: String, _ yaml: YAMLMapping) -> String? {
        yaml.optional(key).flatMap { document.text($0, of: "'\(key)'") }
    }

    /// One, or a list.
    private func missing(_ node: Node) -> Set<String> {
        if let text = node.scalar?.string, !text.isEmpty { return [text] }
        return Set(
            document.sequence(node, of: "'missing'").compactMap {
                document.text($0, of: "a text")
            })
    }

    private func pairs(_ node: Node) -> [String: String] {
        guard let mapping = node.mapping else {
            document.refuse(
                node, "'where' is written as 'column: text' lines",
                "'where' schrijft u als regels 'kolom: tekst'")
            return [:]
        }
        var pairs: [String: String] = [:]
        for (key, value) in mapping {
            if let column = key.scalar?.string, let text = value.scalar?.string {
                pairs[column] = text
            } else {
                document.refuse(value, "a text belongs here", "hier hoort een tekst")
            }
        }
        return pairs
    }

    private func offset(_ node: Node) -> String {
        let text = node.scalar?.string ?? ""
        if PromiseMoment("2000-01-01T00:00:00\(text)", offset: "") == nil {
            document.refuse(
                node, "'offset' is Z, or such as '+01:00'", "'offset' is Z, of zoals '+01:00'")
        }
        return text
    }

    private func template(_ node: Node, _ what: String) -> ImportMap.Template? {
        guard let text = document.text(node, of: what) else { return nil }
        let template = ImportMap.Template(text)
        if template == nil {
            document.refuse(
                node, "write a column's name between each { and }",
                "schrijf tussen elke { en } de naam van een kolom")
        }
        return template
    }
}
