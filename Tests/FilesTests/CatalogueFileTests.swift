import Domain
import Files
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

        #expect(read.currency == Currency("EUR"))
        #expect(
            read.facets.map(\.kind) == [
                .more(floor: Level(thousandths: 1_500)),
                .ideal(below: Level(thousandths: 3_000), above: Level(thousandths: 4_000)),
                .category(["sea", "street"].compactMap { FacetOptionID($0) }),
                .set(["vegan", "fish"].compactMap { FacetOptionID($0) }),
                .time(patience: .minutes(15)),
            ])
        #expect(read.facets[1].unit == "°C")
        #expect(read.modules.map(\.isOptional) == [false, true])
        let option = try #require(read.modules.first?.options.first)
        #expect(option.price == 12_050)
        #expect(option.standing == -5)
        #expect(
            option.gives.map(\.got) == [
                .level(Level(thousandths: 7_250)), .level(Level(thousandths: -2_000)),
                .one(try #require(FacetOptionID("sea"))),
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
            ("{id: f, name: {en: F, nl: F}, kind: ideal, below: 0, above: 1}", "above 0"),
            ("{id: f, name: {en: F, nl: F}, kind: ideal, below: 1}", "'above' is missing"),
            (
                "{id: f, name: {en: F, nl: F}, kind: time, patience: 0 minutes}",
                "longer than nothing"
            ),
            ("{id: f, name: {en: F, nl: F}, kind: set, options: []}", "at least one option"),
            ("{id: f, name: {en: F, nl: F}, kind: set, options: [a, a]}", "a name of its own"),
            ("{id: f, name: {en: F, nl: F}, kind: more, patience: 1 minutes}", "leave it out"),
        ])
    func wrongFacet(facet: String, english: String) throws {
        let text =
            "facets:\n  - \(facet)\nmodules:\n"
            + "  - {id: m, name: {en: M, nl: M}, options: [{id: o, name: {en: O, nl: O}}]}\n"
        let problem = try #require(problems(text).first)

        #expect(problem.line == 2)
        #expect(problem.message.en.contains(english), "\(problem.message)")
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
