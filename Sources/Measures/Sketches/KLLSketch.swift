import RealModule

/// Which share of any numbers lies below another, from a few hundred of them.
///
/// 1.33 % of rank off with k = 200, 99 times of 100 (``KLLError``), whatever the numbers are and
/// however many. Levels of numbers, each of which stands for 2ˡ; a full one is sorted and every
/// other number of it goes one up. Which of the two stay is a coin of the seed. Karnin, Lang and
/// Liberty 2016, FOCS.
///
/// Two made one are the same from either side; three in another grouping may keep other numbers,
/// within the same error. **It cannot forget a person**: for what people may ask to be erased from,
/// use ``WholeHistogram`` or ``DDSketch``. Give each shard another seed.
public struct KLLSketch: Equatable, Sendable {
    public static let levelLeast = 8

    public let k: Int
    /// Added up when two are made one.
    public private(set) var seed: UInt64
    public private(set) var count: Int64 = 0
    public private(set) var least: Double?
    public private(set) var most: Double?
    /// How many numbers are kept.
    public private(set) var keptCount = 0
    /// Each but the first rising.
    private var levels: [[Double]] = [[]]
    /// How many coins were thrown.
    private var coins: UInt64 = 0
    /// How many numbers all levels together have room for.
    private var room: Int

    /// - Returns: `nil` when k is outside of 8…65,535.
    public init?(k: Int = 200, seed: UInt64) {
        guard (8...65_535).contains(k) else { return nil }
        self.k = k
        self.seed = seed
        room = k
    }

    /// - Returns: False when it is no number; then nothing changes.
    /// - Complexity: Constant, over many.
    @discardableResult public mutating func add(_ number: Double) -> Bool {
        guard number.isFinite else { return false }
        levels[0].append(number)
        count += 1
        least = min(least ?? number, number)
        most = max(most ?? number, number)
        keptCount += 1
        compact()
        return true
    }

    /// - Returns: False when the other has another k; then nothing changes.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.k == k else { return false }
        while levels.count < other.levels.count { addLevel() }
        for (place, level) in other.levels.enumerated() { levels[place] += level }
        // Sorted, so that it does not show which side a number came from.
        for place in levels.indices { levels[place].sort() }
        count += other.count
        keptCount += other.keptCount
        coins &+= other.coins
        seed &+= other.seed
        if let low = other.least { least = min(least ?? low, low) }
        if let high = other.most { most = max(most ?? high, high) }
        compact()
        return true
    }

    private func capacity(of level: Int) -> Int {
        let depth = Double(levels.count - 1 - level)
        return max(Self.levelLeast, Int((Double(k) * .pow(2.0 / 3, depth)).rounded(.up)))
    }

    private mutating func addLevel() {
        levels.append([])
        room = levels.indices.reduce(0) { $0 + capacity(of: $1) }
    }

    /// Halves the lowest full level until all fit: only then, since each halving costs accuracy.
    private mutating func compact() {
        while keptCount >= room {
            let full = levels.indices.first { levels[$0].count >= capacity(of: $0) }
            guard let full else { return }
            if full + 1 == levels.count { addLevel() }
            halve(full)
        }
    }

    private mutating func halve(_ level: Int) {
        var numbers = levels[level]
        numbers.sort()
        // An odd one stays, so that all together stand for as many as before.
        let rest = numbers.count.isMultiple(of: 2) ? [] : [numbers.removeLast()]
        coins &+= 1
        let first = Int(mixed(coins, seed: seed) & 1)
        let chosen = stride(from: first, to: numbers.count, by: 2).map { numbers[$0] }
        levels[level] = rest
        keptCount -= chosen.count
        levels[level + 1] += chosen
        levels[level + 1].sort()
    }

    /// Numbers with how many each stands for, rising.
    private var weighted: [(number: Double, weight: Int64)] {
        levels.enumerated().flatMap { level, numbers in
            numbers.map { (number: $0, weight: Int64(1) << Int64(level)) }
        }.sorted { $0.number < $1.number }
    }

    /// About the share of numbers that are not above this one; `nil` of none.
    public func rank(of number: Double) -> Double? {
        guard count > 0, !number.isNaN else { return nil }
        var below: Int64 = 0
        for (level, numbers) in levels.enumerated() {
            below += Int64(numbers.count { $0 <= number }) << Int64(level)
        }
        return Double(below) / Double(count)
    }

    /// About the number that the share is not above; `nil` of none, or when the share is none.
    ///
    /// - Complexity: k log k.
    public func quantile(_ share: Double) -> Double? {
        guard count > 0, (0...1).contains(share) else { return nil }
        if share == 0 { return least }
        if share == 1 { return most }
        let wanted = (share * Double(count)).rounded(.up)
        var below: Int64 = 0
        for (number, weight) in weighted {
            below += weight
            if Double(below) >= wanted { return number }
        }
        return most
    }
}
