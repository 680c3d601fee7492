/// A month since January 2000, which is 0: the period that wishes are compared over.
public struct MeasureMonth: Hashable, Sendable, Comparable {
    public let index: Int32

    /// Held to ten thousand years on either side.
    public init(index: Int32) { self.index = min(max(index, -Self.indexMax), Self.indexMax) }

    private static let indexMax: Int32 = 120_000

    /// Of a day since 1 January 1970.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    public init(day: Int32) {
        let shifted = Int64(day) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(index: Int32(clamping: (year - 2000) * 12 + month - 1))
    }

    public var year: Int32 { 2000 + Int32((Double(index) / 12).rounded(.down)) }
    /// 1…12.
    public var month: Int32 { index - (year - 2000) * 12 + 1 }

    public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}
