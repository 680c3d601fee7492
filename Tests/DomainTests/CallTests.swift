import Domain
import Kernel
import Testing

@Suite("Blue calls someone")
struct CallTests {
    private static let consents: [Mode] = [.tapOnly, .presence, .assisted]

    /// A record of a tap that was refused so, as the engine folds it.
    private static func refused(
        _ refusal: TapRefusal, of person: PersonID?, wish: TapWish.Kind = .pay
    ) -> Record {
        var record = TapRecord(
            source: 0, zone: TapScene.shop, wish: wish, refusal: refusal)
        if person != nil {
            record.band = TapScene.band
            record.person = person
        }
        record.reach = .zone
        return .tapped(record)
    }

    @Test(
        "Every code calls someone to the reader's zone, of whomever, whatever they allow",
        arguments: TapRefusal.allCases)
    func always(_ refusal: TapRefusal) throws {
        for mode in Self.consents {
            for person in [TapScene.anna, nil] {
                for wish in TapWish.Kind.allCases {
                    var scene = try TapScene(mode: mode)
                    scene.apply(Self.refused(refusal, of: person, wish: wish))

                    let cue = try #require(scene.issued.first)
                    #expect(scene.issued.count == 1)
                    #expect(cue.zone == TapScene.shop)
                    #expect(CalmBlue.rules.contains { $0.id == cue.rule })
                    let isNamed = person != nil && mode == .assisted
                    #expect(cue.person == (isNamed ? TapScene.anna : nil))
                    #expect(cue.token == (isNamed ? TapScene.band.token : Token("reader-till")!))
                    #expect(cue.reader == (isNamed ? nil : "till"))
                }
            }
        }
    }

    @Test("Every blue answer of a tap that is judged has its cue, and no green one has")
    func judged() throws {
        for mode in Self.consents {
            var scene = try TapScene(mode: mode, money: 100)
            var callCount = 0
            let taps: [(ShownKey, TapWish)] = [
                (ShownKey(.unreadable), .hello), (ShownKey(.forged), TapScene.key),
                (ShownKey(.unknownKey), TapScene.pay(1)),
                (ShownKey(.bareIdentifier, bare: Token("B9")!), TapScene.key),
                (TapScene.proven(1, TapScene.other), TapScene.key),
                (TapScene.proven(1), TapScene.pay(101)), (TapScene.proven(1), TapScene.key),
                (TapScene.proven(2), TapScene.pass),
                (TapScene.proven(3), TapScene.key),
            ]
            for (shown, wish) in taps {
                scene.wait(CalmBlue.validFor.and(1))
                callCount += scene.tap(shown, wish).light == .blue ? 1 : 0
                #expect(scene.issued.count == callCount)
            }
            #expect(callCount == taps.count - 1)
        }
    }

    @Test("Ten taps of one band raise one cue at a reader, and one more at another")
    func once() throws {
        var scene = try TapScene(money: 0)
        for counter in 1...10 { scene.tap(TapScene.proven(UInt32(counter)), TapScene.pay(1)) }
        #expect(scene.issued.count == 1)

        scene.tap(TapScene.proven(11), TapScene.pay(1), at: 0)
        #expect(scene.issued.map(\.zone) == [TapScene.shop, 0])
    }

    @Test("A band is called for again once its call is over, however that ended")
    func anew() throws {
        var scene = try TapScene(money: 0)
        scene.tap(TapScene.proven(1), TapScene.pay(1))
        let number = try #require(scene.issued.first?.number)
        try scene.carryOut(.finish(number, by: TapScene.staff, helped: true))

        scene.wait(CalmBlue.cooldown.and(-1))
        scene.tap(TapScene.proven(2), TapScene.pay(1))
        #expect(scene.issued.count == 1)
        scene.wait(Span(milliseconds: 1))
        scene.tap(TapScene.proven(3), TapScene.pay(1))
        #expect(scene.issued.count == 2)

        scene.wait(CalmBlue.validFor)
        #expect(scene.engine.openCues.isEmpty)
        scene.tap(TapScene.proven(4), TapScene.pay(1))
        #expect(scene.issued.count == 3)
    }

