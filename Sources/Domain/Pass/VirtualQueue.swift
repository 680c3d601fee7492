public import Kernel

/// A line in which nobody stands: parties join, go about their day, and come in a window.
///
/// First come, first served: windows are booked in order of joining, a later party never gets an
/// earlier one, and no group is split. Places that come free are offered to the next in line, who
/// may decline. How many fit into a window, and how many do not come, is learnt from the flow.
///
/// Windows lie side by side from the opening on; one of them is a *cell*. Cells are booked by what
/// the attraction takes and by how many come. When a cell begins, what it holds beyond its
/// bookings is *released*, as are the places of who lapses or leaves. Released places go to the
/// next in line, or at once to who joins when nobody waits. At most one cell of them is saved up.
///
/// While the ride stands still the queue's own time stands with it: windows, deadlines and offers
/// are kept in that time, so all of them move by as long as it stood, and no step walks over them.
///
/// Times come in as arguments and never run back. It makes one day; the next has a new value.
/// Cost: `advance` costs what lapses and is offered, and the cells that began; all else is
/// constant or logarithmic, but for short moves within the few parties that are at the ride.
public struct VirtualQueue: Sendable {
    /// The most people of one party.
    public static let sizeMax = 1_000
    /// The most tickets of one day.
    public static let ticketCountMax = 1_000_000
    /// The most cells of one day.
    static let cellCountMax = 20_000
    /// The most offers one `advance` makes; the next makes more.
    static let offerCountMax = 100
    /// The most tickets that lapse in one `advance`; the rest lapse in the next.
    public static let lapseCountMax = 100
    /// The most tickets that are looked past in one step, so that no step is long.
    static let skipCountMax = 2_000
    /// The most tickets that are looked at to tell whether something is due.
    static let nearCountMax = 64
    /// How many tickets before and after those whose turn it is are looked through for who boarded
    /// last.
    static let boardedReach = 3_000
    /// Only whoever's window begins within so many windows is offered an earlier one, so that who
    /// declines is passed by few.
    static let offerReach: Int64 = 1

    struct Cell: Equatable, Sendable {
        /// People that may be booked before it begins.
        var places: Int
        /// People kept for guests.
        var reserve: Int
        var booked = 0
        var guests = 0
    }

    /// When a ticket lapses that is not booked in a cell.
    struct Deadline: Equatable, Sendable {
        let at: Instant
        let place: Int
    }

    public let id: PassQueueID
    public private(set) var settings: PassSettings
    /// In order of joining.
    public internal(set) var tickets: [PassTicket] = []
    public internal(set) var tally = PassTally()

    /// The place of each party's latest ticket: asked, never walked.
    var places: [PartyID: Int] = [:]
    var cells: [Cell] = []
    /// Cells before this have begun, and what was free in them is released.
    var openedCount = 0
    /// The last cell with a booking.
    var lastBooked = -1
    /// People for whom there is room at once; below zero when more were let in.
    var released = 0
    /// The first ticket that still waits where it was booked.
    var firstBooked = 0
    /// The first ticket that was not offered anything.
    var firstUnoffered = 0
    var deadlines: [Deadline] = []
    /// Places of tickets with an open offer, oldest first.
    var offers: [Int] = []
    /// Places of tickets that are at the ride, who is next first.
    var standing: [Int] = []
    var flow: PassFlow
    /// The last record, in the queue's time.
    var latest: Instant
    /// How long the ride has stood still, all in all, but for now.
    var stood = Span.seconds(0)
    /// Since when the ride stands still, by the clock.
    public internal(set) var stoppedAt: Instant?
    /// When it stood still today, but for now.
    public internal(set) var standings: [PassStanding] = []
    /// People that joined and that boarded, by window's lengths of the clock since the opening.
    public internal(set) var history: [PassBin] = []
    /// The last boarding, when somebody stood behind it.
    var boarding: (at: Instant, size: Int)?

    public init(id: PassQueueID, settings: PassSettings) {
        self.id = id
        self.settings = settings
        flow = PassFlow(
            peoplePerHour: settings.statedPeoplePerHour, window: settings.window)
        latest = settings.opensAt
    }

    /// What the attraction takes, as far as is known now.
    public var rate: PassRate { flow.rate }

    public subscript(party: PartyID) -> PassTicket? { places[party].map { tickets[$0] } }

    // MARK: Apply

