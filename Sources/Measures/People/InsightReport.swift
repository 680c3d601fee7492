/// What a house may see of its people together, now and since a month ago: every page of insight
/// is drawn from this, and nothing else.
///
/// Nothing in it is of fewer than ``Suppression/least`` people, nor follows from the total of a
/// table less its shown cells: ``Suppression`` says how, and what it does not hold. A mean never
/// comes without its distribution. All shares are 0…1 (times 100 they are points); a gap is −1…1.
public struct InsightReport: Equatable, Sendable {
    public let month: MeasureMonth
    /// With at least one wish; `nil` when they are too few to say anything at all.
    public let people: Int?
    /// Of each person, what is given up on the wishes that were observed.
    public let sacrifice: PublishedDistribution
    /// Where the mean may lie whatever stands on the wishes that were not observed.
    public let bounds: Interval?
    /// Of each person, perceived less expected.
    public let gap: PublishedDistribution
    public let landscape: Landscape
    public let lackOfBetter: LackOfBetterInsight
    /// What is given up most, first.
    public let givenUp: [FacetInsight]
    public let learning: LearningInsight
    public let differences: DifferenceInsight
    /// What was heard, without which a fall of sacrifice says nothing.
    public let heard: HeardInsight
    /// Since a month ago: the whole first, then by facet; empty without a month before.
    public let changes: [InsightChange]

    /// Whether the total may stand beside the people of whom something is known: not when the rest
    /// are one to nine.
    public var showsTotal: Bool {
        guard let people else { return false }
        return [sacrifice.mean.count, gap.mean.count, landscape.people ?? 0].allSatisfy {
            $0 == 0 || people == $0 || people - $0 >= Suppression.least
        }
    }
}

/// A mean with the distribution that it is of.
public struct PublishedDistribution: Equatable, Sendable {
    public internal(set) var mean: Published
    /// Below it half of the people are; `nil` with fewer than ten on either side.
    public let median: Double?
    /// One in ten is above it; `nil` with fewer than ten above.
    public let ninetieth: Double?
    /// The share of people at or above ``threshold``.
    public let above: Published
    public let threshold: Double
    /// In order and without gaps.
    public let bins: [Bin]
    /// People in bins that are not shown: none, or at least ten.
    public let elsewhere: Int

    /// People with a value from `low` up to `high`.
    public struct Bin: Equatable, Sendable {
        public let low: Double
        public let high: Double
        /// `nil` when hidden or empty.
        public let people: Int?
    }
}

/// People by how satisfied they are and how much they give up.
public struct Landscape: Equatable, Sendable {
    /// Cells along each side.
    public static let side = 20

    /// Shown cells, by row from little sacrifice to much, then by gap from −1 to 1.
    public let cells: [Cell]
    /// People in cells that are not shown: none, or at least ten.
    public let elsewhere: Int
    /// People of whom both are known.
    public let people: Int?
    /// From here on a satisfied person is so for lack of better.
    public let threshold: Double

    public struct Cell: Equatable, Sendable {
        /// Of the gap: −1…1. Satisfied from 0 on.
        public let gap: Interval
        /// 0…1.
        public let sacrifice: Interval
        /// At least ten.
        public let people: Int
        /// In the corner of those satisfied for lack of better.
        public let isLackOfBetter: Bool
    }
}

/// Satisfied, and yet giving up much (measures.md 1.4).
public struct LackOfBetterInsight: Equatable, Sendable {
    /// The share of the satisfied, each by how likely it is: the one to show.
    public let soft: Published
    /// The share of the satisfied by their own number alone, with Wilson's interval.
    public let hard: Published
    /// The share of people that is satisfied: a falling share above it is no progress when this
    /// falls too.
    public let satisfied: Published
    /// Satisfied, but what they give up is not known sharply enough to say; `nil` when hidden.
    public let unclear: Int?
}

