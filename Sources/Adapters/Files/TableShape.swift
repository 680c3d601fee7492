import Yams

/// How a table is written, as far as its mapping says so; what it leaves out is found from the
/// table itself.
struct TableShape: Sendable {
    /// The keys of a mapping that say it.
    static let keys = ["format", "separator", "encoding"]

    var format: TableReader.Format?
    var separator: TableReader.Separator?
    var encoding: TableReader.Encoding?

    /// - Parameter name: What the table is called, when not as it lies on the disk.
    func open(
        _ path: String, name: String? = nil
    ) throws(TableReader.Failure) -> TableReader {
        do {
            return try TableReader(
                path: path, format: format, separator: separator, encoding: encoding, name: name)
        } catch {
            throw error.mapped
        }
    }
}

extension TableReader.Failure {
    /// With what a mapping can do about it.
    var mapped: TableReader.Failure {
        guard isOfLetters else { return self }
        return TableReader.Failure(
            description: "\(description), or write 'encoding: latin1' in the mapping if that is "
                + "how they are written")
    }
}

extension YAMLDocument {
    func shape(_ yaml: YAMLMapping) -> TableShape {
        TableShape(
            format: yaml.optional("format").flatMap(format),
            separator: yaml.optional("separator").flatMap(separator),
            encoding: yaml.optional("encoding").flatMap(encoding))
    }

    func format(_ node: Node) -> TableReader.Format? {
        let format = node.string.flatMap(TableReader.Format.init)
        if format == nil { refuse(node, "format is csv or jsonl", "format is csv of jsonl") }
        return format
    }

    func separator(_ node: Node) -> TableReader.Separator? {
        let separator = TableReader.Separator(word: node.scalar?.string ?? "")
        if separator == nil {
            refuse(node, "separator is ',', ';' or tab", "separator is ',', ';' of tab")
        }
        return separator
    }

    private func encoding(_ node: Node) -> TableReader.Encoding? {
        let encoding = TableReader.Encoding(word: node.scalar?.string ?? "")
        if encoding == nil {
            refuse(node, "encoding is utf-8 or latin1", "encoding is utf-8 of latin1")
        }
        return encoding
    }
}
