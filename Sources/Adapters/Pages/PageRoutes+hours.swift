import Domain
import Foundation
import Kernel
import Ports
import Runtime

/// What pages say of opening hours, by the venue's own clock.
extension PageRoutes {
    /// "open until 18:00", and until when in milliseconds that holds; `nil` when no hours are given.
    func opening(_ visit: Visit) -> (text: String, until: Int64)? {
        guard let hours = venue.hours else { return nil }
        let calendar = Self.calendar(venue.timeZone)
        let now = Self.local(house.now, calendar)
        let next = hours.nextChange(after: now)
        var text = hours.isOpen(at: now) ? visit.text("houseOpen") : visit.text("houseClosed")
        if let next {
            let time = Self.clockText(minute: next.minute)
            if hours.isOpen(at: now) {
                // Further off it is no news, and a day would have to be said.
                if next.day - now.day <= 1 { text = "\(visit.text("openUntil")) \(time)" }
            } else {
                text += ", " + Self.opensText(next, time, from: now.day, visit)
            }
        }
        if let holiday = venue.holidays.first(where: { $0.days.contains(now.day) }) {
            text = "\(visit.language.of(holiday.name)) · \(text)"
        }
        // At midnight "tomorrow" becomes another word.
        let end = min(next ?? .max, LocalMinute(day: now.day + 1, minute: 0))
        let minutes = (end.day - now.day) * 1_440 + end.minute - now.minute
        let minute = house.now.milliseconds / 60_000
        return (text, (minute + Int64(minutes)) * 60_000)
    }

    private static func opensText(
        _ next: LocalMinute, _ time: String, from today: Int, _ visit: Visit
    ) -> String {
        switch next.day - today {
        case 0: return "\(visit.text("opensAt")) \(time)"
        case 1: return "\(visit.text("opensTomorrow")) \(time)"
        case 2...6:
            let day = visit.text("weekday-\(LocalMinute.weekday(of: next.day))")
            return "\(visit.text("opens")) \(day) \(visit.text("atTime")) \(time)"
        default:
            let date = Instant(milliseconds: Int64(next.day) * 86_400_000).rfc3339.prefix(10)
            return "\(visit.text("opens")) \(date) \(visit.text("atTime")) \(time)"
        }
    }

    static func clockText(minute: Int) -> String {
        String(format: "%02d:%02d", minute / 60, minute % 60)
    }

    static func calendar(_ timeZone: String) -> Foundation.Calendar {
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        return calendar
    }

    /// A moment as a civil day and minute of the calendar's time zone.
    static func local(_ instant: Instant, _ calendar: Foundation.Calendar) -> LocalMinute {
        let seconds = instant.milliseconds / 1_000
        let date = Date(timeIntervalSince1970: Double(seconds))
        let local = seconds + Int64(calendar.timeZone.secondsFromGMT(for: date))
        let minutes = Int((Double(local) / 60).rounded(.down))
        let day = Int((Double(minutes) / 1_440).rounded(.down))
        return LocalMinute(day: day, minute: minutes - day * 1_440)
    }

    /// A moment as the browser writes it, `2026-11-22T18:00`, by the calendar's clock; `nil`: it is
    /// none.
    static func moment(_ text: String, _ calendar: Foundation.Calendar) -> Instant? {
        let parts = text.split(separator: "T")
        guard parts.count == 2, let day = Instant(rfc3339: "\(parts[0])T00:00:00Z".utf8)?.day
        else { return nil }
        let clock = parts[1].split(separator: ":").compactMap { Int($0) }
        guard (2...3).contains(clock.count), (0..<24).contains(clock[0]),
            (0..<60).contains(clock[1])
        else { return nil }
        // What the wall clock shows, less what that clock runs ahead then.
        let wall = Int64(day) * 86_400 + Int64(clock[0] * 3_600 + clock[1] * 60)
        func ahead(at seconds: Int64) -> Int64 {
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            return Int64(calendar.timeZone.secondsFromGMT(for: date))
        }
        return Instant(milliseconds: (wall - ahead(at: wall - ahead(at: wall))) * 1_000)
    }
}

extension LocalMinute {
    fileprivate static let max = LocalMinute(day: .max, minute: 0)
}
