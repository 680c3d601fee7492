public import Domain
public import Kernel
public import Measures

extension ProposalBoard {
    /// How the house decided, quarter by quarter. It has no target: it is a mirror.
    public struct Mirror: Sendable {
        /// The oldest first; quarters without a decision among them.
        public let quarters: [Quarter]
        public let all: Quarter
        /// What those who asked heard of it.
        public let heard: Hearing
        public let at: Instant
    }

    /// One quarter of a year (UTC).
    public struct Quarter: Sendable {
        /// `nil`: all of them.
        public let name: String?
        public let asAsked: Int
        public let ourWay: Int
        public let declined: Int
        public let forCustomer: Int
        public let forHouse: Int
        public let forBoth: Int
        /// How well stewards agree on what fits, by principle of the charter that stands, in its
        /// order: over the options of what was decided.
        public let principles: [Clarity]
        /// How much more often exactly what was asked was done than in the last quarter before it
        /// that has decisions; `nil`: there is none.
        public let kneelingChange: RateDifference?
        /// The same of declining.
        public let decliningChange: RateDifference?

        public var decided: Int { asAsked + ourWay + declined }
    }

    public struct Clarity: Sendable, Equatable {
        public let principle: PrincipleID
        /// Options that two stewards or more scored by it.
        public let scored: Int
        /// How many scores these have together.
        public let scores: Int
        /// The mean of r_wg over these, each at least 0; `nil`: none.
        public let agreement: Double?
        /// The mean score, −1…1; `nil`: none.
        public let fit: Double?
    }

    /// r_wg of scores from −1 to 1, never below 0; `nil` of fewer than two.
    static func agreement(_ scores: [Int8]) -> Double? {
        Agreement.withinGroup(scores.map { Double($0) + 2 }, scalePoints: 3).map { max(0, $0) }
    }

    /// - Cost: linear in proposals and their scores, and in all voices, ``heardTogether`` names at
    ///   a time.
    public func mirror() async -> Mirror {
        let (book, now) = await (sequencer.read(\.voices.proposals), house.now)
        var decided: [Int32: [Proposal]] = [:]
        for proposal in book.proposals {
            guard let at = proposal.decidedAt else { continue }
            decided[Self.quarter(of: at), default: []].append(proposal)
        }
        var quarters: [Quarter] = []
        if let first = decided.keys.min(), let last = decided.keys.max() {
            var before: Quarter?
            for index in first...last {
                let quarter = Quarter(
                    Self.name(index), decided[index] ?? [], book.charter, since: before)
                quarters.append(quarter)
                if quarter.decided > 0 { before = quarter }
            }
        }
        let all = decided.keys.sorted().flatMap { decided[$0] ?? [] }
        return Mirror(
            quarters: quarters, all: Quarter(nil, all, book.charter, since: nil),
            heard: await hearing(at: now), at: now)
    }

    /// Quarters since that of January 2000.
    static func quarter(of moment: Instant) -> Int32 {
        let month = MeasureMonth(day: Int32(clamping: moment.day))
        return (month.year - 2_000) * 4 + (month.month - 1) / 3
    }

    /// `2026-Q3`.
    static func name(_ quarter: Int32) -> String {
        let year = MeasureMonth(index: quarter * 3).year
        return "\(year)-Q\(quarter - (year - 2_000) * 4 + 1)"
    }
}

extension ProposalBoard.Quarter {
    fileprivate init(
        _ name: String?, _ proposals: [Proposal], _ charter: Charter, since before: Self?
    ) {
        let decisions = proposals.compactMap(\.decision)
        func count(_ kind: VoiceAnswer.Kind) -> Int { decisions.count { $0.kind == kind } }
        func count(_ interest: Decision.Interest) -> Int {
            decisions.count { $0.prevails == interest }
        }
        self.name = name
        (asAsked, ourWay, declined) = (count(.asAsked), count(.ourWay), count(.declined))
        (forCustomer, forHouse, forBoth) = (count(.customer), count(.house), count(.both))
        principles = charter.principles.map { principle in
            ProposalBoard.Clarity(principle.id, proposals)
        }
        let now = (asked: asAsked, declined: declined, of: decisions.count)
        func change(_ first: Int, _ second: Int?) -> RateDifference? {
            guard let before, let second, now.of > 0 else { return nil }
            return RateDifference(
                first: (Double(first), of: Double(now.of)),
                second: (Double(second), of: Double(before.decided)))
        }
        kneelingChange = change(now.asked, before?.asAsked)
        decliningChange = change(now.declined, before?.declined)
    }
}

extension ProposalBoard.Clarity {
    fileprivate init(_ principle: PrincipleID, _ proposals: [Proposal]) {
        let scores = proposals.flatMap { proposal in
            proposal.options.map { proposal.scores(of: $0.id, by: principle) }
        }.filter { $0.count >= 2 }
        let agreements = scores.compactMap(ProposalBoard.agreement)
        let all = scores.flatMap { $0.map { Double($0) } }
        self.principle = principle
        scored = scores.count
        self.scores = all.count
        agreement =
            agreements.isEmpty ? nil : agreements.reduce(0, +) / Double(agreements.count)
        fit = all.isEmpty ? nil : all.reduce(0, +) / Double(all.count)
    }
}
