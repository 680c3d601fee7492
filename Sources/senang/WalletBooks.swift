import ArgumentParser
import Foundation

extension Wallet {
    struct Books: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes what moved, for the bookkeeper.",
            discussion: """
                EXAMPLES
                  senang wallet books > books.csv
                  senang wallet books --format ledger --from 2026-11-01 --until 2026-11-30

                Asks the running server. Days are the venue's. The format ledger is plain text
                accounting, as Ledger, hledger and Beancount's importers read it.
                """)

        @OptionGroup var options: DataOptions
        @Option(help: "csv or ledger.") var format = "csv"
        @Option(help: "The first day, such as 2026-11-01; without it, from the beginning.")
        var from: String?
        @Option(help: "The last day.") var until: String?

        func run() async throws {
            var path = "/v1/books?format=\(format)"
            if let from { path += "&from=\(from)" }
            if let until { path += "&until=\(until)" }
            print(try await walletText(options, path), terminator: "")
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells what a shop took and gave on a day, and what it then held.",
            discussion: """
                EXAMPLES
                  senang wallet close shop-1
                  senang wallet close shop-1 --day 2026-11-22

                Asks the running server; without --day, the venue's day today. Answers in JSON:
                opening and closing balance, and between them each kind's count and sum.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The account.") var account: String
        @Option(help: "The day, such as 2026-11-22.") var day: String?

        func run() async throws {
            let query = day.map { "?day=\($0)" } ?? ""
            print(try await walletText(options, "/v1/accounts/\(account)/closing" + query))
        }
    }
}

private func walletText(_ options: DataOptions, _ path: String) async throws -> String {
    guard let client = OperatorClient(options) else {
        say("senang: no server runs on \(options.data). Start one with 'senang serve'.")
        throw ExitCode(Ending.unavailable)
    }
    return String(decoding: try await client.ask("GET", path).body, as: UTF8.self)
}
