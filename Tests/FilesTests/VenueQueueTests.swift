import Domain
import Files
import Kernel
import Testing

@Suite("Queues of venues")
struct VenueQueueTests {
    private static let head = """
        name: {en: P, nl: P}
        zones:
          - {id: gate, kind: gate}
          - {id: ride, kind: ride}

        """

    private func queues(_ text: String) throws -> [PassQueue] {
        try VenueFile.parse(Self.head + text, file: "venue.yaml").queues
    }

    private func problems(_ text: String) -> [FileProblem] {
        do {
            _ = try queues(text)
            return []
        } catch let error as FileProblems {
            return error.problems
        } catch {
            return []
        }
    }

    @Test("Every key of a queue is read")
    func everyKey() throws {
        let read = try queues(
            """
            queues:
              - id: coaster
                name: {en: Coaster, nl: Achtbaan}
                zone: ride
                open: 10:00-01:30
                window: 10 minutes
                people an hour: 900
                guests: 7%
                grace: 90 seconds
                offer: 3 minutes
                return: 1 hours
            """)

        #expect(
            read == [
                PassQueue(
                    id: try #require(PassQueueID("coaster")),
                    name: Words(en: "Coaster", nl: "Achtbaan"),
                    zone: try #require(ZoneID("ride")), opens: 600, closes: 90,
                    window: .minutes(10), grace: .seconds(90), offer: .minutes(3),
                    returning: .hours(1), peoplePerHour: 900, guestPercent: 7)
            ])
    }

    @Test("What a queue does not say has its usual value, and it is open day and night")
    func usual() throws {
        let read = try queues("queues:\n  - {id: q, name: {en: Q, nl: R}, zone: ride}")
        let queue = try #require(read.first)
        #expect((queue.opens, queue.closes) == (0, 1_440))
        #expect(queue.window == PassQueue.windowUsual && queue.grace == PassQueue.graceUsual)
        #expect(queue.peoplePerHour == PassQueue.peoplePerHourUsual)
        #expect(queue.guestPercent == PassQueue.guestPercentUsual)
        #expect(try queues("").isEmpty)
    }

    @Test(
        "What is wrong with a queue is told with its line, in both languages",
        arguments: [
            ("{id: q, zone: ride}", "'name' is missing", "'name' ontbreekt"),
            ("{id: q, name: {en: Q, nl: R}}", "'zone' is missing", "'zone' ontbreekt"),
            (
                "{id: q, name: {en: Q, nl: R}, zone: rid}", "no zone 'rid'; did you mean 'ride'?",
                "geen plek 'rid'; bedoelt u 'ride'?"
            ),
            (
                "{id: q q, name: {en: Q, nl: R}, zone: ride}", "a name of its own",
                "een eigen naam"
            ),
            (
                "{id: q, name: {en: Q, nl: R}, zone: ride, guests: 51}", "from 0 to 50",
                "van 0 tot 50"
            ),
            (
                "{id: q, name: {en: Q, nl: R}, zone: ride, people an hour: many}",
                "a whole number from 1", "een geheel getal van 1"
            ),
            (
                "{id: q, name: {en: Q, nl: R}, zone: ride, window: 5 hours}",
                "from 1 to 240 minutes", "van 1 tot 240 minuten"
            ),
            (
                "{id: q, name: {en: Q, nl: R}, zone: ride, open: closed}", "open once a day",
                "één keer per dag"
            ),
            (
                "{id: q, name: {en: Q, nl: R}, zone: ride, opne: '10:00-11:00'}",
                "'opne' is not known in a queue", "'opne' is niet bekend in een wachtrij"
            ),
        ])
    func wrong(item: String, english: String, dutch: String) throws {
        let found = problems("queues:\n  - \(item)")

        let problem = try #require(found.first)
        #expect(problem.line == 6)
        #expect(problem.message.en.contains(english), "\(problem.message)")
        #expect(problem.message.nl.contains(dutch), "\(problem.message)")
    }

    @Test("Two queues of one name are refused")
    func twice() {
        let item = "  - {id: q, name: {en: Q, nl: R}, zone: ride}\n"
        #expect(problems("queues:\n" + item + item).map(\.line) == [7])
    }
}
