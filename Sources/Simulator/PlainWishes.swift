import Domain
import Kernel

/// What a house of wishes must come to, kept as a child would: lists of what was said, by the name
/// it was said under. It knows nothing of rows, engines or snapshots.
struct PlainWishes: PlainHouse {
    struct Guest: PlainGuest {
        let name: PersonID
        /// Guests who share one are one person.
        var mail: Int?
        var helps = true
        var choseAt = Instant.distantPast
        var isErased = false
        /// When they last did something about their wishes themself.
        var actedAt: Instant?
    }

    struct Saying {
        let id: WishID
        let guest: Int
        let facet: Int
        var want: Want?
        var words: String
        let isTold: Bool
        let at: Instant
        var wording: String?
        var isConfirmed = false
        var isWithdrawn = false
        var importance: UInt8?
        /// What was measured before does not count.
        var measuredSince: Instant?
    }

    struct Lived {
        let id: ExperienceID
        let guest: Int
        let wish: WishID
        let millionths: Int32?
        let isJudged: Bool
        let isLeast: Bool
        let isComplaint: Bool
        let at: Instant
    }

    struct Sensed {
        let id: ExperienceID
        let guest: Int
        let wish: WishID
        let kind: Felt.Kind
        let level: UInt8
        let at: Instant
    }

    struct Asking {
        let question: Question
        let guest: Int
        var answer: QuestionAnswer?
        var isOver = false

        func isOpen(at now: Instant) -> Bool {
            answer == nil && !isOver && now - question.at < .hours(24 * 7)
        }
    }

    typealias Outcome = PlainOutcome

    var guests: [Guest]
    var sayings: [Saying] = []
    var lived: [Lived] = []
    var sensed: [Sensed] = []
    var asked: [Asking] = []

    // MARK: Whose

    func find(_ wish: WishID, of guest: Int) -> Int? {
        let group = group(of: guest)
        return sayings.firstIndex { $0.id == wish && group.contains($0.guest) }
    }

    /// The oldest first.
    func wishes(of guest: Int) -> [Saying] {
        let group = group(of: guest)
        return sayings.filter { group.contains($0.guest) }.sorted {
            ($0.at, $0.id) < ($1.at, $1.id)
        }
    }

    func asked(of guest: Int) -> [Asking] {
        let group = group(of: guest)
        return asked.filter { group.contains($0.guest) }.sorted {
            ($0.question.at, $0.question.id) < ($1.question.at, $1.question.id)
        }
    }

    /// What a person lived through, each sender's id once: as it was told first.
    func lived(of guest: Int) -> [Lived] {
        let group = group(of: guest)
        var seen = Set<ExperienceID>()
        return lived.filter { group.contains($0.guest) }
            .sorted { ($0.at, $0.id, $0.wish) < ($1.at, $1.id, $1.wish) }
            .filter { seen.insert($0.id).inserted }
    }

    func sensed(of guest: Int) -> [Sensed] {
        let group = group(of: guest)
        var seen = Set<ExperienceID>()
        return sensed.filter { group.contains($0.guest) }
            .sorted { ($0.at, $0.id, $0.wish) < ($1.at, $1.id, $1.wish) }
            .filter { seen.insert($0.id).inserted }
    }

    // MARK: Forgetting

    mutating func erase(_ guest: Int) {
        let gone = group(of: guest)
        for each in gone { guests[each].isErased = true }
        sayings.removeAll { gone.contains($0.guest) }
        lived.removeAll { gone.contains($0.guest) }
        sensed.removeAll { gone.contains($0.guest) }
        asked.removeAll { gone.contains($0.guest) }
    }

    // MARK: What counts

    /// One wish as it enters a measure.
    struct Counted: Equatable {
        let facet: Int
        let importance: UInt8?
        let counts: Bool
        let facts: [[Int64]]
        let feelings: [[Int64]]
    }

    /// Of each person who lets the house help them, by the lowest of their names.
    var counted: [Int: [Counted]] {
        var all: [Int: [Counted]] = [:]
        for guest in guests.indices
        where !guests[guest].isErased && group(of: guest).first == guest && helps(guest) {
            let (lived, sensed) = (lived(of: guest), sensed(of: guest))
            let wishes = wishes(of: guest).filter { !$0.isWithdrawn }
            guard !wishes.isEmpty else { continue }
            all[guest] = wishes.map { wish in
                Counted(
                    facet: wish.facet, importance: wish.importance, counts: wish.isConfirmed,
                    facts: wish.isConfirmed
                        ? lived.filter { $0.wish == wish.id }.compactMap { $0.fact(of: wish) }
                        : [],
                    feelings: wish.isConfirmed
                        ? sensed.filter { $0.wish == wish.id }.map {
                            [$0.kind.place, Int64($0.level), $0.at.milliseconds / 86_400_000]
                        } : [])
            }
        }
        return all
    }

    // MARK: The budget

    /// Why somebody is asked nothing; `nil`: their budget lets them be asked.
    ///
    /// Of the bucket only the moment is kept at which it will be full again.
    func silence(of guest: Int, isHeldOut: Bool, at now: Instant) -> QuestionSilence? {
        guard !guests[guest].isErased, helps(guest) else { return .notAllowed }
        let asked = asked(of: guest)
        if asked.contains(where: { $0.isOpen(at: now) }) { return .questionOpen }
        let complains = lived(of: guest).contains { $0.isComplaint && now - $0.at < .hours(24) }
        if complains { return .complaint }
        let acted = group(of: guest).compactMap { guests[$0].actedAt }.max() ?? .distantPast
        let unanswered = asked.reversed().prefix {
            $0.answer == nil && !$0.isOpen(at: now) && $0.question.at >= acted
        }.count
        if unanswered >= 3 { return .stopped }
        let days: Int64 = isHeldOut ? 28 : 14
        if let last = asked.last, unanswered > 0,
            now - last.question.at < .hours(24 * days * (unanswered == 1 ? 2 : 4))
        {
            return .tooSoon
        }
        let whole = Span.hours(24 * 28)
        var fullAt = Instant.distantPast
        for asking in asked {
            let at = asking.question.at
            fullAt = min(max(fullAt, at) + .hours(24 * days), at + whole)
        }
        return now + whole < fullAt + .hours(24 * days) ? .budgetSpent : nil
    }
}

extension PlainWishes.Lived {
    /// What a measure has of it; `nil`: nothing.
    fileprivate func fact(of wish: PlainWishes.Saying) -> [Int64]? {
        guard let millionths else { return nil }
        if !isJudged, let since = wish.measuredSince, at < since { return nil }
        return [
            Int64(millionths), at.milliseconds / 86_400_000, isJudged ? 1 : 0, isLeast ? 1 : 0,
        ]
    }
}

extension Felt.Kind {
    /// Its place among all.
    var place: Int64 { Int64(Self.allCases.firstIndex(of: self) ?? 0) }
}
