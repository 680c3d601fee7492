public import Kernel

/// What a text is found by: its words, for the pieces they are made of, and their stems.
public struct VoiceTerms: Equatable, Sendable {
    /// In their order, without function words.
    public let words: [String]
    /// One of each word, in the same order.
    public let stems: [String]

    /// - Precondition: As many stems as words.
    public init(words: [String], stems: [String]) {
        precondition(words.count == stems.count, "each word has one stem")
        self.words = words
        self.stems = stems
    }

    /// Takes a text apart.
    ///
    /// - Parameters:
    ///   - language: The text's own; where that is unknown, the house's.
    ///   - stemming: One stem for each word; words that come back without one are their own.
    ///
    /// Cost: linear in the text.
    public init(
        _ text: String, in language: WrittenLanguage, stemming: ([String]) -> [String]
    ) {
        let words = VoiceWords.words(of: text).filter {
            !VoiceWords.isFunctionWord($0, in: language)
        }
        let stems = stemming(words)
        self.init(words: words, stems: stems.count == words.count ? stems : words)
    }

    /// How long the pieces of words are, in letters. Pieces of three to five letters together find
    /// no more on wishes of people, and take three times the memory and time.
    static let pieceLength = 4

    /// The pieces of a word, each as often as it stands there: the runs of four letters of it with
    /// a blank on each side. A word that is shorter than that is one itself.
    ///
    /// Source: the character n-grams within words of McNamee and Mayfield 2004, who recommend four
    /// for European languages.
    public static func pieces(of word: String) -> [String] {
        let letters = [" "] + Array(word.unicodeScalars) + [" "]
        guard letters.count > pieceLength else { return [text(letters[...])] }
        return (0...letters.count - pieceLength).map { start in
            text(letters[start..<start + pieceLength])
        }
    }

    private static func text(_ letters: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters)
        return String(view)
    }
}
