public import Domain
import Foundation
import GRDB
public import Kernel
public import Ports

/// The roster in the journal's database, through its one writer.
public struct SQLiteRoster: RosterBook {
    private let pool: DatabasePool

    public init(_ journal: SQLiteJournal) { pool = journal.pool }

    public func watches() throws(JournalFailure) -> [Watch] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM watch ORDER BY account, zone").compactMap {
                row in
                guard let account = StaffID(row["account"] as String),
                    let zone = ZoneID(row["zone"] as String)
                else { return nil }
                return Watch(
                    account: account, zone: zone, since: Instant(milliseconds: row["since"]),
                    until: Instant(milliseconds: row["until"]))
            }
        }
    }

    public func add(_ watch: Watch) throws(JournalFailure) {
        try write { db in try Self.add(watch, db) }
    }

    private static func add(_ watch: Watch, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO watch (account, zone, since, until) VALUES (?, ?, ?, ?)",
            arguments: [
                watch.account.description, watch.zone.description, watch.since.milliseconds,
                watch.until.milliseconds,
            ])
    }

    public func endWatches(of account: StaffID?, zone: ZoneID?) throws(JournalFailure) {
        try write { db in
            try db.execute(
                sql: """
                    DELETE FROM watch
                    WHERE account = coalesce(?, account) AND zone = coalesce(?, zone)
                    """,
                arguments: [account?.description, zone?.description])
        }
    }

    // MARK: Shifts

    public func shifts(endingAfter now: Instant) throws(JournalFailure) -> [Shift] {
        try read { db in
            try Self.shifts("endsAt > ? ORDER BY startsAt, number", [now.milliseconds], db)
        }
    }

    private static func shifts(
        _ condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> [Shift] {
        try Row.fetchAll(db, sql: "SELECT * FROM shift WHERE " + condition, arguments: arguments)
            .compactMap { row in
                guard let account = StaffID(row["account"] as String) else { return nil }
                return Shift(
                    number: row["number"], account: account,
                    zones: (row["zones"] as String).split(separator: " ").compactMap {
                        ZoneID(String($0))
                    },
                    startsAt: Instant(milliseconds: row["startsAt"]),
                    endsAt: Instant(milliseconds: row["endsAt"]))
            }
    }

    public func add(_ shifts: [Shift]) throws(JournalFailure) {
        try write { db in
            for shift in shifts {
                try db.execute(
                    sql: """
                        INSERT INTO shift (account, zones, startsAt, endsAt, hasBegun)
                        VALUES (?, ?, ?, ?, 0)
                        """,
                    arguments: [
                        shift.account.description,
                        shift.zones.map(\.description).joined(separator: " "),
                        shift.startsAt.milliseconds, shift.endsAt.milliseconds,
                    ])
            }
        }
    }

    public func removeShift(_ number: Int64) throws(JournalFailure) {
        try write { db in
            try db.execute(sql: "DELETE FROM shift WHERE number = ?", arguments: [number])
        }
    }

    public func beginShifts(at now: Instant) throws(JournalFailure) -> [Shift] {
        let due = "hasBegun = 0 AND startsAt <= ?"
        let waiting = try read { db in
            try Self.shifts(due + " LIMIT 1", [now.milliseconds], db)
        }
        guard !waiting.isEmpty else { return [] }
        var begun: [Shift] = []
        try write { db in
            let shifts = try Self.shifts(
                due + " ORDER BY startsAt, number", [now.milliseconds], db)
            for shift in shifts where shift.endsAt > now {
                for zone in shift.zones {
                    try db.execute(
                        sql: "DELETE FROM watch WHERE zone = ?", arguments: [zone.description])
                    try Self.add(
                        Watch(
                            account: shift.account, zone: zone, since: shift.startsAt,
                            until: shift.endsAt), db)
                }
                begun.append(shift)
            }
            try db.execute(
                sql: "UPDATE shift SET hasBegun = 1 WHERE " + due, arguments: [now.milliseconds])
            // A week is enough to look back.
            try db.execute(
                sql: "DELETE FROM shift WHERE endsAt < ?",
                arguments: [(now - .hours(24 * 7)).milliseconds])
        }
        return begun
    }

    private func read<Value>(
        _ body: (Database) throws -> Value
    ) throws(JournalFailure) -> Value {
        do { return try pool.read(body) } catch { throw JournalFailure(error) }
    }

    private func write(_ body: (Database) throws -> Void) throws(JournalFailure) {
        do { try pool.write(body) } catch { throw JournalFailure(error) }
    }
}
