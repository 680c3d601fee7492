import Domain
import Foundation
import Kernel
import Runtime

/// What a change to the venue will mean, in words.
extension PageRoutes {
    static func meanings(from old: Venue, to new: Venue, _ visit: Visit) -> [String] {
        var lines = words(from: old, to: new, visit)
        lines += zones(from: old, to: new, visit)
        lines += hours(from: old, to: new, visit)
        return lines
    }

    private static func words(from old: Venue, to new: Venue, _ visit: Visit) -> [String] {
        var lines: [String] = []
        if old.timeZone != new.timeZone {
            lines.append(String(format: visit.text("meansTimeZone"), new.timeZone))
        }
        if old.accent != nil, new.accent == nil { lines.append(visit.text("meansNoAccent")) }
        if old.callingCode != nil, new.callingCode == nil {
            lines.append(visit.text("meansNoCallingCode"))
        }
        if old.customer != new.customer || old.customers != new.customers {
            lines.append(
                String(
                    format: visit.text("meansCustomer"), visit.language.of(new.customer),
                    visit.language.of(new.customers)))
        }
        return lines
    }

    private static func zones(from old: Venue, to new: Venue, _ visit: Visit) -> [String] {
        let before = Set(old.zones.map(\.id))
        let after = Set(new.zones.map(\.id))
        let gone = old.zones.filter { !after.contains($0.id) }
        let fresh = new.zones.filter { !before.contains($0.id) }
        func listed(_ zones: [Zone]) -> String {
            zones.map { "\(visit.language.of($0.name)) (\($0.id))" }.joined(separator: ", ")
        }
        var lines: [String] = []
        if !gone.isEmpty {
            lines.append(String(format: visit.text("meansZonesGone"), listed(gone)))
        }
        if !fresh.isEmpty {
            lines.append(String(format: visit.text("meansZonesNew"), listed(fresh)))
        }
        // Most likely one that was given another identifier.
        if !gone.isEmpty, !fresh.isEmpty { lines.append(visit.text("meansAnotherZone")) }
        return lines
    }

    private static func hours(from old: Venue, to new: Venue, _ visit: Visit) -> [String] {
        guard old.hours?.week != new.hours?.week else { return [] }
        guard let week = new.hours?.week else { return [visit.text("meansNoHours")] }
        return week.enumerated().filter { day, open in old.hours?.week[day] != open }.map {
            day, open in
            let times = open.map {
                "\(clockText(minute: $0.from))–\(clockText(minute: $0.until))"
            }.joined(separator: ", ")
            return "\(visit.text("weekday-\(day)")): "
                + (open.isEmpty ? visit.text("houseClosed") : times)
        }
    }
}
