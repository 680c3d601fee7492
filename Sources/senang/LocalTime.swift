import Domain
import Foundation
import Kernel

extension CivilTime {
    /// For how long ahead doors are told when clocks change.
    private static let aheadSeconds = 86_400.0

    /// The time of a place and when its clocks change next, if they do within a day.
    ///
    /// - Parameter timeZone: Its IANA name; a name nobody knows is UTC.
    init(at moment: Instant, in timeZone: String) {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let now = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        var change: Change?
        if let next = zone.nextDaylightSavingTimeTransition(after: now),
            next.timeIntervalSince(now) < Self.aheadSeconds
        {
            change = Change(
                at: Instant(milliseconds: Int64(next.timeIntervalSince1970 * 1_000)),
                offsetMinutes: zone.secondsFromGMT(for: next) / 60)
        }
        self.init(offsetMinutes: zone.secondsFromGMT(for: now) / 60, change: change)
    }
}
