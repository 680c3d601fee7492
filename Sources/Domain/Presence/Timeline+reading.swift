import Kernel

/// Reads with a strength, on their way to becoming who is where.
struct Reading: Sendable {
    /// How often stays are looked over, ms.
    static let sweepSpan: Int64 = 5_000

    private(set) var readings: [ZoneReading] = []
    var smoother = ReadSmoother(ReadPlan())
    /// When stays are looked over next; never while nobody is anywhere by their reads.
    var nextSweep = Int64.max
    private var antennas = KeyIndex()
    private var edgeBands = KeyIndex()
    private var edgeZones: [Int] = []
    private var seed = KeySeed(first: 0, second: 0)

    init() {}

    init(_ readings: [ZoneReading], numbers: [ZoneID: ZoneIndex], seed: KeySeed) {
        self.readings = readings
        self.seed = seed
        smoother = ReadSmoother(ReadPlan(readings, numbers: numbers))
        for antenna in smoother.plan.antennas {
            _ = antennas.number(Self.key(Array(antenna.id.utf8), seed))
        }
        for (place, zone) in smoother.plan.zones.enumerated() {
            guard let band = zone.edgeBand else { continue }
            if edgeBands.number(Self.key(Array(band.utf8), seed)).isNew { edgeZones.append(place) }
        }
    }

    private static func key(_ bytes: [UInt8], _ seed: KeySeed) -> Key128 {
        bytes.withUnsafeBytes { Key128($0, seed: seed) }
    }

    /// The number of the antenna that made an observation; of one that is not named, the first of
    /// its zone.
    ///
    /// - Returns: `nil` when the venue does not name its antennas.
    func antenna(of observation: Observation, in batch: SignalBatch) -> ZoneIndex? {
        guard observation.kind == .read, !smoother.plan.isEmpty else { return nil }
        if observation.readerDistance > 0 {
            let count = Int(observation.tokenOffset) + Int(observation.readerDistance)
            let key = batch.segment.withUnsafeBytes { bytes -> Key128? in
                let start = count + 1
                guard count < bytes.count, start + Int(bytes[count]) <= bytes.count else {
                    return nil
                }
                let name = bytes[start..<(start + Int(bytes[count]))]
                return Key128(UnsafeRawBufferPointer(rebasing: name), seed: seed)
            }
            return key.flatMap(antennas.find).map(ZoneIndex.init(truncatingIfNeeded:))
        }
        return smoother.plan.antennas.firstIndex {
            smoother.plan.zones[$0.zone].number == observation.zone
        }.map(ZoneIndex.init(truncatingIfNeeded:))
    }

    /// Tells the smoother when a token is no visitor's but hangs at a zone's edge.
    mutating func notice(_ token: Key128, number: UInt32) {
        guard let band = edgeBands.find(token) else { return }
        smoother.mark(number, asEdgeOf: edgeZones[band])
    }
}

extension Timeline {
    /// Changes which antennas there are. Whoever the old ones put somewhere is not there any more.
    mutating func install(
        _ readings: [ZoneReading], numbers: [ZoneID: ZoneIndex], seed: KeySeed
    ) {
        guard readings != reading.readings else { return }
        for token in reading.smoother.placed { leave(Int(token) * stride) }
        let old = reading.smoother.plan
        buffer.change { signal in
            guard signal.strength != 0 else { return signal }
            let zone = old.zones[old.antennas[Int(signal.zone)].zone].number
            return PendingSignal(
                at: signal.at, token: signal.token, zone: zone, kind: signal.kind)
        }
        reading = Reading(readings, numbers: numbers, seed: seed)
    }

    /// Folds a read with a strength: itself, and the coming and going it makes certain.
    mutating func smooth(_ signal: PendingSignal, into raised: inout Raised) {
        let plan = reading.smoother.plan
        let antenna = Int(signal.zone)
        var changes: [PresenceChange] = []
        reading.smoother.take(
            at: signal.at, antenna: antenna, token: signal.token, strength: signal.strength,
            into: &changes)
        if !changes.isEmpty { take(changes, at: signal.at, into: &raised) }
        fold(
            PendingSignal(
                at: signal.at, token: signal.token,
                zone: plan.zones[plan.antennas[antenna].zone].number, kind: signal.kind),
            into: &raised)
    }

    /// Looks over all stays as often as is due before a moment.
    mutating func sweep(before limit: Int64, into raised: inout Raised) {
        while reading.nextSweep < limit {
            let moment = reading.nextSweep
            if nextDeadline < moment { fire(before: moment, into: &raised) }
            var changes: [PresenceChange] = []
            reading.smoother.sweep(at: moment, into: &changes)
            reading.nextSweep = moment + Reading.sweepSpan
            take(changes, at: moment, into: &raised)
        }
    }

    private mutating func take(
        _ changes: [PresenceChange], at: Int64, into raised: inout Raised
    ) {
        for change in changes {
            let signal = PendingSignal(
                at: at, token: change.token, zone: change.zone,
                kind: change.kind == .enter ? .enter : .exit)
            if program.hasArrivals { arrive(signal, into: &raised) }
            fold(signal, since: change.at, into: &raised)
        }
        if reading.smoother.placedCount == 0 {
            reading.nextSweep = .max
        } else if reading.nextSweep == .max {
            reading.nextSweep = at + Reading.sweepSpan
        }
    }
}
