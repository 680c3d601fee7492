import ArgumentParser
import Domain
import Foundation
import Kernel
import Runtime

struct LooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "looks",
        abstract: "Tells who looked at a person: which member of staff, when and why.",
        discussion: """
            EXAMPLES
              senang looks ann
              senang looks ann --data ./senang-data --json

            Asks the running server. The newest come first, at most 200 of them. After a person is
            erased there is nothing to tell.
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: "The person, by their number here.") var person: String
    @Flag(help: "Answer in JSON.") var json = false

    private struct Answer: Codable {
        let looks: [House.Look]
        let isCut: Bool
    }

    func run() async throws {
        guard let client = OperatorClient(options) else {
            say("senang: no server runs on \(options.data). Start one with 'senang serve'.")
            throw ExitCode(Ending.unavailable)
        }
        guard let person = PersonID(person) else {
            throw ValidationError("a person is 1 to 64 of A-Z a-z 0-9 _ -")
        }
        let answer = try await client.ask("GET", "/v1/people/\(person)/looks")
        if json {
            print(String(decoding: answer.body, as: UTF8.self))
            return
        }
        let found = try JSONDecoder().decode(Answer.self, from: answer.body)
        for look in found.looks { print("\(look.at.rfc3339)  \(look.by)  \(look.reason)") }
        if found.looks.isEmpty { print("nobody has looked") }
        if found.isCut { say("senang: these are the latest \(found.looks.count)") }
    }
}
