import RealModule

/// What may be said of one person now: worked out from ``PersonMeasures``, in millionths.
public struct PersonSummary: Hashable, Sendable {
    /// κ: the share of what matters to them that was observed.
    public var coverage: Int32 = 0
    /// L: what they give up if all that was not observed were met.
    public var lower: Int32 = 0
    /// U: if nothing of it were.
    public var upper: Int32 = 1_000_000
    /// S: on what was observed; `nil` when nothing was. Tell it with the coverage.
    public var sacrifice: Int32?
    /// The posterior SD of S.
    public var deviation: Int32?
    /// P(S ≥ ``MeasureDefaults/threshold``).
    public var chanceOfMuch: Int32?
    /// The most given up on one wish by what it weighs: the one to act on first.
    public var peak: Heaviest?
    /// The most given up on one wish.
    public var worst: Heaviest?
    /// What was perceived last.
    public var perceived: Int32?
    /// Perceived less expected, the last time: −1,000,000…1,000,000. Not netted with sacrifice.
    public var gap: Int32?
    /// Of the will: what they expect now.
    public var expected: Int32?
    public var standing = Standing.unknown
    public var lackOfBetter = LackOfBetterState.unknown
    public var slope: Slope?
    public var trend = Trend.unknown
    /// Confirmed wishes, and of these the ones never observed.
    public var wishCount: UInt16 = 0
    public var openWishes: UInt16 = 0
    /// Wishes that are hypotheses: in no other number.
    public var hypotheses: UInt16 = 0
    public var late: UInt16 = 0
    public var hasLeft = false
    /// When they were heard last; `nil` when never.
    public var lastMonth: MeasureMonth?
    /// Whether there is anything to count.
    public var isEmpty = true
    var parts: [WishPart] = []
    var links = MonthLinks()

    /// P ≥ E^will, the last time; `nil` when one of them was unknown.
    public var isSatisfied: Bool? { gap.map { $0 >= 0 } }

    public struct Heaviest: Hashable, Sendable {
        public let wish: WishKey
        public let millionths: Int32
    }

    /// What changes with every doubling of occasions, inside of wishes.
    public struct Slope: Hashable, Sendable {
        /// Below 0 it falls. Held to ±2,000,000.
        public let millionths: Int32
        /// Of it, held to 4,000,000.
        public let variance: Int32
        /// P(it falls), after shrinking.
        public let chanceOfFalling: Int32
    }

    /// One confirmed wish.
    struct WishPart: Hashable, Sendable {
        let key: UInt32
        /// ω, in millionths.
        let weight: Int32
        /// Below 0 when it was not observed.
        let sacrifice: Int32
        let facet: UInt16
        let firstMonth: UInt16
    }
}

/// Whether somebody is satisfied and yet gives up much.
public enum LackOfBetterState: String, Sendable, CaseIterable { case unknown, no, yes }

/// What can be said with 95 % of a person's slope.
public enum Trend: Int, Sendable, CaseIterable { case unknown, falling, flat, rising, unclear }

/// What measures.md leaves to a house, as it is until the house calibrates it. Frozen: states
/// that add up were made with the same.
public enum MeasureDefaults {
    /// τ: from here on a satisfied person is so for lack of better.
    public static let threshold: Int32 = 300_000
    /// The threshold must be so many posterior SDs, or nothing is said.
    public static let sharpness = 1.64
    /// What one occasion differs from the person's own mean by, before it is known; it counts as
    /// ``priorOccasions`` of its own.
    public static let occasionVariance = 0.04
    public static let priorOccasions = 2.0
    /// About a person's own curve, with the same meaning.
    public static let curveVariance = 0.01
    public static let priorCurvePoints = 4.0
    /// How far people's slopes are thought to differ, by doubling, about no change at all.
    public static let slopeSD = 0.05
    /// A slope is flat when it lies within.
    public static let flatSlope = 0.02
    /// How sure it must be.
    public static let trendChance = 0.95
}

extension PersonMeasures {
    /// Worked out anew at every call: the same state gives the same summary, to the bit. O(wishes).
    public var summary: PersonSummary {
        var summary = PersonSummary()
        summary.late = late
        summary.hasLeft = hasLeft
        summary.links = links
        summary.perceived = lastPerceived
        summary.gap = lastGap
        summary.expected = will.isKnown ? will.level : nil
        summary.isEmpty = wishes.isEmpty && perceived == Int32.min && !will.isKnown
        if lastDay != ShortDay.none {
            summary.lastMonth = MeasureMonth(index: Int32(ShortDay.month(lastDay)))
        }
        sumUp(into: &summary)
        judge(&summary)
        learn(into: &summary)
        return summary
    }

