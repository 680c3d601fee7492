import Kernel

/// Names as people type them, found again with typing mistakes forgiven.
///
/// A word is looked up by the threes of letters it shares (Zamora, Pollock & Zamora 1981), then
/// judged by edit distance (optimal string alignment: Damerau 1964): one mistake in a word of three
/// to five letters, two in a longer. Cost of a question: linear in the names that share the rarest
/// threes of its rarest word.
struct NameIndex: Sendable {
    /// Three letters in a row, in the low 24 bits.
    private typealias Three = UInt32

    /// By number; none: no name.
    private var words: ContiguousArray<[[UInt8]]> = []
    private var holders: [Three: [IdentityGraph.Number]] = [:]

    /// Sets somebody's name; `nil` forgets it.
    mutating func set(_ name: String?, of number: IdentityGraph.Number) {
        if Int(number) >= words.count {
            words += ContiguousArray(repeating: [], count: Int(number) + 1 - words.count)
        }
        let old = words[Int(number)]
        for three in Self.threes(old) { holders[three]?.removeAll { $0 == number } }
        words[Int(number)] = []
        guard let name else { return }
        let folded = Self.fold(name)
        guard !folded.isEmpty else { return }
        words[Int(number)] = folded
        for three in Self.threes(folded) { holders[three, default: []].append(number) }
    }

    /// Who goes by a name like this, the nearest first.
    ///
    /// - Parameter limit: The most that are answered.
    func find(_ text: String, limit: Int) -> [IdentityGraph.Number] {
        let wanted = Self.fold(text).prefix(6)
        guard !wanted.isEmpty else { return [] }
        let leads = wanted.map { word in
            (word: word, lists: Self.threes([word]).compactMap { holders[$0] })
        }
        let lead = leads.min { left, right in
            left.lists.reduce(0) { $0 + $1.count } < right.lists.reduce(0) { $0 + $1.count }
        }
        guard let lead else { return [] }
        var hits: [(distance: Int, number: IdentityGraph.Number)] = []
        var scratch = Scratch()
        for number in sharing(lead.lists, with: lead.word) {
            var sum = 0
            for word in wanted {
                let limit = Self.mistakes(word)
                var nearest = Int.max
                for own in words[Int(number)] {
                    nearest = min(nearest, Self.distance(word, own, limit: limit, &scratch))
                }
                guard nearest <= limit else {
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

    /// Who shares so many threes with a word that it can be theirs: a mistake spoils three, and
    /// one pair of letters that changed places a fourth.
    private func sharing(
        _ lists: [[IdentityGraph.Number]], with word: [UInt8]
    ) -> [IdentityGraph.Number] {
        let least = max(1, Self.threes([word]).count - 3 * Self.mistakes(word) - 1)
        guard lists.count >= least else { return [] }
        let most = lists.reduce(0) { max($0, Int($1.max() ?? 0)) }
        var shared = ContiguousArray<UInt8>(repeating: 0, count: most + 1)
        var found: [IdentityGraph.Number] = []
        for list in lists {
            for number in list {
                shared[Int(number)] &+= 1
                if shared[Int(number)] == UInt8(truncatingIfNeeded: least) { found.append(number) }
            }
        }
        return found
    }

    private static func mistakes(_ word: [UInt8]) -> Int {
        word.count <= 2 ? 0 : word.count <= 5 ? 1 : 2
    }

    /// Letters in threes, with two marks before the first and behind the last; each once, sorted.
    private static func threes(_ words: [[UInt8]]) -> [Three] {
        var threes = Set<Three>()
        for word in words {
            var three: Three = 0x0101
            for letter in word + [2, 2] {
                three = (three << 8 | Three(letter)) & 0xFF_FFFF
                threes.insert(three)
            }
        }
        return threes.sorted()
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

    private static func letterSet(_ word: [UInt8]) -> UInt64 {
        var set: UInt64 = 0
        for letter in word { set |= 1 << UInt64(letter & 63) }
        return set
    }

    /// Rows of the table of distances, used again and again.
    private struct Scratch {
        var before = [Int](repeating: 0, count: 66)
        var row = [Int](repeating: 0, count: 66)
        var next = [Int](repeating: 0, count: 66)
    }

    /// The edit distance, or something above the limit.
    private static func distance(
        _ left: [UInt8], _ right: [UInt8], limit: Int, _ scratch: inout Scratch
    ) -> Int {
        guard abs(left.count - right.count) <= limit, max(left.count, right.count) < 65 else {
            return .max
        }
        // Letters that only one of them has: a mistake makes two at most.
        let apart = (letterSet(left) ^ letterSet(right)).nonzeroBitCount
        guard apart <= 2 * limit else { return .max }
        for place in 0...right.count { scratch.row[place] = place }
        for i in left.indices {
            scratch.next[0] = i + 1
            var least = i + 1
            for j in right.indices {
                var best = min(
                    scratch.row[j] + (left[i] == right[j] ? 0 : 1), scratch.next[j] + 1,
                    scratch.row[j + 1] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, scratch.before[j - 1] + 1)
                }
                scratch.next[j + 1] = best
                least = min(least, best)
            }
            if least > limit { return .max }
            swap(&scratch.before, &scratch.row)
            swap(&scratch.row, &scratch.next)
        }
        return scratch.row[right.count]
    }
}
