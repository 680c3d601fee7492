/// What is at stake with somebody who recognises themself in an organisation that may break its
/// word: how much of themself, times how likely the next promise is to break.
///
/// A count of people and no score of one: whoever recognises themself most is hurt most, and is
/// owed a kind parting, not a harder sell.
///
/// Source: Johnson, Matear & Thomson 2011, Journal of Consumer Research 38:108–125 (self-relevance
/// and what follows the end of a relationship); Jeffreys' prior for the chance.
public struct PartingExposure: Equatable, Sendable {
    /// At and above it somebody is counted as exposed: the least level at which people are let go
    /// kindly, with a promise as likely to break as to be kept. A choice, and no published rule.
    public static let exposedFrom = 0.35
    private static let levelMax = 10.0

    /// How much of themself they recognise, 0…1.
    public let selfRelevance: Double
    /// How likely the next promise is to break, 0…1: the mean of Beta(broken + ½, kept + ½).
    public let brokenChance: Double

    /// - Parameters:
    ///   - level: 0…10; more counts as 10.
    ///   - kept: Promises that were kept; fewer than none counts as none, here and of `broken`.
    ///   - broken: Promises that were broken.
    public init(level: UInt8, kept: Int, broken: Int) {
        selfRelevance = min(1, Double(level) / Self.levelMax)
        let (kept, broken) = (Double(max(0, kept)), Double(max(0, broken)))
        brokenChance = (broken + 0.5) / (kept + broken + 1)
    }

    /// 0…1.
    public var value: Double { selfRelevance * brokenChance }
    public var isExposed: Bool { value >= Self.exposedFrom }
}
