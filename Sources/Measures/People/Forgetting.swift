/// By how much an occasion weighs less as days pass, in whole numbers, so that every machine
/// keeps the same state.
enum Forgetting {
    /// After so many days an occasion weighs half: measures.md 1.2.
    static let halfLifeDays: Int32 = 90
    /// One, in ``kept(after:)``.
    static let one: UInt64 = 1 << 30

    /// 2^(−days/90), of ``one``; from day 0 on. O(1).
    static func kept(after days: Int32) -> UInt64 {
        let halves = days / halfLifeDays
        guard halves < 31 else { return 0 }
        let ofHalf = table[Int(days % halfLifeDays)]
        return halves == 0 ? ofHalf : (ofHalf + (1 << (halves - 1))) >> UInt64(halves)
    }

    /// By multiplying over and over, which leaves an error far below ``one``.
    private static let table: [UInt64] = {
        // 2^(−1/90) of 2^64.
        let daily: UInt64 = 18_305_219_661_902_323_056
        var kept = UInt64.max
        return (0..<Int(halfLifeDays)).map { _ in
            defer { kept = kept.multipliedFullWidth(by: daily).high }
            return (kept >> 34) + ((kept >> 33) & 1)
        }
    }()
}

/// The n-th occasion as the number of doublings since the first: log2 n, in whole numbers.
enum LearningClock {
    /// One doubling.
    static let one: Int64 = 1 << 10
    /// Occasions of one wish that are told apart.
    static let occasionsMax = 4_095

    /// Of the n-th, from 1 to ``occasionsMax``.
    static func doublings(at occasion: Int) -> Int64 { Int64(table[occasion]) }

    /// Of the first n together.
    static func sum(to occasion: Int) -> Int64 { sums[occasion] }

    /// By squaring: each square past 2 is one bit.
    private static let table: [UInt16] = (0...occasionsMax).map { occasion in
        guard occasion > 1 else { return 0 }
        let whole = UInt64(occasion).leadingZeroBitCount ^ 63
        var rest = UInt64(occasion) << UInt64(31 - whole)
        var bits = UInt64(whole)
        for _ in 0..<11 {
            rest = (rest * rest) >> 31
            bits <<= 1
            if rest >= 1 << 32 {
                bits |= 1
                rest >>= 1
            }
        }
        return UInt16((bits + 1) >> 1)
    }

    private static let sums: [Int64] = {
        var sum: Int64 = 0
        return table.map { doublings in
            sum += Int64(doublings)
            return sum
        }
    }()
}

extension BinaryInteger {
    /// Rounded to the nearest, halves away from 0; `divisor` above 0.
    func divided(by divisor: Self) -> Self {
        self >= 0 ? (self + divisor / 2) / divisor : (self - divisor / 2) / divisor
    }
}

/// A day since 1 January 2000 in two bytes, to 2179.
enum ShortDay {
    static let none = UInt16.max
    static let epoch: Int32 = 10_957

    static func of(_ day: Int32) -> UInt16 {
        UInt16(min(max(Int64(day) - Int64(epoch), 0), Int64(UInt16.max) - 1))
    }

    static func month(_ short: UInt16) -> UInt16 { months[Int(short)] }

    /// Looked up for every wish at every fact, so worked out once: 128 KB.
    private static let months: [UInt16] = (0...Int32(UInt16.max)).map {
        UInt16(MeasureMonth(day: $0 + epoch).index)
    }
}
