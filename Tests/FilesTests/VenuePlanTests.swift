import Domain
import Files
import Kernel
import Testing

@Suite("Plans and words of venues")
struct VenuePlanTests {
    private static let head = """
        name: {en: P, nl: P}
        zones:
          - {id: gate, kind: gate}
          - {id: hall, kind: hall}

        """

    private func parse(_ more: String) throws -> Venue {
        try VenueFile.parse(Self.head + more, file: "venue.yaml")
    }

    private func problems(_ more: String) -> [FileProblem] {
        do {
            _ = try VenueFile.parse(Self.head + more, file: "venue.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    private func stretch(_ from: Int, _ until: Int) throws -> OpenStretch {
        try #require(OpenStretch(from: from, until: until))
    }

    @Test("Every key of plans and words is read")
    func everyKey() throws {
        let venue = try parse(
            """
            customer: {en: child, nl: kind, en plural: children, nl plural: kinderen}
            calling code: 31
            currency: JPY
            refund limit: 8000
            doors:
              - {id: front, name: {en: Front, nl: Voor}, to: gate}
              - {id: inner, from: gate, to: hall}
            opening hours:
              every day: 09:00-17:30
              weekend: closed
              friday: 09:00-12:00, 22:00-02:00
              sunday: [10:00-12:00, 13:00-30:00]
            holidays:
              - {date: 2026-12-31, name: {en: Last, nl: Laatste}, hours: 10:00-16:00}
              - {date: 2026-12-25 to 2026-12-26, name: {en: Christmas, nl: Kerst}}
            """)

        #expect(venue.customer == Words(en: "child", nl: "kind"))
        #expect(venue.customers == Words(en: "children", nl: "kinderen"))
        #expect(venue.callingCode == "31")
        #expect(venue.currency == Currency("JPY") && venue.refundLimit == 8_000)
        let gate = try #require(ZoneID("gate"))
        #expect(venue.doors.map(\.from) == [nil, gate])
        #expect(venue.doors.map(\.name.nl) == ["Voor", "inner"])
        let day = [try stretch(540, 1_050)]
        let friday = [try stretch(540, 720), try stretch(1_320, 1_560)]
        let sunday = [try stretch(600, 720), try stretch(780, 1_800)]
        #expect(venue.hours?.week == [day, day, day, day, friday, [], sunday])
        #expect(venue.holidays.map(\.days) == [20_812...20_813, 20_818...20_818])
        #expect(venue.holidays.map(\.open) == [[], [try stretch(600, 960)]])
        #expect(venue.hours?.holidays == venue.holidays)
    }

    @Test("What is not written has its usual value")
    func usual() throws {
        let venue = try parse("customer: {en: visitor, nl: patiënt}")
        #expect(venue.customers == Words(en: "visitors", nl: "patiënten"))
        #expect(try parse("").customers == Words(en: "guests", nl: "gasten"))
        #expect(venue.hours == nil && venue.holidays.isEmpty && venue.doors.isEmpty)
        #expect(venue.callingCode == nil)
        #expect(venue.currency == Currency("EUR") && venue.refundLimit == 5_000)
    }

    @Test(
        "What is wrong is told with its place and what to write",
        arguments: [
            ("customer: {en: a, nl: b, plural: c}", 5, "'plural' is not known"),
            ("calling code: +31", 5, "without +, such as 31"),
            ("calling code: 031", 5, "such as 31"),
            ("calling code: 1234", 5, "such as 31"),
            ("currency: EURO", 5, "such as EUR"),
            ("refund limit: 5.001", 5, "such as 50.00"),
            ("refund limit: -1", 5, "such as 50.00"),
            ("currency: JPY\nrefund limit: 5.00", 6, "such as 5000"),
            ("doors: {id: a}", 5, "doors are written as a list"),
            ("doors:\n  - {id: a, to: gat}", 6, "did you mean 'gate'?"),
            ("doors:\n  - {id: a}", 6, "'to' is missing"),
            ("doors:\n  - {id: a, from: gate, to: gate}", 6, "from one zone to another"),
            ("doors:\n  - {id: a, to: gate}\n  - {id: a, to: hall}", 7, "a name of its own"),
            ("opening hours: always", 5, "'opening hours' is written as"),
            ("opening hours:\n  mondy: closed", 6, "did you mean 'monday'?"),
            ("opening hours:\n  monday: 9-17", 6, "09:00-17:30"),
            ("opening hours:\n  monday: 09:00-09:00", 6, "09:00-17:30"),
            ("opening hours:\n  monday: 22:00-06:01", 6, "30:00"),
            ("opening hours:\n  monday: 24:00-25:00", 6, "09:00-17:30"),
            ("opening hours:\n  monday: 09:60-17:00", 6, "09:00-17:30"),
            ("opening hours:\n  monday: 13:00-17:00, 09:00-12:00", 6, "in their order"),
            (
                "holidays:\n  - {date: 2026-02-30, name: {en: a, nl: b}}", 6,
                "there is no 30 February"
            ),
            ("holidays:\n  - {date: 2026-13-01, name: {en: a, nl: b}}", 6, "no month 13"),
            ("holidays:\n  - {date: Christmas, name: {en: a, nl: b}}", 6, "write a date"),
            ("time zone: Europe/Amsterdm", 5, "did you mean 'Europe/Amsterdam'?"),
            ("accent: '#ffffff'", 5, "too little contrast with white"),
            ("accent: '#ffee00'", 5, "too little contrast with white"),
            ("accent: '#0a0a0a'", 5, "at night"), ("accent: '#c02020'", 5, "red is never used"),
            ("accent: green", 5, "six digits"),
            (
                "holidays:\n  - {date: 2026-12-26 to 2026-12-25, name: {en: a, nl: b}}", 6,
                "lies before the start"
            ),
            ("holidays:\n  - {date: 2026-12-25}", 6, "'name' is missing"),
            (
                "holidays:\n  - {date: 2026-12-25 to 2026-12-27, name: {en: a, nl: b}}\n"
                    + "  - {date: 2026-12-27, name: {en: a, nl: b}}", 7, "name each day once"
            ),
            ("holidays:\n  - {date: 2026-01-01 to 2027-06-01, name: {en: a, nl: b}}", 6, "366"),
        ])
    func wrong(more: String, line: Int, words: String) {
        let found = problems(more)
        #expect(found.count == 1)
        #expect(found.first?.line == line)
        #expect(found.first?.message.en.contains(words) == true, "\(found)")
    }

    @Test("Dutch words for closed and until are taken as well")
    func dutch() throws {
        let venue = try parse(
            """
            opening hours: {every day: 10:00-12:00, sunday: gesloten}
            holidays:
              - {date: 2026-12-25 t/m 2026-12-26, name: {en: a, nl: b}, hours: Gesloten}
            """)
        #expect(venue.hours?.week[6] == [])
        #expect(venue.holidays.map(\.days) == [20_812...20_813])
    }

    @Test("A colour in use is still one", arguments: ["#2f6f4f", "#5b3f8c", "#175f7c"])
    func colours(text: String) throws {
        #expect(try parse("accent: '\(text)'").accent?.css == text)
    }

    @Test("A name fits on a phone: 80 characters, and not one more")
    func longNames() {
        let fits = String(repeating: "x", count: 80)
        #expect(problems("doors:\n  - {id: a, to: gate, name: {en: \(fits), nl: b}}").isEmpty)
        let found = problems("doors:\n  - {id: a, to: gate, name: {en: \(fits)x, nl: b}}")
        #expect(found.first?.message.nl.contains("81 tekens") == true)
    }

    @Test("A word of a case that is wrong is told, with its column and the one that was meant")
    func casesWord() throws {
        let venue = try parse("")
        let rule = try #require(RuleID("long-wait"))
        let text = """
            - test: Somebody
              when:
                - 10:00 band-1 entr gate
                - 10:00 band-1 enter gat
                - 10:61 band-1 enter gate
              then:
                - 10:10 band-1 lng-wait at gate
            """
        do {
            _ = try RuleTrialFile.parse(text, file: "t.yaml", venue: venue, rules: [rule])
            Issue.record("wrong words are taken")
        } catch {
            #expect(error.problems.map(\.line) == [3, 4, 5, 7])
            #expect(error.problems.map(\.column) == [20, 26, 7, 20])
            let meant = ["'enter'", "'gate'", "10:61", "'long-wait'"]
            for (problem, word) in zip(error.problems, meant) {
                #expect(problem.message.en.contains(word) && problem.message.nl.contains(word))
            }
        }
    }

    @Test("A case may speak only of facts the venue has")
    func factsOfCases() throws {
        let venue = try parse("facts: [wheelchair]")
        let text = """
            - test: Somebody
              given:
                - band-1 is known as anna with [wheelchair, wheelchar]
              when: [10:00 band-1 enter gate]
              then: []
            """
        do {
            _ = try RuleTrialFile.parse(text, file: "t.yaml", venue: venue, rules: [])
            Issue.record("a fact that is not there is taken")
        } catch {
            #expect(error.problems.map(\.line) == [3])
            #expect(error.description.contains("'wheelchar' is not in the venue's facts"))
        }
    }
}
