import DequeModule
import Kernel

/// One floor: who is where, and which rules are half-way, along one line of time.
///
/// All live sources share a timeline; a history source has its own. Signals wait in
/// ``ReorderBuffer`` until the timeline's horizon has passed them, then are folded in the order in
/// which they happened. So a signal that comes late or out of order, by up to its source's bound,
/// changes nothing about the result.
///
/// A token's state is one row of numbers: the place of each stands in ``Column`` and, for rules,
/// in ``RuleProgram``. One row is about one cache line.
public struct Timeline: Sendable {
    enum Column {
        static let since = 0
        static let lastSeen = 1
        static let zone = 2
        static let count = 3
    }

    /// No signal, no absence: long before everything.
    static let never = Int64.min / 2
    static let nowhere: Int64 = -1

    /// The number of the import, or ``Cue/liveFloor``.
    let source: SourceIndex
    /// Everything before this has been folded; a signal before it is late.
    var horizon = Timeline.never
    /// The latest moment any signal carried.
    var latest = Timeline.never
    var tokens = KeyIndex()
    var names = TokenNames()
    var rows: ContiguousArray<Int64> = []
    var buffer = ReorderBuffer()
    /// People per zone, by folded signals.
    var occupancy: ContiguousArray<Int32> = []
    var timers: [Deque<Timer>] = []
    var counts: [CountList] = []
    var cues = OpenCues()
    var nextDeadline = Int64.max
    private var touched: UInt64 = 0
    private(set) var program = RuleProgram()
    /// What promises are judged by.
    var watched = SignalWatch()
    /// Where reads with a strength put people.
    var reading = Reading()

    /// An absence that will be certain at `deadline`.
    struct Timer: Equatable, Sendable {
        let deadline: Int64
        let token: UInt32
        let zone: ZoneIndex
    }

    init(source: SourceIndex) { self.source = source }

    var stride: Int { Column.count + program.slotCount }
    public var tokenCount: Int { tokens.count }

    /// Changes the rules. Rules that stay as they were keep what they know.
    mutating func install(_ fresh: RuleProgram, zoneCount: Int) {
        let old = program
        let oldStride = stride
        let oldTimers = timers
        let oldCounts = counts
        program = fresh
        let kept = fresh.entries.map { entry in
            old.entries.firstIndex { $0.rule == entry.rule }
        }
        timers = kept.map { $0.map { oldTimers[$0] } ?? Deque() }
        counts = kept.map { $0.map { oldCounts[$0] } ?? CountList() }
        cues.renumberRules(from: old, to: fresh)
        occupancy += ContiguousArray(
            repeating: 0, count: max(0, zoneCount - occupancy.count))
        var moved = ContiguousArray<Int64>()
        moved.reserveCapacity(tokens.count * stride)
        for token in 0..<tokens.count {
            moved += rows[(token * oldStride)..<(token * oldStride + Column.count)]
            var slots = Self.blankSlots(fresh)
            for (entry, origin) in zip(fresh.entries, kept) {
                guard let origin else { continue }
                for (to, from) in zip(entry.slots, old.entries[origin].slots) {
                    slots[to] = rows[token * oldStride + Column.count + from]
                }
            }
            for (place, wait) in zip(fresh.waitSlots, fresh.waits) {
                guard let origin = old.waits.firstIndex(of: wait) else { continue }
                slots[place] = rows[token * oldStride + Column.count + old.waitSlots[origin]]
            }
            moved += slots
        }
        rows = moved
        nextDeadline = earliestDeadline()
    }

    /// The token's number, with a fresh row when it is new.
    private mutating func number(_ observation: Observation, in batch: SignalBatch) -> Int {
        let (number, isNew) = tokens.number(observation.token)
        if isNew {
            let start = Int(observation.tokenOffset)
            names.append(batch.segment[start..<(start + Int(observation.tokenCount))])
            rows.append(contentsOf: [Self.never, Self.never, Self.nowhere])
            rows.append(contentsOf: Self.blankSlots(program))
        }
        return number
    }

    private static func blankSlots(_ program: RuleProgram) -> [Int64] {
        var slots = [Int64](repeating: 0, count: program.slotCount)
        for entry in program.entries {
            if entry.countAtLeast == 0 { slots[entry.mainSlot] = never }
            if let slot = entry.lastCueSlot { slots[slot] = never }
        }
        for slot in program.waitSlots { slots[slot] = never }
        return slots
    }

