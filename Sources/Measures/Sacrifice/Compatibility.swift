// What other houses count, so that numbers can be laid beside theirs. Never something to steer
// by. measures.md 1.17.

/// The Net Promoter Score: 100 × (promoters − detractors) / all.
///
/// Source: Reichheld 2003, Harvard Business Review 81(12):46-54; the adjusted interval by Rocks
/// 2016, Am. Stat. 70:365-372.
public struct NetPromoter: Equatable, Sendable {
    public let count: Int
    /// −100…100.
    public let score: Double
    public let standardError: Double
    /// Wald's, 95 %: without width when all answer the same.
    public let wald: Interval
    /// With three people more, ¾ of them promoters and ¾ detractors.
    public let adjusted: Double
    /// Wald's around ``adjusted``; its ends may pass 100, and are held to it where it is shown.
    public let adjustedWald: Interval

    /// - Parameters: People, 0 or more each.
    /// - Returns: `nil` of nobody.
    ///
    /// O(1).
    public init?(promoters: Int, passives: Int, detractors: Int) {
        guard promoters >= 0, passives >= 0, detractors >= 0 else { return nil }
        let total = Double(promoters) + Double(passives) + Double(detractors)
        guard total > 0 else { return nil }
        count = Int(exactly: total) ?? .max
        let plain = Self.score(Double(promoters), Double(detractors), of: total)
        let held = Self.score(Double(promoters) + 0.75, Double(detractors) + 0.75, of: total + 3)
        score = plain.score
        standardError = plain.error
        wald = Self.interval(plain)
        adjusted = held.score
        adjustedWald = Self.interval(held)
    }

    private static func score(
        _ promoters: Double, _ detractors: Double, of total: Double
    ) -> (score: Double, error: Double) {
        let inFavour = promoters / total
        let against = detractors / total
        let net = inFavour - against
        return (100 * net, 100 * (max(0, inFavour + against - net * net) / total).squareRoot())
    }

    private static func interval(_ found: (score: Double, error: Double)) -> Interval {
        let reach = StandardNormal.z95 * found.error
        return Interval(found.score - reach, found.score + reach)
    }
}

/// The share who gave one of the highest answers, with Wilson's interval: CSAT counts two, CES
/// three.
public struct TopBox: Equatable, Sendable {
    public let count: Int
    /// 0…1.
    public let share: Double
    public let interval: Interval

    /// - Returns: `nil` of nobody, or of more at the top than there are.
    ///
    /// O(1).
    public init?(top: Int, of count: Int) {
        guard count > 0, (0...count).contains(top) else { return nil }
        self.count = count
        share = Double(top) / Double(count)
        interval = wilsonInterval(successes: Double(top), of: Double(count))
    }
}

/// The Customer Effort Score: the mean of answers 1…7 on how easy it was, 7 the easiest.
///
/// Source: Dixon, Freeman and Toman 2010, Harvard Business Review 88(7/8):116-122, in its second
/// form of 2013; the interval by Student 1908, Biometrika 6:1-25.
public struct CustomerEffort: Equatable, Sendable {
    /// Answers from here on are of the three highest.
    public static let leastTop = 5.0

    public let mean: Double
    /// 95 %, by Student's t.
    public let interval: Interval
    public let top: TopBox

    /// - Parameter scores: 1…7 each.
    /// - Returns: `nil` of less than two, for one answer says nothing of their spread.
    ///
    /// O(n).
    public init?(_ scores: [Double]) {
        guard scores.count >= 2, scores.allSatisfy({ (1...7).contains($0) }),
            let top = TopBox(top: scores.count { $0 >= Self.leastTop }, of: scores.count)
        else { return nil }
        let count = Double(scores.count)
        let mean = scores.reduce(0, +) / count
        let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares / (count - 1) / count).squareRoot()
        let reach = StudentT.quantile(0.975, degrees: count - 1) * error
        self.mean = mean
        interval = Interval(mean - reach, mean + reach)
        self.top = top
    }
}
