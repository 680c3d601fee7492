/// An amount as people write it, with at most six decimals, in either notation: `0,05`, `2.5`.
///
/// As ``LevelText``, a mark before exactly three digits is never guessed after anything but a zero.
public struct MillionthsText: Equatable, Sendable {
    private static let wholeDigitMax = 9
    private static let decimalMax = 6

    /// The number times a million.
    public let whole: Int64

    /// - Returns: `nil` when it is no number, could be two, or has more than nine digits before or
    ///   six after the mark.
    public init?(_ typed: String) {
        var text = typed.filter { !$0.isWhitespace }[...]
        let isNegative = text.first == "-" || text.first == "\u{2212}"
        if isNegative { text = text.dropFirst() }
        let parts = text.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { ".,".contains($0) })
        guard let first = parts.first.flatMap({ Self.number($0, Self.wholeDigitMax) }) else {
            return nil
        }
        var value = first * 1_000_000
        if parts.count == 2 {
            guard let part = Self.number(parts[1], Self.decimalMax),
                parts[1].count != 3 || first == 0
            else { return nil }
            value += (parts[1].count..<Self.decimalMax).reduce(part) { value, _ in value * 10 }
        }
        whole = isNegative ? -value : value
    }

    public init(whole: Int64) { self.whole = whole }

    private static func number(_ text: Substring, _ countMax: Int) -> Int64? {
        guard (1...countMax).contains(text.count),
            text.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        return Int64(text)
    }

    /// As a field shows it, and ``init(_:)`` reads it back.
    public var plain: String {
        let size = whole.magnitude
        var decimals = String(1_000_000 + size % 1_000_000).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        let sign = whole < 0 ? "-" : ""
        let first = size / 1_000_000
        let isDoubtful = decimals.count == 3 && first > 0
        return "\(sign)\(first)" + (decimals.isEmpty ? "" : ".\(decimals)")
            + (isDoubtful ? "0" : "")
    }
}
