public import Kernel
import RealModule

/// How much the answer to one yes-or-no question tells about a share, in nats.
///
/// The entropy of the expected answer less the expected entropy of the answer, in closed form with
/// ψ. Lindley 1956, Annals of Mathematical Statistics 27:986; Houlsby, Huszár, Ghahramani and
/// Lengyel 2011 (BALD).
///
/// - Parameter belief: About the share that says yes.
/// - Returns: 0…ln 2.
public func expectedInformation(_ belief: BetaDistribution) -> Double {
    func entropy(_ share: Double) -> Double { share > 0 ? -share * .log(share) : 0 }
    let yes = belief.mean
    let no = belief.b / (belief.a + belief.b)
    let whole = digamma(belief.a + belief.b + 1)
    let expected =
        yes * (digamma(belief.a + 1) - whole) + no * (digamma(belief.b + 1) - whole)
    // Rounding may leave less than nothing of a belief that is sure.
    return max(0, entropy(yes) + entropy(no) + expected)
}

/// With which chance somebody is asked, in millionths: to be logged with the question, so that
/// what the answers mean can be weighed (measures.md 1.16).
///
/// - Parameters:
///   - information: In nats.
///   - value: Of one nat, in the unit of the burden.
/// - Returns: All when it is worth the burden, else ``askChanceFloor``: some are asked all the
///   same, so that nobody's silence is for certain.
public func askChance(information: Double, value: Double, burden: Double) -> Int32 {
    information * value > burden ? 1_000_000 : askChanceFloor
}

/// 2 %, in millionths.
public let askChanceFloor: Int32 = 20_000

/// Tokens that come back with time, in whole numbers.
///
/// A token is `unitsPerToken` units of time: nothing is ever rounded, and a bucket that is folded
/// again holds the same.
public struct TokenBucket: Equatable, Sendable, Codable {
    public private(set) var units: Int64

    /// - Parameter units: What is in it at first.
    public init(units: Int64) { self.units = units }

    /// Lets time come in: never more than the capacity is held.
    public mutating func refill(_ passed: Int64, capacity: Int64) {
        let (sum, isTooMuch) = units.addingReportingOverflow(max(0, passed))
        units = isTooMuch ? capacity : min(capacity, sum)
    }

    /// - Returns: Whether there was a whole token to take.
    public mutating func take(_ unitsPerToken: Int64) -> Bool {
        guard units >= unitsPerToken else { return false }
        units -= unitsPerToken
        return true
    }
}

/// Why somebody is not asked now, in order of precedence.
public enum AskRefusal: String, CaseIterable, Sendable {
    /// They complain; nothing is asked of them.
    case inComplaint = "in-complaint"
    case inPayment = "in-payment"
    case inWaiting = "in-waiting"
    /// An event tells it already.
    case alreadyTold = "already-told"
    /// Three questions in a row were not answered; they have to act first.
    case stopped
    /// The question before was not answered; the wait is twice as long each time.
    case afterSilence = "after-silence"
    /// The same wish was asked about within 90 days.
    case askedLately = "asked-lately"
    /// No token is left.
    case budgetSpent = "budget-spent"
}

/// What is going on with a person when a question would come.
public struct AskMoment: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let complaint = AskMoment(rawValue: 1)
    public static let payment = AskMoment(rawValue: 2)
    public static let waiting = AskMoment(rawValue: 4)
    /// An event tells what would be asked.
    public static let alreadyTold = AskMoment(rawValue: 8)
}

/// How often anybody may be asked: measures.md 2.4. Not proven anywhere; a house tries it.
public struct AskRules: Equatable, Sendable {
    /// 1…``capacityMax``.
    public let capacity: Int64
    /// How long one token takes to come back; above 0.
    public let refill: Span
    /// How long one wish is not asked about again.
    public let sameWish: Span
    /// So many questions in a row without an answer, and no more are asked.
    public let silencesMax: Int32

    public static let capacityMax: Int64 = 100
    private static let spanMax: Span = .hours(24 * 36_500)

    /// Values outside of their range are brought to its end.
    public init(capacity: Int64, refill: Span, sameWish: Span, silencesMax: Int32) {
        self.capacity = min(max(1, capacity), Self.capacityMax)
        self.refill = min(max(Span(milliseconds: 1), refill), Self.spanMax)
        self.sameWish = min(max(Span(milliseconds: 0), sameWish), Self.spanMax)
        self.silencesMax = min(max(1, silencesMax), 16)
    }

