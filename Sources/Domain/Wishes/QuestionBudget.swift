import Kernel

/// Why somebody is asked nothing now. Of several reasons the one declared first is told, and only
/// to the house: it says something of them.
public enum QuestionSilence: String, CaseIterable, Sendable {
    /// They let nobody know their wishes, or nobody is known by that name.
    case notAllowed
    /// An earlier question still waits for its answer.
    case questionOpen
    /// They asked again, brought something back, or somebody is being called to help them.
    case complaint
    /// Money of theirs is on its way.
    case payment
    /// They stand waiting for something.
    case waiting
    /// Three questions in a row stayed unanswered: nothing until they do something themself.
    case stopped
    /// The last question stayed unanswered, and it is not long ago.
    case tooSoon
    case budgetSpent
    /// A draw spared them a moment ago.
    case spared
    case nothingToAsk
}

/// How often one person is asked anything, over all channels and all their names: a bucket of
/// tokens that fills with time (measures.md 2.4). Whole milliseconds throughout.
///
/// These numbers are a choice and no published rule; the group with half of it shows what they do.
struct QuestionBudget: Equatable, Sendable {
    static let refillSpan = Span.hours(24 * 14)
    static let capacity: Int64 = 2
    /// Unanswered in a row, after which only the person begins again.
    static let unansweredMax = 3
    static let sameWishSpan = Span.hours(24 * 90)
    /// After a draw that spared somebody there is no other for so long: or asking often enough
    /// would ask for certain.
    static let sparedSpan = Span.hours(24)
    /// The most questions of one name that are kept.
    static let questionCountMax = 32
    /// The least chance to be asked, so that what is logged is never nothing.
    static let probabilityMinMillionths: UInt32 = 20_000
    static let one: UInt32 = 1_000_000
    /// One person in so many is asked half as much.
    static let holdOutEvery: UInt64 = 10

    /// Fills half as fast, and holds half as much.
    let isHeldOut: Bool

    private var refill: Int64 { Self.refillSpan.milliseconds * (isHeldOut ? 2 : 1) }
    private var full: Int64 { refill * (isHeldOut ? Self.capacity / 2 : Self.capacity) }

    /// A question of whatever kind, as it counts here.
    struct Put: Equatable, Sendable {
        let at: Instant
        let isOpen: Bool
        /// Whether nothing came of it, by now.
        let isUnanswered: Bool

        /// A question that is answered or is not.
        init(at: Instant, isAnswered: Bool, now: Instant) {
            self.at = at
            isOpen = !isAnswered && now - at < Question.openSpan
            isUnanswered = !isAnswered && !isOpen
        }

        init(_ question: Question, now: Instant) {
            at = question.at
            isOpen = question.isOpen(at: now)
            isUnanswered = question.isUnanswered(at: now)
        }
    }

    /// Judges whether the budget lets a question be asked.
    ///
    /// - Parameters:
    ///   - asked: All that the person was asked under any name, the oldest first.
    ///   - isCut: Older ones are not kept; the bucket then counts as empty before these.
    ///   - actedAt: When they last did something about their wishes themself.
    func silence(
        asked: [Put], isCut: Bool, actedAt: Instant?, at now: Instant
    ) -> QuestionSilence? {
        if asked.contains(where: \.isOpen) { return .questionOpen }
        let unanswered = asked.reversed().prefix {
            $0.isUnanswered && $0.at >= actedAt ?? .distantPast
        }.count
        if unanswered >= Self.unansweredMax { return .stopped }
        if let last = asked.last, unanswered > 0 {
            let wait = Span(milliseconds: refill << Int64(unanswered))
            if now - last.at < wait { return .tooSoon }
        }
        return level(after: asked, isCut: isCut, at: now) < refill ? .budgetSpent : nil
    }

    /// What is in the bucket, in milliseconds of filling: a question takes ``refill`` of them.
    private func level(after asked: [Put], isCut: Bool, at now: Instant) -> Int64 {
        guard let first = asked.first else { return full }
        var level = isCut ? refill : full
        var at = first.at
        for question in asked {
            level = min(full, level + max(0, (question.at - at).milliseconds))
            level = max(0, level - refill)
            at = max(at, question.at)
        }
        return min(full, level + max(0, (now - at).milliseconds))
    }

    /// How likely somebody is asked when they may be: certain while nothing is known of what they
    /// settle for, and less the more is known, as one more answer then tells less.
    static func probability(knownCount: Int) -> UInt32 {
        let rest = one - probabilityMinMillionths
        return probabilityMinMillionths + rest / UInt32(clamping: 1 + max(0, knownCount))
    }
}
