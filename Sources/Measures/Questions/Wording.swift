public import Kernel

/// What a sentence of a survey asks for.
public enum WordingKind: String, CaseIterable, Sendable {
    /// How somebody wants to be served, or was; what they wished or understood.
    case served
    /// Who the house should be, which is for nobody else to say.
    case being
    /// It puts the answer into their mouth.
    case leading
    /// It asks two things with room for one answer.
    case double
    /// Nobody can know the answer.
    case unanswerable

    /// What follows from it.
    public var verdict: WordingVerdict {
        switch self {
        case .served: .fine
        case .being: .refused
        case .leading, .double, .unanswerable: .advised
        }
    }
}

/// What is done with a sentence.
public enum WordingVerdict: String, CaseIterable, Sendable {
    case fine
    /// It is not asked; a better question is offered.
    case refused
    /// It may be asked, and a better question is offered.
    case advised
}

/// How the wording of a question was judged, and by which of its words.
///
/// Cues are found by words in a row, and each kind weighs each cue: a sum that can be added up by
/// hand. Whole numbers, the same everywhere. A sentence without a cue that speaks for anything else
/// is taken to be fine.
public struct Wording: Equatable, Sendable {
    /// The most words of one question; of a longer one the first so many count.
    public static let wordCountMax = 80

    /// A cue that the sentence shows.
    public struct Found: Equatable, Sendable {
        public let cue: WordingCue
        public let words: String
        /// What it adds for the kind that was told, in hundredths of a logit.
        public let weight: Int32
    }

    public let language: WrittenLanguage
    public let kind: WordingKind
    /// Those that speak for the kind first.
    public let found: [Found]

    public var verdict: WordingVerdict { kind.verdict }

    /// Judges a sentence.
    ///
    /// - Parameter language: As it is written; `nil`: told by its small words, Dutch in doubt.
    ///
    /// Cost: the words times the patterns, below a millisecond.
    public init(_ text: String, in language: WrittenLanguage? = nil) {
        let words = Array(VoiceWords.words(of: text).prefix(Self.wordCountMax))
        let written = language ?? Self.language(of: words)
        self.language = written
        let shown = Self.cues(of: words, in: written)
        var best = WordingKind.served
        var bestSum = Int32.min
        let mayBeRefused = shown.contains { $0.cue.isAboutBeing }
        for kind in WordingKind.allCases where kind != .being || mayBeRefused {
            let sum = WordingWeights.kept.sum(of: kind, shown.map(\.cue))
            if sum > bestSum { (best, bestSum) = (kind, sum) }
        }
        kind = best
        found = shown.map {
            Found(cue: $0.cue, words: $0.words, weight: WordingWeights.kept[best, $0.cue])
        }.sorted { $0.weight > $1.weight }
    }

    /// Whether a sentence shows each cue, in the order of ``WordingCue``: what is learned from.
    public static func shows(_ text: String, in language: WrittenLanguage) -> [Bool] {
        let words = Array(VoiceWords.words(of: text).prefix(wordCountMax))
        return WordingCue.allCases.map { $0.words(in: words, of: language) != nil }
    }

    private static func cues(
        of words: [String], in language: WrittenLanguage
    ) -> [(cue: WordingCue, words: String)] {
        WordingCue.allCases.compactMap { cue in
            cue.words(in: words, of: language).map { (cue, $0) }
        }
    }

    private static func language(of words: [String]) -> WrittenLanguage {
        let counts = [WrittenLanguage.dutch, .english].map { language in
            words.count { VoiceWords.isFunctionWord($0, in: language) }
        }
        return counts[1] > counts[0] ? .english : .dutch
    }
}
