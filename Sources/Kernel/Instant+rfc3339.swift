extension Instant {
    /// Reads an RFC 3339 date-time, such as `2026-07-14T10:05:00.250+02:00`.
    ///
    /// Strict where Foundation is lenient: 30 February, hour 24, second 60 and an offset over 23:59
    /// are refused, not rolled over. A space in place of `T` is accepted (RFC 3339, section 5.6).
    ///
    /// - Parameter bytes: ASCII bytes.
    /// - Returns: `nil` when the bytes are not a date-time of the years 0 to 9999.
    public init?(rfc3339 bytes: some Collection<UInt8>) {
        var reader = DigitReader(bytes)
        guard let date = reader.date(), reader.takes(anyOf: "Tt "), let time = reader.time(),
            let offset = reader.offsetMinutes(), reader.isAtEnd
        else { return nil }
        self.init(milliseconds: Calendar.day(date) * 86_400_000 + time - offset * 60_000)
    }

    /// The moment as RFC 3339 in UTC with milliseconds, such as `2026-07-14T08:05:00.250Z`.
    public var rfc3339: String {
        let (days, inDay) = milliseconds.flooredDivision(by: 86_400_000)
        let date = Calendar.date(ofDay: days)
        let seconds = inDay / 1_000
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
            + "T\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2))"
            + ":\(padded(seconds % 60, 2)).\(padded(inDay % 1_000, 3))Z"
    }

    /// Whole days since 1970-01-01, in UTC.
    public var day: Int64 { milliseconds.flooredDivision(by: 86_400_000).quotient }
}

/// A date of the proleptic Gregorian calendar.
public struct CivilDate: Equatable, Sendable {
    public let year: Int64
    public let month: Int64
    public let day: Int64
}

/// Days since 1970-01-01 to a civil date and back (Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms", 2013, `days_from_civil` and `civil_from_days`).
enum Calendar {
    static func day(_ date: CivilDate) -> Int64 {
        let year = date.month <= 2 ? date.year - 1 : date.year
        let era = year.flooredDivision(by: 400).quotient
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func date(ofDay day: Int64) -> CivilDate {
        let (era, dayOfEra) = (day + 719_468).flooredDivision(by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return CivilDate(year: year, month: month, day: dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    static func dayCount(year: Int64, month: Int64) -> Int64 {
        switch month {
        case 2: return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}

/// Walks over the bytes of a date-time. Each step answers `nil` where the bytes do not fit.
private struct DigitReader<Bytes: Collection<UInt8>> {
    private let bytes: Bytes
    private var index: Bytes.Index

    init(_ bytes: Bytes) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    var isAtEnd: Bool { index == bytes.endIndex }

    mutating func takes(anyOf alternatives: StaticString) -> Bool {
        guard let byte = peek else { return false }
        let found = alternatives.withUTF8Buffer { $0.contains(byte) }
        if found { index = bytes.index(after: index) }
        return found
    }

    mutating func date() -> CivilDate? {
        guard let year = number(4), takes(anyOf: "-"), let month = number(2), takes(anyOf: "-"),
            let day = number(2), (1...12).contains(month), day >= 1,
            day <= Calendar.dayCount(year: year, month: month)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Milliseconds since midnight.
    mutating func time() -> Int64? {
        guard let hour = number(2), takes(anyOf: ":"), let minute = number(2), takes(anyOf: ":"),
            let second = number(2), hour < 24, minute < 60, second < 60, let fraction = fraction()
        else { return nil }
        return ((hour * 60 + minute) * 60 + second) * 1_000 + fraction
    }

    mutating func offsetMinutes() -> Int64? {
        if takes(anyOf: "Zz") { return 0 }
        let isNegative = peek == UInt8(ascii: "-")
        guard takes(anyOf: "+-"), let hours = number(2), takes(anyOf: ":"),
            let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }

    private mutating func fraction() -> Int64? {
        guard takes(anyOf: ".") else { return 0 }
        var milliseconds: Int64 = 0
        var count = 0
        while let digit = digit() {
            if count < 3 { milliseconds = milliseconds * 10 + digit }
            count += 1
        }
        guard (1...9).contains(count) else { return nil }
        while count < 3 {
            milliseconds *= 10
            count += 1
        }
        return milliseconds
    }

    private mutating func number(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private mutating func digit() -> Int64? {
        guard let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
            return nil
        }
        index = bytes.index(after: index)
        return Int64(byte) - 48
    }

    private var peek: UInt8? { isAtEnd ? nil : bytes[index] }
}

extension Int64 {
    /// Quotient rounded towards minus infinity, with the remainder that is never negative.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
