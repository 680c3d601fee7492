import Domain
public import Kernel
public import Measures

extension ProposalBoard {
    /// How many names are looked at before others have their turn.
    static let heardTogether = 2_000

    /// What those who asked heard of it. People are counted, and few are hidden.
    public struct Hearing: Sendable {
        /// By quarter (UTC), the oldest first; those in which nothing was said or answered among
        /// them.
        public let quarters: [HeardQuarter]
        public let all: HeardQuarter
        /// Who asked, and was told what became of all that they asked.
        public let toldBack: Part
        /// Who was answered, and said of an answer that it was none.
        public let reopened: Part
        /// Whom something was done for, and what they say of it.
        public let helped: Helped
        /// By when everybody is answered at the latest, as who we are says.
        public let answerSpan: Span
    }

    /// What people heard in a quarter, and how long what was said in it took.
    public struct HeardQuarter: Sendable {
        /// `nil`: all of them.
        public let name: String?
        /// People who were told so: each once a column. `nil`: hidden.
        public let asAsked: Int?
        public let ourWay: Int?
        public let declined: Int?
        /// There was nothing to decide.
        public let said: Int?
        /// How long it took, in milliseconds by the hour; of an answer that was none until the one
        /// that stands. What waits is counted with the time that it waits. `nil`: it was said by
        /// fewer than ten people, or would tell of a quarter that was.
        public let times: AnswerBins?
    }

    /// A part of people; numbers are `nil` where one side is few.
    public struct Part: Sendable, Equatable {
        public let part: Int?
        /// `nil`: fewer than ten.
        public let whole: Int?

        init(_ part: Int, of whole: Int) {
            self.whole = Suppression.shown(whole)
            self.part = Suppression.shows(part: part, of: whole) ? part : nil
        }
    }

    /// Each person once: who said of anything that it did not help is among these.
    public struct Helped: Sendable, Equatable {
        public let yes: Int?
        public let no: Int?
        /// Silence is unknown.
        public let unsaid: Int?

        init(yes: Int, no: Int, unsaid: Int) {
            let cells = Suppression.shown([yes, no, unsaid]).cells
            (self.yes, self.no, self.unsaid) = (cells[0], cells[1], cells[2])
        }
    }

    func hearing(at now: Instant) async -> Hearing {
        let (names, charter) = await sequencer.read { engine in
            (engine.voices.names, engine.voices.proposals.charter)
        }
        var count = HearingCount()
        var first = 0
        while first < names.count {
            let some = names[first..<min(names.count, first + Self.heardTogether)]
            let heard = await sequencer.read { engine in
                some.flatMap { name -> [HearingCount.Fact] in
                    let person = engine.owner(of: Alias(name)) ?? name
                    return (engine.voices[name]?.voices ?? []).map { voice in
                        HearingCount.Fact(person: person, voice, at: now)
                    }
                }
            }
            for fact in heard { count.add(fact) }
            first += Self.heardTogether
        }
        return count.hearing(within: .hours(Int64(charter.answerDays) * 24))
    }
}

/// What people heard, as it is counted.
private struct HearingCount {
    /// One voice, without its words.
    struct Fact: Sendable {
        let person: PersonID
        let quarter: Int32
        let waited: Int64
        let ending: AnswerTime.Ending
        /// The answer that stands, and when it was given.
        let answer: (kind: VoiceAnswer.Kind, quarter: Int32)?
        let isTold: Bool
        let wasReopened: Bool
        let hasHelped: Bool?

        init(person: PersonID, _ voice: Voice, at now: Instant) {
            self.person = person
            quarter = ProposalBoard.quarter(of: voice.receivedAt)
            let end = voice.withdrawnAt ?? voice.answer?.at ?? now
            waited = max(0, (end - voice.receivedAt).milliseconds)
            ending =
                voice.withdrawnAt != nil
                ? .withdrawn : voice.answer == nil ? .stillOpen : .answered
            answer =
                voice.withdrawnAt == nil
                ? voice.answer.map { ($0.kind, ProposalBoard.quarter(of: $0.at)) } : nil
            isTold = voice.wasToldAnswer
            wasReopened = !voice.earlier.isEmpty
            hasHelped = voice.hasHelped
        }
    }

    private struct Quarter {
        var told: [VoiceAnswer.Kind: Set<PersonID>] = [:]
        var sayers = Set<PersonID>()
        var times: AnswerBins?

