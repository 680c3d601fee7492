import Domain
import Kernel
import Measures

/// What a house of promises must come to, kept as a child would: a list of what was said, and what
/// was heard of each. It knows nothing of rows, engines, deadlines or snapshots.
struct PlainPromises: PlainHouse {
    struct Guest: PlainGuest {
        let name: PersonID
        let band: Token
        /// Guests who share one are one person.
        var mail: Int?
        var helps = true
        var choseAt = Instant.distantPast
        var isErased = false
        /// Since when they stand in the queue.
        var waitsSince: Instant?
        /// How much of themself they said to recognise in the house, and when.
        var bond: (level: UInt8, at: Instant)?
    }

    struct Verdict: Equatable {
        let isKept: Bool
        let at: Instant
    }

    struct Made {
        let id: PromiseID
        let guest: Int
        let said: SaidPromise
        let due: Instant?
        let at: Instant
        var words: String?
        var isDisputed = false
        var isAsked = false
        var letter: Verdict?
        var reading: Verdict?
        var offer: String?
        var isAccepted = false
        var isDeclined = false
        /// What they say would make it good.
        var makesGood: String?
        /// Made good, or lost.
        var end: Bool?
        /// Lost to somebody who felt themself in the house: left whole.
        var partedAt: Instant?

        var isBroken: Bool { letter?.isKept == false || reading?.isKept == false }
        var isUnjudged: Bool { letter == nil && reading == nil }

        func state(at now: Instant) -> Promise.State {
            if let end { return end ? .recovered : .lost }
            if offer != nil, !isDeclined {
                return isAccepted ? .recoveryAccepted : .recoveryOffered
            }
            if isBroken { return .broken }
            if !isUnjudged { return .kept }
            return due.map { now > $0 } ?? false ? .overdueUnknown : .open
        }

        func letter(at now: Instant) -> PromiseFact.Letter {
            if let letter { return letter.isKept ? .kept : .broken }
            return due.map { now > $0 } ?? false ? .unknown : .notDue
        }
    }

    /// How far ahead a moment may be.
    private static let aheadMax = Span.minutes(5)
    /// From which level on somebody feels themself in the house.
    private static let partingLevel: UInt8 = 7

    var guests: [Guest]
    /// In the order in which they were taken in.
    var made: [Made] = []

    // MARK: Whose

    func find(_ promise: PromiseID, of guest: Int) -> Int? {
        let group = group(of: guest)
        return made.firstIndex { $0.id == promise && group.contains($0.guest) }
    }

