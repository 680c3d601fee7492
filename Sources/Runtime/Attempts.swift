import Kernel
import Synchronization

/// How often somebody tried something in the last minute.
final class Attempts: Sendable {  // A class: one count for the house.
    private static let keyCountMax = 10_000

    private let aMinuteMax: Int
    private let recent = Mutex<[String: [Instant]]>([:])

    init(aMinuteMax: Int) { self.aMinuteMax = aMinuteMax }

    /// Counts an attempt; whether it is one too many.
    func admit(_ key: String, at now: Instant) -> Bool {
        recent.withLock { recent in
            if recent.count >= Self.keyCountMax { recent.removeAll() }
            var own = (recent[key] ?? []).filter { now - $0 < .minutes(1) }
            guard own.count < aMinuteMax else { return false }
            own.append(now)
            recent[key] = own
            return true
        }
    }
}