        mutating func take(_ fact: Fact) {
            sayers.insert(fact.person)
            if times == nil { times = AnswerBins(binWidth: Span.hours(1).milliseconds) }
            times?.add(fact.waited, fact.ending)
        }

        func count(_ kind: VoiceAnswer.Kind) -> Int { told[kind]?.count ?? 0 }
    }

    /// All that one person asked, together.
    private struct Person {
        var isToldOfAll = true
        var wasAnswered = false
        var wasReopened = false
        var wasDoneFor = false
        var yes = false
        var no = false
    }

    private static let kinds: [VoiceAnswer.Kind] = [.asAsked, .ourWay, .declined, .said]
    private var quarters: [Int32: Quarter] = [:]
    private var all = Quarter()
    private var people: [PersonID: Person] = [:]

    mutating func add(_ fact: Fact) {
        quarters[fact.quarter, default: Quarter()].take(fact)
        all.take(fact)
        if let answer = fact.answer {
            quarters[answer.quarter, default: Quarter()].told[answer.kind, default: []]
                .insert(fact.person)
            all.told[answer.kind, default: []].insert(fact.person)
        }
        // What was taken back is not among what was asked.
        guard fact.ending != .withdrawn else { return }
        var person = people[fact.person] ?? Person()
        if !fact.isTold { person.isToldOfAll = false }
        if fact.answer != nil || fact.wasReopened { person.wasAnswered = true }
        if fact.wasReopened { person.wasReopened = true }
        if let kind = fact.answer?.kind, kind == .asAsked || kind == .ourWay {
            person.wasDoneFor = true
            if fact.hasHelped == true { person.yes = true }
            if fact.hasHelped == false { person.no = true }
        }
        people[fact.person] = person
    }

    func hearing(within span: Span) -> ProposalBoard.Hearing {
        let indices =
            (quarters.keys.min()).flatMap { first in
                quarters.keys.max().map { Array(first...$0) }
            } ?? []
        let counted = indices.map { quarters[$0] ?? Quarter() }
        let cells = Self.shown(counted)
        // All less the others would tell of one that is few.
        let sayers = Suppression.shown(counted.map(\.sayers.count)).cells
        var (asked, told, answered, reopened) = (0, 0, 0, 0)
        var (doneFor, yes, no) = (0, 0, 0)
        for person in people.values {
            asked += 1
            if person.isToldOfAll { told += 1 }
            if person.wasAnswered { answered += 1 }
            if person.wasReopened { reopened += 1 }
            if person.wasDoneFor { doneFor += 1 }
            if person.no { no += 1 } else if person.yes { yes += 1 }
        }
        return ProposalBoard.Hearing(
            quarters: counted.indices.map { place in
                Self.heard(
                    ProposalBoard.name(indices[place]), counted[place], cells[place],
                    isTold: sayers[place] != nil)
            },
            all: Self.heard(
                nil, all, Suppression.shown(Self.kinds.map(all.count)).cells,
                isTold: all.sayers.count >= Suppression.least),
            toldBack: ProposalBoard.Part(told, of: asked),
            reopened: ProposalBoard.Part(reopened, of: answered),
            helped: ProposalBoard.Helped(yes: yes, no: no, unsaid: doneFor - yes - no),
            answerSpan: span)
    }

    /// Cells that may be shown, a row a quarter: what is hidden is not worked out from a row or a
    /// column.
    private static func shown(_ quarters: [Quarter]) -> [[Int?]] {
        let wide = kinds.count
        let counts = quarters.flatMap { quarter in kinds.map(quarter.count) }
        let rows = quarters.indices.map { row in (0..<wide).map { row * wide + $0 } }
        let columns = (0..<wide).map { column in quarters.indices.map { $0 * wide + column } }
        let cells = Suppression.shown(counts, groups: rows + columns).cells
        return quarters.indices.map { Array(cells[($0 * wide)..<(($0 + 1) * wide)]) }
    }

    private static func heard(
        _ name: String?, _ quarter: Quarter, _ cells: [Int?], isTold: Bool
    ) -> ProposalBoard.HeardQuarter {
        ProposalBoard.HeardQuarter(
            name: name, asAsked: cells[0], ourWay: cells[1], declined: cells[2], said: cells[3],
            times: isTold ? quarter.times : nil)
    }
}
