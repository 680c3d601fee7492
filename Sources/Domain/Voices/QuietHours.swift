/// When nobody is written to: a part of the day by the venue's own clock.
public struct QuietHours: Equatable, Sendable {
    /// From nine in the evening until eight.
    public static let usual = QuietHours(from: 21 * 60, until: 8 * 60)

    /// Minutes of the day, 0 to 1439.
    public let from: Int
    /// The first minute in which one is written to again; the same as ``from``: always.
    public let until: Int

    public init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    /// - Parameter text: `21:00-08:00`, or `none`.
    /// - Returns: `nil` for anything else.
    public init?(_ text: String) {
        if text == "none" {
            self.init(from: 0, until: 0)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = Self.minute(parts[0]),
            let until = Self.minute(parts[1])
        else { return nil }
        self.init(from: from, until: until)
    }

    private static func minute(_ text: Substring) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == 58 else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - 48 }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }

    /// Whether nobody is written to in a minute of the day.
    public func holds(_ minute: Int) -> Bool {
        from <= until
            ? from <= minute && minute < until : minute >= from || minute < until
    }
}
