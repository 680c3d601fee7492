public import Domain
public import Kernel
public import Measures
public import Ports

/// What the house promised, to whomever: what of it was kept, what falls due, what it rests on, and
/// the catalogue. Names nobody.
///
/// Groups of fewer than ten people say only that they are few. What is read is copied from the
/// engine in slices, so that no signal waits for it.
public actor PromiseBoard {
    /// What promises are grouped by.
    public enum By: String, CaseIterable, Sendable {
        case promise, channel, owner
    }

    /// One group.
    public struct Row: Sendable {
        /// The standing promise, channel or owner; `nil`: promises that have none.
        public let name: String?
        /// `nil`: of fewer than ten people, or shown it would tell of so few elsewhere.
        public let count: PromiseCount?
        /// Fewer than ten people told their reading, and some did: say that they are few, and
        /// nothing of what `count` has of readings.
        public let isReadingFew: Bool
        /// Fewer than ten people were asked and did not say, or were not asked, and some were: say
        /// neither how many were silent nor how many were not asked.
        public let isAskingFew: Bool

        init(
            name: String?, count: PromiseCount?, isReadingFew: Bool = false,
            isAskingFew: Bool = false
        ) {
            self.name = name
            self.count = count
            self.isReadingFew = isReadingFew
            self.isAskingFew = isAskingFew
        }
    }

    public struct Report: Sendable {
        public let by: By
        public let at: Instant
        public let all: Row
        /// In the order of their names, the one without a name last.
        public let rows: [Row]
    }

    /// Promises that fall due on one day, and are not judged yet.
    public struct DueDay: Sendable {
        /// Of the house's calendar, since 1970-01-01.
        public let day: Int32
        public let items: [DueItem]
    }

    /// How many of one sort.
    public struct DueItem: Sendable {
        public let standing: StandingPromiseID?
        public let channel: PromiseChannel
        public let owner: PromiseOwner?
        public let count: Int
        /// `nil`: of fewer than ten.
        public let firstDue: Instant?
    }

    /// What falls due.
    public struct Calendar: Sendable {
        /// Due before now, and nobody knows.
        public let overdue: [DueItem]
        /// From today on; days on which nothing falls due are not there.
        public let days: [DueDay]
        public let at: Instant
    }

    /// An entry of the catalogue with what it did so far.
    public struct Entry: Sendable {
        public let promise: StandingPromise
        public let row: Row
        /// `nil`: it promises no time.
        public let past: Past?
        /// More is broken than kept, beyond chance: by what became of it, or by the waits that
        /// ended. A choice of this house, no published number.
        public let canNobodyKeep: Bool
    }

    /// What the past says about a draft that promises a time.
    public struct Past: Sendable {
        public enum Basis: Equatable, Sendable {
            /// Waits of the venue's that ended.
            case waits(WaitID)
            /// Finished promises of this entry.
            case promises(StandingPromiseID)
        }

        /// How much would be kept at one value.
        public struct At: Equatable, Sendable {
            public let seconds: Int64
            public let kept: Int
            public let of: Int
            /// 0…1, Wilson's at 95 %.
            public let interval: Interval
            public var share: Double { of > 0 ? Double(kept) / Double(of) : 0 }
        }

        public let basis: Basis
        /// At the value of the draft; `nil`: too few people to say.
        public let drafted: At?
        /// At other values, the shortest first.
        public let others: [At]
        /// The same by the day of the week, 0 for Monday, of days with ten or more; of waits the
        /// last 500 that ended on the live floor.
        public let weekdays: [(weekday: Int, drafted: At, others: [At])]
    }

    private let executor = QueueExecutor(label: "senang.promises")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    let sequencer: Sequencer
    let clock: any Clock
    let civil: @Sendable (Instant) -> CivilTime
    private var gathered: Gathered?

    /// - Parameter civil: The house's calendar at a moment.
    public init(
        sequencer: Sequencer, clock: any Clock,
        civil: @escaping @Sendable (Instant) -> CivilTime
    ) {
        self.sequencer = sequencer
        self.clock = clock
        self.civil = civil
    }

    // MARK: The catalogue

    /// Puts a promise in the catalogue, or another in its place.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` for less than a lead; ``CommandRefusal``;
    ///   ``Overload``; ``JournalFailure``.
    public nonisolated func keep(_ promise: StandingPromise, by viewer: Viewer) async throws {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        try await keep(promise)
    }

    /// Takes a promise out of the catalogue. What was promised by it stands.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` for less than a lead; ``CommandRefusal``;
    ///   ``Overload``; ``JournalFailure``.
    public nonisolated func drop(_ id: StandingPromiseID, by viewer: Viewer) async throws {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        try await drop(id)
    }

    /// As ``keep(_:by:)``, for whoever runs the house.
    public nonisolated func keep(_ promise: StandingPromise) async throws {
        try await sequencer.submit(.keepStanding(promise))
    }

    /// As ``drop(_:by:)``, for whoever runs the house.
    public nonisolated func drop(_ id: StandingPromiseID) async throws {
        try await sequencer.submit(.dropStanding(id))
    }

    /// The whole catalogue in the order of its names, each with what it lacks
    /// (``Domain/StandingPromise/lacks``), what was kept of it and what the past says.
    ///
    /// - Cost: one pass over the promises, whatever the number of entries.
    public func entries() async -> [Entry] {
        let told = await told()
        let (catalogue, tallies) = await sequencer.read { ($0.promises.standing, $0.waitTallies) }
        var byEntry: [StandingPromiseID: [Told]] = [:]
        for each in told {
            guard let standing = each.standing else { continue }
            byEntry[standing, default: []].append(each)
        }
        var rows: [String: Row] = [:]
        for row in Self.rows(told, { $0.standing?.description ?? "" }) {
            rows[row.name ?? ""] = row
        }
        return catalogue.map { promise in
            let name = promise.id.description
            let row = rows[name] ?? Row(name: name, count: PromiseCount())
            let past = past(of: promise, byEntry[promise.id] ?? [], tallies)?
                .telling(row.count != nil)
            return Entry(
                promise: promise, row: row, past: past,
                canNobodyKeep: row.count?.isSeldomKept ?? false
                    || past?.drafted?.interval.isBelowHalf ?? false)
        }
    }

    /// What the past says about a draft, before it goes out.
    ///
    /// - Returns: `nil` when it promises no time that the past could tell of.
    public func past(of draft: StandingPromise) async -> Past? {
        if case .wait(let wait, _) = draft.content {
            let tally = await sequencer.read { $0.waitTallies[wait] }
            return past(of: draft, [], tally.map { [wait: $0] } ?? [:])
        }
        let told = await told()
        let row = Self.rows(told) { $0.standing?.description ?? "" }
            .first { $0.name == draft.id.description }
        return past(of: draft, told.filter { $0.standing == draft.id }, [:])?
            .telling(row == nil || row?.count != nil)
    }

    // MARK: Reports

    /// What was kept, by group.
    public func report(by: By) async -> Report {
        let told = await told()
        let all = Self.rows(told) { _ in "" }.first
        return Report(
            by: by, at: gathered?.at ?? clock.now,
            all: all ?? Row(name: nil, count: PromiseCount()),
            rows: Self.rows(told) { promise in
                switch by {
                case .promise: promise.standing?.description ?? ""
                case .channel: promise.channel.description
                case .owner: promise.owner?.description ?? ""
                }
            })
    }

    /// What falls due, by day of the house's calendar: how many of which sort, and nobody's name.
    /// It is work to be done, so few are told as they are, and without the time of day: of what one
    /// person was promised that would be a mark to know them by.
    ///
    /// - Parameter days: From today on, 1 to 366.
    public func calendar(days: Int) async -> Calendar {
        let now = clock.now
        let length = Int64(min(max(days, 1), 366))
        let open = await sequencer.read { engine in
            engine.openPromises(until: now + .hours(24 * (length + 1))).map {
                Due(said: $0.promise.said)
            }
        }
        let civil = civil(now)
        let today = civil.day(now)
        var overdue: [DueKey: (count: Int, first: Instant)] = [:]
        var byDay: [Int32: [DueKey: (count: Int, first: Instant)]] = [:]
        for each in open {
            guard let due = each.due else { continue }
            let day = civil.day(due)
            if due < now {
                overdue[each.key, default: (0, due)].count += 1
            } else if Int64(day - today) < length {
                byDay[day, default: [:]][each.key, default: (0, due)].count += 1
            }
        }
        return Calendar(
            overdue: Self.items(overdue),
            days: byDay.sorted { $0.key < $1.key }.map {
                DueDay(day: $0.key, items: Self.items($0.value))
            }, at: now)
    }

    private struct DueKey: Hashable, Sendable {
        let standing: StandingPromiseID?
        let channel: PromiseChannel
        let owner: PromiseOwner?
    }

    private struct Due: Sendable {
        let key: DueKey
        let due: Instant?

        init(said: SaidPromise) {
            key = DueKey(standing: said.standing, channel: said.channel, owner: said.owner)
            due = said.due
        }
    }

    private static func items(
        _ found: [DueKey: (count: Int, first: Instant)]
    ) -> [DueItem] {
        found.map { key, value in
            DueItem(
                standing: key.standing, channel: key.channel, owner: key.owner,
                count: value.count,
                firstDue: value.count < Suppression.least ? nil : value.first)
        }.sorted { ($1.count, $0.order) < ($0.count, $1.order) }
    }

    // MARK: Reading

    private struct Gathered {
        let told: [Told]
        let wordings: Wordings
        let at: Instant
        let until: Instant
    }

    /// Every promise, as it stands now; where gathering takes long, as it stood a while ago: at
    /// most ten times as long as that took.
    func told() async -> [Told] { await toldInWords().told }

    /// The same, with what the entries said when they were gathered.
    func toldInWords() async -> (told: [Told], wordings: Wordings) {
        let began = clock.now
        if let gathered, gathered.at <= began, began < gathered.until {
            return (gathered.told, gathered.wordings)
        }
        // A copy: sorting the names of millions is not for the engine to wait for.
        let book = await sequencer.read(\.promises)
        let wordings = Wordings(book)
        let told = await Told.gather(from: sequencer, wordings, book, at: began)
        let end = clock.now
        let took = max(0, (end - began).milliseconds)
        gathered = Gathered(
            told: told, wordings: wordings, at: began,
            until: end + Span(milliseconds: took < 50 ? 0 : took * 10))
        return (told, wordings)
    }

    /// Groups in the order of their names, the one without a name last.
    static func rows(_ told: [Told], _ key: (Told) -> String) -> [Row] {
        rows(told.map { (key($0), $0) })
    }

    /// The same of promises that are put in groups already.
    static func rows(_ told: some Swift.Sequence<(String, Told)>) -> [Row] {
        var counts: [String: PromiseCount] = [:]
        var people: [String: Set<UInt64>] = [:]
        var readers: [String: Set<UInt64>] = [:]
        var silent: [String: Set<UInt64>] = [:]
        var unasked: [String: Set<UInt64>] = [:]
        for (name, each) in told {
            counts[name, default: PromiseCount()].add(each.fact)
            guard let person = each.fact.person else { continue }
            people[name, default: []].insert(person)
            if each.fact.reading != nil {
                readers[name, default: []].insert(person)
            } else if each.fact.isSilent {
                silent[name, default: []].insert(person)
            } else {
                unasked[name, default: []].insert(person)
            }
        }
        let hidden = fewIn(people)
        let unread = fewIn(readers)
        let unsaid = fewIn(silent).union(fewIn(unasked))
        return counts.sorted { ($0.key.isEmpty ? 1 : 0, $0.key) < ($1.key.isEmpty ? 1 : 0, $1.key) }
            .map { name, count in
                let isHidden = hidden.contains(name)
                return Row(
                    name: name.isEmpty ? nil : name, count: isHidden ? nil : count,
                    isReadingFew: !isHidden && unread.contains(name),
                    isAskingFew: !isHidden && unsaid.contains(name))
            }
    }

    /// Groups that are told only to be few: so that what all have less what is shown is no fewer
    /// either, the smallest of the others goes with them when it must.
    private static func fewIn(_ people: [String: Set<UInt64>]) -> Set<String> {
        var hidden = Set(people.filter { $0.value.count < Suppression.least }.keys)
        var together = hidden.reduce(into: Set<UInt64>()) { $0.formUnion(people[$1] ?? []) }
        while !hidden.isEmpty, together.count < Suppression.least,
            let next = people.filter({ !hidden.contains($0.key) }).min(by: {
                ($0.value.count, $0.key) < ($1.value.count, $1.key)
            })
        {
            hidden.insert(next.key)
            together.formUnion(next.value)
        }
        return hidden
    }
}

extension PromiseBoard.DueItem {
    fileprivate var order: String {
        "\(standing?.description ?? "") \(channel) \(owner?.description ?? "")"
    }
}
