import Domain
import Kernel
import Testing

/// What somebody's own page tells of bands. Negative control: without the look at consent in
/// `Engine.calledName` the test about names fails, and without `looksAfter` that about grown-ups.
@Suite("Bands on a page of one's own")
struct OwnBandsTests {
    private static let noor = PersonID("noor")!
    private static let wim = PersonID("wim")!
    private static let kim = PersonID("kim")!
    private static let anna = StaffID("anna")!
    private static let euro = Currency("EUR")!
    private static let civil = CivilTime(offsetMinutes: 60)

    private static func right(_ scene: Scene, windows: [WeekWindow] = []) -> KeyRight {
        KeyRight(
            zones: [ZoneID("R1")!], doors: [DoorID("side")!],
            time: GrantTime(from: scene.at(0), until: scene.at(600), windows: windows))
    }

    /// Noor pays for Wim, who is grown up, and for Kim, a child she looks after.
    private static func scene(
        wimsName: String = "Wim Berg", refusing refused: [ConsentPurpose] = [],
        windows: [WeekWindow] = []
    ) throws -> Scene {
        var scene = Scene([], mode: .live)
        try scene.know("noor", by: "T1")
        try scene.know("wim", by: "T2")
        try scene.know("kim", by: "T3")
        scene.now = scene.at(1)
        try scene.carryOut(.tell(.name, wimsName, of: wim, by: .person))
        try scene.carryOut(
            .choose(
                .assisted, of: wim, by: .person, isChild: false, guardian: nil, refusing: refused))
        try scene.carryOut(
            .choose(.assisted, of: kim, by: .person, isChild: true, guardian: noor, refusing: []))
        for account in ["a-noor", "a-wim", "a-kim"] {
            try scene.carryOut(
                .openAccount(
                    WalletAccount(id: AccountID(account)!, kind: .guest, currency: euro)))
        }
        for (number, person) in [noor, wim, kim].enumerated() {
            try scene.carryOut(
                .bands(
                    .arrange(
                        BandBearer(
                            person: person, key: KeyHolderID("k-\(person)")!,
                            group: KeyGroupID("g-1")!, account: AccountID("a-\(person)")!,
                            payer: person == noor ? nil : AccountID("a-noor")!,
                            powers: BandPower.allCases, rights: [right(scene, windows: windows)]))))
            try scene.carryOut(
                .bands(
                    .give(
                        Band(id: BandID(hexadecimal: "0400000000000\(number)")!), to: person,
                        by: anna)))
        }
        return scene
    }

    private static func phone(
        _ scene: Scene, of person: PersonID = noor, after seconds: Double = 10
    ) throws(PhoneKeyRefusal) -> PhoneRight {
        try scene.engine.phoneRight(of: person, at: scene.at(seconds), civil)
    }

    @Test("Whoever pays sees their child's bands, and of a grown-up only that they have some")
    func payer() throws {
        let bands = try #require(try Self.scene().engine.ownBands(of: Self.noor))

        #expect(bands.own.map(\.bearer.person) == [Self.noor])
        #expect(bands.children.map(\.bearer.person) == [Self.kim])
        #expect(bands.companions.map(\.name) == ["Wim Berg"])
        #expect(bands.companions.map(\.bandCount) == [1])
        #expect(bands.holdings.map(\.account.id) == [AccountID("a-noor")!])
        #expect(!bands.isPaidFor)
        #expect(bands.wearer(called: KeyHolderID("k-wim")!) == nil)
        #expect(bands.wearer(called: KeyHolderID("k-kim")!) != nil)
    }

    @Test("Whoever is paid for sees nothing of the one who pays, nor of the others")
    func paidFor() throws {
        let bands = try #require(try Self.scene().engine.ownBands(of: Self.wim))

        #expect(bands.own.map(\.bearer.person) == [Self.wim])
        #expect(bands.children.isEmpty && bands.companions.isEmpty && bands.isPaidFor)
        #expect(bands.holdings.map(\.account.id) == [AccountID("a-wim")!])
        #expect(bands.holdings.map(\.isPaidByAnother) == [true])
        let payer = try #require(try Self.scene().engine.ownBands(of: Self.noor))
        #expect(payer.holdings.map(\.isPaidByAnother) == [false])
    }

