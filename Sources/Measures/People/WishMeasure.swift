/// One wish of one person over all occasions, in 32 bytes.
///
/// Values are millionths, which take 20 bits; what is left of 32 holds a small number beside.
struct WishMeasure: Hashable, Sendable, Codable {
    static let unknownImportance = UInt16.max
    static let noFacet: UInt16 = 4_095
    static let noMonth: UInt16 = 4_095
    /// Of ``effective``: one occasion.
    static let oneEffective: UInt64 = 64
    /// Of ``weight``: one occasion of today.
    private static let one: UInt64 = 1 << 19
    private static let weightMax: UInt64 = 1 << 29 - 1
    private static let noValue: UInt32 = 0xF_FFFF

    let key: UInt32
    var importance: UInt16
    private(set) var lastDay: UInt16
    private var meanAndCount: UInt32
    private var lastAndFirstMonth: UInt32
    private var beforeAndFacet: UInt32
    private var varianceAndEffective: UInt32
    /// Of all occasions, without forgetting.
    private var total: UInt32
    private var weightAndFlags: UInt32

    init(key: UInt32) {
        self.key = key
        importance = Self.unknownImportance
        lastDay = ShortDay.none
        meanAndCount = 0
        lastAndFirstMonth = UInt32(Self.noMonth) << 20
        beforeAndFacet = UInt32(Self.noFacet) << 20 | Self.noValue
        varianceAndEffective = 0
        total = 0
        weightAndFlags = 0
    }

    /// What is given up, older occasions weighing less.
    var mean: Int32 { Int32(meanAndCount & Self.noValue) }
    var count: Int { Int(meanAndCount >> 20) }
    var last: Int32 { Int32(lastAndFirstMonth & Self.noValue) }
    var firstMonth: UInt16 { UInt16(lastAndFirstMonth >> 20) }
    /// The last value of the month before the last one; `nil` when nothing was seen in it.
    var before: Int32? {
        let value = beforeAndFacet & Self.noValue
        return value == Self.noValue ? nil : Int32(value)
    }
    var lastMonth: UInt16 { count == 0 ? Self.noMonth : ShortDay.month(lastDay) }
    var facet: UInt16 {
        get { UInt16(beforeAndFacet >> 20) }
        set {
            let held = min(newValue, Self.noFacet)
            beforeAndFacet = beforeAndFacet & Self.noValue | UInt32(held) << 20
        }
    }
    /// Of one occasion, in millionths.
    private(set) var variance: UInt32 {
        get { varianceAndEffective & 0x3_FFFF }
        set { varianceAndEffective = varianceAndEffective & ~0x3_FFFF | min(newValue, 0x3_FFFF) }
    }
    /// By how many occasions of equal weight the mean is held up, in 64ths.
    private(set) var effective: UInt64 {
        get { UInt64(varianceAndEffective >> 18) }
        set {
            let held = UInt32(min(max(newValue, Self.oneEffective), 0x3FFF))
            varianceAndEffective = varianceAndEffective & 0x3_FFFF | held << 18
        }
    }
    /// What the occasions weigh together on the last day.
    private var weight: UInt64 {
        get { UInt64(weightAndFlags) & Self.weightMax }
        set {
            let held = UInt32(min(newValue, Self.weightMax))
            weightAndFlags = weightAndFlags & ~UInt32(Self.weightMax) | held
        }
    }

    var isConfirmed: Bool {
        get { flag(29) }
        set { set(29, newValue) }
    }
    var isWithdrawn: Bool {
        get { flag(30) }
        set { set(30, newValue) }
    }
    /// Something of it was inferred, not told.
    var hasInferred: Bool {
        get { flag(31) }
        set { set(31, newValue) }
    }
    /// Whether it may be counted with: confirmed, and not withdrawn.
    var counts: Bool { isConfirmed && !isWithdrawn }

    private func flag(_ place: UInt32) -> Bool { weightAndFlags >> place & 1 == 1 }

    private mutating func set(_ place: UInt32, _ value: Bool) {
        let bit: UInt32 = 1 << place
        weightAndFlags = value ? weightAndFlags | bit : weightAndFlags & ~bit
    }

    /// Takes an occasion in.
    ///
    /// The mean does not depend on the order but for rounding: one of before the last day weighs
    /// what it would weigh by then. For learning it is the next occasion all the same, and what
    /// was given up last does not change.
    ///
    /// - Returns: What the occasion adds to the person's learning, and whether it came late.
    mutating func take(_ value: Int32, day: UInt16) -> (learning: LearningSums, isLate: Bool) {
        let isFirst = count == 0
        let isLate = !isFirst && day < lastDay
        weigh(value, day: day, isLate: isLate, isFirst: isFirst)
        let month = ShortDay.month(day)
        if isFirst {
            setLast(value, before: nil)
        } else if !isLate {
            let lastMonth = lastMonth
            setLast(
                value, before: month == lastMonth ? before : month == lastMonth + 1 ? last : nil)
        }
        let first = min(firstMonth, month)
        lastAndFirstMonth = lastAndFirstMonth & Self.noValue | UInt32(first) << 20
        if !isLate { lastDay = day }
        let learning = learn(value)
        return (learning, isLate)
    }

    private mutating func setLast(_ value: Int32, before: Int32?) {
        lastAndFirstMonth = lastAndFirstMonth & ~Self.noValue | UInt32(value)
        let kept = before.map { UInt32($0) } ?? Self.noValue
        beforeAndFacet = beforeAndFacet & ~Self.noValue | kept
    }

