import Domain
import Foundation
import Kernel
import Testing

/// The book of bands against a clerk's paper, over many days at a desk.
@Suite("Bands against a model")
struct BandModelTests {
    static let staff = StaffID("noor")!
    private static let tokens = (1...6).map { Token("B-\($0)")! }
    private static let groups = [KeyGroupID("g-1")!, KeyGroupID("g-2")!]

    /// What desks ask for, at random, but within a small house so that it meets itself.
    private struct Desk {
        var chance: SplitMix64
        var keyCount = 0

        mutating func below(_ count: Int) -> Int { Int(chance.next() % UInt64(count)) }
        mutating func person() -> PersonID { PersonID("p\(below(7))")! }
        mutating func band() -> Band {
            let id = BandID(hexadecimal: "040000000000\(10 + below(12))")!
            return below(3) == 0 ? Band(id: id, token: tokens[below(tokens.count)]) : Band(id: id)
        }

        mutating func key() -> KeyHolderID {
            // Now and then one that was there before.
            let number = below(12) == 0 ? below(max(1, keyCount)) : keyCount
            keyCount += 1
            return KeyHolderID("k-\(number)")!
        }

        mutating func right() -> KeyRight {
            let zones = below(14) == 0 ? [] : [ZoneID("Q\(1 + below(2))")!]
            let from = Instant(milliseconds: 1_800_000_000_000)
            return KeyRight(
                zones: zones,
                time: GrantTime(from: from, until: from + .hours(Int64(below(5)))))
        }

        mutating func bearer() -> BandBearer {
            let person = self.person()
            let account = below(3) == 0 ? nil : AccountID("a-\(below(9) == 0 ? "p0" : "\(person)")")
            return BandBearer(
                person: person, key: key(), group: below(3) == 0 ? nil : groups[below(2)],
                account: account, payer: below(4) == 0 ? AccountID("a-p\(below(7))") : nil,
                powers: BandPower.allCases.filter { _ in below(4) > 0 },
                rights: (0..<below(3)).map { _ in right() }, isStaff: below(6) == 0)
        }

        mutating func next() -> BandCommand {
            let end = BandEnd.allCases[below(3)]
            switch below(16) {
            case 0...3: return .arrange(bearer())
            case 4...6: return .give(band(), to: person(), by: staff)
            case 7...8: return .swap(band().id, end, for: band(), by: staff)
            case 9...10: return .end(band().id, end, by: staff)
            case 11...12: return .find(band().id, by: staff)
            case 13...14:
                let power = BandPower.allCases[below(3)]
                return .switchPower(power, isOn: below(2) == 0, of: person(), key())
            default: return .renewKey(of: person(), key())
            }
        }
    }