    @Test("Green at the same reader withdraws what the same band called for, and nothing else")
    func withdrawn() throws {
        var scene = try TapScene()
        scene.tap(ShownKey(.unreadable), .hello)
        scene.tap(TapScene.proven(1), TapScene.pay(501))
        let numbers = scene.issued.map(\.number)
        scene.tap(TapScene.proven(2), TapScene.key, at: 0)
        #expect(scene.withdrawn.isEmpty)

        scene.tap(TapScene.proven(3), TapScene.pay(300))
        #expect(scene.withdrawn == [numbers[1]])
        #expect(scene.engine.openCues.map(\.cue.number) == [numbers[0]])
        // In trouble again a moment later, somebody is called again.
        scene.tap(TapScene.proven(4), TapScene.pay(501))
        #expect(scene.issued.count == 3)
    }

    @Test("Somebody who is on their way keeps the cue, also when the next tap is green")
    func taken() throws {
        var scene = try TapScene()
        scene.tap(TapScene.proven(1), TapScene.pay(501))
        let number = try #require(scene.issued.first?.number)
        try scene.carryOut(.take(number, by: TapScene.staff))
        scene.tap(TapScene.proven(2), TapScene.pay(1))

        #expect(scene.withdrawn.isEmpty)
        try scene.carryOut(.undo(number, by: TapScene.staff))
        #expect(scene.engine.openCue(numbered: number)?.state == .issued)
    }

    @Test("A call nobody takes is shown to all in its time; with nobody near, at once")
    func escalated() throws {
        var scene = try TapScene()
        scene.tap(TapScene.proven(1), TapScene.pay(501))
        scene.wait(CalmBlue.escalateAfter.and(-1))
        #expect(scene.engine.openCues.first?.isShownToAll == false)
        scene.wait(Span(milliseconds: 1))
        #expect(scene.engine.openCues.first?.isShownToAll == true)

        scene.tap(TapScene.proven(2), TapScene.pay(501), at: 0, reach: .all)
        #expect(scene.engine.openCues.last?.isShownToAll == true)
        scene.tap(TapScene.proven(3), TapScene.pay(501), at: 1, reach: .also([2, 0]))
        let near = try #require(scene.engine.openCues.last)
        #expect(!near.isShownToAll)
        #expect(near.cue.concerns { $0 == 2 } && near.cue.concerns { $0 == 1 })
        #expect(!near.cue.concerns { $0 == 3 })
    }

    @Test("A door's denial calls someone while it is fresh, and nobody when it is told too late")
    func door() throws {
        var scene = try TapScene()
        func light(_ ago: Span) -> BlueLight {
            BlueLight(
                zone: TapScene.shop, reader: Token("lift")!, help: .door,
                at: TapScene.start - ago, reach: .zone)
        }

        #expect(scene.engine.callFor(light(CalmBlue.freshSpan.and(1))) == nil)
        #expect(scene.engine.openCues.isEmpty)
        #expect(scene.engine.callFor(light(CalmBlue.freshSpan)) != nil)
        #expect(scene.engine.openCues.map(\.cue.rule) == [CallHelp.door.rule])
        #expect(scene.engine.callFor(light(.seconds(0))) == nil)
    }

    /// What the door of the shop tells.
    private static func told(
        _ number: UInt64, _ decision: DoorDecision, ago: Span = .seconds(0),
        by holder: KeyHolderID? = nil, calls: Bool = true
    ) -> DoorPassed {
        let passed = DoorPassed(
            door: DoorID("shop-door")!, number: number, at: TapScene.start - ago,
            direction: .in, decision: decision, holder: holder)
        return calls ? passed.calling(.zone, to: TapScene.shop) : passed
    }

