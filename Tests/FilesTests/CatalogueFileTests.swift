import Domain
import Files
import Foundation
import Kernel
import Testing

@Suite("Catalogues")
struct CatalogueFileTests {
    private static let head = """
        currency: EUR
        facets:
          - {id: quiet, name: {en: Quiet, nl: Rust}, kind: more, floor: 1.5}
          - {id: warm, name: {en: Warm, nl: Warm}, kind: ideal, below: 3, above: 4, unit: °C}
          - {id: view, name: {en: View, nl: Zicht}, kind: category, options: [sea, street]}
          - id: diet
            name: {en: Diet, nl: Dieet}
            kind: set
            options: [vegan, {id: fish, name: {en: F, nl: V}}]
          - {id: wait, name: {en: Wait, nl: Wacht}, kind: time, patience: 15 minutes}

        """

    private static func modules(_ option: String) -> String {
        head
            + "modules:\n  - id: room\n    name: {en: Room, nl: Kamer}\n    options:\n      - \(option)\n"
    }

    private func problems(_ text: String) -> [FileProblem] {
        do {
            _ = try CatalogueFile.parse(text, file: "hotel.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    @Test("Every key of a catalogue is read")
    func everyKey() throws {
        let text =
            Self.modules(
                "{id: sea, name: {en: Sea, nl: Zee}, price: 120.50, standing: -5, gives: "
                    + "{quiet: 7.25, warm: -2, view: sea, diet: [vegan, fish], wait: 90 seconds}}")
                + """
                  - id: meal
                    name: {en: Meal, nl: Maal}
                    optional: yes
                    options: [{id: lunch, name: {en: Lunch, nl: Lunch}}]
                rules:
                  - {if: meal/lunch, requires: [room/sea]}
                  - {if: meal/lunch, excludes: [room/sea]}
                  - {of: [meal/lunch, room/sea], at least: 1, at most: 2}
                  - {of: [meal/lunch, room/sea], at least: 1}
                """
        let read = try CatalogueFile.parse(text, file: "hotel.yaml")
        let sea = try #require(OptionPlace("room/sea"))
        let lunch = try #require(OptionPlace("meal/lunch"))
        let view = try #require(FacetOptionID("sea"))

        #expect(read.currency == Currency("EUR"))
        #expect(
            read.facets.map(\.kind) == [
                .more(floor: Level(thousandths: 1_500)),
                .ideal(below: Level(thousandths: 3_000), above: Level(thousandths: 4_000)),
                .category(["sea", "street"].compactMap { FacetOptionID($0) }),
                .set(["vegan", "fish"].compactMap { FacetOptionID($0) }),
                .time(patience: .minutes(15)),
            ])
        #expect(read.facets[1].unit == Words(en: "°C", nl: "°C"))
        #expect(
            read.facets[3].options.map(\.name) == [
                Words(en: "vegan", nl: "vegan"), Words(en: "F", nl: "V"),
            ])
        #expect(read.modules.map(\.isOptional) == [false, true])
        let option = try #require(read.modules.first?.options.first)
        #expect(option.price == 12_050)
        #expect(option.standing == -5)
        #expect(
            option.gives.map(\.got) == [
                .level(Level(thousandths: 7_250)), .level(Level(thousandths: -2_000)),
                .one(view),
                .some(["vegan", "fish"].compactMap { FacetOptionID($0) }),
                .after(.seconds(90)),
            ])
        #expect(
            read.rules == [
                .requires(lunch, anyOf: [sea]), .excludes(lunch, [sea]),
                .count(of: [lunch, sea], atLeast: 1, atMost: 2),
                .count(of: [lunch, sea], atLeast: 1, atMost: 2),
            ])
    }

    @Test(
        "What is wrong with an option is told with its line, in both languages",
        arguments: [
            (
                "{id: a, name: {en: A, nl: A}, price: 1.234}", "an amount in EUR",
                "een bedrag in EUR"
            ),
            ("{id: a, name: {en: A, nl: A}, price: -1.00}", "not below 0", "niet onder 0"),
            ("{id: a b, name: {en: A, nl: A}}", "a name of its own", "een eigen naam"),
            ("{id: a}", "'name' is missing", "'name' ontbreekt"),
            (
                "{id: a, name: {en: A, nl: A}, gives: {quite: 1}}", "did you mean 'quiet'",
                "bedoelt u 'quiet'"
            ),
            (
                "{id: a, name: {en: A, nl: A}, gives: {quiet: loud}}", "write a number",
                "schrijf een getal"
            ),
            (
                "{id: a, name: {en: A, nl: A}, gives: {quiet: 1.2345}}", "three decimals",
                "drie decimalen"
            ),
            (
                "{id: a, name: {en: A, nl: A}, gives: {view: see}}",
                "none of sea, street; did you mean 'sea'", "bedoelt u 'sea'"
            ),
            ("{id: a, name: {en: A, nl: A}, gives: {diet: vegan}}", "as a list", "als lijst"),
            (
                "{id: a, name: {en: A, nl: A}, gives: {wait: 3}}", "a length of time",
                "een tijdsduur"
            ),
            (
                "{id: a, name: {en: A, nl: A}, standing: 101}", "from -100 to 100",
                "van -100 tot 100"
            ),
        ])
    func wrongOption(item: String, english: String, dutch: String) throws {
        let problem = try #require(problems(Self.modules(item)).first)

        #expect(problem.line == 15)
        #expect(problem.message.en.contains(english), "\(problem.message)")
        #expect(problem.message.nl.contains(dutch), "\(problem.message)")
    }

    @Test(
        "What is wrong with a rule is told with its line",
        arguments: [
            (
                "{if: room/b, requires: [room/a]}",
                "no option 'room/b'; write MODULE/OPTION; did you mean 'room/a'?"
            ),
            ("{if: room/a}", "write {if: a/b, requires: [c/d]}"),
            ("{if: room/a, requires: [room/a], excludes: [room/a]}", "write {if: a/b"),
            ("{of: [room/a], at least: 2}", "never at least 2"),
            ("{of: [room/a], at least: 1, at most: 0}", "never at least 1, at most 0"),
            ("{of: [room/a], at most: few}", "a whole number"),
        ])
    func wrongRule(rule: String, english: String) throws {
        let text = Self.modules("{id: a, name: {en: A, nl: A}}") + "rules:\n  - \(rule)\n"
        let problem = try #require(problems(text).first)

        #expect(problem.line == 17)
        #expect(problem.message.en.contains(english), "\(problem.message)")
    }

    @Test(
        "What is wrong with a facet is told with its line",
        arguments: [
            ("{id: f, name: {en: F, nl: F}, kind: moer}", "did you mean 'more'?"),
            ("{id: f, name: {en: F, nl: F}, kind: ideal, below: 0, above: 1}", "more than 0"),
            ("{id: f, name: {en: F, nl: F}, kind: more}", "'floor' is missing"),
            ("{id: f, name: {en: F, nl: F}, kind: ideal, below: 1}", "'above' is missing"),
            (
                "{id: f, name: {en: F, nl: F}, kind: time, patience: 0 minutes}",
                "longer than nothing"
            ),
            ("{id: f, name: {en: F, nl: F}, kind: set, options: []}", "1 to 64 options"),
            ("{id: f, name: {en: F, nl: F}, kind: set, options: [a, a]}", "a name of its own"),
            (
                "{id: f, name: {en: F, nl: F}, kind: more, floor: 0, patience: 1 minutes}",
                "leave it out"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: time, patience: 3651 days}",
                "at most ten years"
            ),
            (
                "{id: f, name: {en: F, nl: F}, kind: time, patience: 1 minutes, wait: q}",
                "'wait' is not known in a facet"
            ),
        ])
    func wrongFacet(facet: String, english: String) throws {
        let text =
            "facets:\n  - \(facet)\nmodules:\n"
            + "  - {id: m, name: {en: M, nl: M}, options: [{id: o, name: {en: O, nl: O}}]}\n"
        let problem = try #require(problems(text).first)

        #expect(problem.line == 2)
        #expect(problem.message.en.contains(english), "\(problem.message)")
    }

    private static let bare = """
        modules:
          - id: room
            name: {en: Room, nl: Kamer}
            options: [{id: sea, name: {en: Sea, nl: Zee}, gives: {quiet: 7}}]

        """

    private static func quiet(floor: Int64) -> [Facet] {
        ["quiet"].compactMap { FacetID($0) }.map {
            Facet(
                id: $0, name: Words(en: "Quiet", nl: "Rust"),
                kind: .more(floor: Level(thousandths: floor)))
        }
    }

    @Test("A catalogue beside a venue speaks of the venue's facets; alone it needs its own")
    func besideVenue() throws {
        let venue = Self.quiet(floor: 0)
        let read = try CatalogueFile.parse(Self.bare, file: "catalogue.yaml", of: venue)

        #expect(read.facets == venue)
        #expect(read.modules.first?.options.first?.gives.map(\.facet) == venue.map(\.id))
        #expect(problems(Self.bare).map(\.missing).contains("facets"))
    }

    @Test("A catalogue beside a venue may have further facets, and none as something else")
    func besideVenueAndMore() throws {
        let more = "facets: [{id: view, name: {en: V, nl: Z}, kind: category, options: [sea]}]\n"
        let same = "facets: [{id: quiet, name: {en: Q, nl: R}, kind: more, floor: 0}]\n"
        let venue = Self.quiet(floor: 0)
        let both = try CatalogueFile.parse(more + Self.bare, file: "c.yaml", of: venue)
        let once = try CatalogueFile.parse(same + Self.bare, file: "c.yaml", of: venue)

        #expect(both.facets.map(\.id.description) == ["quiet", "view"])
        #expect(once.facets == venue)
        #expect(throws: FileProblems.self) {
            try CatalogueFile.parse(same + Self.bare, file: "c.yaml", of: Self.quiet(floor: 1))
        }
    }

    @Test("Levels and spans are read as they are written, and nothing else is")
    func written() {
        for (text, thousandths) in [
            ("8", 8_000), ("-7.5", -7_500), ("0.125", 125), ("1.10", 1_100),
        ] {
            #expect(Level(written: text)?.thousandths == Int64(thousandths))
        }
        #expect(
            [-7_500, 8_000, 125, -1].map { Level(thousandths: $0).written } == [
                "-7.5", "8", "0.125", "-0.001",
            ])
        for text in ["", "-", ".5", "5.", "1.2345", "1e3", "+1", " 1", "99999999999", "１"] {
            #expect(Level(written: text) == nil, "\(text)")
        }
        #expect(Span(written: "0 minutes") == .minutes(0))
        #expect(Span(written: "2 days") == .hours(48))
        for text in ["15", "15minutes", "-1 minutes", "1.5 hours", "100001 seconds", "1 weeks"] {
            #expect(Span(written: text) == nil, "\(text)")
        }
    }
}

