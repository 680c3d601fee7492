import Domain
import Kernel
import Measures
import Runtime
import Testing

/// Negative controls: leave what waits out of the times, or count what people said instead of
/// people, or show of fewer than ten, and these fail.
@Suite("What people heard, in the mirror")
struct MirrorTests {
    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private func start(_ people: Int) async throws -> (house: VoiceHouse, names: [PersonID]) {
        let house = try await VoiceHouse(temporary, clock)
        _ = try await house.board.keep(VoiceHouse.charter)
        let names = (0..<people).map { PersonID("guest-\($0)")! }
        for name in names {
            try await house.say("v-\(name)", "A bench", of: name, isNewName: true)
        }
        return (house, names)
    }

    private func voices(_ house: VoiceHouse, _ names: ArraySlice<PersonID>) -> [VoiceID] {
        names.map { house.desk.voice("v-\($0)", from: VoiceHouse.site) }
    }

    private func tell(
        _ house: VoiceHouse, _ names: ArraySlice<PersonID>,
        _ doing: (VoiceID) -> VoiceDesk.Doing
    ) async throws {
        let lines = zip(names, voices(house, names)).map { name, voice in
            VoiceDesk.Line(person: name, doing(voice))
        }
        for result in try await house.desk.take(lines, from: VoiceHouse.site) {
            _ = try result.get()
        }
    }

    /// Of 50 people 40 get an answer after two days: 10 take it for none, 10 say that it helped and
    /// 10 that it did not. Ten days later the mirror is looked into.
    private func lived() async throws -> (house: VoiceHouse, names: [PersonID]) {
        let (house, names) = try await start(50)
        try await house.say("twice", "And a tree", of: names[49])
        clock.move(by: .hours(48))
        try await house.open()
        try await house.desk.handle(
            .gather(voices(house, names[..<40]), VoiceHouse.benches), by: house.near)
        try await house.decide(.ourWay, "chairs")
        for voice in voices(house, names[..<20]) {
            let post = VoicePost(subject: .answer, outcome: .shown, at: clock.now)
            try await house.desk.handle(.notePost(voice, post), by: house.near)
        }
        try await tell(house, names[..<10]) { .tellWhetherHelped($0, true) }
        try await tell(house, names[10..<20]) { .tellWhetherHelped($0, false) }
        try await tell(house, names[30..<40]) { .reopen($0, words: "No") }
        clock.move(by: .hours(24 * 10))
        return (house, names)
    }

    @Test("People are counted each once: who heard what, who was told of all, whom it helped")
    func people() async throws {
        let (house, _) = try await lived()

        let heard = await house.board.mirror().heard

        #expect(heard.all.ourWay == 30)
        #expect(heard.toldBack.part == 20 && heard.toldBack.whole == 50)
        #expect(heard.reopened.part == 10 && heard.reopened.whole == 40)
        #expect(heard.helped.yes == 10 && heard.helped.no == 10 && heard.helped.unsaid == 10)
        #expect(heard.quarters.compactMap(\.ourWay).reduce(0, +) == 30)
        #expect(heard.answerSpan == .hours(24 * 14))
    }

    @Test(
        "What waits is counted with the time that it waits, and an answer that was none ends none")
    func times() async throws {
        let (house, _) = try await lived()

        let times = try #require(await house.board.mirror().heard.all.times)

        #expect(times.count == 51)
        let twoDays = Double(Span.hours(48).milliseconds)
        #expect(times.curve.median == twoDays)
        // 30 of 51 were answered; the others wait for twelve days.
        #expect(abs(times.curve.unanswered(after: twoDays).share - 21.0 / 51) < 1e-12)
        #expect(times.curve.timeMax == Double(Span.hours(48 + 240).milliseconds))
    }

    @Test("Of fewer than ten people nothing is told")
    func few() async throws {
        let (house, names) = try await start(9)
        clock.move(by: .hours(24))
        try await house.open()
        try await house.desk.handle(
            .gather(voices(house, names[...]), VoiceHouse.benches), by: house.near)
        try await house.decide(.asAsked, "all", prevails: .customer)

        let mirror = await house.board.mirror()

        #expect(mirror.all.asAsked == 1)
        #expect(mirror.heard.all.asAsked == nil && mirror.heard.all.times == nil)
        #expect(mirror.heard.toldBack.whole == nil && mirror.heard.toldBack.part == nil)
        #expect(mirror.heard.quarters.allSatisfy { $0.asAsked == nil && $0.times == nil })
    }

    @Test("Who is erased is out of every count")
    func erased() async throws {
        let (house, names) = try await lived()

        try await house.sequencer.erase(names[0])
        let heard = await house.board.mirror().heard

        #expect(heard.toldBack.part == 19 && heard.toldBack.whole == 49)
        // Nine of them are few, and the total would tell of them.
        #expect(heard.helped.yes == nil)
        #expect([heard.helped.no, heard.helped.unsaid].contains(nil))
        #expect(heard.all.times?.count == 50)
    }

    @Test("Each version of who we are says how many decisions were taken under it")
    func editions() async throws {
        let (house, _) = try await start(1)
        try await house.open()
        try await house.decide(.asAsked, "all", prevails: .customer)
        _ = try await house.board.keep(
            Charter(principles: VoiceHouse.charter.principles, answerDays: 7))

        let editions = await house.board.editions()

        #expect(editions.map(\.charter.version) == [1, 2])
        #expect(editions.map(\.decidedCount) == [1, 0])
        #expect(editions[0].firstAt == editions[0].lastAt && editions[0].firstAt != nil)
        #expect(editions[1].firstAt == nil)
    }
}
