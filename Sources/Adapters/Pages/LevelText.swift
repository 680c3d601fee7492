/// A number as people write it, in either notation: `7,5`, `7.5`, `-2`, `1250`.
///
/// A mark before exactly three digits could stand between thousands: after anything but a zero it
/// is never guessed.
public struct LevelText: Equatable, Sendable {
    private static let wholeDigitMax = 9
    private static let decimalMax = 3

    /// The number times a thousand.
    public let thousandths: Int64

    /// - Parameter typed: As it came from a field.
    /// - Returns: `nil` when it is no number, could be two, or has more than nine digits before
    ///   or three after the mark.
    public init?(_ typed: String) {
        var text = typed.filter { !$0.isWhitespace }[...]
        let isNegative = text.first == "-" || text.first == "\u{2212}"
        if isNegative { text = text.dropFirst() }
        let parts = text.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { ".,".contains($0) })
        guard let whole = parts.first.flatMap({ Self.number($0, Self.wholeDigitMax) }) else {
            return nil
        }
        var value = whole * 1_000
        if parts.count == 2 {
            let decimals = parts[1]
            guard let part = Self.number(decimals, Self.decimalMax),
                decimals.count < Self.decimalMax || whole == 0
            else { return nil }
            value += [100, 10, 1][decimals.count - 1] * part
        }
        thousandths = isNegative ? -value : value
    }

    public init(thousandths: Int64) { self.thousandths = thousandths }

    private static func number(_ text: Substring, _ countMax: Int) -> Int64? {
        guard (1...countMax).contains(text.count),
            text.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        return Int64(text)
    }

    /// As a field shows it: ``init(_:)`` reads it back as far as it has at most two decimals, or
    /// nothing before its mark.
    public var plain: String {
        let size = thousandths.magnitude
        var decimals = String(1_000 + size % 1_000).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        let sign = thousandths < 0 ? "-" : ""
        return "\(sign)\(size / 1_000)" + (decimals.isEmpty ? "" : ".\(decimals)")
    }
}
