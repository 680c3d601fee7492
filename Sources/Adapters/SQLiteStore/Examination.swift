import Foundation
import GRDB
public import Ports

/// What `senang doctor` finds.
public struct Examination: Codable, Sendable {
    public struct Setting: Codable, Sendable {
        public let name: String
        public let found: String
        public let wanted: String
    }

    public let settings: [Setting]
    public let integrity: String
    public let rows: Int
    /// Rows that can still be opened; the others' keys were destroyed.
    public let openRows: Int
    /// The first thing wrong with the journal, if anything is.
    public let damage: String?
    public let databaseBytes: Int
    public let logBytes: Int
    public let snapshotBytes: Int
    public let snapshots: [Sequence]

    public var isWell: Bool {
        damage == nil && integrity == "ok" && settings.allSatisfy { $0.found == $0.wanted }
    }

    public var text: String {
        var lines = [isWell ? "All is well." : "Something is wrong."]
        for setting in settings {
            let note = setting.found == setting.wanted ? "" : "  must be \(setting.wanted)"
            lines.append("  \(setting.name) = \(setting.found)\(note)")
        }
        lines.append("  SQLite's own check: \(integrity)")
        lines.append("  journal: \(rows) rows, \(openRows) can be opened")
        if let damage { lines.append("  damage: \(damage)") }
        lines.append(
            "  sizes: database \(databaseBytes) bytes, log \(logBytes), snapshots \(snapshotBytes)")
        return lines.joined(separator: "\n")
    }
}

extension SQLiteJournal {
    /// Reads settings back and goes over everything. Changes nothing.
    public func examine() throws(JournalFailure) -> Examination {
        var damage: String?
        var counts = (rows: 0, bodies: 0)
        do throws(JournalFailure) {
            counts = try verify()
        } catch .damaged(let sequence, let what) {
            damage = "row \(sequence): \(what)"
        }
        do {
            let (settings, integrity) = try pool.writeWithoutTransaction { db in
                (
                    try SQLiteDatabase.settings(db),
                    try String.fetchOne(db, sql: "PRAGMA integrity_check") ?? "no answer"
                )
            }
            let files = SnapshotFiles(folder: folder)
            return Examination(
                settings: settings.map {
                    Examination.Setting(name: $0.name, found: $0.found, wanted: $0.wanted)
                },
                integrity: integrity, rows: counts.rows, openRows: counts.bodies, damage: damage,
                databaseBytes: size("senang.db"), logBytes: size("senang.db-wal"),
                snapshotBytes: files.sequences().reduce(0) { $0 + size("snapshot-\($1).snap") },
                snapshots: files.sequences())
        } catch {
            throw JournalFailure(error)
        }
    }

    private func size(_ name: String) -> Int {
        let path = folder.appendingPathComponent(name).path
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
