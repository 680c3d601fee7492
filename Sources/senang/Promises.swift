import ArgumentParser
import ExactJSON
import Files
import Foundation
import Kernel
import Measures
import SQLiteStore

/// `senang promises`: what was promised, what came of it, and what could be promised.
struct Promises: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells how promises were kept, and what to promise so that they are.",
        discussion: """
            EXAMPLES
              senang promises report receipt.csv.gz --map receipt.yaml --by channel
              senang promises report bookings.csv.gz --map bookings.yaml --by hotel --json
              senang promises advise waits.csv.gz --map waits.yaml --keep 0.95
              senang promises facts receipt.csv.gz --map receipt.yaml --prefix receipt-
              senang promises import receipt.csv.gz --map receipt.yaml --prefix receipt-
              senang promises report --data ./senang-data --by channel --json

            Tables are CSV with a header line or JSON lines, plain or .gz. A bad row is told with
            its line and column and left out; the good ones are kept. docs/promises.md describes
            tables, mappings and what is computed.

            Exit code 0; 64 when the call is wrong; 65 when the mapping or the table cannot be used;
            66 when there is no such file; 69 when no house runs.
            """,
        subcommands: [Report.self, Advise.self, Facts.self, Import.self])

    /// A table, and how it is read.
    struct Table: ParsableArguments {
        @Option(help: "Which columns are what.") var map: String?
        @Option(
            help: ArgumentHelp(
                "By which columns, from wide to narrow: attraction,hour. (default: as the map says)"
            ))
        var by: String?

        var groups: [String]? {
            by.map { text in
                text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            }
        }

        func read(_ file: String) throws -> (found: PromiseFile, map: PromiseMap) {
            guard let map else {
                throw ValidationError("say in --map which columns are what: docs/promises.md")
            }
            let promises = try PromiseMap.parse(try MappedTable.mapping(map), file: map)
            try MappedTable.check(file)
            let found = try PromiseFile(
                path: file, map: promises, by: groups, now: SystemClock().now)
            return (found, promises)
        }
    }
}

extension Promises {
    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How promises were kept: by the letter and, apart, by people's readings.",
            discussion: """
                EXAMPLES
                  senang promises report receipt.csv.gz --map receipt.yaml --by channel
                  senang promises report waits.csv.gz --map waits.yaml --by attraction,hour --json
                  senang promises report --data ./senang-data --by channel --json

                Without a table it asks the running house, --by promise, channel or owner; groups of
                fewer than ten people say only that they are few.

                Prints what was made, what is due, kept by the letter, kept by reading ('not asked'
                where nobody was asked), unknown, the rate over what is known, and its interval.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The table; none: the running house.") var file: String?
        @OptionGroup var table: Table
        @Flag(help: "Answer in JSON.") var json = false

        func run() async throws {
            guard let file else {
                guard table.map == nil else {
                    throw ValidationError("name the table that --map is about")
                }
                print(
                    try await PromisesHouse(options).report(by: table.by ?? "promise", json: json))
                return
            }
            guard options.data == DataOptions.standardFolder, options.key == nil else {
                throw ValidationError(
                    "name the table, or --data of the house that is asked: not both")
            }
            do {
                let (found, map) = try table.read(file)
                let text = PromiseReportText(
                    report: PromiseReport(facts: found.facts), found: found, kind: map.kind)
                if !json { tellProblems(of: found, in: file) }
                print(json ? text.json.laidOut : text.text)
            } catch {
                throw told(error)
            }
        }
    }

    struct Advise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What to promise so that a given share is kept.",
            discussion: """
                EXAMPLES
                  senang promises advise waits.csv.gz --map waits.yaml --keep 0.95
                  senang promises advise waits.csv.gz --map waits.yaml --rule fixed --json

