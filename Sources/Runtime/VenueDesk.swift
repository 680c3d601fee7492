public import Domain
public import Kernel
public import Ports
import Synchronization

/// Where the venue is changed: read, compared, tried, put live without a restart, brought back.
public final class VenueDesk: Sendable {  // A class: all pages look at one venue.
    private let book: any VenueBook
    private let reader: any VenueReader
    private let days: any DayReader
    private let intake: Intake
    private let board: CueBoard
    private let replay: Replay
    private let clock: any Clock
    private let live: Mutex<Venue>

    /// - Parameter venue: What is live now.
    public init(
        _ venue: Venue, book: any VenueBook, reader: any VenueReader,
        days: any DayReader, intake: Intake, board: CueBoard, replay: Replay, clock: any Clock
    ) {
        live = Mutex(venue)
        self.book = book
        self.reader = reader
        self.days = days
        self.intake = intake
        self.board = board
        self.replay = replay
        self.clock = clock
    }

    /// The venue as it is now: its words and colours, nothing about a person.
    public var venue: Venue { live.withLock { $0 } }

    /// What counts at a start: the folder's text when it has changed since it was last read, else
    /// the newest version.
    public static func atStart(
        _ folder: VenueText, book: any VenueBook, clock: any Clock
    ) throws(JournalFailure) -> VenueText {
        let last = try book.latestFromFolder()
        if let last, let newest = try book.versions(limit: 1).first {
            if last.text == folder { return newest.text }
            // Kept before cases were: they are the folder's, and the rest has not changed.
            var known = last.text
            known.tests = folder.tests
            if last.text.tests.isEmpty, known == folder {
                var text = newest.text
                if text.tests.isEmpty { text.tests = folder.tests }
                return text
            }
        }
        try book.keep(folder, by: nil, at: clock.now)
        return folder
    }

    public func versions(for viewer: Viewer) throws -> [VenueVersion] {
        try admit(viewer)
        return try book.versions(limit: 30)
    }

    public func version(_ number: Int64, for viewer: Viewer) throws -> VenueVersion? {
        try admit(viewer)
        return try book.version(number)
    }

    /// - Throws: ``VenueProblems``; ``EntryRefusal/notAllowed``.
    public func check(_ text: VenueText, for viewer: Viewer) throws -> (Venue, [Rule]) {
        try admit(viewer)
        return try reader.read(text)
    }

    /// What a form about the text shows; `nil` when it cannot be shown as one.
    public func form(of text: VenueText, for viewer: Viewer) throws(EntryRefusal) -> VenueForm? {
        try admit(viewer)
        return reader.form(of: text.venue)
    }

    /// The text with what somebody chose in a form.
    public func edited(
        _ text: VenueText, as form: VenueForm, for viewer: Viewer
    ) throws(EntryRefusal) -> VenueText {
        try admit(viewer)
        var text = text
        text.venue = reader.edited(text.venue, as: form)
        return text
    }

    /// How the text's cases go with its rules.
    ///
    /// - Throws: ``VenueProblems``; ``EntryRefusal/notAllowed``.
    public func judged(
        _ text: VenueText, for viewer: Viewer
    ) async throws -> [RuleTrial.Outcome] {
        let (venue, rules) = try check(text, for: viewer)
        return await replay.judge(
            try reader.trials(text, of: venue), rules: rules, zones: venue.zones)
    }

    /// What the text's rules would have raised on the signals that are kept, or on a table.
    ///
    /// - Parameter offset: Of a time zone from UTC at a moment.
    /// - Throws: ``VenueProblems``; ``EntryRefusal/notAllowed``; ``JournalFailure``.
    public func tried(
        _ text: VenueText, on day: ImportedDay?,
        offset: @escaping @Sendable (Instant) -> Span, for viewer: Viewer
    ) async throws -> ReplayReport {
        let (venue, rules) = try check(text, for: viewer)
        guard let day else { return try await replay.run(rules, offset: offset) }
        return try await replay.run(
            rules, of: venue, on: day, readBy: days, offset: offset)
    }

    /// Puts a text live, and keeps it as the newest version.
    ///
    /// - Parameter despiteFailures: Whether it may go live when its own cases fail.
    /// - Throws: ``VenueProblems``; ``FailedTrials``; ``EntryRefusal/notAllowed``;
    ///   ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func putLive(
        _ text: VenueText, despiteFailures: Bool = false, by viewer: Viewer
    ) async throws {
        let (venue, rules) = try check(text, for: viewer)
        if !despiteFailures {
            let outcomes = try await judged(text, for: viewer)
            guard outcomes.allSatisfy(\.hasPassed) else {
                throw FailedTrials(outcomes: outcomes)
            }
        }
        try await intake.install(venue, rules)
        try book.keep(text, by: viewer.account, at: clock.now)
        board.follow(rules)
        live.withLock { $0 = venue }
    }

    private func admit(_ viewer: Viewer) throws(EntryRefusal) {
        guard viewer.role == .admin else { throw .notAllowed }
    }
}

/// Some of a text's cases go otherwise than they are written: whoever puts it live must say so.
public struct FailedTrials: Error, Sendable {
    public let outcomes: [RuleTrial.Outcome]
}
