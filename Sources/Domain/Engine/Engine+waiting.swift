public import Kernel

/// Somebody who waits now.
public struct Waiter: Sendable {
    let number: Int
    public let since: Instant
    /// Where they are; `nil` for somebody who is on no floor.
    public let zone: ZoneIndex?
}

extension Engine {
    /// Who waits now on the live floor, by kind of wait in the order of ``waits``, the longest
    /// first. The signals of the last seconds, still waiting to be put in order, are not in it.
    ///
    /// Cost: one look at every token of the day.
    var waiters: [[Waiter]] {
        let timeline = timelines[0]
        let slots = timeline.program.waitSlots
        var waiters = [[Waiter]](repeating: [], count: slots.count)
        guard !slots.isEmpty else { return waiters }
        for token in 0..<timeline.tokens.count {
            let row = token * timeline.stride
            for (wait, slot) in slots.enumerated() {
                let since = timeline.rows[row + Timeline.Column.count + slot]
                guard since != Timeline.never else { continue }
                let zone = timeline.rows[row + Timeline.Column.zone]
                waiters[wait].append(
                    Waiter(
                        number: token, since: Instant(milliseconds: since),
                        zone: zone == Timeline.nowhere
                            ? nil : ZoneIndex(truncatingIfNeeded: zone)))
            }
        }
        for wait in waiters.indices {
            waiters[wait].sort { ($0.since, $0.number) < ($1.since, $1.number) }
        }
        return waiters
    }

    public func token(of waiter: Waiter) -> Token? {
        timelines[0].names[waiter.number]
    }
}
