import Domain
import Kernel
import Measures
import Runtime
import Testing

/// Negative controls: let `Relief` count people whose sacrifice is not known, or the balance take a
/// vetoed option in, and these fail.
@Suite("Proposals, weighed")
struct ProposalBoardTests {
    private static let id = VoiceHouse.benches

    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    private func start() async throws -> VoiceHouse {
        let house = try await VoiceHouse(temporary, clock)
        _ = try await house.board.keep(VoiceHouse.charter)
        try await house.sequencer.submit(
            .installFacets([
                Facet(
                    id: VoiceHouse.quiet, name: Words(en: "Quiet", nl: "Rust"),
                    kind: .more(floor: Level(thousandths: 0)))
            ]))
        return house
    }

    private func option(
        _ id: String, _ kind: ProposalOption.Kind = .ourWay, fall: Int32 = 0,
        comforts: Int8 = 80, harm: ProposalOption.Harm? = nil, crosses: String? = nil
    ) -> ProposalOption {
        ProposalOption(
            id: ProposalOptionID(id)!, kind: kind, words: id, capability: comforts,
            margin: comforts, staffComfort: comforts, facet: fall > 0 ? VoiceHouse.quiet : nil,
            fall: fall, harm: harm, crosses: crosses.flatMap { RedLineID($0) })
    }

    private func sheet(_ house: VoiceHouse, for viewer: Viewer?) async throws
        -> ProposalBoard.Sheet
    { try #require(await house.board.sheet(of: Self.id, for: viewer)) }

    @Test("Who asked is shown each once, and their name only to whoever may open their card")
    func askers() async throws {
        let house = try await start()
        let mine = try await house.say("a", "Benches")
        let more = try await house.say("b", "More benches")
        let other = try await house.say("c", "Benches too", of: VoiceHouse.ben)
        try await house.open()
        try await house.desk.handle(.gather([mine, more, other], Self.id), by: house.near)

        let near = try await sheet(house, for: house.near)
        let far = try await sheet(house, for: house.far)

        #expect(near.askers.map(\.person) == [VoiceHouse.anna, nil])
        #expect(near.askers.map(\.voices.count) == [2, 1])
        #expect(far.askers.map(\.person) == [nil, nil])
        #expect(try await sheet(house, for: nil).askers.map(\.person) == [nil, nil])
        #expect(near.tally.asked == 3 && near.tally.open == 3)
    }

    @Test("Harm, a red line and what is not us are out, and never in the zone or on the front")
    func vetoed() async throws {
        let house = try await start()
        try await house.open()
        try await house.keep(option("harmful", fall: 900_000, harm: .deceives))
        try await house.keep(option("crossing", fall: 900_000, crosses: "data"))
        try await house.keep(option("alien", fall: 900_000), scores: [-1, -1])
        try await house.keep(option("uneasy", fall: 900_000, comforts: -10))
        try await house.keep(option("good", fall: 300_000))

        let sheet = try await sheet(house, for: house.near)

        let names = sheet.options.map(\.option.id.description)
        func named(_ places: [Int]) -> [String] { places.map { names[$0] } }
        #expect(named(sheet.balance.out) == ["harmful", "crossing", "alien", "uneasy"])
        #expect(named(sheet.balance.unknown) == ["all", "chairs"])
        #expect(named(sheet.balance.zone) == ["good"])
        // What two people are needed for is what is not in the zone, but for what is out by a veto.
        #expect(
            named(sheet.options.indices.filter { sheet.options[$0].uneasy.isEmpty }) == [
                "harmful", "crossing", "good",
            ])
        #expect(named(sheet.balance.front) == ["good"])
        #expect(sheet.balance.verdict == .picked(names.firstIndex(of: "good")!))
        #expect(sheet.balance.pickShares.map { $0 > 0.99 } == names.map { $0 == "good" })
        #expect(sheet.options[names.firstIndex(of: "harmful")!].veto == .harm(.deceives))
    }

