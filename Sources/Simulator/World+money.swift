import Domain
import Kernel
import Runtime

/// Money in the simulated house: whatever fails, it is booked once and adds up.
extension World {
    mutating func pay(mayFail: Bool, wantsNew: Bool) {
        let again = !till.waiting.isEmpty
        let transfers = till.next(
            at: clock, freshIds: mutant == .freshChargeOnRetry, wantsNew: wantsNew, using: &random)
        guard !transfers.isEmpty else { return }
        if again { sometimes("money sent again") }
        let commands = transfers.map { Command.transfer($0, day: nil) }
        let answers = commit([.commands(commands)], mayFail: mayFail)
        checkSums()
        guard case .each(let results)? = answers?.first else { return }
        if results.contains(where: { (try? $0.get()) == nil }) { sometimes("money refused") }
        for fault in till.take(results, to: transfers) { check(false, fault) }
    }

    /// Sends what waits until it is answered.
    mutating func settle() {
        while !till.waiting.isEmpty { pay(mayFail: false, wantsNew: false) }
    }

    private mutating func checkSums() {
        check(engine.ledger.sums.allSatisfy { $0.minorUnits == 0 }, "money does not sum to zero")
        check(engine.ledger.isConsistent, "the ledger is not consistent")
    }

    mutating func checkMoney() {
        checkSums()
        let expected = till.balances
        for account in SimulatedTill.accounts {
            let held = engine.ledger.account(account.id)?.book.balance ?? 0
            check(
                held == expected[account.id] ?? 0,
                "\(account.id) holds \(held), by its answers \(expected[account.id] ?? 0)")
        }
        for hold in till.booked where hold.kind == .pending {
            if engine.ledger.booking(hold.id)?.state == .expired { sometimes("hold expired") }
        }
    }
}
