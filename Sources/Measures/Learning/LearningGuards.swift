import RealModule

/// Whether people give up less, or those who gave up most are gone.
///
/// The mean over whoever is left falls when the worst served leave, with nobody served better. Only
/// what changed within people is learning; what leavers had last stands beside it.
public struct Survivorship: Equatable, Sendable {
    /// For each period, of those who were still there.
    public let means: [Double]
    /// Of those seen at least twice, a period: the mean of (last − first)/(periods between).
    public let changeWithin: Double?
    /// The last value, in the mean, of those who left before the end.
    public let leaversLast: Double?

    /// - Parameter people: Of each the sacrifice in every period from the first to their last; none
    ///   of them empty.
    public init(_ people: [[Double]]) {
        let last = people.map(\.count).max() ?? 0
        var sums = Array(repeating: 0.0, count: last)
        var counts = sums
        var changes: [Double] = []
        var leavers: [Double] = []
        for values in people {
            for (period, value) in values.enumerated() {
                sums[period] += value
                counts[period] += 1
            }
            guard let first = values.first, let end = values.last else { continue }
            if values.count > 1 { changes.append((end - first) / Double(values.count - 1)) }
            if values.count < last { leavers.append(end) }
        }
        means = zip(sums, counts).map { $0 / $1 }
        changeWithin = Self.mean(changes)
        leaversLast = Self.mean(leavers)
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}

/// The sacrifice of the same wishes from period to period: new wishes, which trust brings up, do
/// not count as worse service.
///
/// Each period is compared with the one before over the wishes that both have, and the comparisons
/// are multiplied. Source: chain-linked index, International Labour Office 2004, Consumer Price
/// Index Manual, 9.
public struct SameWishIndex: Equatable, Sendable {
    public static let base = 100.0

    /// Σωs over Σωs of the period before, for each period after the first.
    public let relatives: [Double]
    /// 100 for the first period.
    public let index: [Double]

    /// Why there is no index.
    public enum Refusal: Error, Equatable, Sendable {
        /// This period and the one before have no wish in common that weighs anything.
        case nothingShared(period: Int)
        /// Nothing was given up before, so nothing can be so many times as much.
        case nothingBefore(period: Int)
    }

    /// - Parameters:
    ///   - periods: The sacrifice by wish, oldest first.
    ///   - weight: How important a wish is; not below 0.
    /// - Throws: ``Refusal``, of the first period that has one.
    public init(
        _ periods: [[(wish: String, sacrifice: Double)]], weight: (String) -> Double
    ) throws(Refusal) {
        var relatives: [Double] = []
        var index = [Self.base]
        for period in 1..<max(1, periods.count) {
            var earlier: [String: Double] = [:]
            for (wish, sacrifice) in periods[period - 1] { earlier[wish] = sacrifice }
            var (before, now, shared) = (0.0, 0.0, 0.0)
            for (wish, sacrifice) in periods[period] {
                guard let was = earlier[wish] else { continue }
                before += weight(wish) * was
                now += weight(wish) * sacrifice
                shared += weight(wish)
            }
            guard shared > 0 else { throw .nothingShared(period: period) }
            guard before > 0 else { throw .nothingBefore(period: period) }
            relatives.append(now / before)
            index.append(index[period - 1] * now / before)
        }
        self.relatives = relatives
        self.index = index
    }
}