// Negative control: with the venue's facets left out of the catalogue the first test finds none.
@Suite("Catalogues of a venue")
struct VenueCatalogueTests {
    private static let modules = """
        modules:
          - id: seat
            name: {en: Seat, nl: Stoel}
            options:
              - {id: corner, name: {en: Corner, nl: Hoek}, gives: {quiet: 8}}

        """
    private static let quiet = FacetID("quiet").map {
        Facet(
            id: $0, name: Words(en: "Quiet", nl: "Rust"), kind: .more(floor: Level(thousandths: 0)))
    }

    @Test("A catalogue beside a venue speaks of the venue's facets, and needs none of its own")
    func ofVenue() throws {
        let quiet = try #require(Self.quiet)
        let read = try CatalogueFile.parse(Self.modules, file: "catalogue.yaml", of: [quiet])
        #expect(read.facets.map(\.id) == [quiet.id])
        #expect(read.modules.first?.options.first?.gives.map(\.facet) == [quiet.id])
        #expect(throws: FileProblems.self) {
            try CatalogueFile.parse(Self.modules, file: "catalogue.yaml")
        }
    }

    @Test("A catalogue that has a facet as something else than the venue has is refused")
    func otherKind() throws {
        let quiet = try #require(Self.quiet)
        for (floor, isTaken) in [("0", true), ("1", false)] {
            let own =
                "facets:\n  - {id: quiet, name: {en: Q, nl: R}, kind: more, floor: \(floor)}\n"
            var messages: [String] = []
            do throws(FileProblems) {
                _ = try CatalogueFile.parse(
                    own + Self.modules, file: "catalogue.yaml", of: [quiet])
            } catch {
                messages = error.problems.map(\.message.en)
            }
            #expect(messages.isEmpty == isTaken)
            #expect(
                isTaken
                    || messages == [
                        "the venue has 'quiet' as something else; leave it out here"
                    ])
        }
    }

    @Test(
        "The example venues' catalogues are read, each of its own venue",
        arguments: [
            "park", "polikliniek",
        ])
    func examples(name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Venues/\(name)")
        let text = try String(contentsOf: folder.appending(path: "venue.yaml"), encoding: .utf8)
        let venue = try VenueFile.parse(text, file: "venue.yaml")
        let written = try String(
            contentsOf: folder.appending(path: "catalogue.yaml"), encoding: .utf8)
        let read = try CatalogueFile.parse(written, file: "catalogue.yaml", of: venue.facets)
        #expect(!read.rules.isEmpty)
        let spoken = Set(read.modules.flatMap(\.options).flatMap(\.gives).map(\.facet))
        // Every facet of the venue is one that something is offered for.
        #expect(spoken == Set(venue.facets.map(\.id)))
    }
}
