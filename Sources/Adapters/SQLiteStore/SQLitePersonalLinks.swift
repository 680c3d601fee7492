import Crypto
public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports

/// Personal links in the journal's database, through its one writer.
public struct SQLitePersonalLinks: PersonalLinks {
    private let journal: SQLiteJournal

    public init(_ journal: SQLiteJournal) { self.journal = journal }

    public func stands(for names: [PersonID], at now: Instant) throws(JournalFailure) -> Bool {
        do {
            return try journal.pool.read { db in
                try names.contains { name in
                    try Bool.fetchOne(
                        db,
                        sql: """
                            SELECT EXISTS (
                                SELECT 1 FROM personalLink WHERE owner = ? AND endsAt > ?)
                            """,
                        arguments: [journal.linkOwner(name), now.milliseconds]) == true
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func end(for names: [PersonID]) throws(JournalFailure) {
        try journal.endLinks(of: names.map(RecordSubject.person))
    }

    public func add(
        secret: String, of person: PersonID, endsAt: Instant, at now: Instant
    ) throws(JournalFailure) {
        do {
            let digest = Self.digest(secret)
            let sealed = try AES.GCM.seal(
                Data(person.description.utf8), using: Self.key(secret), authenticating: digest
            ).combined
            try journal.pool.write { db in
                try db.execute(
                    sql: "DELETE FROM personalLink WHERE owner = ? OR endsAt <= ?",
                    arguments: [journal.linkOwner(person), now.milliseconds])
                try db.execute(
                    sql: """
                        INSERT INTO personalLink (digest, owner, sealed, endsAt)
                        VALUES (?, ?, ?, ?)
                        """,
                    arguments: [digest, journal.linkOwner(person), sealed, endsAt.milliseconds])
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func person(
        behind secret: String, at now: Instant
    ) throws(JournalFailure) -> PersonID? {
        do {
            let digest = Self.digest(secret)
            let sealed = try journal.pool.read { db in
                try Data.fetchOne(
                    db, sql: "SELECT sealed FROM personalLink WHERE digest = ? AND endsAt > ?",
                    arguments: [digest, now.milliseconds])
            }
            // The same work when there is none, so that nothing can be measured.
            let box = try AES.GCM.SealedBox(combined: sealed ?? Data(repeating: 0, count: 40))
            let name = try? AES.GCM.open(box, using: Self.key(secret), authenticating: digest)
            return name.flatMap { PersonID(String(decoding: $0, as: UTF8.self)) }
        } catch {
            throw JournalFailure(error)
        }
    }

    public func end(secret: String) throws(JournalFailure) {
        do {
            try journal.pool.write { db in
                try db.execute(
                    sql: "DELETE FROM personalLink WHERE digest = ?",
                    arguments: [Self.digest(secret)])
            }
        } catch {
            throw JournalFailure(error)
        }
    }

    private static func digest(_ secret: String) -> Data {
        Data(SHA256.hash(data: Data(secret.utf8)))
    }

    /// Of the secret itself, which is kept nowhere.
    private static func key(_ secret: String) -> SymmetricKey {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("personal link".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return SymmetricKey(data: Data(code))
    }
}

extension SQLiteJournal {
    /// What stands in the table for a person: a keyed digest.
    func linkOwner(_ person: PersonID) -> Data {
        Data(
            HMAC<SHA256>.authenticationCode(
                for: Data("link/\(person)".utf8), using: directory.masterKey))
    }

    /// Ends the links of people who are erased.
    func endLinks(of subjects: [RecordSubject]) throws(JournalFailure) {
        do {
            try pool.write { db in
                for case .person(let person) in subjects {
                    try db.execute(
                        sql: "DELETE FROM personalLink WHERE owner = ?",
                        arguments: [linkOwner(person)])
                }
            }
        } catch {
            throw JournalFailure(error)
        }
    }
}
