import Kernel

/// Cues that whom they are about does not allow any more.
extension Engine {
    /// Withdraws them, also those that somebody has taken: at once, in the record's own row, and
    /// again whenever that row is folded.
    ///
    /// - Parameter tokens: Those of which something else may count now.
    /// - Returns: `nil` when there are none.
    mutating func withdrawForbidden(about tokens: [Token]) -> BlockResult? {
        guard !tokens.isEmpty else { return nil }
        let touched = Set(tokens)
        undoable = undoable.filter { !touched.contains($0.cue.token) || !isForbidden($0.cue) }
        var raised = Raised(tallies: tallies, nextNumber: nextCue, people: people)
        for place in timelines.indices {
            for open in timelines[place].cues.open(about: touched) where isForbidden(open.cue) {
                timelines[place].cues.close(open.cue.number)
                raised.end(open.cue, .withdrawn, at: clock.milliseconds)
                raised.append(.withdrawn(open.cue), isAboutSomebody: open.cue.person != nil)
            }
        }
        for open in calls.cues.open(about: touched) where namesForbidden(open.cue) {
            calls.close(open.cue.number)
            raised.end(open.cue, .withdrawn, at: clock.milliseconds)
            raised.append(.withdrawn(open.cue), isAboutSomebody: open.cue.person != nil)
        }
        return raised.eventCount == 0 ? nil : finish(raised, outcomes: [])
    }

    /// The same without a word to anybody, for whoever rested on somebody who is erased.
    mutating func closeForbidden(about tokens: [Token]) {
        let touched = Set(tokens)
        for place in timelines.indices {
            for open in timelines[place].cues.open(about: touched) where isForbidden(open.cue) {
                timelines[place].cues.close(open.cue.number)
            }
        }
        for open in calls.cues.open(about: touched) where namesForbidden(open.cue) {
            calls.close(open.cue.number)
        }
    }

    /// Whether a call names somebody who lets nobody know them any more.
    private func namesForbidden(_ cue: Cue) -> Bool {
        cue.person != nil && people[cue.token]?.id == nil
    }

    /// Whether a cue would not be raised now: readers noticed what whoever only taps keeps to
    /// themselves, or its rule asks for somebody known and they let nobody know them.
    private func isForbidden(_ cue: Cue) -> Bool {
        guard let rule = rules.first(where: { $0.id == cue.rule }),
            let number = people.number(of: cue.token), people.isKnown(number)
        else { return false }
        if rule.pattern.restsOnReaders, people.noticed(number) == .tapOnly { return true }
        return rule.condition != .anyone && people.consent(of: number, for: .help) == nil
    }
}

extension OpenCues {
    /// Oldest first.
    func open(about tokens: Set<Token>) -> [OpenCue] {
        byNumber.values.filter { tokens.contains($0.cue.token) }
            .sorted { $0.cue.number < $1.cue.number }
    }
}

extension Pattern {
    /// Whether it takes a reader to notice what it waits for.
    fileprivate var restsOnReaders: Bool {
        switch self {
        case .missing(let steps, _, _): steps.contains { $0.kind.isPassive }
        case .count(let signal, _, _): signal.kind.isPassive
        }
    }
}
