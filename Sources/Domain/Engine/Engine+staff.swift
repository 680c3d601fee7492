import Kernel

/// What staff does with cues.
extension Engine {
    /// The cue, if it is open and not in another's hands.
    func cue(_ number: CueNumber, for staff: StaffID) throws(CommandRefusal) -> Cue {
        let open = try openCue(number)
        if case .taken(let owner, _) = open.state, owner != staff {
            throw .takenByAnother(owner)
        }
        return open.cue
    }

    func openCue(_ number: CueNumber) throws(CommandRefusal) -> OpenCue {
        guard let open = openCue(numbered: number) else { throw .noOpenCue }
        return open
    }

    /// Stands for the readers' calls where a timeline's place is noted.
    private static let callPlace = -1

    mutating func apply(_ doing: Undoable.Doing, to cue: Cue, by staff: StaffID) {
        guard let open = openCue(numbered: cue.number) else {
            return tally(doing, of: cue, by: 1)
        }
        let place = timelines.firstIndex { $0.cues[cue.number] != nil } ?? Self.callPlace
        undoable.append(
            Undoable(
                cue: cue, doing: doing, by: staff, at: clock, stateBefore: open.state,
                timeline: place, tokenNumber: open.tokenNumber,
                isShownToAll: open.isShownToAll))
        if doing == .take {
            set(cue.number, at: place, to: .taken(by: staff, at: clock))
        } else {
            if place == Self.callPlace {
                calls.close(cue.number)
            } else {
                timelines[place].cues.close(cue.number)
            }
            if doing != .reject, !open.state.isTaken { tally(.take, of: cue, by: 1) }
            if cue.isLive, let ending = doing.ending {
                endedCues.append(EndedCue(cue, ending, at: clock, by: staff))
            }
        }
        tally(doing, of: cue, by: 1)
    }

    private mutating func set(_ number: CueNumber, at place: Int, to state: CueState) {
        if place == Self.callPlace {
            calls.set(number, to: state)
        } else {
            timelines[place].cues.set(number, to: state)
        }
    }

    mutating func undo(_ cue: Cue, by staff: StaffID) {
        guard
            let last = undoable.lastIndex(where: {
                $0.cue.number == cue.number && $0.by == staff
            })
        else { return }
        let done = undoable.remove(at: last)
        if done.doing == .take {
            set(cue.number, at: done.timeline, to: done.stateBefore)
        } else {
            if done.timeline == Self.callPlace {
                calls.reopen(
                    cue, state: done.stateBefore, isShownToAll: done.isShownToAll, at: clock)
            } else {
                let rule = rules.firstIndex { $0.id == cue.rule } ?? 0
                timelines[done.timeline].reopen(
                    cue, rule: rule, token: done.tokenNumber, state: done.stateBefore,
                    isShownToAll: done.isShownToAll)
            }
            endedCues.takeBack(cue.number)
            if done.doing != .reject, !done.stateBefore.isTaken { tally(.take, of: cue, by: -1) }
        }
        tally(done.doing, of: cue, by: -1)
    }

    private mutating func tally(_ doing: Undoable.Doing, of cue: Cue, by change: Int) {
        var tally = tallies[cue.rule] ?? RuleTally()
        switch doing {
        case .take: tally.taken += change
        case .helped: tally.helped += change
        case .didNotHelp: tally.didNotHelp += change
        case .reject: tally.rejected += change
        }
        tallies[cue.rule] = tally
    }

    /// Cues of the live floor that ended within a day, oldest first.
    public var cuesEnded: [EndedCue] { Array(endedCues.list) }

    /// Puts a taken cue back as if nobody had taken it: the simulator's way of forgetting, to show
    /// that it would be noticed.
    package mutating func forgetTaken(_ number: CueNumber) {
        if calls.cues[number] != nil { calls.set(number, to: .issued) }
        for place in timelines.indices where timelines[place].cues[number] != nil {
            timelines[place].cues.set(number, to: .issued)
        }
    }
}

extension Engine.Undoable.Doing {
    fileprivate var ending: CueEnding? {
        switch self {
        case .take: nil
        case .helped: .helped
        case .didNotHelp: .didNotHelp
        case .reject: .rejected
        }
    }
}
