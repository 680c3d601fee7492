import Kernel
import Measures

/// Seeded numbers of the distributions that statistics are tried with.
struct StatisticDraws {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Above 0, below 1.
    mutating func share() -> Double { (Double(random.next() >> 11) + 0.5) / Double(1 << 53) }

    mutating func normal() -> Double { StandardNormal.quantile(share()) }

    mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

    mutating func happens(_ chance: Double) -> Bool { share() < chance }

    mutating func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in share() } }
}

func isAlmost(_ one: Double, _ other: Double, _ tolerance: Double = 1e-9) -> Bool {
    abs(one - other) <= tolerance * max(1, abs(other))
}
