public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports

/// The venue's versions in the journal's database.
public struct SQLiteVenueBook: VenueBook {
    private let pool: DatabasePool

    public init(_ journal: SQLiteJournal) { pool = journal.pool }

    public func versions(limit: Int) throws(JournalFailure) -> [VenueVersion] {
        try rows("ORDER BY number DESC LIMIT ?", [limit])
    }

    public func version(_ number: Int64) throws(JournalFailure) -> VenueVersion? {
        try rows("WHERE number = ?", [number]).first
    }

    public func latestFromFolder() throws(JournalFailure) -> VenueVersion? {
        try rows("WHERE staff IS NULL ORDER BY number DESC LIMIT 1", []).first
    }

    public func keep(
        _ text: VenueText, by staff: StaffID?, at now: Instant
    ) throws(JournalFailure) {
        do {
            try pool.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO venueVersion (at, staff, venue, rules, tests)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        now.milliseconds, staff?.description, text.venue, text.rules, text.tests,
                    ])
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    private func rows(
        _ condition: String, _ arguments: StatementArguments
    ) throws(JournalFailure) -> [VenueVersion] {
        do {
            return try pool.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT * FROM venueVersion " + condition, arguments: arguments
                ).map { row in
                    VenueVersion(
                        number: row["number"], at: Instant(milliseconds: row["at"]),
                        by: (row["staff"] as String?).flatMap { StaffID($0) },
                        text: VenueText(
                            venue: row["venue"], rules: row["rules"], tests: row["tests"]))
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }
}
