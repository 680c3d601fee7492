import Domain
import Foundation
import Kernel
import Measures
import Runtime
import SQLiteStore
import Testing

/// Negative controls: let `VoicePile.take` pass over `.withdrawn`, or `VoiceIndexing.replace` keep
/// what is gone, and the search tests fail; write words beside the vault, and the last one does.
@Suite("Voices in the journal and in the search")
struct VoiceJournalTests {
    private static let (anna, ben) = (VoiceHouse.anna, VoiceHouse.ben)

    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private func start() async throws -> VoiceHouse {
        let house = try await VoiceHouse(temporary, clock)
        _ = try await house.board.keep(VoiceHouse.charter)
        return house
    }

    @Test("Read back without a snapshot, the journal gives the same voices, and the same search")
    func readBack() async throws {
        let house = try await start()
        let mine = try await house.say("a", "More benches in the park")
        try await house.say("b", "Loud music", of: Self.ben)
        try await house.open()
        try await house.desk.handle(.gather([mine], VoiceHouse.benches), by: house.near)
        try await house.decide(.ourWay, "chairs")

        let recovered = try Recovery(
            from: house.journal, seed: house.journal.seed, usesSnapshot: false)

        let voices = await house.sequencer.read(\.voices)
        #expect(recovered.engine.voices == voices)
        #expect(recovered.engine.voices.tally == voices.tally)
        #expect(recovered.engine.voices.recounted == voices.tally)
        #expect(recovered.engine.voices.voice(mine)?.answer?.kind == .ourWay)
        #expect(await house.words(like: "benches") == ["More benches in the park"])
    }

    @Test("An answer that a crash came before is given after it, once")
    func owed() async throws {
        let house = try await start()
        let mine = try await house.say("a", "More benches")
        try await house.open()
        try await house.desk.handle(.gather([mine], VoiceHouse.benches), by: house.near)
        // Decided and on disk; the step that answers never came.
        try await house.board.act(
            .decide(
                VoiceHouse.benches, .declined, nil,
                reason: Words(en: "No room", nl: "Geen plaats"), prevails: .both,
                VoiceHouse.calm), by: house.lead)
        try await house.sequencer.submit(
            .proposal(.confirm(VoiceHouse.benches), by: StaffID("second")!))
        #expect(await house.voice(mine)?.answer == nil)

        let recovered = try Recovery(
            from: house.journal, seed: house.journal.seed, usesSnapshot: false)
        let owed = recovered.engine.answersOwed(at: clock.now)

        #expect(owed.count == 1)
        #expect(owed.first?.subject == .person(Self.anna))
        await house.sequencer.tick()
        await house.sequencer.tick()
        #expect(await house.voice(mine)?.answer?.kind == .declined)
        let now = clock.now
        let left = await house.sequencer.read { $0.answersOwed(at: now).count }
        #expect(left == 0)
    }

    @Test("Who takes a voice or all their words back is found no more; the others still are")
    func takenBack() async throws {
        let house = try await start()
        let mine = try await house.say("a", "Benches in the sun")
        try await house.say("b", "Benches in the shade")
        try await house.say("c", "Benches everywhere", of: Self.ben)
        #expect(await house.words(like: "benches").count == 3)

        _ = try await house.desk.take(
            [VoiceDesk.Line(person: Self.anna, .withdraw(mine))], from: VoiceHouse.site)
        let found = await house.words(like: "benches")
        #expect(found.sorted() == ["Benches everywhere", "Benches in the shade"])
        try await house.sequencer.erase(Self.anna)

        #expect(await house.words(like: "benches") == ["Benches everywhere"])
        #expect(await house.desk.search.count == 1)
        #expect(await house.desk.tally().isWhole)
    }

    @Test("The search of a house that starts again is that of the one before")
    func again() async throws {
        let house = try await start()
        for place in 0..<200 {
            try await house.say(
                "v\(place)", "word\(place % 7) other\(place % 11) benches",
                of: place.isMultiple(of: 2) ? Self.anna : Self.ben)
        }
        let before = await house.desk.search.similar(to: "word3 other5", atMost: 20)
        let pile = VoicePile()
        let fresh = VoiceIndexing(
            sequencer: house.sequencer, pile: pile, reading: PlainReading())

        let after = await fresh.similar(to: "word3 other5", atMost: 20)

        #expect(after.map(\.voice.number) == before.map(\.voice.number))
        #expect(after.map(\.likeness) == before.map(\.likeness))
        #expect(await fresh.count == 200)
    }

    @Test("Their words lie nowhere in the folder, and erased they are gone from every count")
    func erased() async throws {
        let house = try await start()
        let secret = "zebrastreep-achter-de-kassa"
        let mine = try await house.say("a", secret)
        try await house.say("b", "benches", of: Self.ben)
        _ = await house.words(like: secret)
        await house.sequencer.takeSnapshot()
        #expect(temporary.bytes.range(of: Data(secret.utf8)) == nil)
        #expect(temporary.bytes.range(of: Data("zebrastreep".utf8)) == nil)

        try await house.sequencer.erase(Self.anna)

        let recovered = try Recovery(
            from: house.journal, seed: house.journal.seed, usesSnapshot: false)
        #expect(recovered.engine.voices.voice(mine) == nil)
        #expect(recovered.engine.voices.tally.asked == 1)
        let voices = await house.sequencer.read(\.voices)
        #expect(recovered.engine.voices == voices)
    }
}
