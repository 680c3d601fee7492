import Kernel

/// What time alone brings, and the cues that come of it.
extension Timeline {
    /// Fires, in order of time, every absence, escalation and expiry before `limit`.
    mutating func fire(before limit: Int64, into raised: inout Raised) {
        while nextDeadline < limit {
            let moment = nextDeadline
            for rule in timers.indices {
                while let timer = timers[rule].first, timer.deadline == moment {
                    timers[rule].removeFirst()
                    let entry = program.entries[rule]
                    let lastAbsent =
                        rows[Int(timer.token) * stride + Column.count + entry.mainSlot]
                    if lastAbsent <= timer.deadline - entry.within {
                        issue(
                            rule: rule, token: timer.token, zone: timer.zone,
                            at: timer.deadline, into: &raised)
                    }
                }
            }
            cues.fire(at: moment, into: &raised)
            nextDeadline = earliestDeadline()
        }
    }

    func earliestDeadline() -> Int64 {
        var earliest = cues.earliestDeadline
        for queue in timers {
            if let first = queue.first, first.deadline < earliest { earliest = first.deadline }
        }
        return earliest
    }

    // MARK: Cues

    mutating func issue(
        rule: Int, token: UInt32, zone: ZoneIndex, at: Int64, into raised: inout Raised
    ) {
        let entry = program.entries[rule]
        let slots = Int(token) * stride + Column.count
        if let slot = entry.lastCueSlot, let cooldown = entry.rule.cue.cooldown {
            guard at - rows[slots + slot] >= cooldown.milliseconds else { return }
        }
        guard let name = names[Int(token)],
            let person = raised.person(of: name, meeting: entry.rule.condition)
        else { return }
        if let slot = entry.lastCueSlot { rows[slots + slot] = at }
        let since = Instant(milliseconds: at)
        let cue = Cue(
            number: raised.takeNumber(), rule: entry.rule.id, source: source, token: name,
            zone: zone, since: since, until: since + entry.rule.cue.validFor,
            person: person.id)
        var previous: CueNumber = 0
        if let slot = entry.openCueSlot {
            previous = CueNumber(bitPattern: rows[slots + slot])
            rows[slots + slot] = Int64(bitPattern: cue.number)
        }
        let deadline = cues.open(cue, rule: rule, entry: entry, token: token, previous: previous)
        if deadline < nextDeadline { nextDeadline = deadline }
        raised.append(.issued(cue), isAboutSomebody: cue.person != nil)
    }

    /// Puts back a cue that was closed a few seconds ago.
    mutating func reopen(
        _ cue: Cue, rule: Int, token: UInt32, state: CueState, isShownToAll: Bool
    ) {
        let deadline = cues.reopen(
            cue, rule: rule, token: token, state: state, isShownToAll: isShownToAll, at: horizon)
        nextDeadline = min(nextDeadline, deadline)
    }

    mutating func withdraw(
        _ signal: PendingSignal, rule: Int, inSameZone: Bool, into raised: inout Raised
    ) {
        guard let slot = program.entries[rule].openCueSlot else { return }
        let place = Int(signal.token) * stride + Column.count + slot
        guard rows[place] != 0 else { return }
        rows[place] = Int64(
            bitPattern: cues.withdraw(
                CueNumber(bitPattern: rows[place]), rule: rule, at: signal.at,
                in: inSameZone ? signal.zone : nil, into: &raised))
    }
}
