public import Kernel

public enum PassQueueNoun {}
public typealias PassQueueID = Identifier<PassQueueNoun>

public enum PartyNoun {}
/// Who joined, as the house names them: opaque, and never a person's name.
public typealias PartyID = Identifier<PartyNoun>

/// From when until when a party may come: `begin` belongs to it, `end` does not.
public struct ReturnWindow: Hashable, Sendable, Codable {
    public let begin: Instant
    public let end: Instant

    public init(begin: Instant, end: Instant) {
        self.begin = begin
        self.end = end
    }

    func moved(by span: Span) -> ReturnWindow {
        ReturnWindow(begin: begin + span, end: end + span)
    }
}

/// What a party is told when it joins, kept as it was told.
///
/// The wait is from joining to boarding, for whoever comes within the window. It is meant to lie
/// from `low` to `high` for at least nine in ten; `expected` never stands without them.
public struct PassPromise: Hashable, Sendable, Codable {
    public let window: ReturnWindow
    /// Who comes within the window boards by then.
    public let boardedBy: Instant
    public let expected: Span
    public let low: Span
    public let high: Span

    public init(
        window: ReturnWindow, boardedBy: Instant, expected: Span, low: Span, high: Span
    ) {
        self.window = window
        self.boardedBy = boardedBy
        self.expected = expected
        self.low = low
        self.high = high
    }

    /// The same for whoever keeps to the window, which is what a page tells: nothing before it
    /// begins, and nothing after the moment by which whoever keeps to it boards.
    ///
    /// The interval as it was told is wider on both sides: an offer may come, and a promise may
    /// break.
    public func keeping(since joinedAt: Instant) -> PassPromise {
        let soonest = max(.seconds(0), window.begin - joinedAt)
        let latest = max(soonest, boardedBy - joinedAt)
        func within(_ wait: Span) -> Span { min(max(wait, soonest), latest) }
        return PassPromise(
            window: window, boardedBy: boardedBy, expected: within(expected), low: within(low),
            high: within(high))
    }
}

/// What came of a promise.
public enum PassOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    case kept
    case broken
    /// The ride stood still, and the party boarded within the promise that was made anew.
    case renewed
    /// The party came after its window and was let in all the same.
    case cameLate
    /// It boarded again, after coming back.
    case again
}

/// Why somebody passes the line. The list is closed, so that a report can name every one.
public enum GuestReason: String, Hashable, Sendable, Codable, CaseIterable {
    case cannotStand
    case medical
    /// The other parent of a child that may not ride.
    case childSwap
    /// To make good what went wrong.
    case recovery
    case crew
    /// Paid for. It has a word of its own, so that it cannot hide under another.
    case sold
}

/// How a ticket came about.
public enum PassEntry: Hashable, Sendable, Codable {
    case line
    case guest(GuestReason)
}

/// Where a party is. Every party that joined is in exactly one of these.
public enum PassState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Free, before its window or within it: then it is *due*.
    case waiting
    /// Came to the ride.
    case here
    case served
    /// Did not come by the end of its window and the grace after it.
    case lapsed
    /// Gave its place back.
    case left
}

/// The windows in which places are booked: `count` in a row, from `first`.
struct BookedCells: Hashable, Sendable, Codable {
    let first: Int
    let count: Int
}

/// One party's place in a virtual queue.
public struct PassTicket: Hashable, Sendable, Codable {
    /// In order of joining, from 1.
    public let number: Int
    public let party: PartyID
    /// People, 1 to 1,000. They are never split.
    public let size: Int
    public let joinedAt: Instant
    public let entry: PassEntry
    public let promise: PassPromise
    /// From when until when it may come now, in the queue's time. Earlier than promised when it
    /// took an offer. ``VirtualQueue/window(of:at:)`` tells it by the clock.
    public internal(set) var window: ReturnWindow
    /// What it was told when it took an earlier window.
    public internal(set) var moved: PassPromise?
    /// What came of its promise, when it boarded.
    public internal(set) var outcome: PassOutcome?
    public internal(set) var state = PassState.waiting
    /// An earlier window it may take or leave.
    public internal(set) var offer: PassOffer?
    /// How often it was let back in.
    public internal(set) var returnCount = 0

    /// Where its places are booked ahead; `nil` when they were free at once.
    var cells: BookedCells?
    var wasOffered = false
    var wasServed = false
    var arrivedAt: Instant?
    /// When it boarded, lapsed or left, by the clock.
    public internal(set) var endedAt: Instant?
    /// How long the ride had stood still when it joined: the clock less the queue's time.
    let shift: Span

    init(
        number: Int, party: PartyID, size: Int, at joinedAt: Instant, entry: PassEntry,
        promise: PassPromise, cells: BookedCells?, shift: Span = .seconds(0)
    ) {
        self.number = number
        self.party = party
        self.size = size
        self.joinedAt = joinedAt
        self.entry = entry
        self.promise = promise
        self.window = promise.window.moved(by: Span(milliseconds: -shift.milliseconds))
        self.cells = cells
        self.shift = shift
    }

    /// Whether it may come now and has not.
    ///
    /// - Parameter now: In the queue's time.
    public func isDue(at now: Instant) -> Bool {
        state == .waiting && window.begin <= now
    }
}

/// An earlier window that a party may take.
public struct PassOffer: Hashable, Sendable, Codable {
    public let window: ReturnWindow
    /// Until when it may be taken; then the places go to the next.
    public let until: Instant

    public init(window: ReturnWindow, until: Instant) {
        self.window = window
        self.until = until
    }
}
