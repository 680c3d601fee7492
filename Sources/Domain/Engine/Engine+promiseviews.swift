public import Kernel
public import Measures

/// What somebody was promised, and what became of it.
public struct PromiseView: Sendable, Equatable {
    public let person: PersonID
    /// When it was looked at: where promises stand depends on it.
    public let at: Instant
    /// By all their names, the oldest first.
    public let entries: [Promise]
    /// How much of themself they say they recognise in the house.
    public let bond: Bond.Told?
    /// How sure they say they are that they come again.
    public let stays: Bond.Told?
    /// What the house asks them now.
    public let asks: Engine.PromiseQuestion?
    /// In what words of the house's own it is asked; `nil`: in the usual ones.
    public let asksIn: Words?

    public subscript(id: PromiseID) -> Promise? { entries.first { $0.id == id } }

    public func state(of promise: Promise) -> Promise.State { promise.state(at: at) }

    /// Whether they took leave since a promise was made: nothing is offered them about it any more.
    public func hasParted(since promise: Promise) -> Bool {
        entries.contains { $0.partedAt.map { promise.madeAt <= $0 } ?? false }
    }

    /// What they take as making a promise good, each once: what they said of this one, then of
    /// others, then the offers that they accepted; of each the newest first.
    public func takes(for promise: Promise) -> [String] {
        let told = entries.compactMap(\.makesGood).map { (at: $0.at, words: $0.words) }
        let accepted = entries.compactMap(\.recovery).compactMap { recovery in
            recovery.acceptedAt.map { (at: $0, words: recovery.offer) }
        }
        let words = [told, accepted].flatMap { list in
            list.sorted { ($0.at, $0.words) > ($1.at, $1.words) }.map(\.words)
        }
        var seen = Set<String>()
        return ([promise.makesGood?.words].compactMap(\.self) + words).filter {
            seen.insert($0).inserted
        }
    }
}

/// What staff is called for: what was said, what became of it, and what would make it good.
public struct PromiseCall: Sendable, Equatable {
    public let promise: Promise
    /// What this person takes as making good, each once: what they said of this promise, of others,
    /// and offers that they accepted.
    public let takes: [String]
}

/// By what promises are put together.
public struct PromiseKeys: Hashable, Sendable {
    public let standing: StandingPromiseID?
    public let channel: PromiseChannel
    public let owner: PromiseOwner?

    public init(
        standing: StandingPromiseID?, channel: PromiseChannel, owner: PromiseOwner?
    ) {
        self.standing = standing
        self.channel = channel
        self.owner = owner
    }
}

extension Engine {
    /// What a person was promised. It is the house's own word, and asks for no consent: whoever
    /// shows it to staff reads ``cardPromises(of:at:)``.
    ///
    /// - Returns: `nil` when nobody is known by that name.
    public func promises(of person: PersonID, at now: Instant) -> PromiseView? {
        guard let person = people.person(person), let file = promiseFile(of: person, at: now)
        else { return nil }
        let asks = openPromiseQuestion(of: person, at: file.now)
        var asked: Promise?
        if case .reading(let id) = asks { asked = file.all.first { $0.promise.id == id }?.promise }
        return PromiseView(
            person: person, at: file.now, entries: file.all.map(\.promise),
            bond: bond(of: person), stays: staying(of: person), asks: asks,
            asksIn: asked.flatMap(ownWords))
    }

    /// In what words of the house's own somebody was asked what they understood.
    private func ownWords(askingOf promise: Promise) -> Words? {
        guard let standing = promise.said.standing, let at = promise.askedAt else { return nil }
        return survey.own(about: .reading(standing), at: at)?.words
    }

    /// The same by leave: for whoever helps them.
    ///
    /// - Returns: `nil` when nobody is known by that name, or they let nobody know.
    public func cardPromises(of person: PersonID, at now: Instant) -> PromiseView? {
        guard let number = people.number(of: person), people.consent(of: number, for: .help) != nil
        else { return nil }
        return promises(of: person, at: now)
    }

    /// What a cue about a promise calls for, by leave.
    ///
    /// - Returns: `nil` for any other cue, and when the promise or the leave is gone.
    public func promiseCall(of cue: Cue) -> PromiseCall? {
        guard let id = cue.promise, let person = cue.person,
            let view = cardPromises(of: person, at: clock), let promise = view[id]
        else { return nil }
        return PromiseCall(
            promise: promise,
            takes: view.hasParted(since: promise) ? [] : view.takes(for: promise))
    }

    /// Every promise that was made to somebody, with what became of it, by name and then the
    /// oldest first: what reports are made from. Those that made room are among them, as they
    /// stood then.
    ///
    /// - Cost: a sort of all names that were promised anything, and linear in the promises.
    public func promiseFacts(at now: Instant) -> [(key: PromiseKeys, fact: PromiseFact)] {
        var numbers: [PersonID: UInt64] = [:]
        var facts: [(key: PromiseKeys, fact: PromiseFact)] = []
        for name in promises.names {
            let person = people.person(name) ?? name
            let number = numbers[person] ?? UInt64(numbers.count)
            numbers[person] = number
            for sum in promises[name]?.room?.sums ?? [] {
                facts += Array(
                    repeating: (sum.keys, sum.fact(of: number)), count: sum.count)
            }
            for promise in promises[name]?.promises ?? [] {
                facts.append(
                    (
                        PromiseKeys(promise.said),
                        PromiseFact(
                            person: number, letter: promise.letter(at: now),
                            reading: promise.byReading?.isKept,
                            isAsked: promise.askedAt != nil)
                    ))
            }
        }
        return facts
    }

    /// Promises of which nobody has said what became of them and that fall due by a moment, in
    /// that order: by due time, then name, then id. The ones that are due already are among them.
    ///
    /// - Cost: a sort of what falls due by then.
    public func openPromises(until moment: Instant) -> [(person: PersonID, promise: Promise)] {
        promises.due(through: moment).map { (people.person($0.name) ?? $0.name, $0.promise) }
    }
}

extension Promise {
    /// What became of it by the letter; nothing that is not known is taken for kept or broken.
    public func letter(at now: Instant) -> PromiseFact.Letter {
        if let byLetter { return byLetter.isKept ? .kept : .broken }
        return said.due.map { now > $0 } ?? false ? .unknown : .notDue
    }
}
