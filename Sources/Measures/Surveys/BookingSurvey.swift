/// Bookings: what people reserved, and what they were given.
public struct BookingSurvey: Sendable {
    /// One booking that went through.
    public struct Booking: Equatable, Sendable {
        /// `nil` when the table knows no people.
        public let person: String?
        public let wanted: String
        public let got: String
        /// What it cost or is worth, so that options can be put in order.
        public let value: Double?

        public init(person: String?, wanted: String, got: String, value: Double? = nil) {
            self.person = person
            self.wanted = wanted
            self.got = got
            self.value = value
        }

        var isOther: Bool { wanted != got }
    }

    /// Fewer of one option are not told by themselves.
    public static let leastShown = 10

    public let bookings: [Booking]

    public init(bookings: [Booking]) { self.bookings = bookings }

    /// Each option's mean value among those who reserved it and were given it.
    public var worth: [String: Double] {
        var worth: [String: Moments] = [:]
        for booking in bookings where !booking.isOther {
            if let value = booking.value { worth[booking.wanted, default: Moments()].add(value) }
        }
        return worth.mapValues(\.mean)
    }

    /// Shares of those who were given something else, and which way as far as values tell.
    /// O(bookings).
    public var report: SurveyReport {
        let people = bookings.compactMap(\.person)
        let worth = worth
        let options = bookings.map(\.wanted).inOrder.sorted()
        let grouped = Dictionary(grouping: bookings, by: \.wanted)
        let shown = options.filter { (grouped[$0]?.count ?? 0) >= Self.leastShown }
        let rows =
            [row("all bookings", bookings, worth)]
            + shown.map { row($0, grouped[$0] ?? [], worth) }
        return SurveyReport(
            people: people.isEmpty ? bookings.count : Set(people).count,
            answers: bookings.count,
            sections: [
                SurveySection(
                    name: "settledFor", unit: "share given another option than reserved",
                    rows: rows)
            ],
            doesNotFind: [
                "Another option is not a sacrifice by itself: an upgrade is often a gift. Only "
                    + "where values tell can a step down be told from a step up, and values are "
                    + "the house's, not the guest's.",
                "What was reserved is already a choice among what was offered: what people "
                    + "wanted exactly, and did not find, is not in a booking.",
                "Whether they minded was not asked: nobody is told to be satisfied here.",
            ] + (people.isEmpty ? ["The table knows no people: these are bookings."] : []))
    }

    private func row(
        _ name: String, _ some: [Booking], _ worth: [String: Double]
    ) -> SurveyRow {
        let others = some.filter(\.isOther)
        let steps = others.compactMap { booking in
            worth[booking.got].flatMap { got in worth[booking.wanted].map { got - $0 } }
        }
        let down = steps.count { $0 < 0 }
        let interval = wilsonInterval(successes: Double(down), of: Double(max(1, some.count)))
        let knowsWorth = !worth.isEmpty
        return SurveyRow(
            name, publishedShare(others.count, of: some.count),
            [
                "other": Double(others.count),
                "dearer": knowsWorth ? Double(steps.count { $0 > 0 }) : nil,
                "cheaper": knowsWorth ? Double(down) : nil,
                "unknownWay": knowsWorth ? Double(others.count - steps.count) : nil,
                "cheaperShare": knowsWorth ? Double(down) / Double(max(1, some.count)) : nil,
                "cheaperShareLow": knowsWorth ? interval.low : nil,
                "cheaperShareHigh": knowsWorth ? interval.high : nil,
            ])
    }
}
