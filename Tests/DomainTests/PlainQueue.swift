import Domain
import Kernel

/// The same facts, kept so plainly that it cannot share the queue's mistakes.
struct PlainQueue {
    var joined: [PassTicket] = []
    var states: [Int: PassState] = [:]
    var windows: [Int: ReturnWindow] = [:]
    var offers: [Int: PassOffer] = [:]
    /// As they were given, in the queue's time.
    var first: [Int: ReturnWindow] = [:]
    var stood: Int64 = 0
    var stoppedAt: Instant?
    /// The most people that any window was booked for.
    var mostBooked = 0

    mutating func take(_ record: PassRecord) {
        func number(_ party: PartyID) -> Int { joined.last { $0.party == party }?.number ?? 0 }
        switch record {
        case .advanced, .opened: break
        case .stoodStill(_, let now): stoppedAt = now
        case .ranAgain(_, let now):
            stood += stoppedAt.map { (now - $0).milliseconds } ?? 0
            stoppedAt = nil
        case .joined(let ticket), .guestAdmitted(let ticket, _):
            joined.append(ticket)
            states[ticket.number] = .waiting
            windows[ticket.number] = ticket.window
            first[ticket.number] = ticket.window
            let same = bookedAhead.filter {
                first[$0.number] == ticket.window && states[$0.number] == .waiting
                    && windows[$0.number] == ticket.window
            }
            mostBooked = max(mostBooked, same.map(\.size).reduce(0, +))
        case .arrived(let party, _):
            states[number(party)] = .here
            offers[number(party)] = nil
        case .served(let party, _, _): states[number(party)] = .served
        case .lapsed(let party, _):
            states[number(party)] = .lapsed
            offers[number(party)] = nil
        case .left(let party, _):
            states[number(party)] = .left
            offers[number(party)] = nil
        case .offered(let party, let offer, _): offers[number(party)] = offer
        case .movedForward(let party, _, _):
            windows[number(party)] = offers[number(party)]?.window
            offers[number(party)] = nil
        case .offerEnded(let party, _, _): offers[number(party)] = nil
        case .letReturn(let party, let window, _, _), .missed(let party, let window, _, _):
            states[number(party)] = .waiting
            windows[number(party)] = window
        }
    }

    /// What is not as the records say; `nil` when all is.
    func differs(from queue: VirtualQueue, at clock: Instant) -> String? {
        let now = Instant(
            milliseconds: (stoppedAt ?? clock).milliseconds - stood)
        for ticket in queue.tickets {
            let number = ticket.number
            if states[number] != ticket.state { return "state of \(number)" }
            if windows[number] != ticket.window { return "window of \(number)" }
            if offers[number] != ticket.offer { return "offer of \(number)" }
        }
        if joined.count != queue.tickets.count { return "tickets" }
        for state in PassState.allCases {
            let own = joined.filter { states[$0.number] == state }
            if own.count != queue.tally.parties(state) { return "parties \(state)" }
            if own.map(\.size).reduce(0, +) != queue.tally.people(state) { return "\(state)" }
        }
        let due = joined.filter { ticket in
            states[ticket.number] == .waiting
                && windows[ticket.number].map { $0.begin <= now } == true
        }.map(\.number)
        if due != queue.due(at: clock, limit: .max).map(\.number) { return "who is due" }
        return nil
    }

    /// Pairs of whom the later one was promised the earlier window, of those booked ahead.
    var unfairPairs: Int {
        let ahead = bookedAhead
        var pairs = 0
        for (place, first) in ahead.enumerated() {
            for second in ahead[(place + 1)...]
            where second.promise.window.begin < first.promise.window.begin { pairs += 1 }
        }
        return pairs
    }

    private var bookedAhead: [PassTicket] {
        joined.filter { $0.promise.window.begin > $0.joinedAt }
    }
}
