import Domain
import Kernel
import Testing

@Suite("Virtual queues in the engine")
struct PassBookTests {
    private static let anna = StaffID("anna")!
    private static let coaster = PassQueueID("coaster")!
    private static let zone = ZoneID("R1")!
    private static let plan = PassQueue(
        id: coaster, name: Words(en: "Coaster", nl: "Achtbaan"), zone: zone, opens: 600,
        closes: 1_200, window: .minutes(10), peoplePerHour: 600, guestPercent: 10)

    private static func party(_ number: Int) -> PartyID { PartyID("p\(number)")! }

    /// 1,800,000,000 seconds is 08:00 in UTC on 15 January 2027.
    private static let eight = Instant(milliseconds: 1_800_000_000_000)
    private static func clock(_ hour: Int64, _ minute: Int64 = 0, day: Int64 = 0) -> Instant {
        eight + .minutes((hour - 8) * 60 + minute + day * 1_440)
    }

    private static func scene() throws -> Scene {
        var scene = Scene([])
        try scene.carryOut(.installQueues([plan]))
        return scene
    }

    private static func join(_ number: Int, size: Int = 2, at now: Instant) -> Command {
        .pass(
            coaster, .join(party(number), size: size), day: plan.day(at: now, offset: .seconds(0)))
    }

    @Test("A day is the one that began last, by the venue's clock")
    func days() {
        func hours(_ now: Instant, _ offset: Span) -> [Int64] {
            let day = Self.plan.day(at: now, offset: offset)
            return [day.opensAt, day.closesAt].map { ($0 - Self.eight).milliseconds / 3_600_000 }
        }
        #expect(hours(Self.clock(10), .seconds(0)) == [2, 12])
        #expect(hours(Self.clock(9, 59), .seconds(0)) == [-22, -12])
        #expect(hours(Self.clock(9, 59), .hours(1)) == [1, 11])
        let night = PassQueue(
            id: Self.coaster, name: Self.plan.name, zone: Self.zone, opens: 1_200, closes: 120)
        let day = night.day(at: Self.clock(1), offset: .seconds(0))
        #expect((day.closesAt - day.opensAt) == .hours(6))
        #expect(day.closesAt == Self.clock(2))
    }

    @Test("The first to join opens the day, and the first of the next day the next")
    func opens() throws {
        var scene = try Self.scene()
        scene.now = Self.clock(9)
        #expect(throws: CommandRefusal.pass(.noWindowLeft)) {
            try scene.carryOut(Self.join(1, at: scene.now))
        }
        scene.now = Self.clock(10)
        try scene.carryOut(Self.join(1, at: scene.now))
        #expect(scene.engine.passes[Self.coaster]?.tickets.count == 1)

        scene.now = Self.clock(10, day: 1)
        try scene.carryOut(Self.join(2, at: scene.now))