    /// Two at once, one more every 14 days.
    public static let standard = AskRules(
        capacity: 2, refill: .hours(24 * 14), sameWish: .hours(24 * 90), silencesMax: 3)

    /// Half of that, for the group that shows what asking does to people.
    public static let holdOut = AskRules(
        capacity: 1, refill: .hours(24 * 28), sameWish: .hours(24 * 90), silencesMax: 3)
}

/// What one person may still be asked, across all channels: one budget a person.
///
/// Whole numbers only, so that the engine may keep it. `Wish` is what tells wishes apart. Time that
/// runs backwards counts as none.
///
/// Holds at most ``keptMax`` wishes: with the rules as they stand there are never more than nine
/// within 90 days; beyond, the oldest is forgotten.
public struct AskBudget<Wish: Equatable & Codable & Sendable>: Equatable, Sendable, Codable {
    /// A wish that was asked about, and when.
    private struct Asked: Equatable, Sendable, Codable {
        let wish: Wish
        let at: Instant
    }

    /// `nil` before the first question: the bucket is full.
    private var bucket: TokenBucket?
    private var filledAt: Instant
    /// The oldest first.
    private var asked: [Asked] = []
    private var silences: Int32 = 0
    /// When the last question that was not answered was asked.
    private var silentSince: Instant?

    public static var keptMax: Int { 128 }

    public init() { filledAt = .distantPast }

    /// Whether nobody asks any more until the person acts.
    public func isStopped(by rules: AskRules = .standard) -> Bool { silences >= rules.silencesMax }

    /// How many questions in a row were not answered.
    public var silencesInRow: Int32 { silences }

    /// Thousandths of a question that could be asked now.
    public func tokensThousandths(at now: Instant, by rules: AskRules = .standard) -> Int64 {
        filled(at: now, by: rules).units * 1_000 / rules.refill.milliseconds
    }

    /// Why they are not to be asked about a wish now; `nil` when they may be. Changes nothing.
    ///
    /// - Complexity: Linear in what was asked within 90 days.
    public func refusal(
        of wish: Wish, in moment: AskMoment = [], at now: Instant, by rules: AskRules = .standard
    ) -> AskRefusal? {
        if moment.contains(.complaint) { return .inComplaint }
        if moment.contains(.payment) { return .inPayment }
        if moment.contains(.waiting) { return .inWaiting }
        if moment.contains(.alreadyTold) { return .alreadyTold }
        if isStopped(by: rules) { return .stopped }
        if let silentSince, now < silentSince + wait(by: rules) { return .afterSilence }
        let isLate = asked.contains { $0.wish == wish && now < $0.at + rules.sameWish }
        if isLate { return .askedLately }
        var bucket = filled(at: now, by: rules)
        return bucket.take(rules.refill.milliseconds) ? nil : .budgetSpent
    }

    /// A question about a wish was asked: takes a token, and none below nothing.
    public mutating func noteAsked(
        about wish: Wish, at now: Instant, by rules: AskRules = .standard
    ) {
        var bucket = filled(at: now, by: rules)
        if !bucket.take(rules.refill.milliseconds) { bucket = TokenBucket(units: 0) }
        self.bucket = bucket
        filledAt = max(filledAt, now)
        asked.removeAll { $0.wish == wish || $0.at + rules.sameWish <= now }
        asked.append(Asked(wish: wish, at: now))
        if asked.count > Self.keptMax { asked.removeFirst() }
    }

    /// A question was answered: nothing of the silence before counts any more.
    public mutating func noteAnswered() { forgetSilence() }

    /// A question was not answered.
    ///
    /// - Parameter askedAt: When it was asked: the longer wait is from then.
    public mutating func noteSilence(askedAt: Instant) {
        silences = min(silences + 1, 16)
        silentSince = max(silentSince ?? askedAt, askedAt)
    }

    /// The person did something of their own: asked, wished, complained, booked.
    public mutating func noteAct() { forgetSilence() }

    private mutating func forgetSilence() {
        silences = 0
        silentSince = nil
    }

    /// How long after a question that was not answered: twice the refill, then twice that.
    private func wait(by rules: AskRules) -> Span {
        Span(milliseconds: rules.refill.milliseconds << Int64(min(silences, 16)))
    }

    private func filled(at now: Instant, by rules: AskRules) -> TokenBucket {
        let capacity = rules.capacity * rules.refill.milliseconds
        guard var bucket else { return TokenBucket(units: capacity) }
        bucket.refill((now - filledAt).milliseconds, capacity: capacity)
        return bucket
    }
}
