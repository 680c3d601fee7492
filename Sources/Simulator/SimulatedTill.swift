import Domain
import Kernel

/// A till that keeps what it sold until it is answered, and sends it again until it is.
struct SimulatedTill {
    /// Everybody's account, the bank first.
    static let accounts: [WalletAccount] = {
        guard let euro = Currency("EUR") else { return [] }
        func account(_ name: String, _ kind: WalletAccount.Kind, _ isBank: Bool) -> WalletAccount? {
            AccountID(name).map {
                WalletAccount(
                    id: $0, kind: kind, currency: euro, mayBeNegative: isBank,
                    family: FamilyID("all"))
            }
        }
        return [
            account("bank", .house, true), account("shop", .house, false),
            account("ann", .guest, false), account("bob", .guest, false),
        ].compactMap(\.self)
    }()

    /// Sent, and no answer came.
    private(set) var waiting: [Transfer] = []
    /// What was booked, as it was answered.
    private(set) var booked: [Transfer] = []
    private var count = 0

    /// What it sends now: first all that waits, then something new or something it sent before.
    mutating func next(
        at now: Instant, freshIds: Bool, wantsNew: Bool, using random: inout SplitMix64
    ) -> [Transfer] {
        if freshIds { waiting = waiting.map { renamed($0) } }
        if wantsNew, waiting.count < 4 {
            for _ in 0..<(1 + random.next() % 3) {
                if let transfer = transfer(at: now, using: &random) { waiting.append(transfer) }
            }
        }
        var transfers = waiting
        if random.next() % 3 == 0, let again = booked.randomElement(using: &random) {
            transfers.append(again)
        }
        return transfers
    }

    /// - Returns: What was wrong with the answers.
    mutating func take(
        _ answers: [Result<Bool, CommandRefusal>], to transfers: [Transfer]
    ) -> [String] {
        var faults: [String] = []
        for (transfer, answer) in zip(transfers, answers) {
            let wasBooked = booked.contains { $0.id == transfer.id }
            switch answer {
            case .success(let isNew):
                if isNew, wasBooked { faults.append("\(transfer.id) was booked twice") }
                if !wasBooked { booked.append(transfer) }
            case .failure(let refusal):
                if wasBooked { faults.append("\(transfer.id) is not known again: \(refusal)") }
            }
        }
        waiting = []
        return faults
    }

    /// What each account must hold, by all that was answered.
    var balances: [AccountID: Int64] {
        var balances: [AccountID: Int64] = [:]
        for transfer in booked where transfer.kind != .pending {
            guard let from = transfer.from, let to = transfer.to, let amount = transfer.amount
            else { continue }
            balances[from, default: 0] -= amount
            balances[to, default: 0] += amount
        }
        return balances
    }

    private mutating func transfer(
        at now: Instant, using random: inout SplitMix64
    ) -> Transfer? {
        let names = Self.accounts.map(\.id)
        let guest = names[2 + Int(random.next() % 2)]
        let kind: Transfer.Kind = [.deposit, .charge, .charge, .pending][Int(random.next() % 4)]
        count += 1
        let isDeposit = kind == .deposit
        return TransferID("t\(count)").map {
            Transfer(
                id: $0, kind: kind, from: isDeposit ? names[0] : guest,
                to: isDeposit ? guest : names[1], amount: Int64(random.next() % 500 + 1),
                expires: kind == .pending ? now + .seconds(Int64(random.next() % 60)) : nil)
        }
    }

    private mutating func renamed(_ transfer: Transfer) -> Transfer {
        count += 1
        guard let id = TransferID("t\(count)") else { return transfer }
        return Transfer(
            id: id, kind: transfer.kind, from: transfer.from, to: transfer.to,
            amount: transfer.amount, expires: transfer.expires)
    }
}
