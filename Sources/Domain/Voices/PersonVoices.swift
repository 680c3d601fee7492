public import Kernel

/// What was said under one name: a person's voices are those of all their names together.
public struct PersonVoices: Equatable, Sendable, Codable {
    /// The most voices of one name, and the most times one took part.
    public static let voiceCountMax = 1_000
    public static let partCountMax = 1_000
    static let postCountMax = 16

    /// What somebody did about a proposal.
    public struct Part: Equatable, Sendable, Codable {
        public let proposal: ProposalID
        public let part: ProposalPart
    }

    /// In the order in which they were taken in.
    public private(set) var voices: [Voice] = []
    /// The newest word of each kind, in the order in which it was given.
    public private(set) var parts: [Part] = []

    init() {}

    var isEmpty: Bool { voices.isEmpty && parts.isEmpty }

    public subscript(id: VoiceID) -> Voice? { voices.first { $0.id == id } }

    // MARK: Folding

    mutating func apply(_ record: VoiceRecord) {
        switch record {
        case .received(let voice): if self[voice.id] == nil { voices.append(voice) }
        case .gathered(let id, let proposal, _, _):
            change(id) { voice in
                voice.proposal = proposal
                voice.reopenedFor = ""
            }
        case .postponed(let id, let to, let reason, _, _):
            change(id) { voice in
                voice.answerBy = to
                voice.postponedFor = reason
            }
        case .answered(let id, let answer):
            change(id) { voice in if voice.answer == nil { voice.answer = answer } }
        case .posted(let id, let post):
            change(id) { voice in
                if voice.posts.contains(post) { return }
                voice.posts.append(post)
                if voice.posts.count > Self.postCountMax { voice.posts.removeFirst() }
            }
        case .helped(let id, let hasHelped, _, _): change(id) { $0.hasHelped = hasHelped }
        case .reopened(let id, let words, let answerBy, _, _):
            change(id) { voice in
                guard let answer = voice.answer else { return }
                voice.earlier.append(answer)
                voice.answer = nil
                voice.hasHelped = nil
                voice.reopenedFor = words
                // The date is a new one, and nobody moved it.
                voice.postponedFor = ""
                voice.answerBy = answerBy
            }
        case .withdrawn(let id, _, let at):
            change(id) { $0.withdrawnAt = $0.withdrawnAt ?? at }
        case .tookPart(let proposal, let part): take(part, about: proposal)
        }
    }

    private mutating func take(_ part: ProposalPart, about proposal: ProposalID) {
        parts.removeAll { $0.proposal == proposal && $0.part.doing.isReplaced(by: part.doing) }
        parts.append(Part(proposal: proposal, part: part))
    }

    /// What they ranked and tried is no longer what it was.
    mutating func forget(_ option: ProposalOptionID, of proposal: ProposalID) {
        parts.removeAll { $0.proposal == proposal && $0.part.doing.options.contains(option) }
    }

    private mutating func change(_ id: VoiceID, _ body: (inout Voice) -> Void) {
        guard let place = voices.firstIndex(where: { $0.id == id }) else { return }
        body(&voices[place])
    }

    /// Lets go of all their words: what is open is withdrawn, and what they thought is forgotten.
    mutating func takeBackWords(at moment: Instant) {
        parts = []
        for place in voices.indices {
            let said = voices[place].said
            voices[place].said = SaidVoice(
                words: "", channel: said.channel, language: said.language)
            voices[place].reopenedFor = ""
            voices[place].withdrawnAt = voices[place].withdrawnAt ?? moment
        }
    }
}

extension ProposalPart.Doing {
    /// The options that it is about.
    var options: [ProposalOptionID] {
        switch self {
        case .rank(let ranked): ranked
        case .tried(let option, _): [option]
        case .comment, .rather: []
        }
    }

    /// Whether a newer word takes its place: one ranking, one closeness of each option; comments
    /// stand beside one another unless they are the same.
    fileprivate func isReplaced(by newer: Self) -> Bool {
        switch (self, newer) {
        case (.rank, .rank): true
        case (.tried(let mine, _), .tried(let other, _)): mine == other
        default: self == newer
        }
    }
}

extension VoiceRecord {
    /// The voice it is about; `nil`: a proposal.
    var voice: VoiceID? {
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
