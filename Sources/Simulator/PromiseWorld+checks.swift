import Domain
import Kernel
import Measures
import Ports
import Runtime

/// What must hold of a house of promises.
extension PromiseWorld {
    /// The house is what the plain list says, for everybody and over all.
    mutating func checkState(_ moment: String) {
        guard report.violations.isEmpty else { return }
        for guest in plain.guests.indices { checkPromises(of: guest, moment) }
        checkBook(house.engine, moment)
    }

    private mutating func checkPromises(of guest: Int, _ moment: String) {
        let (name, now) = (plain.guests[guest].name, house.now)
        let view = house.engine.promises(of: name, at: now)
        guard !plain.guests[guest].isErased else {
            return check((view?.entries ?? []).isEmpty, "\(moment) \(name) was erased")
        }
        check(
            (house.engine.cardPromises(of: name, at: now) != nil) == plain.helps(guest),
            "\(moment) leave of \(name)")
        let told = (view?.entries ?? []).map { Seen($0, at: now) }
        let wanted = plain.promises(of: guest).map { Seen($0, at: now) }
        check(
            told == wanted,
            "\(moment) the promises to \(name) differ:\n\(told)\nplainly\n\(wanted)")
    }

    private mutating func checkBook(_ engine: Engine, _ moment: String) {
        for until in [house.now, house.now + .hours(24), house.now + .hours(240)] {
            check(
                engine.openPromises(until: until).map(\.promise.id) == plain.open(until: until),
                "\(moment) what falls due by \(until.milliseconds) differs")
        }
        check(
            engine.promiseFacts(at: house.now).map(\.fact) == plain.facts(at: house.now),
            "\(moment) the facts differ")
    }

    /// From its first row, and from a snapshot, the journal gives the same back. Once somebody is
    /// erased only from a snapshot: rows of others may have rested on theirs.
    mutating func checkReplay() {
        for usesSnapshot in [false, true] where usesSnapshot || !hasErased {
            do throws(JournalFailure) {
                let replayed = try Recovery(
                    from: house.journal, seed: SimulatedHouse.seedOfKeys,
                    usesSnapshot: usesSnapshot
                ).engine
                check(replayed.promises == house.engine.promises, "a replay differs")
                check(
                    hasErased || replayed.aggregates == house.engine.aggregates,
                    "what a replay remembers differs")
                checkBook(replayed, "replayed")
            } catch {
                check(false, "replay failed: \(error)")
            }
        }
    }

    // MARK: What is written down

    /// Each promise is made once, judged once by each, ended once; staff hears once of each.
    mutating func checkRows() {
        var lives: [String: Life] = [:]
        for row in house.journal.rows {
            guard case .record(.promise(let name, let record)) = row.content else { continue }
            switch record {
            case .warned: sometimes("staff warned")
            case .called: sometimes("staff called to make good")
            case .partingCalled: sometimes("staff called to part")
            default: break
            }
            let id = "\(name) \(record.said)"
            for fault in lives[id, default: Life()].take(record) {
                check(false, "row \(row.sequence) about \(id): \(fault)")
            }
        }
    }

    /// What the rows of one promise said until now.
    private struct Life {
        var promise: Promise?
        var letter: PromiseVerdict?
        var reading: PromiseVerdict?
        var hasOffer = false
        var isOver = false
        var wasWarned = false
        var wasCalled = false
        var partedAt: Instant?
        var wasPartingCalled = false

        /// When it was broken: the later.
        private var brokenAt: Instant? {
            [letter, reading].compactMap { $0.flatMap { $0.isKept ? nil : $0.at } }.max()
        }

