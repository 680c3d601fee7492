public import Domain
public import Kernel
public import Ports

/// What signed-in people see and do. Every read takes the ``Viewer`` it is for.
public struct House: Sendable {
    let sequencer: Sequencer
    let looks = Looks()
    let desk = Attempts(aMinuteMax: House.deskAttemptsAMinuteMax)
    private let board: CueBoard
    private let journal: any Journal
    let audit: any AuditTrail
    private let time: any Clock
    /// Bands; what of them a viewer may see and do is in ``House/sheet(of:for:)`` and beside it.
    public let bandDesk: BandDesk

    public init(
        sequencer: Sequencer, board: CueBoard, journal: any Journal & AuditTrail,
        clock: any Clock
    ) {
        self.sequencer = sequencer
        self.board = board
        self.journal = journal
        audit = journal
        time = clock
        bandDesk = BandDesk(sequencer: sequencer)
    }

    /// Zones by name: no fact about a person, so no viewer.
    public var zoneNumbers: [ZoneID: ZoneIndex] {
        get async { await sequencer.read(\.zoneNumbers) }
    }

    /// What zones and rules are called: no fact about a person, so no viewer.
    public var words: (zones: [Zone], rules: [Rule]) {
        get async { await sequencer.read { ($0.zones, $0.spokenRules) } }
    }

    /// What a staff page shows at one moment.
    public struct CueList: Sendable {
        public let cues: [OpenCue]
        public let zones: [Zone]
        public let rules: [Rule]
        public let clock: Instant
        /// Everything up to here is in the list; a stream goes on after it.
        public let place: CuePlace
    }

    /// The open cues of the viewer's zones, the newest need first, and those shown to all.
    public func cues(for viewer: Viewer) async -> CueList {
        await sequencer.readWithHead { engine, head in
            let leadRules = engine.leadRules
            let cues = engine.openCues.filter { viewer.maySee($0, leadRules: leadRules) }
            return CueList(
                cues: cues.sorted {
                    ($0.cue.since, $0.cue.number) > ($1.cue.since, $1.cue.number)
                }, zones: engine.zones, rules: engine.spokenRules, clock: time.now,
                place: CuePlace(sequence: head, index: Int(Int32.max)))
        }
    }

    /// How many people are in each of the viewer's zones, and how each rule has done.
    public struct Overview: Sendable {
        public let zones: [(zone: Zone, count: Int, openCues: Int)]
        public let rules: [(rule: Rule, tally: RuleTally)]
        public let sources: [SourceState]
        public let clock: Instant
    }

    public func overview(for viewer: Viewer) async -> Overview {
        await sequencer.read { engine in
            let occupancy = engine.occupancy
            var open = [Int](repeating: 0, count: engine.zones.count)
            for cue in engine.openCues { open[Int(cue.cue.zone)] += 1 }
            return Overview(
                zones: engine.zones.enumerated().compactMap { number, zone in
                    guard viewer.mayWatch(ZoneIndex(truncatingIfNeeded: number)) else {
                        return nil
                    }
                    return (zone, occupancy[number], open[number])
                },
                rules: engine.rules.map { ($0, engine.tallies[$0.id] ?? RuleTally()) },
                sources: engine.sources, clock: time.now)
        }
    }

    /// Doings of staff about a cue.
    public enum Doing: String, Sendable, CaseIterable {
        case take, helped, didNotHelp, reject, undo
    }

    /// - Throws: ``EntryRefusal/notAllowed``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ doing: Doing, on number: CueNumber, by viewer: Viewer) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        let isHidden = await sequencer.read { engine in
            guard let open = engine.openCue(numbered: number) else { return false }
            return !viewer.maySee(open, leadRules: engine.leadRules)
        }
        if isHidden {
            // To somebody who may not see it, it does not exist.
            throw CommandRefusal.noOpenCue
        }
        switch doing {
        case .take: try await sequencer.submit(.take(number, by: viewer.account))
        case .helped:
            try await sequencer.submit(.finish(number, by: viewer.account, helped: true))
        case .didNotHelp:
            try await sequencer.submit(.finish(number, by: viewer.account, helped: false))
        case .reject: try await sequencer.submit(.reject(number, by: viewer.account))
        case .undo: try await sequencer.submit(.undo(number, by: viewer.account))
        }
    }

    /// Our clock, for "as of".
    public var now: Instant { time.now }

    /// A screen's stream.
    public struct Stream: Sendable {
        /// What the screen missed since its cursor, in order, read back from the journal.
        public let missed: @Sendable ((PlacedCueEvent) -> Void) throws -> Void
        public let frames: AsyncStream<CueBoard.Frame>
        /// The screen's cursor lies ahead of the journal: it must start anew.
        public let mustReset: Bool
    }

    /// - Parameter cursor: The last event the screen has seen.
    /// - Returns: `nil` when there are too many screens.
    public func stream(for viewer: Viewer, after cursor: CuePlace?) -> Stream? {
        guard let (frames, head) = board.connect(viewer) else { return nil }
        guard let cursor else {
            return Stream(missed: { _ in }, frames: frames, mustReset: false)
        }
        let journal = journal
        let board = board
        return Stream(
            missed: { show in
                guard cursor.sequence <= head else { return }
                try journal.read(after: cursor.sequence - 1, through: head, only: .all) { entry in
                    for placed in PlacedCueEvent.events(of: entry)
                    where placed.place > cursor && board.concerns(viewer, placed.event) {
                        show(placed)
                    }
                }
            }, frames: frames, mustReset: cursor.sequence > head)
    }
}
