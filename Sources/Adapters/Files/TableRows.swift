/// A row of a table that is not used: where, and what to do about it.
public struct RowProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// From 1, as editors count.
    public let line: Int
    /// Which column of the table, from 1; `nil` when it is about the row, or of JSON lines.
    public let column: Int?
    /// The column's name, or what is wrong with the row as a whole.
    public let field: String
    /// What is wrong and what to do. It does not repeat what stands there: that may be a person's.
    public let advice: String

    public var description: String {
        "line \(line)\(column.map { ", column \($0)" } ?? ""), \(field): \(advice)"
    }
}

/// Problems as they are met: all counted, the first kept.
struct ProblemList {
    /// More problems are counted and not kept.
    static let keptCountMax = 100

    private(set) var first: [RowProblem] = []
    private(set) var count = 0

    mutating func add(_ problem: RowProblem) {
        count += 1
        if first.count < Self.keptCountMax { first.append(problem) }
    }

    /// The first of them, in the order of the file.
    var inOrder: [RowProblem] { first.sorted { $0.line < $1.line } }

    /// Why a table is of no use, with the first of them.
    func nothing(_ why: String) -> TableReader.Failure {
        let first = first.first.map { "; the first: \($0)" } ?? ""
        return TableReader.Failure(description: why + first)
    }
}

/// The rows of a table that somebody mapped, gone through once: what can be used is handed on, the
/// rest is counted or told by place.
struct TableRows {
    /// As many as are read from one table, and what to do about more.
    struct Limit {
        static let usual = Limit(rowCount: 5_000_000, advice: "; try a part of it")

        let rowCount: Int
        let advice: String
    }

    /// How often the reader says how far it is.
    private static let rowsBetweenTellings = 100_000

    /// Of the table, the good and the bad.
    private(set) var count = 0
    /// Rows that a condition leaves out, or that hold nothing of what is looked for.
    private(set) var leftOutCount = 0
    private(set) var problems = ProblemList()

    /// - Parameters:
    ///   - conditions: What must stand in which column.
    ///   - missing: What stands where nothing is known.
    ///   - limit: How many rows at most.
    ///   - telling: Is told now and then how far it is, from 0 to 1.
    ///   - advised: A table that cannot be read on, with what can be done about it.
    ///   - take: Answers whether the row holds what is looked for.
    /// - Throws: ``TableReader/Failure`` when the table cannot be read on, or is too long.
    init(
        _ reader: inout TableReader, where conditions: [String: String] = [:],
        missing: Set<String> = [], limit: Limit = .usual, telling: (Double) -> Void = { _ in },
        advised: (TableReader.Failure) -> TableReader.Failure = { $0 },
        take: (RowCells) throws(RowProblem) -> Bool
    ) throws(TableReader.Failure) {
        let places = Dictionary(
            reader.columns.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: min)
        reading: while true {
            let row: [String: String]
            do throws(TableReader.Failure) {
                guard let next = try reader.next() else { break reading }
                row = next
            } catch {
                guard error.isOfOneRow else { throw advised(error) }
                count += 1
                problems.add(Self.misshapen(line: reader.line))
                continue
            }
            count += 1
            if count.isMultiple(of: Self.rowsBetweenTellings) { telling(reader.progress) }
            guard count <= limit.rowCount else {
                throw TableReader.Failure(description: "over \(limit.rowCount) rows\(limit.advice)")
            }
            guard conditions.allSatisfy({ row[$0] == $1 }) else {
                leftOutCount += 1
                continue
            }
            let cells = RowCells(
                row: row, line: reader.line, places: places, missing: missing)
            do throws(RowProblem) {
                if try !take(cells) { leftOutCount += 1 }
            } catch {
                problems.add(error)
            }
        }
    }

    /// - Parameter named: The columns that the mapping or the call names. All must be there: a
    ///   header has them, and of JSON lines some row.
    /// - Throws: ``TableReader/Failure`` when the table cannot be read on or a column is not there.
    init(
        _ reader: inout TableReader, where conditions: [String: String], missing: Set<String>,
        naming named: [String], take: (RowCells) throws(RowProblem) -> Bool
    ) throws(TableReader.Failure) {
        let columns = reader.columns
        try Self.check(named, in: columns)
        // Rows of JSON lines name their columns themselves.
        var unseen = columns.isEmpty ? Set(named) : []
        var spelling = FieldSpelling(columns.isEmpty ? named : [])
        var isRead = false
        try self.init(&reader, missing: missing, advised: \.mapped) { (cells) throws(RowProblem) in
            isRead = true
            if !unseen.isEmpty { unseen.subtract(cells.row.keys) }
            guard conditions.allSatisfy({ cells.row[$0] == $1 }) else { return false }
            try spelling.check(cells)
            return try take(cells)
        }
        guard !isRead || unseen.isEmpty else {
            throw TableReader.Failure(
                description: "no row has \(unseen.sorted().joined(separator: ", ")), which the "
                    + "mapping or --by names: is it written so in the table?")
        }
    }

