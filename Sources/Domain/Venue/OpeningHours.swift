/// A moment by the venue's own clock: a civil day and a minute of it, without a time zone.
public struct LocalMinute: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let day: Int
    /// Of the day, from 0 to 1439.
    public let minute: Int

    public init(day: Int, minute: Int) {
        self.day = day
        self.minute = minute
    }

    /// The day of the week, from 0 for Monday.
    public static func weekday(of day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

    public static func < (left: LocalMinute, right: LocalMinute) -> Bool {
        (left.day, left.minute) < (right.day, right.minute)
    }
}

/// A stretch of opening, in minutes after the midnight its day begins with.
public struct OpenStretch: Hashable, Sendable {
    /// 30:00: six in the morning after.
    public static let untilMax = 1_800

    public let from: Int
    /// The first minute it is closed again; past 1440 it lies in the next day.
    public let until: Int

    /// - Returns: `nil` unless `0 ≤ from < 1440` and `from < until ≤ 1800`.
    public init?(from: Int, until: Int) {
        guard (0..<1_440).contains(from), until > from, until <= Self.untilMax else { return nil }
        self.from = from
        self.until = until
    }
}

/// Days on which other hours hold than those of the week.
public struct Holiday: Equatable, Sendable {
    /// Days since 1970-01-01, both included.
    public let days: ClosedRange<Int>
    public let name: Words
    /// None: closed.
    public let open: [OpenStretch]

    public init(days: ClosedRange<Int>, name: Words, open: [OpenStretch]) {
        self.days = days
        self.name = name
        self.open = open
    }
}

/// When the venue is open, as it is written: a week, and the holidays that hold before it.
///
/// A stretch that runs past midnight belongs to the day it begins on, also when the next day is a
/// holiday. What is said is a plan: nothing is refused because the venue is closed, but that queues
/// give no windows.
public struct OpeningHours: Equatable, Sendable {
    /// How far ahead ``nextChange(after:)`` looks, in days.
    public static let horizon = 400

    /// Seven days, Monday first.
    public let week: [[OpenStretch]]
    public let holidays: [Holiday]

    /// - Precondition: `week` has seven days.
    public init(week: [[OpenStretch]], holidays: [Holiday] = []) {
        precondition(week.count == 7, "a week has seven days")
        self.week = week
        self.holidays = holidays
    }

    /// The holiday a day is, when it is one.
    public func holiday(on day: Int) -> Holiday? { holidays.first { $0.days.contains(day) } }

    /// What begins on a day.
    public func stretches(on day: Int) -> [OpenStretch] {
        holiday(on: day)?.open ?? week[LocalMinute.weekday(of: day)]
    }

    public func isOpen(at moment: LocalMinute) -> Bool {
        func holds(_ stretches: [OpenStretch], _ minute: Int) -> Bool {
            stretches.contains { $0.from <= minute && minute < $0.until }
        }
        return holds(stretches(on: moment.day), moment.minute)
            || holds(stretches(on: moment.day - 1), moment.minute + 1_440)
    }

    /// When it opens or closes next, later than the moment.
    ///
    /// - Returns: `nil` when nothing changes within ``horizon`` days.
    public func nextChange(after moment: LocalMinute) -> LocalMinute? {
        let isOpen = isOpen(at: moment)
        for day in moment.day...(moment.day + Self.horizon) {
            let own = stretches(on: day).flatMap { [$0.from, $0.until] }
            let before = stretches(on: day - 1).map { $0.until - 1_440 }
            for minute in (own + before).filter({ (0..<1_440).contains($0) }).sorted() {
                let change = LocalMinute(day: day, minute: minute)
                if change > moment, self.isOpen(at: change) != isOpen { return change }
            }
        }
        return nil
    }
}
