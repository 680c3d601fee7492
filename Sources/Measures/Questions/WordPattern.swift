/// Words in a row as they may stand in a sentence.
///
/// `brand*` is any word that begins so; `..` is up to three words of any kind; one word with `|`
/// is any of several.
struct WordPattern: Sendable {
    /// The most words that `..` leaves out.
    static let gapMax = 3

    private enum Part: Sendable {
        case anyOf([Word])
        case gap
    }

    private enum Word: Sendable {
        case whole(String)
        case beginning(String)

        init(_ text: Substring) {
            self = text.hasSuffix("*") ? .beginning(String(text.dropLast())) : .whole(String(text))
        }

        func fits(_ word: String) -> Bool {
            switch self {
            case .whole(let text): word == text
            case .beginning(let text): word.hasPrefix(text)
            }
        }
    }

    private let parts: [Part]

    init(_ text: Substring) {
        parts = text.split(separator: " ").map { part in
            part == ".." ? .gap : .anyOf(part.split(separator: "|").map(Word.init))
        }
    }

    /// Several, one a line.
    static func list(_ text: String) -> [WordPattern] {
        text.split(separator: "\n").map { WordPattern($0) }
    }

    /// Where it stands first; `nil`: nowhere.
    ///
    /// Cost: the words times four to the number of gaps, of which there are two at most.
    func first(in words: [String]) -> Range<Int>? {
        for start in words.indices {
            if let end = end(of: parts[...], in: words, from: start) { return start..<end }
        }
        return nil
    }

    private func end(of parts: ArraySlice<Part>, in words: [String], from start: Int) -> Int? {
        guard let part = parts.first else { return start }
        let rest = parts.dropFirst()
        switch part {
        case .anyOf(let choices):
            guard start < words.count, choices.contains(where: { $0.fits(words[start]) }) else {
                return nil
            }
            return end(of: rest, in: words, from: start + 1)
        case .gap:
            for skipped in 0...Self.gapMax where start + skipped <= words.count {
                if let found = end(of: rest, in: words, from: start + skipped) { return found }
            }
            return nil
        }
    }
}
