public import Kernel

/// What staff hears of promises: before one breaks, and when it is broken.
extension Engine {
    /// How long after it was broken staff still hears of a promise.
    public static let brokenSpan = Span.hours(24)

    /// What staff is to hear of now, to be written down and applied: of whoever is on the live
    /// floor and lets the house help them. Others are kept apart until they come or say what they
    /// allow, or until the promise is due or its breaking is long ago.
    ///
    /// Changes nothing that is kept.
    ///
    /// - Cost: a look at what fell due since the last time; nothing for who stays away.
    public mutating func promisesDue(at now: Instant) -> [Record] {
        guard promises.wantsLook(at: now) else { return [] }
        var told = Set<PromiseDeadlines.Entry>()
        var records: [Record] = []
        for look in promises.takeLooks(through: now) {
            guard let promise = promises.promise(at: look),
                let record = promise.hearing(at: now)
            else {
                promises.comeBack(look.promise, of: look.name)
                continue
            }
            // Whoever took leave may turn out to be somebody else: names come apart.
            var isLeft = false
            if case .called = record { isLeft = hasParted(look) }
            if isLeft || whereabouts(of: look.name) == nil {
                promises.keepApart(look.promise, of: look.name, until: promise.hearingEnd)
            } else {
                promises.comeBack(look.promise, of: look.name)
                // One that was kept apart may stand there twice.
                let once = PromiseDeadlines.Entry(
                    at: now, name: look.name, promise: look.promise)
                guard told.insert(once).inserted else { continue }
                records.append(.promise(person: look.name, record))
            }
        }
        return records
    }

    /// Looks again at what staff is to hear of whoever has come, or allows something else now.
    mutating func lookAgain(at tokens: [Token]) {
        guard promises.isSomebodyAway else { return }
        for token in tokens {
            guard let number = people.number(of: token), let person = people.id(of: number) else {
                continue
            }
            for name in subjectNames(of: person) { promises.lookAgain(at: name) }
        }
    }

    /// The same for tokens of the live floor, by their numbers.
    mutating func lookAgain(at arrived: [UInt32]) {
        lookAgain(at: arrived.compactMap { timelines[0].names[Int($0)] })
    }

    /// Whether they took leave since it was promised: nothing is offered them any more.
    private func hasParted(_ look: PromiseDeadlines.Entry) -> Bool {
        guard let made = promises[look.name]?[look.promise]?.madeAt else { return false }
        return subjectNames(of: look.name).contains { name in
            promises[name]?.promises.contains { $0.partedAt.map { made <= $0 } ?? false } ?? false
        }
    }

    /// Where somebody was seen last on the live floor and still is, by leave.
    private func whereabouts(of name: PersonID) -> (token: Token, zone: ZoneIndex)? {
        guard let number = people.number(of: name), people.isKnown(number),
            people.consent(of: number, for: .help) != nil
        else { return nil }
        var best: (token: Token, zone: ZoneIndex, seen: Int64)?
        for token in people.tokens(of: number) {
            guard let place = timelines[0].place(of: token, seed), place.seen > best?.seen ?? .min
            else { continue }
            best = (token, place.zone, place.seen)
        }
        return best.map { ($0.token, $0.zone) }
    }

    // MARK: Folding

    /// Calls, or withdraws what was called for, once a row has changed a promise.
    mutating func callFor(
        _ promise: Promise, after record: PromiseRecord, of name: PersonID
    ) -> BlockResult? {
        switch record {
        case .warned: return call(.promiseDue, promise.id, of: name)
        case .called: return call(.promiseBroken, promise.id, of: name)
        case .partingCalled: return call(.promiseParting, promise.id, of: name)
        case .parted:
            var raised = Raised(tallies: tallies, nextNumber: nextCue, people: people)
            withdrawOffers(to: name, into: &raised)
            return raised.eventCount == 0 ? nil : finish(raised, outcomes: [])
        case .judgedByLetter, .judgedByReading, .recoveryOffered:
            guard promise.warnedAt != nil || promise.calledAt != nil else { return nil }
            var raised = Raised(tallies: tallies, nextNumber: nextCue, people: people)
            withdrawCalls(about: promise.id, of: name, into: &raised)
            return raised.eventCount == 0 ? nil : finish(raised, outcomes: [])
        case .made, .askedReading, .read, .recoveryAccepted, .recovered, .lost, .wouldMakeGood,
            .recoveryDeclined, .askedByChance, .spared:
            return nil
        }
    }