    /// Starts the memory of a batch's tokens on its way.
    mutating func touch(_ batch: ContiguousArray<Observation>) {
        touched = tokens.touch(batch.lazy.map(\.token))
    }

    /// Takes in an observation that is new.
    ///
    /// - Returns: `false` when it comes too late for presence and rules: then nothing changed.
    mutating func take(
        _ observation: Observation, in batch: SignalBatch, from source: inout SourceState,
        into raised: inout Raised
    ) -> Bool {
        let at = observation.occurredAt
        if at > source.latest { source.latest = at }
        var earliest = horizon
        if source.source.mode == .history {
            earliest = max(
                earliest, (source.latest - source.source.latenessBound).milliseconds)
        }
        guard at.milliseconds >= earliest else { return false }
        let token = UInt32(truncatingIfNeeded: number(observation, in: batch))
        var signal = PendingSignal(
            at: at.milliseconds, token: token, zone: observation.zone, kind: observation.kind)
        if signal.at > latest { latest = signal.at }
        if program.hasArrivals { arrive(signal, into: &raised) }
        if observation.strength != 0, let antenna = reading.antenna(of: observation, in: batch) {
            reading.notice(observation.token, number: token)
            signal = PendingSignal(
                at: signal.at, token: token, zone: antenna, kind: signal.kind,
                strength: observation.strength)
        }
        // Where they are is known when what waits before it is folded; until then anybody who
        // enters may have been away.
        if raised.wantsArrivals, signal.kind == .enter, source.source.mode == .live {
            raised.arrived.append(signal.token)
        }
        buffer.insert(signal)
        return true
    }

    /// Tells that somebody comes who was nowhere on the live floor.
    private func notice(_ signal: PendingSignal, into raised: inout Raised) {
        guard raised.wantsArrivals, signal.kind == .enter, source == Cue.liveFloor,
            rows[Int(signal.token) * stride + Column.zone] == Self.nowhere
        else { return }
        raised.arrived.append(signal.token)
    }

    /// A signal that is not late is here: rules that nothing can take back fire.
    mutating func arrive(_ signal: PendingSignal, into raised: inout Raised) {
        for step in program.stepsOnArrival(signal.kind, signal.zone) {
            count(signal, rule: Int(step.rule), into: &raised)
        }
    }

    /// Folds everything that happened before `horizon`, and fires the absences certain by then.
    mutating func settle(to horizon: Instant, into raised: inout Raised) {
        let horizon = horizon.milliseconds
        guard horizon > self.horizon else { return }
        while let signal = buffer.next(before: horizon) {
            if reading.nextSweep < signal.at { sweep(before: signal.at, into: &raised) }
            if nextDeadline < signal.at { fire(before: signal.at, into: &raised) }
            if signal.strength != 0 {
                smooth(signal, into: &raised)
            } else {
                fold(signal, into: &raised)
            }
        }
        if reading.nextSweep < horizon { sweep(before: horizon, into: &raised) }
        if nextDeadline < horizon { fire(before: horizon, into: &raised) }
        self.horizon = horizon
    }

    // MARK: Folding one signal

    /// - Parameter since: When it began, for somebody whom reads have put here since earlier.
    mutating func fold(
        _ signal: PendingSignal, since: Int64? = nil, into raised: inout Raised
    ) {
        let row = Int(signal.token) * stride
        notice(signal, into: &raised)
        see(signal, row: row, since: since ?? signal.at)
        if !watched.isEmpty, watched.wants(signal.kind, signal.zone) {
            raised.seen.append(
                SeenSignal(
                    token: signal.token, kind: signal.kind, zone: signal.zone, at: signal.at))
        }
        var handled = -1
        for step in program.stepsOnSettling(signal.kind, signal.zone) {
            let rule = Int(step.rule)
            let slots = row + Column.count
            switch step.action {
            case .noteAbsent:
                rows[slots + program.entries[rule].mainSlot] = signal.at
            case .arm:
                arm(signal, rule: rule)
            case .count:
                count(signal, rule: rule, into: &raised)
            case .withdraw:
                withdraw(signal, rule: rule, inSameZone: step.inSameZone, into: &raised)
            case .advance:
                guard handled != rule else { continue }
                if advance(signal, step: step, row: row) { handled = rule }
            case .begin:
                guard handled != rule else { continue }
                setProgress(1, signal.zone, rule: rule, row: row)
                handled = rule
            case .startOver:
                guard handled != rule else { continue }
                setProgress(0, 0, rule: rule, row: row)
            case .beginWait, .endWait, .giveUpWait:
                follow(step, signal, row: row, into: &raised)
            }
        }
    }

