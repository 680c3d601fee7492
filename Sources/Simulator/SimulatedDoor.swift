import Domain
import Kernel

/// A door with an agent: it decides alone, hears the house when the wire holds, and loses power.
struct SimulatedDoor {
    static let id = DoorID("gate-1") ?? fallback
    private static let fallback: DoorID = { preconditionFailure("letters are an identifier") }()
    static let nobody: KeyHolderID =
        KeyHolderID("nobody") ?? { preconditionFailure("letters are an identifier") }()
    /// What a chip has counted so far, whoever holds it.
    private(set) var counters: [BandID: UInt32] = [:]

    private var memory = DoorMemory(door: SimulatedDoor.id)
    private(set) var held: HeldSnapshot?
    /// What changes build on, and the keys' version of the house's process that gave it.
    private var base: (snapshot: DoorSnapshot, keyVersion: UInt64)?
    private var version: UInt64 = 0
    var isConnected = true
    /// Its own clock, which a battery keeps: never behind what it has seen.
    private(set) var clock = Instant.distantPast
    private(set) var recordCount: UInt64 = 0

    // MARK: The wire

    /// Hears the house: all of it, or what is new since then.
    mutating func hear(_ engine: Engine, at now: Instant, isDeaf: Bool) {
        clock = max(clock, now)
        version = max(version + 1, UInt64(max(0, engine.clock.milliseconds)))
        if let base, let changed = engine.bands.holdersChanged(since: base.keyVersion) {
            let now = engine.bands.denials(at: engine.clock)
            let (denied, lifted) = DoorChange.difference(from: base.snapshot.denials, to: now)
            let change = DoorChange(
                door: Self.id, base: base.snapshot.version, version: version,
                issuedAt: engine.clock, civil: base.snapshot.civil,
                holders: isDeaf
                    ? []
                    : changed.map { key in
                        .init(
                            holder: key, entries: Self.entries(engine.bands.grants(of: key)),
                            bands: engine.bands.doorBands(of: key))
                    }, denied: isDeaf ? DoorDenials() : denied,
                lifted: isDeaf ? DoorDenials() : lifted)
            if let fresh = try? base.snapshot.applying(change) {  // Else it takes all of it.
                return adopt(fresh)
            }
        }
        let all = Self.snapshot(of: engine, version: version)
        base = (all, engine.bands.keyVersion)
        adopt(all)
    }

    private mutating func adopt(_ snapshot: DoorSnapshot) {
        let fresh = HeldSnapshot(snapshot, isGenuine: true, loadedAt: clock)
        held = fresh
        memory.adopt(fresh)
    }

    /// All of it, as it would be built whole.
    static func snapshot(of engine: Engine, version: UInt64) -> DoorSnapshot {
        DoorSnapshot(
            door: id, version: version, issuedAt: engine.clock,
            civil: CivilTime(offsetMinutes: 0), entries: entries(engine.bands.grants()),
            bands: engine.bands.doorBands(), denials: engine.bands.denials(at: engine.clock))
    }

    private static func entries(_ grants: [Grant]) -> [DoorEntry] {
        let zone = SmallVenue.zones[0].id
        return grants.filter { $0.reaches(id, into: zone) }.map {
            DoorEntry(holder: $0.holder, isStaff: $0.isStaff, group: $0.group, time: $0.time)
        }
    }

    /// Another process gives changes on another count: this door takes everything anew.
    mutating func houseStartedAgain() { base = nil }

    // MARK: At the door

    /// Somebody holds a chip to the reader.
    ///
    /// - Parameter isReplay: A reading of before, played again.
    mutating func show(_ band: BandID, isReplay: Bool, at now: Instant) -> DoorDecision {
        clock = max(clock, now)
        if !isReplay { counters[band, default: 0] += 1 }
        let passage = DoorPassage(
            key: .band(band, counter: counters[band] ?? 0), at: clock,
            sinceLoaded: held.map { clock - $0.loadedAt } ?? Span(milliseconds: 0))
        let decision = memory.decide(passage, by: held)
        recordCount = memory.apply(decision, passage, by: held).number
        return decision
    }

    /// The power fails and comes back: what it has is what lay on its disk.
    ///
    /// - Returns: Whether its memory came back as it was.
    mutating func losePower(forgets: Bool) -> Bool {
        let before = memory
        // What cannot be read is told by the answer.
        guard let read = memory.image.withUnsafeBytes({ try? DoorMemory(image: $0) }) else {
            return false
        }
        memory = read
        if let bytes = held?.content.bytes {
            guard let read = bytes.withUnsafeBytes({ try? DoorSnapshot(bytes: $0) }) else {
                return false
            }
            held = HeldSnapshot(read, isGenuine: true, loadedAt: clock)
        }
        let isSame = memory == before
        if forgets { memory = DoorMemory(door: Self.id) }
        return isSame
    }
}
