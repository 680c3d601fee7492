import Domain
import Foundation
import GRDB
import Kernel
import Ports
import SQLiteStore
import Simulator
import Testing

@Suite("Data folder")
struct DataFolderTests {
    @Test("A folder that others could look into is its owner's alone from the start on")
    func rights() throws {
        let temporary = TemporaryFolder()
        let files = FileManager.default
        try files.createDirectory(at: temporary.folder, withIntermediateDirectories: true)
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: temporary.folder.path)
        func rights() throws -> Int? {
            let found = try files.attributesOfItem(atPath: temporary.folder.path)
            return (found[.posixPermissions] as? NSNumber)?.intValue
        }
        #expect(try rights() == 0o755)

        do { _ = try temporary.open() }
        #expect(try rights() == 0o700)

        // Where anybody may write, nothing is taken from anybody.
        try files.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: temporary.folder.path)
        #expect(throws: JournalFailure.self) { try temporary.open() }
        #expect(try rights() == 0o1777)
    }
}

/// What every journal must do: the one in SQLite, and the simulator's.
@Suite("Journal")
struct JournalConformanceTests {
    enum Kind: CaseIterable, Sendable { case sqlite, simulated }

    private func with(_ kind: Kind, _ body: (any Journal) throws -> Void) throws {
        switch kind {
        case .sqlite:
            let temporary = TemporaryFolder()
            try withExtendedLifetime(temporary) { try body(try temporary.open()) }
        case .simulated: try body(SimulatedJournal(lies: false))
        }
    }

    @Test("Rows come back in order, as they were written", arguments: Kind.allCases)
    func order(kind: Kind) throws {
        try with(kind) { journal in
            try journal.append([Rows.record(1), Rows.block(2)])
            try journal.append([Rows.record(3, person: "p2")])

            let rows = try Rows.all(of: journal)

            #expect(rows.map(\.sequence) == [1, 2, 3])
            #expect(rows.map(\.recordedAt) == [Rows.noon, Rows.noon, Rows.noon])
            #expect(try journal.head == 3)
        }
    }

    @Test("A reader gets what it asked for", arguments: Kind.allCases)
    func ranges(kind: Kind) throws {
        try with(kind) { journal in
            try journal.append((1...6).map { $0 % 2 == 0 ? Rows.block($0) : Rows.record($0) })
            var between: [Sequence] = []
            var blocks: [Sequence] = []

            try journal.read(after: 2, through: 4, only: .all) { between.append($0.sequence) }
            try journal.read(after: 0, through: 6, only: .blocks) { blocks.append($0.sequence) }

            #expect(between == [3, 4])
            #expect(blocks == [2, 4, 6])
        }
    }

    @Test("The newest snapshot is the one that is found", arguments: Kind.allCases)
    func snapshots(kind: Kind) throws {
        try with(kind) { journal in
            try journal.append([Rows.block(1), Rows.block(2)])
            for sequence in [1, 2] as [Sequence] {
                try journal.save(
                    Snapshot(
                        sequence: sequence, recordedAt: Rows.noon,
                        aggregates: Engine(seed: KeySeed(first: 1, second: 2)).aggregates,
                        floors: [7, UInt8(sequence)]),
                    keepsLast: true)
            }

            let found = try journal.latestSnapshot()

            #expect(found?.sequence == 2)
            #expect(found?.floors == [7, 2])
        }
    }
}

@Suite("Journal in SQLite")
struct SQLiteJournalTests {
    @Test("The settings that guarantees rest on are as they must be")
    func settings() throws {
        let temporary = TemporaryFolder()

        let report = try temporary.open().examine()

        #expect(report.settings.filter { $0.found != $0.wanted }.map(\.name) == [])
        #expect(report.settings.contains { $0.name == "synchronous" && $0.found == "2" })
        #expect(report.isWell)
    }

    @Test("A setting that is not as it must be is said to be so")
    func settingsControl() throws {
        let temporary = TemporaryFolder()
        let directory = try DataDirectory(folder: temporary.folder, keyFile: temporary.keyFile)

        let report = try SQLiteJournal(directory, synchronous: 1).examine()

        #expect(!report.isWell)
    }

    @Test("A journal that is opened again goes on where it was")
    func reopened() throws {
        let temporary = TemporaryFolder()
        try temporary.open().append([Rows.record(1), Rows.block(2)])

        let again = try temporary.open()
        try again.append([Rows.record(3)])

        #expect(try Rows.all(of: again).map(\.sequence) == [1, 2, 3])
        #expect(try again.verify().bodies == 3)
    }

    @Test("Nothing about anybody lies readable in the folder")
    func sealed() throws {
        let temporary = TemporaryFolder()
        try temporary.open().append([
            Rows.record(1, person: "canary-person-1234", token: "canary-token-1234")
        ])

        #expect(temporary.bytes.range(of: Data("canary".utf8)) == nil)
    }

