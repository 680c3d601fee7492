/// What is known of one person over all their wishes, in whole numbers: 32 bytes a wish and about
/// 150 beside.
///
/// Facts are taken in the order of the journal, which gives the same state everywhere. Where
/// facts of days come in another order:
/// - what is given up on a wish does not depend on it, but for rounding by a millionth or so: an
///   occasion weighs half after 90 days, whenever it was told;
/// - months of first observation, and what was ever counted, do not depend on it at all;
/// - filters keep the day of their last observation: one of before it counts as of that day;
/// - what was perceived last, given up last, and the links between months are of the last day,
///   and an older one does not change them.
///
/// Facts that came late are counted in ``PersonSummary/late``. A wish that is a hypothesis, or
/// that nobody ever told of, is counted as such and is in no other number.
public struct PersonMeasures: Hashable, Sendable, Codable {
    /// Wishes that a person may have at a time; withdrawn ones make room.
    public static let wishesMax = 64

    // In an order that leaves few gaps: 112 bytes.
    private(set) var wishes: [WishMeasure] = []
    private(set) var links = MonthLinks()
    private(set) var learning = LearningSums()
    private(set) var will = LevelFilter()
    private(set) var lastDay = ShortDay.none
    private(set) var should = LevelFilter()
    private(set) var late: UInt16 = 0
    private(set) var perceived = Self.nothing
    /// Perceived less what was expected then.
    private(set) var gap = Self.nothing
    private(set) var hasLeft = false

    private static let nothing = Int32.min

    public init() {}

    /// Whether nothing was ever taken.
    public var isEmpty: Bool { self == Self() }

    /// Takes one fact in. O(wishes).
    ///
    /// - Returns: `false` when there is no room for one more wish; nothing changed then.
    @discardableResult public mutating func take(_ fact: PersonFact) -> Bool {
        switch fact {
        case .wish(let key, let facet, let importance, let isConfirmed):
            guard let index = room(for: key) else { return false }
            if wishes[index].isWithdrawn { wishes[index] = WishMeasure(key: key.number) }
            wishes[index].facet = facet.number
            wishes[index].importance =
                importance.map { min($0, WishMeasure.unknownImportance - 1) }
                ?? WishMeasure.unknownImportance
            if isConfirmed { wishes[index].isConfirmed = true }
            link()
        case .withdrawn(let key):
            guard let index = wishes.firstIndex(where: { $0.key == key.number }) else { break }
            wishes[index].isWithdrawn = true
            link()
        case .sacrifice(let key, let millionths, let day, let isConfirmed):
            guard let index = room(for: key) else { return false }
            let short = hear(on: day)
            if !isConfirmed { wishes[index].hasInferred = true }
            let taken = wishes[index].take(Self.held(millionths), day: short)
            learning += taken.learning
            if taken.isLate { countLate() }
            link()
        case .expected(let millionths, let day):
            take(Self.held(millionths), into: \.will, day: hear(on: day))
        case .promised(let millionths, let day):
            take(Self.held(millionths), into: \.should, day: hear(on: day))
        case .perceived(let millionths, let day):
            perceive(Self.held(millionths), day: hear(on: day))
        case .left(let day):
            hasLeft = lastDay == ShortDay.none || ShortDay.of(day) >= lastDay
        }
        return true
    }

    private static func held(_ millionths: Int32) -> Int32 { min(max(millionths, 0), 1_000_000) }

    private mutating func hear(on day: Int32) -> UInt16 {
        let short = ShortDay.of(day)
        if lastDay == ShortDay.none || short > lastDay {
            lastDay = short
            hasLeft = false
        }
        return short
    }

    private mutating func countLate() { late = late == UInt16.max ? late : late + 1 }

    private mutating func take(
        _ level: Int32, into filter: WritableKeyPath<Self, LevelFilter>, day: UInt16
    ) {
        if self[keyPath: filter].isKnown, day < self[keyPath: filter].day { countLate() }
        self[keyPath: filter].take(level, day: day)
    }

