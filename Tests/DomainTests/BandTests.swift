import Domain
import Foundation
import Kernel
import Testing

@Suite("Book of bands")
struct BandTests {
    private static let staff = StaffID("noor")!
    private static let start = Instant(milliseconds: 1_800_000_000_000)

    private static func band(_ number: Int, _ token: String? = nil) -> Band {
        let digits = String(number, radix: 16)
        let zeros = String(repeating: "0", count: 14 - digits.utf8.count)
        return Band(id: BandID(hexadecimal: zeros + digits)!, token: token.map { Token($0)! })
    }

    private static func right(
        zones: Int = 1, doors: Int = 0, hours: Int64 = 8
    ) -> KeyRight {
        KeyRight(
            zones: (0..<zones).map { ZoneID("z\($0)")! },
            doors: (0..<doors).map { DoorID("d\($0)")! },
            time: GrantTime(from: start, until: start + .hours(hours)))
    }

    private static func bearer(
        _ name: String, key: String? = nil, group: String? = nil, payer: String? = nil,
        powers: [BandPower] = BandPower.allCases, rights: [KeyRight] = [right()],
        isStaff: Bool = false
    ) -> BandBearer {
        BandBearer(
            person: PersonID(name)!, key: KeyHolderID(key ?? "k-\(name)")!,
            group: group.map { KeyGroupID($0)! }, account: AccountID("a-\(name)")!,
            payer: payer.map { AccountID("a-\($0)")! }, powers: powers, rights: rights,
            isStaff: isStaff)
    }

    private static func give(_ number: Int, _ name: String, _ token: String? = nil) -> BandCommand {
        .give(band(number, token), to: PersonID(name)!, by: staff)
    }

    private static func end(_ number: Int, _ end: BandEnd) -> BandCommand {
        .end(band(number).id, end, by: staff)
    }

    /// Ann wears 1, which is printed B-1, and 2; 3 was lost by her, 4 handed in; Bob wears 5.
    private static func scene() -> Scene {
        var scene = Scene([])
        let commands: [BandCommand] = [
            .arrange(bearer("ann", group: "g-1")), .arrange(bearer("bob")),
            give(1, "ann", "B-1"), give(2, "ann"), give(3, "ann"), give(4, "ann"), give(5, "bob"),
            end(3, .lost), end(4, .returned),
        ]
        for command in commands {
            if let refusal = scene.refusal(of: command) { Issue.record("\(refusal)") }
        }
        return scene
    }

    // MARK: Swap and keys

    @Test(
        "After a swap the old band is dead everywhere and all is on the new one",
        arguments: BandEnd.allCases)
    func swapped(end: BandEnd) {
        var scene = Self.scene()
        let before = scene.engine.bands.bearer(PersonID("ann")!)
        #expect(scene.engine.owner(of: Alias(Token("B-1")!)) == PersonID("ann"))
        let swap = BandCommand.swap(
            Self.band(1).id, end, for: Self.band(9, "B-9"), by: Self.staff)
        #expect(scene.refusal(of: swap) == nil)

        let book = scene.engine.bands
        #expect(book.bearer(wearing: Self.band(1).id) == nil)
        #expect(book.band(called: Token("B-1")!) == nil)
        #expect(scene.engine.owner(of: Alias(Token("B-1")!)) == nil)
        #expect(!book.doorBands().map(\.band).contains(Self.band(1).id))
        let isDenied = book.denials(at: scene.now).bands.contains(Self.band(1).id)
        #expect(isDenied == (end != .returned))
        #expect(book.bearer(wearing: Self.band(9).id) == before)
        #expect(scene.engine.owner(of: Alias(Token("B-9")!)) == PersonID("ann"))
        #expect(book.doorBands().map(\.band).contains(Self.band(9).id))
    }

