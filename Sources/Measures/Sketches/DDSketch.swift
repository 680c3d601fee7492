import RealModule

/// How long things took, so that any quantile is known to a share of itself: 1 % say.
///
/// A value lies in bucket ⌈log_γ value⌉, γ = (1 + α)/(1 − α); a bucket is told as 2γⁱ/(γ + 1). What
/// is counted are whole numbers, so merging in any order gives the same sketch. Masson, Rim and Lee
/// 2019, PVLDB 12:2195.
///
/// Keeps the topmost ``bucketSpanMax`` buckets; lower ones are counted in the lowest of them, which
/// at 0.1 % happens to what is 10²⁸ times smaller than the largest, at 1 % 10²⁸⁴ times. Until then
/// taking a value out is as if it had never been in.
public struct DDSketch: Equatable, Sendable {
    /// One bucket and how many values lie in it.
    public struct Bucket: Equatable, Sendable {
        public let index: Int32
        public fileprivate(set) var count: Int64
    }

    public static let bucketSpanMax: Int32 = 32_768
    public static let accuracyLeast = 0.000_1
    public static let accuracyMost = 0.5

    /// α: how far a quantile may be off, as a share of itself.
    public let accuracy: Double
    /// γ: how much wider each bucket is than the one below.
    public let growth: Double
    /// Rising; none is empty.
    public private(set) var buckets: [Bucket] = []
    /// How many values were 0.
    public private(set) var zeroCount: Int64 = 0
    public private(set) var count: Int64 = 0
    private let logGrowth: Double

    /// - Returns: `nil` when the accuracy is outside of 0.0001…0.5.
    public init?(accuracy: Double = 0.01) {
        guard (Self.accuracyLeast...Self.accuracyMost).contains(accuracy) else { return nil }
        self.accuracy = accuracy
        growth = (1 + accuracy) / (1 - accuracy)
        logGrowth = .log(growth)
    }

    /// The bucket of a value above 0; `nil` when it is not, or no number.
    public func index(of value: Double) -> Int32? {
        guard value > 0, value.isFinite else { return nil }
        return Int32((Double.log(value) / logGrowth).rounded(.up))
    }

    /// What the values of a bucket are told as; at most ``accuracy`` off for each of them.
    public func estimate(of index: Int32) -> Double {
        2 * .exp(Double(index) * logGrowth) / (growth + 1)
    }

    /// - Returns: False when the value is below 0 or no number; then nothing changes.
    /// - Complexity: log of the buckets; linear in them for the first value of a bucket.
    @discardableResult public mutating func add(_ value: Double) -> Bool {
        guard value != 0 else {
            zeroCount += 1
            count += 1
            return true
        }
        guard let index = index(of: value) else { return false }
        count += 1
        let lowest = (buckets.last?.index ?? index) - Self.bucketSpanMax + 1
        let kept = max(index, lowest)
        let place = place(of: kept)
        if place < buckets.count, buckets[place].index == kept {
            buckets[place].count += 1
        } else {
            buckets.insert(Bucket(index: kept, count: 1), at: place)
            fold()
        }
        return true
    }

    /// - Parameter value: One that was added.
    /// - Returns: False when there is no such value; then nothing changes.
    @discardableResult public mutating func remove(_ value: Double) -> Bool {
        guard value != 0 else {
            guard zeroCount > 0 else { return false }
            zeroCount -= 1
            count -= 1
            return true
        }
        guard let index = index(of: value), let last = buckets.last else { return false }
        let kept = max(index, last.index - Self.bucketSpanMax + 1)
        let place = place(of: kept)
        guard place < buckets.count, buckets[place].index == kept else { return false }
        buckets[place].count -= 1
        if buckets[place].count == 0 { buckets.remove(at: place) }
        count -= 1
        return true
    }

    /// - Returns: False when the other has another accuracy; then nothing changes.
    /// - Complexity: Linear in the buckets of both.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.accuracy == accuracy else { return false }
        var merged: [Bucket] = []
        merged.reserveCapacity(buckets.count + other.buckets.count)
        var (here, there) = (buckets[...], other.buckets[...])
        while let one = here.first, let two = there.first {
            if one.index <= two.index { here.removeFirst() }
            if two.index <= one.index { there.removeFirst() }
            if one.index == two.index {
                merged.append(Bucket(index: one.index, count: one.count + two.count))
            } else {
                merged.append(one.index < two.index ? one : two)
            }
        }
        buckets = merged + here + there
        zeroCount += other.zeroCount
        count += other.count
        fold()
        return true
    }

    /// The value below which the share lies, at most ``accuracy`` of itself off.
    ///
    /// The value of rank share · (n − 1), counted from 0.
    ///
    /// - Parameter share: 0…1.
    /// - Returns: `nil` when nothing was added, or the share is none.
    public func quantile(_ share: Double) -> Double? {
        guard count > 0, (0...1).contains(share) else { return nil }
        let rank = share * Double(count - 1)
        var below = zeroCount
        if Double(below) > rank { return 0 }
        for bucket in buckets {
            below += bucket.count
            if Double(below) > rank { return estimate(of: bucket.index) }
        }
        return buckets.last.map { estimate(of: $0.index) } ?? 0
    }

    /// The first place whose bucket is not below the index.
    private func place(of index: Int32) -> Int {
        var (low, high) = (0, buckets.count)
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Counts what lies too far below the topmost bucket in the lowest one that is kept.
    private mutating func fold() {
        guard let last = buckets.last else { return }
        let lowest = last.index - Self.bucketSpanMax + 1
        guard let first = buckets.first, first.index < lowest else { return }
        let end = place(of: lowest)
        var gathered = buckets[..<end].reduce(0) { $0 + $1.count }
        var rest = buckets[end...]
        if let next = rest.first, next.index == lowest {
            gathered += next.count
            rest.removeFirst()
        }
        buckets = [Bucket(index: lowest, count: gathered)] + rest
    }
}
