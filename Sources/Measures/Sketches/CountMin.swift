/// How often each of any number of kinds was seen, in a table of a fixed size.
///
/// A count is never too low while only what was added is taken out, and too high by more than εn
/// with a chance of δ at most (``countMinSize(error:chance:)``). A table of sums: merging in any
/// order gives the same bits, and what is taken out was never in. Cormode and Muthukrishnan 2005,
/// Journal of Algorithms 55:58.
public struct CountMin: Equatable, Sendable {
    public static let cellMax = 1 << 24

    public let width: Int
    public let depth: Int
    public let seed: UInt64
    /// How many are in.
    public private(set) var count: Int64 = 0
    /// Row by row.
    private var cells: [Int64]

    /// - Parameters:
    ///   - error: ε; above 0, below 1.
    ///   - chance: δ; above 0, below 1.
    ///   - seed: What two must share to be made one.
    /// - Returns: `nil` when one is out of its range, or the table beyond ``cellMax``.
    public init?(error: Double, chance: Double, seed: UInt64) {
        guard error > 0, error < 1, chance > 0, chance < 1 else { return nil }
        let size = countMinSize(error: error, chance: chance)
        guard size.width * size.depth <= Double(Self.cellMax) else { return nil }
        width = Int(size.width)
        depth = max(1, Int(size.depth))
        self.seed = seed
        cells = Array(repeating: 0, count: width * depth)
    }

    /// - Returns: False when times is below 1 or all would not fit 64 bits; then nothing changes.
    /// - Complexity: Linear in the depth.
    @discardableResult public mutating func add(_ item: UInt64, times: Int64 = 1) -> Bool {
        guard times > 0, count <= Int64.max - times else { return false }
        count += times
        for row in 0..<depth { cells[place(of: item, row)] += times }
        return true
    }

    /// - Parameters: Of what was added.
    /// - Returns: False when it cannot have been added so often; then nothing changes.
    @discardableResult public mutating func remove(_ item: UInt64, times: Int64 = 1) -> Bool {
        guard times > 0, self.most(item) >= times else { return false }
        count -= times
        for row in 0..<depth { cells[place(of: item, row)] -= times }
        return true
    }

    /// - Returns: False when the other has another size or seed, or both together do not fit 64
    ///   bits; then nothing changes.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.width == width, other.depth == depth, other.seed == seed,
            count <= Int64.max - other.count
        else { return false }
        count += other.count
        cells = zip(cells, other.cells).map(+)
        return true
    }

    /// At most so often was it added.
    public func most(_ item: UInt64) -> Int64 {
        (0..<depth).map { cells[place(of: item, $0)] }.min() ?? 0
    }

    private func place(of item: UInt64, _ row: Int) -> Int {
        let hash = mixed(item, seed: seed &+ UInt64(row) &* 0x9E37_79B9_7F4A_7C15)
        return row * width + Int(hash.multipliedFullWidth(by: UInt64(width)).high)
    }
}
