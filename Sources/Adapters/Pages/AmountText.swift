/// A sum as people write it, in their own notation: `12,50`, `1.250,00`, `1,250.00`, `1 250`.
///
/// A separator that could mean two things is never guessed: `1.250` may be a thousand or one and a
/// quarter, and a guess would charge somebody a thousand times too much or too little.
public struct AmountText: Equatable, Sendable {
    /// The same with a full stop before the minor digits and nothing between the others.
    public let plain: String

    /// - Parameters:
    ///   - typed: As it came from a field.
    ///   - digits: How many minor digits the currency has.
    /// - Returns: `nil` when it is no sum above or at zero, or could be two.
    /// - Cost: linear in the text.
    public init?(_ typed: String, digits: Int) {
        let text = typed.trimming(while: \.isWhitespace)
        let marks = text.filter { $0 == "." || $0 == "," }
        guard let last = marks.last else {
            guard let whole = Self.whole(text, groupedBy: Self.isSpace) else { return nil }
            plain = whole
            return
        }
        // One kind, more than once: it stands between thousands, and there are no minor digits.
        if marks.count > 1, marks.allSatisfy({ $0 == last }) {
            guard let whole = Self.whole(text, groupedBy: { $0 == last }) else { return nil }
            plain = whole
            return
        }
        guard let place = text.lastIndex(of: last), marks.filter({ $0 == last }).count == 1 else {
            return nil
        }
        let minor = text[text.index(after: place)...]
        guard !minor.isEmpty, minor.count <= digits, minor.allSatisfy(Self.isDigit) else {
            return nil
        }
        let other: Character = last == "." ? "," : "."
        let head = String(text[..<place])
        let isMarked = head.contains(other)
        guard
            let whole = Self.whole(
                head, groupedBy: { isMarked ? $0 == other : Self.isSpace($0) })
        else { return nil }
        plain = "\(whole).\(minor)"
    }

    /// Digits, or digits in threes with one kind of mark between them.
    private static func whole(
        _ text: String, groupedBy isMark: (Character) -> Bool
    ) -> String? {
        let groups = text.split(omittingEmptySubsequences: false, whereSeparator: isMark)
        guard let first = groups.first, !first.isEmpty, groups.count == 1 || first.count <= 3,
            groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.allSatisfy({ $0.allSatisfy(isDigit) })
        else { return nil }
        return groups.joined()
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }

    /// Also those that do not break a line, which numbers are often copied with.
    private static func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\u{A0}" || character == "\u{202F}"
    }
}

extension String {
    fileprivate func trimming(while isGone: (Character) -> Bool) -> String {
        guard let first = firstIndex(where: { !isGone($0) }),
            let last = lastIndex(where: { !isGone($0) })
        else { return "" }
        return String(self[first...last])
    }
}
