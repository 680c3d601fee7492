public import Kernel

extension VirtualQueue {
    /// Judges a command without changing anything.
    ///
    /// What was done already is no refusal: joining, arriving, boarding or leaving a second time
    /// answers no records. A party whose ticket has ended may join anew.
    ///
    /// - Returns: Records to append, in order. Empty means there is nothing to do.
    /// - Throws: ``PassRefusal``. When several apply, the one declared first wins.
    public func decide(
        _ command: PassCommand, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        switch command {
        case .join(let party, let size):
            try judge(size, at: now)
            return try join(party, size, at: now)
        case .admitGuest(let party, let size, let reason, let staff):
            try judge(size, at: now)
            return try admit(party, size, reason, by: staff, at: now)
        case .advance:
            try judge(1, at: now)
            return advance(at: now)
        case .arrive(let party):
            return try arrive(try ticket(of: party, at: now), at: now)
        case .serve(let party):
            let ticket = try ticket(of: party, at: now)
            if ticket.state == .served { return [] }
            guard ticket.state != .lapsed, ticket.state != .left else { throw .notWaiting }
            guard ticket.state == .here else { throw .notHere }
            return [.served(party, outcome(of: ticket, at: now), at: now)]
        case .leave(let party):
            let ticket = try ticket(of: party, at: now)
            if ticket.state == .left { return [] }
            guard ticket.state == .waiting || ticket.state == .here else { throw .notWaiting }
            return [.left(party, at: now)]
        case .takeOffer(let party):
            let ticket = try offered(party, at: now)
            return [.movedForward(ticket.party, at: now)]
        case .declineOffer(let party):
            let ticket = try offered(party, at: now)
            return [.offerEnded(ticket.party, wasDeclined: true, at: now)]
        case .letReturn(let party, let staff):
            let ticket = try ticket(of: party, at: now)
            if ticket.state == .waiting, ticket.returnCount > 0 { return [] }
            guard ticket.state == .here || ticket.state == .served else {
                throw .nothingToReturnTo
            }
            let window = ReturnWindow(begin: now, end: now + settings.returning)
            return opening(at: now) + [.letReturn(party, window, by: staff, at: now)]
        }
    }

    private func judge(_ size: Int, at now: Instant) throws(PassRefusal) {
        guard (1...Self.sizeMax).contains(size) else { throw .sizeOutOfRange }
        guard now >= settings.opensAt else { throw .notOpenYet }
        guard now >= latest else { throw .timeRunsBack }
    }

    private func ticket(of party: PartyID, at now: Instant) throws(PassRefusal) -> PassTicket {
        try judge(1, at: now)
        guard let ticket = self[party] else { throw .unknownParty }
        return ticket
    }

    private func offered(_ party: PartyID, at now: Instant) throws(PassRefusal) -> PassTicket {
        let ticket = try ticket(of: party, at: now)
        guard ticket.state == .waiting || ticket.state == .here else { throw .notWaiting }
        guard let offer = ticket.offer, now < offer.until else { throw .noOffer }
        return ticket
    }

    /// The record that opens cells, when one has begun since the last.
    private func opening(at now: Instant) -> [PassRecord] {
        cell(at: now) >= openedCount ? [.advanced(at: now)] : []
    }

    // MARK: Joining

    private func isRepeat(
        _ party: PartyID, _ size: Int, _ entry: PassEntry
    ) throws(PassRefusal) -> Bool {
        guard let ticket = self[party], ticket.state == .waiting || ticket.state == .here
        else { return false }
        guard ticket.size == size, ticket.entry == entry else { throw .joinedDifferently }
        return true
    }

    private func join(
        _ party: PartyID, _ size: Int, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        if try isRepeat(party, size, .line) { return [] }
        guard tickets.count < Self.ticketCountMax else { throw .tooManyTickets }
        let current = cell(at: now)
        let most = PassRate.people(rate.expected, in: span)
        var booked: BookedCells?
        if lastBooked > current || outlook(at: now) < min(size, most) {
            booked = plan(size, after: current)
        }
        guard (booked.map { $0.first + $0.count } ?? current) < Self.cellCountMax else {
            throw .noWindowLeft
        }
        let ticket = ticket(party, size, .line, in: booked, at: now)
        return opening(at: now) + [.joined(ticket)]
    }

