import Domain
import Foundation
import Kernel
import Ports
import SQLiteStore
import Testing

@Suite("Push book")
struct PushBookTests {
    private let temporary = TemporaryFolder()
    private let accounts: SQLiteAccounts
    private let book: SQLitePushBook
    private let staff = StaffID("bob")!

    init() throws {
        let journal = try temporary.open()
        accounts = SQLiteAccounts(journal)
        book = SQLitePushBook(journal)
        for name in ["bob", "eve"] {
            try accounts.save(Account(id: StaffID(name)!, name: name, role: .host, zones: []))
        }
        for (digest, name) in [(1, "bob"), (2, "bob"), (3, "eve")] as [(UInt8, String)] {
            try accounts.add(
                Session(account: StaffID(name)!, endsAt: Rows.noon + .hours(12)),
                digest: [digest], at: Rows.noon)
        }
    }

    private func phone(_ name: String, session: UInt8, language: String = "en") -> Phone {
        Phone(
            subscription: PushSubscription(
                endpoint: "https://push.example.org/\(name)",
                publicKey: Array(repeating: 4, count: 65), secret: Array(repeating: 7, count: 16)),
            session: [session], language: language)
    }

    @Test("A phone is kept as it was, and once: the newest word about an endpoint counts")
    func kept() throws {
        try book.keep(phone("a", session: 1), atMost: 5, at: Rows.noon)
        try book.keep(phone("a", session: 3, language: "nl"), atMost: 5, at: Rows.noon)

        #expect(try book.phones() == [phone("a", session: 3, language: "nl")])
        #expect(try book.phones(session: [1]).isEmpty)
    }

    @Test("A phone goes with its session, however that ends, and others stay")
    func sessions() throws {
        let others = phone("c", session: 3)
        for phone in [phone("a", session: 1), phone("b", session: 2), others] {
            try book.keep(phone, atMost: 5, at: Rows.noon)
        }

        try accounts.endSession(digest: [1])
        #expect(try Set(book.phones()) == [phone("b", session: 2), others])
        try accounts.endSessions(of: staff)
        #expect(try book.phones() == [others])
        // A sign-in long after removes what has run out.
        let later = Rows.noon + .hours(12)
        try accounts.add(
            Session(account: staff, endsAt: later + .hours(1)), digest: [4], at: later)
        #expect(try book.phones().isEmpty)
    }

    @Test("Nobody's phone is kept for a session that is over")
    func over() throws {
        try accounts.endSession(digest: [1])

        #expect(throws: JournalFailure.self) {
            try book.keep(phone("a", session: 1), atMost: 5, at: Rows.noon)
        }
        #expect(try book.phones().isEmpty)
    }

    @Test("An account has so many phones over all its sessions, the newest")
    func many() throws {
        try book.keep(phone("eve", session: 3), atMost: 2, at: Rows.noon)
        for (second, session) in [(1, 1), (2, 2), (3, 1)] as [(Int64, UInt8)] {
            try book.keep(
                phone("\(second)", session: session), atMost: 2, at: Rows.noon + .seconds(second))
        }

        #expect(
            try book.phones()
                == [
                    phone("eve", session: 3), phone("2", session: 2), phone("3", session: 1),
                ])
    }

    @Test("A phone that is gone is forgotten")
    func gone() throws {
        try book.keep(phone("a", session: 1), atMost: 5, at: Rows.noon)

        try book.remove(endpoint: "https://push.example.org/a")

        #expect(try book.phones().isEmpty)
    }

    @Test("Neither endpoints nor the signing key lie readable in the folder")
    func sealed() throws {
        let key = Array("a-key-that-nobody-may-read".utf8)
        try book.keep(phone("a-secret-place", session: 1), atMost: 5, at: Rows.noon)
        try book.keep(signingKey: key)

        #expect(try book.signingKey() == key)
        let bytes = temporary.bytes
        #expect(bytes.range(of: Data("a-secret-place".utf8)) == nil)
        #expect(bytes.range(of: Data(key)) == nil)
    }
}
