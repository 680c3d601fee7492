/// What the reads of one token say about where it is: about 200 bytes.
struct TokenReads: Equatable, Sendable {
    /// What they say about one zone.
    struct Slot: Equatable, Sendable {
        var zone: Int32 = -1
        /// When it was last read there, ms.
        var last: Int64 = 0
        /// Mean excess of the present stand, 1/256 dB, and how long it has lasted, ms.
        var mean: Int64 = 0
        var age: Int64 = 0
        /// For it to be here, dB·ms; below zero what is held against it.
        var evidence: Int64 = 0
        /// For a change of what was decided: never below zero.
        var rise: Int64 = 0
        /// When `rise` began.
        var start: Int64 = 0
        /// Cumulative sums for a change of stand, up and down, and when each began.
        var up: Int64 = 0
        var upSince: Int64 = 0
        var down: Int64 = 0
        var downSince: Int64 = 0
        var peak: Int64 = 0
        var peakAt: Int64 = 0
    }

    /// Two are enough: where it is, and where it might be.
    struct Slots: Equatable, Sendable {
        var first = Slot()
        var second = Slot()

        subscript(place: Int) -> Slot {
            get { place == 0 ? first : second }
            set { if place == 0 { first = newValue } else { second = newValue } }
        }
    }

    var slots = Slots()
    /// The zone it hangs at the edge of, by its place in the plan; -1: it is a visitor's.
    var edgeOf: Int32 = -1
    /// The zone it is in, by its place in the plan; -1: nowhere.
    var current: Int32 = -1
    var since: Int64 = 0
    /// What speaks against where it is, dB·ms, and since when.
    var doubt: Int64 = 0
    var doubtSince: Int64 = 0
    var silenceWeighedAt: Int64 = 0
    var lastEnd: Int64 = 0

    private typealias Limits = ReadSmoother.Limits

    var slotOfCurrent: Int? {
        guard current >= 0 else { return nil }
        return slots.first.zone == current ? 0 : slots.second.zone == current ? 1 : nil
    }

    /// The slot for a zone, taken from the one that says least when it has none.
    ///
    /// - Returns: `nil` when the read says too little to take one.
    mutating func slot(for zone: Int, excess: Int64, at: Int64) -> Int? {
        for place in 0...1 where slots[place].zone == zone { return place }
        guard excess >= 0 else { return nil }
        let free = [0, 1].filter { current < 0 || slots[$0].zone != current }
        guard
            let place = free.min(by: {
                (slots[$0].evidence, slots[$0].last) < (slots[$1].evidence, slots[$1].last)
            })
        else { return nil }
        slots[place] = Slot()
        slots[place].zone = Int32(truncatingIfNeeded: zone)
        slots[place].last = at - Limits.firstSpan
        return place
    }

    mutating func weigh(_ place: Int, excess: Int64, at: Int64) {
        var slot = slots[place]
        let isHere = slot.zone == current
        let gap = at - slot.last
        var span = min(gap, Limits.readSpan)
        let level = max(-Limits.clip, min(Limits.clip, excess))
        if gap > Limits.restart, !isHere {
            (slot.evidence, slot.rise, slot.age, slot.up, slot.down, slot.peak) = (0, 0, 0, 0, 0, 0)
            span = Limits.firstSpan
        }
        slot.last = at
        var weight = (level * span) >> 8
        if let moved = slot.follow(level, span: span, at: at) {
            weight = 0
            if isHere {
                doubt = moved > 0 ? min(doubt, 0) : max(doubt, min(-moved, slot.rise))
            } else {
                slot.evidence =
                    moved > 0 ? max(slot.evidence, min(moved, slot.rise)) : min(slot.evidence, 0)
            }
        }
        let floor = slot.age < Limits.young ? 0 : -Limits.depth
        if isHere {
            if slot.rise <= 0, weight < 0 { doubtSince = at - span }
            slot.rise = max(0, slot.rise - weight)
            doubt = max(floor, doubt - weight)
        } else {
            if slot.rise <= 0, weight > 0 { (slot.start, slot.peak) = (at - span, 0) }
            slot.rise = max(0, slot.rise + weight)
            slot.evidence = max(floor, slot.evidence + weight)
            if slot.evidence > slot.peak { (slot.peak, slot.peakAt) = (slot.evidence, at) }
        }
        slots[place] = slot
    }

    mutating func endStay(at end: Int64) {
        if let slot = slotOfCurrent {
            (slots[slot].evidence, slots[slot].rise, slots[slot].peak) = (0, 0, 0)
        }
        (lastEnd, current, doubt) = (end, -1, 0)
    }

    /// The share of reads like this one that were right, on a recording with known truth.
    var confidence: Int? {
        guard let slot = slotOfCurrent else { return nil }
        let mean = slots[slot].mean
        let sure = mean * abs(mean) * (slots[slot].age / 1_000) / (90 * 65_536)
        let table = [
            50, 65, 74, 81, 86, 90, 91, 93, 94, 94, 95, 96, 96, 96, 96, 96, 96, 97, 97, 97, 98,
        ]
        let usual = table[Int(max(0, min(20, sure)))]
        guard doubt > 0 else { return usual }
        return max(0, usual * Int(Limits.leave - doubt) / Int(Limits.leave))
    }
}

extension TokenReads.Slot {
    private typealias Limits = ReadSmoother.Limits

    /// Follows the mean of the stand, and notices when somebody stands otherwise.
    ///
    /// - Returns: When they do: the evidence of the new stand so far, above zero for closer by.
    fileprivate mutating func follow(_ level: Int64, span: Int64, at: Int64) -> Int64? {
        if age == 0 { mean = level }
        if up <= 0 { upSince = at - span }
        if down <= 0 { downSince = at - span }
        up = max(0, up + ((level - mean - Limits.drift) * span) >> 8)
        down = max(0, down + ((mean - Limits.drift - level) * span) >> 8)
        age = min(age + span, Limits.memory)
        mean += (level - mean) * span / max(age, 5_000)
        if up > Limits.change {
            let lasted = max(at - upSince, 1_000)
            return stand(anew: up + ((mean + Limits.drift) * lasted) >> 8, lasted: lasted, 1)
        }
        if down > Limits.change {
            let lasted = max(at - downSince, 1_000)
            return stand(anew: -down + ((mean - Limits.drift) * lasted) >> 8, lasted: lasted, -1)
        }
        return nil
    }

    private mutating func stand(anew sum: Int64, lasted: Int64, _ sign: Int64) -> Int64 {
        mean = max(-Limits.clip, min(Limits.clip, sum * 256 / lasted))
        age = lasted
        (up, down) = (0, 0)
        // A move closer never counts against, one away never for.
        return sign > 0 ? max(sum, 1) : min(sum, -1)
    }
}