    @Test("A key changes when a right is taken away, and by nothing else")
    func keys() {
        let two = [Self.right(), Self.right(zones: 0, doors: 1)]
        let plain = Self.bearer("ann", group: "g-1")
        let narrower: [(String, BandBearer, BandBearer)] = [
            ("no right", plain, Self.bearer("ann", key: "k-new", rights: [])),
            ("no key", plain, Self.bearer("ann", key: "k-new", powers: [.wallet])),
            ("shorter", plain, Self.bearer("ann", key: "k-new", rights: [Self.right(hours: 7)])),
            ("fewer", Self.bearer("ann", rights: two), Self.bearer("ann", key: "k-new")),
            ("no staff", Self.bearer("ann", isStaff: true), Self.bearer("ann", key: "k-new")),
        ]
        for (what, before, after) in narrower {
            #expect(Self.keyChanges(from: before, to: after), "\(what) keeps the key")
            let wider = Self.bearer(
                "ann", key: "k-new", powers: before.powers, rights: before.rights,
                isStaff: before.isStaff)
            var less = Self.bearer(
                "ann", powers: after.powers, rights: after.rights, isStaff: after.isStaff)
            less.group = before.group
            #expect(!Self.keyChanges(from: less, to: wider), "not \(what): changes the key")
        }
        for other in [
            Self.bearer("ann", key: "k-new", group: "g-2"),
            Self.bearer("ann", key: "k-new", powers: [.key]),
            Self.bearer("ann", key: "k-new", rights: [Self.right(), Self.right(hours: 9)]),
            Self.bearer("ann", key: "k-new", rights: [Self.right(zones: 2, doors: 1, hours: 9)]),
        ] {
            #expect(!Self.keyChanges(from: plain, to: other), "\(other) changes the key")
        }
    }

    private static func keyChanges(from before: BandBearer, to after: BandBearer) -> Bool {
        var scene = Scene([])
        #expect(scene.refusal(of: .arrange(before)) == nil)
        #expect(scene.refusal(of: .arrange(after)) == nil)
        let book = scene.engine.bands
        let key = book.bearer(before.person)?.key
        let isDenied = book.denials(at: scene.now).holders.contains(before.key)
        #expect(isDenied == (key != before.key), "what was taken back is not denied")
        #expect(book.grants(of: before.key).isEmpty == (key != before.key || after.rights.isEmpty))
        return key != before.key
    }

    @Test("A key that was taken back is denied for an hour, and says for a week whose it was")
    func formerKeys() {
        var scene = Self.scene()
        let (ann, old) = (PersonID("ann")!, KeyHolderID("k-ann")!)
        #expect(scene.refusal(of: .renewKey(of: ann, KeyHolderID("k-2")!)) == nil)
        let at = scene.now
        let book = scene.engine.bands
        #expect(book.denials(at: at + .minutes(60) + .seconds(-1)).holders == [old])
        #expect(book.denials(at: at + .minutes(60)).holders == [])
        scene.now = at + .hours(24 * 7)
        #expect(scene.refusal(of: .renewKey(of: PersonID("bob")!, KeyHolderID("k-3")!)) == nil)
        #expect(scene.engine.bands.person(of: old) == ann)
        scene.now = at + .hours(24 * 7) + .seconds(1)
        #expect(scene.refusal(of: .renewKey(of: PersonID("bob")!, KeyHolderID("k-4")!)) == nil)
        #expect(scene.engine.bands.person(of: old) == nil)
    }

    // MARK: Found, handed in, numbers on the floor

