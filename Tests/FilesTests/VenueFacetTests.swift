import Domain
import Files
import Foundation
import Kernel
import Testing

@Suite("Facets of venues")
struct VenueFacetTests {
    private static let head = """
        name: {en: P, nl: P}
        zones:
          - {id: line, kind: queue}
          - {id: ride, kind: ride}
        waits:
          - {id: queue, name: {en: Q, nl: R}, from: enter queue, until: enter ride}

        """

    private func facets(_ text: String) throws -> [Facet] {
        try VenueFile.parse(Self.head + text, file: "venue.yaml").facets
    }

    private func problems(_ text: String) -> [FileProblem] {
        do {
            _ = try facets(text)
            return []
        } catch let error as FileProblems {
            return error.problems
        } catch {
            return []
        }
    }

    @Test("Every kind of facet is read")
    func kinds() throws {
        let read = try facets(
            """
            facets:
              - {id: quiet, name: {en: Q, nl: R}, kind: more, floor: -2.5, unit: {en: dB, nl: dB}}
              - {id: thrill, name: {en: T, nl: S}, kind: ideal, below: 3, above: 0.125}
              - {id: dish, name: {en: D, nl: G}, kind: category,
                 options: [{id: a, name: {en: A, nl: B}}]}
              - {id: diet, name: {en: D, nl: D}, kind: set,
                 options: [{id: a, name: {en: A, nl: B}}]}
              - {id: wait, name: {en: W, nl: W}, kind: time, patience: 90 seconds, wait: queue}
            """)

        let option = FacetOption(
            id: try #require(FacetOptionID("a")), name: Words(en: "A", nl: "B"))
        #expect(
            read.map(\.kind) == [
                .more(floor: Level(thousandths: -2_500)),
                .ideal(below: Level(thousandths: 3_000), above: Level(thousandths: 125)),
                .category([option.id]), .set([option.id]), .time(patience: .seconds(90)),
            ])
        #expect(read.map(\.options) == [[], [], [option], [option], []])
        #expect(read[0].unit == Words(en: "dB", nl: "dB"))
        #expect(read.map(\.wait) == [nil, nil, nil, nil, WaitID("queue")])
        #expect(try facets("").isEmpty)
    }

    @Test(
        "What is wrong with a facet is told with its line, in both languages",
        arguments: [
            ("{id: f, kind: more, floor: 0}", "'name' is missing", "'name' ontbreekt"),
            ("{id: f, name: {en: F, nl: F}}", "'kind' is missing", "'kind' ontbreekt"),
            (
                "{id: f, name: {en: F, nl: F}, kind: tmie}", "did you mean 'time'?",
                "bedoelt u 'time'?"
            ),
            ("{id: f, name: {en: F, nl: F}, kind: more}", "'floor' is missing", "ontbreekt"),
            (
                "{id: f, name: {en: F, nl: F}, kind: more, floor: 0.0001}", "three decimals",
                "drie decimalen"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: ideal, below: 0, above: 1}", "more than 0",
                "meer dan 0"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: set, options: []}", "1 to 64 options",
                "1 tot 64 keuzes"
            ),
            (
                "{id: f f, name: {en: F, nl: F}, kind: more, floor: 0}", "a name of its own",
                "een eigen naam"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: more, floor: 0, wait: queue}",
                "only a facet of kind 'time'", "alleen een facet van de soort 'time'"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: more, floor: 0, options: [a]}",
                "leave it out", "laat het weg"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: time, patience: 5 minutes, wait: qeue}",
                "did you mean 'queue'?", "bedoelt u 'queue'?"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: more, floor: 0, untis: 3}",
                "'untis' is not known in a facet", "'untis' is niet bekend in een facet"
            ),
        ])
    func wrong(item: String, english: String, dutch: String) throws {
        let found = problems("facets:\n  - \(item)")

        let problem = try #require(found.first)
        #expect(problem.line == 8)
        #expect(problem.message.en.contains(english), "\(problem.message)")
        #expect(problem.message.nl.contains(dutch), "\(problem.message)")
    }

    @Test("The example venues say what can be wished for", arguments: ["park", "polikliniek"])
    func examples(name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Venues/\(name)/venue.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)

        let venue = try VenueFile.parse(text, file: "venue.yaml")

        #expect(venue.facets.count == 6)
        #expect(venue.facets.contains { $0.wait != nil })
    }

    @Test("Two facets of one name are refused")
    func twice() {
        let item = "  - {id: f, name: {en: F, nl: F}, kind: more, floor: 0}\n"
        #expect(problems("facets:\n" + item + item).map(\.line) == [9])
    }

    @Test(
        "A level is a number with at most three decimals",
        arguments: [
            ("0", 0), ("-2.5", -2_500), ("0.125", 125), ("1000000000", 1_000_000_000_000),
            ("1000000000.001", nil), ("0.0001", nil), ("", nil), ("-", nil), ("1.", nil),
            ("1e3", nil), (".5", nil), ("+1", nil), ("99999999999999999999", nil),
        ] as [(String, Int64?)])
    func levels(text: String, thousandths: Int64?) {
        #expect(Level(written: text)?.thousandths == thousandths)
    }
}
