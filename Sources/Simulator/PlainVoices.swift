import Domain
import Kernel

/// What a house that is spoken to must come to, kept as a child would: a list of what was said,
/// and a list of what was proposed. It knows nothing of rows, engines, indexes or snapshots.
struct PlainVoices: PlainHouse {
    struct Guest: PlainGuest {
        let name: PersonID
        /// Guests who share one are one person.
        var mail: Int?
        var helps = true
        var choseAt = Instant.distantPast
        var isErased = false
    }

    struct Answer {
        let kind: VoiceAnswer.Kind
        let words: String
        /// `nil`: an answer to this voice alone.
        let proposal: ProposalID?
        /// The voice with which they heard it: one of these.
        let heardWith: Set<VoiceID>
        let at: Instant
    }

    struct Said {
        let id: VoiceID
        let guest: Int
        /// As it was said, also when it is taken back.
        let said: SaidVoice
        let saidAt: Instant
        var answerBy: Instant
        var postponedFor = ""
        var proposal: ProposalID?
        var answer: Answer?
        var earlierCount = 0
        var reopenedFor = ""
        var hasHelped: Bool?
        var isWithdrawn = false
        var isForgotten = false

        var isOpen: Bool { !isWithdrawn && answer == nil }
        var words: String { isForgotten ? "" : said.words }
    }

    struct Part {
        let guest: Int
        let proposal: ProposalID
        let doing: ProposalPart.Doing
    }

    /// What is proposed.
    struct Plan {
        struct Choice: Equatable {
            let kind: VoiceAnswer.Kind
            let option: ProposalOptionID?
            let reason: Words
            let prevails: Decision.Interest
            let by: StaffID
        }

        let id: ProposalID
        var text: Proposal.Text
        var options: [ProposalOption] = []
        var scores: [(option: ProposalOptionID, by: StaffID, score: Int8)] = []
        var decision: Choice?
        /// Decided, and agreed where somebody has to agree.
        var isFinal = false
        var isDone = false
        var into: ProposalID?
    }

    /// How far ahead a moment may be, and how far a date is moved at the most.
    private static let aheadMax = Span.minutes(5)
    private static let postponedMax = Span.hours(366 * 24)

    var guests: [Guest]
    /// In the order in which they were taken in.
    var voices: [Said] = []
    var parts: [Part] = []
    var plans: [Plan] = []
    var answerDays: UInt8 = 14

    // MARK: Whose

    /// The newest first.
    func voices(of guest: Int) -> [Said] {
        let group = group(of: guest)
        return voices.filter { group.contains($0.guest) }
            .sorted { ($0.saidAt, $0.id) > ($1.saidAt, $1.id) }
    }

    private func find(_ voice: VoiceID, of guest: Int) -> Int? {
        let group = group(of: guest)
        return voices.firstIndex { $0.id == voice && group.contains($0.guest) }
    }

    func place(of plan: ProposalID) -> Int? { plans.firstIndex { $0.id == plan } }

    /// The proposal that one was put into in the end.
    func standing(_ id: ProposalID) -> ProposalID {
        place(of: id).flatMap { plans[$0].into }.map(standing) ?? id
    }

    /// By name, then id.
    func voices(in plan: ProposalID) -> [Said] {
        voices.filter { $0.proposal.map(standing) == plan }.sorted {
            (guests[$0.guest].name, $0.id) < (guests[$1.guest].name, $1.id)
        }
    }

    /// Those that wait, the earliest date first.
    var open: [Said] {
        voices.filter(\.isOpen).sorted {
            ($0.answerBy, guests[$0.guest].name, $0.id)
                < ($1.answerBy, guests[$1.guest].name, $1.id)
        }
    }

    mutating func erase(_ guest: Int) {
        let gone = group(of: guest)
        for each in gone { guests[each].isErased = true }
        voices.removeAll { gone.contains($0.guest) }
        parts.removeAll { gone.contains($0.guest) }
    }

