import Kernel

/// What folding signals brings about: cue events in order, and the counts that go with them.
struct Raised: Sendable {
    /// Events about tokens linked to nobody, as they will stand in the block.
    private(set) var section = ByteWriter()
    /// Events about known people, which become records.
    private(set) var aboutSomebody: [CueEvent] = []
    private(set) var eventCount = 0
    var finished: [FinishedWait] = []
    /// Signals that promises are judged by, in the order in which they happened.
    var seen: [SeenSignal] = []
    /// Whether it is told who comes onto the live floor.
    var wantsArrivals = false
    /// Who came, by their tokens' numbers; one may stand there twice.
    var arrived: [UInt32] = []
    /// Cues of the live floor that ended by themselves.
    private(set) var ended: [EndedCue] = []
    var tallies: [RuleID: RuleTally]
    private var nextNumber: CueNumber
    private let people: People

    init(tallies: [RuleID: RuleTally], nextNumber: CueNumber, people: People) {
        self.tallies = tallies
        self.nextNumber = nextNumber
        self.people = people
    }

    var followingNumber: CueNumber { nextNumber }

    mutating func takeNumber() -> CueNumber {
        defer { nextNumber += 1 }
        return nextNumber
    }

    mutating func append(_ event: CueEvent, isAboutSomebody: Bool) {
        eventCount += 1
        if case .issued(let cue) = event { tally(cue.rule) { $0.issued += 1 } }
        if isAboutSomebody {
            aboutSomebody.append(event)
        } else {
            CueSection.append(event, to: &section)
        }
    }

    /// A cue ended by itself.
    mutating func end(_ cue: Cue, _ ending: CueEnding, at moment: Int64) {
        tally(cue.rule) { tally in
            if ending == .withdrawn { tally.withdrawn += 1 } else { tally.expired += 1 }
        }
        guard cue.isLive else { return }
        ended.append(EndedCue(cue, ending, at: Instant(milliseconds: moment)))
    }

    mutating func tally(_ rule: RuleID, _ change: (inout RuleTally) -> Void) {
        change(&tallies[rule, default: RuleTally()])
    }

    /// Who the token is, when the rule's condition allows a cue.
    ///
    /// - Returns: `nil` when the condition is not met; otherwise the person, if there is one.
    func person(of token: Token, meeting condition: PersonCondition) -> KnownPerson? {
        guard !people.isEmpty || condition != .anyone else { return .nobody }
        let person = people[token]
        switch condition {
        case .anyone: return person ?? .nobody
        case .known: return person?.id == nil ? nil : person
        case .has(let fact): return person?.facts.contains(fact) == true ? person : nil
        }
    }
}
