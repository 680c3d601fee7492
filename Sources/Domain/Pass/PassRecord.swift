public import Kernel

/// What is asked of a virtual queue.
public enum PassCommand: Equatable, Sendable {
    case join(PartyID, size: Int)
    /// Passes the line, for a reason that is kept. Counted against the guests' share.
    case admitGuest(PartyID, size: Int, GuestReason, by: StaffID)
    /// The party came to the ride.
    case arrive(PartyID)
    /// The party boards.
    case serve(PartyID)
    /// The party gives its place back.
    case leave(PartyID)
    case takeOffer(PartyID)
    case declineOffer(PartyID)
    /// The ride broke down: who was here or had boarded comes back without a new wait.
    case letReturn(PartyID, by: StaffID)
    /// It came, and was not there when it was its turn: it is due again, and keeps its window.
    case miss(PartyID, by: StaffID)
    /// The ride stands still: the queue's time stands with it.
    case standStill(by: StaffID)
    case runAgain(by: StaffID)
    /// Time went on: lets no-shows lapse, ends offers, and offers free places to the next.
    case advance
}

/// A fact about a virtual queue.
///
/// Moments are of the queue's own time, which stands while the ride does, but for those of
/// ``stoodStill`` and ``ranAgain`` and within a promise, which are the clock's. Case names and
/// labels stand in the journal for ever: add, never alter.
public enum PassRecord: Equatable, Sendable, Codable {
    /// The first of a day: nobody waits.
    case opened(PassSettings)
    /// Windows that began by then are open.
    case advanced(at: Instant)
    /// The ticket holds the promise that was made.
    case joined(PassTicket)
    case guestAdmitted(PassTicket, by: StaffID)
    case arrived(PartyID, at: Instant)
    case served(PartyID, PassOutcome, at: Instant)
    case lapsed(PartyID, at: Instant)
    case left(PartyID, at: Instant)
    case offered(PartyID, PassOffer, at: Instant)
    /// With what it was told then; the first promise stays.
    case movedForward(PartyID, PassPromise, at: Instant)
    /// Declined, or not answered in time.
    case offerEnded(PartyID, wasDeclined: Bool, at: Instant)
    case letReturn(PartyID, ReturnWindow, by: StaffID, at: Instant)
    case missed(PartyID, ReturnWindow, by: StaffID, at: Instant)
    case stoodStill(by: StaffID, at: Instant)
    /// Every promise that is open is made anew, later by as long as the ride stood.
    case ranAgain(by: StaffID, at: Instant)
}

/// Why a virtual queue refuses, in the order in which it is judged.
public enum PassRefusal: String, Error, CaseIterable, Sendable {
    /// A party has 1 to 1,000 people.
    case sizeOutOfRange
    /// The queue's day has not begun.
    case notOpenYet
    /// Earlier than something that has happened.
    case timeRunsBack
    case unknownParty
    /// The party waits already, with another size or on another list.
    case joinedDifferently
    /// As many tickets as one day may have.
    case tooManyTickets
    /// There is no free window left today.
    case noWindowLeft
    /// The guests' share of this window is used up.
    case guestShareUsed
    /// The party has boarded, has left, or did not come in time.
    case notWaiting
    /// Before its window.
    case tooEarly
    /// After its window and the grace.
    case tooLate
    /// It has not come to the ride.
    case notHere
    /// Nobody boards a ride that stands still.
    case standsStill
    case noOffer
    /// It was neither here nor on board, so there is nothing to come back to.
    case nothingToReturnTo

    /// A stable word for the outside.
    public var code: String { rawValue }
}

/// How a virtual queue works, from its opening on.
public struct PassSettings: Hashable, Sendable, Codable {
    public let opensAt: Instant
    /// How long a window is.
    public let window: Span
    /// How long after its window a party is still let in.
    public let grace: Span
    /// How long an offer stands.
    public let offer: Span
    /// How long who comes back may take.
    public let returning: Span
    /// What the house says the attraction takes, people an hour; the flow corrects it.
    public let statedPeoplePerHour: Int
    /// What part of every window is kept for guests, in hundredths, 0 to 50.
    public let guestPercent: Int
    /// No window ends after it; `nil`: the day has no end.
    public let closesAt: Instant?

    /// Values outside their bounds are brought to the nearest.
    public init(
        opensAt: Instant, window: Span, grace: Span = .minutes(5), offer: Span = .minutes(5),
        returning: Span = .hours(2), statedPeoplePerHour: Int, guestPercent: Int = 0,
        closesAt: Instant? = nil
    ) {
        self.opensAt = opensAt
        self.window = min(max(window, .minutes(1)), .hours(4))
        self.grace = min(max(grace, .seconds(0)), .hours(24))
        self.offer = min(max(offer, .minutes(1)), .hours(1))
        self.returning = min(max(returning, .minutes(1)), .hours(24))
        self.statedPeoplePerHour = min(max(statedPeoplePerHour, 1), 1_000_000)
        self.guestPercent = min(max(guestPercent, 0), 50)
        self.closesAt = closesAt
    }
}
