/// Exactly which people have something: a wish, say. Whoever leaves is forgotten.
///
/// To be preferred to ``HyperLogLog``, which can forget nobody. People are numbered; those who
/// share the upper half of their number are kept as a sorted list while they are few, and as a bit
/// each when they are many: at most 1.25 MB for ten million. Lemire, Kaser, Kurz, Deri, O'Hara,
/// Saint-Jacques and Ssi-Yan-Kai 2018, Software: Practice and Experience 48:867 (Roaring).
///
/// The same people give the same state, whichever way they came and went. Whoever is in two sets
/// is once in their union, so keep each person in one shard when people are to be taken out.
public struct PersonSet: Equatable, Sendable {
    /// People with one upper half, rising by it.
    fileprivate struct Chunk: Equatable {
        let upper: UInt16
        var lowers: Lowers
    }

    fileprivate enum Lowers: Equatable {
        /// Rising, at most ``listMax``, not empty.
        case list([UInt16])
        /// 1,024 words; more than ``listMax`` bits.
        case bits([UInt64], count: Int)
    }

    fileprivate static let listMax = 4_096
    fileprivate static let wordCount = 1_024

    private var chunks: [Chunk] = []

    public init() {}

    public init(_ people: some Sequence<UInt32>) {
        for person in people { insert(person) }
    }

    public var count: Int { chunks.reduce(0) { $0 + $1.lowers.count } }

    public var isEmpty: Bool { chunks.isEmpty }

    /// Rising.
    public var people: [UInt32] {
        chunks.flatMap { chunk in
            chunk.lowers.all.map { UInt32(chunk.upper) << 16 | UInt32($0) }
        }
    }

    /// - Complexity: log of the chunks.
    public func contains(_ person: UInt32) -> Bool {
        let place = place(of: UInt16(person >> 16))
        guard place < chunks.count, chunks[place].upper == UInt16(person >> 16) else {
            return false
        }
        return chunks[place].lowers.contains(UInt16(truncatingIfNeeded: person))
    }

    /// - Returns: Whether the person was not in.
    /// - Complexity: log of the chunks; linear in a list of at most 4,096.
    @discardableResult public mutating func insert(_ person: UInt32) -> Bool {
        let (upper, lower) = (UInt16(person >> 16), UInt16(truncatingIfNeeded: person))
        let place = place(of: upper)
        guard place < chunks.count, chunks[place].upper == upper else {
            chunks.insert(Chunk(upper: upper, lowers: .list([lower])), at: place)
            return true
        }
        return chunks[place].lowers.insert(lower)
    }

    /// - Returns: Whether the person was in.
    @discardableResult public mutating func remove(_ person: UInt32) -> Bool {
        let (upper, lower) = (UInt16(person >> 16), UInt16(truncatingIfNeeded: person))
        let place = place(of: upper)
        guard place < chunks.count, chunks[place].upper == upper,
            chunks[place].lowers.remove(lower)
        else { return false }
        if chunks[place].lowers.count == 0 { chunks.remove(at: place) }
        return true
    }

    /// Takes in all who are in the other.
    ///
    /// - Complexity: Linear in both.
    public mutating func merge(_ other: Self) {
        combine(other, keepingAlone: true) { $0 | $1 }
    }

    /// Takes out all who are in the other.
    public mutating func remove(_ other: Self) {
        // Who is in the other alone is in neither.
        combine(other, keepingAlone: false) { $0 & ~$1 }
    }

    /// How many are in both.
    public func countInBoth(_ other: Self) -> Int {
        var rest = self
        rest.remove(other)
        return count - rest.count
    }

    private mutating func combine(
        _ other: Self, keepingAlone: Bool, word: (UInt64, UInt64) -> UInt64
    ) {
        var combined: [Chunk] = []
        var (here, there) = (chunks[...], other.chunks[...])
        while let one = here.first, let two = there.first {
            if one.upper <= two.upper { here.removeFirst() }
            if two.upper <= one.upper { there.removeFirst() }
            if one.upper == two.upper {
                let words = zip(one.lowers.words, two.lowers.words).map { word($0, $1) }
                let lowers = Lowers(words)
                if lowers.count > 0 { combined.append(Chunk(upper: one.upper, lowers: lowers)) }
            } else if one.upper < two.upper {
                combined.append(one)
            } else if keepingAlone {
                combined.append(two)
            }
        }
        chunks = combined + here + (keepingAlone ? there : [])
    }

    /// The first place whose chunk is not below.
    private func place(of upper: UInt16) -> Int {
        var (low, high) = (0, chunks.count)
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle].upper < upper { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension PersonSet.Lowers {
    fileprivate init(_ words: [UInt64]) {
        let count = words.reduce(0) { $0 + $1.nonzeroBitCount }
        self = .bits(words, count: count)
        if count <= PersonSet.listMax { self = .list(all) }
    }

    fileprivate var count: Int {
        switch self {
        case .list(let list): list.count
        case .bits(_, let count): count
        }
    }

    fileprivate var words: [UInt64] {
        switch self {
        case .bits(let words, _): return words
        case .list(let list):
            var words = [UInt64](repeating: 0, count: PersonSet.wordCount)
            for lower in list { words[Int(lower >> 6)] |= 1 << UInt64(lower & 63) }
            return words
        }
    }

    fileprivate var all: [UInt16] {
        switch self {
        case .list(let list): return list
        case .bits(let words, let count):
            var list: [UInt16] = []
            list.reserveCapacity(count)
            for (place, word) in words.enumerated() {
                var rest = word
                while rest != 0 {
                    list.append(UInt16(place << 6 + rest.trailingZeroBitCount))
                    rest &= rest - 1
                }
            }
            return list
        }
    }

    fileprivate func contains(_ lower: UInt16) -> Bool {
        switch self {
        case .list(let list):
            let place = Self.place(of: lower, in: list)
            return place < list.count && list[place] == lower
        case .bits(let words, _): return words[Int(lower >> 6)] >> UInt64(lower & 63) & 1 == 1
        }
    }

    fileprivate mutating func insert(_ lower: UInt16) -> Bool {
        guard !contains(lower) else { return false }
        switch self {
        case .list(var list):
            // Given up first, so that the list is not copied.
            self = .list([])
            list.insert(lower, at: Self.place(of: lower, in: list))
            self = .list(list)
            if list.count > PersonSet.listMax { self = .bits(words, count: list.count) }
        case .bits(var words, let count):
            self = .list([])
            words[Int(lower >> 6)] |= 1 << UInt64(lower & 63)
            self = .bits(words, count: count + 1)
        }
        return true
    }

    fileprivate mutating func remove(_ lower: UInt16) -> Bool {
        guard contains(lower) else { return false }
        switch self {
        case .list(var list):
            self = .list([])
            list.remove(at: Self.place(of: lower, in: list))
            self = .list(list)
        case .bits(var words, let count):
            self = .list([])
            words[Int(lower >> 6)] &= ~(1 << UInt64(lower & 63))
            self = .bits(words, count: count - 1)
            if count - 1 <= PersonSet.listMax { self = .list(all) }
        }
        return true
    }

    private static func place(of lower: UInt16, in list: [UInt16]) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < lower { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
