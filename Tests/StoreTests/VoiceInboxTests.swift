import Domain
import Kernel
import Runtime
import Testing

// Negative controls: with the filter after the page is cut, `pages` counts what it shows; with the
// look at `wasTold` left out, `told` notes it twice; with the person of the row told to whoever
// asks, `numbered` names somebody who is elsewhere.
@Suite("The inbox of voices, as staff reads it")
struct VoiceInboxTests {
    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private func start() async throws -> VoiceHouse {
        let house = try await VoiceHouse(temporary, clock)
        _ = try await house.board.keep(VoiceHouse.charter)
        return house
    }

    /// So many, a minute apart.
    private func say(_ count: Int, in house: VoiceHouse) async throws -> [VoiceID] {
        var ids: [VoiceID] = []
        for number in 0..<count {
            ids.append(try await house.say("v\(number)", "Words \(number)"))
            clock.move(by: .minutes(1))
        }
        return ids
    }

    private func by(_ channel: String) -> VoiceChannel { VoiceChannel(channel)! }

    @Test("Each page has what the one before leaves, and all are counted on each")
    func pages() async throws {
        let house = try await start()
        let ids = try await say(5, in: house)
        func page(_ first: Int) async throws -> VoiceDesk.Inbox {
            try await house.desk.inbox(.init(), after: first, atMost: 2, for: house.near)
        }

        for (first, wanted) in [(0, ids[0..<2]), (2, ids[2..<4]), (4, ids[4..<5]), (6, [])] {
            let inbox = try await page(first)
            #expect(inbox.entries.map(\.voice.id) == Array(wanted))
            #expect(inbox.count == 5)
        }
        await #expect(throws: EntryRefusal.notAllowed) {
            _ = try await house.desk.inbox(.init(), after: 0, atMost: 2, for: house.screen)
        }
    }

    @Test("What can be filtered by is of all that waits, whatever the filter")
    func choices() async throws {
        let house = try await start()
        try await house.say("a", "Zet het neer")
        let receipt = try await house.desk.hear(
            id: "form", words: "Put it down", channel: by("phone"),
            language: VoiceLanguage("en"), from: .stranger, by: house.near)
        let filter = VoiceDesk.Filter(channel: by("phone"))

        let inbox = try await house.desk.inbox(filter, after: 0, atMost: 9, for: house.near)

        #expect(inbox.entries.map(\.voice.id) == [receipt?.voice])
        #expect(inbox.count == 1)
        #expect(inbox.channels.map(\.description) == ["page", "phone"])
        #expect(inbox.languages.map(\.description) == ["en", "nl"])
        // What is answered waits no more, and is nothing to filter by.
        try await house.desk.handle(
            .answer(try #require(receipt?.voice), .said, words: "Thank you"), by: house.near)
        let after = try await house.desk.inbox(.init(), after: 0, atMost: 9, for: house.near)
        #expect(after.channels.map(\.description) == ["page"])
        #expect(after.count == 1)
    }

    @Test("A voice is found by its number, whose it is by leave, and another number finds nothing")
    func numbered() async throws {
        let house = try await start()
        let mine = try await house.say("a", "First")
        let number = try #require(await house.voice(mine)?.number)

        let near = try await house.desk.entry(numbered: number, for: house.near)
        let far = try await house.desk.entry(numbered: number, for: house.far)

        #expect(near?.voice.id == mine)
        #expect(near?.person == VoiceHouse.anna)
        #expect(far?.voice.id == mine)
        #expect(far?.person == nil)
        #expect(try await house.desk.entry(numbered: number ^ 1, for: house.near) == nil)
        await #expect(throws: EntryRefusal.notAllowed) {
            _ = try await house.desk.entry(numbered: number, for: house.screen)
        }
    }

    @Test("On a card stands what its person said, the newest first, and on no other's card")
    func card() async throws {
        let house = try await start()
        let ids = try await say(2, in: house)
        try await house.say("b", "Somebody else's", of: VoiceHouse.ben)

        let shown = await house.desk.entries(onCardOf: VoiceHouse.anna, for: house.near)

        #expect(shown?.map(\.voice.id) == [ids[1], ids[0]])
        #expect(await house.desk.entries(onCardOf: VoiceHouse.anna, for: house.far) == nil)
        #expect(await house.desk.entries(onCardOf: VoiceHouse.ben, for: house.near) == nil)
    }

    @Test("What came back is shown until they are told; told twice about the same it is noted once")
    func told() async throws {
        let house = try await start()
        let receipt = try await house.desk.hear(
            id: "form", words: "Put it down", channel: by("mail"), language: nil,
            from: .stranger, by: house.near)
        let id = try #require(receipt?.voice)
        let date = try #require(receipt?.answerBy)
        func returned() async throws -> [VoiceID] {
            try await house.desk.inbox(.init(), after: 0, atMost: 9, for: house.near)
                .returned.map(\.voice.id)
        }
        func outcomes() async -> [VoicePost.Outcome]? {
            await house.voice(id)?.posts.map(\.outcome)
        }
        #expect(try await returned() == [])
        try await house.desk.handle(
            .notePost(
                id,
                VoicePost(
                    subject: .acknowledgement, outcome: .bounced, at: clock.now, about: date)),
            by: house.near)
        #expect(try await returned() == [id])

        for _ in 0..<2 {
            try await house.desk.noteTold(id, by: house.near)
            clock.move(by: .minutes(1))
        }

        #expect(await outcomes() == [.bounced, .told])
        #expect(try await returned() == [])
        // Of an answer they have to be told again.
        try await house.desk.handle(.answer(id, .said, words: "Thank you"), by: house.near)
        try await house.desk.noteTold(id, by: house.far)
        #expect(await outcomes() == [.bounced, .told, .told])
        await #expect(throws: EntryRefusal.notAllowed) {
            try await house.desk.noteTold(id, by: house.screen)
        }
        await #expect(throws: CommandRefusal.voice(.unknownVoice)) {
            try await house.desk.noteTold(VoiceID("none")!, by: house.near)
        }
    }

    @Test("What was answered and said at the desk is to be told until somebody tells it")
    func untold() async throws {
        let house = try await start()
        let receipt = try await house.desk.hear(
            id: "form", words: "Put it down", channel: by("desk"), language: nil,
            from: .stranger, by: house.near)
        let id = try #require(receipt?.voice)
        func untold() async throws -> [VoiceID] {
            let inbox = try await house.desk.inbox(.init(), after: 0, atMost: 9, for: house.near)
            #expect(inbox.untoldCount == inbox.untold.count)
            return inbox.untold.map(\.voice.id)
        }
        #expect(try await untold() == [])
        try await house.desk.handle(.answer(id, .said, words: "Thank you"), by: house.near)
        #expect(try await untold() == [id])
        try await house.desk.noteTold(id, by: house.near)
        #expect(try await untold() == [])
    }

    @Test("A proposal that was put into another goes by the other's name")
    func titles() async throws {
        let house = try await start()
        let other = ProposalID("other")!
        try await house.open()
        try await house.board.act(.open(other, Proposal.Text(title: "Chairs")), by: house.near)
        try await house.board.act(.merge(other, into: VoiceHouse.benches), by: house.near)

        #expect(await house.board.proposal(other)?.id == VoiceHouse.benches)
        #expect(
            await house.board.titles(of: [VoiceHouse.benches, ProposalID("none")!])
                == [VoiceHouse.benches: "Benches"])
        #expect(await house.board.proposal(ProposalID("none")!) == nil)
    }
}
