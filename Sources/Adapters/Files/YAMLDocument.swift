public import Domain
import Yams

/// Something wrong in a file a person wrote: where, what, and what to write instead.
public struct FileProblem: Error, Equatable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1, as editors count.
    public let line: Int
    public let column: Int
    public let message: Words
    /// The key that is not there, when that is what is wrong.
    public var missing: String?

    public init(file: String, line: Int, column: Int, message: Words) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { "\(file):\(line):\(column): \(message.en)" }
}

/// All problems of one or more files, in the order in which they stand.
public struct FileProblems: Error, Sendable, CustomStringConvertible {
    public let problems: [FileProblem]

    public init(problems: [FileProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Walks over a YAML file and collects what is wrong, so that a writer sees all of it at once.
final class YAMLDocument {  // A class: every mapping below adds to the one list of problems.
    /// The longest file that is read; a larger one was not written by hand.
    static let byteCountMax = 4 << 20

    private let file: String
    private var found: [FileProblem] = []
    /// In the order in which they stand.
    var problems: [FileProblem] {
        found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    init(file: String) { self.file = file }

    func compose(_ text: String) -> Node? {
        guard text.utf8.count <= Self.byteCountMax else {
            refuse(at: (1, 1), "the file is over 4 MB", "het bestand is groter dan 4 MB")
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                refuse(at: (1, 1), "the file is empty", "het bestand is leeg")
                return nil
            }
            return node
        } catch let error as YamlError {
            refuse(error)
        } catch {
            refuse(at: (1, 1), "this is not YAML: \(error)", "dit is geen YAML: \(error)")
        }
        return nil
    }

    private func refuse(_ error: YamlError) {
        switch error {
        case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _),
            .composer(_, let what, let mark, _):
            refuse(
                at: (mark.line, mark.column), "this is not YAML: \(what)",
                "dit is geen YAML: \(what)")
        case .duplicatedKeysInMapping(let keys, let context):
            let words = keys.map { "\($0)" }.joined(separator: ", ")
            refuse(
                at: (context.mark.line, context.mark.column), "write each key once: \(words)",
                "schrijf elke sleutel één keer: \(words)")
        default:
            refuse(at: (1, 1), "this is not YAML: \(error)", "dit is geen YAML: \(error)")
        }
    }

    private func refuse(at place: (line: Int, column: Int), _ en: String, _ nl: String) {
        found.append(
            FileProblem(
                file: file, line: place.line, column: place.column, message: Words(en: en, nl: nl)))
    }

    /// - Parameter word: The word of the node's text that is meant: its place is told.
    func refuse(_ node: Node, at word: Substring? = nil, _ en: String, _ nl: String) {
        var column = node.mark?.column ?? 1
        if let word, let text = node.scalar?.string, word.base == text {
            let isQuoted = [.singleQuoted, .doubleQuoted].contains(node.scalar?.style)
            column += text.distance(from: text.startIndex, to: word.startIndex)
            column += isQuoted ? 1 : 0
        }
        refuse(at: (node.mark?.line ?? 1, column), en, nl)
    }

    /// Refuses a mapping that lacks a key.
    func refuse(_ node: Node, missing key: String, hint: String) {
        refuse(
            node, "'\(key)' is missing; write for example '\(key): \(hint)'",
            "'\(key)' ontbreekt; schrijf bijvoorbeeld '\(key): \(hint)'")
        found[found.count - 1].missing = key
    }

    /// The node as a mapping with these keys and no others.
    func mapping(_ node: Node, keys: [String], of what: String) -> YAMLMapping? {
        guard let mapping = node.mapping else {
            let list = keys.joined(separator: ", ")
            refuse(
                node, "\(what) is written as 'key: value' lines: \(list)",
                "\(Self.dutch(what)) schrijft u als regels 'sleutel: waarde': \(list)")
            return nil
        }
        for key in mapping.keys where !keys.contains(key.string ?? "") {
            let word = key.string ?? "?"
            let hint = hint(word, among: keys)
            let list = keys.joined(separator: ", ")
            refuse(
                key,
                "'\(word)' is not known in \(what)\(hint.en)\(hint.en.isEmpty ? "." : "") Known: \(list)",
                "'\(word)' is niet bekend in \(Self.dutch(what))\(hint.nl)\(hint.nl.isEmpty ? "." : "") Bekend: \(list)"
            )
        }
        return YAMLMapping(document: self, node: node, mapping: mapping)
    }

    func sequence(_ node: Node, of what: String) -> [Node] {
        if let sequence = node.sequence { return Array(sequence) }
        refuse(
            node, "\(what) are written as a list, each line beginning with '- '",
            "\(Self.dutch(what)) schrijft u als lijst, elke regel begint met '- '")
        return []
    }

    func text(_ node: Node, of what: String) -> String? {
        if let text = node.scalar?.string, !text.isEmpty { return text }
        refuse(node, "\(what) is a text", "\(Self.dutch(what)) is een tekst")
        return nil
    }

    /// What parts of a file are called in Dutch; keys keep their own word.
    private static func dutch(_ what: String) -> String {
        let words = [
            "a rule": "een regel", "rules": "regels", "a signal": "een signaal",
            "a length of time": "een tijdsduur", "a text": "een tekst", "tests": "gevallen",
            "a test": "een geval", "'given' lines": "regels van 'given'",
            "'when' lines": "regels van 'when'", "'then' lines": "regels van 'then'",
            "a line": "een regel", "a 'given' line": "een regel van 'given'",
            "a venue": "een locatie", "a fact": "een feit", "facts": "feiten", "zones": "plekken",
            "a zone": "een plek", "doors": "deuren", "a door": "een deur",
            "a zone's id": "het kenmerk van een plek", "holidays": "feestdagen",
            "a holiday": "een feestdag", "waits": "wachttijden", "a wait": "een wachttijd",
            "queues": "wachtrijen", "a queue": "een wachtrij",
            "facets": "facetten", "a facet": "een facet", "options": "keuzes",
            "an option": "een keuze",
            "offers": "het aanbod", "an offer": "een aanbod",
            "powers": "waar een band goed voor is", "a door's id": "het kenmerk van een deur",
            "a mapping": "een vertaling", "this": "dit", "a catalogue": "een catalogus",
            "modules": "modules", "a module": "een module", "a plan": "een plan",
            "arms": "armen", "a metric": "een maat", "guardrails": "vangrails",
            "a charter": "een handvest", "principles": "beginselen",
            "a principle": "een beginsel", "examples": "voorbeelden",
            "people": "mensen", "a group": "een groep",
            "red lines": "rode lijnen", "a red line": "een rode lijn", "shares": "aandelen",
        ]
        return words[what] ?? what
    }
}

/// "; did you mean 'queue'?" when a word is nearly one of those that are known.
func hint(_ word: String, among known: [String]) -> Words {
    let near = known.min {
        distance($0.lowercased(), word.lowercased()) < distance($1.lowercased(), word.lowercased())
    }
    let limit = min(3, max(1, word.utf8.count / 2))
    guard let near, distance(near.lowercased(), word.lowercased()) <= limit else {
        return Words(en: "", nl: "")
    }
    return Words(en: "; did you mean '\(near)'?", nl: "; bedoelt u '\(near)'?")
}

/// A mapping being read.
struct YAMLMapping {
    let document: YAMLDocument
    let node: Node
    let mapping: Node.Mapping

    func optional(_ key: String) -> Node? { mapping[Node(key)] }

    func required(_ key: String, _ hint: String) -> Node? {
        if let value = optional(key) { return value }
        document.refuse(node, missing: key, hint: hint)
        return nil
    }

    func text(_ key: String, _ hint: String) -> String? {
        required(key, hint).flatMap { document.text($0, of: "'\(key)'") }
    }
}

/// Edit distance (Levenshtein, 1966), for "did you mean".
func distance(_ left: String, _ right: String) -> Int {
    let a = Array(left.utf8)
    let b = Array(right.utf8)
    var row = Array(0...b.count)
    for i in a.indices {
        var diagonal = row[0]
        row[0] = i + 1
        for j in b.indices {
            let substitution = diagonal + (a[i] == b[j] ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[b.count]
}
