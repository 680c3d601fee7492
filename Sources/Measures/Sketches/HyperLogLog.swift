import RealModule

/// About how many different people there were, in 16 KB, however many there were.
///
/// **It cannot forget a person**: what somebody left in it stays when they are erased, and nobody
/// can tell what that was. Use ``PersonSet`` for people who may ask to be erased; keep this for
/// what is rebuilt from them anyway. It is 0.81 % off (``hyperLogLogError(precision:)``). Flajolet,
/// Fusy, Gandouet and Meunier 2007, AofA; estimated after Ertl 2017, arXiv 1702.01284, section 4,
/// which needs no correction for few people.
public struct HyperLogLog: Equatable, Sendable {
    public static let precision = 14

    /// What two must share to be made one.
    public let seed: UInt64
    private var registers = [UInt8](repeating: 0, count: 1 << precision)

    public init(seed: UInt64) { self.seed = seed }

    /// Constant.
    public mutating func add(_ item: UInt64) {
        let hash = mixed(item, seed: seed)
        let place = Int(hash >> UInt64(64 - Self.precision))
        let rest = hash << UInt64(Self.precision)
        let rank = UInt8(min(rest.leadingZeroBitCount, 64 - Self.precision) + 1)
        registers[place] = max(registers[place], rank)
    }

    /// Of all who are in one or both.
    ///
    /// - Returns: False when the other has another seed; then nothing changes.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.seed == seed else { return false }
        registers = zip(registers, other.registers).map(max)
        return true
    }

    /// - Complexity: Linear in the registers.
    public var estimate: Double {
        let last = 64 - Self.precision + 1
        var counts = [Double](repeating: 0, count: last + 1)
        for register in registers { counts[Int(register)] += 1 }
        let all = Double(registers.count)
        guard counts[0] < all else { return 0 }
        var z = all * Self.tau(1 - counts[last] / all)
        for rank in stride(from: last - 1, through: 1, by: -1) { z = 0.5 * (z + counts[rank]) }
        z += all * Self.sigma(counts[0] / all)
        return all * all / (2 * .log(2) * z)
    }

    /// x + Σ 2^(k−1) x^(2^k); x below 1.
    private static func sigma(_ x: Double) -> Double {
        var (power, factor, sum) = (x, 1.0, x)
        while true {
            power *= power
            let before = sum
            sum += power * factor
            factor *= 2
            if sum == before { return sum }
        }
    }

    /// (1 − x − Σ (1 − x^(2^−k))² 2^−k)/3.
    private static func tau(_ x: Double) -> Double {
        guard x > 0, x < 1 else { return 0 }
        var (root, factor, sum) = (x, 1.0, 1 - x)
        while true {
            root = root.squareRoot()
            let before = sum
            factor /= 2
            sum -= (1 - root) * (1 - root) * factor
            if sum == before { return sum / 3 }
        }
    }
}
