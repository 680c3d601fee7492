import Domain
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Simulator
import Testing

@Suite("Wishes at a desk and behind a guest's own link")
struct WishDeskTests {
    private static let (anna, ben) = (StaffedHouse.anna, StaffedHouse.ben)
    private static let quiet = FacetID("quiet")!
    private static let facet = Facet(
        id: quiet, name: Words(en: "Quiet", nl: "Rust"), kind: .more(floor: Level(thousandths: 0)))
    private static let said = SaidWish(
        facet: quiet, want: .level(Level(thousandths: 10_000)), words: "as quiet as can be")

    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private struct Running: InStaffedHouse {
        let staffed: StaffedHouse
        let desk: WishDesk
    }

    /// Anna and Ben stand in Q1 and let the house help them.
    private func start() async throws -> Running {
        let staffed = try StaffedHouse(temporary, clock)
        try await staffed.sequencer.submit(.installFacets([Self.facet]))
        try await staffed.furnish(standing: ["B1", "B2"])
        return Running(
            staffed: staffed,
            desk: WishDesk(
                house: staffed.house, own: staffed.own, credentials: Argon2Credentials(),
                seed: staffed.journal.seed))
    }

    @Test("Staff who may open a card reads its wishes, and the look is kept")
    func near() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)
        #expect(try await running.looks() == [])

        let view = try #require(
            try await running.desk.wishes(of: Self.anna, for: running.near))

        #expect(view.entries.map(\.wish.said) == [Self.said])
        #expect(try await running.looks() == ["lea wishes"])
    }

    @Test("Staff of another zone, and a screen, see, do and ask nothing, and no look is kept")
    func far() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)

        for viewer in [running.far, running.screen] {
            #expect(try await running.desk.wishes(of: Self.anna, for: viewer) == nil)
            #expect(try await running.desk.question(to: Self.anna, by: viewer) == nil)
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.desk.act(.voice(id: "b", Self.said), on: Self.anna, by: viewer)
            }
        }
        #expect(try await running.looks() == [])
        let count = await running.sequencer.read { $0.wishes(of: Self.anna)?.entries.count }
        #expect(count == 1)
    }

    @Test("Whoever lets nobody help them is read and asked by no staff, also who stand beside them")
    func refused() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)
        clock.move(by: .seconds(1))
        try await running.choose(.assisted, Self.anna, refusing: [.help])

        #expect(try await running.desk.wishes(of: Self.anna, for: running.near) == nil)
        #expect(try await running.desk.question(to: Self.anna, by: running.near) == nil)
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(.voice(id: "b", Self.said), on: Self.anna, by: running.near)
        }
        // The same viewer reads them again once they may.
        clock.move(by: .seconds(1))
        try await running.choose(.assisted, Self.anna)
        #expect(try await running.desk.wishes(of: Self.anna, for: running.near) != nil)
    }

    @Test("Staff say for somebody what they heard; only that is their word")
    func claimants() async throws {
        let running = try await start()
        try await running.desk.act(.voice(id: "a", Self.said), on: Self.anna, by: running.near)
        let view = try #require(
            try await running.desk.wishes(of: Self.anna, for: running.near))
        let wish = try #require(view.entries.first?.wish)
        #expect(wish.origin == .told(by: .personTo(running.near.account)))

        try await running.desk.act(.playBack(wish.id, "Quiet"), on: Self.anna, by: running.near)
        let said = try await running.desk.wishes(of: Self.anna, for: running.near)
        #expect(
            said?.entries.first?.wish.state
                == .playedBack("Quiet", by: .staff(running.near.account)))
    }

    @Test("A guest's link shows and changes what is theirs, and nothing of anybody else")
    func own() async throws {
        let running = try await start()
        try running.link("for-anna", Self.anna)
        try running.link("for-ben", Self.ben)
        #expect(try await running.desk.act(.voice(id: "a", Self.said), behind: "for-anna"))

        let annas = try await running.desk.wishes(behind: "for-anna")
        #expect(annas?.person == Self.anna && annas?.entries.count == 1)
        let bens = try await running.desk.wishes(behind: "for-ben")
        #expect(bens?.person == Self.ben && bens?.entries.isEmpty == true)

        let wish = try #require(annas?.entries.first?.wish.id)
        await #expect(throws: CommandRefusal.wish(.unknownWish)) {
            try await running.desk.act(.withdraw(wish), behind: "for-ben")
        }
        #expect(try await running.desk.act(.withdraw(wish), behind: "for-anna"))
    }

    @Test("A secret that opens nothing shows, does and asks nothing")
    func wrongSecret() async throws {
        let running = try await start()
        try running.link("for-anna", Self.anna)

        #expect(try await running.desk.wishes(behind: "for-nobody") == nil)
        #expect(try await running.desk.question(behind: "for-nobody") == nil)
        let isDone = try await running.desk.act(.voice(id: "a", Self.said), behind: "for-nobody")
        #expect(!isDone)
        #expect(try await running.desk.wishes(behind: "for-anna")?.entries.isEmpty == true)
    }

    @Test("By their own link nobody says what only the house says")
    func houseWords() async throws {
        let running = try await start()
        try running.link("for-anna", Self.anna)
        _ = try await running.desk.act(.voice(id: "a", Self.said), behind: "for-anna")
        let wish = try #require(
            try await running.desk.wishes(behind: "for-anna")?.entries.first?.wish.id)

        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(.playBack(wish, "Quiet"), behind: "for-anna")
        }
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(
                .live(
                    id: "e", .wish(wish), .event(.gaveUp, want: nil, got: nil, since: nil),
                    at: nil), behind: "for-anna")
        }
        await #expect(throws: CommandRefusal.wish(.notPlayedBack)) {
            try await running.desk.act(.confirm(wish), behind: "for-anna")
        }
    }
}
