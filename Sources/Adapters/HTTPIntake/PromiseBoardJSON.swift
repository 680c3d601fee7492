import Domain
import Kernel
import Measures
import Runtime

/// How much of one group was kept: by the letter, and apart from it by what people understood.
struct PromiseRowJSON: Encodable {
    /// `null`: promises that have none.
    let name: String?
    /// Fewer than ten people: nothing more is said.
    let isFew: Bool
    let count: PromiseCount?
    let isReadingFew: Bool

    init(_ row: PromiseBoard.Row) {
        name = row.name
        isFew = row.count == nil
        count = row.count
        isReadingFew = row.isReadingFew
    }

    private enum Key: String, CodingKey {
        case name, few, people, made, notDue, due, keptByLetter, brokenByLetter, keptByReading
        case asked, unknown, judged, rate, low, high, state, bounds, anytime, rateByReading
        case rateByReadingInterval, interpretationGap
    }

    private struct Ends: Encodable {
        let low: Double
        let high: Double

        init(_ interval: Interval) { (low, high) = (interval.low, interval.high) }

        init(_ bounds: KeptBounds) { (low, high) = (bounds.lower, bounds.upper) }
    }

    private struct Gap: Encodable {
        let value: Double
        /// Judged both ways.
        let n: Int
        let keptByLetterOnly: Int
        let keptByReadingOnly: Int
        let low: Double?
        let high: Double?
    }

    func encode(to encoder: any Encoder) throws {
        var told = encoder.container(keyedBy: Key.self)
        try told.encode(name, forKey: .name)
        try told.encode(isFew, forKey: .few)
        guard let count else { return }
        try told.encode(count.personCount, forKey: .people)
        try told.encode(count.made, forKey: .made)
        try told.encode(count.notDue, forKey: .notDue)
        try told.encode(count.due, forKey: .due)
        try told.encode(count.kept, forKey: .keptByLetter)
        try told.encode(count.broken, forKey: .brokenByLetter)
        try told.encode(count.unknown, forKey: .unknown)
        try told.encode(count.judged, forKey: .judged)
        try told.encode(count.rate, forKey: .rate)
        if let interval = count.interval {
            try told.encode(interval.low, forKey: .low)
            try told.encode(interval.high, forKey: .high)
        }
        try told.encode(count.published.standing.rawValue, forKey: .state)
        try told.encodeIfPresent(count.anytime.map(Ends.init), forKey: .anytime)
        try told.encodeIfPresent(count.bounds.map(Ends.init), forKey: .bounds)
        if isReadingFew {
            try told.encode("few", forKey: .asked)
            try told.encode("few", forKey: .keptByReading)
        } else {
            try encodeReading(count, into: &told)
        }
    }

    /// Nothing of it where nobody was asked: it is never the letter's figure.
    private func encodeReading(
        _ count: PromiseCount, into told: inout KeyedEncodingContainer<Key>
    ) throws {
        try told.encode(count.asked, forKey: .asked)
        guard let rate = count.rateByReading else {
            try told.encode("not asked", forKey: .keptByReading)
            return
        }
        try told.encode(count.keptByReading, forKey: .keptByReading)
        try told.encode(rate, forKey: .rateByReading)
        try told.encodeIfPresent(
            count.intervalByReading.map(Ends.init), forKey: .rateByReadingInterval)
        guard let gap = count.gapShare else { return }
        try told.encode(
            Gap(
                value: gap, n: count.judgedTwice, keptByLetterOnly: count.gap,
                keptByReadingOnly: count.gapOtherWay, low: count.gapInterval?.low,
                high: count.gapInterval?.high), forKey: .interpretationGap)
    }
}

struct PromiseReportJSON: Encodable {
    let by: String
    let at: String
    let all: PromiseRowJSON
    let groups: [PromiseRowJSON]
    let parting: PartingJSON

    /// With how many much is at stake, of those who said how much of themself they recognise in the
    /// house. Missing: of few.
    struct PartingJSON: Encodable {
        let told: Int?
        let exposed: Int?
    }

    init(_ report: PromiseBoard.Report, _ parting: PromiseBoard.Parting) {
        self.parting = PartingJSON(told: parting.told, exposed: parting.exposed)
        by = report.by.rawValue
        at = report.at.rfc3339
        all = PromiseRowJSON(report.all)
        groups = report.rows.map(PromiseRowJSON.init)
    }
}

