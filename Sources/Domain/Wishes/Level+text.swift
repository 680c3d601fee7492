extension Level {
    /// Reads a number as people write it: `3`, `-2.5`, `0.125`.
    ///
    /// - Returns: `nil` for anything else, more than three decimals, or beyond
    ///   ``thousandthsMax``.
    public init?(_ text: String) {
        let isNegative = text.utf8.first == 45
        let digits = Array(isNegative ? text.utf8.dropFirst() : text.utf8[...])
        let parts = digits.split(separator: 46, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...10).contains(whole.count),
            parts.count < 2 || (1...3).contains(parts[1].count)
        else { return nil }
        let decimals = parts.count < 2 ? [] : Array(parts[1])
        let padded = Array(whole) + decimals + Array(repeating: 48, count: 3 - decimals.count)
        guard padded.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        let value = padded.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
        guard value <= Self.thousandthsMax else { return nil }
        self.init(thousandths: isNegative ? -value : value)
    }
}
