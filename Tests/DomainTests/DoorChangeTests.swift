import Domain
import Kernel
import Testing

/// A house that gives and takes rights, and builds snapshots of one door whole.
private struct PlainHouse {
    static let door = DoorID("d")!
    static let people = (0..<9).map { KeyHolderID("p\($0)")! }
    static let bands = (0..<12).map {
        BandID(
            hexadecimal: "0400000000000"
                + ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B"][$0])!
    }
    static let ten: Int64 = 1_784_023_200_000

    var entries: [KeyHolderID: [DoorEntry]] = [:]
    var wearers: [BandID: KeyHolderID] = [:]
    var denials = DoorDenials()
    /// Of whom something changed, by the number of the change.
    var changed: [(number: UInt64, holder: KeyHolderID)] = []
    var number: UInt64 = 1

    mutating func move(_ random: inout SplitMix64) {
        number += 1
        let person = Self.people[Int.random(in: 0..<Self.people.count, using: &random)]
        let band = Self.bands[Int.random(in: 0..<Self.bands.count, using: &random)]
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            let end = Self.ten + Int64.random(in: 1...9, using: &random) * 1_000_000
            entries[person, default: []].append(
                DoorEntry(
                    holder: person, isStaff: Bool.random(using: &random),
                    time: GrantTime(
                        from: Instant(milliseconds: Self.ten), until: Instant(milliseconds: end))))
        case 1: entries[person] = nil
        case 2:
            if let before = wearers[band] { changed.append((number, before)) }
            wearers[band] = person
        case 3:
            if let before = wearers[band] { changed.append((number, before)) }
            wearers[band] = nil
            denials = DoorDenials(
                holders: denials.holders, bands: denials.bands + [band], tokens: denials.tokens)
        default:
            denials = DoorDenials(
                holders: denials.holders.filter { $0 != person }
                    + (Bool.random(using: &random) ? [person] : []),
                bands: Array(denials.bands.dropFirst()), tokens: [[UInt8(number % 7)]])
        }
        changed.append((number, person))
    }

    private func bandsOf(_ person: KeyHolderID) -> [DoorBand] {
        guard entries[person] != nil else { return [] }
        return Self.bands.filter { wearers[$0] == person }.map {
            DoorBand(band: $0, holder: person, key: BandKeyNumber(1))
        }
    }

    func whole() -> DoorSnapshot {
        DoorSnapshot(
            door: Self.door, version: number,
            issuedAt: Instant(milliseconds: Self.ten + Int64(number)),
            civil: CivilTime(offsetMinutes: Int(number % 60)), zoneNumbers: [3],
            entries: Self.people.flatMap { entries[$0] ?? [] },
            bands: Self.people.flatMap(bandsOf), denials: denials)
    }

    func change(since base: DoorSnapshot) -> DoorChange {
        let names = Set(changed.filter { $0.number > base.version }.map(\.holder))
        let (denied, lifted) = DoorChange.difference(from: base.denials, to: denials)
        return DoorChange(
            door: Self.door, base: base.version, version: number,
            issuedAt: Instant(milliseconds: Self.ten + Int64(number)),
            civil: CivilTime(offsetMinutes: Int(number % 60)),
            holders: names.map {
                DoorChange.HolderChange(
                    holder: $0, entries: entries[$0] ?? [], bands: bandsOf($0))
            }, denied: denied, lifted: lifted)
    }
}

@Suite("Changes at doors")
struct DoorChangeTests {
    private func read(_ change: DoorChange) throws -> DoorChange {
        try change.bytes.withUnsafeBytes { try DoorChange(bytes: $0) }
    }

    @Test("A snapshot and a change come to the snapshot built whole", arguments: 0..<40)
    func same(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var house = PlainHouse()
        for _ in 0..<20 { house.move(&random) }
        var base = house.whole()

        for step in 0..<200 {
            house.move(&random)
            let change = house.change(since: base)

            #expect(try read(change) == change, "seed \(seed)")
            #expect(try base.applying(change) == house.whole(), "seed \(seed), step \(step)")
            if step % 31 == 0 { base = house.whole() }
        }
    }