    @Test("Whoever pays for a grown-up ends it, and only that; a child is paid for on")
    func payNoMore() throws {
        var scene = try Self.scene()
        let noors = AccountID("a-noor")!
        #expect(scene.engine.companion(called: KeyHolderID("k-kim")!, paidBy: Self.noor) == nil)
        #expect(scene.engine.companion(called: KeyHolderID("k-wim")!, paidBy: Self.kim) == nil)
        let found = try #require(
            scene.engine.companion(called: KeyHolderID("k-wim")!, paidBy: Self.noor))
        #expect(found.person == Self.wim && found.account == noors)

        let before = try #require(scene.engine.bands.bearer(Self.wim))
        let other = AccountID("a-kim")!
        let elsewhere = try scene.engine.decide(
            .bands(.payNoMore(other, for: Self.wim)), at: scene.now)
        #expect(elsewhere.isEmpty, "somebody else's paying is ended")
        try scene.carryOut(.bands(.payNoMore(noors, for: Self.wim)))
        var expected = before
        expected.payer = nil
        #expect(scene.engine.bands.bearer(Self.wim) == expected, "more than the payer changed")
        #expect(scene.engine.bands.bearer(Self.kim)?.payer == noors)
        #expect(scene.engine.ownBands(of: Self.noor)?.companions.isEmpty == true)
        let again = try scene.engine.decide(
            .bands(.payNoMore(noors, for: Self.wim)), at: scene.now)
        #expect(again.isEmpty, "pressed twice it is written twice")
    }

    @Test("Whose band it was is told by that one's leave, and of nobody who is not paid for")
    func spender() throws {
        let wims = AccountID("a-wim")!
        #expect(try Self.scene().engine.spenderName(wims, paidBy: Self.noor) == "Wim Berg")
        #expect(
            try Self.scene(refusing: [.name]).engine.spenderName(wims, paidBy: Self.noor) == nil)
        #expect(try Self.scene().engine.spenderName(wims, paidBy: Self.kim) == nil)
        #expect(
            try Self.scene().engine.spenderName(AccountID("a-noor")!, paidBy: Self.wim) == nil)
    }

    @Test("A name that its owner refuses to be known by changes nothing that another can see")
    func refusedName() throws {
        func seen(_ name: String, _ refused: [ConsentPurpose]) throws -> String {
            let scene = try Self.scene(wimsName: name, refusing: refused)
            return String(describing: try #require(scene.engine.ownBands(of: Self.noor)))
        }

        #expect(try seen("Wim Berg", [.name]) == seen("Xan Quint", [.name]))
        #expect(try seen("Wim Berg", []) != seen("Xan Quint", []), "the test sees no difference")
    }

    @Test("A child's own page switches off and not on; whoever looks after them does both")
    func child() throws {
        let engine = try Self.scene().engine

        #expect(engine.ownBands(of: Self.kim)?.own.first?.mayWiden == false)
        #expect(engine.ownBands(of: Self.noor)?.own.first?.mayWiden == true)
        #expect(engine.ownBands(of: Self.noor)?.children.first?.mayWiden == true)
    }

    @Test("A power switched off counts at once, and a desk does not switch it on unasked")
    func switchedOff() throws {
        var scene = try Self.scene()
        let before = try #require(scene.engine.bands.bearer(Self.noor))
        #expect(!scene.engine.bands.grants(of: before.key).isEmpty)

        let fresh = KeyHolderID("k-fresh")!
        try scene.carryOut(.bands(.switchPower(.key, isOn: false, of: Self.noor, fresh)))
        let off = try #require(scene.engine.bands.bearer(Self.noor))
        #expect(!off.has(.key) && off.has(.wallet) && off.has(.pass))
        #expect(off.key == fresh, "a phone's token of before would go on opening")
        #expect(scene.engine.bands.grants(of: fresh).isEmpty)
        #expect(scene.engine.bands.denials(at: scene.now).holders.contains(before.key))

        let again = BandBearer(
            person: Self.noor, key: KeyHolderID("k-desk")!, group: before.group,
            account: before.account, powers: BandPower.allCases, rights: before.rights)
        try scene.carryOut(.bands(.arrange(again)))
        #expect(scene.engine.bands.bearer(Self.noor)?.has(.key) == false)

        try scene.carryOut(
            .bands(.switchPower(.key, isOn: true, of: Self.noor, KeyHolderID("k-other")!)))
        let on = try #require(scene.engine.bands.bearer(Self.noor))
        #expect(on.has(.key) && on.switchedOff == nil)
        #expect(!scene.engine.bands.grants(of: on.key).isEmpty)
    }

    @Test("What no desk gave is not switched on, and nothing is twice the same word")
    func notGiven() throws {
        var scene = try Self.scene()
        let bearer = try #require(scene.engine.bands.bearer(Self.noor))
        try scene.carryOut(
            .bands(
                .arrange(
                    BandBearer(
                        person: Self.noor, key: KeyHolderID("k-less")!, group: bearer.group,
                        account: bearer.account, powers: [.wallet]))))

        #expect(throws: CommandRefusal.band(.powerNotGiven)) {
            try scene.engine.decide(
                .bands(.switchPower(.key, isOn: true, of: Self.noor, KeyHolderID("k-x")!)),
                at: scene.now)
        }
        #expect(throws: CommandRefusal.band(.unknownBearer)) {
            try scene.engine.decide(
                .bands(
                    .switchPower(
                        .key, isOn: true, of: PersonID("nobody")!, KeyHolderID("k-x")!)),
                at: scene.now)
        }
        let same = try scene.engine.decide(
            .bands(.switchPower(.wallet, isOn: true, of: Self.noor, KeyHolderID("k-x")!)),
            at: scene.now)
        #expect(same.isEmpty)
    }

    @Test("A phone shows the zones of rights that hold now, and never one for a single door")
    func phone() throws {
        let scene = try Self.scene()
        let right = try Self.phone(scene)

        #expect(right.holder == KeyHolderID("k-noor")!)
        #expect(right.zones == [3], "a zone's place in the house, from 1")
        #expect(scene.engine.tokenZone(ZoneID("R1")!) == 3)
        #expect(right.until == scene.at(600))
    }

    @Test(
        "Who may only through single doors shows nothing: a door would take it for the whole zone")
    func singleDoors() throws {
        var scene = try Self.scene()
        try scene.carryOut(
            .bands(
                .arrange(
                    BandBearer(
                        person: Self.noor, key: KeyHolderID("k-4")!, group: KeyGroupID("g-1")!,
                        account: AccountID("a-noor")!, powers: [.key],
                        rights: [
                            KeyRight(
                                zones: [], doors: [DoorID("side")!],
                                time: GrantTime(from: scene.at(0), until: scene.at(600)))
                        ]))))

        #expect(throws: PhoneKeyRefusal.nothingNow) { try Self.phone(scene) }
    }

    @Test("A right is over at its very end, and holds in its hours by the place's own time")
    func hours() throws {
        let scene = try Self.scene()
        #expect(try Self.phone(scene, after: 599.999).zones == [3])
        #expect(throws: PhoneKeyRefusal.nothingNow) { try Self.phone(scene, after: 600) }
        #expect(throws: PhoneKeyRefusal.nothingNow) { try Self.phone(scene, after: -0.001) }

        let (weekday, minute) = Self.civil.local(scene.at(10))
        let now = WeekWindow(weekdays: 1 << UInt8(weekday), from: minute, until: minute + 1)!
        let later = WeekWindow(weekdays: 1 << UInt8(weekday), from: minute + 1, until: minute + 2)!
        #expect(try Self.phone(Self.scene(windows: [now])).zones == [3])
        #expect(throws: PhoneKeyRefusal.nothingNow) {
            try Self.phone(Self.scene(windows: [later]))
        }
    }

    @Test("A phone shows nothing without a band arranged, a key given and a key switched on")
    func phoneRefused() throws {
        var scene = try Self.scene()
        #expect(throws: PhoneKeyRefusal.noBearer) {
            try Self.phone(scene, of: PersonID("nobody")!)
        }
        try scene.carryOut(
            .bands(.switchPower(.key, isOn: false, of: Self.noor, KeyHolderID("k-2")!)))
        #expect(throws: PhoneKeyRefusal.keyOff) { try Self.phone(scene) }
        try scene.carryOut(
            .bands(
                .arrange(
                    BandBearer(
                        person: Self.noor, key: KeyHolderID("k-3")!, group: KeyGroupID("g-1")!,
                        account: AccountID("a-noor")!, powers: [.wallet]))))
        #expect(throws: PhoneKeyRefusal.keyNotGiven) { try Self.phone(scene) }
    }
}
