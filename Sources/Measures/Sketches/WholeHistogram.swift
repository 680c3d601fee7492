/// Where whole numbers lie, by bins of a thousand, with the exact sums of each bin.
///
/// For what is kept in millionths: of shares there are at most 1,001 bins. Merging in any order
/// gives the same bits, and taking a number out is as if it had never been in.
public struct WholeHistogram: Equatable, Sendable {
    /// One bin and what lies in it.
    public struct Bin: Equatable, Sendable {
        /// Its numbers are index × 1,000 up to, not with, the next.
        public let index: Int32
        public fileprivate(set) var moments: WholeMoments
    }

    public static let binWidth: Int64 = 1_000

    /// Rising; none is empty.
    public private(set) var bins: [Bin] = []

    public init() {}

    public var count: Int64 { bins.reduce(0) { $0 + $1.moments.count } }

    private static func index(of number: Int32) -> Int32 {
        let number = Int64(number)
        return Int32((number < 0 ? number - binWidth + 1 : number) / binWidth)
    }

    /// - Complexity: log of the bins; linear in them for the first number of a bin.
    public mutating func add(_ number: Int32) {
        let index = Self.index(of: number)
        let place = place(of: index)
        if place == bins.count || bins[place].index != index {
            bins.insert(Bin(index: index, moments: WholeMoments()), at: place)
        }
        bins[place].moments.add(number)
    }

    /// - Parameter number: One that was added.
    /// - Returns: False when no number like it is there; then nothing changes.
    @discardableResult public mutating func remove(_ number: Int32) -> Bool {
        let index = Self.index(of: number)
        let place = place(of: index)
        guard place < bins.count, bins[place].index == index else { return false }
        bins[place].moments.remove(number)
        if bins[place].moments.count <= 0 { bins.remove(at: place) }
        return true
    }

    /// - Complexity: Linear in the bins of both.
    public mutating func merge(_ other: Self) {
        var merged: [Bin] = []
        merged.reserveCapacity(bins.count + other.bins.count)
        var (here, there) = (bins[...], other.bins[...])
        while let one = here.first, let two = there.first {
            if one.index <= two.index { here.removeFirst() }
            if two.index <= one.index { there.removeFirst() }
            var next = one.index <= two.index ? one : two
            if one.index == two.index { next.moments.merge(two.moments) }
            merged.append(next)
        }
        bins = merged + here + there
    }

    /// The first place whose bin is not below the index.
    private func place(of index: Int32) -> Int {
        var (low, high) = (0, bins.count)
        while low < high {
            let middle = (low + high) / 2
            if bins[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The mean of the worst share of the numbers, and the variance of what one of them adds to it.
    public struct WorstMean: Equatable, Sendable {
        public let mean: Double
        /// Of one number: by the number of them it is the variance of the mean, when they are many.
        public let variance: Double
    }

    /// The mean of the worst share, at most a bin's width off.
    ///
    /// q + Σ(x − q)₊/(share · n) with q where the worst share begins: Rockafellar and Uryasev 2000,
    /// Journal of Risk 2(3):21. Its variance is that of (x − q)₊ by share²: Trindade, Uryasev,
    /// Shapiro and Zrazhevsky 2007, Journal of Banking & Finance 31:3524.
    ///
    /// - Parameters:
    ///   - share: Above 0, at most 1.
    ///   - good: Which end is not the worst.
    /// - Returns: `nil` of fewer than two numbers, or when the share is none.
    /// - Complexity: Linear in the bins.
    public func worst(_ share: Double, good: GoodDirection) -> WorstMean? {
        let all = Double(count)
        guard all >= 2, share > 0, share <= 1 else { return nil }
        let wanted = share * all
        // With its sign turned where a low number is bad, so that the worst is the highest.
        let sign: Double = good == .lower ? 1 : -1
        let order = good == .lower ? Array(bins.reversed()) : bins
        var taken = WholeMoments()
        var border = 0.0
        for bin in order {
            border = (bin.moments.mean ?? 0).rounded()
            guard Double(taken.count + bin.moments.count) < wanted else { break }
            taken.merge(bin.moments)
        }
        let count = Double(taken.count)
        // All whole, so that nothing is lost between large squares.
        let whole = Int128(border)
        let beyond = Double(Int128(taken.sum) - Int128(taken.count) * whole)
        let squares = Double(
            taken.squares - 2 * whole * Int128(taken.sum) + Int128(taken.count) * whole * whole)
        let mean = count > 0 ? beyond / all : 0
        let variance = max(0, squares / all - mean * mean) * all / (all - 1)
        return WorstMean(
            mean: border + sign * abs(mean) / share, variance: variance / (share * share))
    }
}
