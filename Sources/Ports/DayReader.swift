public import Domain

/// A table somebody brings along to try rules on: a day of signals of their own.
public struct ImportedDay: Sendable {
    /// The file's name, which tells its format: `.csv`, `.jsonl`, each also `.gz`.
    public let name: String
    public let table: [UInt8]
    /// How its rows become signals, as docs/import.md describes it.
    public let map: String
    /// The table of zones that the mapping names, when it does.
    public let places: (name: String, table: [UInt8])?

    public init(
        name: String, table: [UInt8], map: String, places: (name: String, table: [UInt8])? = nil
    ) {
        self.name = name
        self.table = table
        self.map = map
        self.places = places
    }
}

/// Rows of a table that one reason kept from being signals.
public struct UnusedRows: Equatable, Sendable, Codable {
    /// The most rows that are named.
    public static let namedCountMax = 5

    public private(set) var count = 0
    /// The first of them, from 1, the header not counted.
    public private(set) var first: [Int] = []

    public init() {}

    public mutating func add(_ row: Int) {
        count += 1
        if first.count < Self.namedCountMax { first.append(row) }
    }

    public static func + (left: UnusedRows, right: UnusedRows) -> UnusedRows {
        var sum = UnusedRows()
        sum.count = left.count + right.count
        sum.first = Array((left.first + right.first).sorted().prefix(namedCountMax))
        return sum
    }
}

/// What came of playing a day.
public struct RehearsedDay: Sendable {
    public let rehearsal: Rehearsal
    public let rowCount: Int
    /// Rows that became no signal and signals that were refused, by reason.
    public let unused: [String: UnusedRows]

    public init(rehearsal: Rehearsal, rowCount: Int, unused: [String: UnusedRows]) {
        self.rehearsal = rehearsal
        self.rowCount = rowCount
        self.unused = unused
    }
}

/// Reads days that are not our own.
public protocol DayReader: Sendable {
    /// Plays a table's signals through the real engine. Nothing is kept.
    ///
    /// - Throws: ``VenueProblems``, of the table or its mapping.
    /// - Cost: linear in the rows; it does not come back before the last.
    func rehearse(
        _ day: ImportedDay, venue: Venue, rules: [Rule]
    ) throws(VenueProblems) -> RehearsedDay
}
