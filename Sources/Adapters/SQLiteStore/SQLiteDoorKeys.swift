public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports

/// Doors' keys in the journal's database, as digests, through its one writer.
public struct SQLiteDoorKeys: DoorKeyBook {
    private let pool: DatabasePool

    public init(_ journal: SQLiteJournal) { pool = journal.pool }

    public func doorKeys() throws(JournalFailure) -> [(digest: [UInt8], door: DoorID)] {
        do {
            return try pool.read { db in
                try Row.fetchAll(db, sql: "SELECT digest, door FROM doorKey").compactMap { row in
                    DoorID(row["door"] as String).map { ([UInt8](row["digest"] as Data), $0) }
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func addDoorKey(
        digest: [UInt8], of door: DoorID, at now: Instant
    ) throws(JournalFailure) {
        try write(
            "INSERT INTO doorKey (digest, door, createdAt) VALUES (?, ?, ?)",
            [Data(digest), door.description, now.milliseconds])
    }

    public func removeDoorKeys(of door: DoorID) throws(JournalFailure) {
        try write("DELETE FROM doorKey WHERE door = ?", [door.description])
    }

    private func write(
        _ sql: String, _ arguments: StatementArguments
    ) throws(JournalFailure) {
        do {
            try pool.write { db in try db.execute(sql: sql, arguments: arguments) }
        } catch {
            throw JournalFailure(error)
        }
    }
}