    /// Source: West 1979, "Updating mean and variance estimates", Comm. ACM 22:532–535.
    private mutating func weigh(_ value: Int32, day: UInt16, isLate: Bool, isFirst: Bool) {
        guard !isFirst else {
            meanAndCount = meanAndCount & ~Self.noValue | UInt32(value)
            weight = Self.one
            effective = Self.oneEffective
            return
        }
        let days = Int32(isLate ? lastDay - day : day - lastDay)
        let share = Forgetting.kept(after: days)
        let old = isLate ? weight : (weight * share + (1 << 29)) >> 30
        let new = isLate ? (Self.one * share + (1 << 29)) >> 30 : Self.one
        let both = min(old + new, Self.weightMax)
        // Σw² is w²/n of what was, and the new one's own.
        let squares = old * old * Self.oneEffective / effective + new * new
        let off = Int64(value) - Int64(mean)
        let whole = Int64(both)
        let moved = Int64(mean) + (Int64(new) * off).divided(by: whole)
        let kept = Int64(old) * Int64(variance)
        let added = (Int64(new) * (off * (Int64(value) - moved))).divided(by: 1_000_000)
        variance = UInt32(clamping: (kept + added).divided(by: whole))
        meanAndCount = meanAndCount & ~Self.noValue | UInt32(clamping: moved)
        weight = both
        effective = both * both * Self.oneEffective / max(squares, 1)
    }

    /// What the next occasion adds to sums that are taken about each wish's own mean.
    ///
    /// So a wish that is new, and stands high, does not pass for a person who learns nothing: it
    /// starts its own curve.
    private mutating func learn(_ value: Int32) -> LearningSums {
        let count = count
        guard count < LearningClock.occasionsMax else { return LearningSums() }
        defer {
            total += UInt32(value)
            meanAndCount += 1 << 20
        }
        guard count > 0 else { return LearningSums() }
        let many = Int64(count)
        let x = many * LearningClock.doublings(at: count + 1) - LearningClock.sum(to: count)
        let y = many * Int64(value) - Int64(total)
        let share = many * (many + 1)
        let squared = y.magnitude * y.magnitude
        return LearningSums(
            xx: (x * x).divided(by: share), xy: (x * y).divided(by: share),
            yy: Int64(squared.divided(by: UInt64(share))), count: 1)
    }
}

// MARK: Kept

/// As four whole numbers, which a snapshot of many people has room for.
extension WishMeasure {
    init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        let words = [
            try values.decode(UInt64.self), try values.decode(UInt64.self),
            try values.decode(UInt64.self), try values.decode(UInt64.self),
        ]
        key = UInt32(truncatingIfNeeded: words[0])
        importance = UInt16(truncatingIfNeeded: words[0] >> 32)
        lastDay = UInt16(truncatingIfNeeded: words[0] >> 48)
        meanAndCount = UInt32(truncatingIfNeeded: words[1])
        lastAndFirstMonth = UInt32(truncatingIfNeeded: words[1] >> 32)
        beforeAndFacet = UInt32(truncatingIfNeeded: words[2])
        varianceAndEffective = UInt32(truncatingIfNeeded: words[2] >> 32)
        total = UInt32(truncatingIfNeeded: words[3])
        weightAndFlags = UInt32(truncatingIfNeeded: words[3] >> 32)
        let isSound =
            count == 0
            || weight > 0 && effective >= Self.oneEffective
                && UInt64(total) <= UInt64(count) * 1_000_000
        guard isSound, mean <= 1_000_000, last <= 1_000_000 else {
            throw DecodingError.dataCorruptedError(
                in: values, debugDescription: "no state of a wish")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(UInt64(key) | UInt64(importance) << 32 | UInt64(lastDay) << 48)
        try values.encode(UInt64(meanAndCount) | UInt64(lastAndFirstMonth) << 32)
        try values.encode(UInt64(beforeAndFacet) | UInt64(varianceAndEffective) << 32)
        try values.encode(UInt64(total) | UInt64(weightAndFlags) << 32)
    }
}

/// What a slope is worked out from: sums of squares and products about each wish's own mean, of
/// doublings (2^10 is one) and of millionths.
struct LearningSums: Hashable, Sendable, Codable {
    var xx: Int64 = 0
    var xy: Int64 = 0
    var yy: Int64 = 0
    /// Occasions beyond the first of each wish.
    var count: UInt32 = 0

    static func += (left: inout Self, right: Self) {
        left.count &+= right.count
        left.xx += right.xx
        left.xy += right.xy
        left.yy += right.yy
    }
}

/// What somebody expects, as it drifts: a local level with an SD, in millionths.
///
/// One of before the last day counts as of that day; the day does not move. Source: measures.md
/// 1.9; Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, 2.3. It
/// starts from the first thing heard, not from what others expect.
struct LevelFilter: Hashable, Sendable, Codable {
    /// Of one thing said or seen: an SD of 0.14. Until it is estimated on a house's own people.
    static let noise: Int64 = 20_000
    /// A day: after 100 days as unsure as after one thing heard.
    static let drift: Int64 = 200
    static let varianceMax: Int64 = 1_000_000

    private(set) var level: Int32 = 0
    private(set) var variance: Int32 = 0
    private(set) var day = ShortDay.none

    var isKnown: Bool { day != ShortDay.none }

    mutating func take(_ value: Int32, day now: UInt16) {
        guard isKnown else {
            (level, variance, day) = (value, Int32(Self.noise), now)
            return
        }
        let before = variance(on: now)
        let both = before + Self.noise
        let off = Int64(value) - Int64(level)
        level += Int32((off * before).divided(by: both))
        variance = Int32((before * Self.noise).divided(by: both))
        day = max(day, now)
    }

    /// When nothing more is heard until then.
    func variance(on now: UInt16) -> Int64 {
        let days = now > day ? Int64(now - day) : 0
        return min(Int64(variance) + Self.drift * days, Self.varianceMax)
    }
}
