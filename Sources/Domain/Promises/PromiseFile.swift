import Kernel

/// One person's promises under all their names, to judge a command against. Changes nothing.
struct PromiseFile {
    let terms: PromiseTerms
    let standing: [StandingPromise]
    /// Under which name something new is written.
    let name: PersonID
    /// By name, in the order of the person's names.
    let entries: [(name: PersonID, promises: PersonPromises)]
    /// Whether the book has no room for another name.
    let isFull: Bool
    /// Ids that anybody has.
    let taken: TakenIDs
    let seed: KeySeed
    let now: Instant
    /// Whether they feel themself in the house so much that what is lost is left whole.
    var feelsThemself = false

    typealias Row = (name: PersonID, record: PromiseRecord)
    typealias Found = (name: PersonID, promise: Promise)

    // MARK: Finding

    func found(_ id: PromiseID) -> Found? {
        for entry in entries {
            if let promise = entry.promises[id] { return (entry.name, promise) }
        }
        return nil
    }

    /// The oldest first.
    var all: [Found] {
        entries.flatMap { entry in entry.promises.promises.map { (entry.name, $0) } }
            .sorted { ($0.1.madeAt, $0.1.id, $0.0) < ($1.1.madeAt, $1.1.id, $1.0) }
    }

    private func made(_ id: PromiseID) throws(PromiseRefusal) -> Found {
        guard let found = found(id) else { throw .unknownPromise }
        return found
    }

    // MARK: Judging

    /// - Parameter claimant: Whose word it is.
    /// - Returns: What to write, oldest first; nothing when there is nothing to do.
    func decide(
        _ command: PromiseCommand, by claimant: Claimant
    ) throws(PromiseRefusal) -> [Row] {
        switch command {
        case .make(let id, let said, let at): try make(id, said, at: at ?? now, by: claimant)
        case .askReading(let id): try askReading(id)
        case .read(let id, let words, let due): try read(id, words, due, by: claimant)
        case .dispute(let id, let words): try dispute(id, words, by: claimant)
        case .judgeByLetter(let id, let isKept, let at):
            try judgeByLetter(id, isKept, at: at, by: claimant)
        case .judgeByReading(let id, let isKept, let at):
            try judgeByReading(id, isKept, at: at, by: claimant)
        case .offerRecovery(let id, let words): try offer(id, words, by: claimant)
        case .acceptRecovery(let id): try accept(id, by: claimant)
        case .recover(let id): try recover(id, by: claimant)
        case .lose(let id): try lose(id, by: claimant)
        case .wouldMakeGood(let id, let words): try wouldMakeGood(id, words, by: claimant)
        case .declineRecovery(let id): try decline(id, by: claimant)
        }
    }

    // MARK: Making

    /// What the house promises by itself; `nil`: it was promised, or cannot be.
    func made(
        _ id: PromiseID, _ said: SaidPromise, at: Instant, by origin: PromiseOrigin
    ) -> Row? {
        // Refused: then nothing was promised, and what brought it about stands without it.
        try? make(id, said, at: at, by: .house, origin: origin).first
    }

    private func make(
        _ id: PromiseID, _ said: SaidPromise, at: Instant, by claimant: Claimant,
        origin: PromiseOrigin? = nil
    ) throws(PromiseRefusal) -> [Row] {
        let print = Array(said.mark.utf8).withUnsafeBytes { Key128($0, seed: seed) }.low
        let known = found(id)?.promise
        if known?.print ?? roomMade(by: id) == print { return [] }
        let entry = said.standing.flatMap { id in standing.first { $0.id == id } }
        if said.standing != nil, entry == nil { throw .unknownStanding }
        try terms.checkKnown(said.content)
        guard known == nil, !taken.contains(id.print) else { throw .promiseDiffers }
        guard claimant.maySpeakForTheHouse else { throw .notTheHousesWord }
        try PromiseTerms.check(words: said.quote, to: SaidPromise.wordByteCountMax)
        try terms.checkFits(said.content)
        let due = said.due ?? entry?.span.map { at + $0 }
        switch said.content {
        case .wait, .seen: if due == nil { throw .dueMissing }
        case .got, .words: break
        }
        try checkBounds([at, due])
        if let due, due < at { throw .dueBeforeMade }
        try check(at)
        let own = entries.first { $0.name == name }
        guard own?.promises.openCount(at: now) ?? 0 < PersonPromises.openCountMax else {
            throw .tooManyPromises
        }
        if own == nil, isFull { throw .tooManyPeople }
        let promise = Promise(
            id: id, said: said.falling(due: due), madeBy: claimant, madeAt: at, print: print,
            origin: origin)
        return [(name, .made(promise))]
    }