    /// The oldest first.
    func promises(of guest: Int) -> [Made] {
        let group = group(of: guest)
        return made.filter { group.contains($0.guest) }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    /// What nobody knows of, by when it falls due.
    func open(until moment: Instant) -> [PromiseID] {
        let open = made.compactMap { promise in
            promise.due.flatMap { due in
                promise.isUnjudged && due <= moment
                    ? (due: due, name: guests[promise.guest].name, id: promise.id) : nil
            }
        }
        return open.sorted { ($0.due, $0.name, $0.id) < ($1.due, $1.name, $1.id) }.map(\.id)
    }

    mutating func erase(_ guest: Int) {
        let gone = group(of: guest)
        for each in gone { (guests[each].isErased, guests[each].waitsSince) = (true, nil) }
        made.removeAll { gone.contains($0.guest) }
    }

    /// Somebody says how much of themself they recognise in the house; the same again is no news.
    mutating func bind(_ guest: Int, _ level: UInt8, at now: Instant) {
        if guests[guest].bond?.level != level { guests[guest].bond = (level, now) }
    }

    private func feelsThemself(_ guest: Int) -> Bool {
        let told = group(of: guest).compactMap { guests[$0].bond }
        let newest = told.max { ($0.at, $0.level) < ($1.at, $1.level) }
        return newest.map { $0.level >= Self.partingLevel } ?? false
    }

    /// They take back what they told: how they understood it is not known any more.
    mutating func takeBack(_ guest: Int) {
        let group = group(of: guest)
        for each in group { guests[each].bond = nil }
        for place in made.indices where group.contains(made[place].guest) {
            (made[place].words, made[place].isDisputed, made[place].makesGood) = (nil, false, nil)
        }
    }

    // MARK: What is sent

    /// One line, at the moment at which the house took it.
    mutating func take(_ line: SimulatedPromiseDesk.Line, at now: Instant) -> PlainOutcome {
        guard !guests[line.guest].isErased else { return .refused }
        if case .make(let id, let said, let at) = line.command {
            return make(id, said, line, at: at ?? now, now: now)
        }
        guard let id = line.promise, let place = find(id, of: line.guest) else { return .refused }
        var promise = made[place]
        let outcome = promise.take(line, at: now)
        guard outcome == .done else { return outcome }
        if case .offerRecovery = line.command {
            // Whoever took leave is offered nothing more for what was promised before.
            let parted = promises(of: line.guest).compactMap(\.partedAt).max()
            if let parted, promise.at <= parted { return .refused }
        }
        if case .lose = line.command, feelsThemself(line.guest) { promise.partedAt = now }
        made[place] = promise
        return .done
    }

    private mutating func make(
        _ id: PromiseID, _ said: SaidPromise, _ line: SimulatedPromiseDesk.Line, at: Instant,
        now: Instant
    ) -> PlainOutcome {
        if let place = find(id, of: line.guest) {
            return made[place].said == said ? .nothing : .refused
        }
        guard line.isOurs, at <= now + Self.aheadMax else { return .refused }
        let due = said.due ?? (said.standing == nil ? nil : at + SimulatedPromiseDesk.quickSpan)
        if let due, due < at { return .refused }
        if due == nil, said.content != .words { return .refused }
        made.append(Made(id: id, guest: line.guest, said: said, due: due, at: at))
        return .done
    }

    // MARK: What is seen

    /// Somebody comes into the queue; again while they wait changes nothing.
    mutating func enter(_ guest: Int, at moment: Instant) {
        guests[guest].waitsSince = guests[guest].waitsSince ?? moment
    }

    /// Somebody gets into the ride.
    ///
    /// - Returns: How many promises that judged.
    mutating func ride(_ guest: Int, at moment: Instant) -> Int {
        guard let began = guests[guest].waitsSince else { return 0 }
        guests[guest].waitsSince = nil
        return judge(guest) { promise in
            guard case .wait(_, let most) = promise.said.content, promise.at <= moment,
                promise.due.map({ began <= $0 }) ?? true
            else { return nil }
            return Verdict(isKept: moment - max(began, promise.at) <= most, at: moment)
        }
    }

    /// Somebody gets their parcel.
    ///
    /// - Returns: How many promises that judged.
    mutating func serve(_ guest: Int, at moment: Instant) -> Int {
        judge(guest) { promise in
            guard case .seen = promise.said.content, promise.at <= moment else { return nil }
            return Verdict(isKept: promise.due.map { moment <= $0 } ?? true, at: moment)
        }
    }

    /// By the letter, by leave, and only what nobody judged before.
    private mutating func judge(_ guest: Int, _ verdict: (Made) -> Verdict?) -> Int {
        guard helps(guest) else { return 0 }
        let group = group(of: guest)
        var count = 0
        for place in made.indices
        where group.contains(made[place].guest) && made[place].letter == nil {
            guard let verdict = verdict(made[place]) else { continue }
            made[place].letter = verdict
            count += 1
        }
        return count
    }
}

extension PlainPromises.Made {
    /// Does it, when it may be done.
    fileprivate mutating func take(
        _ line: SimulatedPromiseDesk.Line, at now: Instant
    ) -> PlainOutcome {
        switch line.command {
        case .make: return .refused
        case .askReading:
            if isAsked { return .nothing }
            guard words == nil else { return .refused }
            isAsked = true
        case .read(_, let told, _):
            guard line.isTheirs, words == nil || words == told && !isDisputed else {
                return .refused
            }
            if words == told { return .nothing }
            words = told
        case .dispute(_, let told):
            guard line.isTheirs, !isDisputed || words == told else { return .refused }
            if isDisputed { return .nothing }
            (words, isDisputed) = (told, true)
        case .judgeByLetter(_, let isKept, let at):
            guard line.isOurs, letter == nil || letter?.isKept == isKept else { return .refused }
            if letter != nil { return .nothing }
            letter = PlainPromises.Verdict(isKept: isKept, at: at ?? now)
        case .judgeByReading(_, let isKept, let at):
            guard line.isTheirs, reading == nil || reading?.isKept == isKept else {
                return .refused
            }
            if reading != nil { return .nothing }
            reading = PlainPromises.Verdict(isKept: isKept, at: at ?? now)
        case .wouldMakeGood(_, let told):
            guard line.isTheirs, isBroken, end == nil else { return .refused }
            if makesGood == told { return .nothing }
            makesGood = told
        case .offerRecovery, .acceptRecovery, .declineRecovery, .recover, .lose:
            return makeGood(line)
        }
        return .done
    }

    private mutating func makeGood(_ line: SimulatedPromiseDesk.Line) -> PlainOutcome {
        switch line.command {
        case .offerRecovery(_, let words):
            guard line.isOurs, isBroken, end == nil else { return .refused }
            if offer == words { return isDeclined ? .refused : .nothing }
            (offer, isAccepted, isDeclined) = (words, false, false)
        case .acceptRecovery:
            guard line.isTheirs, offer != nil, end == nil, !isDeclined else { return .refused }
            if isAccepted { return .nothing }
            isAccepted = true
        case .declineRecovery:
            guard line.isTheirs, offer != nil, end == nil, !isAccepted else { return .refused }
            if isDeclined { return .nothing }
            isDeclined = true
        case .recover:
            guard offer != nil, end != false, line.isTheirs || isAccepted || end != nil else {
                return .refused
            }
            if end != nil { return .nothing }
            end = true
        default:
            guard offer != nil, end != true else { return .refused }
            if end != nil { return .nothing }
            end = false
        }
        return .done
    }
}
