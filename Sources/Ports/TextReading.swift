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
