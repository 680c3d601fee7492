import Domain
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Synchronization
import Testing

/// A clock that stands still until a test moves it.
final class StoppedClock: Clock {
    private let instant = Mutex(Rows.noon)

    var now: Instant { instant.withLock { $0 } }
    func move(by span: Span) { instant.withLock { $0 = $0 + span } }
}

@Suite("Doorkeeper")
struct DoorkeeperTests {
    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()
    private let doorkeeper: Doorkeeper
    private let zones = [ZoneID("Q1")!: 0 as ZoneIndex, ZoneID("Q2")!: 1]

    init() throws {
        let journal = try temporary.open()
        doorkeeper = try Doorkeeper(
            store: SQLiteAccounts(journal), roster: SQLiteRoster(journal),
            credentials: Argon2Credentials(), clock: clock)
    }

    private func admin() throws -> Viewer {
        let secret = try #require(try doorkeeper.firstInvitation())
        let session = try doorkeeper.accept(secret, password: "correct horse")
        return try #require(try doorkeeper.viewer(secret: session, zoneNumbers: zones))
    }

    @Test("The first link makes an administrator, once")
    func first() throws {
        let secret = try #require(try doorkeeper.firstInvitation())
        let session = try doorkeeper.accept(secret, password: "correct horse")

        #expect(try doorkeeper.viewer(secret: session, zoneNumbers: zones)?.role == .admin)
        #expect(throws: EntryRefusal.invitationNotValid) {
            try doorkeeper.accept(secret, password: "correct horse")
        }
        #expect(try doorkeeper.firstInvitation() == nil)
    }

    @Test("The first link is worthless after half an hour")
    func firstExpires() throws {
        let secret = try #require(try doorkeeper.firstInvitation())
        clock.move(by: .minutes(30))

        #expect(throws: EntryRefusal.invitationNotValid) {
            try doorkeeper.accept(secret, password: "correct horse")
        }
    }

    @Test("A name and its password let in; anything else does not, and five tries a minute are all")
    func signIn() throws {
        _ = try admin()

        let session = try doorkeeper.signIn("admin", password: "correct horse")
        #expect(
            try doorkeeper.viewer(secret: session, zoneNumbers: zones)?.account.description
                == "admin")
        for name in ["admin", "admin", "admin", "admin", "nobody"] {
            #expect(throws: EntryRefusal.wrongNameOrPassword) {
                try doorkeeper.signIn(name, password: "wrong horse")
            }
        }
        #expect(throws: EntryRefusal.wrongNameOrPassword) {
            try doorkeeper.signIn("admin", password: "")
        }
        #expect(throws: EntryRefusal.tooManyAttempts) {
            try doorkeeper.signIn("admin", password: "correct horse")
        }
        clock.move(by: .minutes(1))
        #expect(throws: Never.self) { try doorkeeper.signIn("admin", password: "correct horse") }
    }

    @Test("A session ends when its time is over, and when its account is taken off")
    func sessions() throws {
        let boss = try admin()
        let link = try doorkeeper.add(
            Account(id: StaffID("bob")!, name: "Bob", role: .host, zones: [ZoneID("Q2")!]),
            by: boss)
        let session = try doorkeeper.accept(link, password: "correct horse")

        let bob = try #require(try doorkeeper.viewer(secret: session, zoneNumbers: zones))
        #expect(bob.zones == [1])
        #expect(bob.mayWatch(1) && !bob.mayWatch(0))
        clock.move(by: Doorkeeper.sessionSpan)
        #expect(try doorkeeper.viewer(secret: session, zoneNumbers: zones) == nil)

        let again = try doorkeeper.signIn("bob", password: "correct horse")
        try doorkeeper.set(active: false, StaffID("bob")!, by: boss)
        #expect(try doorkeeper.viewer(secret: again, zoneNumbers: zones) == nil)
    }

    @Test("Only an administrator sets up accounts")
    func rights() throws {
        let boss = try admin()
        let link = try doorkeeper.add(
            Account(id: StaffID("bob")!, name: "Bob", role: .lead, zones: []), by: boss)
        let session = try doorkeeper.accept(link, password: "correct horse")
        let bob = try #require(try doorkeeper.viewer(secret: session, zoneNumbers: zones))

        #expect(throws: EntryRefusal.notAllowed) { try doorkeeper.accounts(for: bob) }
        #expect(throws: EntryRefusal.notAllowed) {
            try doorkeeper.add(
                Account(id: StaffID("eve")!, name: "Eve", role: .admin, zones: []), by: bob)
        }
    }

    @Test("Nobody takes off their own account, and none is written over")
    func lockedOut() throws {
        let boss = try admin()

        #expect(throws: EntryRefusal.ownAccount) {
            try doorkeeper.set(active: false, boss.account, by: boss)
        }
        #expect(throws: EntryRefusal.accountExists) {
            try doorkeeper.add(
                Account(id: boss.account, name: "x", role: .host, zones: []), by: boss)
        }
    }

    @Test("A source's key works until it is revoked, and for that source only")
    func sourceKeys() throws {
        let key = try doorkeeper.makeKey(of: SourceID("gate")!)

        #expect(doorkeeper.source(key: key) == SourceID("gate")!)
        #expect(doorkeeper.source(key: key + "x") == nil)
        try doorkeeper.revokeKeys(of: SourceID("gate")!)
        #expect(doorkeeper.source(key: key) == nil)
    }

    @Test("A screen is paired by a code that can be typed in small letters, once")
    func pairing() throws {
        let boss = try admin()
        let code = try doorkeeper.add(
            Account(id: StaffID("wall")!, name: "Wall", role: .screen, zones: []), by: boss)

        let session = try doorkeeper.pair(code: code.lowercased())

        #expect(try doorkeeper.viewer(secret: session, zoneNumbers: zones)?.role == .screen)
        #expect(throws: EntryRefusal.invitationNotValid) { try doorkeeper.pair(code: code) }
    }
}
