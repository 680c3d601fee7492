import Crypto
public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports
import Synchronization

/// The journal in one SQLite database: a row a block, a row a record, each sealed.
///
/// What stands in the clear is fixed in docs/specs/journal.md: place, class, day, key, digest and
/// chain. The chain runs over headers and digests, so that a body can be purged and it still holds.
public final class SQLiteJournal: Journal {  // A class: it owns the writer and its keys.
    private enum RowClass {
        static let block = 1
        static let record = 2
    }

    let pool: DatabasePool
    private let directory: DataDirectory
    var folder: URL { directory.folder }
    private let writer: Mutex<WriterState>
    private let snapshots: SnapshotFiles
    public let seed: KeySeed
    private let reserve: DiskReserve

    private struct WriterState {
        var vault: Vault
        var head: Sequence
        var chain: Data
    }

    /// Opens or makes the journal.
    ///
    /// - Parameter synchronous: 2 always, but in the test that shows 1 to lose signals.
    /// - Throws: ``JournalFailure``.
    public init(_ directory: DataDirectory, synchronous: Int = 2) throws(JournalFailure) {
        self.directory = directory
        let pool = try SQLiteDatabase.open(directory.database, synchronous: synchronous)
        self.pool = pool
        reserve = DiskReserve(directory.folder)
        do {
            let last = try pool.read { db in
                try Row.fetchOne(
                    db, sql: "SELECT sequence, chain FROM journal ORDER BY sequence DESC LIMIT 1")
            }
            writer = Mutex(
                WriterState(
                    vault: Vault(master: directory.masterKey), head: last?["sequence"] ?? 0,
                    chain: last?["chain"] ?? Data(repeating: 0, count: 32)))
            seed = try Self.seed(pool, directory)
        } catch {
            throw JournalFailure(error)
        }
        snapshots = SnapshotFiles(folder: directory.folder)
    }

    /// The house's secret for keys of tokens: made once, kept wrapped.
    private static func seed(_ pool: DatabasePool, _ directory: DataDirectory) throws -> KeySeed {
        try pool.write { db in
            let wrapped = try Data.fetchOne(
                db, sql: "SELECT value FROM house WHERE name = 'keySeed'")
            if let wrapped {
                let box = try AES.GCM.SealedBox(combined: wrapped)
                let bytes = try AES.GCM.open(box, using: directory.masterKey)
                return try JSONDecoder().decode(KeySeed.self, from: bytes)
            }
            var random = SystemRandomNumberGenerator()
            let seed = KeySeed(first: random.next(), second: random.next())
            let sealed = try AES.GCM.seal(
                try JSONEncoder().encode(seed), using: directory.masterKey)
            try db.execute(
                sql: "INSERT INTO house (name, value) VALUES ('keySeed', ?)",
                arguments: [sealed.combined])
            return seed
        }
    }

    public var head: Sequence { writer.withLock { $0.head } }

    public var hasRoom: Bool { reserve.hasRoom }

    // MARK: Writing

    public func append(_ entries: [JournalEntry]) throws(JournalFailure) {
        do throws(JournalFailure) {
            try appendOnce(entries)
        } catch JournalFailure.diskFull {
            // What was let in must be kept: that is what the reserve is for.
            guard reserve.release() else { throw .diskFull }
            try appendOnce(entries)
        }
    }

