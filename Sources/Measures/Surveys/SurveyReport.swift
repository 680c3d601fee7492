import RealModule

/// What was found in a survey that people have already, and what it does not say.
///
/// The same shape for every kind of survey, so that any of them can be shown, stored and checked
/// in one way. Source: measures.md 1, conventions.
public struct SurveyReport: Equatable, Sendable {
    /// Who is in it; of a table without people, its rows.
    public let people: Int
    /// What was answered: an item, a pair, a task, a booking.
    public let answers: Int
    public let sections: [SurveySection]
    /// Sentences about what nobody may read into these numbers.
    public let doesNotFind: [String]
}

/// One measure of a survey, over all and by item.
public struct SurveySection: Equatable, Sendable {
    public let name: String
    /// What its numbers are counted in.
    public let unit: String
    public let rows: [SurveyRow]
}

/// One published number with its distribution.
public struct SurveyRow: Equatable, Sendable {
    /// A number beside the published one.
    public struct Figure: Equatable, Sendable {
        public let name: String
        public let value: Double
    }

    /// A word beside it: the letter of a category.
    public struct Word: Equatable, Sendable {
        public let name: String
        public let text: String
    }

    public let name: String
    public let published: Published
    public let figures: [Figure]
    public let words: [Word]

    init(
        _ name: String, _ published: Published,
        _ figures: KeyValuePairs<String, Double?> = [:], words: KeyValuePairs<String, String> = [:]
    ) {
        self.name = name
        self.published = published
        self.figures = figures.compactMap { name, value in
            value.map { Figure(name: name, value: $0) }
        }
        self.words = words.map { Word(name: $0.key, text: $0.value) }
    }
}

extension SurveySection {
    public func row(_ name: String) -> SurveyRow? { rows.first { $0.name == name } }
}

extension SurveyRow {
    public func figure(_ name: String) -> Double? { figures.first { $0.name == name }?.value }
}

extension SurveyReport {
    public func section(_ name: String) -> SurveySection? { sections.first { $0.name == name } }
}

/// A mean that never goes out without its distribution.
struct SurveySpread {
    let moments: Moments
    private let sorted: [Double]

    init(_ values: [Double]) {
        moments = Moments(values)
        sorted = values.sorted()
    }

    /// Between the two values nearest to it, by distance: Hyndman and Fan 1996, Am. Stat. 50:361,
    /// definition 7.
    func quantile(_ share: Double) -> Double? {
        guard let last = sorted.indices.last else { return nil }
        let place = share * Double(last)
        let below = min(last, Int(place.rounded(.down)))
        let above = min(last, below + 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }

    /// Student's, 95 %; `nil` of one value, which says nothing of the spread.
    var interval: Interval? {
        guard let standardError else { return nil }
        let reach =
            StudentT.quantile(0.975, degrees: Double(moments.count - 1)) * standardError
        return Interval(moments.mean - reach, moments.mean + reach)
    }

    var standardError: Double? {
        moments.standardDeviation.map { $0 / Double(moments.count).squareRoot() }
    }

    func shareBelow(_ bound: Double) -> Double? {
        sorted.isEmpty ? nil : Double(sorted.count { $0 < bound }) / Double(sorted.count)
    }

    /// - Parameters:
    ///   - asked: How many could have answered.
    ///   - width: Of the scale, so that how sure it is can be told in 0…1.
    func published(of asked: Int, width: Double) -> Published {
        Published(
            value: sorted.isEmpty ? nil : moments.mean, count: sorted.count,
            coverage: asked > 0 ? min(1, Double(sorted.count) / Double(asked)) : 0,
            interval: interval, posteriorSD: standardError.map { $0 / width })
    }
}

/// A share with Wilson's interval, and how sure it is.
func publishedShare(_ some: Int, of all: Int, coverage: Double = 1) -> Published {
    guard all > 0 else {
        return Published(value: nil, count: 0, coverage: 0, interval: nil, posteriorSD: nil)
    }
    let interval = wilsonInterval(successes: Double(some), of: Double(all))
    return Published(
        value: Double(some) / Double(all), count: all, coverage: coverage, interval: interval,
        posteriorSD: interval.width / (2 * StandardNormal.z95))
}

extension Sequence where Element: Hashable {
    /// Each once, in the order in which they were met.
    var inOrder: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

/// The survey that a file holds, by kind.
public enum Survey: Sendable {
    case items(ItemSurvey)
    case kano(KanoSurvey)
    case recommendations(RecommendationSurvey)
    case choices(ChoiceSurvey)
    case bestWorst(BestWorstSurvey)
    case bookings(BookingSurvey)

    /// - Throws: ``ChoiceRefusal`` when choices tell nothing of what is important.
    public func report() throws(ChoiceRefusal) -> SurveyReport {
        switch self {
        case .items(let survey): survey.report
        case .kano(let survey): survey.report
        case .recommendations(let survey): survey.report
        case .choices(let survey): try survey.report()
        case .bestWorst(let survey): try survey.report()
        case .bookings(let survey): survey.report
        }
    }
}

extension SurveySection {
    /// How important each of some things is, as people differ in it.
    ///
    /// - Parameter shares: One list a person: what each thing is of all that is important to them.
    init(importance things: [String], shares: [[Double]], people: Int, unit: String) {
        let rows = things.indices.map { one in
            let spread = SurveySpread(shares.map { $0[one] })
            let top = shares.count { $0[one] == $0.max() }
            return SurveyRow(
                things[one], spread.published(of: people, width: 1),
                [
                    "p10": spread.quantile(0.1), "median": spread.quantile(0.5),
                    "p90": spread.quantile(0.9),
                    "mostImportantTo": Double(top) / Double(max(1, shares.count)),
                ])
        }
        self.init(name: "importance", unit: unit, rows: rows)
    }
}
