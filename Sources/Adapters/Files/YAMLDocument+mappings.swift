import Domain
import Yams

/// What files that name columns of somebody's table have in common.
extension YAMLDocument {
    /// One text, or a list of them.
    func texts(_ node: Node, of what: String) -> [String] {
        if let text = node.scalar?.string, !text.isEmpty { return [text] }
        return sequence(node, of: what).compactMap { text($0, of: "a text") }
    }

    /// What stands in which column.
    func pairs(_ node: Node, of what: String) -> [String: String] {
        guard let mapping = node.mapping else {
            refuse(
                node, "\(what) is written as 'column: text' lines",
                "\(what) schrijft u als regels 'kolom: tekst'")
            return [:]
        }
        var pairs: [String: String] = [:]
        for (key, value) in mapping {
            guard let column = key.scalar?.string, let text = value.scalar?.string else {
                refuse(value, "a text belongs here", "hier hoort een tekst")
                continue
            }
            pairs[column] = text
        }
        return pairs
    }

    /// One of some words; another is refused with all of them and the one that was meant.
    func word(_ node: Node, of key: String, among known: [String]) -> String? {
        let word = node.scalar?.string ?? ""
        if known.contains(word) { return word }
        let (list, near) = (known.joined(separator: ", "), hint(word, among: known))
        refuse(
            node, "'\(key)' is one of \(list)\(near.en)", "'\(key)' is een van \(list)\(near.nl)")
        return nil
    }

    /// Added to a time that does not say its own: `Z`, or such as `+01:00`.
    func offset(_ node: Node) -> String? {
        let text = node.scalar?.string ?? ""
        if PromiseMoment("2000-01-01T00:00:00\(text)", offset: "") != nil { return text }
        refuse(node, "'offset' is Z, or such as '+01:00'", "'offset' is Z, of zoals '+01:00'")
        return nil
    }

    /// A text with `{column}` in it.
    func template(_ node: Node, of what: String) -> ImportMap.Template? {
        guard let text = text(node, of: what) else { return nil }
        guard let template = ImportMap.Template(text) else {
            refuse(
                node, "write a column's name between each { and }",
                "schrijf tussen elke { en } de naam van een kolom")
            return nil
        }
        return template
    }
}
