import ArgumentParser
import Foundation

/// Virtual queues of a running server, at the operator's word.
extension Pass {
    struct Queues: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells how the queues of the running server stand.",
            discussion: """
                EXAMPLES
                  senang pass queues
                  senang pass queues coaster --json
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "One queue; all of them without it.") var queue: String?
        @Flag(help: "Answer in JSON.") var json = false

        func run() async throws {
            let path = try queue.map { try "/v1/queues/\(Pass.checked($0))" } ?? "/v1/queues"
            let answer = try await Pass.client(options).ask("GET", path)
            if json {
                print(String(decoding: answer.body, as: UTF8.self))
                return
            }
            let all = answer.fields["queues"] as? [[String: Any]] ?? [answer.fields]
            for each in all { print(line(of: each)) }
            if all.isEmpty { print("the venue has no queues") }
        }

        private func line(of sheet: [String: Any]) -> String {
            let people = sheet["people"] as? [String: Int] ?? [:]
            var text =
                "\(sheet["id"] as? String ?? "?"): \(people["waiting"] ?? 0) waiting, "
                + "\(people["here"] ?? 0) at the head, \(people["served"] ?? 0) boarded"
            if let next = sheet["next"] as? [String: Any],
                let wait = next["wait"] as? [String: Int]
            {
                let minutes = ["expected", "low", "high"].map { ((wait[$0] ?? 0) + 30) / 60 }
                text += "; who joins now waits \(minutes[0]) min (\(minutes[1]) to \(minutes[2]))"
            }
            if let since = sheet["standsStillSince"] as? String {
                text += "; stands still since \(since)"
            }
            return text
        }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a party join a queue, and tells its window.",
            discussion: """
                EXAMPLES
                  senang pass join coaster --size 4 --id desk-0017
                  senang pass join coaster --size 2 --id desk-0018 --band 04A1B2C3D4E5F6
                  senang pass join coaster --size 1 --id desk-0019 --guest cannotStand

                The id is your own name for this joining: the same id joins once, for ever.
                The answer is JSON: `party` is what 'senang pass board' takes, `window` is when they
                are expected. 'senang pass queues' tells the names of the queues.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The queue, by its own name.") var queue: String
        @Option(help: "How many people, 1 to 1000.") var size: Int
        @Option(help: "Your own name for this joining, which names nobody.") var id: String
        @Option(help: "A band of the party.") var band: String?
        @Option(help: "Why the party passes the line: docs/pass.md.") var guest: String?

        func run() async throws {
            var body: [String: Any] = ["id": id, "size": size]
            body["band"] = band
            body["guest"] = guest
            let path = try "/v1/queues/\(Pass.checked(queue))/join"
            let answer = try await Pass.client(options).ask("POST", path, body: body)
            print(String(decoding: answer.body, as: UTF8.self))
        }
    }

    struct Board: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a party board.",
            discussion: """
                EXAMPLES
                  senang pass board coaster 0f3a9c51d2e84b76
                  senang pass board coaster \
                    "$(senang pass join coaster --size 4 --id desk-0017 | jq -r .party)"

                Whoever boarded boards once: said again, nothing changes.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The queue, by its own name.") var queue: String
        @Argument(help: "As joining answered it.") var party: String

        func run() async throws {
            let path = try "/v1/queues/\(Pass.checked(queue))/board"
            let answer = try await Pass.client(options).ask("POST", path, body: ["party": party])
            print(String(decoding: answer.body, as: UTF8.self))
        }
    }

    private static func client(_ options: DataOptions) throws -> OperatorClient {
        guard let client = OperatorClient(options) else {
            say("senang: no server runs on \(options.data). Start one with 'senang serve'.")
            throw ExitCode(Ending.unavailable)
        }
        return client
    }

    /// A queue's name as it may stand in an address.
    private static func checked(_ name: String) throws -> String {
        guard name.utf8.allSatisfy({ $0 == 45 || $0 == 95 || Self.isLetterOrDigit($0) }) else {
            throw ValidationError("a queue's name is 1 to 64 of A-Z a-z 0-9 _ -")
        }
        return name
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