/// What the past says about a promise of time.
struct PromisePastJSON: Encodable {
    struct At: Encodable {
        let seconds: Int64
        let kept: Int
        let of: Int
        let share: Double
        let interval: [Double]

        init(_ value: PromiseBoard.Past.At) {
            seconds = value.seconds
            kept = value.kept
            of = value.of
            share = value.share
            interval = [value.interval.low, value.interval.high]
        }
    }

    struct Weekday: Encodable {
        /// 0 for Monday.
        let weekday: Int
        let drafted: At
        let others: [At]
    }

    let basis: String
    /// Missing: of fewer than ten.
    let drafted: At?
    let others: [At]
    let weekdays: [Weekday]

    init(_ past: PromiseBoard.Past) {
        basis =
            switch past.basis {
            case .waits(let wait): "wait \(wait)"
            case .promises(let standing): "promise \(standing)"
            }
        drafted = past.drafted.map(At.init)
        others = past.others.map(At.init)
        weekdays = past.weekdays.map {
            Weekday(
                weekday: $0.weekday, drafted: At($0.drafted), others: $0.others.map(At.init))
        }
    }
}

struct StandingPromiseJSON: Encodable {
    struct Said: Encodable {
        let en: String
        let nl: String
    }

    let id: String
    let words: Said
    let channel: String
    let audience: String
    let content: PromiseContentJSON
    let spanSeconds: Int64?
    let owner: String?
    let evidence: String
    let horizon: String

    init(_ promise: StandingPromise) {
        id = promise.id.description
        words = Said(en: promise.words.en, nl: promise.words.nl)
        channel = promise.channel.description
        audience = promise.audience
        content = PromiseContentJSON(promise.content)
        spanSeconds = promise.span.map { $0.milliseconds / 1_000 }
        owner = promise.owner?.description
        evidence = promise.evidence
        horizon = promise.horizon.rawValue
    }
}

/// An entry with what it lacks and what the past says, before it goes out.
struct DraftJSON: Encodable {
    let promise: StandingPromiseJSON
    let lacks: [String]
    let past: PromisePastJSON?

    init(_ promise: StandingPromise, past: PromiseBoard.Past?) {
        self.promise = StandingPromiseJSON(promise)
        lacks = promise.lacks.map(\.rawValue)
        self.past = past.map(PromisePastJSON.init)
    }
}

struct CatalogueEntryJSON: Encodable {
    let promise: StandingPromiseJSON
    let lacks: [String]
    let past: PromisePastJSON?
    let told: PromiseRowJSON
    let canNobodyKeep: Bool

    init(_ entry: PromiseBoard.Entry) {
        promise = StandingPromiseJSON(entry.promise)
        lacks = entry.promise.lacks.map(\.rawValue)
        past = entry.past.map(PromisePastJSON.init)
        told = PromiseRowJSON(entry.row)
        canNobodyKeep = entry.canNobodyKeep
    }
}

struct EditionJSON: Encodable {
    /// How much more is kept than in the edition before.
    struct Change: Encodable {
        let difference: Double
        let interval: [Double]
    }

    let seconds: Int64?
    let firstMadeAt: String
    let lastMadeAt: String
    let told: PromiseRowJSON
    let change: Change?

    init(_ edition: PromiseBoard.Edition) {
        seconds = edition.seconds
        firstMadeAt = edition.firstMadeAt.rfc3339
        lastMadeAt = edition.lastMadeAt.rfc3339
        told = PromiseRowJSON(edition.row)
        change = edition.change.map {
            let interval = $0.newcombe()
            return Change(difference: $0.difference, interval: [interval.low, interval.high])
        }
    }
}

struct PromiseCalendarJSON: Encodable {
    struct Item: Encodable {
        let standing: String?
        let channel: String
        let owner: String?
        let count: Int
        let firstDue: String

        init(_ item: PromiseBoard.DueItem) {
            standing = item.standing?.description
            channel = item.channel.description
            owner = item.owner?.description
            count = item.count
            firstDue = item.firstDue.rfc3339
        }
    }

    struct Day: Encodable {
        let day: String
        let items: [Item]
    }

    let at: String
    let overdue: [Item]
    let days: [Day]

    init(_ calendar: PromiseBoard.Calendar) {
        at = calendar.at.rfc3339
        overdue = calendar.overdue.map(Item.init)
        days = calendar.days.map { day in
            let midnight = Instant(milliseconds: Int64(day.day) * 86_400_000)
            return Day(
                day: String(midnight.rfc3339.prefix(10)), items: day.items.map(Item.init))
        }
    }
}
