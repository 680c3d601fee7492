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
    /// No later than ``due`` and ``finishedAt``: it was made by the time it was kept.
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
    /// As of when a table was made: what is due by then and not finished is unknown.
    public struct AsOf: Equatable, Sendable {
        public let at: Instant
        /// Of the last that was finished; `nil`: the mapping says it.
        public let line: Int?
    }

    public let rows: [PromiseRow]
    /// Of the table, the good and the bad.
    public let rowCount: Int
    /// Rows that `where`, `valid` or `cancelled` leaves out, and those that promise nothing.
    public let leftOutCount: Int
    /// The first of them, in the order of the file.
    public let problems: [RowProblem]
    public let problemCount: Int
    /// By what rows are grouped, from wide to narrow.
    public let by: [String]
    /// Of deadlines; `nil` when nothing was finished and the mapping does not say it.
    public let asOf: AsOf?

    /// Reads a table, plain or gzipped.
    ///
    /// - Parameter by: Columns; where there is none of that name also `channel` and `owner` as the
    ///   map says them, and `hour`, `weekday`, `month`, `year`; `nil`: as the map says.
    /// - Parameter now: Nothing was finished after it; `nil`: that is not looked at.
    /// - Throws: ``TableReader/Failure`` when the table cannot be read, a column is not there, or
    ///   no row is any good.
    ///
    /// Cost: the rows are kept in memory.
    public init(
        path: String, map: PromiseMap, by: [String]? = nil, now: Instant? = nil
    ) throws(TableReader.Failure) {
        var reader = try map.shape.open(path)
        let by = by ?? map.by
        var taking = PromiseTaking(map: map, by: by, header: reader.columns, now: now)
        let table = try TableRows(
            &reader, where: map.conditions, missing: map.missing, naming: Self.named(map, by)
        ) { (cells) throws(RowProblem) in try taking.take(cells) }
        var problems = table.problems
        let found = taking.finish(&problems)
        guard !found.rows.isEmpty else { throw problems.nothing("no row holds a promise") }
        rows = found.rows
        asOf = found.asOf
        rowCount = table.count
        leftOutCount = table.leftOutCount
        self.problems = problems.inOrder
        problemCount = problems.count
        self.by = by
    }

    /// The columns that groups are told by: not texts of the map, nor parts of its time.
    private static func columns(of by: [String], _ map: PromiseMap) -> Set<String> {
        let canTellTime = map.timeColumn != nil
        return Set(
            by.filter { name in
                map.template(name) == nil && !(canTellTime && PromiseMap.parts.contains(name))
            })
    }

    /// The columns that the map or the call names.
    private static func named(_ map: PromiseMap, _ by: [String]) -> [String] {
        Array(map.columns.values) + map.conditions.keys + columns(of: by, map)
            + map.templates.flatMap(\.columns)
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
