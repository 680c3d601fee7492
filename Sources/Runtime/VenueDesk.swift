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
    private let live: Mutex<Live>
    private let turns = Turns()

    private struct Live {
        var venue: Venue
        var leftOut: Set<ZoneID>
    }

    /// - Parameters:
    ///   - venue: What is live now.
    ///   - known: Every zone the house knows, those of imports and of earlier versions among them.
    public init(
        _ venue: Venue, known: [Zone] = [], book: any VenueBook, reader: any VenueReader,
        days: any DayReader, intake: Intake, board: CueBoard, replay: Replay, clock: any Clock
    ) throws(JournalFailure) {
        live = Mutex(
            Live(
                venue: venue,
                leftOut: try Self.leftOut(of: venue, known: known, book: book, reader: reader)))
        self.book = book
        self.reader = reader
        self.days = days
        self.intake = intake
        self.board = board
        self.replay = replay
        self.clock = clock
    }

    /// The venue as it is now: its words and colours, nothing about a person.
    public var venue: Venue { live.withLock { $0.venue } }

    /// Zones that an earlier version named and the live one does not. Their numbers stand in the
    /// journal, so the house knows them for ever; nobody needs to see them while they are empty.
    public var leftOut: Set<ZoneID> { live.withLock { $0.leftOut } }

    /// The most versions in which a zone is looked for.
    private static let searchedVersionCountMax = 1_000

    private static func leftOut(
        of venue: Venue, known: [Zone], book: any VenueBook, reader: any VenueReader
    ) throws(JournalFailure) -> Set<ZoneID> {
        var strangers = Set(known.map(\.id)).subtracting(venue.zones.map(\.id))
        guard !strangers.isEmpty else { return [] }
        var found = Set<ZoneID>()
        // Those that no version ever named came with an import, and stay.
        for version in try book.versions(limit: searchedVersionCountMax) where !strangers.isEmpty {
            let text = version.text.venue
            guard strangers.contains(where: { text.contains($0.description) }) else { continue }
            let read = try? reader.read(VenueText(venue: text, rules: ""))
            let named = reader.form(of: text)?.zones?.compactMap { ZoneID($0.id) }
            let zones = named ?? read?.venue.zones.map(\.id) ?? []
            found.formUnion(strangers.intersection(zones))
            strangers.subtract(zones)
        }
        return found
    }

    /// What counts at a start: the folder's text when it has changed since it was last read, else
    /// the newest version.
    ///
    /// - Returns: With the version from the browser that the folder takes the place of, if any.
    public static func atStart(
        _ folder: VenueText, book: any VenueBook, clock: any Clock
    ) throws(JournalFailure) -> (text: VenueText, undone: VenueVersion?) {
        let last = try book.latestFromFolder()
        var undone: VenueVersion?
        if let last, let newest = try book.versions(limit: 1).first {
            if last.text == folder { return (newest.text, nil) }
            // Kept before cases were: they are the folder's, and the rest has not changed.
            var known = last.text
            known.tests = folder.tests
            if last.text.tests.isEmpty, known == folder {
                var text = newest.text
                if text.tests.isEmpty { text.tests = folder.tests }
                return (text, nil)
            }
            if newest.by != nil, newest.text != folder { undone = newest }
        }
        try book.keep(folder, by: nil, at: clock.now)
        return (folder, undone)
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

    /// The field of the form that a problem of the text is about; `nil`: of none.
    public func field(
        of problem: VenueProblem, in text: VenueText, for viewer: Viewer
    ) throws(EntryRefusal) -> VenueField? {
        try admit(viewer)
        return reader.field(of: problem, in: text.venue)
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
            try reader.trials(text, of: venue, rules: rules), rules: rules, zones: venue.zones)
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
    /// - Parameters:
    ///   - start: The number of the version it was made from; `nil`: it does not matter.
    ///   - despiteFailures: Whether it may go live when its own cases fail.
    /// - Returns: Whether anything changed: what is live already makes no version.
    /// - Throws: ``VenueProblems``; ``FailedTrials``; ``VenueOvertaken``;
    ///   ``EntryRefusal/notAllowed``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func putLive(
        _ text: VenueText, from start: Int64? = nil, despiteFailures: Bool = false,
        by viewer: Viewer
    ) async throws -> Bool {
        let (venue, rules) = try check(text, for: viewer)
        if !despiteFailures {
            let outcomes = try await judged(text, for: viewer)
            guard outcomes.allSatisfy(\.hasPassed) else {
                throw FailedTrials(outcomes: outcomes)
            }
        }
        await turns.take()
        do {
            let isNew = try await install(venue, rules, text, from: start, by: viewer)
            await turns.give()
            return isNew
        } catch {
            await turns.give()
            throw error
        }
    }

    private func install(
        _ venue: Venue, _ rules: [Rule], _ text: VenueText, from start: Int64?, by viewer: Viewer
    ) async throws -> Bool {
        let newest = try book.versions(limit: 1).first
        if let newest, newest.text == text { return false }
        if let newest, let start, newest.number != start { throw VenueOvertaken(by: newest) }
        try await intake.install(venue, rules)
        try book.keep(text, by: viewer.account, at: clock.now)
        board.follow(rules)
        live.withLock {
            $0.leftOut.formUnion($0.venue.zones.map(\.id))
            $0.leftOut.subtract(venue.zones.map(\.id))
            $0.venue = venue
        }
        return true
    }

    private func admit(_ viewer: Viewer) throws(EntryRefusal) {
        guard viewer.role == .admin else { throw .notAllowed }
    }
}

/// Some of a text's cases go otherwise than they are written: whoever puts it live must say so.
public struct FailedTrials: Error, Sendable {
    public let outcomes: [RuleTrial.Outcome]
}

/// Somebody else put another version live since a text was begun: whoever puts it live must say so.
public struct VenueOvertaken: Error, Sendable {
    public let version: VenueVersion

    init(by version: VenueVersion) { self.version = version }
}

/// Lets one change be made at a time, in the order in which they came. As many may wait as
/// connections are open.
private actor Turns {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
}
