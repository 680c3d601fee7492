import ArgumentParser
import Domain
import Files
import Foundation
import Kernel
import Ports
import Runtime
import SQLiteStore

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Works on rules.", subcommands: [Check.self, Test.self, Replay.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what is wrong in rule files, with line and column.",
            discussion: """
                EXAMPLES
                  senang rules check --venue Venues/park
                  senang rules check --venue Venues/park new-rule.yaml

                Exit code 0 when all is well, 65 when something is to be mended.
                """)

        @Option(help: "The venue the rules are for.")
        var venue = "Venues/park"

        @Argument(help: "Rule files; without any, those of the venue.")
        var files: [String] = []

        func run() throws {
            do {
                let folder = try HouseFiles(folder: venue)
                let rules =
                    files.isEmpty
                    ? folder.rules
                    : try HouseFiles.rules(
                        in: files.map { URL(fileURLWithPath: $0) }, venue: folder.venue)
                print("\(counted(rules.count, "rule")), all well")
            } catch let problems as FileProblems {
                print(problems.description)
                throw ExitCode(Ending.badInput)
            } catch {
                throw told(error)
            }
        }
    }
}

/// "1 rule", "5 rules".
func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
}

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a data folder: settings, the chain, every seal, sizes. Changes no data.",
        discussion: """
            EXAMPLES
              senang doctor --data ./senang-data
              senang doctor --data ./senang-data --json

            Stop the server first. Exit code 0 when all is well, 65 when something is damaged.
            """)

    @OptionGroup var options: DataOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() throws {
        guard FileManager.default.fileExists(atPath: options.data) else {
            say("senang: there is no data folder \(options.data)")
            throw ExitCode(Ending.noInput)
        }
        do {
            let directory = try DataDirectory(
                folder: URL(fileURLWithPath: options.data),
                keyFile: URL(fileURLWithPath: options.keyFile))
            let report = try SQLiteJournal(directory).examine()
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
                print(String(decoding: try encoder.encode(report), as: UTF8.self))
            } else {
                print(report.text)
            }
            if !report.isWell { throw ExitCode(Ending.badInput) }
        } catch let failure as JournalFailure {
            say("senang: \(failure.advice)")
            throw ExitCode(failure == .inUse ? Ending.inUse : Ending.badInput)
        }
    }
}

struct Digest: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Folds the journal and prints the state's digest, to compare two processes.",
        shouldDisplay: false)

    @OptionGroup var options: DataOptions
    @Flag(help: "Fold from the first row instead of the newest snapshot.") var full = false

    func run() throws {
        let directory = try DataDirectory(
            folder: URL(fileURLWithPath: options.data),
            keyFile: URL(fileURLWithPath: options.keyFile))
        let journal = try SQLiteJournal(directory)
        let recovered = try Recovery(
            from: journal, seed: journal.seed, usesSnapshot: !full)
        print(
            "\(try StateDigest.of(recovered.engine)) at \(recovered.head), "
                + "\(recovered.observationCount) observations folded")
    }
}

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks the running server how it is.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        guard let client = OperatorClient(options) else {
            say("senang: no server runs on \(options.data)")
            throw ExitCode(Ending.unavailable)
        }
        let answer = try await client.ask("GET", "/v1/status")
        print(String(decoding: answer.body, as: UTF8.self))
    }
}

struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source", abstract: "Opens and closes sources on the running server.",
        subcommands: [Open.self, Close.self])

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Opens a source and prints its key, once.",
            discussion: "EXAMPLE\n  senang source open gate-readers --lateness 5")

        @OptionGroup var options: DataOptions
        @Argument(help: "The source's name.") var id: String
        @Flag(help: "History: judged by its own time, ended by 'source close'.") var history = false
        @Option(help: "How many seconds late a signal may be.") var lateness = 5

        func run() async throws {
            guard let client = OperatorClient(options) else {
                say("senang: no server runs on \(options.data)")
                throw ExitCode(Ending.unavailable)
            }
            let answer = try await client.ask(
                "POST", "/v1/sources",
                body: [
                    "id": id, "mode": history ? "history" : "live", "latenessSeconds": lateness,
                ])
            print(answer.fields["key"] as? String ?? "")
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a source; an import's last absences become certain.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The source's name.") var id: String

        func run() async throws {
            guard let client = OperatorClient(options) else {
                say("senang: no server runs on \(options.data)")
                throw ExitCode(Ending.unavailable)
            }
            _ = try await client.ask("POST", "/v1/sources/\(id)/close")
        }
    }
}
