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
        yaml.optional("missing").map { map.missing = Set(document.texts($0, of: "'missing'")) }
        yaml.optional("where").map { map.conditions = document.pairs($0, of: "'where'") }
        yaml.optional("offset").map { map.offset = document.offset($0) ?? map.offset }
        map.id = column("id", yaml)
        map.at = column("at", yaml)
        map.language = yaml.optional("language").flatMap { document.template($0, of: "'language'") }
        let person = yaml.text("person", "customer_id")
        let says = yaml.required("says", "\"{feedback}\"").flatMap {
            document.template($0, of: "'says'")
        }
        let channel = yaml.required("channel", "mail").flatMap {
            document.template($0, of: "'channel'")
        }
        guard let person, let says, let channel else { return nil }
        (map.person, map.says, map.channel) = (person, says, channel)
        return map
    }

    private func column(_ key: String, _ yaml: YAMLMapping) -> String? {
        yaml.optional(key).flatMap { document.text($0, of: "'\(key)'") }
    }
}
