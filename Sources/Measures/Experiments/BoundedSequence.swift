import RealModule

/// What bets on numbers between 0 and 1 are sized by: their mean and variance so far, with one
/// half and one quarter counted in as if seen before.
///
/// Waudby-Smith and Ramdas 2024, JRSS B 86:1, equations 14 and 15.
private struct PredictableStake: Equatable, Sendable {
    private(set) var count = 0.0
    private var sum = 0.5
    private var squares = 0.25

    var mean: Double { sum / (count + 1) }

    /// The stake on the next number, from those before it alone; not held to a most.
    func next(alpha: Double) -> Double {
        let variance = squares / (count + 1)
        let time = count + 1
        return (2 * Double.log(2 / alpha) / (variance * time * .log(1 + time))).squareRoot()
    }

    mutating func take(_ number: Double) {
        count += 1
        sum += number
        squares += (number - mean) * (number - mean)
    }
}

/// Where the mean of numbers between 0 and 1 lies, at every count at once, from a state of fixed
/// size: the empirical-Bernstein confidence sequence.
///
/// Holds at every count, not only at large ones, whatever the numbers are distributed like. It
/// needs them in the order in which they came, so two runs cannot be merged, and nobody can be
/// taken out but by running again. Waudby-Smith and Ramdas 2024, JRSS B 86:1, theorem 2.
public struct BernsteinRun: Equatable, Sendable {
    /// The largest stake.
    public static let stakeMax = 0.5

    public let alpha: Double
    /// What all counts so far leave; 0…1 before the first.
    public private(set) var interval = Interval(0, 1)
    public var count: Int { Int(stake.count) }
    private var stake = PredictableStake()
    private var stakes = 0.0
    private var staked = 0.0
    private var spread = 0.0

    /// - Parameter alpha: Above 0, below 1: how often it may ever miss.
    public init(alpha: Double) { self.alpha = alpha }

    /// - Parameter number: Held to 0…1; what is none is not taken.
    /// - Complexity: Constant.
    public mutating func take(_ number: Double) {
        guard !number.isNaN else { return }
        let number = clipped(number)
        let size = min(Self.stakeMax, stake.next(alpha: alpha))
        let distance = number - stake.mean
        stakes += size
        staked += size * number
        // 4(x − m)² · (−ln(1 − λ) − λ)/4
        spread += distance * distance * (-Double.log(onePlus: -size) - size)
        stake.take(number)
        let radius = (.log(2 / alpha) + spread) / stakes
        interval = interval.narrowed(staked / stakes - radius, staked / stakes + radius)
    }
}

/// The same by betting against every mean that may be: narrower, most of all for few numbers.
///
/// A mean is left out once a bet against it has made 1/α of its stake. Half is bet on the numbers
/// lying above, half below; the stakes are those of ``BernsteinRun``, held to half of what could
/// be lost. What a bet makes falls, or rises, with the mean that is bet against, so each end is
/// found by halving. Waudby-Smith and Ramdas 2024, JRSS B 86:1, theorem 3 (hedged capital).
public struct BettingRun: Equatable, Sendable {
    /// The most of what is there that one bet may lose.
    public static let lossMax = 0.5
    /// The most numbers, for all of them are kept; beyond it nothing is taken.
    public static let countMax = 10_000

    public let alpha: Double
    /// What all counts so far leave; 0…1 before the first.
    public private(set) var interval = Interval(0, 1)
    public var count: Int { rounds.count }
    private var stake = PredictableStake()
    private var rounds: [Round] = []

    private struct Round: Equatable {
        let number: Double
        let stake: Double
    }

    public init(alpha: Double) { self.alpha = alpha }

    /// - Parameter number: Held to 0…1; what is none is not taken.
    /// - Complexity: Linear in the count; some fifty times so when an end moves.
    public mutating func take(_ number: Double) {
        guard !number.isNaN, rounds.count < Self.countMax else { return }
        let number = clipped(number)
        rounds.append(Round(number: number, stake: stake.next(alpha: alpha)))
        stake.take(number)
        let level = Double.log(2 / alpha)
        let (low, high) = (interval.low, interval.high)
        let (rising, falling) = (
            edge(from: low, to: high) { self.gainAbove($0) >= level },
            edge(from: high, to: low) { self.gainBelow($0) >= level }
        )
        interval = interval.narrowed(rising, falling)
    }

    /// ln of what was made by betting that the numbers lie above a mean.
    private func gainAbove(_ mean: Double) -> Double {
        rounds.reduce(0) { sum, round in
            let stake = mean > 0 ? min(round.stake, Self.lossMax / mean) : round.stake
            return sum + .log(onePlus: stake * (round.number - mean))
        }
    }

    private func gainBelow(_ mean: Double) -> Double {
        rounds.reduce(0) { sum, round in
            let stake = mean < 1 ? min(round.stake, Self.lossMax / (1 - mean)) : round.stake
            return sum + .log(onePlus: stake * (mean - round.number))
        }
    }

    /// The last place from `start` on that is left out, or the start.
    private func edge(
        from start: Double, to end: Double, isLeftOut: (Double) -> Bool
    ) -> Double {
        guard isLeftOut(start) else { return start }
        var (out, inside) = (start, end)
        while abs(inside - out) > 1e-12 {
            let middle = (inside + out) / 2
            if isLeftOut(middle) { out = middle } else { inside = middle }
        }
        return out
    }
}

extension Interval {
    /// What both leave. Where that is nothing, which happens at most once in 1/α, this stays.
    fileprivate func narrowed(_ low: Double, _ high: Double) -> Self {
        let (low, high) = (max(self.low, low), min(self.high, high))
        return low <= high ? Self(low, high) : self
    }
}