    @Test("What a door tells calls someone for a fresh denial alone, and once")
    func toldByDoor() throws {
        var scene = try TapScene()
        let late = CalmBlue.freshSpan.and(1)
        #expect(!Self.told(1, .deny(.revoked), ago: late).isToCall(at: scene.now))
        #expect(Self.told(1, .deny(.revoked), ago: CalmBlue.freshSpan).isToCall(at: scene.now))
        for reason in OpeningReason.allCases {
            #expect(!Self.told(1, .open(reason)).isToCall(at: scene.now))
        }
        try scene.carryOut(
            .notePassages([
                Self.told(1, .open(.egress)), Self.told(2, .open(.granted)),
                Self.told(3, .deny(.revoked), ago: late),
                Self.told(4, .deny(.revoked), calls: false),
            ]))
        #expect(scene.issued.isEmpty)

        let denials = [Self.told(5, .deny(.revoked)), Self.told(6, .deny(.revoked))]
        try scene.carryOut(.notePassages(denials))
        try scene.carryOut(.notePassages(denials))
        let cue = try #require(scene.issued.first)
        #expect(scene.issued.count == 1)
        #expect(cue.zone == TapScene.shop && cue.reader == "shop-door")
        #expect(cue.rule == CallHelp.band.rule && cue.person == nil)

        try scene.carryOut(.finish(cue.number, by: TapScene.staff, helped: true))
        try scene.carryOut(.notePassages([Self.told(7, .deny(.revoked))]))
        #expect(scene.issued.count == 1)
        scene.wait(CalmBlue.cooldown)
        try scene.carryOut(.notePassages([Self.told(8, .deny(.notGranted))]))
        #expect(scene.issued.map(\.rule) == [CallHelp.band.rule, CallHelp.door.rule])
        #expect(scene.refolded.aggregates == scene.engine.aggregates)
    }

    @Test("A door's call names whoever lets staff know them, and nobody else")
    func namedByDoor() throws {
        for mode in Self.consents {
            var scene = try TapScene(mode: mode)
            try scene.carryOut(
                .notePassages([Self.told(1, .deny(.notGranted), by: KeyHolderID("k-anna")!)]))

            let cue = try #require(scene.issued.first)
            #expect(cue.person == (mode == .assisted ? TapScene.anna : nil))
        }
    }

    @Test("Whoever no longer lets staff know them is named by no call")
    func narrowed() throws {
        var scene = try TapScene()
        scene.tap(TapScene.proven(1), TapScene.pay(501))
        #expect(scene.engine.openCues.first?.cue.person == TapScene.anna)

        try scene.carryOut(
            .choose(.tapOnly, of: TapScene.anna, by: .person, isChild: false, guardian: nil))
        #expect(scene.engine.openCues.isEmpty)
        scene.wait(CalmBlue.cooldown)
        scene.tap(TapScene.proven(2), TapScene.pay(501))
        #expect(scene.engine.openCues.first?.cue.person == nil)
    }

    @Test("What stands in a block is read as it was, also where it is shown elsewhere")
    func section() throws {
        var scene = try TapScene(mode: .tapOnly)
        scene.tap(TapScene.proven(1), TapScene.pay(501), reach: .also([1, 2]))

        let cue = try #require(scene.issued.first)
        #expect(cue.also == [1, 2])
        #expect(cue == scene.engine.openCues.first?.cue)
    }

    @Test("The journal alone, and a snapshot of any moment, give the same calls and answers")
    func refolded() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = SplitMix64(seed: seed)
            var scene = try TapScene(
                mode: Self.consents[Int(random.next() % 3)], money: 600)
            var counter: UInt32 = 0
            for step in 0..<120 {
                counter += UInt32(random.next() % 3)
                let wishes: [TapWish] = [
                    .hello, TapScene.key, TapScene.pay(Int64(random.next() % 700)),
                    TapScene.pass,
                ]
                let shown =
                    random.next() % 4 == 0
                    ? ShownKey(.bareIdentifier, bare: Token("B9")!) : TapScene.proven(counter)
                let reaches: [CallReach] = [.zone, .also([1]), .all]
                scene.tap(
                    shown, wishes[Int(random.next() % 4)], id: "t\(random.next() % 60)",
                    at: ZoneIndex(random.next() % 4), from: SourceIndex(random.next() % 2),
                    reach: reaches[Int(random.next() % 3)])
                if let open = scene.engine.openCues.first, step % 7 == 0 {
                    try scene.carryOut(.take(open.cue.number, by: TapScene.staff))
                }
                if step % 5 == 0 { scene.wait(.seconds(Int64(random.next() % 150))) }
                if step == 60 {
                    scene.engine = Engine(scene.engine.aggregates, seed: Scene.seed)
                }
            }
            let refolded = scene.refolded
            #expect(refolded.openCues == scene.engine.openCues)
            #expect(refolded.taps == scene.engine.taps)
            #expect(refolded.aggregates == scene.engine.aggregates)
            #expect(!scene.issued.isEmpty)
        }
    }
}
