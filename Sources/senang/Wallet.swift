import ArgumentParser
import Domain
import Foundation
import Kernel
import Ports
import WalletJSON

struct Wallet: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Works on money.",
        subcommands: [Replay.self, Books.self, Close.self, Float.self])

    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs a file of transfers from nothing, and tells every balance.",
            discussion: """
                EXAMPLES
                  senang wallet replay transfers.jsonl
                  senang wallet replay transfers.jsonl --json
                  senang wallet replay - --json < transfers.jsonl

                One object a line, the accounts first:
                  {"account": "bank", "kind": "house", "currency": "EUR",
                   "may_be_negative": true}
                  {"account": "shop-1", "kind": "shop"}
                  {"account": "guest-1", "kind": "guest", "limits": {"day": 10000}}
                  {"id": "d1", "kind": "deposit", "from": "bank", "to": "guest-1",
                   "amount": 2000}
                Each on one line in the file; they are broken here to fit.

                Amounts are whole minor units. Kinds: deposit, charge, refund, transfer, pending,
                post, void. docs/wallet.md has every field and every refusal. Keeps nothing.

                Exit code 0, also when transfers are refused; 65 when a line cannot be read, 66
                when there is no such file.
                """)

        @Argument(help: "The file; - is standard input.") var file: String
        @Flag(help: "Answer in JSON.") var json = false

        func run() throws {
            guard let data = data() else {
                say("senang: cannot read \(file)")
                throw ExitCode(Ending.noInput)
            }
            var replay = WalletReplay()
            replay.run(data)
            guard replay.problems.isEmpty else {
                let name = file == "-" ? "standard input" : file
                for problem in replay.problems.prefix(WalletReplay.problemCountShown) {
                    say(
                        "\(name), line \(problem.line), \(problem.what.place): "
                            + problem.what.message)
                }
                let more = replay.problems.count - WalletReplay.problemCountShown
                if more > 0 { say("and \(more) lines more") }
                throw ExitCode(Ending.badInput)
            }
            let report = WalletReport(replay)
            guard json else { return print(report.text) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        }

        private func data() -> Data? {
            guard file != "-" else { return FileHandle.standardInput.readDataToEndOfFile() }
            // Through a handle: a pipe has no size to ask for beforehand.
            guard let handle = FileHandle(forReadingAtPath: file) else { return nil }
            do { return try handle.readToEnd() ?? Data() } catch { return nil }
        }
    }
}

/// A ledger that is fed lines.
struct WalletReplay {
    static let problemCountShown = 20
    /// Nobody aims ids at a file of their own.
    private static let seed = KeySeed(first: 0x5361_7475, second: 0x4475_6161)

    struct Refused {
        let line: Int
        let id: String
        let code: String
        let detail: String
    }

    private let decoder = JSONMoneyDecoder()
    private(set) var ledger = Ledger(seed: Self.seed)
    private(set) var refusals: [Refused] = []
    private(set) var problems: [(line: Int, what: MoneyLineProblem)] = []
    private(set) var applied = 0
    private(set) var repeated = 0
    private(set) var expired = 0
    /// The latest moment that any line has told of, also one that was refused.
    private var clock = Instant.distantPast
    /// The first currency that is written; what leaves it out has this one.
    private var currency: Currency?
    /// Accounts at the top of the file, until a currency is known.
    private var waiting: [(line: Int, account: MoneyAccountLine)] = []

    init() {}

    mutating func run(_ data: Data) {
        var number = 0
        // Some programs begin a text with the mark of its encoding.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let data = data.starts(with: mark) ? data.dropFirst(mark.count) : data
        data.withUnsafeBytes { (raw: UnsafeRawBufferPointer) in
            let bytes = raw.bindMemory(to: UInt8.self)
            for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
                number += 1
                guard line.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) else { continue }
                do throws(MoneyLineProblem) {
                    let line = try decoder.decode(UnsafeBufferPointer(rebasing: line))
                    try take(line, number)
                } catch {
                    problems.append((number, error))
                }
            }
        }
        if let first = waiting.first {
            problems.append(
                (
                    first.line,
                    MoneyLineProblem(place: "currency", message: "is missing; write \"EUR\"")
                ))
        }
    }

    private mutating func take(_ line: MoneyLine, _ number: Int) throws(MoneyLineProblem) {
        switch line {
        case .account(let account):
            currency = currency ?? account.currency
            waiting.append((number, account))
        case .transfer(let transfer):
            currency = currency ?? transfer.currency
        }
        if let currency {
            for (number, account) in waiting { open(account.account(in: currency), number) }
            waiting = []
        }
        guard case .transfer(let transfer) = line else { return }
        guard waiting.isEmpty else {
            waiting = []
            throw MoneyLineProblem(
                place: "currency", message: "no line has named one yet; write \"EUR\"")
        }
        book(transfer, number)
    }

    private mutating func open(_ account: WalletAccount, _ line: Int) {
        do throws(AccountRefusal) {
            for record in try ledger.decide(account) { ledger.apply(record, at: clock) }
        } catch {
            refuse(line, account.id.description, error.code, "the account is not opened so")
        }
    }

    private mutating func book(_ transfer: Transfer, _ line: Int) {
        clock = max(clock, transfer.at ?? clock)
        let now = clock
        while let record = ledger.due(at: now) {
            ledger.apply(record, at: now)
            expired += 1
        }
        do throws(LedgerRefusal) {
            let isNew = try !ledger.book(transfer, at: now).isEmpty
            if isNew { applied += 1 } else { repeated += 1 }
        } catch {
            refuse(line, transfer.id.description, error.code, error.detail)
        }
    }

    private mutating func refuse(_ line: Int, _ id: String, _ code: String, _ detail: String) {
        refusals.append(Refused(line: line, id: id, code: code, detail: detail))
    }
}