/// What is given up on one facet, and by whom.
public struct FacetInsight: Equatable, Sendable {
    public let facet: FacetNumber
    /// Of all that is given up by everybody, weighed by what matters to each: 0…1.
    public let shareOfAll: Double
    /// Of the people who have an observed wish on it.
    public let sacrifice: PublishedDistribution
    /// The same for each group of people, where it is ten or more.
    public let byGroup: [Group]

    public struct Group: Equatable, Sendable {
        public let who: Who
        public let sacrifice: Published
    }

    public enum Who: String, Sendable, CaseIterable { case satisfied, unsatisfied, unknown }
}

/// How sacrifice changes as somebody comes more often (measures.md 1.11).
public struct LearningInsight: Equatable, Sendable {
    /// Shares of the people of whom a slope is known; of each it is at least 95 % sure.
    public let falling: Published
    public let flat: Published
    public let rising: Published
    /// None of the three is sure.
    public let unclear: Published
    /// What is given up more at every doubling of occasions, inside of people and wishes; below 0
    /// it falls.
    public let slope: Published
    /// How far people's slopes differ truly, by moments: an SD; `nil` when nothing is known.
    public let slopeSpread: Double?
    /// The same wishes from month to month, the first month 100: oldest first.
    public let sameWishes: [IndexPoint]
    public let survivors: Survivors

    public struct IndexPoint: Equatable, Sendable {
        public let month: MeasureMonth
        /// `nil` where a link of the chain has fewer than ten people or nothing was given up
        /// before: the chain begins anew at 100 after it.
        public let index: Double?
        public let people: Int?
        /// Of all wishes by month of their first observation: how much is given up on them now.
        public let vintage: Published
    }

    /// Those who left or were not heard lately, beside those who stay: a cross-section falls when
    /// the worst served leave.
    public struct Survivors: Equatable, Sendable {
        /// Not heard for so many whole months counts as having left.
        public static let silentMonths: Int32 = 3

        public let staying: Published
        /// What they gave up when they were heard last.
        public let left: Published
    }
}

/// How different people are (measures.md 1.12).
public struct DifferenceInsight: Equatable, Sendable {
    /// At `[m − 1]`: the share that is "average" on m facets taken at random.
    public let averageOn: [Published]
    /// What it would be if facets had nothing to do with each other: `pᵐ`.
    public let independent: [Double]
    /// In how many facets that are independent people differ; `nil` when nothing is known.
    public let effectiveDimensions: Double?
    /// Of what people give up, how far apart people are: an SD.
    public let spread: Double?
}

/// What was heard and what not.
public struct HeardInsight: Equatable, Sendable {
    /// The share of what matters to people that was observed.
    public let coverage: Double?
    /// Wishes that are known and confirmed; like the two after it `nil` when they are of fewer than
    /// ten people, however many they are.
    public let wishes: Int?
    /// Of these, never observed; `nil` too when the others are of one to nine people.
    public let open: Int?
    /// Not confirmed by their people: in no other number here.
    public let hypotheses: Int?
    /// The chance that the next wish heard is one that nobody had (Good and Turing).
    public let unseen: Double?
    /// Different wishes there are in all, heard or not (Chao).
    public let allWishes: Double?
    /// Different wishes that were heard.
    public let distinctWishes: Int?
    /// People of whom nothing, something or enough is known.
    public let standing: [Standing: Int]
}

/// One number a month ago and now.
public struct InsightChange: Equatable, Sendable {
    public let what: What
    public let before: Published
    public let now: Published
    /// Whether it is more than chance would do: the 95 % interval of the difference leaves out 0.
    public let isSure: Bool
    /// It falls, and what was heard falls too: not to be celebrated.
    public let fallsForFewerHeard: Bool
    /// For a facet and the whole alike: `now` less `before`; `nil` without both.
    public var difference: Double? {
        guard let now = now.value, let before = before.value else { return nil }
        return now - before
    }

    public enum What: Hashable, Sendable {
        case sacrifice, gap, satisfied, lackOfBetter
        /// The mean on one facet.
        case facet(FacetNumber)
    }
}
