import ArgumentParser
import Domain
import ExactJSON
import Foundation
import Kernel
import Measures

/// `senang survey`: surveys that there are already, and the wording of one's own.
struct Surveys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "survey",
        abstract:
            "Tells what a survey says that you have already, and judges a question's wording.",
        discussion: """
            EXAMPLES
              senang survey answers.csv --as servqual --mapping servqual.yaml
              senang survey check --text "How close was your meal to what you wanted?"
              senang survey check --text "Welke klanten moeten wij bedienen?" --json

            Without a subcommand a table is read: `senang survey table --help`.
            """,
        subcommands: [SurveyCommand.self, SurveyCheck.self, SurveyLearn.self],
        defaultSubcommand: SurveyCommand.self)
}

/// `senang survey check`: whether a sentence asks what people can be asked.
struct SurveyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judges the wording of a question, and offers a better one.",
        discussion: """
            EXAMPLES
              senang survey check --text "What kind of company should we be?"
              senang survey check --text "Hoe lang moest u wachten?" --language nl --json
              senang survey check --from sentences.csv --json

            fine: it asks how somebody is served, what they wished or understood, how close it came.
            refused: it asks them who the house should be. advised: it leads, asks two things, or
            asks what nobody can know. Each verdict names the words by which it came about; it is a
            sum of weights, by docs/questions.md. It can be wrong about one sentence in ten.

            --from reads CSV with the columns half, language, label and text, and counts how many
            are judged as they are labelled.

            Exit code 0, also when it is refused; 64 when the call is wrong; 65 when the table
            cannot be used; 66 when there is no such file.
            """)

    /// The most bytes of a text.
    static let byteCountMax = 2_000

    @Option(help: "The question.") var text: String?
    @Option(help: "nl or en; told by its words when it is left out.") var language: String?
    @Option(help: "Labelled sentences instead.") var from: String?
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        guard (text == nil) != (from == nil) else {
            throw ValidationError("say either --text or --from")
        }
        if let text {
            guard !VoiceWords.words(of: text).isEmpty else {
                throw ValidationError("--text has no word in it")
            }
            guard text.utf8.count <= Self.byteCountMax else {
                throw ValidationError("--text is longer than \(Self.byteCountMax) bytes")
            }
        }
        if let language, WrittenLanguage(rawValue: language) == nil {
            throw ValidationError("--language is nl or en")
        }
    }

    func run() throws {
        if let text {
            let wording = Wording(text, in: language.flatMap(WrittenLanguage.init(rawValue:)))
            let answer = WordingText(text: text, wording: wording)
            print(json ? answer.json.laidOut : answer.lines.joined(separator: "\n"))
        } else if let from {
            let halves = LabelledHalf.all(try LabelledSentence.read(from))
            if json {
                print(ExactJSON.array(halves.map(\.json)).laidOut)
            } else {
                for half in halves { print(half.text) }
            }
        }
    }
}

/// `senang survey learn`: makes the weights of the wording check again.
struct SurveyLearn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Learns the weights of the wording check from labelled sentences.",
        discussion: """
            Prints a row a kind (served, being, leading, double, unanswerable): the level and then
            the weight of each cue, in hundredths of a logit. Only sentences of the half that is
            named are looked at. Nothing of the program changes by it.
            """,
        shouldDisplay: false)

    @Option(help: "CSV with the columns half, language, label and text.") var from: String
    @Option(help: "Which half.") var half = "shown"

    func run() throws {
        let sentences = try LabelledSentence.read(from).filter { $0.half == half }
        guard let weights = WordingWeights(learnedFrom: sentences.map(\.sentence)) else {
            say("\(from): each kind must be among the sentences of the half \(half)")
            throw ExitCode(Ending.badInput)
        }
        for row in weights.rows { print(row.map(String.init).joined(separator: ", ")) }
    }
}

/// A sentence of which somebody said what it asks for.
struct LabelledSentence {
    let half: String
    let sentence: WordingWeights.Labelled

    private static let sizeMax = 4 << 20

    static func read(_ path: String) throws -> [LabelledSentence] {
        guard let data = FileManager.default.contents(atPath: path) else {
            say("cannot read \(path)")
            throw ExitCode(Ending.noInput)
        }
        guard data.count <= sizeMax, let text = String(data: data, encoding: .utf8) else {
            say("\(path): not a table in UTF-8 of at most 4 MB")
            throw ExitCode(Ending.badInput)
        }
        var sentences: [LabelledSentence] = []
        for (number, line) in text.split(whereSeparator: \.isNewline).enumerated().dropFirst() {
            guard let sentence = LabelledSentence(line) else {
                say("\(path): line \(number + 1) is not half,language,label,text")
                throw ExitCode(Ending.badInput)
            }
            sentences.append(sentence)
        }
        return sentences
    }

    /// The text stands last, so that it may hold commas, quoted or not.
    private init?(_ line: Substring) {
        let parts = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let language = WrittenLanguage(rawValue: String(parts[1])),
            let kind = WordingKind(rawValue: String(parts[2]))
        else { return nil }
        var text = String(parts[3])
        if text.count > 1, text.first == "\"", text.last == "\"" {
            text = String(text.dropFirst().dropLast())
        }
        half = String(parts[0])
        sentence = WordingWeights.Labelled(language: language, kind: kind, text: text)
    }
}
