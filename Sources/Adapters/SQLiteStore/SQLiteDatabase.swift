import CSQLiteGuard
import Foundation
import GRDB
import Ports

/// One writer, and readers that cannot write, on the house's database.
///
/// GRDB's pool sets `synchronous` back to NORMAL on the writer while it opens; it is therefore set
/// to FULL afterwards, and every setting a guarantee rests on is read back before anything is
/// served.
enum SQLiteDatabase {
    /// Larger than the default, so that a block spans fewer pages.
    static let pageByteCount = 8_192
    /// The write-ahead log is folded into the database at about 32 MB, by the writer itself.
    static let checkpointByteCount = 32 << 20

    /// - Parameter synchronous: 2 (FULL) always, but in the test that shows 1 to lose signals.
    static func open(_ file: URL, synchronous: Int = 2) throws(JournalFailure) -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "senang"
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA page_size = \(pageByteCount);
                    PRAGMA mmap_size = 0;
                    PRAGMA secure_delete = ON;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    """)
        }
        do {
            let pool = try DatabasePool(path: file.path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        PRAGMA synchronous = \(synchronous);
                        PRAGMA wal_autocheckpoint = 0;
                        PRAGMA journal_size_limit = 67108864;
                        """)
                if let connection = db.sqliteConnection, senang_sqlite_defend(connection) != 1 {
                    throw JournalFailure.unavailable("SQLite does not take DEFENSIVE")
                }
                for (name, found, wanted) in try settings(db, synchronous: synchronous)
                where found != wanted {
                    throw JournalFailure.unavailable(
                        "SQLite says \(name) = \(found); it must be \(wanted)")
                }
            }
            try Schema.migrator.migrate(pool)
            // Migrating goes through GRDB's own transactions; make sure nothing was reset by it.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = \(synchronous)")
            }
            try DataDirectory.syncFolder(of: file)
            return pool
        } catch let failure as JournalFailure {
            throw failure
        } catch {
            throw JournalFailure(error)
        }
    }

    /// What guarantees rest on: the name, what SQLite says, what it must say.
    static func settings(
        _ db: Database, synchronous: Int = 2
    ) throws -> [(name: String, found: String, wanted: String)] {
        let wanted = [
            ("journal_mode", "wal"), ("synchronous", "\(synchronous)"), ("mmap_size", "0"),
            ("foreign_keys", "1"), ("secure_delete", "1"), ("trusted_schema", "0"),
            ("cell_size_check", "1"), ("page_size", "\(pageByteCount)"),
        ]
        return try wanted.map { name, value in
            (name, try String.fetchOne(db, sql: "PRAGMA \(name)") ?? "nothing", value)
        }
    }
}

extension JournalFailure {
    /// A library's error in the port's words. What a row says never reaches it.
    init(_ error: any Error) {
        if let failure = error as? JournalFailure {
            self = failure
            return
        }
        guard let error = error as? DatabaseError else {
            self = .unavailable("\(type(of: error))")
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY, .SQLITE_PROTOCOL:
            self = .broken(code: error.extendedResultCode.rawValue)
        default: self = .unavailable("SQLite \(error.extendedResultCode.rawValue)")
        }
    }
}
