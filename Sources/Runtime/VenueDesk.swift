public import Domain
import Kernel
public import Ports
import Synchronization

/// Where the venue is changed: read, compared, tried, put live without a restart, brought back.
public final class VenueDesk: Sendable {  // A class: all pages look at one venue.
    private let book: any VenueBook
    private let reader: any VenueReader
    private let intake: Intake
    private let board: CueBoard
    private let replay: Replay
    private let clock: any Clock
    private let live: Mutex<Venue>

    /// - Parameter venue: What is live now.
    public init(
        _ venue: Venue, book: any VenueBook, reader: any VenueReader, intake: Intake,
        board: CueBoard, replay: Replay, clock: any Clock
    ) {
        live = Mutex(venue)
        self.book = book
        self.reader = reader
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
        if last?.text == folder, let newest = try book.versions(limit: 1).first {
            return newest.text
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

    /// What the text's rules would have raised on the signals that are kept.
    public func tried(_ text: VenueText, for viewer: Viewer) async throws -> ReplayReport {
        let (_, rules) = try check(text, for: viewer)
        return try await replay.run(rules)
    }

    /// Puts a text live, and keeps it as the newest version.
    ///
    /// - Throws: ``VenueProblems``; ``EntryRefusal/notAllowed``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func putLive(_ text: VenueText, by viewer: Viewer) async throws {
        let (venue, rules) = try check(text, for: viewer)
        try await intake.install(venue, rules)
        try book.keep(text, by: viewer.account, at: clock.now)
        board.follow(rules)
        live.withLock { $0 = venue }
    }

    private func admit(_ viewer: Viewer) throws(EntryRefusal) {
        guard viewer.role == .admin else { throw .notAllowed }
    }
}
