import ArgumentParser
import ExactJSON
import Files
import Foundation
import Measures

/// `senang experiment`: what was tried on people, what came of it, and what to do.
struct ExperimentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiment",
        abstract: "Judges an experiment by what it is for and by what must not get worse.",
        discussion: """
            EXAMPLES
              senang experiment size --plan offer.yaml
              senang experiment assign --plan offer.yaml --person g-1042
              senang experiment analyse --plan offer.yaml --data guests.csv.gz
              senang experiment analyse --plan offer.yaml --data guests.csv.gz --json

            The plan is fixed before the start: arms, what it is for, and what must not get worse
            and by how much. docs/experiments.md describes plans, tables and what is computed.

            Exit code 0; 1 when the analysis says to stop, or that the data are not sound; 64 when
            the call is wrong; 65 when the plan or the table cannot be used; 66 when there is no
            such file.
            """,
        subcommands: [Analyse.self, Size.self, Assign.self])

    /// A plan's file.
    struct PlanOptions: ParsableArguments {
        @Option(help: "The plan: docs/experiments.md.") var plan: String

        func read() throws -> ExperimentPlanFile {
            let text = try HouseFiles.text(URL(fileURLWithPath: plan))
            return try ExperimentPlanFile.parse(text, file: plan)
        }
    }
}

extension ExperimentCommand {
    struct Analyse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What an experiment shows, and whether to ship, to stop or to go on.",
            discussion: """
                EXAMPLES
                  senang experiment analyse --plan offer.yaml --data guests.csv.gz
                  senang experiment analyse --plan sums.yaml --data days.csv --json

                Each figure stands with its interval at a number of people fixed before ('once') and
                with the one that holds at every look ('anytime'). Decided is by the one that the
                plan's 'looks' names. Bad rows are told with line and column and left out.
                """)

        @OptionGroup var options: PlanOptions
        @Option(help: "The table: CSV or JSON lines, plain or .gz.") var data: String
        @Flag(help: "Answer in JSON.") var json = false

        func run() async throws {
            let isBad: Bool
            do {
                let plan = try options.read()
                guard FileManager.default.fileExists(atPath: data) else {
                    throw FileFault(description: "cannot read \(data)")
                }
                isBad = try plan.rows == .people ? people(plan) : sums(plan)
            } catch {
                throw told(error)
            }
            if isBad { throw ExitCode.failure }
        }

        /// - Returns: Whether it says to stop, or that the data are not sound.
        private func people(_ plan: ExperimentPlanFile) throws -> Bool {
            let found = try ExperimentFile(path: data, plan: plan, telling: tell)
            let report = ExperimentReport(plan.plan, found.people)
            if !json { tellBad(found.problems, of: found.problemCount) }
            let text = ExperimentText(plan: plan, report: report, found: found)
            print(json ? text.json.laidOut : text.text)
            return report.readings.contains { Self.isBad($0.verdict) }
        }

        private func sums(_ plan: ExperimentPlanFile) throws -> Bool {
            let found = try ExperimentSummaryFile(path: data, plan: plan, telling: tell)
            if !json { tellBad(found.problems, of: found.problemCount) }
            let text = ExperimentPathText(plan: plan, found: found)
            print(json ? text.json.laidOut : text.text)
            return text.paths.contains { $0.paths.contains { Self.isBad($0.verdict) } }
        }

        private static func isBad(_ verdict: ExperimentVerdict) -> Bool {
            verdict == .stop || verdict == .unsound
        }

        private func tell(_ progress: Double) {
            say("\(data): \(Int((progress * 100).rounded(.down))) %")
        }

        /// The first bad rows, on standard error.
        private func tellBad(_ problems: [RowProblem], of count: Int) {
            for problem in problems.prefix(SurveyCommand.toldProblems) {
                say("\(data): \(problem)")
            }
            let rest = count - min(problems.count, SurveyCommand.toldProblems)
            if rest > 0 { say("\(data): and \(counted(rest, "row")) more; --json tells a hundred") }
        }
    }

    struct Size: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How many people each arm needs, so that what is there can be seen.",
            discussion: """
                EXAMPLES
                  senang experiment size --plan offer.yaml

                Rates need a 'baseline', other figures a 'deviation'. Each guardrail is sized so
                that together they miss no more than the plan's power allows: all must pass.
                """)

        @OptionGroup var options: PlanOptions
        @Flag(help: "Answer in JSON.") var json = false

        func run() async throws {
            do {
                let plan = try options.read()
                let text = ExperimentSizeText(plan: plan)
                print(json ? text.json.laidOut : text.text)
            } catch {
                throw told(error)
            }
        }
    }

    struct Assign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which arm a person is in: the same answer for ever.",
            discussion: """
                EXAMPLES
                  senang experiment assign --plan offer.yaml --person g-1042
                  senang experiment assign --plan offer.yaml --person g-1042 --refused refused.txt

                By SipHash-2-4 of the person, keyed by the plan's 'salt'. Prints the arm; 'none' for
                who is in none, and for who refused.
                """)

        @OptionGroup var options: PlanOptions
        @Option(help: "The person's id.") var person: String
        @Option(help: "People who do not want to be experimented on, an id a line.")
        var refused: String?
        @Flag(help: "Answer in JSON.") var json = false

        func validate() throws {
            guard !person.isEmpty else { throw ValidationError("say who: --person ID") }
        }

        func run() async throws {
            do {
                let plan = try options.read()
                guard let assignment = plan.assignment else {
                    say(
                        "\(options.plan): 'salt' is missing; write for example 'salt: \(plan.name)'"
                    )
                    throw ExitCode(Ending.badInput)
                }
                let hasRefused = try refused.map { file in
                    try HouseFiles.text(URL(fileURLWithPath: file)).split(separator: "\n")
                        .contains { $0.trimmingCharacters(in: .whitespaces) == person }
                }
                let isRefusing = hasRefused ?? false
                let arm =
                    isRefusing
                    ? nil : assignment.arm(of: person).map { plan.writtenArms[$0] }
                guard json else { return print(arm ?? "none") }
                let fields: JSONFields = [
                    ("person", .string(person)), ("arm", arm.map(ExactJSON.string) ?? .null),
                    ("refused", .bool(isRefusing)),
                    ("by", .string("SipHash-2-4 of the person, keyed by the salt")),
                ]
                print(ExactJSON.object(fields).laidOut)
            } catch {
                throw told(error)
            }
        }
    }
}