    @Test("Lost, repeated and reordered words bring back nothing that was taken", arguments: 0..<40)
    func reordered(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var house = PlainHouse()
        for _ in 0..<10 { house.move(&random) }
        var words: [(snapshot: DoorSnapshot?, change: DoorChange?, whole: DoorSnapshot)] = []
        var base = house.whole()
        words.append((base, nil, base))
        for step in 0..<60 {
            house.move(&random)
            if step % 17 == 0 { base = house.whole() }
            let change = base.version == house.number ? nil : house.change(since: base)
            words.append((change == nil ? base : nil, change, house.whole()))
        }
        // As an agent does: a base, what is decided from, and only what is newer.
        var held: (base: DoorSnapshot, now: DoorSnapshot)?

        for _ in 0..<400 {
            let word = words[Int.random(in: 0..<words.count, using: &random)]
            if let snapshot = word.snapshot, snapshot.version > held?.now.version ?? 0 {
                held = (snapshot, snapshot)
            } else if let change = word.change, let known = held,
                change.version > known.now.version,
                let fresh = try? known.base.applying(change)
            {
                held = (known.base, fresh)
            }
            guard let known = held else { continue }
            let truth = try #require(words.first { $0.whole.version == known.now.version }).whole
            #expect(known.now == truth, "seed \(seed)")
        }
    }

