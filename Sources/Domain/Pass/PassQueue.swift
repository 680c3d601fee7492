public import Kernel

/// A virtual queue as the venue plans it: what a day of it is opened with.
public struct PassQueue: Equatable, Sendable, Codable {
    /// What the house believes when it does not say.
    public static let peoplePerHourUsual = 600
    public static let windowUsual = Span.minutes(15)
    public static let graceUsual = Span.minutes(5)
    public static let offerUsual = Span.minutes(5)
    public static let returningUsual = Span.hours(2)
    public static let guestPercentUsual = 5

    public let id: PassQueueID
    public let name: Words
    /// Where one comes to: its staff see who is due.
    public let zone: ZoneID
    /// From when until when one can join, in minutes of the civil day, 0 to 1,440. An end before
    /// the beginning is of the next day.
    public let opens: Int
    public let closes: Int
    public let window: Span
    public let grace: Span
    public let offer: Span
    public let returning: Span
    public let peoplePerHour: Int
    public let guestPercent: Int

    public init(
        id: PassQueueID, name: Words, zone: ZoneID, opens: Int = 0, closes: Int = 1_440,
        window: Span = windowUsual, grace: Span = graceUsual, offer: Span = offerUsual,
        returning: Span = returningUsual, peoplePerHour: Int = peoplePerHourUsual,
        guestPercent: Int = guestPercentUsual
    ) {
        self.id = id
        self.name = name
        self.zone = zone
        self.opens = min(max(opens, 0), 1_439)
        self.closes = min(max(closes, 0), 1_440)
        self.window = window
        self.grace = grace
        self.offer = offer
        self.returning = returning
        self.peoplePerHour = peoplePerHour
        self.guestPercent = guestPercent
    }

    /// The day that a moment belongs to: the one that began last.
    ///
    /// - Parameter offset: Of the venue's time from UTC at the moment. On the day on which clocks
    ///   change, an opening before the change is off by it.
    public func day(at now: Instant, offset: Span) -> PassOpening {
        let dayLength: Int64 = 86_400_000
        let local = now.milliseconds + offset.milliseconds
        let midnight = local - ((local % dayLength) + dayLength) % dayLength
        var begin = midnight + Int64(opens) * 60_000
        if begin > local { begin -= dayLength }
        let length = Int64(closes - opens) * 60_000
        let end = begin + (length > 0 ? length : length + dayLength)
        return PassOpening(
            opensAt: Instant(milliseconds: begin - offset.milliseconds),
            closesAt: Instant(milliseconds: end - offset.milliseconds))
    }

    /// The same within the hours of the venue: the narrower of the two.
    ///
    /// Of several stretches of one day the one counts that began last, so no window lies in a
    /// break. What of a stretch lies in the queue's day is all of it.
    ///
    /// - Parameter hours: `nil`: the venue says none.
    /// - Returns: Before the first stretch of the queue's day, and on a day without any, a day
    ///   without length: nobody can join it.
    public func day(at now: Instant, offset: Span, within hours: OpeningHours?) -> PassOpening {
        let whole = day(at: now, offset: offset)
        guard let hours else { return whole }
        let dayLength: Int64 = 86_400_000
        let local = whole.opensAt.milliseconds + offset.milliseconds
        let first = Int((local - ((local % dayLength) + dayLength) % dayLength) / dayLength)
        var found = PassOpening(opensAt: whole.opensAt, closesAt: whole.opensAt)
        // A queue's day lies in two civil days at most, and a stretch may begin the day before.
        for number in first - 1...first + 1 {
            let midnight = Int64(number) * dayLength - offset.milliseconds
            func moment(_ minute: Int) -> Instant {
                Instant(milliseconds: midnight + Int64(minute) * 60_000)
            }
            for stretch in hours.stretches(on: number).sorted(by: { $0.from < $1.from }) {
                let begin = max(whole.opensAt, moment(stretch.from))
                let end = min(whole.closesAt, moment(stretch.until))
                if begin < end, begin <= now { found = PassOpening(opensAt: begin, closesAt: end) }
            }
        }
        return found
    }

    func settings(of day: PassOpening) -> PassSettings {
        PassSettings(
            opensAt: day.opensAt, window: window, grace: grace, offer: offer,
            returning: returning, statedPeoplePerHour: peoplePerHour,
            guestPercent: guestPercent, closesAt: day.closesAt)
    }
}

/// When a day of a queue begins and ends, by the clock.
public struct PassOpening: Equatable, Sendable {
    public let opensAt: Instant
    public let closesAt: Instant

    public init(opensAt: Instant, closesAt: Instant) {
        self.opensAt = opensAt
        self.closesAt = closesAt
    }
}

/// Whose place it is: a name somebody goes by, sealed for them and gone with them.
public struct PassLink: Hashable, Sendable {
    public let queue: PassQueueID
    public let party: PartyID
    public let name: Alias
}
