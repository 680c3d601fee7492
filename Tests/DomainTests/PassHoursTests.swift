import Domain
import Kernel
import Testing

@Suite("A queue within the hours of the venue")
struct PassHoursTests {
    /// Midnight in the venue, an hour ahead of UTC, on Monday 5 January 1970.
    private static let monday = Instant(milliseconds: (4 * 24 - 1) * 3_600_000)

    private static func at(_ hours: Double) -> Instant {
        monday + Span(milliseconds: Int64(hours * 3_600_000))
    }

    private static func queue(opens: Int = 0, closes: Int = 24) -> PassQueue {
        PassQueue(
            id: PassQueueID("blood")!, name: Words(en: "Blood", nl: "Bloed"),
            zone: ZoneID("B1")!, opens: opens * 60, closes: closes * 60)
    }

    private static func stretch(_ from: Int, _ until: Int) -> OpenStretch {
        OpenStretch(from: from * 60, until: until * 60)!
    }

    /// From when until when in hours of Monday.
    private static func day(
        _ queue: PassQueue, _ hours: Double, _ open: [OpenStretch], holiday: [OpenStretch]? = nil
    ) -> [Double] {
        let holidays = holiday.map {
            [Holiday(days: 4...4, name: Words(en: "H", nl: "H"), open: $0)]
        }
        let day = queue.day(
            at: at(hours), offset: .hours(1),
            within: OpeningHours(
                week: [[OpenStretch]](repeating: open, count: 7), holidays: holidays ?? []))
        return [day.opensAt, day.closesAt].map {
            Double(($0 - monday).milliseconds) / 3_600_000
        }
    }

    @Test("The narrower of both counts, at either end")
    func narrower() {
        let open = [Self.stretch(8, 17)]
        #expect(Self.day(Self.queue(), 12, open) == [8, 17])
        #expect(Self.day(Self.queue(opens: 7, closes: 16), 12, open) == [8, 16])
        #expect(Self.day(Self.queue(opens: 9, closes: 20), 12, open) == [9, 17])
        #expect(Self.day(Self.queue(opens: 9, closes: 16), 12, open) == [9, 16])
    }

    @Test("After closing it is still the day that was; before opening it has no length")
    func edges() {
        let open = [Self.stretch(8, 17)]
        #expect(Self.day(Self.queue(), 22, open) == [8, 17])
        #expect(Self.day(Self.queue(), 8, open) == [8, 17])
        #expect(Self.day(Self.queue(), 7.99, open) == [0, 0])
    }

    @Test("On a closed day there is no window, and hours of a holiday count before the week's")
    func holidays() throws {
        let open = [Self.stretch(8, 17)]
        #expect(Self.day(Self.queue(), 12, open, holiday: []) == [0, 0])
        #expect(Self.day(Self.queue(), 12, open, holiday: [Self.stretch(10, 13)]) == [10, 13])
        let shut = Self.queue().day(
            at: Self.at(12), offset: .hours(1),
            within: OpeningHours(week: [[OpenStretch]](repeating: [], count: 7)))
        #expect(shut.opensAt == shut.closesAt)
        let whole = Self.queue().day(at: Self.at(12), offset: .hours(1), within: nil)
        #expect(whole == Self.queue().day(at: Self.at(12), offset: .hours(1)))
    }

    @Test("In a break it is the morning's day, which is closed; then the afternoon's")
    func breaks() {
        let open = [Self.stretch(8, 12), Self.stretch(13, 20)]
        #expect(Self.day(Self.queue(), 11, open) == [8, 12])
        #expect(Self.day(Self.queue(), 12.5, open) == [8, 12])
        #expect(Self.day(Self.queue(), 13, open) == [13, 20])
    }

    @Test("A night of the venue goes on in a queue's day that does")
    func nights() {
        let open = [Self.stretch(18, 26)]
        let queue = Self.queue(opens: 17, closes: 4)
        #expect(Self.day(queue, 23, open) == [18, 26])
        #expect(Self.day(queue, 25, open) == [18, 26])
        #expect(Self.day(queue, 27, open) == [18, 26])
    }
}
