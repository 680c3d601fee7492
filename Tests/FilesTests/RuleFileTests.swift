import Domain
import Files
import Kernel
import Testing

@Suite("Rule files")
struct RuleFileTests {
    private static let venue = Venue(
        name: Words(en: "P", nl: "P"), customer: Words(en: "guest", nl: "gast"),
        facts: ["wheelchair"],
        zones: [
            Zone(id: ZoneID("Q1")!, kind: ZoneKind("queue")!, name: Words(en: "Q", nl: "Q")),
            Zone(id: ZoneID("R1")!, kind: ZoneKind("ride")!, name: Words(en: "R", nl: "R")),
        ])

    private static let cue = """
          cue:
            say: {en: Go, nl: Ga}
            to: host
            for: 10 minutes
        """

    private func parse(_ text: String) throws -> [Rule] {
        try RuleFile.parse(text, file: "r.yaml", venue: Self.venue)
    }

    private func problems(_ text: String) -> [FileProblem] {
        do {
            _ = try RuleFile.parse(text, file: "r.yaml", venue: Self.venue)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("No rule of a venue takes the name of one of the house's own")
    func houseRules() {
        for (name, count) in [("calm-blue-pay", 1), ("calm-blue", 0)] {
            let found = problems(
                """
                - rule: \(name)
                  when: {count: tap in Q1, at least: 3, within: 90 seconds}
                \(Self.cue)
                """)
            #expect(found.count == count)
        }
    }

    @Test("A cue may promise an entry of the catalogue, by its name")
    func promise() throws {
        func rule(_ line: String) -> String {
            """
            - rule: taps
              when: {count: tap in Q1, at least: 3, within: 90 seconds}
            \(Self.cue)
            \(line)
            """
        }
        #expect(
            try parse(rule("    promise: in-an-hour")).first?.cue.promise
                == StandingPromiseID("in-an-hour"))
        #expect(try parse(rule("")).first?.cue.promise == nil)
        #expect(problems(rule("    promise: in an hour")).count == 1)
        #expect(problems(rule("    promises: in-an-hour")).count == 1)
    }

    @Test("An absence, a count and a sequence are read")
    func shapes() throws {
        let rules = try parse(
            """
            - rule: wait
              when: {after: enter queue, nothing of: [exit, service], within: 12 minutes}
            \(Self.cue)
            - rule: taps
              when: {count: tap in Q1, at least: 3, within: 90 seconds}
              who: has wheelchair
            \(Self.cue)
            - rule: gave-up
              when: {first: enter queue, then: exit here, but not: enter ride, within: 1 hours}
            \(Self.cue)
            """)

        #expect(
            rules.map(\.pattern) == [
                .missing(
                    steps: [SignalPattern(kind: .enter, place: .ofKind(ZoneKind("queue")!))],
                    absent: [
                        SignalPattern(kind: .exit, place: .anywhere),
                        SignalPattern(kind: .service, place: .anywhere),
                    ], within: .minutes(12)),
                .count(
                    of: SignalPattern(kind: .tap, place: .zone(ZoneID("Q1")!)), atLeast: 3,
                    within: .seconds(90)),
                .missing(
                    steps: [
                        SignalPattern(kind: .enter, place: .ofKind(ZoneKind("queue")!)),
                        SignalPattern(kind: .exit, place: .same),
                    ],
                    absent: [SignalPattern(kind: .enter, place: .ofKind(ZoneKind("ride")!))],
                    within: .hours(1)),
            ])
        #expect(rules[1].condition == .has("wheelchair"))
    }

    @Test(
        "What is wrong is named with its line and column",
        arguments: [
            ("- rule: a b\n  when: {count: tap, at least: 3, within: 9 minutes}\n", 1, 9),
            ("- rule: a\n  when: {count: tip, at least: 3, within: 9 minutes}\n", 2, 17),
            ("- rule: a\n  when: {count: tap shop, at least: 3, within: 9 minutes}\n", 2, 17),
            ("- rule: a\n  when: {count: tap in Q7, at least: 3, within: 9 minutes}\n", 2, 17),
            ("- rule: a\n  when: {count: tap, at least: 0, within: 9 minutes}\n", 2, 32),
            ("- rule: a\n  when: {count: tap, at least: 3, within: 9 fortnights}\n", 2, 43),
            ("- rule: a\n  when: {count: tap, at least: 3, within: 25 hours}\n", 2, 43),
            (
                "- rule: a\n  when: {count: tap, atleast: 3, at least: 3, within: 9 minutes}\n", 2,
                22
            ),
            (
                "- rule: a\n  when: {after: enter here, nothing of: exit, within: 9 minutes}\n", 2,
                17
            ),
            (
                "- rule: a\n  who: has wings\n  when: {count: tap, at least: 3, within: 9 minutes}\n",
                2, 8
            ),
        ] as [(String, Int, Int)])
    func placed(text: String, line: Int, column: Int) {
        let found = problems(text + Self.cue + "\n")

        #expect(found.map { [$0.line, $0.column] } == [[line, column]], "\(found)")
    }

