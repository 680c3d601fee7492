public import Kernel

/// What the engine knows of one sender.
public struct SourceState: Sendable {
    public let source: Source
    public internal(set) var isClosed = false
    /// By our clock, when it ended.
    var closedAt = Instant.distantPast
    /// The timeline it writes on: 0 for every live source.
    let timeline: Int
    var window = DuplicateWindow()
    /// The latest moment it has sent.
    public internal(set) var latest = Instant.distantPast
    /// By our clock, when it last sent something.
    public internal(set) var heardAt = Instant.distantPast

    init(source: Source, timeline: Int) {
        self.source = source
        self.timeline = timeline
    }

    /// How long a live source that runs behind holds the floor back.
    static let lagMax = Span.seconds(60)
    /// How long after its last signal its lag is forgotten.
    static let silence = Span.seconds(60)
    /// How far ahead of our clock a live signal may be.
    static let aheadMax = Span.minutes(5)

    /// How far behind our clock its signals run; none once it has been silent for a while.
    func lag(at now: Instant) -> Span {
        guard now - heardAt < Self.silence else { return Span(milliseconds: 0) }
        return min(max(heardAt - latest, Span(milliseconds: 0)), Self.lagMax)
    }
}

/// What became of one batch.
public struct BatchOutcome: Equatable, Sendable {
    public var accepted = 0
    /// Known already: accepted, and nothing changed.
    public var repeated = 0
    /// Accepted and kept, but too late for presence and rules.
    public var late = 0
    public var refusals: [LineRefusal] = []

    public init() {}
}
