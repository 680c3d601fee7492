import Domain
import Kernel
import Runtime
import SQLiteStore
import Testing

@Suite("Voices at a desk, by program, and behind a guest's own link")
struct VoiceDeskTests {
    private static let (anna, ben) = (VoiceHouse.anna, VoiceHouse.ben)

    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private func start() async throws -> VoiceHouse {
        let house = try await VoiceHouse(temporary, clock)
        _ = try await house.board.keep(VoiceHouse.charter)
        return house
    }

    @Test("What is said gets a number and a date at once, and its language; sent again it is one")
    func received() async throws {
        let house = try await start()
        let id = try await house.say("a", "Zet het bankje in de zon")
        clock.move(by: .minutes(1))
        #expect(try await house.say("a", "Zet het bankje in de zon") == id)

        let receipt = try #require(await house.desk.receipts(of: [id]).first ?? nil)

        #expect((100_000_000...999_999_999).contains(receipt.number))
        #expect(receipt.answerBy == clock.now + .hours(14 * 24) - .minutes(1))
        #expect(receipt.language == VoiceLanguage("nl"))
        #expect(await house.desk.tally().tally.asked == 1)
        await #expect(throws: CommandRefusal.voice(.voiceDiffers)) {
            try await house.say("a", "Iets anders")
        }
    }

    @Test("Each line is judged by itself, and a name that is not known becomes known if it may")
    func lines() async throws {
        let house = try await start()
        let stranger = PersonID("stranger")!
        func line(_ id: String, _ words: String, isNewName: Bool) -> VoiceDesk.Line {
            VoiceDesk.Line(
                person: stranger,
                .say(
                    id: id, words: words, channel: VoiceHouse.page, language: nil, at: nil),
                isNewName: isNewName)
        }

        let before = try await house.desk.take(
            [line("a", "Hello", isNewName: false)], from: VoiceHouse.site)
        let after = try await house.desk.take(
            [line("b", " ", isNewName: true), line("c", "Hello", isNewName: true)],
            from: VoiceHouse.site)

        #expect(before == [.failure(.unknownPerson)])
        #expect(after == [.failure(.voice(.wordsMissing)), .success(true)])
    }

    @Test("The house's own line is nobody's word")
    func notTheirs() async throws {
        let house = try await start()
        let line = VoiceDesk.Line(
            person: Self.anna,
            .say(id: "a", words: "Hello", channel: VoiceHouse.page, language: nil, at: nil))

        let results = try await house.desk.take([line], from: .house)

        #expect(results == [.failure(.voice(.notTheirWord))])
    }

    @Test("The earliest date comes first, who said it only by leave, and a screen reads nothing")
    func inbox() async throws {
        let house = try await start()
        let first = try await house.say("a", "First", of: Self.ben)
        clock.move(by: .minutes(1))
        let second = try await house.say("b", "Second")
        clock.move(by: .minutes(1))
        let third = try await house.say("c", "Third")
        try await house.desk.handle(
            .postpone(first, to: clock.now + .hours(24 * 20), reason: "It takes longer"),
            by: house.near)

        let seen = try await house.desk.inbox(atMost: 10, for: house.near)

        #expect(seen.map(\.voice.id) == [second, third, first])
        #expect(seen.map(\.person) == [Self.anna, Self.anna, nil])
        let far = try await house.desk.inbox(atMost: 2, for: house.far)
        #expect(far.map(\.voice.id) == [second, third])
        #expect(far.allSatisfy { $0.person == nil })
        await #expect(throws: EntryRefusal.notAllowed) {
            _ = try await house.desk.inbox(atMost: 10, for: house.screen)
        }
        clock.move(by: .hours(24 * 15))
        #expect(await house.desk.tally().overdue == 2)
    }

    @Test("The inbox is narrowed by channel, by language and by what is in a proposal")
    func narrowed() async throws {
        let house = try await start()
        let dutch = try await house.say("a", "Zet het neer")
        let other = try await house.say("b", "Put it down")
        try await house.open()
        try await house.desk.handle(.gather([other], VoiceHouse.benches), by: house.near)
        func ids(_ filter: VoiceDesk.Filter) async throws -> [VoiceID] {
            try await house.desk.inbox(filter, atMost: 10, for: house.near).map(\.voice.id)
        }

        #expect(try await ids(.init(language: VoiceLanguage("nl"))) == [dutch])
        #expect(try await ids(.init(isGathered: true)) == [other])
        #expect(try await ids(.init(isGathered: false)) == [dutch])
        #expect(try await ids(.init(channel: VoiceChannel("mail"))) == [])
    }

    @Test("A decision answers everybody who asked, and the count is whole at every step")
    func answered() async throws {
        let house = try await start()
        let mine = try await house.say("a", "Zet het bankje neer")
        let other = try await house.say("b", "More benches by the lake", of: Self.ben)
        let alone = try await house.say("c", "What time do you close?", of: Self.ben)
        try await house.open()
        try await house.desk.handle(.gather([mine, other], VoiceHouse.benches), by: house.near)
        #expect(await house.desk.tally().isWhole)

        try await house.decide(.ourWay, "chairs")
        try await house.desk.handle(.answer(alone, .said, words: "At six"), by: house.near)

        #expect(await house.voice(mine)?.answer?.words == "Het is rustiger.")
        #expect(await house.voice(other)?.answer?.words == "It is calmer.")
        let tally = await house.desk.tally()
        #expect(tally.isWhole && tally.tally.asked == 3 && tally.tally.answered == 3)
        try await house.desk.handle(
            .notePost(mine, VoicePost(subject: .answer, outcome: .shown, at: clock.now)),
            by: house.near)
        #expect(await house.voice(mine)?.posts.count == 1)
    }

    @Test("Who is heard by name, on their card or by nobody's name gets a number of their own")
    func heard() async throws {
        let house = try await start()
        func hear(
            _ id: String, from speaker: VoiceDesk.Speaker, by viewer: Viewer
        ) async throws -> VoiceDesk.Receipt? {
            try await house.desk.hear(
                id: id, words: "Hello", channel: VoiceChannel("desk")!, language: nil,
                from: speaker, by: viewer)
        }
        let stranger = try #require(try await hear("a", from: .stranger, by: house.near))
        let again = try #require(try await hear("a", from: .stranger, by: house.near))
        let onCard = try #require(
            try await hear("b", from: .onCard(Self.anna), by: house.near))
        let named = House.Handed("B2", as: .band, callingCode: nil)

        #expect(stranger == again && stranger.number != onCard.number)
        #expect(try await hear("c", from: .named(named, why: nil), by: house.near) == nil)
        await #expect(throws: EntryRefusal.notAllowed) {
            _ = try await hear("d", from: .onCard(Self.anna), by: house.far)
        }
        let voice = await house.voice(onCard.voice)
        #expect(voice?.heardBy == .personTo(house.near.account))
        #expect(await house.desk.tally().tally.asked == 2)
    }

    @Test("Behind their own link people say, say whether it helped, and that it was no answer")
    func own() async throws {
        let house = try await start()
        try house.links.add(
            secret: "for-anna", of: Self.anna, endsAt: clock.now + .hours(1), at: clock.now)
        let said = try await house.desk.act(
            .say(id: "x", words: "Hello", channel: VoiceHouse.page, language: nil, at: nil),
            behind: "for-anna")
        guard case .heard(let receipt)? = said else {
            Issue.record("a new voice gives a receipt")
            return
        }
        try await house.desk.handle(
            .answer(receipt.voice, .said, words: "Thank you"), by: house.near)
        _ = try await house.desk.act(
            .tellWhetherHelped(receipt.voice, true), behind: "for-anna")
        #expect(await house.voice(receipt.voice)?.hasHelped == true)
        _ = try await house.desk.act(
            .reopen(receipt.voice, words: "I asked for a bench"), behind: "for-anna")

        let view = try #require(try await house.desk.voices(behind: "for-anna"))

        #expect(view.entries.map(\.id) == [receipt.voice])
        #expect(view.entries.first?.isOpen == true)
        #expect(view.entries.first?.earlier.map(\.words) == ["Thank you"])
        #expect(try await house.desk.voices(behind: "for-nobody") == nil)
        // Somebody else's voice is none of theirs.
        let bens = try await house.say("b", "Mine", of: Self.ben)
        await #expect(throws: CommandRefusal.voice(.unknownVoice)) {
            _ = try await house.desk.act(.withdraw(bens), behind: "for-anna")
        }
    }
}
