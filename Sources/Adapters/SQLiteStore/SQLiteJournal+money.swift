import Crypto
public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports

extension SQLiteJournal: MoneyTrail {
    public func money(
        _ body: (Instant, LedgerRecord) throws(JournalFailure) -> Void
    ) throws(JournalFailure) {
        try money(after: 0, limit: .max) { _, moment, record throws(JournalFailure) in
            try body(moment, record)
        }
    }

    public func money(
        after sequence: Sequence, limit: Int,
        _ body: (Sequence, Instant, LedgerRecord) throws(JournalFailure) -> Void
    ) throws(JournalFailure) {
        do {
            try pool.read { db in
                var keys: [Int64: SymmetricKey] = [:]
                let owner = KeyOwner.subject(.house, .money)
                let cursor = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT sequence, class, day, vaultKey, digest, body FROM journal
                        WHERE body IS NOT NULL AND sequence > ? AND vaultKey =
                            (SELECT id FROM vaultKey WHERE kind = ? AND owner = ?)
                        ORDER BY sequence LIMIT ?
                        """,
                    arguments: [
                        sequence, owner.kind, owner.name(under: directory.masterKey), limit,
                    ])
                while let row = try cursor.next() {
                    guard let entry = try open(row, &keys, db),
                        case .record(.money(let record)) = entry.content
                    else { continue }
                    try body(entry.sequence, entry.recordedAt, record)
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }
}
