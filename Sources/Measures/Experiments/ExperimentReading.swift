import RealModule

/// How the interval of a difference is found.
public enum SequenceMethod: String, CaseIterable, Sendable {
    /// From the seen variance: sharp, and sound only when people are many.
    case gaussian
    /// From the bounds of the values alone: sound for any number of people, from sums alone.
    case bounded
    /// From the people in their order: sound for any number of people, and sharper.
    case bernstein
    /// Nothing is known yet but the bounds.
    case unknown
}

/// The difference of treatment to control in one metric, with where it lies at every look at once.
///
/// Below ``fewPeople`` on a side the Gaussian sequence, which is asymptotic, is not used. Whoever
/// looks both before and after that changes the method, which together may miss twice as often:
/// name the method before the start where this matters. measures.md 1.14.
public struct ExperimentReading: Equatable, Sendable {
    public static let fewPeople: Int64 = 500
    /// The share of people in the worst tenth.
    public static let worstShare = 0.1

    public let metric: ExperimentMetric
    /// Treatment less control; `nil` while a side is empty.
    public let difference: Double?
    public let interval: Interval
    public let method: SequenceMethod
    /// 1/(1/n_a + 1/n_b): exact while both sides grow alike, else near it.
    public let effectiveCount: Double
    /// Λ of no difference against one of about τ; `nil` without the Gaussian method.
    public let ratio: Double?

    /// - Parameters:
    ///   - alpha: Of two sides; above 0, below 1.
    ///   - method: As it was named before the start; by the number of people when it was not.
    ///     The Bernstein one reads people, not a tally: here it is ``SequenceMethod/bounded``.
    /// - Complexity: Linear in the bins.
    public init(
        _ tally: ExperimentTally, alpha: Double, method named: SequenceMethod? = nil
    ) {
        metric = tally.metric
        let (one, other) = (tally.control.people.count, tally.treatment.people.count)
        let isFew = min(one, other) < Self.fewPeople
        effectiveCount =
            one > 0 && other > 0 ? 1 / (1 / Double(one) + 1 / Double(other)) : 0
        let (from, to) = (Self.side(tally.control, metric), Self.side(tally.treatment, metric))
        let difference = from.flatMap { from in to.map { $0.mean - from.mean } }
        self.difference = difference
        let whole = Interval(-metric.range, metric.range)
        guard let from, let to, let difference else {
            (interval, method, ratio) = (whole, .unknown, nil)
            return
        }
        let tau = Double(metric.effect) / millionths
        if named == .gaussian || (named == nil && !isFew) {
            let variance = from.variance / Double(one) + to.variance / Double(other)
            let test = MixtureTest(
                variance: variance * effectiveCount, mixtureVariance: tau * tau)
            if variance > 0, min(one, other) >= 2 {
                let radius = test.radius(count: effectiveCount, alpha: alpha)
                interval = whole.cut(difference - radius, difference + radius)
                method = .gaussian
                ratio = test.ratio(count: effectiveCount, distance: difference)
                return
            }
        }
        ratio = nil
        guard metric.statistic == .mean, named != .unknown else {
            (interval, method) = (whole, .unknown)
            return
        }
        // Hoeffding's lemma: what is bounded spreads no more than this. Each side has half of α.
        let test = MixtureTest(
            variance: metric.range * metric.range / 4, mixtureVariance: tau * tau)
        let radius =
            test.radius(count: Double(one), alpha: alpha / 2)
            + test.radius(count: Double(other), alpha: alpha / 2)
        interval = whole.cut(difference - radius, difference + radius)
        method = .bounded
    }

    /// Of people in the order in which they came: ``BernsteinRun`` on each side, with half of α.
    ///
    /// - Parameter values: Within the metric's bounds, in millionths.
    /// - Returns: `nil` when the metric compares no means, or a value is out of bounds.
    /// - Complexity: Linear in the people.
    public init?(
        inOrder metric: ExperimentMetric, control: [Int32], treatment: [Int32], alpha: Double
    ) {
        guard metric.statistic == .mean,
            (control + treatment).allSatisfy({ metric.bounds.contains($0) })
        else { return nil }
        var tally = ExperimentTally(metric)
        var runs = [BernsteinRun(alpha: alpha / 2), BernsteinRun(alpha: alpha / 2)]
        for (place, values) in [control, treatment].enumerated() {
            for value in values {
                tally.add(value, to: place == 0 ? .control : .treatment)
                let above = Double(value - metric.bounds.lowerBound) / millionths
                runs[place].take(above / metric.range)
            }
        }
        let plain = Self(tally, alpha: alpha, method: .unknown)
        self.metric = metric
        difference = plain.difference
        effectiveCount = plain.effectiveCount
        ratio = nil
        method = plain.difference == nil ? .unknown : .bernstein
        let (from, to) = (runs[0].interval, runs[1].interval)
        interval = Interval(
            (to.low - from.high) * metric.range, (to.high - from.low) * metric.range)
    }

    /// A p-value for no difference at this look; keep the least of all looks.
    public var p: Double? { ratio.map { min(1, 1 / $0) } }

    /// As what must not get worse: not inferior once the sequence is beyond −Δ.
    public var guardrail: Guardrail {
        Guardrail(
            name: metric.name, interval: interval, margin: Double(metric.margin) / millionths,
            good: metric.good)
    }

    private static func side(
        _ arm: ExperimentArm, _ metric: ExperimentMetric
    ) -> (mean: Double, variance: Double)? {
        switch metric.statistic {
        case .mean:
            guard let mean = arm.people.mean else { return nil }
            return (mean / millionths, (arm.people.variance ?? 0) / (millionths * millionths))
        case .worstDecile:
            guard arm.spread.count == arm.people.count,
                let worst = arm.spread.worst(worstShare, good: metric.good)
            else { return nil }
            return (worst.mean / millionths, worst.variance / (millionths * millionths))
        }
    }
}

extension Experiment {
    /// An experiment from what its tallies say.
    ///
    /// - Parameter people: On each side, and the shares that were meant; `nil` when nobody counted.
    public init(
        primary: ExperimentReading, guardrails: [ExperimentReading],
        people: (counts: [Double], ratio: [Double])? = nil, isVetoed: Bool = false
    ) {
        let isCounted = people.map { $0.counts.reduce(0, +) > 0 } ?? false
        self.init(
            primary: primary.interval, good: primary.metric.good,
            guardrails: guardrails.map(\.guardrail),
            sampleRatioP: people.flatMap { people in
                isCounted ? sampleRatioMismatch(counts: people.counts, ratio: people.ratio).p : nil
            }, isVetoed: isVetoed)
    }
}

extension Interval {
    /// The part from low to high.
    fileprivate func cut(_ low: Double, _ high: Double) -> Self {
        Self(max(self.low, low), min(self.high, high))
    }
}
