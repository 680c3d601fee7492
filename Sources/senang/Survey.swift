import ArgumentParser
import ExactJSON
import Files
import Foundation
import Measures

/// `senang survey`: what a survey says that people have already.
struct SurveyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Tells what a survey says that you have already, and what it does not.",
        discussion: """
            EXAMPLES
              senang survey answers.csv --as servqual --mapping servqual.yaml
              senang survey pairs.csv --as kano
              senang survey export.csv.gz --as nps --json
              senang survey tasks.csv --as choices --mapping tasks.yaml
              senang survey questions.csv --as maxdiff
              senang survey bookings.csv.gz --as bookings --mapping bookings.yaml
              senang survey answers.csv --as servqual --mapping servqual.yaml \\
                --facts experiences --prefix spring- > experiences.jsonl

            Reads CSV with a header line or JSON lines, plain or .gz. Without --mapping, columns are
            found by their usual names. A bad row is told with its line and column and left out; the
            good ones are kept. Nothing is sent anywhere and nothing is kept.

            --facts prints lines for POST /v1/wishes or POST /v1/experiences, 1,000 of them a body
            at most, instead of the report. docs/survey.md describes tables, mappings and facts;
            docs/measures.md each measure.

            Exit code 0; 64 when the call is wrong; 65 when the mapping or the table cannot be used;
            66 when there is no such file.
            """)

    /// Which facts are printed.
    enum Facts: String, ExpressibleByArgument, CaseIterable { case wishes, experiences }

    /// Problems that are told; the rest are counted.
    static let toldProblems = 10

    @Argument(help: "The table.") var file: String
    @Option(
        name: .customLong("as"),
        help: "What it is: servqual, kano, nps, choices, maxdiff or bookings.",
        transform: kind(named:))
    var kind: SurveyMap.Kind
    @Option(help: "Which columns are what.") var mapping: String?
    @Flag(help: "Answer in JSON.") var json = false
    @Option(help: "Print facts instead: wishes or experiences.") var facts: Facts?
    @Option(help: "What stands before each person's name and each id in the facts.")
    var prefix = ""

    private static func kind(named word: String) throws -> SurveyMap.Kind {
        if let kind = SurveyMap.Kind(rawValue: word) { return kind }
        let known = SurveyMap.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("say one of: \(known)")
    }

    func validate() throws {
        if facts != nil, json {
            throw ValidationError("facts are lines of JSON already: leave --json out")
        }
    }

    func run() throws {
        do {
            let map = try mapped()
            try MappedTable.check(file)
            let found = try SurveyFile(path: file, map: map)
            if let facts { return try print(facts, of: found, map) }
            try print(found)
        } catch {
            throw told(error)
        }
    }

    private func mapped() throws -> SurveyMap {
        guard let mapping else { return SurveyMap(kind: kind) }
        return try SurveyMap.parse(try MappedTable.mapping(mapping), kind: kind, file: mapping)
    }

    private func print(_ facts: Facts, of found: SurveyFile, _ map: SurveyMap) throws {
        tellProblems(of: found)
        let lines = SurveyFacts(map: map, prefix: prefix)
        do throws(SurveyFacts.Refusal) {
            for line in try lines.lines(facts, of: found.survey) { Swift.print(line.text) }
        } catch {
            say("\(file): \(error.advice)")
            throw ExitCode(Ending.badInput)
        }
    }

    private func print(_ found: SurveyFile) throws {
        let report: SurveyReport
        do throws(ChoiceRefusal) {
            report = try found.survey.report()
        } catch {
            say("\(file): these choices do not tell what is important: attributes may go together")
            throw ExitCode(Ending.badInput)
        }
        if json {
            Swift.print(SurveyText(report: report, found: found, kind: kind).json.laidOut)
        } else {
            tellProblems(of: found)
            Swift.print(SurveyText(report: report, found: found, kind: kind).text)
        }
    }

    private func tellProblems(of found: SurveyFile) {
        for problem in found.problems.prefix(Self.toldProblems) { say("\(file): \(problem)") }
        let rest = found.problemCount - min(found.problems.count, Self.toldProblems)
        if rest > 0 { say("\(file): and \(counted(rest, "row")) more; --json tells a hundred") }
    }
}