    /// They take back all they told: nothing of it is asked any more, and no word is left.
    mutating func takeBack(_ guest: Int) {
        let group = group(of: guest)
        parts.removeAll { group.contains($0.guest) }
        for place in voices.indices where group.contains(voices[place].guest) {
            voices[place].reopenedFor = ""
            (voices[place].isWithdrawn, voices[place].isForgotten) = (true, true)
        }
    }

    // MARK: What decisions say

    /// Everybody who asked for something that is decided hears it, each person once.
    ///
    /// - Returns: How many voices that answered.
    mutating func answer(at now: Instant) -> Int {
        var count = 0
        for plan in plans where plan.isFinal {
            guard let decision = plan.decision else { continue }
            for guest in guests.indices where group(of: guest).first == guest {
                let group = group(of: guest)
                let theirs = voices.indices.filter {
                    group.contains(voices[$0].guest)
                        && voices[$0].proposal.map(standing) == plan.id
                }
                let open = theirs.filter { voices[$0].isOpen && voices[$0].reopenedFor.isEmpty }
                let newest = open.map { voices[$0] }.max { ($0.saidAt, $0.id) < ($1.saidAt, $1.id) }
                guard let newest else { continue }
                let before = theirs.compactMap { voices[$0].answer }
                    .filter { $0.proposal == plan.id }.flatMap(\.heardWith)
                for place in open {
                    let language = voices[place].said.language ?? newest.said.language
                    let isDutch = language?.description == "nl"
                    voices[place].answer = Answer(
                        kind: decision.kind,
                        words: isDutch ? decision.reason.nl : decision.reason.en,
                        proposal: plan.id, heardWith: before.isEmpty ? [newest.id] : Set(before),
                        at: now)
                    count += 1
                }
            }
        }
        return count
    }

    // MARK: What is sent

    /// One line, at the moment at which the house took it.
    mutating func take(_ saying: SimulatedVoiceDesk.Saying, at now: Instant) -> PlainOutcome {
        switch saying {
        case .proposal(let command, let staff): return take(command, by: staff)
        case .voice(let command, let guest, let claimant):
            guard !guests[guest].isErased else { return .refused }
            switch command {
            case .say(let id, let said, let at):
                return say(id, said, at: at, guest, isTheirs: claimant.isAPersons, now: now)
            case .takePart(let plan, let doing):
                return takePart(plan, doing, guest, isTheirs: claimant.isAPersons)
            default:
                guard let id = command.voice, let place = find(id, of: guest) else {
                    return .refused
                }
                return about(place, command, isTheirs: claimant.isAPersons, now: now)
            }
        }
    }

    private var answerSpan: Span { .hours(Int64(answerDays) * 24) }

    private mutating func say(
        _ id: VoiceID, _ said: SaidVoice, at: Instant?, _ guest: Int, isTheirs: Bool, now: Instant
    ) -> PlainOutcome {
        if let known = voices.first(where: { $0.id == id }) {
            let isSame = known.said.words == said.words && known.said.channel == said.channel
            return isSame && find(id, of: guest) != nil ? .nothing : .refused
        }
        guard isTheirs, said.words != " ", (at ?? now) <= now + Self.aheadMax else {
            return .refused
        }
        voices.append(
            Said(
                id: id, guest: guest, said: said, saidAt: at ?? now, answerBy: now + answerSpan))
        return .done
    }