                By --rule following it is a factor on what would be said now, and the value at what
                was said lately; by --rule fixed one number a group. The last --held-out months are
                each told from those before them only, and what missed is listed.
                """)

        @Argument(help: "The table.") var file: String
        @OptionGroup var table: Table
        @Option(help: "The share to keep, above 0 and below 1.") var keep = 0.95
        @Option(help: "following or fixed.", transform: rule(named:))
        var rule = PromiseAdvice.Rule.following
        @Option(help: "In months: what is as old counts half.") var halfLife = 6.0
        @Option(help: "How many of the last months are held out.") var heldOut = 12
        @Flag(help: "Answer in JSON.") var json = false

        private static func rule(named word: String) throws -> PromiseAdvice.Rule {
            if let rule = PromiseAdvice.Rule(rawValue: word) { return rule }
            let known = PromiseAdvice.Rule.allCases.map(\.rawValue).joined(separator: " or ")
            throw ValidationError("say \(known)")
        }

        private func terms() throws -> PromiseAdvice.Terms {
            let terms = PromiseAdvice.Terms(
                keep: keep, rule: rule, halfLife: halfLife, heldOutMax: heldOut)
            if let terms { return terms }
            throw ValidationError(
                "--keep is above 0 and below 1, --half-life and --held-out are above 0")
        }

        func validate() throws {
            // Written as a percentage.
            if keep > 1, keep < 100 {
                throw ValidationError(
                    "--keep is above 0 and below 1: write \((keep * 1_000).rounded() / 100_000)")
            }
            _ = try terms()
        }

        func run() async throws {
            do {
                let (found, map) = try table.read(file)
                guard let advice = PromiseAdvice(found.pairs, terms: try terms()) else {
                    say("\(file): \(Self.lacking(map.kind))")
                    throw ExitCode(Ending.badInput)
                }
                let text = PromiseAdviceText(advice: advice, found: found, kind: map.kind)
                if !json { tellProblems(of: found, in: file) }
                print(json ? text.json.laidOut : text.text)
            } catch {
                throw told(error)
            }
        }

        private static func lacking(_ kind: PromiseMap.Kind) -> String {
            switch kind {
            case .deadline:
                "name in 'made' when each was promised: days are advised, counted from there"
            case .posted: "no row has a number above 0 that was posted and one that was measured"
            case .option: "an option has no number that could be promised otherwise"
            }
        }
    }
}

extension Promises {
    struct Facts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints each promise as a line for POST /v1/promises.",
            discussion: """
                EXAMPLES
                  senang promises facts receipt.csv.gz --map receipt.yaml --prefix receipt-

                The mapping says in 'person' whose promise it is, in 'says' what was said and in
                'channel' what it came by. Sent again with the same prefix and table, nothing
                changes.
                """)

        @Argument(help: "The table.") var file: String
        @OptionGroup var table: Table
        @Option(help: "What stands before each person's name and each id.") var prefix = ""

        func run() async throws {
            do {
                let (found, _) = try table.read(file)
                let (lines, unsent) = try PromiseFacts(prefix: prefix).told(of: found, in: file)
                tellProblems(of: found, in: file)
                tell(unsent, in: file)
                for line in lines { print(ExactJSON.object(line.fields).text) }
                if lines.isEmpty { throw ExitCode(Ending.badInput) }
            } catch {
                throw told(error)
            }
        }
    }
}

extension PromiseFacts {
    /// As ``lines(of:)``, and ends the program where the mapping lacks something. Names that become
    /// one are told on standard error.
    func told(of found: PromiseFile, in file: String) throws -> (lines: [Line], unsent: [Unsent]) {
        for row in Self.folded(in: found).prefix(SurveyCommand.toldProblems) {
            say("\(file): line \(row.place): \(row.advice)")
        }
        do throws(Refusal) {
            return try lines(of: found)
        } catch {
            say("\(file): \(error.advice)")
            throw ExitCode(Ending.badInput)
        }
    }
}

/// The first rows that are no facts, on standard error.
func tell(_ unsent: [PromiseFacts.Unsent], in file: String) {
    for row in unsent.prefix(SurveyCommand.toldProblems) {
        say("\(file): line \(row.place) is not sent: \(row.advice)")
    }
    let rest = unsent.count - SurveyCommand.toldProblems
    if rest > 0 { say("\(file): and \(counted(rest, "row")) more not sent") }
}

/// The first bad rows, on standard error.
func tellProblems(of found: PromiseFile, in file: String) {
    for problem in found.problems.prefix(SurveyCommand.toldProblems) { say("\(file): \(problem)") }
    let rest = found.problemCount - min(found.problems.count, SurveyCommand.toldProblems)
    if rest > 0 { say("\(file): and \(counted(rest, "row")) more; --json tells a hundred") }
}
