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
        let time = queueTime(at: now)
        switch command {
        case .join(let party, let size):
            try judge(size, at: now)
            return try join(party, size, at: now)
        case .admitGuest(let party, let size, let reason, let staff):
            try judge(size, at: now)
            return try admit(party, size, reason, by: staff, at: now)
        case .advance:
            try judge(1, at: now)
            return advance(at: time)
        case .arrive(let party):
            return try arrive(try ticket(of: party, at: now), at: time)
        case .serve(let party):
            let ticket = try ticket(of: party, at: now)
            if ticket.state == .served { return [] }
            guard ticket.state != .lapsed, ticket.state != .left else { throw .notWaiting }
            guard ticket.state == .here else { throw .notHere }
            guard stoppedAt == nil else { throw .standsStill }
            return [.served(party, outcome(of: ticket, at: now), at: time)]
        case .leave(let party):
            let ticket = try ticket(of: party, at: now)
            if ticket.state == .left { return [] }
            guard ticket.state == .waiting || ticket.state == .here else { throw .notWaiting }
            return [.left(party, at: time)]
        case .takeOffer(let party):
            return try take(try offered(party, at: now), at: now)
        case .declineOffer(let party):
            let ticket = try offered(party, at: now)
            return [.offerEnded(ticket.party, wasDeclined: true, at: time)]
        case .letReturn(let party, let staff):
            let ticket = try ticket(of: party, at: now)
            if ticket.state == .waiting, ticket.returnCount > 0 { return [] }
            guard ticket.state == .here || ticket.state == .served else {
                throw .nothingToReturnTo
            }
            let window = ReturnWindow(begin: time, end: time + settings.returning)
            return opening(at: time) + [.letReturn(party, window, by: staff, at: time)]
        case .miss(let party, let staff):
            return try miss(try ticket(of: party, at: now), by: staff, at: time)
        case .standStill(let staff):
            try judge(1, at: now)
            return stoppedAt == nil ? [.stoodStill(by: staff, at: now)] : []
        case .runAgain(let staff):
            try judge(1, at: now)
            return stoppedAt == nil ? [] : [.ranAgain(by: staff, at: now)]
        }
    }

    /// Judges that a party comes and boards at once, as whoever taps where one boards does.
    ///
    /// - Throws: ``PassRefusal``, as coming would, and then as boarding would.
    func decideBoarding(
        _ party: PartyID, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        let ticket = try ticket(of: party, at: now)
        guard ticket.state == .waiting || ticket.state == .lapsed else {
            return try decide(.serve(party), at: now)
        }
        let time = queueTime(at: now)
        let coming = try arrive(ticket, at: time)
        guard stoppedAt == nil else { throw .standsStill }
        var here = ticket
        here.state = .here
        here.arrivedAt = time
        return coming + [.served(party, outcome(of: here, at: now), at: time)]
    }

    private func judge(_ size: Int, at now: Instant) throws(PassRefusal) {
        guard (1...Self.sizeMax).contains(size) else { throw .sizeOutOfRange }
        guard now >= settings.opensAt else { throw .notOpenYet }
        guard queueTime(at: now) >= latest, now >= stoppedAt ?? now else { throw .timeRunsBack }
    }

    private func ticket(of party: PartyID, at now: Instant) throws(PassRefusal) -> PassTicket {
        try judge(1, at: now)
        guard let ticket = self[party] else { throw .unknownParty }
        return ticket
    }

    private func offered(_ party: PartyID, at now: Instant) throws(PassRefusal) -> PassTicket {
        let ticket = try ticket(of: party, at: now)
        guard ticket.state == .waiting || ticket.state == .here else { throw .notWaiting }
        guard let offer = ticket.offer, queueTime(at: now) < offer.until else { throw .noOffer }
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
        guard let ticket = self[party] else { return false }
        guard ticket.size == size, ticket.entry == entry else { throw .joinedDifferently }
        return true
    }

    private func join(
        _ party: PartyID, _ size: Int, at clock: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        if try isRepeat(party, size, .line) { return [] }
        guard tickets.count < Self.ticketCountMax else { throw .tooManyTickets }
        let now = queueTime(at: clock)
        let current = cell(at: now)
        let most = PassRate.people(rate.expected, in: span)
        var booked: BookedCells?
        if lastBooked > current || outlook(at: now) < min(size, most) {
            booked = plan(size, after: current)
        }
        guard (booked.map { $0.first + $0.count } ?? current) < Self.cellCountMax,
            isBeforeClosing(booked.map { begin(of: $0.first + $0.count) }, at: clock)
        else { throw .noWindowLeft }
        let ticket = ticket(
            party, size, .line, in: booked, at: now, shift: shift(at: clock))
        return opening(at: now) + [.joined(ticket)]
    }

    private func admit(
        _ party: PartyID, _ size: Int, _ reason: GuestReason, by staff: StaffID,
        at clock: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        if try isRepeat(party, size, .guest(reason)) { return [] }
        guard tickets.count < Self.ticketCountMax else { throw .tooManyTickets }
        let now = queueTime(at: clock)
        let current = cell(at: now)
        guard current < Self.cellCountMax, isBeforeClosing(nil, at: clock) else {
            throw .noWindowLeft
        }
        let cell = current < cells.count ? cells[current] : newCell
        guard cell.guests + size <= cell.reserve else { throw .guestShareUsed }
        let ticket = ticket(
            party, size, .guest(reason), in: nil, at: now, shift: shift(at: clock))
        return opening(at: now) + [.guestAdmitted(ticket, by: staff)]
    }

    /// Whether a window ends by the end of the day; one that begins now may end after it.
    private func isBeforeClosing(_ end: Instant?, at now: Instant) -> Bool {
        guard let closesAt = settings.closesAt else { return true }
        return end.map { $0 + shift(at: now) <= closesAt } ?? (now < closesAt)
    }

    /// The ticket with its promise.
    ///
    /// People ahead over the rate, as Little (1961) has it: with no-shows left out for what is
    /// expected and for the least, with all of them for the most. Whoever keeps to the window
    /// boards within it, so the interval holds the window as well, and the one before it, since an
    /// offer may come. What is expected is never before the window.
    private func ticket(
        _ party: PartyID, _ size: Int, _ entry: PassEntry, in booked: BookedCells?,
        at now: Instant, shift: Span
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
        let low = max(
            .seconds(0),
            min(window.begin - reach - now, PassRate.span(of: coming, at: rate.high)))
        let high = max(by - now, PassRate.span(of: ahead, at: rate.low))
        // Who keeps the window waits for it at least: nothing sooner is expected.
        let soonest = max(low, window.begin - now)
        let expected = min(max(PassRate.span(of: coming, at: rate.expected), soonest), high)
        let promise = PassPromise(
            window: window.moved(by: shift), boardedBy: by + shift, expected: expected, low: low,
            high: high)
        return PassTicket(
            number: tickets.count + 1, party: party, size: size, at: now + shift, entry: entry,
            promise: promise, cells: booked, shift: shift)
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

    /// The party comes to its window again, and has the grace once more when that is over.
    private func miss(
        _ ticket: PassTicket, by staff: StaffID, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        if ticket.state == .waiting { return [] }
        guard ticket.state == .here else { throw .notWaiting }
        let window = ReturnWindow(begin: ticket.window.begin, end: max(ticket.window.end, now))
        return [.missed(ticket.party, window, by: staff, at: now)]
    }

    /// What it is told of the earlier window: it waits for those who stand at the ride.
    private func take(
        _ ticket: PassTicket, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        guard let offer = ticket.offer else { throw .noOffer }
        let window = offer.window.moved(by: shift(at: now))
        let by = window.end + settings.grace
        let waited = now - ticket.joinedAt
        let rate = rate
        func wait(_ rate: Int64) -> Span {
            let standing = PassRate.span(of: tally.people(.here), at: rate)
            return min(now + standing, by) - ticket.joinedAt
        }
        let promise = PassPromise(
            window: window, boardedBy: by, expected: wait(rate.expected), low: waited,
            high: by - ticket.joinedAt)
        return [.movedForward(ticket.party, promise, at: queueTime(at: now))]
    }

    private func outcome(of ticket: PassTicket, at now: Instant) -> PassOutcome {
        if ticket.wasServed || ticket.returnCount > 0 { return .again }
        let promise = ticket.promise
        if let came = ticket.arrivedAt, came + ticket.shift >= promise.window.end {
            return .cameLate
        }
        if now <= promise.boardedBy { return .kept }
        return queueTime(at: now) + ticket.shift <= promise.boardedBy ? .renewed : .broken
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
        for place in offers.prefix(Self.offerCountMax) {
            guard let offer = tickets[place].offer, offer.until <= now else { continue }
            // Who lapses gives the offer back with the rest.
            free = Self.bounded(free + tickets[place].size, most)
            guard deadline(of: tickets[place]) > now else { continue }
            records.append(
                .offerEnded(tickets[place].party, wasDeclined: false, at: now))
        }
        var place = firstUnoffered
        var count = 0
        let end = min(tickets.count, firstUnoffered + Self.skipCountMax)
        while place < end, count < Self.offerCountMax {
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
        let end = min(tickets.count, firstBooked + Self.skipCountMax)
        while place < end, found.count < Self.lapseCountMax {
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
