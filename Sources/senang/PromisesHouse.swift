import ArgumentParser
import Domain
import ExactJSON
import Files
import Foundation
import Kernel

/// `senang promises` about a running house.
struct PromisesHouse {
    /// The most lines of one body, and bytes before the last of them.
    static let lineCountMax = 1_000
    static let byteCountMax = 900 << 10

    let client: OperatorClient

    /// - Throws: `ExitCode` when no server runs on the folder.
    init(_ options: DataOptions) throws {
        guard let client = OperatorClient(options) else {
            say("senang: no server runs on \(options.data). Start one with 'senang serve'.")
            throw ExitCode(Ending.unavailable)
        }
        self.client = client
    }

    // MARK: The report

    private struct Report: Decodable {
        let all: Row
        let groups: [Row]
    }

    private struct Ends: Decodable {
        let low: Double
        let high: Double
    }

    /// How many, or a word for why it is not told: `few`, `not asked`.
    private enum Told: Decodable {
        case count(Int)
        case word(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let count = try? container.decode(Int.self) {
                self = .count(count)
            } else {
                self = .word(try container.decode(String.self))
            }
        }

        var text: String {
            switch self {
            case .count(let count): "\(count)"
            case .word(let word): word
            }
        }
    }

    private struct Row: Decodable {
        let name: String?
        let few: Bool
        let made: Int?
        let due: Int?
        let keptByLetter: Int?
        let keptByReading: Told?
        let asked: Told?
        let unknown: Int?
        let rate: Double?
        let low: Double?
        let high: Double?
        let bounds: Ends?

        func line(_ fallback: String) -> String {
            let name = name ?? fallback
            guard !few, let made, let due, let keptByLetter, let unknown else {
                return "  \(name): fewer than ten people, or hidden beside such a group"
            }
            var reading = keptByReading?.text ?? PromiseCountText.notAsked
            if case .count? = keptByReading, let asked { reading += " of \(asked.text)" }
            var line =
                "  \(name): made \(made), due \(due), kept by the letter \(keptByLetter), "
                + "by reading \(reading), unknown \(unknown), rate "
            line += rate.map { PromiseCountText.percent($0) } ?? "unknown"
            if let low, let high {
                line +=
                    " (\(PromiseCountText.percent(low)) … \(PromiseCountText.percent(high)))"
            }
            if unknown > 0, let bounds {
                line +=
                    ", at worst \(PromiseCountText.percent(bounds.low))"
                    + ", at best \(PromiseCountText.percent(bounds.high))"
            }
            return line
        }
    }

    /// What the running house promised and kept.
    ///
    /// - Parameter by: `promise`, `channel` or `owner`.
    /// - Returns: What to print.
    func report(by: String, json: Bool) async throws -> String {
        guard ["promise", "channel", "owner"].contains(by) else {
            throw ValidationError("a house reports --by promise, channel or owner")
        }
        let answer = try await client.ask("GET", "/v1/promises/report?by=\(by)")
        guard !json else { return String(decoding: answer.body, as: UTF8.self) }
        let report = try JSONDecoder().decode(Report.self, from: answer.body)
        return ([report.all.line("all"), "", "by \(by)"] + report.groups.map { $0.line("none") })
            .joined(separator: "\n")
    }

    // MARK: An import

    /// What came of the lines of a table.
    struct Sent {
        var accepted = 0
        var repeated = 0
        /// By reason.
        var refused: [String: Int] = [:]
        /// The first that were refused: where they stand in the table, and why.
        var firstRefused: [PromiseFacts.Unsent] = []

        /// - Parameter unsent: Good rows that are no facts.
        func json(of found: PromiseFile, unsent: Int) -> ExactJSON {
            let reasons = refused.sorted { $0.key < $1.key }
            let fields: JSONFields = [
                ("accepted", ExactJSON(accepted)), ("repeated", ExactJSON(repeated)),
                ("refused", .object(reasons.map { ($0.key, ExactJSON($0.value)) })),
                ("notSent", ExactJSON(unsent)),
            ]
            return .object(fields + PromiseProblems.fields(found))
        }

        var text: String {
            let lines = refused.sorted { $0.key < $1.key }.map {
                "  \(counted($0.value, "line")) refused: \($0.key)"
            }
            return
                (["\(counted(accepted, "promise")) taken in, \(repeated) known already"] + lines)
                .joined(separator: "\n")
        }
    }

