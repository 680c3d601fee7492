import Kernel

/// A time or a whole day, as a table says it.
struct PromiseMoment: Equatable, Sendable {
    let start: Instant
    /// Of a day, its last millisecond.
    let end: Instant
    /// Year, month, day and hour as they stand there, on its own clock.
    let year: Int
    let month: Int
    let weekday: Int
    /// `nil` of a whole day.
    let hour: Int?

    /// Reads `2026-07-14`, `2026-07-14 10:05`, or RFC 3339.
    ///
    /// - Parameter offset: Added where the text has none of its own.
    init?(_ text: String, offset: String) {
        let isDay = text.utf8.count == 10
        // A date without seconds, as spreadsheets write it.
        let whole = isDay ? text + "T00:00:00" : text.utf8.count == 16 ? text + ":00" : text
        guard
            let start = Instant(rfc3339: whole.utf8)
                ?? Instant(rfc3339: (whole + offset).utf8),
            let local = Instant(rfc3339: (whole.prefix(10) + "T00:00:00Z").utf8),
            let year = Int(whole.prefix(4)), let month = Int(whole.dropFirst(5).prefix(2))
        else { return nil }
        self.start = start
        end = isDay ? start + Span(milliseconds: 86_400_000 - 1) : start
        self.year = year
        self.month = month
        // 1970-01-01 was a Thursday; Monday is 1.
        weekday = Int(((local.day + 3) % 7 + 7) % 7) + 1
        hour = isDay ? nil : Int(whole.dropFirst(11).prefix(2))
    }

    /// Months since year 0.
    var monthNumber: Int { year * 12 + month - 1 }

    /// A part of it, by the name of ``PromiseMap/parts``, so written that texts sort as time does.
    func part(_ name: String) -> String? {
        switch name {
        case "hour": hour.map { $0 < 10 ? "0\($0)" : "\($0)" }
        case "weekday": "\(weekday)"
        case "month": month < 10 ? "0\(month)" : "\(month)"
        case "year": "\(year)"
        default: nil
        }
    }
}
