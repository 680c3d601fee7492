import ArgumentParser
import Domain
import Files
import Foundation
import Kernel

/// `senang charter`: who we are, as a running house keeps it.
struct CharterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: "Shows and keeps who we are: what decisions are taken by.",
        discussion: """
            EXAMPLES
              senang charter show --data ./park > charter.yaml
              senang charter keep charter.yaml --data ./park

            docs/voices.md describes the file.

            Exit code 0; 64 when the call is wrong; 65 when the file cannot be used or the house
            refuses it; 66 when there is no such file; 69 when no house runs.
            """,
        subcommands: [Show.self, Keep.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints who we are as the file that 'keep' reads.")

        @OptionGroup var options: DataOptions
        @Option(help: "Which version. (default: the newest)") var edition: Int?
        @Flag(help: "Answer in JSON.") var json = false

        func run() async throws {
            let client = try PromisesHouse(options).client
            let query = edition.map { "?version=\($0)" } ?? ""
            let answer = try await client.ask("GET", "/v1/charter\(query)")
            guard !json else {
                print(String(decoding: answer.body, as: UTF8.self))
                return
            }
            let told = try JSONDecoder().decode(ToldCharter.self, from: answer.body)
            guard told.version > 0 else {
                say("senang: who we are is not written down yet; see 'senang charter keep --help'")
                return
            }
            print(CharterFile.text(of: told.charter), terminator: "")
        }
    }

    struct Keep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keeps who we are from a file, as the next version.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The file.") var file: String

        func run() async throws {
            do {
                let charter = try CharterFile.parse(try MappedTable.mapping(file), file: file)
                let client = try PromisesHouse(options).client
                let body = try JSONEncoder().encode(ToldCharter(charter))
                let answer = try await client.send("PUT", "/v1/charter", body: body)
                guard answer.status == 200,
                    let kept = try? JSONDecoder().decode(ToldCharter.self, from: answer.body)
                else {
                    let why = answer.fields["detail"] as? String ?? "refused (\(answer.status))"
                    say("senang: \(why)")
                    throw ExitCode(Ending.badInput)
                }
                print("version \(kept.version)")
            } catch {
                throw told(error)
            }
        }
    }
}

/// Who we are, as a running house tells it and takes it.
private struct ToldCharter: Codable {
    struct Said: Codable {
        let en: String
        let nl: String

        init(_ words: Words) { (en, nl) = (words.en, words.nl) }

        var words: Words { Words(en: en, nl: nl) }
    }

    struct ToldPrinciple: Codable {
        let id: PrincipleID
        let words: Said
        let yes: [String]
        let no: [String]
    }

    struct ToldLine: Codable {
        let id: RedLineID
        let words: Said
    }

    struct ToldGroup: Codable {
        let who: Said
        let how: Said

        init(_ group: Belonging) {
            who = Said(group.who)
            how = Said(group.how)
        }

        var group: Belonging { Belonging(who: who.words, how: how.words) }
    }

    let version: UInt32
    let principles: [ToldPrinciple]
    let redLines: [ToldLine]
    let hopedFor: [ToldGroup]
    let partedFrom: [ToldGroup]
    let answerDays: UInt8

    init(_ charter: Charter) {
        version = charter.version
        principles = charter.principles.map {
            ToldPrinciple(id: $0.id, words: Said($0.words), yes: $0.yes, no: $0.no)
        }
        redLines = charter.redLines.map { ToldLine(id: $0.id, words: Said($0.words)) }
        hopedFor = charter.hopedFor.map(ToldGroup.init)
        partedFrom = charter.partedFrom.map(ToldGroup.init)
        answerDays = charter.answerDays
    }

    var charter: Charter {
        Charter(
            version: version,
            principles: principles.map {
                Principle(id: $0.id, words: $0.words.words, yes: $0.yes, no: $0.no)
            },
            redLines: redLines.map { RedLine(id: $0.id, words: $0.words.words) },
            hopedFor: hopedFor.map(\.group), partedFrom: partedFrom.map(\.group),
            answerDays: answerDays)
    }
}
