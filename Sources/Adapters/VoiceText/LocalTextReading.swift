import CLanguage
import CStemmer
package import Kernel
package import Ports

/// Languages by libcld2 and by everyday words of the house's two, stems by libstemmer (Snowball),
/// all on this machine.
///
/// Source: Porter 2001, Snowball, its Dutch and its second English stemmer.
package struct LocalTextReading: TextReading {
    /// Of a longer text the first so many bytes tell its language.
    static let byteCountMax = 4096

    package init() {}

    package func language(of text: String) -> ReadLanguage? {
        var bytes = Array(text.utf8.prefix(Self.byteCountMax))
        // Not in the middle of a letter.
        if bytes.count == Self.byteCountMax {
            while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
            if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        }
        let read = letters(bytes)
        let told = Self.told(by: String(decoding: bytes, as: UTF8.self))
        // That which agrees knows the share better.
        return read?.code == told?.code ? read : told ?? read
    }

    /// By which letters follow one another.
    private func letters(_ bytes: [UInt8]) -> ReadLanguage? {
        var code = [CChar](repeating: 0, count: 16)
        let percent = senang_language(bytes, bytes.count, &code)
        guard percent > 0 else { return nil }
        let name = code.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return ReadLanguage(
            code: Self.code(String(decoding: name, as: UTF8.self)), percent: Int(percent))
    }

    /// Of two scripts of a language its one code, and of codes that were given up those of now.
    private static func code(_ told: String) -> String {
        let code = told.split(separator: "-").first.map { String($0) } ?? told
        return ["iw": "he", "jw": "jv", "in": "id"][code] ?? code
    }

    /// Dutch or English, where everyday words tell it: letters take a few Dutch words for
    /// Afrikaans, German or Danish, or for nothing.
    private static func told(by text: String) -> ReadLanguage? {
        let words = TellingWords.words(of: text)
        guard !TellingWords.hasOthers(words) else { return nil }
        let (dutch, english) = (TellingWords.dutch(words), TellingWords.english(words))
        let isDutch = dutch.sum > english.sum
        let (most, least) = isDutch ? (dutch, english) : (english, dutch)
        // One word that tells and one that leans, twice what the other has, a third of the words.
        guard most.telling > 0, most.sum >= 3, most.sum >= 2 * least.sum,
            3 * (most.telling + most.leaning) >= words.count
        else { return nil }
        let language = isDutch ? WrittenLanguage.dutch : .english
        return ReadLanguage(
            code: language.rawValue, percent: 100 * most.sum / (most.sum + least.sum))
    }

    package func stems(of words: [String], in language: WrittenLanguage) -> [String] {
        // One of its own each time: a stemmer keeps the word it works on, and is quickly made.
        guard let stemmer = sb_stemmer_new(language.rawValue, "UTF_8") else { return words }
        defer { sb_stemmer_delete(stemmer) }
        return words.map { word in
            let bytes = Array(word.utf8)
            guard let stem = sb_stemmer_stem(stemmer, bytes, Int32(clamping: bytes.count)) else {
                return word
            }
            let count = Int(sb_stemmer_length(stemmer))
            return String(
                decoding: UnsafeBufferPointer(start: stem, count: count), as: UTF8.self)
        }
    }
}