    private mutating func follow(
        _ step: RuleProgram.Step, _ signal: PendingSignal, row: Int, into raised: inout Raised
    ) {
        let wait = Int(step.rule)
        let slot = row + Column.count + program.waitSlots[wait]
        if step.action == .beginWait {
            if rows[slot] == Self.never { rows[slot] = signal.at }
            return
        }
        if step.action == .endWait, rows[slot] != Self.never {
            raised.finished.append(
                FinishedWait(
                    wait: wait, token: signal.token, began: rows[slot],
                    seconds: (signal.at - rows[slot] + 500) / 1_000, at: signal.at,
                    isLive: source == Cue.liveFloor))
        }
        rows[slot] = Self.never
    }

    /// Presence: the zone entered last, until it is left.
    private mutating func see(_ signal: PendingSignal, row: Int, since: Int64) {
        rows[row + Column.lastSeen] = signal.at
        switch signal.kind {
        case .enter:
            leave(row)
            rows[row + Column.zone] = Int64(signal.zone)
            rows[row + Column.since] = since
            occupancy[Int(signal.zone)] += 1
        case .exit:
            if rows[row + Column.zone] == Int64(signal.zone) { leave(row) }
        case .read, .service, .tap:
            break
        }
    }

    mutating func leave(_ row: Int) {
        let zone = rows[row + Column.zone]
        guard zone != Self.nowhere else { return }
        occupancy[Int(zone)] -= 1
        rows[row + Column.zone] = Self.nowhere
        rows[row + Column.since] = Self.never
    }

    private mutating func advance(
        _ signal: PendingSignal, step: RuleProgram.Step, row: Int
    ) -> Bool {
        let rule = Int(step.rule)
        guard let slot = program.entries[rule].progressSlot else { return false }
        let progress = rows[row + Column.count + slot]
        let zone = progress & 0xFFFF_FFFF
        guard progress >> 32 == Int64(step.step), !step.inSameZone || zone == Int64(signal.zone)
        else { return false }
        if Int(step.step) + 1 == program.entries[rule].stepCount {
            setProgress(0, 0, rule: rule, row: row)
            arm(signal, rule: rule)
        } else {
            setProgress(Int64(step.step) + 1, signal.zone, rule: rule, row: row)
        }
        return true
    }

    private mutating func setProgress(_ steps: Int64, _ zone: ZoneIndex, rule: Int, row: Int) {
        guard let slot = program.entries[rule].progressSlot else { return }
        rows[row + Column.count + slot] = steps << 32 | Int64(zone)
    }

    private mutating func arm(_ signal: PendingSignal, rule: Int) {
        let deadline = signal.at + program.entries[rule].within
        timers[rule].append(Timer(deadline: deadline, token: signal.token, zone: signal.zone))
        if deadline < nextDeadline { nextDeadline = deadline }
    }

    private mutating func count(_ signal: PendingSignal, rule: Int, into raised: inout Raised) {
        let entry = program.entries[rule]
        let slot = Int(signal.token) * stride + Column.count + entry.mainSlot
        let keepFrom = max(horizon, Self.never) - entry.within
        let completed = counts[rule].add(
            signal.at, head: &rows[slot], atLeast: entry.countAtLeast, within: entry.within,
            keepFrom: keepFrom)
        for at in completed.reversed() {
            issue(rule: rule, token: signal.token, zone: signal.zone, at: at, into: &raised)
        }
    }
}

extension RuleProgram.Entry {
    /// All its slots, in one fixed order.
    var slots: [Int] { [mainSlot] + [progressSlot, openCueSlot, lastCueSlot].compactMap(\.self) }
}

/// The tokens' own bytes, end to end, by number.
struct TokenNames: Equatable, Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [UInt32] = []

    init() {}
    init(bytes: [UInt8], ends: [UInt32]) {
        self.bytes = bytes
        self.ends = ends
    }

    var count: Int { ends.count }

    mutating func append(_ name: ArraySlice<UInt8>) {
        bytes += name
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    func bytes(of number: Int) -> ArraySlice<UInt8> {
        bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
    }

    subscript(number: Int) -> Token? {
        number < ends.count ? Token(bytes: bytes(of: number)) : nil
    }
}
