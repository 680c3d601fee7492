import Crypto
public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports
import Synchronization

/// Snapshots, and what is let go of: observations after a day, a person when they ask.
extension SQLiteJournal {
    public func latestSnapshot() throws(JournalFailure) -> Snapshot? {
        let head = self.head
        do {
            return try pool.read { db in
                try snapshots.newest(upTo: head) { number in
                    try Data.fetchOne(
                        db, sql: "SELECT wrapped FROM vaultKey WHERE id = ?", arguments: [number]
                    )
                    .map { try Vault.unwrap($0, master: directory.masterKey) }
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func save(
        _ snapshot: Snapshot, keepsLast: Bool
    ) throws(JournalFailure) {
        do {
            let keys = try writer.withLock { state in
                var next = state
                let keys = try pool.write { db in
                    (
                        try next.vault.key(for: .subject(.house, .operation), in: db),
                        try next.vault.key(for: .epoch(of: snapshot.recordedAt), in: db)
                    )
                }
                state = next
                return keys
            }
            // The one that ends an erasing must not wait for room; any other can.
            try snapshots.write(
                snapshot, house: keys.0, epoch: keys.1, keepsLast: keepsLast,
                beside: keepsLast ? reserve : nil)
        } catch {
            writer.withLock { $0.vault.forgetCached() }
            throw JournalFailure(error)
        }
    }

    public func destroyObservations(before: Instant) throws(JournalFailure) {
        // An epoch goes when its first moment is that old, so that nothing in it is older.
        let limit = before.milliseconds / KeyOwner.epochSpan.milliseconds
        let name = withUnsafeBytes(of: limit.bigEndian) { Data($0) }
        try destroy("kind = 1 AND owner <= ?", arguments: [[name]])
    }

    public func erase(_ subjects: [RecordSubject]) throws(JournalFailure) {
        try endLinks(of: subjects)
        try destroy(
            "kind = 2 AND owner = ?",
            arguments: subjects.flatMap { subject in
                Purpose.allCases.map { purpose in
                    [KeyOwner.subject(subject, purpose).name(under: directory.masterKey)]
                }
            })
    }

    private func destroy(
        _ condition: String, arguments: [[Data]]
    ) throws(JournalFailure) {
        do {
            try writer.withLock { state in
                let isAsked = try pool.read { db in
                    try arguments.contains {
                        try Bool.fetchOne(
                            db, sql: "SELECT EXISTS (SELECT 1 FROM vaultKey WHERE \(condition))",
                            arguments: StatementArguments($0)) == true
                    }
                }
                guard isAsked else { return }
                state.vault.forgetCached()
                try pool.write { db in
                    for argument in arguments {
                        try db.execute(
                            sql: """
                                UPDATE journal SET body = NULL WHERE body IS NOT NULL
                                AND vaultKey IN (SELECT id FROM vaultKey WHERE \(condition))
                                """, arguments: StatementArguments(argument))
                        try db.execute(
                            sql: "DELETE FROM vaultKey WHERE \(condition)",
                            arguments: StatementArguments(argument))
                    }
                }
                // The old pages are overwritten in the database; the log must not keep them.
                try pool.writeWithoutTransaction { db in
                    _ = try db.checkpoint(.truncate)
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }
}
