import DequeModule
import Kernel

extension Timeline {
    /// Forgets tokens that were last seen before a moment and about which nothing is open: no
    /// signal waits, no absence, no cue. Those that stay get new numbers, in the same order.
    ///
    /// - Cost: linear in the tokens.
    mutating func forget(seenBefore moment: Instant) {
        var isNeeded = [Bool](repeating: false, count: tokens.count)
        for signal in buffer.sorted { isNeeded[Int(signal.token)] = true }
        for timer in timers.joined() { isNeeded[Int(timer.token)] = true }
        for open in cues.sorted { isNeeded[Int(open.tokenNumber)] = true }
        for token in reading.smoother.placed { isNeeded[Int(token)] = true }
        var numbers: [UInt32?] = []
        var kept = KeyIndex()
        var keptNames = TokenNames()
        var keptRows = ContiguousArray<Int64>()
        for (token, key) in tokens.keys.enumerated() {
            let row = token * stride
            guard isNeeded[token] || rows[row + Column.lastSeen] >= moment.milliseconds else {
                drop(row)
                numbers.append(nil)
                continue
            }
            numbers.append(UInt32(truncatingIfNeeded: kept.count))
            _ = kept.number(key)
            keptNames.append(names.bytes(of: token))
            keptRows += rows[row..<(row + stride)]
        }
        guard kept.count < tokens.count else { return }
        (tokens, names, rows) = (kept, keptNames, keptRows)
        buffer.renumberTokens(numbers)
        cues.renumberTokens(numbers)
        reading.smoother.renumberTokens(numbers)
        timers = timers.map { queue in
            Deque(
                queue.compactMap { timer in
                    numbers[Int(timer.token)].map {
                        Timer(deadline: timer.deadline, token: $0, zone: timer.zone)
                    }
                })
        }
    }

    /// Stops everything that rules and waits have begun about a row.
    mutating func disarm(_ row: Int) {
        let slots = row + Column.count
        for (rule, entry) in program.entries.enumerated() {
            if entry.countAtLeast > 0 {
                counts[rule].forget(head: rows[slots + entry.mainSlot])
                rows[slots + entry.mainSlot] = 0
            } else {
                // As if what it waits for had come just now.
                rows[slots + entry.mainSlot] = max(latest, horizon)
            }
            if let progress = entry.progressSlot { rows[slots + progress] = 0 }
        }
        for slot in program.waitSlots { rows[slots + slot] = Self.never }
    }

    /// Lets go of what a row holds outside itself.
    private mutating func drop(_ row: Int) {
        leave(row)
        for (rule, entry) in program.entries.enumerated() where entry.countAtLeast > 0 {
            counts[rule].forget(head: rows[row + Column.count + entry.mainSlot])
        }
    }
}
