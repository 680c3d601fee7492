import Domain
import DoorKeys
import Files
import Foundation
import Kernel
import Pages
import Ports
import Runtime
import SQLiteStore
import Secrets
import SignalJSON
import VoiceText
import WalletJSON
import WebPush

/// Everything wired together over one data folder: the parts that a server and an import share.
struct Engines {
    let journal: SQLiteJournal
    let sequencer: Sequencer
    let board: CueBoard
    let doorkeeper: Doorkeeper
    let intake: Intake
    let cashier: Cashier
    let bookkeeper: Bookkeeper
    var bandDesk: BandDesk { house.bandDesk }
    let passes: PassDesk
    let promiseBoard: PromiseBoard
    let nearest: NearestStaff
    let doorman: Doorman
    let house: House
    private let pile = InsightPile()
    private let voicePile = VoicePile()
    let voiceSearch: VoiceIndexing
    let insightBoard: InsightBoard
    let ownPages: OwnPages
    let phoneKeys: PhoneKeys
    let statements: Statements
    let shopDesk: ShopDesk
    let desk: VenueDesk
    let replay: Runtime.Replay
    /// `nil`: no phone is rung.
    let bell: PushBell?
    let clock = SystemClock()
    /// Signs the names of letters.
    let mailSecret: [UInt8]

    /// Opens the folder, recovers the state, and sets up the venue.
    ///
    /// - Parameters:
    ///   - synchronous: 2 always; 1 only in the test that shows it to lose signals.
    ///   - push: How phones are rung; `nil`: they are not.
    init(
        _ options: DataOptions, files: HouseFiles?, synchronous: Int = 2, push: PushPlan? = nil
    ) async throws {
        let directory = try DataDirectory(
            folder: URL(fileURLWithPath: options.data),
            keyFile: URL(fileURLWithPath: options.keyFile))
        mailSecret = directory.secret(.letters)
        journal = try SQLiteJournal(directory, synchronous: synchronous)
        let recovered = try Recovery(from: journal, seed: journal.seed)
        board = CueBoard(
            head: recovered.head, shownToAll: Self.shownToAll(recovered), render: CueFrame.render)
        doorkeeper = try Doorkeeper(
            store: SQLiteAccounts(journal), roster: SQLiteRoster(journal),
            credentials: Argon2Credentials(), clock: clock)
        bell = try push?.bell(
            SQLitePushBook(journal), doorkeeper, clock, open: recovered.engine.openCues)
        let keyBell = KeyBell(keyVersion: recovered.engine.bands.keyVersion)
        sequencer = Sequencer(
            recovered: recovered, journal: journal, clock: clock,
            feed: CueFeeds([board] + (bell.map { [$0] } ?? [])), keys: keyBell, insight: pile,
            voices: voicePile, end: Engines.end)
        voiceSearch = Self.voiceSearch(sequencer, voicePile)
        insightBoard = InsightBoard(sequencer: sequencer, pile: pile, clock: clock)
        intake = await Intake(
            sequencer: sequencer, decoder: SimdJSONSignalDecoder(), doorkeeper: doorkeeper,
            seed: journal.seed)
        bookkeeper = Bookkeeper(journal, seed: journal.seed)
        replay = Runtime.Replay(journal, seed: journal.seed)
        house = House(sequencer: sequencer, board: board, journal: journal, clock: clock)
        let book = SQLiteVenueBook(journal)
        let venue = try await Self.install(files, book, clock, intake: intake, board: board)
        desk = try VenueDesk(
            venue, known: await sequencer.read(\.zones), book: book, reader: YAMLVenueReader(),
            days: TableDay(decoder: SimdJSONSignalDecoder()), intake: intake, board: board,
            replay: replay, clock: clock)
        phoneKeys = Self.phoneKeys(sequencer, directory, clock, desk)
        nearest = NearestStaff(
            sequencer: sequencer, doorkeeper: doorkeeper, board: board,
            venue: { [desk] in desk.venue })
        doorman = Doorman(
            sequencer, bell: keyBell,
            signer: try HouseSigner(seed: directory.secret(.doorSnapshots)),
            keys: try DoorKeyring(
                SQLiteDoorKeys(journal), credentials: Argon2Credentials(), clock: clock),
            issuers: phoneKeys.issuers, clock: clock, nearest: nearest,
            venue: { [desk] in desk.venue },
            civil: { [desk] in CivilTime(at: $0, in: desk.venue.timeZone) })
        statements = Statements(journal, sequencer: sequencer)
        ownPages = OwnPages(
            house: house, links: SQLitePersonalLinks(journal), accounts: SQLiteAccounts(journal),
            credentials: Argon2Credentials(), phoneKeys: phoneKeys, statements: statements)
        cashier = Cashier(
            sequencer: sequencer, decoder: JSONMoneyDecoder(), doorkeeper: doorkeeper,
            terms: { [desk, clock] in Cashier.Terms(desk.venue, at: clock.now) })
        shopDesk = ShopDesk(
            house: house, cashier: cashier, statements: statements, bookkeeper: bookkeeper)
        passes = Self.passDesk(sequencer, seed: journal.seed, clock, desk)
        promiseBoard = Self.promiseBoard(sequencer, clock, desk)
    }

    private static func shownToAll(_ recovered: Recovery) -> [CueNumber] {
        recovered.engine.openCues.filter(\.isShownToAll).map(\.cue.number)
    }

