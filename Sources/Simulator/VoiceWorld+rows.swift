import Domain
import Kernel
import Ports

/// What is written down of voices and proposals, row by row.
extension VoiceWorld {
    /// Each voice is heard once, has a date at once, is answered once until somebody says that it
    /// was no answer; nothing is declined without a reason, or against the customer by one alone;
    /// no letter goes out twice.
    mutating func checkRows() {
        var lives: [VoiceID: VoiceLife] = [:]
        var proposals: [ProposalID: ProposalLife] = [:]
        var numbers: [VoiceNumber: VoiceID] = [:]
        for row in rowsThatOpen {
            guard case .record(let record) = row.content else { continue }
            var faults: [String] = []
            switch record {
            case .proposal(let told):
                guard let id = told.proposal else { continue }
                faults = proposals[id, default: ProposalLife()].take(told)
            case .voice(_, let told):
                guard let id = told.told else { continue }
                if case .received(let voice) = told {
                    if numbers[voice.number] != nil { faults.append("a number is told twice") }
                    numbers[voice.number] = id
                }
                faults += lives[id, default: VoiceLife()].take(told, proposals)
            default: continue
            }
            for fault in faults { check(false, "row \(row.sequence): \(fault)") }
        }
    }
}

/// What the rows of one proposal said until now.
private struct ProposalLife {
    private(set) var decision: Decision?
    /// Whether it stands: where it takes two, a second agreed.
    private(set) var isFinal = false
    private var isMerged = false

    /// - Returns: What is wrong with a row after these.
    mutating func take(_ record: ProposalRecord) -> [String] {
        var faults: [String] = []
        func must(_ holds: Bool, _ fault: String) { if !holds { faults.append(fault) } }
        switch record {
        case .decided(_, let fresh):
            must(decision == nil && !isMerged, "decided twice, or after it was put into another")
            must(!fresh.reason.en.isEmpty && !fresh.reason.nl.isEmpty, "decided without a reason")
            must((fresh.option == nil) == (fresh.kind == .declined), "decided without an option")
            must(
                fresh.takesTwo || fresh.kind != .declined && fresh.prevails != .house,
                "one alone decided against who asked")
            must(
                fresh.kind != .declined || fresh.prevails != .customer,
                "declined for the sake of who asked")
            (decision, isFinal) = (fresh, !fresh.takesTwo)
        case .confirmed(_, let by, _):
            must(decision.map { $0.by != by } ?? false, "somebody agreed with themself")
            isFinal = true
        case .sentBack:
            must(decision != nil && !isFinal, "sent back what stands already")
            decision = nil
        case .done: must(isFinal && decision?.option != nil, "done before it was decided")
        case .merged:
            must(decision == nil && !isMerged, "put into another after it was decided")
            isMerged = true
        case .opened, .worded, .optionKept, .optionDropped, .scored, .charterKept: break
        }
        return faults
    }
}

/// What the rows of one voice said until now.
private struct VoiceLife {
    /// One letter, and what became of it.
    private struct Post: Hashable {
        let subject: VoicePost.Subject
        let about: Instant?
        let outcome: VoicePost.Outcome
    }

    private var answerBy: Instant?
    /// All dates that were told, and when answers were given.
    private var dates: Set<Instant> = []
    private var answers: Set<Instant> = []
    private var isAnswered = false
    private var isReopened = false
    private var isWithdrawn = false
    private var posts: Set<Post> = []

    /// - Parameter proposals: What was decided until now.
    /// - Returns: What is wrong with a row after these.
    mutating func take(
        _ record: VoiceRecord, _ proposals: [ProposalID: ProposalLife]
    ) -> [String] {
        var faults: [String] = []
        func must(_ holds: Bool, _ fault: String) { if !holds { faults.append(fault) } }
        if case .received(let voice) = record {
            must(answerBy == nil, "heard twice")
            must(voice.answerBy > voice.receivedAt, "heard without a date")
            must((100_000_000...999_999_999).contains(voice.number), "not nine digits")
            (answerBy, dates) = (voice.answerBy, [voice.answerBy])
            return faults
        }
        must(answerBy != nil, "never heard")
        switch record {
        case .answered(_, let answer):
            must(!isAnswered && !isWithdrawn, "answered twice, or after it was taken back")
            must(!answer.words.isEmpty, "answered without a word")
            if let proposal = answer.proposal {
                let life = proposals[proposal]
                must(life?.isFinal ?? false, "answered by what is not decided")
                must(life?.decision?.kind == answer.kind, "answered with another decision")
                must(!isReopened, "answered by what was no answer")
            } else {
                must(answer.kind == .said || answer.kind == .asAsked, "declined by one alone")
            }
            isAnswered = true
            answers.insert(answer.at)
        case .reopened(_, let words, let answerBy, _, _):
            must(isAnswered && !words.isEmpty, "open again without an answer, or without words")
            (isAnswered, isReopened) = (false, true)
            self.answerBy = answerBy
            dates.insert(answerBy)
        case .postponed(_, let to, let reason, _, _):
            must(!isAnswered && !reason.isEmpty, "put off without a reason, or after its answer")
            must(answerBy.map { $0 < to } ?? false, "put off to an earlier date")
            answerBy = to
            dates.insert(to)
        case .gathered:
            must(!isAnswered && !isWithdrawn, "gathered although nobody waits")
            isReopened = false
        case .withdrawn:
            must(!isWithdrawn, "taken back twice")
            isWithdrawn = true
        case .helped: must(isAnswered, "helped before there was an answer")
        case .posted(_, let post):
            let told = post.subject == .acknowledgement ? dates : answers
            must(post.about.map(told.contains) ?? false, "a letter about nothing that was told")
            let letter = Post(subject: post.subject, about: post.about, outcome: post.outcome)
            must(posts.insert(letter).inserted, "one letter, twice \(post.outcome)")
        case .received, .tookPart: break
        }
        return faults
    }
}

extension VoiceRecord {
    /// The voice a row is about; `nil`: a proposal.
    fileprivate var told: VoiceID? {
        switch self {
        case .received(let voice): voice.id
        case .gathered(let id, _, _, _), .postponed(let id, _, _, _, _), .answered(let id, _),
            .posted(let id, _), .helped(let id, _, _, _), .reopened(let id, _, _, _, _),
            .withdrawn(let id, _, _):
            id
        case .tookPart: nil
        }
    }
}

extension ProposalRecord {
    /// The proposal a row is about; `nil`: who we are.
    fileprivate var proposal: ProposalID? {
        switch self {
        case .charterKept: nil
        case .opened(let proposal): proposal.id
        case .worded(let id, _), .optionKept(let id, _), .optionDropped(let id, _),
            .scored(let id, _), .decided(let id, _), .confirmed(let id, _, _),
            .sentBack(let id, _, _, _), .done(let id, _, _), .merged(let id, _, _, _):
            id
        }
    }
}