    @Test("Where rules of fairness name different options it is contested, and all are shown")
    func contested() async throws {
        let house = try await start()
        try await house.open()
        // Nash takes the product; what each could have had, and the smaller gain, name another.
        try await house.keep(option("generous", fall: 1_000_000, comforts: 20))
        try await house.keep(option("middle", fall: 500_000, comforts: 35))
        try await house.keep(option("house", fall: 200_000, comforts: 50))

        let sheet = try await sheet(house, for: nil)

        // Behind the first two options, which stand in no picture.
        #expect(sheet.balance.unknown == [0, 1])
        #expect(sheet.balance.front == [2, 3, 4])
        #expect(
            sheet.balance.verdict == .contested(nash: 2, kalaiSmorodinsky: 3, egalitarian: 3))
    }

    @Test("Agreement is one where stewards say the same, and nothing where they are opposed")
    func agreement() async throws {
        let house = try await start()
        try await house.open()
        try await house.keep(option("same"), scores: [1, 1])
        try await house.keep(option("opposed"), scores: [1, -1])
        try await house.keep(option("once"), scores: [1])

        let scored = try await sheet(house, for: nil).options.dropFirst(2).compactMap {
            $0.scores.first
        }

        #expect(scored.map(\.agreement) == [1, 0, nil])
        #expect(scored.map(\.mean) == [1, 0, 1])
    }

    @Test("Of nobody's known sacrifice nothing is said, and what is expected is not called known")
    func unknownSacrifice() async throws {
        let house = try await start()
        let mine = try await house.say("a", "Benches")
        try await house.open()
        try await house.keep(option("quiet", fall: 250_000))
        try await house.desk.handle(.gather([mine], Self.id), by: house.near)

        let weighed = try #require(try await sheet(house, for: nil).options.last)

        #expect(weighed.relief?.known == 0 && weighed.relief?.unknown == 1)
        #expect(weighed.relief?.each == nil && weighed.relief?.relieved == nil)
        #expect(weighed.customer == 0.25)
    }

    @Test("What customers rank and try is counted by option and moves no balance")
    func heard() async throws {
        let house = try await start()
        try await house.open()
        try await house.keep(option("good", fall: 300_000))
        let before = try await sheet(house, for: nil).balance
        let all = ProposalOptionID("all")!
        let doings: [(PersonID, ProposalPart.Doing)] = [
            (VoiceHouse.anna, .rank([all, ProposalOptionID("chairs")!])),
            (VoiceHouse.ben, .rank([ProposalOptionID("chairs")!, all])),
            (VoiceHouse.ben, .tried(all, closeness: 9)),
            (VoiceHouse.anna, .comment("Please")), (VoiceHouse.anna, .rather("A swing")),
        ]
        for (person, doing) in doings {
            let results = try await house.desk.take(
                [VoiceDesk.Line(person: person, .takePart(Self.id, doing))],
                from: VoiceHouse.site)
            #expect(results == [.success(true)])
        }

        let sheet = try await sheet(house, for: nil)

        #expect(sheet.options.map(\.heard.ranks) == [[1, 1, 0], [1, 1, 0], [0, 0, 0]])
        #expect(sheet.options[0].heard.closeness[9] == 1)
        #expect(sheet.comments.map(\.words) == ["Please", "A swing"])
        #expect(sheet.comments.map(\.isAnswer) == [false, true])
        #expect(sheet.balance == before)
        try await house.sequencer.erase(VoiceHouse.anna)
        #expect(try await self.sheet(house, for: nil).comments.isEmpty)
    }

    @Test("The mirror tells by quarter what was done, for whom, and how that moved")
    func mirror() async throws {
        let house = try await start()
        try await house.open()
        try await house.decide(.asAsked, "all", prevails: .customer)
        clock.move(by: .hours(24 * 100))
        let other = ProposalID("other")!
        try await house.open(other)
        try await house.decide(.ourWay, "chairs", about: other)

        let mirror = await house.board.mirror()

        #expect(mirror.all.decided == 2 && mirror.all.asAsked == 1 && mirror.all.ourWay == 1)
        #expect(mirror.all.forCustomer == 1 && mirror.all.forBoth == 1)
        let told = mirror.quarters.filter { $0.decided > 0 }
        #expect(told.count == 2 && mirror.quarters.count == 2)
        #expect(told.last?.kneelingChange?.difference == -1)
        #expect(told.first?.kneelingChange == nil)
        #expect(told.last?.principles.map(\.agreement) == [1])
    }

    @Test("Whoever decided waits until everybody has their answer, and not for ever")
    func telling() async throws {
        let house = try await start()
        try await house.open()
        let voice = try await house.say("a", "Meer bankjes")
        try await house.desk.handle(.gather([voice], Self.id), by: house.near)
        #expect(await house.board.isTelling(Self.id) == false)
        try await house.board.act(
            .decide(
                Self.id, .ourWay, ProposalOptionID("chairs"),
                reason: Words(en: "It is calmer.", nl: "Het is rustiger."), prevails: .both,
                VoiceHouse.calm), by: house.lead)
        // No side is known to be at ease, so it takes two.
        try await house.sequencer.submit(.proposal(.confirm(Self.id), by: StaffID("second")!))

        async let told: Void = house.board.awaitTelling(Self.id)
        await house.sequencer.tick()
        await told
        #expect(await house.board.isTelling(Self.id) == false)
        #expect(await house.voice(voice)?.answer != nil)
    }

    @Test("Whoever works here proposes; only a lead decides and says who we are")
    func roles() async throws {
        let house = try await start()
        try await house.open()
        for command: ProposalCommand in [.finish(Self.id), .keepCharter(VoiceHouse.charter)] {
            await #expect(throws: EntryRefusal.notAllowed) {
                try await house.board.act(command, by: house.near)
            }
        }
        await #expect(throws: EntryRefusal.notAllowed) {
            try await house.board.act(
                .open(ProposalID("x")!, Proposal.Text(title: "x")), by: house.screen)
        }
    }
}
