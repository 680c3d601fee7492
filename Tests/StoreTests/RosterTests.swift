import Domain
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Testing

@Suite("Roster")
struct RosterTests {
    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()
    private let doorkeeper: Doorkeeper
    private let numbers = [ZoneID("Q1")!: 0 as ZoneIndex, ZoneID("Q2")!: 1]
    private let first = ZoneID("Q1")!
    private let second = ZoneID("Q2")!
    private let boss: String
    private let eva: String
    private let tom: String

    init() throws {
        let journal = try temporary.open()
        let doorkeeper = try Doorkeeper(
            store: SQLiteAccounts(journal), roster: SQLiteRoster(journal),
            credentials: Argon2Credentials(), clock: clock)
        let secret = try #require(try doorkeeper.firstInvitation())
        let boss = try doorkeeper.accept(secret, password: "correct horse")
        self.boss = boss
        let admin = try #require(try doorkeeper.viewer(secret: boss, zoneNumbers: numbers))
        let sessions = try ["eva", "tom"].map { name in
            try doorkeeper.accept(
                try doorkeeper.add(
                    Account(id: StaffID(name)!, name: name, role: .host, zones: []), by: admin),
                password: "correct horse")
        }
        self.doorkeeper = doorkeeper
        eva = sessions[0]
        tom = sessions[1]
    }

    private func viewer(_ session: String) throws -> Viewer {
        try #require(try doorkeeper.viewer(secret: session, zoneNumbers: numbers))
    }

    private func hours(_ from: Int64, _ to: Int64) -> Range<Instant> {
        Rows.noon + .hours(from)..<Rows.noon + .hours(to)
    }

    @Test("A shift begins at its time and not before, takes its zones over, and ends at its end")
    func begins() throws {
        try doorkeeper.plan(StaffID("eva")!, [first], [hours(1, 5)], by: viewer(boss))
        _ = try doorkeeper.watch(first, 0, true, by: viewer(tom))
        _ = try doorkeeper.watch(second, 1, true, by: viewer(tom))

        clock.move(by: Span(milliseconds: 3_599_999))
        #expect(try doorkeeper.followRoster() == [])
        #expect(try viewer(tom).zones == [0, 1])

        clock.move(by: Span(milliseconds: 1))
        #expect(try doorkeeper.followRoster() == [StaffID("eva")!, StaffID("tom")!])
        #expect(try viewer(eva).zones == [0])
        #expect(try viewer(tom).zones == [1])
        #expect(try doorkeeper.followRoster() == [])

        clock.move(by: .hours(4))
        #expect(try doorkeeper.followRoster() == [StaffID("eva")!, StaffID("tom")!])
        #expect(try doorkeeper.watches(for: viewer(eva)).map(\.zone) == [second])
    }

    @Test("Whoever takes a zone over keeps it: the shift does not begin again")
    func takenOver() throws {
        try doorkeeper.plan(StaffID("eva")!, [first], [hours(0, 8)], by: viewer(boss))
        _ = try doorkeeper.followRoster()
        clock.move(by: .hours(1))
        _ = try doorkeeper.watch(first, 0, true, by: viewer(tom))
        clock.move(by: .minutes(1))
        _ = try doorkeeper.followRoster()

        #expect(try viewer(tom).zones == [0])
        #expect(try viewer(eva).zones == [1])
    }

    @Test("A shift that was over before the house was there to see it never begins")
    func missed() throws {
        try doorkeeper.plan(StaffID("eva")!, [first], [hours(1, 2)], by: viewer(boss))
        clock.move(by: .hours(3))
        _ = try doorkeeper.watch(first, 0, true, by: viewer(tom))

        #expect(try doorkeeper.followRoster() == [])
        #expect(try doorkeeper.watches(for: viewer(boss)).map(\.account) == [StaffID("tom")!])
        #expect(try doorkeeper.shifts(for: viewer(boss)).isEmpty)
    }

    @Test("A cancelled shift does not begin")
    func cancelled() throws {
        try doorkeeper.plan(
            StaffID("eva")!, [first], [hours(1, 2), hours(169, 170)], by: viewer(boss))
        let shifts = try doorkeeper.shifts(for: viewer(eva))
        #expect(shifts.count == 2)
        try doorkeeper.cancel(shifts[0].number, by: viewer(boss))
        clock.move(by: .hours(1))

        #expect(try doorkeeper.followRoster() == [])
        #expect(try doorkeeper.shifts(for: viewer(eva)).map(\.number) == [shifts[1].number])
    }

    @Test("Only a lead plans, for staff that is there, zones they may watch, and sensible times")
    func refusals() throws {
        let eva = StaffID("eva")!
        #expect(throws: EntryRefusal.notAllowed) {
            try doorkeeper.plan(eva, [first], [hours(1, 2)], by: viewer(tom))
        }
        #expect(throws: EntryRefusal.notAllowed) { try doorkeeper.cancel(1, by: viewer(tom)) }
        let lead = try viewer(boss)
        #expect(throws: EntryRefusal.unknownAccount) {
            try doorkeeper.plan(StaffID("nobody")!, [first], [hours(1, 2)], by: lead)
        }
        #expect(throws: EntryRefusal.unknownZone) {
            try doorkeeper.plan(eva, [], [hours(1, 2)], by: lead)
        }
        for wrong in [[], [hours(-3, 0)], [hours(1, 1)], [hours(1, 18)], [hours(9_601, 9_602)]] {
            #expect(throws: EntryRefusal.shiftInvalid) {
                try doorkeeper.plan(eva, [first], wrong, by: lead)
            }
        }
        let link = try doorkeeper.add(
            Account(id: StaffID("kim")!, name: "Kim", role: .host, zones: [second]), by: lead)
        _ = try doorkeeper.accept(link, password: "correct horse")
        #expect(throws: EntryRefusal.unknownZone) {
            try doorkeeper.plan(StaffID("kim")!, [first], [hours(1, 2)], by: lead)
        }
    }
}
