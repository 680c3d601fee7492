import Kernel
import Testing

@Suite("Instant")
struct InstantTests {
    @Test(
        "A date-time is read as RFC 3339 says",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:00.001Z", 1),
            ("1970-01-01t00:00:00z", 0),
            ("1970-01-01 01:00:00+01:00", 0),
            ("1969-12-31T23:00:00-01:00", 0),
            ("2000-02-29T12:00:00Z", 951_825_600_000),
            ("2026-07-14T10:05:00.250+02:00", 1_784_016_300_250),
            ("2026-07-14T08:05:00.2509999Z", 1_784_016_300_250),
            ("1969-12-31T23:59:59.999Z", -1),
            ("2026-03-29T02:30:00+01:00", 1_774_747_800_000),
        ] as [(String, Int64)]
    )
    func reads(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text.utf8)?.milliseconds == milliseconds)
    }

    @Test(
        "What is not a date-time is refused, not rolled over",
        arguments: [
            "", "2026", "2026-02-30T00:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T23:60:00Z", "2026-12-31T23:59:60Z", "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+02", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00Z ", " 2026-01-01T00:00:00Z",
            "26-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "2026-1-1T00:00:00Z",
            "２０２６-01-01T00:00:00Z",
        ]
    )
    func refuses(text: String) {
        #expect(Instant(rfc3339: text.utf8) == nil)
    }

    @Test("Every day of 400 years is written and read back", arguments: [1_900, 2_000, 2_100])
    func roundTrip(from year: Int64) throws {
        let start = try #require(Instant(rfc3339: "\(year)-01-01T00:00:00Z".utf8))

        for day in 0..<(146_097 / 3) {
            let instant = start + Span(milliseconds: Int64(day) * 86_400_000 + 12_345_678)
            #expect(Instant(rfc3339: instant.rfc3339.utf8) == instant)
        }
    }

    @Test("Sums saturate instead of trapping")
    func saturation() {
        let last = Instant(milliseconds: .max)

        #expect(last + .seconds(1) == last)
        #expect(Instant(milliseconds: .min) - .seconds(1) == Instant(milliseconds: .min))
        #expect(last - Instant(milliseconds: .min) == Span(milliseconds: .max))
    }
}
