public import Domain
public import Kernel
public import Ports

/// Requests that are folded and written together: the one place where order is made.
///
/// All batches first, as one block; then the commands, each judged against what came before it.
/// Pure: the sequencer and the simulator run this same code.
public struct Group: Sendable {
    public enum Request: Sendable {
        case batch(SourcedBatch)
        case command(Command)
        /// Each judged by itself, in order.
        case commands([Command])
        case tap(Tap)
    }

    /// What a request is told once the group is on disk.
    public enum Answer: Sendable {
        case outcome(BatchOutcome)
        case carriedOut
        case refused(CommandRefusal)
        /// One a command: whether anything was to be done.
        case each([Result<Bool, CommandRefusal>])
        case shown(TapAnswer)
    }

    /// Rows to append, in order.
    public private(set) var entries: [JournalEntry] = []
    /// Cue events to show, in order.
    public private(set) var cueEvents: [PlacedCueEvent] = []
    /// One a request, in order.
    public private(set) var answers: [Answer] = []
    private let next: Sequence
    private let now: Instant

    /// Folds requests into the engine.
    ///
    /// - Parameters:
    ///   - requests: In order of arrival; none at all is a tick of the clock.
    ///   - engine: Is ahead of the disk until the entries are on it.
    ///   - next: The place of the first row.
    ///   - now: By our clock; never before the engine's.
    public init(
        _ requests: [Request], engine: inout Engine, next: Sequence, now: Instant
    ) {
        self.next = next
        self.now = now
        var batches: [SourcedBatch] = []
        var sentCounts: [Int] = []
        for case .batch(let sourced) in requests {
            // What nobody may keep goes before anything is kept.
            batches.append(engine.admitted(sourced))
            sentCounts.append(sourced.batch.observations.count)
        }
        let sentBatchCount = batches.count
        for case .tap(let tap) in requests {
            // Noticed as any other signal, behind what senders sent: nobody hears of its outcome.
            if let sourced = engine.presence(of: tap, at: now) {
                batches.append(engine.admitted(sourced))
            }
        }
        var outcomes: [BatchOutcome] = []
        if !batches.isEmpty || requests.isEmpty {
            let result = engine.step(batches, at: now)
            outcomes = result.outcomes
            add(result, segments: batches.map(\.batch.segment))
        }
        for (index, batch) in batches.prefix(sentBatchCount).enumerated() {
            // The sender hears nothing of who wants not to be noticed.
            outcomes[index].accepted += sentCounts[index] - batch.batch.observations.count
        }
        while let due = engine.moneyDue(at: now) {
            add(due)
            engine.apply(due, at: now)
        }
        for due in engine.passesDue(at: now) {
            add(due)
            engine.apply(due, at: now)
        }
        keep(engine.promisesDue(at: now), &engine)
        keep(engine.answersOwed(at: now), &engine)
        keep(engine.looksDue(at: now), &engine)
        var outcome = zip(outcomes, batches).makeIterator()
        for request in requests {
            switch request {
            case .batch:
                guard let (result, sourced) = outcome.next() else { continue }
                answers.append(.outcome(result.with(sourced.batch.refusals)))
            case .command(let command):
                switch carryOut(command, &engine) {
                case .success: answers.append(.carriedOut)
                case .failure(let refusal): answers.append(.refused(refusal))
                }
            case .commands(let commands):
                answers.append(.each(commands.map { carryOut($0, &engine) }))
            case .tap(let tap):
                let verdict = engine.decide(tap, at: now)
                keep(verdict.records, &engine)
                answers.append(.shown(verdict.answer))
            }
        }
    }

    /// - Returns: Whether anything was to be done.
    private mutating func carryOut(
        _ command: Command, _ engine: inout Engine
    ) -> Result<Bool, CommandRefusal> {
        do throws(CommandRefusal) {
            let records = try engine.decide(command, at: now)
            keep(records, &engine)
            return .success(!records.isEmpty)
        } catch {
            return .failure(error)
        }
    }

    private mutating func keep(_ records: [Record], _ engine: inout Engine) {
        for record in records {
            add(record)
            if let result = engine.apply(record, at: now) { add(result, segments: nil) }
        }
    }

    private mutating func add(_ record: Record) {
        let sequence = add(.record(record))
        if let event = CueEvent(record) {
            cueEvents.append(
                PlacedCueEvent(place: CuePlace(sequence: sequence, index: 0), event: event))
        }
    }

    /// - Parameter segments: The batches' bytes; `nil` when the cues follow from a record.
    private mutating func add(_ result: Engine.BlockResult, segments: [[UInt8]]?) {
        if segments != nil || !result.cueSection.isEmpty {
            let block = Block(
                recordedAt: now, cueSection: result.cueSection, segments: segments ?? [],
                holdsOnlyCues: segments == nil)
            let sequence = add(.block(block.bytes))
            let events = result.cueSection.withUnsafeBytes { try? CueSection.decode($0) } ?? []
            for (index, event) in events.enumerated() {
                cueEvents.append(
                    PlacedCueEvent(
                        place: CuePlace(sequence: sequence, index: index), event: event))
            }
        }
        for record in result.records { add(record) }
    }

    private mutating func add(_ content: JournalContent) -> Sequence {
        let sequence = next + Sequence(entries.count)
        entries.append(JournalEntry(sequence: sequence, recordedAt: now, content: content))
        return sequence
    }
}

extension BatchOutcome {
    /// The outcome with the lines that never became observations.
    fileprivate func with(_ malformed: [LineRefusal]) -> BatchOutcome {
        guard !malformed.isEmpty else { return self }
        var outcome = self
        outcome.refusals = (malformed + refusals).sorted { $0.line < $1.line }
        return outcome
    }
}

extension PlacedCueEvent {
    /// The cue events of one row, with their places, as they were shown when it was written.
    public static func events(of entry: JournalEntry) -> [PlacedCueEvent] {
        var events: [CueEvent] = []
        switch entry.content {
        case .record(let record): events = CueEvent(record).map { [$0] } ?? []
        case .block(let bytes):
            events = bytes.withUnsafeBytes { (try? Block.head($0))?.cues } ?? []
        }
        return events.enumerated().map { index, event in
            PlacedCueEvent(
                place: CuePlace(sequence: entry.sequence, index: index), event: event)
        }
    }
}
