import Domain
import Foundation
import Kernel
import Ports
import SQLiteStore

/// A data folder that is gone when the test is.
final class TemporaryFolder {
    let folder: URL
    let keyFile: URL

    init() {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("senang-test-\(UUID().uuidString)")
        folder = root.appendingPathComponent("data")
        keyFile = root.appendingPathComponent("data.key")
        try? FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

    func open() throws -> SQLiteJournal {
        try SQLiteJournal(DataDirectory(folder: folder, keyFile: keyFile))
    }

    /// Every byte of every file in the folder.
    var bytes: Data {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().reduce(into: Data()) { all, name in
            all += (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()
        }
    }
}

/// Rows for tests.
enum Rows {
    static let noon = Instant(milliseconds: 1_800_000_000_000)

    static func record(_ sequence: Sequence, person: String = "p1", token: String = "B1")
        -> JournalEntry
    {
        JournalEntry(
            sequence: sequence, recordedAt: noon,
            content: .record(
                .tokenLinked(token: Token(token)!, person: PersonID(person)!)))
    }

    static func block(_ sequence: Sequence, at: Instant = noon) -> JournalEntry {
        JournalEntry(
            sequence: sequence, recordedAt: at,
            content: .block(Block(recordedAt: at, cueSection: [], segments: []).bytes))
    }

    static func all(of journal: any Journal) throws -> [JournalEntry] {
        var rows: [JournalEntry] = []
        try journal.read(after: 0, through: .max, only: .all) { rows.append($0) }
        return rows
    }
}
