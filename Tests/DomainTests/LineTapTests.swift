import Domain
import Kernel
import Testing

@Suite("Taps at the head of a line")
struct LineTapTests {
    private static let lift = PassQueueID("lift")!
    private static let zone = ZoneID("R1")!
    private static let plan = PassQueue(
        id: lift, name: Words(en: "Lift", nl: "Lift"), zone: zone, window: .minutes(10),
        grace: .minutes(5), peoplePerHour: 60, guestPercent: 0)
    private static let come = TapWish.pass(queue: lift, zone: zone)
    private static let board = TapWish.pass(queue: lift, zone: zone, boards: true)
    private static let annas = PartyID("annas")!
    private static let bram = PersonID("bram")!

    private static func scene() throws -> TapScene {
        var scene = try TapScene()
        try scene.carryOut(.installQueues([plan]))
        return scene
    }

    private static func join(
        _ party: PartyID, size: Int = 2, under band: BandID? = nil, in scene: inout TapScene
    ) throws {
        let day = plan.day(at: scene.now, offset: .seconds(0))
        try scene.carryOut(.pass(lift, .join(party, size: size), day: day))
        guard let band else { return }
        try scene.carryOut(.nameParty(lift, party, Alias(band.token)))
    }

    /// Anna's party behind so many others that it has to wait.
    private static func behind() throws -> TapScene {
        var scene = try scene()
        try join(PartyID("first")!, size: 30, in: &scene)
        try join(PartyID("second")!, size: 30, in: &scene)
        try join(annas, under: TapScene.band, in: &scene)
        return scene
    }

    /// Bram wears the other band; with Anna, unless told.
    private static func arriveBram(isOfGroup: Bool = true, in scene: inout TapScene) throws {
        let group = KeyGroupID("family")!
        var anna = try #require(scene.engine.bands.bearer(TapScene.anna))
        anna.group = group
        try scene.carryOut(.bands(.arrange(anna)))
        try scene.carryOut(
            .bands(
                .arrange(
                    BandBearer(
                        person: bram, key: KeyHolderID("k-bram")!,
                        group: isOfGroup ? group : nil, powers: [.pass]))))
        try scene.carryOut(.bands(.give(Band(id: TapScene.other), to: bram, by: TapScene.staff)))
    }

    private static func ticket(_ scene: TapScene) throws -> PassTicket {
        try #require(scene.engine.passes[lift]?[annas])
    }

