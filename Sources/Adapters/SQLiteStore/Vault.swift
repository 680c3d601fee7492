import Crypto
import Domain
import Foundation
import GRDB
import Kernel
import Ports

/// Whose key a row is sealed with.
enum KeyOwner: Hashable, Sendable {
    /// Observations recorded in one half hour, by its number since 1970.
    case epoch(Int64)
    case subject(RecordSubject, Purpose)

    /// Observations of half an hour share a key, so that it can be destroyed on time.
    static let epochSpan = Span.minutes(30)

    static func epoch(of instant: Instant) -> KeyOwner {
        .epoch(instant.milliseconds / epochSpan.milliseconds)
    }

    var kind: Int {
        switch self {
        case .epoch: 1
        case .subject: 2
        }
    }

    /// What stands in the key table for the owner: a keyed digest, so that the table names nobody.
    func name(under master: SymmetricKey) -> Data {
        let text: String
        switch self {
        case .epoch(let number): return withUnsafeBytes(of: number.bigEndian) { Data($0) }
        case .subject(.house, let purpose): text = "house/\(purpose.rawValue)"
        case .subject(.token(let token), let purpose): text = "token/\(purpose.rawValue)/\(token)"
        case .subject(.person(let person), let purpose):
            text = "person/\(purpose.rawValue)/\(person)"
        case .subject(.alias(let alias), let purpose):
            text = "alias/\(purpose.rawValue)/\(alias)"
        }
        return Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: master))
    }
}

/// Keys, each wrapped by the master key in one row: destroying the row destroys what it sealed.
///
/// Used only from the writer's connection, inside its transaction, so that a key and the first row
/// it seals are there together or not at all.
struct Vault {
    private let master: SymmetricKey
    private var byOwner: [KeyOwner: (number: Int64, key: SymmetricKey)] = [:]
    private static let cacheCountMax = 10_000

    init(master: SymmetricKey) { self.master = master }

    /// The owner's key, made when there is none.
    mutating func key(
        for owner: KeyOwner, in db: Database
    ) throws -> (number: Int64, key: SymmetricKey) {
        if let known = byOwner[owner] { return known }
        let name = owner.name(under: master)
        let found: (Int64, SymmetricKey)
        if let row = try Row.fetchOne(
            db, sql: "SELECT id, wrapped FROM vaultKey WHERE kind = ? AND owner = ?",
            arguments: [owner.kind, name])
        {
            found = (row["id"], try Self.unwrap(row["wrapped"], master: master))
        } else {
            let key = SymmetricKey(size: .bits256)
            let wrapped = try AES.GCM.seal(key.withUnsafeBytes { Data($0) }, using: master).combined
            try db.execute(
                sql: "INSERT INTO vaultKey (kind, owner, wrapped) VALUES (?, ?, ?)",
                arguments: [owner.kind, name, wrapped])
            found = (db.lastInsertedRowID, key)
        }
        if byOwner.count >= Self.cacheCountMax { byOwner.removeAll() }
        byOwner[owner] = found
        return found
    }

    mutating func forgetCached() { byOwner.removeAll() }

    static func unwrap(_ wrapped: Data, master: SymmetricKey) throws -> SymmetricKey {
        SymmetricKey(data: try AES.GCM.open(AES.GCM.SealedBox(combined: wrapped), using: master))
    }
}