    /// Folds in a record. Total by design: it has happened, so there is nothing left to refuse.
    public mutating func apply(_ record: PassRecord) {
        switch record {
        case .opened(let settings): self = VirtualQueue(id: id, settings: settings)
        case .stoodStill(_, let now):
            stoppedAt = stoppedAt ?? now
            // What came before says nothing of how fast it is when it runs again.
            boarding = nil
        case .ranAgain(_, let now):
            if let stoppedAt {
                standings.append(PassStanding(from: stoppedAt, until: max(stoppedAt, now)))
            }
            stood = shift(at: now)
            stoppedAt = nil
        case .advanced(let now):
            latest = max(latest, now)
            open(until: now)
            skipFinished(at: now)
        case .joined(let ticket), .guestAdmitted(let ticket, _):
            add(ticket)
        case .arrived(let party, let now):
            change(party, at: now) { $0.arrive(at: $1, now) }
        case .served(let party, let outcome, let now):
            change(party, at: now) { $0.serve(at: $1, outcome, now) }
        case .lapsed(let party, let now):
            change(party, at: now) { $0.end(at: $1, as: .lapsed, now) }
        case .left(let party, let now):
            change(party, at: now) { $0.end(at: $1, as: .left, now) }
        case .offered(let party, let offer, let now):
            change(party, at: now) { $0.offer(offer, at: $1) }
        case .movedForward(let party, let promise, let now):
            change(party, at: now) { $0.moveForward(at: $1, told: promise) }
        case .offerEnded(let party, _, let now):
            change(party, at: now) { $0.endOffer(at: $1) }
        case .letReturn(let party, let window, _, let now):
            change(party, at: now) { $0.letReturn(at: $1, in: window) }
        case .missed(let party, let window, _, let now):
            change(party, at: now) { $0.miss(at: $1, in: window) }
        }
    }

    private mutating func change(
        _ party: PartyID, at now: Instant, _ change: (inout VirtualQueue, Int) -> Void
    ) {
        latest = max(latest, now)
        guard let place = places[party] else { return }
        change(&self, place)
    }

    private mutating func add(_ ticket: PassTicket) {
        latest = max(latest, ticket.joinedAt - ticket.shift)
        note(ticket.joinedAt) { $0.joined += ticket.size }
        let place = tickets.count
        tickets.append(ticket)
        places[ticket.party] = place
        tally.joined(ticket)
        if let booked = ticket.cells {
            let new = newCell
            while cells.count < booked.first + booked.count { cells.append(new) }
            for (cell, people) in shares(of: ticket.size, in: booked) {
                cells[cell].booked += people
            }
            lastBooked = booked.first + booked.count - 1
        } else {
            insert(Deadline(at: deadline(of: ticket), place: place))
            if case .guest = ticket.entry, !cells.isEmpty {
                cells[max(0, openedCount - 1)].guests += ticket.size
            } else {
                release(-ticket.size)
            }
        }
    }

    private mutating func arrive(at place: Int, _ now: Instant) {
        endOffer(at: place)
        move(place, to: .here)
        tickets[place].arrivedAt = now
        let order = tickets[place].boardingOrder
        var low = 0
        var high = standing.count
        while low < high {
            let middle = (low + high) / 2
            if tickets[standing[middle]].boardingOrder < order {
                low = middle + 1
            } else {
                high = middle
            }
        }
        standing.insert(place, at: low)
    }

    private mutating func serve(at place: Int, _ outcome: PassOutcome, _ now: Instant) {
        standing.removeAll { $0 == place }
        if let boarding {
            flow.learn(size: boarding.size, in: now - boarding.at)
        }
        boarding = standing.isEmpty ? nil : (now, tickets[place].size)
        tickets[place].wasServed = true
        tickets[place].outcome = outcome
        tickets[place].endedAt = now + stood
        move(place, to: .served)
        tally.count(outcome)
        let size = tickets[place].size
        note(now + stood) { $0.boarded += size }
    }

    private mutating func end(at place: Int, as state: PassState, _ now: Instant) {
        endOffer(at: place)
        if tickets[place].state == .here {
            standing.removeAll { $0 == place }
            if standing.isEmpty { boarding = nil }
            release(tickets[place].size)
        } else {
            giveBack(at: place)
        }
        tickets[place].endedAt = now + stood
        move(place, to: state)
        skipFinished(at: now)
    }

