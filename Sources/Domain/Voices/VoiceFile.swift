import Kernel

/// One person's voices under all their names, to judge a command against. Changes nothing.
struct VoiceFile {
    /// How far a date is moved at the most.
    static let postponedMax = Span.hours(366 * 24)

    let book: VoiceBook
    /// Under which name something new is written.
    let name: PersonID
    /// By name, in the order of the person's names.
    let entries: [(name: PersonID, voices: PersonVoices)]
    let seed: KeySeed
    let now: Instant

    typealias Row = (name: PersonID, record: VoiceRecord)

    private var answerBy: Instant { now + book.proposals.charter.answerSpan }

    private func found(_ id: VoiceID) throws(VoiceRefusal) -> (name: PersonID, voice: Voice) {
        for entry in entries {
            if let voice = entry.voices[id] { return (entry.name, voice) }
        }
        throw .unknownVoice
    }

    private func open(_ id: VoiceID) throws(VoiceRefusal) -> (name: PersonID, voice: Voice) {
        let (name, voice) = try found(id)
        guard voice.withdrawnAt == nil else { throw .voiceWithdrawn }
        guard voice.answer == nil else { throw .alreadyAnswered }
        return (name, voice)
    }

    private static func check(_ words: String, to countMax: Int) throws(VoiceRefusal) {
        guard words.isSaid else { throw .wordsMissing }
        guard words.utf8.count <= countMax else { throw .wordsTooLong }
    }

    private static func check(theirs claimant: Claimant) throws(VoiceRefusal) {
        guard claimant.isThePersons else { throw .notTheirWord }
    }

    // MARK: Judging

    /// - Parameter claimant: Whose word it is.
    /// - Returns: What to write, oldest first; nothing when there is nothing to do.
    func decide(
        _ command: VoiceCommand, by claimant: Claimant
    ) throws(VoiceRefusal) -> [Row] {
        switch command {
        case .say(let id, let said, let at): return try say(id, said, at: at ?? now, by: claimant)
        case .gather(let id, let proposal, let staff):
            return try gather(id, proposal, by: staff)
        case .postpone(let id, let to, let reason, let staff):
            let (name, voice) = try open(id)
            try Self.check(reason, to: SaidVoice.wordByteCountMax)
            guard to > voice.answerBy, to <= now + Self.postponedMax else {
                throw .dateDoesNotFit
            }
            guard Decision.isReason(reason) else { throw .reasonMissing }
            return [(name, .postponed(id, to: to, reason: reason, by: staff, at: now))]
        case .answer(let id, let kind, let words, let staff):
            return try answer(id, kind, words, by: staff)
        case .notePost(let id, let post):
            let (name, voice) = try found(id)
            return voice.posts.contains(post) ? [] : [(name, .posted(id, post))]
        case .tellWhetherHelped(let id, let hasHelped):
            let (name, voice) = try found(id)
            try Self.check(theirs: claimant)
            guard voice.answer != nil else { throw .notAnswered }
            if voice.hasHelped == hasHelped { return [] }
            return [(name, .helped(id, hasHelped, by: claimant, at: now))]
        case .reopen(let id, let words): return try reopen(id, words, by: claimant)
        case .withdraw(let id):
            let (name, voice) = try found(id)
            try Self.check(theirs: claimant)
            return voice.withdrawnAt == nil
                ? [(name, .withdrawn(id, by: claimant, at: now))] : []
        case .takePart(let proposal, let doing):
            return try takePart(proposal, doing, by: claimant)
        }
    }

    private func say(
        _ id: VoiceID, _ said: SaidVoice, at: Instant, by claimant: Claimant
    ) throws(VoiceRefusal) -> [Row] {
        let print = Array(said.mark.utf8).withUnsafeBytes { Key128($0, seed: seed) }.low
        if let known = book.voice(id) {
            let isTheirs = entries.contains { $0.voices[id] != nil }
            guard isTheirs, known.print == print else { throw .voiceDiffers }
            return []
        }
        try Self.check(theirs: claimant)
        try Self.check(said.words, to: SaidVoice.wordByteCountMax)
        guard at <= now + SourceState.aheadMax else { throw .inTheFuture }
        let own = entries.first { $0.name == name }
        guard own?.voices.voices.count ?? 0 < PersonVoices.voiceCountMax,
            let number = number(for: id)
        else { throw .tooManyVoices }
        if own == nil, book.nameCount >= VoiceBook.nameCountMax { throw .tooManyPeople }
        let voice = Voice(
            id: id, number: number, said: said, heardBy: claimant, saidAt: at, receivedAt: now,
            answerBy: answerBy, print: print)
        return [(name, .received(voice))]
    }

