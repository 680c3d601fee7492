import Domain
import Kernel
import Runtime

/// A virtual queue in the simulated house: whatever fails, each party joins once, and what the
/// desk was told stands in the state that is folded again.
extension World {
    mutating func join(mayFail: Bool, wantsNew: Bool) {
        let isAgain = !joiner.waiting.isEmpty
        let parties = joiner.next(
            freshParties: mutant == .freshPartyOnRetry, wantsNew: wantsNew, using: &random)
        guard !parties.isEmpty else { return }
        if isAgain { sometimes("party joined again") }
        let day = SimulatedQueueDesk.day
        let commands = parties.map {
            Command.pass(SimulatedQueueDesk.queue, .join($0.party, size: $0.size), day: day)
        }
        let answers = commit([.commands(commands)], mayFail: mayFail)
        guard case .each(let results)? = answers?.first else { return }
        for fault in joiner.take(results, to: parties) { check(false, fault) }
    }

    /// Sends what waits until it is answered.
    mutating func settleQueue() {
        while !joiner.waiting.isEmpty { join(mayFail: false, wantsNew: false) }
    }

    /// Somebody who is due comes and boards, or stays away.
    mutating func serve(mayFail: Bool) {
        guard let due = engine.passes[SimulatedQueueDesk.queue]?.due(at: engine.clock, limit: 3),
            let ticket = due.randomElement(using: &random)
        else { return }
        let commands: [PassCommand] = [.arrive(ticket.party), .serve(ticket.party)]
        let answers = commit(
            [
                .commands(commands.map { .pass(SimulatedQueueDesk.queue, $0, day: nil) })
            ], mayFail: mayFail)
        guard case .each(let results)? = answers?.first, case .success(true)? = results.last else {
            return
        }
        sometimes("party boarded")
        joiner.boarded.insert(ticket.party)
    }

    mutating func standOrRun(mayFail: Bool) {
        guard let staff = StaffID("anna"), let day = engine.passes[SimulatedQueueDesk.queue] else {
            return
        }
        let command: PassCommand =
            day.stoppedAt == nil ? .standStill(by: staff) : .runAgain(by: staff)
        let isStopped = day.stoppedAt == nil
        let answers = commit(
            [.command(.pass(SimulatedQueueDesk.queue, command, day: nil))], mayFail: mayFail)
        if isStopped, case .carriedOut? = answers?.first { sometimes("ride stood still") }
    }

    mutating func checkQueue() {
        let queue = engine.passes[SimulatedQueueDesk.queue]
        let tickets = queue?.tickets ?? []
        check(
            tickets.count == joiner.guestCount,
            "\(joiner.guestCount) parties asked to join, \(tickets.count) have a place")
        check(
            tickets.map(\.number) == tickets.indices.map { $0 + 1 },
            "numbers of tickets have a gap")
        for party in joiner.boarded.sorted() {
            check(queue?[party]?.state == .served, "\(party) boarded and is not known to have")
        }
        if (queue?.tally.parties(.lapsed) ?? 0) > 0 { sometimes("party lapsed") }
    }
}
