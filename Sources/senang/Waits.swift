import ArgumentParser
import Foundation
import Ports
import Runtime
import SQLiteStore

struct Waits: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells how long people waited: how many, the median, and nine in ten.",
        discussion: """
            EXAMPLES
              senang waits
              senang waits --data ./senang-data --json

            Asks the running server, or reads the data folder when none runs. Which waits there are
            stands in the venue file, under 'waits'.
            """)

    @OptionGroup var options: DataOptions
    @Flag(help: "Answer in JSON, with every length and how many waited so long.") var json = false

    private struct Answer: Codable { let waits: [WaitReport] }

    func run() async throws {
        let waits = try await reports()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(Answer(waits: waits)), as: UTF8.self))
            return
        }
        for wait in waits {
            guard let median = wait.medianSeconds, let most = wait.p90Seconds else {
                print("\(wait.id): nobody yet")
                continue
            }
            print(
                "\(wait.id): \(wait.count) people; half of them at most \(Self.text(median)), "
                    + "nine in ten at most \(Self.text(most))")
        }
        if waits.isEmpty { print("the venue names no waits") }
    }

    private func reports() async throws -> [WaitReport] {
        if let client = OperatorClient(options),
            let answer = try? await client.send("GET", "/v1/waits"), answer.status == 200
        {
            return try JSONDecoder().decode(Answer.self, from: answer.body).waits
        }
        guard FileManager.default.fileExists(atPath: options.data) else {
            say("senang: there is no data folder \(options.data)")
            throw ExitCode(Ending.noInput)
        }
        do throws(JournalFailure) {
            let journal = try SQLiteJournal(
                try DataDirectory(
                    folder: URL(fileURLWithPath: options.data),
                    keyFile: URL(fileURLWithPath: options.keyFile)))
            return WaitReport.all(in: try Recovery(from: journal, seed: journal.seed).engine)
        } catch {
            say("senang: \(error.advice)")
            throw ExitCode(error == .inUse ? Ending.inUse : Ending.badInput)
        }
    }

    private static func text(_ seconds: Int64) -> String {
        seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
