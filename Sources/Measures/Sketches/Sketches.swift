import RealModule

/// What is most frequent among more kinds than can be kept: k counters for any number of wishes.
///
/// A count is never too high, and too low by at most n/(k + 1). Misra and Gries 1982, Science of
/// Computer Programming 2:143; two are made one, with the same bound, after Agarwal, Cormode,
/// Huang, Phillips, Wei and Yi 2013, ACM TODS 38:26. Space-Saving with k + 1 counters holds the
/// same numbers (ibid., section 3).
public struct FrequentItems<Item: Hashable & Comparable & Sendable>: Sendable, Equatable {
    public let counterMax: Int
    /// How many were added.
    public private(set) var count: Int64 = 0
    /// How much too low any count is at most: seen, and at most ``undercountBound``.
    public private(set) var undercount: Int64 = 0
    private var counters: [Item: Int64] = [:]

    /// - Parameter counterMax: How many kinds are kept; at least one is.
    public init(counterMax: Int) { self.counterMax = max(1, counterMax) }

    /// - Parameter times: Nothing is added when it is below 1.
    /// - Complexity: Constant, over many.
    public mutating func add(_ item: Item, times: Int64 = 1) {
        guard times > 0 else { return }
        count += times
        counters[item, default: 0] += times
        shrink()
    }

    /// - Returns: False when the other keeps another number of kinds; then nothing changes.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.counterMax == counterMax else { return false }
        count += other.count
        undercount += other.undercount
        counters.merge(other.counters, uniquingKeysWith: +)
        shrink()
        return true
    }

    /// At least as often as this, and at most ``undercount`` more often, was the item added.
    public func least(_ item: Item) -> Int64 { counters[item] ?? 0 }

    /// The kinds that are kept, the most frequent first; of two as frequent the smaller first.
    public var ranked: [(item: Item, least: Int64)] {
        counters.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { (item: $0.key, least: $0.value) }
    }

    /// What ``undercount`` cannot go beyond.
    public var undercountBound: Double {
        frequentItemsUndercount(count: Double(count), counters: Double(counterMax))
    }

    /// Takes from every counter as much as the largest one that has no place has.
    private mutating func shrink() {
        guard counters.count > counterMax else { return }
        let sizes = counters.map(\.value).sorted(by: >)
        let taken = sizes[counterMax]
        undercount += taken
        counters = counters.compactMapValues { $0 > taken ? $0 - taken : nil }
    }
}

/// How much too low a count of ``FrequentItems`` is at most: n/(k + 1).
public func frequentItemsUndercount(count: Double, counters: Double) -> Double {
    count / (counters + 1)
}

/// How far a rank of a KLL sketch is off, 99 times of 100.
///
/// As fitted by its makers: Apache DataSketches, KllSketch; Karnin, Lang and Liberty 2016, FOCS.
public enum KLLError {
    /// Of the rank of one value.
    public static func singleSided(k: Double) -> Double { 2.296 / .pow(k, 0.9723) }

    /// Of the share between any two values.
    public static func mass(k: Double) -> Double { 2.446 / .pow(k, 0.9433) }
}

/// The relative standard error of a HyperLogLog count with 2ᵖ registers.
///
/// Flajolet, Fusy, Gandouet and Meunier 2007, AofA.
public func hyperLogLogError(precision: Double) -> Double { 1.04 / .pow(2, precision / 2) }

/// How large a count-min sketch is that overcounts by more than εn with a chance of δ at most.
///
/// Cormode and Muthukrishnan 2005, Journal of Algorithms 55:58.
///
/// - Parameters:
///   - error: ε; above 0.
///   - chance: δ; above 0, below 1.
public func countMinSize(error: Double, chance: Double) -> (width: Double, depth: Double) {
    ((.exp(1) / error).rounded(.up), (-Double.log(chance)).rounded(.up))
}
