public import Domain
import Kernel
public import Measures

/// What is tried, as pictures, sentences and tables in one language.
///
/// A difference is told as better or worse, whatever the measure counts: in a picture better is up,
/// or to the right.
public struct TrialBook: SpokenBook, Sendable {
    /// The most moments drawn: of more, some between are left out of the picture.
    public static let drawnCountMax = 30
    /// The most moments in a table: the last.
    public static let momentCountMax = 100

    /// What one of a measure's own unit is written as.
    static let one = Double(LiveMetric.one)

    let words: BookWords
    private let isDutch: Bool

    public init(people: String, isDutch: Bool) {
        words = BookWords(people: people, isDutch: isDutch)
        self.isDutch = isDutch
    }

    func of(_ words: Words) -> String { isDutch ? words.nl : words.en }

    /// Puts values into a text, each once and in one pass: a value is never read as a place.
    /// It stands in for what other books say with.
    func say(_ key: String, _ values: String...) -> String {
        let parts = text(key).split(separator: "{", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts.first ?? "")) { said, part in
            let place = part.first.flatMap(\.wholeNumberValue) ?? -1
            guard part.dropFirst().first == "}", values.indices.contains(place) else {
                return said += "{\(part)"
            }
            said += values[place] + part.dropFirst(2)
        }
    }

    // MARK: Amounts

    /// How amounts of a measure are written.
    struct Unit {
        /// Hundredths of all that there can be; else the measure's own unit.
        let isPoints: Bool
        let decimals: Int

        init(_ metric: LiveMetric) {
            isPoints = metric.kind == .rate || metric.source != .told
            let width = Double(metric.bounds.upperBound) - Double(metric.bounds.lowerBound)
            decimals = isPoints || width >= 50e6 ? 1 : width >= 5e6 ? 2 : 3
        }

        func shown(_ amount: Double) -> Double { isPoints ? amount * 100 : amount }
    }

    /// Of a measure and whom it is about.
    public func name(_ metric: LiveMetric) -> String {
        let worst = metric.kind == .worstDecile ? [text("ex-ofWorst")] : []
        let parts =
            [of(metric.words)] + worst + (metric.group.map { [say("ex-ofGroup", "\($0)")] } ?? [])
        return parts.joined(separator: " · ")
    }

    private func number(_ amount: Double, _ unit: Unit) -> String {
        InsightNumber.decimal(unit.shown(amount), decimals: unit.decimals, point: point)
    }

    /// "2.5 points".
    func amount(_ amount: Double, of metric: LiveMetric) -> String {
        let unit = Unit(metric)
        return unit.isPoints
            ? say("ex-points", number(amount, unit)) : number(amount, unit)
    }

    /// "2.5 points better".
    func far(_ better: Double, of metric: LiveMetric) -> String {
        let unit = Unit(metric)
        let isNothing = number(abs(better), unit).allSatisfy { "0.,".contains($0) }
        if isNothing { return text("ex-same") }
        return say(better > 0 ? "ex-better" : "ex-worse", amount(abs(better), of: metric))
    }

    // MARK: What the primary did, over the looks

    /// What was seen of one way beside the first, at a moment: above 0 is better.
    public struct Moment: Equatable, Sendable {
        /// In milliseconds since 1970.
        public let at: Int64
        /// By way, the first first.
        public let people: [Int]
        public let better: Double
        public let low: Double
        public let high: Double

        init(
            at: Int64, people: [Int], _ difference: Double, _ interval: Interval,
            _ good: LiveMetric.Good
        ) {
            let isUp = good == .higher
            self.at = at
            self.people = people
            better = isUp ? difference : -difference
            low = isUp ? interval.low : -interval.high
            high = isUp ? interval.high : -interval.low
        }

        /// The same but for when, to a millionth: looks are kept rounded.
        func isAlike(_ other: Moment) -> Bool {
            people == other.people
                && [(better, other.better), (low, other.low), (high, other.high)].allSatisfy {
                    abs($0 - $1) < 2 / TrialBook.one
                }
        }
    }

    /// One way of an experiment beside the first.
    public struct Course: Sendable {
        public let plan: LivePlan
        /// The place of the way, 1 or above.
        public let arm: Int
        public let looks: [LiveLook]
        /// What is known now, and when that is.
        public let report: ExperimentReport?
        public let now: Int64

        public init(
            plan: LivePlan, arm: Int, looks: [LiveLook], report: ExperimentReport?, now: Int64
        ) {
            self.plan = plan
            self.arm = arm
            self.looks = looks
            self.report = report
            self.now = now
        }
    }

    /// What may be told: of moments at which a way had fewer than ten people nothing.
    public static func moments(_ course: Course) -> [Moment] {
        let good = course.plan.primary.good
        var moments = course.looks.compactMap { look -> Moment? in
            guard isTold(look.people), look.arms.indices.contains(course.arm - 1) else {
                return nil
            }
            let arm = look.arms[course.arm - 1]
            guard let difference = arm.difference, let low = arm.low, let high = arm.high else {
                return nil
            }
            return Moment(
                at: look.at.milliseconds, people: look.people, Double(difference) / Self.one,
                Interval(Double(low) / Self.one, Double(high) / Self.one), good)
        }
        if let reading = course.report?.readings.first(where: { $0.arm == course.arm }),
            let counts = course.report?.sampleRatio?.counts, isTold(counts),
            let difference = difference(reading.primary), reading.primary.deciding.isKnown
        {
            let now = Moment(
                at: max(course.now, moments.last?.at ?? course.now), people: counts, difference,
                reading.primary.deciding, good)
            // Where nothing came since the last look, that is what is known now.
            if moments.last.map({ !$0.isAlike(now) }) ?? true { moments.append(now) }
        }
        return moments
    }

    static func isTold(_ people: [Int]) -> Bool { people.allSatisfy { $0 >= Suppression.least } }

    /// - Returns: `nil` when it is not known of ten people of each way; of the tenth that is worst
    ///   off, of ten in it.
    static func difference(_ reading: MetricReading) -> Double? {
        guard let from = reading.control, let to = reading.treatment else { return nil }
        let parts = reading.metric.kind == .worstDecile ? 10.0 : 1
        guard isTold([from.count, to.count].map { Int($0 / parts) }) else { return nil }
        return to.mean - from.mean
    }

    /// - Parameter day: How the reader writes a moment, in milliseconds since 1970.
    public func figure(_ course: Course, day: (Int64) -> String) -> InsightFigure {
        let (plan, metric) = (course.plan, course.plan.primary)
        let moments = Self.moments(course)
        let rows = Self.once(moments.map { row($0, course, day) })
        let shown = rows.suffix(Self.momentCountMax)
        let worth = amount(Double(metric.effect) / Self.one, of: metric)
        var notes = moments.isEmpty ? [] : [say("ex-courseKey", worth)]
        if rows.count > shown.count {
            notes.append(say("ex-cut", "\(shown.count)", "\(rows.count)"))
        }
        return InsightFigure(
            name: "course-\(plan.arms[course.arm].id)", title: name(metric),
            sentence: sentence(course, moments.last), notes: notes, size: (320, 168),
            marks: marks(moments, metric, day),
            table: InsightTable(
                columns: [text("ex-when")]
                    + [0, course.arm].map { say("ex-peopleOf", of(plan.arms[$0].words)) }
                    + ["ex-betterBy", "ex-least", "ex-most"].map(text),
                rows: Array(shown)))
    }

    /// Without what reads as the row before it: a day on which nothing came is told once.
    private static func once(_ rows: [[InsightTable.Cell]]) -> [[InsightTable.Cell]] {
        rows.reduce(into: []) { kept, row in
            if kept.last?.map(\.plain) != row.map(\.plain) { kept.append(row) }
        }
    }

    private func sentence(_ course: Course, _ last: Moment?) -> String {
        let (plan, metric) = (course.plan, course.plan.primary)
        guard let last else { return text("ex-unknownYet") }
        return say(
            "ex-courseSay", of(plan.arms[course.arm].words), far(last.better, of: metric),
            of(plan.arms[0].words), far(last.low, of: metric), far(last.high, of: metric))
    }

    private func row(
        _ moment: Moment, _ course: Course, _ day: (Int64) -> String
    ) -> [InsightTable.Cell] {
        let unit = Unit(course.plan.primary)
        return [
            .text(day(moment.at)), .count(moment.people[0]), .count(moment.people[course.arm]),
        ]
            + [moment.better, moment.low, moment.high].map {
                .exact(unit.shown($0), decimals: unit.decimals)
            }
    }

    // MARK: Drawn

    private static let left = 46.0
    private static let wide = 262.0
    private static let top = 10.0
    private static let high = 128.0

    private func marks(
        _ moments: [Moment], _ metric: LiveMetric, _ day: (Int64) -> String
    ) -> [InsightMark] {
        guard let first = moments.first, let last = moments.last else { return [] }
        let worth = Double(metric.effect) / Self.one
        let all = moments.map(\.better) + [last.low, last.high, 0, worth]
        let (least, most) = (all.min() ?? 0, all.max() ?? 1)
        let pad = max(most - least, 1e-9) * 0.08
        func up(_ value: Double) -> Double {
            let share = (value - least + pad) / (most - least + 2 * pad)
            return Self.top + (1 - min(1, max(0, share))) * Self.high
        }
        func across(_ at: Int64) -> Double {
            guard last.at > first.at else { return Self.left + Self.wide / 2 }
            return Self.left + Double(at - first.at) / Double(last.at - first.at) * Self.wide
        }
        let right = Self.left + Self.wide
        let unit = Unit(metric)
        var marks: [InsightMark] = [
            .line(Self.left, up(0), to: right, up(0), "axis"),
            .text(Self.left - 6, up(0) + 4, "0", "end"),
            .line(Self.left, up(worth), to: right, up(worth), "edge"),
        ]
        if abs(up(worth) - up(0)) >= 13 {
            marks.append(.text(Self.left - 6, up(worth) + 4, number(worth, unit), "end"))
        }
        let drawn = Self.drawn(moments)
        for moment in drawn {
            let x = across(moment.at)
            marks.append(.line(x, up(moment.low), to: x, up(moment.high), "reach"))
        }
        if drawn.count > 1 {
            marks.append(
                InsightMark(.line(drawn.map { .init(across($0.at), up($0.better)) }), "series"))
        }
        for moment in drawn {
            let radius = moment == last ? 5.0 : 3.0
            marks.append(
                InsightMark(
                    .dot(x: across(moment.at), y: up(moment.better), radius: radius), "little"))
        }
        let bottom = Self.top + Self.high + 20
        let (from, to) = (day(first.at), day(last.at))
        if from != to { marks.append(.text(Self.left, bottom, from)) }
        marks.append(.text(right, bottom, to, "end"))
        return marks
    }

    /// At even steps, with the first and the last.
    private static func drawn(_ moments: [Moment]) -> [Moment] {
        guard moments.count > drawnCountMax else { return moments }
        return (0..<drawnCountMax).map { moments[$0 * (moments.count - 1) / (drawnCountMax - 1)] }
    }
}

extension Interval {
    /// Whether it says anything.
    var isKnown: Bool { low.isFinite && high.isFinite }
}
