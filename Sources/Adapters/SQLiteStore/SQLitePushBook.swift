import Crypto
import Foundation
import GRDB
public import Kernel
public import Ports

/// Phones in the journal's database. Who has an endpoint can be told apart by its push service, so
/// endpoints and their secrets are sealed with the master key, and named by a keyed digest.
public struct SQLitePushBook: PushBook {
    private let pool: DatabasePool
    private let master: SymmetricKey

    public init(_ journal: SQLiteJournal) {
        pool = journal.pool
        master = journal.directory.masterKey
    }

    private struct Body: Codable {
        let endpoint: String
        let publicKey: Data
        let secret: Data
    }

    public func phones() throws(JournalFailure) -> [Phone] { try phones("", []) }

    public func phones(session: [UInt8]) throws(JournalFailure) -> [Phone] {
        try phones("WHERE session = ?", [Data(session)])
    }

    private func phones(
        _ condition: String, _ arguments: StatementArguments
    ) throws(JournalFailure) -> [Phone] {
        do {
            return try pool.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT * FROM phone " + condition + " ORDER BY keptAt, name",
                    arguments: arguments
                ).map { row in
                    let body = try JSONDecoder().decode(Body.self, from: open(row["body"]))
                    return Phone(
                        subscription: PushSubscription(
                            endpoint: body.endpoint, publicKey: Array(body.publicKey),
                            secret: Array(body.secret)),
                        session: Array(row["session"] as Data), language: row["language"])
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func keep(
        _ phone: Phone, atMost countMax: Int, at now: Instant
    ) throws(JournalFailure) {
        let subscription = phone.subscription
        do {
            let body = try seal(
                JSONEncoder().encode(
                    Body(
                        endpoint: subscription.endpoint,
                        publicKey: Data(subscription.publicKey),
                        secret: Data(subscription.secret))))
            try pool.write { db in
                try db.execute(
                    sql: """
                        INSERT OR REPLACE INTO phone (name, session, language, keptAt, body)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        name(of: subscription.endpoint), Data(phone.session), phone.language,
                        now.milliseconds, body,
                    ])
                try db.execute(
                    sql: """
                        DELETE FROM phone WHERE name IN (
                            SELECT phone.name FROM phone
                            JOIN session ON session.digest = phone.session
                            WHERE session.account = (SELECT account FROM session WHERE digest = ?)
                            ORDER BY phone.keptAt DESC, phone.name LIMIT -1 OFFSET ?)
                        """,
                    arguments: [Data(phone.session), countMax])
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func remove(endpoint: String) throws(JournalFailure) {
        do {
            try pool.write { db in
                try db.execute(
                    sql: "DELETE FROM phone WHERE name = ?", arguments: [name(of: endpoint)])
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    // MARK: The signing key

    public func signingKey() throws(JournalFailure) -> [UInt8]? {
        do {
            return try pool.read { db in
                try Data.fetchOne(db, sql: "SELECT value FROM house WHERE name = 'pushKey'")
            }.map { Array(try open($0)) }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func keep(signingKey: [UInt8]) throws(JournalFailure) {
        do {
            let sealed = try seal(Data(signingKey))
            try pool.write { db in
                try db.execute(
                    sql: "INSERT OR REPLACE INTO house (name, value) VALUES ('pushKey', ?)",
                    arguments: [sealed])
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    // MARK: Sealing

    private func name(of endpoint: String) -> Data {
        Data(
            HMAC<SHA256>.authenticationCode(for: Data("phone/\(endpoint)".utf8), using: master))
    }

    private func seal(_ bytes: Data) throws -> Data {
        guard let sealed = try AES.GCM.seal(bytes, using: master).combined else {
            throw JournalFailure.unavailable("a phone could not be sealed")
        }
        return sealed
    }

    private func open(_ sealed: Data) throws -> Data {
        try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: master)
    }
}
