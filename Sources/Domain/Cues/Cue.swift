public import Kernel

/// A cue's number: given in order by the engine, never used twice.
public typealias CueNumber = UInt64

/// A prompt to staff about one token.
public struct Cue: Equatable, Sendable {
    public let number: CueNumber
    public let rule: RuleID
    /// The import it comes from, or ``liveFloor``.
    public let source: SourceIndex
    public let token: Token
    public let zone: ZoneIndex
    /// When it became true: the moment of the signal, or of the absence.
    public let since: Instant
    /// When it stops being worth acting on.
    public let until: Instant
    /// The person the token was linked to when the cue was raised.
    public let person: PersonID?
    /// Zones whose staff sees it as well, since nobody watched its own; `nil`: none.
    public let also: [ZoneIndex]?
    /// The promise to the person that it is about.
    public let promise: PromiseID?

    /// Stands for all live sources together.
    public static let liveFloor = SourceIndex.max

    public var isLive: Bool { source == Self.liveFloor }

    public init(
        number: CueNumber, rule: RuleID, source: SourceIndex, token: Token, zone: ZoneIndex,
        since: Instant, until: Instant, person: PersonID?, also: [ZoneIndex]? = nil,
        promise: PromiseID? = nil
    ) {
        self.number = number
        self.rule = rule
        self.source = source
        self.token = token
        self.zone = zone
        self.since = since
        self.until = until
        self.person = person
        self.also = also
        self.promise = promise
    }

    /// The reader it comes from, when it tells of nobody in particular.
    public var reader: String? {
        guard person == nil, CalmBlue.rules.contains(where: { $0.id == rule }) else { return nil }
        return String(token.description.dropFirst(CalmBlue.readerPrefix.count))
    }

    /// Whether it is for whoever watches some of these zones.
    public func concerns(_ watches: (ZoneIndex) -> Bool) -> Bool {
        watches(zone) || also?.contains(where: watches) == true
    }
}

extension Cue: Codable {}

/// What happened to a cue. Staff's doings are records; the rest follows from signals.
public enum CueEvent: Equatable, Sendable {
    case issued(Cue)
    /// What it asked for was done, or became needless.
    case withdrawn(Cue)
    /// Nobody took it: it is now shown to the whole house.
    case escalated(Cue)
    case taken(Cue, by: StaffID)
    case done(Cue, by: StaffID, helped: Bool)
    case rejected(Cue, by: StaffID)
    /// The last doing is taken back, within ten seconds.
    case undone(Cue, by: StaffID, to: CueState)

    public var cue: Cue {
        switch self {
        case .issued(let cue), .withdrawn(let cue), .escalated(let cue), .taken(let cue, _),
            .done(let cue, _, _), .rejected(let cue, _), .undone(let cue, _, _):
            cue
        }
    }

    /// The event a record tells of, if it is about a cue.
    public init?(_ record: Record) {
        switch record {
        case .cueIssued(let cue): self = .issued(cue)
        case .cueWithdrawn(let cue): self = .withdrawn(cue)
        case .cueEscalated(let cue): self = .escalated(cue)
        case .cueTaken(let cue, let staff): self = .taken(cue, by: staff)
        case .cueDone(let cue, let staff, let helped): self = .done(cue, by: staff, helped: helped)
        case .cueRejected(let cue, let staff): self = .rejected(cue, by: staff)
        case .cueUndone(let cue, let staff, let state): self = .undone(cue, by: staff, to: state)
        default: return nil
        }
    }
}

/// Where a cue stands.
public enum CueState: Equatable, Sendable, Codable {
    case issued
    case escalated
    case taken(by: StaffID, at: Instant)

    public var isTaken: Bool {
        if case .taken = self { return true }
        return false
    }
}

/// A cue that is still worth acting on.
public struct OpenCue: Equatable, Sendable {
    public let cue: Cue
    public internal(set) var state: CueState
    /// It escalated once: the whole house has seen it, and sees how it ends.
    public internal(set) var isShownToAll = false
    /// The token's number in its timeline, and the cue of the same rule and token before this.
    let tokenNumber: UInt32
    let previous: CueNumber
}

/// How a rule has done: every cue it raised ends in one of these.
public struct RuleTally: Equatable, Sendable, Codable {
    public var issued = 0
    public var taken = 0
    public var helped = 0
    public var didNotHelp = 0
    public var rejected = 0
    public var withdrawn = 0
    public var expired = 0

    public init() {}
}
