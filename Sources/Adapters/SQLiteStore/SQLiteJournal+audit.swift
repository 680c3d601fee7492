import Crypto
public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports

extension SQLiteJournal: AuditTrail {
    public func audit(
        of subjects: [RecordSubject], limit: Int
    ) throws(JournalFailure) -> [JournalEntry] {
        do {
            return try pool.read { db in
                var keys: [Int64: SymmetricKey] = [:]
                var entries: [JournalEntry] = []
                for subject in subjects {
                    let owner = KeyOwner.subject(subject, .audit)
                    let rows = try Row.fetchAll(
                        db,
                        sql: """
                            SELECT sequence, class, day, vaultKey, digest, body FROM journal
                            WHERE body IS NOT NULL AND vaultKey =
                                (SELECT id FROM vaultKey WHERE kind = ? AND owner = ?)
                            ORDER BY sequence DESC LIMIT ?
                            """,
                        arguments: [owner.kind, owner.name(under: directory.masterKey), limit])
                    for row in rows {
                        if let entry = try open(row, &keys, db) { entries.append(entry) }
                    }
                }
                return Array(entries.sorted { $0.sequence > $1.sequence }.prefix(limit))
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func audit(
        since: Instant, rowCountMax: Int
    ) throws(JournalFailure) -> (entries: [JournalEntry], isCut: Bool) {
        do {
            return try pool.read { db in
                var keys: [Int64: SymmetricKey] = [:]
                var entries: [JournalEntry] = []
                var rowCount = 0
                let cursor = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT sequence, class, day, vaultKey, digest, body FROM journal
                        WHERE class = 2 AND body IS NOT NULL ORDER BY sequence DESC
                        """)
                while let row = try cursor.next() {
                    guard row["day"] as Int64 >= since.day else { break }
                    guard rowCount < rowCountMax else { return (entries, true) }
                    rowCount += 1
                    guard let entry = try open(row, &keys, db), entry.recordedAt >= since,
                        case .record(let record) = entry.content, record.purpose == .audit
                    else { continue }
                    entries.append(entry)
                }
                return (entries, false)
            }
        } catch {
            throw JournalFailure(error)
        }
    }
}
