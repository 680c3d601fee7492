import ArgumentParser
import Domain
import ExactJSON
import Files
import Foundation
import Kernel
import Ports

/// `senang voices` about a running house.
struct VoicesHouse {
    private let client: OperatorClient

    /// - Throws: `ExitCode` when no server runs on the folder.
    init(_ options: DataOptions) throws { client = try PromisesHouse(options).client }

    private struct Found: Decodable {
        struct Match: Decodable {
            struct Voice: Decodable {
                let number: UInt32
                let channel: String
                let words: String
            }
            let likeness: Double
            let voice: Voice

            var line: String {
                let words = voice.words.split(whereSeparator: \.isNewline).joined(separator: " ")
                let short = words.count > 120 ? words.prefix(119) + "…" : words
                let hundredths = Int((likeness * 100).rounded())
                let rest = hundredths % 100
                return "  \(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)  \(voice.number) "
                    + "[\(voice.channel)]  \(short)"
            }
        }
        let similar: [Match]
    }

    /// - Returns: What to print.
    func similar(to text: String, top: Int, json: Bool) async throws -> String {
        let plain = CharacterSet(charactersIn: "a"..."z").union(
            CharacterSet(charactersIn: "A"..."Z")
        )
        .union(CharacterSet(charactersIn: "0"..."9"))
        guard let asked = text.addingPercentEncoding(withAllowedCharacters: plain) else {
            throw ValidationError("--text is no text")
        }
        let answer = try await client.ask("GET", "/v1/voices/similar?top=\(top)&text=\(asked)")
        guard !json else { return String(decoding: answer.body, as: UTF8.self) }
        let found = try JSONDecoder().decode(Found.self, from: answer.body)
        guard !found.similar.isEmpty else { return "  nothing is alike" }
        return found.similar.map(\.line).joined(separator: "\n")
    }
}

/// A table of what people said as lines for `POST /v1/voices`.
struct VoiceFacts {
    let prefix: String

    /// - Returns: The lines, and the rows that are none, each in the order of the table.
    func lines(
        of found: VoiceTable
    ) -> (lines: [PromiseFacts.Line], unsent: [PromiseFacts.Unsent]) {
        var lines: [PromiseFacts.Line] = []
        var unsent: [PromiseFacts.Unsent] = []
        for row in found.rows {
            if let advice = refusal(of: row) {
                unsent.append(PromiseFacts.Unsent(place: row.line, advice: advice))
                continue
            }
            var fields: JSONFields = [
                ("id", .string(prefix + (row.id ?? "\(row.line)"))),
                ("person", .string(prefix + row.person)), ("words", .string(row.words)),
                ("channel", .string(row.channel)),
            ]
            if let language = row.language { fields.append(("language", .string(language))) }
            if let at = row.at { fields.append(("at", .string(at.rfc3339))) }
            lines.append(PromiseFacts.Line(place: row.line, fields: fields))
        }
        return (lines, unsent)
    }

    /// Why a row is no line; `nil`: it is one.
    private func refusal(of row: SaidRow) -> String? {
        guard PersonID(prefix + row.person) != nil else {
            return "with its prefix 'person' is not 1 to 64 of A-Z a-z 0-9 _ -: name a column of "
                + "numbers or codes, or another --prefix"
        }
        guard VoiceChannel(row.channel) != nil else {
            return "'channel' is not 1 to 64 of A-Z a-z 0-9 _ -: write a word of your own for it"
        }
        guard row.language.map(LanguageCodes.isKnown) ?? true else {
            return
                "'language' is no code of ISO 639-1 such as nl or en: leave it out of the mapping to "
                + "have it read from the words"
        }
        return nil
    }
}

extension Voices {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a table of what people said into a running house.",
            discussion: """
                EXAMPLES
                  senang voices import reviews.csv --map reviews.yaml --data ./park
                  senang voices import wishes.csv.gz --map budget.yaml --prefix wish- --json

                The mapping says whose words they are, what was said and what it came by. Whoever
                the house does not know yet becomes known by the name of the table. Each gets a
                number and a date, as if they said it now. The same table with the same prefix and
                source changes nothing.

                Exit code 0; 64 when the call is wrong; 65 when the mapping or the table cannot be
                used; 66 when there is no such file; 69 when no house runs.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The table.") var file: String
        @Option(help: "Which columns are what.") var map: String
        @Option(help: "What stands before each person's name and each id.") var prefix = ""
        @Option(help: "Whose word the table is.") var source = "import"
        @Flag(help: "Answer in JSON.") var json = false

        func validate() throws {
            guard SourceID(source) != nil else {
                throw ValidationError("--source is 1 to 64 of A-Z a-z 0-9 _ -")
            }
        }

        func run() async throws {
            do {
                let voices = try VoiceMap.parse(try MappedTable.mapping(map), file: map)
                try MappedTable.check(file)
                let found = try VoiceTable(path: file, map: voices)
                let (lines, unsent) = VoiceFacts(prefix: prefix).lines(of: found)
                tellProblems(of: found)
                tell(unsent, in: file)
                let sent = try await PromisesHouse(options).send(
                    lines, as: source, to: "/v1/voices")
                for row in sent.firstRefused {
                    say("\(file): line \(row.place) is refused: \(row.advice)")
                }
                print(json ? Self.json(sent, found, unsent).laidOut : Self.text(sent))
                if sent.accepted + sent.repeated == 0 { throw ExitCode(Ending.badInput) }
            } catch {
                throw told(error)
            }
        }

        private func tellProblems(of found: VoiceTable) {
            let toldCount = SurveyCommand.toldProblems
            for problem in found.problems.prefix(toldCount) { say("\(file): \(problem)") }
            let rest = found.problemCount - min(found.problems.count, toldCount)
            if rest > 0 { say("\(file): and \(counted(rest, "row")) more not used") }
        }

        private static func json(
            _ sent: PromisesHouse.Sent, _ found: VoiceTable,
            _ unsent: [PromiseFacts.Unsent]
        ) -> ExactJSON {
            let reasons = sent.refused.sorted { $0.key < $1.key }
            return .object([
                ("accepted", ExactJSON(sent.accepted)), ("repeated", ExactJSON(sent.repeated)),
                ("refused", .object(reasons.map { ($0.key, ExactJSON($0.value)) })),
                ("notSent", ExactJSON(unsent.count)), ("rows", ExactJSON(found.rowCount)),
                ("leftOut", ExactJSON(found.leftOutCount)),
                ("problemCount", ExactJSON(found.problemCount)),
                ("problems", .array(found.problems.map(VoicesText.json))),
                ("rowsNotSent", Self.rows(unsent)), ("rowsRefused", Self.rows(sent.firstRefused)),
            ])
        }

        /// The first hundred.
        private static func rows(_ rows: [PromiseFacts.Unsent]) -> ExactJSON {
            .array(
                rows.prefix(100).map {
                    .object([("line", ExactJSON($0.place)), ("advice", .string($0.advice))])
                })
        }

        private static func text(_ sent: PromisesHouse.Sent) -> String {
            let lines = sent.refused.sorted { $0.key < $1.key }.map {
                "  \(counted($0.value, "line")) refused: \($0.key)"
            }
            return
                (["\(counted(sent.accepted, "voice")) taken in, \(sent.repeated) known already"]
                + lines).joined(separator: "\n")
        }
    }
}