    private static func misshapen(line: Int) -> RowProblem {
        RowProblem(
            line: line, column: nil, field: "the row",
            advice: "it has not as many values as the first line, or is no object: "
                + "quote values that hold a separator")
    }

    private static func check(
        _ named: [String], in header: [String]
    ) throws(TableReader.Failure) {
        guard !header.isEmpty else { return }
        let missing = Set(named).subtracting(header).sorted()
        guard missing.isEmpty else {
            throw TableReader.Failure(
                description: "there is no column \(missing.joined(separator: ", ")); the table has "
                    + header.joined(separator: ", "))
        }
    }
}

/// The fields of JSON lines, which no header tells beforehand: a row that lacks one, and has one
/// that is nearly the same, would say nothing by a slip.
private struct FieldSpelling {
    private static let nearCountMax = 10_000

    private struct Pair: Hashable {
        let wanted: String
        let found: String
    }

    private let named: [String]
    /// The fields of rows that lack none: they are fields of their own.
    private var known: Set<String> = []
    /// Whether two fields are nearly the same, as far as that was asked before.
    private var near: [Pair: Bool] = [:]

    init(_ named: [String]) { self.named = Set(named).sorted() }

    mutating func check(_ cells: RowCells) throws(RowProblem) {
        guard !named.isEmpty else { return }
        let lacking = named.filter { cells.row[$0] == nil }
        guard !lacking.isEmpty else {
            if known.count < Self.nearCountMax { known.formUnion(cells.row.keys) }
            return
        }
        let others = cells.row.keys.filter { !named.contains($0) && !known.contains($0) }.sorted()
        for wanted in lacking {
            guard others.contains(where: { isNear(Pair(wanted: wanted, found: $0)) }) else {
                continue
            }
            throw cells.problem(
                wanted,
                "the row has no such field, and one that is nearly called so: correct its name, "
                    + "or write null when nothing is known")
        }
    }

    private mutating func isNear(_ pair: Pair) -> Bool {
        if let known = near[pair] { return known }
        let limit = pair.wanted.utf8.count < 6 ? 1 : 2
        // A name of any length may stand there.
        let isAlike = abs(pair.wanted.utf8.count - pair.found.utf8.count) <= limit
        let isNear = isAlike && distance(pair.wanted.lowercased(), pair.found.lowercased()) <= limit
        if near.count < Self.nearCountMax { near[pair] = isNear }
        return isNear
    }
}

/// One row, with the places of its columns.
struct RowCells {
    let row: [String: String]
    let line: Int
    let places: [String: Int]
    let missing: Set<String>

    func problem(_ column: String, _ advice: String) -> RowProblem {
        RowProblem(line: line, column: places[column], field: column, advice: advice)
    }

    /// What stands there; `nil` when nothing was answered.
    func text(_ column: String?) -> String? {
        guard let column, let text = row[column], !text.isEmpty, !missing.contains(text) else {
            return nil
        }
        return text
    }

    func required(_ column: String?) throws(RowProblem) -> String {
        if let text = text(column) { return text }
        throw problem(column ?? "", "nothing stands here: fill it in, or leave the row out")
    }

    /// A number; `nil` when nothing was answered.
    func number(
        _ column: String?, within range: ClosedRange<Double>? = nil
    ) throws(RowProblem) -> Double? {
        guard let column, let text = text(column) else { return nil }
        guard let number = Double(text), number.isFinite else {
            throw problem(
                column,
                "this is no number: write one with a point, or name it in 'missing' if it means "
                    + "that nothing was answered")
        }
        if let range, !range.contains(number) {
            throw problem(
                column,
                "outside of \(range.lowerBound.plain) to \(range.upperBound.plain): correct it, "
                    + "set 'scale', or name it in 'missing' if it means that nothing was answered")
        }
        return number
    }
}

extension Double {
    /// Without a fraction when it has none.
    var plain: String { self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)" }
}
