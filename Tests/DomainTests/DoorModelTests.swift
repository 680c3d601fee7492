import Domain
import Kernel
import Testing

/// A door as somebody would explain it: lists walked from end to end, nothing sorted.
private struct PlainDoor {
    var version: UInt64 = 0
    var latest: Int64 = .min
    var counters: [UInt64: UInt32] = [:]
    var inside: [KeyHolderID] = []

    /// Milliseconds; the code, or nothing when it opens.
    func denial(
        _ snapshot: DoorSnapshot, band: BandID, counter: UInt32, at now: Int64
    ) -> String? {
        let issued = snapshot.issuedAt.milliseconds
        if snapshot.version < version { return "oldSnapshot" }
        if now + 2_000 < max(latest, issued) { return "clockTurnedBack" }
        let moment = max(now, latest, issued)
        if let highest = counters[band.number], highest >= counter { return "replayed" }
        let owner = snapshot.bands.filter { $0.band == band }.first?.holder
        if snapshot.denials.bands.contains(band) { return "revoked" }
        if let owner, snapshot.denials.holders.contains(owner) { return "revoked" }
        var codes: [String] = []
        for entry in snapshot.entries where entry.holder == owner {
            codes.append(code(entry, snapshot, moment))
        }
        if codes.contains("opens") {
            return snapshot.refusesPassback && inside.contains(owner!) ? "alreadyInside" : nil
        }
        let isStaff = snapshot.entries.contains { $0.holder == owner && $0.isStaff }
        let ended = moment >= issued + (isStaff ? 3_600_000 : 900_000)
        for code in ["outsideHours", "outsideDates", "leaseEnded"]
        where codes.contains(code) && !ended { return code }
        guard ended else { return "notGranted" }
        return snapshot.failMode == .open ? nil : "leaseEnded"
    }

    private func code(_ entry: DoorEntry, _ snapshot: DoorSnapshot, _ moment: Int64) -> String {
        let lease: Int64 = entry.isStaff ? 3_600_000 : 900_000
        if moment >= snapshot.issuedAt.milliseconds + lease { return "leaseEnded" }
        if moment < entry.time.from.milliseconds { return "outsideDates" }
        if moment >= entry.time.until.milliseconds { return "outsideDates" }
        if entry.time.windows.isEmpty { return "opens" }
        // Every minute of the week that a window holds, written out.
        let minutes = moment / 60_000 + Int64(snapshot.civil.offsetMinutes) + 3 * 1_440
        let now = Int(minutes % 10_080)
        for window in entry.time.windows {
            for day in 0..<7 where window.weekdays >> day & 1 == 1 {
                let long = window.until > window.from ? 0 : 1_440
                for minute in window.from..<(window.until + long)
                where (day * 1_440 + minute) % 10_080 == now { return "opens" }
            }
        }
        return "outsideHours"
    }
}

@Suite("Door against a plain one")
struct DoorModelTests {
    private static let people = (0..<6).map { KeyHolderID("p\($0)")! }
    private static let bands = (0..<7).map { BandID(hexadecimal: "0400000000000\($0)")! }
    private static let ten: Int64 = 1_784_023_200_000

    private static func snapshot(_ random: inout SplitMix64) -> DoorSnapshot {
        func pick<Element>(_ list: [Element]) -> Element {
            list[Int.random(in: 0..<list.count, using: &random)]
        }
        var entries: [DoorEntry] = []
        for _ in 0..<Int.random(in: 0..<9, using: &random) {
            var windows: [WeekWindow] = []
            for _ in 0..<Int.random(in: 0..<3, using: &random) {
                windows.append(
                    WeekWindow(
                        weekdays: UInt8.random(in: 1...127, using: &random),
                        from: Int.random(in: 0..<1_440, using: &random),
                        until: Int.random(in: 1...1_440, using: &random))!)
            }
            let from = ten + Int64.random(in: -3...1, using: &random) * 1_000_000
            entries.append(
                DoorEntry(
                    holder: pick(people), isStaff: Bool.random(using: &random),
                    time: GrantTime(
                        from: Instant(milliseconds: from),
                        until: Instant(
                            milliseconds: from + Int64.random(in: 0...9, using: &random)
                                * 1_000_000), windows: windows)))
        }
        let isStrict = Bool.random(using: &random)
        return DoorSnapshot(
            door: DoorID("d")!, version: UInt64.random(in: 1...4, using: &random),
            issuedAt: Instant(
                milliseconds: ten + Int64.random(in: 0...4, using: &random) * 400_000),
            civil: CivilTime(offsetMinutes: Int.random(in: -720...720, using: &random)),
            failMode: Bool.random(using: &random) ? .open : .closed, refusesPassback: isStrict,
            entries: entries,
            bands: bands.dropLast().map {
                DoorBand(band: $0, holder: pick(people), key: BandKeyNumber(1))
            },
            denials: DoorDenials(
                holders: isStrict ? [] : [pick(people)], bands: isStrict ? [] : [pick(bands)]))
    }

    @Test("Random rights, times, versions and counters come to the same", arguments: 0..<40)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var door = DoorMemory(door: DoorID("d")!)
        var plain = PlainDoor()
        var now = Self.ten

