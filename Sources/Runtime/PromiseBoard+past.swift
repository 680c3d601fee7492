import Domain
import Kernel
import Measures

/// One promise as reports need it, without a word of it or a name.
struct Told: Sendable {
    /// How long the thing took, as far as it is known.
    enum Took: Equatable, Sendable {
        case seconds(Int64)
        /// It was broken, and nobody knows whether it came at all.
        case never
        /// Not finished, or finished in a way that tells no time.
        case unknown
    }

    let standing: StandingPromiseID?
    let channel: PromiseChannel
    let owner: PromiseOwner?
    let fact: PromiseFact
    /// Which of its entry's words it was said in, the oldest first; `nil`: in words of its own, or
    /// in words that several of them have.
    let wording: Int?
    let madeAt: Instant
    /// The longest it was to take; `nil`: it has no end.
    let promisedSeconds: Int64?
    let took: Took
    /// Made room: it is counted, and of its times nothing is known any more.
    let isOfOld: Bool

    /// Names that are looked up in the engine at a time: less than a millisecond.
    private static let sliceCount = 1_024

    init(_ promise: Promise, person: UInt64, wording: Int?, at now: Instant) {
        standing = promise.said.standing
        channel = promise.said.channel
        owner = promise.said.owner
        fact = PromiseFact(
            person: person, letter: promise.letter(at: now),
            reading: promise.byReading?.isKept, isAsked: promise.askedAt != nil)
        self.wording = wording
        madeAt = promise.madeAt
        if case .wait(_, let most) = promise.said.content {
            promisedSeconds = most.milliseconds / 1_000
        } else {
            promisedSeconds = promise.said.due.map { ($0 - promise.madeAt).milliseconds / 1_000 }
        }
        took = Took(promise)
        isOfOld = false
    }

    private init(_ sum: PromiseSum, person: UInt64) {
        standing = sum.keys.standing
        channel = sum.keys.channel
        owner = sum.keys.owner
        fact = sum.fact(of: person)
        wording = nil
        madeAt = .distantPast
        promisedSeconds = nil
        took = .unknown
        isOfOld = true
    }

    /// Everybody's, in the order of their names; each person is a number that says nothing.
    static func gather(
        from sequencer: Sequencer, _ wordings: Wordings, _ book: PromiseBook, at now: Instant
    ) async -> [Told] {
        let names = book.names
        var numbers: [PersonID: UInt64] = [:]
        var told: [Told] = []
        for start in stride(from: 0, to: names.count, by: sliceCount) {
            let slice = names[start..<min(start + sliceCount, names.count)]
            let people = await sequencer.read { engine in
                slice.map { engine.owner(of: Alias($0)) }
            }
            for (name, person) in zip(slice, people) {
                guard let person, let kept = book[name] else { continue }
                let number = numbers[person] ?? UInt64(numbers.count)
                numbers[person] = number
                for sum in kept.room?.sums ?? [] {
                    told += Array(repeating: Told(sum, person: number), count: sum.count)
                }
                told += kept.promises.map {
                    Told($0, person: number, wording: wordings.place(of: $0.said), at: now)
                }
            }
        }
        return told
    }
}

extension Told.Took {
    fileprivate init(_ promise: Promise) {
        guard let verdict = promise.byLetter else {
            self = .unknown
            return
        }
        switch verdict.evidence {
        case .wait(_, let span): self = .seconds(max(0, span.milliseconds / 1_000))
        case .signal, .boarded:
            self = .seconds(max(0, (verdict.at - promise.madeAt).milliseconds / 1_000))
        case .got, .told:
            self =
                verdict.isKept
                ? .seconds(max(0, (verdict.at - promise.madeAt).milliseconds / 1_000)) : .never
        }
    }
}

extension PromiseBoard.Past {
    /// The same, and of the entry's own promises nothing where their counts are not told: what is
    /// left out there must not stand here.
    func telling(_ tellsOfPromises: Bool) -> Self {
        guard case .promises = basis, !tellsOfPromises else { return self }
        return Self(basis: basis, drafted: nil, others: [], weekdays: [])
    }
}

extension PromiseBoard {
    /// Shares that are looked for, in per cent: what to promise so that as many are kept.
    private static let percents = [50, 80, 90, 95, 99]

