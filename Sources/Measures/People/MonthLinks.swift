/// How much a person gave up on the same wishes in a month and in the one before, for the last
/// months, in 36 bytes.
///
/// A link is Σωs now and before, over the wishes that were observed in both, each of 1…65,535;
/// 0 before says that there is none.
struct MonthLinks: Hashable, Sendable, Codable {
    /// Months that are kept. What is older is taken from the population's sums too.
    static let kept = 8
    static let whole: Int64 = 65_535

    struct Link: Hashable, Sendable {
        var now: UInt16
        var before: UInt16
        /// Whether anything was observed in both months.
        var isKnown: Bool
    }

    // Wide ones first, which leaves no gaps.
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0
    /// Of the first link; the others are of the months before it.
    private(set) var month = WishMeasure.noMonth
    /// Which links are known, the first the lowest bit.
    private var known: UInt16 = 0

    var isEmpty: Bool { known == 0 }

    /// At 0 the last month's.
    subscript(_ ago: Int) -> Link {
        let half = UInt32(truncatingIfNeeded: word(ago / 2) >> (ago % 2 == 0 ? 0 : 32))
        return Link(
            now: UInt16(truncatingIfNeeded: half), before: UInt16(half >> 16),
            isKnown: known >> ago & 1 == 1)
    }

    /// Sets the link of a month that is not before the last one.
    mutating func set(_ link: Link, of month: UInt16) {
        if self.month != WishMeasure.noMonth, month > self.month {
            let months = Int(month - self.month)
            for _ in 0..<min(months, Self.kept) { shift() }
        }
        self.month = month
        let half = UInt64(link.now) | UInt64(link.before) << 16
        first = first & ~0xFFFF_FFFF | (link.isKnown ? half : 0)
        known = known & ~1 | (link.isKnown ? 1 : 0)
    }

    private mutating func shift() {
        fourth = fourth << 32 | third >> 32
        third = third << 32 | second >> 32
        second = second << 32 | first >> 32
        first <<= 32
        known = known << 1 & (1 << UInt16(Self.kept) - 1)
    }

    private func word(_ index: Int) -> UInt64 {
        switch index {
        case 0: first
        case 1: second
        case 2: third
        default: fourth
        }
    }
}
