/// What the people of a house expect of one thing: how many expect how much, never a mean alone.
///
/// Of fewer than ten people nothing is said, and no cell of fewer than ten, nor what would tell of
/// one (``Suppression``). Cost: linear in people.
public struct ExpectationSpread: Equatable, Sendable {
    /// Levels are counted in so many parts of the same length.
    public static let partCount = 5
    /// Met as expected is within a tenth of the scale.
    public static let asExpected: Int32 = 100_000

    /// What is counted of one person.
    public struct Person: Equatable, Sendable {
        /// In millionths; `nil`: nothing of theirs tells of it.
        public let will: Int32?
        public let should: Int32?
        /// The last that they met, less what they thought would happen before; less what they
        /// thought is right.
        public let gapToWill: Int32?
        public let gapToShould: Int32?
        /// Whether what they expect moved too far for chance in 90 days; `nil`: nothing of theirs
        /// is as old as that.
        public let hasDrifted: Bool?

        public init(
            will: Int32?, should: Int32?, gapToWill: Int32?, gapToShould: Int32?,
            hasDrifted: Bool?
        ) {
            self.will = will
            self.should = should
            self.gapToWill = gapToWill
            self.gapToShould = gapToShould
            self.hasDrifted = hasDrifted
        }
    }

    /// Counts of people, from low to high; a cell is `nil` where it may not be told.
    public struct Cells: Equatable, Sendable {
        public let cells: [Int?]
        /// All who are counted; `nil`: fewer than ten.
        public let people: Int?
        /// Whether anybody is counted at all.
        public let isNobody: Bool

        init(_ counts: [Int]) {
            let all = counts.reduce(0, +)
            isNobody = all == 0
            people = Suppression.shown(all)
            cells =
                people == nil ? counts.map { _ in nil } : Suppression.shown(counts).cells
        }
    }

    /// In ``partCount`` parts.
    public let will: Cells
    public let should: Cells
    /// Less than expected, as expected, more.
    public let gapToWill: Cells
    public let gapToShould: Cells
    /// Who stayed where they were, and whose expectation moved too far for chance.
    public let drift: Cells

    public init(_ people: [Person]) {
        func parts(_ level: (Person) -> Int32?) -> Cells {
            var counts = [Int](repeating: 0, count: Self.partCount)
            for person in people {
                if let level = level(person) { counts[Self.part(of: level)] += 1 }
            }
            return Cells(counts)
        }
        func gaps(_ gap: (Person) -> Int32?) -> Cells {
            var counts = [0, 0, 0]
            for person in people {
                guard let gap = gap(person) else { continue }
                counts[gap < -Self.asExpected ? 0 : gap > Self.asExpected ? 2 : 1] += 1
            }
            return Cells(counts)
        }
        will = parts(\.will)
        should = parts(\.should)
        gapToWill = gaps(\.gapToWill)
        gapToShould = gaps(\.gapToShould)
        var moved = [0, 0]
        for person in people {
            if let hasDrifted = person.hasDrifted { moved[hasDrifted ? 1 : 0] += 1 }
        }
        drift = Cells(moved)
    }

    /// 0…``partCount`` − 1: a level on the edge between two is in the upper one.
    static func part(of level: Int32) -> Int {
        let held = Int(min(max(level, 0), HeldExpectation.whole))
        return min(held * partCount / Int(HeldExpectation.whole), partCount - 1)
    }
}
