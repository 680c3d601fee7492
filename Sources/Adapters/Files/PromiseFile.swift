import Domain
import Foundation
public import Kernel
public import Measures

/// One promise of a table, and what came of it.
public struct PromiseRow: Sendable {
    public let line: Int
    public let person: String?
    public let id: String?
    public let fact: PromiseFact
    /// From wide to narrow, as they were asked for.
    public let group: [String]
    /// The number that was promised and the one that came of it: minutes as posted, days to a
    /// deadline; `nil`: there is none.
    public let said: Double?
    public let came: Double?
    /// Months since year 0; `nil`: the table does not tell when.
    public let month: Int?
    public let madeAt: Instant?
    public let due: Instant?
    public let finishedAt: Instant?
    /// In the words of the mapping.
    public let quote: String?
    public let channel: String?
    public let owner: String?
}

/// A table of promises, read: the good rows, and the bad ones by place.
public struct PromiseFile: Sendable {
    static let rowCountMax = 5_000_000

    public let rows: [PromiseRow]
    /// Of the table, the good and the bad.
    public let rowCount: Int
    /// Rows that `where`, `valid` or `cancelled` leaves out, and those that promise nothing.
    public let leftOutCount: Int
    /// The first of them, in the order of the file.
    public let problems: [SurveyProblem]
    public let problemCount: Int
    /// By what rows are grouped, from wide to narrow.
    public let by: [String]

    /// Reads a table, plain or gzipped.
    ///
    /// - Parameter by: Columns; where there is none of that name also `channel` and `owner` as the
    ///   map says them, and `hour`, `weekday`, `month`, `year`; `nil`: as the map says.
    /// - Throws: ``TableReader/Failure`` when the table cannot be read, a column is not there, or
    ///   no row is any good.
    ///
    /// Cost: the rows are kept in memory.
    public init(
        path: String, map: PromiseMap, by: [String]? = nil
    ) throws(TableReader.Failure) {
        var reader = try TableReader(path: path, format: map.format, separator: map.separator)
        let by = by ?? map.by
        try Self.check(map, by, reader.columns)
        var taking = PromiseTaking(map: map, by: by, header: reader.columns)
        let places = Dictionary(
            reader.columns.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: min)
        // Rows of JSON lines name their columns themselves.
        var unseen = reader.columns.isEmpty ? Self.columns(of: by, map) : []
        var problems = ProblemList()
        var rowCount = 0
        var leftOut = 0
        reading: while true {
            let row: [String: String]
            do throws(TableReader.Failure) {
                guard let next = try reader.next() else { break reading }
                row = next
            } catch  where error.isOfOneRow {
                rowCount += 1
                problems.add(Self.misshapen(line: reader.line))
                continue
            }
            rowCount += 1
            guard rowCount <= Self.rowCountMax else {
                throw TableReader.Failure(
                    description: "over \(Self.rowCountMax) rows; try a part of it")
            }
            if !unseen.isEmpty { unseen.subtract(row.keys) }
            let cells = SurveyCells(
                row: row, line: reader.line, places: places, missing: map.missing)
            do throws(SurveyProblem) {
                let isWanted = map.conditions.allSatisfy { row[$0] == $1 }
                if !isWanted { leftOut += 1 } else if try !taking.take(cells) { leftOut += 1 }
            } catch {
                problems.add(error)
            }
        }
        rows = taking.finish()
        guard !rows.isEmpty else { throw Self.nothing(problems) }
        guard unseen.isEmpty else {
            throw TableReader.Failure(
                description: "no row has \(unseen.sorted().joined(separator: ", ")) to group by")
        }
        self.rowCount = rowCount
        leftOutCount = leftOut
        self.problems = problems.first
        problemCount = problems.count
        self.by = by
    }

    private static func misshapen(line: Int) -> SurveyProblem {
        SurveyProblem(
            line: line, column: nil, field: "the row",
            advice: "it has not as many values as the first line, or is no object: "
                + "quote values that hold a separator")
    }

    private static func nothing(_ problems: ProblemList) -> TableReader.Failure {
        let first = problems.first.first.map { "; the first: \($0)" } ?? ""
        return TableReader.Failure(description: "no row holds a promise\(first)")
    }

    /// The columns that groups are told by: not texts of the map, nor parts of its time.
    private static func columns(of by: [String], _ map: PromiseMap) -> Set<String> {
        let canTellTime = map.timeColumn != nil
        return Set(
            by.filter { name in
                map.template(name) == nil && !(canTellTime && PromiseMap.parts.contains(name))
            })
    }

    /// Every column that the map or the call names must be there.
    private static func check(
        _ map: PromiseMap, _ by: [String], _ header: [String]
    ) throws(TableReader.Failure) {
        guard !header.isEmpty else { return }
        let wanted =
            Array(map.columns.values) + map.conditions.keys + columns(of: by, map)
            + map.templates.flatMap(\.columns)
        let missing = Set(wanted).subtracting(header).sorted()
        guard missing.isEmpty else {
            throw TableReader.Failure(
                description: "there is no column \(missing.joined(separator: ", ")); the table has "
                    + header.joined(separator: ", "))
        }
    }
}

extension PromiseFile {
    /// Each row's fact in its group: the parts of its name with a dot between.
    public var facts: [(group: String, fact: PromiseFact)] {
        rows.map { (group: Self.name($0.group), fact: $0.fact) }
    }

    public static func name(_ group: [String]) -> String {
        group.isEmpty ? "all" : group.joined(separator: " · ")
    }

    /// Rows with a number that was promised and one that came of it.
    public var pairs: [PromisePair] {
        rows.compactMap { row in
            guard let said = row.said, let came = row.came else { return nil }
            return PromisePair(group: row.group, period: row.month ?? 0, said: said, came: came)
        }
    }
}
