import Domain
import Foundation

/// A text that somebody wrote, of a table of them.
public struct VoiceRow: Sendable {
    /// Where its row begins in the file, from 1.
    public let line: Int
    public let text: String
    /// What stands in the column that tells voices apart; `nil`: none was named, or nothing.
    public let label: String?
}

/// A table of what people said, read: the good rows, and the bad ones by place.
public struct VoiceFile: Sendable {
    /// As many as are gathered in memory from one table.
    public static let rowCountMax = 1_000_000

    public let rows: [VoiceRow]
    /// Of the table, the good and the bad.
    public let rowCount: Int
    /// Rows in which nobody says anything.
    public let emptyCount: Int
    /// The first of them, in the order of the file.
    public let problems: [RowProblem]
    public let problemCount: Int

    /// Reads a table, CSV or JSON lines, plain or gzipped.
    ///
    /// - Parameters:
    ///   - column: Which holds the texts.
    ///   - label: Which is told beside each; `nil`: none.
    ///   - limit: How many rows at most.
    /// - Throws: ``TableReader/Failure`` when the table cannot be read, a column is not there, or
    ///   no row has a text.
    ///
    /// Cost: the texts are kept in memory.
    public init(
        path: String, column: String, label: String? = nil, limit: Int = rowCountMax
    ) throws(TableReader.Failure) {
        var reader = try TableReader(path: path, format: nil)
        let wanted = [column] + (label.map { [$0] } ?? [])
        let namesColumns = !reader.columns.isEmpty
        if namesColumns { try Self.check(wanted, header: reader.columns, in: path) }
        var rows: [VoiceRow] = []
        var emptyCount = 0
        var met: Set<String> = []
        let table = try TableRows(
            &reader, limit: TableRows.Limit(rowCount: limit, advice: "; try a part of it")
        ) { (cells) throws(RowProblem) in
            if !namesColumns { met.formUnion(cells.row.keys) }
            guard let text = cells.text(column) else {
                emptyCount += 1
                return false
            }
            rows.append(VoiceRow(line: cells.line, text: text, label: cells.text(label)))
            return true
        }
        // Rows of JSON lines name their columns themselves.
        if !namesColumns { try Self.check(wanted, header: met.sorted(), in: path) }
        guard !rows.isEmpty else {
            let first = table.problems.first.first.map { "; the first bad row: \($0)" } ?? ""
            throw TableReader.Failure(
                description: "no row has a text in the column \(column)\(first)")
        }
        self.rows = rows
        rowCount = table.count
        self.emptyCount = emptyCount
        problems = table.problems.first
        problemCount = table.problems.count
    }

    private static func check(
        _ wanted: [String], header: [String], in path: String
    ) throws(TableReader.Failure) {
        guard let missing = wanted.first(where: { !header.contains($0) }) else { return }
        let file = URL(fileURLWithPath: path).lastPathComponent
        let near = hint(missing, among: header).en
        let known = header.isEmpty ? "no columns" : header.joined(separator: ", ")
        throw TableReader.Failure(
            description: "\(file): there is no column \(missing)\(near)\(near.isEmpty ? ";" : "")"
                + " the table has \(known)")
    }
}
