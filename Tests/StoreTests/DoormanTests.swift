import Dispatch
import Domain
import Kernel
import Ports
import Runtime
import Simulator
import Synchronization
import Testing

@Suite("Doormen")
struct DoormanTests {
    @Test("A door is given all of it once, then what is new as soon as it is on disk")
    func changes() async throws {
        let house = try await DoorScene()
        try await house.give(1)
        let first = try await house.news("d0")
        let base = try #require(first.snapshot)
        #expect(base.entries.count == 1 && base.bands.count == 1)

        async let waiting = house.news("d0", base.version, base.version, wait: 25)
        while await !house.doorman.isWaiting(at: DoorScene.door("d0")) { await Task.yield() }
        try await house.give(2)
        let woken = try #require(try await waiting.change)
        // A band is given in two steps, and the first has woken it.
        let change = try #require(
            try await house.news("d0", woken.version, base.version).change)

        #expect(woken.holders.count == 1 && change.version > woken.version)
        let now = try base.applying(change)
        let whole = try #require(try await house.news("d0").snapshot)
        #expect(now.entries == whole.entries && now.bands == whole.bands)
        #expect(now.denials == whole.denials && whole.version > now.version)
        #expect(now.entries.count == 2)
    }

    // With the rights read from what doors share, after the engine was, both are told of nobody.
    @Test(
        "Doors that ask at once are each told what was drawn for them, also when others are woken",
        .timeLimit(.minutes(1)))
    func drawnAtOnce() async throws {
        let house = try await DoorScene(doors: 3, given: 1)
        let base = try #require(try await house.news("d0").snapshot)
        let (gate, sequencer) = (Gate(), house.sequencer)
        async let held: Void = sequencer.read { _ in gate.wait() }
        while !gate.isReached { await Task.yield() }
        async let waiting = house.news("d0", base.version, base.version, wait: 25)
        while await !house.doorman.isWaiting(at: DoorScene.door("d0")) { await Task.yield() }

        // Both find that what doors share is what the engine has…
        let asked = house.venueReads.count
        async let one = house.news("d1")
        async let other = house.news("d2")
        while house.venueReads.count < asked + 2 { await Task.yield() }
        // … and it is thrown away before the engine has answered them.
        house.bell.keysMoved(to: house.bell.keyVersion)
        while await house.doorman.isWaiting(at: DoorScene.door("d0")) { await Task.yield() }
        gate.open()
        await held

        for word in [try await one, try await other] {
            let told = try #require(word.snapshot)
            #expect(told.entries == base.entries && told.bands == base.bands)
            #expect(told.entries.count == 1 && told.version > base.version)
        }
        let beat = try #require(try await waiting.change)
        #expect(beat.holders.isEmpty)
    }

    @Test("What was blocked reaches every door that waits, also hundreds of them")
    func blocked() async throws {
        let house = try await DoorScene(doors: 200)
        for number in 1...40 { try await house.give(number) }
        var bases: [DoorSnapshot] = []
        for number in 0..<200 {
            bases.append(try #require(try await house.news("d\(number)").snapshot))
        }

        let words = try await withThrowingTaskGroup(of: (Int, SentWord).self) { group in
            for (number, base) in bases.enumerated() {
                group.addTask {
                    (
                        number,
                        try await house.news("d\(number)", base.version, base.version, wait: 25)
                    )
                }
            }
            for number in 0..<200 {
                while await !house.doorman.isWaiting(at: DoorScene.door("d\(number)")) {
                    await Task.yield()
                }
            }
            try await house.block(7)
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }

        for (number, base) in bases.enumerated() {
            let change = try #require(words[number]?.change)
            let now = try base.applying(change)
            #expect(
                now.denials.bands.contains(DoorScene.band(7)) && now.band(DoorScene.band(7)) == nil)
            #expect(now.band(DoorScene.band(8)) != nil)
        }
    }

    @Test(
        "Who builds on another snapshot is given all of it; a door without an agent is given nothing"
    )
    func refused() async throws {
        let house = try await DoorScene()
        let base = try #require(try await house.news("d0").snapshot)

        #expect(try await house.news("d0", base.version, base.version - 1).snapshot != nil)
        await #expect(throws: DoorRefusal.unknownDoor) { try await house.news("nowhere") }
        await #expect(throws: DoorRefusal.noAgent) { try await house.news("plain") }
        await #expect(throws: DoorRefusal.noAgent) {
            try await house.doorman.open(DoorScene.door("plain"))
        }
    }

    @Test("A heartbeat is small, newer, and changes nobody")
    func heartbeat() async throws {
        let house = try await DoorScene()
        for number in 1...30 { try await house.give(number) }
        let base = try #require(try await house.news("d0").snapshot)

        let beat = try #require(try await house.news("d0", base.version, base.version).change)

        #expect(beat.holders.isEmpty && beat.denied.isEmpty && beat.version > base.version)
        #expect(try base.applying(beat).entries == base.entries)
    }

    @Test("A change that has grown beyond its share gives way to all of it")
    func grown() async throws {
        let house = try await DoorScene()
        let base = try #require(try await house.news("d0").snapshot)
        for number in 1...60 { try await house.give(number) }

        let word = try await house.news("d0", base.version, base.version)

        #expect(word.snapshot?.entries.count == 60)
    }

    @Test("A door's key opens that door alone, until it is taken back")
    func keys() async throws {
        let house = try await DoorScene()
        let key = try await house.doorman.open(DoorScene.door("d0")).key
        let other = try await house.doorman.open(DoorScene.door("d1")).key
        #expect(house.doorman.door(key: key) == DoorScene.door("d0"))

        try await house.doorman.close(DoorScene.door("d0"))

        #expect(house.doorman.door(key: key) == nil)
        #expect(house.doorman.door(key: other) == DoorScene.door("d1"))
    }

    @Test("A door's lease counts from the newest word that it says it has")
    func lease() async throws {
        let house = try await DoorScene()
        let door = DoorScene.door("d0")
        func held() async -> Instant? {
            await house.doorman.doors().first { $0.door.id == door }?.heldFrom
        }
        let base = try #require(try await house.news("d0").snapshot)

        // Sent is not yet had.
        #expect(await held() == nil)
        _ = try await house.news("d0", base.version - 1, base.version - 1)
        #expect(await held() == nil)
        let newer = try #require(try await house.news("d0").snapshot)
        _ = try await house.news("d0", newer.version, newer.version)

        #expect(await held() == newer.issuedAt)
        #expect(await house.doorman.doors().last?.heldFrom == nil)
        let status = await house.doorman.doors().first
        #expect(status?.heardAt == Rows.noon && status?.isListening == false)
    }

    @Test("Records are taken in once, and only those of the door that tells them")
    func records() async throws {
        let house = try await DoorScene()
        func passed(_ number: UInt64, _ door: String = "d0") -> DoorPassed {
            DoorPassed(
                door: DoorScene.door(door), number: number, at: Rows.noon, direction: .in,
                decision: .open(.granted))
        }
        let door = DoorScene.door("d0")

        #expect(try await house.doorman.take([passed(1), passed(2)], of: door) == 2)
        #expect(try await house.doorman.take([passed(2), passed(3, "d1")], of: door) == 2)
        #expect(await house.doorman.heard(DoorScene.door("d1")) == 0)
        let status = await house.doorman.doors()
        #expect(status.first?.telling?.last.map(\.number) == [1, 2])
        #expect(status.first?.doubledAt == nil)
    }

    @Test("A number that comes to say something else is refused, and the door is seen to be double")
    func doubled() async throws {
        let house = try await DoorScene()
        let door = DoorScene.door("d0")
        func passed(_ decision: DoorDecision) -> DoorPassed {
            DoorPassed(
                door: door, number: 1, at: Rows.noon, direction: .in, decision: decision)
        }
        #expect(try await house.doorman.take([passed(.open(.granted))], of: door) == 1)
        #expect(try await house.doorman.take([passed(.open(.granted))], of: door) == 1)
        #expect(await house.doorman.doors().first?.doubledAt == nil)

        await #expect(throws: CommandRefusal.doubled) {
            try await house.doorman.take([passed(.deny(.revoked))], of: door)
        }
        #expect(await house.doorman.doors().first?.doubledAt == Rows.noon)
    }

    @Test("Keys of a door that the venue has no more are taken back; a wrong name is told")
    func closing() async throws {
        let house = try await DoorScene()
        try await house.doorman.close(DoorScene.door("d0"))
        await #expect(throws: DoorRefusal.unknownDoor) {
            try await house.doorman.close(DoorScene.door("d9"))
        }
    }

    @Test("Doors that wait are answered when the server ends", .timeLimit(.minutes(1)))
    func ending() async throws {
        let house = try await DoorScene()
        let first = try #require(try await house.news("d0").snapshot)
        async let later = house.news("d0", first.version, first.version, wait: 25)
        while await !house.doorman.isWaiting(at: DoorScene.door("d0")) { await Task.yield() }
        await house.doorman.endWaits()

        let word = try await later
        let version = try #require(word.change).version
        #expect(version > first.version)
        await #expect(throws: Overload.self) {
            try await house.news("d0", version, first.version, wait: 25)
        }
    }
}

