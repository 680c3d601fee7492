import ArgumentParser
import Foundation

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes the folder of a venue of your own, to go on from.",
        discussion: """
            EXAMPLES
              senang init Venues/ours
              senang init Venues/clinic --like polikliniek
              senang serve --venue Venues/ours --training --example

            --example plays a simple day over the zones of whatever venue it is, to practise on.
            Writes venue.yaml, rules/ and tests/ into a new folder; one that is there is left alone.
            Change them there, or in the browser under "Set up", "Your venue".
            """)

    @Argument(help: "The new folder.") var folder: String

    @Option(help: "Start from an example venue, by its folder in Venues, instead of a small one.")
    var like: String?

    func run() throws {
        guard !folder.isEmpty else {
            say("senang: name the new folder, such as Venues/ours")
            throw ExitCode(Ending.badInput)
        }
        let files = FileManager.default
        let root = URL(fileURLWithPath: folder)
        guard !files.fileExists(atPath: root.path) else {
            say("senang: \(folder) is there already; nothing was changed. Choose another name.")
            throw ExitCode(Ending.badInput)
        }
        if let like {
            guard let example = example(like) else {
                say("senang: there is no example '\(like)'; \(Self.told(Self.examples()))")
                throw ExitCode(Ending.noInput)
            }
            try files.createDirectory(
                at: root.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: example, to: root)
        } else {
            try write(Self.venue, to: root.appendingPathComponent("venue.yaml"))
            try write(Self.rules, to: root.appendingPathComponent("rules/rules.yaml"))
            try write(Self.tests, to: root.appendingPathComponent("tests/rules.yaml"))
        }
        print("\(folder) is there. Look at it, then:")
        print("  senang rules check --venue \(folder)")
        print("  senang rules test --venue \(folder)")
        print("  senang serve --venue \(folder)")
        print("To practise with a day of invented people:")
        print("  senang serve --venue \(folder) --training --example")
    }

    /// Where the examples lie: in this folder, or beside the program and above it.
    private static var shelves: [URL] {
        var shelves = [URL(fileURLWithPath: "Venues")]
        let program =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        var folder = URL(fileURLWithPath: program).deletingLastPathComponent()
        for _ in 0..<5 where folder.path != "/" {
            shelves.append(folder.appendingPathComponent("Venues"))
            shelves.append(folder.appendingPathComponent("share/senang/Venues"))
            folder = folder.deletingLastPathComponent()
        }
        return shelves
    }

    private static func isVenue(_ folder: URL) -> Bool {
        let file = folder.appendingPathComponent("venue.yaml")
        return FileManager.default.fileExists(atPath: file.path)
    }

    private func example(_ name: String) -> URL? {
        guard !name.isEmpty, name != ".", name != "..", !name.contains("/") else { return nil }
        return Self.shelves.map { $0.appendingPathComponent(name) }.first(where: Self.isVenue)
    }

    private static func examples() -> [String] {
        let names = shelves.flatMap { shelf in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: shelf.path)) ?? []
            return names.filter { isVenue(shelf.appendingPathComponent($0)) }
        }
        return Set(names).sorted()
    }

    private static func told(_ names: [String]) -> String {
        names.isEmpty
            ? "no folder Venues lies here or beside the program"
            : "there are \(names.joined(separator: ", "))"
    }

    private func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    private static let venue = """
        # What is where, and what things are called. docs/venue.md explains every line.
        name: {en: Our venue, nl: Onze locatie}
        customer: {en: visitor, nl: bezoeker, en plural: visitors, nl plural: bezoekers}
        time zone: Europe/Amsterdam
        calling code: 31
        accent: '#2f6f4f'
        consent: {nobody: presence, known: tap-only}
        facts: [wheelchair, first-visit]
        zones:
          - {id: entrance, kind: gate, name: {en: Entrance, nl: Ingang}}
          - {id: desk-queue, kind: queue, name: {en: Queue for the desk, nl: Rij voor de balie}}
          - {id: desk, kind: desk, name: {en: Desk, nl: Balie}}
        # Ways through; without 'from' it is from outside.
        doors:
          - {id: front-door, name: {en: Front door, nl: Voordeur}, to: entrance}
        # Past midnight is written 22:00-02:00.
        opening hours:
          weekdays: 09:00-17:30
          saturday: 10:00-16:00
          sunday: closed
        holidays:
          - {date: 2026-12-25, name: {en: Christmas Day, nl: Eerste kerstdag}, hours: closed}
        waits:
          - id: desk
            name: {en: From the queue to the desk, nl: Van de rij tot de balie}
            from: enter queue
            until: service desk

        """

    private static let rules = """
        # What staff is told. docs/rules.md explains every line.
        - rule: long-wait
          when:
            after: enter queue
            nothing of: [exit, service]
            within: 10 minutes
          cue:
            say:
              en: "Ten minutes in the queue. Say hello?"
              nl: "Tien minuten in de rij. Even gedag zeggen?"
            to: host
            for: 15 minutes
            withdraw on: [exit here, service]
            escalate after: 5 minutes

        """

    private static let tests = """
        - test: Ten minutes in the queue raise one cue
          when:
            - 10:00:00 band-1 enter desk-queue
            - 10:20:00 time passes
          then:
            - 10:10:00 band-1 long-wait at desk-queue

        - test: Somebody who is served in time is left alone
          when:
            - 10:00:00 band-1 enter desk-queue
            - 10:09:00 band-1 service desk
            - 10:20:00 time passes
          then: []

        """
}