    @Test("A lost band is worn again when it is found, unless its bearer has another by now")
    func found() {
        var scene = Self.scene()
        let (lost, find) = (Self.band(3).id, BandCommand.find(Self.band(3).id, by: Self.staff))
        #expect(scene.refusal(of: find) == nil)
        #expect(scene.engine.bands.standing(of: lost)?.end == .returned)

        scene = Self.scene()
        for number in [1, 2] { #expect(scene.refusal(of: Self.end(number, .lost)) == nil) }
        #expect(scene.engine.bands.lost(by: PersonID("ann")!).count == 3)
        #expect(scene.refusal(of: find) == nil)
        #expect(scene.engine.bands.bearer(wearing: lost)?.person == PersonID("ann"))
        #expect(
            scene.engine.bands.lost(by: PersonID("ann")!).map(\.id)
                == [1, 2].map {
                    Self.band($0).id
                })
        #expect(scene.refusal(of: find) == .bandNotLost)
    }

    @Test(
        "A number on the floor stays with whoever has it now, whatever becomes of the band before")
    func numbersOnTheFloor() {
        var scene = Self.scene()
        let number = Token("B-1")!
        #expect(scene.refusal(of: Self.end(1, .lost)) == nil)
        #expect(scene.refusal(of: Self.give(6, "bob", "B-1")) == nil)
        for end in [BandEnd.broken, .returned] {
            #expect(scene.refusal(of: Self.end(1, end)) == nil)
            #expect(scene.engine.bands.band(called: number) == Self.band(6).id)
            #expect(scene.engine.owner(of: Alias(number)) == PersonID("bob"))
        }
        #expect(scene.refusal(of: Self.give(1, "ann", "B-7")) == nil)
        #expect(scene.engine.bands.band(called: number) == Self.band(6).id)

        scene = Self.scene()
        for number in [1, 2] { #expect(scene.refusal(of: Self.end(number, .lost)) == nil) }
        #expect(scene.refusal(of: Self.give(6, "bob", "B-1")) == nil)
        #expect(scene.refusal(of: .find(Self.band(1).id, by: Self.staff)) == .tokenTaken)
    }

    @Test("The same asked for again changes nothing and writes nothing")
    func again() throws {
        let scene = Self.scene()
        for command in [
            BandCommand.arrange(Self.bearer("ann", group: "g-1")), Self.give(1, "ann", "B-1"),
            Self.end(3, .lost), Self.end(4, .returned), .release(PersonID("nobody")!),
        ] {
            #expect(try scene.engine.decide(.bands(command), at: scene.now).isEmpty)
        }
    }

    // MARK: Refusals

    /// Each with a way to stand at its edge, in the order of their cases. Of several that apply,
    /// the first is told.
    private static let refused: [(BandCommand, BandRefusal?)] = [
        (give(3, "zoe", "B-1"), .unknownBearer),
        (.renewKey(of: PersonID("zoe")!, KeyHolderID("k-bob")!), .unknownBearer),
        (end(99, .lost), .unknownBand),
        (.find(band(99).id, by: staff), .unknownBand),
        (.swap(band(99).id, .lost, for: band(5), by: staff), .unknownBand),
        (give(5, "ann", "B-1"), .bandWorn),
        (give(1, "ann", "B-other"), .bandWorn),
        (.swap(band(4).id, .lost, for: band(5), by: staff), .bandWorn),
        (.swap(band(1).id, .lost, for: band(1), by: staff), .bandWorn),
        (give(3, "bob", "B-1"), .bandLost),
        (.swap(band(4).id, .lost, for: band(3), by: staff), .bandLost),
        (.swap(band(4).id, .lost, for: band(9), by: staff), .bandNotWorn),
        (.swap(band(3).id, .lost, for: band(9), by: staff), .bandNotWorn),
        (.find(band(1).id, by: staff), .bandNotLost),
        (.find(band(4).id, by: staff), .bandNotLost),
        (give(9, "bob", "B-1"), .tokenTaken),
        (.arrange(bearer("bob", key: "k-ann", rights: [])), .keyTaken),
        (.arrange(bearer("cas", key: "k-bob", rights: [right(zones: 0)])), .keyTaken),
        (.renewKey(of: PersonID("bob")!, KeyHolderID("k-ann")!), .keyTaken),
        (
            .arrange(bearer("cas", rights: [right(zones: 65), right(hours: 0), right(zones: 0)])),
            .rightWithoutPlace
        ),
        (
            .arrange(bearer("cas", rights: [right(zones: 65), right(hours: 0)])),
            .rightEndsBeforeItBegins
        ),
        (
            .arrange(bearer("cas", rights: rights(32) + [right(zones: 65)])), .tooManyPlaces
        ),
        (.arrange(bearer("cas", rights: [right(zones: 0, doors: 65)])), .tooManyPlaces),
        (.arrange(bearer("cas", rights: [right(zones: 64, doors: 64)])), nil),
        (.arrange(bearer("cas", payer: "bob", rights: rights(33))), .tooManyRights),
        (.arrange(bearer("cas", rights: rights(32))), nil),
        (.arrange(bearer("cas", payer: "ann")), .payerElsewhere),
        (.arrange(bearer("cas", group: "g-2", payer: "ann")), .payerElsewhere),
        (.arrange(bearer("cas", group: "g-1", payer: "zoe")), .payerElsewhere),
        (.arrange(bearer("cas", group: "g-1", payer: "ann")), nil),
        (.arrange(bearer("cas", payer: "cas")), nil),
    ]

    private static func rights(_ count: Int) -> [KeyRight] {
        (1...count).map { right(hours: Int64($0)) }
    }

    @Test("What is refused is refused with the first reason, at its edge", arguments: refused)
    func refusals(command: BandCommand, refusal: BandRefusal?) {
        var scene = Self.scene()
        let before = scene.engine.bands
        #expect(scene.refusal(of: command) == refusal)
        #expect((scene.engine.bands == before) == (refusal != nil))
    }

    @Test("An account is one bearer's, a group has 200 people, somebody wears four bands")
    func counts() {
        var scene = Self.scene()
        let stolen = BandBearer(
            person: PersonID("cas")!, key: KeyHolderID("k-cas")!, account: AccountID("a-ann")!,
            powers: [])
        #expect(scene.refusal(of: .arrange(stolen)) == .accountTaken)
        for number in 1..<BandBook.groupCountMax {
            let next = Self.bearer("n\(number)", group: "g-1")
            #expect(scene.refusal(of: .arrange(next)) == nil)
        }
        #expect(scene.engine.bands.members(of: KeyGroupID("g-1")!).count == 200)
        #expect(scene.refusal(of: .arrange(Self.bearer("bob", group: "g-1"))) == .groupFull)
        #expect(scene.refusal(of: .arrange(Self.bearer("ann", group: "g-1"))) == nil)
        #expect(scene.refusal(of: Self.give(11, "ann")) == nil)
        #expect(scene.refusal(of: Self.give(12, "ann")) == nil)
        #expect(scene.refusal(of: Self.give(13, "ann")) == .tooManyBandsOfOne)
        let swap = BandCommand.swap(Self.band(12).id, .broken, for: Self.band(13), by: Self.staff)
        #expect(scene.refusal(of: swap) == nil)
    }

    @Test("Codes are stable, and stand in the order in which they are judged")
    func codes() {
        #expect(
            BandRefusal.allCases.map(\.code) == [
                "unknownBearer", "unknownBand", "bandWorn", "bandLost", "bandNotWorn",
                "bandNotLost", "tokenTaken", "powerNotGiven", "keyTaken", "rightWithoutPlace",
                "rightEndsBeforeItBegins", "tooManyPlaces", "tooManyRights", "payerElsewhere",
                "accountTaken", "groupFull", "tooManyBandsOfOne", "tooManyBands", "tooManyBearers",
            ])
    }

