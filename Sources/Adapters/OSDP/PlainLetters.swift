import Foundation

/// Readers show ASCII. Letters lose their accents, and what has no likeness is left out.
enum PlainLetters {
    private static let likenesses: [Character: String] = [
        "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "Oe", "ĳ": "ij",
        "Ĳ": "IJ", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "’": "'", "‘": "'", "“": "\"",
        "”": "\"", "–": "-", "—": "-", "…": "...", "€": "EUR", "\u{A0}": " ",
    ]

    static func of(_ text: String) -> [UInt8] {
        // A few letters more than fit, since some become none.
        let spelled = text.prefix(4 * Command.textByteCountMax)
            .map { likenesses[$0] ?? String($0) }.joined()
        let bare = spelled.folding(options: .diacriticInsensitive, locale: nil)
        return Array(
            bare.utf8.filter { (0x20...0x7E).contains($0) }.prefix(Command.textByteCountMax))
    }
}
