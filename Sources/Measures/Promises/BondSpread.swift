/// How many people recognise how much of themself, what goes with it, and what is at stake: counts
/// of people beside one another, and never a mean.
///
/// Its two edges are of those who recognise much of themself and of the others. A side with one to
/// nine people is told of neither, since what is told of one would tell of the other.
public struct BondSpread: Equatable, Sendable {
    /// The people on one side of a level, in states that lie apart.
    public struct Side: Equatable, Sendable {
        public let people: Int
        /// What goes with it: they would rather come again than not, rather not, not known.
        public let comes: [Int?]
        /// What it risks: much is at stake, little, not known.
        public let stakes: [Int?]

        fileprivate init(_ people: [BondStake]) {
            self.people = people.count
            comes =
                Suppression.shown(
                    [false, true, nil].map { wanted in people.count { $0.isLeaving == wanted } }
                ).cells
            stakes =
                Suppression.shown(
                    [BondStake.Flag.much, .little, .unknown].map { wanted in
                        people.count { $0.flag == wanted }
                    }
                ).cells
        }
    }

    /// Of how many a factor is known, and of how many not; `nil`: one of these is few.
    public struct Known: Equatable, Sendable {
        public let known: Int
        public let unknown: Int
    }

    /// Of how many it is known how much of themself they recognise; `nil`: of few.
    public let people: Int?
    /// From which level on they recognise much.
    public let muchFrom: UInt8
    /// By level, 0…10; `nil`: of few.
    public let levels: [Int?]
    /// `nil`: on this side or on the other are few.
    public let much: Side?
    public let less: Side?
    /// How likely the next promise is to break.
    public let brokenKnown: Known?
    /// How likely they are to leave.
    public let leavingKnown: Known?

    /// - Parameter muchFrom: 0…10; more counts as 10.
    /// - Cost: linear in people.
    public init(_ stakes: [BondStake], muchFrom: UInt8) {
        let muchFrom = min(muchFrom, 10)
        self.muchFrom = muchFrom
        let much = stakes.filter { $0.level >= muchFrom }
        let less = stakes.filter { $0.level < muchFrom }
        people = Suppression.shown(stakes.count)
        let isTold =
            !stakes.isEmpty
            && [much, less].allSatisfy { $0.isEmpty || $0.count >= Suppression.least }
        guard isTold else {
            levels = Array(repeating: nil, count: 11)
            (self.much, self.less, brokenKnown, leavingKnown) = (nil, nil, nil, nil)
            return
        }
        let first = Int(muchFrom)
        levels =
            Suppression.shown(
                (0...10).map { level in stakes.count { Int($0.level) == level } },
                groups: [Array(0..<first), Array(first...10)].filter { !$0.isEmpty }
            ).cells
        self.much = Side(much)
        self.less = Side(less)
        brokenKnown = Self.known(stakes.count { $0.brokenChance != nil }, of: stakes.count)
        leavingKnown = Self.known(stakes.count { $0.leavingChance != nil }, of: stakes.count)
    }

    private static func known(_ known: Int, of all: Int) -> Known? {
        let unknown = all - known
        guard [known, unknown].allSatisfy({ $0 == 0 || $0 >= Suppression.least }) else {
            return nil
        }
        return Known(known: known, unknown: unknown)
    }
}
