import Domain
import Kernel

/// What one door decides, with two thousand people on its list: the whole judgement, the memory of
/// it, and the bytes that go to its disk.
enum DoorBench {
    private static let personCount = 2_000
    private static let passageCount = 50_000
    private static let now = Instant(milliseconds: 1_767_225_600_000)

    static func run() {
        guard let door = DoorID("lift"), let snapshot = snapshot(of: door) else { return }
        let held = HeldSnapshot(snapshot, isGenuine: true, loadedAt: now)
        var memory = DoorMemory(door: door)
        let clock = ContinuousClock()
        var spans: [Duration] = []
        var byteCount = 0
        for number in 0..<passageCount {
            let band = snapshot.bands[number % personCount].band
            let passage = DoorPassage(
                key: .band(band, counter: UInt32(number + 1)), at: now,
                sinceLoaded: Span(milliseconds: 0))
            let began = clock.now
            let decision = memory.decide(passage, by: held)
            let record = memory.apply(decision, passage, by: held)
            byteCount += memory.step(after: passage, record).bytes.count + record.bytes.count
            spans.append(clock.now - began)
            precondition(decision == .open(.granted), "somebody was not let in")
        }
        spans.sort()
        let half = spans[passageCount / 2]
        print("door decision, half: \(half) (\(byteCount / passageCount) bytes)")
        print("door decision, 99 in 100: \(spans[passageCount * 99 / 100])")
        changes(snapshot, door)
    }

    /// A change of a hundred people, read and applied.
    private static func changes(_ snapshot: DoorSnapshot, _ door: DoorID) {
        let change = DoorChange(
            door: door, base: snapshot.version, version: snapshot.version + 1, issuedAt: now,
            civil: snapshot.civil,
            holders: snapshot.entries.prefix(100).map {
                DoorChange.HolderChange(holder: $0.holder, entries: [], bands: [])
            })
        let bytes = change.bytes
        let span = ContinuousClock().measure {
            let read = bytes.withUnsafeBytes { try? DoorChange(bytes: $0) }
            let fresh = try? read.map { try snapshot.applying($0) }
            precondition(
                fresh?.entries.count == personCount - 100, "a change was not applied")
        }
        print("door change of 100 among \(personCount): \(span)")
    }

    private static func snapshot(of door: DoorID) -> DoorSnapshot? {
        let holders = (0..<personCount).compactMap { KeyHolderID("guest-\($0)") }
        let time = GrantTime(from: now - .hours(1), until: now + .hours(24))
        return DoorSnapshot(
            door: door, version: 1, issuedAt: now, civil: CivilTime(offsetMinutes: 60),
            entries: holders.map { DoorEntry(holder: $0, time: time) },
            bands: holders.enumerated().compactMap { place, holder in
                BandID(hexadecimal: "04" + String(100_000_000_000 + place)).map {
                    DoorBand(band: $0, holder: holder, key: BandKeyNumber(1))
                }
            })
    }
}