    @Test("A change for another door, of another snapshot or not newer is refused in this order")
    func refused() throws {
        let house = PlainHouse()
        let base = house.whole()
        func change(
            door: String = "d", base: UInt64 = 1, version: UInt64 = 2, at: Int64 = 1
        ) throws -> DoorChange {
            DoorChange(
                door: try #require(DoorID(door)), base: base, version: version,
                issuedAt: Instant(milliseconds: PlainHouse.ten + at),
                civil: CivilTime(offsetMinutes: 0))
        }

        #expect(throws: DoorChangeRefusal.wrongDoor) {
            try base.applying(change(door: "e", base: 9, version: 1, at: 0))
        }
        #expect(throws: DoorChangeRefusal.wrongBase) {
            try base.applying(change(base: 9, version: 1, at: 0))
        }
        #expect(throws: DoorChangeRefusal.notNewer) {
            try base.applying(change(version: 1, at: 0))
        }
        #expect(throws: DoorChangeRefusal.issuedBefore) { try base.applying(change(at: 0)) }
        #expect(try base.applying(change()).version == 2)
    }

    @Test("A heartbeat changes nothing but the version and the moment of the lease")
    func heartbeat() throws {
        var random = SplitMix64(seed: 4)
        var house = PlainHouse()
        for _ in 0..<30 { house.move(&random) }
        let base = house.whole()
        let beat = DoorChange(
            door: base.door, base: base.version, version: base.version + 9,
            issuedAt: base.issuedAt + .minutes(1), civil: base.civil)

        let fresh = try base.applying(beat)

        #expect(fresh.entries == base.entries && fresh.bands == base.bands)
        #expect(fresh.denials == base.denials && fresh.version == base.version + 9)
        #expect(fresh.notAfter(isStaff: false) == base.notAfter(isStaff: false) + .minutes(1))
        #expect(beat.bytes.count < 64)
    }

    @Test(
        "No other bytes are read as a change: none longer, shorter or with a byte altered to the same"
    )
    func bytes() throws {
        var random = SplitMix64(seed: 5)
        var house = PlainHouse()
        let base = house.whole()
        for _ in 0..<12 { house.move(&random) }
        let bytes = house.change(since: base).bytes

        for count in 0..<bytes.count {
            #expect(throws: ByteReaderFailure.self) {
                try Array(bytes[..<count]).withUnsafeBytes { try DoorChange(bytes: $0) }
            }
        }
        #expect(throws: ByteReaderFailure.self) {
            try (bytes + [0]).withUnsafeBytes { try DoorChange(bytes: $0) }
        }
        for place in bytes.indices {
            var other = bytes
            other[place] ^= 1
            let read = other.withUnsafeBytes { try? DoorChange(bytes: $0) }
            #expect(read?.bytes ?? other == other, "byte \(place)")
        }
        #expect(DoorChange.isHead(of: bytes) && !DoorChange.isHead(of: base.bytes))
    }

    @Test(
        "Steps done again come to the memory they were made of, also done twice", arguments: 0..<10)
    func steps(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var house = PlainHouse()
        for _ in 0..<30 { house.move(&random) }
        var memory = DoorMemory(door: PlainHouse.door)
        var again = DoorMemory(door: PlainHouse.door)
        let content = house.whole()
        let snapshot = DoorSnapshot(
            door: content.door, version: content.version, issuedAt: content.issuedAt,
            civil: content.civil, refusesPassback: true, entries: content.entries,
            bands: content.bands)

        for step in 0..<200 {
            let now = snapshot.issuedAt + .seconds(Int64(step))
            let held = HeldSnapshot(snapshot, isGenuine: true, loadedAt: now)
            let passage = DoorPassage(
                key: .band(
                    PlainHouse.bands[Int.random(in: 0..<12, using: &random)],
                    counter: UInt32.random(in: 1...90, using: &random)),
                direction: Bool.random(using: &random) ? .in : .out, at: now,
                sinceLoaded: Span(milliseconds: 0))
            let decision = memory.decide(passage, by: held)
            let record = memory.apply(decision, passage, by: held)
            let bytes = memory.step(after: passage, record).bytes + record.bytes
            let (read, told) = try bytes.withUnsafeBytes { buffer in
                var reader = ByteReader(buffer)
                return (try DoorStep(&reader), try DoorRecord(&reader, of: PlainHouse.door))
            }

            #expect(told == record)
            again.redo(read)
            if step % 3 == 0 { again.redo(read) }
            #expect(again == memory, "seed \(seed), step \(step)")
        }
    }

    @Test("What a door tells is taken in once, whatever is sent again, and gaps are counted")
    func told() throws {
        var engine = Engine(seed: KeySeed(first: 1, second: 2))
        let now = Instant(milliseconds: PlainHouse.ten)
        func send(_ numbers: [UInt64]) throws -> [UInt64] {
            let records = try engine.decide(
                .notePassages(
                    numbers.map {
                        DoorPassed(
                            door: PlainHouse.door, number: $0, at: now, direction: .in,
                            decision: .open(.granted))
                    }), at: now)
            for record in records { engine.apply(record, at: now) }
            return records.compactMap { record in
                if case .doorPassed(let passed) = record { passed.number } else { nil }
            }
        }

        #expect(try send([2, 1, 1, 3]) == [1, 2, 3])
        #expect(try send([1, 2, 3]) == [])
        #expect(try send([3, 4, 9]) == [4, 9])
        #expect(try send(Array(10...400)).count == 391)

        // Two agents with one key, or one from an old folder: it is said, and not passed over.
        let other = DoorPassed(
            door: PlainHouse.door, number: 400, at: now, direction: .out,
            decision: .open(.egress))
        #expect(throws: CommandRefusal.doubled) {
            try engine.decide(.notePassages([other]), at: now)
        }

        let telling = try #require(engine.telling(of: PlainHouse.door))
        #expect(telling.highest == 400 && telling.missedCount == 4)
        #expect(telling.last.map(\.number) == Array(201...400))
        #expect(
            Engine(engine.aggregates, seed: KeySeed(first: 1, second: 2)).tellings
                == engine.tellings)
    }

    @Test("Each code has a calm line in both languages, and none of them refuses anybody")
    func lines() {
        let decisions =
            DenialCode.allCases.map(DoorDecision.deny)
            + OpeningReason.allCases.map(DoorDecision.open)
        for decision in decisions {
            let words = DoorLines.of(decision)
            for line in [words.en, words.nl] {
                #expect((5...64).contains(line.count), "\(decision)")
                for harsh in [
                    "denied", "refus", "geweigerd", "no access", "niet toe", "!", "error",
                ] {
                    #expect(!line.lowercased().contains(harsh), "\(decision)")
                }
            }
            #expect(DoorDecision(code: decision.code) == decision)
        }
        #expect(DoorDecision(code: "perhaps") == nil)
    }
}
