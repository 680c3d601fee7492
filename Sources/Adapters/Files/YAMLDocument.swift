import Yams

/// Something wrong in a file a person wrote: where, what, and what to write instead.
public struct FileProblem: Error, Equatable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1, as editors count.
    public let line: Int
    public let column: Int
    public let message: String

    public init(file: String, line: Int, column: Int, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { "\(file):\(line):\(column): \(message)" }
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
    private(set) var problems: [FileProblem] = []

    init(file: String) { self.file = file }

    func compose(_ text: String) -> Node? {
        guard text.utf8.count <= Self.byteCountMax else {
            problems.append(
                FileProblem(file: file, line: 1, column: 1, message: "the file is over 4 MB"))
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                problems.append(
                    FileProblem(file: file, line: 1, column: 1, message: "the file is empty"))
                return nil
            }
            return node
        } catch let error as YamlError {
            problems.append(problem(error))
        } catch {
            problems.append(FileProblem(file: file, line: 1, column: 1, message: "\(error)"))
        }
        return nil
    }

    private func problem(_ error: YamlError) -> FileProblem {
        switch error {
        case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _),
            .composer(_, let what, let mark, _):
            FileProblem(
                file: file, line: mark.line, column: mark.column,
                message: "this is not YAML: \(what)")
        case .duplicatedKeysInMapping(let keys, let context):
            FileProblem(
                file: file, line: context.mark.line, column: context.mark.column,
                message: "write each key once: \(keys.map { "\($0)" }.joined(separator: ", "))")
        default:
            FileProblem(file: file, line: 1, column: 1, message: "this is not YAML: \(error)")
        }
    }

    func refuse(_ node: Node, _ message: String) {
        problems.append(
            FileProblem(
                file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1,
                message: message))
    }

    /// The node as a mapping with these keys and no others.
    func mapping(_ node: Node, keys: [String], of what: String) -> YAMLMapping? {
        guard let mapping = node.mapping else {
            refuse(
                node, "\(what) is written as 'key: value' lines: \(keys.joined(separator: ", "))")
            return nil
        }
        for key in mapping.keys where !keys.contains(key.string ?? "") {
            let word = key.string ?? "?"
            let near = keys.min { distance($0, word) < distance($1, word) } ?? ""
            let hint = distance(near, word) <= 3 ? "; did you mean '\(near)'?" : ""
            refuse(
                key,
                "'\(word)' is not known in \(what)\(hint) Known: \(keys.joined(separator: ", "))")
        }
        return YAMLMapping(document: self, node: node, mapping: mapping)
    }

    func sequence(_ node: Node, of what: String) -> [Node] {
        if let sequence = node.sequence { return Array(sequence) }
        refuse(node, "\(what) are written as a list, each line beginning with '- '")
        return []
    }

    func text(_ node: Node, of what: String) -> String? {
        if let text = node.scalar?.string, !text.isEmpty { return text }
        refuse(node, "\(what) is a text")
        return nil
    }
}

/// A mapping being read.
struct YAMLMapping {
    let document: YAMLDocument
    let node: Node
    let mapping: Node.Mapping

    func optional(_ key: String) -> Node? { mapping[Node(key)] }

    func required(_ key: String, _ hint: String) -> Node? {
        if let value = optional(key) { return value }
        document.refuse(node, "'\(key)' is missing; write for example '\(key): \(hint)'")
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