    /// The gap is to what was expected before; only then does experience move the expectation.
    private mutating func perceive(_ level: Int32, day: UInt16) {
        let isLate = will.isKnown && day < will.day && perceived != Self.nothing
        if !isLate {
            gap = will.isKnown ? level - will.level : Self.nothing
            perceived = level
        }
        take(level, into: \.will, day: day)
    }

    /// Where the wish is, or is to be.
    private mutating func room(for key: WishKey) -> Int? {
        if let index = wishes.firstIndex(where: { $0.key == key.number }) { return index }
        if wishes.count < Self.wishesMax {
            // Room for exactly what is needed, in steps: doubling would waste half of it.
            if wishes.count == wishes.capacity {
                wishes.reserveCapacity(wishes.count < 4 ? 4 : wishes.count + 8)
            }
            wishes.append(WishMeasure(key: key.number))
            return wishes.count - 1
        }
        guard let index = wishes.firstIndex(where: \.isWithdrawn) else { return nil }
        wishes[index] = WishMeasure(key: key.number)
        return index
    }

    /// Works out the link of the last month anew.
    private mutating func link() {
        var day: UInt16?
        for wish in wishes where wish.counts && wish.count > 0 {
            day = max(day ?? 0, wish.lastDay)
        }
        guard let day else { return }
        let month = ShortDay.month(day)
        guard links.month == WishMeasure.noMonth || month >= links.month else { return }
        let scale = ImportanceScale(wishes)
        var now: Int64 = 0
        var past: Int64 = 0
        var isKnown = false
        for wish in wishes where wish.counts && wish.count > 0 && wish.lastMonth == month {
            guard let before = wish.before else { continue }
            let weight = scale.weight(of: wish)
            now += weight * Int64(wish.last)
            past += weight * Int64(before)
            isKnown = isKnown || weight > 0
        }
        guard isKnown else {
            links.set(MonthLinks.Link(now: 0, before: 0, isKnown: false), of: month)
            return
        }
        let link = MonthLinks.Link(
            now: scale.share16(now), before: scale.share16(past), isKnown: true)
        links.set(link, of: month)
    }

    /// Perceived and gap as far as they are known.
    var lastPerceived: Int32? { perceived == Self.nothing ? nil : perceived }
    var lastGap: Int32? { gap == Self.nothing ? nil : gap }
}

/// What the wishes of one person weigh, in whole numbers: importance, or where it is unknown the
/// mean of the known ones; all alike when none is known.
struct ImportanceScale {
    /// What all that count weigh together; 0 when none weighs anything.
    private(set) var total: Int64 = 0
    private(set) var isKnown = true
    private var knownCount: Int64 = 0
    private var knownSum: Int64 = 0

    init(_ wishes: [WishMeasure]) {
        var counted: Int64 = 0
        for wish in wishes where wish.counts {
            counted += 1
            guard wish.importance != WishMeasure.unknownImportance else {
                isKnown = false
                continue
            }
            knownCount += 1
            knownSum += Int64(wish.importance)
        }
        total = knownCount == 0 ? counted : isKnown ? knownSum : knownSum * counted
    }

    func weight(of wish: WishMeasure) -> Int64 {
        if knownCount == 0 { return 1 }
        if isKnown { return Int64(wish.importance) }
        return wish.importance == WishMeasure.unknownImportance
            ? knownSum : Int64(wish.importance) * knownCount
    }

    /// Millionths of a weighed sum of millionths.
    func share(_ sum: Int64) -> Int32 {
        total > 0 ? Int32(clamping: sum.divided(by: total)) : 0
    }

    /// 65,535ths of a weighed sum of millionths.
    func share16(_ sum: Int64) -> UInt16 {
        guard total > 0 else { return 0 }
        return UInt16(clamping: (Int64(share(sum)) * MonthLinks.whole).divided(by: 1_000_000))
    }
}
