/// How numbers of at most so many decimals are read and written, kept as whole numbers.
///
/// A mark before exactly three digits could stand between thousands: after anything but a zero it
/// is never guessed.
struct DecimalText: Sendable {
    private static let wholeDigitMax = 9
    private static let groupDigitCount = 3

    /// At least three.
    let decimalMax: Int

    /// What one is kept as.
    private var one: Int64 { Self.powerOfTen(decimalMax) }

    private static func powerOfTen(_ exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// - Returns: `nil` when it is no number, could be two, or has more than nine digits before
    ///   or too many after the mark.
    func number(_ typed: String) -> Int64? {
        var text = typed.filter { !$0.isWhitespace }[...]
        let isNegative = text.first == "-" || text.first == "\u{2212}"
        if isNegative { text = text.dropFirst() }
        let parts = text.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { ".,".contains($0) })
        guard let whole = parts.first.flatMap({ Self.digits($0, Self.wholeDigitMax) }) else {
            return nil
        }
        var value = whole * one
        if parts.count == 2 {
            let decimals = parts[1]
            guard let part = Self.digits(decimals, decimalMax),
                decimals.count != Self.groupDigitCount || whole == 0
            else { return nil }
            value += Self.powerOfTen(decimalMax - decimals.count) * part
        }
        return isNegative ? -value : value
    }

    private static func digits(_ text: Substring, _ countMax: Int) -> Int64? {
        guard (1...countMax).contains(text.count),
            text.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        return Int64(text)
    }

    /// As a field shows it: what ``number(_:)`` would not guess gets a zero behind it, where there
    /// may be one.
    func plain(_ number: Int64) -> String {
        let (whole, part) = number.magnitude.quotientAndRemainder(dividingBy: one.magnitude)
        var decimals = String(one.magnitude + part).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        let sign = number < 0 ? "-" : ""
        let isDoubtful =
            decimals.count == Self.groupDigitCount && whole > 0 && decimals.count < decimalMax
        return "\(sign)\(whole)" + (decimals.isEmpty ? "" : ".\(decimals)")
            + (isDoubtful ? "0" : "")
    }
}
