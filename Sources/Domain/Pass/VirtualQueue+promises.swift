public import Kernel

/// One promise as it was made, and what came of it: what a ledger of promises reads.
public struct PassPromiseEntry: Equatable, Sendable {
    /// Why it was made.
    public enum Occasion: String, Sendable {
        case joined
        /// The party took an earlier window.
        case moved
        /// The ride had stood still.
        case renewed
    }

    public enum State: String, Sendable {
        case open
        case kept
        case broken
        /// The ride stood still, or the party moved: a later entry stands in its place.
        case replaced
        /// The party did not come in time, or came late, or gave its place back.
        case released
    }

    public let party: PartyID
    /// The ticket's.
    public let number: Int
    public let size: Int
    public let occasion: Occasion
    public let madeAt: Instant
    public let promise: PassPromise
    public let state: State
}

extension VirtualQueue {
    /// The promises of tickets after a number, in order of joining; each ticket's oldest first.
    ///
    /// - Parameters:
    ///   - number: The last ticket that was read; 0 to begin with.
    ///   - limit: The most tickets.
    public func promises(after number: Int, limit: Int, at now: Instant) -> [PassPromiseEntry] {
        tickets.dropFirst(max(0, number)).prefix(limit).flatMap { promises(of: $0, at: now) }
    }

    /// A ticket's promises, oldest first. One that was made in the place of another leaves that
    /// one as it was told.
    public func promises(of ticket: PassTicket, at now: Instant) -> [PassPromiseEntry] {
        var told: [(occasion: PassPromiseEntry.Occasion, at: Instant, promise: PassPromise)] = [
            (.joined, ticket.joinedAt, ticket.promise)
        ]
        if let moved = ticket.moved { told.append((.moved, ticket.joinedAt + moved.low, moved)) }
        let last = told[told.count - 1]
        // Made anew when the ride ran again, for whoever was still waiting then.
        let made = standings.filter {
            $0.until > last.at && $0.until <= ticket.endedAt ?? now && ticket.returnCount == 0
        }
        if let latest = made.last {
            let later = made.map { ($0.until - max($0.from, last.at)).milliseconds }.reduce(0, +)
            told.append(
                (.renewed, latest.until, last.promise.moved(by: Span(milliseconds: later))))
        }
        return told.enumerated().map { place, entry in
            PassPromiseEntry(
                party: ticket.party, number: ticket.number, size: ticket.size,
                occasion: entry.occasion, madeAt: entry.at, promise: entry.promise,
                state: place + 1 < told.count
                    ? .replaced : state(of: ticket, promised: entry.promise))
        }
    }

    private func state(
        of ticket: PassTicket, promised promise: PassPromise
    ) -> PassPromiseEntry.State {
        switch ticket.state {
        case .waiting, .here: ticket.wasServed ? .kept : .open
        case .lapsed, .left: .released
        case .served:
            switch ticket.outcome {
            case .cameLate: .released
            case .again: .kept
            case .kept, .renewed, .broken, nil:
                (ticket.endedAt ?? .distantPast) <= promise.boardedBy ? .kept : .broken
            }
        }
    }
}
