/// Grounds on which the law lets nobody be preferred or refused.
///
/// Found by how words begin, by whole words and by what is said of people, so that more is stopped
/// than has to be: whoever writes finds other words for what people want or do.
///
/// Source: Algemene wet gelijke behandeling, art. 1; Wet gelijke behandeling op grond van handicap
/// of chronische ziekte; Charter of Fundamental Rights of the European Union, art. 21.
public enum ProtectedGround: String, CaseIterable, Sendable {
    case religion
    case belief
    case politics
    case origin
    case nationality
    case sex
    case orientation
    case family
    case disability
    case age

    /// The first ground that a text names, and the words by which; `nil`: none.
    ///
    /// - Cost: linear in the text.
    public static func named(in text: String) -> (ground: ProtectedGround, word: String)? {
        let words = text.lowercased().split {
            !($0.isLetter || $0.isNumber || "+-".contains($0))
        }.map(String.init)
        for place in words.indices {
            for ground in allCases {
                if ground.isNamed(by: words[place]) { return (ground, words[place]) }
                if let phrase = ground.phrase(of: words, at: place) {
                    return (ground, words[phrase].joined(separator: " "))
                }
            }
        }
        return nil
    }

    private func isNamed(by word: String) -> Bool {
        if self == .age, Self.isOfYears(word) { return true }
        let vocabulary = vocabulary
        // `niet-moslims` and `VVD-stemmers` name it in one of their parts.
        let parts =
            word.contains("-") ? [word] + word.split(separator: "-").map(String.init) : [word]
        return parts.contains { part in
            vocabulary.words.contains(part)
                || vocabulary.beginnings.contains { part.hasPrefix($0) }
                    && !Self.others.contains { part.hasPrefix($0) }
        }
    }

    /// `65+`, `50-plussers`, `18-jarigen`, `30-year-olds`.
    private static func isOfYears(_ word: String) -> Bool {
        let rest = word.drop { $0.isASCII && $0.isNumber }
        guard rest.count < word.count else { return false }
        let ending = rest.drop { $0 == "-" }
        return ["+", "plus", "minner", "jarig", "year"].contains { ending.hasPrefix($0) }
    }

    // MARK: Of people

    /// What is said of people from a place on, in the places that it takes.
    private func phrase(of words: [String], at place: Int) -> ClosedRange<Int>? {
        let vocabulary = vocabulary
        if let phrase = vocabulary.phrases.first(where: { words.dropFirst(place).starts(with: $0) })
        {
            return place...(place + phrase.count - 1)
        }
        if let end = Self.told(after: place, in: words, of: vocabulary.kinds) {
            return place...end
        }
        if let end = Self.being(at: place, in: words, vocabulary.states) { return place...end }
        guard self == .age, let end = Self.years(at: place, in: words) else { return nil }
        return place...end
    }

    /// `white people`, `young and old guests`, but not `old crafts`.
    private static func told(
        after place: Int, in words: [String], of kinds: Set<String>
    ) -> Int? {
        func isKind(_ word: String) -> Bool {
            kinds.contains(word.split(separator: "-").last.map { String($0) } ?? "")
        }
        guard isKind(words[place]) else { return nil }
        var end = place + 1
        while end < words.count, joints.contains(words[end]) || isKind(words[end]) { end += 1 }
        return end < words.count && people.contains(words[end]) ? end : nil
    }

    /// `who are young`, `die gezond zijn`, but not `what is old`.
    private static func being(at place: Int, in words: [String], _ states: Set<String>) -> Int? {
        guard !states.isEmpty, whose.contains(words[place]) else { return nil }
        var end = place + 1
        var isSaidToBe = false
        while end < words.count, hedges.contains(words[end]) || verbs.contains(words[end]) {
            isSaidToBe = isSaidToBe || verbs.contains(words[end])
            end += 1
        }
        guard end < words.count, states.contains(words[end]) else { return nil }
        if isSaidToBe { return end }
        return end + 1 < words.count && verbs.contains(words[end + 1]) ? end + 1 : nil
    }

    /// `under 30`, `boven de 65`, `from 18 years`, but not `under 30 minutes` or `for over 20
    /// years`.
    private static func years(at place: Int, in words: [String]) -> Int? {
        let isLimit = limits.contains(words[place])
        guard isLimit || spans.contains(words[place]) else { return nil }
        if place > 0, lasting.contains(words[place - 1]) { return nil }
        var end = place + 1
        while end < words.count, articles.contains(words[end]) { end += 1 }
        guard end < words.count, isNumber(words[end]) else { return nil }
        let next = end + 1 < words.count ? words[end + 1] : ""
        if ofAge.contains(next) { return end + 1 }
        return isLimit && !units.contains(next) ? end : nil
    }

    private static func isNumber(_ word: String) -> Bool {
        tens.contains(word) || (1...3).contains(word.count) && word.allSatisfy(\.isNumber)
    }
}