    @Test(
        "Every step is what the model says, and doors that hear changes only know all",
        arguments: 0..<24 as Range<UInt64>)
    func everyStep(seed: UInt64) throws {
        var desk = Desk(chance: SplitMix64(seed: seed))
        var scene = Scene([])
        var model = BandModel()
        var door = DoorEar()
        var doneCount = 0

        for step in 0..<400 {
            scene.now = scene.now + .seconds(20)
            if step % 90 == 89 {
                try Self.forget(desk.person(), &scene, &model)
            }
            let command = desk.next()
            let before = scene.engine.bands
            let expected = model.run(command)
            #expect(scene.refusal(of: command) == expected, "seed \(seed), \(step): \(command)")
            if expected == nil { doneCount += 1 } else { #expect(scene.engine.bands == before) }
            Self.compare(scene.engine, model, "seed \(seed), \(step): \(command)")
            door.listen(to: scene.engine.bands)
            #expect(door.knowsAll(of: scene.engine.bands), "seed \(seed), \(step): \(command)")
            if step % 50 == 49 { scene.engine = try Self.throughSnapshot(scene.engine) }
        }

        #expect(doneCount > 100 && model.refusals.count >= 8, "\(model.refusals)")
    }

    @Test("A door that misses one change is noticed")
    func missed() throws {
        var scene = Scene([])
        let person = PersonID("p1")!
        let right = KeyRight(
            zones: [ZoneID("Q1")!], time: GrantTime(from: scene.now, until: scene.now + .hours(1)))
        let bearer = BandBearer(
            person: person, key: KeyHolderID("k-1")!, powers: [.key], rights: [right])
        var door = DoorEar()
        try scene.carryOut(.bands(.arrange(bearer)))
        door.listen(to: scene.engine.bands, missing: bearer.key)
        #expect(!door.knowsAll(of: scene.engine.bands))
    }

    private static func forget(
        _ person: PersonID, _ scene: inout Scene, _ model: inout BandModel
    ) throws {
        try scene.carryOut(
            .choose(
                .tapOnly, of: person, by: .house, isChild: false, guardian: nil, refusing: [],
                isNew: true))
        let key = scene.engine.bands.bearer(person)?.key
        for command in scene.engine.commands(beforeForgetting: person) {
            try scene.carryOut(command)
        }
        _ = try scene.engine.forget(person)
        model.forget(person)
        if let key {
            let denied = scene.engine.bands.denials(at: scene.now).holders
            #expect(denied.contains(key), "a key of somebody forgotten is not denied")
        }
    }

    /// Whatever can be asked of the book.
    private static func compare(_ engine: Engine, _ model: BandModel, _ place: Comment) {
        let book = engine.bands
        #expect(book.bearerCount == model.people.count, place)
        for number in 10..<22 {
            let id = BandID(hexadecimal: "040000000000\(number)")!
            let line = model.line(id)
            let standing = book.standing(of: id)
            #expect(standing?.person == line?.person && standing?.end == line?.end, place)
            #expect(standing?.band == line?.band, place)
            let isWorn = line.map { $0.end == nil } ?? false
            #expect(book.bearer(wearing: id)?.person == (isWorn ? line?.person : nil), place)
            if isWorn, let token = line?.band.token {
                #expect(book.band(called: token) == id, place)
            }
            #expect(
                book.denials(at: .distantPast).bands.contains(id)
                    == (line?.end == .lost || line?.end == .broken), place)
        }
        for number in 0..<7 {
            let person = PersonID("p\(number)")!
            let own = model.person(person)
            let bearer = book.bearer(person)
            #expect(bearer?.key == own?.key && bearer?.group == own?.group, place)
            #expect(Set(bearer?.powers ?? []) == own?.powers ?? [], place)
            #expect(Set(bearer?.switchedOff ?? []) == own?.off ?? [], place)
            #expect(bearer?.rights == own?.rights && bearer?.payer == own?.payer, place)
            #expect(Set(book.worn(by: person).map(\.id)) == model.worn(by: person), place)
            if let key = own?.key { #expect(book.person(of: key) == person, place) }
        }
        let opening = model.opening
        let granted = Dictionary(grouping: book.grants(), by: \.holder).mapValues(\.count)
        #expect(granted == opening.mapValues(\.count).filter { $0.value > 0 }, place)
        let holders = Set(book.doorBands().map(\.holder))
        #expect(holders.allSatisfy { opening[$0] != nil }, place)
    }

    private static func throughSnapshot(_ engine: Engine) throws -> Engine {
        let data = try JSONEncoder().encode(engine.aggregates)
        let read = try JSONDecoder().decode(Aggregates.self, from: data)
        let copy = Engine(read, seed: Scene.seed)
        #expect(copy.bands == engine.bands)
        #expect(copy.bands.grants() == engine.bands.grants())
        #expect(copy.bands.doorBands() == engine.bands.doorBands())
        #expect(copy.bands.denials(at: engine.clock) == engine.bands.denials(at: engine.clock))
        return copy
    }
}

extension Scene {
    /// Carries a command about bands out.
    ///
    /// - Returns: Why not; `nil` when it is done.
    mutating func refusal(of command: BandCommand) -> BandRefusal? {
        do throws(CommandRefusal) {
            try carryOut(.bands(command))
            return nil
        } catch {
            guard case .band(let refusal) = error else {
                Issue.record("refused otherwise: \(error)")
                return nil
            }
            return refusal
        }
    }
}
