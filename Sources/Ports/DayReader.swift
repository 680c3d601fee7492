public import Domain

/// A table somebody brings along to try rules on: a day of signals of their own.
public struct ImportedDay: Sendable {
    /// The file's name, which tells its format: `.csv`, `.jsonl`, each also `.gz`.
    public let name: String
    public let table: [UInt8]
    /// How its rows become signals, as docs/import.md describes it.
    public let map: String

    public init(name: String, table: [UInt8], map: String) {
        self.name = name
        self.table = table
        self.map = map
    }
}

/// What came of playing a day.
public struct RehearsedDay: Sendable {
    public let rehearsal: Rehearsal
    public let rowCount: Int
    /// Rows that became no signal and signals that were refused, by reason.
    public let unused: [String: Int]

    public init(rehearsal: Rehearsal, rowCount: Int, unused: [String: Int]) {
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
