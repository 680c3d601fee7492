public import Domain
public import Kernel
public import Measures
public import Ports
import Synchronization

/// What a house may see of its people together: counted beside the house, on a thread of its own,
/// so that no signal waits for it.
///
/// It counts everybody at the start, on a new day and when facets change, in slices copied from the
/// engine; after that only those of whom something moved. Whoever leaves is out of what is counted
/// at once. What is shown is another thing: it stands until ten people moved, so that no page
/// beside an earlier one tells of fewer, or until the next month (UTC) begins.
public actor InsightBoard {
    /// People that are copied from the engine at a time: a few milliseconds.
    static let sliceCount = 128
    /// The least between two counts that are shown.
    public static let leastSpan = Span.seconds(2)
    /// What was known so many days ago is what it is compared with.
    public static let monthDays: Int32 = 30
    /// A person is average on a facet within so many standard deviations of the mean.
    public static let averageDeviations = 0.5

    /// What is shown.
    public struct Sheet: Sendable {
        public let report: InsightReport
        public let quarters: LandscapeQuarters
        public let countedAt: Instant
        /// What the facets' numbers in the report stand for.
        public let facets: [Facet]

        public init(
            report: InsightReport, quarters: LandscapeQuarters, countedAt: Instant,
            facets: [Facet]
        ) {
            self.report = report
            self.quarters = quarters
            self.countedAt = countedAt
            self.facets = facets
        }
    }

    /// How far counting everybody is.
    public struct Progress: Equatable, Sendable {
        public let counted: Int
        public let whole: Int
    }

    /// One person: of several names.
    private struct Counted {
        var names: [PersonID]
        var now = PersonMeasures()
        var before = PersonMeasures()
    }

    private struct Shown: Sendable {
        var sheet: Sheet?
        var progress: Progress? = Progress(counted: 0, whole: 0)
    }

    private let executor = QueueExecutor(label: "senang.insight")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let sequencer: Sequencer
    private let pile: InsightPile
    private let clock: any Clock
    private let shown = Mutex(Shown())

    private var people: [Counted?] = []
    private var free: [Int] = []
    private var places: [PersonID: Int] = [:]
    private var facets: [Facet] = []
    private var now = PopulationMeasures()
    private var before = PopulationMeasures()
    private var day: Int32?
    private var moved = InsightMoved()

    /// - Parameter pile: The one that the sequencer was given.
    public init(sequencer: Sequencer, pile: InsightPile, clock: any Clock) {
        self.sequencer = sequencer
        self.pile = pile
        self.clock = clock
    }

    /// The newest count; `nil` while the first one runs.
    public nonisolated var sheet: Sheet? { shown.withLock { $0.sheet } }

    /// `nil` when everybody is counted.
    public nonisolated var progress: Progress? { shown.withLock { $0.progress } }

    /// Counts whatever moved since the last turn, and shows it when it is time. One at a time.
    public func turn() async {
        let moved = pile.take()
        let today = Int32(clamping: clock.now.day)
        if moved.isAll || day != today {
            await countAll(on: today)
        } else if !moved.about.isEmpty {
            await count(moved.about, on: today)
        }
        showIfDue(on: today)
    }

    // MARK: Counting

    /// Puts everybody in the place of what was known of them, so that who moved is found here too.
    private func countAll(on today: Int32) async {
        let book = await sequencer.read(\.wishes)
        // Numbers that stand for other facets than before are no movement of people.
        let isSame = book.facets.map(\.id).starts(with: facets.map(\.id))
        facets = book.facets
        let names = Set(book.names).union(places.keys).sorted()
        let known = moved
        var counted = 0
        while counted < names.count {
            tell(Progress(counted: counted, whole: names.count))
            let end = min(counted + Self.sliceCount, names.count)
            await replace(Array(names[counted..<end]), on: today)
            counted = end
        }
        if !isSame { moved = known }
        tell(nil)
        day = today
    }

    private func tell(_ progress: Progress?) { shown.withLock { $0.progress = progress } }

    private func count(_ about: Set<RecordSubject>, on today: Int32) async {
        let subjects = Array(about)
        for start in stride(from: 0, to: subjects.count, by: Self.sliceCount) {
            let slice = subjects[start..<min(start + Self.sliceCount, subjects.count)]
            let found = await sequencer.read { engine in
                slice.flatMap { engine.insightNames(of: $0) }
            }
            // A name that parted from others leaves them to be counted as well; one that is gone
            // is only known here.
            var names = Set(found)
            for case .person(let name) in slice { names.insert(name) }
            for name in names.sorted() {
                if let place = places[name], let known = people[place] {
                    names.formUnion(known.names)
                }
            }
            await replace(names.sorted(), on: today)
        }
    }

    private func replace(_ names: [PersonID], on today: Int32) async {
        var gone: [PersonID: Counted] = [:]
        for name in names {
            guard let place = places[name], let known = people[place] else { continue }
            for each in known.names { gone[each] = known }
            remove(at: place)
        }
        await put(names, on: today)
        for name in names {
            let was = gone[name]
            let fresh = places[name].flatMap { people[$0] }
            let isSame =
                (was?.now ?? PersonMeasures()) == (fresh?.now ?? PersonMeasures())
                && (was?.before ?? PersonMeasures()) == (fresh?.before ?? PersonMeasures())
            if !isSame { moved.take((was?.names ?? []) + (fresh?.names ?? [])) }
        }
    }

    private func put(_ names: [PersonID], on today: Int32) async {
        let until = today - Self.monthDays
        for start in stride(from: 0, to: names.count, by: Self.sliceCount) {
            let slice = names[start..<min(start + Self.sliceCount, names.count)]
            let found = await sequencer.read { engine in
                slice.compactMap { engine.insightFacts(of: $0, until: until) }
            }
            found.forEach(put)
        }
    }

    private func put(_ facts: InsightFacts) {
        for name in facts.names { if let place = places[name] { remove(at: place) } }
        var counted = Counted(names: facts.names)
        for fact in facts.now { counted.now.take(fact) }
        for fact in facts.before { counted.before.take(fact) }
        now.add(counted.now.summary)
        before.add(counted.before.summary)
        let place = free.popLast() ?? people.count
        if place == people.count { people.append(nil) }
        people[place] = counted
        for name in facts.names { places[name] = place }
    }

    private func remove(at place: Int) {
        guard let known = people[place] else { return }
        now.remove(known.now.summary)
        before.remove(known.before.summary)
        for name in known.names { places[name] = nil }
        people[place] = nil
        free.append(place)
    }

    // MARK: Showing

    private func showIfDue(on today: Int32) {
        let moment = clock.now
        let isDue =
            sheet.map { shown in
                MeasureMonth(day: today)
                    > MeasureMonth(day: Int32(clamping: shown.countedAt.day))
                    || moved.isEnough && moment - shown.countedAt >= Self.leastSpan
            } ?? true
        // Facets may have changed while they were counted: numbers would stand for others.
        guard isDue, !pile.isAll else { return }
        let fresh = countedSheet(at: moment)
        shown.withLock { $0.sheet = fresh }
        moved = InsightMoved()
    }

    /// What is counted now, which is not what is shown: nobody may see it beside that. For proofs.
    package func countedNow() -> Sheet { countedSheet(at: clock.now) }

    private func countedSheet(at moment: Instant) -> Sheet {
        // Bands are of whoever is counted now: nothing is left in them of somebody who is gone.
        var banded = PopulationMeasures(
            bands: now.averageBands(within: Self.averageDeviations, version: 1))
        for case let person? in people { banded.add(person.now.summary) }
        return Sheet(
            report: InsightReport(
                now: banded, before: before,
                month: MeasureMonth(day: Int32(clamping: moment.day))),
            quarters: banded.landscapeQuarters, countedAt: moment, facets: facets)
    }
}
