import Kernel

/// What stands in a sentence by which one can tell what it asks for.
///
/// Each is told by words in a row that are written down here, so that whoever writes a question
/// sees which of their words it was. Chosen by us, on the shown half of the sentences.
public enum WordingCue: String, CaseIterable, Sendable {
    /// What ought to be.
    case ought
    /// The house as the one who is, becomes or stands for something.
    case ourBeing
    /// What belongs to somebody's character: values, a mission, a brand.
    case character
    /// The house becoming another: growing, turning into, giving up.
    case ourChange
    /// Whom the house is for.
    case ourPublic
    /// Whoever is asked in the house's place.
    case inOurPlace
    /// What the house is called as a whole.
    case theHouse
    /// What somebody lived through themself.
    case ownPast
    /// What somebody wants, needs or expects for themself.
    case ownWant
    /// Something that is theirs, or done for them.
    case forThem
    /// How long, how far, how warm: something that has a measure.
    case measured
    /// The answer is put into their mouth.
    case steered
    /// A word of praise or blame that the answer should bring.
    case praise
    /// One thing and another.
    case joined
    /// What somebody else thinks.
    case others
    /// Longer than anybody foresees.
    case farAway
    /// A count that nobody keeps.
    case recalled
    /// What was not, or is not yet.
    case imagined

    /// Whether it shows by itself that somebody is asked who the house should be.
    ///
    /// Nothing is refused without one: that the house ought to do something is not enough, as it
    /// may well have to open at eight.
    var isAboutBeing: Bool {
        switch self {
        case .ourBeing, .character, .ourChange, .ourPublic, .inOurPlace: true
        default: false
        }
    }

    func patterns(in language: WrittenLanguage) -> [WordPattern] {
        switch language {
        case .english: Self.english[self] ?? []
        case .dutch: Self.dutch[self] ?? []
        }
    }

    /// The words that show it, the pattern written first of those that fit; `nil`: not shown.
    func words(in words: [String], of language: WrittenLanguage) -> String? {
        for pattern in patterns(in: language) {
            if let range = pattern.first(in: words) { return words[range].joined(separator: " ") }
        }
        return nil
    }
}
