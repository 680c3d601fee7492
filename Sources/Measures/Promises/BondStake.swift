/// What is at stake with somebody who recognises themself in an organisation: how much of themself,
/// times how likely the next promise is to break, times how likely they are to leave.
///
/// Each factor may be unknown, and none is filled in: then the product lies between two bounds.
/// Recognising oneself is exposure and no merit: whoever does so most is hurt most, and is owed a
/// kind parting, not a harder sell.
///
/// Source: measures.md 1.13; Johnson, Matear & Thomson 2011, Journal of Consumer Research
/// 38:108–125.
public struct BondStake: Equatable, Sendable {
    /// What is known of whether they leave.
    public enum Leaving: Equatable, Sendable {
        /// They did: what was lost was left whole.
        case tookLeave
        /// How sure they are that they come again, 0…10, by their own word.
        case told(stays: UInt8)
    }

    /// Whether much is at stake.
    public enum Flag: String, Equatable, Sendable, CaseIterable {
        case much, little
        /// It depends on what is not known.
        case unknown
    }

    /// From it on much is at stake: the least level at which people are let go kindly (0.7), with a
    /// promise as likely to break as to be kept, and a person as likely to leave as to stay. A
    /// choice, and no published rule.
    public static let muchFrom = 0.175
    private static let levelMax = 10.0

    /// 0…10, as they said.
    public let level: UInt8
    /// Promises to them that were judged.
    public let kept: Int
    public let broken: Int
    /// `nil`: nothing is known of it.
    public let leaving: Leaving?

    /// - Parameters:
    ///   - level: 0…10; more counts as 10.
    ///   - kept: Fewer than none counts as none, here and of `broken`.
    public init(level: UInt8, kept: Int, broken: Int, leaving: Leaving?) {
        self.level = min(level, UInt8(Self.levelMax))
        self.kept = max(0, kept)
        self.broken = max(0, broken)
        self.leaving = leaving
    }

    /// The first two factors, with a promise of which nothing is known as likely to break as not.
    public var parting: PartingExposure {
        PartingExposure(level: level, kept: kept, broken: broken)
    }

    /// 0…1.
    public var selfRelevance: Double { parting.selfRelevance }

    /// The mean of Beta(broken + ½, kept + ½); `nil`: nothing that was promised was judged.
    public var brokenChance: Double? {
        kept > 0 || broken > 0 ? parting.brokenChance : nil
    }

    /// 1 of who took leave; else by their own word; `nil`: not known.
    public var leavingChance: Double? {
        switch leaving {
        case .tookLeave: 1
        case .told(let stays): 1 - min(1, Double(stays) / Self.levelMax)
        case nil: nil
        }
    }

    /// Of the three factors; `nil` when one is not known.
    public var exposure: Double? {
        guard let brokenChance, let leavingChance else { return nil }
        return selfRelevance * brokenChance * leavingChance
    }

    /// Between which it lies, whatever what is not known may be.
    public var bounds: Interval {
        Interval(
            selfRelevance * (brokenChance ?? 0) * (leavingChance ?? 0),
            selfRelevance * (brokenChance ?? 1) * (leavingChance ?? 1))
    }

    public var flag: Flag {
        if bounds.low >= Self.muchFrom { return .much }
        return bounds.high < Self.muchFrom ? .little : .unknown
    }

    /// Whether they would rather leave than stay; `nil`: not known.
    public var isLeaving: Bool? { leavingChance.map { $0 > 0.5 } }
}
