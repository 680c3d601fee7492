public import Domain
public import Kernel
public import Measures

extension PromiseBoard {
    /// The most values that count as an entry that was changed: with more of them each promise
    /// says its own.
    private static let valueCountMax = 12

    /// The same standing promise, as it was made with one value in one wording: before and after
    /// it was changed.
    public struct Edition: Sendable {
        /// The longest it was to take; `nil`: it said nothing of time, or each its own.
        public let seconds: Int64?
        /// Each promise said a time of its own, so that no value is an edition's.
        public let haveOwnTimes: Bool
        /// What the entry said; `nil`: it never said anything else.
        public let words: Words?
        public let firstMadeAt: Instant
        public let lastMadeAt: Instant
        public let row: Row
        /// How much more is kept than in the edition before, 0…1; `nil` where either is few.
        public let change: RateDifference?
    }

    /// One entry by what it was promised with, in the order in which that was first made: by its
    /// value and its words. A time and words of one person's own are no change of the entry.
    public func editions(of standing: StandingPromiseID) async -> [Edition] {
        let (told, wordings) = await toldInWords()
        return EditionGroups(
            told.filter { $0.standing == standing && !$0.isOfOld }, wordings[standing]
        ).editions
    }

    /// Entries that were promised in more than one edition, to enough people each, in the order of
    /// their names, each with its ``editions(of:)``.
    ///
    /// - Parameter countMax: No more than so many of them.
    /// - Cost: one pass over the promises, and a sort of those that are shown.
    public func changes(atMost countMax: Int) async -> [(
        id: StandingPromiseID, editions: [Edition]
    )] {
        let (told, wordings) = await toldInWords()
        var byEntry: [StandingPromiseID: [Told]] = [:]
        for each in told where !each.isOfOld {
            guard let standing = each.standing else { continue }
            byEntry[standing, default: []].append(each)
        }
        var changes: [(id: StandingPromiseID, editions: [Edition])] = []
        for (id, told) in byEntry.sorted(by: { $0.key < $1.key }) where changes.count < countMax {
            let groups = EditionGroups(told, wordings[id])
            if groups.areEnough { changes.append((id, groups.editions)) }
        }
        return changes
    }

    /// Promises of one entry, put together by edition.
    private struct EditionGroups {
        struct Key: Hashable {
            let seconds: Int64?
            let wording: Int

            var word: String { "\(seconds.map { "\($0)" } ?? "words") \(wording)" }
        }

        let words: [Words]
        let haveOwnTimes: Bool
        /// In the order in which each was first made.
        var groups: [(key: Key, told: [Told])] = []

        init(_ told: [Told], _ words: [Words]) {
            self.words = words
            haveOwnTimes =
                Set(told.map(\.promisedSeconds)).count > PromiseBoard.valueCountMax
            let inOrder = told.sorted { $0.madeAt < $1.madeAt }
            // Words of a person's own are the entry's of then.
            var wording = inOrder.lazy.compactMap(\.wording).first ?? 0
            var places: [Key: Int] = [:]
            for each in inOrder {
                wording = each.wording ?? wording
                let key = Key(
                    seconds: haveOwnTimes ? nil : each.promisedSeconds, wording: wording)
                if let place = places[key] {
                    groups[place].told.append(each)
                } else {
                    places[key] = groups.count
                    groups.append((key, [each]))
                }
            }
        }

        /// Whether two editions are of enough people to be set beside one another.
        var areEnough: Bool {
            groups.count {
                Set($0.told.compactMap(\.fact.person)).count >= Suppression.least
            } >= 2
        }

        var editions: [Edition] {
            var rows: [String: Row] = [:]
            let named = groups.flatMap { group in group.told.map { (group.key.word, $0) } }
            for row in PromiseBoard.rows(named) { rows[row.name ?? ""] = row }
            var editions: [Edition] = []
            var last: PromiseCount?
            for (key, told) in groups {
                guard let row = rows[key.word], let first = told.first, let end = told.last
                else { continue }
                editions.append(
                    Edition(
                        seconds: key.seconds, haveOwnTimes: haveOwnTimes,
                        words: words.count > 1 && key.wording < words.count
                            ? words[key.wording] : nil,
                        firstMadeAt: first.madeAt, lastMadeAt: end.madeAt, row: row,
                        change: PromiseBoard.change(row.count, since: last)))
                last = row.count
            }
            return editions
        }
    }

    private static func change(
        _ count: PromiseCount?, since last: PromiseCount?
    ) -> RateDifference? {
        guard let count, let last, count.judged > 0, last.judged > 0 else { return nil }
        return RateDifference(
            first: (Double(count.kept), of: Double(count.judged)),
            second: (Double(last.kept), of: Double(last.judged)))
    }
}

/// What entries that were changed said, so that a promise tells by its words which of them it is
/// of.
struct Wordings: Sendable {
    /// Of entries that said something else before: the oldest first, what it says now last.
    private var words: [StandingPromiseID: [Words]] = [:]
    private var places: [StandingPromiseID: [String: Int]] = [:]

    init(_ book: PromiseBook) {
        for id in book.reworded {
            let words = book.words(of: id)
            var places: [String: Int] = [:]
            var shared: Set<String> = []
            for (place, each) in words.enumerated() {
                for text in Set([each.en, each.nl])
                where places.updateValue(place, forKey: text) != nil { shared.insert(text) }
            }
            // Words that two of them have tell neither.
            for text in shared { places[text] = nil }
            self.words[id] = words
            self.places[id] = places
        }
    }

    /// None: it never said anything else.
    subscript(id: StandingPromiseID) -> [Words] { words[id] ?? [] }

    /// Which of its entry's words something was said in; `nil`: in none, or in several.
    func place(of said: SaidPromise) -> Int? {
        said.standing.flatMap { places[$0]?[said.quote] }
    }
}