        /// - Returns: What is wrong with a row after these.
        mutating func take(_ record: PromiseRecord) -> [String] {
            guard let promise else {
                guard case .made(let made) = record else { return ["it was never made"] }
                promise = made
                return []
            }
            var faults: [String] = []
            func must(_ holds: Bool, _ fault: String) { if !holds { faults.append(fault) } }
            switch record {
            case .made: must(false, "made twice")
            case .judgedByLetter(_, let verdict):
                must(letter == nil, "judged twice by the letter")
                letter = letter ?? verdict
            case .judgedByReading(_, let verdict):
                must(reading == nil, "judged twice by the reading")
                reading = reading ?? verdict
            case .warned(_, let at):
                must(!wasWarned, "warned of twice")
                must(letter == nil && reading == nil, "warned of although it was judged")
                must(promise.warnAt.map { $0 <= at } ?? false, "warned of too early")
                must(promise.said.due.map { at <= $0 } ?? false, "warned of too late")
                wasWarned = true
            case .called(_, let at):
                must(!wasCalled, "called for twice")
                must(!hasOffer, "called for although something was offered")
                must(
                    brokenAt.map { $0 <= at && at - $0 <= Engine.brokenSpan } ?? false,
                    "called for although it was not broken lately")
                wasCalled = true
            case .recoveryOffered:
                must(brokenAt != nil && !isOver, "offered for what is not broken, or is over")
                hasOffer = true
            case .recoveryAccepted, .recoveryDeclined:
                must(hasOffer && !isOver, "answered what is not offered")
            case .wouldMakeGood: must(brokenAt != nil && !isOver, "nothing is to be made good")
            case .parted(_, let at):
                must(isOver && partedAt == nil, "let go twice, or before it was lost")
                partedAt = at
            case .partingCalled(_, let at):
                must(!wasPartingCalled, "called to part twice")
                must(
                    partedAt.map { $0 <= at && at - $0 <= Engine.brokenSpan } ?? false,
                    "called to part although nobody was let go lately")
                wasPartingCalled = true
            case .recovered, .lost:
                must(hasOffer && !isOver, "ended twice, or before anything was offered")
                isOver = true
            case .askedReading, .read, .askedByChance, .spared: break
            }
            return faults
        }
    }
}

/// One promise, as far as both tell of it.
private struct Seen: Equatable {
    let id: PromiseID
    let state: Promise.State
    let due: Instant?
    let letter: PlainPromises.Verdict?
    let reading: PlainPromises.Verdict?
    let words: String?
    let isDisputed: Bool
    let isAsked: Bool
    let offer: String?
    let isDeclined: Bool
    let makesGood: String?
    let partedAt: Instant?

    init(_ promise: Promise, at now: Instant) {
        id = promise.id
        state = promise.state(at: now)
        due = promise.said.due
        letter = promise.byLetter.map { PlainPromises.Verdict(isKept: $0.isKept, at: $0.at) }
        reading = promise.byReading.map { PlainPromises.Verdict(isKept: $0.isKept, at: $0.at) }
        words = promise.reading?.words
        isDisputed = promise.reading?.isDisputed ?? false
        isAsked = promise.askedAt != nil
        offer = promise.recovery?.offer
        isDeclined = promise.recovery?.declinedAt != nil
        makesGood = promise.makesGood?.words
        partedAt = promise.partedAt
    }

    init(_ promise: PlainPromises.Made, at now: Instant) {
        id = promise.id
        state = promise.state(at: now)
        due = promise.due
        letter = promise.letter
        reading = promise.reading
        words = promise.words
        isDisputed = promise.isDisputed
        isAsked = promise.isAsked
        offer = promise.offer
        isDeclined = promise.isDeclined
        makesGood = promise.makesGood
        partedAt = promise.partedAt
    }
}

extension PlainPromises {
    /// By name, then in the order in which they were taken in; whose they are by a number each.
    fileprivate func facts(at now: Instant) -> [PromiseFact] {
        let names = guests.indices.filter { guest in made.contains { $0.guest == guest } }
            .sorted { guests[$0].name < guests[$1].name }
        var people: [Int] = []
        return names.flatMap { guest -> [PromiseFact] in
            let person = group(of: guest).min() ?? guest
            if !people.contains(person) { people.append(person) }
            let number = people.firstIndex(of: person).map(UInt64.init)
            return made.filter { $0.guest == guest }.map {
                PromiseFact(
                    person: number, letter: $0.letter(at: now), reading: $0.reading?.isKept,
                    isAsked: $0.isAsked)
            }
        }
    }
}

extension PromiseRecord {
    /// The promise a row is about.
    fileprivate var said: PromiseID {
        switch self {
        case .made(let promise): promise.id
        case .askedReading(let id, _), .read(let id, _), .judgedByLetter(let id, _),
            .judgedByReading(let id, _), .warned(let id, _), .called(let id, _),
            .recoveryOffered(let id, _, _, _), .recoveryAccepted(let id, _, _),
            .recovered(let id, _, _), .lost(let id, _, _), .wouldMakeGood(let id, _, _, _),
            .recoveryDeclined(let id, _, _), .parted(let id, _), .partingCalled(let id, _),
            .askedByChance(let id, _, _), .spared(let id, _, _):
            id
        }
    }
}
