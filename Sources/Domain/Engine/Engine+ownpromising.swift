import Kernel

/// What the house promises by itself: a window in a virtual queue, and what a rule says.
extension Engine {
    /// A name for a promise of the house's own: the same for the same occasion, and it says nothing
    /// of anybody.
    private func promiseID(_ occasion: String) -> PromiseID? {
        let key = Array(occasion.utf8).withUnsafeBytes { Key128($0, seed: seed) }
        return PromiseID("own-\(String(key.low, radix: 36))-\(String(key.high, radix: 36))")
    }

    // MARK: Virtual queues

    /// Rows of virtual queues, each followed by what it promises to people whom the house knows,
    /// and by what became of that.
    ///
    /// Judged with the rows, and not folded from them: a journal of before this brings none about.
    ///
    /// - Cost: of a ride that runs again linear in the names of the day's parties; otherwise in
    ///   those of one party and in its people's promises.
    func withPromises(_ records: [Record], at now: Instant) -> [Record] {
        records.flatMap { record -> [Record] in
            switch record {
            case .pass(let queue, let change):
                [record] + promises(after: change, of: queue, at: now)
            case .partyNamed(let queue, let party, let name):
                [record] + promises(to: name, of: party, in: queue, at: now)
            default: [record]
            }
        }
    }

    private func promises(
        after record: PassRecord, of queue: PassQueueID, at now: Instant
    ) -> [Record] {
        switch record {
        case .joined(let ticket), .guestAdmitted(let ticket, _):
            guard passes[queue]?.stoppedAt == nil else { return [] }
            return names(of: ticket.party, in: queue).compactMap {
                promise(ticket.promise, at: ticket.joinedAt, to: $0, ticket.party, queue)
            }
        case .movedForward(let party, let promise, _):
            return names(of: party, in: queue).compactMap {
                self.promise(promise, at: now, to: $0, party, queue)
            }
        case .ranAgain: return promisesAnew(in: queue, at: now)
        case .served(let party, let outcome, _):
            return verdicts(about: party, outcome, in: queue, at: now)
        case .opened, .advanced, .arrived, .lapsed, .left, .offered, .offerEnded, .letReturn,
            .missed, .stoodStill:
            return []
        }
    }

    private func names(of party: PartyID, in queue: PassQueueID) -> [Alias] {
        passes.links.filter { $0.queue == queue && $0.party == party }.map(\.name)
    }

    /// What a party was told last, once it is known whose it is. While the ride stands still it is
    /// told no time.
    private func promises(
        to name: Alias, of party: PartyID, in queue: PassQueueID, at now: Instant
    ) -> [Record] {
        guard let day = passes[queue], day.stoppedAt == nil, let ticket = day[party],
            let last = day.promises(of: ticket, at: now).last, last.state == .open,
            let record = promise(last.promise, at: last.madeAt, to: name, party, queue)
        else { return [] }
        return [record]
    }

    /// What everybody who still waits is told when the ride runs again. What they were told before
    /// stays as it was.
    private func promisesAnew(in queue: PassQueueID, at now: Instant) -> [Record] {
        guard let day = passes[queue] else { return [] }
        return passes.links.filter { $0.queue == queue }.compactMap { link in
            guard let ticket = day[link.party], ticket.state == .waiting || ticket.state == .here,
                ticket.returnCount == 0
            else { return nil }
            return promise(
                day.promise(of: ticket, at: now), at: now, to: link.name, link.party, queue)
        }
    }

    /// - Returns: `nil` of somebody whom the house does not know, and of what they heard before.
    private func promise(
        _ told: PassPromise, at moment: Instant, to name: Alias, _ party: PartyID,
        _ queue: PassQueueID
    ) -> Record? {
        guard let plan = passes.queue(queue), let person = owner(of: name),
            let file = promiseFile(of: person, at: moment),
            let id = promiseID(
                "queue \(queue) \(party) \(name) \(told.window.begin.milliseconds) "
                    + "\(told.boardedBy.milliseconds)")
        else { return nil }
        let said = SaidPromise(
            quote: told.words(since: moment, plan.name).asQuote, channel: .queue,
            due: told.boardedBy)
        return file.made(id, said, at: moment, by: .queue(queue, party)).map {
            .promise(person: $0.name, $0.record)
        }
    }

