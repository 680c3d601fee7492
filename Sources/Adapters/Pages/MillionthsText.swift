/// An amount as people write it, with at most six decimals, in either notation: `0,05`, `2.5`.
///
/// As ``LevelText``, a mark before exactly three digits is never guessed after anything but a zero.
public struct MillionthsText: Equatable, Sendable {
    private static let decimals = DecimalText(decimalMax: 6)

    /// The number times a million.
    public let whole: Int64

    /// - Returns: `nil` when it is no number, could be two, or has more than nine digits before or
    ///   six after the mark.
    public init?(_ typed: String) {
        guard let whole = Self.decimals.number(typed) else { return nil }
        self.whole = whole
    }

    public init(whole: Int64) { self.whole = whole }

    /// As a field shows it, and ``init(_:)`` reads it back.
    public var plain: String { Self.decimals.plain(whole) }
}
