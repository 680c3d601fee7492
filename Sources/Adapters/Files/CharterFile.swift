public import Domain
import Kernel
import Yams

/// Who we are, as people write it: one YAML file, described in docs/voices.md.
public enum CharterFile {
    static let keys = ["principles", "red lines", "hoped for", "parted from", "answer days"]

    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(_ text: String, file: String) throws(FileProblems) -> Charter {
        let document = YAMLDocument(file: file)
        var charter: Charter?
        if let root = document.compose(text),
            let map = document.mapping(root, keys: keys, of: "a charter")
        {
            charter = CharterReader(document: document).charter(map)
        }
        guard let charter, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return charter
    }

    /// The same file again, from who we are. Every text stands in quotes, so that nothing in it is
    /// read as something else.
    public static func text(of charter: Charter) -> String {
        var lines = ["# Version \(charter.version)", "principles:"]
        for principle in charter.principles {
            lines.append("  - id: \(quoted(principle.id.description))")
            lines.append("    words: \(both(principle.words))")
            if !principle.yes.isEmpty { lines.append("    yes: \(list(principle.yes))") }
            if !principle.no.isEmpty { lines.append("    no: \(list(principle.no))") }
        }
        if !charter.redLines.isEmpty { lines.append("red lines:") }
        for line in charter.redLines {
            lines.append("  - id: \(quoted(line.id.description))")
            lines.append("    words: \(both(line.words))")
        }
        for (key, groups) in [
            ("hoped for", charter.hopedFor), ("parted from", charter.partedFrom),
        ] where !groups.isEmpty {
            lines.append("\(key):")
            for group in groups {
                lines.append("  - who: \(both(group.who))")
                lines.append("    how: \(both(group.how))")
            }
        }
        lines.append("answer days: \(charter.answerDays)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func both(_ words: Words) -> String {
        "{en: \(quoted(words.en)), nl: \(quoted(words.nl))}"
    }

    private static func list(_ texts: [String]) -> String {
        "[\(texts.map(quoted).joined(separator: ", "))]"
    }

    /// A double-quoted scalar of YAML.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                let hex = String(scalar.value, radix: 16)
                quoted += "\\x" + (hex.utf8.count < 2 ? "0" : "") + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

private struct CharterReader {
    let document: YAMLDocument

    func charter(_ map: YAMLMapping) -> Charter {
        let principles =
            map.required("principles", "[{id: calm, words: {en: …, nl: …}}]")
            .map { list($0, "principles", principle) } ?? []
        return Charter(
            principles: principles,
            redLines: map.optional("red lines").map { list($0, "red lines", redLine) } ?? [],
            hopedFor: map.optional("hoped for").map { list($0, "people", belonging) } ?? [],
            partedFrom: map.optional("parted from").map { list($0, "people", belonging) } ?? [],
            answerDays: map.optional("answer days").flatMap(days) ?? Charter().answerDays)
    }

    private func list<Part>(
        _ node: Node, _ what: String, _ read: (Node) -> Part?
    ) -> [Part] { document.sequence(node, of: what).compactMap(read) }

    private func principle(_ node: Node) -> Principle? {
        guard
            let map = document.mapping(
                node, keys: ["id", "words", "yes", "no"], of: "a principle"),
            let id: PrincipleID = name(map), let words = said(map, "words")
        else { return nil }
        return Principle(id: id, words: words, yes: examples(map, "yes"), no: examples(map, "no"))
    }

    private func redLine(_ node: Node) -> RedLine? {
        guard let map = document.mapping(node, keys: ["id", "words"], of: "a red line"),
            let id: RedLineID = name(map), let words = said(map, "words")
        else { return nil }
        return RedLine(id: id, words: words)
    }

    private func belonging(_ node: Node) -> Belonging? {
        guard let map = document.mapping(node, keys: ["who", "how"], of: "a group"),
            let who = said(map, "who"), let how = said(map, "how")
        else { return nil }
        return Belonging(who: who, how: how)
    }

    private func name<Noun>(_ map: YAMLMapping) -> Identifier<Noun>? {
        guard let text = map.text("id", "calm") else { return nil }
        let id = Identifier<Noun>(text)
        if id == nil {
            document.refuse(
                map.optional("id") ?? map.node, "'id' is 1 to 64 of A-Z a-z 0-9 _ -",
                "'id' is 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
        }
        return id
    }

    private func said(_ map: YAMLMapping, _ key: String) -> Words? {
        map.required(key, "{en: …, nl: …}").flatMap {
            words($0, document, countMax: Charter.wordByteCountMax)
        }
    }

    private func examples(_ map: YAMLMapping, _ key: String) -> [String] {
        map.optional(key).map { node in
            document.sequence(node, of: "examples").compactMap {
                document.text($0, of: "a text")
            }
        } ?? []
    }

    private func days(_ node: Node) -> UInt8? {
        if let days = node.int, (1...90).contains(days) { return UInt8(days) }
        document.refuse(
            node, "'answer days' is a number from 1 to 90",
            "'answer days' is een getal van 1 tot 90")
        return nil
    }
}
