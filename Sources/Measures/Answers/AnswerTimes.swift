/// How long something took to be answered, or how long it has been waiting.
public struct AnswerTime: Equatable, Sendable {
    public enum Ending: Sendable {
        case answered
        /// Whoever asked took it back: it will not be answered.
        case withdrawn
        case stillOpen
    }

    /// 0 or above; any unit, the same for all.
    public let time: Double
    public let ending: Ending

    public init(time: Double, ending: Ending) {
        self.time = time
        self.ending = ending
    }
}

/// The time to an answer, where open items count with the time that they have waited.
///
/// Kaplan and Meier 1958, JASA 53:457. A mean over what was answered leaves out what took too long.
public struct AnswerCurve: Equatable, Sendable {
    /// What is known at a time at which something was answered.
    public struct Step: Equatable, Sendable {
        public let time: Double
        /// The share that is not answered after it, were nothing withdrawn.
        public let unanswered: Double
        /// Of ``unanswered``: Greenwood 1926.
        public let standardError: Double
    }

    /// Rising in time.
    public let steps: [Step]
    /// The longest time seen.
    public let timeMax: Double
    /// Of those that were answered; `nil` when none was. Only to be shown beside the median.
    public let meanOfAnswered: Double?

    /// - Complexity: n log n.
    public init(_ items: [AnswerTime]) {
        let times = items.filter { $0.ending == .answered }.map(\.time)
        self.init(
            RiskMoment.all(of: items), timeMax: items.map(\.time).max() ?? 0,
            meanOfAnswered: times.isEmpty ? nil : times.reduce(0, +) / Double(times.count))
    }

    init(_ moments: [RiskMoment], timeMax: Double, meanOfAnswered: Double?) {
        var steps: [Step] = []
        var share = 1.0
        var variance = 0.0
        for moment in moments where moment.answered > 0 {
            let (atRisk, answered) = (moment.atRisk, moment.answered)
            share *= 1 - answered / atRisk
            // Where nobody is left the share is 0 and so is its error.
            if answered < atRisk { variance += answered / (atRisk * (atRisk - answered)) }
            steps.append(
                Step(
                    time: moment.time, unanswered: share,
                    standardError: share * variance.squareRoot()))
        }
        self.steps = steps
        self.timeMax = timeMax
        self.meanOfAnswered = meanOfAnswered
    }
    /// The time by which half is answered; `nil` when that was not seen.
    public var median: Double? { steps.first { $0.unanswered <= 0.5 }?.time }

    /// The share not answered within a time that was promised.
    public func unanswered(after time: Double) -> (share: Double, standardError: Double) {
        guard let step = steps.last(where: { $0.time <= time }) else { return (1, 0) }
        return (step.unanswered, step.standardError)
    }

    /// The mean time to an answer of which only the part up to `end` is counted (RMST).
    ///
    /// - Parameter end: 0…``timeMax``; beyond it the last share goes on.
    public func restrictedMean(until end: Double) -> Double {
        var area = 0.0
        var (from, share) = (0.0, 1.0)
        for step in steps where step.time < end {
            area += share * (step.time - from)
            (from, share) = (step.time, step.unanswered)
        }
        return area + share * max(0, end - from)
    }
}

/// The share that was answered, and the share that was withdrawn, by a time: the two compete.
///
/// One less Kaplan–Meier would count what was withdrawn as if it were still to be answered. Aalen
/// and Johansen 1978, Scandinavian Journal of Statistics 5:141.
public struct AnswerIncidence: Equatable, Sendable {
    public struct Step: Equatable, Sendable {
        public let time: Double
        public let answered: Double
        public let withdrawn: Double
    }

    /// Rising in time: where something was answered or withdrawn.
    public let steps: [Step]

    /// - Complexity: n log n.
    public init(_ items: [AnswerTime]) { self.init(RiskMoment.all(of: items)) }

    init(_ moments: [RiskMoment]) {
        var steps: [Step] = []
        var (open, answered, withdrawn) = (1.0, 0.0, 0.0)
        for moment in moments where moment.answered + moment.withdrawn > 0 {
            answered += open * moment.answered / moment.atRisk
            withdrawn += open * moment.withdrawn / moment.atRisk
            open *= 1 - (moment.answered + moment.withdrawn) / moment.atRisk
            steps.append(Step(time: moment.time, answered: answered, withdrawn: withdrawn))
        }
        self.steps = steps
    }

    /// What was answered and withdrawn by a time.
    public func shares(by time: Double) -> (answered: Double, withdrawn: Double) {
        steps.last { $0.time <= time }.map { ($0.answered, $0.withdrawn) } ?? (0, 0)
    }
}

/// What ended at one time, and how many could have. What is open at it still could have.
struct RiskMoment {
    let time: Double
    let atRisk: Double
    var answered = 0.0
    var withdrawn = 0.0

    /// Rising in time.
    static func all(of items: [AnswerTime]) -> [Self] {
        var moments: [Self] = []
        for (place, item) in items.sorted(by: { $0.time < $1.time }).enumerated() {
            if moments.last?.time != item.time {
                moments.append(Self(time: item.time, atRisk: Double(items.count - place)))
            }
            switch item.ending {
            case .answered: moments[moments.count - 1].answered += 1
            case .withdrawn: moments[moments.count - 1].withdrawn += 1
            case .stillOpen: break
            }
        }
        return moments
    }
}