    /// What was said under an id of theirs that made room, by its print.
    private func roomMade(by id: PromiseID) -> UInt64? {
        for entry in entries {
            if let said = entry.promises.room?.said(under: id.print) { return said }
        }
        return nil
    }

    private func checkBounds(_ moments: [Instant?]) throws(PromiseRefusal) {
        for moment in moments.compactMap(\.self) where !Instant.recordable.contains(moment) {
            throw .timeOutOfBounds
        }
    }

    /// When it was so: told, or now.
    private func moment(
        _ at: Instant?, of promise: Promise
    ) throws(PromiseRefusal) -> Instant {
        // By another clock it may have been made in a moment.
        let moment = at ?? max(now, promise.madeAt)
        try checkBounds([moment])
        try check(moment)
        guard moment >= promise.madeAt else { throw .verdictBeforeMade }
        return moment
    }

    private func check(_ at: Instant) throws(PromiseRefusal) {
        guard at <= now + SourceState.aheadMax else { throw .inTheFuture }
    }

    // MARK: Their reading

    private func askReading(_ id: PromiseID) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        if promise.askedAt != nil { return [] }
        guard promise.reading == nil else { throw .alreadyRead }
        return [(name, .askedReading(id, at: now))]
    }

    private func read(
        _ id: PromiseID, _ words: String, _ due: Instant?, by claimant: Claimant
    ) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        guard words.utf8.count <= SaidPromise.wordByteCountMax else { throw .wordsTooLong }
        try checkBounds([due])
        if let due, due < promise.madeAt { throw .dueBeforeMade }
        if let known = promise.reading {
            guard known.words == words, known.due == due, !known.isDisputed else {
                throw .alreadyRead
            }
            return []
        }
        let reading = PromiseReading(
            words: words, due: due, isDisputed: false, by: claimant, at: now)
        return [(name, .read(id, reading))]
    }

    /// Also after they read it otherwise: how they see it now. One tap says so, and what they were
    /// told may follow, once.
    private func dispute(
        _ id: PromiseID, _ words: String, by claimant: Claimant
    ) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        guard words.utf8.count <= SaidPromise.wordByteCountMax else { throw .wordsTooLong }
        if let known = promise.reading, known.isDisputed {
            if words.isEmpty || known.words == words { return [] }
            guard known.words.isEmpty else { throw .alreadyRead }
        }
        let reading = PromiseReading(
            words: words, due: promise.reading?.due, isDisputed: true, by: claimant, at: now)
        return [(name, .read(id, reading))]
    }

    // MARK: What became of it

    private func judgeByLetter(
        _ id: PromiseID, _ isKept: Bool, at told: Instant?, by claimant: Claimant
    ) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.maySpeakForTheHouse else { throw .notTheHousesWord }
        let at = try moment(told, of: promise)
        if let known = promise.byLetter {
            guard known.isKept == isKept else { throw .alreadyJudged }
            return []
        }
        let verdict = PromiseVerdict(isKept: isKept, evidence: .told(by: claimant), at: at)
        return [(name, .judgedByLetter(id, verdict))]
    }

    private func judgeByReading(
        _ id: PromiseID, _ isKept: Bool, at told: Instant?, by claimant: Claimant
    ) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        let at = try moment(told, of: promise)
        if let known = promise.byReading {
            guard known.isKept == isKept else { throw .alreadyJudged }
            return []
        }
        let verdict = PromiseVerdict(isKept: isKept, evidence: .told(by: claimant), at: at)
        return [(name, .judgedByReading(id, verdict))]
    }

    // MARK: Making good

    private func offer(
        _ id: PromiseID, _ words: String, by claimant: Claimant
    ) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.maySpeakForTheHouse else { throw .notTheHousesWord }
        try PromiseTerms.check(words: words, to: SaidPromise.wordByteCountMax)
        guard promise.isBroken else { throw .notBroken }
        if let known = promise.recovery {
            guard known.end == nil else { throw .recoveryOver }
            if known.offer == words {
                // Nobody is offered again what they said no to.
                guard known.declinedAt == nil else { throw .offerAnswered }
                return []
            }
        }
        let parted = all.compactMap(\.promise.partedAt).max()
        if let parted, promise.madeAt <= parted { throw .partedKindly }
        return [(name, .recoveryOffered(id, words, by: claimant, at: now))]
    }

    private func accept(_ id: PromiseID, by claimant: Claimant) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        guard promise.isBroken else { throw .notBroken }
        guard let recovery = promise.recovery else { throw .recoveryMissing }
        guard recovery.end == nil else { throw .recoveryOver }
        guard recovery.declinedAt == nil else { throw .offerAnswered }
        return recovery.acceptedAt == nil
            ? [(name, .recoveryAccepted(id, by: claimant, at: now))] : []
    }

    private func decline(_ id: PromiseID, by claimant: Claimant) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        guard promise.isBroken else { throw .notBroken }
        guard let recovery = promise.recovery else { throw .recoveryMissing }
        guard recovery.end == nil else { throw .recoveryOver }
        guard recovery.acceptedAt == nil else { throw .offerAnswered }
        return recovery.declinedAt == nil
            ? [(name, .recoveryDeclined(id, by: claimant, at: now))] : []
    }

    /// Said again, the newest counts.
    private func wouldMakeGood(
        _ id: PromiseID, _ words: String, by claimant: Claimant
    ) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        try PromiseTerms.check(words: words, to: SaidPromise.wordByteCountMax)
        guard promise.isBroken else { throw .notBroken }
        guard promise.recovery?.end == nil else { throw .recoveryOver }
        return promise.makesGood?.words == words
            ? [] : [(name, .wouldMakeGood(id, words, by: claimant, at: now))]
    }

    /// Until the person took what was offered, only they say that it made good.
    private func recover(_ id: PromiseID, by claimant: Claimant) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        if let recovery = promise.recovery, recovery.acceptedAt == nil, recovery.end == nil,
            !claimant.isThePersons
        {
            throw .notTheirWord
        }
        guard promise.isBroken else { throw .notBroken }
        guard let recovery = promise.recovery else { throw .recoveryMissing }
        switch recovery.end {
        case .recovered: return []
        case .lost: throw .recoveryOver
        case nil: return [(name, .recovered(id, by: claimant, at: now))]
        }
    }

    private func lose(_ id: PromiseID, by claimant: Claimant) throws(PromiseRefusal) -> [Row] {
        let (name, promise) = try made(id)
        guard promise.isBroken else { throw .notBroken }
        guard let recovery = promise.recovery else { throw .recoveryMissing }
        switch recovery.end {
        case .lost: return []
        case .recovered: throw .recoveryOver
        case nil:
            return [(name, .lost(id, by: claimant, at: now))]
                + (feelsThemself ? [(name, .parted(id, at: now))] : [])
        }
    }
}

extension Claimant {
    /// Whether it can be the house's own word. A source brings both: its key says who sends, and
    /// not who said it.
    var maySpeakForTheHouse: Bool {
        switch self {
        case .house, .staff, .source: true
        case .person, .personTo: false
        }
    }
}
