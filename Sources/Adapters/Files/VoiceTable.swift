import Domain
public import Kernel

/// One row of what people said, as a mapping reads it.
public struct SaidRow: Sendable {
    /// Where it begins in the file, from 1.
    public let line: Int
    public let person: String
    /// `nil`: the mapping names no column for it.
    public let id: String?
    public let words: String
    public let channel: String
    /// By its code; `nil`: the table does not say it.
    public let language: String?
    /// `nil`: the table does not tell when.
    public let at: Instant?
}

/// A table of what people said with whose words they are: the good rows, and the bad ones by place.
public struct VoiceTable: Sendable {
    public let rows: [SaidRow]
    /// Of the table, the good and the bad.
    public let rowCount: Int
    /// Rows that `where` leaves out, and those in which nothing is said.
    public let leftOutCount: Int
    /// The first of them, in the order of the file.
    public let problems: [RowProblem]
    public let problemCount: Int

    /// Reads a table, plain or gzipped.
    ///
    /// - Throws: ``TableReader/Failure`` when the table cannot be read, a column is not there, or
    ///   no row says anything.
    ///
    /// Cost: the rows are kept in memory.
    public init(path: String, map: VoiceMap) throws(TableReader.Failure) {
        var reader = try map.shape.open(path)
        var rows: [SaidRow] = []
        let table = try TableRows(
            &reader, where: map.conditions, missing: map.missing, naming: map.columns
        ) { (cells) throws(RowProblem) in
            guard let row = try Self.row(cells, map) else { return false }
            rows.append(row)
            return true
        }
        guard !rows.isEmpty else { throw table.problems.nothing("no row says anything") }
        self.rows = rows
        rowCount = table.count
        leftOutCount = table.leftOutCount
        problems = table.problems.inOrder
        problemCount = table.problems.count
    }

    /// - Returns: `nil` when nothing is said.
    private static func row(
        _ cells: RowCells, _ map: VoiceMap
    ) throws(RowProblem) -> SaidRow? {
        guard let words = map.says.filled(with: cells.row) else { return nil }
        let person = try cells.required(map.person)
        guard let channel = map.channel.filled(with: cells.row) else {
            throw cells.problem(
                map.channel.columns.first ?? "",
                "a column of 'channel' is empty: fill it in, or leave the row out")
        }
        var at: Instant?
        if let column = map.at, let text = cells.text(column) {
            at = PromiseMoment(text, offset: map.offset)?.start
            guard at != nil else {
                throw cells.problem(
                    column,
                    "write a date, 2026-07-14, or a time, 2026-07-14T10:05:00+02:00; name it in "
                        + "'missing' if it says nothing")
            }
        }
        return SaidRow(
            line: cells.line, person: person, id: cells.text(map.id), words: words,
            channel: channel, language: map.language?.filled(with: cells.row), at: at)
    }
}