    /// Judges what a party was told by when it has its turn. It is the house's own doing, and asks
    /// for no leave.
    ///
    /// Of whoever came late, or comes back after the ride broke down, nobody knows what would have
    /// become of it: only what was kept is.
    private func verdicts(
        about party: PartyID, _ outcome: PassOutcome, in queue: PassQueueID, at now: Instant
    ) -> [Record] {
        var judged = Set<PromiseID>()
        return names(of: party, in: queue).compactMap(owner).flatMap { person in
            (promiseFile(of: person, at: clock)?.all ?? []).compactMap { name, promise in
                guard promise.origin == .queue(queue, party), promise.byLetter == nil,
                    let due = promise.said.due, promise.madeAt <= now,
                    now <= due || outcome != .cameLate && outcome != .again,
                    judged.insert(promise.id).inserted
                else { return nil }
                return .promise(
                    person: name,
                    .judgedByLetter(
                        promise.id,
                        PromiseVerdict(isKept: now <= due, evidence: .boarded(queue), at: now)))
            }
        }
    }

    // MARK: Rules

    /// What the rules promise whose cues a block raised about known people on the live floor.
    ///
    /// Folded here, and written behind the block it follows from, as what signals judge is.
    mutating func promiseByRules(_ raised: Raised) -> [Record] {
        var records: [Record] = []
        for case .issued(let cue) in raised.aboutSomebody {
            guard let record = promise(by: cue), case .promise(let name, let made) = record else {
                continue
            }
            change(made, of: name)
            records.append(record)
        }
        return records
    }

    /// What the rule of a cue promises, once a cue; `nil`: nothing, or its entry is not in the
    /// catalogue, or cannot be promised now.
    private func promise(by cue: Cue) -> Record? {
        guard cue.isLive, let person = cue.person,
            let wanted = rules.first(where: { $0.id == cue.rule })?.cue.promise,
            let entry = promises.standing(wanted), let file = promiseFile(of: person, at: clock),
            let id = promiseID("rule \(cue.rule) \(cue.number)")
        else { return nil }
        let said = SaidPromise(
            standing: entry.id, quote: entry.words.asQuote, channel: entry.channel,
            content: entry.content, owner: entry.owner, horizon: entry.horizon)
        return file.made(id, said, at: cue.since, by: .rule(cue.rule, cue.number)).map {
            .promise(person: $0.name, $0.record)
        }
    }
}

extension PassPromise {
    /// From when until when to come, and by when they have their turn: in minutes from when they
    /// were told, since the queue knows no clock on a wall.
    fileprivate func words(since moment: Instant, _ queue: Words) -> Words {
        func minutes(_ to: Instant) -> Int64 {
            (max(0, (to - moment).milliseconds) + 59_999) / 60_000
        }
        let (begin, end, by) = (minutes(window.begin), minutes(window.end), minutes(boardedBy))
        guard begin > 0 else {
            return Words(
                en: "\(queue.en): come within \(end) minutes; your turn comes within \(by).",
                nl: "\(queue.nl): kom binnen \(end) minuten; u bent binnen \(by) aan de beurt.")
        }
        return Words(
            en: "\(queue.en): come in \(begin) to \(end) minutes; your turn comes within \(by).",
            nl:
                "\(queue.nl): kom over \(begin) tot \(end) minuten; u bent binnen \(by) aan de beurt."
        )
    }
}

extension Words {
    /// Both languages, since nobody said in which; what is too long in both is in Dutch.
    fileprivate var asQuote: String {
        if en == nl { return en }
        let both = "\(nl) / \(en)"
        return both.utf8.count <= SaidPromise.wordByteCountMax ? both : nl
    }
}
