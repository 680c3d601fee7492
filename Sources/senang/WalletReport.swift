import Domain
import Foundation
import Kernel

/// What a file of transfers came to.
struct WalletReport: Encodable {
    struct Balance: Encodable {
        let account: String
        let currency: String
        let balance: Int64
        let pendingDebits: Int64
        let pendingCredits: Int64
        let available: Int64
        /// The same as people write it.
        let money: String

        private enum CodingKeys: String, CodingKey {
            case account, currency, balance, available
            case pendingDebits = "pending_debits"
            case pendingCredits = "pending_credits"
        }
    }

    struct Refusal: Encodable {
        let line: Int
        let id: String
        let code: String
        let detail: String
    }

    /// By account.
    let balances: [Balance]
    /// In the order of the lines.
    let refusals: [Refusal]
    let applied: Int
    let repeated: Int
    let expired: Int
    /// What all accounts hold together, by currency.
    let sum: [String: Int64]
    let digest: String

    init(_ replay: WalletReplay) {
        let ledger = replay.ledger
        balances = zip(ledger.accounts, ledger.books).sorted { $0.0.id < $1.0.id }.map {
            Balance(
                account: $0.id.description, currency: $1.currency.description,
                balance: $1.balance, pendingDebits: $1.debitsPending,
                pendingCredits: $1.creditsPending, available: $1.available,
                money: Money(minorUnits: $1.balance, $1.currency).description)
        }
        refusals = replay.refusals.map {
            Refusal(line: $0.line, id: $0.id, code: $0.code, detail: $0.detail)
        }
        applied = replay.applied
        repeated = replay.repeated
        expired = replay.expired
        sum = Dictionary(
            uniqueKeysWithValues: ledger.sums.map {
                ($0.currency.description, Int64(clamping: $0.minorUnits))
            })
        digest = ledger.digest
    }

    var text: String {
        let names = ["account"] + balances.map(\.account)
        let sums = ["balance"] + balances.map(\.money)
        let holds = ["held"] + balances.map { "\($0.pendingDebits)" }
        let width = names.map(\.count).max() ?? 0
        let sumWidth = sums.map(\.count).max() ?? 0
        let holdWidth = holds.map(\.count).max() ?? 0
        var lines = names.indices.map {
            names[$0] + Self.space(width - names[$0].count + 2 + sumWidth - sums[$0].count)
                + sums[$0] + Self.space(2 + holdWidth - holds[$0].count) + holds[$0]
        }
        lines.append("")
        lines += refusals.map { "line \($0.line), \($0.id): \($0.code), \($0.detail)" }
        lines.append(
            "\(applied) booked, \(repeated) repeated, \(refusals.count) refused, "
                + "\(expired) expired")
        lines += sum.sorted { $0.key < $1.key }.map { "all \($0.key) together: \($0.value)" }
        lines.append("digest \(digest)")
        return lines.joined(separator: "\n")
    }

    private static func space(_ count: Int) -> String { String(repeating: " ", count: count) }
}