    private func sumUp(into summary: inout PersonSummary) {
        let scale = ImportanceScale(wishes)
        var seen: Int64 = 0
        var given: Int64 = 0
        var squares = 0.0
        summary.parts.reserveCapacity(wishes.count)
        for wish in wishes where !wish.isWithdrawn {
            guard wish.counts else {
                summary.hypotheses += 1
                continue
            }
            summary.wishCount += 1
            let weight = scale.weight(of: wish)
            let isSeen = wish.count > 0
            if isSeen {
                seen += weight
                given += weight * Int64(wish.mean)
                let own = Double(weight)
                squares += own * own * wish.meanVariance
                if weight > 0 { note(wish, scale.share(weight * Int64(wish.mean)), in: &summary) }
            } else {
                summary.openWishes += 1
            }
            summary.parts.append(
                PersonSummary.WishPart(
                    key: wish.key, weight: scale.share(weight * 1_000_000),
                    sacrifice: isSeen ? wish.mean : -1, facet: wish.facet,
                    firstMonth: isSeen ? wish.firstMonth : WishMeasure.noMonth))
        }
        guard seen > 0 else { return }
        summary.coverage = scale.share(seen * 1_000_000)
        summary.lower = scale.share(given)
        summary.upper = min(1_000_000, summary.lower + 1_000_000 - summary.coverage)
        summary.sacrifice = Int32(clamping: given.divided(by: seen))
        summary.deviation = millionths(squares.squareRoot() / Double(seen))
    }

    private func note(_ wish: WishMeasure, _ weighed: Int32, in summary: inout PersonSummary) {
        let key = WishKey(wish.key)
        if weighed > summary.peak?.millionths ?? -1 {
            summary.peak = PersonSummary.Heaviest(wish: key, millionths: weighed)
        }
        if wish.mean > summary.worst?.millionths ?? -1 {
            summary.worst = PersonSummary.Heaviest(wish: key, millionths: wish.mean)
        }
    }

    private func judge(_ summary: inout PersonSummary) {
        guard let sacrifice = summary.sacrifice, let deviation = summary.deviation else { return }
        let sd = Double(deviation) / 1_000_000
        let off = Double(MeasureDefaults.threshold - sacrifice) / 1_000_000
        summary.chanceOfMuch = millionths(
            sd > 0 ? StandardNormal.upper(off / sd) : off <= 0 ? 1 : 0)
        let isProvisional =
            !ImportanceScale(wishes).isKnown
            || wishes.contains { $0.counts && $0.hasInferred && $0.count > 0 }
        let share = Double(sacrifice) / 1_000_000
        summary.standing = Standing(
            coverage: Double(summary.coverage) / 1_000_000,
            interval: Interval(share - StandardNormal.z95 * sd, share + StandardNormal.z95 * sd),
            posteriorSD: isProvisional ? nil : sd)
        if let isSatisfied = summary.isSatisfied {
            let isSharp =
                Double(MeasureDefaults.threshold) > MeasureDefaults.sharpness * Double(deviation)
            let isMuch = sacrifice >= MeasureDefaults.threshold
            summary.lackOfBetter =
                !isSatisfied ? .no : !isSharp ? .unknown : isMuch ? .yes : .no
        }
    }

    /// A straight line on doublings, drawn towards no change as far as it is unsure.
    ///
    /// Source: measures.md 1.11; Lindley and Smith 1972, J. R. Stat. Soc. B 34:1–41.
    private func learn(into summary: inout PersonSummary) {
        let doubling = Double(LearningClock.one)
        let spread = Double(learning.xx) / (doubling * doubling)
        guard learning.count >= 2, spread >= 0.25 else { return }
        let products = Double(learning.xy) / (doubling * 1e6)
        let slope = products / spread
        let rest = max(0, Double(learning.yy) / 1e12 - slope * products)
        let free = Double(learning.count) - 1
        let prior = MeasureDefaults.priorCurvePoints
        let noise = (prior * MeasureDefaults.curveVariance + rest) / (prior + free)
        let variance = noise / spread
        let between = MeasureDefaults.slopeSD * MeasureDefaults.slopeSD
        let mean = slope * between / (between + variance)
        let sd = (between * variance / (between + variance)).squareRoot()
        let falling = StandardNormal.cdf(-mean / sd)
        let flat =
            StandardNormal.cdf((MeasureDefaults.flatSlope - mean) / sd)
            - StandardNormal.cdf((-MeasureDefaults.flatSlope - mean) / sd)
        summary.slope = PersonSummary.Slope(
            millionths: Int32(min(max(slope, -2), 2) * 1e6),
            variance: Int32(min(variance, 4) * 1e6), chanceOfFalling: millionths(falling))
        let sure = MeasureDefaults.trendChance
        summary.trend =
            flat >= sure
            ? .flat : falling >= sure ? .falling : 1 - falling >= sure ? .rising : .unclear
    }
}

extension WishMeasure {
    /// Of the mean, 0…1 squared: what was seen of its spread, of which one occasion says nothing,
    /// and what is thought before.
    var meanVariance: Double {
        let many = Double(effective) / Double(Self.oneEffective)
        let prior = MeasureDefaults.priorOccasions
        let one =
            (prior * MeasureDefaults.occasionVariance + many * Double(variance) / 1e6)
            / (prior + many - 1)
        return one / many
    }
}

/// A share as millionths; what is no number is 0.
func millionths(_ share: Double) -> Int32 {
    share.isNaN ? 0 : Int32((min(max(share, -2), 2) * 1_000_000).rounded())
}