    @Test(
        "A change to any part of a row is found, and named",
        arguments: [
            "UPDATE journal SET body = zeroblob(length(body)) WHERE sequence = 2",
            "UPDATE journal SET digest = zeroblob(32) WHERE sequence = 2",
            "UPDATE journal SET chain = zeroblob(32) WHERE sequence = 2",
            "UPDATE journal SET day = day + 1 WHERE sequence = 2",
            "UPDATE journal SET class = 3 - class WHERE sequence = 2",
            "UPDATE journal SET vaultKey = vaultKey + 1 WHERE sequence = 2",
            "DELETE FROM journal WHERE sequence = 2",
        ])
    func tampering(sql: String) throws {
        let temporary = TemporaryFolder()
        try temporary.open().append([Rows.record(1), Rows.block(2), Rows.record(3)])
        try DatabaseQueue(path: temporary.folder.appendingPathComponent("senang.db").path)
            .write { try $0.execute(sql: sql) }

        let error = #expect(throws: JournalFailure.self) { try temporary.open().verify() }

        guard case .damaged(2, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A row whose seal is broken is not handed to anybody")
    func brokenSeal() throws {
        let temporary = TemporaryFolder()
        try temporary.open().append([Rows.record(1), Rows.record(2)])
        try DatabaseQueue(path: temporary.folder.appendingPathComponent("senang.db").path)
            .write {
                try $0.execute(
                    sql: "UPDATE journal SET body = zeroblob(length(body)) WHERE sequence = 2")
            }

        #expect(throws: JournalFailure.damaged(2, "its seal is broken")) {
            try Rows.all(of: temporary.open())
        }
    }

    @Test("Erasing a person destroys what was written for them, and nothing else")
    func erasure() throws {
        let temporary = TemporaryFolder()
        let journal = try temporary.open()
        try journal.append([
            Rows.record(1, person: "p1"), Rows.record(2, person: "p2"), Rows.block(3),
        ])

        try journal.erase([.person(PersonID("p1")!)])

        #expect(try Rows.all(of: journal).map(\.sequence) == [2, 3])
        #expect(try journal.verify().rows == 3)
        #expect(try Rows.all(of: temporary.reopened(journal)).map(\.sequence) == [2, 3])
    }

    @Test("Observations of a past day are destroyed, and the chain still holds")
    func retention() throws {
        let temporary = TemporaryFolder()
        let journal = try temporary.open()
        let yesterday = Rows.noon - .hours(24)
        try journal.append([
            Rows.block(1, at: yesterday - .minutes(31)), Rows.record(2), Rows.block(3),
        ])

        try journal.destroyObservations(before: yesterday)

        #expect(try Rows.all(of: journal).map(\.sequence) == [2, 3])
        #expect(try journal.verify().bodies == 2)
    }

    @Test("With the day's key gone a snapshot still gives what outlives the day")
    func oldSnapshot() throws {
        let temporary = TemporaryFolder()
        let journal = try temporary.open()
        try journal.append([Rows.block(1)])
        try journal.save(
            Snapshot(
                sequence: 1, recordedAt: Rows.noon,
                aggregates: Engine(seed: KeySeed(first: 1, second: 2)).aggregates, floors: [1]),
            keepsLast: true)

        try journal.destroyObservations(before: Rows.noon + .hours(1))

        let found = try journal.latestSnapshot()
        #expect(found?.sequence == 1)
        #expect(found?.floors == nil)
    }

    @Test("A second process is told that the folder is in use")
    func locked() throws {
        let temporary = TemporaryFolder()
        let first = try temporary.open()

        #expect(throws: JournalFailure.inUse) { try temporary.open() }
        withExtendedLifetime(first) {}
    }

    @Test("A key file that others can read is refused")
    func keyRights() throws {
        let temporary = TemporaryFolder()
        _ = try temporary.open()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: temporary.keyFile.path)

        #expect(throws: JournalFailure.self) { try temporary.open() }
    }

    @Test("Without its key a folder is not opened, and no new key is made over it")
    func keyMissing() throws {
        let temporary = TemporaryFolder()
        _ = try temporary.open()
        try FileManager.default.removeItem(at: temporary.keyFile)

        #expect(throws: JournalFailure.self) { try temporary.open() }
        #expect(!FileManager.default.fileExists(atPath: temporary.keyFile.path))
    }
}

extension TemporaryFolder {
    /// Closes a journal and opens the folder anew.
    func reopened(_ journal: consuming SQLiteJournal) throws -> SQLiteJournal {
        let elsewhere = folder.deletingLastPathComponent().appendingPathComponent("copy")
        try? FileManager.default.removeItem(at: elsewhere)
        try FileManager.default.copyItem(at: folder, to: elsewhere)
        return try SQLiteJournal(DataDirectory(folder: elsewhere, keyFile: keyFile))
    }
}
