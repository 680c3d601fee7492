public import Kernel

/// Reads what people write: its language, and the stems of its words. Nothing leaves the machine.
public protocol TextReading: Sendable {
    /// In which language a text is written.
    ///
    /// - Returns: `nil` when that cannot be told, as of most texts of a few words: silence is no
    ///   language, and nobody is guessed to be Dutch.
    func language(of text: String) -> ReadLanguage?

    /// The stems of words, one for each in their order: `bomen` and `boom` have one.
    ///
    /// - Parameter words: In small letters, without accents.
    func stems(of words: [String], in language: WrittenLanguage) -> [String]
}

extension TextReading {
    /// Of so many words the language is often read wrong.
    private var fewWordsMax: Int { 5 }

    /// The language of a text when it can be believed: of a few words only one of the house's own
    /// pages is, and only one that has a code of ISO 639-1.
    public func believedLanguage(of text: String) -> ReadLanguage? {
        guard let read = language(of: text) else { return nil }
        if read.written != nil { return read }
        return wordCount(of: text) > fewWordsMax && LanguageCodes.isKnown(read.code) ? read : nil
    }
}

/// Words between blanks; of scripts that have none between words, two letters are taken for one.
private func wordCount(of text: String) -> Int {
    let letters = text.unicodeScalars.count { letter in
        switch letter.value {
        // Thai and Lao, Burmese, Khmer, kana, and what Chinese is written in.
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
            0xF900...0xFAFF:
            true
        default: false
        }
    }
    return text.split(whereSeparator: \.isWhitespace).count + letters / 2
}

/// The language in which a text was found to be written.
public struct ReadLanguage: Equatable, Sendable {
    /// By ISO 639: `nl`, `en`, and many that we do not stem.
    public let code: String
    /// How many hundredths of the text are in it, from 1 to 100.
    public let percent: Int

    public init(code: String, percent: Int) {
        self.code = code
        self.percent = percent
    }

    /// When it is one whose words can be stemmed.
    public var written: WrittenLanguage? { WrittenLanguage(rawValue: code) }
}