    private mutating func call(
        _ help: CallHelp, _ promise: PromiseID, of name: PersonID
    ) -> BlockResult? {
        guard let place = whereabouts(of: name), let reader = reader(help, promise, of: name)
        else { return nil }
        return callFor(
            BlueLight(
                zone: place.zone, reader: reader, help: help, at: clock, reach: .zone,
                token: place.token, promise: promise))
    }

    /// Nobody needs to come any more, unless somebody is on their way.
    mutating func withdrawCalls(
        about id: PromiseID, of name: PersonID, into raised: inout Raised
    ) {
        guard let promise = promises[name]?[id],
            promise.warnedAt != nil || promise.calledAt != nil
        else { return }
        let people = people
        let person = people.person(name)
        let isToMakeGood = promise.isToMakeGood && promise.recovery == nil
        calls.withdraw(at: clock, into: &raised) { cue in
            cue.promise == id && cue.person.flatMap(people.person) == person
                && cue.rule != CallHelp.promiseParting.rule
                && !(isToMakeGood && cue.rule == CallHelp.promiseBroken.rule)
        }
    }

    /// Somebody took leave: nobody needs to come to make anything good any more.
    private mutating func withdrawOffers(to name: PersonID, into raised: inout Raised) {
        let people = people
        let person = people.person(name)
        calls.withdraw(at: clock, into: &raised) { cue in
            cue.promise != nil && cue.rule == CallHelp.promiseBroken.rule
                && cue.person.flatMap(people.person) == person
        }
    }

    /// What calls about a promise are told apart by: a name of ours that says nothing of it.
    private func reader(_ help: CallHelp, _ promise: PromiseID, of name: PersonID) -> Token? {
        let key = Array("\(help.rawValue) \(name) \(promise)".utf8).withUnsafeBytes {
            Key128($0, seed: seed)
        }
        return Token(
            "promise-\(String(key.low, radix: 36))-\(String(key.high, radix: 36))")
    }

    /// All that calls about the promises of some names were told apart by.
    func callReaders(of names: Set<PersonID>) -> Set<Token> {
        var readers = Set<Token>()
        for name in names.sorted() {
            for promise in promises[name]?.promises ?? [] {
                for help in [CallHelp.promiseDue, .promiseBroken, .promiseParting] {
                    if let reader = reader(help, promise.id, of: name) { readers.insert(reader) }
                }
            }
        }
        return readers
    }
}

extension Promise {
    /// What staff is to hear of it now; `nil`: nothing any more.
    fileprivate func hearing(at now: Instant) -> PromiseRecord? {
        guard let lookAt, lookAt <= now else { return nil }
        if partedAt != nil {
            return now - lookAt <= Engine.brokenSpan ? .partingCalled(id, at: now) : nil
        }
        if brokenAt != nil {
            return now - lookAt <= Engine.brokenSpan ? .called(id, at: now) : nil
        }
        return said.due.map { now <= $0 } ?? false ? .warned(id, at: now) : nil
    }

    /// From when on there is nothing to hear of it.
    fileprivate var hearingEnd: Instant {
        let last = (partedAt ?? brokenAt).map { $0 + Engine.brokenSpan } ?? said.due
        return (last ?? .distantPast) + Span(milliseconds: 1)
    }
}

extension Timeline {
    /// Where a token is, and when it was heard of last.
    fileprivate func place(of token: Token, _ seed: KeySeed) -> (zone: ZoneIndex, seen: Int64)? {
        let key = Array(token.utf8).withUnsafeBytes { Key128($0, seed: seed) }
        guard let number = tokens.find(key) else { return nil }
        let row = number * stride
        var zone = rows[row + Column.zone]
        var seen = rows[row + Column.lastSeen]
        for signal in buffer.waiting(of: UInt32(truncatingIfNeeded: number)) {
            Self.move(signal, in: &zone)
            seen = max(seen, signal.at)
        }
        return zone == Self.nowhere ? nil : (ZoneIndex(truncatingIfNeeded: zone), seen)
    }
}