    // MARK: Erasure

    @Test("Of somebody who is forgotten nothing is left, and their bands are free")
    func forgotten() throws {
        var scene = Self.scene()
        let ann = PersonID("ann")!
        try scene.carryOut(.bands(.renewKey(of: ann, KeyHolderID("k-2")!)))
        for command in scene.engine.commands(beforeForgetting: ann) { try scene.carryOut(command) }
        _ = try scene.engine.forget(ann)

        let book = scene.engine.bands
        let text = String(
            decoding: try JSONEncoder().encode(scene.engine.aggregates), as: UTF8.self)
        for trace in ["ann", "a-ann", "g-1", "\(Self.band(1).id)", "\(Self.band(2).id)", "B-1"] {
            #expect(!text.contains("\"\(trace)\""), "\(trace) is left")
        }
        #expect(text.contains("bob"), "nothing is looked at")
        #expect(book.bearer(ann) == nil && book.members(of: KeyGroupID("g-1")!).isEmpty)
        // A key that says nothing stays denied while a phone may still show it.
        let keys = book.denials(at: scene.now).holders
        #expect(keys == [KeyHolderID("k-2")!, KeyHolderID("k-ann")!])
        #expect(keys.allSatisfy { book.person(of: $0) == nil && book.grants(of: $0).isEmpty })
        for number in 1...4 {
            #expect(book.standing(of: Self.band(number).id) == nil)
            #expect(scene.engine.owner(of: Alias(Self.band(number).token)) == nil)
            #expect(
                scene.refusal(of: Self.give(number, "bob"))
                    == (number == 4 ? .tooManyBandsOfOne : nil))
        }
    }

    @Test("Whoever was paid for by somebody who is forgotten pays for themself from then on")
    func forgottenPayer() throws {
        var scene = Self.scene()
        let (ann, bob) = (PersonID("ann")!, PersonID("bob")!)
        let paidFor = Self.bearer("bob", group: "g-1", payer: "ann")
        #expect(scene.refusal(of: .arrange(paidFor)) == nil)
        #expect(scene.engine.bands.bearer(bob)?.payingAccount == AccountID("a-ann"))

        for command in scene.engine.commands(beforeForgetting: ann) { try scene.carryOut(command) }
        _ = try scene.engine.forget(ann)

        let left = scene.engine.bands.bearer(bob)
        #expect(left?.payer == nil && left?.payingAccount == AccountID("a-bob"))
        // Nothing was taken away from them: their phone's key still counts.
        #expect(left?.key == paidFor.key && left?.group == paidFor.group)
    }

    // MARK: Records

    @Test("Records are written under names that stand for ever, and read back the same")
    func names() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let ann = PersonID("ann")!
        let bearer = BandBearer(
            person: ann, key: KeyHolderID("k")!, powers: [.pass, .key], rights: [Self.right()])
        let written: [(BandRecord, String)] = [
            (
                .arranged(bearer),
                #"{"arranged":{"_0":{"isStaff":false,"key":"k","person":"ann","powers":[1,3],"#
                    + #""rights":[{"doors":[],"time":{"from":1800000000000,"until":1800028800000,"#
                    + #""windows":[]},"zones":["z0"]}]}}}"#
            ),
            (
                .given(Self.band(1, "B-1"), to: ann, by: Self.staff),
                #"{"given":{"_0":{"id":"00000000000001","key":1,"token":"B-1"},"by":"noor","#
                    + #""to":"ann"}}"#
            ),
            (
                .ended(Self.band(1).id, of: ann, .lost, by: Self.staff),
                #"{"ended":{"_0":"00000000000001","_2":1,"by":"noor","of":"ann"}}"#
            ),
            (
                .found(Self.band(1).id, of: ann, by: Self.staff),
                #"{"found":{"_0":"00000000000001","by":"noor","of":"ann"}}"#
            ),
            (.keyDropped(KeyHolderID("k")!), #"{"keyDropped":{"_0":"k"}}"#),
        ]

        for (record, text) in written {
            let data = try encoder.encode(record)

            #expect(String(decoding: data, as: UTF8.self) == text)
            #expect(try JSONDecoder().decode(BandRecord.self, from: data) == record)
        }
    }
}
