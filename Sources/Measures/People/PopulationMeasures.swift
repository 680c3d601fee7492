/// Within what a person counts as average on a facet, for one period and the ones compared to it.
///
/// Frozen and versioned: counts add up only when they were counted within the same.
public struct FrozenBands: Hashable, Sendable {
    /// More facets than this are not looked at.
    public static let facetsMax = 32

    public let version: Int
    /// By facet; both ends belong to it. Millionths.
    public let bands: [Band]
    /// By facet number the place in ``bands``.
    let places: [UInt8]

    public struct Band: Hashable, Sendable {
        public let facet: FacetNumber
        public let low: Int32
        public let high: Int32

        public init(facet: FacetNumber, low: Int32, high: Int32) {
            self.facet = facet
            self.low = low
            self.high = high
        }
    }

    public static let none = FrozenBands(version: 0, bands: [])

    /// The first ``facetsMax`` by facet; of a facet that stands twice the first.
    public init(version: Int, bands: [Band]) {
        self.version = version
        var kept: [Band] = []
        for band in bands.sorted(by: { $0.facet < $1.facet }) where kept.count < Self.facetsMax {
            if kept.last?.facet != band.facet { kept.append(band) }
        }
        self.bands = kept
        let length = kept.last.map { Int($0.facet.number) + 1 } ?? 0
        var places = [UInt8](repeating: UInt8.max, count: length)
        for (place, band) in kept.enumerated() {
            places[Int(band.facet.number)] = UInt8(place)
        }
        self.places = places
    }
}

/// Two populations that do not add up.
public enum PopulationMergeRefusal: Error, Hashable, Sendable {
    /// They were counted within other bands.
    case otherBands
}

/// What is known of many people together: whole numbers only, so that it does not matter in which
/// order people were added or populations merged, and taking somebody out leaves exactly what
/// would stand without them.
///
/// It holds sums, counts and histograms, no person. What is shown of it comes from
/// ``InsightReport``, which leaves out what is of few. Memory: about 40 KB, 1 KB a facet, 0.1 KB
/// a month and 12 bytes for each different wish.
public struct PopulationMeasures: Sendable {
    public let bands: FrozenBands
    /// ``Slot`` first, then histograms.
    var counts: [Int64]
    /// ``FacetSlot`` by facet number.
    var facets: [Int64] = []
    /// ``MonthSlot`` by month.
    var months: [Int64] = []
    /// People who have the wish.
    var wishes: [UInt32: Int32] = [:]

    public init(bands: FrozenBands = .none) {
        self.bands = bands
        counts = [Int64](repeating: 0, count: Slot.length(bands: bands.bands.count))
    }

    /// Takes in one person. O(wishes).
    public mutating func add(_ person: PersonSummary) { count(person, 1, only: nil) }

    /// Takes out one person who was taken in with the same summary. O(wishes).
    public mutating func remove(_ person: PersonSummary) { count(person, -1, only: nil) }

    /// The same as taking out `old` and taking in `new`, but quicker where wishes are the same.
    public mutating func replace(_ old: PersonSummary, with new: PersonSummary) {
        guard old != new else { return }
        let change = PartChange(from: old, to: new)
        count(old, -1, only: change)
        count(new, 1, only: change)
    }

    /// Both together: equal to one that took in the people of both, in whatever order.
    ///
    /// - Throws: ``PopulationMergeRefusal/otherBands``; nothing changed then.
    public mutating func merge(_ other: Self) throws(PopulationMergeRefusal) {
        guard bands == other.bands else { throw .otherBands }
        for index in counts.indices { counts[index] += other.counts[index] }
        Self.add(other.facets, to: &facets)
        Self.add(other.months, to: &months)
        for (key, count) in other.wishes { wishes[key, default: 0] += count }
    }

    private static func add(_ other: [Int64], to own: inout [Int64]) {
        if own.count < other.count {
            own += repeatElement(0, count: other.count - own.count)
        }
        for index in other.indices { own[index] += other[index] }
    }
}

extension PopulationMeasures: Equatable {
    /// Room that was made and is empty again is no difference.
    public static func == (left: Self, right: Self) -> Bool {
        left.bands == right.bands && left.counts == right.counts
            && same(left.facets, right.facets) && same(left.months, right.months)
            && left.wishes == right.wishes
    }

    private static func same(_ left: [Int64], _ right: [Int64]) -> Bool {
        let common = min(left.count, right.count)
        return left[..<common] == right[..<common] && left[common...].allSatisfy { $0 == 0 }
            && right[common...].allSatisfy { $0 == 0 }
    }
}

// MARK: Where what stands

/// A count, a sum and a sum of squares (each square in millionths).
struct Moments3 {
    var count: Int64
    var sum: Int64
    var squares: Int64
}

extension PopulationMeasures {
    enum Slot {
        static let people = 0
        static let coverage = 1
        static let lower = 2
        static let upper = 3
        static let sacrifice = 4
        static let gap = 7
        /// Satisfied or not, and sacrifice known.
        static let judged = 10
        static let satisfied = 11
        static let satisfiedJudged = 12
        static let soft = 13
        static let lack = 14
        static let unclear = 15
        static let wishes = 16
        static let open = 17
        static let hypotheses = 18
        static let standing = 19
        static let trend = 22
        static let slope = 27
        static let slopeVariance = 30
        static let late = 31
        static let satisfiedKnown = 32
        /// People with a confirmed wish, with one never observed, with a hypothesis.
        static let wishPeople = 33
        static let openPeople = 34
        static let hypothesisPeople = 35
        static let histogram = 36
        static let bins = 1_001
        static let gapHistogram = histogram + bins
        static let landscape = gapHistogram + bins
        static let average = landscape + Landscape.side * Landscape.side

        /// By how many bands are known and on how many of these a person is average, then by band
        /// those average and those known.
        static func length(bands: Int) -> Int {
            average + (bands + 1) * (bands + 1) + 2 * bands
        }
    }

    enum FacetSlot {
        static let sacrifice = 0
        static let weight = 3
        static let given = 4
        static let wanted = 5
        /// Three for each of ``FacetInsight/Who``.
        static let group = 6
        static let histogram = 15
        static let bins = 100
        /// People who want it, observed or not.
        static let people = histogram + bins
        static let length = people + 1
    }

    enum MonthSlot {
        /// Of people who were heard last in the month: those who did not say that they leave.
        static let heard = 0
        static let left = 3
        static let link = 6
        static let linkNow = 7
        static let linkBefore = 8
        static let vintage = 9
        static let length = 12
        static let max = 4_095
    }

    func moments(_ slot: Int) -> Moments3 {
        Moments3(count: counts[slot], sum: counts[slot + 1], squares: counts[slot + 2])
    }

    func facetMoments(_ facet: Int, _ slot: Int) -> Moments3 {
        let base = facet * FacetSlot.length + slot
        return Moments3(count: facets[base], sum: facets[base + 1], squares: facets[base + 2])
    }

    func monthMoments(_ month: Int, _ slot: Int) -> Moments3 {
        let base = month * MonthSlot.length + slot
        return Moments3(count: months[base], sum: months[base + 1], squares: months[base + 2])
    }
}