    private static func clock(_ moment: Instant) -> String {
        let minute = CivilTime(offsetMinutes: 60).local(moment).minute
        return [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            .joined(separator: ":")
    }

    @Test("Within its window a party comes and boards by taps; a tap sent again does nothing more")
    func boards() throws {
        var scene = try Self.scene()
        try Self.join(Self.annas, under: TapScene.band, in: &scene)

        let came = scene.tap(TapScene.proven(1), Self.come, id: "one")
        #expect(came.light == .green && came.line.nl == "Welkom, u bent aan de beurt.")
        #expect(try Self.ticket(scene).state == .here)
        #expect(scene.tap(TapScene.proven(2), Self.come).light == .green)
        #expect(scene.tap(TapScene.proven(3), Self.board, id: "two").light == .green)
        #expect(try Self.ticket(scene).state == .served)
        #expect(try Self.ticket(scene).outcome == .kept)

        let before = scene.engine.passes.image
        #expect(scene.tap(TapScene.proven(1), Self.come, id: "one") == came)
        #expect(scene.tap(TapScene.proven(3), Self.board, id: "two").light == .green)
        #expect(scene.engine.passes.image == before)
        #expect(scene.refolded.passes.image == before)
        #expect(scene.issued.isEmpty)
    }

    @Test("At a boarding reader one tap comes and boards, and the zone's name finds the line")
    func boardsAtOnce() throws {
        var scene = try Self.scene()
        try Self.join(Self.annas, under: TapScene.band, in: &scene)
        let byZone = TapWish.pass(queue: nil, zone: Self.zone, boards: true)

        #expect(scene.tap(TapScene.proven(1), byZone).light == .green)
        #expect(try Self.ticket(scene).state == .served)
        let elsewhere = TapWish.pass(queue: nil, zone: TapScene.shopID, boards: true)
        #expect(scene.tap(TapScene.proven(2), elsewhere).refusal == .unknownQueue)
        let nowhere = TapWish.pass(queue: PassQueueID("none")!, zone: Self.zone)
        #expect(scene.tap(TapScene.proven(3), nowhere).refusal == .unknownQueue)
    }

    @Test("Before its window and after its grace a party is told when, and nothing is done")
    func outside() throws {
        var scene = try Self.behind()
        let before = scene.engine.passes.image
        let window = try Self.ticket(scene).window
        try #require(window.begin > scene.now)

        scene.wait((window.begin - scene.now).and(-1))
        let early = scene.tap(TapScene.proven(1), Self.board, id: "early")
        #expect(early.refusal == .tooEarly && early.time?.from == window.begin)
        #expect(early.line.nl.contains(Self.clock(window.begin)))
        #expect(early.line.en.contains(Self.clock(window.begin)))
        #expect(max(early.line.nl.utf8.count, early.line.en.utf8.count) <= 100)
        #expect(scene.tap(TapScene.proven(1), Self.board, id: "early") == early)
        scene.engine = Engine(scene.engine.aggregates, seed: Scene.seed)
        try scene.engine.restorePasses(before)
        #expect(scene.tap(TapScene.proven(1), Self.board, id: "early") == early)
        #expect(scene.engine.passes.image == before)

        var late = scene
        scene.wait(Span(milliseconds: 1))
        #expect(scene.tap(TapScene.proven(2), Self.board).light == .green)

        late.wait((window.end + .minutes(5) - late.now).and(-1))
        var last = late
        #expect(last.tap(TapScene.proven(2), Self.come).light == .green)
        late.wait(Span(milliseconds: 1))
        let told = late.tap(TapScene.proven(2), Self.come)
        #expect(told.refusal == .tooLate && told.time?.until == window.end)
        #expect(told.line.nl.contains(Self.clock(window.end)))
        #expect(max(told.line.nl.utf8.count, told.line.en.utf8.count) <= 100)
        #expect(late.engine.passes.image == before)
        #expect(late.issued.map(\.rule).contains(CallHelp.line.rule))
    }

    @Test("Whoever has not joined is told when they would be welcome, as far as that is known")
    func notJoined() throws {
        var scene = try Self.scene()
        let nobody = scene.tap(TapScene.proven(1), Self.come)
        #expect(nobody.refusal == .notJoined && nobody.time == nil)

        try Self.join(PartyID("others")!, under: TapScene.other, in: &scene)
        let told = scene.tap(TapScene.proven(2), Self.come)
        let next = try #require(try scene.engine.passes[Self.lift]?.outlookForNext(at: scene.now))
        #expect(told.refusal == .notJoined && told.time?.from == next.window.begin)
        #expect(told.line.en.contains(Self.clock(next.window.begin)))
    }

    @Test("A group's party counts for each of its members, and for nobody else")
    func group() throws {
        for isOfGroup in [true, false] {
            var scene = try Self.scene()
            try Self.arriveBram(isOfGroup: isOfGroup, in: &scene)
            try Self.join(Self.annas, under: TapScene.band, in: &scene)

            let answer = scene.tap(TapScene.proven(1, TapScene.other), Self.come)

            #expect(answer.refusal == (isOfGroup ? nil : .notJoined))
            #expect(try Self.ticket(scene).state == (isOfGroup ? .here : .waiting))
        }
    }

    /// Joins as a desk does: under the name that the house keeps for a band.
    private static func joinWearing(_ token: Token, in scene: inout TapScene) throws {
        try join(annas, in: &scene)
        let name = try scene.engine.passName(of: Alias(token)).get()
        try scene.carryOut(.nameParty(lift, annas, name))
    }

    @Test(
        "A place stays its bearer's when their band is swapped, or blocked and another is given",
        arguments: [true, false], [true, false])
    func anotherBand(isSwapped: Bool, isKnownAtJoining: Bool) throws {
        var scene = try Self.scene()
        let fresh = Band(id: TapScene.other)
        if isKnownAtJoining {
            try Self.joinWearing(TapScene.band.token, in: &scene)
        } else {
            try Self.join(Self.annas, under: TapScene.band, in: &scene)
        }
        if isSwapped {
            try scene.carryOut(.bands(.swap(TapScene.band, .lost, for: fresh, by: TapScene.staff)))
        } else {
            try scene.carryOut(.bands(.end(TapScene.band, .lost, by: TapScene.staff)))
            try scene.carryOut(.bands(.give(fresh, to: TapScene.anna, by: TapScene.staff)))
        }

        #expect(scene.tap(TapScene.proven(1), Self.come).refusal == .bandLost)
        #expect(try Self.ticket(scene).state == .waiting)
        #expect(scene.tap(TapScene.proven(1, TapScene.other), Self.come).light == .green)
        #expect(try Self.ticket(scene).state == .here)
        #expect(scene.refolded.bands == scene.engine.bands)
    }

    @Test("Whoever is given a band that was handed in gets nothing of the place joined with it")
    func handedOn() throws {
        var scene = try Self.scene()
        try Self.joinWearing(TapScene.band.token, in: &scene)
        try Self.arriveBram(isOfGroup: false, in: &scene)
        try scene.carryOut(.bands(.end(TapScene.band, .returned, by: TapScene.staff)))
        try scene.carryOut(
            .bands(.give(Band(id: TapScene.band), to: Self.bram, by: TapScene.staff)))

        #expect(scene.tap(TapScene.proven(1), Self.come).refusal == .notJoined)
        #expect(scene.engine.party(in: Self.lift, of: Alias(TapScene.anna)) == Self.annas)
        #expect(scene.engine.party(in: Self.lift, of: Alias(Self.bram)) == nil)
    }

    @Test("A band is found for a line by its chip's number and by what the floor calls it")
    func byEitherNumber() throws {
        var scene = try Self.scene()
        let printed = try #require(Token("ROOD-1"))
        try scene.carryOut(
            .bands(
                .swap(
                    TapScene.band, .broken, for: Band(id: TapScene.other, token: printed),
                    by: TapScene.staff)))
        try Self.joinWearing(TapScene.other.token, in: &scene)

        #expect(scene.engine.passName(of: Alias(printed)) == .success(Alias(TapScene.anna)))
        #expect(scene.tap(TapScene.proven(1, TapScene.other), Self.come).light == .green)
        _ = try scene.engine.forget(TapScene.anna)
        #expect(scene.engine.passes.links.isEmpty)
    }

    @Test("A band that is lost, handed in or not for lines is no name for a line; others are")
    func goodForNoLine() throws {
        var scene = try Self.scene()
        let printed = try #require(Token("ROOD-1"))
        let nobodys = Alias(try #require(Token("B-1234")))
        try scene.carryOut(
            .bands(
                .swap(
                    TapScene.band, .lost, for: Band(id: TapScene.other, token: printed),
                    by: TapScene.staff)))
        #expect(scene.engine.passName(of: Alias(TapScene.band.token)) == .failure(.bandLost))
        #expect(scene.engine.passName(of: nobodys) == .success(nobodys))

        let bearer = try #require(scene.engine.bands.bearer(TapScene.anna))
        try scene.carryOut(.bands(.arrange(bearer.with([.key]))))
        #expect(scene.engine.passName(of: Alias(printed)) == .failure(.passOff))
        try scene.carryOut(.bands(.end(TapScene.other, .returned, by: TapScene.staff)))
        for name in [printed, TapScene.other.token] {
            #expect(scene.engine.passName(of: Alias(name)) == .failure(.bandNotWorn))
        }
        #expect(scene.refolded.passName(of: Alias(printed)) == .failure(.bandNotWorn))
    }

    @Test("The others of a party that boarded are let through for a moment, and not for ever")
    func company() throws {
        var scene = try Self.scene()
        try Self.arriveBram(in: &scene)
        try Self.join(Self.annas, under: TapScene.band, in: &scene)
        scene.tap(TapScene.proven(1), Self.board)
        // Another of their parties is not boarded by whoever comes behind.
        try Self.join(PartyID("later")!, under: TapScene.band, in: &scene)

        scene.wait(Engine.companySpan.and(-1))
        let after = scene.engine.passes.image
        #expect(scene.tap(TapScene.proven(1, TapScene.other), Self.board).light == .green)
        #expect(scene.engine.passes.image == after)
        scene.wait(Span(milliseconds: 1))
        try scene.carryOut(.pass(Self.lift, .leave(PartyID("later")!), day: nil))
        for (number, band) in [TapScene.band, TapScene.other].enumerated() {
            let again = scene.tap(TapScene.proven(UInt32(number + 2), band), Self.board)
            #expect(again.refusal == .notWaiting)
        }
    }

    @Test("Nobody boards a ride that stands still, and whoever tapped has lost nothing")
    func standsStill() throws {
        var scene = try Self.scene()
        try Self.join(Self.annas, under: TapScene.band, in: &scene)
        try scene.carryOut(.pass(Self.lift, .standStill(by: TapScene.staff), day: nil))
        let before = scene.engine.passes.image

        #expect(scene.tap(TapScene.proven(1), Self.board).refusal == .standsStill)
        #expect(scene.engine.passes.image == before)
        scene.wait(.hours(1))
        try scene.carryOut(.pass(Self.lift, .runAgain(by: TapScene.staff), day: nil))
        #expect(scene.tap(TapScene.proven(2), Self.board).light == .green)
    }

    @Test("A party that gave its place back is no longer expected")
    func left() throws {
        var scene = try Self.scene()
        try Self.join(Self.annas, under: TapScene.band, in: &scene)
        try scene.carryOut(.pass(Self.lift, .leave(Self.annas), day: nil))

        #expect(scene.tap(TapScene.proven(1), Self.come).refusal == .notWaiting)
    }
}
