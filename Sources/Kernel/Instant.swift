/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Milliseconds are what readers and sites send; a finer fraction is cut off, never rounded up.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    public let milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Before every moment that can be recorded.
    public static var distantPast: Instant { Instant(milliseconds: -(1 << 60)) }

    /// The earliest and latest moment a signal may carry: the years 2000 up to 2100.
    public static var recordable: Range<Instant> {
        Instant(milliseconds: 946_684_800_000)..<Instant(milliseconds: 4_102_444_800_000)
    }

    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Saturates instead of trapping, since both sides may come from outside.
    @inlinable
    public static func + (instant: Instant, span: Span) -> Instant {
        let (sum, overflow) = instant.milliseconds.addingReportingOverflow(span.milliseconds)
        return Instant(milliseconds: overflow ? (span.milliseconds < 0 ? .min : .max) : sum)
    }

    @inlinable
    public static func - (instant: Instant, span: Span) -> Instant {
        let (sum, overflow) = instant.milliseconds.subtractingReportingOverflow(span.milliseconds)
        return Instant(milliseconds: overflow ? (span.milliseconds < 0 ? .max : .min) : sum)
    }

    /// How long after `right` it was; negative when before.
    @inlinable
    public static func - (left: Instant, right: Instant) -> Span {
        let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(
            right.milliseconds)
        return Span(milliseconds: overflow ? (left < right ? .min : .max) : difference)
    }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

/// A length of time, in whole milliseconds.
public struct Span: Hashable, Comparable, Sendable, Codable {
    public let milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1_000) }
    public static func minutes(_ count: Int64) -> Span { Span(milliseconds: count * 60_000) }
    public static func hours(_ count: Int64) -> Span { Span(milliseconds: count * 3_600_000) }

    @inlinable
    public static func < (left: Span, right: Span) -> Bool {
        left.milliseconds < right.milliseconds
    }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
