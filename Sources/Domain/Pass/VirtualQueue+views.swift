public import Kernel

extension VirtualQueue {
    /// Who is at the ride, in the order in which to let them board.
    ///
    /// Guests, then who comes back, then by number. Cost: linear in what is asked for.
    public func next(_ limit: Int) -> [PassTicket] { standing.prefix(limit).map { tickets[$0] } }

    /// Who may come now and has not, in order of joining.
    ///
    /// Cost: linear in who is due.
    public func due(at now: Instant, limit: Int) -> [PassTicket] {
        let now = queueTime(at: now)
        var found = deadlines.filter { holds($0) && tickets[$0.place].isDue(at: now) }
            .map(\.place)
        var place = firstBooked
        var count = 0
        while place < tickets.count, count < limit {
            let ticket = tickets[place]
            if ticket.waitsWhereBooked {
                guard ticket.isDue(at: now) else { break }
                found.append(place)
                count += 1
            }
            place += 1
        }
        return found.sorted().prefix(limit).map { tickets[$0] }
    }

    /// Who boarded last, the latest first: whoever boarded by mistake is among them.
    ///
    /// Cost: it looks at no more than some thousands of tickets on either side of those whose turn
    /// it is.
    public func boarded(limit: Int) -> [PassTicket] {
        let begin = max(0, firstBooked - Self.boardedReach)
        let end = min(tickets.count, firstBooked + Self.boardedReach)
        func isLater(_ left: PassTicket, _ right: PassTicket) -> Bool {
            let ends = [left, right].map { $0.endedAt ?? .distantPast }
            return ends[0] == ends[1] ? left.number > right.number : ends[0] > ends[1]
        }
        let served = tickets[begin..<end].filter { $0.state == .served }
        return Array(served.sorted(by: isLater).prefix(limit))
    }

    /// Who is due within a span and is not yet, in order of joining.
    public func soon(after now: Instant, within span: Span, limit: Int) -> [PassTicket] {
        let now = queueTime(at: now)
        var found: [PassTicket] = []
        var place = firstBooked
        while place < tickets.count, found.count < limit {
            let ticket = tickets[place]
            place += 1
            guard ticket.waitsWhereBooked, !ticket.isDue(at: now) else { continue }
            guard ticket.window.begin <= now + span else { break }
            found.append(ticket)
        }
        return found
    }
}

/// From when until when the ride stood still, by the clock.
public struct PassStanding: Hashable, Sendable, Codable {
    public let from: Instant
    public let until: Instant
}

/// People that joined and that boarded within one window's length of the clock.
public struct PassBin: Hashable, Sendable, Codable {
    public internal(set) var joined = 0
    public internal(set) var boarded = 0
}

/// What befell everybody who joined, in people.
public struct PassTally: Hashable, Sendable, Codable {
    /// By ``PassState``, in the order of its cases.
    private var peopleByState = [Int](repeating: 0, count: PassState.allCases.count)
    private var partiesByState = [Int](repeating: 0, count: PassState.allCases.count)
    /// By ``GuestReason``, in the order of its cases.
    private var guestPeople = [Int](repeating: 0, count: GuestReason.allCases.count)
    private var outcomes = [Int](repeating: 0, count: PassOutcome.allCases.count)
    /// Tickets that were offered an earlier window.
    public internal(set) var offered = 0
    /// Tickets that took one.
    public internal(set) var movedForward = 0
    /// How often somebody was let back in.
    public internal(set) var returned = 0

    public init() {}

    public func people(_ state: PassState) -> Int { peopleByState[state.place] }
    public func parties(_ state: PassState) -> Int { partiesByState[state.place] }

    /// People who passed the line for a reason. Every report shows all reasons.
    public func guests(_ reason: GuestReason) -> Int { guestPeople[reason.place] }

    /// Promises of which this came, counted in parties.
    public func promises(_ outcome: PassOutcome) -> Int { outcomes[outcome.place] }

    /// Of those of whom it is known, how many came: thousandths. 38 of 40 is where it
    /// begins.
    var showPerMille: Int64 {
        let came = Int64(people(.here) + people(.served)) + 38
        let stayedAway = Int64(people(.lapsed) + people(.left)) + 2
        return came * 1_000 / (came + stayedAway)
    }

    mutating func joined(_ ticket: PassTicket) {
        peopleByState[ticket.state.place] += ticket.size
        partiesByState[ticket.state.place] += 1
        if case .guest(let reason) = ticket.entry { guestPeople[reason.place] += ticket.size }
    }

    mutating func move(_ size: Int, from old: PassState, to new: PassState) {
        peopleByState[old.place] -= size
        partiesByState[old.place] -= 1
        peopleByState[new.place] += size
        partiesByState[new.place] += 1
    }

    mutating func count(_ outcome: PassOutcome) { outcomes[outcome.place] += 1 }

    /// Itself as numbers, in an order of its own.
    var numbers: [Int64] {
        (peopleByState + partiesByState + guestPeople + outcomes + [
            offered, movedForward, returned,
        ])
        .map(Int64.init)
    }

    /// - Returns: `nil` when there are not as many numbers as a tally has.
    init?(numbers: [Int64]) {
        self.init()
        let counts = numbers.map { Int(clamping: $0) }
        guard counts.count == self.numbers.count else { return nil }
        var rest = counts[...]
        func take(_ list: inout [Int]) {
            list = Array(rest.prefix(list.count))
            rest = rest.dropFirst(list.count)
        }
        take(&peopleByState)
        take(&partiesByState)
        take(&guestPeople)
        take(&outcomes)
        var last = [0, 0, 0]
        take(&last)
        (offered, movedForward, returned) = (last[0], last[1], last[2])
    }
}

extension PassState {
    fileprivate var place: Int {
        switch self {
        case .waiting: 0
        case .here: 1
        case .served: 2
        case .lapsed: 3
        case .left: 4
        }
    }
}

extension GuestReason {
    fileprivate var place: Int {
        switch self {
        case .cannotStand: 0
        case .medical: 1
        case .childSwap: 2
        case .recovery: 3
        case .crew: 4
        case .sold: 5
        }
    }
}

extension PassOutcome {
    fileprivate var place: Int {
        switch self {
        case .kept: 0
        case .broken: 1
        case .cameLate: 2
        case .again: 3
        case .renewed: 4
        }
    }
}
