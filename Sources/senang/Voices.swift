import ArgumentParser
import ExactJSON
import Files
import Foundation
import Kernel
import Measures
import Runtime

/// `senang voices`: what people say, and who said the like before.
struct Voices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds what other people said that is like a text, and takes voices in.",
        discussion: """
            EXAMPLES
              senang voices similar --text "meer bankjes in het park" --from wishes.csv.gz --column name
              senang voices similar --all --from wishes.csv --column name --json
              senang voices similar --text "meer bankjes" --data ./park --json
              senang voices import reviews.csv --map reviews.yaml --data ./park

            docs/voices.md describes tables, mappings, what is alike, and how languages are told.
            """,
        subcommands: [Similar.self, Import.self])
}

extension Voices {
    struct Similar: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What people said that is most like a text, the likest first.",
            discussion: """
                EXAMPLES
                  senang voices similar --text "bench in a park" --from wishes.csv --column name
                  senang voices similar --text "speelt" --from said.jsonl --column words --top 10
                  senang voices similar --all --from wishes.csv --column name --json
                  senang voices similar --text "meer bankjes" --data ./park --json

                Without --from it asks the house that runs on --data. Tables are CSV with a header
                line or JSON lines, plain or .gz. Words are found by
                their stem, and by pieces of four letters: half a word, a compound, or one with a
                typing error is found too. Likeness is above 0, and about 1 for the same
                words. Nothing leaves this machine.

                With --all each text of the table is asked for, and is left out itself; with --json
                that gives a line of JSON for each. A bad row is told with its line and left out.

                Exit code 0, also when nothing is alike; 64 when the call is wrong; 65 when the
                table cannot be used; 66 when there is no such file; 69 when no house runs.
                """)

        @OptionGroup var options: DataOptions
        @Option(help: "What is asked for.") var text: String?
        @Flag(help: "Ask for each text of the table.") var all = false
        @Option(help: "The table. (default: the running house)") var from: String?
        @Option(help: "The column that holds the texts.") var column: String?
        @Option(help: "A column that is told beside each text.") var label: String?
        @Option(help: "How many, from 1 to 100.") var top = 5
        @Option(
            help: "nl or en: how texts are read whose language cannot be told.",
            transform: language(named:))
        var language = WrittenLanguage.dutch
        @Flag(help: "Answer in JSON.") var json = false

        private static func language(named word: String) throws -> WrittenLanguage {
            if let language = WrittenLanguage(rawValue: word) { return language }
            let known = WrittenLanguage.allCases.map(\.rawValue).joined(separator: " or ")
            throw ValidationError("say \(known)")
        }

        func validate() throws {
            guard (text == nil) == all else {
                throw ValidationError("say either --text or --all")
            }
            guard (from == nil) == (column == nil) else {
                throw ValidationError("--from and --column go together")
            }
            guard from != nil || !all && label == nil else {
                throw ValidationError("--all and --label go with --from")
            }
            guard (1...100).contains(top) else { throw ValidationError("--top is from 1 to 100") }
            if let text, VoiceWords.words(of: text).isEmpty {
                throw ValidationError("--text has no word in it")
            }
            if let text, from == nil, text.utf8.count > VoiceIndexing.textByteCountMax {
                throw ValidationError(
                    "--text is longer than the \(VoiceIndexing.textByteCountMax) bytes that a "
                        + "house is asked; shorten it")
            }
        }

        func run() async throws {
            guard let from, let column else {
                print(
                    try await VoicesHouse(options).similar(to: text ?? "", top: top, json: json))
                return
            }
            do {
                guard FileManager.default.fileExists(atPath: from) else {
                    throw FileFault(description: "cannot read \(from)")
                }
                let found = try VoiceFile(path: from, column: column, label: label)
                if !json || all { tellProblems(of: found, in: from) }
                let gathered = GatheredVoices(found.rows, house: language)
                let answer = VoicesText(gathered: gathered, found: found, top: top)
                if let text {
                    print(json ? answer.json(of: text).laidOut : answer.text(of: text))
                } else {
                    for place in found.rows.indices {
                        print(json ? answer.json(at: place).text : answer.text(at: place))
                    }
                }
            } catch {
                throw told(error)
            }
        }

        private func tellProblems(of found: VoiceFile, in from: String) {
            for problem in found.problems.prefix(SurveyCommand.toldProblems) {
                say("\(from): \(problem)")
            }
            let rest = found.problemCount - min(found.problems.count, SurveyCommand.toldProblems)
            if rest > 0 { say("\(from): and \(counted(rest, "row")) more not used") }
        }
    }
}