        #expect(scene.engine.passes[Self.coaster]?.tickets.map(\.party) == [Self.party(2)])
        #expect(scene.engine.passes.hasJoined(Self.party(1), Self.coaster))
    }

    @Test("A joining that is sent again on another day changes nothing and opens nothing")
    func repeatedForEver() throws {
        var scene = try Self.scene()
        scene.now = Self.clock(10)
        try scene.carryOut(Self.join(1, at: scene.now))
        scene.now = Self.clock(10, day: 40)

        #expect(try scene.engine.decide(Self.join(1, at: scene.now), at: scene.now) == [])
        #expect(try scene.engine.decide(Self.join(2, at: scene.now), at: scene.now).count == 3)
    }

    @Test(
        "Refusals come in their order",
        arguments: [
            (.pass(PassQueueID("none")!, .advance, day: nil), .unknownQueue),
            (.nameParty(PassQueueID("none")!, party(1), Alias(.band, "B1")!), .unknownQueue),
            (.pass(coaster, .arrive(party(9)), day: nil), .pass(.unknownParty)),
            (.nameParty(coaster, party(9), Alias(.band, "B1")!), .pass(.unknownParty)),
            (.pass(coaster, .join(party(9), size: 2), day: nil), .pass(.notOpenYet)),
        ] as [(Command, CommandRefusal)])
    func refusals(command: Command, refusal: CommandRefusal) throws {
        let scene = try Self.scene()
        #expect(throws: refusal) { try scene.engine.decide(command, at: Self.clock(10)) }
    }

    @Test("Erasing a person leaves nobody whose party it was, and the party keeps its place")
    func erased() throws {
        var scene = try Self.scene()
        try scene.know("ann", by: "B1")
        scene.now = Self.clock(10)
        try scene.carryOut(Self.join(1, at: scene.now))
        try scene.carryOut(Self.join(2, at: scene.now))
        try scene.carryOut(.nameParty(Self.coaster, Self.party(1), Alias(.band, "B1")!))
        try scene.carryOut(.nameParty(Self.coaster, Self.party(2), Alias(.band, "B2")!))
        // By another of their names too.
        let account = try #require(Alias(.account, "ann"))
        #expect(scene.engine.party(in: Self.coaster, of: account) == Self.party(1))

        let record = Record.partyNamed(Self.coaster, Self.party(1), name: Alias(.band, "B1")!)
        let subjects = try scene.engine.forget(try #require(PersonID("ann")))

        #expect(subjects.contains(record.subject))
        #expect(scene.engine.passes.links.map(\.party) == [Self.party(2)])
        #expect(scene.engine.party(in: Self.coaster, of: account) == nil)
        #expect(scene.engine.passes[Self.coaster]?.tickets.count == 2)
        let text = String(decoding: scene.engine.passes.image, as: UTF8.self)
        #expect(!text.contains("B1") && text.contains("B2"))
    }

    @Test("What a queue is told about parties names nobody: only naming one is sealed for somebody")
    func subjects() throws {
        var scene = try Self.scene()
        scene.now = Self.clock(10)
        for record in try scene.engine.decide(Self.join(1, at: scene.now), at: scene.now) {
            #expect(record.subject == .house)
        }
    }

    @Test("An image gives the queues back, whatever happened in them", arguments: 1...20)
    func image(seed: UInt64) throws {
        var scene = try Self.scene()
        var random = SplitMix64(seed: seed)
        scene.now = Self.clock(10)
        for step in 0..<300 {
            scene.now = scene.now + .seconds(Int64(random.next() % 60))
            for record in scene.engine.passesDue(at: scene.now) {
                scene.engine.apply(record, at: scene.now)
            }
            try? scene.carryOut(Self.anything(step, at: scene.now, using: &random))
        }
        try scene.carryOut(Self.join(1_000, at: scene.now))
        try scene.carryOut(.nameParty(Self.coaster, Self.party(1_000), Alias(.band, "B9")!))

        let image = scene.engine.passes.image
        var again = Engine(scene.engine.aggregates, seed: Scene.seed)
        try again.restorePasses(image)

        #expect(again.passes.image == image)
        #expect(again.passes[Self.coaster]?.tickets == scene.engine.passes[Self.coaster]?.tickets)
        // And they go on alike.
        for step in 300..<400 {
            scene.now = scene.now + .seconds(Int64(random.next() % 60))
            let command = Self.anything(step, at: scene.now, using: &random)
            let records = try? scene.engine.decide(command, at: scene.now)
            #expect((try? again.decide(command, at: scene.now)) == records)
            for record in records ?? [] {
                scene.engine.apply(record, at: scene.now)
                again.apply(record, at: scene.now)
            }
        }
        #expect(again.passes.image == scene.engine.passes.image)
    }

    @Test("An image that ends early or is of another version is refused, not guessed")
    func broken() throws {
        var scene = try Self.scene()
        scene.now = Self.clock(10)
        try scene.carryOut(Self.join(1, at: scene.now))
        let image = scene.engine.passes.image
        for cut in [1, image.count / 2, image.count - 1] {
            var engine = Engine(seed: Scene.seed)
            #expect(throws: ByteReaderFailure.self) {
                try engine.restorePasses(Array(image.prefix(cut)))
            }
        }
        var engine = Engine(seed: Scene.seed)
        #expect(throws: ByteReaderFailure.unknownVersion) {
            try engine.restorePasses([9] + image.dropFirst())
        }
    }

    private static func anything(
        _ step: Int, at now: Instant, using random: inout SplitMix64
    ) -> Command {
        let party = party(Int(random.next() % UInt64(step + 1)))
        let command: PassCommand
        switch random.next() % 12 {
        case 0, 1, 2: return join(step, size: 1 + Int(random.next() % 30), at: now)
        case 3, 4: command = .arrive(party)
        case 5, 6: command = .serve(party)
        case 7: command = .leave(party)
        case 8: command = random.next() % 2 == 0 ? .takeOffer(party) : .declineOffer(party)
        case 9:
            command = random.next() % 2 == 0 ? .letReturn(party, by: anna) : .miss(party, by: anna)
        case 10: command = .admitGuest(party, size: 1, .medical, by: anna)
        default:
            command = random.next() % 3 == 0 ? .standStill(by: anna) : .runAgain(by: anna)
        }
        return .pass(coaster, command, day: plan.day(at: now, offset: .seconds(0)))
    }
}
