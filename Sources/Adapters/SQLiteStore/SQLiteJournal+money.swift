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
        do {
            try pool.read { db in
                var keys: [Int64: SymmetricKey] = [:]
                let owner = KeyOwner.subject(.house, .money)
                let cursor = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT sequence, class, day, vaultKey, digest, body FROM journal
                        WHERE body IS NOT NULL AND vaultKey =
                            (SELECT id FROM vaultKey WHERE kind = ? AND owner = ?)
                        ORDER BY sequence
                        """,
                    arguments: [owner.kind, owner.name(under: directory.masterKey)])
                while let row = try cursor.next() {
                    guard let entry = try open(row, &keys, db),
                        case .record(.money(let record)) = entry.content
                    else { continue }
                    try body(entry.recordedAt, record)
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }
}
