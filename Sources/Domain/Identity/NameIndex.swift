import Kernel

/// Names as people type them, found again with typing mistakes forgiven.
///
/// A word is looked up by the pairs of letters it shares, then judged by edit distance (optimal
/// string alignment: Damerau 1964): one mistake in a word of up to five letters, two in a longer.
/// Cost of a question: linear in the names that share its rarest pairs.
struct NameIndex: Sendable {
    private struct Pair: Hashable, Sendable {
        let first: UInt8
        let second: UInt8
    }

    private var words: [IdentityGraph.Number: [[UInt8]]] = [:]
    private var holders: [Pair: [IdentityGraph.Number]] = [:]

    /// Sets somebody's name; `nil` forgets it.
    mutating func set(_ name: String?, of number: IdentityGraph.Number) {
        if let old = words.removeValue(forKey: number) {
            for pair in Self.pairs(old) { holders[pair]?.removeAll { $0 == number } }
        }
        guard let name else { return }
        let folded = Self.fold(name)
        guard !folded.isEmpty else { return }
        words[number] = folded
        for pair in Self.pairs(folded) { holders[pair, default: []].append(number) }
    }

    /// Who goes by a name like this, the nearest first.
    ///
    /// - Parameter limit: The most that are answered.
    func find(_ text: String, limit: Int) -> [IdentityGraph.Number] {
        let wanted = Self.fold(text).prefix(6)
        guard !wanted.isEmpty else { return [] }
        var candidates: Set<IdentityGraph.Number>?
        for word in wanted {
            // A mistake spoils two pairs at most; the rarest others lead to the few to judge.
            let lists = Self.pairs([word]).map { holders[$0] ?? [] }.sorted { $0.count < $1.count }
            let kept = lists.prefix(min(lists.count, Self.mistakes(word) * 2 + 1))
            let found = Set(kept.joined())
            candidates = candidates.map { $0.intersection(found) } ?? found
        }
        var hits: [(distance: Int, number: IdentityGraph.Number)] = []
        for number in candidates ?? [] {
            guard let own = words[number] else { continue }
            var sum = 0
            for word in wanted {
                let nearest = own.map { Self.distance(word, $0) }.min() ?? .max
                guard nearest <= Self.mistakes(word) else {
                    sum = .max
                    break
                }
                sum += nearest
            }
            if sum < .max { hits.append((sum, number)) }
        }
        return hits.sorted { ($0.distance, $0.number) < ($1.distance, $1.number) }
            .prefix(limit).map(\.number)
    }

    private static func mistakes(_ word: [UInt8]) -> Int {
        word.count <= 2 ? 0 : word.count <= 5 ? 1 : 2
    }

    /// Neighbouring letters, with a mark before the first and behind the last; each once, sorted.
    private static func pairs(_ words: [[UInt8]]) -> [Pair] {
        var pairs = Set<Pair>()
        for word in words {
            let marked = [1] + word + [2]
            for (first, second) in zip(marked, marked.dropFirst()) {
                pairs.insert(Pair(first: first, second: second))
            }
        }
        return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// The words of a name: small letters, without accents.
    static func fold(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars.prefix(400) {
            if let letters = letters(of: scalar) {
                words[words.count - 1] += letters
            } else if words.last?.isEmpty == false, scalar.value != 0x27, scalar.value != 0x2019 {
                words.append([])
            }
        }
        return words.filter { !$0.isEmpty }
    }

    private static func letters(of scalar: Unicode.Scalar) -> [UInt8]? {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            switch byte {
            case 48...57, 97...122: return [byte]
            case 65...90: return [byte + 32]
            default: return nil
            }
        }
        guard scalar.properties.isAlphabetic else { return nil }
        // LATIN SMALL LETTER E WITH ACUTE
        let parts = (scalar.properties.name ?? "").split(separator: " ")
        if parts.count >= 4, parts[0] == "LATIN", parts[2] == "LETTER" {
            if parts[3] == "SHARP" { return [115, 115] }
            if parts[3].utf8.count <= 2 { return parts[3].utf8.map { $0 + 32 } }
        }
        return Array(scalar.properties.lowercaseMapping.utf8)
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if abs(left.count - right.count) > 2 { return .max }
        var before: [Int] = []
        var row = Array(0...right.count)
        for i in left.indices {
            var next = [i + 1]
            for j in right.indices {
                var best = min(row[j] + (left[i] == right[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, before[j - 1] + 1)
                }
                next.append(best)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }
}
