import Domain
import Kernel
import Ports
import Runtime
import Secrets
import Testing

@Suite("Promises at a desk and behind a guest's own link")
struct PromiseDeskTests {
    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    @Test("Staff who may open a card promises and reads what was promised, and the look is kept")
    func near() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let id = try await running.made()
        #expect(try await running.looks() == [])

        let view = try #require(
            try await running.desk.promises(of: PromiseHouse.anna, for: running.near))

        #expect(view.entries.map(\.id) == [id])
        #expect(view.entries.first?.madeBy == .staff(running.near.account))
        #expect(try await running.looks() == ["lea promises"])
    }

    @Test("Staff of another zone, and a screen, see and do nothing, and no look is kept")
    func far() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let id = try await running.made()

        for viewer in [running.far, running.screen] {
            #expect(try await running.desk.promises(of: PromiseHouse.anna, for: viewer) == nil)
            #expect(await running.desk.promises(onCardOf: PromiseHouse.anna, for: viewer) == nil)
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.desk.act(
                    .judgeByLetter(id, isKept: true, at: nil), on: PromiseHouse.anna, by: viewer)
            }
        }
        #expect(try await running.looks() == [])
        let view = try await running.desk.promises(of: PromiseHouse.anna, for: running.near)
        #expect(view?[id]?.byLetter == nil)
    }

    @Test("Whoever lets nobody help them still reads what was promised; staff does not")
    func refused() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let id = try await running.made()
        try running.link("for-anna", PromiseHouse.anna)
        clock.move(by: .seconds(1))
        try await running.choose(.assisted, PromiseHouse.anna, refusing: [.help])

        #expect(try await running.desk.promises(of: PromiseHouse.anna, for: running.near) == nil)
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.desk.act(.askReading(id), on: PromiseHouse.anna, by: running.near)
        }
        #expect(try await running.desk.promises(behind: "for-anna")?.entries.map(\.id) == [id])
    }

    @Test("Staff notes the person's word as theirs, and the letter as the house's")
    func claimants() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let id = try await running.made()
        let near = running.near
        try await running.desk.act(
            .read(id, words: "today", due: nil), on: PromiseHouse.anna, by: near)
        try await running.desk.act(
            .judgeByLetter(id, isKept: true, at: nil), on: PromiseHouse.anna, by: near)
        try await running.desk.act(
            .judgeByReading(id, isKept: false, at: nil), on: PromiseHouse.anna, by: near)

        let promise = try #require(
            try await running.desk.promises(of: PromiseHouse.anna, for: near)?[id])

        #expect(promise.reading?.by == .personTo(near.account))
        #expect(promise.byLetter?.evidence == .told(by: .staff(near.account)))
        #expect(promise.byReading?.evidence == .told(by: .personTo(near.account)))
        #expect(promise.byLetter?.isKept == true && promise.byReading?.isKept == false)
    }

    @Test("A form sent twice makes a promise once, also by the catalogue")
    func twice() async throws {
        let running = try await PromiseHouse(temporary, clock)
        try await running.board.keep(PromiseHouse.entry, by: running.lead)
        let draft = PromiseDesk.Draft(id: "form", standing: PromiseHouse.entry.id, isDutch: true)
        for _ in 0..<2 {
            try await running.desk.act(.draft(draft), on: PromiseHouse.anna, by: running.near)
            clock.move(by: .seconds(30))
        }

        let view = try #require(
            try await running.desk.promises(of: PromiseHouse.anna, for: running.near))

        #expect(view.entries.count == 1)
        let promise = try #require(view.entries.first)
        #expect(promise.said.quote == "Gauw klaar")
        #expect(promise.said.owner == PromiseHouse.entry.owner)
        #expect(promise.said.due == promise.madeAt + .hours(1))
        await #expect(throws: CommandRefusal.promise(.unknownStanding)) {
            try await running.desk.act(
                .draft(PromiseDesk.Draft(id: "b", standing: StandingPromiseID("none")!)),
                on: PromiseHouse.anna, by: running.near)
        }
    }

    @Test("By their own link people say only what is theirs to say, of their own promises")
    func own() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let id = try await running.made()
        try running.link("for-anna", PromiseHouse.anna)
        try running.link("for-ben", PromiseHouse.ben)

        await #expect(throws: CommandRefusal.promise(.unknownPromise)) {
            try await running.desk.act(.read(id, words: "", due: nil), behind: "for-ben")
        }
        for doing in [
            PromiseDesk.Doing.make(id: "b", PromiseHouse.said, at: nil),
            .judgeByLetter(id, isKept: true, at: nil), .offerRecovery(id, "cake"), .lose(id),
        ] {
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.desk.act(doing, behind: "for-anna")
            }
        }
        #expect(try await running.desk.act(.dispute(id, words: "no"), behind: "for-anna"))
        #expect(try await !running.desk.act(.dispute(id, words: "no"), behind: "for-nobody"))
        let promise = try await running.desk.promises(behind: "for-anna")?[id]
        #expect(promise?.reading?.isDisputed == true && promise?.reading?.by == .person)
        #expect(try await running.desk.promises(behind: "for-nobody") == nil)
    }

    @Test("What makes good, no thank you, and the bond are the person's own word by their link")
    func ownWord() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let id = try await running.made()
        try running.link("for-anna", PromiseHouse.anna)
        try await running.desk.act(
            .judgeByLetter(id, isKept: false, at: nil), on: PromiseHouse.anna, by: running.near)
        #expect(try await running.desk.act(.wouldMakeGood(id, "cake"), behind: "for-anna"))
        try await running.desk.act(
            .offerRecovery(id, "tea"), on: PromiseHouse.anna, by: running.near)
        #expect(try await running.desk.act(.declineRecovery(id), behind: "for-anna"))
        #expect(try await running.desk.act(.tellBond(8), behind: "for-anna"))
        #expect(try await !running.desk.act(.tellBond(8), behind: "for-nobody"))
        await #expect(throws: CommandRefusal.promise(.levelTooHigh)) {
            _ = try await running.desk.act(.tellBond(11), behind: "for-anna")
        }

        let view = try #require(try await running.desk.promises(behind: "for-anna"))
        let promise = try #require(view[id])
        #expect(promise.makesGood?.words == "cake" && promise.makesGood?.by == .person)
        #expect(promise.recovery?.declinedAt != nil && view.state(of: promise) == .broken)
        #expect(view.bond?.level == 8 && view.takes(for: promise) == ["cake"])
        try await running.desk.act(
            .offerRecovery(id, "cake"), on: PromiseHouse.anna, by: running.near)
        try await running.desk.act(.lose(id), on: PromiseHouse.anna, by: running.near)
        #expect(try await running.desk.promises(behind: "for-anna")?[id]?.partedAt != nil)
    }

    // MARK: By person

    @Test("The ledger by person has who is near and waits for something, the most urgent first")
    func byPerson() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let id = try await running.made()
        for viewer in [running.far, running.screen] {
            #expect(try await running.desk.near(for: viewer).people.isEmpty)
        }
        #expect(try await running.looks() == [])

        var list = try await running.desk.near(for: running.near)
        #expect(list.people.map(\.person) == [PromiseHouse.anna] && list.leftCount == 0)
        #expect(list.people.first?.promises.map(\.id) == [id])
        #expect(try await running.looks() == ["lea promises"])

        try await running.desk.act(
            .make(id: "b", PromiseHouse.said, at: nil), on: PromiseHouse.ben, by: running.near)
        let bens = try #require(
            try await running.desk.promises(of: PromiseHouse.ben, for: running.near)?.entries.first)
        try await running.desk.act(
            .judgeByLetter(bens.id, isKept: false, at: nil), on: PromiseHouse.ben, by: running.near)
        list = try await running.desk.near(for: running.near)
        #expect(
            list.people.map(\.person) == [PromiseHouse.ben, PromiseHouse.anna],
            "what is broken comes first")
        let found = try await running.desk.near(named: "B2", for: running.near)
        #expect(found.people.map(\.person) == [PromiseHouse.ben])
        #expect(try await running.desk.near(named: "nobody", for: running.near).people.isEmpty)

        try await running.desk.act(
            .judgeByLetter(id, isKept: true, at: nil), on: PromiseHouse.anna, by: running.near)
        list = try await running.desk.near(for: running.near)
        #expect(list.people.map(\.person) == [PromiseHouse.ben], "what is over is not waited for")
    }

    @Test("Whoever lets nobody help them stands in no ledger by person, and nobody looked")
    func byPersonRefused() async throws {
        let running = try await PromiseHouse(temporary, clock)
        _ = try await running.made()
        clock.move(by: .seconds(1))
        try await running.choose(.assisted, PromiseHouse.anna, refusing: [.help])
        #expect(try await running.desk.near(for: running.near).people.isEmpty)
        #expect(try await running.desk.near(named: "B1", for: running.near).people.isEmpty)
        #expect(try await running.looks() == [])
    }

    @Test("What a sender's own id becomes is the same for ever, and another of another noun")
    func namesOfIds() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let site = LineSender.source(try #require(SourceID("site")))
        let seed = KeySeed(first: 1, second: 2)
        let promises = PromiseDesk(
            house: running.house, own: running.own, credentials: Argon2Credentials(), seed: seed)
        let wishes = WishDesk(
            house: running.house, own: running.own, credentials: Argon2Credentials(), seed: seed)
        // The first half of SHA-256 of "1 2 promise house p1", and so on.
        #expect(
            promises.promise("p1", from: .house).description == "4a458f678455db3ce40702896967e930")
        #expect(
            promises.promise("p1", from: site).description == "a68d2a85e9cd9701d12bdb40762ab620")
        #expect(wishes.wish("p1", from: .house).description == "91451edbf8e308f18e1038bf13c7039d")
        #expect(wishes.wish("p1", from: site).description == "5953bd760b354a88be60b2958cbecab6")
    }
}