/// A word as the plain signer wrote it.
struct SentWord: Sendable {
    let snapshot: DoorSnapshot?
    let change: DoorChange?

    init(_ bytes: [UInt8]) {
        snapshot = bytes.withUnsafeBytes { try? DoorSnapshot(bytes: $0) }
        change = bytes.withUnsafeBytes { try? DoorChange(bytes: $0) }
    }
}

/// A house with doors and a desk, and no cryptography.
struct DoorScene {
    let sequencer: Sequencer
    let doorman: Doorman
    let bell: KeyBell
    let venueReads = Count()

    static func door(_ name: String) -> DoorID { DoorID(name)! }
    static func band(_ number: Int) -> BandID {
        BandID(hexadecimal: "04" + String(100_000_000_000 + number))!
    }

    /// - Parameter given: Whose band is given before anybody listens: nobody is woken late.
    init(doors count: Int = 2, given: Int? = nil) async throws {
        let journal = SimulatedJournal(lies: false)
        try journal.append([Rows.record(1)])
        let recovered = try Recovery(from: journal, seed: KeySeed(first: 1, second: 2))
        bell = KeyBell(keyVersion: recovered.engine.bands.keyVersion)
        sequencer = Sequencer(
            recovered: recovered, journal: journal, clock: DoorSceneClock(), feed: SilentFeed(),
            keys: bell, end: { _ in })
        let hall = ZoneID("hall")!
        let zones = ["hall", "spa"].map {
            Zone(id: ZoneID($0)!, kind: ZoneKind("room")!, name: Words(en: $0, nl: $0))
        }
        try await sequencer.submit(.addZones(zones))
        for command in given.map(Self.giving) ?? [] { try await sequencer.submit(command) }
        // Once it is read, what was given has been told.
        await sequencer.read { _ in }
        var venue = Venue(
            name: Words(en: "V", nl: "V"), customer: Words(en: "c", nl: "c"), facts: [],
            zones: zones)
        venue.doors =
            (0..<count).map {
                Door(
                    id: Self.door("d\($0)"), name: Words(en: "D", nl: "D"), from: hall,
                    to: ZoneID("spa")!, lock: DoorLock())
            } + [
                Door(
                    id: Self.door("plain"), name: Words(en: "P", nl: "P"), from: nil,
                    to: ZoneID("spa")!)
            ]
        let (shown, reads) = (venue, venueReads)
        doorman = Doorman(
            sequencer, bell: bell, signer: PlainSigner(),
            keys: try DoorKeyring(
                EmptyDoorBook(), credentials: CountedSecrets(), clock: DoorSceneClock()),
            issuers: [], clock: DoorSceneClock(),
            venue: {
                reads.add()
                return shown
            },
            civil: { _ in CivilTime(offsetMinutes: 60) })
    }

