public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports

/// Accounts in the journal's database, through its one writer.
public struct SQLiteAccounts: AccountStore {
    private let pool: DatabasePool

    public init(_ journal: SQLiteJournal) { pool = journal.pool }

    public func accounts() throws(JournalFailure) -> [Account] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY id").compactMap(Account.init)
        }
    }

    public func account(_ id: StaffID) throws(JournalFailure) -> Account? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM account WHERE id = ?", arguments: [id.description]
            ).flatMap(Account.init)
        }
    }

    public func save(_ account: Account) throws(JournalFailure) {
        try write(
            """
            INSERT INTO account (id, name, role, zones, isActive) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,
                zones = excluded.zones, isActive = excluded.isActive
            """,
            [
                account.id.description, account.name, account.role.rawValue,
                account.zones.map(\.description).joined(separator: " "), account.isActive,
            ])
    }

    public func passwordHash(of id: StaffID) throws(JournalFailure) -> String? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT password FROM account WHERE id = ?",
                arguments: [id.description])
        }
    }

    public func setPasswordHash(_ hash: String, of id: StaffID) throws(JournalFailure) {
        try write("UPDATE account SET password = ? WHERE id = ?", [hash, id.description])
    }

    // MARK: Sessions

    public func add(
        _ session: Session, digest: [UInt8], at now: Instant
    ) throws(JournalFailure) {
        try write("DELETE FROM session WHERE endsAt <= ?", [now.milliseconds])
        try write(
            """
            INSERT INTO session (digest, account, kind, createdAt, endsAt)
            VALUES (?, ?, 'session', ?, ?)
            """,
            [
                Data(digest), session.account.description, now.milliseconds,
                session.endsAt.milliseconds,
            ])
    }

    public func session(digest: [UInt8]) throws(JournalFailure) -> Session? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT account, endsAt FROM session WHERE digest = ?",
                arguments: [Data(digest)]
            ).flatMap { row in
                StaffID(row["account"] as String).map {
                    Session(account: $0, endsAt: Instant(milliseconds: row["endsAt"]))
                }
            }
        }
    }

    public func endSession(digest: [UInt8]) throws(JournalFailure) {
        try write("DELETE FROM session WHERE digest = ?", [Data(digest)])
    }

    public func endSessions(of account: StaffID) throws(JournalFailure) {
        try write("DELETE FROM session WHERE account = ?", [account.description])
    }

    // MARK: Invitations

    public func invite(
        _ account: StaffID, digest: [UInt8], endsAt: Instant
    ) throws(JournalFailure) {
        try write("DELETE FROM invitation WHERE account = ?", [account.description])
        try write(
            "INSERT INTO invitation (digest, account, kind, endsAt) VALUES (?, ?, 'invitation', ?)",
            [Data(digest), account.description, endsAt.milliseconds])
    }

    public func invitation(
        digest: [UInt8], at now: Instant
    ) throws(JournalFailure) -> StaffID? {
        try read { db in try Self.invited(digest, now, db) }
    }

    public func takeInvitation(
        digest: [UInt8], at now: Instant
    ) throws(JournalFailure) -> StaffID? {
        do {
            return try pool.write { db in
                let invited = try Self.invited(digest, now, db)
                try db.execute(
                    sql: "DELETE FROM invitation WHERE digest = ?", arguments: [Data(digest)])
                return invited
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    private static func invited(
        _ digest: [UInt8], _ now: Instant, _ db: Database
    ) throws -> StaffID? {
        try String.fetchOne(
            db, sql: "SELECT account FROM invitation WHERE digest = ? AND endsAt > ?",
            arguments: [Data(digest), now.milliseconds]
        ).flatMap { StaffID($0) }
    }

    // MARK: Source keys

    public func addSourceKey(
        digest: [UInt8], of source: SourceID, at now: Instant
    ) throws(JournalFailure) {
        try write(
            "INSERT INTO sourceKey (digest, source, createdAt) VALUES (?, ?, ?)",
            [Data(digest), source.description, now.milliseconds])
    }

    public func sourceKeys() throws(JournalFailure) -> [(digest: [UInt8], source: SourceID)] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT digest, source FROM sourceKey").compactMap { row in
                SourceID(row["source"] as String).map { ([UInt8](row["digest"] as Data), $0) }
            }
        }
    }

    public func removeSourceKeys(of source: SourceID) throws(JournalFailure) {
        try write("DELETE FROM sourceKey WHERE source = ?", [source.description])
    }

    private func read<Value>(
        _ body: (Database) throws -> Value
    ) throws(JournalFailure) -> Value {
        do { return try pool.read(body) } catch { throw JournalFailure(error) }
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

extension Account {
    fileprivate init?(_ row: Row) {
        guard let id = StaffID(row["id"] as String), let role = Role(rawValue: row["role"]) else {
            return nil
        }
        let zones = (row["zones"] as String).split(separator: " ").compactMap {
            ZoneID(String($0))
        }
        self.init(
            id: id, name: row["name"], role: role, zones: zones, isActive: row["isActive"])
    }
}