    private struct Answer: Decodable {
        struct Refused: Decodable {
            let index: Int
            let code: String
            let reason: String
        }
        let accepted: Int
        let repeated: Int
        let refused: [Refused]
    }

    private static func bodies(_ lines: [String]) -> [[String]] {
        var bodies: [[String]] = []
        var body: [String] = []
        var byteCount = 0
        for line in lines {
            body.append(line)
            byteCount += line.utf8.count + 1
            if body.count == lineCountMax || byteCount >= byteCountMax {
                bodies.append(body)
                (body, byteCount) = ([], 0)
            }
        }
        return body.isEmpty ? bodies : bodies + [body]
    }

    /// Sends lines as `senang promises facts` prints them. Whoever is not known yet becomes known
    /// by the name of the table.
    ///
    /// - Parameters:
    ///   - source: Whose word it is: 1 to 64 of `A-Z a-z 0-9 _ -`.
    ///   - path: Where such lines are taken in.
    func send(
        _ lines: [PromiseFacts.Line], as source: String, to path: String = "/v1/promises"
    ) async throws -> Sent {
        var sent = Sent()
        var rest = lines[...]
        for body in Self.bodies(lines.map { Self.makingKnown($0.fields).text }) {
            let its = Array(rest.prefix(body.count))
            rest = rest.dropFirst(body.count)
            let text = body.joined(separator: "\n")
            let answer = try await client.send(
                "POST", "\(path)?source=\(source)", body: Data(text.utf8),
                kind: "application/x-ndjson")
            guard answer.status == 200 || answer.status == 422,
                let found = try? JSONDecoder().decode(Answer.self, from: answer.body)
            else {
                say("senang: \(answer.fields["detail"] as? String ?? "refused (\(answer.status))")")
                throw ExitCode(Ending.badInput)
            }
            sent.accepted += found.accepted
            sent.repeated += found.repeated
            for refused in found.refused {
                sent.refused[refused.code, default: 0] += 1
                guard its.indices.contains(refused.index),
                    sent.firstRefused.count < SurveyCommand.toldProblems
                else { continue }
                sent.firstRefused.append(
                    PromiseFacts.Unsent(place: its[refused.index].place, advice: refused.reason))
            }
        }
        return sent
    }

    private static func makingKnown(_ fields: JSONFields) -> ExactJSON {
        .object(fields + [("newName", .bool(true))])
    }
}

extension Promises {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a table of promises into a running house.",
            discussion: """
                EXAMPLES
                  senang promises import receipt.csv.gz --map receipt.yaml --prefix receipt-
                  senang promises import receipt.csv.gz --map receipt.yaml --data ./park --json

                The same lines as 'senang promises facts' prints. Whoever the house does not know
                yet becomes known by the name of the table. The same table with the same prefix and
                source changes nothing.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The table.") var file: String
        @OptionGroup var table: Table
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
                let (found, _) = try table.read(file)
                let (lines, unsent) = try PromiseFacts(prefix: prefix).told(of: found, in: file)
                if !json { tellProblems(of: found, in: file) }
                tell(unsent, in: file)
                tellCrowded(found)
                let sent = try await PromisesHouse(options).send(lines, as: source)
                for row in sent.firstRefused {
                    say("\(file): line \(row.place) is refused: \(row.advice)")
                }
                print(json ? sent.json(of: found, unsent: unsent.count).laidOut : sent.text)
                if sent.accepted + sent.repeated == 0 { throw ExitCode(Ending.badInput) }
            } catch {
                throw told(error)
            }
        }

        /// Of a name that has more promises than are kept in mind, the house shows the last only.
        private func tellCrowded(_ found: PromiseFile) {
            let countMax = PersonPromises.promiseCountMax
            var counts: [String: Int] = [:]
            for person in found.rows.compactMap(\.person) { counts[person, default: 0] += 1 }
            let crowded = counts.values.filter { $0 > countMax }
            guard !crowded.isEmpty else { return }
            say(
                "\(file): of \(counted(crowded.count, "name")) with over \(countMax) promises the "
                    + "house shows the last \(countMax) and counts the others; name in 'person' who each "
                    + "is to")
        }
    }
}
