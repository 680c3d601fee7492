import Domain
import Foundation
import Kernel
import Ports
import SQLiteStore
import Testing

@Suite("Looks and personal links on disk")
struct LooksTests {
    private let temporary = TemporaryFolder()
    private static let ann = PersonID("ann")!

    private static func look(
        _ sequence: Sequence, at person: PersonID, by staff: String, after span: Span
    ) -> JournalEntry {
        let record = Record.looked(person: person, by: StaffID(staff)!, reason: "card")
        return JournalEntry(
            sequence: sequence, recordedAt: Rows.noon + span, content: .record(record))
    }

    private static func staff(_ entries: [JournalEntry]) -> [String] {
        entries.compactMap { entry in
            guard case .record(.looked(_, let staff, _)) = entry.content else { return nil }
            return staff.description
        }
    }

    @Test("Looks at somebody are read back newest first, and nobody else's with them")
    func looks() throws {
        let journal = try temporary.open()
        try journal.append([
            Self.look(1, at: Self.ann, by: "lea", after: .minutes(0)),
            Rows.record(2, person: "ann", token: "B1"),
            Self.look(3, at: PersonID("bob")!, by: "hanna", after: .minutes(1)),
            Self.look(4, at: Self.ann, by: "sam", after: .minutes(2)),
        ])

        let subjects = [RecordSubject.person(Self.ann)]
        #expect(try Self.staff(journal.audit(of: subjects, limit: 10)) == ["sam", "lea"])
        #expect(try Self.staff(journal.audit(of: subjects, limit: 1)) == ["sam"])
        let since = try journal.audit(since: Rows.noon + .minutes(1), rowCountMax: 10)
        #expect(Self.staff(since.entries) == ["sam", "hanna"])
        #expect(!since.isCut)
        #expect(try journal.audit(since: Rows.noon, rowCountMax: 2).isCut)
    }

    @Test("Of somebody who was erased no look is left")
    func erased() throws {
        let journal = try temporary.open()
        try journal.append([Self.look(1, at: Self.ann, by: "lea", after: .minutes(0))])
        try journal.erase([.person(Self.ann)])

        #expect(try journal.audit(of: [.person(Self.ann)], limit: 10).isEmpty)
        #expect(try journal.audit(since: Rows.noon, rowCountMax: 10).entries.isEmpty)
    }

    @Test("A link opens for its person until its end, and a new one takes its place")
    func links() throws {
        let links = SQLitePersonalLinks(try temporary.open())
        let end = Rows.noon + .hours(1)
        try links.add(secret: "first", of: Self.ann, endsAt: end, at: Rows.noon)
        #expect(try links.person(behind: "first", at: Rows.noon) == Self.ann)
        #expect(try links.person(behind: "first", at: end) == nil)
        #expect(try links.person(behind: "other", at: Rows.noon) == nil)

        try links.add(secret: "second", of: Self.ann, endsAt: end, at: Rows.noon)
        #expect(try links.person(behind: "first", at: Rows.noon) == nil)
        #expect(try links.person(behind: "second", at: Rows.noon) == Self.ann)

        try links.end(secret: "second")
        #expect(try links.person(behind: "second", at: Rows.noon) == nil)
    }

    @Test("A link stands by every name of its person until its end, and ends by every name")
    func standing() throws {
        let links = SQLitePersonalLinks(try temporary.open())
        let end = Rows.noon + .hours(1)
        let names = [PersonID("bob")!, Self.ann]
        #expect(try !links.stands(for: names, at: Rows.noon))
        try links.add(secret: "first", of: Self.ann, endsAt: end, at: Rows.noon)

        #expect(try links.stands(for: names, at: Rows.noon))
        #expect(try !links.stands(for: [PersonID("bob")!], at: Rows.noon))
        #expect(try !links.stands(for: names, at: end))

        try links.end(for: names)
        #expect(try links.person(behind: "first", at: Rows.noon) == nil)
    }

    @Test("A link of somebody who was erased opens nothing")
    func erasedLink() throws {
        let journal = try temporary.open()
        let links = SQLitePersonalLinks(journal)
        try links.add(
            secret: "first", of: Self.ann, endsAt: Rows.noon + .hours(1), at: Rows.noon)
        try journal.erase([.person(Self.ann)])

        #expect(try links.person(behind: "first", at: Rows.noon) == nil)
    }

    @Test("Neither a link's secret nor its person lies readable in the folder")
    func sealed() throws {
        let links = SQLitePersonalLinks(try temporary.open())
        try links.add(
            secret: "a-secret-of-annelies", of: PersonID("annelies-brouwer")!,
            endsAt: Rows.noon + .hours(1), at: Rows.noon)

        let bytes = temporary.bytes
        #expect(bytes.range(of: Data("a-secret-of-annelies".utf8)) == nil)
        #expect(bytes.range(of: Data("annelies-brouwer".utf8)) == nil)
    }
}
