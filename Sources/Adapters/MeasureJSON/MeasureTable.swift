import ExactJSON

/// A table that an input holds or names: rows are people, columns dimensions.
struct MeasureTable {
    static let columnCountMax = 100
    /// What a cell may be at most, either way, so that squares and sums of cells stay numbers.
    static let cellMax = 1e60

    /// Empty when the columns have no names.
    let columns: [String]
    /// `nil` is missing: null, or an empty cell or NA of a file.
    let rows: [[Double?]]
    /// Where it stands.
    private let input: MeasureInput

    /// Reads `file` (comma-separated, the first line names the columns) with the `columns` asked
    /// for, in their order; or else the lists of numbers at `name`.
    init(_ input: MeasureInput, rowsAt name: String) throws(MeasureProblem) {
        self.input = input
        if let file = input.optional("file") {
            let wanted = try input.optional("columns")?.texts
            (columns, rows) = try Self.read(file, wanted: wanted)
        } else {
            columns = []
            var rows: [[Double?]] = []
            let list = try input[name]
            for item in try list.items {
                let row = try item.numbersOrMissing
                guard row.count == rows.first?.count ?? row.count else {
                    throw item.problem("\(row.count) values, the rows before it have another count")
                }
                guard row.allSatisfy({ abs($0 ?? 0) <= Self.cellMax }) else {
                    throw item.problem("a value is beyond \(Self.cellMax)")
                }
                rows.append(row)
            }
            guard !rows.isEmpty else { throw list.problem("at least one row belongs here") }
            self.rows = rows
        }
        let width = rows.first?.count ?? 0
        guard (1...Self.columnCountMax).contains(width) else {
            throw input.problem("from 1 to \(Self.columnCountMax) columns belong in the table")
        }
        // A count said beside the table guards against half a file.
        if let count = try input.optional("n")?.count, count != rows.count {
            throw input.problem("\"n\" is \(count), but there are \(rows.count) rows")
        }
    }

    /// Every row, when nothing is missing.
    func whole(least: Int, most: Int) throws(MeasureProblem) -> [[Double]] {
        var whole: [[Double]] = []
        for (number, row) in rows.enumerated() {
            let known = row.compactMap { $0 }
            guard known.count == row.count else {
                throw input.problem("row \(number + 1) misses a value: leave the row out")
            }
            whole.append(known)
        }
        guard (least...most).contains(whole.count) else {
            throw input.problem("from \(least) to \(most) rows belong here, not \(whole.count)")
        }
        return whole
    }

    func name(_ column: Int) -> String {
        columns.indices.contains(column) ? columns[column] : "column \(column + 1)"
    }

    // MARK: Files

    private static func read(
        _ file: MeasureInput, wanted: [String]?
    ) throws(MeasureProblem) -> (columns: [String], rows: [[Double?]]) {
        let text = String(decoding: try file.file, as: UTF8.self)
        // Both \n and \r\n are one newline here.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let header = (lines.first ?? "").split(separator: ",", omittingEmptySubsequences: false)
            .map(trimmed)
        var places: [Int] = []
        for name in wanted ?? header {
            guard let place = header.firstIndex(of: name) else {
                throw file.problem(
                    "has no column \(ExactJSON.string(name).shown); its first line names the columns"
                )
            }
            guard !places.contains(place) else {
                throw file.problem("the column \(ExactJSON.string(name).shown) stands twice")
            }
            places.append(place)
        }
        var rows: [[Double?]] = []
        for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == header.count else {
                throw file.problem(
                    "line \(number + 1) has \(cells.count) cells, the first line \(header.count)")
            }
            var row: [Double?] = []
            for place in places {
                guard let value = cell(cells[place]) else {
                    throw file.problem(
                        "line \(number + 1), cell \(place + 1): a number belongs here")
                }
                row.append(value.number)
            }
            rows.append(row)
            guard rows.count <= MeasureInput.itemCountMax else {
                throw file.problem("at most \(MeasureInput.itemCountMax) rows")
            }
        }
        guard !rows.isEmpty else { throw file.problem("has no rows") }
        return (places.map { header[$0] }, rows)
    }

    private static func trimmed(_ cell: Substring) -> String {
        var cell = cell
        while cell.first == " " || cell.first == "\u{FEFF}" { cell = cell.dropFirst() }
        while cell.last == " " { cell = cell.dropLast() }
        if cell.count > 1, cell.first == "\"", cell.last == "\"" {
            cell = cell.dropFirst().dropLast()
        }
        return String(cell)
    }

    /// `nil` when it is neither a number nor missing.
    private static func cell(_ text: Substring) -> (number: Double?, Void)? {
        let text = trimmed(text)
        if text.isEmpty || text == "NA" { return (nil, ()) }
        // Double reads "inf", "nan" and hexadecimal too, which no table means.
        guard text.allSatisfy({ "0123456789+-.eE".contains($0) }), let number = Double(text),
            abs(number) <= cellMax
        else { return nil }
        return (number, ())
    }
}