    private mutating func offer(_ offer: PassOffer, at place: Int) {
        tickets[place].offer = offer
        tickets[place].wasOffered = true
        offers.append(place)
        tally.offered += 1
        release(-tickets[place].size)
    }

    /// The places that the offer held go to somebody else.
    private mutating func endOffer(at place: Int) {
        guard tickets[place].offer != nil else { return }
        tickets[place].offer = nil
        offers.removeAll { $0 == place }
        release(tickets[place].size)
    }

    private mutating func moveForward(at place: Int, told promise: PassPromise) {
        guard let offer = tickets[place].offer else { return }
        // What the offer held is now its own; what it had booked is free again.
        giveBack(at: place)
        tickets[place].offer = nil
        offers.removeAll { $0 == place }
        tickets[place].cells = nil
        tickets[place].window = offer.window
        tickets[place].moved = promise
        insert(Deadline(at: deadline(of: tickets[place]), place: place))
        tally.movedForward += 1
    }

    private mutating func letReturn(at place: Int, in window: ReturnWindow) {
        if tickets[place].state == .here {
            standing.removeAll { $0 == place }
        } else {
            release(-tickets[place].size)
        }
        // The ride stood still: what came before says nothing of how fast it is.
        boarding = nil
        tickets[place].cells = nil
        tickets[place].window = window
        tickets[place].returnCount += 1
        tally.returned += 1
        move(place, to: .waiting)
        insert(Deadline(at: deadline(of: tickets[place]), place: place))
    }

    private mutating func miss(at place: Int, in window: ReturnWindow) {
        standing.removeAll { $0 == place }
        if standing.isEmpty { boarding = nil }
        // Its place was taken when it came: it keeps that one.
        tickets[place].cells = nil
        tickets[place].window = window
        tickets[place].arrivedAt = nil
        move(place, to: .waiting)
        insert(Deadline(at: deadline(of: tickets[place]), place: place))
    }

    // MARK: Places

    /// Gives back what a party that waits had booked, or had been given at once.
    private mutating func giveBack(at place: Int) {
        let ticket = tickets[place]
        guard let booked = ticket.cells else { return release(ticket.size) }
        for (cell, people) in shares(of: ticket.size, in: booked) {
            if cell < openedCount { release(people) } else { cells[cell].booked -= people }
        }
    }

    private mutating func release(_ people: Int) {
        released = Self.bounded(released + people, PassRate.people(rate.expected, in: span))
    }

    private mutating func open(until now: Instant) {
        let current = cell(at: now)
        guard current >= openedCount else { return }
        let new = newCell
        while cells.count <= current { cells.append(new) }
        released = outlook(at: now)
        openedCount = current + 1
    }

    private mutating func move(_ place: Int, to state: PassState) {
        tally.move(tickets[place].size, from: tickets[place].state, to: state)
        tickets[place].state = state
    }

    // MARK: Order

    private mutating func insert(_ deadline: Deadline) {
        var place = deadlines.count
        while place > 0, deadlines[place - 1].at > deadline.at { place -= 1 }
        // Whoever came and is called again has its old deadline still.
        let same = deadlines[..<place].reversed().prefix { $0.at == deadline.at }
        guard !same.contains(deadline) else { return }
        deadlines.insert(deadline, at: place)
    }

    /// Moves the marks past tickets that will never be asked for again, some at a time.
    private mutating func skipFinished(at now: Instant) {
        var end = min(tickets.count, firstBooked + Self.skipCountMax)
        while firstBooked < end, !tickets[firstBooked].waitsWhereBooked { firstBooked += 1 }
        end = min(tickets.count, firstUnoffered + Self.skipCountMax)
        while firstUnoffered < end, !tickets[firstUnoffered].canBeOffered(at: now) {
            firstUnoffered += 1
        }
        var stale = 0
        while stale < deadlines.count, !holds(deadlines[stale]) { stale += 1 }
        if stale > 0 { deadlines.removeFirst(stale) }
    }
}

extension PassTicket {
    /// Guests first, then who comes back, then by number: lower boards first.
    var boardingOrder: Int {
        if case .guest = entry { return number }
        return number + (returnCount > 0 ? 1 : 2) * 2 * VirtualQueue.ticketCountMax
    }

    var waitsWhereBooked: Bool { state == .waiting && cells != nil }

    /// Whether an earlier window would help it, and it was not asked before.
    func canBeOffered(at now: Instant) -> Bool {
        waitsWhereBooked && !wasOffered && window.begin > now
    }
}
