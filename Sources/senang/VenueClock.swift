import Domain
import Foundation
import Kernel

/// The venue's own time, for what counts by it and has no time zones of its own.
enum VenueClock {
    /// Its local time around a moment, with the next change of the clocks when that is near.
    ///
    /// - Parameter name: As the venue writes it, such as `Europe/Amsterdam`; unknown: UTC.
    static func civil(in name: String, around now: Instant) -> CivilTime {
        guard let zone = TimeZone(identifier: name) else { return CivilTime(offsetMinutes: 0) }
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let offset = zone.secondsFromGMT(for: date) / 60
        guard let next = zone.nextDaylightSavingTimeTransition(after: date),
            next.timeIntervalSince(date) < 48 * 3_600
        else { return CivilTime(offsetMinutes: offset) }
        return CivilTime(
            offsetMinutes: offset,
            change: CivilTime.Change(
                at: Instant(milliseconds: Int64((next.timeIntervalSince1970 * 1_000).rounded())),
                offsetMinutes: zone.secondsFromGMT(for: next) / 60))
    }
}
