import DequeModule
import Kernel

/// The cues of one timeline that are still worth acting on.
struct OpenCues: Sendable {
    /// How long after its end a cue that somebody took may stay unfinished.
    static let takenSpan: Int64 = 8 * 3_600_000

    private(set) var byNumber: [CueNumber: OpenCue] = [:]
    /// One queue a rule: validity is the same for all its cues, so the first ends first.
    private var expiries: [Deque<Deadline>] = []
    private var escalations: [Deque<Deadline>] = []
    private(set) var earliestDeadline = Int64.max

    struct Deadline: Equatable, Sendable, Codable {
        let at: Int64
        let cue: CueNumber
    }

    init() {}

    /// Rebuilds the queues from open cues, as a snapshot holds them.
    init(
        _ open: [OpenCue], expiries: [Deque<Deadline>], escalations: [Deque<Deadline>]
    ) {
        for cue in open { byNumber[cue.cue.number] = cue }
        self.expiries = expiries
        self.escalations = escalations
        findEarliest()
    }

    var queues: (expiries: [Deque<Deadline>], escalations: [Deque<Deadline>]) {
        (expiries, escalations)
    }

    /// Oldest first.
    var sorted: [OpenCue] { byNumber.values.sorted { $0.cue.number < $1.cue.number } }

    subscript(number: CueNumber) -> OpenCue? { byNumber[number] }

    /// - Returns: The earliest moment at which something will happen to it.
    mutating func open(
        _ cue: Cue, rule: Int, entry: RuleProgram.Entry, token: UInt32, previous: CueNumber
    ) -> Int64 {
        byNumber[cue.number] = OpenCue(
            cue: cue, state: .issued, tokenNumber: token, previous: previous)
        while expiries.count <= rule {
            expiries.append(Deque())
            escalations.append(Deque())
        }
        let expiry = cue.until.milliseconds
        Self.insert(Deadline(at: expiry, cue: cue.number), into: &expiries[rule])
        var earliest = expiry
        if let span = entry.rule.cue.escalateAfter {
            let escalation = cue.since.milliseconds + span.milliseconds
            Self.insert(Deadline(at: escalation, cue: cue.number), into: &escalations[rule])
            earliest = min(earliest, escalation)
        }
        earliestDeadline = min(earliestDeadline, earliest)
        return earliest
    }

    /// Nearly always at the end; a cue raised on arrival may be a little older than the last.
    private static func insert(_ deadline: Deadline, into queue: inout Deque<Deadline>) {
        var place = queue.count
        while place > 0, queue[place - 1].at > deadline.at { place -= 1 }
        queue.insert(deadline, at: place)
    }

    /// Lets everything happen that is due at exactly this moment.
    mutating func fire(at moment: Int64, into raised: inout Raised) {
        guard earliestDeadline <= moment else { return }
        for rule in expiries.indices {
            while let first = escalations[rule].first, first.at <= moment {
                escalations[rule].removeFirst()
                escalate(first.cue, into: &raised)
            }
            while let first = expiries[rule].first, first.at <= moment {
                expiries[rule].removeFirst()
                guard let open = byNumber[first.cue] else { continue }
                if open.state.isTaken, first.at < open.cue.until.milliseconds + Self.takenSpan {
                    let last = open.cue.until.milliseconds + Self.takenSpan
                    Self.insert(Deadline(at: last, cue: first.cue), into: &expiries[rule])
                    continue
                }
                byNumber[first.cue] = nil
                raised.end(open.cue, .expired, at: first.at)
            }
        }
        findEarliest()
    }

    /// Shows an untaken cue to the whole house.
    mutating func escalate(_ number: CueNumber, into raised: inout Raised) {
        guard var open = byNumber[number], open.state == .issued else { return }
        open.state = .escalated
        open.isShownToAll = true
        byNumber[number] = open
        raised.append(.escalated(open.cue), isAboutSomebody: open.cue.person != nil)
    }

    /// Withdraws a token's open cues of one rule that are older than the signal.
    ///
    /// - Returns: The newest cue of the chain that stays open; 0 when none does.
    mutating func withdraw(
        _ newest: CueNumber, rule: Int, at moment: Int64, in zone: ZoneIndex?,
        into raised: inout Raised
    ) -> CueNumber {
        var kept: CueNumber = 0
        var number = newest
        while number != 0, let open = byNumber[number] {
            let previous = open.previous
            let fits = zone.map { $0 == open.cue.zone } ?? true
            if open.cue.since.milliseconds < moment, !open.state.isTaken, fits {
                byNumber[number] = nil
                raised.end(open.cue, .withdrawn, at: moment)
                raised.append(.withdrawn(open.cue), isAboutSomebody: open.cue.person != nil)
            } else if kept == 0 {
                kept = number
            }
            number = previous
        }
        return kept
    }

    mutating func close(_ number: CueNumber) { byNumber[number] = nil }

    mutating func set(_ number: CueNumber, to state: CueState) {
        guard var open = byNumber[number] else { return }
        open.state = state
        byNumber[number] = open
    }

    /// Puts back a cue that was closed a few seconds ago.
    ///
    /// - Returns: When it expires.
    mutating func reopen(
        _ cue: Cue, rule: Int, token: UInt32, state: CueState, isShownToAll: Bool,
        at horizon: Int64
    ) -> Int64 {
        byNumber[cue.number] = OpenCue(
            cue: cue, state: state, isShownToAll: isShownToAll, tokenNumber: token, previous: 0)
        let expiry = max(cue.until.milliseconds, horizon)
        guard rule < expiries.count else { return .max }
        Self.insert(Deadline(at: expiry, cue: cue.number), into: &expiries[rule])
        earliestDeadline = min(earliestDeadline, expiry)
        return expiry
    }

    /// Gives every cue its token's new number.
    mutating func renumberTokens(_ numbers: [UInt32?]) {
        for (number, open) in byNumber.sorted(by: { $0.key < $1.key }) {
            guard let token = numbers[Int(open.tokenNumber)] else { continue }
            byNumber[number] = OpenCue(
                cue: open.cue, state: open.state, isShownToAll: open.isShownToAll,
                tokenNumber: token, previous: open.previous)
        }
    }

    mutating func renumberRules(from old: RuleProgram, to fresh: RuleProgram) {
        func moved(_ queues: [Deque<Deadline>]) -> [Deque<Deadline>] {
            fresh.entries.map { entry in
                guard let origin = old.entries.firstIndex(where: { $0.rule == entry.rule }),
                    origin < queues.count
                else { return Deque() }
                return queues[origin]
            }
        }
        let kept = Set(fresh.entries.map(\.rule)).intersection(old.entries.map(\.rule)).map(\.id)
        byNumber = byNumber.filter { kept.contains($0.value.cue.rule) }
        expiries = moved(expiries)
        escalations = moved(escalations)
        findEarliest()
    }

    private mutating func findEarliest() {
        var earliest = Int64.max
        for queue in expiries + escalations {
            if let first = queue.first { earliest = min(earliest, first.at) }
        }
        earliestDeadline = earliest
    }
}
