import Domain
import Kernel
import Testing

@Suite("Opening hours")
struct OpeningHoursTests {
    /// Thursday 1 January 1970.
    private static let thursday = 0

    private func stretch(_ from: Int, _ until: Int) throws -> OpenStretch {
        try #require(OpenStretch(from: from, until: until))
    }

    @Test("Day 0 is a Thursday, and weeks go on in both directions")
    func weekdays() {
        #expect(LocalMinute.weekday(of: Self.thursday) == 3)
        #expect(LocalMinute.weekday(of: 4) == 0)
        #expect(LocalMinute.weekday(of: -4) == 6)
        #expect(LocalMinute.weekday(of: 20_454) == 3)  // 2026-01-01
    }

    @Test("A stretch begins on its day and ends by 30:00")
    func stretches() {
        #expect(OpenStretch(from: 0, until: 1_440) != nil)
        #expect(OpenStretch(from: 1_439, until: 1_800) != nil)
        #expect(OpenStretch(from: 1_440, until: 1_500) == nil)
        #expect(OpenStretch(from: 600, until: 1_801) == nil)
        #expect(OpenStretch(from: 600, until: 600) == nil)
        #expect(OpenStretch(from: -1, until: 600) == nil)
    }

    @Test("The first minute is open and the last is not")
    func boundaries() throws {
        let week = [[OpenStretch]](repeating: [try stretch(540, 1_050)], count: 7)
        let hours = OpeningHours(week: week)
        for (minute, isOpen) in [(539, false), (540, true), (1_049, true), (1_050, false)] {
            #expect(hours.isOpen(at: LocalMinute(day: 7, minute: minute)) == isOpen)
        }
        #expect(
            hours.nextChange(after: LocalMinute(day: 7, minute: 540))
                == LocalMinute(day: 7, minute: 1_050))
        #expect(
            hours.nextChange(after: LocalMinute(day: 7, minute: 1_050))
                == LocalMinute(day: 8, minute: 540))
    }

    @Test("A night runs on into a holiday, which is closed after it")
    func nightBeforeHoliday() throws {
        let hours = OpeningHours(
            week: .init(repeating: [try stretch(1_320, 1_560)], count: 7),
            holidays: [Holiday(days: 8...8, name: Words(en: "H", nl: "H"), open: [])])
        #expect(hours.isOpen(at: LocalMinute(day: 8, minute: 119)))
        #expect(!hours.isOpen(at: LocalMinute(day: 8, minute: 120)))
        #expect(!hours.isOpen(at: LocalMinute(day: 8, minute: 1_400)))
        #expect(
            hours.nextChange(after: LocalMinute(day: 8, minute: 120))
                == LocalMinute(day: 9, minute: 1_320))
    }

    @Test("Nothing changes where it is never or always open")
    func noChange() throws {
        let never = OpeningHours(week: .init(repeating: [], count: 7))
        let always = OpeningHours(week: .init(repeating: [try stretch(0, 1_440)], count: 7))
        let now = LocalMinute(day: 20_000, minute: 600)
        #expect(!never.isOpen(at: now) && never.nextChange(after: now) == nil)
        #expect(always.isOpen(at: now) && always.nextChange(after: now) == nil)
    }

    @Test("Random weeks agree with a table of every minute", arguments: 1...40)
    func oracle(seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        func stretches() -> [OpenStretch] {
            var from = 0
            var found: [OpenStretch] = []
            while found.count < 3, Bool.random(using: &chance) {
                let begin = from + Int.random(in: 0..<600, using: &chance)
                let end = begin + Int.random(in: 1...800, using: &chance)
                guard let stretch = OpenStretch(from: begin, until: end) else { break }
                found.append(stretch)
                from = end
            }
            return found
        }
        let week = (0..<7).map { _ in stretches() }
        let first = Int.random(in: 2..<10, using: &chance)
        let holiday = Holiday(
            days: first...(first + 2), name: Words(en: "H", nl: "H"), open: stretches())
        let hours = OpeningHours(week: week, holidays: [holiday])

        let days = 16
        var table = [Bool](repeating: false, count: (days + 2) * 1_440)
        for day in -1..<days {
            let own = holiday.days.contains(day) ? holiday.open : week[((day + 3) % 7 + 7) % 7]
            for stretch in own {
                for minute in stretch.from..<stretch.until {
                    let place = day * 1_440 + minute
                    if place >= 0 { table[place] = true }
                }
            }
        }
        for place in stride(from: 0, to: (days - 1) * 1_440, by: 7) {
            let now = LocalMinute(day: place / 1_440, minute: place % 1_440)
            #expect(hours.isOpen(at: now) == table[place])
            let end = days * 1_440
            let change = table[(place + 1)..<end].firstIndex { $0 != table[place] }
            guard place % 91 == 0, let change, change < (days - 1) * 1_440 else { continue }
            #expect(
                hours.nextChange(after: now)
                    == LocalMinute(day: change / 1_440, minute: change % 1_440))
        }
    }
}