        for _ in 0..<400 {
            let snapshot = Self.snapshot(&random)
            now += Int64.random(in: -3_000...60_000, using: &random)
            let band = Self.bands[Int.random(in: 0..<Self.bands.count, using: &random)]
            let counter = UInt32.random(in: 1...40, using: &random)
            let moment = Instant(milliseconds: now)
            let held = HeldSnapshot(snapshot, isGenuine: true, loadedAt: moment)
            let passage = DoorPassage(
                key: .band(band, counter: counter),
                direction: Int.random(in: 0..<4, using: &random) == 0 ? .out : .in, at: moment,
                sinceLoaded: Span(milliseconds: 0))

            let decision = door.decide(passage, by: held)
            let told = plain.denial(snapshot, band: band, counter: counter, at: now)
            if passage.direction == .in {
                #expect(decision.opens == (told == nil), "seed \(seed): \(decision) \(told ?? "")")
                if let told { #expect(decision.code == told, "seed \(seed)") }
            } else {
                #expect(decision == .open(.egress))
            }

            _ = door.apply(decision, passage, by: held)
            plain.note(snapshot, band, counter, passage.direction, opens: decision.opens, now)
            if now > Self.ten + 5_000_000 {
                (now, door, plain) = (Self.ten, DoorMemory(door: DoorID("d")!), PlainDoor())
            }
        }
    }
}

extension PlainDoor {
    fileprivate mutating func note(
        _ snapshot: DoorSnapshot, _ band: BandID, _ counter: UInt32,
        _ direction: PassageDirection, opens: Bool, _ now: Int64
    ) {
        let issued = snapshot.issuedAt.milliseconds
        let isFresh = counters[band.number].map { $0 < counter } ?? true
        if isFresh { counters[band.number] = counter }
        guard snapshot.version >= version, now + 2_000 >= max(latest, issued) else { return }
        version = snapshot.version
        latest = max(latest, min(max(now, latest, issued), issued + 3_600_000))
        guard isFresh, snapshot.refusesPassback,
            let owner = snapshot.bands.first(where: { $0.band == band })?.holder
        else { return }
        if direction == .out { inside.removeAll { $0 == owner } }
        if direction == .in, opens, !inside.contains(owner) { inside.append(owner) }
    }
}

@Suite("Door snapshot bytes")
struct DoorBytesTests {
    private var rich: DoorSnapshot {
        let time = GrantTime(
            from: Instant(milliseconds: 5), until: Instant(milliseconds: 9_000_000_000_000),
            windows: [WeekWindow(weekdays: 31, from: 420, until: 1_140)!])
        return DoorSnapshot(
            door: DoorID("lift-3")!, version: 300,
            issuedAt: Instant(milliseconds: 1_784_023_200_000),
            civil: CivilTime(
                offsetMinutes: -120,
                change: CivilTime.Change(at: Instant(milliseconds: 7), offsetMinutes: 60)),
            failMode: .open, refusesPassback: true, zoneNumbers: [9, 7, 9],
            issuers: [
                TokenIssuer(
                    id: [1, 2], algorithm: .edDSA, publicKey: [UInt8](repeating: 3, count: 32))!
            ],
            entries: [
                DoorEntry(holder: KeyHolderID("b")!, isStaff: true, time: time),
                DoorEntry(holder: KeyHolderID("a")!, group: KeyGroupID("g"), time: time),
            ],
            bands: [
                DoorBand(
                    band: BandID(hexadecimal: "04DE5F1EACC040")!, holder: KeyHolderID("a")!,
                    key: BandKeyNumber(2))
            ],
            denials: DoorDenials(
                holders: [KeyHolderID("z")!], bands: [BandID(hexadecimal: "0400000000000A")!],
                tokens: [[1], [0, 5]]))
    }

    private func read(_ bytes: [UInt8]) -> DoorSnapshot? {
        bytes.withUnsafeBytes { try? DoorSnapshot(bytes: $0) }
    }

    @Test("A snapshot comes back as it was written")
    func roundTrip() {
        #expect(read(rich.bytes) == rich)
        #expect(rich.zoneNumbers == [7, 9])
        #expect(rich.entries.map(\.holder.description) == ["a", "b"])
    }

    @Test("A flipped bit is refused or says something else; a cut or longer one is refused")
    func tampered() {
        let bytes = rich.bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[place] ^= 1 << UInt8(bit)
                #expect(read(other) != rich, "byte \(place), bit \(bit)")
            }
            #expect(read(Array(bytes[..<place])) == nil)
        }
        #expect(read(bytes + [0]) == nil)
    }

    @Test("Hostile bytes are refused or are a snapshot, and never crash", arguments: 0..<20)
    func hostile(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let good = rich.bytes
        for _ in 0..<3_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(255, at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 3))
                }
                if bytes.isEmpty { bytes = [0] }
            }
            if let found = read(bytes) { #expect(found.bytes == bytes, "seed \(seed)") }
            bytes.withUnsafeBytes { _ = try? DoorMemory(image: $0) }
        }
    }

    @Test("A door's memory comes back as it was written, and forgets nothing on the way")
    func memory() throws {
        var memory = DoorMemory(door: DoorID("lift-3")!)
        let held = HeldSnapshot(rich, isGenuine: true, loadedAt: rich.issuedAt)
        let passage = DoorPassage(
            key: .band(BandID(hexadecimal: "04DE5F1EACC040")!, counter: 77), at: rich.issuedAt,
            sinceLoaded: Span(milliseconds: 0))
        _ = memory.apply(.open(.granted), passage, by: held)

        let read = memory.image.withUnsafeBytes { try? DoorMemory(image: $0) }

        #expect(read == memory)
        #expect(read?.version == 300)
        #expect(read?.counter(of: BandID(hexadecimal: "04DE5F1EACC040")!) == 77)
        #expect(read?.isInside(KeyHolderID("a")!) == true)
    }
}