    /// Nine digits that no other voice has; `nil` when none is found, with the house full of them.
    private func number(for id: VoiceID) -> VoiceNumber? {
        for attempt in 0..<100 {
            let text = Array("the number of a voice: \(attempt) \(id)".utf8)
            let key = text.withUnsafeBytes { Key128($0, seed: seed) }
            let number = VoiceNumber(100_000_000 + key.low % 900_000_000)
            if !book.isTaken(number) { return number }
        }
        return nil
    }

    private func gather(
        _ id: VoiceID, _ proposal: ProposalID?, by staff: StaffID
    ) throws(VoiceRefusal) -> [Row] {
        let (name, voice) = try found(id)
        if let proposal {
            guard let known = book.proposals[proposal] else { throw .unknownProposal }
            guard voice.withdrawnAt == nil else { throw .voiceWithdrawn }
            guard voice.answer == nil else { throw .alreadyAnswered }
            guard known.mergedInto == nil else { throw .proposalMerged }
        } else {
            _ = try open(id)
        }
        if voice.proposal == proposal, voice.reopenedFor.isEmpty { return [] }
        return [(name, .gathered(id, proposal, by: staff, at: now))]
    }

    private func answer(
        _ id: VoiceID, _ kind: VoiceAnswer.Kind, _ words: String, by staff: StaffID
    ) throws(VoiceRefusal) -> [Row] {
        let (name, voice) = try found(id)
        try Self.check(words, to: SaidVoice.wordByteCountMax)
        guard voice.withdrawnAt == nil else { throw .voiceWithdrawn }
        if let known = voice.answer {
            guard known.kind == kind, known.words.utf8.elementsEqual(words.utf8) else {
                throw .alreadyAnswered
            }
            return []
        }
        guard kind.isGivenAlone else { throw .proposalNeeded }
        let answer = VoiceAnswer(
            kind: kind, words: words, proposal: nil, heardWith: id, by: staff, at: now)
        return [(name, .answered(id, answer))]
    }

    private func reopen(
        _ id: VoiceID, _ words: String, by claimant: Claimant
    ) throws(VoiceRefusal) -> [Row] {
        let (name, voice) = try found(id)
        try Self.check(theirs: claimant)
        try Self.check(words, to: SaidVoice.wordByteCountMax)
        guard voice.withdrawnAt == nil else { throw .voiceWithdrawn }
        if voice.answer == nil {
            guard voice.reopenedFor.utf8.elementsEqual(words.utf8) else { throw .notAnswered }
            return []
        }
        return [(name, .reopened(id, words: words, answerBy: answerBy, by: claimant, at: now))]
    }

    private func takePart(
        _ id: ProposalID, _ doing: ProposalPart.Doing, by claimant: Claimant
    ) throws(VoiceRefusal) -> [Row] {
        guard let proposal = book.proposals[id] else { throw .unknownProposal }
        let options = doing.options
        guard options.allSatisfy({ proposal.option($0) != nil }) else { throw .unknownOption }
        try Self.check(theirs: claimant)
        switch doing {
        case .comment(let words), .rather(let words):
            try Self.check(words, to: SaidVoice.wordByteCountMax)
        case .rank, .tried: break
        }
        guard proposal.mergedInto == nil else { throw .proposalMerged }
        let isOfTrying = if case .tried = doing { true } else { false }
        guard isOfTrying || proposal.state == .open else { throw .alreadyDecided }
        // Nobody is asked to prefer what is never done.
        guard Set(options).count == options.count,
            options.allSatisfy({ proposal.option($0)?.isRuledOut == false })
        else { throw .optionDoesNotFit }
        if case .tried(_, let closeness) = doing, closeness > 10 { throw .scoreDoesNotFit }
        let own = entries.first { $0.name == name }?.voices.parts ?? []
        if own.contains(where: { $0.proposal == id && $0.part.doing == doing }) { return [] }
        guard own.count < PersonVoices.partCountMax else { throw .tooManyVoices }
        return [(name, .tookPart(id, ProposalPart(doing: doing, at: now)))]
    }
}

extension SaidVoice {
    /// All that was said, in one spelling: tells a repeat from something else under the same id.
    fileprivate var mark: String { "\(channel) \(words.utf8.count) \(words)" }
}

extension String {
    /// Whether there is more than blanks.
    var isSaid: Bool { utf8.contains { $0 > 0x20 } }

    /// Whether nine digits stand in it, together or in threes, as a voice's number is told.
    var holdsNumberOfVoice: Bool {
        var threes = 0
        for word in split(whereSeparator: \.isWhitespace) {
            let digits = word.drop { !$0.isNumber }.prefix { $0.isNumber }
            if digits.count == 9 { return true }
            threes = digits.count == 3 ? threes + 1 : 0
            if threes == 3 { return true }
        }
        return false
    }
}
