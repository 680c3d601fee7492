import Domain
import Files
import Foundation
import Kernel
import Pages
import Ports
import Runtime
import SQLiteStore
import Secrets
import SignalJSON

/// Everything wired together over one data folder: the parts that a server and an import share.
struct Engines {
    let journal: SQLiteJournal
    let sequencer: Sequencer
    let board: CueBoard
    let doorkeeper: Doorkeeper
    let intake: Intake
    let house: House
    let desk: VenueDesk
    let replay: Runtime.Replay
    let clock = SystemClock()

    /// Opens the folder, recovers the state, and sets up the venue.
    ///
    /// - Parameter synchronous: 2 always; 1 only in the test that shows it to lose signals.
    init(_ options: DataOptions, files: HouseFiles?, synchronous: Int = 2) async throws {
        let directory = try DataDirectory(
            folder: URL(fileURLWithPath: options.data),
            keyFile: URL(fileURLWithPath: options.keyFile))
        journal = try SQLiteJournal(directory, synchronous: synchronous)
        let recovered = try Recovery(from: journal, seed: journal.seed)
        board = CueBoard(
            head: recovered.head,
            shownToAll: recovered.engine.openCues.filter(\.isShownToAll).map(\.cue.number),
            render: CueFrame.render)
        sequencer = Sequencer(
            recovered: recovered, journal: journal, clock: clock, feed: board,
            end: Engines.end)
        doorkeeper = try Doorkeeper(
            store: SQLiteAccounts(journal), credentials: Argon2Credentials(), clock: clock)
        intake = await Intake(
            sequencer: sequencer, decoder: SimdJSONSignalDecoder(), doorkeeper: doorkeeper,
            seed: journal.seed)
        replay = Runtime.Replay(journal, seed: journal.seed)
        house = House(sequencer: sequencer, board: board, journal: journal, clock: clock)
        let book = SQLiteVenueBook(journal)
        var venue = Venue(
            name: Words(en: "Senang", nl: "Senang"), customer: Words(en: "guest", nl: "gast"),
            facts: [], zones: [])
        if let files {
            let text = try VenueDesk.atStart(files.text, book: book, clock: clock)
            var rules = files.rules
            (venue, rules) =
                text == files.text
                ? (files.venue, files.rules) : try YAMLVenueReader().read(text)
            try await intake.install(venue, rules)
            board.follow(rules)
        }
        desk = VenueDesk(
            venue, book: book, reader: YAMLVenueReader(),
            days: TableDay(decoder: SimdJSONSignalDecoder()), intake: intake, board: board,
            replay: replay, clock: clock)
    }

    /// A failed write leaves the disk in an unknown state: nothing more may be answered.
    @Sendable
    static func end(_ failure: JournalFailure) {
        say(
            "senang: stopped, because a write to the disk failed (\(failure)). Check the disk and start again."
        )
        exit(Ending.diskBroken)
    }

    /// Every screen hears the time once in so many ticks: every three seconds.
    private static let turnsABeat = 15

    /// Ticks, so that what time alone brings about happens when no signal comes; and tells screens
    /// the time. Runs until it is cancelled.
    func keepTime() async {
        var count = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(200))  // Cancelled: the loop ends.
            await sequencer.tick()
            let now = clock.now
            board.beat(
                CueFrame.clock(milliseconds: now.milliseconds), at: now,
                turn: count % Self.turnsABeat, of: Self.turnsABeat)
            count += 1
        }
    }
}

/// Writes a line for the person at the keyboard, apart from what the command answers.
func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
