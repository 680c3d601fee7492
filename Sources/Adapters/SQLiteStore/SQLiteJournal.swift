import Crypto
import Domain
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
    let directory: DataDirectory
    var folder: URL { directory.folder }
    let writer: Mutex<WriterState>
    let snapshots: SnapshotFiles
    public let seed: KeySeed
    let reserve: DiskReserve

    struct WriterState {
        var vault: Vault
        var head: Sequence
        var chain: Data
        /// Written since the log was last folded into the database, roughly.
        var logByteCount = 0
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
        try checkHead()
    }

    /// Whether the journal is as long as it was: rows cut from its end, or an older copy of the
    /// database put back, show here.
    private func checkHead() throws(JournalFailure) {
        let head = self.head
        if let ahead = snapshots.sequences().last, ahead > head {
            throw .damaged(
                head, "a snapshot knows of row \(ahead): this is an older copy of the database")
        }
        do {
            let kept = try pool.read { db in
                try Data.fetchOne(db, sql: "SELECT value FROM house WHERE name = 'head'")
            }
            guard let kept else { return }
            let wanted = writer.withLock { Self.headMark($0.head, $0.chain) }
            guard kept == wanted else {
                throw JournalFailure.damaged(head, "rows were cut from the end")
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    /// What the database remembers of its last row.
    private static func headMark(_ head: Sequence, _ chain: Data) -> Data {
        withUnsafeBytes(of: head.littleEndian) { Data($0) } + chain
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

    public func hasRoom(for byteCount: Int) -> Bool { reserve.hasRoom(for: byteCount) }

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
                            let mark = try db.cachedStatement(
                                sql: "INSERT OR REPLACE INTO house (name, value) VALUES ('head', ?)"
                            )
                            try mark.execute(arguments: [Self.headMark(next.head, next.chain)])
                            return .commit
                        }
                        try Self.checkpoint(&next, entries, db)
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

    /// Folds the log into the database once it has grown. SQLite's own way of doing so after a
    /// commit keeps a failed sync to itself; this one does not.
    private static func checkpoint(
        _ state: inout WriterState, _ entries: [JournalEntry], _ db: Database
    ) throws {
        state.logByteCount += entries.reduce(0) { $0 + $1.content.byteCount }
        guard state.logByteCount >= SQLiteDatabase.checkpointByteCount else { return }
        state.logByteCount = 0
        do {
            _ = try db.checkpoint(.passive)
        } catch DatabaseError.SQLITE_BUSY, DatabaseError.SQLITE_FULL {
            return  // The log keeps everything; the next one will do.
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
    func open(
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
                var known: [Int64: Bool] = [:]
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
                    let hasKey = try Self.hasKey(row["vaultKey"], &known, db)
                    guard let body: Data = row["body"] else {
                        if hasKey { throw JournalFailure.damaged(sequence, "its body is gone") }
                        continue
                    }
                    guard hasKey else {
                        throw JournalFailure.damaged(sequence, "its key is gone")
                    }
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

    private static func hasKey(
        _ number: Int64, _ known: inout [Int64: Bool], _ db: Database
    ) throws -> Bool {
        if let answer = known[number] { return answer }
        let answer = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM vaultKey WHERE id = ?)", arguments: [number])
        known[number] = answer ?? false
        return answer ?? false
    }
}