    @Test("A cue is for hosts or for leads, and for nobody else")
    func roles() {
        let rule = "- rule: a\n  when: {count: tap, at least: 3, within: 9 minutes}\n"

        let found = problems(rule + Self.cue.replacing("to: host", with: "to: hots"))

        #expect(found.map(\.line) == [5])
        #expect(problems(rule + Self.cue.replacing("to: host", with: "to: lead")).isEmpty)
    }

    @Test("A misspelt key is answered with the one that was meant")
    func didYouMean() throws {
        let found = problems(
            "- rule: a\n  wen: {count: tap, at least: 3, within: 9 minutes}\n" + Self.cue)

        #expect(found.contains { $0.message.en.contains("did you mean 'when'?") })
    }

    @Test(
        "A misspelt value is answered with the one that was meant, in both languages",
        arguments: [
            ("entr queue", "enter"), ("enter quee", "queue"), ("enter in Q2", "Q1"),
        ])
    func valuesMeant(signal: String, meant: String) {
        let found = problems(
            "- rule: a\n  when: {count: \(signal), at least: 3, within: 9 minutes}\n" + Self.cue)

        #expect(found.first?.message.en.contains("did you mean '\(meant)'?") == true, "\(found)")
        #expect(found.first?.message.nl.contains("bedoelt u '\(meant)'?") == true)
    }

    @Test("Problems are told in the order in which they stand")
    func ordered() {
        let found = problems(
            "- rule: a\n  when: {count: tap, at least: 0, within: 9 minuts}\n"
                + Self.cue.replacing("to: host", with: "to: hots"))

        #expect(found.map(\.line) == found.map(\.line).sorted() && found.count == 3)
        let places = found.map { $0.line * 1_000 + $0.column }
        #expect(places == places.sorted())
    }

    @Test("All problems of a file are told at once")
    func all() {
        let found = problems("- rule: a\n- rule: b\n  when: 3\n- 7\n")

        #expect(found.count >= 5)
    }

    @Test(
        "What is not YAML is said to be so, where it stops being it",
        arguments: ["- rule: [", "\t- rule: a", "- rule: a\n  rule: b", ""])
    func notYAML(text: String) {
        #expect(!problems(text).isEmpty)
    }

    @Test("Two rules of one name are refused")
    func twice() {
        let rule = "- rule: a\n  when: {count: tap, at least: 3, within: 9 minutes}\n\(Self.cue)\n"

        #expect(problems(rule + rule).map(\.line) == [7])
    }
}

@Suite("Venue files")
struct VenueFileTests {
    @Test("A venue is read with its zones in order")
    func reads() throws {
        let venue = try VenueFile.parse(
            """
            name: {en: Park, nl: Park}
            facts: [birthday]
            zones:
              - {id: Q1, kind: queue, name: {en: One, nl: Een}}
              - {id: R1, kind: ride}
            """, file: "v.yaml")

        #expect(venue.zones.map(\.id.description) == ["Q1", "R1"])
        #expect(venue.zones[1].name == Words(en: "R1", nl: "R1"))
        #expect(venue.customer.nl == "gast")
    }

    @Test(
        "What is wrong is named with its line",
        arguments: [
            ("name: {en: P, nl: P}\nzones:\n  - {id: a b, kind: queue}\n", 3),
            ("name: {en: P, nl: P}\nzones:\n  - {id: a, kind: q}\n  - {id: a, kind: q}\n", 4),
            ("name: Park\nzones: []\n", 1), ("zones: []\n", 1),
            ("name: {en: P, nl: P}\nzones: 7\n", 2),
        ])
    func problems(text: String, line: Int) {
        let error = #expect(throws: FileProblems.self) {
            try VenueFile.parse(text, file: "v.yaml")
        }

        #expect(error?.problems.first?.line == line)
    }
}