    private static func giving(_ number: Int) -> [Command] {
        let person = PersonID("guest-\(number)")!
        let right = KeyRight(
            zones: [ZoneID("spa")!],
            time: GrantTime(from: Rows.noon, until: Rows.noon + .hours(9)))
        let bearer = BandBearer(
            person: person, key: KeyHolderID("key-\(number)")!, powers: [.key], rights: [right])
        return [
            .bands(.arrange(bearer)),
            .bands(.give(Band(id: band(number)), to: person, by: StaffID("anna")!)),
        ]
    }

    func give(_ number: Int) async throws {
        for command in Self.giving(number) { try await sequencer.submit(command) }
    }

    func block(_ number: Int) async throws {
        try await sequencer.submit(.bands(.end(Self.band(number), .lost, by: StaffID("anna")!)))
    }

    func news(
        _ door: String, _ version: UInt64 = 0, _ base: UInt64 = 0, wait: Int = 0
    ) async throws -> SentWord {
        SentWord(
            try await doorman.news(
                for: Self.door(door), since: Doorman.Known(version: version, base: base),
                waitSeconds: wait))
    }
}

/// Holds whoever comes to it until it is opened. A class: both sides hold one gate.
private final class Gate: Sendable {
    private let reached = Mutex(false)
    private let opened = DispatchSemaphore(value: 0)

    var isReached: Bool { reached.withLock { $0 } }

    func wait() {
        reached.withLock { $0 = true }
        opened.wait()
    }

    func open() { opened.signal() }
}

/// How often something was done. A class: who counts and who reads hold one.
final class Count: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}

private struct DoorSceneClock: Clock {
    var now: Instant { Rows.noon }
}

private struct SilentFeed: CueFeed {
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {}
}

private struct PlainSigner: DoorSigner {
    let publicKey: [UInt8] = []

    func seal(_ word: DoorWord) -> [UInt8] {
        switch word {
        case .snapshot(let snapshot): snapshot.bytes
        case .change(let change): change.bytes
        }
    }
}

private struct EmptyDoorBook: DoorKeyBook {
    func doorKeys() -> [(digest: [UInt8], door: DoorID)] { [] }
    func addDoorKey(digest: [UInt8], of door: DoorID, at now: Instant) {}
    func removeDoorKeys(of door: DoorID) {}
}

/// Secrets that count up; nothing here is secret.
private final class CountedSecrets: Credentials {
    private let count = Mutex(0)

    func makeSecret() -> String {
        count.withLock { count in
            count += 1
            return "secret-\(count)"
        }
    }
    func makeCode() -> String { makeSecret() }
    func digest(_ secret: String) -> [UInt8] { Array(secret.utf8) }
    func hash(password: String) -> String? { nil }
    func verify(password: String, against hash: String) -> Bool { false }
}