    /// Takes the venue of the folder, or the version of it that was put live in the browser.
    ///
    /// - Parameter files: `nil`: a house without a venue yet.
    private static func install(
        _ files: HouseFiles?, _ book: SQLiteVenueBook, _ clock: SystemClock, intake: Intake,
        board: CueBoard
    ) async throws -> Venue {
        guard let files else {
            return Venue(
                name: Words(en: "Senang", nl: "Senang"), customer: Words(en: "guest", nl: "gast"),
                facts: [], zones: [])
        }
        let (text, undone) = try VenueDesk.atStart(files.text, book: book, clock: clock)
        if let undone {
            say(
                "senang: the venue's folder has changed and counts from now on; version \(undone.number), put live in the browser at \(undone.at.rfc3339), was live before. It can be brought back under 'Your venue'."
            )
        }
        let (venue, rules) =
            text == files.text ? (files.venue, files.rules) : read(text, or: files)
        try await intake.install(venue, rules)
        board.follow(rules)
        return venue
    }

    private static func phoneKeys(
        _ sequencer: Sequencer, _ directory: DataDirectory, _ clock: SystemClock,
        _ desk: VenueDesk
    ) -> PhoneKeys {
        guard let signer = TokenSigner(secret: directory.secret(.phoneTokens)) else {
            preconditionFailure("a secret of the house has 32 bytes")
        }
        return PhoneKeys(
            sequencer, signer: signer, clock: clock,
            civil: { CivilTime(at: $0, in: desk.venue.timeZone) })
    }

    private static func voiceSearch(_ sequencer: Sequencer, _ pile: VoicePile) -> VoiceIndexing {
        VoiceIndexing(sequencer: sequencer, pile: pile, reading: LocalTextReading())
    }

    private static func promiseBoard(
        _ sequencer: Sequencer, _ clock: SystemClock, _ desk: VenueDesk
    ) -> PromiseBoard {
        PromiseBoard(sequencer: sequencer, clock: clock) {
            CivilTime(at: $0, in: desk.venue.timeZone)
        }
    }

    private static func passDesk(
        _ sequencer: Sequencer, seed: KeySeed, _ clock: SystemClock, _ desk: VenueDesk
    ) -> PassDesk {
        PassDesk(
            sequencer: sequencer, credentials: Argon2Credentials(), seed: seed, clock: clock,
            hours: { desk.venue.hours }
        ) { now in
            let zone = TimeZone(identifier: desk.venue.timeZone) ?? .gmt
            let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
            return .seconds(Int64(zone.secondsFromGMT(for: date)))
        }
    }

    /// What was put live in the browser; the folder's when this release reads it no more.
    private static func read(_ text: VenueText, or files: HouseFiles) -> (Venue, [Rule]) {
        do throws(VenueProblems) {
            return try YAMLVenueReader().read(text)
        } catch {
            say(
                "senang: the version that was put live in the browser is not understood any more; the folder counts until it is mended under 'Your venue': \(error.problems.first?.description ?? "")"
            )
            return (files.venue, files.rules)
        }
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
            if count % Self.turnsABeat == 0 { followRoster() }
            count += 1
        }
    }

    /// Counts people and follows what they say, beside everything else. Runs until it is cancelled.
    func keepCounting() async {
        while !Task.isCancelled {
            await insightBoard.turn()
            await voiceSearch.turn()
            try? await Task.sleep(for: .seconds(1))  // Cancelled: the loop ends.
        }
    }

    private static let ringsAMinute = 240

    /// Rings phones, four times a second, and says once a minute what was dropped. Runs until it is
    /// cancelled.
    func keepRinging() async {
        guard let bell else { return }
        var count = 0
        var droppedCount = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(250))  // Cancelled: the loop ends.
            await bell.ring(in: house)
            count += 1
            guard count % Self.ringsAMinute == 0, bell.droppedCount > droppedCount else { continue }
            say("senang: \(bell.droppedCount - droppedCount) rings were dropped, too many waited")
            droppedCount = bell.droppedCount
        }
    }
}

extension Cashier.Terms {
    init(_ venue: Venue, at now: Instant) {
        var day: Int32?
        if let zone = TimeZone(identifier: venue.timeZone) {
            let seconds = Double(now.milliseconds) / 1_000
            let local = Int64(
                zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)) * 1_000)
            day = Int32(clamping: Instant(milliseconds: now.milliseconds + local).day)
        }
        self.init(
            day: day, refundLimit: venue.refundLimit, currency: venue.currency, name: venue.name,
            timeZone: venue.timeZone)
    }
}

/// How phones are rung.
struct PushPlan {
    /// Origins of push services that are allowed besides the known ones.
    let services: [String]
    /// Whom a push service may ask.
    let contact: String

    func bell(
        _ book: SQLitePushBook, _ doorkeeper: Doorkeeper, _ clock: SystemClock, open: [OpenCue]
    ) throws(JournalFailure) -> PushBell {
        PushBell(
            book: book,
            sender: try WebPushSender(
                book: book, services: PushServices(named: services), contact: contact,
                clock: clock), doorkeeper: doorkeeper, clock: clock, open: open)
    }
}

extension Engines {
    /// Lets shifts begin and end; those whose zones changed ask for their pages again.
    private func followRoster() {
        do {
            for account in try doorkeeper.followRoster() {
                board.disconnect(account: account, saying: CueFrame.reset)
            }
        } catch {
            say("senang: the roster could not be read: \(error.advice)")
        }
    }
}

/// Writes a line for the person at the keyboard, apart from what the command answers.
func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
