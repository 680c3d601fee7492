/// A number as people write it, in either notation: `7,5`, `7.5`, `-2`, `1250`.
///
/// A mark before exactly three digits could stand between thousands: after anything but a zero it
/// is never guessed.
public struct LevelText: Equatable, Sendable {
    private static let decimals = DecimalText(decimalMax: 3)

    /// The number times a thousand.
    public let thousandths: Int64

    /// - Parameter typed: As it came from a field.
    /// - Returns: `nil` when it is no number, could be two, or has more than nine digits before
    ///   or three after the mark.
    public init?(_ typed: String) {
        guard let thousandths = Self.decimals.number(typed) else { return nil }
        self.thousandths = thousandths
    }

    public init(thousandths: Int64) { self.thousandths = thousandths }

    /// As a field shows it: ``init(_:)`` reads it back as far as it has at most two decimals, or
    /// nothing before its mark.
    public var plain: String { Self.decimals.plain(thousandths) }
}
