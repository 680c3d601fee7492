public import Kernel

/// The queue's own time, and what it tells by the clock.
extension VirtualQueue {
    /// How far the queue's time is behind the clock: how long the ride has stood still.
    public func shift(at now: Instant) -> Span {
        guard let stoppedAt else { return stood }
        return Span(
            milliseconds: stood.milliseconds + max(0, (now - stoppedAt).milliseconds))
    }

    /// The clock's moment in the queue's time.
    func queueTime(at now: Instant) -> Instant { (stoppedAt.map { min(now, $0) } ?? now) - stood }

    /// From when until when a party may come, by the clock.
    ///
    /// While the ride stands still it moves with every moment.
    public func window(of ticket: PassTicket, at now: Instant) -> ReturnWindow {
        ticket.window.moved(by: shift(at: now))
    }

    /// The earlier window that a party may take, by the clock.
    public func offer(to ticket: PassTicket, at now: Instant) -> PassOffer? {
        ticket.offer.map {
            PassOffer(
                window: $0.window.moved(by: shift(at: now)), until: $0.until + shift(at: now))
        }
    }

    /// What a party is told now: its last promise, later by as long as the ride stood since.
    public func promise(of ticket: PassTicket, at now: Instant) -> PassPromise {
        let told = ticket.moved ?? ticket.promise
        let later = window(of: ticket, at: now).end - told.window.end
        guard later.milliseconds != 0, ticket.returnCount == 0 else { return told }
        return told.moved(by: later)
    }

    /// The size of party that the day's average comes nearest above: who joins next is most likely
    /// so many. One person may still find room where no whole party does.
    public var usualSize: Int {
        let parties = PassState.allCases.map(tally.parties).reduce(0, +)
        let people = PassState.allCases.map(tally.people).reduce(0, +)
        return parties == 0 ? 1 : (people + parties - 1) / parties
    }

    /// What a party of the usual size that joins now would be told.
    ///
    /// - Returns: `nil` while the ride stands still: nobody knows when it runs.
    /// - Throws: ``PassRefusal``, as joining would.
    public func outlookForNext(at now: Instant) throws(PassRefusal) -> PassPromise? {
        guard stoppedAt == nil, let stranger = PartyID("nobody") else { return nil }
        for case .joined(let ticket) in try decide(.join(stranger, size: usualSize), at: now) {
            return ticket.promise
        }
        return nil
    }

    // MARK: Time

    /// Whether the passing of time alone would now bring something about.
    ///
    /// Cost: constant.
    public func wantsAdvance(at clock: Instant) -> Bool {
        let now = queueTime(at: clock)
        guard now >= latest, clock >= settings.opensAt, tally.people(.waiting) > 0 else {
            return false
        }
        if cell(at: now) >= openedCount { return cell(at: now) < Self.cellCountMax }
        if let first = deadlines.first, first.at <= now { return true }
        if let first = offers.first, let offer = tickets[first].offer, offer.until <= now {
            return true
        }
        switch ahead(firstBooked, \.waitsWhereBooked) {
        case .some(nil): return true
        case .some(let first?): if deadline(of: first) <= now { return true }
        case nil: return false
        }
        switch ahead(firstUnoffered, { $0.canBeOffered(at: now) }) {
        case .some(nil): return true
        case .some(let next?):
            let most = PassRate.people(rate.expected, in: span)
            return next.window.begin <= now + reach && outlook(at: now) >= min(next.size, most)
        case nil: return false
        }
    }

    /// The first ticket near a mark that still counts there.
    ///
    /// - Returns: `nil`: there is none. `.some(nil)`: none near, so the mark is to be moved first.
    private func ahead(_ mark: Int, _ counts: (PassTicket) -> Bool) -> PassTicket?? {
        let end = min(tickets.count, mark + Self.nearCountMax)
        for place in mark..<max(mark, end) where counts(tickets[place]) {
            return .some(tickets[place])
        }
        return end < tickets.count ? .some(nil) : nil
    }

    /// Counts in the bin of a moment by the clock.
    mutating func note(_ clock: Instant, _ change: (inout PassBin) -> Void) {
        let number = cell(at: clock)
        guard number < Self.cellCountMax else { return }
        while history.count <= number { history.append(PassBin()) }
        change(&history[number])
    }
}

extension PassPromise {
    func moved(by span: Span) -> PassPromise {
        func longer(_ wait: Span) -> Span {
            Span(milliseconds: wait.milliseconds + span.milliseconds)
        }
        return PassPromise(
            window: window.moved(by: span), boardedBy: boardedBy + span,
            expected: longer(expected), low: longer(low), high: longer(high))
    }
}
