public import Kernel

extension Level {
    /// Reads what people write: `8`, `7.5`, `-0.125`.
    ///
    /// - Returns: `nil` for anything else, over three decimals, or beyond ``thousandthsMax``.
    public init?(written text: String) {
        var digits = text.utf8[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first,
            (1...10).contains(whole.count),
            parts.count == 1 || (1...3).contains(parts[1].count),
            parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        var thousandths: Int64 = 0
        for digit in whole { thousandths = thousandths * 10 + Int64(digit - 48) }
        let decimals = parts.count == 2 ? Array(parts[1]) : []
        for place in 0..<3 {
            let digit = place < decimals.count ? Int64(decimals[place] - 48) : 0
            thousandths = thousandths * 10 + digit
        }
        guard thousandths <= Self.thousandthsMax else { return nil }
        self.init(thousandths: isNegative ? -thousandths : thousandths)
    }

    /// As it is written: ``init(written:)`` reads it back.
    public var written: String {
        let magnitude = thousandths.magnitude
        var decimals = String(1_000 + magnitude % 1_000).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        let sign = thousandths < 0 ? "-" : ""
        return sign + "\(magnitude / 1_000)" + (decimals.isEmpty ? "" : "." + decimals)
    }
}

extension Span {
    private static let units: [Substring: Int64] = [
        "second": 1_000, "seconds": 1_000, "minute": 60_000, "minutes": 60_000,
        "hour": 3_600_000, "hours": 3_600_000, "day": 86_400_000, "days": 86_400_000,
    ]

    /// Reads what people write: `90 seconds`, `15 minutes`, `2 days`.
    ///
    /// - Returns: `nil` for anything else, or over 100,000 of them.
    public init?(written text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let unit = Self.units[words[1]], let count = Int64(words[0]),
            (0...100_000).contains(count)
        else { return nil }
        self.init(milliseconds: count * unit)
    }
}