    private mutating func takePart(
        _ id: ProposalID, _ doing: ProposalPart.Doing, _ guest: Int, isTheirs: Bool
    ) -> PlainOutcome {
        guard let plan = place(of: id).map({ plans[$0] }), isTheirs, plan.into == nil else {
            return .refused
        }
        let own = parts.filter { $0.guest == guest && $0.proposal == id }
        var replaced: (ProposalPart.Doing) -> Bool = { $0 == doing }
        switch doing {
        case .comment, .rather: guard plan.decision == nil else { return .refused }
        case .rank(let options):
            guard plan.decision == nil, options[0] != options[1],
                options.allSatisfy({ plan.offers($0) })
            else { return .refused }
            replaced = { if case .rank = $0 { true } else { false } }
        case .tried(let option, let closeness):
            guard plan.offers(option), closeness <= 10 else { return .refused }
            replaced = { if case .tried(option, _) = $0 { true } else { false } }
        }
        if own.contains(where: { $0.doing == doing }) { return .nothing }
        parts.removeAll { $0.guest == guest && $0.proposal == id && replaced($0.doing) }
        parts.append(Part(guest: guest, proposal: id, doing: doing))
        return .done
    }

    private mutating func about(
        _ place: Int, _ command: VoiceCommand, isTheirs: Bool, now: Instant
    ) -> PlainOutcome {
        var voice = voices[place]
        switch command {
        case .gather(_, let plan, _):
            guard voice.isOpen else { return .refused }
            if let plan {
                guard let known = self.place(of: plan), plans[known].into == nil else {
                    return .refused
                }
            }
            if voice.proposal == plan, voice.reopenedFor.isEmpty { return .nothing }
            (voice.proposal, voice.reopenedFor) = (plan, "")
        case .postpone(_, let to, let reason, _):
            guard voice.isOpen, !reason.isEmpty, to > voice.answerBy, to <= now + Self.postponedMax
            else { return .refused }
            (voice.answerBy, voice.postponedFor) = (to, reason)
        case .answer(let id, let kind, let words, _):
            guard !words.isEmpty, !voice.isWithdrawn else { return .refused }
            if let known = voice.answer {
                return known.kind == kind && known.words == words ? .nothing : .refused
            }
            // By one of staff nothing is declined, and nothing done in another way.
            guard kind == .said || kind == .asAsked else { return .refused }
            voice.answer = Answer(
                kind: kind, words: words, proposal: nil, heardWith: [id], at: now)
        case .tellWhetherHelped(_, let hasHelped):
            guard isTheirs, voice.answer != nil else { return .refused }
            if voice.hasHelped == hasHelped { return .nothing }
            voice.hasHelped = hasHelped
        case .reopen(_, let words):
            guard isTheirs, !words.isEmpty, !voice.isWithdrawn else { return .refused }
            guard voice.answer != nil else {
                return voice.reopenedFor == words ? .nothing : .refused
            }
            (voice.answer, voice.hasHelped, voice.reopenedFor) = (nil, nil, words)
            voice.postponedFor = ""
            voice.earlierCount += 1
            voice.answerBy = now + answerSpan
        case .withdraw:
            guard isTheirs else { return .refused }
            if voice.isWithdrawn { return .nothing }
            voice.isWithdrawn = true
        case .say, .takePart, .notePost: return .refused
        }
        voices[place] = voice
        return .done
    }
}

extension PlainVoices.Plan {
    func has(_ option: ProposalOptionID) -> Bool { options.contains { $0.id == option } }

    /// Whether people may prefer it: not what is never done.
    func offers(_ option: ProposalOptionID) -> Bool {
        options.contains { $0.id == option && $0.harm == nil && $0.crosses == nil }
    }
}

extension Claimant {
    /// Whether it can be the person's own word.
    fileprivate var isAPersons: Bool {
        switch self {
        case .person, .personTo, .source: true
        case .house, .staff: false
        }
    }
}

extension VoiceCommand {
    /// The voice it is about; `nil`: a proposal.
    fileprivate var voice: VoiceID? {
        switch self {
        case .say(let id, _, _), .gather(let id, _, _), .postpone(let id, _, _, _),
            .answer(let id, _, _, _), .notePost(let id, _), .tellWhetherHelped(let id, _),
            .reopen(let id, _), .withdraw(let id):
            id
        case .takePart: nil
        }
    }
}
