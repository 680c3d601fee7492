/// What is known of the share of people whom a treatment makes worse off.
///
/// Nobody is seen both with and without it, so the share itself cannot be counted: between these
/// two numbers it lies, whatever goes together with what within a person, and neither can be made
/// sharper without supposing something. They are of the people at hand and carry their chance.
///
/// sup (F₁(y) − F₀(y+m))₊ … 1 − sup (F₀(y+m) − F₁(y−))₊. Makarov 1982, Theory of Probability and
/// Its Applications 26:803; Fan and Park 2010, Econometric Theory 26:931; of yes and no Manski
/// 1997, Econometrica 65:1311.
public struct MadeWorseBounds: Equatable, Sendable {
    public let least: Double
    public let most: Double

    /// - Parameters:
    ///   - margin: 0 or above: who loses no more than this is not worse off.
    /// - Returns: `nil` when an arm has nobody.
    /// - Complexity: n log n.
    public init?(
        control: [Double], treatment: [Double], margin: Double = 0, good: GoodDirection
    ) {
        guard !control.isEmpty, !treatment.isEmpty, margin >= 0 else { return nil }
        let sign: Double = good == .higher ? 1 : -1
        // Less the margin beforehand, so that who falls below this is worse off.
        let bars = control.map { $0 * sign - margin }.sorted()
        let values = treatment.map { $0 * sign }.sorted()
        let (barCount, valueCount) = (Double(bars.count), Double(values.count))
        var (certain, spared) = (0.0, 0.0)
        var (bar, value) = (0, 0)
        while bar < bars.count || value < values.count {
            let next = min(
                bar < bars.count ? bars[bar] : .infinity,
                value < values.count ? values[value] : .infinity)
            let below = Double(value) / valueCount
            while bar < bars.count, bars[bar] <= next { bar += 1 }
            while value < values.count, values[value] <= next { value += 1 }
            let share = Double(bar) / barCount
            certain = max(certain, Double(value) / valueCount - share)
            spared = max(spared, share - below)
        }
        least = certain
        most = max(certain, 1 - spared)
    }
}