    private func appendOnce(_ entries: [JournalEntry]) throws(JournalFailure) {
        do {
            try writer.withLock { state in
                var next = state
                do {
                    try pool.writeWithoutTransaction { db in
                        try db.inTransaction(.immediate) {
                            for entry in entries { try Self.insert(entry, &next, db) }
                            return .commit
                        }
                    }
                } catch {
                    // Keys made in the transaction are gone with it.
                    state.vault.forgetCached()
                    throw error
                }
                state = next
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    private static func insert(
        _ entry: JournalEntry, _ state: inout WriterState, _ db: Database
    ) throws {
        precondition(entry.sequence == state.head + 1, "the journal has no gaps")
        let owner: KeyOwner
        let plain: Data
        let rowClass: Int
        switch entry.content {
        case .block(let bytes):
            owner = .epoch(of: entry.recordedAt)
            plain = Data(bytes)
            rowClass = RowClass.block
        case .record(let record):
            owner = .subject(record.subject, record.purpose)
            plain = try RecordCoding.encode(record, recordedAt: entry.recordedAt)
            rowClass = RowClass.record
        }
        let key = try state.vault.key(for: owner, in: db)
        let header = header(
            entry.sequence, rowClass: rowClass, day: entry.recordedAt.day, key: key.number)
        let body = try AES.GCM.seal(plain, using: key.key, authenticating: header).combined
        guard let body else { preconditionFailure("a default nonce always combines") }
        let digest = Data(SHA256.hash(data: body))
        let chain = link(state.chain, header, digest)
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO journal (sequence, class, day, vaultKey, digest, chain, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(
            arguments: [
                entry.sequence, rowClass, entry.recordedAt.day, key.number, digest, chain, body,
            ])
        state.head = entry.sequence
        state.chain = chain
    }

    private static func header(
        _ sequence: Sequence, rowClass: Int, day: Int64, key: Int64
    ) -> Data {
        var header = Data(capacity: 32)
        for number in [sequence, Int64(rowClass), day, key] {
            withUnsafeBytes(of: number.littleEndian) { header.append(contentsOf: $0) }
        }
        return header
    }

    private static func link(_ chain: Data, _ header: Data, _ digest: Data) -> Data {
        var hash = SHA256()
        hash.update(data: chain)
        hash.update(data: header)
        hash.update(data: digest)
        return Data(hash.finalize())
    }

    // MARK: Reading

    public func read(
        after sequence: Sequence, through last: Sequence, only rows: JournalRows,
        _ body: (JournalEntry) throws(JournalFailure) -> Void
    ) throws(JournalFailure) {
        do {
            try pool.read { db in
                var keys: [Int64: SymmetricKey] = [:]
                let cursor = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT sequence, class, day, vaultKey, digest, body FROM journal
                        WHERE sequence > ? AND sequence <= ? AND body IS NOT NULL
                            AND (class = 1 OR ?)
                        ORDER BY sequence
                        """, arguments: [sequence, last, rows == .all])
                while let row = try cursor.next() {
                    if let entry = try open(row, &keys, db) { try body(entry) }
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    /// Opens a row; `nil` when its key was destroyed.
    private func open(
        _ row: Row, _ keys: inout [Int64: SymmetricKey], _ db: Database
    ) throws -> JournalEntry? {
        let sequence: Sequence = row["sequence"]
        let rowClass: Int = row["class"]
        let number: Int64 = row["vaultKey"]
        if keys[number] == nil {
            let wrapped = try Data.fetchOne(
                db, sql: "SELECT wrapped FROM vaultKey WHERE id = ?", arguments: [number])
            guard let wrapped else { return nil }
            guard let key = try? Vault.unwrap(wrapped, master: directory.masterKey) else {
                throw JournalFailure.damaged(sequence, "its key cannot be unwrapped")
            }
            keys[number] = key
        }
        guard let key = keys[number] else { return nil }
        let header = Self.header(sequence, rowClass: rowClass, day: row["day"], key: number)
        let body: Data = row["body"]
        guard let box = try? AES.GCM.SealedBox(combined: body),
            let plain = try? AES.GCM.open(box, using: key, authenticating: header)
        else { throw JournalFailure.damaged(sequence, "its seal is broken") }
        if rowClass == RowClass.block {
            let bytes = [UInt8](plain)
            let recordedAt = try? bytes.withUnsafeBytes { try Block.head($0).recordedAt }
            guard let recordedAt else { throw JournalFailure.damaged(sequence, "not a block") }
            return JournalEntry(
                sequence: sequence, recordedAt: recordedAt, content: .block(bytes))
        }
        guard let (record, recordedAt) = try? RecordCoding.decode(plain) else {
            throw JournalFailure.damaged(sequence, "not a record this version knows")
        }
        return JournalEntry(sequence: sequence, recordedAt: recordedAt, content: .record(record))
    }

    /// Goes over every row: no gap, the chain holds, every body is what its digest says and opens.
    ///
    /// - Returns: How many rows, and how many of them still have their body.
    /// - Throws: ``JournalFailure/damaged(_:_:)`` at the first row that is not as it was written.
    public func verify() throws(JournalFailure) -> (rows: Int, bodies: Int) {
        do {
            return try pool.read { db in
                var keys: [Int64: SymmetricKey] = [:]
                var chain = Data(repeating: 0, count: 32)
                var rows = 0
                var bodies = 0
                let cursor = try Row.fetchCursor(
                    db, sql: "SELECT * FROM journal ORDER BY sequence")
                while let row = try cursor.next() {
                    rows += 1
                    let sequence: Sequence = row["sequence"]
                    guard sequence == Sequence(rows) else {
                        throw JournalFailure.damaged(Sequence(rows), "the row is missing")
                    }
                    let header = Self.header(
                        sequence, rowClass: row["class"], day: row["day"], key: row["vaultKey"])
                    let digest: Data = row["digest"]
                    chain = Self.link(chain, header, digest)
                    guard chain == row["chain"] as Data else {
                        throw JournalFailure.damaged(sequence, "the chain does not hold")
                    }
                    guard let body: Data = row["body"] else { continue }
                    guard Data(SHA256.hash(data: body)) == digest else {
                        throw JournalFailure.damaged(sequence, "its digest differs")
                    }
                    if try open(row, &keys, db) != nil { bodies += 1 }
                }
                return (rows, bodies)
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    // MARK: Snapshots and endings

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

    public func save(_ snapshot: Snapshot) throws(JournalFailure) {
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
            try snapshots.write(snapshot, house: keys.0, epoch: keys.1)
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