    private func admit(
        _ party: PartyID, _ size: Int, _ reason: GuestReason, by staff: StaffID, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        if try isRepeat(party, size, .guest(reason)) { return [] }
        guard tickets.count < Self.ticketCountMax else { throw .tooManyTickets }
        let current = cell(at: now)
        guard current < Self.cellCountMax else { throw .noWindowLeft }
        let cell = current < cells.count ? cells[current] : newCell
        guard cell.guests + size <= cell.reserve else { throw .guestShareUsed }
        let ticket = ticket(party, size, .guest(reason), in: nil, at: now)
        return opening(at: now) + [.guestAdmitted(ticket, by: staff)]
    }

    /// The ticket with its promise.
    ///
    /// People ahead over the rate, as Little (1961) has it: with no-shows left out for what is
    /// expected and for the least, with all of them for the most. Whoever keeps to the window
    /// boards within it, so the interval holds the window as well, and the one before it, since an
    /// offer may come.
    private func ticket(
        _ party: PartyID, _ size: Int, _ entry: PassEntry, in booked: BookedCells?,
        at now: Instant
    ) -> PassTicket {
        let window =
            booked.map {
                ReturnWindow(begin: begin(of: $0.first), end: begin(of: $0.first + $0.count))
            } ?? ReturnWindow(begin: now, end: now + span)
        let isGuest = entry != .line
        let ahead = isGuest ? 0 : tally.people(.waiting) + tally.people(.here)
        let coming = Int(Int64(ahead) * tally.showPerMille / 1_000)
        let rate = rate
        let by = window.end + settings.grace
        let low = min(window.begin - reach - now, PassRate.span(of: coming, at: rate.high))
        let high = max(by - now, PassRate.span(of: ahead, at: rate.low))
        let expected = min(max(PassRate.span(of: coming, at: rate.expected), low), high)
        let promise = PassPromise(
            window: window, boardedBy: by, expected: expected, low: low, high: high)
        return PassTicket(
            number: tickets.count + 1, party: party, size: size, at: now, entry: entry,
            promise: promise, cells: booked)
    }

    // MARK: At the ride

    private func arrive(
        _ ticket: PassTicket, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        if ticket.state == .here { return [] }
        guard ticket.state == .waiting || ticket.state == .lapsed else { throw .notWaiting }
        guard ticket.window.begin <= now else { throw .tooEarly }
        guard ticket.state == .waiting, now < deadline(of: ticket) else { throw .tooLate }
        return [.arrived(ticket.party, at: now)]
    }

    private func outcome(of ticket: PassTicket, at now: Instant) -> PassOutcome {
        if ticket.wasServed || ticket.returnCount > 0 { return .again }
        if let came = ticket.arrivedAt, came >= ticket.promise.window.end { return .cameLate }
        return now <= ticket.promise.boardedBy ? .kept : .broken
    }

    // MARK: Time

    private func advance(at now: Instant) -> [PassRecord] {
        var free = outlook(at: now)
        let most = PassRate.people(rate.expected, in: span)
        var records: [PassRecord] = [.advanced(at: now)]
        let lapsing = lapsing(at: now)
        for place in lapsing {
            let ticket = tickets[place]
            records.append(.lapsed(ticket.party, at: now))
            free = Self.bounded(free + ticket.size, most)
        }
        for place in offers {
            guard let offer = tickets[place].offer, offer.until <= now else { continue }
            // Who lapses gives the offer back with the rest.
            free = Self.bounded(free + tickets[place].size, most)
            guard deadline(of: tickets[place]) > now else { continue }
            records.append(
                .offerEnded(tickets[place].party, wasDeclined: false, at: now))
        }
        var place = firstUnoffered
        var count = 0
        while place < tickets.count, count < Self.offerCountMax {
            let ticket = tickets[place]
            place += 1
            guard ticket.canBeOffered(at: now) else { continue }
            guard ticket.window.begin <= now + reach else { break }
            // Strictly in order: a small party does not pass a large one for which it is too soon.
            guard free >= min(ticket.size, most) else { break }
            free = Self.bounded(free - ticket.size, most)
            let offer = PassOffer(
                window: ReturnWindow(begin: now, end: now + span), until: now + settings.offer)
            records.append(.offered(ticket.party, offer, at: now))
            count += 1
        }
        return records
    }

    /// Places of the tickets that lapse by now, in order of joining.
    private func lapsing(at now: Instant) -> [Int] {
        var found: [Int] = []
        var place = firstBooked
        while place < tickets.count, found.count < Self.lapseCountMax {
            let ticket = tickets[place]
            if ticket.waitsWhereBooked {
                guard deadline(of: ticket) <= now else { break }
                found.append(place)
            }
            place += 1
        }
        for deadline in deadlines {
            guard deadline.at <= now, found.count < Self.lapseCountMax else { break }
            if holds(deadline) { found.append(deadline.place) }
        }
        return found.sorted()
    }
}