    /// - Parameter told: What was promised by this entry; not looked at for a draft about a wait.
    func past(
        of draft: StandingPromise, _ told: [Told], _ tallies: [WaitID: WaitTally]
    ) -> Past? {
        if case .wait(let wait, let most) = draft.content {
            return past(
                on: .waits(wait), drafted: most.milliseconds / 1_000,
                tallies[wait] ?? WaitTally())
        }
        guard let span = draft.span else { return nil }
        let finished = told.filter { $0.took != .unknown }
        let drafted = span.milliseconds / 1_000
        let samples = Samples(
            finished.map { promise in
                var seconds: Int64?
                if case .seconds(let took) = promise.took { seconds = took }
                return (promise.madeAt, seconds, promise.fact.person)
            })
        guard samples.peopleCount >= Suppression.least else {
            return Past(
                basis: .promises(draft.id), drafted: nil, others: [], weekdays: [])
        }
        return Past(
            basis: .promises(draft.id), drafted: samples.at(drafted),
            others: samples.others(than: drafted, Self.percents),
            weekdays: weekdays(samples, drafted))
    }

    private func past(
        on basis: Past.Basis, drafted: Int64, _ tally: WaitTally
    ) -> Past {
        var samples = Samples(tally.recent.map { ($0.at, $0.seconds, nil) })
        let weekdays = weekdays(samples, drafted)
        samples = Samples(
            tally.lengths.flatMap { length in
                Array(repeating: (Instant.distantPast, length.seconds, nil), count: length.count)
            })
        guard samples.count >= Suppression.least else {
            return Past(basis: basis, drafted: nil, others: [], weekdays: [])
        }
        return Past(
            basis: basis, drafted: samples.at(drafted),
            others: samples.others(than: drafted, Self.percents), weekdays: weekdays)
    }

    private func weekdays(
        _ samples: Samples, _ drafted: Int64
    ) -> [(weekday: Int, drafted: Past.At, others: [Past.At])] {
        // The calendar is looked up once a day of UTC: it costs more than the rest together.
        var calendars: [Int32: CivilTime] = [:]
        var byDay: [Int: [Samples.One]] = [:]
        let utc = CivilTime(offsetMinutes: 0)
        for sample in samples.inOrder {
            let day = utc.day(sample.at)
            let calendar = calendars[day] ?? civil(sample.at)
            calendars[day] = calendar
            byDay[calendar.local(sample.at).weekday, default: []].append(sample)
        }
        return byDay.sorted { $0.key < $1.key }.compactMap { weekday, each in
            let samples = Samples(each)
            guard samples.peopleCount >= Suppression.least else { return nil }
            return (
                weekday, samples.at(drafted), samples.others(than: drafted, Self.percents)
            )
        }
    }
}

/// How long things took, the shortest first; those that never came last.
private struct Samples {
    /// Without a person it is somebody else's than all others.
    typealias One = (at: Instant, seconds: Int64?, person: UInt64?)

    let inOrder: [One]
    var count: Int { inOrder.count }
    var peopleCount: Int {
        Set(inOrder.compactMap(\.person)).count + inOrder.count { $0.person == nil }
    }

    init(_ samples: [One]) {
        inOrder = samples.sorted {
            ($0.seconds ?? .max, $0.at) < ($1.seconds ?? .max, $1.at)
        }
    }

    func at(_ seconds: Int64) -> PromiseBoard.Past.At {
        var low = 0
        var high = inOrder.count
        while low < high {
            let middle = (low + high) / 2
            if (inOrder[middle].seconds ?? .max) <= seconds {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return PromiseBoard.Past.At(
            seconds: seconds, kept: low, of: count,
            interval: wilsonInterval(successes: Double(low), of: Double(count)))
    }

    /// At the least whole minutes (below two minutes: seconds) that so many in a hundred kept.
    func others(than drafted: Int64, _ percents: [Int]) -> [PromiseBoard.Past.At] {
        var values = Set<Int64>()
        for percent in percents where count > 0 {
            let rank = max(1, (count * percent + 99) / 100)
            guard let seconds = inOrder[rank - 1].seconds else { continue }
            let (up, overflow) = seconds.addingReportingOverflow(59)
            values.insert(seconds < 120 || overflow ? seconds : up / 60 * 60)
        }
        return values.subtracting([drafted]).sorted().map(at)
    }
}
